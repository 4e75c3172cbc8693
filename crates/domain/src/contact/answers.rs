//! What was typed on the decision page becomes a decision, or findings that say what is missing [Sem 13]. What protects a child is never
//! held back by a field that something else needs, and emergency action by none at all.

use super::{Outcome, YesNo};
use crate::codes::PrimaryNeed;
use crate::facts::contact::ChildDecided;
use crate::ids::RecordId;
use crate::typed::can_be_kept;

/// The fields as they were typed.
#[derive(Clone, Copy, Debug, Default)]
pub struct RawDecision<'a> {
    pub outcome: &'a str,
    pub why: &'a str,
    pub protection: &'a str,
    pub answers_records: &'a str,
    pub to_whom: &'a str,
    pub section_47: &'a str,
    pub primary_need: &'a str,
    pub read: &'a [String],
}

/// What is wrong with one field: the field's name, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    pub field: &'static str,
    pub words: String,
}

/// The most that one field keeps.
pub const LONGEST: usize = 20_000;

/// Reads a decision for the child called `child`. `earlier` says whether there were earlier contacts of the child, a sibling or the home.
pub fn decision(
    part: RecordId,
    child: &str,
    raw: &RawDecision<'_>,
    earlier: bool,
) -> Result<ChildDecided, Vec<Missing>> {
    let mut missing = Missings::default();
    let outcome = Outcome::from_code(raw.outcome);
    if outcome.is_none() {
        missing.add("outcome", format!("Choose what should happen for {child}"));
    }
    for (field, text) in [
        ("why", raw.why),
        ("protection", raw.protection),
        ("answers_records", raw.answers_records),
        ("to_whom", raw.to_whom),
    ] {
        missing.readable(field, text);
    }
    let section_47 = YesNo::from_code(raw.section_47);
    if let Some(outcome) = outcome.filter(|o| *o != Outcome::EmergencyAction) {
        missing.if_empty("why", raw.why, || format!("Write why this is right for {child}"));
        if matches!(outcome, Outcome::StrategyDiscussion) {
            missing.if_empty("protection", raw.protection, || {
                format!("Write who keeps {child} safe until the discussion: who, where, by when")
            });
        }
        if outcome == Outcome::Referral && PrimaryNeed::from_code(raw.primary_need).is_err() {
            missing.add("primary_need", "Choose the primary need for the referral".into());
        }
        if outcome == Outcome::Signpost {
            missing.if_empty("to_whom", raw.to_whom, || "Write which service it is".into());
        }
        if outcome.waits_for_signature() && earlier {
            missing.if_empty("answers_records", raw.answers_records, || {
                format!(
                    "Answer what the earlier contacts raise: why is this right for {child}, given what came before?"
                )
            });
        }
        if outcome == Outcome::LinkToOpenCase {
            match section_47 {
                None => missing.add(
                    "section_47",
                    "Say whether the section 47 threshold is reached today".into(),
                ),
                Some(YesNo::No) => {}
                // Process reference §1: yes or unsure is a strategy discussion, not a link.
                Some(YesNo::Yes | YesNo::NotKnown) => missing.add(
                    "outcome",
                    "The section 47 threshold is reached today, or may be: choose a strategy discussion".into(),
                ),
            }
        }
    }
    match outcome {
        Some(outcome) if missing.0.is_empty() => Ok(kept(part, outcome, raw, section_47)),
        _ => Err(missing.0),
    }
}

/// Only what belongs to the outcome is kept with it; an answer to another question stays on the page and out of the record.
fn kept(part: RecordId, outcome: Outcome, raw: &RawDecision<'_>, section_47: Option<YesNo>) -> ChildDecided {
    let only = |so: bool, text: &str| if so { text.trim().to_owned() } else { String::new() };
    ChildDecided {
        child: part,
        outcome,
        why: raw.why.trim().to_owned(),
        protection: only(outcome.acts_at_once(), raw.protection),
        answers_records: only(outcome.waits_for_signature(), raw.answers_records),
        to_whom: only(
            outcome == Outcome::Signpost || outcome == Outcome::EarlyHelp,
            raw.to_whom,
        ),
        section_47_threshold: section_47.filter(|_| outcome == Outcome::LinkToOpenCase),
        primary_need: only(
            outcome.opens_episode() && PrimaryNeed::from_code(raw.primary_need).is_ok(),
            raw.primary_need,
        ),
        read: raw.read.to_vec(),
        service_manager_signs: false,
    }
}

