//! Families made by hand for the tests. None of these people exists.

use super::*;

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

/// The family of the design's screen 06.
pub(super) fn brennan() -> Genogram {
    Made::default()
        .person("mike", "Michael Brennan", Sex::Male, died("1958 to 2015"))
        .person("pat", "Patricia Brennan", Sex::Female, |person| {
            person.life = aged("65");
            person.lines = vec!["May feels safe with her; not checked".into()];
        })
        .person("abena", "Abena Osei", Sex::Female, |person| {
            person.life = aged("61");
            person.lines = vec!["lives in Ghana".into()];
        })
        .person("callum", "Callum Reeve", Sex::Male, died("died 3 May 2019"))
        .person("unk", "Father not known", Sex::Male, |person| {
            person.identity_not_known = true;
            person.called = "a father not known".into();
            person.lines = vec!["not said".into()];
        })
        .person("lee", "Lee Forster", Sex::Male, |person| {
            person.life = aged("35");
            person.lines = vec!["not yet checked".into()];
        })
        .person("han", "Hannah Brennan", Sex::Female, |person| {
            person.life = aged("32");
            person.lines = vec!["mother".into()];
        })
        .person("dan", "Daniel Osei", Sex::Male, |person| {
            person.life = aged("34");
            person.lines = vec!["father".into()];
        })
        .person("pri", "Priya Nair", Sex::Female, |person| {
            person.life = aged("30");
            person.lines = vec!["partner of Daniel".into()];
        })
        .man("tj", "Tyler-James", "13")
        .person("ub", "Unborn", Sex::NotKnown, |person| {
            person.life = Life::Unborn {
                due: "due Jan 2027".into(),
            };
            person.called = "the unborn baby".into();
        })
        .person("may", "Maya (May)", Sex::Female, |person| {
            person.life = aged("8");
            person.this_record = true;
            person.called = "May".into();
        })
        .woman("asha", "Asha Osei-Nair", "2")
        .together("mike", "pat")
        .parted("callum", "han", "parted 2015")
        .union("unk", "han", UnionStatus::NotKnown, "")
        .union("lee", "han", UnionStatus::Together, "since 2026")
        .parted("han", "dan", "parted 2022")
        .union("dan", "pri", UnionStatus::Together, "since 2023")
        .born(&["mike", "pat"], &["han"])
        .born(&["abena"], &["dan"])
        .born(&["callum", "han"], &["tj"])
        .born(&["unk", "han"], &["ub"])
        .born(&["han", "dan"], &["may"])
        .born(&["dan", "pri"], &["asha"])
        .home("22 Tanner’s Row, since 1 Aug 2026", &["lee", "han", "tj", "ub", "may"])
        .home("", &["dan", "pri", "asha"])
        .home("Aldermere", &["pat"])
        .done()
}

pub(super) fn nuclear() -> Genogram {
    Made::default()
        .man("f", "Tom Ashdown", "41")
        .woman("m", "Ruth Ashdown", "39")
        .woman("a", "Ella Ashdown", "12")
        .this("b", "Sam Ashdown", Sex::Male, "9")
        .union("f", "m", UnionStatus::Together, "since 2010")
        .born(&["f", "m"], &["a", "b"])
        .home("4 Mill Lane", &["f", "m", "a", "b"])
        .done()
}

/// An unborn child as the record, by a father nobody has named.
pub(super) fn unborn_of_unknown_father() -> Genogram {
    Made::default()
        .woman("m", "Kayleigh Dunne", "17")
        .person("f", "Father not known", Sex::NotKnown, |person| {
            person.identity_not_known = true
        })
        .person("u", "Unborn", Sex::NotKnown, |person| {
            person.life = Life::Unborn {
                due: "due 3 Mar 2027".into(),
            };
            person.this_record = true;
        })
        .union("m", "f", UnionStatus::NotKnown, "")
        .born(&["m", "f"], &["u"])
        .home("Mother and baby placement", &["m"])
        .done()
}

pub(super) fn three_fathers() -> Genogram {
    Made::default()
        .woman("m", "Donna Pike", "36")
        .man("f1", "Gary Holt", "40")
        .man("f2", "Imran Shah", "38")
        .man("f3", "Joe Pike", "33")
        .man("c1", "Kyle Holt", "17")
        .woman("c2", "Aisha Shah", "12")
        .this("c3", "Lily Pike", Sex::Female, "5")
        .man("c4", "Max Pike", "2")
        .parted("f1", "m", "parted 2010")
        .parted("f2", "m", "parted 2016")
        .union("f3", "m", UnionStatus::Together, "since 2019")
        .born(&["m", "f1"], &["c1"])
        .born(&["m", "f2"], &["c2"])
        .born(&["m", "f3"], &["c3", "c4"])
        .home("9 Quay Street", &["m", "f3", "c2", "c3", "c4"])
        .home("Gary’s", &["f1", "c1"])
        .done()
}

