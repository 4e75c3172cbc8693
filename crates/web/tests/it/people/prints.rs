//! Prints leave out the names and words of family and public referrers unless they are chosen, with a reason that is kept [Sem 21].

use axum::http::StatusCode;

use super::page;
use crate::harness::Site;

/// The page as it comes out of the printer: without what is on the screen only.
fn on_paper(body: &str) -> String {
    let mut paper = body.to_owned();
    while let Some(at) = paper.find("<span class=\"hf-noprint\">") {
        let (depth_start, mut depth, mut end) = (at + 1, 1, paper.len());
        let mut rest = depth_start;
        while depth > 0 {
            let close = paper[rest..].find("</span>").map_or(paper.len(), |i| rest + i);
            let opened = paper[rest..close].matches("<span").count();
            depth = depth + opened - 1;
            rest = close + 7;
            end = rest.min(paper.len());
        }
        paper.replace_range(at..end, "");
    }
    paper
}

#[tokio::test]
async fn a_print_leaves_out_what_would_reveal_a_private_referrer() {
    let site = Site::new().await;
    let jo = site.sign_in("Jo Whitlock").await;
    for tab in ["", "/timeline", "/contacts", "?as_known=2026-07-22T16:30"] {
        let answer = jo.get(&format!("{}{tab}", page("maya"))).await;
        let paper = on_paper(&answer.body);
        assert!(paper.contains("Printed 12 Nov 2026, 10:42 by Jo Whitlock"), "{tab}");
        for word in ["fella there now", "Contact from Patricia"] {
            assert!(!paper.contains(word), "{tab} {word}");
        }
    }
    let timeline = jo.get(&format!("{}/timeline", page("maya"))).await.body;
    assert!(timeline.contains("fella there now"), "it is on the screen");
    let paper = on_paper(&timeline);
    assert!(paper.contains("Contact from family") && paper.contains("Words left out of this print."));
    // A note that names her is left out with it; the words of the school are not a family’s.
    assert!(!paper.contains("Call with Patricia Brennan"));
    assert!(paper.contains("Harbour Families"));
}

#[tokio::test]
async fn a_print_asks_what_it_is_for_and_keeps_why() {
    let site = Site::new().await;
    let jo = site.sign_in("Jo Whitlock").await;
    let address = format!("{}/print", page("maya"));
    assert_eq!(jo.get(&address).await.status, StatusCode::OK);
    let answer = jo.post(&address, &[("purpose", ""), ("referrers", "included")]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.words().contains("Say what the print is for"));
    assert!(answer.words().contains("Say why they have to be in the print"));

    let left_out = jo
        .post(&address, &[("purpose", "case discussion"), ("referrers", "left_out")])
        .await;
    let paper = on_paper(&left_out.body);
    assert!(paper.contains("for: case discussion") && !paper.contains("fella there now"));
    let fields = [
        ("purpose", "legal planning meeting"),
        ("referrers", "included"),
        ("reason", "Counsel asked for the referral as it was said."),
    ];
    let included = on_paper(&jo.post(&address, &fields).await.body);
    assert!(included.contains("fella there now") && included.contains("Contains names and words of family"));
    let looks = jo.get(&format!("{}/looked", page("maya"))).await.words();
    assert!(looks.contains("Print: case discussion"), "{looks}");
    assert!(
        looks.contains("legal planning meeting. With names and words of family and public referrers: Counsel asked"),
        "{looks}"
    );
}
