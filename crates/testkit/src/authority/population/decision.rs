//! What happens to a contact: taken, decided for each child, given back or signed [Sem 16, 19].

use domain::contact::Outcome;
use domain::facts::contact::*;
use domain::ids::{ContactId, RecordId};
use domain::ledger::{About, FactRef, Known, NewFact};

use super::super::days::{DAY, HOUR, MINUTE, Wall};
use super::super::ink::fact;
use super::super::roster::{Wanted, team};
use super::super::words::{QUESTIONS, SIGNED, Theme};
use super::{Event, Facts, Population, day_of};

/// A contact that somebody still has to act on.
#[derive(Clone, Debug)]
pub(super) struct Open {
    pub id: ContactId,
    pub family: usize,
    pub parts: Vec<Part>,
    pub received: Wall,
    pub source: &'static str,
    /// None for a request that names no worry.
    pub theme: Option<Theme>,
    pub urgent: bool,
    /// The number of its first entry.
    pub seq: i64,
    /// Its place among the family’s contacts.
    pub earlier: usize,
    pub taker: usize,
    pub worker: Option<usize>,
    pub out_of_hours: bool,
    /// The third or a later one in twelve months for the home: the service manager signs too.
    pub third: bool,
    pub given_back: bool,
    pub signed_by: Vec<usize>,
}

/// One child’s part.
#[derive(Clone, Copy, Debug)]
pub(super) struct Part {
    pub kid: usize,
    pub record: RecordId,
    pub decision: Option<FactRef>,
    pub outcome: Option<Outcome>,
}

/// A decision with its outcome and nothing else.
pub(super) fn decided(child: RecordId, outcome: Outcome) -> ChildDecided {
    ChildDecided {
        child,
        outcome,
        why: String::new(),
        protection: String::new(),
        answers_records: String::new(),
        to_whom: String::new(),
        section_47_threshold: None,
        primary_need: String::new(),
        read: Vec::new(),
        service_manager_signs: false,
    }
}

/// Outcomes with their weights, for what cannot wait and for what can.
const URGENT: &[(Outcome, u64)] = &[
    (Outcome::StrategyDiscussion, 250),
    (Outcome::EmergencyAction, 30),
    (Outcome::Referral, 330),
    (Outcome::EarlyHelp, 60),
    (Outcome::Advice, 130),
    (Outcome::NoFurtherAction, 200),
];
const USUAL: &[(Outcome, u64)] = &[
    (Outcome::StrategyDiscussion, 4),
    (Outcome::Referral, 92),
    (Outcome::EarlyHelp, 110),
    (Outcome::Signpost, 140),
    (Outcome::Advice, 260),
    (Outcome::NoFurtherAction, 394),
];

impl Population {
    pub(super) fn taken(&mut self, at: Wall, place: usize) {
        let Some(mut open) = self.contacts.take(place) else {
            return;
        };
        let duty = if open.out_of_hours {
            team("Emergency duty team")
        } else {
            team("Front door")
        };
        let worker = self.someone(duty, Wanted::SocialWorker, at, &[]);
        let record = self.record(at);
        self.write(at, worker, vec![NewFact::record(open.id, record, ContactTaken {})]);
        open.worker = Some(worker);
        let minutes = match (open.urgent, self.random.below(100)) {
            (true, _) => self.random.between(12, 70),
            // Some wait for an answer from a partner, and are late.
            (false, 0..5) => self.random.between(26, 70) * 60,
            (false, _) => 20 + self.random.wait(150),
        };
        let out_of_hours = open.out_of_hours;
        self.contacts.put(place, open);
        if out_of_hours {
            self.push(at + minutes * MINUTE, Event::Decided(place));
        } else {
            self.push_at_work(at + minutes * MINUTE, Event::Decided(place));
        }
    }

