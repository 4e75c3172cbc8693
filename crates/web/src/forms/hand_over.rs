//! Handing a form over: its answers become facts, once.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::facts::FactBody;
use domain::facts::contact::{ContactReceived, DangerDeclared, HandedOver, Referrer};
use domain::forms::contact::{Chosen, Making, chosen, parse};
use domain::forms::{Finding, Raw};
use domain::ids::{ContactId, EntryId, PersonId, RecordId, Subject};
use domain::ledger::{Author, NewEntry, NewFact};
use jiff::Timestamp;
use sha2::{Digest, Sha256};
use store::{Tx, WriteTx};

use super::panel::told;
use super::{Open, draft_id};
use crate::App;
use crate::fields::Protected;
use crate::find::uncertain;
use crate::frame::errors::Error;
use crate::session::Signed;

/// `POST /drafts/{id}/hand-over`
pub async fn hand_over(
    State(app): State<App>,
    signed: Signed,
    Path(id): Path<String>,
    Protected(fields): Protected,
) -> Result<Response, Error> {
    let id = draft_id(&id)?;
    super::section::keep(&app, &signed, id, &fields).await?;
    let who = signed.clone();
    let result = app
        .store()
        .write(move |tx| {
            let open = Open::load(tx, id, &who)?;
            if let Some(contact) = handed_over_before(tx, &open)? {
                return Ok(Ok(contact));
            }
            match parse(&open.raw, tx.now()) {
                Err(findings) => Ok(Err((open, findings))),
                Ok(answers) => {
                    let nobody = chosen_nobody(tx, &who, &open.raw)?;
                    if !nobody.is_empty() {
                        return Ok(Err((open, nobody)));
                    }
                    for person in answers.people() {
                        // Whoever names a child in a contact may at least know that there is a record.
                        tx.permit::<domain::policy::ReadRecord>(&who.who("Contact"), person)
                            .map(|_| ())
                            .or_else(restricted_is_no_bar)?;
                    }
                    let contact = ContactId(tx.new_id()?);
                    let reference = tx.allot_reference(domain::calendar::london::date(tx.now()).year())?;
                    let facts = with_ids(tx, |new_id| {
                        answers.facts(Making {
                            contact,
                            reference,
                            new_id,
                        })
                    })?;
                    let checks = checks(tx, &facts)?;
                    append(tx, &open, &who, facts)?;
                    ask(tx, contact, &checks)?;
                    Ok(Ok(contact))
                }
            }
        })
        .await?;
    match result {
        Ok(contact) => Ok(Redirect::to(&format!("/contacts/{contact}?handed-over=1")).into_response()),
        Err((open, findings)) => show_missing(&app, &signed, &open, &findings).await,
    }
}

/// `POST /drafts/{id}/danger`: no field may stand in its way. What there is is handed over at once.
pub async fn danger(
    State(app): State<App>,
    signed: Signed,
    Path(id): Path<String>,
    Protected(fields): Protected,
) -> Result<Response, Error> {
    let id = draft_id(&id)?;
    super::section::keep(&app, &signed, id, &fields).await?;
    let who = signed.clone();
    let contact = app
        .store()
        .write_vital(move |tx| {
            let open = Open::load(tx, id, &who)?;
            if let Some(contact) = handed_over_before(tx, &open)? {
                return Ok(contact);
            }
            let contact = ContactId(tx.new_id()?);
            let now = tx.now();
            let reference = tx.allot_reference(domain::calendar::london::date(now).year())?;
            let mut raw = fit_for_danger(open.raw.clone(), now);
            // A choice of nobody is no bar: the child is then one of whom it is not known yet who they are.
            for choice in nobodys(tx, &who, &raw)? {
                raw.0.remove(&choice.path());
            }
            let mut facts = match parse(&raw, now) {
                Ok(answers) => with_ids(tx, |new_id| {
                    answers.facts(Making {
                        contact,
                        reference,
                        new_id,
                    })
                })?,
                Err(_) => bare(
                    contact,
                    reference,
                    now,
                    &raw,
                    RecordId(tx.new_id()?),
                    RecordId(tx.new_id()?),
                ),
            };
            let about = facts.first().map(|f| f.about.clone()).unwrap_or_default();
            let mut declared = NewFact::record(
                contact,
                RecordId(tx.new_id()?),
                DangerDeclared {
                    words: open.raw.get("safety_words").to_owned(),
                },
            );
            declared.about = about;
            facts.push(declared);
            let checks = checks(tx, &facts)?;
            append(tx, &open, &who, facts)?;
            ask(tx, contact, &checks)?;
            tx.alarm_duty_manager(contact)?;
            Ok(contact)
        })
        .await?;
    Ok(Redirect::to(&format!("/contacts/{contact}?danger=1")).into_response())
}

/// The choices of somebody on record that are nobody there: an address that was changed, never what a page offered.
fn nobodys(tx: &mut Tx<'_>, who: &Signed, raw: &Raw) -> Result<Vec<Chosen>, store::Error> {
    let chosen = chosen(raw);
    let people = chosen.iter().filter_map(|c| c.person).collect();
    let nobody = tx.not_on_record(&who.who("Contact"), &people)?;
    let is_nobody = |c: &Chosen| c.person.is_none_or(|id| nobody.contains(&id));
    Ok(chosen.into_iter().filter(is_nobody).collect())
}

