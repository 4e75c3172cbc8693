//! The key to the symbols.

use super::super::UnionStatus;
use super::super::family::{Family, Net};
use super::super::layout::{Layout, Pen, Rect, Shape};
use super::lines::dashes;
use super::{HOME, INK, rectangle};
use crate::svg::{Attribute, Markup};

/// The symbols that every reader should know, and those that this diagram uses besides.
pub(super) fn key(family: &Family<'_>, layout: &Layout) -> String {
    let pen = |pen: Pen| layout.strokes.iter().any(|stroke| stroke.pen == pen);
    // Dashes at an unknown person speak for themselves.
    let known = |net: &Net<'_>| {
        net.parents
            .iter()
            .all(|parent| !family.people[*parent].identity_not_known)
    };
    let unclear = |net: &Net<'_>| net.status == UnionStatus::NotKnown && net.parents.len() == 2 && known(net);

    let mut key = Key(Markup::new());
    key.0
        .open("ul", &[("class", &"hf-keys"), ("aria-label", &"Key to the diagram")])
        .line();
    key.entry("Man or boy", &[Mark::line("M6 4h22v22h-22Z")]);
    key.entry(
        "Woman or girl",
        &[Mark::line("M5.5 15a11.5 11.5 0 1 1 23 0a11.5 11.5 0 1 1-23 0Z")],
    );
    if layout.symbols.iter().any(|symbol| symbol.shape == Shape::Diamond) {
        key.entry("Sex not known", &[Mark::line("M17 3 30 15 17 27 4 15Z")]);
    }
    key.entry(
        "Not known",
        &[Mark {
            dashes: Some("4 3"),
            ..Mark::line("M17 3 30 15 17 27 4 15Z")
        }],
    );
    key.entry("Unborn", &[Mark::line("M17 4 29 25H5Z")]);
    key.entry("Died", &[Mark::line("M6 4h22v22h-22ZM6 4 28 26M28 4 6 26")]);
    key.entry("Parted", &[Mark::line("M2 15H32M12 22 18 8M18 22 24 8")]);
    if family.nets.iter().any(unclear) {
        key.entry(
            "Relationship not known",
            &[Mark {
                dashes: dashes(Pen::Dashed),
                ..Mark::line("M2 15H32")
            }],
        );
    }
    if pen(Pen::Adoptive) {
        key.entry(
            "Adopted",
            &[
                Mark::line("M14 2V28"),
                Mark {
                    dashes: Some("5 4"),
                    ..Mark::line("M19 2V28")
                },
            ],
        );
    }
    if pen(Pen::Foster) {
        key.entry(
            "Fostered",
            &[Mark {
                dashes: dashes(Pen::Foster),
                ..Mark::line("M17 2V28")
            }],
        );
    }
    if pen(Pen::Step) {
        key.entry(
            "Step-parent",
            &[Mark {
                dashes: dashes(Pen::Step),
                ..Mark::line("M17 2V28")
            }],
        );
    }
    if layout.symbols.iter().any(|symbol| symbol.face.padlock) {
        key.entry(
            "Restricted record",
            &[Mark::line("M9 13h16v12h-16ZM12 13v-4a5 5 0 0 1 10 0v4")],
        );
    }
    key.home("One home");
    key.entry(
        "This record",
        &[
            Mark {
                width: 3.5,
                ..Mark::line("M5.5 15a11.5 11.5 0 1 1 23 0a11.5 11.5 0 1 1-23 0Z")
            },
            Mark {
                width: 1.5,
                ..Mark::line("M10 15a7 7 0 1 1 14 0a7 7 0 1 1-14 0Z")
            },
        ],
    );
    key.0.finish()
}

/// One line of a small picture.
struct Mark {
    path: &'static str,
    dashes: Option<&'static str>,
    width: f64,
}

impl Mark {
    fn line(path: &'static str) -> Self {
        Self {
            path,
            dashes: None,
            width: 2.0,
        }
    }
}

struct Key(Markup);

impl Key {
    fn entry(&mut self, words: &str, marks: &[Mark]) {
        self.picture();
        for mark in marks {
            let mut all: Vec<Attribute<'_>> = vec![
                ("d", &mark.path),
                ("fill", &"none"),
                ("stroke", &INK),
                ("stroke-width", &mark.width),
            ];
            all.extend(
                mark.dashes
                    .iter()
                    .map(|dashes| -> Attribute<'_> { ("stroke-dasharray", dashes) }),
            );
            self.0.empty("path", &all);
        }
        self.0.close().text(words).close().line();
    }

    fn home(&mut self, words: &str) {
        self.picture();
        self.0.open("g", &HOME);
        rectangle(
            &mut self.0,
            &Rect {
                x: 4,
                y: 4,
                width: 26,
                height: 22,
            },
            5,
        );
        self.0.close().close().text(words).close().line();
    }

    fn picture(&mut self) {
        let size: [Attribute<'_>; 5] = [
            ("width", &34),
            ("height", &30),
            ("viewBox", &"0 0 34 30"),
            ("aria-hidden", &"true"),
            ("focusable", &"false"),
        ];
        self.0.open("li", &[("class", &"hf-key")]).open("svg", &size);
    }
}
