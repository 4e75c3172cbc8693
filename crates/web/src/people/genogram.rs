//! The family diagram out of the people around a record, each masked already.

use std::collections::BTreeMap;

use domain::codes;
use domain::facts::person::BirthRecorded;
use domain::ids::{HouseholdId, PersonId};
use domain::person::identity::{age_words, day, years};
use domain::view::{Home, Known, Other};
use jiff::civil::Date;
use reports::genogram::{
    Caption, Genogram, Household, Life, LinkKind, ParentLink, Person, RecordedAs, Sex, Show, Union, UnionStatus,
};

use super::Asked;
use super::open::Opened;

/// Which parts the reader has ticked; all of them until the form is sent.
pub(super) fn show(asked: &Asked) -> Show {
    let ticked = |field: &str| asked.drawn.is_empty() || !field.is_empty();
    Show {
        households: ticked(&asked.homes),
        former_partners: ticked(&asked.former),
        died: ticked(&asked.died),
    }
}

/// The family of the record, as far as the reader may know of it.
pub(super) fn family(opened: &Opened) -> Genogram {
    let on = opened.view.on;
    let mut family = Genogram {
        title: format!("Family diagram of {}, {}", opened.view.identity.name, day(on)),
        people: vec![this(opened, on)],
        ..Genogram::default()
    };
    // Several ids of one joined person are one person; whoever is not among the people around the record does not appear.
    let mut people: BTreeMap<PersonId, &Other> = BTreeMap::new();
    for other in opened.others.values() {
        people.insert(other.id(), other);
    }
    let mut others: Vec<&Other> = people.values().copied().collect();
    others.sort_by_key(|o| (born(o).is_none(), born(o), o.id()));
    family.people.extend(others.iter().map(|o| person(o, on)));
    let who = |id: PersonId| -> Option<PersonId> {
        if opened.is_this(id) {
            Some(opened.view.id)
        } else {
            opened.others.get(&id).map(Other::id)
        }
    };
    for tie in &opened.view.ties {
        if let Some(other) = who(tie.other) {
            relate(&mut family, opened.view.id, other, &tie.is, tie.from, tie.to);
            recorded_as(&mut family, other, &tie.is, &tie.words);
        }
    }
    for other in &others {
        if let Other::Open(known) = other {
            for (to, is, from, until) in &known.ties {
                if let Some(to) = who(*to) {
                    relate(&mut family, known.id, to, is, *from, *until);
                }
            }
        }
    }
    family.households = households(opened, &others);
    let drawn = reachable(&family, &opened.view.id.to_string());
    family.people.retain(|p| drawn.contains(&p.id));
    family
}

fn born(other: &Other) -> Option<Date> {
    match other {
        Other::Open(known) => known.birth.as_ref().map(|b| match b {
            BirthRecorded::Exact { on } | BirthRecorded::Estimated { on, .. } | BirthRecorded::Expected { on } => *on,
        }),
        Other::Restricted { .. } => None,
    }
}

fn this(opened: &Opened, on: Date) -> Person {
    let who = &opened.view.identity;
    Person {
        called: who.called.clone(),
        life: life(who.birth.as_ref(), who.died, on),
        this_record: true,
        href: format!("#p-{}", opened.view.id),
        ..Person::new(&opened.view.id.to_string(), &who.name, sex(who.sex))
    }
}

fn person(other: &Other, on: Date) -> Person {
    let plain = Person::new(&other.id().to_string(), other.name(), sex(other.sex()));
    match other {
        Other::Restricted { .. } => Person {
            restricted: true,
            ..plain
        },
        Other::Open(known) => Person {
            called: known.called.clone(),
            life: life(known.birth.as_ref(), known.died, on),
            confidential: known.home == Home::Confidential,
            name: name(known),
            ..plain
        },
    }
}

/// An unborn child's name does not say again when it is due.
fn name(known: &Known) -> String {
    match &known.birth {
        Some(BirthRecorded::Expected { .. }) => known.name.split(", due").next().unwrap_or(&known.name).to_owned(),
        _ => known.name.clone(),
    }
}

fn sex(sex: codes::Sex) -> Sex {
    match sex {
        codes::Sex::Female => Sex::Female,
        codes::Sex::Male => Sex::Male,
        codes::Sex::Unknown => Sex::NotKnown,
    }
}

fn life(birth: Option<&BirthRecorded>, died: Option<Date>, on: Date) -> Life {
    if let Some(died) = died {
        return Life::Died {
            years: format!("died {}", day(died)),
        };
    }
    let age = |born: Date| match years(born, on) {
        n if n < 0 => None,
        0 | 1 => Some(
            age_words(born, on)
                .replace(" months", "m")
                .replace(" month", "m")
                .replace(" weeks", "w")
                .replace(" week", "w"),
        ),
        n => Some(n.to_string()),
    };
    match birth {
        Some(BirthRecorded::Expected { on: due }) => Life::Unborn {
            due: format!("due {}", due.strftime("%b %Y")),
        },
        Some(BirthRecorded::Exact { on: born } | BirthRecorded::Estimated { on: born, .. }) => {
            Life::Living { age: age(*born) }
        }
        None => Life::Living { age: None },
    }
}

