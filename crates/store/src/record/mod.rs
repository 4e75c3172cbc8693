//! Recording on a person's record: something new, a correction, something taken back. What was typed is read by `domain::record`; here it
//! meets what stands.

mod stands;

pub(crate) use stands::ALL as HOMES;
pub use stands::{Former, HomeNear};
use stands::{Stands, ended};

use domain::facts::FactBody;
use domain::facts::person::RestrictionLevel;
use domain::forms::Raw;
use domain::ids::{ContactId, HouseholdId, PersonId, RecordId, Subject};
use domain::ledger::{About, Fact, FactRef, NewEntry, NewFact, Standing, standing};
use domain::policy::{Actor, Permit, Restrict, WriteIdentity, WriteRecord};
use domain::record::{Around, Asserted, Finding, Meets, RecordForm, Right, Under, why_changed};

use crate::access::Who;
use crate::db::{params, statements};
use crate::seen::Seen;
use crate::{Appended, Error, Expect, Tx, WriteTx};

/// The right to record something of one kind about one person.
#[derive(Clone, Debug)]
pub enum MayRecord {
    Identity(Permit<WriteIdentity>),
    Record(Permit<WriteRecord>),
    Restrict(Permit<Restrict>),
}

impl MayRecord {
    fn right(&self) -> Right {
        match self {
            Self::Identity(_) => Right::Identity,
            Self::Record(_) => Right::Record,
            Self::Restrict(_) => Right::Restrict,
        }
    }
    fn sees_confidential(&self) -> bool {
        match self {
            Self::Identity(p) => p.sees_confidential(),
            Self::Record(p) => p.sees_confidential(),
            Self::Restrict(p) => p.sees_confidential(),
        }
    }
    fn subject(&self) -> Subject {
        match self {
            Self::Identity(p) => p.subject(),
            Self::Record(p) => p.subject(),
            Self::Restrict(p) => p.subject(),
        }
    }
    fn actor(&self) -> &Actor {
        match self {
            Self::Identity(p) => p.actor(),
            Self::Record(p) => p.actor(),
            Self::Restrict(p) => p.actor(),
        }
    }
}

/// What came of recording.
#[derive(Debug)]
pub enum Recorded {
    Saved(Appended),
    /// Nothing was saved: what is wrong, each beside its question.
    Wrong(Vec<Finding>),
    /// The correction says what stands already.
    Unchanged,
}

statements! {
    OPEN_PARTS = "SELECT contact, part FROM contact_child WHERE person = $1 AND state <> 'closed' ORDER BY contact, part";
    NEWEST_OF_KIND = "SELECT max(seq) FROM fact WHERE subject = $1 AND kind = $2";
}

impl Tx<'_> {
    /// Asks for the right that a form needs. A refusal is logged.
    pub fn may_record(&mut self, who: &Who, right: Right, person: PersonId) -> Result<MayRecord, Error> {
        Ok(match right {
            Right::Identity => MayRecord::Identity(self.permit::<WriteIdentity>(who, person)?),
            Right::Record => MayRecord::Record(self.permit::<WriteRecord>(who, person)?),
            Right::Restrict => MayRecord::Restrict(self.permit::<Restrict>(who, person)?),
        })
    }
}

