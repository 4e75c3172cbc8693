//! Find a child: one narrow function, and the page with one box.
//!
//! [`find`] is the only place that knows how a search works. A matching engine takes its place behind the same signature.

mod page;

pub use page::{candidate_card, empty, search};

use domain::facts::person::{BirthRecorded, NameKind};
use domain::ids::PersonId;
use domain::person::Person;
use domain::policy::FindPeople;
use jiff::civil::Date;
use matching::{Band, Found, Query};
pub use store::Glance;
use store::{Candidate, LookUp, Named, Summary, Tx, Who};

/// Somebody who may be meant, as whoever asks may see them.
#[derive(Debug)]
pub enum Hit {
    Open {
        summary: Box<Summary>,
        found: Found,
        worker: Option<Named>,
    },
    /// There is a record: a name, and whom to ring.
    Restricted { id: PersonId, name: String, ring: String },
}

impl Hit {
    pub fn id(&self) -> PersonId {
        match self {
            Self::Open { summary, .. } => summary.id,
            Self::Restricted { id, .. } => *id,
        }
    }
}

/// The people who may be meant, nearest first, with reasons in words. At most `most` are shown, and each shown is logged once.
pub fn find(tx: &mut Tx<'_>, who: &Who, query: &Query, most: usize) -> Result<Vec<Hit>, store::Error> {
    let permit = tx.scope::<FindPeople>(who)?;
    if query.is_empty() {
        return Ok(Vec::new());
    }
    let candidates = tx.candidates(who, &permit, &look_up(query))?;
    let compared: Vec<matching::Candidate> = candidates.iter().map(candidate).collect();
    let mut by_id: std::collections::BTreeMap<u128, Candidate> =
        candidates.into_iter().map(|c| (id_of(&c).0.as_u128(), c)).collect();
    let ranked = matching::rank(query, &compared);
    // What is only far off is shown where nothing is nearer.
    let nearest = ranked.first().map(|f| f.closeness.band());
    let worth = |f: &Found| f.closeness.band() > Band::Far || nearest == Some(Band::Far);
    let near: Vec<(Found, Candidate)> = ranked
        .into_iter()
        .filter(worth)
        .take(most)
        .filter_map(|found| by_id.remove(&found.id).map(|candidate| (found, candidate)))
        .collect();
    let worker_of = |candidate: &Candidate| match candidate {
        Candidate::Open { summary, .. } => summary.worker,
        Candidate::Restricted { .. } => None,
    };
    let names = tx.names_of(near.iter().filter_map(|(_, candidate)| worker_of(candidate)))?;
    let hit = |(found, candidate)| match candidate {
        Candidate::Open { summary, .. } => Hit::Open {
            worker: summary.worker.and_then(|id| names.get(&id).cloned()),
            summary,
            found,
        },
        Candidate::Restricted { id, name, ring } => Hit::Restricted { id, name, ring },
    };
    let hits: Vec<Hit> = near.into_iter().map(hit).collect();
    tx.found(who, &permit, hits.iter().map(Hit::id));
    Ok(hits)
}

fn look_up(query: &Query) -> LookUp {
    let clues = query.clues();
    let mut keys: Vec<(String, u32)> = query
        .name_keys()
        .into_iter()
        .map(|p| (format!("n{}", p.key.as_str()), u32::from(p.weight)))
        .collect();
    keys.extend(query.address_keys().into_iter().map(|k| (format!("a{k}"), 4)));
    let numbers = [&clues.nhs, &clues.upn, &clues.la_child_id, &clues.reference];
    let letters = |text: &str| {
        text.chars()
            .filter(char::is_ascii_alphanumeric)
            .map(|c| c.to_ascii_uppercase())
            .collect::<String>()
    };
    keys.extend(numbers.into_iter().flatten().map(|n| (format!("i{}", letters(n)), 40)));
    LookUp {
        keys,
        born: query.birth_ranges(),
    }
}

