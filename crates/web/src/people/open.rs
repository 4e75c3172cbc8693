//! Opening a record for a page: the right asked for, the look logged, everything masked.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use axum::response::{IntoResponse, Redirect, Response};
use domain::calendar::{Calendar, london};
use domain::facts::person::RestrictionLevel;
use domain::ids::{PersonId, TeamId, WorkerId};
use domain::policy::{
    Action, Actor, BreakGlass, Depth, JoinPeople, Permit, ReadAccessLog, ReadRecord, Refusal, Relationship, Restrict,
    WriteIdentity, WriteRecord, may_break_glass,
};
use domain::record::Right;
use domain::view::{Other, Parts, PersonView, Piece, Said, Since, Source, since, view};
use jiff::Timestamp;
use store::{Line, Named, Record, Tx, Who};

use super::past::{self, Moment};
use super::{Asked, Tab, reason};
use crate::App;
use crate::frame::components::Errors;
use crate::frame::errors::Error;
use crate::session::Signed;

pub(crate) static CALENDAR: LazyLock<Calendar> = LazyLock::new(Calendar::england_and_wales);

/// A record as whoever asks may see it, with the names that it needs.
pub(crate) struct Opened {
    pub view: PersonView,
    pub others: BTreeMap<PersonId, Other>,
    pub(crate) names: BTreeMap<WorkerId, Named>,
    pub(crate) teams: BTreeMap<TeamId, String>,
    pub past: Option<Past>,
    /// When the page was made.
    pub now: Timestamp,
    pub may: May,
    /// What is wrong with the date that was asked for.
    pub errors: Errors,
}

/// What the reader may do beside reading.
pub(crate) struct May {
    /// See who has looked.
    pub looked: bool,
    /// Open the whole record with a reason of their own.
    pub own_reason: bool,
    pub relationship: Relationship,
    /// The reason of their own by which it is open to them.
    pub glass: Option<BreakGlass>,
    pub record: Rights,
}

/// What somebody may record on the record that is open to them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Rights {
    pub identity: bool,
    pub record: bool,
    pub restrict: bool,
    pub join: bool,
}

impl Rights {
    fn of(permit: &Permit<ReadRecord>) -> Self {
        Self {
            identity: permit.would_give::<WriteIdentity>(),
            record: permit.would_give::<WriteRecord>(),
            restrict: permit.would_give::<Restrict>(),
            join: permit.would_give::<JoinPeople>(),
        }
    }
    pub fn any(self) -> bool {
        self != Self::default()
    }
    pub fn has(self, right: Right) -> bool {
        match right {
            Right::Identity => self.identity,
            Right::Record => self.record,
            Right::Restrict => self.restrict,
        }
    }
}

/// What a page of the past adds.
pub(crate) struct Past {
    pub at: Timestamp,
    pub known_seq: i64,
    /// Entries about the person recorded later.
    pub left_out: usize,
    pub since: Vec<Since>,
    /// What the old system held by then, though its file was imported later [Sem 7].
    pub imported_later: Vec<(String, Said, Source)>,
}

/// What came of opening.
enum Found<X> {
    /// Joined to another record, which leads.
    Moved(PersonId),
    Restricted(Line),
    Open {
        opened: Box<Opened>,
        more: X,
        /// The record began later than the moment asked for, so it is shown as it is now.
        began_later: bool,
    },
}

/// The record for a page, or the answer that is given in its place: the leading record, the moment in the address, "restricted".
pub(super) async fn open(
    app: &App,
    signed: &Signed,
    id: PersonId,
    tab: Tab,
    asked: &Asked,
    purpose: &str,
) -> Result<Result<Opened, Response>, Error> {
    let read = |tx: &mut Tx<'_>, who: &Who, permit: &Permit<ReadRecord>, as_known: Option<Timestamp>, shown: &str| {
        Ok((tx.open_record(who, permit, as_known, shown)?, ()))
    };
    let found = open_with(app, signed, id, tab, asked, purpose, read).await?;
    Ok(found.map(|(opened, ())| opened))
}

