//! What is written at each person's symbol and how much room it takes.

use super::family::Family;
use super::text::{Type, width, wrap};
use super::{Caption, Life};

/// Half the side of a square symbol; circles, diamonds and triangles are drawn to look as large.
pub(super) const HALF: i32 = 26;
/// From one line of a label to the next.
pub(super) const LINE: i32 = 18;
/// The widest text that fits inside a symbol.
const INSIDE: i32 = 36;

/// The label of one person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Face {
    pub name: Vec<String>,
    pub lines: Vec<String>,
    pub tags: Vec<Tag>,
    /// Age, or a question mark.
    pub inside: Option<String>,
    pub padlock: bool,
    pub side: Side,
    /// Room needed left and right of the symbol's centre by symbol and label together.
    pub left: i32,
    pub right: i32,
    pub label_width: i32,
    pub label_height: i32,
}

/// A further home of a person, in a small dotted box of its own under the name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Tag {
    pub lines: Vec<String>,
    pub width: i32,
}

impl Tag {
    /// With the space around it.
    pub fn height(&self) -> i32 {
        self.lines.len() as i32 * LINE + 8
    }
}

/// Where the label stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// Over the symbol, centred: nothing comes down to it.
    Above,
    /// Over the symbol, starting this far right of the centre, to leave the line from the parents free.
    AboveRight(i32),
    /// Under the symbol: nobody in this row has lines below.
    Below,
}

impl Side {
    pub fn is_above(self) -> bool {
        self != Self::Below
    }
}

/// The lines of descent that come down to each person, as their offsets from the centre of the symbol.
pub(super) fn arrivals(count: usize) -> &'static [i32] {
    match count {
        0 => &[],
        1 => &[0],
        2 => &[-9, 9],
        3 => &[-15, 0, 15],
        _ => &[-20, -10, 0, 10, 20],
    }
}

pub(super) fn faces(family: &Family<'_>) -> Vec<Face> {
    let people = family.people.len();
    let mut from_above = vec![0; people];
    let mut row_has_lines_below = vec![false; family.generations()];
    let mut in_row = vec![0; family.generations()];
    for net in &family.nets {
        for (child, _) in &net.children {
            from_above[*child] += 1;
        }
        for parent in &net.parents {
            row_has_lines_below[family.generation[*parent]] = true;
        }
    }
    for row in &family.generation {
        in_row[*row] += 1;
    }
    (0..people)
        .map(|person| {
            let row = family.generation[person];
            let side = match (row_has_lines_below[row], arrivals(from_above[person]).last()) {
                (false, _) => Side::Below,
                (true, None) => Side::Above,
                (true, Some(last)) => Side::AboveRight(last + 10),
            };
            face(family, person, side, if in_row[row] > 8 { 112 } else { 160 })
        })
        .collect()
}

fn face(family: &Family<'_>, at: usize, side: Side, widest: i32) -> Face {
    let person = family.people[at];
    let mut name = person.name.clone();
    let mut said = Vec::new();
    let mut inside = None;
    match &person.life {
        Life::Unborn { due } if !due.is_empty() => {
            let both = format!("{name}, {due}");
            if width(&both, Type::Name) <= widest {
                name = both;
            } else {
                said.push(due.clone());
            }
        }
        Life::Living { age: Some(age) } if !person.restricted => {
            if width(age, Type::Small) <= INSIDE {
                inside = Some(age.clone());
            } else {
                said.push(age.clone());
            }
        }
        Life::Died { years } if !years.is_empty() => said.push(years.clone()),
        Life::Unborn { .. } | Life::Living { .. } | Life::Died { .. } => {}
    }
    if person.identity_not_known && inside.is_none() {
        inside = Some("?".to_owned());
    }
    said.extend(person.lines.iter().cloned());
    let said_by_home =
        family.home_of[at].is_some_and(|home| family.homes[home].caption == Caption::Confidential.words());
    if person.confidential && !said_by_home {
        said.push("address confidential".to_owned());
    }
    let name = wrap(&name, Type::Name, widest);
    let lines: Vec<String> = said.iter().flat_map(|line| wrap(line, Type::Small, widest)).collect();
    let tags: Vec<Tag> = family.tags[at]
        .iter()
        .map(|tag| {
            let lines = wrap(tag, Type::Small, widest - 12);
            let width = lines
                .iter()
                .map(|line| width(line, Type::Small) + 12)
                .max()
                .unwrap_or(0);
            Tag { lines, width }
        })
        .collect();

    let widths = name
        .iter()
        .map(|line| width(line, Type::Name))
        .chain(lines.iter().map(|line| width(line, Type::Small)))
        .chain(tags.iter().map(|tag| tag.width));
    let label_width = widths.max().unwrap_or(0);
    let label_height = (name.len() + lines.len()) as i32 * LINE + tags.iter().map(Tag::height).sum::<i32>();
    let symbol = HALF + 4;
    let (left, right) = match side {
        Side::AboveRight(from) => (symbol, symbol.max(from + label_width)),
        Side::Above | Side::Below => (symbol.max(label_width / 2 + 1), symbol.max(label_width / 2 + 1)),
    };
    Face {
        name,
        lines,
        tags,
        inside,
        padlock: person.restricted,
        side,
        left,
        right,
        label_width,
        label_height,
    }
}

#[cfg(test)]
mod tests {
    use super::super::families;
    use super::*;

    #[test]
    fn labels_keep_clear_of_lines() {
        let family = families::brennan();
        let family = Family::read(&family);
        let faces = faces(&family);
        let check = |id: &str, expect: Side| {
            let at = family.people.iter().position(|person| person.id == id).unwrap();
            assert_eq!(faces[at].side, expect, "{id}");
        };
        check("pat", Side::Above);
        check("lee", Side::Above);
        check("han", Side::AboveRight(10));
        check("may", Side::Below);
    }

    #[test]
    fn ages_too_long_for_the_symbol_go_under_the_name() {
        let mut made = families::lone_child();
        let check = |made: &super::super::Genogram, inside: Option<&str>, lines: &[&str]| {
            let faces = faces(&Family::read(made));
            assert_eq!(faces[0].inside.as_deref(), inside);
            assert_eq!(faces[0].lines, lines);
        };
        check(&made, Some("16"), &[]);
        made.people[0].life = Life::Living {
            age: Some("7 months".into()),
        };
        check(&made, None, &["7 months"]);
        made.people[0].restricted = true;
        check(&made, None, &[]);
    }
}
