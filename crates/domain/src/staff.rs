//! Teams and members of staff: reference records, which an authority keeps beside its ledger [Sem 1].

use jiff::civil::Date;

use crate::ids::{TeamId, WorkerId};
use crate::roles::Role;
use crate::typed::can_be_kept;

/// A team.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Team {
    pub id: TeamId,
    pub name: String,
    pub telephone: String,
    /// Its work is to decide contacts.
    pub front_door: bool,
}

/// A member of staff.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Worker {
    pub id: WorkerId,
    pub name: String,
    pub email: String,
    pub role: Role,
    pub team: Option<TeamId>,
    /// Social Work England number; empty where there is none.
    pub registration: String,
    pub telephone: String,
    pub started_on: Date,
    /// The last day; `None` while they work here.
    pub ended_on: Option<Date>,
}

/// The most characters of a line about a team or a member of staff.
pub const LONGEST_LINE: usize = 200;

/// Whether a name, a number or another line about a team or a member of staff can be kept: one line, of no more than [`LONGEST_LINE`] characters.
pub fn is_line(text: &str) -> bool {
    text.chars().count() <= LONGEST_LINE && !text.contains(char::is_control) && can_be_kept(text)
}

/// Enough of an email address to tell a slip from one; whether it is theirs, the sign-in shows.
pub fn is_address(text: &str) -> bool {
    let Some((before, after)) = text.rsplit_once('@') else {
        return false;
    };
    is_line(text)
        && !before.is_empty()
        && after.contains('.')
        && !after.starts_with('.')
        && !after.ends_with('.')
        && !text.contains(char::is_whitespace)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_told_from_a_slip() {
        let check = |text: &str, expect: bool| assert_eq!(is_address(text), expect, "{text:?}");
        check("jo.whitlock@marlshire.example", true);
        check("jo.whitlock", false);
        check("@marlshire.example", false);
        check("jo@marlshire", false);
        check("jo@.example", false);
        check("jo whitlock@marlshire.example", false);
        check("jo\0@marlshire.example", false);
        check("jo\u{202e}@marlshire.example", false);
        check(&format!("{}@marlshire.example", "x".repeat(LONGEST_LINE)), false);
    }
}
