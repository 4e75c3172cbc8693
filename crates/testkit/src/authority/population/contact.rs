//! A contact as it is written down: who rang, what they said, which children, whether it can wait.

use domain::contact::{CannotWait, Outcome, YesNo};
use domain::facts::contact::*;
use domain::ids::ContactId;
use domain::ledger::{About, Known, NewFact};

use super::super::days::{MINUTE, Wall};
use super::super::ink::fact;
use super::super::names;
use super::super::places::{TOWNS, callers, census_source};
use super::super::random::Random;
use super::super::roster::team;
use super::super::staff::telephone;
use super::super::words::{REASONS, SAFETY, Theme, WITH};
use super::decision::{Open, Part};
use super::family::Earlier;
use super::wording::Voice;
use super::{Event, Facts, Population, day_of};

/// What is known as the telephone is put down.
#[derive(Clone, Copy, Debug)]
pub(super) struct Call {
    pub received: Wall,
    pub source: &'static str,
    pub taker: usize,
    pub family: usize,
    pub text: &'static str,
    /// What it is about and whether it cannot wait; none for a request that names no worry.
    pub about: Option<(Theme, bool)>,
}

impl Population {
    /// Writes the contact down, and says who acts next.
    pub(super) fn contact(&mut self, at: Wall, call: Call, kids: &[usize]) {
        let Call {
            received,
            source,
            taker,
            family: place,
            text,
            about,
        } = call;
        let id = ContactId(self.ink.id(self.days.instant(at)));
        let year = self.days.date(day_of(received)).year();
        let reference = self.references.next(year);
        let channel = channel(source, &mut self.random);
        let worry = self.words_on(at, received, Voice::told_by(source, place, kids[0]), text);
        let referrer = self.referrer(call, kids[0]);
        let mut facts = Facts::default();
        let record = self.record(at);
        facts.add(NewFact::record(
            id,
            record,
            ContactReceived {
                reference,
                received_at: self.days.instant(received),
                channel: channel.into(),
                source: census_source(source).into(),
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
            let safety = self.safety(at, call, kids[0]);
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

    fn safety(&mut self, at: Wall, call: Call, kid: usize) -> SafetyDeclared {
        let Call {
            source,
            family: place,
            about,
            ..
        } = call;
        let theme = about.map(|(theme, _)| theme);
        let urgent = about.is_some_and(|(_, urgent)| urgent);
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
            self.words(at, Voice::told_by(source, place, kid), words)
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

    fn referrer(&mut self, call: Call, kid: usize) -> Referrer {
        let Call {
            source,
            family: place,
            text,
            ..
        } = call;
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
            "1A" => {
                let role = relative(text);
                let given = if role == "Father" {
                    self.random.pick(family.stock_men())
                } else {
                    given
                };
                someone(format!("{given} {family_name}"), role, "")
            }
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

/// Who of the family says it, as far as the words tell.
fn relative(text: &str) -> &'static str {
    let says = |word: &str| text.contains(word);
    match () {
        () if says("{his} nan") || says("grandson") || says("{his} dad’s") => "Grandmother",
        () if says("My sister") => "Aunt",
        () if says("only a friend") => "Friend who has the child",
        () if says("I have an order") || says("for fathers") => "Father",
        () => "Relative",
    }
}
