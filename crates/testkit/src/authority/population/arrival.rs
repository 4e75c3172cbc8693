//! How contacts come: how many on a day, about whom, in which words, and who writes them down.

use domain::contact::{CannotWait, Outcome, YesNo};
use domain::facts::contact::*;
use domain::ids::ContactId;
use domain::ledger::{About, Known, NewFact};

use super::super::days::{DAY, Day, HOUR, MINUTE, Wall};
use super::super::demand::{GROUPS, Group};
use super::super::ink::fact;
use super::super::names;
use super::super::places::{TOWNS, callers, source_words};
use super::super::random::Random;
use super::super::roster::{Wanted, team};
use super::super::staff::telephone;
use super::super::words::{REASONS, REQUESTS, SAFETY, Scene, Theme, WITH, Worry};
use super::decision::{Open, Part};
use super::family::{Earlier, Wants};
use super::{Event, Facts, Population, day_of};

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
                self.request(at, received, source, taker, place, text);
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
        let in_order = family.earlier.last().is_none_or(|e| day_of(e.received) < received);
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

    fn remember(&mut self, place: usize) {
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
        self.contact(
            at,
            received,
            source,
            taker,
            place,
            &kids,
            worry.text,
            Some((worry.about, urgent)),
        );
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

    fn request(
        &mut self,
        at: Wall,
        received: Wall,
        source: &'static str,
        taker: usize,
        place: usize,
        text: &'static str,
    ) {
        let today = day_of(at);
        let kids = &self.families[place].kids;
        let born = (0..kids.len())
            .find(|n| !kids[*n].unborn && kids[*n].years(&self.days, today) < 18)
            .unwrap_or(0);
        self.contact(at, received, source, taker, place, &[born], text, None);
    }

    /// Writes the contact down, and says who acts next.
    #[allow(
        clippy::too_many_arguments,
        reason = "one event of a life has as many parts as it has"
    )]
    fn contact(
        &mut self,
        at: Wall,
        received: Wall,
        source: &'static str,
        taker: usize,
        place: usize,
        kids: &[usize],
        text: &'static str,
        about: Option<(Theme, bool)>,
    ) {
        let id = ContactId(self.ink.id(self.days.instant(at)));
        let year = self.days.date(day_of(received)).year();
        let reference = self.references.next(year);
        let channel = channel(source, &mut self.random);
        let worry = self.words(at, received, place, kids[0], source, text);
        let referrer = self.referrer(place, kids[0], source);
        let mut facts = Facts::default();
        let record = self.record(at);
        facts.add(NewFact::record(
            id,
            record,
            ContactReceived {
                reference,
                received_at: self.days.instant(received),
                channel: channel.into(),
                source: source.into(),
                referrer,
                worry,
                information_only: about.is_none(),
            },
        ));
        let mut parts = Vec::with_capacity(kids.len());
        for (n, kid) in kids.iter().enumerate() {
            let record = self.record(at);
            let child = self.child_named(at, place, *kid, n == 0, about);
            let person = self.families[place].kids[*kid].id;
            facts.add(NewFact::record(id, record, child).about(About::concerned(person)));
            parts.push(Part {
                kid: *kid,
                record,
                decision: None,
                outcome: None,
            });
        }
        let theme = about.map(|(theme, _)| theme);
        let urgent = about.is_some_and(|(_, urgent)| urgent);
        if about.is_some() {
            let record = self.record(at);
            let safety = self.safety(at, place, kids[0], source, theme, urgent);
            facts.add(NewFact::record(id, record, safety));
            if self.random.chance(220) {
                let record = self.record(at);
                facts.add(NewFact::record(id, record, agreement(&mut self.random)));
            }
        }
        let record = self.record(at);
        let proposal = if about.is_some() {
            self.random
                .pick(&["", "", "No further action", "Advice", "Early help", "Referral"])
        } else {
            ""
        };
        facts.add(NewFact::record(
            id,
            record,
            HandedOver {
                proposal: proposal.into(),
            },
        ));
        let seq = self.write(at, taker, facts.list);
        let received_on = self.days.date(day_of(received));
        let since = self.days.day(received_on.saturating_sub(jiff::Span::new().months(12)));
        let family = &mut self.families[place];
        family.earlier.push(Earlier {
            received,
            source,
            fact: fact(seq, 0),
            outcome: None,
        });
        let earlier = family.earlier.len() - 1;
        let third = family.earlier.iter().filter(|e| day_of(e.received) > since).count() >= 3;
        self.remember(place);
        let open = self.contacts.add(Open {
            id,
            family: place,
            parts,
            received,
            source,
            theme,
            urgent,
            seq,
            earlier,
            taker,
            worker: None,
            out_of_hours: self.roster.members[taker].team == team("Emergency duty team"),
            third,
            given_back: false,
            signed_by: Vec::new(),
        });
        match theme {
            None => {
                let minutes = self.random.between(3, 25);
                self.push(at + minutes * MINUTE, Event::Answered(open));
            }
            Some(_) => {
                let wait = if urgent {
                    self.random.between(4, 40)
                } else {
                    10 + self.random.wait(120)
                };
                let at = at + wait * MINUTE;
                if self.contacts.get(open).is_some_and(|o| o.out_of_hours) {
                    self.push(at, Event::Taken(open));
                } else {
                    self.push_at_work(at, Event::Taken(open));
                }
            }
        }
    }

    /// An adviser closes a pure request for information.
    pub(super) fn answered(&mut self, at: Wall, place: usize) {
        let Some(contact) = self.contacts.take(place) else {
            return;
        };
        let reasons: Vec<&str> = REASONS
            .iter()
            .filter(|(o, ..)| *o == Outcome::InformationGiven)
            .map(|(.., text)| *text)
            .collect();
        let why = self.random.pick(&reasons).to_owned();
        self.families[contact.family].earlier[contact.earlier].outcome = Some(Outcome::InformationGiven);
        let known = Known {
            known_seq: self.ink.head(),
            shown: vec![fact(contact.seq, 0), fact(contact.seq, 1)],
        };
        let part = &contact.parts[0];
        let person = self.families[contact.family].kids[part.kid].id;
        let record = self.record(at);
        let decided = ChildDecided {
            why,
            ..super::decision::decided(part.record, Outcome::InformationGiven)
        };
        let fact = NewFact::record(contact.id, record, decided)
            .about(About::concerned(person))
            .known(known);
        self.write(at, contact.taker, vec![fact]);
        self.contacts.release(place);
    }

    fn child_named(
        &mut self,
        at: Wall,
        place: usize,
        kid: usize,
        first: bool,
        about: Option<(Theme, bool)>,
    ) -> ChildNamed {
        let family = &self.families[place];
        let k = &family.kids[kid];
        let years = k.years(&self.days, day_of(at));
        let (given, surname) = (k.given, k.surname);
        let (name, age) = if k.unborn {
            let due = domain::calendar::london::date_words(self.days.date(k.born));
            (
                format!("Unborn baby of {} {}", family.mother.given, family.mother.surname),
                format!("Due {due}"),
            )
        } else {
            // As the caller says it: mostly right, sometimes short, sometimes in another spelling.
            let name = match self.random.below(20) {
                0 => given.to_owned(),
                1 => format!("{} {surname}", names::short_for(given).unwrap_or(given)),
                2 => format!("{given} {}", names::other_spelling(surname).unwrap_or(surname)),
                3 => format!("{} {surname}", names::other_spelling(given).unwrap_or(given)),
                _ => format!("{given} {surname}"),
            };
            let age = match self.random.below(3) {
                0 => domain::calendar::london::date_words(self.days.date(k.born)),
                1 => format!("about {}", years.max(1)),
                _ => years.to_string(),
            };
            (name, age)
        };
        let family = &self.families[place];
        let k = &family.kids[kid];
        let school = k.school().map(|s| self.schools[s].name.clone()).unwrap_or_default();
        let marked = matches!(about, Some((Theme::Physical | Theme::BabyInjury, _))) && first;
        let known = family.earlier.is_empty();
        ChildNamed {
            person: Some(k.id),
            name,
            age_or_birth: age,
            school: if self.random.chance(500) { school } else { String::new() },
            address: if self.random.chance(700) {
                family.line()
            } else {
                TOWNS[family.town].name.into()
            },
            whereabouts: String::new(),
            injury: marked.then_some(YesNo::Yes),
            injury_words: String::new(),
            identified: if known {
                "New person after the search was shown"
            } else {
                "Chosen from the search: name, age and home agree"
            }
            .into(),
        }
    }

    fn safety(
        &mut self,
        at: Wall,
        place: usize,
        kid: usize,
        source: &'static str,
        theme: Option<Theme>,
        urgent: bool,
    ) -> SafetyDeclared {
        let mut cannot_wait = Vec::new();
        if urgent {
            cannot_wait.push(match theme {
                Some(Theme::Exploitation | Theme::Missing) => CannotWait::MissingOrExploited,
                Some(Theme::Physical | Theme::BabyInjury) => self
                    .random
                    .pick(&[CannotWait::InjuryOrTold, CannotWait::GoingHomeToThem]),
                Some(Theme::Sexual) => CannotWait::InjuryOrTold,
                Some(Theme::AbsentParent | Theme::Stress) => CannotWait::NowhereSafeTonight,
                Some(Theme::Unborn) => CannotWait::Baby,
                _ => CannotWait::GoingHomeToThem,
            });
        }
        let danger = urgent && self.random.chance(60);
        let words = self.random.pick(SAFETY);
        let unborn = self.families[place].kids[kid].unborn;
        let words = if unborn {
            String::new()
        } else {
            self.words(at, at, place, kid, source, words)
        };
        SafetyDeclared {
            danger_now: if danger {
                YesNo::Yes
            } else if self.random.chance(150) {
                YesNo::NotKnown
            } else {
                YesNo::No
            },
            cannot_wait,
            who_is_with_the_child: if unborn {
                String::new()
            } else {
                self.random.pick(WITH).into()
            },
            words,
        }
    }

    fn referrer(&mut self, place: usize, kid: usize, source: &'static str) -> Referrer {
        let family = &self.families[place];
        let school = family.kids[kid].school().map(|s| &self.schools[s]);
        let given = self.random.pick(family.stock_women());
        let family_name = family.mother.surname;
        let phone = telephone(u32::try_from(400 + self.random.below(600)).unwrap_or(400));
        let someone = |name: String, role: &str, organisation: &str| Referrer {
            name,
            role: role.into(),
            organisation: organisation.into(),
            ring_back: phone.clone(),
            wishes_to_stay_anonymous: false,
        };
        match source {
            "2A" => match school {
                Some(school) => someone(school.contact.into(), "Safeguarding lead", &school.name),
                None => someone(
                    String::new(),
                    "Nursery manager",
                    &format!("{} Nursery", TOWNS[family.town].name),
                ),
            },
            "1A" => someone(
                format!("{given} {family_name}"),
                self.random.pick(&["Grandmother", "Aunt", "Father", "Cousin"]),
                "",
            ),
            "1B" => Referrer {
                wishes_to_stay_anonymous: self.random.chance(700),
                ..someone(String::new(), "Neighbour", "")
            },
            "1C" => someone(format!("{} {family_name}", family.mother.given), "Mother", ""),
            "1D" => someone(
                format!("{given} {}", self.random.pick(family.stock_surnames())),
                "Member of the public",
                "",
            ),
            "9" => Referrer {
                wishes_to_stay_anonymous: true,
                ..Referrer::default()
            },
            _ => {
                let (names, role, organisation) = callers(source);
                match names {
                    [] => Referrer::default(),
                    names => someone(self.random.pick(names).into(), role, organisation),
                }
            }
        }
    }

    /// A text with the values of this family and this moment.
    pub(super) fn words(
        &mut self,
        at: Wall,
        event: Wall,
        place: usize,
        kid: usize,
        source: &'static str,
        text: &str,
    ) -> String {
        self.words_to(at, event, place, kid, source, "", text)
    }

    #[allow(
        clippy::too_many_arguments,
        reason = "one event of a life has as many parts as it has"
    )]
    pub(super) fn words_to(
        &mut self,
        at: Wall,
        event: Wall,
        place: usize,
        kid: usize,
        source: &'static str,
        to: &str,
        text: &str,
    ) -> String {
        const WEEK: [&str; 7] = [
            "on Monday",
            "on Tuesday",
            "on Wednesday",
            "on Thursday",
            "on Friday",
            "on Saturday",
            "on Sunday",
        ];
        let ago = Day::try_from(self.random.between(1, 5)).unwrap_or(1);
        let weekday = self.days.date(day_of(event) - ago).weekday().to_monday_zero_offset();
        let n = self.random.between(3, 6);
        let time = Self::time_words(at - self.random.between(10, 70) * MINUTE);
        let family = &self.families[place];
        let k = &family.kids[kid];
        let siblings = family
            .kids
            .iter()
            .enumerate()
            .filter(|(other, s)| *other != kid && !s.unborn)
            .map(|(_, s)| s.given);
        let siblings: Vec<&str> = siblings.collect();
        let sibling = if siblings.is_empty() {
            ""
        } else {
            self.random.pick(&siblings)
        };
        let number = n.to_string();
        let nth = ["third", "fourth", "fifth", "sixth"][usize::try_from(n - 3).unwrap_or(0)];
        let age = k.years(&self.days, day_of(at)).to_string();
        let due = domain::calendar::london::date_words(self.days.date(k.born));
        Scene {
            name: if k.unborn { "the baby" } else { k.given },
            girl: k.girl,
            mum: family.mother.given,
            sibling,
            school: k.school().map_or("", |s| self.schools[s].name.as_str()),
            street: family.street,
            town: TOWNS[family.town].name,
            age: &age,
            day: WEEK[usize::from(weekday.unsigned_abs())],
            number: &number,
            nth,
            due: &due,
            source: source_words(source),
            to,
            time: &time,
        }
        .fill(text)
    }
}

