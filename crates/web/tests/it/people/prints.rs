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

/// The diagram on a sheet of its own, as it was ticked; who told us stays out, since it may be who contacted us.
#[tokio::test]
async fn the_family_diagram_is_printed_for_a_purpose() {
    let site = Site::new().await;
    let jo = site.sign_in("Jo Whitlock").await;
    let relationships = format!("{}/relationships", page("maya"));
    let screen = jo.get(&format!("{relationships}?drawn=1&homes=1&former=1")).await;
    assert!(screen.words().contains("Print the diagram"), "{}", screen.words());
    let address = format!(
        "{}/print?sheet=family&#38;homes=1&#38;former=1&#38;drawn=1",
        page("maya")
    );
    assert!(screen.body.contains(&address), "{address}");
    let ask = jo.get(&address.replace("&#38;", "&")).await;
    assert!(ask.words().contains("Print the family diagram") && !ask.body.contains("name=\"referrers\""));
    for kept in [
        "name=\"sheet\" value=\"family\"",
        "name=\"former\" value=\"1\"",
        "name=\"died\" value=\"\"",
    ] {
        assert!(ask.body.contains(kept), "{kept}");
    }
    let post = format!("{}/print", page("maya"));
    let fields = [("sheet", "family"), ("drawn", "1"), ("homes", "1"), ("former", "1")];
    let answer = jo.post(&post, &[&fields[..], &[("purpose", "")]].concat()).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let print = jo
        .post(&post, &[&fields[..], &[("purpose", "core group")]].concat())
        .await;
    let paper = on_paper(&print.body);
    assert!(paper.contains("for: core group") && paper.contains("<svg") && paper.contains("Half-brother"));
    assert!(
        !paper.contains("Who told us") && !paper.contains("Birth record"),
        "{paper}"
    );
    // Those who died were not ticked: they are in the table alone.
    let drawing = print.between("<svg", "</svg>");
    assert!(!drawing.contains("Michael Brennan") && paper.contains("Michael Brennan"));
    let looks = jo.get(&format!("{}/looked", page("maya"))).await.words();
    assert!(looks.contains("Print: core group"), "{looks}");
}

/// The table of the page itself, printed by the browser, names nobody who told us either.
#[tokio::test]
async fn who_told_us_of_a_relative_is_not_printed() {
    let site = Site::new().await;
    let jo = site.sign_in("Jo Whitlock").await;
    let screen = jo.get(&format!("{}/relationships", page("maya"))).await;
    let table = screen.between("<table", "</table>");
    assert!(table.contains("Patricia, "), "it is on the screen: {table}");
    assert!(!on_paper(table).contains("Patricia, "), "{}", on_paper(table));
}

/// Who has looked, for the family: roles and teams, and nothing that could put anybody at risk.
#[tokio::test]
async fn who_has_looked_is_printed_for_the_family_without_names_reasons_or_what_was_read() {
    let site = Site::new().await;
    let jo = site.sign_in("Jo Whitlock").await;
    let rhys = site.sign_in("Rhys Pritchard").await;
    rhys.get(&page("maya")).await;
    let reason = [
        ("purpose", "danger_now"),
        ("reason", "Police at the home ask for Daniel Osei at his new address."),
    ];
    let ben = site.sign_in("Tom Ashworth").await;
    ben.post(&format!("{}/reason", page("maya")), &reason).await;
    ben.get(&page("maya")).await;
    let looked = format!("{}/looked", page("maya"));
    let screen = jo.get(&looked).await;
    assert!(screen.words().contains("Print for the family") && screen.words().contains("Rhys Pritchard"));
    assert!(screen.words().contains("Police at the home"), "{}", screen.words());
    let address = format!("{looked}/print");
    let ask = jo.get(&address).await;
    assert!(ask.words().contains("Read it before you give it."), "{}", ask.words());
    let answer = jo.post(&address, &[("whom", "")]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.words().contains("Say who it is for, and how they asked"));
    let print = jo.post(&address, &[("whom", "her mother, by letter of 10 Nov")]).await;
    assert_eq!(print.status, StatusCode::OK);
    // From below the header, which names whoever is signed in.
    let main = print.between("moj-identity-bar", "</main>").to_owned();
    let print = print.words();
    for said in [
        "Social worker, Assessment East",
        "Team manager, Assessment East",
        "Marlshire",
        "A reason of their own",
    ] {
        assert!(print.contains(said), "{said}: {print}");
    }
    // Neither who they are, nor why in their words, nor where anybody lives, nor what was on the page, nor for whom the print is.
    for kept in [
        "Rhys",
        "Pritchard",
        "Tom Ashworth",
        "Jo Whitlock",
        "Police",
        "Daniel",
        "Tanner",
        "MX4",
        "Overview",
        "her mother",
        "by letter",
    ] {
        assert!(!main.contains(kept), "{kept}: {print}");
    }
    let looks = jo.get(&looked).await.words();
    assert!(
        looks.contains("Print for the family: her mother, by letter of 10 Nov"),
        "{looks}"
    );
    // Whoever may not see who has looked cannot print it.
    let nadia = site.sign_in("Nadia Karimi").await;
    assert_eq!(nadia.get(&address).await.status, StatusCode::FORBIDDEN);
}
