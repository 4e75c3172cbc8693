//! A Children in Need census becomes facts [Sem 7, 22, 23].

use std::collections::BTreeMap;
use std::io::{BufRead, Read};
use std::sync::{Arc, Mutex, PoisonError};

use domain::calendar::london;
use domain::ids::{EntryId, PersonId};
use domain::ledger::{Author, NewEntry, hex};
use domain::policy::{Import, SystemPermit};
use jiff::Timestamp;
use jiff::civil::Date;
use returns::Finding;
use returns::cin::{CinChild, CinHeader, CinReader, Reconciliation, Table};
use returns::people::{Details, PeopleFile, Person};
use sha2::{Digest, Sha256};
use store::{Store, WriteTx};

use super::alike::{Twice, look_alikes};

/// A census that was read through once and is whole.
#[derive(Debug)]
pub struct CensusFile {
    pub header: CinHeader,
    pub digest: [u8; 32],
    /// `<Child>` elements, for progress.
    pub children: u64,
}

/// What came of an import.
#[derive(Debug)]
pub struct CensusImported {
    pub reconciliation: Reconciliation,
    /// The people file's own account, where one was given.
    pub people: Option<PeopleFile>,
    /// Entries added to the ledger: one for each child about whom the file says something new.
    pub entries: usize,
    /// Every child that has a usable id, in the order of the file.
    pub children: Vec<ChildRows>,
}

/// How many rows of one `<Child>` are in the record now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChildRows {
    pub la_child_id: String,
    /// By table, in the order of [`Table::ALL`].
    pub stored: [u64; Table::ALL.len()],
}

