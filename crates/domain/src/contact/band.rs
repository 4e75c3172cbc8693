//! The order of the front door's list [Sem 21]. A contact stands in the first band that fits; the first two are facts declared by whoever
//! took it, with their name and the time. They are not scores, and nothing weighs one child against another.

use jiff::{SignedDuration, Timestamp};

use crate::calendar::{Amount, CONTACT_DECISION, Calendar, Standing};

/// A band of the list, the most urgent first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Band {
    DangerNow,
    CannotWait,
    Overdue,
    DueToday,
    DueLater,
}

impl Band {
    pub const ALL: &[Self] = &[
        Self::DangerNow,
        Self::CannotWait,
        Self::Overdue,
        Self::DueToday,
        Self::DueLater,
    ];

    pub fn title(self) -> &'static str {
        match self {
            Self::DangerNow => "1. Danger now",
            Self::CannotWait => "2. Cannot wait for tomorrow",
            Self::Overdue => "Overdue",
            Self::DueToday => "Due today",
            Self::DueLater => "Due later",
        }
    }
}

/// What decides where a contact stands in the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Waiting {
    pub received_at: Timestamp,
    /// Declared: danger now.
    pub danger: bool,
    /// Declared: one of the facts that cannot wait for tomorrow.
    pub cannot_wait: bool,
    pub taken_at: Option<Timestamp>,
    /// Every child has an effective decision since then: nothing presses any more but signatures.
    pub effective_at: Option<Timestamp>,
}

/// How long a contact of the second band may wait until somebody takes it.
pub const TAKE_WITHIN: SignedDuration = SignedDuration::from_hours(1);

impl Waiting {
    /// How its clock stands; `None` where it was received outside the calendar.
    pub fn clock(&self, calendar: &Calendar, now: Timestamp) -> Option<Standing> {
        let due = calendar.due(self.received_at, CONTACT_DECISION.limit).ok()?;
        Standing::of(calendar, due, self.effective_at.map(Into::into), now).ok()
    }

    pub fn band(&self, calendar: &Calendar, now: Timestamp) -> Band {
        if self.effective_at.is_some() {
            return Band::DueLater;
        }
        match self.clock(calendar, now) {
            _ if self.danger => Band::DangerNow,
            _ if self.cannot_wait => Band::CannotWait,
            Some(Standing::DueToday { .. }) => Band::DueToday,
            Some(Standing::Open { .. }) => Band::DueLater,
            // What the calendar cannot place was received long ago.
            _ => Band::Overdue,
        }
    }

    /// What sorts the list: the band; in the first two, what nobody has taken first; then the oldest.
    pub fn order(&self, calendar: &Calendar, now: Timestamp) -> (Band, bool, Timestamp) {
        let band = self.band(calendar, now);
        (
            band,
            band <= Band::CannotWait && self.taken_at.is_some(),
            self.received_at,
        )
    }

    /// Until when it has to be taken, and how far away that is: "16 minutes" left, or over.
    pub fn take_by(&self, now: Timestamp) -> TakeBy {
        let by = self.received_at + TAKE_WITHIN;
        let minutes = |d: SignedDuration| Amount::Minutes(d.as_mins().unsigned_abs());
        match self.taken_at {
            Some(at) => TakeBy::Taken {
                at,
                within: minutes(at.duration_since(self.received_at)),
            },
            None if now <= by => TakeBy::Left {
                by,
                left: minutes(by.duration_since(now)),
            },
            None => TakeBy::Over {
                by,
                over: minutes(now.duration_since(by)),
            },
        }
    }
}

/// The hour in which a contact that cannot wait is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TakeBy {
    Left { by: Timestamp, left: Amount },
    Over { by: Timestamp, over: Amount },
    Taken { at: Timestamp, within: Amount },
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn waiting(received: &str) -> Waiting {
        Waiting {
            received_at: at(received),
            danger: false,
            cannot_wait: false,
            taken_at: None,
            effective_at: None,
        }
    }

    #[test]
    fn the_first_band_that_fits() {
        let calendar = Calendar::england_and_wales();
        let now = at("2026-11-12T10:42Z");
        let check = |w: Waiting, expect: Band| assert_eq!(w.band(&calendar, now), expect, "{w:?}");
        check(waiting("2026-11-10T16:05Z"), Band::Overdue);
        check(waiting("2026-11-11T16:02Z"), Band::DueToday);
        check(waiting("2026-11-12T08:55Z"), Band::DueLater);
        let urgent = Waiting {
            cannot_wait: true,
            ..waiting("2026-11-10T16:05Z")
        };
        check(urgent, Band::CannotWait);
        check(Waiting { danger: true, ..urgent }, Band::DangerNow);
        // It stays there until the decision is effective.
        let taken = Waiting {
            taken_at: Some(at("2026-11-10T16:20Z")),
            ..urgent
        };
        check(taken, Band::CannotWait);
        check(
            Waiting {
                effective_at: Some(at("2026-11-10T17:00Z")),
                danger: true,
                ..urgent
            },
            Band::DueLater,
        );
        check(waiting("1066-10-14T09:00Z"), Band::Overdue);
    }

    #[test]
    fn in_a_band_the_oldest_is_first_and_in_the_second_what_nobody_has_taken() {
        let calendar = Calendar::england_and_wales();
        let now = at("2026-11-12T10:42Z");
        let taken = Waiting {
            cannot_wait: true,
            taken_at: Some(at("2026-11-12T07:31Z")),
            ..waiting("2026-11-12T07:12Z")
        };
        let not_taken = Waiting {
            cannot_wait: true,
            ..waiting("2026-11-12T09:58Z")
        };
        assert!(not_taken.order(&calendar, now) < taken.order(&calendar, now));
        let (old, new) = (waiting("2026-11-10T09:00Z"), waiting("2026-11-10T16:05Z"));
        assert!(old.order(&calendar, now) < new.order(&calendar, now));
    }

    #[test]
    fn the_hour() {
        let w = waiting("2026-11-12T09:58Z");
        let check = |now: &str, expect: TakeBy| assert_eq!(w.take_by(at(now)), expect, "{now}");
        check(
            "2026-11-12T10:42Z",
            TakeBy::Left {
                by: at("2026-11-12T10:58Z"),
                left: Amount::Minutes(16),
            },
        );
        check(
            "2026-11-12T11:00Z",
            TakeBy::Over {
                by: at("2026-11-12T10:58Z"),
                over: Amount::Minutes(2),
            },
        );
    }
}
