//! A limit: a number and a unit, as statute and guidance set them.

use super::CalendarError;
use serde::de::{Error, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::str::FromStr;

/// What a limit counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Unit {
    /// Working days of England and Wales, counted from the day after the event.
    WorkingDays,
    /// Days, weekends and holidays included. "One week" is 7, "six weeks" is 42; 0 is the same day.
    CalendarDays,
    /// Calendar months to the same day of the month, or to the month's last day where it has no such day.
    Months,
    /// Hours on the instant, through weekends, holidays and changes of the clocks.
    Hours,
}

impl Unit {
    /// The code of the clock register: `wd`, `cd`, `month`, `hour`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::WorkingDays => "wd",
            Self::CalendarDays => "cd",
            Self::Months => "month",
            Self::Hours => "hour",
        }
    }

    fn from_code(code: &str) -> Option<Self> {
        Some(match code.trim().to_ascii_lowercase().as_str() {
            "wd" => Self::WorkingDays,
            "cd" => Self::CalendarDays,
            "m" | "month" | "months" => Self::Months,
            "h" | "hour" | "hours" => Self::Hours,
            _ => return None,
        })
    }
}

/// How long something may take. Written `15wd`, `42cd`, `3m` or `72h`, or in JSON also `["wd", 15]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Limit {
    /// How many.
    pub n: u32,
    /// Of what.
    pub unit: Unit,
}

impl Limit {
    /// `n` working days.
    #[must_use]
    pub const fn working_days(n: u32) -> Self {
        Self {
            n,
            unit: Unit::WorkingDays,
        }
    }

    /// `n` days of any kind.
    #[must_use]
    pub const fn calendar_days(n: u32) -> Self {
        Self {
            n,
            unit: Unit::CalendarDays,
        }
    }

    /// `n` calendar months.
    #[must_use]
    pub const fn months(n: u32) -> Self {
        Self { n, unit: Unit::Months }
    }

    /// `n` hours.
    #[must_use]
    pub const fn hours(n: u32) -> Self {
        Self { n, unit: Unit::Hours }
    }

    /// The limit in words: "45 working days", "1 month".
    #[must_use]
    pub fn words(self) -> String {
        let unit = match self.unit {
            Unit::WorkingDays => "working day",
            Unit::CalendarDays => "day",
            Unit::Months => "month",
            Unit::Hours => "hour",
        };
        let plural = if self.n == 1 { "" } else { "s" };
        format!("{} {unit}{plural}", self.n)
    }
}

/// The short form, `45wd`, `42cd`, `3m`, `72h`, which parses back to the same limit.
impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unit = match self.unit {
            Unit::Months => "m",
            Unit::Hours => "h",
            days => days.code(),
        };
        write!(f, "{}{unit}", self.n)
    }
}

impl FromStr for Limit {
    type Err = CalendarError;

    fn from_str(raw: &str) -> Result<Self, Self::Err> {
        let text = raw.trim();
        let split = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
        let (n, unit) = text.split_at(split);
        match (n.parse(), Unit::from_code(unit)) {
            (Ok(n), Some(unit)) => Ok(Self { n, unit }),
            _ => Err(CalendarError::BadLimit { raw: raw.to_owned() }),
        }
    }
}

impl Serialize for Limit {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Limit {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(LimitVisitor)
    }
}

struct LimitVisitor;

impl<'de> Visitor<'de> for LimitVisitor {
    type Value = Limit;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(r#"a limit such as "15wd" or ["wd", 15]"#)
    }

    fn visit_str<E: Error>(self, raw: &str) -> Result<Limit, E> {
        raw.parse().map_err(E::custom)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Limit, A::Error> {
        let unit: std::borrow::Cow<'de, str> = seq.next_element()?.ok_or_else(|| A::Error::invalid_length(0, &self))?;
        let n = seq.next_element()?.ok_or_else(|| A::Error::invalid_length(1, &self))?;
        if seq.next_element::<serde::de::IgnoredAny>()?.is_some() {
            return Err(A::Error::invalid_length(3, &self));
        }
        let unit = Unit::from_code(&unit)
            .ok_or_else(|| A::Error::custom(CalendarError::BadLimit { raw: unit.into_owned() }))?;
        Ok(Limit { n, unit })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(raw: &str, expect: Option<Limit>) {
        assert_eq!(raw.parse::<Limit>().ok(), expect, "{raw:?}");
    }

    #[test]
    fn reads_the_short_form() {
        check("15wd", Some(Limit::working_days(15)));
        check("42cd", Some(Limit::calendar_days(42)));
        check("3m", Some(Limit::months(3)));
        check("72h", Some(Limit::hours(72)));
        check(" 15 WD ", Some(Limit::working_days(15)));
        check("3months", Some(Limit::months(3)));
        check("1 hour", Some(Limit::hours(1)));
        check("0cd", Some(Limit::calendar_days(0)));
    }

    #[test]
    fn refuses_the_rest() {
        for raw in [
            "",
            "15",
            "wd",
            "-1wd",
            "1.5h",
            "15 weeks",
            "15wd 2",
            "99999999999wd",
            "١٥wd",
        ] {
            check(raw, None);
        }
    }

    #[test]
    fn reads_both_json_forms() {
        let check = |json: &str, expect: Option<Limit>| {
            assert_eq!(serde_json::from_str::<Limit>(json).ok(), expect, "{json}");
        };
        check(r#"["wd", 15]"#, Some(Limit::working_days(15)));
        check(r#"["hours", 72]"#, Some(Limit::hours(72)));
        check(r#"["hour", 72]"#, Some(Limit::hours(72)));
        check(r#"["month", 3]"#, Some(Limit::months(3)));
        check(r#"["cd", 42]"#, Some(Limit::calendar_days(42)));
        check(r#""15wd""#, Some(Limit::working_days(15)));
        for json in [
            r#"["wd"]"#,
            r#"["wd",-1]"#,
            r#"["wd",1.5]"#,
            r#"["wd",1,2]"#,
            r#"[15,"wd"]"#,
            "15",
            "null",
        ] {
            check(json, None);
        }
    }

    #[test]
    fn writes_what_it_reads() {
        for limit in [
            Limit::working_days(1),
            Limit::calendar_days(0),
            Limit::months(6),
            Limit::hours(72),
        ] {
            assert_eq!(limit.to_string().parse(), Ok(limit));
            let json = serde_json::to_string(&limit).unwrap();
            assert_eq!(serde_json::from_str::<Limit>(&json).unwrap(), limit);
        }
        assert_eq!(Limit::working_days(1).words(), "1 working day");
        assert_eq!(Limit::months(3).words(), "3 months");
    }
}
