//! The files of the repository as the checks read them: everything git tracks or would track.

use std::{collections::BTreeMap, path::Path, process::Command};

use anyhow::{Context, Result, ensure};

#[derive(Debug)]
pub struct File {
    pub bytes: usize,
    /// `None` for a picture or any other file that is not text.
    pub text: Option<String>,
}

#[derive(Debug)]
pub struct Tree(BTreeMap<String, File>);

impl Tree {
    /// Files not yet added to git are read too, so that a check says before the commit what it would say after.
    pub fn load(root: &Path) -> Result<Self> {
        let listed = Command::new("git")
            .args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"])
            .current_dir(root)
            .output()
            .context("run git ls-files")?;
        ensure!(
            listed.status.success(),
            "git ls-files: {}",
            String::from_utf8_lossy(&listed.stderr)
        );
        let mut files = BTreeMap::new();
        for path in String::from_utf8(listed.stdout)?
            .split('\0')
            .filter(|path| !path.is_empty())
        {
            // A file deleted but not yet committed is still listed.
            let Ok(bytes) = std::fs::read(root.join(path)) else {
                continue;
            };
            let len = bytes.len();
            let text = if bytes.contains(&0) {
                None
            } else {
                String::from_utf8(bytes).ok()
            };
            files.insert(path.to_owned(), File { bytes: len, text });
        }
        Ok(Self(files))
    }

    #[cfg(test)]
    pub fn of(files: &[(&str, &str)]) -> Self {
        let file = |text: &str| File {
            bytes: text.len(),
            text: Some(text.to_owned()),
        };
        Self(
            files
                .iter()
                .map(|(path, text)| ((*path).to_owned(), file(text)))
                .collect(),
        )
    }

    pub fn has(&self, path: &str) -> bool {
        self.0.contains_key(path)
    }

    pub fn text(&self, path: &str) -> Option<&str> {
        self.0.get(path)?.text.as_deref()
    }

    pub fn files(&self) -> impl Iterator<Item = (&str, &File)> {
        self.0.iter().map(|(path, file)| (path.as_str(), file))
    }

    /// Text files whose name ends in one of `endings`.
    pub fn texts<'a>(&'a self, endings: &'a [&str]) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.files()
            .filter(|(path, _)| endings.iter().any(|ending| path.ends_with(ending)))
            .filter_map(|(path, file)| Some((path, file.text.as_deref()?)))
    }

    /// The names of the folders under `crates/`.
    pub fn crates(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self
            .0
            .keys()
            .filter_map(|p| p.strip_prefix("crates/")?.split_once('/'))
            .map(|(name, _)| name)
            .collect();
        names.dedup();
        names
    }
}
