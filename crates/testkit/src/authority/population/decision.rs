//! What happens to a contact: taken, decided for each child, given back or signed [Sem 16, 19].

use domain::contact::{Outcome, YesNo};
use domain::facts::contact::*;
use domain::facts::services::{ReferralDecided, ReferralOutcome, ReferralReceived};
use domain::ids::{ContactId, RecordId};
use domain::ledger::{About, FactRef, Known, NewFact};

use super::super::days::{DAY, HOUR, MINUTE, Wall};
use super::super::ink::fact;
use super::super::places::{Area, TOWNS, who_told};
use super::super::roster::{Wanted, team};
use super::super::words::{FIRST_VISIT, PROTECTION, QUESTIONS, SAME_EVENT, SIGNED, Theme, reasons, service};
use super::casework::{Case, CaseKid};
use super::family::Earlier;
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

    /// The facts on the page from which it is decided: the contact, and the contacts before it.
    fn shown(&self, open: &Open) -> Vec<FactRef> {
        let parts = open.parts.len() + 1;
        let mut shown: Vec<FactRef> = self.recent_contacts(open).iter().map(|e| e.fact).collect();
        shown.extend((0..=parts).map(|ord| fact(open.seq, ord)));
        shown.sort_unstable();
        shown
    }

    /// The contacts of the home in the twelve months before this one, oldest first, at most six.
    fn recent_contacts(&self, open: &Open) -> Vec<Earlier> {
        let since = open.received - 365 * DAY;
        let before = &self.families[open.family].earlier[..open.earlier];
        let mut recent: Vec<Earlier> = before
            .iter()
            .rev()
            .take_while(|e| e.received > since)
            .take(6)
            .copied()
            .collect();
        recent.reverse();
        recent
    }

    fn decision(&mut self, at: Wall, open: &Open, n: usize, outcome: Outcome) -> ChildDecided {
        let part = open.parts[n];
        let mut body = decided(part.record, outcome);
        body.service_manager_signs = open.third;
        let to = match outcome {
            Outcome::Signpost => service(open.theme.unwrap_or(Theme::Stress)),
            Outcome::EarlyHelp => match TOWNS[self.families[open.family].town].area {
                Area::East => "Early help East",
                Area::West => "Early help West",
                Area::North => "Early help Coast",
            },
            _ => "",
        };
        body.to_whom = to.into();
        let earlier = self.recent_contacts(open);
        body.why = self.why(at, open, n, outcome, to, &earlier);
        if outcome.opens_episode() {
            body.primary_need = open.theme.unwrap_or(Theme::Stress).need().into();
            let list = if outcome == Outcome::Referral {
                FIRST_VISIT
            } else {
                PROTECTION
            };
            let unborn = self.families[open.family].kids[part.kid].unborn;
            let text = if unborn {
                "The midwife sees her this week and rings us if she does not come."
            } else {
                self.fitting(open.family, part.kid, list, |text| text)
            };
            body.protection = self.words(at, at, open.family, part.kid, open.source, text);
        }
        if outcome == Outcome::LinkToOpenCase {
            body.section_47_threshold = Some(YesNo::No);
        }
        if outcome.waits_for_signature() && !earlier.is_empty() {
            body.answers_records = self.answers(&earlier);
            body.read = vec![
                format!("The {} earlier contacts of the last twelve months", earlier.len())
                    .replace("The 1 earlier contacts", "The earlier contact"),
            ];
        }
        body
    }

    fn why(&mut self, at: Wall, open: &Open, n: usize, outcome: Outcome, to: &str, earlier: &[Earlier]) -> String {
        let theme = open.theme.unwrap_or(Theme::Stress);
        let part = open.parts[n];
        if n > 0 && open.parts[0].outcome == Some(outcome) && self.random.chance(700) {
            let text = self.random.pick(&[
                "In the same home as {S}. What was said is not about {him} alone, but {he} lives with it. Decided with {S}, for the same reasons.",
                "Brother or sister of {S}, with the same adults. Nothing was said of {N} by name. What holds for {S} holds for {him}.",
                "{N} was asked after as well. What was found is the same as for {S}.",
            ]);
            return self.about_sibling(at, open, n, text);
        }
        let same_event = earlier.last().filter(|e| {
            open.received - e.received < 6 * DAY && e.source != open.source && outcome == Outcome::NoFurtherAction
        });
        if let Some(event) = same_event {
            return self.words(at, event.received + DAY, open.family, part.kid, open.source, SAME_EVENT);
        }
        let [own, general] = reasons(outcome, theme, open.source == "1C");
        // The theme's own reason more often than all the general ones together.
        let text = if general.is_empty() || !own.is_empty() && self.random.chance(600) {
            self.fitting(open.family, part.kid, &own, |text| text)
        } else {
            self.fitting(open.family, part.kid, &general, |text| text)
        };
        self.words_to(at, at, open.family, part.kid, open.source, to, text)
    }

    /// A text about a child that names the one whom the contact is about.
    fn about_sibling(&mut self, at: Wall, open: &Open, n: usize, text: &str) -> String {
        let family = &self.families[open.family];
        let text = text.replace("{S}", family.kids[open.parts[0].kid].given);
        self.words(at, at, open.family, open.parts[n].kid, open.source, &text)
    }

    /// What closing has to answer: each earlier contact with its date, its source and what came of it.
    fn answers(&mut self, earlier: &[Earlier]) -> String {
        let last = earlier.len().saturating_sub(2);
        let mut out = String::new();
        for e in &earlier[last..] {
            let day = domain::calendar::london::date_words(self.days.date(day_of(e.received)));
            let came = match e.outcome {
                None => "not decided yet; read with it",
                Some(Outcome::LinkToOpenCase) => "taken up by the worker of that time",
                Some(Outcome::Referral | Outcome::StrategyDiscussion | Outcome::EmergencyAction) => {
                    "an assessment was made of it"
                }
                Some(Outcome::EarlyHelp) => "early help was offered and taken up",
                Some(Outcome::Signpost) => "the family was told of a service",
                Some(Outcome::InformationGiven) => "a request that named no worry",
                Some(_) => "closed after the mother was rung",
            };
            out.push_str(&format!("{day}, {}: {came}. ", who_told(e.source)));
        }
        out.push_str(self.random.pick(&[
            "What is said today is of another kind and has been looked at by itself.",
            "I put it to the mother, who says that it has not happened again. Not checked elsewhere.",
            "Taken together they do not yet show a pattern; the next one should be read with all of them.",
            "The caller of that time was rung and has seen no more of it.",
        ]));
        out
    }

    /// The referral that a decision opens, and its own decision: both clocks start at receipt of the contact.
    fn opens(
        &mut self,
        at: Wall,
        open: &Open,
        kid: usize,
        outcome: Outcome,
        why: String,
        facts: &mut Facts,
    ) -> CaseKid {
        let person = self.families[open.family].kids[kid].id;
        let (episode, record) = (self.record(at), self.record(at));
        let received_on = self.days.date(day_of(open.received));
        let referral = ReferralReceived {
            received_on,
            received_at: Some(self.days.instant(open.received)),
            source: open.source.into(),
            primary_need: open.theme.unwrap_or(Theme::Stress).need().into(),
            contact: Some(open.id),
            no_further_action: false,
        };
        facts.add(NewFact::record(person, episode, referral).on(received_on));
        let outcome = ReferralOutcome::from_contact(outcome).unwrap_or(ReferralOutcome::Assessment);
        facts.add(NewFact::record(
            person,
            record,
            ReferralDecided {
                referral: episode,
                outcome,
                why,
            },
        ));
        CaseKid::new(kid, person, episode)
    }

    fn opens_case(&mut self, at: Wall, open: &Open, kids: Vec<CaseKid>) {
        let discussed = open
            .parts
            .iter()
            .any(|p| matches!(p.outcome, Some(Outcome::StrategyDiscussion | Outcome::EmergencyAction)));
        for kid in &kids {
            self.families[open.family].kids[kid.kid].in_case = true;
        }
        let case = self.cases.add(Case::new(
            open.family,
            kids,
            open.theme.unwrap_or(Theme::Stress),
            day_of(open.received),
            discussed,
        ));
        self.families[open.family].cases.push(case);
        let wait = if discussed {
            self.random.between(60, 150)
        } else {
            60 + self.random.wait(420)
        };
        let slow = if self.random.chance(70) { 2 * DAY } else { 0 };
        self.push_at_work(at + wait * MINUTE + slow, Event::Allocated(case));
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
