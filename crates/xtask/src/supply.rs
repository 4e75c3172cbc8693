//! What third-party code we accept, as `deny.toml` says it: licences, crates we do without, and one source.
//!
//! The file is cargo-deny's own, for those who have that command and a network for its advisories. Building it costs
//! longer than all our tests, so the parts that need no network are read here (docs/decisions/0016).

use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use spdx::{Expression, ParseMode};

use crate::{
    finding::Finding,
    workspace::{self, Package, Workspace},
};

/// The parts of `deny.toml` that are obeyed here.
#[derive(Debug, Deserialize)]
struct Accepted {
    graph: Graph,
    licenses: Licenses,
    bans: Bans,
    sources: Sources,
}

#[derive(Debug, Deserialize)]
struct Graph {
    targets: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct Licenses {
    allow: Vec<String>,
    #[serde(default)]
    exceptions: Vec<Exception>,
}

#[derive(Debug, Deserialize)]
struct Exception {
    #[serde(rename = "crate")]
    name: String,
    allow: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct Bans {
    deny: Vec<Ban>,
}

#[derive(Debug, Deserialize)]
struct Ban {
    #[serde(rename = "crate")]
    name: String,
    reason: String,
    /// Crates that may stand on it all the same.
    #[serde(default)]
    wrappers: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Sources {
    unknown_registry: String,
    unknown_git: String,
}

pub fn check(workspace: &Workspace) -> Result<Vec<Finding>> {
    let text = std::fs::read_to_string(workspace.root.join("deny.toml")).context("read deny.toml")?;
    let accepted: Accepted = toml::from_str(&text).context("read deny.toml")?;
    ensure!(
        accepted.graph.targets == [workspace::TARGET],
        "deny.toml and xtask look at different targets"
    );
    ensure!(
        accepted.sources.unknown_registry == "deny" && accepted.sources.unknown_git == "deny",
        "deny.toml accepts unknown sources; xtask does not"
    );
    Ok(check_with(workspace, &accepted))
}

fn check_with(workspace: &Workspace, accepted: &Accepted) -> Vec<Finding> {
    let mut findings = Vec::new();
    for package in workspace.third_party() {
        findings.extend(licence(package, &accepted.licenses));
        findings.extend(ban(workspace, package, &accepted.bans));
        findings.extend(source(package));
    }
    findings
}

fn licence(package: &Package, licenses: &Licenses) -> Option<Finding> {
    let Some(text) = &package.license else {
        return Some(Finding::whole(&package.name, "names no licence"));
    };
    let expression = match Expression::parse_mode(text, ParseMode::LAX) {
        Ok(expression) => expression,
        Err(e) => return Some(Finding::whole(&package.name, format!("licence {text}: {}", e.reason))),
    };
    let exception = licenses.exceptions.iter().find(|e| e.name == package.name);
    let allowed = |name: &str| {
        licenses
            .allow
            .iter()
            .chain(exception.iter().flat_map(|e| &e.allow))
            .any(|a| a == name)
    };
    let accepted = expression.evaluate(|requirement| allowed(&requirement.to_string()));
    (!accepted).then(|| Finding::whole(&package.name, format!("licence {text} is not among those in deny.toml")))
}

fn ban(workspace: &Workspace, package: &Package, bans: &Bans) -> Option<Finding> {
    let ban = bans.deny.iter().find(|ban| ban.name == package.name)?;
    let strangers: Vec<&str> = workspace
        .named_by(package)
        .into_iter()
        .filter(|name| !ban.wrappers.iter().any(|w| w == name))
        .collect();
    let brought = !strangers.is_empty() || ban.wrappers.is_empty();
    brought.then(|| {
        Finding::whole(
            &package.name,
            format!("named by {}: {}", strangers.join(", "), ban.reason),
        )
    })
}

/// Only the default registry: what a lock file pins there can be fetched again, and cannot change.
fn source(package: &Package) -> Option<Finding> {
    let source = package.source.as_deref()?;
    let default = source.starts_with("registry+") && source.ends_with("-index");
    (!default).then(|| {
        Finding::whole(
            &package.name,
            format!("comes from {source}, not from the default registry"),
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workspace::Kind;

    const DENY: &str = r#"
        [graph]
        targets = ["x86_64-unknown-linux-gnu"]
        [licenses]
        allow = ["MIT", "Apache-2.0", "Apache-2.0 WITH LLVM-exception", "Unicode-3.0"]
        exceptions = [{ crate = "axe", allow = ["MPL-2.0"] }]
        [bans]
        deny = [
            { crate = "openssl", reason = "rustls does it" },
            { crate = "chrono", reason = "jiff does it", wrappers = ["oauth2"] },
        ]
        [sources]
        unknown-registry = "deny"
        unknown-git = "deny"
    "#;
    const REGISTRY: &str = "registry+https://registry.example/the-index";

    fn check(name: &str, source: &str, licence: &str, expect: &[&str]) {
        check_workspace(&Workspace::of(&[(name, Some(source), licence)], &[]), expect);
    }

    fn check_workspace(workspace: &Workspace, expect: &[&str]) {
        let found = check_with(workspace, &toml::from_str(DENY).unwrap());
        let found: Vec<String> = found.iter().map(ToString::to_string).collect();
        assert_eq!(found.len(), expect.len(), "{found:?}");
        for (found, expect) in found.iter().zip(expect) {
            assert!(found.contains(expect), "{found} does not say {expect}");
        }
    }

    #[test]
    fn a_crate_we_do_without_may_stand_under_another_that_we_accept() {
        let packages = ["web", "oauth2", "chrono"].map(|name| (name, (name != "web").then_some(REGISTRY), "MIT"));
        let through = ("oauth2", "chrono", Kind::Ships);
        check_workspace(&Workspace::of(&packages, &[through]), &[]);
        check_workspace(
            &Workspace::of(&packages, &[through, ("web", "chrono", Kind::Ships)]),
            &["named by web: jiff"],
        );
    }

    #[test]
    fn licences_are_read_as_expressions() {
        check("a", REGISTRY, "MIT", &[]);
        check("a", REGISTRY, "GPL-3.0-only OR MIT", &[]);
        check("a", REGISTRY, "MIT/GPL-3.0", &[]);
        check("a", REGISTRY, "(MIT OR Apache-2.0) AND Unicode-3.0", &[]);
        check("a", REGISTRY, "Apache-2.0 WITH LLVM-exception", &[]);
        check("a", REGISTRY, "GPL-3.0-only", &["licence GPL-3.0-only"]);
        check("a", REGISTRY, "MIT AND GPL-3.0-only", &["licence MIT AND"]);
        check("a", REGISTRY, "Our own words", &["licence Our own words"]);
        check("a", REGISTRY, "", &["names no licence"]);
    }

    #[test]
    fn an_exception_is_for_one_crate() {
        check("axe", REGISTRY, "MPL-2.0", &[]);
        check("other", REGISTRY, "MPL-2.0", &["licence MPL-2.0"]);
    }

    #[test]
    fn a_crate_we_do_without_and_a_strange_source_are_found() {
        check("openssl", REGISTRY, "MIT", &["rustls does it"]);
        check("a", "git+https://git.example/a", "MIT", &["comes from git+"]);
    }
}
