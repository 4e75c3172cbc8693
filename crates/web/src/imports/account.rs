//! What is kept of an import: what was asked, how far it is, and the whole reconciliation, to be read again.

use std::collections::BTreeMap;

use returns::cin::Table;
use serde::{Deserialize, Serialize};

use super::{CensusImported, ChildRows};

/// What somebody sent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Asked {
    /// The name of the census's file, as it was sent.
    pub file: String,
    pub bytes: u64,
    /// The name of the file of names, if one was sent.
    pub people: Option<String>,
}

/// How far it is. Everything in it is a count, or words of ours.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Stands {
    pub tries: u32,
    /// The file was read through once and is whole.
    pub checked: bool,
    pub done: u64,
    pub of: u64,
    /// Of the header.
    pub year: Option<i16>,
    pub entries: u64,
    pub read: u64,
    pub stored: u64,
    pub refused: u64,
    /// Why it ended before its end, and what to do.
    pub why: String,
}

/// The whole account.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Kept {
    /// The JSON that `holdfast import cin --format json` prints, to the letter.
    pub reconciliation: String,
    pub people: Option<PeopleAccount>,
    /// Every child: its id, and how many rows of each table are stored.
    pub children: Vec<(String, Vec<u64>)>,
}

/// What became of the file of names.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PeopleAccount {
    pub read: u64,
    pub stored: u64,
    pub refused: Vec<RefusedLine>,
    #[serde(default)]
    pub elsewhere: u64,
    #[serde(default)]
    pub elsewhere_at: Vec<u64>,
    pub findings: Vec<Finding>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RefusedLine {
    pub child: String,
    pub line: u64,
    pub reason: String,
}

/// The reconciliation, read from its JSON.
#[derive(Clone, Debug, Deserialize)]
pub struct Account {
    pub tables: BTreeMap<String, Count>,
    pub refused: Vec<Refused>,
    pub unchanged: BTreeMap<String, u64>,
    pub findings: Vec<Finding>,
    pub finding_counts: BTreeMap<String, u64>,
    /// New children who may be somebody on record.
    #[serde(default)]
    pub match_checks: u64,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct Count {
    pub read: u64,
    pub stored: u64,
    pub refused: u64,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Refused {
    pub child: String,
    pub table: String,
    pub line: u64,
    pub reason: String,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Finding {
    pub child: String,
    pub table: String,
    pub line: u64,
    pub field: Option<String>,
    pub value: Option<String>,
    pub what: String,
}

impl Finding {
    /// "CINdetails, ReferralSource “5Z”: not a code of any census"
    pub fn words(&self) -> String {
        let field = self
            .field
            .as_ref()
            .map_or_else(String::new, |field| format!(", {field}"));
        let value = self
            .value
            .as_ref()
            .map_or_else(String::new, |value| format!(" “{value}”"));
        format!("{}{field}{value}: {}", self.table, self.what)
    }
}

impl Asked {
    pub fn of(text: &str) -> Self {
        serde_json::from_str(text).unwrap_or_default()
    }
    pub fn to_text(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

impl Stands {
    pub fn of(text: &str) -> Self {
        serde_json::from_str(text).unwrap_or_default()
    }
    pub fn to_text(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
    pub fn because(why: String) -> Self {
        Self { why, ..Self::default() }
    }

    /// The totals of an import that is done, for the list.
    pub fn close(&mut self, imported: &CensusImported) {
        self.entries = imported.entries as u64;
        for table in Table::ALL {
            let count = imported.reconciliation.table(table);
            self.read += count.read();
            self.stored += count.stored;
            self.refused += count.refused;
        }
        if let Some(people) = &imported.people {
            self.read += people.read;
            self.stored += people.stored;
            self.refused += people.refused.len() as u64;
        }
    }
}

impl Kept {
    pub fn of(imported: &CensusImported) -> Self {
        let people = imported.people.as_ref().and_then(|p| {
            let value = serde_json::to_value(p).ok()?;
            serde_json::from_value(value).ok()
        });
        Self {
            reconciliation: serde_json::to_string(&imported.reconciliation).unwrap_or_default(),
            people,
            children: imported
                .children
                .iter()
                .map(|ChildRows { la_child_id, stored }| (la_child_id.clone(), stored.to_vec()))
                .collect(),
        }
    }
    pub fn to_text(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
    pub fn read(text: &str) -> Result<(Self, Account), serde_json::Error> {
        let kept: Self = serde_json::from_str(text)?;
        let account = serde_json::from_str(&kept.reconciliation)?;
        Ok((kept, account))
    }
}
