//! Contacts and what was decided in them, child by child.

use domain::contact::{Contact, Part, PartState};
use domain::ids::ContactId;
use uuid::Uuid;

use super::guard::Guard;
use super::{Sheet, Writer, cell, opt, yes};
use crate::Error;
use crate::db::{Conn, params, statements};
use crate::leave::folder::Folder;
use crate::leave::manifest::Listed;
use crate::ledger::Loader;

pub const CONTACTS: Sheet = Sheet {
    file: "contacts.csv",
    about: "a row for each contact",
    columns: &[
        "contact",
        "reference",
        "received_at",
        "channel",
        "source",
        "worry",
        "information_only",
        "danger_now",
        "taken_by",
        "children",
        "all_decided_at",
    ],
};
pub const DECISIONS: Sheet = Sheet {
    file: "decisions.csv",
    about: "a row for each child in each contact, with the decision that stands",
    columns: &[
        "contact",
        "reference",
        "part",
        "person",
        "state",
        "outcome",
        "why",
        "decided_by",
        "decided_at",
        "signed_by",
        "effective_at",
        "entry",
    ],
};

#[cfg(test)]
pub const SHEETS: &[&Sheet] = &[&CONTACTS, &DECISIONS];

statements! {
    CONTACTS_AFTER = "SELECT id FROM contact WHERE id > $1 ORDER BY id LIMIT 512";
}

const LOAD: usize = 16;

pub fn write(
    conn: &mut Conn,
    folder: &Folder,
    guard: &Guard,
    progress: &mut dyn FnMut(usize),
) -> Result<Vec<Listed>, Error> {
    let mut contacts = Writer::start(folder, &CONTACTS)?;
    let mut decisions = Writer::start(folder, &DECISIONS)?;
    let (mut after, mut done) = (Uuid::nil(), 0);
    loop {
        let rows = conn.rows(CONTACTS_AFTER, params![after])?;
        let ids: Vec<Uuid> = rows.iter().map(|r| r.uuid(0)).collect::<Result<_, _>>()?;
        let Some(last) = ids.last() else { break };
        after = *last;
        for some in ids.chunks(LOAD) {
            let mut loader = Loader::default();
            loader.of_subjects(conn, some)?;
            let facts = loader.finish();
            for id in some.iter().copied().map(ContactId) {
                let own: Vec<_> = facts.iter().filter(|f| f.subject == id.into()).cloned().collect();
                if let Some(contact) = Contact::fold(id, &own) {
                    one(&contact, guard, &mut contacts, &mut decisions)?;
                }
            }
            done += some.len();
            progress(done);
        }
    }
    Ok(vec![contacts.end()?, decisions.end()?])
}

/// A contact about a sealed child is left out whole; the words of one about a restricted child stay in the ledger.
fn one(contact: &Contact, guard: &Guard, contacts: &mut Writer, decisions: &mut Writer) -> Result<(), Error> {
    if contact.people().any(|p| guard.is_sealed(p)) {
        return Ok(());
    }
    let open = contact.people().all(|p| guard.is_open(p));
    let words = |text: &str| if open { text } else { "restricted" }.to_owned();
    let received = contact.received.as_ref();
    let danger = contact.danger.is_some()
        || contact
            .safety
            .as_ref()
            .is_some_and(|s| s.danger_now == domain::contact::YesNo::Yes);
    contacts.row(&[
        cell(contact.id),
        contact.reference().into(),
        opt(contact.received_at()),
        opt(received.map(|r| &r.channel)),
        opt(received.map(|r| &r.source)),
        words(received.map_or("", |r| &r.worry)),
        yes(received.is_some_and(|r| r.information_only)),
        yes(danger),
        opt(contact
            .taken
            .as_ref()
            .map(|t| guard.worker(t.origin.entry.author.worker))),
        cell(contact.children.len()),
        opt(contact.all_effective_at()),
    ])?;
    for part in &contact.children {
        let decision = part.state.decision();
        let signed = part.state.signatures().iter();
        let signed: Vec<String> = signed.map(|s| guard.worker(s.origin.entry.author.worker)).collect();
        decisions.row(&[
            cell(contact.id),
            contact.reference().into(),
            cell(part.id),
            opt(part.child.person),
            state(part).into(),
            opt(decision.map(|d| d.outcome.code())),
            words(decision.map_or("", |d| &d.why)),
            opt(decision.map(|d| guard.worker(d.origin.entry.author.worker))),
            opt(decision.map(|d| d.origin.recorded_at())),
            signed.join(", "),
            opt(part.state.effective_at()),
            opt(decision.map(|d| d.origin.fact)),
        ])?;
    }
    Ok(())
}

fn state(part: &Part) -> &'static str {
    match part.state {
        PartState::Undecided => "undecided",
        PartState::AwaitingSignature { .. } => "awaiting_signature",
        PartState::Returned { .. } => "returned",
        PartState::InEffect { .. } => "in_effect",
    }
}
