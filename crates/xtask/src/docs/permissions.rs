//! Who may do what, worked out by asking the policy itself for every role and relationship.

use std::fmt::Write as _;

use anyhow::Result;
use domain::policy::{
    ACTIONS, Actor, BREAK_GLASS_MIN_CHARACTERS, BREAK_GLASS_MINUTES, Depth, Relationship, SCOPE_ACTIONS,
    SYSTEM_ACTIONS, may_break_glass,
};
use domain::roles::Role;

use super::{actor, cell};
use crate::workspace::Workspace;

const BEGINNING: &str = "# Permissions

Rights are role × relationship × restriction, always today's, and are looked up at every request. The tables say what the policy answers for an *open*
record. A restricted record (team, named people) opens for nobody but those let in, and a sealed one answers everybody else as if there were none.

The relationships, each closer than the one before: ";

const RELATIONSHIPS: &[Relationship] = &[
    Relationship::None,
    Relationship::Unallocated,
    Relationship::FrontDoor,
    Relationship::SameTeam,
    Relationship::Author,
    Relationship::Allocated,
];

type DepthOf = fn(&Actor, Relationship) -> Option<Depth>;

/// Code, title and rule.
type Acts = [(&'static str, &'static str, fn(&Actor) -> bool)];

pub fn write(_: &Workspace) -> Result<String> {
    let mut text = BEGINNING.to_owned();
    let relationships: Vec<String> = RELATIONSHIPS.iter().map(|r| named(*r)).collect();
    writeln!(text, "{}.\n", relationships.join("; "))?;
    text.push_str("## Acts on one person or contact\n\n\"headings\" is name, age, address, worker, plan and the headings of the timeline; \"items\" every data item, without narrative or confidential addresses. \
         Who may decide which outcome, and sign whose decision, is narrower still: the rules stand in `crates/domain/src/contact/rules.rs`.\n\n");
    heading(&mut text)?;
    for (code, title, depth, needs) in ACTIONS {
        write!(text, "| {} (`{code}`) |", cell(title))?;
        for role in Role::ALL {
            write!(text, " {} |", of_role(*role, *depth, *needs))?;
        }
        text.push('\n');
    }
    text.push_str("\n## Acts over a list or a search\n\n");
    table(&mut text, SCOPE_ACTIONS)?;
    text.push_str("\n## Jobs over everything\n\n");
    table(&mut text, SYSTEM_ACTIONS)?;
    let glass: Vec<&str> = Role::ALL
        .iter()
        .filter(|r| may_break_glass(**r))
        .map(|r| r.label())
        .collect();
    write!(
        text,
        "\n## A reason of one's own\n\nOpens a restricted record, or an open one without a connection, for reading and for {BREAK_GLASS_MINUTES} minutes; the reason has at \
         least {BREAK_GLASS_MIN_CHARACTERS} characters, and somebody else answers whether it was right. For: {}. It opens no sealed record.\n",
        glass.join(", ")
    )?;
    Ok(text)
}

fn named(relationship: Relationship) -> String {
    match relationship {
        Relationship::Unallocated => "nobody is allocated".into(),
        other => other.words().to_lowercase(),
    }
}

fn heading(text: &mut String) -> Result<()> {
    let roles: Vec<&str> = Role::ALL.iter().map(|r| r.label()).collect();
    writeln!(text, "| act | {} |", roles.join(" | "))?;
    writeln!(text, "|---|{}", "---|".repeat(roles.len()))?;
    Ok(())
}

fn table(text: &mut String, acts: &Acts) -> Result<()> {
    heading(text)?;
    for (code, title, allows) in acts {
        write!(text, "| {} (`{code}`) |", cell(title))?;
        for role in Role::ALL {
            write!(text, " {} |", if allows(&actor(*role, false)) { "yes" } else { "–" })?;
        }
        text.push('\n');
    }
    Ok(())
}

/// What a role may, in words, from the least that it has with no connection to the most that it has with a close one.
fn of_role(role: Role, depth: DepthOf, needs: Depth) -> String {
    let ask = |front_door: bool, r: &Relationship| depth(&actor(role, front_door), *r).filter(|d| *d >= needs);
    let mut text = String::new();
    let mut before = None;
    for r in RELATIONSHIPS {
        let now = ask(false, r);
        if now != before {
            let from = match (r, text.is_empty()) {
                (Relationship::None, _) => String::new(),
                (_, true) => format!("from \"{}\": ", named(*r)),
                (_, false) => format!("; from \"{}\": ", named(*r)),
            };
            text.push_str(&from);
            text.push_str(words(now));
        }
        before = now;
    }
    if RELATIONSHIPS.iter().any(|r| ask(true, r) != ask(false, r)) {
        let end = if text.is_empty() { "" } else { "; " };
        text.push_str(end);
        text.push_str("in the front-door team: yes");
    }
    if text.is_empty() { words(None).into() } else { text }
}

fn words(depth: Option<Depth>) -> &'static str {
    match depth {
        None => "–",
        Some(Depth::Headings) => "headings",
        Some(Depth::Items) => "items",
        Some(Depth::Full) => "yes",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rights_in_words() {
        let check = |depth: DepthOf, needs, expect| assert_eq!(of_role(Role::SocialWorker, depth, needs), expect);
        check(|_, _| None, Depth::Headings, "–");
        check(|_, _| Some(Depth::Headings), Depth::Full, "–");
        check(|_, _| Some(Depth::Items), Depth::Headings, "items");
        check(
            |_, r| {
                Some(if r < Relationship::FrontDoor {
                    Depth::Headings
                } else {
                    Depth::Full
                })
            },
            Depth::Headings,
            "headings; from \"contact with the front door\": yes",
        );
        check(
            |_, r| (r == Relationship::Allocated).then_some(Depth::Full),
            Depth::Full,
            "from \"their worker\": yes",
        );
        check(
            |a, _| a.front_door.then_some(Depth::Full),
            Depth::Full,
            "in the front-door team: yes",
        );
    }
}
