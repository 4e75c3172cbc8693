//! The account of an import: every row read is stored or refused, and each refusal and finding is named.

use std::collections::BTreeMap;
use std::fmt;

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use super::table::Table;
use crate::Finding;

/// How many findings of one kind are listed; further ones are only counted, so that a file that is wrong in every row does not fill the memory.
pub const LISTED_PER_KIND: u64 = 1_000;

/// How many refusals are listed; further ones are only counted, with the table.
pub const LISTED_REFUSALS: usize = 100_000;

/// What became of every row of a file. Serialises to the JSON that `holdfast import cin --format json` prints:
///
/// ```json
/// {"children":1,
///  "tables":{"ChildIdentifiers":{"read":1,"stored":1,"refused":0},"…":{}},
///  "refused":[{"child":"C1","table":"CINdetails","line":20,"reason":"…"}],
///  "unchanged":{"ChildIdentifiers":0,"…":0},
///  "findings":[{"child":"C1","table":"Section47","line":31,"field":"…","value":"…","what":"…"}],
///  "finding_counts":{"unknown code":1},
///  "match_checks":0}
/// ```
///
/// It holds what the file says of children: personal data.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reconciliation {
    children: u64,
    tables: [TableCount; Table::ALL.len()],
    refused: Vec<Refused>,
    findings: Vec<Finding>,
    finding_counts: BTreeMap<&'static str, u64>,
    match_checks: u64,
}

/// The rows of one table. `read` is `stored` and `refused` together, always: it is not kept apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TableCount {
    /// Rows that stand in the record after the import, whether new, corrected or there before.
    pub stored: u64,
    /// Rows left out, which [`Reconciliation::refused`] lists.
    pub refused: u64,
    /// Of the stored ones, those that the record already had word for word.
    pub unchanged: u64,
}

impl TableCount {
    /// Rows of the file.
    #[must_use]
    pub fn read(self) -> u64 {
        self.stored + self.refused
    }
}

/// A row that was left out, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Refused {
    /// The child's `LAchildID`; empty where it has none.
    pub child: String,
    /// The row's table.
    pub table: Table,
    /// The line of the row's element.
    pub line: u64,
    /// Why.
    pub reason: Reason,
}

/// Why a row was left out. `Display` says it in words, which are what is serialised.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The `<Child>` on that line has no `LAchildID`.
    NoChildId {
        /// Line of `<Child>`.
        line: u64,
    },
    /// A second `<ChildIdentifiers>` in one `<Child>` that does not have the child's id.
    NotTheChild,
    /// The date or code that would be the row's key is not there.
    NoKey {
        /// The element.
        field: &'static str,
    },
    /// The date that would be the row's key cannot be read.
    UnreadableKey {
        /// The element.
        field: &'static str,
        /// What stands there.
        value: String,
    },
    /// The row that it belongs to was left out.
    Within {
        /// That row's table.
        table: Table,
        /// That row's line.
        line: u64,
    },
    /// It stands where no specification has it, so what it belongs to is not known.
    Misplaced {
        /// The element it stands in.
        within: String,
    },
    /// The importer's own reason.
    Import(String),
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoChildId { line } => write!(f, "the child on line {line} has no usable LAchildID"),
            Self::NotTheChild => f.write_str("it does not have the LAchildID of the child it stands in"),
            Self::NoKey { field } => write!(f, "it has no {field}"),
            Self::UnreadableKey { field, value } => {
                write!(f, "{field} cannot be read: {value}")
            }
            Self::Within { table, line } => {
                write!(f, "the {} on line {line} that it belongs to was refused", table.name())
            }
            Self::Misplaced { within } => {
                write!(f, "it stands in {within}, where it belongs to nothing")
            }
            Self::Import(why) => f.write_str(why),
        }
    }
}

impl Serialize for Reason {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl Reconciliation {
    /// `<Child>` elements read, with those left out whole.
    #[must_use]
    pub fn children(&self) -> u64 {
        self.children
    }

    /// The account of one table.
    #[must_use]
    pub fn table(&self, table: Table) -> TableCount {
        self.tables[table.index()]
    }

    /// The rows left out, in the order of reading: the first [`LISTED_REFUSALS`].
    #[must_use]
    pub fn refused(&self) -> &[Refused] {
        &self.refused
    }

    /// The findings, in the order of reading: of each kind the first [`LISTED_PER_KIND`].
    #[must_use]
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// How many findings there are of each kind, by [`crate::What::kind`]: all of them, listed or not.
    #[must_use]
    pub fn finding_counts(&self) -> &BTreeMap<&'static str, u64> {
        &self.finding_counts
    }

    /// Children who are new and may be somebody on record: of each it was asked whether they are.
    #[must_use]
    pub fn match_checks(&self) -> u64 {
        self.match_checks
    }

    /// For the importer, which alone knows who is on record.
    pub fn asked_match_checks(&mut self, children: u64) {
        self.match_checks += children;
    }

    /// For the importer: a stored row says what the record already says.
    pub fn mark_unchanged(&mut self, table: Table) {
        let count = &mut self.tables[table.index()];
        count.unchanged = (count.unchanged + 1).min(count.stored);
    }

    /// For the importer: a row that was read well could not be stored after all.
    pub fn refuse_stored(&mut self, child: &str, table: Table, line: u64, why: String) {
        let count = &mut self.tables[table.index()];
        count.stored = count.stored.saturating_sub(1);
        count.unchanged = count.unchanged.min(count.stored);
        self.refuse(child, table, line, Reason::Import(why));
    }

