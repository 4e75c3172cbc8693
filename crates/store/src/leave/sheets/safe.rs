//! A cell that a spreadsheet shows and does not run: what somebody typed must never become a formula on somebody else's desk.

use std::borrow::Cow;

/// The cell, with an apostrophe before it where a spreadsheet could take it for a formula: by its first sign after any space, or because it
/// begins with a control character, which some of them skip.
pub fn cell(text: &str) -> Cow<'_, str> {
    let first = text
        .trim_start_matches(|c: char| c.is_whitespace() || c.is_control() || c == '\u{feff}')
        .chars()
        .next();
    let runs = matches!(first, Some('=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠'));
    if runs || text.starts_with(char::is_control) {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

#[cfg(test)]
mod tests {
    use super::cell;

    #[test]
    fn nothing_that_was_typed_is_run() {
        let check = |text: &str, expect: &str| assert_eq!(cell(text), expect, "{text:?}");
        check("Maya", "Maya");
        check("22 Tanner's Row, Stowbridge", "22 Tanner's Row, Stowbridge");
        check("2026-11-12", "2026-11-12");
        check("a=b", "a=b");
        check("", "");
        check("=1+1", "'=1+1");
        check(
            "=HYPERLINK(\"https://a.example\")",
            "'=HYPERLINK(\"https://a.example\")",
        );
        check("+441632960100", "'+441632960100");
        check("-2", "'-2");
        check("@SUM(A1)", "'@SUM(A1)");
        check("  =1", "'  =1");
        check("\t=1", "'\t=1");
        check("\r\n=1", "'\r\n=1");
        check("\tMaya", "'\tMaya");
        check("\u{feff}=1", "'\u{feff}=1");
        check("\u{a0}=1", "'\u{a0}=1");
        check("＝1", "'＝1");
    }
}