    pub(super) fn decided(&mut self, at: Wall, place: usize) {
        let Some(mut open) = self.contacts.take(place) else {
            return;
        };
        let day = day_of(at);
        let duty = if open.out_of_hours {
            team("Emergency duty team")
        } else {
            team("Front door")
        };
        let worker = open
            .worker
            .filter(|w| self.roster.works(*w, day))
            .unwrap_or_else(|| self.someone(duty, Wanted::SocialWorker, at, &[]));
        open.worker = Some(worker);
        let outcomes = if open.given_back {
            self.outcomes_again(&open)
        } else {
            self.outcomes(&open)
        };
        let shown = self.shown(&open);
        let mut facts = Facts::default();
        let mut opened = Vec::new();
        let mut enquiries = Vec::new();
        let mut places = Vec::new();
        for (n, outcome) in outcomes.into_iter().enumerate() {
            let part = open.parts[n];
            if open.given_back && part.outcome.is_some_and(|o| !o.waits_for_signature()) {
                continue;
            }
            let body = self.decision(at, &open, n, outcome);
            let why = body.why.clone();
            let person = self.families[open.family].kids[part.kid].id;
            let record = self.record(at);
            let known = Known {
                known_seq: self.ink.head(),
                shown: shown.clone(),
            };
            places.push((
                n,
                facts.add(
                    NewFact::record(open.id, record, body)
                        .about(About::concerned(person))
                        .known(known),
                ),
            ));
            open.parts[n].outcome = Some(outcome);
            match (
                outcome.opens_episode(),
                self.families[open.family].kids[part.kid].in_case,
            ) {
                (true, false) => opened.push(self.opens(at, &open, part.kid, outcome, why, &mut facts)),
                (true, true) => enquiries.push(part.kid),
                (false, _) => {}
            }
        }
        let seq = self.write(at, worker, facts.list);
        for (n, ord) in places {
            open.parts[n].decision = Some(fact(seq, ord));
        }
        let first = open.parts[0].outcome;
        self.families[open.family].earlier[open.earlier].outcome = first;
        if open
            .parts
            .iter()
            .any(|p| matches!(p.outcome, Some(Outcome::StrategyDiscussion | Outcome::EmergencyAction)))
        {
            self.families[open.family].discussion = true;
        }
        for kid in enquiries {
            self.enquiry_in_case(at, open.family, kid);
        }
        if !opened.is_empty() {
            self.opens_case(at, &open, opened);
        }
        let waits = open
            .parts
            .iter()
            .any(|p| p.outcome.is_some_and(Outcome::waits_for_signature));
        let back = waits && !open.given_back && self.random.chance(30);
        let wait = if open.urgent {
            self.random.between(8, 60)
        } else {
            12 + self.random.wait(75)
        };
        let out_of_hours = open.out_of_hours;
        self.contacts.put(place, open);
        let next = if back {
            Event::Returned(place)
        } else {
            Event::Signed(place)
        };
        if out_of_hours {
            self.push(at + wait * MINUTE, next);
        } else {
            self.push_at_work(at + wait * MINUTE, next);
        }
    }

    /// What is decided for each child: what the theme calls for, what is open already, and what may be chosen at all.
    fn outcomes(&mut self, open: &Open) -> Vec<Outcome> {
        let drawn = self.random.weighted(if open.urgent { URGENT } else { USUAL });
        let drawn = match (drawn, open.theme) {
            // Nobody is there yet to be brought to safety.
            (Outcome::EmergencyAction, Some(Theme::Unborn)) => Outcome::StrategyDiscussion,
            (drawn, _) => drawn,
        };
        let with_first = self.random.chance(780);
        let family = &self.families[open.family];
        let mut outcomes: Vec<Outcome> = open
            .parts
            .iter()
            .enumerate()
            .map(|(n, part)| match (family.kids[part.kid].in_case, drawn) {
                (true, Outcome::StrategyDiscussion | Outcome::EmergencyAction) => drawn,
                (true, _) => Outcome::LinkToOpenCase,
                (false, Outcome::EmergencyAction) if n > 0 => Outcome::StrategyDiscussion,
                (false, Outcome::Referral) if n > 0 && !with_first => Outcome::EarlyHelp,
                (false, drawn) => drawn,
            })
            .collect();
        // While a strategy discussion is open for a child of the home, none of the others is closed.
        let discussed = outcomes
            .iter()
            .any(|o| matches!(o, Outcome::StrategyDiscussion | Outcome::EmergencyAction));
        if discussed || family.discussion {
            for outcome in &mut outcomes {
                if outcome.waits_for_signature() {
                    *outcome = Outcome::Referral;
                }
            }
        }
        outcomes
    }

