//! The fact that words were destroyed.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{FACT_KINDS, FactBody};
use crate::ledger::FactRef;

/// Words were destroyed for good, for the reason that its entry gives. It is filed where the words were: under a person, a contact or a household.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WordsRemoved {
    /// The fact that held them; its `ord` is -1 where they were the reason of an entry.
    pub of: FactRef,
    /// The kind of that fact; empty for a reason.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub kind: String,
    /// Its version; 0 for a reason.
    pub version: i32,
    /// The field that they stood in; empty where all of it went.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub field: String,
    /// On whose authority.
    pub authority: String,
    /// What the fact says without them; nothing where all of it went.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub left: Option<Value>,
}

impl WordsRemoved {
    /// The fact without the words.
    #[must_use]
    pub fn left(&self) -> Option<FactBody> {
        let payload = crate::canonical::to_vec(self.left.as_ref()?).ok()?;
        FactBody::decode(&self.kind, self.version, &payload).ok()
    }

    /// What the words were, as a page calls it: "case note, text".
    #[must_use]
    pub fn what(&self) -> String {
        let title = FACT_KINDS
            .iter()
            .find(|k| k.kind == self.kind)
            .map(|k| k.title.to_lowercase());
        let field = self.field.replace(['_', '.'], " ");
        match (title, field.as_str()) {
            (None, _) => "why something was recorded".into(),
            (Some(title), "") => title,
            (Some(title), field) => format!("{title}, {field}"),
        }
    }

    /// Whether it is told of on a page: what an earlier removal had kept is no news.
    #[must_use]
    pub fn is_told(&self) -> bool {
        self.kind != "words_removed"
    }
}
