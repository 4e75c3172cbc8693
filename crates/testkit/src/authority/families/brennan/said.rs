//! What a contact holds, in the shapes in which this family and its neighbours tell it.

use super::*;

pub(super) fn child(key: &str, name: &str, age: &str, school: &str, address: &str) -> ChildNamed {
    ChildNamed {
        person: Some(person(key)),
        name: name.into(),
        age_or_birth: age.into(),
        school: school.into(),
        address: address.into(),
        whereabouts: String::new(),
        injury: Some(YesNo::No),
        injury_words: String::new(),
        identified: "Chosen from the search: name, birth date and address agree".into(),
    }
}

pub(in super::super) fn police() -> Referrer {
    Referrer {
        name: "PC 4417 Laura Keane".into(),
        role: "Safeguarding desk".into(),
        organisation: "Marlshire Constabulary".into(),
        ring_back: "01632 960 190".into(),
        wishes_to_stay_anonymous: false,
    }
}

pub(in super::super) fn safety(with: &str, words: &str) -> SafetyDeclared {
    SafetyDeclared {
        danger_now: YesNo::No,
        cannot_wait: Vec::new(),
        who_is_with_the_child: with.into(),
        words: words.into(),
    }
}

pub(in super::super) fn agreement(power: &str, words: &str) -> AgreementRecorded {
    AgreementRecorded {
        power: power.into(),
        words: words.into(),
        safe_contact: String::new(),
        interpreter: String::new(),
    }
}

/// A decision with its reason and nothing else; the child is put in by [`Pen::decision`].
pub(in super::super) fn decided(outcome: Outcome, why: &str) -> ChildDecided {
    ChildDecided {
        child: RecordId(uuid::Uuid::nil()),
        outcome,
        why: why.into(),
        protection: String::new(),
        answers_records: String::new(),
        to_whom: String::new(),
        section_47_threshold: None,
        primary_need: String::new(),
        read: Vec::new(),
        service_manager_signs: false,
    }
}
