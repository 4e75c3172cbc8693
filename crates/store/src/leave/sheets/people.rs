//! People: who they are, what they are called, where they live, how they are related, what was referred.

use domain::ids::PersonId;
use domain::person::Person;
use uuid::Uuid;

use super::guard::Guard;
use super::{Sheet, Writer, cell, opt, yes};
use crate::Error;
use crate::db::{Conn, params, statements};
use crate::leave::folder::Folder;
use crate::leave::manifest::Listed;
use crate::ledger::Loader;
use crate::project::group_of;

pub const PEOPLE: Sheet = Sheet {
    file: "people.csv",
    about: "a row for each person, as they stand",
    columns: &[
        "person",
        "name",
        "called",
        "sex",
        "born_on",
        "expected_on",
        "died_on",
        "nhs_number",
        "upn",
        "la_child_id",
        "ethnicity",
        "restriction",
        "allocated_worker",
        "open_referral",
        "also_recorded_as",
    ],
};
pub const NAMES: Sheet = Sheet {
    file: "names.csv",
    about: "a row for each name that stands",
    columns: &[
        "person",
        "kind",
        "given",
        "family",
        "from",
        "to",
        "recorded_at",
        "entry",
    ],
};
pub const ADDRESSES: Sheet = Sheet {
    file: "addresses.csv",
    about: "a row for each address that stands; of a confidential one that there is one",
    columns: &[
        "person",
        "kind",
        "address",
        "postcode",
        "from",
        "to",
        "confidential",
        "recorded_at",
        "entry",
    ],
};
pub const IDENTIFIERS: Sheet = Sheet {
    file: "identifiers.csv",
    about: "a row for each number by which somebody is known",
    columns: &["person", "scheme", "value", "traced_on", "recorded_at", "entry"],
};
pub const RELATIONSHIPS: Sheet = Sheet {
    file: "relationships.csv",
    about: "a row for each relationship, from the side on which it was recorded",
    columns: &[
        "person",
        "other",
        "other_is",
        "from",
        "to",
        "parental_responsibility",
        "said_by",
        "recorded_at",
        "entry",
    ],
};
pub const REFERRALS: Sheet = Sheet {
    file: "referrals.csv",
    about: "a row for each referral",
    columns: &[
        "person",
        "referral",
        "received_on",
        "source",
        "primary_need",
        "no_further_action",
        "closed_on",
        "closed_for",
    ],
};

#[cfg(test)]
pub const SHEETS: &[&Sheet] = &[&PEOPLE, &NAMES, &ADDRESSES, &IDENTIFIERS, &RELATIONSHIPS, &REFERRALS];

statements! {
    PEOPLE_AFTER = "SELECT id FROM person WHERE id > $1 ORDER BY id LIMIT 512";
}

/// How many people's facts are loaded by one statement.
const LOAD: usize = 16;

struct Sheets {
    people: Writer,
    names: Writer,
    addresses: Writer,
    identifiers: Writer,
    relationships: Writer,
    referrals: Writer,
}

pub fn write(
    conn: &mut Conn,
    folder: &Folder,
    guard: &Guard,
    progress: &mut dyn FnMut(usize),
) -> Result<Vec<Listed>, Error> {
    let mut sheets = Sheets {
        people: Writer::start(folder, &PEOPLE)?,
        names: Writer::start(folder, &NAMES)?,
        addresses: Writer::start(folder, &ADDRESSES)?,
        identifiers: Writer::start(folder, &IDENTIFIERS)?,
        relationships: Writer::start(folder, &RELATIONSHIPS)?,
        referrals: Writer::start(folder, &REFERRALS)?,
    };
    let (mut after, mut done) = (Uuid::nil(), 0);
    loop {
        let rows = conn.rows(PEOPLE_AFTER, params![after])?;
        let ids: Vec<PersonId> = rows
            .iter()
            .map(|r| Ok(PersonId(r.uuid(0)?)))
            .collect::<Result<_, Error>>()?;
        let Some(last) = ids.last() else { break };
        after = last.0;
        for some in ids.chunks(LOAD) {
            for person in folded(conn, some)? {
                sheets.person(&person, guard)?;
            }
            done += some.len();
            progress(done);
        }
    }
    let Sheets {
        people,
        names,
        addresses,
        identifiers,
        relationships,
        referrals,
    } = sheets;
    [people, names, addresses, identifiers, relationships, referrals]
        .into_iter()
        .map(Writer::end)
        .collect()
}

