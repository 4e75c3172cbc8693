//! What makes a password too easy to guess, in words for the person choosing it.
//!
//! The rules follow the National Cyber Security Centre's advice (length, a deny list, no forced mixture of characters).
//! They bound what the few guesses an hour that [`crate::guard`] lets through are worth.

use std::collections::BTreeSet;

/// Characters a password needs at least.
pub const SHORTEST: usize = 12;

/// Characters a password may have at most; longer ones are refused when set and wrong when typed.
pub const LONGEST: usize = 200;

/// The shortest piece of an email address that may not stand in the password: below this, pieces are also ordinary letters.
const EMAIL_PIECE: usize = 5;

/// Why a password cannot be taken. The `Display` text goes beside the field.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Weakness {
    #[error("Use at least {SHORTEST} characters. Three words that have nothing to do with each other work well")]
    TooShort,
    #[error("Use no more than {LONGEST} characters")]
    TooLong,
    #[error(
        "This password is made of words that are guessed first. Use three words that have nothing to do with each other"
    )]
    Common,
    #[error(
        "This password repeats or counts, which is easily guessed. Use three words that have nothing to do with each other"
    )]
    Pattern,
    #[error("Use words as well as numbers: dates and telephone numbers are guessed first")]
    OnlyNumbers,
    #[error("Leave your email address, or part of it (“{part}”), out of the password")]
    ContainsEmail { part: String },
}

/// Words that people and guessing programs start from. A password made of nothing but these, with digits, signs or
/// look-alikes (0 for o, @ for a) added, is refused. Chosen by hand for this sector; short on purpose.
const COMMON: &[&str] = &[
    "abc",
    "abcd",
    "abcdef",
    "admin",
    "administrator",
    "april",
    "arsenal",
    "asdf",
    "asdfgh",
    "asdfghjkl",
    "august",
    "autumn",
    "batman",
    "changeit",
    "changeme",
    "chelsea",
    "children",
    "childrens",
    "computer",
    "council",
    "december",
    "default",
    "demo",
    "dragon",
    "england",
    "everton",
    "february",
    "football",
    "friday",
    "guest",
    "hello",
    "holdfast",
    "iloveyou",
    "january",
    "july",
    "june",
    "letmein",
    "liverpool",
    "login",
    "london",
    "manager",
    "manchester",
    "march",
    "master",
    "may",
    "michael",
    "monday",
    "monkey",
    "my",
    "new",
    "november",
    "october",
    "office",
    "pass",
    "passphrase",
    "passw",
    "password",
    "princess",
    "qwer",
    "qwerty",
    "qwertyuiop",
    "root",
    "safeguarding",
    "saturday",
    "secret",
    "secure",
    "september",
    "service",
    "services",
    "shadow",
    "social",
    "spring",
    "summer",
    "sunday",
    "sunshine",
    "superman",
    "system",
    "team",
    "temp",
    "temporary",
    "test",
    "testing",
    "the",
    "thursday",
    "trustno",
    "tuesday",
    "united",
    "user",
    "wednesday",
    "welcome",
    "winter",
    "word",
    "worker",
    "zxcvbn",
    "zxcvbnm",
];

/// What is wrong with this choice of password, if anything. `email` is the account's own address (or sign-in name).
pub fn weakness(password: &str, email: &str) -> Option<Weakness> {
    let length = password.chars().count();
    if length < SHORTEST {
        return Some(Weakness::TooShort);
    }
    if length > LONGEST {
        return Some(Weakness::TooLong);
    }
    let lower = password.to_lowercase();
    if let Some(part) = email_part_in(&lower, &email.to_lowercase()) {
        return Some(Weakness::ContainsEmail { part });
    }
    if repeats(&lower) || counts(&lower) {
        return Some(Weakness::Pattern);
    }
    if !lower.chars().any(char::is_alphabetic) {
        return Some(Weakness::OnlyNumbers);
    }
    only_common_words(&lower).then_some(Weakness::Common)
}

/// The whole address, the part before the @, or a piece of that between dots and the like.
fn email_part_in(password: &str, email: &str) -> Option<String> {
    let local = email.split('@').next().unwrap_or_default();
    let pieces = local
        .split(|c: char| !c.is_alphabetic())
        .filter(|piece| piece.chars().count() >= EMAIL_PIECE);
    [email, local]
        .into_iter()
        .filter(|part| part.chars().count() >= 3)
        .chain(pieces)
        .find(|part| password.contains(part))
        .map(str::to_owned)
}

/// Fewer than five different characters, or one piece of up to half the length over and over.
fn repeats(password: &str) -> bool {
    let chars: Vec<char> = password.chars().collect();
    let different: BTreeSet<char> = chars.iter().copied().collect();
    different.len() < 5
        || (1..=chars.len() / 2).any(|period| chars.iter().skip(period).eq(chars.iter().take(chars.len() - period)))
}

