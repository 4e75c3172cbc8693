//! Families that reach far: cousins, lines of many generations, and ties that no family has.

use super::*;

/// Parents, their brother and sister with children of their own, and both sets of grandparents.
pub(in super::super) fn aunts_and_cousins() -> Genogram {
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

pub(in super::super) fn cousins_who_married() -> Genogram {
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
pub(in super::super) fn uncle_and_niece() -> Genogram {
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
pub(in super::super) fn grandmother_and_grandson() -> Genogram {
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

pub(in super::super) fn ancestor_of_oneself() -> Genogram {
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
pub(in super::super) fn shared_care() -> Genogram {
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
pub(in super::super) fn loose_people() -> Genogram {
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
pub(in super::super) fn long_line(people: usize) -> Genogram {
    let mut made = Made::default().this("0", "P0", Sex::Female, "");
    for at in 1..people {
        made = made
            .woman(&at.to_string(), &format!("P{at}"), "")
            .born(&[&(at - 1).to_string()], &[&at.to_string()]);
    }
    made.done()
}