/// The same, with something more that is read in the same moment. `read` opens the record under the right that its page needs.
pub(crate) async fn open_with<X: Send + 'static>(
    app: &App,
    signed: &Signed,
    id: PersonId,
    tab: Tab,
    asked: &Asked,
    purpose: &str,
    read: impl Fn(&mut Tx<'_>, &Who, &Permit<ReadRecord>, Option<Timestamp>, &str) -> Result<(Record, X), store::Error>
    + Send
    + 'static,
) -> Result<Result<(Opened, X), Response>, Error> {
    let (as_known, mut errors) = match past::moment(asked, app.now()) {
        Moment::Now => (None, Errors::new()),
        Moment::Past(at) => (Some(at), Errors::new()),
        Moment::Go(at) => {
            return Ok(Err(
                Redirect::to(&format!("{}?as_known={at}", tab.address(id))).into_response()
            ));
        }
        Moment::Wrong(field, words) => (None, past::errors(field, words)),
    };
    let who = signed.who(purpose);
    let found = app
        .store()
        .read(move |tx| find(tx, &who, id, tab, as_known, read))
        .await?;
    match found {
        Found::Moved(to) => Ok(Err(Redirect::to(&tab.address(to)).into_response())),
        Found::Restricted(line) => reason::restricted(signed, line, &reason::Given::default(), Errors::new()).map(Err),
        Found::Open {
            mut opened,
            more,
            began_later,
        } => {
            if began_later {
                let first = opened.view.first_recorded.map(london::time_words).unwrap_or_default();
                let words = format!("Nothing was on record then. The record begins on {first}");
                errors.add("date", words);
            }
            opened.errors = errors;
            Ok(Ok((*opened, more)))
        }
    }
}

fn find<X>(
    tx: &mut Tx<'_>,
    who: &Who,
    id: PersonId,
    tab: Tab,
    as_known: Option<Timestamp>,
    read: impl Fn(&mut Tx<'_>, &Who, &Permit<ReadRecord>, Option<Timestamp>, &str) -> Result<(Record, X), store::Error>,
) -> Result<Found<X>, store::Error> {
    let permit = match tx.permit::<ReadRecord>(who, id) {
        Ok(permit) => permit,
        Err(store::Error::Refused(refusal @ Refusal::Restricted { .. })) => {
            let line = tx.restricted_line(who, id)?;
            return line.map(Found::Restricted).ok_or(refusal.into());
        }
        Err(e) => return Err(e),
    };
    // Two records that are one now were two then; a page of the past shows the one that was asked for.
    let leading = tx.leading_id(id)?;
    if leading != id && as_known.is_none() {
        return Ok(Found::Moved(leading));
    }
    let what = tab.words().to_lowercase();
    if let Some(at) = as_known {
        let shown = format!("{what} as known on {}", london::time_words(at));
        match read(tx, who, &permit, Some(at), &shown) {
            Ok((record, more)) => {
                let opened = Box::new(opened(tx, who, &permit, &record, tab, Some(at))?);
                return Ok(Found::Open {
                    opened,
                    more,
                    began_later: false,
                });
            }
            Err(store::Error::NotThere(_)) => {}
            Err(e) => return Err(e),
        }
    }
    let (record, more) = read(tx, who, &permit, None, &what)?;
    let opened = Box::new(opened(tx, who, &permit, &record, tab, None)?);
    Ok(Found::Open {
        opened,
        more,
        began_later: as_known.is_some(),
    })
}

fn opened(
    tx: &mut Tx<'_>,
    who: &Who,
    permit: &Permit<ReadRecord>,
    record: &Record,
    tab: Tab,
    as_known: Option<Timestamp>,
) -> Result<Opened, store::Error> {
    let now = tx.now();
    let headings = permit.depth() == Depth::Headings;
    let mentions = if headings {
        Default::default()
    } else {
        record.mentions()
    };
    let mut others = tx.people_around(who, mentions, as_known)?;
    if tab == Tab::Relationships {
        // A family diagram joins the people around a child with one another.
        let further: Vec<PersonId> = relations_of(&others)
            .filter(|p| !record.person.group.contains(p))
            .collect();
        let further = tx.people_around(who, further.into_iter().filter(|p| !others.contains_key(p)), as_known)?;
        others.extend(further);
    }
    let parts = Parts {
        person: &record.person,
        facts: &record.facts,
        contacts: &record.contacts,
        households: &record.households,
        others: &others,
        calendar: &CALENDAR,
        at: as_known.unwrap_or(now),
    };
    let view = view(parts, permit);
    let past = match (as_known, &record.later) {
        (Some(at), Some(later)) => Some(past_of(tx, who, permit, record, later, at)?),
        _ => None,
    };
    let mut workers = view.workers();
    if let Some(past) = &past {
        let said = past
            .since
            .iter()
            .flat_map(|s| s.now.iter().chain(s.then.iter().flatten()));
        workers.extend(said.filter_map(|p| if let Piece::Worker(w) = p { Some(*w) } else { None }));
    }
    Ok(Opened {
        names: tx.names_of(workers)?,
        teams: tx.teams()?.into_iter().map(|t| (t.id, t.name)).collect(),
        may: may(&who.actor, permit),
        view,
        others,
        past,
        now,
        errors: Errors::new(),
    })
}

/// Everybody to whom the people around a record are related.
fn relations_of(others: &BTreeMap<PersonId, Other>) -> impl Iterator<Item = PersonId> + '_ {
    let open = others
        .values()
        .filter_map(|o| if let Other::Open(known) = o { Some(known) } else { None });
    open.flat_map(|known| known.ties.iter().map(|(other, ..)| *other))
}

