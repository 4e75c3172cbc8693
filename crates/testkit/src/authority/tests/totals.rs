//! The figures of the whole authority, at a tenth.

use std::collections::{BTreeMap, HashMap, HashSet};

use domain::calendar::london;
use domain::facts::FactBody;
use domain::ids::PersonId;
use domain::ledger::Effect;
use jiff::civil::Date;

use super::*;

/// The whole authority’s figures, at a tenth.
#[test]
fn totals_are_those_of_an_authority() {
    let plan = plan(12_000);
    let (mut contacts, mut referrals, mut assessments) = (Vec::new(), Vec::new(), Vec::new());
    let (mut people, mut restricted, mut facts) = (HashSet::new(), HashSet::new(), 0u32);
    let mut days = BTreeMap::<i64, u32>::new();
    let calendar = domain::calendar::Calendar::england_and_wales();
    let mut referred = HashMap::new();
    for (_, entry) in Authority::new(plan).entries() {
        for fact in entry.facts {
            facts += 1;
            people.extend(fact.subject.person());
            let new = fact.effect == Effect::Record;
            match fact.body {
                FactBody::ContactReceived(r) => contacts.push(london::date(r.received_at)),
                FactBody::ReferralReceived(r) => {
                    referrals.push(r.received_on);
                    referred.insert(fact.record, r.received_on);
                }
                FactBody::AssessmentRecorded(a) => match a.authorised_on {
                    Some(on) => {
                        let from = referred[&a.referral];
                        *days
                            .entry(calendar.working_days_between(from, on).unwrap())
                            .or_default() += 1;
                    }
                    None if new => assessments.push(a.started_on),
                    None => {}
                },
                FactBody::RestrictionSet(_) => {
                    restricted.insert(fact.subject);
                }
                _ => {}
            }
        }
    }
    let year = |on: Date, ago: i16| {
        let end = plan.today.saturating_sub(jiff::Span::new().years(ago));
        on < end && on >= end.saturating_sub(jiff::Span::new().years(1))
    };
    let count = |list: &[Date], ago| list.iter().filter(|on| year(**on, ago)).count();
    eprintln!(
        "{} people, {facts} facts, {} restricted",
        people.len(),
        restricted.len()
    );
    for ago in 0..5 {
        eprintln!(
            "year −{ago}: {} contacts, {} referrals, {} assessments",
            count(&contacts, ago),
            count(&referrals, ago),
            count(&assessments, ago)
        );
        assert!((2650..3400).contains(&count(&contacts, ago)), "contacts");
    }
    for ago in 0..4 {
        assert!((340..500).contains(&count(&referrals, ago)), "referrals");
        assert!((280..430).contains(&count(&assessments, ago)), "assessments");
    }
    assert!((11_400..12_600).contains(&people.len()), "{}", people.len());
    assert!((30..110).contains(&restricted.len()), "{}", restricted.len());
    let done: u32 = days.values().sum();
    let piled: u32 = days.range(41..=45).map(|(_, n)| n).sum();
    let late: u32 = days.range(46..).map(|(_, n)| n).sum();
    eprintln!("assessments {done}, days 41 to 45 {piled}, later {late}");
    assert!(
        piled * 100 > done * 24 && late * 100 < done * 18,
        "{piled} and {late} of {done}"
    );
}

/// How many different children are told of in a year.
#[test]
fn a_third_of_the_contacts_is_about_somebody_new_that_year() {
    let plan = plan(12_000);
    let (mut received, mut children) = (BTreeMap::new(), BTreeMap::<i16, HashSet<PersonId>>::new());
    for fact in stored(&Authority::new(plan)) {
        match fact.body {
            Some(FactBody::ContactReceived(r)) => {
                let since = london::date(r.received_at)
                    .until((jiff::Unit::Year, plan.today))
                    .unwrap()
                    .get_years();
                received.insert(fact.subject, since);
            }
            Some(FactBody::ChildNamed(c)) => {
                if let Some(year) = received.get(&fact.subject) {
                    children.entry(*year).or_default().extend(c.person);
                }
            }
            _ => {}
        }
    }
    for year in 0..5 {
        let n = children[&year].len();
        eprintln!("year −{year}: {n} children");
    }
    for year in 0..5 {
        // 9,000 of 120,000 on record, a fifth more or less; in the first year nobody is on record yet.
        let most = if year == 4 { 1180 } else { 1080 };
        let n = children[&year].len();
        assert!((720..most).contains(&n), "{n} in year −{year}");
    }
}
