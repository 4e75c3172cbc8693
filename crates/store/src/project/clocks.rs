//! The rows of clocks: start, due and stop. Whether one is overdue is computed when it is read [Sem 15].

use domain::calendar::Calendar;
use domain::clocks::Running;

use super::Row;
use crate::db::{Table, statements};

statements! {
    CLEAR = "DELETE FROM clock_due WHERE subject = $1";
}

pub(super) const TABLE: Table = Table {
    name: "clock_due",
    columns: &[
        "subject_kind",
        "subject",
        "record",
        "clock",
        "person",
        "started_on",
        "due_on",
        "stopped_on",
        "late_reason",
        "calendar",
    ],
};

pub(super) fn rows(running: Vec<Running>, calendar: &Calendar) -> Vec<Row> {
    let row = |r: Running| {
        vec![
            r.subject.kind().into(),
            r.subject.uuid().into(),
            r.record.into(),
            r.kind.id.into(),
            r.person.into(),
            r.started.date().into(),
            r.due.date().into(),
            r.stopped.map(|s| s.date()).into(),
            r.late_reason.is_some().into(),
            calendar.version().to_owned().into(),
        ]
    };
    running.into_iter().map(row).collect()
}
