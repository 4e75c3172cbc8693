//! Two people recorded the same thing: both versions on one page, the saved one first, and nobody's words lost.

use axum::response::Response;
use domain::forms::Raw;
use domain::ledger::{Fact, FactRef};
use domain::record::{KEEP, Meets, Panel, RecordForm, WHY_CHANGED};

use super::change::{Standing, said};
use super::fields::Asked;
use super::form::{Shown, lower};
use super::panels::Panels;
use super::{Behind, frame, token};
use crate::App;
use crate::forms::in_words;
use crate::frame::components::Textarea;
use crate::frame::errors::{Error, StaleField, StalePage};
use crate::frame::{Html, hidden_field};
use crate::people::{Opened, Tab};
use crate::session::Signed;

/// Something of this kind was recorded while this reader wrote theirs.
pub(super) fn new(
    app: &App,
    signed: &Signed,
    opened: &Opened,
    behind: &Behind,
    form: &'static RecordForm,
    shown: &Shown,
    panels: &Panels,
) -> Result<Response, Error> {
    let id = opened.view.id;
    let stand = domain::ledger::standing(&behind.facts);
    let own = |f: &Fact| f.subject.person().is_some_and(|p| opened.view.group.contains(&p));
    let of_kind = |f: &Fact| f.body.as_ref().is_some_and(|b| b.kind() == form.fact);
    let theirs = stand
        .iter()
        .rfind(|s| own(s.fact) && of_kind(s.fact))
        .map(|s| s.fact.at);
    // Of what there is one, this reader's version corrects the one that stands now.
    let (action, what) = match (form.meets, theirs) {
        (Meets::One, Some(at)) => (format!("/people/{id}/facts/{at}/correct"), format!("correct-{at}")),
        _ => (format!("/people/{id}/record/{}", form.id), form.id.to_owned()),
    };
    let versions = Versions {
        form,
        raw: &shown.raw,
        theirs,
        correcting: form.meets == Meets::One && theirs.is_some(),
    };
    versions.show(app, signed, opened, behind, panels, action, &what)
}

/// The value that is being corrected was changed meanwhile.
pub(super) fn corrected(app: &App, signed: &Signed, found: &Standing, raw: &Raw) -> Result<Response, Error> {
    let Some(newest) = newest(found).map(|f| f.at) else {
        return put_on_record_again(app, signed, found, raw);
    };
    let versions = Versions {
        form: found.form,
        raw,
        theirs: Some(newest),
        correcting: true,
    };
    let action = format!("/people/{}/facts/{newest}/correct", found.opened.view.id);
    versions.show(
        app,
        signed,
        &found.opened,
        &found.behind,
        &found.panels,
        action,
        &format!("correct-{newest}"),
    )
}

/// What stands now of what was opened; nothing where it was taken back.
fn newest(found: &Standing) -> Option<&Fact> {
    let record = found.behind.fact(found.at)?.record;
    let stand = domain::ledger::standing(&found.behind.facts);
    stand.into_iter().map(|s| s.fact).rfind(|f| f.record == record)
}

/// A link to something that was changed, or taken back, since.
pub(super) fn gone(found: &Standing) -> Result<Response, Error> {
    let words = Html::from("Somebody changed this, or took it back. ").and(what_stands(found));
    Err(Error::refused("This no longer stands", words))
}

fn what_stands(found: &Standing) -> Html {
    let address = Tab::Details.address(found.opened.view.id);
    crate::frame::link(&address, "See what stands now")
}

/// What is to be taken back no longer stands as it did: its newest version instead, if there is one, and the reason that was written.
pub(super) fn taken_back(app: &App, signed: &Signed, found: &Standing, why: &str) -> Result<Response, Error> {
    let Standing { opened, form, .. } = found;
    let Some(newest) = newest(found) else {
        let words = Html::from("Somebody took it back already, so there is nothing left to do. You had written: ")
            .and(crate::front_door::in_quotes(why))
            .and(" ")
            .and(what_stands(found));
        return Err(Error::refused("This no longer stands", words));
    };
    let (id, at) = (opened.view.id, newest.at);
    let page = frame(opened, signed, form.title);
    let token = token::issue(app, id, &format!("wrong-{at}"), found.behind.known_seq)?;
    StalePage {
        what: on_whose_record(found),
        saved_by: by(opened, newest).into(),
        action: format!("/people/{id}/facts/{at}/wrong").into(),
        hidden: page.csrf().and(token),
        fields: vec![StaleField {
            label: form.title.into(),
            saved: said(opened, at),
            yours: Textarea::new(WHY_CHANGED, "Why is it wrong?")
                .hint("You wrote this of the version before. It stays in the history, beside what was recorded")
                .rows(3)
                .value(why.to_owned())
                .into(),
        }],
        save: "Record what is saved now as wrong".into(),
        leave: Tab::Details.address(id).into(),
    }
    .show(page)
}

