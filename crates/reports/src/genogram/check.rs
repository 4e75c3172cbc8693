//! What a layout must never have: the finished drawing is checked before it is written, and the tests check it again over
//! hundreds of families.

use super::family::Family;
use super::layout::{Layout, Rect, Stroke, meets_line};

/// Something wrong in a layout, in words for whoever reads a failing test.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fault(pub String);

/// Everything that touches what it should not. Empty for a layout that may be shown.
pub(super) fn faults(family: &Family<'_>, layout: &Layout) -> Vec<Fault> {
    let mut faults = Vec::new();
    let solid = solid(family, layout);
    for (at, (a, rect)) in solid.iter().enumerate() {
        for (b, other) in &solid[at + 1..] {
            if rect.meets(other) {
                faults.push(Fault(format!("{a} meets {b}")));
            }
        }
        if rect.x < 0 || rect.y < 0 || rect.right() > layout.width || rect.bottom() > layout.height {
            faults.push(Fault(format!("{a} is outside the picture")));
        }
    }
    homes(family, layout, &mut faults);
    lines(family, layout, &solid, &mut faults);
    faults
}

/// Everything that takes up room, named.
fn solid(family: &Family<'_>, layout: &Layout) -> Vec<(String, Rect)> {
    let name = |person: usize| &family.people[person].name;
    let mut all = Vec::new();
    for (person, symbol) in layout.symbols.iter().enumerate() {
        all.push((format!("symbol of {}", name(person)), symbol.rect));
        all.push((format!("label of {}", name(person)), symbol.label));
    }
    all.extend(
        layout
            .boxes
            .iter()
            .map(|home| (format!("caption {:?}", home.lines), home.caption)),
    );
    all.extend(
        layout
            .words
            .iter()
            .map(|words| (format!("words {}", words.text), words.rect)),
    );
    all.retain(|(_, rect)| rect.width > 0 && rect.height > 0);
    all
}

/// Every box holds its members, symbol and label, and touches nobody else and no other box.
fn homes(family: &Family<'_>, layout: &Layout, faults: &mut Vec<Fault>) {
    for (at, home) in layout.boxes.iter().enumerate() {
        if !home.rect.holds(&home.caption) {
            faults.push(Fault(format!("caption {:?} sticks out of its box", home.lines)));
        }
        for (person, symbol) in layout.symbols.iter().enumerate() {
            let name = &family.people[person].name;
            let inside = home.rect.holds(&symbol.rect) && home.rect.holds(&symbol.label);
            let touches = home.rect.meets(&symbol.rect) || home.rect.meets(&symbol.label);
            match family.homes[home.home].members.contains(&person) {
                true if !inside => {
                    faults.push(Fault(format!("{name} lives in {:?} and is not in its box", home.lines)))
                }
                false if touches => faults.push(Fault(format!(
                    "{name} does not live in {:?} and is in its box",
                    home.lines
                ))),
                _ => {}
            }
        }
        for other in &layout.boxes[at + 1..] {
            if home.rect.meets(&other.rect) {
                faults.push(Fault(format!("boxes {:?} and {:?} meet", home.lines, other.lines)));
            }
        }
        let cut = |words: &&super::layout::Words| home.rect.meets(&words.rect) && !home.rect.holds(&words.rect);
        faults.extend(
            layout
                .words
                .iter()
                .filter(cut)
                .map(|words| Fault(format!("the edge of {:?} cuts {}", home.lines, words.text))),
        );
    }
}

/// Lines keep off words and off symbols they do not belong to, and no two lie on each other.
fn lines(family: &Family<'_>, layout: &Layout, solid: &[(String, Rect)], faults: &mut Vec<Fault>) {
    for (at, stroke) in layout.strokes.iter().enumerate() {
        let net = &family.nets[stroke.net];
        let own: Vec<String> = net
            .parents
            .iter()
            .chain(net.children.iter().map(|(child, _)| child))
            .map(|person| format!("symbol of {}", family.people[*person].name))
            .collect();
        for line in stroke.corners.windows(2) {
            for (name, rect) in solid.iter().filter(|(name, _)| !own.contains(name)) {
                if meets_line(rect, line, 0) {
                    faults.push(Fault(format!("a line of {:?} runs through {name}", own)));
                }
            }
            for other in &layout.strokes[at + 1..] {
                if other.net != stroke.net && lies_on(line, other) {
                    faults.push(Fault(format!(
                        "lines of nets {} and {} lie on each other",
                        stroke.net, other.net
                    )));
                }
            }
        }
    }
}

