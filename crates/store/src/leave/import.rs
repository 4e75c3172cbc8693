//! Putting a copy of the record into an empty database: verbatim, in one transaction, kept only if it proves to be the record that left.

use std::collections::BTreeSet;
use std::path::Path;

use domain::ledger::GENESIS;
use domain::policy::{Import, SystemPermit};

use super::lines::{Source, flaw};
use super::manifest::{Copy, Manifest};
use super::tables::{Flat, IN_HAND, OWNED};
use super::{ACCESS_LOG, LEDGER, Progress, UPLOADS, files};
use crate::db::{Conn, Mode, Place, Value, params, statements};
use crate::ledger::{Entries, Looks, StoredEntry, StoredLook};
use crate::project::Seen;
use crate::{Error, Store, Tx, Verified, access, ledger, project};

statements! {
    HOLDS = "SELECT (SELECT count(*) FROM entry) + (SELECT count(*) FROM access_log) + (SELECT count(*) FROM worker) + (SELECT count(*) FROM team) + (SELECT count(*) FROM setting) + (SELECT count(*) FROM draft) + (SELECT count(*) FROM alert) + (SELECT count(*) FROM job) + (SELECT count(*) FROM upload)";
}

/// How many rows are written together.
const STEP: usize = 10_000;

impl Store {
    /// Puts an export or the folder of a backup into this store, which has to be empty. All of it, checked against both heads, or nothing. It leaves
    /// no row of its own in the access log: the chain that comes is the chain that left.
    pub fn import_ledger(
        &self,
        _permit: &SystemPermit<Import>,
        from: &Path,
        progress: Progress<'_>,
    ) -> Result<(Manifest, Verified), Error> {
        let source = Source::open(from)?;
        if let Some(changed) = source.first_changed(&mut |n| progress("megabytes checked", n))? {
            // Which line, if the lines can tell.
            read(&source, &mut Nowhere, progress)?;
            return Err(flaw(&changed.file, None, "it is not what was written"));
        }
        let mut conn = Conn::open(&self.config().place, Mode::Write)?;
        conn.begin(Mode::Write)?;
        let verified = put(&mut conn, &self.config().place, &source, progress);
        conn.batch(if verified.is_ok() { "COMMIT" } else { "ROLLBACK" })?;
        Ok((source.manifest, verified?))
    }
}

impl Tx<'_> {
    /// Whether anything stands here: a record, staff, settings, or as much as a look at the access log.
    pub fn holds_anything(&mut self) -> Result<bool, Error> {
        holds_anything(self.conn)
    }
}

fn holds_anything(conn: &mut Conn) -> Result<bool, Error> {
    let held = conn.row(HOLDS, params![])?.map(|r| r.int(0)).transpose()?;
    Ok(held.unwrap_or(0) > 0)
}

fn put(conn: &mut Conn, place: &Place, source: &Source, progress: Progress<'_>) -> Result<Verified, Error> {
    // Both chains' locks: nobody else begins a record here meanwhile.
    ledger::lock(conn)?;
    conn.rows(access::LOCK, params![])?;
    if holds_anything(conn)? {
        return Err(Error::Rule(
            "There is a record here already, and it was not touched. A record is imported into an empty place only: name another with --data DIR \
            or --database URL."
                .into(),
        ));
    }
    conn.without_indexes(ledger::INDEXES, |conn| {
        let mut into = Database {
            conn,
            source,
            entries: Entries::default(),
            looks: Looks::default(),
            rows: Vec::new(),
        };
        read(source, &mut into, progress)
    })?;
    project::fill(conn, place, Seen::ByWriter, &mut |what, n| progress(what, n as u64))?;
    conn.count_what_is_there()?;
    let checked = ledger::check(conn, None, &mut |n| progress("entries checked", n.unsigned_abs()))?;
    let verified = checked.map_err(|broken| flaw(LEDGER, None, &broken.to_string()))?;
    if source.manifest.is_of(&verified) {
        return Ok(verified);
    }
    Err(Error::Rule(format!(
        "What was read comes to {verified}, and manifest.json says {} head {}. Nothing was imported; take another copy of the export.",
        source.manifest.ledger.records, source.manifest.ledger.head
    )))
}

