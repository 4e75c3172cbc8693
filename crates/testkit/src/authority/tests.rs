//! What every authority has to keep to, the hand-made families included.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use domain::calendar::london;
use domain::contact::{Contact, Outcome, PartState, Signer, may_choose, may_decide, may_sign, service_manager_signs};
use domain::facts::FactBody;
use domain::ids::{ContactId, PersonId, Subject, WorkerId};
use domain::ledger::{Effect, Entry, Fact, FactRef};
use domain::person::Person;
use jiff::Timestamp;
use jiff::civil::date;
use sha2::{Digest, Sha256};

use super::*;

pub(super) fn plan(people: u32) -> Plan {
    Plan {
        seed: 7,
        today: date(2026, 11, 12),
        people,
    }
}

/// The facts as the store would give them back.
pub(super) fn stored(authority: &Authority) -> Vec<Fact> {
    let mut facts = Vec::new();
    for (seq, (at, entry)) in (1..).zip(authority.entries()) {
        let shared = Arc::new(Entry {
            seq,
            recorded_at: at,
            asserted_at: entry.asserted_at,
            author: entry.author,
            reason: entry.reason,
            source: entry.source,
        });
        for (ord, fact) in (0..).zip(entry.facts) {
            facts.push(Fact {
                at: FactRef { seq, ord },
                entry: shared.clone(),
                subject: fact.subject,
                record: fact.record,
                effect: fact.effect,
                effective_on: fact.effective_on,
                about: fact.about,
                body: Some(fact.body),
                known: fact.known,
            });
        }
    }
    facts
}

fn of_person(facts: &[Fact], id: PersonId) -> Vec<Fact> {
    let about = |f: &&Fact| f.subject == id.into() || f.about.iter().any(|a| a.person == id);
    facts.iter().filter(about).cloned().collect()
}

fn of_contact(facts: &[Fact], id: ContactId) -> Vec<Fact> {
    facts.iter().filter(|f| f.subject == id.into()).cloned().collect()
}

/// Contacts by id, their facts in order.
fn by_contact(facts: &[Fact]) -> BTreeMap<ContactId, Vec<Fact>> {
    let mut contacts: BTreeMap<ContactId, Vec<Fact>> = BTreeMap::new();
    for fact in facts {
        if let Some(id) = fact.subject.contact() {
            contacts.entry(id).or_default().push(fact.clone());
        }
    }
    contacts
}

/// People by id, with every fact that is about them.
fn by_person(facts: &[Fact]) -> BTreeMap<PersonId, Vec<Fact>> {
    let mut people: BTreeMap<PersonId, Vec<Fact>> = BTreeMap::new();
    for fact in facts {
        let ids: BTreeSet<PersonId> = fact
            .subject
            .person()
            .into_iter()
            .chain(fact.about.iter().map(|a| a.person))
            .collect();
        for id in ids {
            people.entry(id).or_default().push(fact.clone());
        }
    }
    people
}

