//! Input that knows on which line it is, and stops before one piece of it grows without bound.

use std::io::{self, BufRead, Read};

/// The most that is handed on at once, so that the bound also holds for input that is one long slice.
const CHUNK: usize = 64 << 10;

pub(super) struct Lines<R> {
    inner: R,
    /// The most that may stand between two marks.
    longest: usize,
    line: u64,
    position: u64,
    since_mark: usize,
    over: bool,
}

impl<R: BufRead> Lines<R> {
    pub(super) fn new(inner: R, longest: usize) -> Self {
        Self {
            inner,
            longest,
            line: 1,
            position: 0,
            since_mark: 0,
            over: false,
        }
    }

    /// The line of the next byte, from 1.
    pub(super) fn line(&self) -> u64 {
        self.line
    }

    /// Bytes consumed.
    pub(super) fn position(&self) -> u64 {
        self.position
    }

    /// A new piece begins here.
    pub(super) fn mark(&mut self) {
        self.since_mark = 0;
    }

    /// Whether reading stopped because a piece was too long.
    pub(super) fn over(&self) -> bool {
        self.over
    }

    pub(super) fn at_end(&mut self) -> bool {
        self.inner.fill_buf().is_ok_and(<[u8]>::is_empty)
    }
}

impl<R: BufRead> BufRead for Lines<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.since_mark > self.longest {
            self.over = true;
            return Err(io::Error::other("too long"));
        }
        let bytes = self.inner.fill_buf()?;
        Ok(&bytes[..bytes.len().min(CHUNK)])
    }

    fn consume(&mut self, amount: usize) {
        // What is consumed is still buffered, so this reads nothing new and cannot fail.
        if let Ok(bytes) = self.inner.fill_buf() {
            let consumed = &bytes[..amount.min(bytes.len())];
            self.line += consumed.iter().filter(|&&byte| byte == b'\n').count() as u64;
        }
        self.inner.consume(amount);
        self.position += amount as u64;
        self.since_mark += amount;
    }
}

impl<R: BufRead> Read for Lines<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let bytes = self.fill_buf()?;
        let amount = bytes.len().min(into.len());
        into[..amount].copy_from_slice(&bytes[..amount]);
        self.consume(amount);
        Ok(amount)
    }
}
