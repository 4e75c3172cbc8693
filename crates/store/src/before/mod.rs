//! What came before a contact, for whoever decides it: earlier contacts of the children, their brothers and sisters, and the other children
//! of their homes, with what was decided; and who else lives there. Everybody is masked by their own restriction.

mod home;

use std::collections::{BTreeMap, BTreeSet};

use domain::calendar::london;
use domain::contact::{Contact, EarlierContact, discussion_open};
use domain::facts::FactBody;
use domain::ids::{ContactId, PersonId, RecordId, WorkerId};
use domain::ledger::FactRef;
use domain::person::Person;
use domain::told::Origin;
use jiff::Timestamp;

use home::{is_child, parents, place, siblings_of};

use crate::access::Who;
use crate::contact::{fold_contacts, fold_people};
use crate::lines::Line;
use crate::{Error, Named, OpenContact, Tx, ledger};

/// More are not read for one page.
const MOST_CHILDREN: usize = 24;
const MOST_CONTACTS: usize = 60;

/// A child of the home whom the reader may see.
#[derive(Debug)]
pub struct HomeChild {
    pub line: Line,
    pub person: Person,
    /// Their part in this contact; `None` for a brother, a sister, another child of the home.
    pub part: Option<RecordId>,
}

/// A contact that came before this one, with the children of the home whom it was about.
#[derive(Debug)]
pub struct Earlier {
    pub contact: Contact,
    /// What each is called, with their part in it.
    pub about: Vec<(RecordId, String)>,
}

/// Somebody who matters to the children: the code of what they are to them, to which children (by name), and who it is.
#[derive(Debug)]
pub struct Near {
    pub is: String,
    pub of: Vec<String>,
    pub line: Line,
    pub lives_there: bool,
}

/// A strategy discussion that is open for a child of the home.
#[derive(Clone, Debug)]
pub struct Discussion {
    /// The child's name, or "Another child of the home" where the reader may not know more.
    pub child: String,
    pub since: Timestamp,
    pub part: RecordId,
}

/// What somebody else recorded about these people since a page was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Newer {
    pub seq: i64,
    pub at: Timestamp,
    pub by: WorkerId,
    pub what: &'static str,
}

/// What came before.
#[derive(Debug, Default)]
pub struct Before {
    pub children: Vec<HomeChild>,
    /// The oldest first.
    pub earlier: Vec<Earlier>,
    /// The same and those of restricted children, for counting.
    pub counted: Vec<EarlierContact>,
    /// Children of the home whose records are restricted to the reader: name, and whom to ring.
    pub restricted: Vec<(String, String)>,
    pub discussions: Vec<Discussion>,
    pub near: Vec<Near>,
    /// First line of the home that the children share, where it may be shown.
    pub place: Option<String>,
    /// Every fact of this that is shown [Sem 8].
    pub shown: Vec<FactRef>,
    pub names: BTreeMap<WorkerId, Named>,
    /// Facts about these people recorded after the entry that was asked about, the newest first.
    pub newer: Vec<Newer>,
}

impl Before {
    pub fn child(&self, part: RecordId) -> Option<&HomeChild> {
        self.children.iter().find(|c| c.part == Some(part))
    }
}