fn check_order(plan: Plan) {
    let authority = Authority::new(plan);
    let workers: BTreeMap<WorkerId, Worker> = authority.workers().into_iter().map(|w| (w.id, w)).collect();
    let mut last = Timestamp::MIN;
    let (mut people, mut facts, mut requests) = (BTreeSet::new(), HashMap::new(), HashSet::new());
    for (seq, (at, entry)) in (1..).zip(authority.entries()) {
        assert!(at >= last, "{seq} {at}");
        last = at;
        assert!(london::date(at) <= plan.today, "{seq} lies after {}: {at}", plan.today);
        assert!(requests.insert(entry.request_id.clone()), "{}", entry.request_id);
        let worker = &workers[&entry.author.worker];
        assert!(
            worker.started_on <= london::date(at),
            "{} wrote before their first day",
            worker.name
        );
        assert!(
            worker.ended_on.is_none_or(|on| on >= london::date(at)),
            "{} had left",
            worker.name
        );
        assert_eq!(worker.role, entry.author.role);
        assert!(!entry.facts.is_empty());
        for fact in &entry.facts {
            people.extend(fact.subject.person());
        }
        for (ord, fact) in (0..).zip(&entry.facts) {
            let bytes = fact.body.encode().unwrap();
            assert_eq!(
                FactBody::decode(fact.body.kind(), fact.body.version(), &bytes).unwrap(),
                fact.body
            );
            for about in &fact.about {
                assert!(
                    people.contains(&about.person),
                    "{seq} names somebody of whom nothing is recorded"
                );
            }
            let here = FactRef { seq, ord };
            if let Effect::Correct { amends } | Effect::Retract { amends } = fact.effect {
                assert_eq!(
                    facts.get(&amends),
                    Some(&(fact.subject, fact.record, fact.body.kind())),
                    "{here} amends {amends}"
                );
                assert!(entry.reason.is_some(), "{here} corrects without a reason");
            }
            if let FactBody::DecisionSigned(signed) = &fact.body {
                assert_eq!(
                    facts.get(&signed.decision).unwrap().2,
                    "child_decided",
                    "{here} signs {}",
                    signed.decision
                );
            }
            if let Some(known) = &fact.known {
                assert!(
                    known.known_seq < seq
                        && known
                            .shown
                            .iter()
                            .all(|f| f.seq <= known.known_seq && facts.contains_key(f)),
                    "{here} {known:?}"
                );
            }
            facts.insert(here, (fact.subject, fact.record, fact.body.kind()));
        }
    }
}

#[test]
fn entries_stand_in_order_and_name_what_stands_before_them() {
    for today in [
        date(2026, 11, 12),
        date(2026, 11, 22),
        date(2027, 1, 1),
        date(2028, 2, 29),
    ] {
        check_order(Plan { today, ..plan(0) });
    }
    check_order(plan(2000));
    check_order(Plan {
        today: date(2027, 4, 5),
        ..plan(1000)
    });
}

#[test]
fn the_same_plan_gives_the_same_entries() {
    let digest = |plan| {
        let mut digest = Sha256::new();
        for (at, entry) in Authority::new(plan).entries() {
            digest.update(format!("{at} {entry:?}"));
        }
        let digest: [u8; 32] = digest.finalize().into();
        digest
    };
    let one = digest(plan(600));
    assert_eq!(one, digest(plan(600)));
    assert_ne!(one, digest(Plan { seed: 8, ..plan(600) }));
    // Numbers follow the base, and so does what names them.
    let first = |base| {
        Authority::new(plan(600))
            .entries_from(base)
            .find_map(|(_, e)| e.facts.iter().find_map(|f| f.effect.amends()))
            .unwrap()
    };
    assert_eq!(first(0).seq + 1000, first(1000).seq);
}

#[test]
fn decisions_keep_to_the_rules() {
    let facts = stored(&Authority::new(plan(1500)));
    let (mut signed, mut outcomes) = (0, BTreeSet::new());
    for (id, facts) in by_contact(&facts) {
        // Entry by entry: each act has to be allowed by what stood before it.
        for at in facts.iter().map(|f| f.at.seq).collect::<BTreeSet<_>>() {
            let before: Vec<Fact> = facts.iter().filter(|f| f.at.seq < at).cloned().collect();
            let Some(contact) = Contact::fold(id, &before) else {
                continue;
            };
            let here: Vec<&Fact> = facts.iter().filter(|f| f.at.seq == at).collect();
            let called = here.iter().any(|f| matches!(&f.body, Some(FactBody::ChildDecided(d)) if matches!(d.outcome, Outcome::StrategyDiscussion | Outcome::EmergencyAction)));
            let discussion =
                (called || contact.strategy_discussion_since().is_some()).then_some(("a child of the home", "today"));
            for fact in here {
                let author = fact.entry.author;
                match fact.body.as_ref().unwrap() {
                    FactBody::ChildDecided(d) => {
                        may_decide(author.role, &contact, d.outcome).unwrap();
                        let open = d.outcome == Outcome::LinkToOpenCase;
                        may_choose(d.outcome, contact.part(d.child).unwrap(), discussion, open).unwrap();
                        assert!(d.why.len() > 30, "{d:?}");
                        assert!(!d.outcome.opens_episode() || !d.protection.is_empty() && !d.primary_need.is_empty());
                        outcomes.insert(d.outcome);
                    }
                    FactBody::DecisionSigned(s) => {
                        let signer = Signer {
                            worker: author.worker,
                            role: author.role,
                        };
                        may_sign(signer, &contact, contact.part(s.child).unwrap()).unwrap();
                        signed += 1;
                    }
                    _ => {}
                }
            }
        }
    }
    assert!(signed > 1000, "{signed}");
    assert_eq!(outcomes.len(), Outcome::ALL.len(), "{outcomes:?}");
}

