//! Whose work Holdfast stands on, and under which licence.

use std::fmt::Write as _;

use anyhow::{Context, Result};
use serde::Deserialize;

use crate::workspace::Workspace;

/// The folder whose npm packages are built into the binary.
const FRONT_END: &str = "crates/web/package-lock.json";

pub fn write(workspace: &Workspace) -> Result<String> {
    let mut text = String::from(
        "# Third-party notices\n\nWhat is built into the `holdfast` binary. Each package keeps its own copyright and licence text, which \
         comes with its source.\n\n## Rust\n\n| package | version | licence | source |\n|---|---|---|---|\n",
    );
    for package in workspace
        .shipped_with("holdfast")
        .into_iter()
        .filter(|p| p.source.is_some())
    {
        let licence = package.license.as_deref().unwrap_or("not stated");
        let source = package.repository.as_deref().unwrap_or("");
        writeln!(
            text,
            "| {} | {} | {licence} | {source} |",
            package.name, package.version
        )?;
    }
    let lock = workspace.root.join(FRONT_END);
    if lock.exists() {
        text.push_str("\n## Front end\n\n| package | version | licence |\n|---|---|---|\n");
        text.push_str(&npm(&std::fs::read_to_string(lock)?).context(FRONT_END)?);
    }
    Ok(text)
}

#[derive(Deserialize)]
struct Lock {
    packages: std::collections::BTreeMap<String, Locked>,
}

#[derive(Deserialize)]
struct Locked {
    version: Option<String>,
    license: Option<String>,
    #[serde(default)]
    dev: bool,
}

fn npm(lock: &str) -> Result<String> {
    let lock: Lock = serde_json::from_str(lock)?;
    let mut rows = String::new();
    for (path, package) in lock.packages.iter().filter(|(_, p)| !p.dev) {
        // The package at the empty path is our own.
        let Some((_, name)) = path.rsplit_once("node_modules/") else {
            continue;
        };
        let stated = |text: &Option<String>| text.clone().unwrap_or_else(|| "not stated".into());
        writeln!(
            rows,
            "| {name} | {} | {} |",
            stated(&package.version),
            stated(&package.license)
        )?;
    }
    Ok(rows)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workspace::Kind;

    #[test]
    fn what_is_only_for_tests_is_left_out() {
        let workspace = Workspace::of(
            &[
                ("holdfast", None, "MIT"),
                ("web", None, "MIT"),
                ("axum", Some("r"), "MIT"),
                ("insta", Some("r"), "MIT"),
                ("lone", Some("r"), "MIT"),
            ],
            &[
                ("holdfast", "web", Kind::Ships),
                ("web", "axum", Kind::Ships),
                ("web", "insta", Kind::Dev),
            ],
        );
        let text = write(&workspace).unwrap();
        let rows: Vec<&str> = text.lines().filter(|line| line.contains("1.0.0")).collect();
        assert_eq!(rows, ["| axum | 1.0.0 | MIT |  |"]);
    }

    #[test]
    fn npm_packages_are_listed_without_our_own_and_those_for_tests() {
        let lock = r#"{"packages": {
            "": {"version": "0.1.0"},
            "node_modules/govuk-frontend": {"version": "6.1.0", "license": "MIT"},
            "node_modules/@scope/part": {"version": "1.2.0"},
            "node_modules/checker": {"version": "2.0.0", "license": "MIT", "dev": true}
        }}"#;
        assert_eq!(
            npm(lock).unwrap(),
            "| @scope/part | 1.2.0 | not stated |\n| govuk-frontend | 6.1.0 | MIT |\n"
        );
    }
}
