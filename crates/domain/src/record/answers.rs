//! Reading what was typed: each answer by its question, each doubt beside it.

use jiff::civil::{Date, date};

use super::{Asserted, RecordForm, Under};
use crate::codes::CodeTable;
use crate::facts::FactBody;
use crate::forms::{Raw, read_day};
use crate::ids::{PersonId, TeamId, WorkerId};
use crate::typed::{CANNOT_BE_KEPT, can_be_kept};

/// The question with which a doubtful value is kept knowingly.
pub const KEEP: &str = "keep";

/// The question that every change of what stands asks beside the form's own.
pub const WHY_CHANGED: &str = "why_changed";

/// Why something that stands is changed or taken back, as it is kept with the entry.
///
/// # Errors
/// Where there is none, or it cannot be kept.
pub fn why_changed(raw: &Raw) -> Result<String, Finding> {
    let why = raw.get(WHY_CHANGED);
    let words = match why.chars().count() {
        0 => "Say why this is changed. It stays in the history",
        n if n > 2000 => "Keep the reason to 2,000 characters",
        _ if !can_be_kept(why) => CANNOT_BE_KEPT,
        _ => return Ok(why.to_owned()),
    };
    Err(Finding {
        question: WHY_CHANGED,
        words: words.into(),
        may_keep: false,
    })
}

/// Something that is not right with an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    pub question: &'static str,
    pub words: String,
    /// It may be saved all the same, with the tick of [`KEEP`].
    pub may_keep: bool,
}

/// What an answer is judged against.
#[derive(Clone, Debug)]
pub struct Around {
    pub person: PersonId,
    /// Everybody found to be this person.
    pub group: Vec<PersonId>,
    pub born: Option<Date>,
    pub today: Date,
    /// Who records it.
    pub author: WorkerId,
    pub team: Option<TeamId>,
    /// Where they live, for a new address and a new home: `None` where nothing stands that whoever records may end, and for a correction.
    pub address_now: Option<LivesNow>,
    pub home_now: Option<LivesNow>,
}

/// Where somebody lives as it stands, and the latest day from which they do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LivesNow {
    pub since: Option<Date>,
}

/// The answers of one form while they are read.
#[derive(Debug)]
pub struct Answers<'a> {
    form: &'a RecordForm,
    raw: &'a Raw,
    pub around: &'a Around,
    findings: Vec<Finding>,
    on: Option<Date>,
    under: Under,
    ends: Option<Date>,
}

const EARLIEST: Date = date(1900, 1, 1);

impl<'a> Answers<'a> {
    pub(super) fn of(form: &'a RecordForm, raw: &'a Raw, around: &'a Around) -> Self {
        let mut answers = Self {
            form,
            raw,
            around,
            findings: Vec::new(),
            on: None,
            under: Under::Person,
            ends: None,
        };
        for q in form.questions {
            let text = raw.0.get(q.id).map_or("", String::as_str);
            let long = text.chars().count();
            if long > q.kind.longest() {
                answers.wrong(
                    q.id,
                    format!("This is {long} characters long; keep it to {}", q.kind.longest()),
                );
            } else if !can_be_kept(text) {
                answers.wrong(q.id, CANNOT_BE_KEPT);
            } else if let (Some(words), "") = (q.needed, text.trim()) {
                answers.wrong(q.id, words);
            }
        }
        answers
    }

    pub(super) fn finish(mut self, body: Option<FactBody>) -> Result<Asserted, Vec<Finding>> {
        if self.raw.ticks(KEEP).contains(&"yes") {
            self.findings.retain(|f| !f.may_keep);
        }
        let place = |q: &str| self.form.questions.iter().position(|known| known.id == q);
        self.findings.sort_by_key(|f| place(f.question));
        // One thing at a time is wrong with one answer.
        self.findings.dedup_by_key(|f| f.question);
        match body {
            Some(body) if self.findings.is_empty() => Ok(Asserted {
                body,
                on: self.on,
                under: self.under,
                ends: self.ends,
            }),
            _ => Err(self.findings),
        }
    }

    /// Text without the white space around it; empty where there is none.
    pub fn words(&self, question: &str) -> String {
        self.raw.get(question).to_owned()
    }

    pub fn ticked(&self, question: &str) -> bool {
        self.raw.ticks(question).contains(&"yes")
    }

    pub fn ticks(&self, question: &str) -> Vec<String> {
        self.raw.ticks(question).into_iter().map(str::to_owned).collect()
    }

    pub fn wrong(&mut self, question: &'static str, words: impl Into<String>) {
        self.find(question, words.into(), false);
    }

    /// Something that is probably wrong, and that may be kept knowingly.
    pub fn doubt(&mut self, question: &'static str, words: impl Into<String>) {
        self.find(question, words.into(), true);
    }

    fn find(&mut self, question: &'static str, words: String, may_keep: bool) {
        self.findings.push(Finding {
            question,
            words,
            may_keep,
        });
    }

