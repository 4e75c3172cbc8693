//! The documents that are written from code and lists, and must be fresh. One file for each, one line here.

mod clocks;
mod codes;
mod facts;
mod forms;
mod permissions;
mod routes;
mod settings;
mod third_party;

use std::{collections::BTreeSet, fs, path::Path};

use anyhow::{Context, Result};
use domain::{ids::WorkerId, policy::Actor, roles::Role};

use crate::{finding::Finding, workspace::Workspace};

struct Document {
    file: &'static str,
    write: fn(&Workspace) -> Result<String>,
}

const DOCUMENTS: &[Document] = &[
    Document {
        file: "facts.md",
        write: facts::write,
    },
    Document {
        file: "forms.md",
        write: forms::write,
    },
    Document {
        file: "clocks.md",
        write: clocks::write,
    },
    Document {
        file: "codes.md",
        write: codes::write,
    },
    Document {
        file: "permissions.md",
        write: permissions::write,
    },
    Document {
        file: "routes.md",
        write: routes::write,
    },
    Document {
        file: "settings.md",
        write: settings::write,
    },
    Document {
        file: "third-party.md",
        write: third_party::write,
    },
];

/// Somebody in a role, to ask the policy about.
fn actor(role: Role, front_door: bool) -> Actor {
    Actor {
        worker: WorkerId(uuid::Uuid::nil()),
        name: String::new(),
        role,
        team: None,
        team_name: String::new(),
        front_door,
    }
}

const FOLDER: &str = "docs/generated";
const HEADER: &str =
    "<!-- Written by `make docs` from the code. Do not edit: change the source and write it again. -->\n\n";

pub fn write(workspace: &Workspace) -> Result<()> {
    let folder = workspace.root.join(FOLDER);
    fs::create_dir_all(&folder)?;
    for (file, text) in rendered(workspace)? {
        fs::write(folder.join(file), text).with_context(|| format!("write {file}"))?;
    }
    for file in strangers(&folder)? {
        fs::remove_file(folder.join(file))?;
    }
    Ok(())
}

pub fn check(workspace: &Workspace) -> Result<Vec<Finding>> {
    Ok(compare(&workspace.root.join(FOLDER), &rendered(workspace)?)?)
}

fn rendered(workspace: &Workspace) -> Result<Vec<(&'static str, String)>> {
    let render = |document: &Document| {
        let body = (document.write)(workspace).with_context(|| document.file)?;
        Ok((document.file, format!("{HEADER}{body}")))
    };
    DOCUMENTS.iter().map(render).collect()
}

/// Text as it may stand in a cell of a table.
fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('\n', " ")
}

fn compare(folder: &Path, rendered: &[(&str, String)]) -> std::io::Result<Vec<Finding>> {
    let mut findings = Vec::new();
    for (file, fresh) in rendered {
        if fs::read_to_string(folder.join(file)).ok().as_deref() != Some(fresh) {
            findings.push(Finding::whole(
                format!("{FOLDER}/{file}"),
                "is stale: run `make docs` and commit it",
            ));
        }
    }
    let known: BTreeSet<&str> = rendered.iter().map(|(file, _)| *file).collect();
    for file in files(folder)?.iter().filter(|file| !known.contains(file.as_str())) {
        findings.push(Finding::whole(
            format!("{FOLDER}/{file}"),
            "is written by nothing: remove it, or list it in xtask's DOCUMENTS",
        ));
    }
    Ok(findings)
}

/// Files left over from a document that is no longer in the list.
fn strangers(folder: &Path) -> Result<Vec<String>> {
    Ok(files(folder)?
        .into_iter()
        .filter(|file| !DOCUMENTS.iter().any(|d| d.file == file))
        .collect())
}

fn files(folder: &Path) -> std::io::Result<Vec<String>> {
    let mut names = Vec::new();
    if folder.exists() {
        for entry in fs::read_dir(folder)? {
            names.push(entry?.file_name().to_string_lossy().into_owned());
        }
    }
    names.sort();
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::places;

    #[test]
    fn stale_missing_and_strange_files_are_found() {
        let folder = tempfile::tempdir().unwrap();
        for (file, text) in [("fresh.md", "new"), ("stale.md", "old"), ("strange.md", "")] {
            fs::write(folder.path().join(file), text).unwrap();
        }
        let rendered = ["fresh.md", "missing.md", "stale.md"].map(|file| (file, "new".to_owned()));
        let expect = ["missing.md", "stale.md", "strange.md"].map(|file| format!("{FOLDER}/{file}:0"));
        assert_eq!(places(&compare(folder.path(), &rendered).unwrap()), expect);
    }
}