fn id_of(candidate: &Candidate) -> PersonId {
    match candidate {
        Candidate::Open { summary, .. } => summary.id,
        Candidate::Restricted { id, .. } => *id,
    }
}

fn candidate(candidate: &Candidate) -> matching::Candidate {
    match candidate {
        Candidate::Restricted { id, name, .. } => matching::Candidate {
            id: id.0.as_u128(),
            names: vec![matching::PersonName {
                given: name.clone(),
                ..Default::default()
            }],
            ..Default::default()
        },
        Candidate::Open {
            summary,
            person,
            sees_confidential,
        } => of_person(summary.id, person, *sees_confidential),
    }
}

/// Whoever on record may be meant beside the one who was chosen, nearest first: those as near by what was said as the one chosen, or near at all
/// where nobody was. The program's own comparison, sealed records included, of which nothing is shown: it only says that it has to be asked [Sem 17].
pub fn uncertain(tx: &mut Tx<'_>, query: &Query, chosen: Option<PersonId>) -> Result<Vec<PersonId>, store::Error> {
    uncertain_among(tx, query, chosen, |_| true)
}

/// Whoever on record somebody may be whom an import puts there: the same comparison, where a first glance says that it is worth it.
pub fn may_be(
    tx: &mut Tx<'_>,
    query: &Query,
    glance: &Glance,
    among: impl Fn(&Person) -> bool,
) -> Result<Vec<PersonId>, store::Error> {
    if tx.anybody_alike(glance)? {
        uncertain_among(tx, query, None, among)
    } else {
        Ok(Vec::new())
    }
}

/// What a first glance at a query goes by.
pub fn glance(query: &Query, first: Option<&String>, last: Option<&String>, born: Option<Date>) -> Glance {
    let keys = |name: &String| {
        let mut probes = domain::naming::query_keys(name);
        probes.sort_by_key(|p| std::cmp::Reverse(p.weight));
        probes
            .iter()
            .map(|p| format!("n{}", p.key.as_str()))
            .collect::<Vec<_>>()
    };
    let numbers = look_up(query).keys.into_iter().map(|(key, _)| key);
    Glance {
        numbers: numbers.filter(|key| key.starts_with('i')).collect(),
        names: first.map(keys).zip(last.map(keys)),
        born,
    }
}

fn uncertain_among(
    tx: &mut Tx<'_>,
    query: &Query,
    chosen: Option<PersonId>,
    among: impl Fn(&Person) -> bool,
) -> Result<Vec<PersonId>, store::Error> {
    let mut people = Vec::new();
    if let Some(chosen) = chosen
        && tx.is_sealed(chosen)?
    {
        people.push(chosen);
    }
    if query.is_empty() {
        return Ok(people);
    }
    let compared: Vec<matching::Candidate> = tx
        .people_to_compare(&look_up(query))?
        .iter()
        .filter(|(_, person)| among(person))
        .map(|(id, person)| of_person(*id, person, true))
        .collect();
    let ranked = matching::rank(query, &compared);
    let chosen = chosen.map(|id| id.0.as_u128());
    let nearest = ranked.iter().find(|f| Some(f.id) == chosen).map(|f| f.closeness);
    // A name alone, with no age said, is all there is to go by.
    let least = if query.clues().birth.is_some() {
        Band::Near
    } else {
        Band::Fair
    };
    let others = ranked
        .iter()
        .filter(|f| Some(f.id) != chosen && f.closeness.band() >= least)
        .filter(|f| nearest.is_none_or(|nearest| f.closeness >= nearest));
    let others: Vec<PersonId> = others.map(|f| PersonId(uuid::Uuid::from_u128(f.id))).collect();
    for (n, id) in others.into_iter().enumerate() {
        // Of a sealed record somebody is always asked, however many others are nearer.
        if n < ASKED_AT_ONCE || tx.is_sealed(id)? {
            people.push(id);
        }
    }
    Ok(people)
}

/// More look-alikes than these are answered for by the name itself.
const ASKED_AT_ONCE: usize = 3;

