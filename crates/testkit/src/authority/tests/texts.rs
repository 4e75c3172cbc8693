//! Texts as they stand in the record.

use domain::facts::FactBody;

use super::*;

/// Every text as it stands in the record; forty of them are printed, to be read.
#[test]
fn texts_read_as_sentences() {
    let facts = stored(&Authority::new(plan(1500)));
    let mut texts = Vec::new();
    for fact in &facts {
        match fact.body.as_ref().unwrap() {
            FactBody::ContactReceived(r) => texts.push(("worry", r.worry.clone())),
            FactBody::ChildDecided(d) => {
                texts.push(("why", format!("[{}] {}", d.outcome.label(), d.why)));
                texts.extend([
                    ("protection", d.protection.clone()),
                    ("answers", d.answers_records.clone()),
                ]);
            }
            FactBody::NoteRecorded(n) => {
                texts.push(("note", format!("{}. {}", n.title, n.text)));
                texts.push(("said", n.child_said.clone()));
            }
            FactBody::SafetyDeclared(s) => texts.push(("safety", s.words.clone())),
            _ => {}
        }
    }
    texts.retain(|(_, text)| !text.is_empty());
    assert!(texts.len() > 3000);
    for (kind, text) in &texts {
        for wrong in [
            "  ",
            " ,",
            " .",
            "..",
            "{",
            "}",
            " ’s",
            "“”",
            "the the",
            "Not known are",
        ] {
            assert!(!text.contains(wrong), "{wrong:?} in {kind}: {text}");
        }
        assert!(
            text.trim() == text && text.ends_with(['.', '?', '!', '”']),
            "{kind}: {text}"
        );
    }
    for (kind, text) in texts.iter().step_by(texts.len() / 60) {
        eprintln!("{kind}: {text}");
    }
}
