//! A person's symbol, label and spoken name.

use super::super::face::{HALF, LINE, Side};
use super::super::kinship::Kinship;
use super::super::layout::{Rect, Shape, Symbol};
use super::super::{Life, Person};
use super::{HOME, INK, rectangle, text};
use crate::svg::{Attribute, Markup};

/// A link around symbol and label, named in full for those who do not see it.
pub(super) fn person(out: &mut Markup, person: &Person, symbol: &Symbol, kinship: &Kinship<'_>) {
    out.open(
        "a",
        &[("href", &person.href), ("aria-label", &spoken(person, symbol, kinship))],
    );
    shape(out, person, symbol);
    label(out, symbol);
    if let Some(inside) = &symbol.face.inside {
        // The middle of a triangle is lower than its height's half.
        let y = symbol.y + if symbol.shape == Shape::Triangle { 14 } else { 5 };
        let place: [Attribute<'_>; 4] = [
            ("x", &symbol.x),
            ("y", &y),
            ("text-anchor", &"middle"),
            ("aria-hidden", &"true"),
        ];
        out.text_in("text", &place, inside);
    }
    out.close().line();
}

fn shape(out: &mut Markup, person: &Person, symbol: &Symbol) {
    let (x, y) = (symbol.x, symbol.y);
    let width = if person.this_record { 4 } else { 2 };
    let path = outline(symbol.shape, x, y, 0);
    let mut attributes: Vec<Attribute<'_>> = vec![
        ("class", &"hf-sym"),
        ("d", &path),
        ("fill", &"#fff"),
        ("stroke", &INK),
        ("stroke-width", &width),
    ];
    if symbol.shape == Shape::DashedDiamond {
        attributes.push(("stroke-dasharray", &"5 4"));
    }
    out.empty("path", &attributes);
    if person.this_record {
        let inner = outline(symbol.shape, x, y, 6);
        out.empty(
            "path",
            &[
                ("d", &inner),
                ("fill", &"none"),
                ("stroke", &INK),
                ("stroke-width", &1.5),
            ],
        );
    }
    if matches!(person.life, Life::Died { .. }) {
        let reach = match symbol.shape {
            Shape::Circle => 19,
            Shape::Diamond | Shape::DashedDiamond => 15,
            Shape::Square | Shape::Triangle => HALF,
        };
        let (left, right, top, bottom) = (x - reach, x + reach, y - reach, y + reach);
        let cross = format!("M{left} {top}L{right} {bottom}M{right} {top}L{left} {bottom}");
        out.empty("path", &[("d", &cross), ("stroke", &INK), ("stroke-width", &2)]);
    }
    if symbol.face.padlock {
        let padlock = format!(
            "M{} {}h16v12h-16ZM{} {}v-4a5 5 0 0 1 10 0v4",
            x - 8,
            y - 2,
            x - 5,
            y - 2
        );
        out.empty(
            "path",
            &[
                ("d", &padlock),
                ("fill", &"none"),
                ("stroke", &INK),
                ("stroke-width", &2),
            ],
        );
    }
}

/// The outline of a symbol, or one that much inside it.
fn outline(shape: Shape, x: i32, y: i32, inset: i32) -> String {
    match shape {
        Shape::Square => {
            let half = HALF - inset;
            format!("M{} {}h{side}v{side}h-{side}Z", x - half, y - half, side = 2 * half)
        }
        Shape::Circle => {
            let r = HALF + 1 - inset;
            format!("M{} {y}a{r} {r} 0 1 1 {} 0a{r} {r} 0 1 1 -{} 0Z", x - r, 2 * r, 2 * r)
        }
        Shape::Diamond | Shape::DashedDiamond => {
            let half = HALF + 4 - inset * 3 / 2;
            format!("M{x} {}L{} {y}L{x} {}L{} {y}Z", y - half, x + half, y + half, x - half)
        }
        Shape::Triangle => {
            let half = 28 - 2 * inset;
            format!(
                "M{x} {}L{} {}H{}Z",
                y - HALF + 2 * inset,
                x + half,
                y + HALF - 4 - inset,
                x - half
            )
        }
    }
}

fn label(out: &mut Markup, symbol: &Symbol) {
    let face = &symbol.face;
    let (x, anchor) = match face.side {
        Side::AboveRight(from) => (symbol.x + from, "start"),
        Side::Above | Side::Below => (symbol.x, "middle"),
    };
    let mut y = symbol.label.y + 14;
    text(
        out,
        &[("text-anchor", &anchor), ("font-weight", &700)],
        x,
        y,
        &face.name,
    );
    y += face.name.len() as i32 * LINE;
    for line in &face.lines {
        out.text_in(
            "text",
            &[("x", &x), ("y", &y), ("text-anchor", &anchor), ("class", &"hf-t2")],
            line,
        );
        y += LINE;
    }
    for tag in &face.tags {
        let left = if anchor == "start" { x } else { x - tag.width / 2 };
        out.open("g", &HOME);
        rectangle(
            out,
            &Rect {
                x: left,
                y: y - 11,
                width: tag.width,
                height: tag.height() - 4,
            },
            5,
        );
        out.close();
        text(
            out,
            &[("text-anchor", &"middle"), ("class", &"hf-t2")],
            left + tag.width / 2,
            y + 4,
            &tag.lines,
        );
        y += tag.height();
    }
}

/// "Hannah Brennan, 32, mother": everything the symbol and its label say, in one phrase.
fn spoken(person: &Person, symbol: &Symbol, kinship: &Kinship<'_>) -> String {
    let mut parts = vec![person.name.clone()];
    match &person.life {
        Life::Unborn { due } => parts.push(due.clone()),
        Life::Living { age } if !person.restricted => parts.extend(age.clone()),
        Life::Living { .. } => {}
        Life::Died { years } => {
            if !years.contains("died") {
                parts.push("died".to_owned());
            }
            parts.push(years.clone());
        }
    }
    if person.this_record {
        parts.push("this record".to_owned());
    } else if let Some(relation) = kinship.relation(&person.id) {
        parts.push(uncapitalised(&relation));
    }
    parts.extend(person.lines.iter().cloned());
    if person.restricted {
        parts.push("restricted record".to_owned());
    }
    if person.confidential {
        parts.push("address confidential".to_owned());
    }
    parts.extend(
        symbol
            .face
            .tags
            .iter()
            .map(|tag| format!("also lives at {}", tag.lines.join(" "))),
    );
    // A label's line often says what the relation or a flag says.
    let mut said: Vec<String> = Vec::new();
    for part in parts {
        if !part.is_empty() && !said.iter().any(|other| other.eq_ignore_ascii_case(&part)) {
            said.push(part);
        }
    }
    said.join(", ")
}

fn uncapitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}
