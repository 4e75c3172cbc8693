//! Families made by hand for the tests. None of these people exists.

mod far;
mod homes;

use super::*;

pub(super) use far::{
    ancestor_of_oneself, aunts_and_cousins, cousins_who_married, grandmother_and_grandson, long_line, loose_people,
    shared_care, uncle_and_niece,
};
pub(super) use homes::{
    brennan, foster_home, grandparents_raising, lone_child, nuclear, same_sex_parents, three_fathers, twelve_children,
    twins, unborn_of_unknown_father,
};

/// A family written briefly: people by name and sex, then who belongs to whom.
#[derive(Debug, Default)]
pub(super) struct Made(pub Genogram);

impl Made {
    pub fn person(mut self, id: &str, name: &str, sex: Sex, change: impl FnOnce(&mut Person)) -> Self {
        let mut person = Person::new(id, name, sex);
        change(&mut person);
        self.0.people.push(person);
        self
    }

    pub fn man(self, id: &str, name: &str, age: &str) -> Self {
        self.person(id, name, Sex::Male, |person| person.life = aged(age))
    }

    pub fn woman(self, id: &str, name: &str, age: &str) -> Self {
        self.person(id, name, Sex::Female, |person| person.life = aged(age))
    }

    pub fn this(self, id: &str, name: &str, sex: Sex, age: &str) -> Self {
        self.person(id, name, sex, |person| {
            person.life = aged(age);
            person.this_record = true;
        })
    }

    pub fn union(mut self, a: &str, b: &str, status: UnionStatus, words: &str) -> Self {
        let (since, parted) = if status == UnionStatus::Parted {
            ("", words)
        } else {
            (words, "")
        };
        self.0.unions.push(Union {
            a: a.into(),
            b: b.into(),
            since: since.into(),
            parted: parted.into(),
            status,
        });
        self
    }

    pub fn together(self, a: &str, b: &str) -> Self {
        self.union(a, b, UnionStatus::Together, "")
    }

    pub fn parted(self, a: &str, b: &str, words: &str) -> Self {
        self.union(a, b, UnionStatus::Parted, words)
    }

    pub fn link(mut self, kind: LinkKind, parents: &[&str], children: &[&str]) -> Self {
        for child in children {
            for parent in parents {
                self.0.parents.push(ParentLink {
                    parent: (*parent).into(),
                    child: (*child).into(),
                    kind,
                });
            }
        }
        self
    }

    pub fn born(self, parents: &[&str], children: &[&str]) -> Self {
        self.link(LinkKind::Birth, parents, children)
    }

    pub fn home(mut self, caption: &str, members: &[&str]) -> Self {
        self.0.households.push(Household {
            id: format!("h{}", self.0.households.len()),
            caption: if caption.is_empty() {
                Caption::Confidential
            } else {
                Caption::Shown(caption.into())
            },
            members: members.iter().map(|id| (*id).to_owned()).collect(),
        });
        self
    }

    pub fn done(mut self) -> Genogram {
        let name = self
            .0
            .people
            .iter()
            .find(|person| person.this_record)
            .map_or("nobody", |person| &person.name);
        self.0.title = format!("Family diagram of {name}, 12 Nov 2026");
        self.0
    }
}

fn aged(age: &str) -> Life {
    Life::Living {
        age: (!age.is_empty()).then(|| age.to_owned()),
    }
}

fn died(years: &str) -> impl FnOnce(&mut Person) {
    let years = years.to_owned();
    move |person| person.life = Life::Died { years }
}

pub(super) fn all() -> Vec<(&'static str, Genogram)> {
    vec![
        ("brennan", brennan()),
        ("nuclear", nuclear()),
        ("unborn_of_unknown_father", unborn_of_unknown_father()),
        ("three_fathers", three_fathers()),
        ("twins", twins()),
        ("grandparents_raising", grandparents_raising()),
        ("same_sex_parents", same_sex_parents()),
        ("foster_home", foster_home()),
        ("twelve_children", twelve_children()),
        ("lone_child", lone_child()),
        ("aunts_and_cousins", aunts_and_cousins()),
        ("cousins_who_married", cousins_who_married()),
        ("uncle_and_niece", uncle_and_niece()),
        ("grandmother_and_grandson", grandmother_and_grandson()),
        ("ancestor_of_oneself", ancestor_of_oneself()),
        ("shared_care", shared_care()),
        ("loose_people", loose_people()),
        ("long_line", long_line(12)),
        ("nobody", Genogram::default()),
    ]
}

/// Every family can be drawn. With `HOLDFAST_PICTURES=DIR` the drawings are written there, a page each, for people to look at.
#[test]
fn pictures() {
    let folder = std::env::var_os("HOLDFAST_PICTURES").map(std::path::PathBuf::from);
    let shared = std::env::var("HOLDFAST_SHARED")
        .unwrap_or_else(|_| concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared").into());
    let mut families = all();
    let seeds: Vec<(String, Genogram)> = [0, 1, 2, 3, 4, 6, 8, 15]
        .into_iter()
        .map(|seed| (format!("seed_{seed}"), check::tests::random_family(seed)))
        .collect();
    families.extend(seeds.iter().map(|(name, genogram)| (name.as_str(), genogram.clone())));
    for (name, genogram) in families {
        let drawing = draw(&genogram);
        let words: String = in_words(&genogram)
            .iter()
            .map(|line| format!("<li>{line:?}</li>"))
            .collect();
        let page = format!(
            "<!DOCTYPE html><html lang=en><head><meta charset=utf-8><title>{name}</title><meta name=viewport content='width=device-width, initial-scale=1'>\
             <link rel=stylesheet href='file://{shared}/design/screens/holdfast.css'><style>body{{margin:16px}} @media (min-width: 60em) {{ main {{margin-left:220px;max-width:1008px}} }}\
             .hf-geno--natural {{ width: auto; min-width: 0; max-width: none }}</style></head><body><main><h1>{name}</h1>\
             <div class=hf-scroll role=region aria-label='Family diagram' tabindex=0>{}</div>{}<ul>{:?} {words}</ul></main></body></html>",
            drawing.svg, drawing.key, drawing.notes
        );
        assert!(genogram.people.is_empty() || drawing.svg.contains("<svg"), "{name}");
        if let Some(folder) = &folder {
            std::fs::write(folder.join(format!("{name}.html")), page).unwrap();
        }
    }
}
