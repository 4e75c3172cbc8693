//! Birth dates: as told, and how they fit a record.

use jiff::civil::Date;
use jiff::{Span, ToSpan};

use crate::candidate::Birth;
use crate::find::Evidence;

/// What was told about a birth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BirthClue {
    Date(Date),
    Month {
        year: i16,
        month: i8,
    },
    Year(i16),
    /// A birthday without its year.
    Birthday {
        month: i8,
        day: i8,
    },
    /// An age on the day of asking, from low to high, both included. `about`: one unit more or less fits too.
    Age {
        low: u16,
        high: u16,
        unit: AgeUnit,
        about: bool,
    },
    Unborn,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AgeUnit {
    Years,
    Months,
    Weeks,
    Days,
}

impl BirthClue {
    /// Understands "18/06/2017", "18 Jun 2017", "June 2017", "2017", "about 9", "9 or 10", "6 months", "unborn". `None` where
    /// there is none of it.
    pub fn parse(text: &str, today: Date) -> Option<BirthClue> {
        crate::read::clues(text, today).birth
    }

    pub(crate) fn ranges(self) -> Vec<(Date, Date)> {
        match self {
            BirthClue::Date(day) => {
                let mut days = vec![(day, day)];
                days.extend(swapped(day).map(|other| (other, other)));
                days
            }
            BirthClue::Month { year, month } => Date::new(year, month, 1)
                .map(|first| vec![(first, first.last_of_month())])
                .unwrap_or_default(),
            BirthClue::Year(_) | BirthClue::Birthday { .. } | BirthClue::Age { .. } | BirthClue::Unborn => Vec::new(),
        }
    }

    /// How precisely it tells a day: the more precise of two clues is kept.
    pub(crate) fn precision(self) -> u8 {
        match self {
            BirthClue::Date(_) => 5,
            BirthClue::Month { .. } => 4,
            BirthClue::Birthday { .. } => 3,
            BirthClue::Unborn => 3,
            BirthClue::Year(_) => 2,
            BirthClue::Age { .. } => 1,
        }
    }

    /// A clue by which alone a list of people would make sense.
    pub(crate) fn stands_alone(self) -> bool {
        self.precision() >= 4
    }
}

/// Compares what was told with what is on record. `None` where the record holds no birth.
pub(crate) fn compare(clue: BirthClue, birth: Birth, today: Date) -> Option<Evidence> {
    match birth {
        Birth::Unknown => None,
        Birth::Exact(born) => Some(exact(clue, born, today)),
        Birth::Estimated(born) => Some(estimated(clue, born, today)),
        Birth::Expected(due) => Some(expected(clue, due, today)),
    }
}

fn exact(clue: BirthClue, born: Date, today: Date) -> Evidence {
    match clue {
        BirthClue::Date(told) => exact_date(told, born),
        BirthClue::Month { year, month } => match (born.year() == year, born.month() == month) {
            (true, true) => Evidence::fits(22, format!("Born in {}", month_year(born))),
            (true, false) => Evidence::against(
                -6,
                format!("Born in {}, not {}", MONTHS[index(born)], month_name(month)),
            ),
            (false, _) => Evidence::against(-20, format!("Born in {}", month_year(born))),
        },
        BirthClue::Year(year) => match (born.year() - year).abs() {
            0 => Evidence::fits(12, format!("Born in {year}")),
            1 => Evidence::against(0, format!("Born in {}, not {year}", born.year())),
            _ => Evidence::against(-20, format!("Born in {}, not {year}", born.year())),
        },
        BirthClue::Birthday { month, day } => {
            if (born.month(), born.day()) == (month, day) {
                Evidence::fits(18, format!("Born {}", say(born)))
            } else if (born.month(), born.day()) == (day, month) {
                Evidence::fits(10, format!("Born {}: day and month swapped", say(born)))
            } else {
                Evidence::against(-15, format!("Born {}, not {day} {}", say(born), month_name(month)))
            }
        }
        BirthClue::Age { low, high, unit, about } => age(low, high, unit, about, born, today),
        BirthClue::Unborn => {
            let new = born.checked_add(60.days()).is_ok_and(|until| until >= today);
            let words = format!("Born {}", say(born));
            if new {
                Evidence::fits(5, words)
            } else {
                Evidence::against(-30, words)
            }
        }
    }
}