/// The same as findings, each beside its child.
pub(super) fn chosen_nobody(tx: &mut Tx<'_>, who: &Signed, raw: &Raw) -> Result<Vec<Finding>, store::Error> {
    Ok(nobodys(tx, who, raw)?.iter().map(Chosen::is_nobody).collect())
}

/// The parts of a contact whose child may be somebody else than was said, each with who that may be. Somebody who is new in this very entry is
/// not on record yet, and so compared with nobody.
fn checks(tx: &mut WriteTx<'_>, facts: &[NewFact]) -> Result<Vec<(RecordId, Vec<PersonId>)>, store::Error> {
    let today = domain::calendar::london::date(tx.now());
    let mut checks = Vec::new();
    for fact in facts {
        let FactBody::ChildNamed(child) = &fact.body else {
            continue;
        };
        let query = told(&child.name, &child.age_or_birth, &child.address, &child.school, today);
        let is_new = |id: PersonId| facts.iter().any(|f| f.subject == Subject::Person(id));
        let people = uncertain(tx, &query, child.person.filter(|id| !is_new(*id)))?;
        checks.push((fact.record, people));
    }
    Ok(checks)
}

fn ask(tx: &mut WriteTx<'_>, contact: ContactId, checks: &[(RecordId, Vec<PersonId>)]) -> Result<(), store::Error> {
    checks
        .iter()
        .try_for_each(|(part, people)| tx.raise_match_check(contact, *part, people))
}

/// A restricted or sealed child is still a child somebody is worried about; the contact masks who it is.
fn restricted_is_no_bar(error: store::Error) -> Result<(), store::Error> {
    use domain::policy::Refusal;
    match error {
        store::Error::Refused(Refusal::Restricted { .. } | Refusal::NotFound) => Ok(()),
        other => Err(other),
    }
}

/// The contact that this draft became, if its handing over was answered already.
fn handed_over_before(tx: &mut WriteTx<'_>, open: &Open) -> Result<Option<ContactId>, store::Error> {
    let Some(before) = tx.answered(&open.draft.request_id, &digest(open))? else {
        return Ok(None);
    };
    tx.contact_of_entry(before.seq)
}

/// A draft is handed over once, so its id is what was asked; what it held is in the ledger.
fn digest(open: &Open) -> [u8; 32] {
    Sha256::digest(open.draft.id.0.as_bytes()).into()
}

fn with_ids<T>(tx: &mut WriteTx<'_>, f: impl FnOnce(&mut dyn FnMut() -> uuid::Uuid) -> T) -> Result<T, store::Error> {
    let mut failed = None;
    let mut new_id = || {
        tx.new_id().unwrap_or_else(|e| {
            failed = Some(e);
            uuid::Uuid::nil()
        })
    };
    let made = f(&mut new_id);
    failed.map_or(Ok(made), Err)
}

fn append(tx: &mut WriteTx<'_>, open: &Open, signed: &Signed, facts: Vec<NewFact>) -> Result<(), store::Error> {
    let entry = NewEntry {
        id: EntryId(tx.new_id()?),
        author: Author {
            worker: signed.actor.worker,
            role: signed.actor.role,
            on_behalf_of: None,
        },
        asserted_at: None,
        reason: None,
        request_id: open.draft.request_id.clone(),
        request_digest: digest(open),
        source: "holdfast".into(),
        facts,
    };
    tx.append(entry, &[])?;
    tx.end_draft(open.draft.id)
}

/// What was typed, with what a contact cannot be without filled in by what is so: received now, in danger.
fn fit_for_danger(mut raw: Raw, now: Timestamp) -> Raw {
    let local = domain::calendar::london::zoned(now);
    let mut put = |path: &str, value: String| {
        let slot = raw.0.entry(path.to_owned()).or_default();
        if slot.trim().is_empty() {
            *slot = value;
        }
    };
    put("received_on", domain::calendar::london::date_words(local.date()));
    put("received_time", local.strftime("%H:%M").to_string());
    put("channel", "phone".into());
    put("source", "10".into());
    put("worry", crate::front_door::NOT_WRITTEN_DOWN.into());
    put("child.1.name", "A child whose name was not yet written down".into());
    raw.0.insert("danger".into(), "yes".into());
    raw
}

/// Where even that cannot be read (a day that does not exist): the words as they are, in one piece, and nothing is lost.
fn bare(
    contact: ContactId,
    reference: String,
    now: Timestamp,
    raw: &Raw,
    received: RecordId,
    handed: RecordId,
) -> Vec<NewFact> {
    let words = raw
        .0
        .iter()
        .filter(|(_, v)| !v.trim().is_empty())
        .map(|(k, v)| format!("{k}: {v}"))
        .collect::<Vec<_>>()
        .join("\n");
    let body = ContactReceived {
        reference,
        received_at: now,
        channel: String::new(),
        source: String::new(),
        referrer: Referrer::default(),
        worry: words,
        information_only: false,
    };
    vec![
        NewFact::record(contact, received, body),
        NewFact::record(
            contact,
            handed,
            HandedOver {
                proposal: String::new(),
            },
        ),
    ]
}

async fn show_missing(app: &App, signed: &Signed, open: &Open, findings: &[Finding]) -> Result<Response, Error> {
    let check = open.form.sections.last().ok_or(Error::NotFound)?;
    super::page::page(app, signed, open, check, findings).await
}
