//! What was saved just now, and the way back.

use domain::policy::Depth;
use domain::view::Detail;

use super::Asked;
use super::open::Opened;
use super::opened::capital;
use crate::frame::components::Alert;
use crate::frame::{Html, link, strong};
use crate::session::Signed;

/// The notice after a save of the reader's own; nothing where the address names somebody else's entry, or none.
pub(super) fn notice(opened: &Opened, signed: &Signed, asked: &Asked) -> Option<Alert> {
    let seq: i64 = asked.saved.parse().ok()?;
    let view = &opened.view;
    let own = |s: &domain::view::Source| s.seq == seq && s.author.worker == signed.actor.worker;
    if let Some(gone) = view.withdrawn.iter().find(|w| own(&w.by)) {
        let words = strong("Recorded as wrong. ")
            .and(format!("{}: ", gone.label))
            .and(opened.html(&gone.was.said))
            .and(". It stays in the history.");
        return Some(Alert::done("Recorded as wrong", words));
    }
    let saved: Vec<&Detail> = view.details.iter().filter(|d| own(&d.now.source)).collect();
    // What is new comes first; what ended with it stands after it.
    let new = saved.iter().position(|d| d.earlier.is_empty()).unwrap_or(0);
    if let Some(detail) = saved.get(new) {
        let did = if detail.earlier.is_empty() {
            "Recorded. "
        } else {
            "Corrected. "
        };
        let words = strong(did)
            .and(format!("{}: ", detail.label))
            .and(opened.html(&capital(&detail.now.said)))
            .and(". ");
        let ended = saved.iter().enumerate().filter(|(n, _)| *n != new);
        let words = ended.fold(words, |words, (_, d)| {
            words.and("Before: ").and(opened.html(&d.now.said)).and(". ")
        });
        let back = if detail.kind == "same_as" {
            let part = format!("/people/{}/facts/{}/part", view.id, detail.now.at);
            Html::from("If they are two people, ")
                .and(link(&part, "part the two records again"))
                .and(".")
        } else {
            way_back(opened, detail.now.at)
        };
        return Some(Alert::done("Saved", words.and(back)));
    }
    if let Some(note) = view.events.iter().find(|e| e.note_at.is_some_and(|at| at.seq == seq)) {
        let words = strong("Recorded. ")
            .and("Case note: ")
            .and(opened.sentence(&note.title))
            .and(" ");
        return Some(Alert::done("Saved", words.and(way_back(opened, note.note_at?))));
    }
    // Whoever sees headings only may add to the record, and does not see what they added.
    let words =
        strong("Saved. ").and("You see headings of this record, so what you recorded is not shown to you here.");
    (view.depth == Depth::Headings).then(|| Alert::done("Saved", words))
}

fn way_back(opened: &Opened, at: domain::ledger::FactRef) -> Html {
    let id = opened.view.id;
    Html::from("If it is not right, ")
        .and(link(&format!("/people/{id}/facts/{at}/correct"), "correct it"))
        .and(" or ")
        .and(link(&format!("/people/{id}/facts/{at}/wrong"), "record it as wrong"))
        .and(".")
}
