//! What is due about one child, the most urgent first.

use jiff::civil::Date;

use super::words::{Eyes, Said, words};
use super::{Parts, Piece, contacts};
use crate::calendar::{ClockKind, Moment, Standing, Unit, london};
use crate::clocks::{Running, of_contact, of_person};
use crate::ids::{ContactId, RecordId};
use crate::person::identity::day;

/// One clock that runs.
#[derive(Clone, Debug)]
pub struct Clock {
    pub kind: ClockKind,
    /// What is to be done.
    pub title: Said,
    /// What a print says instead, where the title names somebody whose name prints leave out.
    pub title_in_print: Option<String>,
    pub standing: Standing,
    pub contact: Option<ContactId>,
    /// The referral that it runs on; `None` for the clock of a contact.
    pub on_record: Option<RecordId>,
    /// The last day on which a working day is left for what may go wrong; `None` once it is late.
    pub last_safe: Option<Date>,
    /// The day of how many, for a limit in working days of more than a few.
    pub day: Option<(u16, u16)>,
    /// From what it counts, who is to do it, and the reason if it is late.
    pub note: Said,
}

pub(super) fn clocks(parts: &Parts<'_>, eyes: &Eyes<'_>) -> Vec<Clock> {
    let mut clocks: Vec<Clock> = of_person(parts.person, parts.calendar)
        .into_iter()
        .filter_map(|r| of_record(r, parts, eyes))
        .collect();
    for contact in parts.contacts {
        let own = of_contact(contact, parts.calendar)
            .into_iter()
            .filter(|r| r.person.is_some_and(|p| parts.person.group.contains(&p)));
        for running in own {
            let Some(standing) = standing(&running, parts) else {
                continue;
            };
            let (who, in_print) = contacts::from_whom(contact, eyes);
            let taken = contact.taken.as_ref().map(|t| t.origin.entry.author.worker);
            let mut note = vec![words(format!("Received {}. ", received(running.started)))];
            match taken {
                Some(worker) => note.extend([Piece::Worker(worker), words(" to decide.")]),
                None => note.push(words("Nobody has taken it yet.")),
            }
            clocks.push(Clock {
                kind: running.kind.clone(),
                title: vec![words(format!("Decide the contact from {who}"))],
                title_in_print: in_print.map(|p| format!("Decide the contact from {p}")),
                standing,
                contact: Some(contact.id),
                on_record: None,
                last_safe: last_safe(standing, parts),
                day: None,
                note,
            });
        }
    }
    clocks.sort_by_key(|c| (!matches!(c.standing, Standing::Overdue { .. }), c.standing.due().date()));
    clocks
}

fn standing(running: &Running, parts: &Parts<'_>) -> Option<Standing> {
    if running.stopped.is_some() {
        return None;
    }
    Standing::of(parts.calendar, running.due, None, parts.at).ok()
}

fn last_safe(standing: Standing, parts: &Parts<'_>) -> Option<Date> {
    if standing.is_late() {
        return None;
    }
    let safe = parts.calendar.last_safe_day(standing.due()).ok();
    // A day that has gone by helps nobody.
    safe.filter(|day| *day >= london::date(parts.at))
}

fn received(started: Moment) -> String {
    match started {
        Moment::At(at) => london::time_words(at),
        Moment::On(on) => day(on),
    }
}

fn of_record(running: Running, parts: &Parts<'_>, eyes: &Eyes<'_>) -> Option<Clock> {
    let standing = standing(&running, parts)?;
    let limit = running.kind.limit;
    let today = london::date(parts.at);
    let done = parts
        .calendar
        .working_days_between(running.started.date(), today)
        .unwrap_or(0);
    let day_of = (limit.unit == Unit::WorkingDays && limit.n > 5).then(|| {
        (
            u16::try_from(done.max(0)).unwrap_or(u16::MAX),
            u16::try_from(limit.n).unwrap_or(u16::MAX),
        )
    });
    let mut note = Vec::new();
    if standing.is_late() {
        note.push(words(format!("Was due {}. ", standing.due().words())));
    }
    if let Some((at, of)) = day_of {
        note.push(words(format!(
            "Day {at} of {of}, from the referral on {}. ",
            day(running.started.date())
        )));
    } else {
        note.push(words(format!("From the referral of {}. ", received(running.started))));
    }
    match parts.person.allocated(today) {
        Some(allocated) => note.extend([Piece::Worker(allocated.worker), words(" to do.")]),
        None => note.push(words("Nobody is allocated.")),
    }
    if let Some(reason) = &running.late_reason {
        let on = day(london::date(reason.origin.recorded_at()));
        note.push(words(if eyes.full() {
            format!(" Reason given {on}: “{}” Still counted as late.", reason.reason)
        } else {
            format!(" A reason was given {on}. Still counted as late.")
        }));
    }
    Some(Clock {
        title: vec![words(running.kind.title)],
        title_in_print: None,
        kind: running.kind,
        standing,
        contact: None,
        on_record: Some(running.record),
        last_safe: last_safe(standing, parts),
        day: day_of,
        note,
    })
}