    /// One of a code set. Nothing chosen is a finding of the question's own `needed`.
    pub fn code(&mut self, question: &'static str, table: &CodeTable) -> Option<String> {
        let code = self.words(question);
        if code.is_empty() {
            return None;
        }
        if table.find(&code).is_none() {
            self.wrong(question, "Choose one of the list");
            return None;
        }
        Some(code)
    }

    /// A day of any time that can be meant.
    pub fn day(&mut self, question: &'static str) -> Option<Date> {
        let text = self.words(question);
        if text.is_empty() {
            return None;
        }
        let latest = self.around.today.saturating_add(jiff::Span::new().years(25));
        match read_day(&text) {
            None => self.wrong(question, "Enter a day that exists, such as 22 Jul 2026"),
            Some(on) if on < EARLIEST => self.wrong(question, "Enter a day after 1 Jan 1900"),
            Some(on) if on > latest => self.wrong(question, "Enter a day that is not so far ahead"),
            Some(on) => return Some(on),
        }
        None
    }

    /// A day that has been.
    pub fn past_day(&mut self, question: &'static str) -> Option<Date> {
        let on = self.day(question)?;
        if on > self.around.today {
            self.wrong(question, "Enter a day that is not in the future");
            return None;
        }
        Some(on)
    }

    /// `from` and `to`: it has begun, and does not end before it begins.
    pub fn period(&mut self) -> (Option<Date>, Option<Date>) {
        let (from, to) = (self.past_day("from"), self.day("to"));
        if let (Some(from), Some(to)) = (from, to)
            && to < from
        {
            self.wrong("to", "It cannot end before it begins");
        }
        (from, to)
    }

    /// What became of where they lived before: it goes on beside this, or ended on a day. `needed` says that an answer has to be given, `from` is
    /// the day from which the new one holds.
    pub fn former(&mut self, stands: Option<LivesNow>, needed: bool, from: Option<Date>) {
        let Some(before) = stands else { return };
        match self.words("still").as_str() {
            "yes" => {}
            "no" => {
                let left = self.past_day("left_on");
                let on = left.or(from).unwrap_or(self.around.today);
                match before.since.filter(|since| on < *since) {
                    Some(since) => {
                        let since = crate::person::identity::day(since);
                        self.wrong(
                            "left_on",
                            format!("They lived there from {since}. Enter a day after that"),
                        );
                    }
                    None => self.ends = Some(on),
                }
            }
            "" if needed => self.wrong("still", "Say whether they still live there"),
            "" => {}
            _ => self.wrong("still", "Choose yes or no"),
        }
    }

    pub fn parsed<T: std::str::FromStr>(&mut self, question: &'static str, words: &str) -> Option<T> {
        let text = self.words(question);
        if text.is_empty() {
            return None;
        }
        let parsed = text.parse().ok();
        if parsed.is_none() {
            self.wrong(question, words);
        }
        parsed
    }

    /// The day on which it happened.
    pub fn happened(&mut self, on: Option<Date>) {
        self.on = on;
    }

    pub fn file_under(&mut self, under: Under) {
        self.under = under;
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use uuid::Uuid;

    /// A child born on 14 March 2018, on 12 November 2026.
    pub fn around() -> Around {
        let person = PersonId(Uuid::from_u128(1));
        Around {
            person,
            group: vec![person],
            born: Some(date(2018, 3, 14)),
            today: date(2026, 11, 12),
            author: WorkerId(Uuid::from_u128(2)),
            team: Some(TeamId(Uuid::from_u128(3))),
            address_now: None,
            home_now: None,
        }
    }

    /// Reads a form with these answers; `Ok` is the payload as stored, `Err` the question and words of each finding.
    pub fn read(form: &RecordForm, typed: &[(&str, &str)]) -> Result<String, Vec<(&'static str, String)>> {
        let raw = Raw(typed.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect());
        form.parse(&raw, &around())
            .map(|a| {
                // What is written back reads as the same again.
                let again = form
                    .typed(&a.body)
                    .unwrap_or_else(|| panic!("{} does not write what it reads", form.id));
                let mut again_raw = raw.clone();
                again_raw.0.extend(again.0);
                let second = form.parse(&again_raw, &around()).map(|a| a.body);
                assert_eq!(second.as_ref(), Ok(&a.body), "{}", form.id);
                String::from_utf8(a.body.encode().unwrap()).unwrap()
            })
            .map_err(|findings| findings.into_iter().map(|f| (f.question, f.words)).collect())
    }

    /// The form takes this and stores that.
    pub fn reads(form: &RecordForm, typed: &[(&str, &str)], expect: &str) {
        assert_eq!(read(form, typed).as_deref(), Ok(expect), "{typed:?}");
    }

    /// The form does not take this: the finding beside this question holds these words.
    pub fn refuses(form: &RecordForm, typed: &[(&str, &str)], question: &str, words: &str) {
        let findings = read(form, typed).unwrap_err();
        let found = findings.iter().any(|(q, w)| *q == question && w.contains(words));
        assert!(found, "{question} {words:?} is not among {findings:?}");
    }
}
