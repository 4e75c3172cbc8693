//! Whose work Holdfast stands on, and under which licence.

use std::{collections::BTreeMap, fmt::Write as _};

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
    packages: BTreeMap<String, Locked>,
}

#[derive(Deserialize)]
struct Locked {
    version: Option<String>,
    license: Option<String>,
    #[serde(default)]
    dependencies: BTreeMap<String, String>,
}

/// Only the packages we name ourselves: the build takes files from those, and nothing of what they in turn ask for.
fn npm(lock: &str) -> Result<String> {
    let lock: Lock = serde_json::from_str(lock)?;
    let ours = lock.packages.get("").context("no package of our own")?;
    let mut rows = String::new();
    for name in ours.dependencies.keys() {
        let package = lock
            .packages
            .get(&format!("node_modules/{name}"))
            .with_context(|| format!("{name} is not locked"))?;
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
    fn npm_packages_are_those_that_we_name_for_what_ships() {
        let lock = r#"{"packages": {
            "": {"version": "0.1.0", "dependencies": {"@scope/part": "1", "front": "6"}, "devDependencies": {"checker": "2"}},
            "node_modules/front": {"version": "6.1.0", "license": "MIT", "dependencies": {"moment": "2"}},
            "node_modules/moment": {"version": "2.0.0", "license": "MIT"},
            "node_modules/@scope/part": {"version": "1.2.0"},
            "node_modules/checker": {"version": "2.0.0", "license": "MIT", "dev": true}
        }}"#;
        assert_eq!(
            npm(lock).unwrap(),
            "| @scope/part | 1.2.0 | not stated |\n| front | 6.1.0 | MIT |\n"
        );
    }
}
