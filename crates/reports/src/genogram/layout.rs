//! The finished layout: every symbol, label, box and line in its place, with nothing touching.

mod draft;
mod strokes;
mod words;

use super::check::{Fault, faults};
use super::face::{Face, faces};
use super::family::Family;
use super::order::Plan;
use super::place::{Wider, place};
use super::route::route;
use super::search::{Search, TRIES};
use draft::Drafting;

/// Space around the whole drawing.
const MARGIN: i32 = 16;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Rect {
    pub x: i32,
    pub y: i32,
    pub width: i32,
    pub height: i32,
}

impl Rect {
    pub fn right(&self) -> i32 {
        self.x + self.width
    }

    pub fn bottom(&self) -> i32 {
        self.y + self.height
    }

    pub fn meets(&self, other: &Self) -> bool {
        self.x < other.right() && other.x < self.right() && self.y < other.bottom() && other.y < self.bottom()
    }

    pub fn holds(&self, other: &Self) -> bool {
        self.x <= other.x && self.y <= other.y && other.right() <= self.right() && other.bottom() <= self.bottom()
    }
}

#[derive(Debug)]
pub(super) struct Layout {
    pub width: i32,
    pub height: i32,
    pub symbols: Vec<Symbol>,
    pub boxes: Vec<HomeBox>,
    pub strokes: Vec<Stroke>,
    pub words: Vec<Words>,
}

/// One person in place.
#[derive(Debug)]
pub(super) struct Symbol {
    pub shape: Shape,
    pub x: i32,
    pub y: i32,
    pub rect: Rect,
    pub label: Rect,
    pub face: Face,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    Square,
    Circle,
    Diamond,
    DashedDiamond,
    Triangle,
}

#[derive(Debug)]
pub(super) struct HomeBox {
    pub home: usize,
    pub rect: Rect,
    pub lines: Vec<String>,
    pub caption: Rect,
}

/// A drawn line: corners in order.
#[derive(Clone, Debug)]
pub(super) struct Stroke {
    pub net: usize,
    pub corners: Vec<(i32, i32)>,
    pub pen: Pen,
    /// The two slashes across it, by their middle.
    pub slashes: Option<(i32, i32)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pen {
    Plain,
    /// Not known.
    Dashed,
    Adoptive,
    Foster,
    Step,
}

/// Words at a union's line.
#[derive(Debug)]
pub(super) struct Words {
    pub text: String,
    pub rect: Rect,
}

/// Lays a family out.
pub(super) fn layout(family: &Family<'_>) -> Layout {
    layout_within(family, TRIES)
}

/// Lays a family out with a bounded search for an order. What touches at first is given more room, up to a point far beyond any
/// family seen.
pub(super) fn layout_within(family: &Family<'_>, tries: usize) -> Layout {
    let faces = faces(family);
    let plan = Plan::of(family, &faces);
    let mut wider = Wider {
        gap: 0,
        homes: vec![0; plan.homes.len()],
        wires: vec![0; plan.wires.len()],
    };
    let mut search = Search::new(family, &plan, tries);
    // Placing sixty people takes as long as trying a thousand orders.
    let orders = search.best(if plan.items.len() > 40 { 2 } else { 8 });
    let cost = |order: &Vec<usize>| search.cost_in_place(order, &place(&plan, &faces, order, &wider));
    let order = orders.into_iter().min_by_key(cost).unwrap_or_default();
    let mut kept: Option<(usize, Layout)> = None;
    for _ in 0..12 {
        let placed = place(&plan, &faces, &order, &wider);
        let (runs, tracks) = route(&plan, &placed);
        let drawing = Drafting::new(family, &faces, &plan, &placed, runs, tracks);
        let (layout, short) = drawing.finish();
        let found = faults(family, &layout);
        let worst = found.len() + short.len();
        if kept.as_ref().is_none_or(|(least, _)| worst < *least) {
            kept = Some((worst, layout));
        }
        if worst == 0 {
            break;
        }
        give_room(&mut wider, &found, &short);
    }
    kept.map_or_else(Layout::nobody, |(_, layout)| layout)
}

/// Something that found no place: what has to grow, and by how much.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Short {
    Caption { home: usize, by: i32 },
    Union { wire: usize, to: i32 },
}

fn give_room(wider: &mut Wider, faults: &[Fault], short: &[Short]) {
    if !faults.is_empty() {
        wider.gap += 10;
    }
    for short in short {
        match *short {
            Short::Caption { home, by } => wider.homes[home] += by,
            Short::Union { wire, to } => wider.wires[wire] = wider.wires[wire].max(to),
        }
    }
}

impl Layout {
    fn nobody() -> Self {
        Self {
            width: 0,
            height: 0,
            symbols: Vec::new(),
            boxes: Vec::new(),
            strokes: Vec::new(),
            words: Vec::new(),
        }
    }
}

/// Whether a level or upright line comes nearer than `clear` to a rectangle.
pub(super) fn meets_line(rect: &Rect, line: &[(i32, i32)], clear: i32) -> bool {
    let ((x1, y1), (x2, y2)) = (line[0], line[1]);
    x1.max(x2) > rect.x - clear
        && x1.min(x2) < rect.right() + clear
        && y1.max(y2) > rect.y - clear
        && y1.min(y2) < rect.bottom() + clear
}

impl Layout {
    /// Moves everything to the top left with a margin and measures the whole.
    fn trim(&mut self) {
        let rects = || {
            let symbols = self.symbols.iter().flat_map(|symbol| [symbol.rect, symbol.label]);
            symbols
                .chain(self.boxes.iter().map(|home| home.rect))
                .chain(self.words.iter().map(|words| words.rect))
        };
        let points = || self.strokes.iter().flat_map(|stroke| stroke.corners.iter().copied());
        let left = rects()
            .map(|rect| rect.x)
            .chain(points().map(|point| point.0))
            .min()
            .unwrap_or(0);
        let right = rects()
            .map(|rect| rect.right())
            .chain(points().map(|point| point.0))
            .max()
            .unwrap_or(0);
        let top = rects()
            .map(|rect| rect.y)
            .chain(points().map(|point| point.1))
            .min()
            .unwrap_or(0);
        let bottom = rects()
            .map(|rect| rect.bottom())
            .chain(points().map(|point| point.1))
            .max()
            .unwrap_or(0);
        self.shift(MARGIN - left, MARGIN - top);
        self.width = right - left + 2 * MARGIN;
        self.height = bottom - top + 2 * MARGIN;
    }

    fn shift(&mut self, dx: i32, dy: i32) {
        let shift = |rect: &mut Rect| {
            rect.x += dx;
            rect.y += dy;
        };
        for symbol in &mut self.symbols {
            symbol.x += dx;
            symbol.y += dy;
            shift(&mut symbol.rect);
            shift(&mut symbol.label);
        }
        for home in &mut self.boxes {
            shift(&mut home.rect);
            shift(&mut home.caption);
        }
        self.words.iter_mut().for_each(|words| shift(&mut words.rect));
        for stroke in &mut self.strokes {
            let points = stroke.corners.iter_mut().chain(&mut stroke.slashes);
            points.for_each(|point| *point = (point.0 + dx, point.1 + dy));
        }
    }
}
