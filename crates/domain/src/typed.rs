//! Which characters of what somebody typed can be kept.

/// Whether a text of one or more lines can be kept as it was typed. Not with control characters, which no page shows and PostgreSQL in part refuses,
/// nor with marks that make a line read in another order than it is written. Ends of lines and tabs can; letters of every script can.
pub fn can_be_kept(text: &str) -> bool {
    !text.contains(|c: char| {
        (c.is_control() && c != '\n' && c != '\t') || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    })
}

/// What is said beside a text that cannot be kept.
pub const CANNOT_BE_KEPT: &str = "This holds characters that cannot be kept; type it again";

#[cfg(test)]
mod tests {
    use super::can_be_kept;

    #[test]
    fn letters_of_every_script_are_kept_and_nothing_that_hides() {
        let check = |text: &str, expect: bool| assert_eq!(can_be_kept(text), expect, "{text:?}");
        check("", true);
        check("Zoë said “no”.\n\tTwice 😀", true);
        check("مريم", true);
        check("a\rb", false);
        check("a\0b", false);
        check("a\u{7}b", false);
        check("a\u{85}b", false);
        check("\u{202e}dlihc", false);
        check("\u{2066}x\u{2069}", false);
    }
}