impl WriteTx<'_> {
    /// Records something new. Order: the same request again, what is wrong, what was recorded meanwhile.
    pub fn record(
        &mut self,
        who: &Who,
        may: &MayRecord,
        form: &'static RecordForm,
        raw: &Raw,
        seen: &Seen,
    ) -> Result<Recorded, Error> {
        fits(may, form)?;
        if let Some(before) = self.answered(&seen.request_id, &seen.request_digest)? {
            return Ok(Recorded::Saved(before));
        }
        let stands = self.stands(may)?;
        let asserted = match form.parse(raw, &stands.around) {
            Ok(asserted) => asserted,
            Err(findings) => return Ok(Recorded::Wrong(findings)),
        };
        if let Some(finding) = self.named(who, &stands, &asserted)? {
            return Ok(Recorded::Wrong(vec![finding]));
        }
        self.none_meanwhile(form, &stands, seen)?;
        let ended = ended(&stands, may, &asserted);
        let expected: Vec<Expect> = ended
            .iter()
            .map(|fact| seen.expect(fact.subject, Some(fact.record)))
            .collect();
        let reason = (!ended.is_empty()).then(|| "They live somewhere else now.".to_owned());
        let seals = matches!(&asserted.body, FactBody::RestrictionSet(r) if r.level == RestrictionLevel::Sealed);
        let mut facts = self.new_facts(&stands, asserted)?;
        facts.extend(ended);
        let entry = self.entry_of(may, seen, facts, reason)?;
        let appended = self.append(entry, &expected)?;
        if seals {
            self.ask_of_open_contacts(&stands.group)?;
        }
        self.recorded(who, may, &format!("recorded: {}", form.title.to_lowercase()));
        Ok(Recorded::Saved(appended))
    }

    /// Says better what stands; both versions stay.
    pub fn correct(
        &mut self,
        who: &Who,
        may: &MayRecord,
        at: FactRef,
        raw: &Raw,
        seen: &Seen,
    ) -> Result<Recorded, Error> {
        self.change(who, may, at, seen, "corrected", |tx, stands, target, form, old| {
            let mut raw = raw.clone();
            if let Subject::Household(home) = target.subject {
                raw.0.insert("home".into(), home.to_string());
            }
            // A correction takes nothing else's place.
            let around = Around {
                address_now: None,
                home_now: None,
                ..stands.around.clone()
            };
            let (mut asserted, reason) = match (form.parse(&raw, &around), why_changed(&raw)) {
                (Ok(asserted), Ok(reason)) => (asserted, reason),
                (parsed, reason) => {
                    let wrong = parsed.err().into_iter().flatten().chain(reason.err());
                    return Ok(Err(Recorded::Wrong(wrong.collect())));
                }
            };
            // Whom it is about does not change with a correction: that would be another fact.
            match (&mut asserted.body, &old) {
                (FactBody::MemberRecorded(new), FactBody::MemberRecorded(old)) => new.person = old.person,
                (FactBody::RelationshipRecorded(new), FactBody::RelationshipRecorded(old)) => new.other = old.other,
                _ => {}
            }
            if let Some(finding) = tx.named(who, stands, &asserted)? {
                return Ok(Err(Recorded::Wrong(vec![finding])));
            }
            let on = asserted.on.or(target.effective_on);
            if asserted.body == old && on == target.effective_on {
                return Ok(Err(Recorded::Unchanged));
            }
            let mut fact = NewFact::correct(target.subject, target.record, at, asserted.body);
            fact.effective_on = on;
            Ok(Ok((fact, reason)))
        })
    }

    /// Takes back what should not stand. It stays in the history, with the reason; what it had replaced stands again.
    pub fn take_back(
        &mut self,
        who: &Who,
        may: &MayRecord,
        at: FactRef,
        raw: &Raw,
        seen: &Seen,
    ) -> Result<Recorded, Error> {
        self.change(who, may, at, seen, "recorded as wrong", |_, _, target, _, old| {
            Ok(why_changed(raw)
                .map(|reason| (NewFact::retract(target.subject, target.record, at, old), reason))
                .map_err(|finding| Recorded::Wrong(vec![finding])))
        })
    }

    /// Changes what stands. `how` makes the fact that does it, with the reason, or says what came of it instead. Order: the same request again,
    /// what does not stand any more, what is wrong, what was recorded meanwhile.
    fn change(
        &mut self,
        who: &Who,
        may: &MayRecord,
        at: FactRef,
        seen: &Seen,
        what: &str,
        how: impl FnOnce(
            &mut Self,
            &Stands,
            &Fact,
            &RecordForm,
            FactBody,
        ) -> Result<Result<(NewFact, String), Recorded>, Error>,
    ) -> Result<Recorded, Error> {
        if let Some(before) = self.answered(&seen.request_id, &seen.request_digest)? {
            return Ok(Recorded::Saved(before));
        }
        let stands = self.stands(may)?;
        let target = still_stands(&stands, at, seen)?.fact;
        let (form, old) = form_of(may, target)?;
        let (mut fact, reason) = match how(self, &stands, target, form, old)? {
            Ok(made) => made,
            Err(instead) => return Ok(instead),
        };
        fact.about.clone_from(&target.about);
        let expected = seen.expect(target.subject, Some(target.record));
        let entry = self.entry_of(may, seen, vec![fact], Some(reason))?;
        let appended = self.append(entry, &[expected])?;
        self.recorded(who, may, &format!("{what}: {}", form.title.to_lowercase()));
        Ok(Recorded::Saved(appended))
    }

    /// Refuses where something of this kind was recorded since the page was made, or stands already where there is only one.
    fn none_meanwhile(&mut self, form: &RecordForm, stands: &Stands, seen: &Seen) -> Result<(), Error> {
        let mut newest = 0;
        for id in &stands.group {
            let row = self.tx.conn.row(NEWEST_OF_KIND, params![*id, form.fact])?;
            newest = newest.max(row.map(|r| r.opt_int(0)).transpose()?.flatten().unwrap_or(0));
        }
        let stale = match form.meets {
            Meets::Alone => false,
            Meets::Several => newest > seen.known_seq,
            Meets::One => newest > seen.known_seq || one_that_stands(form, &stands.facts, &stands.group).is_some(),
        };
        if stale {
            return Err(Error::Stale {
                seen: seen.known_seq,
                changed_at: newest,
            });
        }
        Ok(())
    }

    /// Somebody is sealed while a contact about them waits to be decided: to the front door their part is a check in progress from now on, so
    /// somebody has to be asked who can answer it.
    fn ask_of_open_contacts(&mut self, group: &[PersonId]) -> Result<(), Error> {
        for id in group {
            for row in self.tx.conn.rows(OPEN_PARTS, params![*id])? {
                self.raise_match_check(ContactId(row.uuid(0)?), RecordId(row.uuid(1)?), &[group[0]])?;
            }
        }
        Ok(())
    }

    fn new_facts(&mut self, stands: &Stands, asserted: Asserted) -> Result<Vec<NewFact>, Error> {
        let Asserted {
            mut body, on, under, ..
        } = asserted;
        let mut facts = Vec::new();
        let subject: Subject = match under {
            Under::Person => stands.leading.into(),
            Under::Household(home) => home.into(),
            Under::NewHousehold(home) => {
                let (id, record) = (HouseholdId(self.new_id()?), RecordId(self.new_id()?));
                facts.push(NewFact::record(id, record, home));
                id.into()
            }
            Under::WithNewPerson { name, sex } => {
                let id = PersonId(self.new_id()?);
                facts.push(NewFact::record(id, RecordId(self.new_id()?), name));
                if let Some(sex) = sex {
                    facts.push(NewFact::record(id, RecordId(self.new_id()?), sex));
                }
                if let FactBody::RelationshipRecorded(r) = &mut body {
                    r.other = id;
                }
                stands.leading.into()
            }
        };
        // Ids that were joined keep restrictions of their own, and the stricter wins: the new one is said of each that has one.
        let mut subjects = vec![subject];
        if let FactBody::RestrictionSet(_) = body {
            let others = stands
                .person
                .restrictions
                .iter()
                .filter(|r| r.level != RestrictionLevel::Open);
            subjects.extend(others.map(|r| r.origin.written_to).filter(|s| *s != subject));
        }
        for subject in subjects {
            let record = RecordId(self.new_id()?);
            let mut fact = NewFact::record(subject, record, body.clone());
            fact.effective_on = on;
            fact.about = about(&body).unwrap_or_default();
            facts.push(fact);
        }
        Ok(facts)
    }

    fn entry_of(
        &mut self,
        may: &MayRecord,
        seen: &Seen,
        facts: Vec<NewFact>,
        reason: Option<String>,
    ) -> Result<NewEntry, Error> {
        let mut entry = match may {
            MayRecord::Identity(p) => self.entry(p, seen, facts)?,
            MayRecord::Record(p) => self.entry(p, seen, facts)?,
            MayRecord::Restrict(p) => self.entry(p, seen, facts)?,
        };
        entry.reason = reason;
        Ok(entry)
    }

    fn recorded(&mut self, who: &Who, may: &MayRecord, what: &str) {
        match may {
            MayRecord::Identity(p) => self.saved(who, p, what),
            MayRecord::Record(p) => self.saved(who, p, what),
            MayRecord::Restrict(p) => self.saved(who, p, what),
        }
    }
}

