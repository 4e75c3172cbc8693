//! Every value that somebody may not see carries a canary; a view of theirs, written out whole, may not hold it.

mod record;

use super::*;
use crate::facts::person::NoteRecorded;
use crate::policy::{BreakGlass, Policy, Relationship, Standing};
use crate::roles::Role;
use record::*;

/// What of a list of words stands anywhere in a view.
fn holds(view: &PersonView, canaries: &[&str]) -> Vec<String> {
    let all = format!("{view:?}");
    canaries
        .iter()
        .filter(|c| all.contains(**c))
        .map(|c| (*c).to_owned())
        .collect()
}

const NARRATIVE: &[&str] = &[
    "canary-warning",
    "canary-told",
    "canary-note",
    "canary-voice",
    "canary-late",
    "canary-worry",
    "canary-why",
    "canary-protection",
    "canary-reason",
    "canary-said-by",
    "canary-gender",
    "Patricia Canary",
];
const ADDRESS: &[&str] = &["canary-address", "canary-old-address", "canary-home"];
const NEVER: &[&str] = &[
    "canary-sealed",
    "canary-orla",
    "canary-daniel",
    "canary-as-called",
    "canary-said-address",
];
const ITEMS: &[&str] = &["canary-school", "999 041 7237"];

#[test]
fn each_depth_sees_its_own_and_no_more() {
    let check = |role, relationship, sees: &[&[&str]]| {
        let view = seen_by(role, &standing(relationship));
        let who = format!("{role:?} {relationship:?}");
        for list in [NARRATIVE, ADDRESS, ITEMS, NEVER] {
            let expect: Vec<String> = match sees.contains(&list) {
                true => list.iter().map(|c| (*c).to_owned()).collect(),
                false => Vec::new(),
            };
            assert_eq!(holds(&view, list), expect, "{who}");
        }
        view
    };
    // "RW demographics".
    check(Role::FrontDoorAdviser, Relationship::None, &[ITEMS]);
    check(Role::SocialWorker, Relationship::None, &[]);
    check(Role::DataOfficer, Relationship::None, &[ITEMS]);
    check(Role::Auditor, Relationship::None, &[ITEMS, NARRATIVE]);
    check(Role::ServiceManager, Relationship::None, &[ITEMS, NARRATIVE]);
    check(Role::SocialWorker, Relationship::FrontDoor, &[ITEMS, NARRATIVE]);
    check(
        Role::SocialWorker,
        Relationship::Allocated,
        &[ITEMS, NARRATIVE, ADDRESS],
    );
    check(Role::TeamManager, Relationship::SameTeam, &[ITEMS, NARRATIVE, ADDRESS]);
}

#[test]
fn a_reason_of_ones_own_opens_all_of_it() {
    let glass = Standing {
        break_glass: Some(BreakGlass {
            n: 1,
            until: at("2026-11-12T11:00Z"),
        }),
        ..standing(Relationship::None)
    };
    let view = seen_by(Role::SocialWorker, &glass);
    assert_eq!(holds(&view, ADDRESS).len(), ADDRESS.len());
    assert_eq!(holds(&view, NARRATIVE).len(), NARRATIVE.len());
    assert_eq!(holds(&view, NEVER), Vec::<String>::new());
}

#[test]
fn a_confidential_value_says_that_it_is_there() {
    let view = seen_by(Role::ServiceManager, &standing(Relationship::None));
    assert_eq!(view.identity.home, Home::Confidential);
    assert_eq!(view.homes[0].home, Home::Confidential);
    let row = view.details.iter().find(|d| d.label == "Address: home").unwrap();
    assert_eq!(row.now.said, [Piece::Confidential]);
    assert_eq!(row.earlier[0].said, [Piece::Confidential]);
}

#[test]
fn headings_are_a_name_an_age_and_what_happened() {
    let view = seen_by(Role::SocialWorker, &standing(Relationship::None));
    assert_eq!(view.identity.name, "Maya Brennan-Osei");
    assert_eq!(view.identity.age.as_deref(), Some("8 years 7 months"));
    assert!(view.ties.is_empty() && view.details.is_empty() && view.findings.is_empty());
    assert!(
        view.events
            .iter()
            .any(|e| e.title == [words::words("Call with the school")])
    );
    assert!(view.events.iter().all(|e| e.narrative.is_empty()));
    // From whom a contact came is said by its kind.
    let contact = view.events.iter().find(|e| e.contact.is_some()).unwrap();
    let expect = "Contact from family member, relative or carer: strategy discussion called";
    assert_eq!(contact.title, [words::words(expect)]);
}

/// And the adviser, who records it: the same headings beside it, nobody who matters to the child, nothing that was done.
#[test]
fn an_adviser_sees_who_somebody_is() {
    let headings = seen_by(Role::SocialWorker, &standing(Relationship::None));
    let view = seen_by(Role::FrontDoorAdviser, &standing(Relationship::None));
    let groups: BTreeSet<Group> = view.details.iter().map(|d| d.group).collect();
    assert!(
        groups.contains(&Group::Who) && groups.iter().all(|g| *g <= Group::Needs),
        "{groups:?}"
    );
    assert!(view.details.iter().all(|d| d.filed.person().is_some()));
    assert!(view.ties.is_empty() && view.withdrawn.is_empty() && view.findings.is_empty());
    let shown = |view: &PersonView| format!("{:?} {:?} {:?}", view.identity, view.events, view.due);
    assert_eq!(shown(&view), shown(&headings));
}