fn lies_on(line: &[(i32, i32)], stroke: &Stroke) -> bool {
    const NEAR: i32 = 4;
    let along = |a: (i32, i32), b: (i32, i32)| a.0.max(a.1).min(b.0.max(b.1)) - a.0.min(a.1).max(b.0.min(b.1));
    stroke.corners.windows(2).any(|other| {
        let ((x1, y1), (x2, y2), (x3, y3), (x4, y4)) = (line[0], line[1], other[0], other[1]);
        let upright = x1 == x2 && x3 == x4 && (x1 - x3).abs() < NEAR && along((y1, y2), (y3, y4)) > 0;
        let level = y1 == y2 && y3 == y4 && (y1 - y3).abs() < NEAR && along((x1, x2), (x3, x4)) > 0;
        upright || level
    })
}

#[cfg(test)]
pub(super) mod tests {
    use super::super::families;
    use super::super::layout::{layout, layout_within};
    use super::super::search::TRIES;
    use super::super::{Genogram, LinkKind, Sex, Union, UnionStatus, in_words};
    use super::*;

    fn check(name: &str, genogram: &Genogram, tries: usize) {
        let family = Family::read(genogram);
        let layout = layout_within(&family, tries);
        let found = faults(&family, &layout);
        assert!(found.is_empty(), "{name}: {found:#?}");
        // Every word and every pair of slashes has found its place.
        let unions = || family.nets.iter().filter_map(|net| net.union);
        let words = |union: &&Union| match union.status {
            UnionStatus::Parted if !union.parted.is_empty() => true,
            _ => !union.since.is_empty(),
        };
        let parted = |union: &&Union| union.status == UnionStatus::Parted;
        assert_eq!(
            layout.words.len(),
            unions().filter(words).count(),
            "{name}: words at unions"
        );
        let slashed = layout.strokes.iter().filter(|stroke| stroke.slashes.is_some()).count();
        assert_eq!(slashed, unions().filter(parted).count(), "{name}: slashes");
    }

    #[test]
    fn families_made_by_hand_are_clean() {
        for (name, genogram) in families::all() {
            check(name, &genogram, TRIES);
        }
    }

    /// The check has to notice what is wrong: each kind of fault, made on purpose.
    #[test]
    fn faults_are_found() {
        let genogram = families::brennan();
        let family = Family::read(&genogram);
        let at = |id: &str| family.people.iter().position(|person| person.id == id).unwrap();
        let spoilt = |spoil: &dyn Fn(&mut Layout)| {
            let mut layout = layout(&family);
            spoil(&mut layout);
            faults(&family, &layout)
                .into_iter()
                .map(|fault| fault.0)
                .collect::<Vec<_>>()
                .join("; ")
        };
        let (may, tj) = (at("may"), at("tj"));
        assert_eq!(spoilt(&|_| {}), "");
        assert!(
            spoilt(&|layout| layout.symbols[may].rect = layout.symbols[tj].rect)
                .contains("symbol of Tyler-James meets symbol of Maya")
        );
        assert!(
            spoilt(&|layout| layout.symbols[at("callum")].label = layout.boxes[0].rect)
                .contains("Callum Reeve does not live in")
        );
        assert!(spoilt(&|layout| layout.symbols[may].rect.x += 600).contains("Maya (May) lives in"));
        assert!(spoilt(&|layout| layout.boxes[1].rect = layout.boxes[0].rect).contains("boxes"));
        assert!(spoilt(&|layout| layout.words[0].rect.x = layout.boxes[0].rect.x - 10).contains("cuts"));
        assert!(
            spoilt(
                &|layout| layout.strokes[0].corners = vec![(0, layout.symbols[may].y), (2000, layout.symbols[may].y)]
            )
            .contains("runs through symbol of Maya")
        );
        let copy = |layout: &mut Layout| {
            let mut twice = layout.strokes[0].clone();
            twice.net += 1;
            layout.strokes.push(twice);
        };
        assert!(spoilt(&copy).contains("lie on each other"));
    }

    /// Families of every shape, from a fixed seed: half of them plausible, half of them nonsense that must still draw.
    #[test]
    fn random_families_are_clean() {
        // Being clean does not depend on a good order: a short search will do.
        for seed in 0..300 {
            check(&format!("seed {seed}"), &random_family(seed), 150);
        }
    }

