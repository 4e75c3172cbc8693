//! What must not stand in the tree. One file for each check, one line here.

mod addresses;
mod leftovers;
mod lengths;
mod lists;
mod locks;
pub mod modules;
mod sql;
mod templates;

use anyhow::Result;

use crate::{finding::Finding, tree::Tree};

type Check = fn(&Tree) -> Result<Vec<Finding>>;

const CHECKS: &[Check] = &[
    addresses::check,
    lengths::check,
    leftovers::check,
    lists::check,
    locks::check,
    modules::check,
    sql::check,
    templates::check,
];

pub fn check(tree: &Tree) -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    for check in CHECKS {
        findings.extend(check(tree)?);
    }
    Ok(findings)
}
