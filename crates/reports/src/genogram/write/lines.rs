//! Lines and the words at them.

use std::fmt::Write;

use super::super::layout::{Layout, Pen, Stroke};
use super::INK;
use crate::svg::Markup;

/// The radius of a hop over another line.
const HOP: i32 = 7;

pub(super) fn lines(out: &mut Markup, layout: &Layout) {
    if layout.strokes.is_empty() {
        return;
    }
    out.open("g", &[("fill", &"none"), ("stroke", &INK), ("stroke-width", &2)]);
    for stroke in &layout.strokes {
        let path = path(stroke, layout);
        match dashes(stroke.pen) {
            Some(dashes) => out.empty("path", &[("d", &path), ("stroke-dasharray", &dashes)]),
            None => out.empty("path", &[("d", &path)]),
        };
        if stroke.pen == Pen::Adoptive {
            let beside = Stroke {
                corners: stroke.corners.iter().map(|(x, y)| (x + 5, *y)).collect(),
                ..stroke.clone()
            };
            out.empty(
                "path",
                &[("d", &self::path(&beside, layout)), ("stroke-dasharray", &"5 4")],
            );
        }
        if let Some((x, y)) = stroke.slashes {
            out.empty(
                "path",
                &[("d", &format!("M{} {}l9-16M{} {}l9-16", x - 10, y + 8, x, y + 8))],
            );
        }
    }
    out.close().line();
}

/// The dashes of a pen; the key shows the same.
pub(super) fn dashes(pen: Pen) -> Option<&'static str> {
    match pen {
        // An adoptive line has a second, dashed one beside it.
        Pen::Plain | Pen::Adoptive => None,
        Pen::Dashed => Some("7 5"),
        Pen::Foster => Some("2 5"),
        Pen::Step => Some("10 4 2 4"),
    }
}

/// A stroke's path. Where an upright part crosses another net's level line it hops over it.
fn path(stroke: &Stroke, layout: &Layout) -> String {
    let mut path = String::new();
    for (place, (x, y)) in stroke.corners.iter().enumerate() {
        // Writing to a String does not fail.
        let _ = match place.checked_sub(1).map(|before| stroke.corners[before]) {
            None => write!(path, "M{x} {y}"),
            Some((before, _)) if before != *x => write!(path, "H{x}"),
            Some((_, before)) => {
                let mut crossed = crossings(stroke.net, layout, *x, before, *y);
                let down = *y > before;
                if !down {
                    crossed.reverse();
                }
                let (first, by, sweep) = if down { (-HOP, 2 * HOP, 1) } else { (HOP, -2 * HOP, 0) };
                for level in crossed {
                    let _ = write!(path, "V{}a{HOP} {HOP} 0 0 {sweep} 0 {by}", level + first);
                }
                write!(path, "V{y}")
            }
        };
    }
    path
}

/// The heights at which an upright line crosses level lines of other nets, from the top.
fn crossings(net: usize, layout: &Layout, x: i32, from: i32, to: i32) -> Vec<i32> {
    let (top, bottom) = (from.min(to), from.max(to));
    let others = layout.strokes.iter().filter(|other| other.net != net);
    let mut crossed: Vec<i32> = others
        .flat_map(|other| other.corners.windows(2))
        .filter(|line| line[0].1 == line[1].1 && line[0].0.min(line[1].0) < x && x < line[0].0.max(line[1].0))
        .map(|line| line[0].1)
        .filter(|y| top + HOP < *y && *y < bottom - HOP)
        .collect();
    crossed.sort_unstable();
    crossed.dedup();
    crossed
}

pub(super) fn words(out: &mut Markup, layout: &Layout) {
    if layout.words.is_empty() {
        return;
    }
    out.open("g", &[]);
    for words in &layout.words {
        let (x, y) = (words.rect.x + words.rect.width / 2, words.rect.y + 12);
        out.text_in(
            "text",
            &[("x", &x), ("y", &y), ("text-anchor", &"middle"), ("class", &"hf-t2")],
            &words.text,
        );
    }
    out.close().line();
}
