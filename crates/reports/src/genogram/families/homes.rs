//! Families as they live together, or do not.

use super::*;

/// The family of the design's screen 06.
pub(in super::super) fn brennan() -> Genogram {
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

pub(in super::super) fn nuclear() -> Genogram {
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
pub(in super::super) fn unborn_of_unknown_father() -> Genogram {
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

pub(in super::super) fn three_fathers() -> Genogram {
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

pub(in super::super) fn twins() -> Genogram {
    Made::default()
        .woman("m", "Olu Adeyemi", "30")
        .this("a", "Tola Adeyemi", Sex::Female, "4")
        .woman("b", "Tayo Adeyemi", "4")
        .born(&["m"], &["a", "b"])
        .home("Flat 3, Dock House", &["m", "a", "b"])
        .done()
}

pub(in super::super) fn grandparents_raising() -> Genogram {
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

pub(in super::super) fn same_sex_parents() -> Genogram {
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

pub(in super::super) fn foster_home() -> Genogram {
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

pub(in super::super) fn twelve_children() -> Genogram {
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

pub(in super::super) fn lone_child() -> Genogram {
    Made::default().this("child", "Arash Karimi", Sex::Male, "16").done()
}
