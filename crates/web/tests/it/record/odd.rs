//! Odd input: every field of every form, refused in words beside it or kept as words; nothing breaks and nothing is executed.

use super::{at, send};
use crate::harness::Site;

/// Forms that are asked for at their own address, with answers that would be taken.
const FORMS: &[(&str, &[(&str, &str)])] = &[
    ("name", &[("kind", "alias"), ("given", "Mimi")]),
    ("identifier", &[("scheme", "court"), ("value", "1")]),
    ("language", &[("language", "pl"), ("interpreter", "no")]),
    (
        "address",
        &[
            ("kind", "home"),
            ("line", "9 Quay Street"),
            ("still", "no"),
            ("left_on", "11 Nov 2026"),
        ],
    ),
    ("school", &[("name", "Harbour Primary")]),
    ("note", &[("title", "Call"), ("text", "She rang.")]),
    (
        "warning",
        &[
            ("title", "x"),
            ("text", "x"),
            ("review_on", "6 Jan 2027"),
            ("told_family", "x"),
        ],
    ),
    ("gender-identity", &[("code", "02")]),
    ("death", &[("on", "11 Nov 2026")]),
];

#[tokio::test]
async fn nothing_typed_breaks_a_form() {
    let site = Site::new().await;
    let jo = site.sign_in("Jo Whitlock").await;
    let long = "x".repeat(20_001);
    let odd = [
        "\u{0}",
        "a\u{7}b",
        "31/02/2026",
        "12 Nov 2126",
        "-1",
        &long,
        "🐕 '; DROP TABLE entry; --",
    ];
    for (form, whole) in FORMS {
        let address = format!("{}/record/{form}", at("maya"));
        for (field, _) in *whole {
            for text in odd {
                let typed: Vec<_> = whole
                    .iter()
                    .map(|(k, v)| (*k, if k == field { text } else { *v }))
                    .collect();
                let answer = send(&jo, &address, &typed).await;
                assert!(
                    [303, 422, 409].contains(&answer.status.as_u16()),
                    "{form} {field} {text:?}: {}",
                    answer.status
                );
                if answer.status == 422 {
                    let words = answer.words();
                    assert!(words.contains("There is a problem"), "{form} {field}: {words}");
                    assert!(
                        answer.body.contains(&format!("id=\"{field}-error\"")),
                        "{form} {field} {text:?}"
                    );
                }
                if form == &"death" && answer.status == 303 {
                    return;
                }
            }
        }
    }
}

#[tokio::test]
async fn words_that_were_refused_are_kept() {
    let site = Site::new().await;
    let jo = site.sign_in("Jo Whitlock").await;
    let typed = [
        ("title", "Call with Pat"),
        ("text", "She rang at four."),
        ("on", "13 Nov 2026"),
    ];
    let answer = send(&jo, &format!("{}/record/note", at("maya")), &typed).await;
    assert_eq!(answer.status, 422);
    for kept in ["Call with Pat", "She rang at four.", "13 Nov 2026"] {
        assert!(answer.body.contains(kept), "{kept}");
    }
    assert!(answer.words().contains("not in the future"));
}

#[tokio::test]
async fn script_is_words() {
    let site = Site::new().await;
    let jo = site.sign_in("Jo Whitlock").await;
    let script = "<script>alert(1)</script>";
    for (form, whole) in FORMS
        .iter()
        .filter(|(f, _)| ["name", "address", "school", "note", "warning"].contains(f))
    {
        let typed: Vec<_> = whole
            .iter()
            .map(|(k, v)| {
                let chosen = ["kind", "review_on", "still", "left_on"].contains(k);
                (*k, if chosen { *v } else { script })
            })
            .collect();
        let answer = send(&jo, &format!("{}/record/{form}", at("maya")), &typed).await;
        assert_eq!(answer.status, 303, "{form}: {}", answer.words());
        for page in [
            answer.location.clone(),
            format!("{}/details", at("maya")),
            format!("{}/timeline", at("maya")),
        ] {
            let body = jo.get(&page).await.body;
            assert!(!body.contains("<script>alert"), "{form} on {page}");
        }
        let refused: Vec<_> = typed
            .iter()
            .map(|(k, v)| (*k, if *k == "kind" || *k == "review_on" { "no" } else { *v }))
            .collect();
        let answer = send(&jo, &format!("{}/record/{form}", at("maya")), &refused).await;
        assert!(!answer.body.contains("<script>alert"), "{form} in its own fields");
    }
}

#[tokio::test]
async fn a_form_cannot_be_forged_or_used_elsewhere() {
    let site = Site::new().await;
    let jo = site.sign_in("Jo Whitlock").await;
    let name = [("kind", "alias"), ("given", "Mimi")];
    let address = format!("{}/record/name", at("maya"));
    let token = super::token(&jo.get(&address).await);
    let check = async |address: &str, token: &str| {
        let fields = [&name[..], &[("page", token)]].concat();
        assert_eq!(jo.post(address, &fields).await.status, 403, "{address} {token}");
    };
    check(&address, "").await;
    check(&address, &format!("{token}x")).await;
    check(&format!("{}/record/name", at("tyler_james")), &token).await;
    check(&format!("{}/record/school", at("maya")), &token).await;
    for nowhere in [
        "/record/nothing",
        "/facts/x/wrong",
        "/facts/999999999.0/correct",
        "/facts/1.0/part",
    ] {
        let answer = jo.get(&format!("{}{nowhere}", at("maya"))).await;
        assert!(
            [403, 404].contains(&answer.status.as_u16()),
            "{nowhere}: {}",
            answer.status
        );
    }
}
