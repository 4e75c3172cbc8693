//! The access log searched, and the own reasons that wait for an answer.

use axum::http::StatusCode;
use testkit::authority::{person, worker_id};

use crate::harness::Site;

const AUDITOR: &str = "Hazel Ormerod";
const WHY: &str = "Police are at her home and ask whether she is safe tonight.";

#[tokio::test]
async fn the_log_is_searched_by_worker_day_and_kind_and_the_search_is_logged() {
    let site = Site::new().await;
    let maya = format!("/people/{}", person("maya"));
    site.sign_in("Ben Carver").await.get(&maya).await;
    site.sign_in("Priscilla Amoah").await.get(&maya).await;
    site.set_clock("2026-11-13T09:00:00Z");
    site.sign_in("Jo Whitlock").await.get(&maya).await;
    site.sign_in("Tom Ashworth").await.get("/front-door").await;
    let hazel = site.sign_in(AUDITOR).await;
    let get = async |query: &str| {
        let page = hazel.get(&format!("/access?{query}")).await;
        assert_eq!(page.status, StatusCode::OK, "{query}");
        page.between("<tbody", "</tbody>").to_owned() + if page.body.contains("<tbody") { "" } else { "empty" }
    };
    let table = get("show=records").await;
    assert!(table.contains("Ben Carver") && table.contains("Jo Whitlock") && table.contains("Priscilla Amoah"));
    assert!(table.contains(&format!("{maya}/looked")) && !table.contains("Tom Ashworth"));
    let refused = get("show=refused").await;
    assert!(refused.contains("Priscilla Amoah") && refused.contains("Refused") && !refused.contains("Ben Carver"));
    let ben = get(&format!("show=records&worker={}", worker_id("Ben Carver"))).await;
    assert!(ben.contains("Ben Carver") && !ben.contains("Jo Whitlock"));
    let first_day = get("show=records&from=12+Nov+2026&to=12+Nov+2026").await;
    assert!(first_day.contains("Ben Carver") && !first_day.contains("Jo Whitlock"));
    let second_day = get("show=records&from=2026-11-13").await;
    assert!(!second_day.contains("Ben Carver") && second_day.contains("Jo Whitlock"));
    assert!(
        hazel
            .get("/access?from=2031-01-01")
            .await
            .words()
            .contains("Nothing of this kind in these days.")
    );
    // Whose account was changed stands there by name.
    let admin = site.sign_in("Priscilla Amoah").await;
    let ben = format!("/users/{}", worker_id("Ben Carver"));
    let page = admin.get(&ben).await;
    let version = page.between("name=\"version\" value=\"", "\"");
    let fields = [("version", version), ("role", "social_worker"), ("team", "")];
    admin.post(&format!("{ben}/place"), &fields).await;
    let system = get("show=system").await;
    assert!(
        system.contains("role newly_qualified_social_worker to social_worker: Ben Carver"),
        "{system}"
    );
    // Reading it stands in it.
    let lists = get("show=lists").await;
    assert!(
        lists.contains(AUDITOR) && lists.contains("Search who has looked"),
        "{lists}"
    );
    let wrong = hazel
        .get("/access?from=yesterdayish&worker=%3Cscript%3E&before=x")
        .await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!wrong.body.contains("<script>"));
    for name in [
        "Tom Ashworth",
        "Sunita Rao",
        "Rhys Pritchard",
        "Marek Zielinski",
        "Priscilla Amoah",
    ] {
        assert_eq!(
            site.sign_in(name).await.get("/access").await.status,
            StatusCode::FORBIDDEN,
            "{name}"
        );
    }
}

#[tokio::test]
async fn a_long_log_is_read_page_by_page() {
    let site = Site::new().await;
    let ben = site.sign_in("Ben Carver").await;
    let maya = format!("/people/{}", person("maya"));
    for _ in 0..60 {
        ben.get(&maya).await;
    }
    let hazel = site.sign_in(AUDITOR).await;
    let first = hazel.get(&format!("/access?worker={}", worker_id("Ben Carver"))).await;
    let rows = |body: &str| body.matches("<th scope=\"row\"").count();
    assert_eq!(rows(&first.body), 50);
    assert!(!first.body.contains("Back to the newest"));
    let older = first
        .between("href=\"/access?worker", "\"")
        .replace("&#38;", "&")
        .replace("&amp;", "&");
    let second = hazel.get(&format!("/access?worker{older}")).await;
    assert!((10..50).contains(&rows(&second.body)), "{}", rows(&second.body));
    assert!(second.body.contains("Back to the newest") && !second.body.contains("Older rows"));
}

#[tokio::test]
async fn nothing_of_a_sealed_record_stands_in_it() {
    let site = Site::new().await;
    let sealed = person("sealed_child");
    // Who has been let in looks; who has not is refused.
    site.sign_in("Howard Bell")
        .await
        .get(&format!("/people/{sealed}"))
        .await;
    site.sign_in("Tom Ashworth")
        .await
        .get(&format!("/people/{sealed}"))
        .await;
    let hazel = site.sign_in(AUDITOR).await;
    let page = hazel.get("/access").await;
    assert!(
        !page.body.contains(&sealed.to_string()) && !page.words().contains("Marchbanks"),
        "{}",
        page.words()
    );
    let logged = site.store.read(|tx| tx.known_seq()).await;
    assert!(logged.is_ok());
}

#[tokio::test]
async fn own_reasons_wait_in_a_list_and_on_my_work() {
    let site = Site::new().await;
    let record = format!("/people/{}", person("named_child"));
    let fields = [("purpose", "danger_now"), ("reason", WHY)];
    let tom = site.sign_in("Tom Ashworth").await;
    assert_eq!(
        tom.post(&format!("{record}/reason"), &fields).await.status,
        StatusCode::SEE_OTHER
    );
    let looked = format!("href=\"{record}/looked\"");
    // Whoever answers for the record finds the way to it.
    let jo = site.sign_in("Jo Whitlock").await;
    assert!(jo.get("/work").await.body.contains(&looked));
    assert!(
        jo.get(&format!("{record}/looked"))
            .await
            .words()
            .contains("One look needs your answer")
    );
    // An auditor sees that it waits, and of a restricted record no more than a name.
    let hazel = site.sign_in(AUDITOR).await;
    let page = hazel.get("/own-reasons").await;
    assert!(
        page.words().contains("Tom Ashworth") && page.words().contains("Restricted"),
        "{}",
        page.words()
    );
    assert!(!page.body.contains(WHY) && !page.body.contains(&looked));
    // Another team's manager has nothing to answer there, and who is no manager no such list.
    assert!(
        site.sign_in("Ingrid Solberg")
            .await
            .get("/own-reasons")
            .await
            .words()
            .contains("Nothing waits for an answer.")
    );
    assert_eq!(tom.get("/own-reasons").await.status, StatusCode::FORBIDDEN);
}
