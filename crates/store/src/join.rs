//! Joining two records found to be one person, and parting them again. Ids are never rewritten: a joining is a fact, and a parting takes it
//! back [Sem 4].

use std::collections::{BTreeMap, BTreeSet};

use domain::calendar::london;
use domain::contact::Contact;
use domain::facts::FactBody;
use domain::facts::contact::ChildNamed;
use domain::facts::person::SameAs;
use domain::forms::Raw;
use domain::ids::{ContactId, PersonId, RecordId, Subject};
use domain::ledger::{About, Fact, FactRef, NewFact, standing};
use domain::person::Person;
use domain::policy::{JoinPeople, Permit};
use domain::record::{Finding, why_changed};

use crate::access::Who;
use crate::belongs::{Thing, settled};
use crate::project::group_of;
use crate::seen::Seen;
use crate::standing::leader;
use crate::{Error, Expect, Recorded, Tx, WriteTx, ledger};

/// What a parting comes to.
#[derive(Clone, Debug)]
pub struct Parting {
    /// The id that leads now, with those who stay one with it.
    pub stays: PersonId,
    /// The id that will lead the other record.
    pub goes: PersonId,
    /// What was recorded while they were one: with whom it belongs is for whoever parts them.
    pub since: Vec<Fact>,
    /// The contacts among it, of which each is a child's part.
    pub contacts: BTreeMap<ContactId, Contact>,
    /// What those replaced, which would stand again if they alone were taken back.
    replaced: Vec<Fact>,
    /// Whose everything else is, which nobody is asked about.
    pub(crate) settled: Vec<(Thing, bool)>,
}

impl Tx<'_> {
    /// What would have to be settled if two records were one, as sentences.
    pub fn if_joined(&mut self, one: &Permit<JoinPeople>, other: &Permit<JoinPeople>) -> Result<Vec<String>, Error> {
        let (one, other) = (self.leads(one)?, self.leads(other)?);
        let mut group = group_of(self.conn, one)?;
        group.extend(group_of(self.conn, other)?);
        let facts = ledger::facts_of_people(self.conn, &group)?;
        let person = Person::fold(&group, &facts).ok_or(Error::NotThere("person"))?;
        let today = london::date(self.now);
        Ok(person.findings(today).into_iter().map(|f| f.words).collect())
    }

    /// What parting two records would come to. `at` is the joining that is taken back.
    pub fn if_parted(&mut self, permit: &Permit<JoinPeople>, at: FactRef) -> Result<Parting, Error> {
        let leading = self.leads(permit)?;
        let group = group_of(self.conn, leading)?;
        let facts = ledger::facts_of_people(self.conn, &group)?;
        let stand = standing(&facts);
        let is_join = |f: &Fact| matches!(f.body, Some(FactBody::SameAs(_)));
        if !stand.iter().any(|s| s.fact.at == at && is_join(s.fact)) {
            return Err(Error::NotThere("joining"));
        }
        let links = stand
            .iter()
            .filter(|s| s.fact.at != at)
            .filter_map(|s| match (&s.fact.body, s.fact.subject) {
                (Some(FactBody::SameAs(same)), Subject::Person(one)) => Some((one, same.other)),
                _ => None,
            });
        let with_leading = reached(leading, &links.collect::<Vec<_>>());
        let Some(goes) = group.iter().copied().find(|p| !with_leading.contains(p)) else {
            return Err(Error::Rule(
                "They are joined more than once. Part the other joining first.".into(),
            ));
        };
        let since: Vec<_> = stand
            .iter()
            .filter(|s| s.earlier.first().map_or(s.fact.at, |f| f.at).seq > at.seq)
            .filter(|s| !is_join(s.fact) && moved(s.fact, leading, goes).is_some())
            .collect();
        let mut parting = Parting {
            stays: leading,
            goes,
            since: since.iter().map(|s| s.fact.clone()).collect(),
            contacts: BTreeMap::new(),
            replaced: since.iter().flat_map(|s| &s.earlier).map(|f| (*f).clone()).collect(),
            settled: Vec::new(),
        };
        let ids = stand.iter().filter_map(|s| s.fact.subject.contact()).collect();
        self.parts_since(at, ids, &mut parting)?;
        let asked: BTreeSet<FactRef> = parting.since.iter().map(|f| f.at).collect();
        let others = stand.iter().map(|s| s.fact).filter(|f| !asked.contains(&f.at));
        parting.settled = settled(others, &with_leading).collect();
        Ok(parting)
    }

    /// Adds the children of contacts who were said to be them while they were one.
    fn parts_since(&mut self, at: FactRef, ids: BTreeSet<ContactId>, parting: &mut Parting) -> Result<(), Error> {
        let is_leading = |f: &Fact| matches!(&f.body, Some(FactBody::ChildNamed(c)) if c.person == Some(parting.stays));
        for id in ids {
            let facts = ledger::facts_of_contact(self.conn, id)?;
            let mut said = |s: &domain::ledger::Standing<'_>| {
                let first = s.earlier.iter().chain([&s.fact]).find(|f| is_leading(f))?;
                (is_leading(s.fact) && first.at.seq > at.seq).then(|| s.fact.clone())
            };
            let parts: Vec<Fact> = standing(&facts).iter().filter_map(&mut said).collect();
            if let Some(contact) = Contact::fold(id, &facts).filter(|_| !parts.is_empty()) {
                parting.contacts.insert(id, contact);
                parting.since.extend(parts);
            }
        }
        parting.since.sort_by_key(|f| f.at);
        Ok(())
    }

    fn leads(&mut self, permit: &Permit<JoinPeople>) -> Result<PersonId, Error> {
        let id = permit.subject().person().ok_or(Error::NotThere("person"))?;
        leader(self.conn, id)
    }
}

