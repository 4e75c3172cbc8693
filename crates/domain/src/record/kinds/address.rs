//! Where somebody lives, stays or gets letters. A confidential one is kept out of every list, search, print and export.

use super::super::ask::{FROM, KEEP_IT, TO};
use super::super::{Answers, Group, Meets, RecordForm, Right, Typed};
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
        Question::of(
            "confidential",
            "Is it confidential?",
            Kind::Any(&[("yes", "Yes, keep it confidential")]),
        )
        .hint("It is left out of every list, search, print and letter, for everybody who does not work with them"),
        KEEP_IT,
    ],
    panels: &[],
    only_new: &[],
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
