//! Opening a person's record: now, or as known at a past instant.

use std::collections::{BTreeMap, BTreeSet};

use domain::contact::Contact;
use domain::household::Household;
use domain::ids::{ContactId, HouseholdId, PersonId, Subject};
use domain::ledger::Fact;
use domain::person::Person;
use domain::policy::{Action, Import, Permit, Policy, SystemPermit};
use jiff::Timestamp;
use uuid::Uuid;

use crate::access::Who;
use crate::db::{Conn, SIXTEEN, padded, params, sixteen, statements};
use crate::looks::WITH_CONFIDENTIAL;
use crate::project::group_of;
use crate::standing::{leader, standing};
use crate::{Error, Tx, ledger};

/// A person's record, folded, with what stands around it. Masking is the page's first step (`domain::view`), by the permit that opened it.
#[derive(Debug)]
pub struct Record {
    pub person: Person,
    /// Every fact that was folded, those that stand no longer included: the history of each value.
    pub facts: Vec<Fact>,
    /// The contacts in which the person has a part, oldest first.
    pub contacts: Vec<Contact>,
    pub households: Vec<Household>,
    /// The head of the ledger at which this was folded [Sem 8].
    pub known_seq: i64,
    /// When it is a past page: what was recorded later.
    pub later: Option<Later>,
}

/// What a past page leaves out.
#[derive(Debug, Default)]
pub struct Later {
    /// How many entries about this person were recorded after the instant.
    pub entries: usize,
    /// Facts recorded after it, though another system asserted them before it [Sem 7]: shown in a panel of their own.
    pub imported_later: Vec<Fact>,
    /// The person as known now, for "not known then, known now", with the facts and homes of now.
    pub now: Option<Box<Person>>,
    pub facts: Vec<Fact>,
    pub households: Vec<Household>,
}

statements! {
    HEAD = "SELECT seq FROM entry ORDER BY seq DESC LIMIT 1";
    HEAD_AT = "SELECT seq FROM entry WHERE recorded_at <= $1 ORDER BY seq DESC LIMIT 1";
    BY_LA_CHILD_ID = "SELECT person FROM find_key WHERE key = $1 ORDER BY person";
    SUMMARIES = concat!("SELECT id, name, preferred, sex, birth_precision, born_on, expected_on, restriction, ring, worker, team, plan, open_referral, address_line, postcode, address_confidential, died_on FROM person WHERE id IN ", sixteen!());
}

/// One line about a person, from the projection: for lists and for the people around a child.
#[derive(Clone, Debug)]
pub struct Summary {
    pub id: PersonId,
    pub name: String,
    pub preferred: String,
    pub sex: String,
    pub birth_precision: String,
    pub born_on: Option<jiff::civil::Date>,
    pub expected_on: Option<jiff::civil::Date>,
    pub died_on: Option<jiff::civil::Date>,
    pub restriction: domain::facts::person::RestrictionLevel,
    pub ring: String,
    pub worker: Option<domain::ids::WorkerId>,
    pub team: Option<domain::ids::TeamId>,
    pub plan: String,
    pub is_open: bool,
    /// Empty where it is confidential: lists never show it.
    pub address_line: String,
    pub postcode: String,
    pub address_confidential: bool,
}

