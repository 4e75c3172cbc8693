//! How contacts come: how many on a day, about whom, in which words, and who writes them down.

use super::super::days::{DAY, Day, HOUR, MINUTE, Wall};
use super::super::demand::{GROUPS, Group};
use super::super::roster::{Wanted, team};
use super::super::words::{REQUESTS, Theme, Worry};
use super::contact::Call;
use super::family::Wants;
use super::{Event, Population, day_of};

/// People in a family, about, when it comes on record: by this the number of new families is steered.
const FAMILY: u64 = 54;

impl Population {
    /// Draws the contacts of a day.
    pub(super) fn day(&mut self, day: Day) {
        let midnight = i64::from(day) * DAY;
        for (group, count) in self.demand.on(day, &mut self.random).into_iter().enumerate() {
            for _ in 0..count {
                let hour = self.random.weighted(GROUPS[group].0.hours());
                let received = midnight + hour * HOUR + self.random.between(0, 2 * HOUR - 60);
                let received = received.min(midnight + DAY - 60);
                self.arrival(received, group);
            }
        }
        self.push(midnight + DAY, Event::Day(day + 1));
    }

    /// When a contact is written down: at once in office hours; at night by the duty team where it cannot wait, and the next morning where it can.
    fn arrival(&mut self, received: Wall, group: usize) {
        let (day, second) = (day_of(received), received % DAY);
        let staffed = self.days.works(day) && (8 * HOUR..18 * HOUR).contains(&second);
        let out_of_hours = !staffed && self.random.chance(110);
        let recorded = if staffed || out_of_hours {
            received + self.random.between(7 * MINUTE, 35 * MINUTE)
        } else {
            let morning = if self.days.works(day) && second < 8 * HOUR {
                day
            } else {
                self.days.working_days_after(day, 1)
            };
            i64::from(morning) * DAY + 8 * HOUR + self.random.between(0, 150 * MINUTE)
        };
        self.push(
            recorded,
            Event::Arrives {
                received,
                group,
                out_of_hours,
            },
        );
    }

    pub(super) fn arrives(&mut self, at: Wall, received: Wall, group: usize, out_of_hours: bool) {
        let group = GROUPS[group].0;
        let source = self.random.weighted(group.sources());
        let taker = if out_of_hours {
            self.someone(team("Emergency duty team"), Wanted::SocialWorker, at, &[])
        } else {
            self.front_door(Wanted::Adviser, at, &[])
        };
        let request = !out_of_hours && self.random.chance(if group == Group::Services { 420 } else { 130 });
        let request = request
            .then(|| REQUESTS.iter().filter(|(by, _)| *by == source).collect::<Vec<_>>())
            .filter(|r| !r.is_empty());
        match request {
            Some(requests) => {
                let text = self.random.pick(&requests).1;
                let place = self.family_for(
                    at,
                    day_of(received),
                    taker,
                    Wants {
                        ages: (0, 16),
                        sibling: false,
                    },
                );
                self.request(
                    at,
                    Call {
                        received,
                        source,
                        taker,
                        family: place,
                        text,
                        about: None,
                    },
                );
            }
            None => self.worry(at, received, source, taker, out_of_hours),
        }
    }

    /// A family of those who were told of lately, or of anyone on record, or a new one.
    fn family_for(&mut self, at: Wall, received: Day, taker: usize, wants: Wants) -> usize {
        if !self.comes_new(at) {
            for _ in 0..40 {
                if let Some(place) = self.known_family(at, received, wants) {
                    self.catch_up(at, taker, place);
                    return place;
                }
            }
        }
        self.new_family(at, taker, wants)
    }

    /// Whether the next contact is about a family of which nothing is on record, so that as many people are at the end as the plan has.
    fn comes_new(&mut self, at: Wall) -> bool {
        let missing = u64::from(self.plan.people.saturating_sub(self.people));
        let contacts = self.demand.left(day_of(at)).max(1);
        let in_1000 = missing * 10_000 / FAMILY / contacts;
        // In the first months nearly everyone is new.
        let early = u64::try_from((120 - day_of(at)).max(0)).unwrap_or(0);
        self.random.chance((in_1000 + in_1000 * early / 45).min(950))
    }

