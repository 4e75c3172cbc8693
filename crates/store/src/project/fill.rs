//! Writing the rows of everybody at once: the end of a rebuild, of the bulk path and of an import of the whole ledger [Sem 12].
//!
//! The ledger is read once from end to end, each fact is put on the heap of everybody whose rows it changes ([`Heaps`]), and then heap after heap is
//! folded and written. Memory holds a heap for each thread, however long the ledger is.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicI64, AtomicUsize, Ordering};
use std::sync::mpsc::{SyncSender, sync_channel};

use domain::ids::Subject;
use domain::ledger::{About, Fact};

use super::Rows;
use super::groups::Groups;
use super::heaps::{Hands, Heaps};
use crate::Error;
use crate::db::{Conn, Mode, Place, params, statements};
use crate::ledger::{Loader, Raw, stretch};

/// How many entries are read by one statement.
const STRETCH: i64 = 2_000;
/// About how many facts lie on one heap.
const HEAP: usize = 40_000;
/// How many subjects are folded before their rows are written together.
const STEP: usize = 512;

statements! {
    SIZE = "SELECT count(*), coalesce(max(seq), 0) FROM fact";
}

/// Who can see the ledger that is read.
#[derive(Clone, Copy)]
pub(crate) enum Seen {
    /// Everybody: threads with connections of their own read it.
    ByAll,
    /// Only the connection that writes, whose transaction has not ended.
    ByWriter,
}

/// What was gone through.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Filled {
    pub subjects: usize,
    pub facts: i64,
}

/// Writes the rows of everybody of whom the ledger speaks. The projections must be empty. `progress` is told how many facts were read and how many
/// subjects were written.
pub(crate) fn fill(
    conn: &mut Conn,
    place: &Place,
    seen: Seen,
    progress: &mut dyn FnMut(&'static str, usize),
) -> Result<Filled, Error> {
    let groups = Groups::of_everyone(conn)?;
    let (facts, last) = match conn.row(SIZE, params![])? {
        Some(row) => (row.int(0)?, row.int(1)?),
        None => (0, 0),
    };
    let heaps = Heaps::new(&beside(place), usize::try_from(facts).unwrap_or(0) / HEAP + 1)?;
    let scan = Scan {
        groups: &groups,
        heaps: &heaps,
        last,
        next: AtomicI64::new(0),
    };
    let subjects = conn.expecting_much(|conn| {
        scan.all(conn, place, seen, progress)?;
        fold_all(conn, &groups, &heaps, progress)
    })?;
    Ok(Filled { subjects, facts })
}

/// Where there is room: the folder of the database, or for a server's the system's own.
fn beside(place: &Place) -> PathBuf {
    let folder = match place {
        Place::Sqlite(file) => file
            .parent()
            .filter(|p| !p.as_os_str().is_empty())
            .map(Path::to_path_buf),
        Place::Postgres(_) => Some(std::env::temp_dir()),
    };
    folder.unwrap_or_else(|| PathBuf::from("."))
}

fn threads() -> usize {
    std::thread::available_parallelism().map_or(2, |n| n.get()).min(8)
}

/// What lies on a heap: whose rows the fact changes (the leading id of a joined person), the fact, and whom it is about.
type Put<'a> = (&'a str, uuid::Uuid, Raw<'a>, Vec<About>);

struct Scan<'a> {
    groups: &'a Groups,
    heaps: &'a Heaps,
    last: i64,
    next: AtomicI64,
}