fn exact_date(told: Date, born: Date) -> Evidence {
    let was = say(born);
    if told == born {
        return Evidence::fits(40, format!("Born {was}"));
    }
    if swapped(told) == Some(born) {
        return Evidence::fits(30, format!("Born {was}: day and month swapped"));
    }
    let apart = days_between(told, born);
    if apart == 1 {
        return Evidence::fits(22, format!("Born {was}: one day from {}", say(told)));
    }
    if digits_differing(told, born) == 1 {
        return Evidence::fits(20, format!("Born {was}: one digit differs from {}", say(told)));
    }
    let same = [
        told.day() == born.day(),
        told.month() == born.month(),
        told.year() == born.year(),
    ];
    match same {
        [true, true, false] => Evidence::fits(12, format!("Born {was}: the same birthday in another year")),
        [false, true, true] => Evidence::fits(10, format!("Born {was}: the same month, another day")),
        [true, false, true] => Evidence::fits(10, format!("Born {was}: another month")),
        _ if apart < 366 => Evidence::against(-10, format!("Born {was}, not {}", say(told))),
        _ => Evidence::against(-25, format!("Born {was}, not {}", say(told))),
    }
}

fn age(low: u16, high: u16, unit: AgeUnit, about: bool, born: Date, today: Date) -> Evidence {
    let Some(has) = units_old(born, today, unit) else {
        return Evidence::against(-20, format!("Born {}", say(born)));
    };
    let says = if unit == AgeUnit::Years {
        format!("Age {has}")
    } else {
        format!("Age {}", age_in_words(born, today))
    };
    let outside = if has < low { low - has } else { has.saturating_sub(high) };
    // What is told of babies is rounded more roughly than one unit.
    let slack = match (unit, about) {
        (AgeUnit::Years, _) | (AgeUnit::Days, _) => 1,
        (AgeUnit::Months, _) => 2,
        (AgeUnit::Weeks, _) => 3,
    };
    let asked = if low == high {
        format!("{low}")
    } else {
        format!("{low} or {high}")
    };
    match outside {
        0 => Evidence::fits(12, format!("{says} fits")),
        n if n <= slack && about => Evidence::fits(9, format!("{says} is near")),
        n if n <= slack => Evidence::against(3, format!("{says}, not {asked}")),
        n if n <= 2 * slack => Evidence::against(-8, format!("{says}, not {asked}")),
        _ => Evidence::against(-20, format!("{says}, not {asked}")),
    }
}

fn estimated(clue: BirthClue, born: Date, today: Date) -> Evidence {
    let words = format!("Born about {}, estimated", born.year());
    let years_off = match clue {
        BirthClue::Date(told) if told == born => {
            return Evidence::fits(26, format!("Birth estimated as {}", say(born)));
        }
        BirthClue::Date(told) => days_between(told, born) / 366,
        BirthClue::Month { year, .. } | BirthClue::Year(year) => i32::from((year - born.year()).abs()),
        BirthClue::Birthday { .. } => return Evidence::against(0, words),
        BirthClue::Age { low, high, unit, .. } => match units_old(born, today, unit) {
            Some(has) if has.saturating_add(1) >= low && has <= high.saturating_add(1) => 0,
            Some(has) if unit == AgeUnit::Years => {
                i32::from(if has < low { low - has } else { has.saturating_sub(high) })
            }
            _ => 2,
        },
        BirthClue::Unborn => 3,
    };
    match years_off {
        0 => Evidence::fits(10, words),
        1 => Evidence::fits(5, words),
        2 => Evidence::against(-5, words),
        _ => Evidence::against(-18, words),
    }
}

