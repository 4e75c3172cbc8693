//! What cargo says of the workspace: our crates, everything they stand on, and the arrows between them.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::PathBuf,
    process::Command,
};

use anyhow::{Context, Result, ensure};
use serde::Deserialize;

/// The machine Holdfast is built for. Fixed, so that what is checked and listed is the same wherever it is run.
pub const TARGET: &str = "x86_64-unknown-linux-gnu";

#[derive(Debug, Clone, Deserialize)]
pub struct Package {
    pub id: String,
    pub name: String,
    pub version: String,
    pub license: Option<String>,
    pub repository: Option<String>,
    /// `None` for a crate of ours.
    pub source: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Linked, or run at build time, in what ships.
    Ships,
    /// For tests alone.
    Dev,
}

#[derive(Debug)]
pub struct Workspace {
    pub root: PathBuf,
    packages: BTreeMap<String, Package>,
    arrows: BTreeMap<String, Vec<(String, Kind)>>,
}

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
    resolve: Resolve,
}
#[derive(Deserialize)]
struct Resolve {
    nodes: Vec<Node>,
}
#[derive(Deserialize)]
struct Node {
    id: String,
    deps: Vec<NodeDep>,
}
#[derive(Deserialize)]
struct NodeDep {
    pkg: String,
    dep_kinds: Vec<DepKind>,
}
#[derive(Deserialize)]
struct DepKind {
    kind: Option<String>,
}

pub fn root() -> Result<PathBuf> {
    let out = Command::new(cargo())
        .args(["locate-project", "--workspace", "--message-format", "plain"])
        .output()?;
    let manifest = PathBuf::from(String::from_utf8(out.stdout)?.trim());
    Ok(manifest
        .parent()
        .context("cargo locate-project named no folder; run this inside the checkout")?
        .to_owned())
}

pub fn cargo() -> String {
    std::env::var("CARGO").unwrap_or_else(|_| "cargo".into())
}

impl Workspace {
    pub fn load() -> Result<Self> {
        let root = root()?;
        let out = Command::new(cargo())
            .args(["metadata", "--format-version", "1", "--filter-platform", TARGET])
            .current_dir(&root)
            .output()
            .context("run cargo metadata")?;
        ensure!(
            out.status.success(),
            "cargo metadata: {}",
            String::from_utf8_lossy(&out.stderr)
        );
        let metadata: Metadata = serde_json::from_slice(&out.stdout).context("read cargo metadata")?;
        Ok(Self::from(root, metadata))
    }

    fn from(root: PathBuf, metadata: Metadata) -> Self {
        let kind = |k: &DepKind| {
            if k.kind.as_deref() == Some("dev") {
                Kind::Dev
            } else {
                Kind::Ships
            }
        };
        let mut arrows = BTreeMap::new();
        for node in metadata.resolve.nodes {
            let mut to = Vec::new();
            for dep in node.deps {
                let kinds: BTreeSet<Kind> = dep.dep_kinds.iter().map(kind).collect();
                to.extend(kinds.into_iter().map(|kind| (dep.pkg.clone(), kind)));
            }
            arrows.insert(node.id, to);
        }
        // Packages for other machines are described but not part of the resolved graph.
        let packages = metadata
            .packages
            .into_iter()
            .filter(|p| arrows.contains_key(&p.id))
            .map(|p| (p.id.clone(), p))
            .collect();
        Self { root, packages, arrows }
    }

    pub fn ours(&self) -> impl Iterator<Item = &Package> {
        self.packages.values().filter(|p| p.source.is_none())
    }

    pub fn third_party(&self) -> impl Iterator<Item = &Package> {
        self.packages.values().filter(|p| p.source.is_some())
    }

    /// What `package` names in its own manifest.
    pub fn direct(&self, package: &Package) -> impl Iterator<Item = (&Package, Kind)> {
        self.arrows
            .get(&package.id)
            .into_iter()
            .flatten()
            .filter_map(|(id, kind)| Some((self.packages.get(id)?, *kind)))
    }

    /// The names of those that name `package`, in what ships or in tests.
    pub fn named_by(&self, package: &Package) -> BTreeSet<&str> {
        let names = self
            .packages
            .values()
            .filter(|p| self.direct(p).any(|(to, _)| to.id == package.id));
        names.map(|p| p.name.as_str()).collect()
    }

    /// Everything that goes into the binary of this name, itself left out, sorted by name and version.
    pub fn shipped_with(&self, name: &str) -> Vec<&Package> {
        let Some(start) = self.ours().find(|p| p.name == name) else {
            return Vec::new();
        };
        let (mut seen, mut todo) = (BTreeSet::new(), vec![start]);
        while let Some(package) = todo.pop() {
            for (next, kind) in self.direct(package) {
                if kind == Kind::Ships && seen.insert(&next.id) {
                    todo.push(next);
                }
            }
        }
        let mut shipped: Vec<&Package> = seen.into_iter().filter_map(|id| self.packages.get(id)).collect();
        shipped.sort_by(|a, b| (&a.name, &a.version).cmp(&(&b.name, &b.version)));
        shipped
    }
}

#[cfg(test)]
impl Workspace {
    /// A workspace for a test: `(name, source, licence)` and `(from, to, kind)`.
    pub fn of(packages: &[(&str, Option<&str>, &str)], arrows: &[(&str, &str, Kind)]) -> Self {
        let package = |(name, source, license): &(&str, Option<&str>, &str)| Package {
            id: (*name).into(),
            name: (*name).into(),
            version: "1.0.0".into(),
            license: (!license.is_empty()).then(|| (*license).into()),
            repository: None,
            source: source.map(Into::into),
        };
        let mut to: BTreeMap<String, Vec<(String, Kind)>> = BTreeMap::new();
        for (from, target, kind) in arrows {
            to.entry((*from).into()).or_default().push(((*target).into(), *kind));
        }
        Self {
            root: PathBuf::new(),
            packages: packages.iter().map(|p| (p.0.into(), package(p))).collect(),
            arrows: to,
        }
    }
}