impl WriteTx<'_> {
    /// Joins two records. The smaller id leads; nothing of either changes.
    pub fn join(
        &mut self,
        who: &Who,
        one: &Permit<JoinPeople>,
        other: &Permit<JoinPeople>,
        raw: &Raw,
        seen: &Seen,
    ) -> Result<Recorded, Error> {
        if let Some(before) = self.answered(&seen.request_id, &seen.request_digest)? {
            return Ok(Recorded::Saved(before));
        }
        let (a, b) = (self.leads(one)?, self.leads(other)?);
        if a == b {
            return Ok(Recorded::Unchanged);
        }
        let reason = match why_changed(raw) {
            Ok(reason) => reason,
            Err(finding) => return Ok(Recorded::Wrong(vec![finding])),
        };
        let record = RecordId(self.new_id()?);
        let fact = same_as(record, a, b);
        let mut entry = self.entry(one, seen, vec![fact])?;
        entry.reason = Some(reason);
        let expected = [a, b].map(|id| seen.expect(id, None));
        let appended = self.append(entry, &expected)?;
        self.saved(who, one, "joined with another record");
        self.saved(who, other, "joined with another record");
        Ok(Recorded::Saved(appended))
    }

    /// Parts two records again. `goes` names what was recorded while they were one and belongs to the other; the rest stays. Each is
    /// taken back where it stood and recorded where it belongs, in the same entry, so that nothing is lost in between.
    pub fn part(
        &mut self,
        who: &Who,
        permit: &Permit<JoinPeople>,
        at: FactRef,
        goes: &BTreeMap<FactRef, bool>,
        raw: &Raw,
        seen: &Seen,
    ) -> Result<Recorded, Error> {
        if let Some(before) = self.answered(&seen.request_id, &seen.request_digest)? {
            return Ok(Recorded::Saved(before));
        }
        let parting = self.if_parted(permit, at)?;
        let mut wrong = Vec::new();
        if parting.since.iter().any(|f| !goes.contains_key(&f.at)) {
            wrong.push(Finding {
                question: "goes",
                words: "Say of each where it belongs".into(),
                may_keep: false,
            });
        }
        if !parting.torn(goes).is_empty() {
            wrong.push(Finding {
                question: "torn",
                words: "A contact, the referral it led to and the work on it belong to one child: say the same of them"
                    .into(),
                may_keep: false,
            });
        }
        wrong.extend(why_changed(raw).err());
        let (true, Ok(reason)) = (wrong.is_empty(), why_changed(raw)) else {
            return Ok(Recorded::Wrong(wrong));
        };
        let group = group_of(self.conn, parting.stays)?;
        let all = ledger::facts_of_people(self.conn, &group)?;
        let joining = all.iter().find(|f| f.at == at).ok_or(Error::NotThere("joining"))?;
        let mut facts = Vec::from_iter(taken_back(joining));
        let mut expected: Vec<Expect> = group.iter().map(|id| seen.expect(*id, None)).collect();
        for fact in parting.since.iter().filter(|f| goes.get(&f.at) == Some(&true)) {
            if let Some(given) = given(fact, parting.stays, parting.goes) {
                expected.push(seen.expect(fact.subject, Some(fact.record)));
                facts.push(given);
                continue;
            }
            let replaced = parting.replaced.iter().filter(|f| f.record == fact.record);
            facts.extend(replaced.chain([fact]).filter_map(taken_back));
            facts.extend(moved(fact, parting.stays, parting.goes));
        }
        let mut entry = self.entry(permit, seen, facts)?;
        entry.reason = Some(reason);
        let appended = self.append(entry, &expected)?;
        self.saved(who, permit, "parted from another record");
        Ok(Recorded::Saved(appended))
    }
}

