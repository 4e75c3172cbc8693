//! Whatever the file: no panic, and every row read is stored or refused.

use std::io::BufReader;

use proptest::prelude::*;
use returns::cin::{Reconciliation, Table};

use crate::writer::{Child, Episode, Key, Style, elements, write};

fn key() -> impl Strategy<Value = Key> {
    prop_oneof![
        6 => (0_u16..365).prop_map(Key::Day),
        1 => Just(Key::Missing),
        1 => Just(Key::Blank),
        1 => Just(Key::Unreadable),
    ]
}

fn keys() -> impl Strategy<Value = Vec<Key>> {
    prop::collection::vec(key(), 0..3)
}

fn code() -> impl Strategy<Value = &'static str> {
    prop_oneof![3 => Just("1A"), 3 => Just("MOB"), 1 => Just(""), 1 => Just("what is this")]
}

fn codes() -> impl Strategy<Value = Vec<&'static str>> {
    prop::collection::vec(code(), 0..4)
}

fn episode() -> impl Strategy<Value = Episode> {
    let assessments = prop::collection::vec((key(), codes()), 0..3);
    let cp_plans = prop::collection::vec((key(), keys()), 0..3);
    (key(), assessments, keys(), keys(), cp_plans, keys()).prop_map(
        |(referral, assessments, cin_plans, section_47s, cp_plans, pre_proceedings)| Episode {
            referral,
            assessments,
            cin_plans,
            section_47s,
            cp_plans,
            pre_proceedings,
        },
    )
}

fn children() -> impl Strategy<Value = Vec<Child>> {
    let id = prop_oneof![4 => "[A-C][0-9]".prop_map(Some), 1 => Just(Some(String::new())), 1 => Just(None)];
    let child = (id, codes(), prop::collection::vec(episode(), 0..3)).prop_map(|(id, disabilities, episodes)| Child {
        id,
        disabilities,
        episodes,
    });
    prop::collection::vec(child, 0..5)
}

fn style() -> impl Strategy<Value = Style> {
    any::<[bool; 7]>().prop_map(
        |[one_wrapper, words, old_gender, small_p, prefixed, marked, backwards]| Style {
            one_wrapper,
            words,
            old_gender,
            small_p,
            prefixed,
            marked,
            backwards,
        },
    )
}

/// Rows read and stored by table, from what was written and not from what was read.
#[derive(Default, Debug, PartialEq)]
struct Expected([(u64, u64); 11]);

impl Expected {
    fn of(children: &[Child]) -> Self {
        let mut expected = Self::default();
        for child in children {
            let known = child.id.as_ref().is_some_and(|id| !id.is_empty());
            expected.row(Table::ChildIdentifiers, known);
            expected.row(Table::ChildCharacteristics, known);
            for code in &child.disabilities {
                expected.row(Table::Disabilities, known && !code.is_empty());
            }
            for episode in &child.episodes {
                expected.episode(known, episode);
            }
        }
        expected
    }

    fn episode(&mut self, known: bool, episode: &Episode) {
        let known = self.row(Table::CinDetails, known && episode.referral.good());
        for (start, factors) in &episode.assessments {
            let known = self.row(Table::Assessments, known && start.good());
            for code in factors {
                self.row(Table::AssessmentFactorsList, known && !code.is_empty());
            }
        }
        for start in &episode.cin_plans {
            self.row(Table::CinPlanDates, known && start.good());
        }
        for start in &episode.section_47s {
            self.row(Table::Section47, known && start.good());
        }
        for (start, reviews) in &episode.cp_plans {
            let known = self.row(Table::ChildProtectionPlans, known && start.good());
            for review in reviews.iter().filter(|&&review| review != Key::Missing) {
                self.row(Table::Reviews, known && review.good());
            }
        }
        for start in &episode.pre_proceedings {
            self.row(Table::PreProceedingsAndFgdm, known && start.good());
        }
    }

    fn row(&mut self, table: Table, stored: bool) -> bool {
        let (read, kept) = &mut self.0[table as usize];
        *read += 1;
        *kept += u64::from(stored);
        stored
    }
}

fn counted(account: &Reconciliation) -> Expected {
    Expected(Table::ALL.map(|table| (account.table(table).read(), account.table(table).stored)))
}

proptest! {
    #[test]
    fn every_row_is_stored_or_refused_and_named(children in children(), style in style(), buffer in 1_usize..80) {
        let file = write(&children, style);
        let mut handed_over = 0;
        // The size of the buffer must not matter.
        let census = returns::cin::read(BufReader::with_capacity(buffer, file.as_bytes()), |_| handed_over += 1).unwrap();
        let account = &census.reconciliation;
        prop_assert_eq!(counted(account), Expected::of(&children));
        prop_assert_eq!(account.children(), children.len() as u64);
        let with_id = children.iter().filter(|child| child.id.as_ref().is_some_and(|id| !id.is_empty()));
        prop_assert_eq!(handed_over, with_id.count());
        for table in Table::ALL {
            let named = account.refused().iter().filter(|refused| refused.table == table);
            prop_assert_eq!(named.count() as u64, account.table(table).refused);
        }
    }

    #[test]
    fn the_same_file_gives_the_same_keys(children in children(), style in style()) {
        let file = write(&children, style);
        prop_assert_eq!(crate::writer::read(&file), crate::writer::read(&file));
    }

    #[test]
    fn a_file_with_its_lines_disturbed_is_an_error_or_wholly_accounted_for(
        children in children(),
        style in style(),
        edits in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), 0_u8..3), 1..4),
    ) {
        let file = write(&children, Style { prefixed: false, marked: false, ..style });
        let mut lines: Vec<&str> = file.lines().collect();
        for (one, other, edit) in edits {
            let (one, other) = (one.index(lines.len()), other.index(lines.len()));
            match edit {
                0 => lines.swap(one, other),
                1 => lines[one] = "",
                _ => lines.insert(one, lines[other]),
            }
        }
        let file = lines.join("\n");
        if let Ok(census) = returns::cin::read(file.as_bytes(), |_| {}) {
            for table in Table::ALL {
                prop_assert_eq!(
                    census.reconciliation.table(table).read(),
                    elements(&file, table.element()),
                    "{} in {}", table.name(), file
                );
            }
        }
    }

    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let _ = returns::cin::read(bytes.as_slice(), |_| {});
        let inside = [b"<Message><Children><Child>", bytes.as_slice(), b"</Child></Children></Message>"].concat();
        let _ = returns::cin::read(inside.as_slice(), |_| {});
    }

    #[test]
    fn no_markup_makes_it_panic(
        pieces in prop::collection::vec(
            prop::sample::select(vec![
                "<", ">", "/", "</", "/>", "<!", "<!--", "-->", "<![CDATA[", "]]>", "<?", "?>", "<?xml ", "<!DOCTYPE ", "&", "&amp;", "&#",
                ";", "\"", "'", "=", " ", "\n", "é", "a", "Child", "<Child>", "</Child>", "<CINdetails>", "</CINdetails>", "<LAchildID>1",
                "</LAchildID>", "<ChildIdentifiers>", "</ChildIdentifiers>", "<Message>", "<Children>", "</Children>", "</Message>",
            ]),
            0..40,
        ),
    ) {
        let text = pieces.concat();
        let _ = returns::cin::read(text.as_bytes(), |_| {});
        let inside = format!("<Message><Children><Child>{text}</Child></Children></Message>");
        let _ = returns::cin::read(inside.as_bytes(), |_| {});
    }
}