/// One child, one open episode; a link only to an open case, a referral only where none is open; and the service manager’s signature where the third
/// contact of a child in twelve months asks for it.
#[test]
fn every_childs_history_agrees_with_itself() {
    let plan = plan(1500);
    let facts = stored(&Authority::new(plan));
    let contacts: BTreeMap<ContactId, Contact> = by_contact(&facts)
        .into_iter()
        .map(|(id, f)| (id, Contact::fold(id, &f).unwrap()))
        .collect();
    let mut open = 0;
    for (id, facts) in by_person(&facts) {
        let person = Person::fold(&[id], &facts).unwrap();
        assert_eq!(person.findings(plan.today), [], "{}", person.display_name());
        let mut days: Vec<_> = person
            .episodes
            .iter()
            .map(|e| (e.referral.received_on, e.closed.as_ref().map(|c| c.on)))
            .collect();
        days.sort();
        for pair in days.windows(2) {
            assert!(
                pair[0].1.is_some_and(|closed| closed <= pair[1].0),
                "{}: {days:?}",
                person.display_name()
            );
        }
        open += usize::from(person.open_episode(plan.today).is_some());
        let of_child: Vec<(&Contact, &domain::contact::Part)> = person
            .contacts
            .iter()
            .map(|c| &contacts[c])
            .filter_map(|c| Some((c, c.part_of(id)?)))
            .collect();
        for (contact, part) in &of_child {
            let Some(decision) = part.state.decision() else {
                continue;
            };
            let decided = decision.origin.fact;
            let at = |f: FactRef| f.seq < decided.seq;
            let was_open = person.episodes.iter().any(|e| {
                at(e.referral.origin.fact) && e.closed.as_ref().is_none_or(|c| c.origin.fact.seq > decided.seq)
            });
            match decision.outcome {
                Outcome::LinkToOpenCase => assert!(was_open, "{} {}", person.display_name(), contact.reference()),
                Outcome::Referral => assert!(!was_open, "{} {}", person.display_name(), contact.reference()),
                _ => {}
            }
            let received = london::date(contact.received_at().unwrap());
            let earlier: Vec<_> = of_child
                .iter()
                .filter(|(c, _)| c.received_at() < contact.received_at())
                .map(|(c, _)| domain::contact::EarlierContact {
                    received_at: c.received_at().unwrap(),
                    source: c.received.as_ref().unwrap().source.clone(),
                    without_action: true,
                })
                .collect();
            if service_manager_signs(received, &earlier, 3) && decision.outcome != Outcome::InformationGiven {
                assert!(
                    decision.service_manager_signs,
                    "{} {}",
                    person.display_name(),
                    contact.reference()
                );
            }
        }
    }
    assert!(open > 8, "{open} open");
}

#[test]
fn numbers_pass_their_checks_and_are_nobody_elses() {
    let facts = stored(&Authority::new(plan(2500)));
    let mut seen: BTreeMap<(String, String), PersonId> = BTreeMap::new();
    for fact in &facts {
        let Some(FactBody::IdentifierRecorded(id)) = &fact.body else {
            continue;
        };
        let good = match id.scheme.as_str() {
            "nhs" => {
                domain::identifiers::NhsNumber::parse(&id.value).is_ok_and(domain::identifiers::NhsNumber::is_test)
            }
            "upn" => domain::identifiers::Upn::parse(&id.value).is_ok(),
            "la_child_id" => {
                domain::identifiers::LaChildId::parse(&id.value).is_ok()
                    && id.value.len() == 12
                    && id.value.starts_with("HF")
            }
            other => panic!("{other}"),
        };
        assert!(good, "{id:?}");
        let person = fact.subject.person().unwrap();
        let before = seen.insert((id.scheme.clone(), id.value.clone()), person);
        assert!(before.is_none_or(|p| p == person), "{id:?} is given twice");
    }
    assert!(seen.len() > 1500);
    for fact in &facts {
        let postcode = match &fact.body {
            Some(FactBody::AddressRecorded(a)) => &a.postcode,
            Some(FactBody::HouseholdRecorded(h)) => &h.postcode,
            _ => continue,
        };
        assert!(
            postcode.is_empty() || domain::identifiers::Postcode::parse(postcode).is_ok() && postcode.starts_with("MX"),
            "{postcode}"
        );
    }
}

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
        // In the first year nobody is on record yet.
        let most = if year == 4 { 1180 } else { 1060 };
        let n = children[&year].len();
        assert!((780..most).contains(&n), "{n} in year −{year}");
    }
}

