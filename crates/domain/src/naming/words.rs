//! The words of a name, with what belongs together kept together: de la Cruz, Al-Hassan, Smith-Jones.

use super::fold::scan;

/// One word of a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word<'a> {
    /// As written, particles included: `van der Berg`.
    pub shown: &'a str,
    /// Folded, without particles: `berg`.
    pub folded: String,
    /// Folded, run together with its particles: `vanderberg`. `None` where it has none.
    pub joined: Option<String>,
    /// Words of one hyphenated name (Smith-Jones) share this number; others have their own.
    pub group: usize,
    /// A first word that may be a name or a particle (Al Shepherd, Al Hassan). It may help a match, and its absence says nothing.
    pub loose: bool,
}

/// Words that belong to the name after them, in British, Irish, Dutch, French, Iberian, Arabic and Welsh names [K].
const PARTICLES: &[&str] = &[
    "ab", "abu", "al", "ap", "bin", "bint", "da", "das", "de", "del", "della", "den", "der", "di", "do", "dos", "du",
    "el", "ibn", "la", "le", "mac", "mc", "ni", "o", "st", "ter", "ud", "ul", "ur", "uz", "van", "von",
];

const LONGEST_PARTICLE: usize = 5;

/// Splits a name into its words. Order is kept; nothing is dropped but punctuation.
pub fn words(name: &str) -> Vec<Word<'_>> {
    let mut out: Vec<Word<'_>> = Vec::with_capacity(4);
    // Particles waiting for the name that they belong to.
    let mut waiting: Option<(String, usize, usize)> = None;
    let mut group = 0;
    let mut first = true;
    scan(name, |piece| {
        let particle = piece.folded.len() <= LONGEST_PARTICLE && PARTICLES.binary_search(&piece.folded).is_ok();
        if !piece.hyphenated || waiting.is_none() {
            group += usize::from(!piece.hyphenated);
        }
        if first && particle {
            out.push(Word {
                shown: &name[piece.range.clone()],
                folded: piece.folded.to_owned(),
                joined: None,
                group,
                loose: true,
            });
        }
        first = false;
        if particle {
            let (mut run, from, _) = waiting.take().unwrap_or((String::new(), piece.range.start, 0));
            run.push_str(piece.folded);
            waiting = Some((run, from, piece.range.end));
            return;
        }
        let (joined, from) = match waiting.take() {
            Some((run, from, _)) => (Some(run + piece.folded), from),
            None => (None, piece.range.start),
        };
        out.push(Word {
            shown: &name[from..piece.range.end],
            folded: piece.folded.to_owned(),
            joined,
            group,
            loose: false,
        });
    });
    // Particles that no name follows are a name: Al, Van, Le.
    if let Some((run, from, end)) = waiting {
        if out.len() == 1 && out[0].loose && out[0].folded == run {
            out[0].loose = false;
        } else {
            out.push(Word {
                shown: &name[from..end],
                folded: run,
                joined: None,
                group,
                loose: false,
            });
        }
    }
    out
}

/// The parts of each hyphenated name run together: `smithjones`.
pub(super) fn doubles(words: &[Word<'_>]) -> Vec<String> {
    words
        .chunk_by(|a, b| a.group == b.group)
        .filter(|parts| parts.len() > 1)
        .map(|parts| {
            parts
                .iter()
                .filter(|w| !w.loose)
                .map(|w| w.joined.as_deref().unwrap_or(&w.folded))
                .collect()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// `shown=folded+joined`, hyphenated parts tied by `-`.
    fn check(name: &str, expect: &str) {
        let words = words(name);
        let mut said = String::new();
        for (n, w) in words.iter().enumerate() {
            if n > 0 {
                said.push_str(if words[n - 1].group == w.group { " - " } else { " " });
            }
            said.push_str(&w.folded);
            if let Some(joined) = &w.joined {
                said.push('/');
                said.push_str(joined);
            }
            if w.loose {
                said.push('?');
            }
        }
        assert_eq!(said, expect, "{name:?}");
    }

    #[test]
    fn particles_belong_to_the_next_name() {
        check("Maria de la Cruz", "maria cruz/delacruz");
        check("Jan van der Berg", "jan berg/vanderberg");
        check("Omar Al-Hassan", "omar hassan/alhassan");
        check("Siân ap Rhys", "sian rhys/aprhys");
        check("Conor O Brien", "conor brien/obrien");
        check("Conor O'Brien", "conor obrien");
        check("Isla Mc Donald", "isla donald/mcdonald");
        check("Zia ul-Haq", "zia haq/ulhaq");
    }

    #[test]
    fn a_first_particle_may_be_a_name() {
        check("Al Shepherd", "al? shepherd/alshepherd");
        check("El-Sayed", "el? - sayed/elsayed");
        check("Al", "al");
        check("Van", "van");
        check("Nguyen Van", "nguyen van");
    }

    #[test]
    fn hyphens_tie() {
        check("Smith-Jones", "smith - jones");
        check("Anne-Marie Smith - Jones", "anne - marie smith jones");
        check("Zoë Al-Hassan-Khan", "zoe hassan/alhassan - khan");
    }

    #[test]
    fn shown_is_what_was_written() {
        let name = "Maria de la Cruz-Núñez";
        let shown: Vec<_> = words(name).iter().map(|w| w.shown).collect();
        assert_eq!(shown, ["Maria", "de la Cruz", "Núñez"]);
        assert_eq!(doubles(&words("Anne-Marie Smith-Jones")), ["annemarie", "smithjones"]);
    }

    #[test]
    fn particles_are_sorted() {
        assert!(PARTICLES.is_sorted());
        assert_eq!(PARTICLES.iter().map(|p| p.len()).max(), Some(LONGEST_PARTICLE));
    }

    proptest! {
        #[test]
        fn never_panics(chars in proptest::collection::vec(any::<char>(), 0..60)) {
            let text: String = chars.into_iter().collect();
            for word in words(&text) {
                prop_assert!(!word.folded.is_empty());
                prop_assert!(text.contains(word.shown));
            }
        }
    }
}
