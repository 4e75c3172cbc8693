//! How many contacts come on a day, and from whom: by weekday, school term, season, two stories in the news and one lockdown.

use super::days::{Day, Days};
use super::random::Random;

/// Sources that behave alike over the week and the year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Group {
    Police,
    School,
    Health,
    Public,
    Services,
}

/// Each with its share of all contacts in a thousand.
pub(super) const GROUPS: &[(Group, u64)] = &[
    (Group::Police, 280),
    (Group::School, 240),
    (Group::Health, 170),
    (Group::Public, 180),
    (Group::Services, 130),
];

/// How many contacts the whole authority takes in a year, for each thousand people on record.
const A_YEAR_PER_THOUSAND: u64 = 250;

impl Group {
    /// Census codes with their shares of the group.
    pub(super) fn sources(self) -> &'static [(&'static str, u64)] {
        match self {
            Self::Police => &[("6", 1)],
            Self::School => &[("2A", 90), ("2B", 10)],
            Self::Health => &[("3A", 20), ("3B", 18), ("3C", 7), ("3D", 15), ("3E", 24), ("3F", 16)],
            Self::Public => &[("1A", 40), ("1B", 22), ("1C", 14), ("1D", 9), ("9", 15)],
            Self::Services => &[
                ("4", 20),
                ("5A", 10),
                ("5B", 8),
                ("5C", 22),
                ("5D", 16),
                ("7", 14),
                ("8", 10),
            ],
        }
    }

    /// Monday to Sunday, in hundredths of an average day.
    fn week(self) -> [u64; 7] {
        match self {
            Self::Police => [118, 98, 96, 96, 102, 96, 94],
            Self::School => [136, 140, 140, 138, 146, 0, 0],
            Self::Health => [128, 124, 122, 120, 122, 44, 40],
            Self::Public => [122, 112, 108, 106, 106, 74, 72],
            Self::Services => [142, 140, 138, 136, 136, 4, 4],
        }
    }

    /// The hours of the day from 0, in parts of their sum.
    pub(super) fn hours(self) -> &'static [(i64, u64)] {
        match self {
            Self::Police => &[
                (0, 5),
                (2, 4),
                (5, 3),
                (7, 12),
                (8, 14),
                (10, 12),
                (12, 9),
                (14, 9),
                (16, 9),
                (18, 8),
                (20, 8),
                (22, 7),
            ],
            Self::School => &[
                (8, 14),
                (9, 20),
                (10, 16),
                (11, 13),
                (12, 8),
                (13, 12),
                (14, 16),
                (15, 18),
                (16, 7),
            ],
            Self::Health => &[
                (0, 2),
                (3, 1),
                (8, 8),
                (9, 14),
                (10, 14),
                (11, 13),
                (12, 9),
                (13, 9),
                (14, 12),
                (15, 11),
                (16, 9),
                (19, 4),
                (21, 3),
            ],
            Self::Public => &[
                (0, 2),
                (7, 4),
                (8, 8),
                (9, 12),
                (10, 12),
                (11, 10),
                (13, 9),
                (15, 11),
                (16, 9),
                (18, 8),
                (20, 8),
                (22, 6),
            ],
            Self::Services => &[
                (8, 6),
                (9, 18),
                (10, 18),
                (11, 15),
                (12, 8),
                (13, 10),
                (14, 14),
                (15, 13),
                (16, 9),
            ],
        }
    }

    /// What a holiday from school leaves of it, in hundredths.
    fn holiday(self) -> u64 {
        match self {
            Self::School => 7,
            Self::Police | Self::Public => 106,
            Self::Health | Self::Services => 96,
        }
    }

    /// What a story about a child’s death in the news adds at its height, in hundredths.
    fn story(self) -> u64 {
        match self {
            Self::Public => 120,
            Self::School => 55,
            Self::Health => 40,
            Self::Services => 30,
            Self::Police => 15,
        }
    }

    /// What was left while people were told to stay at home.
    fn lockdown(self) -> u64 {
        match self {
            Self::School => 24,
            Self::Health => 62,
            Self::Public => 84,
            Self::Services => 74,
            Self::Police => 96,
        }
    }
}

/// January to December, in hundredths.
const SEASON: [u64; 12] = [98, 101, 108, 99, 104, 112, 101, 84, 99, 106, 112, 88];

