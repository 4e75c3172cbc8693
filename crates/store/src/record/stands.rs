//! What a save about a person meets: what stands, and whom it names.

use std::collections::BTreeSet;

use domain::calendar::{Standing as ClockStanding, london};
use domain::facts::FactBody;
use domain::ids::{HouseholdId, PersonId, Subject};
use domain::ledger::{About, Fact, NewFact};
use domain::person::Person;
use domain::record::{Around, Asserted, Finding, LivesNow, RecordForm, Under};
use domain::told::Origin;
use jiff::civil::Date;
use uuid::Uuid;

use super::MayRecord;
use crate::access::Who;
use crate::db::{params, statements};
use crate::lines::Line;
use crate::people::{households, summaries};
use crate::project::{calendar, group_of};
use crate::standing::{leader, leaders};
use crate::{Error, Tx, ledger};

/// A home of somebody in a person's life, by those who live in it. Its address is not told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HomeNear {
    pub id: HouseholdId,
    pub members: Vec<(PersonId, String)>,
}

/// Where somebody lives until a new address, or a new home, takes its place, as the form that asks about it says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Former {
    /// The address; for a home nothing, since its address is its own to tell.
    pub line: Option<String>,
}

statements! {
    HOMES_NEAR = "SELECT DISTINCT h.household, m.person FROM home h JOIN home m ON m.household = h.household AND m.to_on IS NULL WHERE h.to_on IS NULL AND (h.person = $1 OR h.person IN (SELECT other FROM relation WHERE person = $1)) ORDER BY h.household, m.person";
}

/// What a save about a person meets.
pub(super) struct Stands {
    pub leading: PersonId,
    pub group: Vec<PersonId>,
    pub facts: Vec<Fact>,
    pub person: Person,
    pub around: Around,
    /// The homes of theirs that are not for whoever records to see, nor to end.
    hidden_homes: BTreeSet<HouseholdId>,
}

impl Tx<'_> {
    /// The homes of a person and of those who matter to them, as far as the reader may know of those in them. Those shown are added to the
    /// row of the access log that opening the record wrote.
    pub fn homes_near(&mut self, who: &Who, person: PersonId) -> Result<Vec<HomeNear>, Error> {
        let homes = self.homes_of_others(who, person)?;
        let shown: Vec<PersonId> = homes.iter().flat_map(|h| h.members.iter().map(|(id, _)| *id)).collect();
        self.also_showed(shown, "a line on another person’s page");
        Ok(homes)
    }

    fn homes_of_others(&mut self, who: &Who, person: PersonId) -> Result<Vec<HomeNear>, Error> {
        let leading = leader(self.conn, person)?;
        let mut homes: Vec<HomeNear> = Vec::new();
        for row in self.conn.rows(HOMES_NEAR, params![leading])? {
            let (id, member) = (HouseholdId(row.uuid(0)?), PersonId(row.uuid(1)?));
            // That somebody restricted lives in a home is theirs to tell.
            let Some(Line::Open(line)) = self.line(who, member)? else {
                continue;
            };
            match homes.last_mut().filter(|h| h.id == id) {
                Some(home) => home.members.push((line.id, line.name)),
                None => homes.push(HomeNear {
                    id,
                    members: vec![(line.id, line.name)],
                }),
            }
        }
        Ok(homes)
    }

    /// Whether somebody is on record, as far as whoever asks may know; their name. Whoever is named is added to the row of the access log that
    /// opening the record wrote: an id can be sent without a search.
    pub fn name_of_person(&mut self, who: &Who, person: PersonId) -> Result<Option<String>, Error> {
        let line = self.line(who, person)?;
        self.also_showed(line.iter().map(Line::id), "a name");
        Ok(line.map(|l| l.name().to_owned()))
    }

    /// Where they live as it stands, for a form that records where they live from now on; `None` for every other form, where nothing stands, and
    /// where it is not for whoever asks to end it.
    pub fn former(&mut self, may: &MayRecord, form: &RecordForm) -> Result<Option<Former>, Error> {
        if !matches!(form.id, "address" | "home") {
            return Ok(None);
        }
        let stands = self.stands(may)?;
        let living = living(&stands.person, may.sees_confidential(), &stands.hidden_homes, form.id);
        Ok(living.last().map(|last| Former {
            line: (living.len() == 1).then(|| last.line.clone()).filter(|l| !l.is_empty()),
        }))
    }

    pub(super) fn stands(&mut self, may: &MayRecord) -> Result<Stands, Error> {
        let id = may.subject().person().ok_or(Error::NotThere("person"))?;
        let leading = leader(self.conn, id)?;
        let group = group_of(self.conn, leading)?;
        let facts = ledger::facts_of_people(self.conn, &group)?;
        let person = Person::fold(&group, &facts).ok_or(Error::NotThere("person"))?;
        let hidden_homes = self.hidden_homes(&person, may)?;
        let now = |form: &str| {
            let all = living(&person, may.sees_confidential(), &hidden_homes, form);
            let since = all.iter().filter_map(|l| l.since).max();
            (!all.is_empty()).then_some(LivesNow { since })
        };
        let around = Around {
            address_now: now("address"),
            home_now: now("home"),
            person: leading,
            group: group.clone(),
            born: person.born_on(),
            today: london::date(self.now),
            author: may.actor().worker,
            team: may.actor().team,
        };
        Ok(Stands {
            leading,
            group,
            facts,
            person,
            around,
            hidden_homes,
        })
    }

    /// The homes of somebody that their record shows as confidential to whoever records: marked so, or because of somebody who lives there.
    fn hidden_homes(&mut self, person: &Person, may: &MayRecord) -> Result<BTreeSet<HouseholdId>, Error> {
        if may.sees_confidential() {
            return Ok(BTreeSet::new());
        }
        let today = london::date(self.now);
        let homes = households(self.conn, person, i64::MAX)?;
        let living: BTreeSet<PersonId> = homes.iter().flat_map(|h| h.living_there(today)).collect();
        let leaders = leaders(self.conn, &living)?;
        let ids: Vec<Uuid> = leaders
            .values()
            .map(|p| p.0)
            .collect::<BTreeSet<_>>()
            .into_iter()
            .collect();
        let summaries = summaries(self.conn, &ids)?;
        let is_hidden = |id: PersonId| {
            let summary = leaders.get(&id).and_then(|leader| summaries.get(leader));
            summary.is_some_and(|s| s.address_confidential)
        };
        let hidden = homes.iter().filter(|h| {
            let marked = h.home.as_ref().is_some_and(|home| home.confidential);
            marked || h.living_there(today).any(is_hidden)
        });
        Ok(hidden.map(|h| h.id).collect())
    }

    /// What the form alone cannot know: whether those whom it names are there, and whoever asks may name them.
    pub(super) fn named(&mut self, who: &Who, stands: &Stands, asserted: &Asserted) -> Result<Option<Finding>, Error> {
        let wrong = |question, words: &str| {
            Some(Finding {
                question,
                words: words.into(),
                may_keep: false,
            })
        };
        Ok(match (&asserted.body, &asserted.under) {
            (FactBody::RelationshipRecorded(_), Under::WithNewPerson { .. }) => None,
            (FactBody::RelationshipRecorded(r), _) if self.line(who, r.other)?.is_none() => {
                wrong("other", "Find the other person again, and choose them")
            }
            (FactBody::MemberRecorded(_), Under::Household(home)) => {
                let own = stands.person.homes.iter().any(|(h, _)| h == home);
                let near = own || self.homes_of_others(who, stands.leading)?.iter().any(|h| h.id == *home);
                (!near)
                    .then(|| wrong("home", "Choose a home of the list, or a new one"))
                    .flatten()
            }
            (FactBody::LateReasonGiven(r), _) => {
                let clocks = domain::clocks::of_person(&stands.person, calendar());
                let late = clocks.iter().any(|c| {
                    let now = ClockStanding::of(calendar(), c.due, c.stopped, self.now);
                    c.kind.id == r.clock && c.record == r.on_record && now.is_ok_and(ClockStanding::is_late)
                });
                (!late).then(|| wrong("clock", "Choose what is late")).flatten()
            }
            (FactBody::RestrictionSet(r), _) => {
                let team = match r.team {
                    Some(id) => self.teams()?.iter().any(|t| t.id == id),
                    None => true,
                };
                let workers: Vec<_> = r.named.iter().chain(&r.custodian).copied().collect();
                let known = self.names_of(workers.iter().copied())?;
                match (team, workers.iter().all(|w| known.contains_key(w))) {
                    (false, _) => wrong("team", "Choose a team of the list"),
                    (_, false) => wrong("named", "Choose people of the list"),
                    _ => None,
                }
            }
            _ => None,
        })
    }
}

