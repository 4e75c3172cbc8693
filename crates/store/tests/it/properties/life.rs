//! Three people are recorded on, corrected, taken back, joined and parted in any order: nothing is lost, nobody gets what is another's, and a
//! past page says what the page said then.

use std::collections::{BTreeMap, BTreeSet};

use domain::forms::Raw;
use domain::ids::{PersonId, WorkerId};
use domain::ledger::FactRef;
use domain::policy::{Actor, JoinPeople, ReadRecord};
use domain::record::{RecordForm, Right};
use domain::roles::Role;
use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;
use store::{Recorded, Seen, Tx, Who};
use uuid::Uuid;

use crate::engines::{Fresh, entry, named, on_each, person};

#[derive(Clone, Debug)]
enum Step {
    Record(u8),
    Correct(u8),
    TakeBack(u8),
    Join(u8, u8),
    /// Which joining, and a bit for each thing recorded since: whether it goes.
    Part(u8, u8),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        3 => any::<u8>().prop_map(Step::Record),
        2 => any::<u8>().prop_map(Step::Correct),
        1 => any::<u8>().prop_map(Step::TakeBack),
        2 => any::<(u8, u8)>().prop_map(|(a, b)| Step::Join(a, b)),
        2 => any::<(u8, u8)>().prop_map(|(n, goes)| Step::Part(n, goes)),
    ]
}

/// A name, by all that it was said to be, the newest last; whose it is, and the entry that first said it of them.
#[derive(Clone, Debug)]
struct Said {
    of: u128,
    since: i64,
    words: Vec<String>,
}

/// What should stand, kept without a ledger.
#[derive(Clone, Debug, Default)]
struct Model {
    said: Vec<Said>,
    /// Two ids that led when they were joined, and the entry of it.
    joined: Vec<(u128, u128, i64)>,
}

const PEOPLE: [u128; 3] = [1, 2, 3];

impl Model {
    fn group(&self, id: u128) -> BTreeSet<u128> {
        let mut group = BTreeSet::from([id]);
        while let Some((a, b, _)) = self
            .joined
            .iter()
            .find(|(a, b, _)| group.contains(a) != group.contains(b))
        {
            group.extend([*a, *b]);
        }
        group
    }

    fn leads(&self, id: u128) -> u128 {
        *self.group(id).first().unwrap()
    }

    /// Who leads, and every name that stands.
    fn page(&self, id: u128) -> (PersonId, Vec<String>) {
        let group = self.group(id);
        let own = self.said.iter().filter(|s| group.contains(&s.of));
        let mut names: Vec<String> = own.map(|s| format!("{} Osei", s.words.last().unwrap())).collect();
        names.sort();
        (person(self.leads(id)), names)
    }

    /// What may be changed: all but the name that each began with.
    fn some(&self, n: u8) -> Option<usize> {
        let changeable = self.said.len() - PEOPLE.len();
        (changeable > 0).then(|| PEOPLE.len() + usize::from(n) % changeable)
    }
}

fn manager() -> Who {
    Who {
        actor: Actor {
            worker: WorkerId(Uuid::from_u128(2)),
            name: "Sunita".into(),
            role: Role::ServiceManager,
            team: None,
            team_name: String::new(),
            front_door: false,
        },
        route: "/people/{id}".into(),
        purpose: String::new(),
    }
}

fn page(f: &Fresh, id: u128, at: Option<Timestamp>) -> (PersonId, Vec<String>) {
    f.store
        .read_now(move |tx| {
            let opened = open(tx, id, at)?;
            let mut names: Vec<String> = opened.person.names.iter().map(|n| n.full()).collect();
            names.sort();
            Ok((opened.person.id, names))
        })
        .unwrap()
}

fn open(tx: &mut Tx<'_>, id: u128, at: Option<Timestamp>) -> Result<store::Record, store::Error> {
    let permit = tx.permit::<ReadRecord>(&manager(), person(id))?;
    tx.open_record(&manager(), &permit, at, "test")
}

/// Where a name stands.
fn find(tx: &mut Tx<'_>, said: &Said) -> Result<FactRef, store::Error> {
    let opened = open(tx, said.of, None)?;
    let given = said.words.last().unwrap();
    let name = opened.person.names.iter().find(|n| n.given == *given);
    name.map(|n| n.origin.fact).ok_or(store::Error::NotThere("name"))
}

fn raw(typed: &[(&str, &str)]) -> Raw {
    Raw(typed.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect())
}

fn saved(recorded: Recorded) -> i64 {
    match recorded {
        Recorded::Saved(appended) => appended.seq,
        other => panic!("{other:?}"),
    }
}