#[derive(Default)]
struct Missings(Vec<Missing>);

impl Missings {
    fn add(&mut self, field: &'static str, words: String) {
        if self.0.iter().all(|m| m.field != field) {
            self.0.push(Missing { field, words });
        }
    }

    fn if_empty(&mut self, field: &'static str, text: &str, words: impl FnOnce() -> String) {
        if text.trim().is_empty() {
            self.add(field, words());
        }
    }

    /// A field holds words: no control characters but the ends of lines and tabs, and no more than anybody reads.
    fn readable(&mut self, field: &'static str, text: &str) {
        if let Some(words) = unreadable(text) {
            self.add(field, words);
        }
    }
}

/// What is wrong with a text that somebody typed; `None` where it can be kept.
pub fn unreadable(text: &str) -> Option<String> {
    let long = text.chars().count();
    if long > LONGEST {
        return Some(format!("Shorten this to 20,000 characters. It has {long}"));
    }
    (!can_be_kept(text))
        .then(|| "Take out the characters that are no letters: this was copied from somewhere that hides some".into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(raw: RawDecision<'_>, earlier: bool, expect: &[&str]) {
        let part = RecordId(uuid::Uuid::from_u128(1));
        let fields = match decision(part, "Ciara", &raw, earlier) {
            Ok(_) => Vec::new(),
            Err(missing) => missing.into_iter().map(|m| m.field).collect(),
        };
        assert_eq!(fields, expect, "{raw:?}");
    }

    const WHY: &str = "Twin, same home.";

    #[test]
    fn each_outcome_asks_for_its_own() {
        let of = |outcome| RawDecision {
            outcome,
            why: WHY,
            ..RawDecision::default()
        };
        check(RawDecision::default(), true, &["outcome"]);
        check(of("god"), true, &["outcome"]);
        check(
            RawDecision {
                outcome: "emergency_action",
                ..RawDecision::default()
            },
            true,
            &[],
        );
        check(of("strategy_discussion"), true, &["protection"]);
        check(of("referral"), true, &["primary_need"]);
        check(of("signpost"), false, &["to_whom"]);
        check(of("advice"), false, &[]);
        check(of("information_given"), true, &[]);
        for outcome in ["no_further_action", "advice", "early_help"] {
            check(of(outcome), true, &["answers_records"]);
        }
        check(
            RawDecision {
                outcome: "no_further_action",
                why: " \n ",
                ..RawDecision::default()
            },
            true,
            &["why", "answers_records"],
        );
    }

    #[test]
    fn a_link_needs_the_section_47_question_and_the_answer_no() {
        let of = |section_47| RawDecision {
            outcome: "link_to_open_case",
            why: WHY,
            section_47,
            ..RawDecision::default()
        };
        check(of(""), false, &["section_47"]);
        check(of("no"), false, &[]);
        check(of("yes"), false, &["outcome"]);
        check(of("not_known"), false, &["outcome"]);
    }

    #[test]
    fn what_cannot_be_kept_is_said() {
        let long = "x".repeat(LONGEST + 1);
        let of = |why| RawDecision {
            outcome: "advice",
            why,
            ..RawDecision::default()
        };
        check(of(&long), false, &["why"]);
        check(of("a\u{0}b"), false, &["why"]);
        check(of("a\n\tb"), false, &[]);
    }

    #[test]
    fn only_what_belongs_to_the_outcome_is_kept() {
        let raw = RawDecision {
            outcome: "no_further_action",
            why: WHY,
            protection: "Aunt",
            answers_records: "Seen today.",
            to_whom: "Harbour",
            section_47: "yes",
            primary_need: "N1",
            read: &["earlier".into()],
        };
        let kept = decision(RecordId(uuid::Uuid::from_u128(1)), "Ciara", &raw, true).unwrap();
        assert_eq!((kept.protection.as_str(), kept.to_whom.as_str()), ("", ""));
        assert_eq!((kept.section_47_threshold, kept.primary_need.as_str()), (None, ""));
        assert_eq!(kept.answers_records, "Seen today.");
        assert_eq!(kept.read, ["earlier"]);
    }
}
