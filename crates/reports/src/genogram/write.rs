//! The markup: an SVG whose every person is a link to their line in the table, and the key to its symbols.
//!
//! Colours and sizes are presentation attributes or classes of the style sheet; nothing needs an inline style.

mod key;
mod lines;
mod person;

use std::ops::RangeInclusive;

use super::Genogram;
use super::face::LINE;
use super::family::Family;
use super::kinship::Kinship;
use super::layout::{HomeBox, Layout, Rect, layout};
use crate::svg::{Attribute, Markup};

/// A genogram as markup.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawing {
    /// The diagram, an `svg` element of class `hf-geno`, which fits it to the page. It belongs in a region that scrolls and
    /// takes the focus. One that is much narrower or wider than a page also has the class `hf-geno--natural`, which has to
    /// leave it its own size.
    pub svg: String,
    /// The key, a list of class `hf-keys`, with the symbols that every reader should know and those that this diagram uses.
    pub key: String,
    /// Sentences to show with the diagram: how many people are left out, entries that contradict each other.
    pub notes: Vec<String>,
    /// How many people are in the input and not in the diagram.
    pub left_out: usize,
}

const INK: &str = "#0f2129";
/// The dotted outline and the fill of a home.
const HOME: [Attribute<'_>; 5] = [
    ("fill", &"#f3f7f7"),
    ("stroke", &"#0b5c66"),
    ("stroke-width", &1.5),
    ("stroke-dasharray", &"2 4"),
    ("stroke-linecap", &"round"),
];

/// Diagrams of these widths are fitted to the page; smaller ones would become huge there, larger ones tiny.
const FITTED: RangeInclusive<i32> = 900..=1240;

/// Lays a family out and writes it down. Ids within the SVG are `g-t` and `g-d`: one diagram to a page.
#[must_use]
pub fn draw(genogram: &Genogram) -> Drawing {
    let family = Family::read(genogram);
    let layout = layout(&family);
    let kinship = Kinship::of(genogram);
    let class = if FITTED.contains(&layout.width) {
        "hf-geno"
    } else {
        "hf-geno hf-geno--natural"
    };
    let view = format!("0 0 {} {}", layout.width, layout.height);
    let mut out = Markup::new();
    out.open(
        "svg",
        &[
            ("class", &class),
            ("viewBox", &view),
            ("width", &layout.width),
            ("height", &layout.height),
            ("role", &"group"),
            ("aria-labelledby", &"g-t g-d"),
        ],
    );
    out.line().text_in("title", &[("id", &"g-t")], &genogram.title);
    out.line()
        .text_in("desc", &[("id", &"g-d")], &description(&family))
        .line();
    homes(&mut out, &layout);
    lines::lines(&mut out, &layout);
    lines::words(&mut out, &layout);
    for (at, symbol) in layout.symbols.iter().enumerate() {
        person::person(&mut out, family.people[at], symbol, &kinship);
    }
    out.close();
    Drawing {
        svg: out.finish(),
        key: key::key(&family, &layout),
        notes: family.notes,
        left_out: family.left_out,
    }
}

/// "Three generations and two homes. The table under the diagram says the same in words."
fn description(family: &Family<'_>) -> String {
    let mut said = count(family.generations(), "generation");
    if !family.homes.is_empty() {
        said = format!("{said} and {}", count(family.homes.len(), "home").to_lowercase());
    }
    let notes = family.notes.iter().map(|note| format!(" {note}")).collect::<String>();
    format!("{said}. The table under the diagram says the same in words.{notes}")
}

fn count(number: usize, what: &str) -> String {
    const WORDS: [&str; 11] = [
        "No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten",
    ];
    let many = if number == 1 { "" } else { "s" };
    match WORDS.get(number) {
        Some(word) => format!("{word} {what}{many}"),
        None => format!("{number} {what}{many}"),
    }
}

fn homes(out: &mut Markup, layout: &Layout) {
    if layout.boxes.is_empty() {
        return;
    }
    out.open("g", &HOME);
    for HomeBox { rect, .. } in &layout.boxes {
        rectangle(out, rect, 12);
    }
    out.close().line().open("g", &[]);
    for HomeBox { lines, caption, .. } in &layout.boxes {
        text(out, &[("class", &"hf-t2")], caption.x, caption.y + 14, lines);
    }
    out.close().line();
}

fn rectangle(out: &mut Markup, rect: &Rect, radius: i32) {
    let Rect { x, y, width, height } = rect;
    out.empty(
        "rect",
        &[
            ("x", x),
            ("y", y),
            ("width", width),
            ("height", height),
            ("rx", &radius),
        ],
    );
}