/// Where what was read goes.
trait Into {
    fn entry(&mut self, entry: StoredEntry) -> Result<(), Error>;
    fn look(&mut self, look: StoredLook) -> Result<(), Error>;
    fn row(&mut self, table: &Flat, row: Vec<Value<'static>>) -> Result<(), Error>;
    fn upload(&mut self, upload: (uuid::Uuid, String, Vec<u8>)) -> Result<(), Error>;
    /// A file is at its end.
    fn flush(&mut self, table: Option<&Flat>) -> Result<(), Error>;
}

/// Reads every file of a copy in the order in which it can be put back, and checks each line by its chain or its sum.
fn read(source: &Source, into: &mut dyn Into, progress: Progress<'_>) -> Result<(), Error> {
    let mut redacted = BTreeSet::new();
    source.each_line(OWNED[0].file, |line| {
        let row = OWNED[0].row(line);
        if let Ok(row) = &row
            && let [Value::Int(seq), Value::Int(ord), ..] = row[..]
        {
            redacted.insert((seq, ord));
        }
        Ok(row.map(|_| ()))
    })?;
    let (mut seq, mut prev) = (0, GENESIS);
    source.each_line(LEDGER, |line| {
        let entry: StoredEntry = match serde_json::from_str(line) {
            Ok(entry) => entry,
            Err(e) => return Ok(Err(e.to_string())),
        };
        if let Err(why) = entry.check(seq, &prev, |seq, ord| redacted.contains(&(seq, i64::from(ord)))) {
            return Ok(Err(why.into()));
        }
        (seq, prev) = (entry.seq, entry.hash);
        progress("entries", seq.unsigned_abs());
        into.entry(entry).map(Ok)
    })?;
    into.flush(None)?;
    let (mut n, mut prev) = (0, GENESIS);
    source.each_line(ACCESS_LOG, |line| {
        let look: StoredLook = match serde_json::from_str(line) {
            Ok(look) => look,
            Err(e) => return Ok(Err(e.to_string())),
        };
        if let Err(why) = look.check(n, &prev) {
            return Ok(Err(why.into()));
        }
        (n, prev) = (look.n, look.hash);
        progress("looks", n.unsigned_abs());
        into.look(look).map(Ok)
    })?;
    into.flush(None)?;
    let in_hand = if source.manifest.copy == Copy::Backup {
        IN_HAND
    } else {
        &[]
    };
    for table in OWNED.iter().chain(in_hand) {
        source.each_line(table.file, |line| match table.row(line) {
            Ok(row) => into.row(table, row).map(Ok),
            Err(why) => Ok(Err(why)),
        })?;
        into.flush(Some(table))?;
    }
    source.each_line(UPLOADS, |line| match files::read(line) {
        Ok(upload) => into.upload(upload).map(Ok),
        Err(why) => Ok(Err(why)),
    })
}

struct Database<'a> {
    conn: &'a mut Conn,
    source: &'a Source,
    entries: Entries,
    looks: Looks,
    rows: Vec<Vec<Value<'static>>>,
}

impl Into for Database<'_> {
    fn entry(&mut self, entry: StoredEntry) -> Result<(), Error> {
        self.entries.add(entry);
        if self.entries.len() >= STEP {
            self.flush(None)
        } else {
            Ok(())
        }
    }
    fn look(&mut self, look: StoredLook) -> Result<(), Error> {
        self.looks.add(look);
        if self.looks.len() >= STEP {
            self.flush(None)
        } else {
            Ok(())
        }
    }
    fn row(&mut self, table: &Flat, row: Vec<Value<'static>>) -> Result<(), Error> {
        self.rows.push(row);
        if self.rows.len() >= STEP {
            self.flush(Some(table))
        } else {
            Ok(())
        }
    }
    fn upload(&mut self, upload: (uuid::Uuid, String, Vec<u8>)) -> Result<(), Error> {
        let at = self.source.path(&files::path(upload.0));
        // It is listed, so its bytes were compared with its digest.
        self.source.manifest.file(&files::path(upload.0))?;
        files::put(self.conn, upload, &at)
    }
    fn flush(&mut self, table: Option<&Flat>) -> Result<(), Error> {
        self.entries.write(self.conn)?;
        self.looks.write(self.conn)?;
        if let Some(table) = table {
            self.conn.bulk(&table.table, self.rows.drain(..))?;
        }
        Ok(())
    }
}

/// For a copy that is known to be flawed, read to find out where.
struct Nowhere;

impl Into for Nowhere {
    fn entry(&mut self, _: StoredEntry) -> Result<(), Error> {
        Ok(())
    }
    fn look(&mut self, _: StoredLook) -> Result<(), Error> {
        Ok(())
    }
    fn row(&mut self, _: &Flat, _: Vec<Value<'static>>) -> Result<(), Error> {
        Ok(())
    }
    fn upload(&mut self, _: (uuid::Uuid, String, Vec<u8>)) -> Result<(), Error> {
        Ok(())
    }
    fn flush(&mut self, _: Option<&Flat>) -> Result<(), Error> {
        Ok(())
    }
}
