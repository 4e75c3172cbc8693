//! Who the child is: numbers, birth, sex and death, ethnicity and disabilities, and from the people file the name and the address.

use domain::facts::person::*;
use domain::person::Person;
use domain::told::Told;

use super::super::Table;
use super::super::rows::*;
use super::{Plan, is_repeat};
use crate::people::Details;

impl Plan<'_> {
    pub(super) fn identifiers(&mut self, row: &Row<ChildIdentifiers>, existing: Option<&Person>) {
        let (table, line) = (Table::ChildIdentifiers, row.line);
        if is_repeat(row.occurrence) {
            return self.done(table, true);
        }
        let v = &row.values;
        let mut same = true;
        let numbers = [
            ("la_child_id", Some(&v.la_child_id)),
            ("upn", v.upn.as_ref()),
            ("former_upn", v.former_upn.as_ref()),
            ("upn_unknown", v.upn_unknown.as_ref()),
        ];
        for (scheme, value) in numbers {
            let Some(value) = value else { continue };
            let of_scheme = || {
                existing
                    .into_iter()
                    .flat_map(|p| &p.identifiers)
                    .filter(|i| i.scheme == scheme)
            };
            // A number that stands anywhere stands; else the one that an import gave is corrected; a worker's own is not touched.
            let standing = of_scheme()
                .find(|i| i.value.value == *value)
                .or_else(|| of_scheme().rfind(|i| i.origin.is_imported()));
            let traced_on = standing.and_then(|i| i.traced_on);
            let body = IdentifierRecorded {
                scheme: scheme.into(),
                value: value.clone(),
                traced_on,
            };
            same &= self.put(table, line, body, standing.map(Into::into)).1;
        }
        let births = || existing.into_iter().flat_map(|p| &p.births);
        let exact =
            |b: &&Told<BirthRecorded>| matches!(b.value, BirthRecorded::Exact { .. } | BirthRecorded::Estimated { .. });
        if let Some(on) = v.birth_date {
            // A birth after an expected date goes on the same record, beside it; an earlier exact date is corrected.
            let standing = births().rfind(exact).map(Into::into);
            same &= self.put(table, line, BirthRecorded::Exact { on }, standing).1;
        } else if let Some(on) = v.expected_birth_date
            && births().find(exact).is_none()
        {
            same &= self
                .put(
                    table,
                    line,
                    BirthRecorded::Expected { on },
                    births().next_back().map(Into::into),
                )
                .1;
        }
        if let Some(code) = sex(v) {
            let standing = existing.and_then(|p| p.sexes.last()).map(Into::into);
            same &= self.put(table, line, SexRecorded { code }, standing).1;
        }
        if let Some(on) = v.death_date {
            let standing = existing.and_then(|p| p.death.as_ref()).map(Into::into);
            same &= self.put(table, line, DeathRecorded { on }, standing).1;
        }
        self.done(table, same);
    }

    pub(super) fn characteristics(&mut self, row: &Row<ChildCharacteristics>, existing: Option<&Person>) {
        let table = Table::ChildCharacteristics;
        if is_repeat(row.occurrence) {
            row.values
                .disabilities
                .iter()
                .for_each(|_| self.done(Table::Disabilities, true));
            return self.done(table, true);
        }
        let mut same = true;
        if let Some(code) = &row.values.ethnicity {
            let standing = existing.and_then(|p| p.ethnicity.as_ref());
            // Who said so is not in a census; what is known of it here is kept.
            let said_by = standing
                .filter(|e| e.code == *code)
                .map_or_else(|| "census".into(), |e| e.said_by.clone());
            let body = EthnicityRecorded {
                code: code.clone(),
                said_by,
            };
            same = self.put(table, row.line, body, standing.map(Into::into)).1;
        }
        self.done(table, same);
        let mut codes: Vec<String> = row.values.disabilities.iter().map(|d| d.values.0.clone()).collect();
        codes.sort();
        codes.dedup();
        if codes.is_empty() {
            return;
        }
        let standing = existing.and_then(|p| p.disability.as_ref());
        let known: Vec<String> = standing.map(|d| d.codes.clone()).unwrap_or_default();
        self.put(
            Table::Disabilities,
            row.line,
            DisabilityRecorded { codes },
            standing.map(Into::into),
        );
        for disability in &row.values.disabilities {
            let unchanged = is_repeat(disability.occurrence) || known.contains(&disability.values.0);
            self.done(Table::Disabilities, unchanged);
        }
    }

    /// The people file is no census table, so it is not counted here; its own account lists its lines.
    pub(super) fn names(&mut self, details: &Details, existing: Option<&Person>) {
        let (table, line) = (Table::ChildIdentifiers, self.child.line);
        let name = |kind| {
            existing
                .into_iter()
                .flat_map(|p| &p.names)
                .rfind(move |n| n.kind == kind)
        };
        let given = details.forename.clone().unwrap_or_default();
        let family = details.surname.clone().unwrap_or_default();
        if !given.is_empty() || !family.is_empty() {
            let body = NameRecorded {
                kind: NameKind::Legal,
                given,
                family: family.clone(),
                from: None,
                to: None,
            };
            self.put(table, line, body, name(NameKind::Legal).map(Into::into));
        }
        if let Some(called) = &details.preferred_name {
            let body = NameRecorded {
                kind: NameKind::Preferred,
                given: called.clone(),
                family,
                from: None,
                to: None,
            };
            self.put(table, line, body, name(NameKind::Preferred).map(Into::into));
        }
        if let Some(number) = &details.nhs_number {
            let value: String = number.chars().filter(|c| !c.is_whitespace()).collect();
            let standing = existing.and_then(|p| p.identifier("nhs"));
            let body = IdentifierRecorded {
                scheme: "nhs".into(),
                value,
                traced_on: standing.and_then(|i| i.traced_on),
            };
            self.put(table, line, body, standing.map(Into::into));
        }
        if details.address.is_some() || details.postcode.is_some() {
            let body = AddressRecorded {
                kind: "home".into(),
                line: details.address.clone().unwrap_or_default(),
                postcode: details.postcode.clone().unwrap_or_default(),
                from: None,
                to: None,
                confidential: details.address_confidential,
            };
            let standing = existing
                .into_iter()
                .flat_map(|p| &p.addresses)
                .rfind(|a| a.kind == "home" && a.to.is_none());
            self.put(table, line, body, standing.map(Into::into));
        }
    }
}

/// The sex, from either element: the old one is mapped, as the Department mapped it.
fn sex(v: &ChildIdentifiers) -> Option<String> {
    use domain::codes::{CodeSet, GenderCurrent};
    let old = || {
        v.gender_current.as_deref().map(|g| {
            <GenderCurrent as CodeSet>::from_code(g)
                .map_or(g, |g| g.sex().code())
                .to_owned()
        })
    };
    v.sex.clone().or_else(old)
}
