//! What can be recorded on somebody's record, in groups.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use domain::facts::person::BirthRecorded;
use domain::policy::Depth;
use domain::record::{Group, RECORD_FORMS};
use store::one_that_stands;

use super::change::sees;
use super::{Behind, form, frame};
use crate::App;
use crate::frame::Html;
use crate::frame::errors::Error;
use crate::frame::link;
use crate::people::{Id, Opened, Tab};
use crate::session::Signed;

#[derive(Template)]
#[template(path = "record/list.html")]
struct List {
    called: String,
    groups: Vec<(&'static str, Vec<Html>)>,
    record: String,
    /// The details are there for the reader, and with them the ways to correct what stands.
    corrects: bool,
}

/// `GET /people/{id}/record`
pub async fn page(State(app): State<App>, signed: Signed, Id(id): Id) -> Result<Response, Error> {
    let (opened, (behind, _)) = match form::open(&app, &signed, id, None).await? {
        Ok(found) => found,
        Err(answer) => return Ok(answer),
    };
    if !opened.may.record.any() {
        return Err(Error::refused(
            "You may not record on this record",
            "Your role, or how you work with this person, does not include it.",
        ));
    }
    let groups = Group::ALL.iter().map(|g| (g.title(), of_group(&opened, &behind, *g)));
    let content = List {
        called: opened.view.identity.called.clone(),
        groups: groups.filter(|(_, forms)| !forms.is_empty()).collect(),
        record: Tab::Overview.address(opened.view.id),
        corrects: opened.view.depth == Depth::Full || opened.view.who_they_are,
    };
    let page = frame(&opened, &signed, "Record something").back(content.record.clone(), "Back to the record");
    page.show(&content)
}

fn of_group(opened: &Opened, behind: &Behind, group: Group) -> Vec<Html> {
    let id = opened.view.id;
    let rights = opened.may.record;
    let missed = opened
        .view
        .due
        .iter()
        .any(|c| c.on_record.is_some() && c.standing.is_late());
    let unborn = matches!(opened.view.identity.birth, Some(BirthRecorded::Expected { .. }));
    let mut forms: Vec<Html> = Vec::new();
    for f in RECORD_FORMS.iter().filter(|f| f.group == group && rights.has(f.right)) {
        if f.id == "late-reason" && !missed {
            continue;
        }
        // Of what there is one, a new one corrects what stands, and that is for those who see it.
        if !sees(opened, f) && one_that_stands(f, &behind.facts, &opened.view.group).is_some() {
            continue;
        }
        let address = format!("/people/{id}/record/{}", f.id);
        if f.id == "birth" && unborn {
            forms.push(link(&format!("{address}?born=1"), "The baby has been born"));
        }
        forms.push(link(&address, f.title));
    }
    if group == Group::Safety && rights.join {
        forms.push(link(
            &format!("/people/{id}/join"),
            "That this is the same person as another record",
        ));
    }
    forms
}
