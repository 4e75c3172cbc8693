//! What the contact form asks: six sections, in the order of a call.

use crate::forms::{Form, Kind, Question, Repeat, Section};

const PROCESS: &str = "Local process, contact §1";

const YES_NO: &[(&str, &str)] = &[("yes", "Yes"), ("no", "No"), ("not_known", "The caller does not know")];

macro_rules! question {
    ($id:literal, $label:literal, $hint:literal, $kind:expr) => {
        Question {
            id: $id,
            label: $label,
            hint: $hint,
            kind: $kind,
            needed: None,
            citation: PROCESS,
        }
    };
    ($id:literal, $label:literal, $hint:literal, $kind:expr, needed $needed:literal) => {
        Question {
            id: $id,
            label: $label,
            hint: $hint,
            kind: $kind,
            needed: Some($needed),
            citation: PROCESS,
        }
    };
}

fn sources() -> Vec<(&'static str, &'static str)> {
    crate::codes::ReferralSource::ALL
        .iter()
        .map(|s| (s.code(), s.label()))
        .collect()
}

/// The form.
pub const FORM: Form = Form {
    id: "contact",
    version: 1,
    title: "Contact",
    sections: &[
        Section {
            id: "who",
            title: "Who is contacting us",
            hint: "",
            questions: &[
                question!("received_on", "Day received", "As “12 Nov 2026”. When the call or message arrived, not when it was typed in.", Kind::Day, needed "Say on which day the contact was received"),
                question!("received_time", "Time received", "As “08:40”.", Kind::Time, needed "Say at what time the contact was received"),
                question!("channel", "How did they contact us?", "", Kind::One(&[("phone", "Telephone"), ("email", "Email"), ("in_person", "In person"), ("letter", "Letter"), ("police_notification", "Police notification")]), needed "Say how they contacted us"),
                question!("source", "Who are they?", "In the words of the yearly census.", Kind::Pick(sources), needed "Choose who they are; “Unknown” is an answer too"),
                question!("referrer_name", "Their name", "", Kind::Line { width: 30 }),
                question!(
                    "referrer_role",
                    "What they do, or what they are to the child",
                    "Deputy head, neighbour, grandmother.",
                    Kind::Line { width: 30 }
                ),
                question!(
                    "organisation",
                    "School, surgery or other organisation",
                    "",
                    Kind::Line { width: 30 }
                ),
                question!(
                    "ring_back",
                    "How to reach them",
                    "A number that was checked, or how it was checked.",
                    Kind::Line { width: 30 }
                ),
                question!(
                    "wishes",
                    "Anything about this contact",
                    "",
                    Kind::Any(&[
                        ("anonymous", "They wish to stay anonymous"),
                        (
                            "information_only",
                            "Only a request for information: no worry about a child was named"
                        )
                    ])
                ),
            ],
            repeats: None,
        },
        Section {
            id: "worry",
            title: "The worry",
            hint: "In their words, as far as you can. What was seen or heard, by whom, and when.",
            questions: &[
                question!("worry", "What are they worried about?", "", Kind::Words { rows: 10 }, needed "Write down what they are worried about, in their words"),
            ],
            repeats: None,
        },
        Section {
            id: "children",
            title: "The children",
            hint: "Fill in what you have. The rest can come later.",
            questions: &[
                question!("name", "Name", "As the caller says it. Order and spelling do not matter. Without a name: what is known of the child.", Kind::Line { width: 40 }, needed "Give the child’s name as the caller says it, or what is known of the child"),
                question!(
                    "age",
                    "Age or date of birth",
                    "“about 9”, “18 Jun 2017”, “due in January”.",
                    Kind::Line { width: 20 }
                ),
                question!("school", "School or nursery", "", Kind::Line { width: 30 }),
                question!(
                    "address",
                    "Address, or as much as is known",
                    "",
                    Kind::Line { width: 40 }
                ),
                question!(
                    "where",
                    "Where is the child now?",
                    "",
                    Kind::One(&[
                        ("school", "At school or nursery"),
                        ("home", "At home"),
                        ("elsewhere", "Somewhere else"),
                        ("not_known", "The caller does not know")
                    ])
                ),
                question!("injury", "Any injury or mark?", "", Kind::One(YES_NO)),
                question!(
                    "injury_words",
                    "If yes: what was seen, by whom, and when",
                    "",
                    Kind::Words { rows: 3 }
                ),
                question!("person", "The person on record", "", Kind::Hidden),
            ],
            repeats: Some(Repeat {
                prefix: "child",
                title: "Child",
                add: "Add another child",
            }),
        },
        Section {
            id: "safety",
            title: "Safety now",
            hint: "Facts that the caller tells you. Nothing here is a score.",
            questions: &[
                question!("danger", "Is a child in danger now?", "If yes, and nobody has rung: the caller rings 999 first.", Kind::One(YES_NO), needed "Answer whether a child is in danger now; “The caller does not know” is an answer too"),
                question!(
                    "cannot_wait",
                    "Do any of these apply?",
                    "Any one of them puts the contact before everything but danger, to be taken within the hour.",
                    Kind::Any(&[
                        ("nowhere_safe_tonight", "Nowhere safe to sleep tonight"),
                        ("injury_or_told", "An injury, or the child has told someone"),
                        ("going_home_to_them", "Would go home to the person said to have done it"),
                        ("missing_or_exploited", "Missing or exploited now"),
                        ("baby", "A baby, born or due within days")
                    ])
                ),
                question!(
                    "with_child",
                    "Who is with the child, and until when?",
                    "A name, and what nobody has checked.",
                    Kind::Words { rows: 2 }
                ),
                question!(
                    "safety_words",
                    "Anything else about safety",
                    "",
                    Kind::Words { rows: 3 }
                ),
            ],
            repeats: None,
        },
        Section {
            id: "agreement",
            title: "Who knows, who agrees",
            hint: "",
            questions: &[
                question!(
                    "power",
                    "Does the family know that we are contacted?",
                    "",
                    Kind::One(&[
                        ("agreed", "Yes, and agrees that we share"),
                        ("told_not_objecting", "Yes, and does not object"),
                        ("not_asked", "Not asked yet"),
                        ("other", "Something else")
                    ])
                ),
                question!(
                    "power_words",
                    "Who was told or asked, and what they said",
                    "",
                    Kind::Words { rows: 3 }
                ),
                question!(
                    "safe_contact",
                    "How may a parent or the child safely be reached, and how not?",
                    "",
                    Kind::Words { rows: 2 }
                ),
                question!(
                    "interpreter",
                    "Language, interpreter or other help needed",
                    "",
                    Kind::Line { width: 30 }
                ),
            ],
            repeats: None,
        },
        Section {
            id: "check",
            title: "Check and hand over",
            hint: "",
            questions: &[question!(
                "proposal",
                "What do you propose?",
                "A social worker decides. Say in a line what you would do, or leave it.",
                Kind::Words { rows: 2 }
            )],
            repeats: None,
        },
    ],
};