impl Scan<'_> {
    /// Reads the whole ledger.
    fn all(
        &self,
        conn: &mut Conn,
        place: &Place,
        seen: Seen,
        progress: &mut dyn FnMut(&'static str, usize),
    ) -> Result<(), Error> {
        let mut done = 0;
        let mut told = |many| {
            done += many;
            progress("facts", done);
        };
        if matches!(seen, Seen::ByWriter) {
            return self.some(conn, &mut told);
        }
        std::thread::scope(|scope| {
            let (read, arriving) = sync_channel(16);
            for _ in 0..threads() {
                let read = read.clone();
                scope.spawn(move || {
                    // Whoever waits for the numbers is gone when another thread has failed; so nothing hangs on the last of them.
                    let ended =
                        open(place).and_then(|mut conn| self.some(&mut conn, &mut |many| drop(read.send(Ok(many)))));
                    if let Err(e) = ended {
                        drop(read.send(Err(e)));
                    }
                });
            }
            drop(read);
            for many in arriving {
                told(many?);
            }
            Ok(())
        })
    }

    /// Takes the next stretch until there is none.
    fn some(&self, conn: &mut Conn, told: &mut dyn FnMut(usize)) -> Result<(), Error> {
        let mut hands = self.heaps.hands();
        loop {
            let after = self.next.fetch_add(STRETCH, Ordering::Relaxed);
            if after >= self.last {
                return hands.put_down();
            }
            let mut many = 0;
            stretch(conn, after, after + STRETCH, |fact, about| {
                many += 1;
                self.put(&mut hands, fact, &about)
            })?;
            told(many);
        }
    }

    fn put(&self, hands: &mut Hands<'_>, fact: &Raw<'_>, about: &[About]) -> Result<(), Error> {
        let leading = |subject: Subject| match subject.person() {
            Some(person) => Subject::Person(self.groups.of(person)[0]),
            None => subject,
        };
        let people = about.iter().map(|a| Subject::Person(a.person));
        let mut whose: Vec<Subject> = std::iter::once(fact.subject()?).chain(people).map(leading).collect();
        whose.sort_unstable();
        whose.dedup();
        for whose in whose {
            let (_, low) = whose.uuid().as_u64_pair();
            let heap = usize::try_from(low % self.heaps.len() as u64).unwrap_or(0);
            hands.add(heap, &(whose.kind(), whose.uuid(), fact, about))?;
        }
        Ok(())
    }
}

fn open(place: &Place) -> Result<Conn, Error> {
    let mut conn = Conn::open(place, Mode::Read)?;
    conn.expect_much(true)?;
    Ok(conn)
}

type Folded = Result<(usize, Rows), Error>;

/// Threads fold heaps; this one writes what they bring. How many subjects there were.
fn fold_all(
    conn: &mut Conn,
    groups: &Groups,
    heaps: &Heaps,
    progress: &mut dyn FnMut(&'static str, usize),
) -> Result<usize, Error> {
    let next = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        let (folded, arriving) = sync_channel(2 * threads());
        for _ in 0..threads() {
            let (folded, next) = (folded.clone(), &next);
            scope.spawn(move || {
                if let Err(e) = fold_heaps(groups, heaps, next, &folded) {
                    drop(folded.send(Err(e)));
                }
            });
        }
        drop(folded);
        let mut done = 0;
        for rows in arriving {
            let (many, mut rows) = rows?;
            rows.write(conn)?;
            done += many;
            progress("subjects", done);
        }
        Ok(done)
    })
}

/// Takes the next heap until there is none, or until nobody wants the rows any more.
fn fold_heaps(groups: &Groups, heaps: &Heaps, next: &AtomicUsize, folded: &SyncSender<Folded>) -> Result<(), Error> {
    loop {
        let n = next.fetch_add(1, Ordering::Relaxed);
        if n >= heaps.len() {
            return Ok(());
        }
        let mut facts_of: BTreeMap<Subject, Vec<Fact>> = BTreeMap::new();
        let mut loader = Loader::default();
        heaps.heap(n)?.each(|(kind, id, raw, about): Put<'_>| {
            let fact = Fact {
                about,
                ..loader.fact(&raw)?
            };
            let whose = Subject::from_parts(kind, id).ok_or(Error::NotThere("kind of subject"))?;
            facts_of.entry(whose).or_default().push(fact);
            Ok(())
        })?;
        let (mut rows, mut many) = (Rows::default(), 0);
        let subjects = facts_of.len();
        for (i, (subject, mut facts)) in (1..).zip(facts_of) {
            // Several threads put down what they read as it came.
            facts.sort_unstable_by_key(|f| f.at);
            domain::ledger::with_what_is_left(&mut facts);
            let group = subject.person().map(|p| groups.of(p)).unwrap_or_default();
            rows.fold(subject, &group, &facts);
            many += 1;
            if (many == STEP || i == subjects) && folded.send(Ok((many, std::mem::take(&mut rows)))).is_err() {
                return Ok(());
            }
            many %= STEP;
        }
    }
}
