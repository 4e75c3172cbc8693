//! What does not fit in a record: conflicts to settle, never picked silently [Sem 4].

use jiff::civil::Date;

use super::{Person, identity::day};
use crate::facts::person::{BirthRecorded, NameKind, NameRecorded, SexRecorded};
use crate::ids::PersonId;
use crate::ledger::FactRef;
use crate::told::Told;

/// Something that a worker should settle, with the facts that it rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    pub words: String,
    pub facts: Vec<FactRef>,
}

impl Person {
    /// The conflicts in the record, as sentences.
    pub fn findings(&self, on: Date) -> Vec<Finding> {
        let mut out = Vec::new();
        self.two_names(&mut out);
        self.two_births(&mut out);
        self.two_sexes(&mut out);
        self.two_values_of_one_number(&mut out);
        self.two_open_episodes(on, &mut out);
        self.two_workers(on, &mut out);
        out
    }

    /// Of records that were joined; one record alone may hold a name and the one that came after it.
    fn two_names(&self, out: &mut Vec<Finding>) {
        let legal = |n: &&Told<NameRecorded>| n.kind == NameKind::Legal && n.to.is_none();
        let latest = |id: &PersonId| {
            let own = |n: &&Told<NameRecorded>| n.origin.written_to == (*id).into();
            self.names.iter().filter(legal).rfind(own)
        };
        let each: Vec<_> = self.group.iter().filter_map(latest).collect();
        let mut names: Vec<String> = each.iter().map(|n| n.full()).collect();
        names.dedup();
        if names.len() > 1 {
            out.push(Finding {
                words: format!(
                    "Two legal names are recorded: {}. Correct the one that is wrong.",
                    names.join(" and ")
                ),
                facts: each.iter().map(|n| n.origin.fact).collect(),
            });
        }
    }

    fn two_births(&self, out: &mut Vec<Finding>) {
        let exact: Vec<_> = self
            .births
            .iter()
            .filter_map(|b| {
                if let BirthRecorded::Exact { on } = b.value {
                    Some((on, b.origin.fact))
                } else {
                    None
                }
            })
            .collect();
        let mut days: Vec<Date> = exact.iter().map(|(on, _)| *on).collect();
        days.sort_unstable();
        days.dedup();
        if days.len() > 1 {
            let words = days.iter().map(|d| day(*d)).collect::<Vec<_>>().join(" and ");
            out.push(Finding {
                words: format!("Two dates of birth are recorded: {words}. Correct the one that is wrong."),
                facts: exact.into_iter().map(|(_, f)| f).collect(),
            });
        }
    }

    /// Of records that were joined. Not known, or not born yet, agrees with either.
    fn two_sexes(&self, out: &mut Vec<Finding>) {
        let latest = |id: &PersonId| self.sexes.iter().rfind(|s| s.origin.written_to == (*id).into());
        let known = |s: &&Told<SexRecorded>| matches!(s.code.as_str(), "F" | "M");
        let each: Vec<_> = self.group.iter().filter_map(latest).filter(known).collect();
        if each.iter().any(|s| s.code != each[0].code) {
            out.push(Finding {
                words: "Two sexes are recorded: female and male. Correct the one that is wrong.".into(),
                facts: each.iter().map(|s| s.origin.fact).collect(),
            });
        }
    }

    fn two_values_of_one_number(&self, out: &mut Vec<Finding>) {
        for (scheme, label) in [
            ("nhs", "NHS numbers"),
            ("upn", "pupil numbers"),
            ("la_child_id", "local child ids"),
        ] {
            let all: Vec<_> = self.identifiers.iter().filter(|i| i.scheme == scheme).collect();
            let mut values: Vec<&str> = all.iter().map(|i| i.value.value.as_str()).collect();
            values.sort_unstable();
            values.dedup();
            if values.len() > 1 {
                out.push(Finding {
                    words: format!("Two {label} are recorded: {}.", values.join(" and ")),
                    facts: all.iter().map(|i| i.origin.fact).collect(),
                });
            }
        }
    }

    fn two_open_episodes(&self, on: Date, out: &mut Vec<Finding>) {
        let open: Vec<_> = self.episodes.iter().filter(|e| e.is_open(on)).collect();
        if open.len() > 1 {
            let words = open
                .iter()
                .map(|e| day(e.referral.received_on))
                .collect::<Vec<_>>()
                .join(" and ");
            out.push(Finding {
                words: format!(
                    "{} episodes are open, from referrals of {words}. One child has one open episode.",
                    open.len()
                ),
                facts: open.iter().map(|e| e.referral.origin.fact).collect(),
            });
        }
    }

    fn two_workers(&self, on: Date, out: &mut Vec<Finding>) {
        let now: Vec<_> = self
            .allocations
            .iter()
            .filter(|a| a.from <= on && a.to.is_none_or(|to| to > on))
            .collect();
        if now.iter().any(|a| a.worker != now[0].worker) {
            out.push(Finding {
                words: "More than one worker is allocated.".into(),
                facts: now.iter().map(|a| a.origin.fact).collect(),
            });
        }
    }
}
