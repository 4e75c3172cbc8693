//! Correcting what stands: its form with what it says, and why it is changed. Both versions stay.

use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::facts::FactBody;
use domain::forms::Raw;
use domain::ids::{PersonId, Subject};
use domain::ledger::FactRef;
use domain::policy::Depth;
use domain::record::{Finding, RecordForm, Right, WHY_CHANGED};
use domain::view::{Detail, Piece, Said, Version};
use store::Recorded;

use super::fields::{self, Asked};
use super::form::{FormPage, after, lower, open_for, sent_before};
use super::panels::Panels;
use super::{Behind, WhichFact, frame, stale, token};
use crate::App;
use crate::fields::Protected;
use crate::frame::components::{Button, Tone, Warn};
use crate::frame::errors::Error;
use crate::frame::{Html, hidden, link, meta};
use crate::people::{Opened, Tab};
use crate::session::Signed;

/// Something that stands and that its reader may change.
pub(super) struct Standing {
    pub opened: Opened,
    pub behind: Behind,
    pub panels: Panels,
    pub form: &'static RecordForm,
    pub at: FactRef,
    /// Nothing took its place since, and nobody took it back.
    pub stands: bool,
}

impl Standing {
    pub fn body(&self) -> Option<&FactBody> {
        self.behind.body(self.at)
    }
    /// What it says, in the words of the details.
    pub fn words(&self) -> Html {
        said(&self.opened, self.at)
    }
}

/// A fact as the page of details, or the timeline, says it to this reader.
pub(super) fn said(opened: &Opened, at: FactRef) -> Html {
    let detail = opened.view.details.iter().find(|d| d.now.at == at);
    if let Some(d) = detail {
        return Html::from(format!("{}: ", d.label)).and(opened.html(&d.now.said));
    }
    let note = opened.view.events.iter().find(|e| e.note_at == Some(at));
    note.map(|e| Html::from("Case note: ").and(opened.html(&e.title)))
        .unwrap_or_default()
}

/// Opens a record to change one of its facts.
///
/// # Errors
/// Where the reader does not see the whole of it, or of the value: what is masked cannot be changed, and is not told by a form.
pub(super) async fn standing(
    app: &App,
    signed: &Signed,
    id: PersonId,
    at: FactRef,
    raw: Raw,
) -> Result<Result<Standing, Response>, Error> {
    let (opened, (behind, _)) = match open_for(app, signed, id, None, Raw::default()).await? {
        Ok(found) => found,
        Err(answer) => return Ok(Err(answer)),
    };
    let fact = behind.fact(at).ok_or(Error::NotFound)?;
    // A relationship is changed on the record on which it was recorded; both show it. To whoever may not know of that record there is no such
    // fact: its address would tell them that there is one, and whose.
    if let Subject::Person(filed) = fact.subject
        && !opened.view.group.contains(&filed)
    {
        if !opened.others.contains_key(&filed) {
            return Err(Error::NotFound);
        }
        return Ok(Err(
            Redirect::to(&format!("/people/{filed}/facts/{at}/correct")).into_response()
        ));
    }
    let form = behind.body(at).and_then(RecordForm::of_fact);
    if opened.view.depth < Depth::Full && !form.is_some_and(|form| sees(&opened, form)) {
        return Err(Error::refused(
            "You may not change this",
            "Only those who work with this person may change what stands on their record. Tell their worker what you know.",
        ));
    }
    let form = form.ok_or(Error::NotFound)?;
    let stands = domain::ledger::standing(&behind.facts).iter().any(|s| s.fact.at == at);
    // Of what stands no longer the same holds: an earlier version can be as confidential as the one that took its place.
    let shown = |v: &Version| v.at == at && is_whole(&v.said);
    let of_detail = |d: &Detail| shown(&d.now) || d.earlier.iter().any(shown);
    let note = opened.view.events.iter().any(|e| e.note_at == Some(at));
    let taken_back = opened.view.withdrawn.iter().any(|w| shown(&w.was));
    if !note && !taken_back && !opened.view.details.iter().any(of_detail) {
        return Err(Error::refused(
            "You may not change this",
            "It is confidential. Only those who work with this person may see it, or change it.",
        ));
    }
    // The right is asked for once more with the form, so that a refusal is logged.
    let (opened, (behind, panels)) = match open_for(app, signed, id, Some(form), raw).await? {
        Ok(found) => found,
        Err(answer) => return Ok(Err(answer)),
    };
    Ok(Ok(Standing {
        opened,
        behind,
        panels,
        form,
        at,
        stands,
    }))
}

/// Nothing of it is hidden from the reader.
fn is_whole(said: &Said) -> bool {
    !said.contains(&Piece::Confidential)
}

/// The ways to change a value, for whoever may: beside it on the page of details.
pub(crate) fn links(opened: &Opened, detail: &Detail) -> Option<Html> {
    if detail.kind == "same_as" && opened.may.record.join && opened.past.is_none() {
        let address = format!("/people/{}/facts/{}/part", opened.view.id, detail.now.at);
        return Some(link(&address, "Part the two records again"));
    }
    let form = domain::record::RECORD_FORMS.iter().find(|f| f.fact == detail.kind)?;
    // A relationship that was recorded on the other's record is changed there.
    let on = detail.filed.person().filter(|p| !opened.view.group.contains(p));
    let id = on.unwrap_or(opened.view.id);
    (is_whole(&detail.now.said) && may_change(opened, form)).then(|| both(id, detail.now.at, &detail.label))
}

