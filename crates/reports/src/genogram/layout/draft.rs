//! From positions and tracks to a drawing: heights, symbols and boxes.

use super::super::face::{Face, HALF, LINE, Side};
use super::super::family::Family;
use super::super::order::{HOME_PAD, Plan, caption_width};
use super::super::place::Placed;
use super::super::route::Run;
use super::super::{Life, Sex};
use super::words::Written;
use super::{HomeBox, Layout, Rect, Shape, Short, Stroke, Symbol};

/// Between a home's box and the lines over and under it.
const CHANNEL: i32 = 24;
/// From one track to the next; a hop of the lines that cross it must fit.
const TRACK: i32 = 22;
/// Room under a track for words.
const WORDS: i32 = 22;

pub(super) struct Drafting<'a> {
    pub(super) family: &'a Family<'a>,
    pub(super) faces: &'a [Face],
    pub(super) plan: &'a Plan,
    pub(super) placed: &'a Placed,
    pub(super) runs: Vec<Run>,
    pub(super) tracks: Vec<usize>,
    /// For each home: whether its caption is at the bottom, and its left edge.
    pub(super) captions: Vec<(bool, i32)>,
    pub(super) short: Vec<Short>,
    /// Middle of each row's symbols.
    pub(super) middle: Vec<i32>,
    /// Top and bottom of what belongs to each row, boxes included.
    pub(super) top: Vec<i32>,
    pub(super) bottom: Vec<i32>,
    /// For each channel, the height of each track.
    pub(super) track_y: Vec<Vec<i32>>,
}

impl<'a> Drafting<'a> {
    pub fn new(
        family: &'a Family<'a>,
        faces: &'a [Face],
        plan: &'a Plan,
        placed: &'a Placed,
        runs: Vec<Run>,
        tracks: Vec<usize>,
    ) -> Self {
        let mut drafting = Self {
            family,
            faces,
            plan,
            placed,
            runs,
            tracks,
            captions: Vec::new(),
            short: Vec::new(),
            middle: Vec::new(),
            top: Vec::new(),
            bottom: Vec::new(),
            track_y: Vec::new(),
        };
        for home in 0..plan.homes.len() {
            let found = drafting.caption_place(home);
            drafting.captions.push(found);
        }
        drafting.stack();
        drafting
    }

    pub fn finish(mut self) -> (Layout, Vec<Short>) {
        let symbols: Vec<Symbol> = (0..self.faces.len()).map(|person| self.symbol(person)).collect();
        let boxes: Vec<HomeBox> = (0..self.plan.homes.len()).map(|home| self.home_box(home)).collect();
        let mut strokes: Vec<Stroke> = (0..self.plan.wires.len()).flat_map(|wire| self.strokes(wire)).collect();
        let mut words = Vec::new();
        for (wire, main) in self.plan.wires.iter().enumerate().filter(|(_, wire)| wire.main) {
            match self.union_words(wire, &strokes, &boxes, &words) {
                Written::Nothing => {}
                Written::NoPlace(short) => self.short.push(short),
                Written::Here { text, slashes } => {
                    if let Some(line) = strokes
                        .iter_mut()
                        .find(|stroke| stroke.net == main.net && slashes.is_some())
                    {
                        line.slashes = slashes;
                    }
                    words.extend(text);
                }
            }
        }
        let mut layout = Layout {
            width: 0,
            height: 0,
            symbols,
            boxes,
            strokes,
            words,
        };
        layout.trim();
        (layout, self.short)
    }

    /// Heights, from the top down.
    fn stack(&mut self) {
        let mut y = 0;
        for row in 0..self.plan.rows {
            self.top.push(y);
            let starts = self.plan.homes.iter().any(|home| home.first_row == row);
            let ends = self.plan.homes.iter().any(|home| home.last_row == row);
            let (over, under) = (self.label_room(row, true), self.label_room(row, false));
            y += if starts { HOME_PAD } else { 0 } + self.caption_room(row, false) + over + 6 + HALF + 4;
            self.middle.push(y);
            y += HALF + 4 + if under > 0 { under + 8 } else { 0 };
            y += self.caption_room(row, true) + if ends { HOME_PAD - 4 } else { 0 };
            self.bottom.push(y);
            y = self.stack_tracks(row, y);
        }
    }

