//! Whether a child whom a census puts on record may be somebody on record already, or another child of the same file. The child is put on record all the
//! same, since a census is stored as it was asserted [Sem 23]; a person is asked whether the two are one.

use std::collections::BTreeMap;

use domain::ids::PersonId;
use domain::naming::fold;
use domain::person::Person;
use jiff::civil::Date;
use matching::{BirthClue, Clues, Query};
use returns::cin::CinChild;
use returns::people::Details;
use store::{Error, Tx};

use crate::find::{Glance, glance, may_be};

/// Who on record the child may be. Whoever was put on record by the same file is left to [`Twice`]: twins are alike, and two by its own words.
pub fn look_alikes(
    tx: &mut Tx<'_>,
    child: &CinChild,
    details: Option<&Details>,
    source: &str,
    today: Date,
) -> Result<Vec<PersonId>, Error> {
    let mut people = Vec::new();
    let from_elsewhere = |person: &Person| {
        let mut told = person.identifiers.iter().map(|i| &i.origin.entry.source);
        !told.any(|from| from == source)
    };
    for (query, glance) in queries(child, details, today) {
        for id in may_be(tx, &query, &glance, from_elsewhere)? {
            if !people.contains(&id) {
                people.push(id);
            }
        }
    }
    Ok(people)
}

/// Children of one file who are told twice, under two ids: by the same name and day of birth, or by a number that one child has. What is merely alike is
/// two children by the file's own words.
#[derive(Debug, Default)]
pub struct Twice(BTreeMap<String, PersonId>);

impl Twice {
    /// Who of those before is told again in this child, who is `id` on record.
    pub fn told(&mut self, child: &CinChild, details: Option<&Details>, id: PersonId) -> Vec<PersonId> {
        let mut before = Vec::new();
        for key in marks(child, details) {
            let first = *self.0.entry(key).or_insert(id);
            if first != id && !before.contains(&first) {
                before.push(first);
            }
        }
        before
    }
}

fn marks(child: &CinChild, details: Option<&Details>) -> Vec<String> {
    let Some(row) = child.identifiers.first().map(|row| &row.values) else {
        return Vec::new();
    };
    let number = |number: &str| number.split_whitespace().collect::<String>().to_uppercase();
    let mut marks = Vec::new();
    if let Some(Details {
        forename: Some(forename),
        surname: Some(surname),
        ..
    }) = details
        && let Some(born) = row.birth_date
    {
        marks.push(format!("{born} {} {}", fold(forename), fold(surname)));
    }
    let nhs = details
        .and_then(|d| d.nhs_number.as_deref())
        .filter(|n| !n.trim().is_empty());
    marks.extend(nhs.map(|n| format!("nhs {}", number(n))));
    let upn = row.upn.as_deref().filter(|n| !n.trim().is_empty());
    marks.extend(upn.map(|n| format!("upn {}", number(n))));
    marks
}

/// By name, birth and numbers; and by the former pupil number, if there is one.
fn queries(child: &CinChild, details: Option<&Details>, today: Date) -> Vec<(Query, Glance)> {
    let Some(row) = child.identifiers.first() else {
        return Vec::new();
    };
    let row = &row.values;
    let forename = details.and_then(|d| d.forename.as_ref());
    let surname = details.and_then(|d| d.surname.as_ref());
    let names = [words(forename), words(surname)].concat();
    let mut asked = Vec::new();
    let first = Clues {
        // Without a day of birth a name alone would ask of everybody who is called so.
        names: if row.birth_date.is_some() { names } else { Vec::new() },
        birth: row.birth_date.map(BirthClue::Date),
        nhs: details.and_then(|d| d.nhs_number.clone()),
        upn: row.upn.clone(),
        postcode: details.and_then(|d| d.postcode.clone()),
        address_words: words(details.and_then(|d| d.address.as_ref())),
        ..Clues::default()
    };
    let former = row.former_upn.clone().map(|upn| Clues {
        upn: Some(upn),
        ..first.clone()
    });
    for clues in [Some(first), former].into_iter().flatten() {
        let says_who = !clues.names.is_empty() || clues.nhs.is_some() || clues.upn.is_some();
        if says_who {
            let query = Query::new(clues, today);
            let glance = glance(&query, forename, surname, row.birth_date);
            asked.push((query, glance));
        }
    }
    asked
}

fn words(text: Option<&String>) -> Vec<String> {
    text.into_iter()
        .flat_map(|text| text.split_whitespace())
        .map(str::to_owned)
        .collect()
}