pub(super) fn twins() -> Genogram {
    Made::default()
        .woman("m", "Olu Adeyemi", "30")
        .this("a", "Tola Adeyemi", Sex::Female, "4")
        .woman("b", "Tayo Adeyemi", "4")
        .born(&["m"], &["a", "b"])
        .home("Flat 3, Dock House", &["m", "a", "b"])
        .done()
}

pub(super) fn grandparents_raising() -> Genogram {
    Made::default()
        .man("gf", "Brian Hale", "64")
        .woman("gm", "Jean Hale", "62")
        .woman("m", "Stacey Hale", "28")
        .person("f", "Dean Moss", Sex::Male, |person| {
            person.lines = vec!["in prison since 2024".into()]
        })
        .this("c", "Jayden Hale", Sex::Male, "6")
        .woman("s", "Ruby Hale", "3")
        .union("gf", "gm", UnionStatus::Together, "since 1988")
        .parted("m", "f", "parted 2023")
        .born(&["gf", "gm"], &["m"])
        .born(&["m", "f"], &["c", "s"])
        .home("11 Kiln Road", &["gf", "gm", "c", "s"])
        .done()
}

pub(super) fn same_sex_parents() -> Genogram {
    Made::default()
        .woman("a", "Nia Rees", "37")
        .woman("b", "Clare Rees", "40")
        .this("c", "Ivo Rees", Sex::Male, "7")
        .woman("d", "Mabli Rees", "1")
        .union("a", "b", UnionStatus::Together, "since 2012")
        .born(&["a"], &["d"])
        .link(LinkKind::Adoptive, &["a", "b"], &["c"])
        .link(LinkKind::Adoptive, &["b"], &["d"])
        .home("Rose Cottage", &["a", "b", "c", "d"])
        .done()
}

pub(super) fn foster_home() -> Genogram {
    Made::default()
        .woman("m", "Sarah Lunt", "29")
        .man("f", "Craig Lunt", "31")
        .woman("fc1", "Margaret Bell", "56")
        .man("fc2", "Alan Bell", "58")
        .this("c", "Noah Lunt", Sex::Male, "4")
        .woman("s", "Evie Lunt", "2")
        .person("o", "Another child", Sex::NotKnown, |person| {
            person.restricted = true;
            person.lines = vec!["restricted record".into()];
        })
        .union("m", "f", UnionStatus::Together, "since 2018")
        .union("fc1", "fc2", UnionStatus::Together, "")
        .born(&["m", "f"], &["c", "s"])
        .link(LinkKind::Foster, &["fc1", "fc2"], &["c", "s", "o"])
        .home("Foster home", &["fc1", "fc2", "c", "s", "o"])
        .home("2 Canal Row", &["m", "f"])
        .done()
}

pub(super) fn twelve_children() -> Genogram {
    let names = [
        "Adam", "Beth", "Carl", "Dina", "Evan", "Faye", "Glen", "Hope", "Ivan", "Jade", "Kian", "Lola",
    ];
    let mut made = Made::default()
        .man("f", "Patrick Doyle", "49")
        .woman("m", "Siobhan Doyle", "46");
    for (at, name) in names.iter().enumerate() {
        let (id, full, age) = (format!("c{at}"), format!("{name} Doyle"), format!("{}", 24 - 2 * at));
        let sex = if at % 2 == 0 { Sex::Male } else { Sex::Female };
        made = if at == 7 {
            made.this(&id, &full, sex, &age)
        } else {
            made.person(&id, &full, sex, |p| p.life = aged(&age))
        };
    }
    let ids: Vec<String> = (0..names.len()).map(|at| format!("c{at}")).collect();
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    let at_home: Vec<&str> = ["f", "m"].into_iter().chain(ids[3..].iter().copied()).collect();
    made.union("f", "m", UnionStatus::Together, "since 2001")
        .born(&["f", "m"], &ids)
        .home("The Old Forge, Stowbridge", &at_home)
        .done()
}

pub(super) fn lone_child() -> Genogram {
    Made::default().this("child", "Arash Karimi", Sex::Male, "16").done()
}

/// Parents, their brother and sister with children of their own, and both sets of grandparents.
pub(super) fn aunts_and_cousins() -> Genogram {
    Made::default()
        .man("gf1", "Viktor Nowak", "70")
        .woman("gm1", "Ewa Nowak", "68")
        .person("gf2", "Harold Finch", Sex::Male, died("1949 to 2020"))
        .woman("gm2", "Dorothy Finch", "72")
        .man("u", "Piotr Nowak", "44")
        .woman("uw", "Lena Nowak", "42")
        .man("f", "Adam Nowak", "40")
        .woman("m", "Helen Nowak", "38")
        .woman("au", "Judith Finch", "35")
        .woman("co1", "Zofia Nowak", "15")
        .man("co2", "Jan Nowak", "11")
        .this("c", "Hanna Nowak", Sex::Female, "10")
        .man("b", "Filip Nowak", "6")
        .together("gf1", "gm1")
        .together("gf2", "gm2")
        .union("u", "uw", UnionStatus::Together, "since 2008")
        .union("f", "m", UnionStatus::Together, "since 2013")
        .born(&["gf1", "gm1"], &["u", "f"])
        .born(&["gf2", "gm2"], &["m", "au"])
        .born(&["u", "uw"], &["co1", "co2"])
        .born(&["f", "m"], &["c", "b"])
        .home("17 Beech Avenue", &["f", "m", "c", "b", "gm2"])
        .home("3 Orchard Close", &["u", "uw", "co1", "co2"])
        .done()
}