/// The sealed records that somebody may be who is put on record by name alone.
pub fn sealed_look_alikes(tx: &mut Tx<'_>, query: &Query) -> Result<Vec<PersonId>, store::Error> {
    let mut sealed = Vec::new();
    for id in uncertain(tx, query, None)? {
        if tx.is_sealed(id)? {
            sealed.push(id);
        }
    }
    Ok(sealed)
}

fn of_person(id: PersonId, person: &Person, sees_confidential: bool) -> matching::Candidate {
    let number = |scheme: &str| person.identifier(scheme).map(|i| i.value.value.clone());
    matching::Candidate {
        id: id.0.as_u128(),
        names: person.names.iter().map(|n| name(&n.value)).collect(),
        birth: match person.birth().map(|b| &b.value) {
            Some(BirthRecorded::Exact { on }) => matching::Birth::Exact(*on),
            Some(BirthRecorded::Estimated { on, .. }) => matching::Birth::Estimated(*on),
            Some(BirthRecorded::Expected { on }) => matching::Birth::Expected(*on),
            None => matching::Birth::Unknown,
        },
        pronoun: match person.sex() {
            "F" => matching::Pronoun::Her,
            "M" => matching::Pronoun::His,
            _ => matching::Pronoun::Their,
        },
        nhs: number("nhs"),
        upns: person
            .identifiers
            .iter()
            .filter(|i| i.scheme.contains("upn"))
            .map(|i| i.value.value.clone())
            .collect(),
        la_child_id: number("la_child_id"),
        references: Vec::new(),
        addresses: person
            .addresses
            .iter()
            .map(|a| matching::Address {
                line: a.line.clone(),
                postcode: Some(a.postcode.clone()).filter(|p| !p.is_empty()),
                current: a.to.is_none(),
                confidential: a.confidential,
            })
            .collect(),
        may_see_confidential: sees_confidential,
        school: person.school().map(|s| s.name.clone()),
    }
}

fn name(n: &domain::facts::person::NameRecorded) -> matching::PersonName {
    matching::PersonName {
        kind: match n.kind {
            NameKind::Legal => matching::NameKind::Legal,
            NameKind::Preferred => matching::NameKind::Preferred,
            NameKind::Former => matching::NameKind::Former,
            NameKind::Alias => matching::NameKind::Alias,
        },
        given: n.given.clone(),
        family: n.family.clone(),
        since: n.from,
        until: n.to,
    }
}

/// "Born 18 Jun 2017, 9 years. 14 Mill Road, Stowbridge": what tells people of one name apart.
pub fn apart(summary: &Summary, today: Date) -> String {
    use domain::person::identity::{age_words, day};
    let birth = match (summary.birth_precision.as_str(), summary.born_on, summary.expected_on) {
        ("exact", Some(on), _) => format!("Born {}, {}", day(on), age_words(on, today)),
        ("estimated", Some(on), _) => format!("Born about {}", on.year()),
        (_, _, Some(due)) => format!("Unborn, due {}", day(due)),
        _ => "Date of birth not recorded".into(),
    };
    match (summary.address_confidential, summary.address_line.as_str()) {
        (true, _) => format!("{birth}. Address confidential"),
        (false, "") => birth,
        (false, line) => format!("{birth}. {line}"),
    }
}

/// "Open: child in need plan, Ben Carver, 01632 960 151", or "Not open to a team".
pub fn status(summary: &Summary, worker: Option<&Named>) -> String {
    let what = match (summary.plan.as_str(), summary.is_open) {
        ("child_protection", _) => "Open: child protection plan",
        ("child_in_need", _) => "Open: child in need plan",
        (_, true) => "Open",
        (_, false) => return "Not open to a team".into(),
    };
    match worker {
        Some(w) if w.telephone.is_empty() => format!("{what}, {}", w.name),
        Some(w) => format!("{what}, {}, {}", w.name, w.telephone),
        None => format!("{what}, nobody allocated"),
    }
}
