//! How wide words are, and where they break. The page draws them; this must be sure that they fit before it does.

/// Advance widths of Helvetica and Arial in thousandths of the type size, for the characters 32 to 126 `[K]`.
const REGULAR: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
    556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833,
    722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556,
    556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334,
    260, 334, 584,
];
const BOLD: [u16; 95] = [
    278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
    556, 556, 556, 333, 333, 584, 584, 584, 611, 975, 722, 722, 722, 722, 667, 611, 778, 722, 278, 556, 722, 611, 833,
    722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 333, 278, 333, 584, 556, 333, 556, 611, 556, 611,
    556, 333, 611, 611, 278, 278, 556, 278, 889, 611, 611, 611, 611, 389, 556, 333, 611, 556, 778, 556, 556, 500, 389,
    280, 389, 584,
];

/// The two kinds of type in the diagram. Sizes are those of `.hf-geno text` and `.hf-t2`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Type {
    /// Names: 14 px bold.
    Name,
    /// Everything else: 13 px.
    Small,
}

/// The width of a line in px, rounded up, with a little over: the page may fall back to a slightly wider typeface.
pub(super) fn width(text: &str, set: Type) -> i32 {
    let (table, size) = match set {
        Type::Name => (&BOLD, 14),
        Type::Small => (&REGULAR, 13),
    };
    let thousandths: i32 = text.chars().map(|c| i32::from(advance(c, table))).sum();
    (thousandths * size * 104).div_euclid(100_000) + 2
}

fn advance(c: char, table: &[u16; 95]) -> u16 {
    match c {
        ' '..='~' => table[c as usize - 32],
        '\u{2018}' | '\u{2019}' => 278,
        '\u{201c}' | '\u{201d}' => 500,
        '\u{2013}' => 556,
        // Combining marks stand on the letter before them.
        '\u{300}'..='\u{36f}' => 0,
        // Letters with accents of the Latin, Greek and Cyrillic alphabets: as wide as the wide plain ones.
        '\u{a0}'..='\u{52f}' | '\u{1e00}'..='\u{1fff}' => {
            if c.is_uppercase() {
                833
            } else {
                667
            }
        }
        // Everything else, Arabic and Chinese among it, takes a full square.
        _ => 1000,
    }
}

/// Breaks text into as few lines of at most `widest` px as will do, as even as they can be: at spaces and after hyphens, and within
/// a word only where a word alone is wider. Nothing is ever cut off.
pub(super) fn wrap(text: &str, set: Type, widest: i32) -> Vec<String> {
    let lines = fill(text, set, widest);
    let even = |narrower: i32| Some(fill(text, set, narrower)).filter(|found| found.len() == lines.len());
    let longest_piece = pieces(text)
        .map(|piece| width(piece.trim_end(), set))
        .max()
        .unwrap_or(0);
    match lines.len() {
        0 | 1 => lines,
        _ => (longest_piece..widest).step_by(4).find_map(even).unwrap_or(lines),
    }
}

fn fill(text: &str, set: Type, widest: i32) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for piece in pieces(text) {
        if width(&format!("{line}{}", piece.trim_end()), set) <= widest || line.trim().is_empty() {
            line.push_str(piece);
        } else {
            lines.push(std::mem::take(&mut line));
            line.push_str(piece);
        }
        while width(line.trim_end(), set) > widest {
            let fits = longest_prefix(&line, set, widest);
            let rest = line.split_off(fits);
            lines.push(std::mem::replace(&mut line, rest));
        }
    }
    lines.push(line);
    lines.retain_mut(|line| {
        *line = line.trim().to_owned();
        !line.is_empty()
    });
    lines
}

/// Words with the space that follows, hyphenated names in their parts.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    text.split_inclusive([' ', '-'])
}

/// Bytes of the longest beginning that fits; at least one character.
fn longest_prefix(line: &str, set: Type, widest: i32) -> usize {
    let mut end = line.chars().next().map_or(0, char::len_utf8);
    for (at, c) in line.char_indices() {
        let next = at + c.len_utf8();
        if width(&line[..next], set) > widest {
            break;
        }
        end = end.max(next);
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_break_where_they_may() {
        let check =
            |text: &str, widest: i32, expect: &[&str]| assert_eq!(wrap(text, Type::Name, widest), expect, "{text}");
        check("Hannah Brennan", 150, &["Hannah Brennan"]);
        check("Hannah Brennan", 70, &["Hannah", "Brennan"]);
        check("Maya Brennan-Osei", 110, &["Maya", "Brennan-Osei"]);
        check("Unborn, due Jan 2027", 140, &["Unborn, due", "Jan 2027"]);
        check("Maya Brennan-Osei", 70, &["Maya", "Brennan-", "Osei"]);
        check("", 70, &[]);
        check("  ", 70, &[]);
    }

    #[test]
    fn no_line_is_too_wide_and_no_letter_is_lost() {
        for text in [
            "Bartholomew-Featherstonehaugh Cholmondeley",
            "WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW",
            "漢字漢字漢字漢字漢字漢字漢字漢字",
            "a b c",
        ] {
            let lines = wrap(text, Type::Name, 80);
            assert!(lines.iter().all(|line| width(line, Type::Name) <= 80), "{lines:?}");
            let letters = |text: &str| text.chars().filter(|c| *c != ' ').collect::<String>();
            assert_eq!(letters(&lines.concat()), letters(text));
        }
    }

    /// Widths that Chromium measured for Liberation Sans, which has the metrics of Arial: never under, at most a tenth over.
    #[test]
    fn widths_are_those_of_the_page() {
        for (text, set, measured) in MEASURED {
            let ours = width(text, *set);
            assert!(
                ours >= *measured && ours <= measured * 11 / 10 + 3,
                "{text}: {ours}, measured {measured}"
            );
        }
    }

    const MEASURED: &[(&str, Type, i32)] = &[
        ("Hannah Brennan", Type::Name, 112),
        ("Maya Brennan-Osei", Type::Name, 131),
        ("Unborn, due Jan 2027", Type::Name, 146),
        ("WAVE Quartzy mix", Type::Name, 125),
        ("22 Tanner’s Row, since 1 Aug 2026", Type::Small, 205),
        ("Address confidential", Type::Small, 118),
        ("parted 2022", Type::Small, 70),
        ("Zoë Łuczak", Type::Small, 68),
    ];
}