pub(super) fn cousins_who_married() -> Genogram {
    Made::default()
        .man("gf", "Yusuf Khan", "80")
        .woman("gm", "Amina Khan", "78")
        .man("s1", "Tariq Khan", "55")
        .woman("w1", "Nadia Khan", "52")
        .woman("s2", "Sana Malik", "53")
        .man("w2", "Omar Malik", "57")
        .man("a", "Bilal Khan", "29")
        .woman("b", "Hira Malik", "27")
        .this("c", "Zain Khan", Sex::Male, "3")
        .together("gf", "gm")
        .together("s1", "w1")
        .together("s2", "w2")
        .together("a", "b")
        .born(&["gf", "gm"], &["s1", "s2"])
        .born(&["s1", "w1"], &["a"])
        .born(&["s2", "w2"], &["b"])
        .born(&["a", "b"], &["c"])
        .home("51 Station Road", &["a", "b", "c"])
        .done()
}

/// A couple of two generations: the lines have to pass through the row between.
pub(super) fn uncle_and_niece() -> Genogram {
    Made::default()
        .woman("elder", "Rosa Vane", "77")
        .man("brother", "Carl Vane", "54")
        .man("uncle", "Ned Vane", "50")
        .woman("niece", "Tess Vane", "22")
        .this("baby", "Finn Vane", Sex::Male, "1")
        .union("uncle", "niece", UnionStatus::NotKnown, "")
        .born(&["elder"], &["brother", "uncle"])
        .born(&["brother"], &["niece"])
        .born(&["uncle", "niece"], &["baby"])
        .done()
}

/// A couple that cannot stand level.
pub(super) fn grandmother_and_grandson() -> Genogram {
    Made::default()
        .woman("a", "Ada Lowe", "60")
        .woman("b", "Bette Lowe", "40")
        .man("c", "Cal Lowe", "20")
        .this("d", "Dot Lowe", Sex::Female, "1")
        .union("a", "c", UnionStatus::Together, "since 2025")
        .born(&["a"], &["b"])
        .born(&["b"], &["c"])
        .born(&["a", "c"], &["d"])
        .done()
}

pub(super) fn ancestor_of_oneself() -> Genogram {
    Made::default()
        .this("a", "Ann", Sex::Female, "")
        .woman("b", "Bea", "")
        .woman("c", "Cy", "")
        .born(&["a"], &["b"])
        .born(&["b"], &["c"])
        .born(&["c"], &["a"])
        .done()
}

/// A child who lives in two homes.
pub(super) fn shared_care() -> Genogram {
    Made::default()
        .woman("m", "Lucy Grant", "34")
        .man("f", "Paul Grant", "36")
        .this("c", "Theo Grant", Sex::Male, "8")
        .woman("s", "Orla Grant", "6")
        .parted("m", "f", "parted 2023")
        .born(&["m", "f"], &["c", "s"])
        .home("Mum’s", &["m", "c", "s"])
        .home("Dad’s, weekends", &["f", "c"])
        .done()
}

/// People nobody has said how they are related: a lodger, an aunt, a friend.
pub(super) fn loose_people() -> Genogram {
    Made::default()
        .woman("m", "Gemma Tate", "31")
        .this("c", "Kian Tate", Sex::Male, "10")
        .person("l", "Steve", Sex::Male, |person| {
            person.lines = vec!["surname not known".into(), "lodger".into()]
        })
        .person("au", "Wendy Tate", Sex::Female, |person| {
            person.recorded_as = Some(RecordedAs {
                words: "Aunt".into(),
                generation: -1,
            });
        })
        .person("fr", "Marcus Bright", Sex::Male, |person| {
            person.recorded_as = Some(RecordedAs {
                words: "Friend".into(),
                generation: 0,
            });
            person.confidential = true;
        })
        .born(&["m"], &["c"])
        .home("Flat 12, Northgate House, Stowbridge", &["m", "c", "l"])
        .done()
}

/// A line of descent of as many generations as people: also more people than are drawn.
pub(super) fn long_line(people: usize) -> Genogram {
    let mut made = Made::default().this("0", "P0", Sex::Female, "");
    for at in 1..people {
        made = made
            .woman(&at.to_string(), &format!("P{at}"), "")
            .born(&[&(at - 1).to_string()], &[&at.to_string()]);
    }
    made.done()
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
