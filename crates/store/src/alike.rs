//! Whether a closer look at somebody new is worth it at all. An import makes thousands of people, and a search for each would take longer than all the
//! rest: so the search that everything else goes by is made only for those to whom somebody on record is alike at a first glance.

use domain::ids::PersonId;
use domain::policy::{Import, SystemPermit};
use jiff::civil::Date;
use jiff::{SignedDuration, ToSpan};

use crate::db::{SIXTEEN, Value, params, sixteen, statements};
use crate::find::LookUp;
use crate::{Error, Tx, WriteTx};

statements! {
    ANYBODY = "SELECT 1 FROM person LIMIT 1";
    NUMBERED = concat!("SELECT 1 FROM find_key WHERE key IN ", sixteen!(), " LIMIT 1");
    /// Few are born on a day, so they come first: CROSS JOIN keeps the order in SQLite.
    BORN_THEN = concat!("SELECT 1 FROM person p CROSS JOIN find_key k WHERE p.born_on IN ($17, $18, $19, $20) AND k.person = p.id AND k.key IN ", sixteen!(), " LIMIT 1");
    /// Called so, and born within a year, or nobody knows when.
    CALLED_SO = "SELECT 1 FROM find_key a CROSS JOIN find_key b CROSS JOIN person p WHERE a.key = $1 AND b.person = a.person AND b.key = $2 AND p.id = a.person AND (p.born_on IS NULL OR p.born_on BETWEEN $3 AND $4) LIMIT 1";
}

/// What a first glance goes by.
#[derive(Clone, Debug)]
pub struct Glance {
    pub ask: LookUp,
    /// The keys of the first name and of the surname that say most.
    pub called: Option<(String, String)>,
    pub born: Option<Date>,
}

/// How soon it is said whether somebody whom an import put on record is a person on record: nobody waits at the door.
const DAYS: i64 = 7;

impl Tx<'_> {
    /// Whether anybody is on record.
    pub fn anybody_on_record(&mut self) -> Result<bool, Error> {
        Ok(self.conn.row(ANYBODY, params![])?.is_some())
    }

    /// Whether anybody on record, sealed or not, has one of the numbers; or was born that day, give or take a slip of the pen, and has a name like one
    /// of theirs; or is called the same and was born within a year. Nothing is shown of them.
    pub fn anybody_alike(&mut self, glance: &Glance) -> Result<bool, Error> {
        let of = |kind: char| {
            let keys = glance.ask.keys.iter().map(|(key, _)| key);
            keys.filter(move |key| key.starts_with(kind))
                .cloned()
                .collect::<Vec<_>>()
        };
        let numbers = of('i');
        if !numbers.is_empty() && self.conn.row(NUMBERED, &padded(&numbers))?.is_some() {
            return Ok(true);
        }
        let Some(born) = glance.born else { return Ok(false) };
        let days = nearby(born, &glance.ask.born);
        for some in of('n').chunks(SIXTEEN) {
            let mut with = padded(some);
            with.extend(days.iter().copied().map(Value::Day));
            if self.conn.row(BORN_THEN, &with)?.is_some() {
                return Ok(true);
            }
        }
        let Some((first, last)) = &glance.called else {
            return Ok(false);
        };
        let year = 366.days();
        let (from, to) = (born.saturating_sub(year), born.saturating_add(year));
        // Surnames are rarer than first names.
        Ok(self.conn.row(CALLED_SO, params![last, first, from, to])?.is_some())
    }
}

impl WriteTx<'_> {
    /// Asks whether somebody whom an import put on record is one of these people.
    pub fn raise_check_of_import(
        &mut self,
        _permit: &SystemPermit<Import>,
        new: PersonId,
        people: &[PersonId],
    ) -> Result<(), Error> {
        self.raise_check(None, new.0, people, SignedDuration::from_hours(24 * DAYS))
    }
}

/// The day, those beside it, and the one with day and month swapped where there is one.
fn nearby(born: Date, ranges: &[(Date, Date)]) -> [Date; 4] {
    let swapped = ranges.last().map_or(born, |(day, _)| *day);
    [
        born,
        born.yesterday().unwrap_or(born),
        born.tomorrow().unwrap_or(born),
        swapped,
    ]
}

/// Sixteen keys: what there is, and the last one again.
fn padded(keys: &[String]) -> Vec<Value<'_>> {
    let last = keys.last().map_or("", String::as_str);
    (0..SIXTEEN)
        .map(|i| Value::from(keys.get(i).map_or(last, String::as_str)))
        .collect()
}