/// What was being corrected was taken back meanwhile: what this reader wrote can be put on record again.
fn put_on_record_again(app: &App, signed: &Signed, found: &Standing, raw: &Raw) -> Result<Response, Error> {
    let (opened, form, behind) = (&found.opened, found.form, &found.behind);
    let id = opened.view.id;
    let asked = Asked {
        form,
        raw,
        findings: &[],
        panels: &found.panels,
        correcting: false,
    };
    let page = frame(opened, signed, form.title);
    let record = behind.fact(found.at).map(|f| f.record);
    let newest = behind
        .facts
        .iter()
        .filter(|f| Some(f.record) == record)
        .max_by_key(|f| f.at);
    let token = token::issue(app, id, form.id, behind.known_seq)?;
    let yours = asked.controls(opened, &asked.errors());
    StalePage {
        what: on_whose_record(found),
        saved_by: newest
            .map_or_else(|| "somebody else".to_owned(), |f| by(opened, f))
            .into(),
        action: format!("/people/{id}/record/{}", form.id).into(),
        hidden: page.csrf().and(token),
        fields: vec![StaleField {
            label: form.title.into(),
            saved: "It was recorded as wrong, and no longer stands.".into(),
            yours: yours.into_iter().fold(Html::default(), Html::and),
        }],
        save: format!("Record mine as new: {}", lower(form.title)).into(),
        leave: Tab::Details.address(id).into(),
    }
    .show(page)
}

fn on_whose_record(found: &Standing) -> Html {
    format!(
        "{}, on the record of {}.",
        found.form.title, found.opened.view.identity.name
    )
    .into()
}

/// Why the other changed it, to be read before it is changed again.
fn their_reason(opened: &Opened, theirs: Option<FactRef>) -> Html {
    let detail = opened.view.details.iter().find(|d| Some(d.now.at) == theirs);
    match detail.and_then(|d| d.now.reason.as_deref()) {
        Some(why) => crate::front_door::in_quotes(why).into(),
        None => "No reason was given.".into(),
    }
}

/// "Rhys Pritchard, 12 Nov 2026, 10:42"
fn by(opened: &Opened, fact: &Fact) -> String {
    let who = opened.name_of(fact.entry.author.worker);
    format!(
        "{who}, {}",
        domain::calendar::london::time_words(fact.entry.recorded_at)
    )
}

struct Versions<'a> {
    form: &'static RecordForm,
    raw: &'a Raw,
    theirs: Option<FactRef>,
    correcting: bool,
}

impl Versions<'_> {
    #[allow(
        clippy::too_many_arguments,
        reason = "one page, made from what two callers have at hand"
    )]
    fn show(
        &self,
        app: &App,
        signed: &Signed,
        opened: &Opened,
        behind: &Behind,
        panels: &Panels,
        action: String,
        what: &str,
    ) -> Result<Response, Error> {
        let id = opened.view.id;
        let mut raw = self.raw.clone();
        let former = |id: &String| self.form.panel(id) == Some(Panel::Former);
        raw.0.retain(|id, _| !former(id));
        let asked = Asked {
            form: self.form,
            raw: &raw,
            findings: &[],
            panels,
            correcting: self.correcting,
        };
        let errors = asked.errors();
        let saved = self
            .theirs
            .and_then(|at| behind.body(at))
            .and_then(|b| self.form.typed(b))
            .unwrap_or_default();
        let mut hidden = Html::default();
        let mut fields = Vec::new();
        let mut again = Html::default();
        for q in self.form.questions.iter().filter(|q| q.id != KEEP) {
            // What became of the address before was said of another than stands now: it is asked again, of this one.
            if self.form.panel(q.id) == Some(Panel::Former) {
                if !self.correcting && panels.former.is_some() {
                    again = again.and(asked.one(opened, q, &errors));
                }
                continue;
            }
            let (theirs, yours) = (saved.get(q.id), self.raw.get(q.id));
            if theirs == yours || (self.correcting && self.form.only_new.contains(&q.id)) {
                hidden = yours.lines().fold(hidden, |h, v| h.and(hidden_field(q.id, v)));
                continue;
            }
            let words = match self.form.panel(q.id) {
                Some(_) => self.theirs.map(|at| said(opened, at)).unwrap_or_default(),
                None => Html::from(in_words(q, theirs)),
            };
            fields.push(StaleField {
                label: q.label.into(),
                saved: if theirs.is_empty() {
                    "Not recorded".into()
                } else {
                    words
                },
                yours: asked.one(opened, q, &errors),
            });
        }
        if !again.is_empty() {
            fields.push(StaleField {
                label: "Where they lived until now".into(),
                saved: self.theirs.map(|at| said(opened, at)).unwrap_or_default(),
                yours: again,
            });
        }
        if self.raw.get(KEEP) == "yes" {
            hidden = hidden.and(hidden_field(KEEP, "yes"));
        }
        if self.correcting {
            let why = Textarea::new(WHY_CHANGED, "Why is it changed?")
                .hint("It stays in the history, beside both versions")
                .rows(2)
                .value(self.raw.0.get(WHY_CHANGED).cloned().unwrap_or_default());
            fields.push(StaleField {
                label: "Why yours should stand".into(),
                saved: their_reason(opened, self.theirs),
                yours: why.into(),
            });
        }
        let page = frame(opened, signed, self.form.title);
        let by = self.theirs.and_then(|at| behind.fact(at)).map(|f| by(opened, f));
        let token = token::issue(app, id, what, behind.known_seq)?;
        StalePage {
            what: format!("{}, on the record of {}.", self.form.title, opened.view.identity.name).into(),
            saved_by: by.unwrap_or_else(|| "somebody else".into()).into(),
            action: action.into(),
            hidden: page.csrf().and(token).and(hidden),
            fields,
            save: if self.correcting {
                "Save mine in its place".into()
            } else {
                format!("Record mine as well: {}", lower(self.form.title)).into()
            },
            leave: Tab::Details.address(id).into(),
        }
        .show(page)
    }
}