fn agreement(random: &mut Random) -> AgreementRecorded {
    let (power, words) = random.pick(&[
        ("agreed", "The mother knows of the call and agrees."),
        ("agreed", "The family asked for it."),
        ("told_not_objecting", "The mother was told and did not object."),
        ("not_asked", "The caller has not told the family."),
        (
            "not_asked",
            "Not told: the caller thinks that it might make things worse at home.",
        ),
    ]);
    let safe_contact = if random.chance(200) {
        "Ring the mobile in the daytime. No letters"
    } else {
        ""
    };
    AgreementRecorded {
        power: power.into(),
        words: words.into(),
        safe_contact: safe_contact.into(),
        interpreter: String::new(),
    }
}

fn channel(source: &str, random: &mut Random) -> &'static str {
    match source {
        "6" => random.weighted(&[("police_notification", 80), ("phone", 14), ("email", 6)]),
        "2A" | "2B" => random.weighted(&[("web_form", 50), ("phone", 40), ("email", 10)]),
        "1A" | "1B" | "1C" | "1D" | "9" => {
            random.weighted(&[("phone", 62), ("web_form", 32), ("in_person", 4), ("letter", 2)])
        }
        _ => random.weighted(&[("web_form", 40), ("email", 28), ("phone", 24), ("agency_system", 8)]),
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
