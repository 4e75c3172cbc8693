//! Visits, calls and meetings, as notes on a child’s record.

use domain::facts::person::NoteRecorded;
use domain::ledger::NewFact;

use super::super::days::{Day, Wall};
use super::super::words::{FIRST_VISITS, MEETINGS, SAID, THINGS, VISITS};
use super::casework::Plan;
use super::wording::Voice;
use super::{Event, Population, day_of};

impl Population {
    pub(super) fn visited(&mut self, at: Wall, place: usize, first: bool) {
        let Some(case) = self.cases.take(place) else { return };
        let Some(worker) = case.worker.filter(|w| self.roster.works(*w, day_of(at))) else {
            self.cases.put(place, case);
            return;
        };
        let pick = usize::try_from(self.random.below(case.kids.len() as u64)).unwrap_or(0);
        let kid = case.kids[pick].kid;
        let person = case.kids[pick].person;
        let k = &self.families[case.family].kids[kid];
        let (unborn, years) = (k.unborn, k.years(&self.days, day_of(at)));
        let note = if unborn || years < 2 {
            self.early_note(at, case.family, kid, unborn)
        } else {
            let list = match (first, case.plan) {
                (true, _) => FIRST_VISITS,
                (false, Plan::None) => VISITS,
                (false, _) if self.random.chance(300) => MEETINGS,
                _ => VISITS,
            };
            // Nobody writes the same note of one child twice, until there is no other left.
            let told = self.told.get(&(case.family, kid)).map_or(&[][..], Vec::as_slice);
            let fresh: Vec<_> = list.iter().copied().filter(|(_, text)| !told.contains(text)).collect();
            let list = if fresh.is_empty() { list } else { fresh.as_slice() };
            let (title, text) = self.fitting(case.family, kid, list, |(title, text)| {
                if title.contains("school") { title } else { text }
            });
            self.told.entry((case.family, kid)).or_default().push(text);
            let thing = self.random.pick(THINGS);
            let text = text.replace("{thing}", thing);
            let alone = title.contains("seen alone") || title.starts_with("Walk");
            let of_age: Vec<&str> = SAID
                .iter()
                .filter(|(from, _)| (*from..from + 4).contains(&years))
                .map(|(_, said)| *said)
                .collect();
            let said = if alone && !of_age.is_empty() && self.random.chance(550) {
                self.random.pick(&of_age).to_owned()
            } else {
                String::new()
            };
            NoteRecorded {
                title: self.words(at, Voice::own(case.family, kid), title),
                text: self.words(at, Voice::own(case.family, kid), &text),
                child_said: said,
            }
        };
        let record = self.record(at);
        let on = self.days.date(day_of(at));
        // Written the same day or the next.
        self.write(at, worker, vec![NewFact::record(person, record, note).on(on)]);
        let apart = if case.plan == Plan::None {
            self.random.between(12, 24)
        } else {
            self.random.between(35, 70)
        };
        self.cases.put(place, case);
        let day = self
            .days
            .working_day_by(day_of(at) + Day::try_from(apart).unwrap_or(20));
        let next = self.days.some_time(day, &mut self.random);
        self.push(
            next,
            Event::Visited {
                case: place,
                first: false,
            },
        );
    }

    /// One of the texts that are true of the child: no school for one who goes to none, no brothers and sisters for an only one.
    pub(super) fn fitting<T: Copy>(
        &mut self,
        family: usize,
        kid: usize,
        list: &[T],
        text: impl Fn(T) -> &'static str,
    ) -> T {
        let family = &self.families[family];
        let (school, alone) = (family.kids[kid].school().is_some(), family.kids.len() < 2);
        let of_school =
            |t: &str| ["school", "class", "Attendance"].iter().any(|word| t.contains(word)) && !t.contains("school_or");
        let true_of =
            |t: &str| (school || !of_school(t)) && !(alone && (t.contains("little one") || t.contains("another")));
        let fits: Vec<T> = list.iter().copied().filter(|item| true_of(text(*item))).collect();
        if fits.is_empty() {
            self.random.pick(list)
        } else {
            self.random.pick(&fits)
        }
    }

    /// A note on a child who says nothing yet.
    pub(super) fn early_note(&mut self, at: Wall, family: usize, kid: usize, unborn: bool) -> NoteRecorded {
        let (title, text) = if unborn {
            self.random.pick(&[
                ("Visit to {mum} at home", "{mum} showed me the corner where the cot will stand. She has kept every appointment with the midwife. We went through who will be there in the first week."),
                ("Call with the midwife", "All well at the last appointment. {mum} was seen alone. The midwife has the hospital’s alert and our number for the night."),
                ("Visit to {mum}, seen alone", "{mum} talked about her own mother for most of an hour. She would like to be asked more than told. We wrote the plan for the birth together, in her words."),
            ])
        } else {
            self.random.pick(&[
                ("Visit at home: {N} seen", "{N} was awake and on {mum}’s arm, clean and content. Cot in her room, nothing soft in it. Bottles made as they should be. {mum} slept four hours, which is more than last week."),
                ("Visit with the health visitor: {N} seen and weighed", "{N} has gained as {he} should. {He} followed a torch and smiled at it. {mum} asked good questions. The flat was warm."),
                ("Visit at home: {N} seen asleep", "{N} was asleep and I waited until {he} woke. {mum} picked {him} up at the first sound. No mark seen when {he} was changed."),
            ])
        };
        NoteRecorded {
            title: self.words(at, Voice::own(family, kid), title),
            text: self.words(at, Voice::own(family, kid), text),
            child_said: String::new(),
        }
    }
}
