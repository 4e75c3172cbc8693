//! No path of somebody's machine, no package registry's host and no workplace's tool in anything that is kept.

use anyhow::Result;

use crate::{finding::Finding, tree::Tree};

/// The words are put together here, so that this file does not find itself.
const PLACES: &[&str] = &[
    concat!("/", "work"),
    concat!("/", "root"),
    concat!("/", "home"),
    concat!("/", "tmp"),
    concat!("/", "Users"),
];
const HOSTS: &[&str] = &[
    concat!("registry.", "npmjs"),
    concat!("registry.", "yarnpkg"),
    concat!("crates", ".io"),
    concat!("py", "pi.org"),
    concat!("python", "hosted.org"),
    concat!("proxy.", "golang"),
    concat!("deb.", "debian"),
];
const TOOLS: &[&str] = &[concat!("farm", "-bench"), concat!("farm", "-studio")];

pub fn check(tree: &Tree) -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    for (path, file) in tree.files() {
        // cargo names its registry in its lock files, whatever we do.
        let Some(text) = file.text.as_deref().filter(|_| !path.ends_with("Cargo.lock")) else {
            continue;
        };
        for (number, line) in text.lines().enumerate() {
            let named = PLACES.iter().find(|place| names_place(line, place));
            let named = named.or_else(|| HOSTS.iter().chain(TOOLS).find(|host| line.contains(*host)));
            if let Some(named) = named {
                findings.push(Finding::new(
                    path,
                    number + 1,
                    format!("names {named}, which is not the same everywhere"),
                ));
            }
        }
    }
    Ok(findings)
}

/// `place` at the start of a path: not inside a word, a longer path or a longer name.
fn names_place(line: &str, place: &str) -> bool {
    line.match_indices(place).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        let after = line[at + place.len()..].chars().next();
        !before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | '}' | ')')) && after == Some('/')
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::places;

    fn check(text: &str, expect: &[usize]) {
        let expect: Vec<String> = expect.iter().map(|line| format!("a.md:{line}")).collect();
        assert_eq!(
            places(&super::check(&Tree::of(&[("a.md", text)])).unwrap()),
            expect,
            "{text}"
        );
    }

    #[test]
    fn each_place_host_and_tool_is_found() {
        for place in PLACES {
            check(&format!("\nsee {place}/main/x"), &[2]);
            check(&format!("let p = \"{place}/x\";"), &[1]);
            check(&format!("file://{place}/x"), &[1]);
        }
        for name in HOSTS.iter().chain(TOOLS) {
            check(&format!("from https://{name}/x"), &[1]);
        }
    }

    #[test]
    fn words_that_only_look_like_it_are_let_through() {
        check("social/work/today and casework/x", &[]);
        check("../work/x", &[]);
        check("/workers/12 /templates /rooted", &[]);
        check(&format!("<a href=\"{}\">", PLACES[0]), &[]);
    }

    #[test]
    fn cargos_own_lock_file_may_name_its_registry() {
        let text = format!("source = \"registry+https://{}\"", HOSTS[2]);
        assert_eq!(super::check(&Tree::of(&[("Cargo.lock", &text)])).unwrap(), []);
    }
}