/// One of the places where somebody lives as it stands.
struct Living<'p> {
    origin: &'p Origin,
    body: FactBody,
    since: Option<Date>,
    line: String,
}

/// The addresses, or the homes, of somebody that have not ended, and that whoever records may end: what is confidential is changed by those who
/// see it.
fn living<'p>(
    person: &'p Person,
    sees_confidential: bool,
    hidden_homes: &BTreeSet<HouseholdId>,
    form: &str,
) -> Vec<Living<'p>> {
    let own_is_hidden = !sees_confidential && person.address().is_some_and(|a| a.confidential);
    match form {
        "address" => person
            .addresses
            .iter()
            .filter(|a| a.to.is_none() && matches!(a.kind.as_str(), "home" | "placement"))
            .filter(|a| sees_confidential || !a.confidential)
            .map(|a| Living {
                origin: &a.origin,
                body: a.value.clone().into(),
                since: a.from,
                line: a.line.clone(),
            })
            .collect(),
        "home" if !own_is_hidden => person
            .homes
            .iter()
            .filter(|(home, m)| m.to.is_none() && !hidden_homes.contains(home))
            .map(|(_, m)| Living {
                origin: &m.origin,
                body: m.value.clone().into(),
                since: m.from,
                line: String::new(),
            })
            .collect(),
        _ => Vec::new(),
    }
}

/// What ends with something new, as corrections of what stands: the address before with the day on which they left it.
pub(super) fn ended(stands: &Stands, may: &MayRecord, asserted: &Asserted) -> Vec<NewFact> {
    let Some(on) = asserted.ends else {
        return Vec::new();
    };
    let form = match asserted.body {
        FactBody::AddressRecorded(_) => "address",
        FactBody::MemberRecorded(_) => "home",
        _ => return Vec::new(),
    };
    let stays = |subject: Subject| matches!(asserted.under, Under::Household(home) if subject == home.into());
    let end = |one: Living<'_>| {
        let mut body = one.body;
        match &mut body {
            FactBody::AddressRecorded(v) => v.to = Some(on),
            FactBody::MemberRecorded(v) => v.to = Some(on),
            _ => {}
        }
        let mut fact = NewFact::correct(one.origin.written_to, one.origin.record, one.origin.fact, body);
        if form == "home" {
            fact.about = vec![About::other(stands.leading, "mentioned")];
        }
        fact
    };
    let all = living(&stands.person, may.sees_confidential(), &stands.hidden_homes, form);
    all.into_iter()
        .filter(|one| !stays(one.origin.written_to))
        .map(end)
        .collect()
}
