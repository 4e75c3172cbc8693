//! Which crate may depend on which, and how far the pure crates may reach.

use std::{collections::BTreeSet, process::Command};

use anyhow::{Context, Result, ensure};

use crate::{
    finding::Finding,
    workspace::{self, Kind, Package, Workspace},
};

/// A crate of ours, the crates of ours it may name in what ships, and those it may name for tests alone.
struct Arrows {
    of: &'static str,
    ships: &'static [&'static str],
    dev: &'static [&'static str],
}

const ARROWS: &[Arrows] = &[
    Arrows {
        of: "domain",
        ships: &[],
        dev: &[],
    },
    Arrows {
        of: "returns",
        ships: &["domain"],
        dev: &["testkit"],
    },
    Arrows {
        of: "matching",
        ships: &["domain"],
        dev: &["testkit"],
    },
    Arrows {
        of: "reports",
        ships: &["domain"],
        dev: &["testkit"],
    },
    Arrows {
        of: "store",
        ships: &["domain"],
        dev: &["testkit"],
    },
    Arrows {
        of: "identity",
        ships: &[],
        dev: &[],
    },
    Arrows {
        of: "testkit",
        ships: &["domain"],
        dev: &[],
    },
    Arrows {
        of: "web",
        ships: &["domain", "returns", "matching", "reports", "store", "identity"],
        dev: &["testkit"],
    },
    // The binary makes the synthetic authority for `demo`: the one place where testkit ships.
    Arrows {
        of: "holdfast",
        ships: &[
            "domain", "returns", "matching", "reports", "store", "identity", "web", "testkit",
        ],
        dev: &[],
    },
    // Generated documents are written from the lists these crates hold.
    Arrows {
        of: "xtask",
        ships: &["domain", "returns", "reports", "store", "web"],
        dev: &[],
    },
    // What `make bench` measures with: it makes contacts through the store, and asks the databases alone.
    Arrows {
        of: "bench-record",
        ships: &["domain", "store"],
        dev: &[],
    },
];

/// Crates that do no I/O and read no clock, randomness or configuration, so that one rule runs the same on live
/// data, on a past day, on an uploaded file and in a test.
pub const PURE: &[&str] = &["domain", "returns", "matching", "reports"];

/// Third-party crates that open files, sockets or databases: no pure crate may stand on them, however far away.
const REACHES_OUT: &[&str] = &[
    "async-std",
    "axum",
    "hyper",
    "libsqlite3-sys",
    "mio",
    "object_store",
    "postgres",
    "reqwest",
    "rusqlite",
    "smol",
    "socket2",
    "sqlx",
    "tempfile",
    "tokio",
    "tokio-postgres",
    "ureq",
];

/// Third-party crates whose purpose is the time of day, chance, or settings: no pure crate may name them.
const NOT_ITS_BUSINESS: &[&str] = &[
    "chrono",
    "clap",
    "config",
    "dirs",
    "fastrand",
    "figment",
    "getrandom",
    "rand",
    "time",
    "tracing",
    "tracing-subscriber",
];

pub fn check(workspace: &Workspace) -> Result<Vec<Finding>> {
    let mut findings = between_ours(workspace);
    findings.extend(named_by_pure(workspace));
    for name in PURE {
        findings.extend(reached(name, &dependency_tree(workspace, name)?));
    }
    Ok(findings)
}

fn between_ours(workspace: &Workspace) -> Vec<Finding> {
    let mut findings = Vec::new();
    let known: BTreeSet<&str> = ARROWS.iter().map(|a| a.of).collect();
    for package in workspace.ours() {
        let Some(arrows) = ARROWS.iter().find(|a| a.of == package.name) else {
            findings.push(Finding::whole(
                &package.name,
                "a crate without arrows: say in xtask's ARROWS what it may depend on",
            ));
            continue;
        };
        for (to, kind) in workspace.direct(package).filter(|(to, _)| to.source.is_none()) {
            let (allowed, how) = match kind {
                Kind::Ships => (arrows.ships, "may not depend on"),
                Kind::Dev => (arrows.dev, "may not depend, for tests, on"),
            };
            if !allowed.contains(&to.name.as_str()) {
                findings.push(Finding::whole(&package.name, format!("{how} {}", to.name)));
            }
        }
    }
    let present: BTreeSet<&str> = workspace.ours().map(|p| p.name.as_str()).collect();
    findings.extend(
        known
            .difference(&present)
            .map(|gone| Finding::whole(*gone, "has arrows in xtask, but there is no such crate")),
    );
    findings
}

