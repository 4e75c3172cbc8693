//! Free places for words: at the lines of unions and inside the boxes of homes.

use super::super::UnionStatus;
use super::super::face::HALF;
use super::super::order::{CAPTION, HOME_PAD, caption_width};
use super::super::text::{Type, width, wrap};
use super::draft::Drafting;
use super::{HomeBox, Rect, Short, Stroke, Words, meets_line};

impl<'a> Drafting<'a> {
    /// What stands on the line of a wire's couple.
    pub(super) fn said(&self, wire: usize) -> Option<&'a str> {
        let wire = &self.plan.wires[wire];
        let net = &self.family.nets[wire.net];
        let union = net.union.filter(|_| wire.main)?;
        let words = if net.status == UnionStatus::Parted && !union.parted.is_empty() {
            &union.parted
        } else {
            &union.since
        };
        (!words.is_empty()).then_some(words.as_str())
    }

    /// Words and slashes of a union, where its line is free.
    pub(super) fn union_words(&self, at: usize, strokes: &[Stroke], boxes: &[HomeBox], words: &[Words]) -> Written {
        let wire = &self.plan.wires[at];
        let said = self.said(at);
        let parted = self.family.nets[wire.net].status == UnionStatus::Parted;
        let [a, b] = wire.ups[..] else { return Written::Nothing };
        if said.is_none() && !parted {
            return Written::Nothing;
        }
        let wide = said.map_or(0, |words| width(words, Type::Small));
        let level = self.placed.mid[at].is_some();
        let (from, to, y) = if level {
            let (a, b) = (self.placed.x[a], self.placed.x[b]);
            (a.min(b) + HALF, a.max(b) - HALF, self.middle[wire.channel])
        } else {
            let run = &self.runs[at];
            let Some(track) = run.track else {
                return Written::Nothing;
            };
            let (a, b) = (run.ups[0], run.ups[1]);
            (a.min(b), a.max(b), self.track_y[wire.channel][track])
        };
        // Over a level line, under a track.
        let text = |x: i32| Rect {
            x: x - wide / 2,
            y: if level { y - 21 } else { y + 8 },
            width: wide,
            height: if wide > 0 { 15 } else { 0 },
        };
        let slashes = Rect {
            x: 0,
            y: y - 9,
            width: if parted { 24 } else { 0 },
            height: 18,
        };
        let half = (wide / 2 + 6).max(slashes.width / 2 + 4);
        let middle = (from + to) / 2;
        let free = |x: i32, clear: i32| {
            let mark = Rect {
                x: x - slashes.width / 2,
                ..slashes
            };
            let text = text(x);
            let lines = strokes.iter().flat_map(|stroke| stroke.corners.windows(2));
            let crossed = lines
                .clone()
                .any(|line| line[0].0 == line[1].0 && meets_line(&text, line, clear))
                || lines
                    .clone()
                    .any(|line| line[0].0 == line[1].0 && slashes.width > 0 && meets_line(&mark, line, clear))
                || lines
                    .clone()
                    .any(|line| line[0].1 == line[1].1 && line[0].1 != y && meets_line(&text, line, 1));
            let taken = words.iter().any(|other| other.rect.meets(&text));
            let on_edge = boxes.iter().any(|home| {
                let with_room = Rect {
                    x: text.x - 6,
                    width: text.width + 12,
                    ..text
                };
                (home.rect.meets(&with_room) && !home.rect.holds(&with_room)) || home.caption.meets(&text)
            });
            !crossed && !taken && !on_edge
        };
        let mut places: Vec<i32> = (from + half..=to - half).step_by(2).collect();
        places.sort_by_key(|x| ((x - middle).abs(), *x));
        // Well clear of other lines if it can be.
        match [24, 12, 4]
            .iter()
            .find_map(|clear| places.iter().find(|x| free(**x, *clear)))
        {
            Some(x) => Written::Here {
                text: said.map(|words| Words {
                    text: words.to_owned(),
                    rect: text(*x),
                }),
                slashes: parted.then_some((*x, y)),
            },
            None => Written::NoPlace(Short::Union {
                wire: at,
                to: to - from + wide + 40,
            }),
        }
    }

    pub(super) fn caption_lines(&self, home: usize) -> Vec<String> {
        wrap(self.family.homes[home].caption, Type::Small, CAPTION)
    }

    /// A free place for a caption: at the bottom of the box or else at its top, clear of every line that passes there.
    pub(super) fn caption_place(&mut self, home: usize) -> (bool, i32) {
        let span = &self.plan.homes[home];
        let (begin, end) = self.placed.homes[home];
        let wide = caption_width(self.family.homes[home].caption);
        let mut below = Vec::new();
        let mut above = Vec::new();
        for (wire, run) in self.plan.wires.iter().zip(&self.runs) {
            if wire.channel == span.last_row {
                below.extend(&run.ups);
            }
            if wire.channel + 1 == span.first_row {
                above.extend(&run.downs);
            }
        }
        for item in self
            .plan
            .items
            .iter()
            .zip(&self.placed.x)
            .filter(|(item, _)| item.person.is_none())
        {
            if item.0.row == span.last_row {
                below.push(*item.1);
            }
            if item.0.row == span.first_row {
                above.push(*item.1);
            }
        }
        for (bottom, lines) in [(true, below), (false, above)] {
            let clear = |x: &i32| lines.iter().all(|line| *line < x - 6 || *line > x + wide + 6);
            if let Some(x) = (begin + HOME_PAD..=end - HOME_PAD - wide).find(clear) {
                return (bottom, x);
            }
        }
        self.short.push(Short::Caption {
            home,
            by: wide / 2 + 20,
        });
        (true, begin + HOME_PAD)
    }
}

pub(super) enum Written {
    Nothing,
    Here {
        text: Option<Words>,
        slashes: Option<(i32, i32)>,
    },
    NoPlace(Short),
}
