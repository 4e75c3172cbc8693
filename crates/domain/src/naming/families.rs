//! Names that are one name: spellings (Sheppard, Shepherd) and short forms (Katy, Caitlin). The lists are data:
//! `data/spellings.txt`, `data/short_forms.txt`.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::LazyLock;

/// Why two different words are one name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kin {
    /// Two spellings of one name.
    Spelling,
    /// The first is a short form of the second.
    ShortFor,
    /// The second is a short form of the first.
    LongFor,
    /// Two short forms of one name: Kate and Katy.
    ShortForms,
}

/// What the lists know about one folded word. Cheap to copy; look it up once and compare many times.
#[derive(Debug, Clone, Copy, Default)]
pub struct Family(Option<&'static Known>);

#[derive(Debug, Default)]
struct Known {
    /// Lines of the spellings list, ascending.
    spellings: Vec<u16>,
    /// Sets of short forms, ascending, and whether the word is the name itself there.
    sets: Vec<(u16, bool)>,
}

/// Looks a folded word up in the lists.
pub fn family(folded: &str) -> Family {
    Family(LISTS.known.get(folded))
}

impl Family {
    /// The lists know the word.
    pub fn is_known(self) -> bool {
        self.0.is_some()
    }

    /// How this word and another are one name, if the lists say so. `self` is the first word of the answer.
    pub fn kin(self, other: Family) -> Option<Kin> {
        let (a, b) = (self.0?, other.0?);
        if a.spellings.iter().any(|line| b.spellings.contains(line)) {
            return Some(Kin::Spelling);
        }
        let mut best: Option<Kin> = None;
        for (set, a_is_name) in &a.sets {
            for (_, b_is_name) in b.sets.iter().filter(|(s, _)| s == set) {
                let kin = match (a_is_name, b_is_name) {
                    (true, true) => Kin::Spelling,
                    (false, true) => Kin::ShortFor,
                    (true, false) => Kin::LongFor,
                    (false, false) => Kin::ShortForms,
                };
                best = Some(best.map_or(kin, |b| b.min(kin)));
            }
        }
        best
    }
}

/// Every other word that is one name with `folded`, in alphabetical order.
pub(super) fn relatives(folded: &str) -> Vec<(&'static str, Kin)> {
    let me = family(folded);
    let Some(known) = me.0 else { return Vec::new() };
    let words = known
        .spellings
        .iter()
        .flat_map(|line| &LISTS.lines[usize::from(*line)])
        .chain(known.sets.iter().flat_map(|(set, _)| &LISTS.sets[usize::from(*set)]))
        .filter(|word| **word != folded)
        .collect::<BTreeSet<_>>();
    words
        .into_iter()
        .filter_map(|word| me.kin(family(word)).map(|kin| (*word, kin)))
        .collect()
}

struct Lists {
    known: HashMap<&'static str, Known>,
    /// Members of each line of the spellings list.
    lines: Vec<Vec<&'static str>>,
    /// Members of each set of short forms, spellings included.
    sets: Vec<Vec<&'static str>>,
}

static LISTS: LazyLock<Lists> =
    LazyLock::new(|| read(include_str!("data/spellings.txt"), include_str!("data/short_forms.txt")));

fn read(spellings: &'static str, short_forms: &'static str) -> Lists {
    let mut known: HashMap<&'static str, Known> = HashMap::new();
    let lines: Vec<Vec<&'static str>> = entries(spellings)
        .map(|line| line.split_whitespace().collect())
        .collect();
    for (n, line) in (0_u16..).zip(&lines) {
        for word in line {
            known.entry(word).or_default().spellings.push(n);
        }
    }
    let spelt_like = |known: &HashMap<&'static str, Known>, word: &'static str| -> Vec<&'static str> {
        let lines_of = known.get(word).map(|k| k.spellings.as_slice()).unwrap_or_default();
        std::iter::once(word)
            .chain(lines_of.iter().flat_map(|n| lines[usize::from(*n)].iter().copied()))
            .collect()
    };
    let mut sets = Vec::new();
    for (n, entry) in (0_u16..).zip(entries(short_forms)) {
        let Some((name, forms)) = entry.split_once('=') else {
            continue;
        };
        // A word that is both, as Lily in Lillian's set, counts as the name.
        let mut members: BTreeMap<&'static str, bool> = BTreeMap::new();
        for form in forms.split_whitespace() {
            members.extend(spelt_like(&known, form).into_iter().map(|word| (word, false)));
        }
        members.extend(spelt_like(&known, name.trim()).into_iter().map(|word| (word, true)));
        for (word, is_name) in &members {
            known.entry(word).or_default().sets.push((n, *is_name));
        }
        sets.push(members.into_keys().collect());
    }
    Lists { known, lines, sets }
}