    fn caption_room(&self, row: usize, bottom: bool) -> i32 {
        let here = |home: &usize| {
            let span = &self.plan.homes[*home];
            self.captions[*home].0 == bottom && row == if bottom { span.last_row } else { span.first_row }
        };
        let height = |home: usize| self.caption_lines(home).len() as i32 * LINE + 6;
        (0..self.plan.homes.len()).filter(here).map(height).max().unwrap_or(0)
    }

    fn label_room(&self, row: usize, above: bool) -> i32 {
        let here =
            |person: &usize| self.family.generation[*person] == row && self.faces[*person].side.is_above() == above;
        (0..self.faces.len())
            .filter(here)
            .map(|person| self.faces[person].label_height)
            .max()
            .unwrap_or(0)
    }

    fn stack_tracks(&mut self, channel: usize, bottom: i32) -> i32 {
        let mut y = bottom + CHANNEL;
        let mut heights = Vec::new();
        for track in 0..self.tracks[channel] {
            heights.push(y);
            let has_words = (0..self.runs.len()).any(|wire| {
                self.plan.wires[wire].channel == channel
                    && self.runs[wire].track == Some(track)
                    && self.said(wire).is_some()
            });
            y += TRACK + if has_words { WORDS } else { 0 };
        }
        self.track_y.push(heights);
        y + if self.tracks[channel] == 0 { CHANNEL } else { 8 }
    }

    fn home_box(&self, home: usize) -> HomeBox {
        let span = &self.plan.homes[home];
        let (begin, end) = self.placed.homes[home];
        let (top, bottom) = (self.top[span.first_row], self.bottom[span.last_row]);
        let rect = Rect {
            x: begin,
            y: top,
            width: end - begin,
            height: bottom - top,
        };
        let lines = self.caption_lines(home);
        let (at_bottom, x) = self.captions[home];
        let height = lines.len() as i32 * LINE;
        let y = if at_bottom {
            rect.bottom() - 6 - height
        } else {
            rect.y + 6
        };
        let width = caption_width(self.family.homes[home].caption);
        HomeBox {
            home,
            rect,
            lines,
            caption: Rect { x, y, width, height },
        }
    }

    fn symbol(&self, person: usize) -> Symbol {
        let face = self.faces[person].clone();
        let (x, y) = (self.placed.x[person], self.middle[self.family.generation[person]]);
        let shape = self.shape(person);
        let half = if matches!(shape, Shape::Diamond | Shape::DashedDiamond) {
            HALF + 4
        } else {
            HALF + 1
        };
        let (label_x, label_y) = match face.side {
            Side::Above => (x - face.label_width / 2, y - HALF - 10 - face.label_height),
            Side::AboveRight(from) => (x + from, y - HALF - 10 - face.label_height),
            Side::Below => (x - face.label_width / 2, y + HALF + 10),
        };
        Symbol {
            shape,
            x,
            y,
            rect: Rect {
                x: x - half,
                y: y - half,
                width: 2 * half,
                height: 2 * half,
            },
            label: Rect {
                x: label_x,
                y: label_y,
                width: face.label_width,
                height: face.label_height,
            },
            face,
        }
    }

    pub(super) fn shape(&self, person: usize) -> Shape {
        let person = self.family.people[person];
        match (person.identity_not_known, &person.life, person.sex) {
            (true, _, _) => Shape::DashedDiamond,
            (_, Life::Unborn { .. }, _) => Shape::Triangle,
            (_, _, Sex::Male) => Shape::Square,
            (_, _, Sex::Female) => Shape::Circle,
            (_, _, Sex::NotKnown) => Shape::Diamond,
        }
    }
}