/// When the stories broke and the lockdown lasted, in days before today.
const STORIES: [Day; 2] = [1190, 402];
const LOCKDOWN: std::ops::RangeInclusive<Day> = 1690..=1752;

/// For each day and each group, how many contacts are expected, in thousandths.
#[derive(Debug)]
pub(super) struct Demand {
    expected: Vec<[u64; GROUPS.len()]>,
}

impl Demand {
    pub(super) fn of(days: &Days, people: u32) -> Self {
        let weight = |day: Day| -> [u64; GROUPS.len()] {
            let date = days.date(day);
            std::array::from_fn(|g| {
                let (group, share) = GROUPS[g];
                let week = group.week()[usize::from(date.weekday().to_monday_zero_offset().unsigned_abs())];
                let season = SEASON[usize::from((date.month() - 1).unsigned_abs())];
                let term = if days.in_term(day) { 100 } else { group.holiday() };
                // A bank holiday is a Sunday to offices and schools.
                let closed = !days.works(day) && date.weekday().to_monday_zero_offset() < 5;
                let open = if closed { group.week()[6] } else { 100 };
                let news = 100
                    + STORIES
                        .iter()
                        .map(|ago| group.story() * story(days.today - ago, day) / 1000)
                        .sum::<u64>();
                let stay = if LOCKDOWN.contains(&(days.today - day)) {
                    group.lockdown()
                } else {
                    100
                };
                share * week * season / 100 * term / 100 * open / 100 * news / 100 * stay / 100
            })
        };
        let weights: Vec<_> = (0..=days.today).map(weight).collect();
        let sum: u64 = weights.iter().flatten().sum::<u64>().max(1);
        let years = u64::try_from(days.today).unwrap_or(0) / 365;
        let total = u64::from(people) * A_YEAR_PER_THOUSAND * years;
        // Contacts in thousandths: people × 250 per thousand × years.
        let expected = weights
            .iter()
            .map(|w| w.map(|w| u64::try_from(u128::from(w) * u128::from(total) / u128::from(sum)).unwrap_or(0)))
            .collect();
        Self { expected }
    }

    /// How many come from each group on a day.
    pub(super) fn on(&self, day: Day, random: &mut Random) -> [u64; GROUPS.len()] {
        let expected = usize::try_from(day)
            .ok()
            .and_then(|d| self.expected.get(d))
            .copied()
            .unwrap_or_default();
        expected.map(|e| random.arrivals(e))
    }

    /// How many are expected from a day on, in all.
    pub(super) fn left(&self, from: Day) -> u64 {
        let from = usize::try_from(from).unwrap_or(0).min(self.expected.len());
        self.expected[from..].iter().flatten().sum::<u64>() / 1000
    }
}

/// How much of a story is left on a day, in thousandths: a twentieth is forgotten every day.
fn story(broke: Day, day: Day) -> u64 {
    let Ok(age) = u32::try_from(day - broke) else { return 0 };
    (0..age.min(120)).fold(1000, |left, _| left * 19 / 20)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_year_holds_what_it_should_and_its_days_differ() {
        let days = Days::to(date(2026, 11, 12));
        let demand = Demand::of(&days, 120_000);
        let in_days = |from: Day, to: Day| {
            (from..to)
                .map(|d| demand.expected[d as usize].iter().sum::<u64>())
                .sum::<u64>()
                / 1000
        };
        assert!((149_000..=151_000).contains(&demand.left(0)), "{}", demand.left(0));
        let end = days.today;
        // Each year near 30,000, the one with the lockdown below it.
        for year in 0..5 {
            let contacts = in_days(year * 365, (year + 1) * 365);
            assert!((27_000..33_500).contains(&contacts), "{year}: {contacts}");
        }
        // The fortnight after a story against the one before it; the lockdown against what came before.
        assert!(in_days(end - 402, end - 388) * 100 > in_days(end - 416, end - 402) * 115);
        assert!(in_days(end - 1752, end - 1710) * 100 < in_days(end - 1650, end - 1608) * 85);
        let school = |on| demand.expected[days.day(on) as usize][1];
        assert!(school(date(2026, 8, 12)) * 8 < school(date(2026, 6, 10)));
        assert_eq!(school(date(2026, 6, 13)), 0);
    }
}
