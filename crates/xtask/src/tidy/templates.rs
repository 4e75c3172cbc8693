//! Every template is used: named by a page, or by another template.

use anyhow::Result;

use crate::{finding::Finding, tree::Tree};

/// Templates lie beside their page module, and are named by their path from here.
const FOLDER: &str = "crates/web/src/";

pub fn check(tree: &Tree) -> Result<Vec<Finding>> {
    let templates = tree
        .texts(&[".html", ".svg"])
        .filter_map(|(path, _)| Some((path, path.strip_prefix(FOLDER)?)));
    let named = |path: &str, name: &str| {
        let quoted = format!("\"{name}\"");
        tree.texts(&[".rs", ".html", ".svg"])
            .any(|(other, text)| other != path && other.starts_with(FOLDER) && text.contains(&quoted))
    };
    let lost = templates.filter(|(path, name)| !named(path, name));
    Ok(lost
        .map(|(path, _)| Finding::whole(path, "no page and no template names this template"))
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::places;

    #[test]
    fn a_template_that_nobody_names_is_found() {
        let tree = Tree::of(&[
            (
                "crates/web/src/people/child.rs",
                "#[template(path = \"people/child.html\")]",
            ),
            ("crates/web/src/people/child.html", "{% extends \"frame.html\" %}"),
            ("crates/web/src/frame.html", ""),
            ("crates/web/src/people/old.html", "{% include \"people/old.html\" %}"),
        ]);
        assert_eq!(places(&check(&tree).unwrap()), ["crates/web/src/people/old.html:0"]);
    }
}
