//! What is read of people beside somebody's page or in a search is less than their whole record, and says the same.

use std::collections::BTreeSet;

use domain::calendar::london;
use domain::ids::PersonId;
use domain::person::Person;
use domain::policy::{FindPeople, ReadRecord};
use domain::roles::Role;
use domain::view::Other;
use store::{Candidate, LookUp, Tx, Who};
use testkit::authority::{Authority, Plan};

use crate::engines::{fresh, server, who};

fn reader() -> Who {
    who(2, Role::SocialWorker)
}

/// All of a person that a line or a comparison shows, in words.
fn told_apart_by(p: &Person) -> String {
    let sorted = |mut words: Vec<String>| {
        words.sort();
        words
    };
    format!(
        "{:?}",
        (
            p.display_name(),
            p.called(),
            sorted(p.names.iter().map(|n| format!("{:?}", n.value)).collect()),
            p.birth().map(|b| &b.value),
            p.sex(),
            sorted(p.identifiers.iter().map(|i| format!("{:?}", i.value)).collect()),
            sorted(p.addresses.iter().map(|a| format!("{:?}", a.value)).collect()),
            p.school().map(|s| &s.name),
        )
    )
}

/// What a line about them on another page should say, out of their whole record.
fn line(tx: &mut Tx<'_>, person: &Person) -> String {
    let on = london::date(tx.now());
    let homes: BTreeSet<_> = person
        .homes
        .iter()
        .filter(|(_, m)| m.from.is_none_or(|f| f <= on) && m.to.is_none_or(|to| to > on))
        .map(|(h, _)| *h)
        .collect();
    let ties: BTreeSet<_> = person.relationships.iter().map(|r| (r.other, r.is.clone())).collect();
    let died = person.death.as_ref().map(|d| d.on);
    let address = person.address().filter(|a| !a.confidential).map(|a| a.line.clone());
    format!(
        "{:?}",
        (person.display_name(), person.called(), died, address, homes, ties)
    )
}

#[test]
fn a_line_and_a_comparison_say_what_the_whole_record_says() {
    for server in [None, server()]
        .into_iter()
        .take(if server().is_some() { 2 } else { 1 })
    {
        let f = fresh(server);
        let authority = Authority::new(Plan {
            seed: 11,
            today: jiff::civil::date(2026, 11, 12),
            people: 400,
        });
        f.set_clock("2026-11-12T10:42:00Z");
        let (teams, workers) = (authority.teams(), authority.workers());
        f.store
            .write_now(move |tx| {
                tx.add_teams(&teams)?;
                tx.add_workers(&workers)
            })
            .unwrap();
        f.store.load_authority(authority.entries(), |_, _| ()).unwrap();
        let people: BTreeSet<PersonId> = authority
            .entries()
            .flat_map(|(_, e)| e.facts)
            .filter_map(|fact| fact.subject.person())
            .collect();
        let (mut lines, mut compared) = (0, 0);
        for id in people {
            let seen = f.store.read_now(move |tx| {
                let Ok(permit) = tx.permit::<ReadRecord>(&reader(), id) else {
                    return Ok(None);
                };
                let record = tx.open_record(&reader(), &permit, None, "test")?;
                let around = tx.people_around(&reader(), [id], None)?;
                let Some(Other::Open(known)) = around.get(&id) else {
                    return Ok(None);
                };
                let shown = format!(
                    "{:?}",
                    (
                        &known.name,
                        &known.called,
                        known.died,
                        match &known.home {
                            domain::view::Home::Shown { line, .. } => Some(line.clone()),
                            _ => None,
                        },
                        known.homes.iter().copied().collect::<BTreeSet<_>>(),
                        known
                            .ties
                            .iter()
                            .map(|(other, is, ..)| (*other, is.clone()))
                            .collect::<BTreeSet<_>>(),
                    )
                );
                assert_eq!(shown, line(tx, &record.person), "{id}");
                assert_eq!(known.birth, record.person.birth().map(|b| b.value.clone()));
                let scope = tx.scope::<FindPeople>(&reader())?;
                let number = record.person.identifier("la_child_id").map(|i| i.value.value.clone());
                let Some(number) = number else { return Ok(Some(false)) };
                let found = tx.candidates(
                    &reader(),
                    &scope,
                    &LookUp {
                        keys: vec![(format!("i{number}"), 40)],
                        born: Vec::new(),
                    },
                )?;
                let found = found.iter().find_map(|c| match c {
                    Candidate::Open { summary, person, .. } if summary.id == record.person.id => Some(person),
                    _ => None,
                });
                let found = found.expect("is found by their number");
                assert_eq!(told_apart_by(found), told_apart_by(&record.person), "{id}");
                Ok(Some(true))
            });
            if let Some(with_number) = seen.unwrap() {
                lines += 1;
                compared += u32::from(with_number);
            }
        }
        assert!(lines > 300 && compared > 50, "{lines} lines, {compared} compared");
    }
}
