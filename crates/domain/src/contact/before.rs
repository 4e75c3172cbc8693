//! What came before a contact, as one sentence: "4th contact in 9 months for children of 14 Mill Road. 3 closed without action, from 3
//! different sources." Counted over twelve months, as the service manager's signature is.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::EarlierContact;
use crate::calendar::london;
use crate::person::identity::day;

/// The sentence in two parts: what is said strongly, and what follows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CameBefore {
    pub strong: String,
    pub rest: String,
}

/// `of_whom` says whose: "children of 14 Mill Road", "Ayaan Chowdhury". `None` where nothing came in the twelve months before.
pub fn came_before(received_on: Date, earlier: &[EarlierContact], of_whom: &str) -> Option<CameBefore> {
    let recent = within_a_year(received_on, earlier);
    let first = recent.iter().map(|c| london::date(c.received_at)).min()?;
    let closed: Vec<_> = recent.iter().filter(|c| c.without_action).collect();
    let sources: BTreeSet<&str> = closed.iter().map(|c| c.source.as_str()).collect();
    let strong = format!(
        "{} contact in {} for {of_whom}. {}",
        ordinal(recent.len() + 1),
        span(first, received_on),
        match closed.len() {
            0 => "None was closed without action.".to_owned(),
            n => format!("{n} closed without action"),
        }
    );
    let rest = match (closed.len(), sources.len()) {
        (0, _) => String::new(),
        (1, _) => ".".into(),
        (_, 1) => ", from one source.".into(),
        (_, n) => format!(", from {n} different sources."),
    };
    Some(CameBefore { strong, rest })
}

/// The same of one child who may be meant, without the contact that is being taken: "3 contacts in 9 months, all closed without action."
pub fn before_this(on: Date, earlier: &[EarlierContact]) -> Option<String> {
    let recent = within_a_year(on, earlier);
    let first = recent.iter().map(|c| london::date(c.received_at)).min()?;
    let closed = recent.iter().filter(|c| c.without_action).count();
    let (contacts, ended) = match (recent.len(), closed) {
        (1, 0) => (format!("1 contact, on {}", day(first)), String::new()),
        (1, _) => (
            format!("1 contact, on {}", day(first)),
            ", closed without action".to_owned(),
        ),
        (n, closed) => (
            format!("{n} contacts in {}", span(first, on)),
            match closed {
                0 => String::new(),
                2 if n == 2 => ", both closed without action".to_owned(),
                k if n == k => ", all closed without action".to_owned(),
                k => format!(", {k} closed without action"),
            },
        ),
    };
    Some(format!("{contacts}{ended}."))
}

/// Those in the twelve months before.
pub fn within_a_year(received_on: Date, earlier: &[EarlierContact]) -> Vec<&EarlierContact> {
    let since = received_on.saturating_sub(jiff::Span::new().months(12));
    earlier.iter().filter(|c| london::date(c.received_at) > since).collect()
}

/// "9 months", "3 weeks", "2 days", "one day": whole ones, the largest that fits.
fn span(from: Date, to: Date) -> String {
    let days = to.since(from).map_or(0, |s| s.get_days());
    let months = (0..24)
        .take_while(|m| from.saturating_add(jiff::Span::new().months(m + 1)) <= to)
        .count();
    match (months, days) {
        (0, 0..=1) => "one day".into(),
        (0, d @ 2..=13) => format!("{d} days"),
        (0, d) => format!("{} weeks", d / 7),
        (1, _) => "one month".into(),
        (m, _) => format!("{m} months"),
    }
}

/// "1st", "2nd", "3rd", "4th", "11th", "22nd".
pub fn ordinal(n: usize) -> String {
    let ending = match (n % 10, n % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{n}{ending}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn earlier(day: Date, source: &str, without_action: bool) -> EarlierContact {
        EarlierContact {
            received_at: london::instant(day.at(10, 0, 0, 0)).unwrap(),
            source: source.into(),
            without_action,
        }
    }

    #[test]
    fn the_sentence() {
        let check = |all: &[EarlierContact], expect: Option<&str>| {
            let said = came_before(date(2026, 11, 12), all, "children of 14 Mill Road")
                .map(|s| format!("{}{}", s.strong, s.rest));
            assert_eq!(said.as_deref(), expect);
        };
        let (school, gp, neighbour) = (
            earlier(date(2026, 2, 3), "2A", true),
            earlier(date(2026, 4, 9), "3A", true),
            earlier(date(2026, 7, 21), "1B", true),
        );
        check(
            &[school.clone(), gp, neighbour],
            Some(
                "4th contact in 9 months for children of 14 Mill Road. 3 closed without action, from 3 different sources.",
            ),
        );
        check(
            &[school.clone(), school.clone()],
            Some("3rd contact in 9 months for children of 14 Mill Road. 2 closed without action, from one source."),
        );
        check(
            &[school],
            Some("2nd contact in 9 months for children of 14 Mill Road. 1 closed without action."),
        );
        check(
            &[earlier(date(2026, 10, 20), "2A", false)],
            Some("2nd contact in 3 weeks for children of 14 Mill Road. None was closed without action."),
        );
        check(&[earlier(date(2025, 11, 12), "2A", true)], None);
        check(&[], None);
    }

    #[test]
    fn of_one_child_who_may_be_meant() {
        let check = |all: &[EarlierContact], expect: Option<&str>| {
            let said = before_this(date(2026, 11, 12), all);
            assert_eq!(said.as_deref(), expect);
        };
        let closed = earlier(date(2026, 2, 3), "2A", true);
        let open = earlier(date(2026, 7, 21), "1B", false);
        let three = [closed.clone(), closed.clone(), closed.clone()];
        check(&three, Some("3 contacts in 9 months, all closed without action."));
        check(&three[..2], Some("2 contacts in 9 months, both closed without action."));
        check(&three[..1], Some("1 contact, on 3 Feb 2026, closed without action."));
        check(
            &[closed.clone(), open.clone()],
            Some("2 contacts in 9 months, 1 closed without action."),
        );
        check(&[open.clone(), open.clone()], Some("2 contacts in 3 months."));
        check(&[open], Some("1 contact, on 21 Jul 2026."));
        check(&[earlier(date(2025, 11, 12), "2A", true)], None);
        check(&[], None);
    }

    #[test]
    fn counting_words() {
        let check = |n, expect: &str| assert_eq!(ordinal(n), expect);
        check(1, "1st");
        check(2, "2nd");
        check(3, "3rd");
        check(11, "11th");
        check(13, "13th");
        check(22, "22nd");
        check(111, "111th");
    }
}
