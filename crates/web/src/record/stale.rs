//! Two people recorded the same thing: both versions on one page, the saved one first, and nobody's words lost.

use axum::response::Response;
use domain::forms::Raw;
use domain::ledger::FactRef;
use domain::record::{KEEP, Meets, RecordForm, WHY_CHANGED};

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
    let own = |f: &domain::ledger::Fact| f.subject.person().is_some_and(|p| opened.view.group.contains(&p));
    let of_kind = |f: &domain::ledger::Fact| f.body.as_ref().is_some_and(|b| b.kind() == form.fact);
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
    let Standing {
        opened,
        behind,
        panels,
        form,
        at,
    } = found;
    let id = opened.view.id;
    let stand = domain::ledger::standing(&behind.facts);
    let record = behind.fact(*at).map(|f| f.record);
    let Some(newest) = stand.iter().rfind(|s| Some(s.fact.record) == record).map(|s| s.fact.at) else {
        return gone(signed, found);
    };
    let versions = Versions {
        form,
        raw,
        theirs: Some(newest),
        correcting: true,
    };
    let action = format!("/people/{id}/facts/{newest}/correct");
    versions.show(
        app,
        signed,
        opened,
        behind,
        panels,
        action,
        &format!("correct-{newest}"),
    )
}

/// What is to be taken back no longer stands as it did.
pub(super) fn gone(_signed: &Signed, found: &Standing) -> Result<Response, Error> {
    let words =
        Html::from("Somebody changed this, or took it back, after you opened the page. Nothing of yours was saved. ")
            .and(crate::frame::link(
                &Tab::Details.address(found.opened.view.id),
                "See what stands now",
            ));
    Err(Error::refused("This no longer stands as you saw it", words))
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
        let asked = Asked {
            form: self.form,
            raw: self.raw,
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
        for q in self.form.questions.iter().filter(|q| q.id != KEEP) {
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
                saved: self.theirs.map(|at| said(opened, at)).unwrap_or_default(),
                yours: why.into(),
            });
        }
        let page = frame(opened, signed, self.form.title);
        let by = self.theirs.and_then(|at| behind.fact(at)).map(|f| {
            let who = opened.name_of(f.entry.author.worker);
            let when = domain::calendar::london::time_words(f.entry.recorded_at);
            format!("{who}, {when}")
        });
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
