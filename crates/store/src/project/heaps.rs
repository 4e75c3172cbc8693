//! What is too much for memory, put aside in heaps: one file without a name, which the system removes when it is closed.
//!
//! Facts lie in the ledger in the order in which they were recorded, and are folded by whom they are about. Reading them by person costs a search in
//! five tables for each; reading the ledger once from end to end and putting each fact on the heap of its people costs none.

use std::fs::File;
use std::os::unix::fs::FileExt;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use serde::{Deserialize, Serialize};

use crate::Error;

/// Bytes that a thread gathers for a heap before they are written.
const PIECE: usize = 32 * 1024;

/// Where a piece stands in the file, and how long it is.
type Piece = (u64, usize);

pub(super) struct Heaps {
    file: File,
    end: AtomicU64,
    pieces: Mutex<Vec<Vec<Piece>>>,
}

impl Heaps {
    /// Opens a file in `folder` that nobody else can open.
    pub(super) fn new(folder: &Path, heaps: usize) -> Result<Self, Error> {
        Ok(Self {
            file: tempfile::tempfile_in(folder).map_err(|e| unwritable(&e))?,
            end: AtomicU64::new(0),
            pieces: Mutex::new(vec![Vec::new(); heaps.max(1)]),
        })
    }

    pub(super) fn len(&self) -> usize {
        self.pieces().len()
    }

    /// A thread's own hands: what it adds is not seen before it puts it down.
    pub(super) fn hands(&self) -> Hands<'_> {
        Hands {
            heaps: self,
            full: vec![Vec::new(); self.len()],
        }
    }

    /// Reads a heap, in no particular order.
    pub(super) fn heap(&self, n: usize) -> Result<Heap, Error> {
        let pieces = self.pieces().get(n).cloned().unwrap_or_default();
        let mut bytes = vec![0; pieces.iter().map(|(_, len)| len).sum()];
        let mut rest = bytes.as_mut_slice();
        for (at, len) in pieces {
            let (piece, behind) = rest.split_at_mut(len);
            self.file.read_exact_at(piece, at).map_err(|e| unwritable(&e))?;
            rest = behind;
        }
        Ok(Heap(bytes))
    }

    fn pieces(&self) -> std::sync::MutexGuard<'_, Vec<Vec<Piece>>> {
        self.pieces.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

pub(super) struct Hands<'a> {
    heaps: &'a Heaps,
    full: Vec<Vec<u8>>,
}

impl Hands<'_> {
    pub(super) fn add(&mut self, heap: usize, what: &impl Serialize) -> Result<(), Error> {
        let gathered = std::mem::take(&mut self.full[heap]);
        let gathered = postcard::to_extend(what, gathered).map_err(|e| Error::Unavailable(e.to_string()))?;
        self.full[heap] = gathered;
        if self.full[heap].len() >= PIECE {
            self.put_down_one(heap)
        } else {
            Ok(())
        }
    }

    pub(super) fn put_down(mut self) -> Result<(), Error> {
        (0..self.full.len()).try_for_each(|heap| self.put_down_one(heap))
    }

    fn put_down_one(&mut self, heap: usize) -> Result<(), Error> {
        let piece = &mut self.full[heap];
        let at = self.heaps.end.fetch_add(piece.len() as u64, Ordering::Relaxed);
        self.heaps.file.write_all_at(piece, at).map_err(|e| unwritable(&e))?;
        self.heaps.pieces()[heap].push((at, piece.len()));
        piece.clear();
        Ok(())
    }
}

/// The bytes of one heap.
pub(super) struct Heap(Vec<u8>);

impl Heap {
    pub(super) fn each<'h, T: Deserialize<'h>>(
        &'h self,
        mut each: impl FnMut(T) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let mut rest = self.0.as_slice();
        while !rest.is_empty() {
            let (one, behind) = postcard::take_from_bytes(rest).map_err(|e| Error::Unavailable(e.to_string()))?;
            each(one)?;
            rest = behind;
        }
        Ok(())
    }
}

fn unwritable(e: &std::io::Error) -> Error {
    Error::Unavailable(format!("what is put aside for a while could not be kept: {e}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_several_threads_put_down_lies_on_its_heap() {
        let folder = tempfile::tempdir().unwrap();
        let heaps = Heaps::new(folder.path(), 3).unwrap();
        std::thread::scope(|scope| {
            for thread in 0..4u32 {
                let heaps = &heaps;
                scope.spawn(move || {
                    let mut hands = heaps.hands();
                    for n in 0..5_000u32 {
                        hands
                            .add((n % 3) as usize, &(thread, n, "some words to fill a piece"))
                            .unwrap();
                    }
                    hands.put_down().unwrap();
                });
            }
        });
        for heap in 0..3 {
            let mut found = Vec::new();
            let read = heaps.heap(heap).unwrap();
            read.each(|(thread, n, words): (u32, u32, &str)| {
                assert_eq!(words, "some words to fill a piece");
                found.push((thread, n));
                Ok(())
            })
            .unwrap();
            found.sort_unstable();
            let put: Vec<_> = (0..4)
                .flat_map(|thread| (0..5_000).filter(|n| n % 3 == heap as u32).map(move |n| (thread, n)))
                .collect();
            assert_eq!(found, put);
        }
        assert_eq!(
            std::fs::read_dir(folder.path()).unwrap().count(),
            0,
            "a name was left behind"
        );
    }
}
