//! Contacts that were handed over and wait for a decision.

use std::sync::Arc;

use anyhow::Context;
use domain::contact::YesNo;
use domain::facts::contact::{ChildNamed, ContactReceived, HandedOver, Referrer, SafetyDeclared};
use domain::ids::{ContactId, EntryId, PersonId, RecordId, WorkerId};
use domain::ledger::{About, Author, NewEntry, NewFact};
use domain::roles::Role;
use store::{Config, Place, Store};
use uuid::Uuid;

use crate::statements::connect;

#[derive(clap::Args)]
pub struct Contacts {
    /// `holdfast.db`, or a PostgreSQL address
    place: String,
    #[arg(long, default_value_t = 2000)]
    many: usize,
    /// The email of the adviser who took them
    #[arg(long)]
    adviser: String,
}

/// Children of whom no sibling is among them: a decision about one would make the page of the other out of date.
const PEOPLE: &str = "SELECT p.id, p.name FROM person p WHERE p.is_child_known AND p.restriction = 'open' AND p.open_referral IS NULL AND \
    p.died_on IS NULL AND p.born_on > '2010-01-01' AND NOT EXISTS (SELECT 1 FROM contact_child c JOIN contact k ON k.id = c.contact WHERE \
    c.person = p.id AND k.effective_at IS NULL) AND NOT EXISTS (SELECT 1 FROM relation r WHERE r.person = p.id AND r.other < p.id) AND NOT EXISTS \
    (SELECT 1 FROM relation r JOIN relation s ON s.person = r.other WHERE r.person = p.id AND s.other < p.id) AND NOT EXISTS \
    (SELECT 1 FROM home h JOIN home o ON o.household = h.household WHERE h.person = p.id AND o.person < p.id) ORDER BY p.id";

impl Contacts {
    pub fn run(self) -> anyhow::Result<()> {
        let mut conn = connect(&self.place)?;
        let children = conn.people(PEOPLE, self.many)?;
        anyhow::ensure!(
            children.len() == self.many,
            "only {} children have no open case",
            children.len()
        );
        let adviser = WorkerId(conn.worker(&self.adviser).context("the adviser has no account")?);
        let store = Store::open(Config {
            place: if self.place.contains("://") {
                Place::Postgres(self.place)
            } else {
                Place::Sqlite(self.place.into())
            },
            readers: 1,
            clock: Arc::new(now),
        })?;
        let mut entries = Vec::new();
        for (n, (person, name)) in children.into_iter().enumerate() {
            let contact = ContactId(Uuid::from_u128(0xbe9c_0000 << 64 | n as u128));
            let child = RecordId(Uuid::from_u128(0xbe9c_0001 << 64 | n as u128));
            println!("{contact} {child}");
            entries.push(entry(adviser, contact, child, PersonId(person), &name, n));
        }
        store.write_now(move |tx| tx.append_many(entries))?;
        Ok(())
    }
}

#[allow(clippy::disallowed_methods, reason = "a benchmark lives in the present")]
fn now() -> jiff::Timestamp {
    jiff::Timestamp::now()
}

fn entry(adviser: WorkerId, contact: ContactId, child: RecordId, person: PersonId, name: &str, n: usize) -> NewEntry {
    let record = |k: u128| RecordId(Uuid::from_u128((0xbe9c_0002 + k) << 64 | n as u128));
    let received = ContactReceived {
        reference: format!("90-{n:06}"),
        received_at: now() - jiff::SignedDuration::from_mins(40),
        channel: "telephone".into(),
        source: "2A".into(),
        referrer: Referrer {
            name: "Parveen Sharma".into(),
            role: "Designated safeguarding lead".into(),
            organisation: "Oakfield Primary School".into(),
            ring_back: "01632 960143".into(),
            ..Referrer::default()
        },
        worry: "Came in without a coat again and fell asleep at his table. He says nobody was there when he woke up."
            .into(),
        information_only: false,
    };
    let named = ChildNamed {
        person: Some(person),
        name: name.into(),
        age_or_birth: "about 9".into(),
        school: "Oakfield Primary School".into(),
        address: String::new(),
        whereabouts: String::new(),
        injury: None,
        injury_words: String::new(),
        identified: "Chosen from the people on record".into(),
    };
    let safety = SafetyDeclared {
        danger_now: YesNo::No,
        cannot_wait: Vec::new(),
        who_is_with_the_child: "His class teacher, until half past three".into(),
        words: String::new(),
    };
    NewEntry {
        id: EntryId(Uuid::from_u128(0xbe9c_0009 << 64 | n as u128)),
        author: Author {
            worker: adviser,
            role: Role::FrontDoorAdviser,
            on_behalf_of: None,
        },
        asserted_at: None,
        reason: None,
        request_id: format!("bench:{n}"),
        request_digest: [0; 32],
        source: "holdfast".into(),
        facts: vec![
            NewFact::record(contact, record(0), received),
            NewFact::record(contact, child, named).about(About::concerned(person)),
            NewFact::record(contact, record(1), safety),
            NewFact::record(
                contact,
                record(2),
                HandedOver {
                    proposal: String::new(),
                },
            ),
        ],
    }
}
