//! Writing entries by hand: dates that follow the plan's day, and references between entries that have no number yet.

use std::collections::BTreeSet;

use domain::calendar::{Calendar, london};
use domain::contact::YesNo;
use domain::facts::FactBody;
use domain::facts::contact::*;
use domain::ids::{ContactId, EntryId, RecordId, Subject};
use domain::ledger::{About, Author, FactRef, Known, NewEntry, NewFact};
use jiff::civil::{Date, date};
use jiff::{Span, Timestamp};

use super::staff::{fixed, role_of, worker_id};

/// The day on which the pictures were drawn: dates in the families are written for it, and moved with the plan's day.
const DRAWN_ON: Date = date(2026, 11, 12);

/// How far dates are moved.
#[derive(Clone, Debug)]
pub(super) struct Shift {
    today: Date,
    days: i32,
    calendar: Calendar,
}

impl Shift {
    pub(super) fn to(today: Date) -> Self {
        let days = today.since(DRAWN_ON).map_or(0, |span| span.get_days());
        Self {
            today,
            days,
            calendar: Calendar::england_and_wales(),
        }
    }

    /// Moved, whatever day of the week it comes to: a birthday.
    pub(super) fn plain(&self, written: Date) -> Date {
        written.saturating_add(Span::new().days(self.days))
    }

    /// Moved, and a working day where it was written as one: back, never forward, so that nothing comes to lie after today.
    pub(super) fn work(&self, written: Date) -> Date {
        let moved = self.plain(written);
        let works = |day| self.calendar.is_working_day(day).unwrap_or(true);
        if moved == self.today || !works(written) || works(moved) {
            return moved;
        }
        self.calendar.working_day_before(moved).unwrap_or(moved)
    }
}

/// An entry that has been written and has no number yet.
#[derive(Clone, Copy, Debug)]
pub(super) struct Written(i64);

impl Written {
    /// One of its facts. The number is resolved by [`resolve`].
    pub(super) fn fact(self, ord: i32) -> FactRef {
        FactRef { seq: -self.0, ord }
    }
}

/// What a contact's first entry says.
pub(super) struct Call<'a> {
    /// Names the contact; the same key has the same id in every authority.
    pub key: &'a str,
    pub reference: Option<u32>,
    pub received: Timestamp,
    pub recorded: Timestamp,
    pub by: &'a str,
    pub channel: &'a str,
    pub source: &'a str,
    pub referrer: Referrer,
    pub worry: &'a str,
    pub information_only: bool,
    /// The key of each child with what was said of them.
    pub children: Vec<(&'a str, ChildNamed)>,
    pub safety: Option<SafetyDeclared>,
    pub agreement: Option<AgreementRecorded>,
    pub proposal: &'a str,
}

/// Writes one family after another, each in order of time.
pub(super) struct Pen {
    pub shift: Shift,
    entries: Vec<(Timestamp, i64, NewEntry)>,
    last: Timestamp,
    family: &'static str,
    count: u32,
}

impl Pen {
    pub(super) fn new(today: Date) -> Self {
        Self {
            shift: Shift::to(today),
            entries: Vec::new(),
            last: Timestamp::MIN,
            family: "",
            count: 0,
        }
    }

    /// Begins a family; the next entry may be earlier than the last one.
    pub(super) fn family(&mut self, name: &'static str) {
        (self.family, self.last, self.count) = (name, Timestamp::MIN, 0);
    }

    /// A day, moved.
    pub(super) fn day(&self, year: i16, month: i8, day: i8) -> Date {
        self.shift.plain(date(year, month, day))
    }

    /// A day on which people were at work.
    pub(super) fn working(&self, year: i16, month: i8, day: i8) -> Date {
        self.shift.work(date(year, month, day))
    }

    /// An instant in London, on a working day where it was written as one.
    pub(super) fn at(&self, (year, month, day): (i16, i8, i8), (hour, minute): (i8, i8)) -> Timestamp {
        london::instant(self.working(year, month, day).at(hour, minute, 0, 0)).unwrap_or(Timestamp::UNIX_EPOCH)
    }

    /// A day in words, moved: "3 Feb 2026".
    pub(super) fn said(&self, year: i16, month: i8, day: i8) -> String {
        london::date_words(self.working(year, month, day))
    }

    /// One entry, at its instant or just after the one before it in the family, whichever is later.
    pub(super) fn write(&mut self, at: Timestamp, by: &str, facts: Vec<NewFact>) -> Written {
        self.explained(at, by, "", facts)
    }

    /// One entry with its reason.
    pub(super) fn explained(&mut self, at: Timestamp, by: &str, reason: &str, facts: Vec<NewFact>) -> Written {
        let at = at.max(self.last);
        // A second later, the order in the ledger is the order in which it was written.
        self.last = at.saturating_add(jiff::SignedDuration::from_secs(1)).unwrap_or(at);
        self.count += 1;
        let symbol = i64::try_from(self.entries.len()).unwrap_or(0) + 1;
        let request_id = format!("marlshire-{}-{}", self.family, self.count);
        let entry = NewEntry {
            id: EntryId(fixed("entry", &request_id)),
            author: Author {
                worker: worker_id(by),
                role: role_of(by),
                on_behalf_of: None,
            },
            asserted_at: None,
            reason: Some(reason.to_owned()).filter(|r| !r.is_empty()),
            request_digest: digest(&request_id),
            request_id,
            source: "holdfast".into(),
            facts,
        };
        self.entries.push((at, symbol, entry));
        Written(symbol)
    }

