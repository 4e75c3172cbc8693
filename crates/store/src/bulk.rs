//! The bulk path [Sem 12]: many entries, rows written together, projections once at the end.

use std::sync::mpsc::{SyncSender, sync_channel};

use domain::ids::PersonId;
use domain::ledger::NewEntry;
use domain::policy::{Import, SystemAction, SystemPermit};
use jiff::Timestamp;

use crate::access::{Access, Outcome, Who};
use crate::db::{Conn, params, statements};
use crate::ledger::{Chain, Rows};
use crate::project::Seen;
use crate::{Error, Store, WriteTx, ledger, project};

statements! {
    /// The writer's own numbers go on behind those that came with the entries.
    GO_ON_FROM_REFERENCES = "INSERT INTO reference_number (year, last) SELECT 2000 + cast(substr(reference, 1, 2) AS integer), max(cast(substr(reference, 4) AS bigint)) FROM contact WHERE reference LIKE '__-______' GROUP BY substr(reference, 1, 2)";
}

/// How many entries are made and written together.
const STEP: usize = 10_000;

impl Store {
    /// Fills an empty record with entries at instants of the caller's choosing: the synthetic authority, and nothing else [Sem 7].
    /// `progress` is told what is being done and how many are done.
    pub fn load_authority(
        &self,
        entries: impl Iterator<Item = (Timestamp, NewEntry)> + Send,
        progress: impl Fn(&'static str, usize) + Clone + Send + 'static,
    ) -> Result<(), Error> {
        if self.read_now(|tx| tx.known_seq())? != 0 {
            return Err(Error::Rule(
                "The record is not empty. The synthetic authority goes into a new place only.".into(),
            ));
        }
        // One thread makes the next entries while another has the last ones written. All of them go into one transaction: a record that is half
        // made up would look whole.
        std::thread::scope(|scope| {
            let (made, steps) = sync_channel(2);
            scope.spawn(move || make_steps(entries, &made));
            let progress = progress.clone();
            self.write_now(move |tx| {
                let write = |conn: &mut Conn| {
                    let mut done = 0;
                    for step in steps {
                        let step: Rows = step?;
                        done += step.len();
                        step.write(conn)?;
                        progress("entries", done);
                    }
                    Ok(())
                };
                let conn = &mut *tx.tx.conn;
                conn.expecting_much(|conn| conn.without_indexes(ledger::INDEXES, write))
            })
        })?;
        let place = self.config().place.clone();
        self.write_now(move |tx| {
            project::fill(tx.tx.conn, &place, Seen::ByAll, &mut |what, n| progress(what, n))?;
            tx.tx.conn.count_what_is_there()?;
            tx.tx.conn.run(GO_ON_FROM_REFERENCES, params![])?;
            Ok(())
        })
    }
}

/// Gathers entries into steps until there are none or nobody wants them any more.
fn make_steps(mut entries: impl Iterator<Item = (Timestamp, NewEntry)>, made: &SyncSender<Result<Rows, Error>>) {
    let mut chain = Chain::of_nothing();
    loop {
        let step: Vec<_> = entries.by_ref().take(STEP).collect();
        if step.is_empty() || made.send(chain.rows(step)).is_err() {
            return;
        }
    }
}

impl WriteTx<'_> {
    /// Logs the people whose records an import wrote, under whoever started it.
    pub fn log_import(&mut self, permit: &SystemPermit<Import>, people: impl IntoIterator<Item = PersonId>) {
        let who = Who {
            actor: permit.starter().clone(),
            route: "import".into(),
            purpose: "Children in need census".into(),
        };
        let row = Access::new(&who, Import::CODE, Outcome::Saved);
        self.add_look(people.into_iter().fold(row, |row, p| row.showing(p, "data items")));
    }

    /// Appends many entries in this transaction and brings the projections of everyone whom they touch up to date. An entry whose request was
    /// answered before is left out; how many were added is returned.
    pub fn append_many(&mut self, entries: Vec<NewEntry>) -> Result<usize, Error> {
        let mut fresh = Vec::with_capacity(entries.len());
        for entry in entries {
            if self.answered(&entry.request_id, &entry.request_digest)?.is_none() {
                fresh.push(entry);
            }
        }
        let touched = project::touched(&fresh);
        let added = self.append_unprojected(fresh)?.len();
        project::refill(self.tx.conn, &touched)?;
        Ok(added)
    }
}