#[test]
fn the_service_manager_signs_from_the_third_contact() {
    let check = |received, earlier: usize, expect| {
        let at: Timestamp = "2026-02-01T09:00Z".parse().unwrap();
        let earlier = vec![
            domain::contact::EarlierContact {
                received_at: at,
                source: "2A".into(),
                without_action: true
            };
            earlier
        ];
        assert_eq!(service_manager_signs(received, &earlier, 3), expect);
    };
    check(date(2026, 7, 22), 2, true);
    check(date(2026, 4, 17), 1, false);
    let facts = stored(&Authority::new(plan(0)));
    for (key, expect) in [
        ("brennan april", false),
        ("brennan july", true),
        ("shepherd april", false),
        ("shepherd july", true),
    ] {
        let contact = Contact::fold(pen::contact_id(key), &of_contact(&facts, pen::contact_id(key))).unwrap();
        let decision = contact.children[0].state.decision().unwrap();
        assert_eq!(decision.service_manager_signs, expect, "{key}");
        assert!(matches!(contact.children[0].state, PartState::InEffect { .. }), "{key}");
    }
}

#[test]
fn may_is_as_the_pictures_show_her() {
    let facts = stored(&Authority::new(plan(0)));
    let may = Person::fold(&[person("maya")], &of_person(&facts, person("maya"))).unwrap();
    let calendar = domain::calendar::Calendar::england_and_wales();
    let today = date(2026, 11, 12);
    assert_eq!(may.display_name(), "Maya Brennan-Osei");
    assert_eq!(may.age_words(today).as_deref(), Some("8 years 7 months"));
    assert_eq!(may.address().unwrap().line, "22 Tanner’s Row, Stowbridge");
    assert_eq!(may.school().unwrap().year_group, "Year 4");
    assert_eq!(may.identifier("nhs").unwrap().value.traced_on, Some(date(2026, 10, 7)));
    let status = may.status(today, &calendar);
    assert_eq!(
        (status.words.as_str(), status.detail.as_str()),
        ("Assessment open", "day 27 of 45")
    );
    assert_eq!(may.allocated(today).unwrap().worker, worker_id("Jo Whitlock"));
    assert_eq!(may.contacts.len(), 5);
    assert_eq!(may.warnings.len(), 2);
    let lee = may.relationships.iter().find(|r| r.other == person("lee")).unwrap();
    assert_eq!(
        (lee.is.as_str(), lee.told.origin.replaced.len()),
        ("parents_partner", 1)
    );
    assert_eq!(may.findings(today), []);
    // As it was known on 22 July at half past four: eleven minutes before the decision.
    let then: Timestamp = "2026-07-22T15:30Z".parse().unwrap();
    let past: Vec<Fact> = of_person(&facts, person("maya"))
        .into_iter()
        .filter(|f| f.entry.recorded_at <= then)
        .collect();
    let may = Person::fold(&[person("maya")], &past).unwrap();
    assert_eq!(may.address().unwrap().line, "5 Weaver Court, Stowbridge");
    assert_eq!(
        (may.warnings.len(), may.episodes.len(), may.allocations.len()),
        (0, 0, 0)
    );
}