    /// A record of this family; the same key has the same id in every authority.
    pub(super) fn record(&self, key: &str) -> RecordId {
        RecordId(fixed("record", &format!("{}/{key}", self.family)))
    }

    /// A thing said about a subject for the first time, under its own key.
    pub(super) fn fact(&self, subject: impl Into<Subject>, key: &str, body: impl Into<FactBody>) -> NewFact {
        NewFact::record(subject, self.record(key), body)
    }

    pub(super) fn contact(&self, key: &str) -> ContactId {
        contact_id(key)
    }

    /// A contact taken, and handed over in the same act.
    pub(super) fn call(&mut self, call: Call<'_>) -> Written {
        let id = contact_id(call.key);
        let year = london::date(call.received).year() % 100;
        let number = call
            .reference
            .unwrap_or_else(|| reference_number(call.received, self.entries.len()));
        let mut facts = vec![self.fact(
            id,
            &format!("{} received", call.key),
            ContactReceived {
                reference: format!("{year:02}-{number:06}"),
                received_at: call.received,
                channel: call.channel.into(),
                source: call.source.into(),
                referrer: call.referrer,
                worry: call.worry.into(),
                information_only: call.information_only,
            },
        )];
        for (key, child) in call.children {
            let about = child.person.map(About::concerned);
            let mut fact = self.fact(id, &format!("{} {key}", call.key), child);
            fact.about.extend(about);
            facts.push(fact);
        }
        let safety = call.safety.unwrap_or(SafetyDeclared {
            danger_now: YesNo::No,
            cannot_wait: Vec::new(),
            who_is_with_the_child: String::new(),
            words: String::new(),
        });
        facts.push(self.fact(id, &format!("{} safety", call.key), safety));
        if let Some(agreement) = call.agreement {
            facts.push(self.fact(id, &format!("{} agreement", call.key), agreement));
        }
        let proposal = call.proposal.into();
        facts.push(self.fact(id, &format!("{} handed over", call.key), HandedOver { proposal }));
        self.write(call.recorded, call.by, facts)
    }

    pub(super) fn taken(&mut self, at: Timestamp, by: &str, contact: &str) {
        let fact = self.fact(contact_id(contact), &format!("{contact} taken"), ContactTaken {});
        self.write(at, by, vec![fact]);
    }

    /// The record of a child's part in a contact.
    pub(super) fn part(&self, contact: &str, child: &str) -> RecordId {
        self.record(&format!("{contact} {child}"))
    }

    /// A decision as a fact, with what was shown: the contact itself and whatever else is named.
    pub(super) fn decision(&self, contact: &str, child: &str, seen: &[FactRef], decided: ChildDecided) -> NewFact {
        let known = Known {
            known_seq: 0,
            shown: seen.to_vec(),
        };
        let part = self.part(contact, child);
        let person = super::families::person(child);
        NewFact::record(
            contact_id(contact),
            self.record(&format!("{contact} {child} decision")),
            ChildDecided { child: part, ..decided },
        )
        .about(About::concerned(person))
        .known(known)
    }

    /// A manager's signature under fact `ord` of an entry, for one child.
    pub(super) fn signed(
        &mut self,
        at: Timestamp,
        by: &str,
        contact: &str,
        child: &str,
        decision: FactRef,
        words: &str,
    ) -> Written {
        let body = DecisionSigned {
            child: self.part(contact, child),
            decision,
            words: words.into(),
            covers: None,
        };
        let known = Known {
            known_seq: 0,
            shown: vec![decision],
        };
        let fact = self
            .fact(contact_id(contact), &format!("{contact} {child} signed by {by}"), body)
            .about(About::concerned(super::families::person(child)))
            .known(known);
        self.write(at, by, vec![fact])
    }

    /// Everything written, in order of time.
    pub(super) fn finish(mut self) -> Vec<(Timestamp, i64, NewEntry)> {
        self.entries.sort_by_key(|(at, symbol, _)| (*at, *symbol));
        self.entries
    }
}

pub(super) fn contact_id(key: &str) -> ContactId {
    ContactId(fixed("contact", key))
}

/// About as many contacts as the authority would have had by then that year, so that references rise through the year.
fn reference_number(received: Timestamp, written: usize) -> u32 {
    let day = u32::try_from(london::date(received).day_of_year()).unwrap_or(1);
    50_000 + day * 83 + u32::try_from(written % 40).unwrap_or(0)
}

/// What was asked, as far as an authority that was never asked anything can say.
pub(super) fn digest(request_id: &str) -> domain::ledger::Digest {
    use sha2::Digest as _;
    sha2::Sha256::digest(request_id).into()
}

/// Puts numbers in place of symbols. What was known at a decision is everything up to the entry before it.
pub(super) fn resolve(entry: &mut NewEntry, seq: i64, number: impl Fn(i64) -> i64) {
    let put = |at: &mut FactRef| {
        if at.seq < 0 {
            at.seq = number(-at.seq);
        }
    };
    for fact in &mut entry.facts {
        match &mut fact.effect {
            domain::ledger::Effect::Record => {}
            domain::ledger::Effect::Correct { amends } | domain::ledger::Effect::Retract { amends } => put(amends),
        }
        match &mut fact.body {
            FactBody::DecisionSigned(signed) => put(&mut signed.decision),
            FactBody::DecisionReturned(returned) => put(&mut returned.decision),
            _ => {}
        }
        if let Some(known) = &mut fact.known {
            known.known_seq = seq - 1;
            known.shown.iter_mut().for_each(put);
            known.shown = BTreeSet::from_iter(known.shown.drain(..)).into_iter().collect();
        }
    }
}