/// Does one step to the store and to the model.
fn take(f: &Fresh, model: &mut Model, n: usize, step: &Step) {
    let known_seq = f.store.read_now(|tx| tx.known_seq()).unwrap();
    let seen = Seen {
        request_id: format!("step {n}"),
        request_digest: [7; 32],
        known_seq,
        shown: Vec::new(),
    };
    let given = format!("N{n}");
    match *step {
        Step::Record(who) => {
            let who = PEOPLE[usize::from(who) % PEOPLE.len()];
            let typed = raw(&[("kind", "alias"), ("given", &given), ("family", "Osei")]);
            let recorded = f.store.write_now(move |tx| {
                let may = tx.may_record(&manager(), Right::Identity, person(who))?;
                tx.record(&manager(), &may, RecordForm::find("name").unwrap(), &typed, &seen)
            });
            model.said.push(Said {
                of: model.leads(who),
                since: saved(recorded.unwrap()),
                words: vec![given],
            });
        }
        Step::Correct(which) => {
            let Some(which) = model.some(which) else { return };
            let said = model.said[which].clone();
            let typed = raw(&[
                ("kind", "alias"),
                ("given", &given),
                ("family", "Osei"),
                ("why_changed", "A slip."),
            ]);
            let recorded = f.store.write_now(move |tx| {
                let at = find(tx, &said)?;
                let may = tx.may_record(&manager(), Right::Identity, person(said.of))?;
                tx.correct(&manager(), &may, at, &typed, &seen)
            });
            saved(recorded.unwrap());
            model.said[which].words.push(given);
        }
        Step::TakeBack(which) => {
            let Some(which) = model.some(which) else { return };
            let said = model.said[which].clone();
            let recorded = f.store.write_now(move |tx| {
                let at = find(tx, &said)?;
                let may = tx.may_record(&manager(), Right::Identity, person(said.of))?;
                tx.take_back(&manager(), &may, at, &raw(&[("why_changed", "A slip.")]), &seen)
            });
            saved(recorded.unwrap());
            // What it had replaced stands again.
            model.said[which].words.pop();
            model.said.retain(|s| !s.words.is_empty());
        }
        Step::Join(a, b) => {
            let [a, b] = [a, b].map(|n| model.leads(PEOPLE[usize::from(n) % PEOPLE.len()]));
            if a == b {
                return;
            }
            let joined = f.store.write_now(move |tx| {
                let (one, other) = (
                    tx.permit::<JoinPeople>(&manager(), person(a))?,
                    tx.permit::<JoinPeople>(&manager(), person(b))?,
                );
                tx.join(&manager(), &one, &other, &raw(&[("why_changed", "One child.")]), &seen)
            });
            model.joined.push((a, b, saved(joined.unwrap())));
        }
        Step::Part(which, goes) => part(f, model, which, goes, seen),
    }
}

fn part(f: &Fresh, model: &mut Model, which: u8, bits: u8, seen: Seen) {
    let Some(which) = (!model.joined.is_empty()).then(|| usize::from(which) % model.joined.len()) else {
        return;
    };
    let (one, other, at) = model.joined.remove(which);
    let stays = model.leads(one).min(model.leads(other));
    let goes_to = model.leads(one).max(model.leads(other));
    let since: Vec<usize> = (0..model.said.len())
        .filter(|n| model.said[*n].of == stays && model.said[*n].since > at)
        .collect();
    let all: Vec<Said> = since.iter().map(|n| model.said[*n].clone()).collect();
    let goes = move |n: usize| bits >> (n % 8) & 1 == 1;
    let where_to = all.clone();
    let parted = f.store.write_now(move |tx| {
        let at = FactRef { seq: at, ord: 0 };
        let permit = tx.permit::<JoinPeople>(&manager(), person(stays))?;
        let parting = tx.if_parted(&permit, at)?;
        assert_eq!((parting.stays, parting.goes), (person(stays), person(goes_to)));
        let mut chosen = BTreeMap::new();
        for (n, said) in where_to.iter().enumerate() {
            chosen.insert(find(tx, said)?, goes(n));
        }
        let asked: BTreeSet<FactRef> = parting.since.iter().map(|f| f.at).collect();
        assert_eq!(
            asked,
            chosen.keys().copied().collect(),
            "what is asked of whoever parts them"
        );
        tx.part(
            &manager(),
            &permit,
            at,
            &chosen,
            &raw(&[("why_changed", "Two children.")]),
            &seen,
        )
    });
    let seq = saved(parted.unwrap());
    for (n, which) in since.into_iter().enumerate() {
        if goes(n) {
            let said = &mut model.said[which];
            *said = Said {
                of: goes_to,
                since: seq,
                words: said.words.split_off(said.words.len() - 1),
            };
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn nothing_is_lost_and_a_past_page_is_what_it_was(steps in prop::collection::vec(step(), 1..18)) {
        on_each(|f| {
            let mut now: Timestamp = "2026-11-12T10:00Z".parse().unwrap();
            f.set_clock(&now.to_string());
            let mut model = Model::default();
            let mut facts = Vec::new();
            for id in PEOPLE {
                facts.push(named(person(id), 1000 + id, &format!("P{id}"), "Osei"));
                model.said.push(Said { of: id, since: 1, words: vec![format!("P{id}")] });
            }
            f.store.write_now(move |tx| tx.append(entry("begin", facts), &[])).unwrap();
            let mut past = vec![(now, PEOPLE.map(|id| model.page(id)))];
            for (n, step) in steps.iter().enumerate() {
                now += SignedDuration::from_mins(1);
                f.set_clock(&now.to_string());
                take(f, &mut model, n, step);
                let pages = PEOPLE.map(|id| page(f, id, None));
                assert_eq!(pages, PEOPLE.map(|id| model.page(id)), "after {n}: {step:?}");
                past.push((now, pages));
            }
            for (at, pages) in past {
                assert_eq!(PEOPLE.map(|id| page(f, id, Some(at))), pages, "as known at {at}");
            }
            assert_eq!(f.store.rebuild_check(|_, _| ()).unwrap().1, []);
            f.store.verify(None, |_| ()).unwrap().unwrap();
        });
    }
}
