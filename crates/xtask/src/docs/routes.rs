//! Every address, read from the router's own table, with the act that is asked for and whom the policy gives it.

use std::fmt::Write as _;

use anyhow::{Context, Result, bail};
use domain::policy::{ACTIONS, Actor, Relationship, SCOPE_ACTIONS, SYSTEM_ACTIONS};
use domain::roles::Role;
use proc_macro2::{TokenStream, TokenTree};

use super::{actor, cell};
use crate::{
    tokens::{self, is_ident, is_punct},
    workspace::Workspace,
};

const BEGINNING: &str = "# Routes

Every address of the application, from the table in `crates/web/src/routes.rs` of which the router is made. \"Who may\" is whom the policy gives the act at all, on an
open record and with the closest relationship that gives it; what they see then is narrower, by relationship and restriction ([permissions](permissions.md)). Everybody else is
refused, and the refusal is logged. A `POST` needs the token of its session's forms too.

Beside these there are the embedded files under `/assets/`, for anybody.

| method | address | act | who may |
|---|---|---|---|
";

#[derive(Debug, PartialEq)]
struct Route {
    method: String,
    path: String,
    /// `Anyone`, `Signed`, or the code of an act.
    who: String,
}

pub fn write(workspace: &Workspace) -> Result<String> {
    let path = workspace.root.join("crates/web/src/routes.rs");
    let source = std::fs::read_to_string(&path).context("crates/web/src/routes.rs")?;
    let mut text = BEGINNING.to_owned();
    for route in routes(tokens::read(&source)?)? {
        let (act, who) = who_may(&route.who)?;
        let method = route.method.to_uppercase();
        writeln!(text, "| {method} | `{}` | {act} | {who} |", route.path)?;
    }
    Ok(text)
}

/// The lines of `routes! { method "path" => handler, who; … }`.
fn routes(source: TokenStream) -> Result<Vec<Route>> {
    let trees: Vec<TokenTree> = source.into_iter().collect();
    let body = trees.windows(3).find_map(|w| match w {
        [name, bang, TokenTree::Group(body)] if is_ident(name, "routes") && is_punct(bang, '!') => Some(body.stream()),
        _ => None,
    });
    let body: Vec<TokenTree> = body.context("no routes! in web/src/routes.rs")?.into_iter().collect();
    let lines = body.split(|t| is_punct(t, ';')).filter(|line| !line.is_empty());
    lines
        .map(|line| {
            let [method, TokenTree::Literal(path), .., last] = line else {
                bail!("a line of the routes is not read");
            };
            let who = match last {
                TokenTree::Group(code) => code.stream().to_string(),
                other => other.to_string(),
            };
            Ok(Route {
                method: method.to_string(),
                path: path.to_string().trim_matches('"').to_owned(),
                who: who.trim_matches('"').to_owned(),
            })
        })
        .collect()
}

/// The act with its title, and the roles that may.
fn who_may(who: &str) -> Result<(String, String)> {
    match who {
        "Anyone" => return Ok(("–".into(), "anybody, without signing in".into())),
        "Signed" => return Ok(("–".into(), "anybody who is signed in".into())),
        _ => {}
    }
    let any = |allows: &dyn Fn(&Actor) -> bool| -> String {
        let may = |role: &&Role| {
            [false, true]
                .iter()
                .any(|front_door| allows(&actor(**role, *front_door)))
        };
        let roles: Vec<&str> = Role::ALL.iter().filter(may).map(|r| r.label()).collect();
        roles.join(", ")
    };
    if let Some((code, title, depth, needs)) = ACTIONS.iter().find(|(code, ..)| *code == who) {
        let closest = |a: &Actor| depth(a, Relationship::Allocated).is_some_and(|d| d >= *needs);
        return Ok((act(title, code), any(&closest)));
    }
    let lists = SCOPE_ACTIONS.iter().chain(SYSTEM_ACTIONS);
    match lists.into_iter().find(|(code, ..)| *code == who) {
        Some((code, title, allows)) => Ok((act(title, code), any(allows))),
        None => bail!("a route asks for {who:?}, which is no act of the policy"),
    }
}

fn act(title: &str, code: &str) -> String {
    format!("{} (`{code}`)", cell(title))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Vec<Route>> {
        routes(tokens::read(text).unwrap())
    }

    #[test]
    fn the_table_is_read_as_the_router_reads_it() {
        let text = r#"macro_rules! routes { () => {} } use WhoMay::Act;
            routes! { get "/" => front::home, Signed; post "/people/{id}/x" => people::x, Act("read_record"); }"#;
        let route = |method: &str, path: &str, who: &str| Route {
            method: method.into(),
            path: path.into(),
            who: who.into(),
        };
        let expect = [
            route("get", "/", "Signed"),
            route("post", "/people/{id}/x", "read_record"),
        ];
        assert_eq!(read(text).unwrap(), expect);
        assert!(read("fn main() {}").is_err());
        assert!(read("routes! { get => front::home, Signed; }").is_err());
    }

    #[test]
    fn who_may_is_asked_of_the_policy() {
        assert_eq!(who_may("Anyone").unwrap().1, "anybody, without signing in");
        let (act, who) = who_may("manage_accounts").unwrap();
        assert_eq!(
            (act.as_str(), who.as_str()),
            ("Manage accounts (`manage_accounts`)", "System administrator")
        );
        let (_, who) = who_may("sign_decision").unwrap();
        assert_eq!(who, "Team manager, Service manager");
        // An allocated worker may, one without a connection may not: the list says who may at all.
        assert!(who_may("read_access_log").unwrap().1.contains("Social worker"));
        assert!(who_may("fly").is_err());
    }
}