/// At least three in four steps from character to character are "the next one", "the one before" or "the same".
fn counts(password: &str) -> bool {
    let chars: Vec<char> = password.chars().collect();
    let steps = chars.len().saturating_sub(1);
    let counted = chars
        .windows(2)
        .filter(|pair| match pair {
            ['9', '0'] | ['0', '9'] => true,
            [a, b] => (*a as u32).abs_diff(*b as u32) <= 1,
            _ => false,
        })
        .count();
    counted * 4 >= steps * 3
}

/// Whether nothing is left once common words, and signs and digits between them, are taken away. A sign or digit counts
/// either as filling or as the letter it looks like, so `P@ssw0rd-2026` is read as "password".
fn only_common_words(lower: &str) -> bool {
    let chars: Vec<char> = lower.chars().collect();
    let mut reached = vec![false; chars.len() + 1];
    let reach = |reached: &mut Vec<bool>, place: usize| {
        if let Some(place) = reached.get_mut(place) {
            *place = true;
        }
    };
    reach(&mut reached, 0);
    for (from, first) in chars.iter().enumerate() {
        if !reached.get(from).copied().unwrap_or(false) {
            continue;
        }
        if !first.is_alphabetic() {
            reach(&mut reached, from + 1);
        }
        for word in COMMON {
            let length = word.chars().count();
            if chars
                .iter()
                .skip(from)
                .take(length)
                .map(|c| looks_like(*c))
                .eq(word.chars())
            {
                reach(&mut reached, from + length);
            }
        }
    }
    reached.last().copied().unwrap_or(false)
}

fn looks_like(c: char) -> char {
    match c {
        '0' => 'o',
        '1' | '!' | '|' => 'i',
        '3' | '€' => 'e',
        '4' | '@' => 'a',
        '5' | '$' => 's',
        '7' => 't',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(password: &str, expect: Option<Weakness>) {
        assert_eq!(
            weakness(password, "Samira.Okonkwo@council.example"),
            expect,
            "{password}"
        );
    }

    fn email(part: &str) -> Option<Weakness> {
        Some(Weakness::ContainsEmail { part: part.to_owned() })
    }

    #[test]
    fn length() {
        check("", Some(Weakness::TooShort));
        check("otter-kiln-7", None);
        check("otter-kiln7", Some(Weakness::TooShort));
        // Characters are counted, not bytes.
        check("ñandú-kiln7", Some(Weakness::TooShort));
        check(&"otter kiln lamp ".repeat(20), Some(Weakness::TooLong));
    }

    #[test]
    fn good_ones_pass() {
        for password in [
            "three calm otters",
            "violet-harbour-teapot",
            "welcome to my kiln",
            "Wq7#zzLp02-mm",
            "dwi'n hoffi coffi",
            "夏の川でカワウソが三匹泳ぐ",
        ] {
            check(password, None);
        }
    }

    #[test]
    fn common_words_dressed_up_are_still_common() {
        for password in [
            "password1234",
            "Password-2026!",
            "P@ssw0rd_2026",
            "p4$$w0rd12p@ssword",
            "Welcome2Holdfast!",
            "Council Children Services",
            "ChangeMe!2026",
            "qwertyuiop[]",
            "LetMeIn.LetMeIn1",
            "SocialWorker1",
        ] {
            check(password, Some(Weakness::Common));
        }
    }

    #[test]
    fn patterns() {
        for password in [
            "aaaaaaaaaaaa",
            "abababababab",
            "kilnotkilnot",
            "kilnkilnkiln",
            "123456789012",
            "abcdefghijkl",
            "0987654321098",
        ] {
            check(password, Some(Weakness::Pattern));
        }
    }

    #[test]
    fn numbers_alone() {
        check("07700 18-4-1979", Some(Weakness::OnlyNumbers));
        check("07700 18-4-1979 kiln", None);
    }

    #[test]
    fn the_accounts_own_address() {
        check(
            "samira.okonkwo@council.example",
            email("samira.okonkwo@council.example"),
        );
        check("x-SAMIRA.okonkwo-x", email("samira.okonkwo"));
        check("okonkwo harbour teapot", email("okonkwo"));
        check("harbour teapot samira", email("samira"));
        assert_eq!(
            weakness("prosecution harbour lamp", "rose@council.example"),
            email("rose")
        );
        assert_eq!(weakness("prosecution harbour lamp", "rose.x@council.example"), None);
        assert_eq!(weakness("violet harbour teapot", ""), None);
    }

    #[test]
    fn the_words_are_a_sentence_for_a_person() {
        let text = email("samira").unwrap().to_string();
        assert_eq!(
            text,
            "Leave your email address, or part of it (“samira”), out of the password"
        );
    }

    #[test]
    fn the_list_is_lower_case_letters_sorted_without_repeats() {
        let sorted: BTreeSet<&str> = COMMON.iter().copied().collect();
        assert!(COMMON.iter().copied().eq(sorted), "sort the list");
        assert!(COMMON.iter().all(|word| word.chars().all(|c| c.is_ascii_lowercase())));
    }
}