/// The fact of a form of which there is one, where one stands: the latest.
#[must_use]
pub fn one_that_stands(form: &RecordForm, facts: &[Fact], group: &[PersonId]) -> Option<FactRef> {
    let own = |f: &Fact| f.subject.person().is_some_and(|p| group.contains(&p));
    let of_kind = |f: &Fact| f.body.as_ref().is_some_and(|b| b.kind() == form.fact);
    let stand = standing(facts);
    let latest = stand.iter().rfind(|s| own(s.fact) && of_kind(s.fact))?;
    (form.meets == Meets::One).then_some(latest.fact.at)
}

/// Whom a fact is about beside whom it is filed under.
fn about(body: &FactBody) -> Option<Vec<About>> {
    match body {
        FactBody::RelationshipRecorded(r) => Some(vec![About::other(r.other, "mentioned")]),
        FactBody::MemberRecorded(m) => Some(vec![About::other(m.person, "mentioned")]),
        _ => None,
    }
}

fn fits(may: &MayRecord, form: &RecordForm) -> Result<(), Error> {
    if may.right() == form.right {
        Ok(())
    } else {
        Err(domain::policy::Refusal::NotYourRole.into())
    }
}

/// The fact, where it stands. A later version of the same thing is another's, made meanwhile.
fn still_stands<'s>(stands: &'s Stands, at: FactRef, seen: &Seen) -> Result<Standing<'s>, Error> {
    let known = stands
        .facts
        .iter()
        .find(|f| f.at == at)
        .ok_or(Error::NotThere("fact"))?;
    let all = standing(&stands.facts);
    if let Some(here) = all.into_iter().find(|s| s.fact.at == at) {
        return Ok(here);
    }
    let newest = stands
        .facts
        .iter()
        .filter(|f| f.record == known.record)
        .map(|f| f.at.seq)
        .max();
    Err(Error::Stale {
        seen: seen.known_seq,
        changed_at: newest.unwrap_or(at.seq),
    })
}

/// The form by which a fact is changed, and what it says.
fn form_of(may: &MayRecord, fact: &Fact) -> Result<(&'static RecordForm, FactBody), Error> {
    let body = fact.body.clone().ok_or(Error::NotThere("fact"))?;
    let form = RecordForm::of_fact(&body).ok_or(Error::NotThere("fact"))?;
    fits(may, form)?;
    Ok((form, body))
}