/// The child of a contact who is `to` and not `from`. The part itself stays, with its decision and its clock, and says better who they are.
fn given(fact: &Fact, from: PersonId, to: PersonId) -> Option<NewFact> {
    let Some(FactBody::ChildNamed(child)) = &fact.body else {
        return None;
    };
    let child = ChildNamed {
        person: Some(to),
        identified: "said at the parting of two records".into(),
        ..child.clone()
    };
    let mut given = NewFact::correct(fact.subject, fact.record, fact.at, child);
    given.about = about_instead(fact, from, to);
    given.about.push(About::no_longer(from));
    Some(given)
}

fn about_instead(fact: &Fact, from: PersonId, to: PersonId) -> Vec<About> {
    let instead = |a: &About| About {
        person: if a.person == from { to } else { a.person },
        part: a.part.clone(),
    };
    fact.about.iter().map(instead).collect()
}

/// The larger id follows the smaller.
pub(crate) fn same_as(record: RecordId, a: PersonId, b: PersonId) -> NewFact {
    let (leads, follows) = (a.min(b), a.max(b));
    NewFact::record(follows, record, SameAs { other: leads }).about(About::other(leads, "mentioned"))
}

pub(crate) fn taken_back(fact: &Fact) -> Option<NewFact> {
    let mut gone = NewFact::retract(fact.subject, fact.record, fact.at, fact.body.clone()?);
    gone.about.clone_from(&fact.about);
    Some(gone)
}

/// A fact said of `to` instead of `from`, under the same record, so that what refers to it still does. `None` for what says nothing of `from`: it is
/// about them because the child of a contact is, and goes with that.
pub(crate) fn moved(fact: &Fact, from: PersonId, to: PersonId) -> Option<NewFact> {
    let mut body = fact.body.clone()?;
    let subject: Subject = match (fact.subject, &mut body) {
        (Subject::Person(id), _) if id == from => to.into(),
        (Subject::Person(other), FactBody::RelationshipRecorded(r)) if r.other == from => {
            r.other = to;
            other.into()
        }
        (Subject::Household(home), FactBody::MemberRecorded(m)) if m.person == from => {
            m.person = to;
            home.into()
        }
        _ => return None,
    };
    let mut new = NewFact::record(subject, fact.record, body);
    new.effective_on = fact.effective_on;
    new.known.clone_from(&fact.known);
    new.about = about_instead(fact, from, to);
    Some(new)
}

fn reached(from: PersonId, links: &[(PersonId, PersonId)]) -> BTreeSet<PersonId> {
    let mut reached = BTreeSet::from([from]);
    loop {
        let next: Vec<PersonId> = links
            .iter()
            .filter_map(|(a, b)| match (reached.contains(a), reached.contains(b)) {
                (true, false) => Some(*b),
                (false, true) => Some(*a),
                _ => None,
            })
            .collect();
        if next.is_empty() {
            return reached;
        }
        reached.extend(next);
    }
}