/// One relation: `other` is `is` to `one`. What no line can show is left to [`recorded_as`].
fn relate(family: &mut Genogram, one: PersonId, other: PersonId, is: &str, from: Option<Date>, to: Option<Date>) {
    let (one, other) = (one.to_string(), other.to_string());
    let parent = |kind: LinkKind| Some((other.clone(), one.clone(), kind));
    let child = |kind: LinkKind| Some((one.clone(), other.clone(), kind));
    let link = match is {
        "parent" => parent(LinkKind::Birth),
        "child" => child(LinkKind::Birth),
        "adoptive_parent" => parent(LinkKind::Adoptive),
        "adopted_child" => child(LinkKind::Adoptive),
        "foster_carer" | "private_foster_carer" => parent(LinkKind::Foster),
        "foster_child" | "privately_fostered_child" => child(LinkKind::Foster),
        "step_parent" => parent(LinkKind::Step),
        "step_child" => child(LinkKind::Step),
        _ => None,
    };
    if let Some((parent, child, kind)) = link {
        if !family.parents.iter().any(|l| l.parent == parent && l.child == child) {
            family.parents.push(ParentLink { parent, child, kind });
        }
        return;
    }
    let parted = matches!(is, "ex_partner" | "ex_spouse") || to.is_some();
    if matches!(is, "partner" | "spouse" | "ex_partner" | "ex_spouse")
        && !family
            .unions
            .iter()
            .any(|u| (u.a == one && u.b == other) || (u.a == other && u.b == one))
    {
        let year = |words: &str, on: Option<Date>| on.map(|d| format!("{words} {}", d.year())).unwrap_or_default();
        family.unions.push(Union {
            a: one,
            b: other,
            since: if parted { String::new() } else { year("since", from) },
            parted: if parted { year("parted", to) } else { String::new() },
            status: if parted {
                UnionStatus::Parted
            } else {
                UnionStatus::Together
            },
        });
    }
}

/// What somebody is to the child, for where no line of the diagram says it.
fn recorded_as(family: &mut Genogram, other: PersonId, is: &str, words: &str) {
    let generation = match is {
        "great_grandparent" => -3,
        "grandparent" | "great_aunt_or_uncle" => -2,
        "parent"
        | "step_parent"
        | "adoptive_parent"
        | "special_guardian"
        | "foster_carer"
        | "private_foster_carer"
        | "parents_partner"
        | "parents_ex_partner"
        | "aunt_or_uncle"
        | "support_carer" => -1,
        "child" | "step_child" | "adopted_child" | "niece_or_nephew" | "partners_child" => 1,
        "grandchild" => 2,
        _ => 0,
    };
    let id = other.to_string();
    if let Some(person) = family.people.iter_mut().find(|p| p.id == id)
        && person.recorded_as.is_none()
    {
        let mut chars = words.chars();
        let words = chars
            .next()
            .map(|c| c.to_uppercase().chain(chars).collect())
            .unwrap_or_default();
        person.recorded_as = Some(RecordedAs { words, generation });
    }
}

/// The homes of the family: the child's own, then those in which somebody else of it lives.
fn households(opened: &Opened, others: &[&Other]) -> Vec<Household> {
    let mut homes: Vec<(HouseholdId, Household)> = Vec::new();
    for home in &opened.view.homes {
        let since = home.since.map(|d| format!(", since {}", day(d))).unwrap_or_default();
        homes.push((
            home.id,
            Household {
                id: home.id.to_string(),
                caption: caption(&home.home, &since),
                members: vec![opened.view.id.to_string()],
            },
        ));
    }
    for other in others {
        let Other::Open(known) = other else {
            continue;
        };
        for id in &known.homes {
            match homes.iter_mut().find(|(h, _)| h == id) {
                Some((_, home)) => {
                    home.members.push(known.id.to_string());
                    // One confidential address in a home hides where it is.
                    if known.home == Home::Confidential {
                        home.caption = Caption::Confidential;
                    }
                }
                None => homes.push((
                    *id,
                    Household {
                        id: id.to_string(),
                        caption: caption(&known.home, ""),
                        members: vec![known.id.to_string()],
                    },
                )),
            }
        }
    }
    homes.into_iter().map(|(_, home)| home).collect()
}

/// The first line of the address: a caption has little room.
fn caption(home: &Home, since: &str) -> Caption {
    match home {
        Home::Confidential => Caption::Confidential,
        Home::NotRecorded => Caption::Shown("Address not recorded".into()),
        Home::Shown { line, .. } => {
            let first = line.split(',').next().unwrap_or(line).trim();
            Caption::Shown(format!("{first}{since}"))
        }
    }
}

/// Whoever a line, a home or a relation of their own joins to the record. People of people who are joined to nobody here stay out.
fn reachable(family: &Genogram, this: &str) -> Vec<String> {
    let mut reached: Vec<String> = vec![this.to_owned()];
    reached.extend(
        family
            .people
            .iter()
            .filter(|p| p.recorded_as.is_some())
            .map(|p| p.id.clone()),
    );
    let links = family.parents.iter().map(|l| (&l.parent, &l.child));
    let unions = family.unions.iter().map(|u| (&u.a, &u.b));
    let pairs: Vec<(&String, &String)> = links.chain(unions).collect();
    let mut at = 0;
    while let Some(person) = reached.get(at).cloned() {
        for (a, b) in &pairs {
            let next = if **a == person { b } else { a };
            if (**a == person || **b == person) && !reached.contains(next) {
                reached.push((*next).clone());
            }
        }
        at += 1;
    }
    reached
}