fn may(actor: &Actor, permit: &Permit<ReadRecord>) -> May {
    let glass = permit.break_glass().cloned();
    let looked = ReadAccessLog::depth(actor, permit.relationship());
    May {
        looked: looked.is_some_and(|d| d >= ReadAccessLog::NEEDS || glass.is_some()),
        own_reason: permit.depth() < Depth::Full
            && may_break_glass(actor.role)
            && glass.is_none()
            && permit.restriction() != RestrictionLevel::Sealed,
        relationship: permit.relationship(),
        glass,
        record: Rights::of(permit),
    }
}

/// What is known now and was not then: out of a view of now, masked like every other.
fn past_of(
    tx: &mut Tx<'_>,
    who: &Who,
    permit: &Permit<ReadRecord>,
    record: &Record,
    later: &store::Later,
    at: Timestamp,
) -> Result<Past, store::Error> {
    let Some(person) = &later.now else {
        return Err(store::Error::NotThere("person"));
    };
    let related = later.facts.iter().flat_map(|f| match &f.body {
        Some(domain::facts::FactBody::RelationshipRecorded(r)) => [Some(r.other), f.subject.person()],
        _ => [None, None],
    });
    let related: Vec<PersonId> = match permit.depth() {
        Depth::Headings => Vec::new(),
        _ => related.flatten().filter(|p| !person.group.contains(p)).collect(),
    };
    let others = tx.people_around(who, related, None)?;
    let now = view(
        Parts {
            person,
            facts: &later.facts,
            contacts: &[],
            households: &later.households,
            others: &others,
            calendar: &CALENDAR,
            at: tx.now(),
        },
        permit,
    );
    let imported: Vec<i64> = later.imported_later.iter().map(|f| f.at.seq).collect();
    let today = london::date(tx.now());
    let named = |said: &Said| -> Said {
        // The people of today's view are named here, since the page of the past may not hold them.
        let name = |p: &Piece| match p {
            Piece::Person(id) => Piece::Words(others.get(id).map_or_else(String::new, |o| o.line(today))),
            other => other.clone(),
        };
        said.iter().map(name).collect()
    };
    let all = since(&now, record.known_seq).into_iter().map(|s| Since {
        now: named(&s.now),
        then: s.then.as_ref().map(named),
        ..s
    });
    let imported_later = now
        .details
        .iter()
        .filter(|d| imported.contains(&d.now.at.seq))
        .map(|d| (d.label.clone(), named(&d.now.said), d.now.source.clone()))
        .collect();
    Ok(Past {
        at,
        known_seq: record.known_seq,
        left_out: later.entries,
        since: all.filter(|s| !imported.contains(&s.seq)).collect(),
        imported_later,
    })
}