fn expected(clue: BirthClue, due: Date, today: Date) -> Evidence {
    let words = format!("Due {}", say(due));
    match clue {
        BirthClue::Unborn if due >= today => Evidence::fits(20, format!("Not yet born, due {}", say(due))),
        BirthClue::Unborn => Evidence::fits(12, format!("Was due {}", say(due))),
        // Six weeks either way covers early and late births.
        BirthClue::Date(told) if days_between(told, due) <= 42 => Evidence::fits(22, words),
        BirthClue::Month { year, month } if (due.year(), due.month()) == (year, month) => Evidence::fits(16, words),
        BirthClue::Year(year) if due.year() == year => Evidence::fits(8, words),
        BirthClue::Age { .. } if due < today => match exact(clue, due, today) {
            fits if fits.agrees => Evidence::fits(8, format!("Was due {}", say(due))),
            _ => Evidence::against(-20, format!("Was due {}", say(due))),
        },
        BirthClue::Birthday { .. } => Evidence::against(0, words),
        _ => Evidence::against(-20, words),
    }
}

/// The date with day and month swapped, where that is another date.
fn swapped(day: Date) -> Option<Date> {
    Date::new(day.year(), day.day(), day.month())
        .ok()
        .filter(|other| *other != day)
}

fn days_between(a: Date, b: Date) -> i32 {
    a.until(b).map(|span: Span| span.get_days().abs()).unwrap_or(i32::MAX)
}

/// In how many of its eight digits `ddmmyyyy` two dates differ.
fn digits_differing(a: Date, b: Date) -> usize {
    let number = |d: Date| i32::from(d.day()) * 1_000_000 + i32::from(d.month()) * 10_000 + i32::from(d.year());
    let (a, b) = (number(a), number(b));
    (0..8)
        .filter(|n| a / 10_i32.pow(*n) % 10 != b / 10_i32.pow(*n) % 10)
        .count()
}

/// Whole units since birth. `None` before birth.
fn units_old(born: Date, today: Date, unit: AgeUnit) -> Option<u16> {
    if born > today {
        return None;
    }
    let before_day = today.day() < born.day();
    let months = (i32::from(today.year()) - i32::from(born.year())) * 12 + i32::from(today.month())
        - i32::from(born.month())
        - i32::from(before_day);
    let count = match unit {
        AgeUnit::Years => months / 12,
        AgeUnit::Months => months,
        AgeUnit::Weeks => days_between(born, today) / 7,
        AgeUnit::Days => days_between(born, today),
    };
    u16::try_from(count).ok()
}

/// "3 weeks", "11 months", "9 years".
fn age_in_words(born: Date, today: Date) -> String {
    let years = units_old(born, today, AgeUnit::Years).unwrap_or(0);
    let months = units_old(born, today, AgeUnit::Months).unwrap_or(0);
    let (count, unit) = match (years, months) {
        (2.., _) => (years, "year"),
        (_, 3..) => (months, "month"),
        _ => (units_old(born, today, AgeUnit::Weeks).unwrap_or(0), "week"),
    };
    format!("{count} {unit}{}", if count == 1 { "" } else { "s" })
}

pub(crate) const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

fn month_name(month: i8) -> &'static str {
    usize::try_from(month - 1)
        .ok()
        .and_then(|n| MONTHS.get(n))
        .copied()
        .unwrap_or("")
}

fn index(day: Date) -> usize {
    usize::try_from(day.month() - 1).unwrap_or(0)
}

fn month_year(day: Date) -> String {
    format!("{} {}", MONTHS[index(day)], day.year())
}

/// "18 Jun 2017".
pub(crate) fn say(day: Date) -> String {
    format!("{} {}", day.day(), month_year(day))
}

/// The first of the years that a birth can have: nobody living was born before it.
pub(crate) const FIRST_YEAR: i16 = 1900;
