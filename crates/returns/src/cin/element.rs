//! An element and what is in it, small enough to be held.

/// The most of a value that is kept, in bytes. The longest real one is a software code of some dozens.
pub(super) const LONGEST_VALUE: usize = 255;

#[derive(Debug)]
pub(super) struct Element {
    pub(super) name: String,
    pub(super) line: u64,
    /// Its own text, without white space at the ends, at most [`LONGEST_VALUE`].
    pub(super) text: String,
    /// Whether there was more text than is kept.
    pub(super) too_long: bool,
    pub(super) children: Vec<Element>,
}

impl Element {
    pub(super) fn new(name: String, line: u64) -> Self {
        Self {
            name,
            line,
            text: String::new(),
            too_long: false,
            children: Vec::new(),
        }
    }

    pub(super) fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }

    pub(super) fn push_text(&mut self, piece: &str) {
        let piece = if self.text.is_empty() {
            piece.trim_start()
        } else {
            piece
        };
        let room = LONGEST_VALUE - self.text.len();
        let (kept, left) = piece.split_at(piece.floor_char_boundary(room));
        self.text.push_str(kept);
        self.too_long |= !left.trim().is_empty();
    }

    pub(super) fn close(&mut self) {
        self.text.truncate(self.text.trim_end().len());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(pieces: &[&str], text: &str, too_long: bool) {
        let mut element = Element::new("UPN".into(), 1);
        for piece in pieces {
            element.push_text(piece);
        }
        element.close();
        assert_eq!((element.text.as_str(), element.too_long), (text, too_long));
    }

    #[test]
    fn text_is_joined_trimmed_and_bounded() {
        check(&["\n  N1 \n"], "N1", false);
        check(&["A ", "&", " B"], "A & B", false);
        check(&["  ", "N1"], "N1", false);
        check(&[&format!("N1{}", " ".repeat(600))], "N1", false);
        check(&[&"x".repeat(255)], &"x".repeat(255), false);
        check(&[&"x".repeat(256)], &"x".repeat(255), true);
        check(&[&"x".repeat(255), " ", "y"], &"x".repeat(255), true);
        // 254 bytes and a letter of two: the letter does not fit and is not cut in half.
        check(&[&format!("{}é", "x".repeat(254))], &"x".repeat(254), true);
    }
}
