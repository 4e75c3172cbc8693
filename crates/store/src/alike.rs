//! Whether a closer look at somebody new is worth it at all. An import makes thousands of people, and a search for each would take longer than all the
//! rest: so the search that everything else goes by is made only for those to whom somebody on record is alike at a first glance.

use std::collections::BTreeSet;

use domain::ids::PersonId;
use domain::policy::{Import, SystemPermit};
use jiff::SignedDuration;
use jiff::civil::Date;
use uuid::Uuid;

use crate::db::{SIXTEEN, Value, params, sixteen, statements};
use crate::{Error, Tx, WriteTx};

statements! {
    ANYBODY = "SELECT 1 FROM person LIMIT 1";
    NUMBERED = concat!("SELECT 1 FROM find_key WHERE key IN ", sixteen!(), " LIMIT 1");
    /// Few are born on a day, so they come first: CROSS JOIN keeps the order in SQLite.
    BORN_THEN = concat!("SELECT p.id FROM person p CROSS JOIN find_key k WHERE p.born_on IN ($17, $18, $19, $20) AND k.person = p.id AND k.key IN ", sixteen!());
    CALLED_SO = "SELECT 1 FROM person p CROSS JOIN find_key a CROSS JOIN find_key b WHERE p.born_on BETWEEN $1 AND $2 AND a.person = p.id AND a.key = $3 AND b.person = p.id AND b.key = $4 LIMIT 1";
}

/// What a first glance goes by: keys, as [`LookUp`](crate::LookUp) has them.
#[derive(Clone, Debug, Default)]
pub struct Glance {
    pub numbers: Vec<String>,
    /// Of the first name and of the surname, those that say most first.
    pub names: Option<(Vec<String>, Vec<String>)>,
    pub born: Option<Date>,
}

/// How soon it is said whether somebody whom an import put on record is a person on record: nobody waits at the door.
const DAYS: i64 = 7;

impl Tx<'_> {
    /// Whether anybody is on record.
    pub fn anybody_on_record(&mut self) -> Result<bool, Error> {
        Ok(self.conn.row(ANYBODY, params![])?.is_some())
    }

    /// Whether anybody on record, sealed or not, has one of the numbers; or was born that day, give or take a slip of the pen, with a first name and a
    /// surname like theirs; or is called the same, and was born in that month, or on that day a year before or after. Nothing is shown of them.
    pub fn anybody_alike(&mut self, glance: &Glance) -> Result<bool, Error> {
        for some in glance.numbers.chunks(SIXTEEN) {
            if self.conn.row(NUMBERED, &padded(some))?.is_some() {
                return Ok(true);
            }
        }
        let (Some((first, last)), Some(born)) = (&glance.names, glance.born) else {
            return Ok(false);
        };
        let called = self.born_about(born, last)?;
        if !called.is_empty() && !called.is_disjoint(&self.born_about(born, first)?) {
            return Ok(true);
        }
        let (Some(first), Some(last)) = (first.first(), last.first()) else {
            return Ok(false);
        };
        for (from, to) in slips(born) {
            if self.conn.row(CALLED_SO, params![from, to, last, first])?.is_some() {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn born_about(&mut self, born: Date, keys: &[String]) -> Result<BTreeSet<Uuid>, Error> {
        let mut people = BTreeSet::new();
        for some in keys.chunks(SIXTEEN) {
            let mut with = padded(some);
            with.extend(nearby(born).map(Value::Day));
            for row in self.conn.rows(BORN_THEN, &with)? {
                people.insert(row.uuid(0)?);
            }
        }
        Ok(people)
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
fn nearby(born: Date) -> [Date; 4] {
    [
        born,
        born.yesterday().unwrap_or(born),
        born.tomorrow().unwrap_or(born),
        Date::new(born.year(), born.day(), born.month()).unwrap_or(born),
    ]
}

/// Days with which a birth may be mixed up: any of its month, and the same day a year before or after.
fn slips(born: Date) -> [(Date, Date); 3] {
    let year = |n: i16| Date::new(born.year().saturating_add(n), born.month(), born.day()).unwrap_or(born);
    [
        (born.first_of_month(), born.last_of_month()),
        (year(-1), year(-1)),
        (year(1), year(1)),
    ]
}

/// Sixteen keys: what there is, and the last one again.
fn padded(keys: &[String]) -> Vec<Value<'_>> {
    let last = keys.last().map_or("", String::as_str);
    (0..SIXTEEN)
        .map(|i| Value::from(keys.get(i).map_or(last, String::as_str)))
        .collect()
}
