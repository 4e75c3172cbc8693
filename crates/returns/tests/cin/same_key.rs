//! Rows of one file that have the same key.

use returns::cin::Occurrence;

use crate::rows::{check, episode};
use crate::writer::{Episode, Key, Style, child, counts, message, read, write};

#[test]
fn rows_with_one_key_in_one_file() {
    // C1 is in the file three times: again word for word, and again with another birth date and another plan in the same episode.
    let mut first = Episode::on(Key::Day(10));
    first.cin_plans = vec![Key::Day(40), Key::Day(40)];
    let mut more = Episode::on(Key::Day(10));
    more.cin_plans = vec![Key::Day(40), Key::Day(60)];
    let file = write(
        &[
            child("C1", vec![first.clone()]),
            child("C1", vec![first]),
            child("C1", vec![more]),
        ],
        Style::default(),
    );
    let (at, _) = file.match_indices("2015-06-01").last().unwrap();
    let file = format!("{}2016-06-01{}", &file[..at], &file[at + 10..]);
    let (children, census) = read(&file);
    assert_eq!(
        counts(&census.reconciliation),
        "3 children, ChildIdentifiers 3/3, ChildCharacteristics 3/3, Disabilities 3/3, CINdetails 3/3, CINplanDates 6/6"
    );
    let first_line = children[0].identifiers[0].line;
    assert_eq!(
        children[1].identifiers[0].occurrence,
        Occurrence::Repeat {
            nth: 1,
            of_line: first_line
        }
    );
    assert_eq!(
        children[2].identifiers[0].occurrence,
        Occurrence::Another {
            nth: 2,
            beside_line: first_line
        }
    );
    let nths = |at: usize| -> Vec<_> {
        let plans = &children[at].episodes[0].values.cin_plans;
        plans
            .iter()
            .map(|plan| (plan.occurrence == Occurrence::First, plan.occurrence.nth()))
            .collect()
    };
    assert_eq!(nths(0), [(true, 1), (false, 1)]);
    assert_eq!(nths(1), [(false, 1), (false, 1)]);
    // The episode is the same one, so the plan of day 60 is new in it and that of day 40 is not.
    assert_eq!(nths(2), [(false, 1), (true, 1)]);
}

#[test]
fn episodes_of_one_day_that_differ_are_kept_apart() {
    let other =
        episode("<CINPlanDates><CINPlanStartDate>2025-06-01</CINPlanStartDate></CINPlanDates>").replace("2A", "6");
    let both = format!(
        "{}\n{other}",
        episode("<CINPlanDates><CINPlanStartDate>2025-06-01</CINPlanStartDate></CINPlanDates>")
    );
    check(&both, &[], &["CINdetails 6: same key, other values"]);
    let who = "<ChildIdentifiers><LAchildID>C1</LAchildID></ChildIdentifiers>";
    let (children, _) = read(message(&format!("<Child>{who}{both}</Child>")));
    let episodes = &children[0].episodes;
    assert_eq!(episodes[1].occurrence.nth(), 2);
    // A plan in the second episode is not the plan of that day in the first.
    assert_eq!(episodes[1].values.cin_plans[0].occurrence, Occurrence::First);
}
