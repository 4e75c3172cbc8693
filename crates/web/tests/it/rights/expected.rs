//! What is expected of every route, written down by hand from who may see what (`access.md` §2 and §3 of the brief), [Sem 17] and [Sem 19], not
//! from the policy's code and not from an answer.
//!
//! A line of an act is a letter for each of [`super::CAST`]: adviser, social worker, social worker of the front door, newly qualified, team
//! manager, team manager of the front door, service manager, data officer, auditor, administrator.
//!
//! `S` served (a form that wants more counts: the right was there), `R` refused with a page (403), `N` not there (404). A small letter is the
//! same answer where the role matrix by itself says otherwise, and Holdfast's own ruling is followed; each has its reason beside it.

use super::Standing;

/// What may be expected of a route for each standing; empty where there is no such thing.
#[derive(Debug)]
pub struct Act {
    pub own: &'static str,
    pub other: &'static str,
    /// Restricted to a team or to named people.
    pub restricted: &'static str,
    pub sealed: &'static str,
    pub nobody: &'static str,
}

impl Act {
    pub fn of(&self, standing: Standing) -> &'static str {
        match standing {
            Standing::Own => self.own,
            Standing::Other => self.other,
            Standing::Team | Standing::Named => self.restricted,
            Standing::Sealed => self.sealed,
            Standing::Nobody => self.nobody,
        }
    }
}

const ALL: &str = "SSSSSSSSSS";
const NONE: &str = "RRRRRRRRRR";
const NOT_THERE: &str = "NNNNNNNNNN";

/// About one person. A restricted record is refused to everybody who is not let in, and a sealed one is as if it were not, to an
/// administrator too [Sem 17].
const fn person(own: &'static str, other: &'static str) -> Act {
    Act {
        own,
        other,
        restricted: NONE,
        sealed: NOT_THERE,
        nobody: NOT_THERE,
    }
}

/// About a contact, which carries no restriction: a restricted or sealed child is masked in it, and the worry of whoever rang is there [Sem 17].
const fn contact(own: &'static str, other: &'static str) -> Act {
    Act {
        own,
        other,
        restricted: other,
        sealed: other,
        nobody: NOT_THERE,
    }
}

/// Without a subject.
const fn list(who: &'static str) -> Act {
    Act {
        own: who,
        other: "",
        restricted: "",
        sealed: "",
        nobody: "",
    }
}

const OPEN_TO_ALL: Act = list(ALL);
/// The test's server has no council sign-in, so its two pages are not there.
const COUNCIL: Act = list(NOT_THERE);

// Column "Person" and "Case notes": everybody but the administrator opens an open record, to the depth that is theirs.
const READ: Act = person("SSSSSSSSSR", "SSSSSSSSSR");
// "Restricted: others by break-glass" and [Sem 17]; not the adviser, who sees "name, restricted, duty number" and no more than headings elsewhere, not
// the data officer and the auditor, who have no case, and never the administrator. Those who see the whole of an open record are led to it.
const OWN_REASON: Act = Act {
    restricted: "RSSSSSSRRR",
    ..person("RSSSSSSRSR", "RSSSSSSRSR")
};
// Adviser "RW demographics", of anybody; social workers and team managers "RW own, team", and of those whom no worker has, who are tried elsewhere;
// service manager "R".
const IDENTITY: Act = person("SSSSSSRRRR", "SRRRRRRRRR");
// The list of what can be recorded: for whoever may record any of it. A service manager restricts and joins; the front door's manager joins.
const RECORD: Act = person("SSSSSSsRRR", "SRRRRSsRRR");
// What stands is changed by those who see it: who somebody is, by an adviser too.
const CORRECT: Act = person("SSSSSSRRRR", "SRRRRRRRRR");
// "Case notes: RW own allocations, team; service manager reads".
const NOTE: Act = person("RSSSSSRRRR", NONE);
// Restricting, joining: a manager for their team's. Small: the service manager for all, because a relative of staff is guarded from the team, and two
// records of two teams are joined by somebody who sees both; the front door's manager joins for the same reason.
const RESTRICT: Act = person("RRRRSSsRRR", "RRRRRRsRRR");
const JOIN: Act = person("RRRRSSsRRR", "RRRRRssRRR");
// Who has looked: their own worker, their manager, the service, the auditor (issue: "for those who may ask").
const LOOKED: Act = person("RSRSSSSRSR", "RRRRRRSRSR");
// "Notifies record owner, review": who answers for the child, not in their first year.
const REVIEW: Act = person("RSRRSSSRRR", "RRRRRRSRRR");

