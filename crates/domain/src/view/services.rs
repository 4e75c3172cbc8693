//! Referrals, assessments, enquiries and plans, as things that happened.

use jiff::civil::Date;

use super::events::{Event, Kind, Narrative, event};
use super::words::{Eyes, code, lower, words};
use crate::codes::{CategoryOfAbuse, ReasonForClosure, ReferralSource};
use crate::facts::services::ReferralOutcome;
use crate::person::{Episode, Plan};
use crate::told::Origin;

/// What happened in an episode.
pub(super) fn events(episode: &Episode, eyes: &Eyes<'_>, out: &mut Vec<Event>) {
    let mut add = |on: Date, title: String, origin: &Origin, major: bool| {
        let mut e = event(on, &[Kind::Service], vec![words(title)], origin);
        e.major = major;
        out.push(e);
    };
    for s in &episode.section47s {
        add(s.started_on, "Section 47 enquiry started".into(), &s.origin, true);
        if let Some(on) = s.conference_on {
            add(on, "Initial child protection conference".into(), &s.origin, true);
        }
    }
    for c in &episode.conferences {
        add(c.on, "Initial child protection conference".into(), &c.origin, true);
    }
    for a in &episode.assessments {
        add(
            a.started_on,
            "Child and family assessment started".into(),
            &a.origin,
            false,
        );
        if let Some(on) = a.authorised_on {
            add(on, "Child and family assessment authorised".into(), &a.origin, true);
        }
    }
    for p in &episode.cin_plans {
        add(p.started_on, "Child in need plan started".into(), &p.origin, true);
        if let Some(on) = p.ended_on {
            add(on, "Child in need plan ended".into(), &p.origin, false);
        }
    }
    for Plan { plan, reviews, .. } in &episode.plans {
        let category = code(CategoryOfAbuse::TABLE, &plan.initial_category);
        let category = if category.is_empty() {
            String::new()
        } else {
            format!(": {category}")
        };
        add(
            plan.started_on,
            format!("Child protection plan started{category}"),
            &plan.origin,
            true,
        );
        for r in reviews {
            add(r.on, "Child protection review held".into(), &r.origin, false);
        }
        if let Some(on) = plan.ended_on {
            add(on, "Child protection plan ended".into(), &plan.origin, false);
        }
    }
    for p in &episode.pre_proceedings {
        add(p.started_on, "Pre-proceedings started".into(), &p.origin, true);
    }
    if let Some(c) = &episode.closed {
        let reason = code(ReasonForClosure::TABLE, &c.reason);
        let title = if reason.is_empty() {
            "Closed".into()
        } else {
            format!("Closed: {reason}")
        };
        add(c.on, title, &c.origin, false);
    }
    out.push(referral(episode, eyes));
}

fn referral(episode: &Episode, eyes: &Eyes<'_>) -> Event {
    let r = &episode.referral;
    let source = code(ReferralSource::TABLE, &r.source);
    let (title, major) = match episode.decided.as_ref().map(|d| d.outcome) {
        Some(ReferralOutcome::NoFurtherAction) => ("Referral: no further action".to_owned(), false),
        Some(outcome) => (format!("Referral accepted: {}", lower(outcome.label())), true),
        None if r.no_further_action => ("Referral: no further action".to_owned(), false),
        None if source.is_empty() => ("Referral received".to_owned(), true),
        None => (format!("Referral received from {source}"), true),
    };
    let mut event = event(r.received_on, &[Kind::Service], vec![words(title)], &r.origin);
    event.major = major;
    event.contact = r.contact;
    if let Some(decided) = &episode.decided {
        event.kinds.push(Kind::Decision);
        event.note = super::contacts::by("Decided ", decided);
        event.note.push(words("."));
        if eyes.full() && !decided.why.is_empty() {
            event.narrative.push(Narrative {
                text: decided.why.clone(),
                quoted: false,
                of_decision: false,
            });
        }
    }
    event
}
