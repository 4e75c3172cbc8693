//! On what a decision rests: what was shown, why, what protects the child, and the answer to earlier contacts.

use domain::contact::{Outcome, YesNo};
use domain::facts::contact::ChildDecided;
use domain::ledger::FactRef;

use super::super::days::{DAY, Wall};
use super::super::ink::fact;
use super::super::places::{Area, TOWNS, who_told};
use super::super::words::{FIRST_VISIT, PROTECTION, SAME_EVENT, Theme, reasons, service};
use super::decision::{Open, decided};
use super::family::Earlier;
use super::wording::Voice;
use super::{Population, day_of};

impl Population {
    /// The facts on the page from which it is decided: the contact, and the contacts before it.
    pub(super) fn shown(&self, open: &Open) -> Vec<FactRef> {
        let parts = open.parts.len() + 1;
        let mut shown: Vec<FactRef> = self.recent_contacts(open).iter().map(|e| e.fact).collect();
        shown.extend((0..=parts).map(|ord| fact(open.seq, ord)));
        shown.sort_unstable();
        shown
    }

    /// The contacts of the home in the twelve months before this one, oldest first, at most six.
    pub(super) fn recent_contacts(&self, open: &Open) -> Vec<Earlier> {
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

    pub(super) fn decision(&mut self, at: Wall, open: &Open, n: usize, outcome: Outcome) -> ChildDecided {
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
            let hospital = ["3E", "3F"].contains(&open.source);
            // Nobody is on a ward of whom the hospital said nothing; and an emergency is not a visit later in the day.
            let fits = |text: &&str| {
                let later = text.contains("today with") || text.contains("until 15:30");
                (hospital || !text.contains("the ward")) && !(later && outcome == Outcome::EmergencyAction)
            };
            let list: Vec<&'static str> = match outcome {
                Outcome::Referral => FIRST_VISIT.to_vec(),
                _ => PROTECTION.iter().copied().filter(fits).collect(),
            };
            let unborn = self.families[open.family].kids[part.kid].unborn;
            let text = if unborn {
                "The midwife sees {mum} this week and rings us if she does not come."
            } else {
                self.fitting(open.family, part.kid, &list, |text| text)
            };
            body.protection = self.words(at, Voice::told_by(open.source, open.family, part.kid), text);
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

    pub(super) fn why(
        &mut self,
        at: Wall,
        open: &Open,
        n: usize,
        outcome: Outcome,
        to: &'static str,
        earlier: &[Earlier],
    ) -> String {
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
            let day = domain::calendar::london::date_words(self.days.date(day_of(event.received)));
            let text = SAME_EVENT.replace("{day}", &format!("on {day}"));
            return self.words(at, Voice::told_by(open.source, open.family, part.kid), &text);
        }
        let [own, general] = reasons(outcome, theme, open.source == "1C");
        // The theme's own reason more often than all the general ones together.
        let text = if general.is_empty() || !own.is_empty() && self.random.chance(600) {
            self.fitting(open.family, part.kid, &own, |text| text)
        } else {
            self.fitting(open.family, part.kid, &general, |text| text)
        };
        let voice = Voice {
            to,
            ..Voice::told_by(open.source, open.family, part.kid)
        };
        self.words(at, voice, text)
    }

    /// A text about a child that names the one whom the contact is about.
    pub(super) fn about_sibling(&mut self, at: Wall, open: &Open, n: usize, text: &str) -> String {
        let family = &self.families[open.family];
        let text = text.replace("{S}", family.kids[open.parts[0].kid].given);
        self.words(at, Voice::told_by(open.source, open.family, open.parts[n].kid), &text)
    }

    /// What closing has to answer: each earlier contact with its date, its source and what came of it.
    pub(super) fn answers(&mut self, earlier: &[Earlier]) -> String {
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
}
