//! The clocks that run on a child's record and on a contact: which started, when each is due, what stopped it.

use crate::calendar::{CAF_FROM_REFERRAL, CONTACT_DECISION, Calendar, ClockKind, Due, Moment, REFERRAL_DECISION};
use crate::contact::Contact;
use crate::facts::person::LateReasonGiven;
use crate::facts::services::ReferralOutcome;
use crate::ids::{PersonId, RecordId, Subject};
use crate::person::{Episode, Person};
use crate::told::Told;

/// One clock on one record.
#[derive(Clone, Debug)]
pub struct Running {
    pub kind: ClockKind,
    pub subject: Subject,
    /// The referral, or the child's part of a contact.
    pub record: RecordId,
    pub person: Option<PersonId>,
    pub started: Moment,
    pub due: Due,
    pub stopped: Option<Moment>,
    pub late_reason: Option<Told<LateReasonGiven>>,
}

/// The clocks of a person's episodes. A start outside the calendar (an imported 1066) has none; its date is a finding of the import.
pub fn of_person(person: &Person, calendar: &Calendar) -> Vec<Running> {
    let mut out = Vec::new();
    for episode in &person.episodes {
        out.extend(referral_decision(person, episode, calendar));
        out.extend(assessment(person, episode, calendar));
    }
    out
}

/// A referral that Holdfast received itself is decided within a working day of its contact. A census says nothing of the decision.
fn referral_decision(person: &Person, episode: &Episode, calendar: &Calendar) -> Option<Running> {
    let started = Moment::At(episode.referral.received_at?);
    let stopped = episode.decision_effective_at().map(Moment::At);
    running(person, episode, REFERRAL_DECISION, started, stopped, calendar)
}

/// The 45 days run from the referral, whatever day the assessment was started, and stop with its authorisation. A referral that ended
/// without action, or an episode that closed without an assessment, leaves nothing to wait for.
fn assessment(person: &Person, episode: &Episode, calendar: &Calendar) -> Option<Running> {
    let none_wanted = episode.referral.no_further_action
        || episode
            .decided
            .as_ref()
            .is_some_and(|d| d.outcome == ReferralOutcome::NoFurtherAction);
    let authorised = episode.assessments.iter().filter_map(|a| a.authorised_on).min();
    if none_wanted || (episode.assessments.is_empty() && episode.closed.is_some()) {
        return None;
    }
    let started = Moment::On(episode.referral.received_on);
    running(
        person,
        episode,
        CAF_FROM_REFERRAL,
        started,
        authorised.map(Moment::On),
        calendar,
    )
}

fn running(
    person: &Person,
    episode: &Episode,
    kind: ClockKind,
    started: Moment,
    stopped: Option<Moment>,
    calendar: &Calendar,
) -> Option<Running> {
    let due = calendar.due(started, kind.limit).ok()?;
    let late_reason = person
        .late_reasons
        .iter()
        .rfind(|r| r.on_record == episode.id && r.clock == kind.id)
        .cloned();
    Some(Running {
        kind,
        subject: person.id.into(),
        record: episode.id,
        person: Some(person.id),
        started,
        due,
        stopped,
        late_reason,
    })
}

/// A contact has one clock per child [Sem 15], from its receipt to that child's effective decision.
pub fn of_contact(contact: &Contact, calendar: &Calendar) -> Vec<Running> {
    let Some(received_at) = contact.received_at() else {
        return Vec::new();
    };
    let Ok(due) = calendar.due(received_at, CONTACT_DECISION.limit) else {
        return Vec::new();
    };
    let clock = |part: &crate::contact::Part| Running {
        kind: CONTACT_DECISION,
        subject: contact.id.into(),
        record: part.id,
        person: part.child.person,
        started: Moment::At(received_at),
        due,
        stopped: part.state.effective_at().map(Moment::At),
        late_reason: None,
    };
    contact.children.iter().map(clock).collect()
}