/// One text element; several lines are spans in it, so that a name is one name. Line breaks keep words apart for whoever reads the text
/// without its places.
fn text(out: &mut Markup, attributes: &[Attribute<'_>], x: i32, y: i32, lines: &[String]) {
    let mut all: Vec<Attribute<'_>> = vec![("x", &x), ("y", &y)];
    all.extend(attributes);
    match lines {
        [] => {}
        [only] => {
            out.text_in("text", &all, only).line();
        }
        _ => {
            out.open("text", &all);
            for (at, line) in lines.iter().enumerate() {
                out.text_in("tspan", &[("x", &x), ("y", &(y + at as i32 * LINE))], line)
                    .line();
            }
            out.close().line();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Genogram, Life, families};
    use super::*;

    #[test]
    fn the_family_of_the_design() {
        insta::assert_snapshot!(draw(&families::brennan()).svg);
    }

    #[test]
    fn a_foster_home() {
        let drawing = draw(&families::foster_home());
        insta::assert_snapshot!(format!("{}\n{}", drawing.svg, drawing.key));
    }

    /// What the policy of the pages forbids and what a name may contain.
    #[test]
    fn markup_is_safe_everywhere() {
        let mut families = families::all();
        families[0].1.people[0].name = "\"><script>alert(1)</script>".into();
        families[0].1.people[1].lines = vec!["' onload='x' style='y".into()];
        for (name, genogram) in &families {
            let drawing = draw(genogram);
            for markup in [&drawing.svg, &drawing.key] {
                assert!(
                    !markup.contains(" style=\"") && !markup.contains("<script") && !markup.contains(" onload=\""),
                    "{name}"
                );
                assert_eq!(markup.matches('<').count(), markup.matches('>').count(), "{name}");
            }
        }
    }

    #[test]
    fn everyone_is_a_link_with_a_spoken_name() {
        let svg = draw(&families::brennan()).svg;
        let check = |expect: &str| assert!(svg.contains(expect), "{expect} not in {svg}");
        check("<a href=\"#p-han\" aria-label=\"Hannah Brennan, 32, mother\">");
        check("<a href=\"#p-mike\" aria-label=\"Michael Brennan, died, 1958 to 2015, grandfather, mother’s father\">");
        check("aria-label=\"Callum Reeve, died 3 May 2019, father of Tyler-James\"");
        check("aria-label=\"Unborn, due Jan 2027, half-sibling expected, by mother\"");
        check("aria-label=\"Maya (May), 8, this record\"");
        assert_eq!(svg.matches("<a href").count(), 13);
        check(
            "<desc id=\"g-d\">Three generations and three homes. The table under the diagram says the same in words.</desc>",
        );

        let mut family = families::shared_care();
        family.people[0].confidential = true;
        family.people[1].restricted = true;
        family.people[1].life = Life::Living { age: Some("36".into()) };
        let svg = draw(&family).svg;
        let check = |expect: &str| assert!(svg.contains(expect), "{expect} not in {svg}");
        check("aria-label=\"Theo Grant, 8, this record, also lives at Dad’s, weekends\"");
        check("aria-label=\"Lucy Grant, 34, mother, address confidential\"");
        check("aria-label=\"Paul Grant, father, restricted record\"");
        assert!(
            !svg.contains(">36<") && !svg.contains(", 36"),
            "the age behind a padlock is not written"
        );
    }

    #[test]
    fn the_key_has_what_the_diagram_uses() {
        let check = |genogram: &Genogram, with: &[&str], without: &[&str]| {
            let key = draw(genogram).key;
            for words in with {
                assert!(key.contains(&format!("</svg>{words}</li>")), "{words} not in {key}");
            }
            for words in without {
                assert!(!key.contains(words), "{words} in {key}");
            }
        };
        let always = [
            "Man or boy",
            "Woman or girl",
            "Not known",
            "Unborn",
            "Died",
            "Parted",
            "One home",
            "This record",
        ];
        check(
            &families::brennan(),
            &always,
            &[
                "Adopted",
                "Fostered",
                "Restricted",
                "Sex not known",
                "Relationship not known",
            ],
        );
        check(
            &families::foster_home(),
            &["Fostered", "Restricted record", "Sex not known"],
            &["Adopted"],
        );
        check(&families::same_sex_parents(), &["Adopted"], &["Fostered"]);
        check(&families::uncle_and_niece(), &["Relationship not known"], &[]);
    }

    #[test]
    fn those_left_out_are_counted() {
        let drawing = draw(&families::long_line(61));
        assert_eq!((drawing.left_out, drawing.svg.matches("<a href").count()), (1, 60));
        assert_eq!(
            drawing.notes,
            ["The diagram shows the 60 people nearest to P0. 1 more is not drawn."]
        );
        assert!(drawing.svg.contains("1 more is not drawn.</desc>"));
    }
}