/// Why nothing was imported.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    #[error("{0}")]
    Census(#[from] returns::cin::CinError),
    #[error("the people file: {0}")]
    People(#[from] returns::people::PeopleError),
    #[error("{0}")]
    Store(#[from] store::Error),
}

/// How many children are stored by one commit: enough to be fast, few enough that a worker's save never waits long.
const STEP: usize = 200;

impl CensusFile {
    /// Reads a file through and stores nothing: half a census would look whole on the page of every child in it.
    pub fn check(input: impl BufRead) -> Result<Self, ImportError> {
        let mut digest = Sha256::new();
        let mut reader = CinReader::open(Digesting {
            input,
            digest: &mut digest,
        })?;
        for child in &mut reader {
            child?;
        }
        let file = reader.finish()?;
        Ok(Self {
            children: file.reconciliation.children(),
            header: file.header,
            digest: digest.finalize().into(),
        })
    }
}

/// Imports a file that was checked; `open` opens it again. `people` is the file of names. `progress` is told how many children are done.
pub fn import_cin<R: BufRead>(
    store: &Store,
    permit: &SystemPermit<Import>,
    checked: &CensusFile,
    input: R,
    people: Option<&mut dyn Read>,
    mut progress: impl FnMut(u64),
) -> Result<CensusImported, ImportError> {
    let mut names: BTreeMap<String, Named> = BTreeMap::new();
    let mut people = match people {
        Some(input) => Some(returns::people::read(input, |p| keep(&mut names, p))?),
        None => None,
    };
    let mut reader = CinReader::open(input)?;
    let run = Arc::new(Run {
        permit: permit.clone(),
        // A census without a readable instant was true on its reference date; without one, when it was brought in.
        asserted_at: checked.header.asserted_at.unwrap_or_else(|| store.now()),
        source: format!("cin {}", hex(&checked.digest)),
        digest: checked.digest,
        today: london::date(store.now()),
        // Into an empty record nobody comes who may be there already.
        compares: store.read_now(|tx| tx.anybody_on_record())?,
        twice: Mutex::default(),
    });
    let (mut done, mut entries, mut match_checks) = (0, 0, 0);
    let mut unchanged = Vec::new();
    let mut findings = Vec::new();
    let mut children = Vec::new();
    loop {
        let mut step = Vec::with_capacity(STEP);
        for child in reader.by_ref().take(STEP) {
            let child = child?;
            let details = names.get_mut(&child.la_child_id).map(|named| {
                named.in_census = true;
                named.details.clone()
            });
            children.push(ChildRows {
                la_child_id: child.la_child_id.clone(),
                stored: child.row_counts(),
            });
            step.push((child, details));
        }
        if step.is_empty() {
            break;
        }
        done += step.len() as u64;
        let run = run.clone();
        let outcome = store.write_now(move |tx| run.step(tx, step))?;
        entries += outcome.entries;
        match_checks += outcome.match_checks;
        unchanged.extend(outcome.unchanged);
        findings.extend(outcome.findings);
        progress(done);
    }
    if let Some(people) = &mut people {
        let elsewhere = names.into_values().filter(|named| !named.in_census);
        people.not_in_census(elsewhere.flat_map(|named| named.lines).collect());
    }
    let mut reconciliation = reader.finish()?.reconciliation;
    unchanged
        .into_iter()
        .for_each(|table| reconciliation.mark_unchanged(table));
    findings.iter().for_each(|finding| reconciliation.add_finding(finding));
    reconciliation.asked_match_checks(match_checks);
    Ok(CensusImported {
        reconciliation,
        people,
        entries,
        children,
    })
}

/// What the file of names says of a child, and where.
struct Named {
    details: Details,
    lines: Vec<u64>,
    in_census: bool,
}

/// The first line of a child stands; but an address that any line marks confidential is.
fn keep(names: &mut BTreeMap<String, Named>, person: Person) {
    let confidential = person.details.address_confidential;
    let kept = names.entry(person.la_child_id).or_insert_with(|| Named {
        details: person.details,
        lines: Vec::new(),
        in_census: false,
    });
    kept.details.address_confidential |= confidential;
    kept.lines.push(person.line);
}

#[derive(Default)]
struct Outcome {
    entries: usize,
    /// New children who may be somebody on record.
    match_checks: u64,
    unchanged: Vec<Table>,
    findings: Vec<Finding>,
}

struct Run {
    permit: SystemPermit<Import>,
    asserted_at: Timestamp,
    source: String,
    digest: [u8; 32],
    today: Date,
    /// Whether anybody was on record before.
    compares: bool,
    /// Who of this file was told so far.
    twice: Mutex<Twice>,
}

impl Run {
    /// Stores some children. One that comes twice is compared, the second time, with what the first time recorded.
    fn step(&self, tx: &mut WriteTx<'_>, step: Vec<(CinChild, Option<Details>)>) -> Result<Outcome, store::Error> {
        let mut outcome = Outcome::default();
        let mut entries: BTreeMap<String, NewEntry> = BTreeMap::new();
        let mut people = Vec::new();
        let mut alike = Vec::new();
        for (child, details) in step {
            if entries.contains_key(&child.la_child_id) {
                outcome.entries += tx.append_many(std::mem::take(&mut entries).into_values().collect())?;
            }
            let existing = tx.person_for_import(&self.permit, &child.la_child_id)?;
            let id = match &existing {
                Some(person) => person.id,
                None => PersonId(tx.new_id()?),
            };
            people.push(id);
            let mut others = {
                let mut twice = self.twice.lock().unwrap_or_else(PoisonError::into_inner);
                twice.told(&child, details.as_ref(), id)
            };
            if existing.is_none() {
                if self.compares {
                    others.extend(look_alikes(tx, &child, details.as_ref(), &self.source, self.today)?);
                }
                alike.extend((!others.is_empty()).then_some((id, others)));
            }
            let mut failed = None;
            let mut new_id = || {
                tx.new_id().unwrap_or_else(|e| {
                    failed = Some(e);
                    uuid::Uuid::nil()
                })
            };
            let changes = returns::cin::facts(&child, id, existing.as_ref(), details.as_ref(), &mut new_id);
            if let Some(e) = failed {
                return Err(e);
            }
            outcome.unchanged.extend(changes.unchanged);
            outcome.findings.extend(changes.findings);
            if !changes.facts.is_empty() {
                let entry = self.entry(tx, &child, changes.facts)?;
                entries.insert(child.la_child_id, entry);
            }
        }
        outcome.entries += tx.append_many(entries.into_values().collect())?;
        outcome.match_checks += alike.len() as u64;
        for (new, others) in alike {
            tx.raise_check_of_import(&self.permit, new, &others)?;
        }
        tx.log_import(&self.permit, people);
        Ok(outcome)
    }

    fn entry(
        &self,
        tx: &mut WriteTx<'_>,
        child: &CinChild,
        facts: Vec<domain::ledger::NewFact>,
    ) -> Result<NewEntry, store::Error> {
        let starter = self.permit.starter();
        let id = EntryId(tx.new_id()?);
        Ok(NewEntry {
            id,
            author: Author {
                worker: starter.worker,
                role: starter.role,
                on_behalf_of: None,
            },
            asserted_at: Some(self.asserted_at),
            reason: None,
            // What a file changes the second time it is imported is another request: it corrects what happened between.
            request_id: format!(
                "cin:{}:{}:{}:{id}",
                hex(&self.digest[..8]),
                child.la_child_id,
                child.line
            ),
            request_digest: self.digest,
            source: self.source.clone(),
            facts,
        })
    }
}

/// A reader that digests what passes through it.
struct Digesting<'a, R> {
    input: R,
    digest: &'a mut Sha256,
}

impl<R: BufRead> Read for Digesting<'_, R> {
    fn read(&mut self, buf: &mut [u8]) -> std::io::Result<usize> {
        let n = self.input.read(buf)?;
        self.digest.update(&buf[..n]);
        Ok(n)
    }
}

impl<R: BufRead> BufRead for Digesting<'_, R> {
    fn fill_buf(&mut self) -> std::io::Result<&[u8]> {
        self.input.fill_buf()
    }
    fn consume(&mut self, n: usize) {
        if let Ok(buf) = self.input.fill_buf() {
            self.digest.update(&buf[..n.min(buf.len())]);
        }
        self.input.consume(n);
    }
}
