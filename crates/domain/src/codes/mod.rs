//! Code sets: what a return, a form or a page may say in one of a fixed list of words.
//!
//! Each set is an enum whose codes, labels and dates stand in one table. `ReferralSource::from_code("2A")` reads a code,
//! `.code()` and `.label()` write it, `ReferralSource::ALL` lists them in the order of their source. In JSON a code is
//! its text. [`CODE_TABLES`] lists every set for generated documents; to add a set, declare it and add its line there.
//!
//! A code that was valid once is still read; [`Validity`] says from when to when it may be chosen.

mod census;
mod language;
mod local_authority;
mod process;
mod relationship;
mod set;

pub use census::*;
pub use language::LANGUAGES;
pub use local_authority::LOCAL_AUTHORITIES;
pub use process::*;
pub use relationship::{RelationshipType, reciprocal};
pub(crate) use set::code_set;
pub use set::{Code, CodeSet, CodeTable, UnknownCode, Until, Validity};

/// Every code set, for generated documents and their tests.
pub const CODE_TABLES: &[&CodeTable] = &[
    ReferralSource::TABLE,
    PrimaryNeed::TABLE,
    ReasonForClosure::TABLE,
    CategoryOfAbuse::TABLE,
    Disability::TABLE,
    Ethnicity::TABLE,
    Sex::TABLE,
    GenderCurrent::TABLE,
    GenderIdentity::TABLE,
    AssessmentFactor::TABLE,
    UpnUnknown::TABLE,
    SsdContactOutcome::TABLE,
    ContactChannel::TABLE,
    SharingPower::TABLE,
    PartInContact::TABLE,
    AddressKind::TABLE,
    IdentifierScheme::TABLE,
    RelationshipType::TABLE,
    &LANGUAGES,
    &LOCAL_AUTHORITIES,
];

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn no_table_says_anything_twice() {
        let ids: BTreeSet<_> = CODE_TABLES.iter().map(|table| table.id).collect();
        assert_eq!(ids.len(), CODE_TABLES.len());
        for table in CODE_TABLES {
            let codes: BTreeSet<_> = table.rows.iter().map(|row| row.code).collect();
            let labels: BTreeSet<_> = table.rows.iter().map(|row| row.label).collect();
            assert_eq!(
                (codes.len(), labels.len()),
                (table.rows.len(), table.rows.len()),
                "{}",
                table.id
            );
            assert!(!table.title.is_empty() && !table.citation.is_empty(), "{}", table.id);
            for row in table.rows {
                assert!(
                    row.code.trim() == row.code && !row.code.is_empty(),
                    "{} {:?}",
                    table.id,
                    row.code
                );
                assert!(
                    row.label.trim() == row.label && !row.label.is_empty(),
                    "{} {}",
                    table.id,
                    row.code
                );
            }
        }
    }

    /// Every code reads back to itself, as text and as JSON, and nothing else is a code.
    fn check_set<T>()
    where
        T: CodeSet + std::fmt::Debug + PartialEq + serde::Serialize + serde::de::DeserializeOwned,
    {
        assert_eq!(T::ALL.len(), T::TABLE.rows.len());
        for (set, row) in T::ALL.iter().zip(T::TABLE.rows) {
            assert_eq!(set.row(), row);
            assert_eq!(T::from_code(row.code).as_ref(), Ok(set));
            let json = serde_json::to_string(set).unwrap();
            assert_eq!(json, format!("{:?}", row.code));
            assert_eq!(&serde_json::from_str::<T>(&json).unwrap(), set);
        }
        let error = T::from_code("ZZZ9").unwrap_err().to_string();
        assert!(error.starts_with("\"ZZZ9\" is not one of the codes for "), "{error}");
        assert!(
            serde_json::from_str::<T>("\"ZZZ9\"")
                .unwrap_err()
                .to_string()
                .contains("ZZZ9")
        );
    }

    #[test]
    fn every_set_reads_what_it_writes() {
        check_set::<ReferralSource>();
        check_set::<PrimaryNeed>();
        check_set::<ReasonForClosure>();
        check_set::<CategoryOfAbuse>();
        check_set::<Disability>();
        check_set::<Ethnicity>();
        check_set::<Sex>();
        check_set::<GenderCurrent>();
        check_set::<GenderIdentity>();
        check_set::<AssessmentFactor>();
        check_set::<UpnUnknown>();
        check_set::<SsdContactOutcome>();
        check_set::<ContactChannel>();
        check_set::<SharingPower>();
        check_set::<PartInContact>();
        check_set::<AddressKind>();
        check_set::<IdentifierScheme>();
        check_set::<RelationshipType>();
    }

    #[test]
    fn a_label_for_any_code() {
        assert_eq!(ReferralSource::TABLE.label("2A"), "Schools");
        assert_eq!(ReferralSource::TABLE.label("2Z"), "2Z");
        assert_eq!(LANGUAGES.label("pl"), "Polish");
        assert_eq!(LOCAL_AUTHORITIES.label("204"), "Hackney");
    }
}