    struct Dice(u64);

    impl Dice {
        fn roll(&mut self, sides: usize) -> usize {
            self.0 = self
                .0
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            (self.0 >> 33) as usize % sides
        }

        fn pick<T: Copy>(&mut self, from: &[T]) -> T {
            from[self.roll(from.len())]
        }
    }

    pub(in super::super) fn random_family(seed: u64) -> Genogram {
        let mut dice = Dice(seed * 7919 + 13);
        let wild = seed % 2 == 1;
        let people = match seed % 50 {
            0 => 60,
            at if at % 10 == 5 => 1 + dice.roll(40),
            _ => 1 + dice.roll(14),
        };
        let ids: Vec<String> = (0..people).map(|at| format!("p{at}")).collect();
        let mut made = families::Made::default();
        let names = [
            "Al",
            "Bo Li",
            "Christopher Montgomery-Featherstone",
            "Dee Marsh",
            "Eve",
            "Fay Okonkwo-Williams",
            "Gus Hill",
        ];
        let lines = [
            "mother",
            "lives in Ghana with her parents",
            "not yet checked",
            "in prison since 2024",
        ];
        for (at, id) in ids.iter().enumerate() {
            let sex = dice.pick(&[Sex::Male, Sex::Female, Sex::Female, Sex::Male, Sex::NotKnown]);
            let name = format!("{} {at}", dice.pick(&names));
            let (kind, line) = (dice.roll(12), dice.roll(6));
            made = made.person(id, &name, sex, |person| {
                person.this_record = at == people / 2;
                person.identity_not_known = kind == 0;
                person.restricted = kind == 1;
                person.confidential = kind == 2;
                person.life = match kind {
                    3 => super::super::Life::Died {
                        years: "1950 to 2019".into(),
                    },
                    4 => super::super::Life::Unborn {
                        due: "due May 2027".into(),
                    },
                    kind => super::super::Life::Living {
                        age: Some(kind.to_string()),
                    },
                };
                person.lines.extend(lines.get(line).map(|line| (*line).to_owned()));
            });
        }
        // Parents come before their children in the list, except in the wild half.
        for child in 1..people {
            let couple = dice.roll(3);
            let kind = dice.pick(&[
                LinkKind::Birth,
                LinkKind::Birth,
                LinkKind::Birth,
                LinkKind::Adoptive,
                LinkKind::Foster,
                LinkKind::Step,
            ]);
            let (a, b) = if wild {
                (dice.roll(people), dice.roll(people))
            } else {
                (dice.roll(child), dice.roll(child))
            };
            if couple > 0 {
                made = made.link(kind, &[&ids[a]], &[&ids[child]]);
            }
            if couple > 1 {
                made = made.link(kind, &[&ids[b]], &[&ids[child]]);
                let status = dice.pick(&[UnionStatus::Together, UnionStatus::Parted, UnionStatus::NotKnown]);
                made = made.union(
                    &ids[a],
                    &ids[b],
                    status,
                    dice.pick(&["", "parted 2015", "since about May 2019"]),
                );
            }
        }
        for home in 0..dice.roll(4) {
            let members: Vec<&str> = ids.iter().filter(|_| dice.roll(4) == 0).map(String::as_str).collect();
            made = made.home(
                dice.pick(&["", "Aldermere", "22 Tanner’s Row, Stowbridge MX4 2PD, since 1 Aug 2026"]),
                &members,
            );
            if home == 0 && wild {
                made = made.home("The same again", &members);
            }
        }
        made.done()
    }

    /// Words are found for any family without looping, one line for each person.
    #[test]
    fn random_families_have_words() {
        for seed in 0..300 {
            let genogram = random_family(seed);
            let mut said: Vec<String> = in_words(&genogram).into_iter().map(|line| line.person).collect();
            let mut people: Vec<String> = genogram.people.iter().map(|person| person.id.clone()).collect();
            said.sort();
            people.sort();
            assert_eq!(said, people, "seed {seed}");
        }
    }

    /// The same input gives the same drawing.
    #[test]
    fn drawing_is_deterministic() {
        for seed in [3, 4, 21] {
            let genogram = random_family(seed);
            assert_eq!(super::super::draw(&genogram).svg, super::super::draw(&genogram).svg);
        }
    }
}