impl Tx<'_> {
    /// The number of the newest entry.
    pub fn known_seq(&mut self) -> Result<i64, Error> {
        Ok(self
            .conn
            .row(HEAD, params![])?
            .map(|r| r.int(0))
            .transpose()?
            .unwrap_or(0))
    }

    /// The number of the newest entry recorded by an instant; 0 where there was none.
    pub fn known_seq_at(&mut self, at: Timestamp) -> Result<i64, Error> {
        Ok(self
            .conn
            .row(HEAD_AT, params![at])?
            .map(|r| r.int(0))
            .transpose()?
            .unwrap_or(0))
    }

    /// Opens a record, and logs it. `as_known` folds the same facts up to an instant [Sem 6].
    pub fn open_record<A: Action>(
        &mut self,
        who: &Who,
        permit: &Permit<A>,
        as_known: Option<Timestamp>,
        shown: &str,
    ) -> Result<Record, Error> {
        let Some(id) = permit.subject().person() else {
            return Err(Error::NotThere("person"));
        };
        let known_seq = match as_known {
            Some(at) => self.known_seq_at(at)?,
            None => self.known_seq()?,
        };
        let together = match as_known {
            Some(_) => self.one_then(permit, id, known_seq)?,
            None => Vec::new(),
        };
        let record = record(self.conn, id, known_seq, as_known, &together)?.ok_or(Error::NotThere("person"))?;
        if permit.sees_confidential() && record.person.addresses.iter().any(|a| a.confidential) {
            self.looked(who, permit, &format!("{shown}, with the {WITH_CONFIDENTIAL}"));
        } else {
            self.looked(who, permit, shown);
        }
        self.also_showed(together, "one record with another then");
        Ok(record)
    }

    /// The ids that were one person with `id` at an entry, and are not now: as far as the reader may open each of them today [Sem 17].
    fn one_then<A: Action>(&mut self, permit: &Permit<A>, id: PersonId, upto: i64) -> Result<Vec<PersonId>, Error> {
        let leading = leader(self.conn, id)?;
        let now = group_of(self.conn, leading)?;
        let (mut together, mut not_told) = (Vec::new(), BTreeSet::new());
        loop {
            let known: Vec<PersonId> = now.iter().chain(&together).copied().collect();
            let mut facts = ledger::facts_of_people(self.conn, &known)?;
            facts.retain(|f| f.at.seq <= upto);
            let mut fresh = joined(&facts, id);
            fresh.retain(|other| !known.contains(other) && !not_told.contains(other));
            let Some(other) = fresh.pop_first() else {
                return Ok(together);
            };
            let stands = standing(self.conn, permit.actor(), other.into(), self.now)?;
            match Policy::check::<A>(permit.actor(), &stands, self.now) {
                Ok(may) if may.depth() >= permit.depth() => together.push(other),
                _ => {
                    not_told.insert(other);
                }
            }
        }
    }

    /// The folded person alone, for a save that has to know what stands. Not logged: the save is.
    pub fn person_to_change<A: Action>(&mut self, permit: &Permit<A>) -> Result<Person, Error> {
        let Some(id) = permit.subject().person() else {
            return Err(Error::NotThere("person"));
        };
        let leading = leader(self.conn, id)?;
        let group = group_of(self.conn, leading)?;
        let facts = ledger::facts_of_people(self.conn, &group)?;
        Person::fold(&group, &facts).ok_or(Error::NotThere("person"))
    }

    /// The id that leads where several were joined; the page of another redirects to it.
    pub fn leading_id(&mut self, id: PersonId) -> Result<PersonId, Error> {
        leader(self.conn, id)
    }

    /// The person whom an import means by a local child id, folded.
    pub fn person_for_import(
        &mut self,
        _permit: &SystemPermit<Import>,
        la_child_id: &str,
    ) -> Result<Option<Person>, Error> {
        for id in self.people_by_la_child_id(la_child_id)? {
            let leading = leader(self.conn, id)?;
            let group = group_of(self.conn, leading)?;
            let person = Person::fold(&group, &ledger::facts_of_people(self.conn, &group)?);
            // The key leaves out case and signs, and another kind of number may read the same; the identifier itself decides.
            let means = |p: &Person| {
                p.identifiers
                    .iter()
                    .any(|i| i.scheme == "la_child_id" && i.value.value == la_child_id)
            };
            if let Some(person) = person.filter(means) {
                return Ok(Some(person));
            }
        }
        Ok(None)
    }

    fn people_by_la_child_id(&mut self, la_child_id: &str) -> Result<Vec<PersonId>, Error> {
        let key = format!("i{}", crate::project::identifier_key(la_child_id));
        self.conn
            .rows(BY_LA_CHILD_ID, params![key])?
            .iter()
            .map(|r| Ok(PersonId(r.uuid(0)?)))
            .collect()
    }
}

/// The lines of some people, by their leading ids. Its caller masks by restriction and logs what it shows.
pub(crate) fn summaries(conn: &mut Conn, leading: &[Uuid]) -> Result<BTreeMap<PersonId, Summary>, Error> {
    let mut summaries = BTreeMap::new();
    for some in leading.chunks(SIXTEEN) {
        for row in conn.rows(SUMMARIES, &padded(some))? {
            let summary = summary(&row)?;
            summaries.insert(summary.id, summary);
        }
    }
    Ok(summaries)
}

