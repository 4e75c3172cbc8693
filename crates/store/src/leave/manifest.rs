//! `manifest.json`: what a copy of the record holds, counted and digested.

use domain::ledger::{Digest, parse_hex};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::folder::Written;
use crate::{Error, Verified};

pub const FILE: &str = "manifest.json";
const FORMAT: &str = "holdfast-record";
/// Rises whenever a file, a column or a member is added or changes its meaning, from the first release on.
const VERSION: u32 = 1;

pub const WARNING: &str = "This is the authority's whole record: confidential addresses, restricted and sealed records, \
    names of referrers, and the secrets with which staff sign in. Keep it as the record itself is kept.";

/// Which copy it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Copy {
    /// What the authority owns, with sheets for reading: to leave with.
    Export,
    /// The same without sheets, and with work in hand: to survive with.
    Backup,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Manifest {
    pub format: String,
    pub version: u32,
    pub copy: Copy,
    pub holdfast: String,
    pub made_at: Timestamp,
    pub warning: String,
    pub ledger: Chain,
    pub access_log: Chain,
    pub facts: i64,
    pub files: Vec<Listed>,
}

/// The end of a chain: `head` is what `holdfast verify --since N:HASH` takes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chain {
    pub records: i64,
    pub head: String,
}

/// One file of the folder.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Listed {
    pub file: String,
    pub about: String,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub secret: bool,
    pub records: u64,
    pub bytes: u64,
    pub sha256: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<String>,
}

impl Listed {
    pub fn of(file: &str, about: &str, secret: bool, columns: &[&str], written: Written) -> Self {
        Self {
            file: file.into(),
            about: about.into(),
            secret,
            records: written.records,
            bytes: written.bytes,
            sha256: written.sha256,
            columns: columns.iter().map(|c| (*c).into()).collect(),
        }
    }
}

impl Manifest {
    pub fn new(copy: Copy, made_at: Timestamp, verified: &Verified, files: Vec<Listed>) -> Self {
        let chain = |records, head: &Digest| Chain {
            records,
            head: domain::ledger::hex(head),
        };
        Self {
            format: FORMAT.into(),
            version: VERSION,
            copy,
            holdfast: env!("CARGO_PKG_VERSION").into(),
            made_at,
            warning: WARNING.into(),
            ledger: chain(verified.entries, &verified.head),
            access_log: chain(verified.looks, &verified.looks_head),
            facts: verified.facts,
            files,
        }
    }

    pub fn read(text: &[u8]) -> Result<Self, Error> {
        let manifest: Self = serde_json::from_slice(text).map_err(|e| {
            Error::Rule(format!(
                "{FILE} cannot be read ({e}). Take another copy of the export, or make it again."
            ))
        })?;
        if manifest.format != FORMAT || manifest.version != VERSION {
            return Err(Error::Rule(format!(
                "{FILE} says {} version {}, and this build reads {FORMAT} version {VERSION}. Use the build that knows it.",
                manifest.format, manifest.version
            )));
        }
        Ok(manifest)
    }

    pub fn file(&self, name: &str) -> Result<&Listed, Error> {
        self.files.iter().find(|f| f.file == name).ok_or_else(|| {
            Error::Rule(format!(
                "{FILE} does not list {name}, so the export is not whole. Take another copy of it."
            ))
        })
    }

    /// Whether a record that was checked is the one that this describes.
    pub fn is_of(&self, verified: &Verified) -> bool {
        let same =
            |chain: &Chain, n, head: &Digest| chain.records == n && parse_hex(&chain.head).as_ref() == Some(head);
        same(&self.ledger, verified.entries, &verified.head)
            && same(&self.access_log, verified.looks, &verified.looks_head)
            && self.facts == verified.facts
    }
}