// Column "Contacts": all read, the administrator does not.
const CONTACT: Act = contact("SSSSSSSSSR", "SSSSSSSSSR");
// Taking a contact, saying who its child is, deciding, each on a page with all of it: "RW" for whoever's work it is, the front door's, and a worker or
// team whose child it is about; "S elsewhere". Service manager "R".
const DECIDE: Act = contact("SSSSSSRRRR", "SRSRRSRRRR");
// Danger waits for nobody, and for no relationship [Sem 19]. Small: the service manager (R).
const DANGER: Act = contact("SSSSSSsRRR", "SSSSSSsRRR");
// The page to sign has all of the contact: managers who read it, and a front-door manager [Sem 19], or the service's. Who signs is asked when they do.
const SIGN_PAGE: Act = contact("RRRRSSSRRR", "RRRRRSSRRR");
const SIGN: Act = contact("RRRRRSSRRR", "RRRRRSSRRR");
// With the record as it was read for the decision: "R own, team; S elsewhere", all of the front door by their work.
const AS_DECIDED: Act = contact("SSSSSSSRSR", "SRSRRSSRSR");

// Somebody else's unfinished form is not there, whoever it is about.
const DRAFT: Act = Act {
    own: "SSSSSSsRRR",
    other: "NNNNNNNRRR",
    restricted: "NNNNNNNRRR",
    sealed: "NNNNNNNRRR",
    nobody: "NNNNNNNRRR",
};
const TAKE: Act = list("SSSSSSsRRR");
// A check is put to the front door's managers, or to the custodian; to all others it is not there.
const CHECK: Act = Act {
    own: "NNNNNSNRRR",
    other: "",
    restricted: "",
    sealed: "NNNNNNNRRR",
    nobody: "NNNNNNNRRR",
};
// Whatever the id, the answer is the way back to the list.
const ALERT: Act = Act {
    own: "SSSSSSSRRR",
    other: "",
    restricted: "",
    sealed: "",
    nobody: "SSSSSSSRRR",
};

const FIND: Act = list("SSSSSSSRSR");
// Small: a data officer has rows of contacts in the returns, and no list of names.
const FRONT_DOOR: Act = list("SSSSSSSrSR");
const OWN_WORK: Act = list("SSSSSSSRRR");
const LOG: Act = list("RRRRRRRRSR");
const OWN_REASONS: Act = list("RRRRSSSRSR");

const ACCOUNTS: Act = list("RRRRRRRRRS");
const ACCOUNT: Act = Act {
    nobody: "RRRRRRRRRN",
    ..list("RRRRRRRRRS")
};
const IMPORTS: Act = list("RRRRRRRSRR");
const ONE_IMPORT: Act = Act {
    nobody: "RRRRRRRNRR",
    ..list("RRRRRRRSRR")
};

