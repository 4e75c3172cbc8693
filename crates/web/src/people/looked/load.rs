//! The looks at a record in a period, read for the page of who has looked and for its print.

use std::collections::BTreeMap;

use axum::response::Response;
use domain::calendar::london;
use domain::ids::{PersonId, WorkerId};
use domain::policy::{Permit, ReadAccessLog, ReadRecord};
use jiff::Timestamp;
use jiff::civil::Date;
use store::{Looks, Named, Tx, WhichLooks, Who};

use crate::App;
use crate::frame::components::Errors;
use crate::frame::errors::Error;
use crate::people::open::{Opened, open_with};
use crate::people::past::asked_day;
use crate::people::{Asked, Tab};
use crate::session::Signed;

/// The looks that were asked for, with the record that they were at.
pub(super) struct Found {
    pub opened: Opened,
    pub looks: Looks,
    pub names: BTreeMap<WorkerId, Named>,
    pub from: Option<Date>,
    /// What is wrong with the days that were asked for.
    pub errors: Errors,
}

/// Reads them. Always of today: a record of looks has no past of its own.
pub(super) async fn load(
    app: &App,
    signed: &Signed,
    id: PersonId,
    asked: &Asked,
    which: WhichLooks,
    purpose: &str,
) -> Result<Result<Found, Response>, Error> {
    let today_only = Asked {
        as_known: String::new(),
        date: String::new(),
        time: String::new(),
        ..asked.clone()
    };
    let today = london::date(app.now());
    let mut errors = Errors::new();
    let mut day = |field: &'static str, raw: &str| asked_day(field, raw, today, &mut errors);
    let from = day("from", &asked.from);
    let to = day("to", &asked.to);
    let start = from
        .map_or(Ok(Timestamp::UNIX_EPOCH), |d| london::instant(d.at(0, 0, 0, 0)))
        .map_err(Error::fault)?;
    let end = to
        .and_then(|d| d.tomorrow().ok())
        .unwrap_or(today.saturating_add(jiff::Span::new().days(1)));
    let end = london::instant(end.at(0, 0, 0, 0)).map_err(Error::fault)?;
    let read = move |tx: &mut Tx<'_>, who: &Who, _: &Permit<ReadRecord>, _: Option<Timestamp>, shown: &str| {
        let permit = tx.permit::<ReadAccessLog>(who, id)?;
        let record = tx.open_record(who, &permit, None, shown)?;
        let looks = tx.looks(&permit, start, end, which)?;
        let workers = looks.looks.iter().filter_map(|l| l.logged.worker);
        let workers = workers
            .chain(looks.own_reasons.iter().map(|r| r.worker))
            .collect::<Vec<_>>();
        Ok((record, (looks, tx.names_of(workers)?)))
    };
    let found = open_with(app, signed, id, Tab::Looked, &today_only, purpose, read).await?;
    Ok(found.map(|(opened, (looks, names))| Found {
        opened,
        looks,
        names,
        from,
        errors,
    }))
}