#[test]
fn what_waits_this_morning() {
    let facts = stored(&Authority::new(plan(0)));
    let contact = |key| Contact::fold(pen::contact_id(key), &of_contact(&facts, pen::contact_id(key))).unwrap();
    let katy = contact("shepherd today");
    assert_eq!((katy.reference(), katy.children.len()), ("26-104417", 3));
    assert!(katy.handed_over.is_some() && katy.children.iter().all(|p| matches!(p.state, PartState::Undecided)));
    assert!(matches!(
        contact("harding").children[0].state,
        PartState::AwaitingSignature { .. }
    ));
    assert!(contact("hussein").danger.is_some());
}

#[test]
fn no_reference_is_given_twice() {
    let mut seen = BTreeSet::new();
    for fact in stored(&Authority::new(plan(2000))) {
        if let Some(FactBody::ContactReceived(r)) = &fact.body {
            let year = london::date(r.received_at).year() % 100;
            assert!(
                r.reference.starts_with(&format!("{year:02}-")) && r.reference.len() == 9,
                "{}",
                r.reference
            );
            assert!(seen.insert(r.reference.clone()), "{}", r.reference);
        }
    }
    assert!(seen.len() > 2000);
}

#[test]
fn every_canary_stands_once_and_in_its_place() {
    let facts = stored(&Authority::new(plan(0)));
    for canary in canaries() {
        let hit = |f: &&Fact| {
            String::from_utf8(f.body.as_ref().unwrap().encode().unwrap())
                .unwrap()
                .contains(canary.word)
        };
        let places: Vec<Subject> = facts.iter().filter(hit).map(|f| f.subject).collect();
        assert!(places.contains(&person(canary.person).into()), "{canary:?}");
    }
}

/// Something waits at every stage on the plan’s day.
#[test]
fn there_is_work_at_every_stage_today() {
    let plan = plan(8000);
    let facts = stored(&Authority::new(plan));
    let calendar = domain::calendar::Calendar::england_and_wales();
    let mut stages = BTreeMap::<&str, u32>::new();
    let mut at = |stage| *stages.entry(stage).or_default() += 1;
    for (id, facts) in by_contact(&facts) {
        let contact = Contact::fold(id, &facts).unwrap();
        for (part, clock) in contact
            .children
            .iter()
            .zip(domain::clocks::of_contact(&contact, &calendar))
        {
            match &part.state {
                PartState::Undecided if clock.due.date() < plan.today => at("overdue"),
                PartState::Undecided if contact.taken.is_some() => at("taken"),
                PartState::Undecided => at("undecided"),
                PartState::AwaitingSignature { .. } => at("awaiting signature"),
                state if state.wants_signature() => at("in effect, unsigned"),
                _ => {}
            }
        }
    }
    let mut assessing = BTreeSet::new();
    for (id, facts) in by_person(&facts) {
        let person = Person::fold(&[id], &facts).unwrap();
        let Some(episode) = person.open_episode(plan.today) else {
            continue;
        };
        if person.allocated(plan.today).is_none() {
            at("not allocated");
        }
        if episode.open_assessment().is_some() {
            assessing.insert(
                calendar
                    .working_days_between(episode.referral.received_on, plan.today)
                    .unwrap(),
            );
        }
        at(match person.status(plan.today, &calendar).words.as_str() {
            "Child protection plan" if episode.plans.iter().any(|p| !p.reviews.is_empty()) => {
                "protection plan, reviewed"
            }
            "Child protection plan" => "protection plan",
            "Child in need plan" => "child in need plan",
            "Section 47 enquiry" => "section 47",
            "Assessment open" => "assessment",
            _ => "referral",
        });
    }
    eprintln!("{stages:?}, assessments at days {assessing:?}");
    for stage in [
        "overdue",
        "taken",
        "undecided",
        "awaiting signature",
        "in effect, unsigned",
        "not allocated",
        "protection plan, reviewed",
        "protection plan",
        "child in need plan",
        "section 47",
        "assessment",
    ] {
        assert!(
            stages.get(stage).is_some_and(|n| *n > 0),
            "nothing is {stage}: {stages:?}"
        );
    }
    assert!(
        assessing.len() > 15 && assessing.iter().max().is_some_and(|d| *d > 35),
        "{assessing:?}"
    );
}

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