/// The same for a note in the timeline.
pub(crate) fn note_links(opened: &Opened, at: FactRef, title: &str) -> Option<Html> {
    let form = domain::record::RECORD_FORMS
        .iter()
        .find(|f| f.fact == "note_recorded")?;
    may_change(opened, form).then(|| both(opened.view.id, at, title))
}

fn may_change(opened: &Opened, form: &RecordForm) -> bool {
    opened.past.is_none() && sees(opened, form) && opened.may.record.has(form.right)
}

/// Whether the reader sees what such a form would show them: all of the record, or who somebody is. Each value is asked about besides.
pub(super) fn sees(opened: &Opened, form: &RecordForm) -> bool {
    opened.view.depth == Depth::Full || (opened.view.who_they_are && form.right == Right::Identity)
}

fn both(id: PersonId, at: FactRef, what: &str) -> Html {
    let what = hidden(format!(": {what}"));
    let correct = link(
        &format!("/people/{id}/facts/{at}/correct"),
        Html::from("Correct").and(what.clone()),
    );
    let wrong = link(
        &format!("/people/{id}/facts/{at}/wrong"),
        Html::from("Record as wrong").and(what),
    );
    Html::fixed(r#"<span class="hf-noprint">"#)
        .and(meta(correct.and(" · ").and(wrong)))
        .and(Html::fixed("</span>"))
}

#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct Start {
    /// The baby has been born.
    born: String,
}

/// `GET /people/{id}/facts/{fact}/correct`
pub async fn page(
    State(app): State<App>,
    signed: Signed,
    WhichFact(id, at): WhichFact,
    Query(start): Query<Start>,
) -> Result<Response, Error> {
    let found = match standing(&app, &signed, id, at, Raw::default()).await? {
        Ok(found) => found,
        Err(answer) => return Ok(answer),
    };
    if !found.stands {
        return stale::gone(&found);
    }
    let mut raw = typed(&found);
    if !start.born.is_empty() && found.form.id == "birth" {
        raw.0.insert("precision".into(), "exact".into());
        raw.0.remove("on");
        raw.0.insert(WHY_CHANGED.into(), "The baby has been born.".into());
    }
    let known_seq = found.behind.known_seq;
    show(&app, &signed, &found, &raw, &[], known_seq, None)
}

/// What stands, as it would have been typed.
pub(super) fn typed(found: &Standing) -> Raw {
    let mut raw = found.body().and_then(|b| found.form.typed(b)).unwrap_or_default();
    if let Some(on) = found.behind.fact(found.at).and_then(|f| f.effective_on) {
        raw.0
            .entry("on".into())
            .or_insert_with(|| domain::person::identity::day(on));
    }
    raw
}

/// `POST /people/{id}/facts/{fact}/correct`
pub async fn save(
    State(app): State<App>,
    signed: Signed,
    WhichFact(id, at): WhichFact,
    Protected(sent): Protected,
) -> Result<Response, Error> {
    let what = format!("correct-{at}");
    let seen = token::read(&app, &signed, id, &what, &sent)?;
    let found = match standing(&app, &signed, id, at, Raw::default()).await? {
        Ok(found) => found,
        Err(answer) => return Ok(answer),
    };
    let form = found.form;
    let mut raw = fields::raw(form, &sent);
    if let Some(FactBody::RelationshipRecorded(r)) = found.body() {
        raw.0.insert("other".into(), r.other.to_string());
    }
    let (who, asked, typed) = (signed.who(""), seen.clone(), raw.clone());
    let result = app
        .store()
        .write(move |tx| {
            let may = tx.may_record(&who, form.right, id)?;
            tx.correct(&who, &may, at, &typed, &asked)
        })
        .await;
    let (findings, notice) = match result {
        Ok(Recorded::Saved(saved)) => return Ok(after(id, saved.seq)),
        Ok(Recorded::Wrong(findings)) => (findings, None),
        Ok(Recorded::Unchanged) => (Vec::new(), Some(unchanged())),
        Err(store::Error::Stale { .. }) => return stale::corrected(&app, &signed, &found, &raw),
        Err(store::Error::RequestReused(_)) => (Vec::new(), Some(sent_before())),
        Err(other) => return Err(other.into()),
    };
    show(&app, &signed, &found, &raw, &findings, seen.known_seq, notice)
}

fn unchanged() -> Html {
    let words = "This says what stands already, so there is nothing to save. Change it, or leave.";
    Warn::new(Tone::Plain, words).status().gap().into()
}

fn show(
    app: &App,
    signed: &Signed,
    found: &Standing,
    raw: &Raw,
    findings: &[Finding],
    known_seq: i64,
    notice: Option<Html>,
) -> Result<Response, Error> {
    let Standing { opened, form, at, .. } = found;
    let id = opened.view.id;
    let asked = Asked {
        form,
        raw,
        findings,
        panels: &found.panels,
        correcting: true,
    };
    let errors = asked.errors();
    let title = format!("Correct {}", lower(form.title));
    let page = frame(opened, signed, &title).back(Tab::Details.address(id), "Back to the details");
    let odd = notice.is_some();
    let content = FormPage {
        title,
        lead: Html::from("What stands now is ")
            .and(Html::fixed("<strong>"))
            .and(found.words())
            .and(Html::fixed("</strong>. It stays in the history.")),
        notice,
        address: format!("/people/{id}/facts/{at}/correct"),
        hidden: page
            .csrf()
            .and(token::issue(app, id, &format!("correct-{at}"), known_seq)?),
        controls: asked.controls(opened, &errors),
        save: Some(Button::new("Save the correction").once()),
        leave: Tab::Details.address(id),
    };
    if odd && errors.is_empty() {
        return page.show_with(StatusCode::CONFLICT, &content);
    }
    page.errors(errors).show(&content)
}