/// Folds a few people together, with two statements for all of them.
fn folded(conn: &mut Conn, leaders: &[PersonId]) -> Result<Vec<Person>, Error> {
    let mut groups = Vec::with_capacity(leaders.len());
    for leader in leaders {
        groups.push(group_of(conn, *leader)?);
    }
    let everyone: Vec<PersonId> = groups.iter().flatten().copied().collect();
    let mut loader = Loader::default();
    loader.of_subjects(conn, &everyone.iter().map(|p| p.0).collect::<Vec<_>>())?;
    loader.about_people(conn, &everyone)?;
    let facts = loader.finish();
    let fold = |group: Vec<PersonId>| {
        let own: Vec<_> = facts
            .iter()
            .filter(|f| {
                f.subject.person().is_some_and(|p| group.contains(&p))
                    || f.about.iter().any(|a| group.contains(&a.person))
            })
            .cloned()
            .collect();
        Person::fold(&group, &own)
    };
    Ok(groups.into_iter().filter_map(fold).collect())
}

impl Sheets {
    fn person(&mut self, p: &Person, guard: &Guard) -> Result<(), Error> {
        if guard.is_sealed(p.id) {
            return Ok(());
        }
        let level = p.restriction_level().code();
        if !guard.is_open(p.id) {
            let mut row = vec![cell(p.id), p.display_name()];
            row.resize(PEOPLE.columns.len(), String::new());
            row[11] = level.into();
            return self.people.row(&row);
        }
        let birth = p.birth().map(|b| &b.value);
        let expected = match birth {
            Some(domain::facts::person::BirthRecorded::Expected { on }) => Some(on),
            _ => None,
        };
        let number = |scheme: &str| opt(p.identifier(scheme).map(|i| &i.value.value));
        let worker = p
            .allocations
            .iter()
            .rfind(|a| a.to.is_none())
            .map(|a| guard.worker(a.worker));
        let open = p
            .episodes
            .iter()
            .any(|e| e.closed.is_none() && !e.referral.no_further_action);
        let others: Vec<String> = p.group.iter().skip(1).map(cell).collect();
        self.people.row(&[
            cell(p.id),
            p.display_name(),
            p.called(),
            p.sex().into(),
            opt(p.born_on()),
            opt(expected),
            opt(p.death.as_ref().map(|d| d.on)),
            number("nhs"),
            number("upn"),
            number("la_child_id"),
            opt(p.ethnicity.as_ref().map(|e| &e.code)),
            level.into(),
            opt(worker),
            yes(open),
            others.join(" "),
        ])?;
        self.what_is_said(p)?;
        self.around(p, guard)
    }

    fn what_is_said(&mut self, p: &Person) -> Result<(), Error> {
        for name in &p.names {
            self.names.row(&[
                cell(p.id),
                name.kind.code().into(),
                name.given.clone(),
                name.family.clone(),
                opt(name.from),
                opt(name.to),
                cell(name.origin.recorded_at()),
                cell(name.origin.fact),
            ])?;
        }
        for address in &p.addresses {
            let shown = |text: &str| if address.confidential { "confidential" } else { text }.to_owned();
            self.addresses.row(&[
                cell(p.id),
                address.kind.clone(),
                shown(&address.line),
                shown(&address.postcode),
                opt(address.from),
                opt(address.to),
                yes(address.confidential),
                cell(address.origin.recorded_at()),
                cell(address.origin.fact),
            ])?;
        }
        for number in &p.identifiers {
            self.identifiers.row(&[
                cell(p.id),
                number.scheme.clone(),
                number.value.value.clone(),
                opt(number.traced_on),
                cell(number.origin.recorded_at()),
                cell(number.origin.fact),
            ])?;
        }
        Ok(())
    }

    fn around(&mut self, p: &Person, guard: &Guard) -> Result<(), Error> {
        let recorded_here = p.relationships.iter().filter(|r| !r.reciprocal);
        for relationship in recorded_here.filter(|r| !guard.is_sealed(r.other)) {
            let told = &relationship.told;
            self.relationships.row(&[
                cell(p.id),
                cell(relationship.other),
                relationship.is.clone(),
                opt(told.from),
                opt(told.to),
                told.parental_responsibility.map(yes).unwrap_or_default(),
                told.said_by.clone(),
                cell(told.origin.recorded_at()),
                cell(told.origin.fact),
            ])?;
        }
        for episode in &p.episodes {
            let referral = &episode.referral;
            self.referrals.row(&[
                cell(p.id),
                cell(episode.id),
                cell(referral.received_on),
                referral.source.clone(),
                referral.primary_need.clone(),
                yes(referral.no_further_action),
                opt(episode.closed.as_ref().map(|c| c.on)),
                opt(episode.closed.as_ref().map(|c| &c.reason)),
            ])?;
        }
        Ok(())
    }
}
