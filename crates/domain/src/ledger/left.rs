//! What is left of a fact after words were taken out of it.

use super::Fact;
use crate::facts::FactBody;

/// Gives facts whose words were destroyed what was kept of them: the same fact, by the same author at the same instant, without the field that had to
/// go. `facts` are in the order in which they were recorded; they come with whatever says what is left, which is filed where they are.
pub fn with_what_is_left(facts: &mut [Fact]) {
    // From the newest, since what says what is left may itself have lost words to a later one.
    for i in (0..facts.len()).rev() {
        let Some(FactBody::WordsRemoved(removed)) = &facts[i].body else {
            continue;
        };
        let (of, left) = (removed.of, removed.left());
        if let Ok(fact) = facts[..i].binary_search_by_key(&of, |f| f.at)
            && facts[fact].body.is_none()
        {
            facts[fact].body = left;
        }
    }
}
