//! The answers behind `holdfast calendar due`: one question, or one line of NDJSON after another.

use super::{Calendar, CalendarError, Due, Limit};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::borrow::Cow;

#[derive(Deserialize)]
struct Question<'a> {
    id: Value,
    #[serde(borrow)]
    start_utc: Cow<'a, str>,
    rule: Limit,
}

#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
enum Reply {
    Due(Due),
    Error(String),
}

#[derive(Serialize)]
struct Answer {
    id: Value,
    #[serde(flatten)]
    reply: Reply,
}

/// An instant as people write it in a file: `2025-10-26T00:30Z`, seconds optional, `Z` or an offset required.
///
/// # Errors
/// [`CalendarError::BadInstant`] when it is none. A local time without an offset is refused, because twice a year it
/// could mean two things.
pub fn instant(raw: &str) -> Result<Timestamp, CalendarError> {
    raw.trim()
        .parse()
        .map_err(|_| CalendarError::BadInstant { raw: raw.to_owned() })
}

/// Answers one question as the command line puts it: `from` an instant, `limit` such as `15wd`.
///
/// # Errors
/// Whatever stands in the way, in words for the person who typed it.
pub fn due(calendar: &Calendar, from: &str, limit: &str) -> Result<Due, CalendarError> {
    calendar.due(instant(from)?, limit.parse()?)
}

/// Answers one line, `{"id":"…","start_utc":"2025-10-26T00:30Z","rule":["wd",15]}`, with one line without a newline:
/// `{"id":"…","due":"2025-11-14"}`, or `{"id":…,"error":"…"}` saying what is wrong with it. The id is given back as it
/// came, whatever it is; `null` when there is none.
#[must_use]
pub fn answer(calendar: &Calendar, line: &str) -> String {
    // The mark that some programs put at the start of a file.
    let line = line.trim_start_matches('\u{feff}');
    let answer = match serde_json::from_str::<Question<'_>>(line) {
        Ok(question) => {
            let due = instant(&question.start_utc).and_then(|at| calendar.due(at, question.rule));
            let reply = due.map_or_else(|error| Reply::Error(error.to_string()), Reply::Due);
            Answer { id: question.id, reply }
        }
        Err(error) => {
            let (id, problem) = diagnose(line, &error);
            Answer {
                id,
                reply: Reply::Error(problem),
            }
        }
    };
    // Text, numbers and JSON values always serialise.
    serde_json::to_string(&answer).unwrap_or_default()
}

const SHAPE: &str = r#"{"id":"1","start_utc":"2025-10-26T00:30Z","rule":["wd",15]}"#;

