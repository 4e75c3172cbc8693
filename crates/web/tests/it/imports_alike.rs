//! A census brings in children who may be on record already under another id: each is put on record, and a person is asked whether they are one.

use axum::http::StatusCode;

use crate::harness::{Browser, Site};
use crate::imports::{OFFICER, census, ended};

/// Imports a census with names; the address of its account.
async fn import(browser: &Browser<'_>, census: &str, people: &str) -> String {
    let people = format!("la_child_id,forename,surname\n{people}");
    let files: &[(&str, &str, &[u8])] = &[
        ("census", "c.xml", census.as_bytes()),
        ("people", "p.csv", people.as_bytes()),
    ];
    let sent = browser.upload("/imports", files).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.words());
    let page = ended(browser, &sent.location).await;
    assert!(page.words().contains("Imported"), "{}", page.words());
    sent.location
}

async fn asked(browser: &Browser<'_>, account: &str) -> u64 {
    let json = browser.get(&format!("{account}/reconciliation.json")).await;
    let account: serde_json::Value = serde_json::from_str(&json.body).unwrap();
    account["match_checks"].as_u64().unwrap()
}

/// The match checks that wait for somebody.
async fn waiting(browser: &Browser<'_>) -> Vec<String> {
    let page = browser.get("/work").await;
    let links = page.body.split("href=\"/match-checks/").skip(1);
    links.map(|l| format!("/match-checks/{}", &l[..36])).collect()
}

#[tokio::test]
async fn a_new_child_who_looks_like_somebody_on_record_is_asked_about() {
    let site = Site::new().await;
    let (officer, manager) = (site.sign_in(OFFICER).await, site.sign_in("Grace Adjei").await);
    let before = waiting(&manager).await.len();

    // Two of one file are two by its own words, and like nobody on record.
    let people = "UP1001,Imogen,Arrowsmith\nUP1002,Imogene,Arrowsmyth\n";
    let first = import(&officer, &census(2026), people).await;
    assert_eq!(asked(&officer, &first).await, 0);
    assert_eq!(waiting(&manager).await.len(), before);

    // The same name and day of birth under another id; the other shares only the day.
    let moved = census(2026).replace("UP1", "UP2");
    let people = "UP2001,Imogen,Arrowsmith\nUP2002,Wilfred,Oakes\n";
    let second = import(&officer, &moved, people).await;
    assert_eq!(asked(&officer, &second).await, 1);
    let words = officer.get(&second).await.words();
    assert!(
        words.contains("1 new child may be somebody on record already."),
        "{words}"
    );
    let checks = waiting(&manager).await;
    assert!(checks.len() > before, "{checks:?}");
    // A week: not the minutes that a caller’s child is given.
    let work = manager.get("/work").await.words();
    assert!(work.contains("Match check: answer by 19 Nov 2026"), "{work}");
    let check = manager.get(&checks[checks.len() - 1]).await.words();
    assert!(
        check.contains("from a census") && check.contains("Imogen Arrowsmith"),
        "{check}"
    );

    // Again: they are on record by their id now, and nobody is asked twice.
    let again = import(&officer, &moved, people).await;
    assert_eq!(asked(&officer, &again).await, 0);
    assert_eq!(waiting(&manager).await, checks);

    // Answered, it is gone.
    for check in &checks[before..] {
        let answer = manager.post(check, &[("answer", "not_the_same")]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.words());
    }
    assert_eq!(waiting(&manager).await.len(), before);
}

#[tokio::test]
async fn a_pupil_number_of_somebody_on_record_is_asked_about_without_names() {
    let site = Site::new().await;
    let officer = site.sign_in(OFFICER).await;
    let numbered = |file: String, element: &str| {
        let number = format!("<{element}>H201205001001</{element}>");
        file.replacen("<UPNunknown>UN2</UPNunknown>", &number, 1)
    };
    let first = import(&officer, &numbered(census(2026), "UPN"), "").await;
    assert_eq!(asked(&officer, &first).await, 0);
    let moved = census(2026).replace("UP1", "UP2");
    let second = import(&officer, &numbered(moved, "FormerUPN"), "").await;
    assert_eq!(asked(&officer, &second).await, 1);
}

/// One child under two ids of the old system: the same name and day of birth, or one number for both.
#[tokio::test]
async fn a_child_told_twice_in_one_census_is_asked_about() {
    let site = Site::new().await;
    let (officer, manager) = (site.sign_in(OFFICER).await, site.sign_in("Grace Adjei").await);
    let before = waiting(&manager).await.len();
    let people = "UP1001,Imogen,Arrowsmith\nUP1002,imogen,ARROWSMITH\n";
    let first = import(&officer, &census(2026), people).await;
    assert_eq!(asked(&officer, &first).await, 1);
    let checks = waiting(&manager).await;
    assert_eq!(checks.len(), before + 1);
    let check = manager.get(&checks[before]).await.words();
    assert!(
        check.matches("Imogen Arrowsmith").count() > 0 && check.contains("from a census"),
        "{check}"
    );
    // Both are on record by their ids now.
    let again = import(&officer, &census(2026), people).await;
    assert_eq!(asked(&officer, &again).await, 0);

    let number = "<UPN>H201205001001</UPN>";
    let numbered = census(2026)
        .replace("UP1", "UP3")
        .replace("<UPNunknown>UN2</UPNunknown>", number);
    let second = import(&officer, &numbered, "UP3001,Ada,Oakes\nUP3002,Wilfred,Elms\n").await;
    assert_eq!(asked(&officer, &second).await, 1);
}
