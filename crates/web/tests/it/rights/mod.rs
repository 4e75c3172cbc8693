//! Who may come where: every route of the router's table, by every role, to a record of every standing; the words that nobody else may
//! see; and rights that are withdrawn.

mod canaries;
mod expected;
mod family;
mod ground;
mod ids;
mod logged;
mod revoked;
mod routes;
mod waiting;

pub use ground::NOBODY;

/// Who tries every route: a column of the table of expectations each, in this order.
pub const CAST: &[&str] = &[
    // Front-door adviser.
    "Nadia Karimi",
    // Social workers: of an assessment team, of the front door.
    "Jo Whitlock",
    "Tom Ashworth",
    // Newly qualified.
    "Ben Carver",
    // Team managers: of an assessment team, of the front door.
    "Rhys Pritchard",
    "Grace Adjei",
    // Service manager.
    "Sunita Rao",
    // Data officer, auditor, system administrator.
    "Marek Zielinski",
    "Hazel Ormerod",
    "Priscilla Amoah",
];

/// How whoever asks stands to what the address names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Theirs: a child allocated to them or to their team, or in a contact that the front door, in which they work, has in hand; a form that
    /// they began; a check that is put to them.
    Own,
    /// An open record of another team; somebody else's form.
    Other,
    /// Restricted to another team.
    Team,
    /// Restricted to named people, of whom they are none.
    Named,
    Sealed,
    /// There is no such thing.
    Nobody,
}

impl Standing {
    pub const ALL: &[Self] = &[
        Self::Own,
        Self::Other,
        Self::Team,
        Self::Named,
        Self::Sealed,
        Self::Nobody,
    ];
}