impl Tx<'_> {
    /// What came before a contact that was opened just now; whom it shows is added to the row that the opening logged. `since` is the
    /// entry at which an older page was made, to tell what is new.
    pub fn before(&mut self, who: &Who, open: &OpenContact, since: Option<i64>) -> Result<Before, Error> {
        let upto = open.known_seq;
        let contact = &open.contact;
        let received = contact.received_at().unwrap_or(self.now);
        let mut before = Before::default();
        let concerned: BTreeMap<PersonId, RecordId> = contact
            .children
            .iter()
            .filter(|p| matches!(open.identity(p.id).line(), Some(Line::Open(_))))
            .filter_map(|p| Some((p.child.person?, p.id)))
            .collect();
        let mut people = fold_people(self.conn, &concerned.keys().copied().collect(), upto)?;
        let homes = home::homes(self.conn, people.values(), upto)?;
        let others: BTreeSet<PersonId> = people
            .values()
            .flat_map(|p| p.relationships.iter().map(|r| r.other))
            .chain(homes.values().flat_map(|h| h.members.iter().map(|m| m.person)))
            .filter(|id| !people.contains_key(id))
            .collect();
        // Brothers and sisters may be known only through a parent.
        let around = fold_people(self.conn, &others, upto)?;
        let through_parents: BTreeSet<PersonId> = parents(people.values())
            .filter_map(|id| around.get(&id))
            .flat_map(|parent| parent.relationships.iter().filter(|r| r.is == "child").map(|r| r.other))
            .filter(|id| !people.contains_key(id) && !around.contains_key(id))
            .collect();
        let siblings = fold_people(self.conn, &through_parents, upto)?;
        let everyone = [&people, &around, &siblings].into_iter().flat_map(BTreeMap::keys);
        let lines = self.unlogged_lines(who, &everyone.copied().collect())?;
        before.near = home::near(london::date(self.now), &lines, &people, &concerned, &around, &homes);
        let members: BTreeSet<PersonId> = homes
            .values()
            .flat_map(|h| h.members.iter().map(|m| m.person))
            .collect();
        let kin = siblings_of(people.values());
        people.extend(around.into_iter().filter(|(id, person)| {
            let is_kin = kin.contains(id) || through_parents.contains(id);
            (is_kin || members.contains(id)) && is_child(person, london::date(received))
        }));
        people.extend(
            siblings
                .into_iter()
                .filter(|(_, p)| is_child(p, london::date(received))),
        );
        self.children_of_the_home(open, people, &concerned, lines, &mut before)?;
        before.place = place(&before.children);
        before.names = self.names_of(before.authors())?;
        before.show(contact);
        if let Some(since) = since {
            before.newer = self.newer(contact, &before.children, since)?;
        }
        let seen: Vec<PersonId> = before
            .children
            .iter()
            .map(|c| c.line.id())
            .chain(before.near.iter().map(|n| n.line.id()))
            .collect();
        self.also_showed(seen, "a line on a contact of their home");
        Ok(before)
    }

    /// Sorts the children of the home by what the reader may see of them, and reads their earlier contacts.
    fn children_of_the_home(
        &mut self,
        open: &OpenContact,
        people: BTreeMap<PersonId, Person>,
        concerned: &BTreeMap<PersonId, RecordId>,
        mut lines: BTreeMap<PersonId, Line>,
        before: &mut Before,
    ) -> Result<(), Error> {
        let mut hidden = Vec::new();
        let mut seen = BTreeSet::new();
        for (id, person) in people.into_iter().take(MOST_CHILDREN) {
            if !seen.insert(person.id) {
                continue;
            }
            match lines.remove(&id) {
                Some(Line::Restricted { name, ring, .. }) => {
                    before.restricted.push((name, ring));
                    hidden.push(person);
                }
                Some(line) => before.children.push(HomeChild {
                    line,
                    part: concerned.get(&id).copied(),
                    person,
                }),
                None => {}
            }
        }
        // Those of this contact first, in the contact's order.
        let order: Vec<RecordId> = open.contact.children.iter().map(|p| p.id).collect();
        before.children.sort_by_key(|c| {
            (
                c.part
                    .and_then(|p| order.iter().position(|o| *o == p))
                    .unwrap_or(usize::MAX),
                c.person.born_on(),
                c.person.id,
            )
        });
        let received = open.contact.received_at().unwrap_or(self.now);
        let ids: BTreeSet<ContactId> = before
            .children
            .iter()
            .flat_map(|c| c.person.contacts.iter().copied())
            .chain(hidden.iter().flat_map(|p| p.contacts.iter().copied()))
            .filter(|id| *id != open.contact.id)
            .collect();
        let ids: Vec<ContactId> = ids.into_iter().collect();
        let mut contacts = fold_contacts(self.conn, &ids, open.known_seq)?;
        contacts.retain(|(_, c)| c.received_at().is_some_and(|at| at < received));
        contacts.sort_by_key(|(id, c)| (c.received_at(), *id));
        let from = contacts.len().saturating_sub(MOST_CONTACTS);
        for (_, contact) in contacts.drain(from..) {
            before.add(contact, &hidden);
        }
        for part in &open.contact.children {
            let child = before.child(part.id);
            if let (true, Some(since)) = (
                discussion_open(part, child.map(|c| &c.person)),
                part.state.effective_at(),
            ) {
                let child = open.name_of(part.id).to_owned();
                before.discussions.push(Discussion {
                    child,
                    since,
                    part: part.id,
                });
            }
        }
        Ok(())
    }

    /// Facts about these people, or of this contact, after an entry. Who took or handed over the contact says nothing about a child.
    fn newer(&mut self, contact: &Contact, children: &[HomeChild], since: i64) -> Result<Vec<Newer>, Error> {
        let group: Vec<PersonId> = children.iter().flat_map(|c| c.person.group.iter().copied()).collect();
        let mut newer: Vec<Newer> = ledger::facts_since(self.conn, contact.id, &group, since)?
            .iter()
            .filter(|f| !matches!(f.body, Some(FactBody::ContactTaken(_) | FactBody::HandedOver(_))))
            .map(|f| Newer {
                seq: f.at.seq,
                at: f.entry.recorded_at,
                by: f.entry.author.worker,
                what: f
                    .body
                    .as_ref()
                    .map_or("Something taken out of the record", FactBody::title),
            })
            .collect();
        newer.reverse();
        newer.dedup();
        Ok(newer)
    }
}