/// `together` are ids that were one person with this one then, and are not now.
fn record(
    conn: &mut Conn,
    id: PersonId,
    known_seq: i64,
    as_known: Option<Timestamp>,
    together: &[PersonId],
) -> Result<Option<Record>, Error> {
    let leading = leader(conn, id)?;
    let group = group_of(conn, leading)?;
    let mut facts = ledger::facts_of_people(conn, &group)?;
    let mut later = None;
    if let Some(at) = as_known {
        let now = Person::fold(&group, &facts).map(Box::new);
        let households = match &now {
            Some(person) => households(conn, person, i64::MAX)?,
            None => Vec::new(),
        };
        let all = facts.clone();
        let (then, after): (Vec<Fact>, Vec<Fact>) = facts.into_iter().partition(|f| f.at.seq <= known_seq);
        let mut entries: Vec<i64> = after.iter().map(|f| f.at.seq).collect();
        entries.dedup();
        let imported_later = after
            .into_iter()
            .filter(|f| f.entry.asserted_at.is_some_and(|asserted| asserted <= at))
            .collect();
        later = Some(Later {
            entries: entries.len(),
            imported_later,
            now,
            facts: all,
            households,
        });
        facts = then;
        if !together.is_empty() {
            facts.extend(ledger::facts_of_people(conn, together)?);
            facts.retain(|f| f.at.seq <= known_seq);
            facts.sort_by_key(|f| f.at);
            facts.dedup_by_key(|f| f.at);
        }
    }
    // Who was joined with whom then decides whose facts are one person then.
    let group = if as_known.is_some() {
        let mut known: Vec<PersonId> = group.iter().chain(together).copied().collect();
        known.sort();
        let reached = joined(&facts, id);
        known.retain(|p| reached.contains(p));
        known
    } else {
        group
    };
    facts.retain(|f| {
        f.subject.person().is_none_or(|p| group.contains(&p)) || f.about.iter().any(|a| group.contains(&a.person))
    });
    let Some(person) = Person::fold(&group, &facts) else {
        return Ok(None);
    };
    let folded = crate::contact::fold_contacts(conn, &person.contacts, known_seq)?;
    let mut contacts: Vec<Contact> = folded.into_iter().map(|(_, contact)| contact).collect();
    contacts.sort_by_key(Contact::received_at);
    let households = households(conn, &person, known_seq)?;
    Ok(Some(Record {
        person,
        facts,
        contacts,
        households,
        known_seq,
        later,
    }))
}

/// The homes of a person, as their facts up to an entry fold.
pub(crate) fn households(conn: &mut Conn, person: &Person, known_seq: i64) -> Result<Vec<Household>, Error> {
    let homes = person.homes.iter().map(|(h, _)| *h).collect();
    Ok(fold_households(conn, homes, known_seq)?.into_values().collect())
}

/// Some homes, as their facts up to an entry fold.
pub(crate) fn fold_households(
    conn: &mut Conn,
    homes: BTreeSet<HouseholdId>,
    upto: i64,
) -> Result<BTreeMap<HouseholdId, Household>, Error> {
    let mut loader = ledger::Loader::default();
    loader.of_subjects(conn, &homes.iter().map(|h| h.0).collect::<Vec<_>>())?;
    let mut facts: BTreeMap<Subject, Vec<Fact>> = BTreeMap::new();
    for fact in loader.finish().into_iter().filter(|f| f.at.seq <= upto) {
        facts.entry(fact.subject).or_default().push(fact);
    }
    let fold = |home: HouseholdId| Some((home, Household::fold(home, facts.get(&home.into())?)?));
    Ok(homes.into_iter().filter_map(fold).collect())
}

/// The ids that are joined with `id` by some facts.
fn joined(facts: &[Fact], id: PersonId) -> BTreeSet<PersonId> {
    let mut reached = BTreeSet::from([id]);
    let joins: Vec<(PersonId, PersonId)> = domain::ledger::standing(facts)
        .iter()
        .filter_map(|s| match (&s.fact.body, s.fact.subject.person()) {
            (Some(domain::facts::FactBody::SameAs(same)), Some(one)) => Some((one, same.other)),
            _ => None,
        })
        .collect();
    while let Some((a, b)) = joins.iter().find(|(a, b)| reached.contains(a) != reached.contains(b)) {
        reached.extend([*a, *b]);
    }
    reached
}

/// A contact as its facts up to an entry fold.
pub(crate) fn contact_at(conn: &mut Conn, id: ContactId, known_seq: i64) -> Result<Option<Contact>, Error> {
    let mut facts = ledger::facts_of_contact(conn, id)?;
    facts.retain(|f| f.at.seq <= known_seq);
    Ok(Contact::fold(id, &facts))
}

fn summary(row: &crate::db::Row) -> Result<Summary, Error> {
    let confidential = row.bool(15)?;
    let open_to_lists = |text: String| if confidential { String::new() } else { text };
    Ok(Summary {
        id: PersonId(row.uuid(0)?),
        name: row.text(1)?,
        preferred: row.text(2)?,
        sex: row.text(3)?,
        birth_precision: row.text(4)?,
        born_on: row.opt_day(5)?,
        expected_on: row.opt_day(6)?,
        died_on: row.opt_day(16)?,
        restriction: row.code(7, domain::facts::person::RestrictionLevel::from_code)?,
        ring: row.text(8)?,
        worker: row.opt_uuid(9)?.map(domain::ids::WorkerId),
        team: row.opt_uuid(10)?.map(domain::ids::TeamId),
        plan: row.text(11)?,
        is_open: row.opt_uuid(12)?.is_some(),
        address_line: open_to_lists(row.text(13)?),
        postcode: open_to_lists(row.text(14)?),
        address_confidential: confidential,
    })
}