fn named_by_pure(workspace: &Workspace) -> Vec<Finding> {
    let pure = |package: &&Package| PURE.contains(&package.name.as_str());
    let mut findings = Vec::new();
    for package in workspace.ours().filter(pure) {
        for (to, kind) in workspace.direct(package) {
            if kind == Kind::Ships && NOT_ITS_BUSINESS.contains(&to.name.as_str()) {
                findings.push(Finding::whole(
                    &package.name,
                    format!("is pure and may not name {}", to.name),
                ));
            }
        }
    }
    findings
}

/// `tree` holds one third-party crate a line, as `name vX.Y.Z`.
fn reached(name: &str, tree: &str) -> Vec<Finding> {
    let reached: BTreeSet<&str> = tree.lines().filter_map(|line| line.split_whitespace().next()).collect();
    let too_far = REACHES_OUT.iter().filter(|banned| reached.contains(*banned));
    too_far
        .map(|banned| {
            Finding::whole(
                name,
                format!("is pure and stands on {banned}: see `cargo tree -p {name} -i {banned}`"),
            )
        })
        .collect()
}

/// Asked of `cargo tree` crate by crate, because features that another crate switches on are not this crate's doing.
fn dependency_tree(workspace: &Workspace, name: &str) -> Result<String> {
    let out = Command::new(workspace::cargo())
        .args([
            "tree",
            "--package",
            name,
            "--edges",
            "normal,build",
            "--prefix",
            "none",
            "--target",
            workspace::TARGET,
        ])
        .current_dir(&workspace.root)
        .output()
        .context("run cargo tree")?;
    ensure!(
        out.status.success(),
        "cargo tree -p {name}: {}",
        String::from_utf8_lossy(&out.stderr)
    );
    Ok(String::from_utf8(out.stdout)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::places;

    const OURS: Option<&str> = None;
    const THEIRS: Option<&str> = Some("a registry");

    /// Every crate that has arrows, so that only the arrows under test are found.
    fn workspace(arrows: &[(&str, &str, Kind)]) -> Workspace {
        let mut packages: Vec<_> = ARROWS.iter().map(|a| (a.of, OURS, "MIT")).collect();
        packages.extend([("rand", THEIRS, "MIT"), ("serde", THEIRS, "MIT")]);
        Workspace::of(&packages, arrows)
    }

    fn check(arrow: (&str, &str, Kind), expect: &[&str]) {
        let workspace = workspace(&[arrow]);
        let mut found = between_ours(&workspace);
        found.extend(named_by_pure(&workspace));
        assert_eq!(places(&found), expect, "{arrow:?}");
    }

    #[test]
    fn each_forbidden_arrow_is_found() {
        check(("domain", "store", Kind::Ships), &["domain:0"]);
        check(("domain", "testkit", Kind::Dev), &["domain:0"]);
        check(("returns", "store", Kind::Ships), &["returns:0"]);
        check(("matching", "web", Kind::Ships), &["matching:0"]);
        check(("reports", "store", Kind::Dev), &["reports:0"]);
        check(("store", "identity", Kind::Ships), &["store:0"]);
        check(("store", "testkit", Kind::Ships), &["store:0"]);
        check(("identity", "domain", Kind::Ships), &["identity:0"]);
        check(("web", "holdfast", Kind::Ships), &["web:0"]);
        check(("web", "testkit", Kind::Ships), &["web:0"]);
        check(("domain", "rand", Kind::Ships), &["domain:0"]);
    }

    #[test]
    fn each_allowed_arrow_is_let_through() {
        check(("web", "store", Kind::Ships), &[]);
        check(("web", "testkit", Kind::Dev), &[]);
        check(("holdfast", "testkit", Kind::Ships), &[]);
        check(("domain", "serde", Kind::Ships), &[]);
        check(("domain", "rand", Kind::Dev), &[]);
    }

    #[test]
    fn a_crate_without_arrows_is_found_and_so_are_arrows_without_a_crate() {
        let packages: Vec<_> = ARROWS
            .iter()
            .map(|a| (a.of, OURS, "MIT"))
            .chain([("demand", OURS, "MIT")])
            .collect();
        assert_eq!(places(&between_ours(&Workspace::of(&packages, &[]))), ["demand:0"]);
        assert_eq!(
            places(&between_ours(&Workspace::of(&packages[1..packages.len() - 1], &[]))),
            ["domain:0"]
        );
    }

    #[test]
    fn a_pure_crate_that_stands_on_a_socket_is_found() {
        let found = reached("domain", "domain v0.1.0\nserde v1.0.0\nmio v1.0.0 (*)\nmiow v1.0.0\n");
        assert_eq!(found.len(), 1, "{found:?}");
    }
}
