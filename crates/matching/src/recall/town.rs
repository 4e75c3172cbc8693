//! The made-up town and its search box.

use std::collections::{BTreeSet, HashMap};

use domain::naming;
use jiff::ToSpan;
use jiff::civil::{Date, date};

use super::{PEOPLE, TODAY};
use crate::{Address, Birth, Candidate, NameKind, PersonName, Query, rank};

pub(super) struct Town {
    pub people: Vec<Candidate>,
    names: HashMap<String, Vec<usize>>,
    homes: HashMap<String, Vec<usize>>,
    births: HashMap<Date, Vec<usize>>,
}

impl Town {
    pub fn new(seed: u64) -> Town {
        let mut chance = Chance(seed);
        let mut people: Vec<Candidate> = Vec::new();
        while people.len() < PEOPLE {
            let family = surname(&mut chance);
            let line = format!(
                "{} {}, {}",
                1 + chance.below(80),
                street(&mut chance),
                chance.word("Stowbridge Aldermere Harrowden Hidley")
            );
            let mut birthday = date(2008, 1, 1) + i64::try_from(chance.below(6_000)).unwrap().days();
            for _ in 0..=chance.below(4) {
                let given = first_name(&mut chance);
                let name = |kind, family: &str| PersonName {
                    kind,
                    given: given.clone(),
                    family: family.into(),
                    ..PersonName::default()
                };
                let mut names = vec![name(NameKind::Legal, &family)];
                if chance.below(10) == 0 {
                    names.push(name(NameKind::Former, &surname(&mut chance)));
                }
                let home = Address {
                    line: line.clone(),
                    current: true,
                    ..Address::default()
                };
                let id = people.len() as u128;
                people.push(Candidate {
                    id,
                    names,
                    birth: Birth::Exact(birthday),
                    addresses: vec![home],
                    ..Candidate::default()
                });
                // One child in thirty has a twin; other siblings come a year or more later.
                if chance.below(30) > 0 {
                    birthday += i64::try_from(330 + chance.below(1_200)).unwrap().days();
                }
            }
        }
        people.truncate(PEOPLE);
        let mut town = Town {
            people,
            names: HashMap::new(),
            homes: HashMap::new(),
            births: HashMap::new(),
        };
        for (n, person) in town.people.iter().enumerate() {
            let keys: BTreeSet<_> = person
                .names
                .iter()
                .flat_map(|name| naming::keys(&format!("{} {}", name.given, name.family)))
                .collect();
            for key in keys {
                town.names.entry(key.as_str().to_owned()).or_default().push(n);
            }
            for key in naming::address_keys(&person.addresses[0].line, None) {
                town.homes.entry(key).or_default().push(n);
            }
            if let Birth::Exact(day) = person.birth {
                town.births.entry(day).or_default().push(n);
            }
        }
        town
    }

    /// As a store would: the 200 people with most weight by name, those of a birth date, those of a street.
    pub fn search(&self, text: &str) -> Vec<u128> {
        let query = Query::parse(text, TODAY);
        let mut worth: HashMap<usize, u32> = HashMap::new();
        for probe in query.name_keys() {
            for n in self.names.get(probe.key.as_str()).into_iter().flatten() {
                *worth.entry(*n).or_default() += u32::from(probe.weight);
            }
        }
        let mut by_name: Vec<(usize, u32)> = worth.into_iter().collect();
        by_name.sort_by_key(|(n, worth)| (std::cmp::Reverse(*worth), *n));
        let mut near: BTreeSet<usize> = by_name.into_iter().take(200).map(|(n, _)| n).collect();
        for (first, last) in query.birth_ranges() {
            near.extend(
                first
                    .series(1.day())
                    .take_while(|d| *d <= last)
                    .filter_map(|d| self.births.get(&d))
                    .flatten(),
            );
        }
        near.extend(
            query
                .address_keys()
                .iter()
                .filter_map(|key| self.homes.get(key))
                .flatten(),
        );
        rank(&query, near.into_iter().map(|n| &self.people[n]))
            .into_iter()
            .map(|found| found.id)
            .collect()
    }
}