    /// Also for the importer, which may have findings of its own ([`crate::What::Import`]).
    pub fn add_finding(&mut self, finding: &Finding) {
        let count = self.finding_counts.entry(finding.what.kind()).or_default();
        *count += 1;
        if *count <= LISTED_PER_KIND {
            self.findings.push(finding.clone());
        }
    }

    pub(super) fn add_child(&mut self) {
        self.children += 1;
    }

    pub(super) fn store(&mut self, table: Table) {
        self.tables[table.index()].stored += 1;
    }

    pub(super) fn refuse(&mut self, child: &str, table: Table, line: u64, reason: Reason) {
        self.tables[table.index()].refused += 1;
        if self.refused.len() < LISTED_REFUSALS {
            self.refused.push(Refused {
                child: child.to_owned(),
                table,
                line,
                reason,
            });
        }
    }
}

impl Serialize for Reconciliation {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Count {
            read: u64,
            stored: u64,
            refused: u64,
        }
        let mut map = serializer.serialize_map(Some(7))?;
        map.serialize_entry("children", &self.children)?;
        map.serialize_entry(
            "tables",
            &ByTable(|table| {
                let count = self.table(table);
                Count {
                    read: count.read(),
                    stored: count.stored,
                    refused: count.refused,
                }
            }),
        )?;
        map.serialize_entry("refused", &self.refused)?;
        map.serialize_entry("unchanged", &ByTable(|table| self.table(table).unchanged))?;
        map.serialize_entry("findings", &self.findings)?;
        map.serialize_entry("finding_counts", &self.finding_counts)?;
        map.serialize_entry("match_checks", &self.match_checks)?;
        map.end()
    }
}

/// All tables in their order, with something of each.
struct ByTable<F>(F);

impl<T: Serialize, F: Fn(Table) -> T> Serialize for ByTable<F> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(Table::ALL.map(|table| (table.name(), (self.0)(table))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Place, What};

    #[test]
    fn it_serialises_to_the_documented_json() {
        let mut account = Reconciliation::default();
        account.add_child();
        for table in [Table::ChildIdentifiers, Table::CinDetails, Table::CinDetails] {
            account.store(table);
        }
        account.refuse(
            "C1",
            Table::Section47,
            31,
            Reason::NoKey {
                field: "S47ActualStartDate",
            },
        );
        account.mark_unchanged(Table::CinDetails);
        account.asked_match_checks(2);
        account.add_finding(&Finding {
            child: "C1".into(),
            table: Place::Table(Table::CinDetails),
            line: 20,
            field: Some("ReferralSource".into()),
            value: Some("5Z".into()),
            what: What::UnknownCode,
        });
        let none = |name: &str| format!(r#""{name}":{{"read":0,"stored":0,"refused":0}}"#);
        let expect = [
            r#"{"children":1,"tables":{"ChildIdentifiers":{"read":1,"stored":1,"refused":0},"#,
            &none("ChildCharacteristics"),
            ",",
            &none("Disabilities"),
            r#","CINdetails":{"read":2,"stored":2,"refused":0},"#,
            &none("Assessments"),
            ",",
            &none("AssessmentFactorsList"),
            ",",
            &none("CINplanDates"),
            r#","Section47":{"read":1,"stored":0,"refused":1},"#,
            &none("ChildProtectionPlans"),
            ",",
            &none("Reviews"),
            ",",
            &none("PreProceedingsandFGDM"),
            r#"},"refused":[{"child":"C1","table":"Section47","line":31,"reason":"it has no S47ActualStartDate"}],"#,
            r#""unchanged":{"ChildIdentifiers":0,"ChildCharacteristics":0,"Disabilities":0,"CINdetails":1,"Assessments":0,"#,
            r#""AssessmentFactorsList":0,"CINplanDates":0,"Section47":0,"ChildProtectionPlans":0,"Reviews":0,"#,
            r#""PreProceedingsandFGDM":0},"#,
            r#""findings":[{"child":"C1","table":"CINdetails","line":20,"field":"ReferralSource","value":"5Z","#,
            r#""what":"not a code of any census from 2021 to 2026"}],"#,
            r#""finding_counts":{"unknown code":1},"match_checks":2}"#,
        ]
        .concat();
        assert_eq!(serde_json::to_string(&account).unwrap(), expect);
    }

    #[test]
    fn a_row_refused_by_the_importer_is_still_read_once() {
        let mut account = Reconciliation::default();
        account.store(Table::Reviews);
        account.mark_unchanged(Table::Reviews);
        account.refuse_stored("C1", Table::Reviews, 5, "the record is sealed".into());
        let count = account.table(Table::Reviews);
        assert_eq!(
            (count.read(), count.stored, count.refused, count.unchanged),
            (1, 0, 1, 0)
        );
        assert_eq!(account.refused()[0].reason.to_string(), "the record is sealed");
    }

    #[test]
    fn a_flood_of_one_kind_is_counted_and_does_not_hide_another() {
        let mut account = Reconciliation::default();
        let finding = |what| Finding {
            child: String::new(),
            table: Place::Message,
            line: 1,
            field: None,
            value: None,
            what,
        };
        for _ in 0..=LISTED_PER_KIND {
            account.add_finding(&finding(What::StrayText));
        }
        account.add_finding(&finding(What::NoHeader));
        assert_eq!(account.findings().len() as u64, LISTED_PER_KIND + 1);
        assert_eq!(account.finding_counts()["stray text"], LISTED_PER_KIND + 1);
        assert_eq!(account.findings().last().map(|f| &f.what), Some(&What::NoHeader));
    }
}