#[test]
fn others_are_masked_by_their_own_restriction() {
    let view = seen_by(Role::SocialWorker, &standing(Relationship::Allocated));
    let who: Vec<PersonId> = view.ties.iter().map(|t| t.other).collect();
    assert_eq!(who, [HANNAH, DANIEL, ORLA]);
    assert!(view.ties[0].lives_with);
    assert_eq!(view.homes[0].members, [HANNAH]);
    let others = others();
    assert!(matches!(&others[&ORLA], Other::Restricted { name, .. } if name == "Orla Brennan"));
    assert_eq!(others[&DANIEL].home(), &Home::Confidential);
    assert!(!others.contains_key(&SEALED));
}

#[test]
fn the_name_and_words_of_a_private_referrer_have_another_form_for_prints() {
    let check = |source: &str, in_print: Option<&str>| {
        let record = maya();
        let person = Person::fold(&[MAYA], &record.facts).unwrap();
        let stands = standing(Relationship::Allocated);
        let permit = Policy::check::<ReadRecord>(&actor(Role::SocialWorker), &stands, Timestamp::UNIX_EPOCH).unwrap();
        let contacts = [contact(source, false)];
        let parts = Parts {
            person: &person,
            facts: &record.facts,
            contacts: &contacts,
            households: &[],
            others: &others(),
            calendar: &Calendar::england_and_wales(),
            at: at("2026-11-12T10:42Z"),
        };
        let view = view(parts, &permit);
        let event = view.events.iter().find(|e| e.contact.is_some()).unwrap();
        assert_eq!(event.title_in_print.as_deref(), in_print, "{source}");
        assert_eq!(event.private, in_print.is_some(), "{source}");
        let clock = view.due.iter().find(|c| c.contact.is_some()).unwrap();
        assert_eq!(clock.title_in_print.is_some(), in_print.is_some(), "{source}");
    };
    check("1A", Some("Contact from family: not yet decided"));
    check("1B", Some("Contact from a member of the public: not yet decided"));
    check("9", Some("Contact from a member of the public: not yet decided"));
    check("2A", None);
    check("6", None);
}

#[test]
fn a_note_that_names_a_private_referrer_is_left_out_of_prints_too() {
    let mut record = maya();
    record.say(
        MAYA,
        NoteRecorded {
            title: "Call with Patricia Canary".into(),
            text: "x".into(),
            child_said: String::new(),
        },
    );
    let person = Person::fold(&[MAYA], &record.facts).unwrap();
    let stands = standing(Relationship::Allocated);
    let permit = Policy::check::<ReadRecord>(&actor(Role::SocialWorker), &stands, Timestamp::UNIX_EPOCH).unwrap();
    let view = view(
        Parts {
            person: &person,
            facts: &record.facts,
            contacts: &[contact("1A", true)],
            households: &[],
            others: &others(),
            calendar: &Calendar::england_and_wales(),
            at: at("2026-11-12T10:42Z"),
        },
        &permit,
    );
    let notes: Vec<_> = view.events.iter().filter(|e| e.kinds == [Kind::Note]).collect();
    let of = |title: &str| notes.iter().find(|e| e.title == [words::words(title)]).unwrap();
    assert_eq!(
        of("Call with Patricia Canary").title_in_print.as_deref(),
        Some("Case note")
    );
    assert!(!of("Call with the school").private);
}

#[test]
fn history_keeps_what_was_replaced_and_what_was_taken_back() {
    let view = seen_by(Role::SocialWorker, &standing(Relationship::Allocated));
    let address = view.details.iter().find(|d| d.label == "Address: home").unwrap();
    let said = |v: &Version| match &v.said[..] {
        [Piece::Words(w)] => w.clone(),
        other => format!("{other:?}"),
    };
    assert_eq!(
        said(&address.now),
        "canary-address MX4 2PD, from 1 Aug 2026, confidential"
    );
    assert_eq!(address.earlier.len(), 1);
    assert_eq!(
        said(&address.earlier[0]),
        "canary-old-address MX4 2PD, from 1 Aug 2026, confidential"
    );
    assert_eq!(address.now.reason.as_deref(), Some("canary-reason"));
    assert_eq!(view.withdrawn.len(), 1);
    assert_eq!(view.withdrawn[0].label, "Aunt or uncle");
}

#[test]
fn what_was_learned_later_is_the_difference_of_two_views() {
    let view = seen_by(Role::SocialWorker, &standing(Relationship::Allocated));
    // Entry 4 is the old address, entry 5 its correction.
    let learned = since(&view, 4);
    let address = learned.iter().find(|s| s.label == "Address: home").unwrap();
    assert!(address.then.is_some() && !address.taken_back);
    assert!(learned.iter().all(|s| s.label != "Legal name"));
    assert!(learned.iter().any(|s| s.label == "School" && s.then.is_none()));
    // What was said and taken back after entry 18 was known then.
    let last_said = view.withdrawn[0].was.at.seq;
    assert!(since(&view, last_said).iter().any(|s| s.taken_back));
    assert!(since(&view, last_said - 1).iter().all(|s| !s.taken_back));
    assert_eq!(since(&view, i64::MAX), Vec::new());
    // A relation is called what the page calls it today, and who told us is said.
    let ties: Vec<String> = view.ties.iter().map(|t| t.words.to_lowercase()).collect();
    let people = since(&view, 0).into_iter().filter(|s| !s.taken_back);
    let named = people.filter(|s| ties.contains(&s.label.to_lowercase())).count();
    assert!(named > 0, "{ties:?}");
}