/// A quarter each: names with short forms, names of many spellings, plain names, made-up ones.
fn first_name(chance: &mut Chance) -> String {
    match chance.below(4) {
        0 => chance.pair(SHORT).0,
        1 => chance.word("Mohamed Niamh Siobhan Aisha Yusuf Caitlin"),
        2 => chance.word(FIRST),
        _ => {
            chance.word("Bel Cor Dav El Fin Har Jor Kel Lor Mar Nor Ros Tam Wil")
                + &chance.word("a an en ia ie in on yn")
        }
    }
}

/// A quarter with many spellings, a quarter plain, half made up of some four hundred.
fn surname(chance: &mut Chance) -> String {
    match chance.below(4) {
        0 => chance.pair(SPELT).0,
        1 => chance.word(FAMILY),
        _ => {
            chance.word(
                "Ash Black Brad Cal Chad Dun East Farn Gold Hal Kirk Lang Mid Nor Oak Pem Red Stan Thorn Wal West Win",
            ) + &chance.word(
                "bourne bridge bury combe croft field ford ham ley man more ridge shaw stead ton well wick wood worth",
            )
        }
    }
}

/// Some 220 streets, so that one holds some dozens of people, over four towns.
fn street(chance: &mut Chance) -> String {
    let names = "Mill High Church Station Dock Park Lime Victoria Albert Queens School Bridge Oak Elm Cedar Castle North Canal Orchard \
                 Windsor Chapel Spring Meadow Abbey Old_Mill St_Mary’s Holly Beech";
    format!(
        "{} {}",
        chance.word(names),
        chance.word("Road Street Lane Avenue Close Drive Terrace Way")
    )
}

/// Pairs of a list written `one=other one=other`.
pub(super) fn pairs(list: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    list.split_whitespace().filter_map(|pair| pair.split_once('='))
}

pub(super) const SHORT: &str = "Catherine=Katie Robert=Bob William=Billy Elizabeth=Beth Margaret=Peggy James=Jimmy Thomas=Tom \
    Samuel=Sam Samantha=Sammy Alexander=Xander Charlotte=Lottie Matthew=Matt Rebecca=Becky Jessica=Jess \
    Daniel=Danny Nicholas=Nick Christopher=Kit Benjamin=Ben Isabella=Bella Mohammed=Mo Agnieszka=Aga \
    Oluwaseun=Seun Theodore=Teddy Abigail=Abi Patrick=Paddy Victoria=Tori Frederick=Freddie \
    Harriet=Hattie Jaspreet=Jas Katarzyna=Kasia";

pub(super) const SPELT: &str = "Shepherd=Sheppard Thompson=Thomson Chowdhury=Choudhry Hussain=Hussein Shevchenko=Szewczenko \
    Clark=Clarke Macdonald=McDonald Philips=Phillips Reid=Read Siddiqui=Siddique Kowalski=Kowalska \
    Rahman=Rehman Smith=Smyth Osborne=Osbourne Nguyen=Nguyan Mohamed=Muhammad Niamh=Neve Siobhan=Shevaun \
    Aisha=Ayesha Yusuf=Youssef Caitlin=Kaitlyn";

const FIRST: &str = "Ava Noah Leo Mia Ivy Arthur Freya Oscar Poppy George Isla Harry Grace Jude Ruby Tyler Skye Mason \
    Willow Reuben Amina Ibrahim Zara Arjun Priya Mateusz Zofia Andrei Ioana Kwame";

const FAMILY: &str = "Jones Taylor Brown Evans Wilson Khan Ali Begum Patel Singh Lee King Wright Hughes Walker Okafor \
    Mensah Nowak Popescu O’Brien Murphy Campbell Ward Turner Cooper Morris Bell Cox Al-Hassan \
    Smith-Jones de_Souza Farah";

/// SplitMix64 (Steele, Lea, Flood 2014): the same numbers from the same seed everywhere.
pub(super) struct Chance(pub u64);

impl Chance {
    pub fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) % end as u64).unwrap()
    }

    /// One word of a list; an underscore in it is a space.
    pub fn word(&mut self, list: &'static str) -> String {
        let words: Vec<&str> = list.split_whitespace().collect();
        words[self.below(words.len())].replace('_', " ")
    }

    fn pair(&mut self, list: &'static str) -> (String, String) {
        let word = self.word(list);
        let (one, other) = word.split_once('=').expect("a list of pairs");
        (one.to_owned(), other.to_owned())
    }
}
