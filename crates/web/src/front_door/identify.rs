//! Who the child of a contact is: the people on record who may be meant, or somebody new.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use domain::calendar::london;
use domain::facts::contact::ChildNamed;
use domain::ids::{ContactId, PersonId, RecordId};
use domain::policy::WriteContact;
use jiff::civil::Date;
use matching::Query;
use store::{OpenContact, WhoItIs};

use super::seen::{self, About};
use super::{WhichChild, words};
use crate::App;
use crate::fields::Protected;
use crate::find::{Hit, candidate_card, find, uncertain};
use crate::forms::{MOST_CANDIDATES, told};
use crate::frame::components::{Breadcrumbs, Button, Candidates, FactList};
use crate::frame::errors::Error;
use crate::frame::{Area, Html};
use crate::session::Signed;

#[derive(Template)]
#[template(path = "front_door/identify.html")]
struct IdentifyPage {
    title: String,
    lead: &'static str,
    address: String,
    hidden: Html,
    told: FactList,
    count: usize,
    cards: Candidates,
    new: Button,
    duty: String,
}

/// The answer that means somebody new.
const NEW: &str = "new";

/// `GET /contacts/{id}/children/{part}/identify`
pub async fn page(State(app): State<App>, signed: Signed, WhichChild(id, part): WhichChild) -> Result<Response, Error> {
    let who = signed.who("Who a child is");
    let today = london::date(app.now());
    let loaded = app.store().read(move |tx| {
        let permit = tx.permit::<WriteContact>(&who, id)?;
        let open = tx.open_contact(&who, &permit, None, "who a child is")?;
        let child = open.contact.part(part).ok_or(store::Error::NotThere("child"))?;
        if child.child.person.is_some() {
            return Ok(None);
        }
        let hits = find(tx, &who, &query(&child.child, today), MOST_CANDIDATES)?;
        Ok(Some((open, hits)))
    });
    match loaded.await? {
        Some((open, hits)) => show(&app, &signed, &open, part, &hits),
        None => Ok(back(id, part)),
    }
}

/// `POST /contacts/{id}/children/{part}/identify`
pub async fn save(
    State(app): State<App>,
    signed: Signed,
    WhichChild(id, part): WhichChild,
    Protected(fields): Protected,
) -> Result<Response, Error> {
    let returned = seen::read(&app, &signed, "identify", id, &fields).filter(|r| r.part == part);
    let Some(returned) = returned else {
        return Err(Error::OldForm);
    };
    let chosen: Option<PersonId> = match fields.text("person") {
        NEW => None,
        id => Some(id.parse().map_err(|_| Error::NotFound)?),
    };
    let who = signed.who("Who a child is");
    let today = london::date(app.now());
    let saved = app.store().write(move |tx| {
        let permit = tx.permit::<WriteContact>(&who, id)?;
        let open = tx.open_contact(&who, &permit, None, "who a child is")?;
        let child = open.contact.part(part).ok_or(store::Error::NotThere("child"))?;
        if let Some(before) = tx.answered(&returned.seen.request_id, &returned.seen.request_digest)? {
            return Ok(before);
        }
        // Whoever else may be meant is asked about here as at the handing over; those who were asked then are not asked again.
        let others = uncertain(tx, &query(&child.child, today), chosen)?;
        let is = match chosen {
            None => WhoItIs::SomebodyNew,
            Some(person) => {
                // Only somebody who was shown can be chosen: an id alone opens nothing.
                let hits = find(tx, &who, &query(&child.child, today), MOST_CANDIDATES)?;
                if !hits.iter().any(|hit| hit.id() == person) {
                    return Err(store::Error::NotThere("person"));
                }
                WhoItIs::OnRecord(person)
            }
        };
        let appended = tx.identify_child(&who, &permit, part, is, &returned.seen)?;
        tx.raise_match_check(id, part, &others)?;
        Ok(appended)
    });
    match saved.await {
        Ok(_) => Ok(back(id, part)),
        // Something came between: whoever was second sees who it was said to be, or is asked again.
        Err(store::Error::Stale { .. }) => {
            Ok(Redirect::to(&format!("/contacts/{id}/children/{part}/identify")).into_response())
        }
        Err(other) => Err(other.into()),
    }
}

fn back(id: ContactId, part: RecordId) -> Response {
    Redirect::to(&format!("/contacts/{id}?identified={part}")).into_response()
}

fn query(child: &ChildNamed, today: Date) -> Query {
    told(&child.name, &child.age_or_birth, &child.address, &child.school, today)
}

fn show(app: &App, signed: &Signed, open: &OpenContact, part: RecordId, hits: &[Hit]) -> Result<Response, Error> {
    let today = london::date(app.now());
    let contact = &open.contact;
    let child = &contact.part(part).ok_or(Error::NotFound)?.child;
    let named = contact.part(part).map(|part| words::called_here(open, part));
    let title = format!("Who is {}?", named.as_ref().unwrap_or(&child.name));
    let page = signed.frame.page(title.clone()).area(Area::FrontDoor).breadcrumbs(
        Breadcrumbs::new()
            .link("/front-door", "Front door")
            .link(format!("/contacts/{}", contact.id), words::title(contact))
            .here("Say who this is"),
    );
    let choose = |id: String, words: &str| Button::new(words.to_owned()).secondary().small().named("person", id);
    let cards = hits.iter().enumerate().map(|(n, hit)| {
        let card = candidate_card(hit, today).action(choose(hit.id().to_string(), "This is the child"));
        if n == 0 { card.best() } else { card }
    });
    let or = |text: &str| match text {
        "" => "Not said".to_owned(),
        said => said.to_owned(),
    };
    let content = IdentifyPage {
        title,
        lead: "A referral opens on a person’s record. What protects a child does not wait for this.",
        address: format!("/contacts/{}/children/{part}/identify", contact.id),
        hidden: page.csrf().and(seen::issue(
            app,
            About::child("identify", contact.id, part),
            open.known_seq,
            &[],
        )?),
        told: FactList::new()
            .fact("Name", or(&child.name))
            .fact("Age or date of birth", or(&child.age_or_birth))
            .fact("School", or(&child.school))
            .fact("Address", or(&child.address)),
        count: hits.len(),
        cards: Candidates::new(cards),
        new: choose(
            NEW.into(),
            if hits.is_empty() {
                "A new person"
            } else {
                "None of these: a new person"
            },
        ),
        duty: app.authority().duty.to_string(),
    };
    page.show(&content)
}