fn entries(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::naming::fold;

    fn check(a: &str, b: &str, expect: Option<Kin>) {
        assert_eq!(family(a).kin(family(b)), expect, "{a}, {b}");
        let mirrored = expect.map(|kin| match kin {
            Kin::ShortFor => Kin::LongFor,
            Kin::LongFor => Kin::ShortFor,
            same => same,
        });
        assert_eq!(family(b).kin(family(a)), mirrored, "{b}, {a}");
    }

    #[test]
    fn sets_meet_and_do_not_run_together() {
        check("rob", "robert", Some(Kin::ShortFor));
        check("rob", "robin", Some(Kin::ShortFor));
        check("robin", "robert", None);
        check("sam", "samantha", Some(Kin::ShortFor));
        check("samuel", "samantha", None);
        check("charlie", "charlotte", Some(Kin::ShortFor));
        check("charles", "charlotte", None);
    }

    #[test]
    fn the_katies() {
        check("katy", "caitlin", Some(Kin::ShortFor));
        check("katie", "kathryn", Some(Kin::ShortFor));
        check("kate", "katy", Some(Kin::ShortForms));
        check("katie", "katy", Some(Kin::Spelling));
        check("caitlin", "catherine", None);
        check("ciara", "caitlin", None);
    }

    #[test]
    fn spellings_of_one_name() {
        check("sheppard", "shepherd", Some(Kin::Spelling));
        check("mohammed", "muhammad", Some(Kin::Spelling));
        check("mo", "mohamed", Some(Kin::ShortFor));
        check("shevchenko", "szewczenko", Some(Kin::Spelling));
        check("chowdhury", "choudhry", Some(Kin::Spelling));
        check("seun", "oluwaseun", Some(Kin::ShortFor));
        check("unheardof", "unheardof", None);
    }

    #[test]
    fn the_lists_are_well_formed() {
        for line in entries(include_str!("data/spellings.txt")) {
            let words: Vec<_> = line.split_whitespace().collect();
            assert!(words.len() > 1, "one spelling only: {line}");
            assert_eq!(
                words.iter().collect::<BTreeSet<_>>().len(),
                words.len(),
                "twice in a line: {line}"
            );
            assert!(words.iter().all(|w| fold(w) == **w), "not folded: {line}");
        }
        let mut names = BTreeSet::new();
        for line in entries(include_str!("data/short_forms.txt")) {
            let (name, forms) = line.split_once(" = ").expect(line);
            assert!(names.insert(name), "two sets for {name}");
            let forms: Vec<_> = forms.split_whitespace().collect();
            assert_eq!(
                forms.iter().collect::<BTreeSet<_>>().len(),
                forms.len(),
                "twice in a set: {line}"
            );
            assert!(!forms.contains(&name) && !forms.is_empty(), "{line}");
            assert!(
                forms.iter().chain([&name]).all(|w| fold(w) == **w),
                "not folded: {line}"
            );
        }
        assert!(names.len() >= 250, "{} sets", names.len());
    }

    #[test]
    fn relatives_are_ordered_and_bounded() {
        let katie = relatives("katie");
        assert!(katie.is_sorted());
        assert!(katie.iter().any(|(w, k)| *w == "caitlin" && *k == Kin::ShortFor));
        assert!(!katie.iter().any(|(w, _)| *w == "katie"));
        let most = LISTS.known.keys().map(|word| relatives(word).len()).max();
        assert!(most <= Some(80), "{most:?}: a search would ask for too many keys");
    }
}
