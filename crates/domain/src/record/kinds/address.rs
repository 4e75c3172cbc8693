//! Where somebody lives, stays or gets letters. A confidential one is kept out of every list, search, print and export.

use super::super::ask::{FROM, KEEP_IT, LEFT_ON, STILL, TO};
use super::super::{Answers, Group, Meets, Panel, RecordForm, Right, Typed};
use crate::codes::AddressKind;
use crate::facts::FactBody;
use crate::facts::person::AddressRecorded;
use crate::forms::{Kind, Question};
use crate::identifiers::Postcode;

pub const FORM: RecordForm = RecordForm {
    id: "address",
    fact: "address_recorded",
    group: Group::Where,
    title: "An address",
    hint: "The latest home address that has not ended is where they live.",
    right: Right::Identity,
    meets: Meets::Several,
    questions: &[
        Question::of("kind", "What is it to them?", Kind::Pick(kinds)).needed("Choose what the address is to them"),
        Question::of("line", "Address", Kind::Line { width: 30 })
            .hint("Everything but the postcode, with commas")
            .needed("Enter the address"),
        Question::of("postcode", "Postcode", Kind::Line { width: 10 }),
        FROM,
        TO,
        STILL,
        LEFT_ON,
        Question::of(
            "confidential",
            "Is it confidential?",
            Kind::Any(&[("yes", "Yes, keep it confidential")]),
        )
        .hint("It is left out of every list, search, print and letter, for everybody who does not work with them"),
        KEEP_IT,
    ],
    panels: &[("still", Panel::Former), ("left_on", Panel::Former)],
    only_new: &["still", "left_on"],
    read,
    write,
};

fn kinds() -> Vec<(&'static str, &'static str)> {
    AddressKind::ALL.iter().map(|k| (k.code(), k.label())).collect()
}

fn read(a: &mut Answers<'_>) -> Option<FactBody> {
    let kind = a.code("kind", AddressKind::TABLE);
    let line = a.words("line").lines().map(str::trim).collect::<Vec<_>>().join(", ");
    let typed = a.words("postcode");
    let postcode = if typed.is_empty() {
        String::new()
    } else {
        match Postcode::parse(&typed) {
            Ok(postcode) => postcode.to_string(),
            Err(why) => {
                a.doubt("postcode", why.to_string());
                typed
            }
        }
    };
    let (from, to) = a.period();
    // A new home takes the place of the one before, unless somebody says that both go on; where they stay for a while takes nothing's place.
    let lives_there = to.is_none() && matches!(kind.as_deref(), Some("home" | "placement"));
    a.former(a.around.address_now, lives_there, from);
    let confidential = a.ticked("confidential");
    let sensitive = kind
        .as_deref()
        .is_some_and(|k| AddressKind::from_code(k).is_ok_and(AddressKind::is_sensitive));
    if sensitive && !confidential {
        a.doubt("confidential", "A refuge is kept confidential. Tick this");
    }
    Some(
        AddressRecorded {
            kind: kind?,
            line,
            postcode,
            from,
            to,
            confidential,
        }
        .into(),
    )
}

fn write(body: &FactBody) -> Option<Typed> {
    let FactBody::AddressRecorded(v) = body else {
        return None;
    };
    Some(vec![
        ("kind", v.kind.clone()),
        ("line", v.line.clone()),
        ("postcode", v.postcode.clone()),
        ("from", super::super::day(v.from)),
        ("to", super::super::day(v.to)),
        ("confidential", super::super::tick(v.confidential)),
    ])
}

#[cfg(test)]
mod tests {
    use super::super::super::answers::tests::{reads, refuses};
    use super::*;

    /// A child who moves does not live at two addresses by accident: whether the one before has ended is asked, and the day is kept.
    #[test]
    fn a_new_home_says_what_became_of_the_one_before() {
        use super::super::super::LivesNow;
        use super::super::super::answers::tests::around;
        use crate::forms::Raw;
        use jiff::civil::date;
        let mut around = around();
        let moved_in = date(2024, 5, 1);
        around.address_now = Some(LivesNow { since: Some(moved_in) });
        let ends = |more: &[(&str, &str)]| {
            let new = [("kind", "home"), ("line", "9 Quay Street"), ("from", "1 Aug 2026")];
            let all = new.iter().chain(more).map(|(k, v)| ((*k).to_owned(), (*v).to_owned()));
            let read = FORM.parse(&Raw(all.collect()), &around);
            read.map(|a| a.ends)
                .map_err(|f| f.into_iter().map(|f| f.question).collect::<Vec<_>>())
        };
        assert_eq!(ends(&[("still", "yes")]), Ok(None));
        assert_eq!(ends(&[("still", "no")]), Ok(Some(date(2026, 8, 1))));
        assert_eq!(ends(&[("still", "no"), ("from", "")]), Ok(Some(around.today)));
        assert_eq!(
            ends(&[("still", "no"), ("left_on", "30 Jul 2026")]),
            Ok(Some(date(2026, 7, 30)))
        );
        assert_eq!(ends(&[]), Err(vec!["still"]));
        assert_eq!(ends(&[("still", "perhaps")]), Err(vec!["still"]));
        for wrong in ["30 Apr 2024", "13 Nov 2026", "31 Feb 2026"] {
            assert_eq!(
                ends(&[("still", "no"), ("left_on", wrong)]),
                Err(vec!["left_on"]),
                "{wrong}"
            );
        }
        // Where they stay for now, or lived before, takes the place of nothing.
        assert_eq!(ends(&[("kind", "temporary")]), Ok(None));
        assert_eq!(ends(&[("to", "2 Aug 2026")]), Ok(None));
    }

    #[test]
    fn addresses_as_they_are_typed() {
        let home = [
            ("kind", "home"),
            ("line", "22 Tanner’s Row, Stowbridge"),
            ("postcode", "mx42pd"),
            ("from", "1 Aug 2026"),
        ];
        reads(
            &FORM,
            &home,
            r#"{"from":"2026-08-01","kind":"home","line":"22 Tanner’s Row, Stowbridge","postcode":"MX4 2PD"}"#,
        );
        let hidden = [("kind", "refuge"), ("line", "not to be said"), ("confidential", "yes")];
        reads(
            &FORM,
            &hidden,
            r#"{"confidential":true,"kind":"refuge","line":"not to be said"}"#,
        );
        refuses(
            &FORM,
            &[("kind", "refuge"), ("line", "x")],
            "confidential",
            "A refuge is kept confidential",
        );
        reads(
            &FORM,
            &[("kind", "refuge"), ("line", "x"), ("keep", "yes")],
            r#"{"kind":"refuge","line":"x"}"#,
        );
        refuses(
            &FORM,
            &[("kind", "home"), ("line", "x"), ("postcode", "nowhere")],
            "postcode",
            "postcode",
        );
        reads(
            &FORM,
            &[
                ("kind", "home"),
                ("line", "x"),
                ("postcode", "nowhere"),
                ("keep", "yes"),
            ],
            r#"{"kind":"home","line":"x","postcode":"nowhere"}"#,
        );
        refuses(
            &FORM,
            &[("kind", "castle"), ("line", "x")],
            "kind",
            "Choose one of the list",
        );
        refuses(&FORM, &[("kind", "home")], "line", "Enter the address");
    }
}
