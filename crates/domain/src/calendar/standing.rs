//! How a clock stands when somebody looks at it. Never stored: a page an hour later may say something else.

use super::{Calendar, CalendarError, Due, Moment, london};
use jiff::Timestamp;
use std::fmt;

/// How far away something due is: working days where the limit was days or months, minutes where it was hours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Amount {
    /// Whole working days. 0 when only a weekend or holidays lie between.
    WorkingDays(u64),
    /// Whole minutes, rounded down.
    Minutes(u64),
}

/// "1 working day", "16 minutes", "3 hours 5 minutes", "2 days 3 hours".
impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::WorkingDays(n) => f.write_str(&count(n, "working day")),
            Self::Minutes(n) => {
                let (days, hours, minutes) = (n / 1440, n / 60 % 24, n % 60);
                let parts = match (days, hours) {
                    (0, 0) => [count(minutes, "minute"), String::new()],
                    (0, _) => [count(hours, "hour"), more(minutes, "minute")],
                    _ => [count(days, "day"), more(hours, "hour")],
                };
                f.write_str(&parts.concat())
            }
        }
    }
}

fn count(n: u64, unit: &str) -> String {
    format!("{n} {unit}{}", if n == 1 { "" } else { "s" })
}

fn more(n: u64, unit: &str) -> String {
    if n == 0 {
        String::new()
    } else {
        format!(" {}", count(n, unit))
    }
}

/// How a clock stands at one instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Running, and not due today.
    Open {
        /// When it is due.
        due: Due,
        /// How much is left, the due day included.
        left: Amount,
    },
    /// Running, and due by the end of today.
    DueToday {
        /// Today.
        due: Due,
    },
    /// Running, and past its time.
    Overdue {
        /// When it was due.
        due: Due,
        /// How long ago that is.
        by: Amount,
    },
    /// Stopped in time.
    Met {
        /// When it was due.
        due: Due,
        /// When it was stopped.
        stopped: Moment,
    },
    /// Stopped too late. A reason does not change that.
    MetLate {
        /// When it was due.
        due: Due,
        /// When it was stopped.
        stopped: Moment,
        /// By how much it was late.
        by: Amount,
    },
}

impl Standing {
    /// How a clock with this due date stands now.
    ///
    /// # Errors
    /// [`CalendarError::OutOfRange`] when working days have to be counted outside 2015 to 2035.
    pub fn of(calendar: &Calendar, due: Due, stopped: Option<Moment>, now: Timestamp) -> Result<Self, CalendarError> {
        if let Some(stopped) = stopped {
            return Ok(if due.met_by(stopped) {
                Self::Met { due, stopped }
            } else {
                Self::MetLate {
                    due,
                    stopped,
                    by: apart(calendar, due, stopped)?,
                }
            });
        }
        let now = Moment::At(now);
        Ok(match due {
            _ if !due.met_by(now) => Self::Overdue {
                due,
                by: apart(calendar, due, now)?,
            },
            Due::On(date) if date == now.date() => Self::DueToday { due },
            _ => Self::Open {
                due,
                left: apart(calendar, due, now)?,
            },
        })
    }

    /// When it is or was due.
    #[must_use]
    pub const fn due(self) -> Due {
        match self {
            Self::Open { due, .. }
            | Self::DueToday { due }
            | Self::Overdue { due, .. }
            | Self::Met { due, .. }
            | Self::MetLate { due, .. } => due,
        }
    }

    /// Whether nothing has stopped it yet.
    #[must_use]
    pub const fn is_running(self) -> bool {
        matches!(self, Self::Open { .. } | Self::DueToday { .. } | Self::Overdue { .. })
    }

    /// Whether it is counted as late, stopped or not.
    #[must_use]
    pub const fn is_late(self) -> bool {
        matches!(self, Self::Overdue { .. } | Self::MetLate { .. })
    }
}

/// The distance between the due time and another, either way.
fn apart(calendar: &Calendar, due: Due, moment: Moment) -> Result<Amount, CalendarError> {
    Ok(match (due, moment) {
        (Due::At(due), Moment::At(at)) => Amount::Minutes(due.duration_since(at).as_secs().unsigned_abs() / 60),
        (due, moment) => Amount::WorkingDays(calendar.working_days_between(due.date(), moment.date())?.unsigned_abs()),
    })
}

/// The words of the pages: "Due 8 Dec 2026, 18 working days left", "Due today", "Overdue by 7 working days".
impl fmt::Display for Standing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Open {
                due,
                left: Amount::WorkingDays(0),
            } => {
                write!(f, "Due {}, no working day left", due.words())
            }
            Self::Open { due, left } => write!(f, "Due {}, {left} left", due.words()),
            Self::DueToday { .. } => f.write_str("Due today"),
            Self::Overdue {
                due,
                by: Amount::WorkingDays(0),
            } => {
                write!(f, "Overdue since {}", due.words())
            }
            Self::Overdue { by, .. } => write!(f, "Overdue by {by}"),
            Self::Met { stopped, .. } => write!(f, "Done {}, in time", words(stopped)),
            Self::MetLate {
                stopped,
                by: Amount::WorkingDays(0),
                due,
            } => {
                write!(f, "Done {}, late: it was due {}", words(stopped), due.words())
            }
            Self::MetLate { stopped, by, .. } => write!(f, "Done {}, {by} late", words(stopped)),
        }
    }
}

