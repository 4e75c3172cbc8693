//! Deciding for a child in a contact: the rules asked, the decision and what it opens recorded in one entry, the duty manager told.

use std::collections::BTreeSet;

use domain::calendar::london;
use domain::contact::{
    Contact, Missing, Outcome, Part, RawDecision, identified_enough, may_change, may_choose, may_decide,
    service_manager_signs,
};
use domain::facts::contact::{ChildDecided, ContactTaken, DangerDeclared};
use domain::facts::services::{ReferralDecided, ReferralOutcome, ReferralReceived};
use domain::ids::{EntryId, PersonId, RecordId};
use domain::ledger::{About, Author, Known, NewEntry, NewFact};
use domain::person::Person;
use domain::policy::{Action, DecideContact, DeclareDanger, Permit};

use crate::access::Who;
use crate::before::Before;
use crate::lines::Line;
use crate::seen::{Seen, contact_of};
use crate::standing::leader;
use crate::{Appended, Error, OpenContact, WriteTx};

/// What came of deciding.
#[derive(Debug)]
pub enum Decided {
    Saved(Appended),
    /// Nothing was saved: what is missing, or why it cannot be chosen, field by field.
    Missing(Vec<Missing>),
}

impl WriteTx<'_> {
    /// Decides for one child. Order: the same request again, what is missing, the stale page, the rules, facts that arrived since.
    pub fn decide(
        &mut self,
        who: &Who,
        permit: &Permit<DecideContact>,
        part: RecordId,
        raw: &RawDecision<'_>,
        seen: &Seen,
        service_manager_from: usize,
    ) -> Result<Decided, Error> {
        if let Some(before) = self.answered(&seen.request_id, &seen.request_digest)? {
            return Ok(Decided::Saved(before));
        }
        let (id, expected) = self.expect_part(permit, part, seen)?;
        let open = self.contact_for(who, id, permit, None)?;
        let before = self.before(who, &open, Some(seen.known_seq))?;
        let child = open
            .contact
            .part(part)
            .ok_or(Error::NotThere("child in this contact"))?;
        let name = open.name_of(part).to_owned();
        let counted = !before.counted.is_empty();
        let mut decided = match domain::contact::decision(part, &name, raw, counted) {
            Ok(decided) => decided,
            Err(missing) => return Ok(Decided::Missing(missing)),
        };
        if let Err(refused) = may(permit, &open, &before, child, decided.outcome) {
            return Ok(Decided::Missing(vec![Missing {
                field: "outcome",
                words: refused.to_string(),
            }]));
        }
        // Nothing holds up what cannot wait for a second reading.
        if let Some(newest) = before
            .newer
            .first()
            .filter(|_| decided.outcome != Outcome::EmergencyAction)
        {
            return Err(Error::LookAgain {
                seen: seen.known_seq,
                changed_at: newest.seq,
            });
        }
        let received_on = london::date(open.contact.received_at().unwrap_or(self.now));
        decided.service_manager_signs = decided.outcome != Outcome::InformationGiven
            && service_manager_signs(received_on, &before.counted, service_manager_from);
        let known = Known {
            known_seq: seen.known_seq,
            shown: seen.shown.clone(),
        };
        let (outcome, person) = (decided.outcome, child.child.person);
        let facts = self.decision_facts(&open.contact, child, decided, Some(known), &mut BTreeSet::new())?;
        let entry = self.entry(permit, seen, facts)?;
        let appended = self.append(entry, &[expected])?;
        if !appended.again {
            self.answer_returned(part, permit.actor().worker)?;
            self.alarm(outcome, id, part, person)?;
            self.saved(who, permit, "a decision");
        }
        Ok(Decided::Saved(appended))
    }

    /// Immediate danger: emergency action for every child of the contact, in effect at once. No field stands in its way, and pressing it
    /// again changes nothing.
    pub fn declare_danger(
        &mut self,
        who: &Who,
        permit: &Permit<DeclareDanger>,
        seen: &Seen,
    ) -> Result<Option<Appended>, Error> {
        if let Some(before) = self.answered(&seen.request_id, &seen.request_digest)? {
            return Ok(Some(before));
        }
        let id = contact_of(permit)?;
        let open = self.contact_for(who, id, permit, None)?;
        let acted = |p: &&Part| {
            p.state.effective_at().is_none() || p.state.decision().is_none_or(|d| d.outcome != Outcome::EmergencyAction)
        };
        let children: Vec<&Part> = open.contact.children.iter().filter(acted).collect();
        if children.is_empty() && open.contact.danger.is_some() {
            return Ok(None);
        }
        let mut facts = Vec::new();
        if open.contact.danger.is_none() {
            let record = RecordId(self.new_id()?);
            let mut fact = NewFact::record(id, record, DangerDeclared { words: String::new() });
            fact.about = open.contact.people().map(About::concerned).collect();
            facts.push(fact);
        }
        // What was on the page counts as shown only where the page said so; without it, nothing is claimed.
        let known = (seen.known_seq > 0).then(|| Known {
            known_seq: seen.known_seq,
            shown: seen.shown.clone(),
        });
        let mut told = Vec::new();
        let mut opened = BTreeSet::new();
        for part in children {
            let raw = RawDecision {
                outcome: Outcome::EmergencyAction.code(),
                ..RawDecision::default()
            };
            let Ok(decided) = domain::contact::decision(part.id, "the child", &raw, false) else {
                continue;
            };
            facts.extend(self.decision_facts(&open.contact, part, decided, known.clone(), &mut opened)?);
            told.push((part.id, part.child.person));
        }
        let entry = self.entry(permit, seen, facts)?;
        let appended = self.append(entry, &[])?;
        for (part, person) in told {
            self.alarm(Outcome::EmergencyAction, id, part, person)?;
        }
        self.saved(who, permit, "immediate danger");
        Ok(Some(appended))
    }

    /// Somebody takes the contact, to decide it.
    pub fn take_contact(&mut self, who: &Who, permit: &Permit<DecideContact>, seen: &Seen) -> Result<Appended, Error> {
        if let Some(before) = self.answered(&seen.request_id, &seen.request_digest)? {
            return Ok(before);
        }
        let id = contact_of(permit)?;
        let contact = crate::people::contact_at(self.conn, id, i64::MAX)?.ok_or(Error::NotThere("contact"))?;
        // Two people reach for one contact: the second is told, and may take it over with open eyes.
        if let Some(taken) = contact.taken.as_ref().filter(|t| t.origin.fact.seq > seen.known_seq) {
            return Err(Error::Stale {
                seen: seen.known_seq,
                changed_at: taken.origin.fact.seq,
            });
        }
        let record = RecordId(self.new_id()?);
        let mut fact = NewFact::record(id, record, ContactTaken {});
        fact.about = contact.people().map(About::concerned).collect();
        let entry = self.entry(permit, seen, vec![fact])?;
        let appended = self.append(entry, &[])?;
        self.saved(who, permit, "taken to decide");
        Ok(appended)
    }

    /// The decision as a fact, and the referral that it opens where no episode is open [Sem 16, 19]. Where one is, it is linked, and where
    /// nobody is identified yet, identifying them opens it. `opened` holds for whom this entry opens one already: two children of one contact
    /// may turn out to be the same person.
    fn decision_facts(
        &mut self,
        contact: &Contact,
        part: &Part,
        decided: ChildDecided,
        known: Option<Known>,
        opened: &mut BTreeSet<PersonId>,
    ) -> Result<Vec<NewFact>, Error> {
        let mut decision = NewFact::record(contact.id, part.id, decided.clone());
        decision.known = known;
        let mut facts = Vec::new();
        if let Some(person) = part.child.person {
            decision = decision.about(About::concerned(person));
            if opened.insert(leader(self.conn, person)?) {
                facts.extend(self.referral_facts(contact, person, &decided)?);
            }
        }
        facts.insert(0, decision);
        Ok(facts)
    }

    /// The referral that a decision opens for somebody: none where it opens none, or where they have an open episode. Dated by the
    /// receipt of the contact, never by the decision; identifying a child after a protective decision calls it too.
    pub fn referral_facts(
        &mut self,
        contact: &Contact,
        person: PersonId,
        decided: &ChildDecided,
    ) -> Result<Vec<NewFact>, Error> {
        let Some(outcome) = ReferralOutcome::from_contact(decided.outcome) else {
            return Ok(Vec::new());
        };
        let today = london::date(self.now);
        let leading = leader(self.conn, person)?;
        let group = crate::project::group_of(self.conn, leading)?;
        let facts = crate::ledger::facts_of_people(self.conn, &group)?;
        let folded = Person::fold(&group, &facts);
        if folded.as_ref().is_some_and(|p| p.open_episode(today).is_some()) {
            return Ok(Vec::new());
        }
        let received_at = contact.received_at().unwrap_or(self.now);
        // Episodes may not overlap: one that closed between the receipt and the decision ends before this one begins.
        let closed = folded
            .iter()
            .flat_map(|p| &p.episodes)
            .filter_map(|e| e.closed.as_ref().map(|c| c.on))
            .max();
        let received_on = london::date(received_at).max(closed.unwrap_or(jiff::civil::Date::MIN));
        let episode = RecordId(self.new_id()?);
        let received = ReferralReceived {
            received_on,
            received_at: Some(received_at),
            source: contact.received.as_ref().map(|r| r.source.clone()).unwrap_or_default(),
            primary_need: decided.primary_need.clone(),
            contact: Some(contact.id),
            no_further_action: false,
        };
        let why = if decided.why.is_empty() {
            "Immediate danger was declared.".to_owned()
        } else {
            decided.why.clone()
        };
        let decision = ReferralDecided {
            referral: episode,
            outcome,
            why,
        };
        let record = RecordId(self.new_id()?);
        Ok(vec![
            NewFact::record(leading, episode, received).on(received_on),
            NewFact::record(leading, record, decision),
        ])
    }

    pub(crate) fn entry<A: Action>(
        &mut self,
        permit: &Permit<A>,
        seen: &Seen,
        facts: Vec<NewFact>,
    ) -> Result<NewEntry, Error> {
        Ok(NewEntry {
            id: EntryId(self.new_id()?),
            author: Author {
                worker: permit.actor().worker,
                role: permit.actor().role,
                on_behalf_of: None,
            },
            asserted_at: None,
            reason: None,
            request_id: seen.request_id.clone(),
            request_digest: seen.request_digest,
            source: "holdfast".into(),
            facts,
        })
    }
}

/// Every rule on choosing an outcome, for the page that offers it and for the save.
pub fn may(
    permit: &Permit<DecideContact>,
    open: &OpenContact,
    before: &Before,
    part: &Part,
    outcome: Outcome,
) -> Result<(), domain::contact::NotAllowed> {
    may_decide(permit.actor().role, &open.contact, outcome)?;
    may_change(outcome, part)?;
    let another = before.discussions.iter().find(|d| d.part != part.id);
    let since = another.map(|d| london::time_words(d.since));
    let discussion = another.map(|d| (d.child.as_str(), since.as_deref().unwrap_or_default()));
    may_choose(outcome, part, discussion, has_open_case(open, before, part))?;
    identified_enough(outcome, part, open.identity(part.id).is_match_check())
}

/// Whether the child has an open case, as far as the decider may know. Where they may not, a referral is accepted, and linked.
pub fn has_open_case(open: &OpenContact, before: &Before, part: &Part) -> bool {
    let known = matches!(open.identity(part.id).line(), Some(Line::Open(s)) if s.is_open);
    known && before.child(part.id).is_some()
}