    /// After a question: the same as before, unless a strategy discussion was called for the home in the meantime.
    fn outcomes_again(&self, open: &Open) -> Vec<Outcome> {
        let family = &self.families[open.family];
        let again = |part: &Part| {
            let before = part.outcome.unwrap_or(Outcome::Referral);
            match (
                before.waits_for_signature(),
                family.discussion || family.kids[part.kid].in_case,
                family.kids[part.kid].in_case,
            ) {
                (true, true, true) => Outcome::LinkToOpenCase,
                (true, true, false) => Outcome::Referral,
                _ => before,
            }
        };
        open.parts.iter().map(again).collect()
    }

    pub(super) fn returned(&mut self, at: Wall, place: usize) {
        let Some(mut open) = self.contacts.take(place) else {
            return;
        };
        let manager = self.manager(&open, at);
        let question = self.random.pick(QUESTIONS);
        let mut facts = Vec::new();
        for part in open.parts.clone() {
            let (Some(decision), Some(outcome)) = (part.decision, part.outcome) else {
                continue;
            };
            // What protects a child is not held up by a question; it is signed with the rest.
            if !outcome.waits_for_signature() {
                continue;
            }
            let person = self.families[open.family].kids[part.kid].id;
            let record = self.record(at);
            let body = DecisionReturned {
                child: part.record,
                decision,
                question: question.into(),
            };
            facts.push(NewFact::record(open.id, record, body).about(About::concerned(person)));
        }
        self.write(at, manager, facts);
        open.given_back = true;
        self.contacts.put(place, open);
        let wait = 30 + self.random.wait(120);
        self.push_at_work(at + wait * MINUTE, Event::Decided(place));
    }

    /// The manager who signs: not the one who took, proposed or decided it.
    fn manager(&mut self, open: &Open, at: Wall) -> usize {
        let but: Vec<usize> = open.worker.into_iter().chain([open.taker]).collect();
        let second = at % DAY;
        let office = self.days.works(day_of(at)) && (8 * HOUR..18 * HOUR).contains(&second);
        let duty = if open.out_of_hours && !office {
            team("Emergency duty team")
        } else {
            team("Front door")
        };
        self.someone(duty, Wanted::Manager, at, &but)
    }

    pub(super) fn signed(&mut self, at: Wall, place: usize, wanted: Wanted) {
        let Some(mut open) = self.contacts.take(place) else {
            return;
        };
        let manager = if wanted == Wanted::Manager {
            self.manager(&open, at)
        } else {
            self.someone(team("Service management"), Wanted::ServiceManager, at, &[])
        };
        let words = self.random.pick(SIGNED);
        let mut facts = Vec::new();
        for part in &open.parts.clone() {
            let Some(decision) = part.decision else { continue };
            let person = self.families[open.family].kids[part.kid].id;
            let record = self.record(at);
            let known = Known {
                known_seq: self.ink.head(),
                shown: vec![decision],
            };
            let body = DecisionSigned {
                child: part.record,
                decision,
                words: words.into(),
                covers: None,
            };
            facts.push(
                NewFact::record(open.id, record, body)
                    .about(About::concerned(person))
                    .known(known),
            );
        }
        self.write(at, manager, facts);
        open.signed_by.push(manager);
        if open.third && wanted == Wanted::Manager {
            self.contacts.put(place, open);
            let wait = 20 + self.random.wait(100);
            self.push_at_work(at + wait * MINUTE, Event::SignedAgain(place));
        } else {
            self.contacts.release(place);
        }
    }
}