fn words(moment: Moment) -> String {
    london::date_words(moment.date())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(due: &str, stopped: Option<&str>, now: &str, expect: &str) {
        let calendar = Calendar::england_and_wales();
        let stopped = stopped.map(|raw| {
            raw.parse()
                .map(Moment::At)
                .unwrap_or_else(|_| Moment::On(raw.parse().unwrap()))
        });
        let standing = Standing::of(&calendar, due.parse().unwrap(), stopped, now.parse().unwrap()).unwrap();
        assert_eq!(
            standing.to_string(),
            expect,
            "due {due}, stopped {stopped:?}, now {now}"
        );
    }

    #[test]
    fn a_running_clock() {
        let now = "2026-11-12T10:42Z";
        check("2026-12-08", None, now, "Due 8 Dec 2026, 18 working days left");
        check("2026-11-13", None, now, "Due 13 Nov 2026, 1 working day left");
        check("2026-11-12", None, now, "Due today");
        check("2026-11-12", None, "2026-11-12T23:59:59Z", "Due today");
        check("2026-11-11", None, now, "Overdue by 1 working day");
        check("2026-11-03", None, now, "Overdue by 7 working days");
    }

    #[test]
    fn weekends_hold_no_working_day() {
        // Saturday 14 and Sunday 15 Nov 2026.
        check("2026-11-13", None, "2026-11-14T09:00Z", "Overdue since 13 Nov 2026");
        check("2026-11-13", None, "2026-11-16T09:00Z", "Overdue by 1 working day");
        check(
            "2026-11-15",
            None,
            "2026-11-14T09:00Z",
            "Due 15 Nov 2026, no working day left",
        );
        check(
            "2026-11-16",
            None,
            "2026-11-14T09:00Z",
            "Due 16 Nov 2026, 1 working day left",
        );
    }

    #[test]
    fn today_is_londons_today() {
        // 23:30 UTC in July is half past midnight tomorrow.
        check("2026-07-02", None, "2026-07-01T23:30Z", "Due today");
        check("2026-07-01", None, "2026-07-01T23:30Z", "Overdue by 1 working day");
    }

    #[test]
    fn hours_are_told_in_minutes_and_hours() {
        let due = "2026-11-12T10:58:00+00:00";
        check(
            due,
            None,
            "2026-11-12T10:42Z",
            "Due 12 Nov 2026, 10:58, 16 minutes left",
        );
        check(
            due,
            None,
            "2026-11-12T07:53Z",
            "Due 12 Nov 2026, 10:58, 3 hours 5 minutes left",
        );
        check(
            due,
            None,
            "2026-11-10T07:53Z",
            "Due 12 Nov 2026, 10:58, 2 days 3 hours left",
        );
        check(due, None, "2026-11-12T11:08Z", "Overdue by 10 minutes");
        check(due, None, "2026-11-12T12:58Z", "Overdue by 2 hours");
        check(
            due,
            Some("2026-11-12T10:58Z"),
            "2026-11-13T09:00Z",
            "Done 12 Nov 2026, in time",
        );
        check(
            due,
            Some("2026-11-12T10:59Z"),
            "2026-11-13T09:00Z",
            "Done 12 Nov 2026, 1 minute late",
        );
    }

    #[test]
    fn a_stopped_clock_does_not_move_with_now() {
        for now in ["2026-11-12T10:42Z", "2035-01-01T10:00Z"] {
            check("2026-11-03", Some("2026-11-03T17:00Z"), now, "Done 3 Nov 2026, in time");
            check("2026-11-03", Some("2026-10-30"), now, "Done 30 Oct 2026, in time");
            check(
                "2026-11-03",
                Some("2026-11-05"),
                now,
                "Done 5 Nov 2026, 2 working days late",
            );
            check(
                "2026-11-13",
                Some("2026-11-14"),
                now,
                "Done 14 Nov 2026, late: it was due 13 Nov 2026",
            );
        }
    }

    #[test]
    fn late_stays_late() {
        let calendar = Calendar::england_and_wales();
        let due = Due::On(jiff::civil::date(2026, 11, 3));
        let now: Timestamp = "2026-11-12T10:42Z".parse().unwrap();
        let standing = |stopped| Standing::of(&calendar, due, stopped, now).unwrap();
        let stopped = Some(Moment::On(jiff::civil::date(2026, 11, 5)));
        assert!(standing(None).is_late() && standing(None).is_running());
        assert!(standing(stopped).is_late() && !standing(stopped).is_running());
        assert_eq!(standing(stopped).due(), due);
    }
}