/// Method, pattern, and for those that name a form, which; the act.
pub const EXPECTED: &[(&str, &str, &str, &Act)] = &[
    ("get", "/", "", &OPEN_TO_ALL),
    ("get", "/health/live", "", &OPEN_TO_ALL),
    ("get", "/health/ready", "", &OPEN_TO_ALL),
    ("get", "/about/accessibility", "", &OPEN_TO_ALL),
    ("get", "/about/corrections", "", &OPEN_TO_ALL),
    ("get", "/sign-in", "", &OPEN_TO_ALL),
    ("post", "/sign-in", "", &OPEN_TO_ALL),
    ("get", "/sign-in/cannot", "", &OPEN_TO_ALL),
    ("get", "/sign-in/council", "", &COUNCIL),
    ("get", "/sign-in/return", "", &COUNCIL),
    ("get", "/sign-in/password", "", &OPEN_TO_ALL),
    ("post", "/sign-in/password", "", &OPEN_TO_ALL),
    ("post", "/session/stay", "", &OPEN_TO_ALL),
    ("get", "/work", "", &OWN_WORK),
    ("post", "/alerts/{id}/read", "", &ALERT),
    ("get", "/match-checks/{id}", "", &CHECK),
    ("post", "/match-checks/{id}", "", &CHECK),
    ("get", "/due", "", &OWN_WORK),
    ("get", "/front-door", "", &FRONT_DOOR),
    ("get", "/contacts/{id}", "", &CONTACT),
    ("get", "/contacts/{id}/children/{part}/identify", "", &DECIDE),
    ("post", "/contacts/{id}/children/{part}/identify", "", &DECIDE),
    ("get", "/contacts/{id}/decide", "", &DECIDE),
    ("post", "/contacts/{id}/decide", "", &DECIDE),
    ("get", "/contacts/{id}/children/{part}/sign", "", &SIGN_PAGE),
    ("get", "/contacts/{id}/children/{part}/as-decided", "", &AS_DECIDED),
    ("get", "/children", "", &FIND),
    ("post", "/find", "", &FIND),
    ("post", "/forms/{form}", "contact", &TAKE),
    ("get", "/drafts/{id}/{section}", "", &DRAFT),
    ("post", "/drafts/{id}/{section}", "", &DRAFT),
    ("post", "/drafts/{id}/hand-over", "", &DRAFT),
    ("get", "/people/{id}", "", &READ),
    ("get", "/people/{id}/timeline", "", &READ),
    ("get", "/people/{id}/relationships", "", &READ),
    ("get", "/people/{id}/contacts", "", &READ),
    ("get", "/people/{id}/details", "", &READ),
    ("get", "/people/{id}/looked", "", &LOOKED),
    ("post", "/people/{id}/looked", "", &REVIEW),
    ("get", "/people/{id}/looked/print", "", &LOOKED),
    ("post", "/people/{id}/looked/print", "", &LOOKED),
    ("get", "/people/{id}/reason", "", &READ),
    ("get", "/people/{id}/print", "", &READ),
    ("post", "/people/{id}/print", "", &READ),
    ("get", "/people/{id}/record", "", &RECORD),
    ("get", "/people/{id}/record/{form}", "name", &IDENTITY),
    ("get", "/people/{id}/record/{form}", "note", &NOTE),
    ("get", "/people/{id}/record/{form}", "restriction", &RESTRICT),
    ("post", "/people/{id}/record/{form}", "name", &IDENTITY),
    ("post", "/people/{id}/record/{form}", "note", &NOTE),
    ("post", "/people/{id}/record/{form}", "restriction", &RESTRICT),
    ("get", "/people/{id}/facts/{fact}/correct", "", &CORRECT),
    ("post", "/people/{id}/facts/{fact}/correct", "", &CORRECT),
    ("get", "/people/{id}/facts/{fact}/wrong", "", &CORRECT),
    ("post", "/people/{id}/facts/{fact}/wrong", "", &CORRECT),
    ("get", "/people/{id}/join", "", &JOIN),
    ("post", "/people/{id}/join", "", &JOIN),
    ("get", "/people/{id}/facts/{fact}/part", "", &JOIN),
    ("post", "/people/{id}/facts/{fact}/part", "", &JOIN),
    ("get", "/users", "", &ACCOUNTS),
    ("post", "/users", "", &ACCOUNTS),
    ("get", "/users/add", "", &ACCOUNTS),
    ("get", "/users/{id}", "", &ACCOUNT),
    ("post", "/users/{id}/place", "", &ACCOUNT),
    ("get", "/access", "", &LOG),
    ("get", "/own-reasons", "", &OWN_REASONS),
    ("get", "/imports", "", &IMPORTS),
    ("post", "/imports", "", &IMPORTS),
    ("get", "/imports/{id}", "", &ONE_IMPORT),
    ("get", "/imports/{id}/reconciliation.json", "", &ONE_IMPORT),
    ("get", "/imports/{id}/reconciliation.csv", "", &ONE_IMPORT),
    // What changes how somebody stands, or ends something, comes last.
    ("post", "/contacts/{id}/children/{part}/sign", "", &SIGN),
    ("post", "/contacts/{id}/take", "", &DECIDE),
    ("post", "/contacts/{id}/danger", "", &DANGER),
    ("post", "/drafts/{id}/danger", "", &DRAFT),
    ("post", "/people/{id}/reason", "", &OWN_REASON),
    ("post", "/users/{id}/reset", "", &ACCOUNT),
    ("post", "/users/{id}/end", "", &ACCOUNT),
    ("post", "/sign-out", "", &OPEN_TO_ALL),
];