    fn known_family(&mut self, at: Wall, received: Day, wants: Wants) -> Option<usize> {
        let place = if self.recent.is_empty() || self.random.chance(22) {
            usize::try_from(self.random.below(self.families.len() as u64)).ok()?
        } else {
            self.random.pick(&self.recent)
        };
        let family = self.families.get(place)?;
        let today = day_of(at);
        let lately = |days: Day| {
            family
                .earlier
                .iter()
                .rev()
                .take_while(|e| day_of(e.received) > today - days)
                .count()
        };
        // Rest between contacts, and an end to them: a family told of every week is a mistake of the drawing of lots.
        let rested = !family.gone && lately(1) == 0 && lately(90) < 12 && family.earlier.len() < 90;
        // What is written down on a Monday may have been received on the Saturday before another contact.
        let in_order = family.earlier.last().is_none_or(|e| day_of(e.received) < received)
            && family.closed.is_none_or(|closed| closed < received);
        let fits = |k: &super::family::Kid| {
            let years = k.years(&self.days, today);
            (wants.ages.0..=wants.ages.1).contains(&years)
        };
        let someone = if wants.ages.0 < 0 {
            family.mother_may_expect(today)
        } else {
            family.kids.iter().any(fits)
        };
        (rested && in_order && someone && (!wants.sibling || family.kids.iter().filter(|k| !k.unborn).count() > 1))
            .then_some(place)
    }

    pub(super) fn remember(&mut self, place: usize) {
        let window = usize::try_from(self.plan.people / 40).unwrap_or(40).max(40);
        if self.recent.len() < window {
            self.recent.push(place);
        } else {
            self.place = (self.place + 1) % window;
            self.recent[self.place] = place;
        }
    }

    fn worry(&mut self, at: Wall, received: Wall, source: &'static str, taker: usize, out_of_hours: bool) {
        let choice = self
            .worries
            .iter()
            .find(|(by, _)| *by == source)
            .map(|(_, w)| w.clone());
        let mut choice = choice
            .filter(|w| !w.is_empty())
            .unwrap_or_else(|| self.worries[0].1.clone());
        if out_of_hours {
            choice.retain(|w| may_be_urgent(w.about));
        }
        let worry: &Worry = if choice.is_empty() {
            self.worries[0].1[0]
        } else {
            self.random.pick(&choice)
        };
        let wants = Wants {
            ages: worry.ages,
            sibling: worry.text.contains("{S}"),
        };
        let place = self.family_for(at, day_of(received), taker, wants);
        let today = day_of(at);
        let fits: Vec<usize> = self.families[place]
            .kids
            .iter()
            .enumerate()
            .filter(|(_, k)| (worry.ages.0..=worry.ages.1).contains(&k.years(&self.days, today)))
            .map(|(n, _)| n)
            .collect();
        let concerned = match fits.as_slice() {
            [] if worry.about == Theme::Unborn => self.expects(at, taker, place),
            [] => 0,
            fits => self.random.pick(fits),
        };
        let kids = self.children_named(place, concerned, worry.about, today);
        let urgent = out_of_hours || self.random.chance(urgency(worry.about));
        let about = Some((worry.about, urgent));
        let call = Call {
            received,
            source,
            taker,
            family: place,
            text: worry.text,
            about,
        };
        self.contact(at, call, &kids);
    }

    /// The child whom it is about first; of a worry about a home the others too, more often than not.
    fn children_named(&mut self, place: usize, concerned: usize, theme: Theme, today: Day) -> Vec<usize> {
        let mut kids = vec![concerned];
        if !theme.of_one_child() && self.random.chance(320) {
            let young = |n: &usize| {
                let kid = &self.families[place].kids[*n];
                *n != concerned && !kid.unborn && kid.years(&self.days, today) < 17
            };
            kids.extend((0..self.families[place].kids.len()).filter(young).take(3));
        }
        kids
    }

    fn request(&mut self, at: Wall, call: Call) {
        let today = day_of(at);
        let kids = &self.families[call.family].kids;
        let born = (0..kids.len())
            .find(|n| !kids[*n].unborn && kids[*n].years(&self.days, today) < 18)
            .unwrap_or(0);
        self.contact(at, call, &[born]);
    }
}

/// How many in a thousand cannot wait for tomorrow.
fn urgency(theme: Theme) -> u64 {
    match theme {
        Theme::BabyInjury => 500,
        Theme::Physical | Theme::Sexual => 240,
        Theme::Exploitation => 170,
        Theme::Missing | Theme::AbsentParent => 90,
        Theme::DomesticAbuse | Theme::SelfHarm | Theme::ParentIllness => 60,
        Theme::Neglect | Theme::Alcohol | Theme::Drugs => 35,
        _ => 8,
    }
}

fn may_be_urgent(theme: Theme) -> bool {
    urgency(theme) > 50
}
