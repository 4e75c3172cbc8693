//! That words were destroyed: by whom, when, on whose authority, and why. What they said is gone.

use super::Piece;
use super::events::{self, Event, Kind, Narrative};
use super::words::{Eyes, words};
use crate::calendar::london;
use crate::facts::removed::WordsRemoved;
use crate::told::Told;

pub(super) fn events(removed: &[Told<WordsRemoved>], eyes: &Eyes<'_>, all: &mut Vec<Event>) {
    let mut told: Vec<(i64, String)> = Vec::new();
    for removed in removed.iter().filter(|r| r.is_told()) {
        let (origin, what) = (&removed.origin, removed.what());
        // Every version of one thing is emptied by one entry, which is told of once.
        let this = (origin.fact.seq, what.clone());
        if told.contains(&this) {
            continue;
        }
        told.push(this);
        let on = london::date(origin.recorded_at());
        let title = format!("Words were removed from this record: {what}");
        let mut event = events::event(on, &[Kind::Identity], vec![words(title)], origin);
        event.note = vec![
            words("Removed by "),
            Piece::Worker(origin.entry.author.worker),
            words(format!(
                ", {}, on the authority of {}. Nobody can read them again.",
                london::time_words(origin.recorded_at()),
                removed.authority
            )),
        ];
        event
            .narrative
            .extend(origin.entry.reason.iter().filter(|_| eyes.full()).map(|why| Narrative {
                text: why.clone(),
                quoted: false,
                of_decision: false,
            }));
        all.push(event);
    }
}
