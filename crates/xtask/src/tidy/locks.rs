//! npm packages come by lock file, and a lock file says what, never from where.

use anyhow::Result;

use crate::{finding::Finding, tree::Tree};

pub fn check(tree: &Tree) -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    for (path, text) in tree.texts(&["package-lock.json"]) {
        for (number, _) in text
            .lines()
            .enumerate()
            .filter(|(_, line)| line.contains("\"resolved\""))
        {
            findings.push(Finding::new(
                path,
                number + 1,
                "a download address: set omit-lockfile-registry-resolved in .npmrc and lock again",
            ));
        }
    }
    for (path, _) in tree.texts(&["package.json"]) {
        let lock = path.replace("package.json", "package-lock.json");
        if !tree.has(&lock) {
            findings.push(Finding::whole(path, "has no lock file beside it"));
        }
    }
    Ok(findings)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::places;

    #[test]
    fn a_download_address_and_a_missing_lock_are_found() {
        let tree = Tree::of(&[
            ("a/package.json", "{}"),
            ("b/package.json", "{}"),
            (
                "b/package-lock.json",
                "{\n  \"resolved\": \"https://registry.example/x.tgz\"\n}",
            ),
        ]);
        assert_eq!(
            places(&check(&tree).unwrap()),
            ["a/package.json:0", "b/package-lock.json:2"]
        );
    }

    #[test]
    fn a_lock_without_addresses_is_let_through() {
        let tree = Tree::of(&[
            ("b/package.json", "{}"),
            ("b/package-lock.json", "{\"integrity\": \"sha512-x\"}"),
        ]);
        assert_eq!(check(&tree).unwrap(), []);
    }
}