/// What is wrong with a line that is no question, and the id it names if it can be found.
fn diagnose(line: &str, error: &serde_json::Error) -> (Value, String) {
    let Ok(value) = serde_json::from_str::<Value>(line) else {
        return (
            Value::Null,
            format!("this line is not JSON ({error}). Write one object a line, such as {SHAPE}"),
        );
    };
    let Value::Object(mut fields) = value else {
        return (Value::Null, format!("this line is not an object. Write it as {SHAPE}"));
    };
    let missing = ["id", "start_utc", "rule"]
        .into_iter()
        .find(|field| !fields.contains_key(*field));
    let problem = match (missing, fields.get("start_utc"), fields.get("rule")) {
        (Some(field), ..) => format!("there is no {field}. Write the line as {SHAPE}"),
        (None, Some(start), _) if !start.is_string() => {
            CalendarError::BadInstant { raw: start.to_string() }.to_string()
        }
        (None, _, Some(rule)) if Limit::deserialize(rule).is_err() => format!(
            r#"the rule is {rule}. Write it as ["wd",15], with one of wd (working days), cd (calendar days), month or hours and a whole number"#
        ),
        _ => format!("this line cannot be read ({error}). Write it as {SHAPE}"),
    };
    (fields.remove("id").unwrap_or(Value::Null), problem)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, expect: &str) {
        assert_eq!(answer(&Calendar::england_and_wales(), line), expect, "{line}");
    }

    #[test]
    fn answers_every_unit() {
        check(
            r#"{"id":"a","start_utc":"2025-10-26T00:30Z","rule":["wd",15]}"#,
            r#"{"id":"a","due":"2025-11-14"}"#,
        );
        check(
            r#"{"id":"b","start_utc":"2025-10-26T00:30:00Z","rule":["cd",42]}"#,
            r#"{"id":"b","due":"2025-12-07"}"#,
        );
        check(
            r#"{"id":"c","start_utc":"2025-11-30T12:00Z","rule":["month",3]}"#,
            r#"{"id":"c","due":"2026-02-28"}"#,
        );
        check(
            r#"{"id":"d","start_utc":"2025-10-26T00:30Z","rule":["hours",72]}"#,
            r#"{"id":"d","due":"2025-10-29T00:30:00+00:00"}"#,
        );
        check(
            r#"{"rule":"72h","note":"ignored","start_utc":"2025-07-01T10:00+01:00","id":7}"#,
            r#"{"id":7,"due":"2025-07-04T10:00:00+01:00"}"#,
        );
        check(
            "\u{feff}{\"id\":\"first\",\"start_utc\":\"2026-11-12T10:00Z\",\"rule\":[\"cd\",0]}\r\n",
            r#"{"id":"first","due":"2026-11-12"}"#,
        );
    }

    fn check_error(line: &str, id: &str, contains: &str) {
        let answer: Value = serde_json::from_str(&answer(&Calendar::england_and_wales(), line)).unwrap();
        assert_eq!(answer["id"], serde_json::from_str::<Value>(id).unwrap(), "{line}");
        let error = answer["error"].as_str().unwrap();
        assert!(error.contains(contains), "{line}: {error}");
        assert_eq!(answer.as_object().unwrap().len(), 2, "{line}");
    }

    #[test]
    fn says_what_is_wrong_with_a_line() {
        check_error("nonsense", "null", "not JSON");
        check_error("", "null", "not JSON");
        check_error("[1,2]", "null", "not an object");
        check_error(r#"{"start_utc":"2025-10-26T00:30Z","rule":["wd",15]}"#, "null", "no id");
        check_error(r#"{"id":"x","rule":["wd",15]}"#, r#""x""#, "no start_utc");
        check_error(r#"{"id":"x","start_utc":"2025-10-26T00:30Z"}"#, r#""x""#, "no rule");
        check_error(
            r#"{"id":"x","start_utc":1,"rule":["wd",15]}"#,
            r#""x""#,
            r#""1" is not a time"#,
        );
        check_error(
            r#"{"id":"x","id":"y","start_utc":"2025-10-26T00:30Z","rule":["wd",15]}"#,
            r#""y""#,
            "duplicate field",
        );
        for rule in [
            r#"["weeks",2]"#,
            r#"["wd",-1]"#,
            r#"["wd",1.5]"#,
            r#"["wd"]"#,
            "15",
            r#""15""#,
        ] {
            let line = format!(r#"{{"id":"x","start_utc":"2025-10-26T00:30Z","rule":{rule}}}"#);
            check_error(&line, r#""x""#, r#"Write it as ["wd",15]"#);
        }
        for start in ["2025-10-26T00:30", "26/10/2025", "2025-10-26", "2025-02-29T10:00Z", ""] {
            let line = format!(r#"{{"id":"x","start_utc":"{start}","rule":["wd",15]}}"#);
            check_error(&line, r#""x""#, "is not a time. Write it as 2025-10-26T00:30Z");
        }
        check_error(
            r#"{"id":"x","start_utc":"2014-10-26T00:30Z","rule":["wd",15]}"#,
            r#""x""#,
            "outside the calendar",
        );
    }

    #[test]
    fn answers_the_command_line() {
        let calendar = Calendar::england_and_wales();
        let check = |from: &str, limit: &str, expect: Option<&str>| {
            let due = due(&calendar, from, limit).ok().map(|due| due.to_string());
            assert_eq!(due.as_deref(), expect, "{from} {limit}");
        };
        check("2025-10-26T00:30Z", "15wd", Some("2025-11-14"));
        check("2025-10-26T00:30Z", "42cd", Some("2025-12-07"));
        check("2025-10-26T00:30Z", "3m", Some("2026-01-26"));
        check("2025-10-26T00:30Z", "72h", Some("2025-10-29T00:30:00+00:00"));
        check("2025-10-26T00:30", "15wd", None);
        check("2025-10-26T00:30Z", "15", None);
    }
}