impl Before {
    /// Adds an earlier contact: to the table where it was about a child whom the reader may see, to the count in any case.
    fn add(&mut self, contact: Contact, hidden: &[Person]) {
        let part_of = |person: &Person| {
            contact
                .children
                .iter()
                .find(|p| p.child.person.is_some_and(|id| person.group.contains(&id)))
        };
        let seen: Vec<(RecordId, &HomeChild)> = self
            .children
            .iter()
            .filter_map(|c| Some((part_of(&c.person)?.id, c)))
            .collect();
        let unseen: Vec<RecordId> = hidden.iter().filter_map(|p| Some(part_of(p)?.id)).collect();
        let (Some(received_at), false) = (contact.received_at(), seen.is_empty() && unseen.is_empty()) else {
            return;
        };
        let theirs = || seen.iter().map(|(id, _)| *id).chain(unseen.iter().copied());
        let closed_without = |id: RecordId| {
            contact.part(id).is_some_and(|p| {
                p.state.effective_at().is_some() && p.state.decision().is_some_and(|d| d.outcome.without_action())
            })
        };
        let counted = EarlierContact {
            received_at,
            source: contact.received.as_ref().map(|r| r.source.clone()).unwrap_or_default(),
            without_action: theirs().all(closed_without),
        };
        let mut discussions = Vec::new();
        for part in theirs().filter_map(|id| contact.part(id)) {
            let child = seen.iter().find(|(id, _)| *id == part.id).map(|(_, c)| *c);
            let person = child.map(|c| &c.person).or_else(|| {
                hidden
                    .iter()
                    .find(|p| part.child.person.is_some_and(|id| p.group.contains(&id)))
            });
            if let (true, Some(since)) = (discussion_open(part, person), part.state.effective_at()) {
                discussions.push(Discussion {
                    child: child.map_or_else(|| "Another child of the home".into(), |c| c.person.called()),
                    since,
                    part: part.id,
                });
            }
        }
        let about: Vec<(RecordId, String)> = seen.iter().map(|(id, c)| (*id, c.person.called())).collect();
        self.counted.push(counted);
        self.discussions.extend(discussions);
        if !about.is_empty() {
            self.earlier.push(Earlier { contact, about });
        }
    }

    fn authors(&self) -> BTreeSet<WorkerId> {
        let author = |o: &Origin| o.entry.author.worker;
        let mut workers = BTreeSet::new();
        for earlier in &self.earlier {
            for (part, _) in &earlier.about {
                let Some(part) = earlier.contact.part(*part) else {
                    continue;
                };
                workers.extend(part.state.decision().map(|d| author(&d.origin)));
                workers.extend(part.state.signatures().iter().map(|s| author(&s.origin)));
            }
        }
        workers
    }

    /// Lists the facts that stand on the page.
    fn show(&mut self, contact: &Contact) {
        let mut shown = BTreeSet::new();
        facts_of(contact, &mut shown, |_| true);
        for earlier in &self.earlier {
            facts_of(&earlier.contact, &mut shown, |id| {
                earlier.about.iter().any(|(p, _)| *p == id)
            });
        }
        for child in &self.children {
            let p = &child.person;
            shown.extend(p.legal_name().map(|v| v.origin.fact));
            shown.extend(p.preferred_name().map(|v| v.origin.fact));
            shown.extend(p.birth().map(|v| v.origin.fact));
            for episode in &p.episodes {
                shown.insert(episode.referral.origin.fact);
                shown.extend(episode.closed.as_ref().map(|c| c.origin.fact));
            }
        }
        self.shown = shown.into_iter().collect();
    }
}

/// The facts of a contact that a page with its words shows, for those of its children that are meant.
fn facts_of(contact: &Contact, shown: &mut BTreeSet<FactRef>, meant: impl Fn(RecordId) -> bool) {
    shown.extend(contact.received.as_ref().map(|v| v.origin.fact));
    shown.extend(contact.safety.as_ref().map(|v| v.origin.fact));
    shown.extend(contact.agreement.as_ref().map(|v| v.origin.fact));
    shown.extend(contact.danger.as_ref().map(|v| v.origin.fact));
    for part in contact.children.iter().filter(|p| meant(p.id)) {
        shown.insert(part.child.origin.fact);
        shown.extend(part.state.decision().map(|d| d.origin.fact));
        shown.extend(part.state.signatures().iter().map(|s| s.origin.fact));
        shown.extend(part.state.question().map(|q| q.origin.fact));
    }
}
