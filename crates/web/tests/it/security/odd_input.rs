//! Bodies that are too long, of another kind, or broken: a clear answer from every route that takes a form, never a 5xx.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};

use super::posts;
use crate::harness::{Answer, Browser, Site};

const FORM: &str = "application/x-www-form-urlencoded";
/// One of each right, so that every route is reached by somebody who may.
const STAFF: [&str; 6] = [
    "Tom Ashworth",
    "Grace Adjei",
    "Howard Bell",
    "Marek Zielinski",
    "Hazel Ormerod",
    "Priscilla Amoah",
];

async fn send(site: &Site, browser: &Browser<'_>, address: &str, kind: &str, body: Vec<u8>) -> Answer {
    let request = Request::post(address)
        .header(header::COOKIE, browser.cookie())
        .header(header::CONTENT_TYPE, kind);
    site.ask(request.body(Body::from(body)).unwrap()).await
}

#[tokio::test]
async fn ten_megabytes_are_too_large_on_every_route() {
    let site = Site::new().await;
    let mut body = b"csrf=x&words=".to_vec();
    body.resize(10 << 20, b'a');
    for name in STAFF {
        let browser = site.sign_in(name).await;
        for address in posts() {
            let answer = send(&site, &browser, &address, FORM, body.clone()).await;
            // An upload is taken as a form with files only, and what has signed nobody in has no token.
            let expect: &[u16] = match address.as_str() {
                "/imports" => &[422, 403],
                _ => &[413],
            };
            assert!(
                expect.contains(&answer.status.as_u16()),
                "{name} {address}: {}",
                answer.status
            );
            assert!(answer.body.contains("<h1"), "{name} {address}: a page says why");
        }
    }
}

#[tokio::test]
async fn what_is_no_form_is_refused_on_every_route() {
    let site = Site::new().await;
    let bodies: &[(&str, &[u8])] = &[
        (FORM, b"csrf=%"),
        (FORM, b"csrf=%zz&a=%f"),
        (FORM, b"a=%ff%fe"),
        (FORM, b"\xff\xfe\x00"),
        (FORM, b"&&&==&=%00"),
        (FORM, b""),
        ("application/json", b"{\"csrf\":"),
        ("application/xml", b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"),
        ("text/plain", b"hello"),
        ("multipart/form-data", b"--x\r\n"),
        (
            "multipart/form-data; boundary=x",
            b"--x\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\nx",
        ),
        ("multipart/form-data; boundary=x", b"--y--\r\n"),
        ("nonsense", b"csrf=x"),
    ];
    for name in STAFF {
        let browser = site.sign_in(name).await;
        for address in posts() {
            for (kind, body) in bodies {
                let answer = send(&site, &browser, &address, kind, body.to_vec()).await;
                let shown = String::from_utf8_lossy(body);
                assert!(
                    answer.status.is_client_error(),
                    "{name} {address} {kind} {shown}: {}",
                    answer.status
                );
                assert!(answer.body.contains("<h1"), "{name} {address} {kind}: a page says why");
            }
        }
    }
}

/// The same with a token that is right: what is in the fields is odd, and the answer is a page.
#[tokio::test]
async fn odd_fields_get_an_answer_from_every_route() {
    let site = Site::new().await;
    let long = "x".repeat(30_000);
    let fields: &[&[(&str, &str)]] = &[
        &[],
        &[
            ("revision", "-9223372036854775808"),
            ("page", "\u{0}"),
            ("child", "../../etc"),
        ],
        &[
            ("outcome", "no such"),
            ("why", &long),
            ("page", "x.y.z"),
            ("answer", "?"),
            ("look", "99999999999999999999"),
        ],
        &[
            ("q", &long),
            ("name", "\u{202e}\u{7}"),
            ("role", "god"),
            ("version", &long),
            ("go", "is:1:2:3"),
        ],
        &[
            ("to", "//evil.example"),
            ("email", "a@b"),
            ("password", &long),
            ("section", "worry"),
            ("worry", "\u{0}"),
        ],
    ];
    for name in STAFF {
        for fields in fields {
            for address in posts().filter(|a| a != "/sign-out") {
                let browser = site.sign_in(name).await;
                let answer = browser.post(&address, fields).await;
                assert!(
                    !answer.status.is_server_error(),
                    "{name} {address} {fields:?}: {}",
                    answer.status
                );
                assert!(!answer.location.contains("evil"), "{address}");
            }
        }
    }
}

#[tokio::test]
async fn addresses_that_lead_out_of_the_house_lead_nowhere() {
    let site = Site::new().await;
    let tom = site.sign_in("Tom Ashworth").await;
    for address in [
        "/assets/../Cargo.toml",
        "/assets/..%2f..%2f..%2fetc%2fpasswd",
        "/assets/%2e%2e/%2e%2e/etc/passwd",
        "/people/..%2f..%2fetc%2fpasswd",
        "/people/%00",
        "/people/%ff",
        "/people/00000000-0000-0000-0000-000000000000%0d%0aSet-Cookie:%20a=b",
        "/contacts/%2e%2e%2fusers",
        "/contacts/1%27%20OR%201=1--/decide",
        "/drafts/..%2f..%2fusers/who",
        "/drafts/01920000-0000-7000-8000-000000000000/..%2fcheck",
        "/imports/..%2fuploads%2fx.xml",
        "/match-checks/%27",
        "//evil.example/people",
    ] {
        let answer = tom.get(address).await;
        assert!(
            [
                StatusCode::NOT_FOUND,
                StatusCode::FORBIDDEN,
                StatusCode::BAD_REQUEST,
                StatusCode::UNPROCESSABLE_ENTITY
            ]
            .contains(&answer.status),
            "{address}: {}",
            answer.status
        );
        assert_eq!(
            (answer.cookie.as_str(), answer.location.as_str()),
            ("", ""),
            "{address}"
        );
        assert!(
            !answer.body.contains("[package]") && !answer.body.contains("root:"),
            "{address}"
        );
    }
}

/// What is typed into any field comes back as words.
#[tokio::test]
async fn script_in_a_field_stays_words() {
    let site = Site::new().await;
    let tom = site.sign_in("Tom Ashworth").await;
    let bad = "\"><script>alert(1)</script><img src=x onerror=alert(1)>'{{7*7}}${7*7}";
    let draft = tom.post("/forms/contact", &[]).await.location;
    let (draft, _) = draft.rsplit_once('/').unwrap();
    let form = &domain::forms::contact::FORM;
    let mut pages = Vec::new();
    for section in form.sections {
        let names: Vec<String> = section
            .questions
            .iter()
            .map(|q| match &section.repeats {
                Some(repeat) => format!("{}.1.{}", repeat.prefix, q.id),
                None => q.id.to_owned(),
            })
            .collect();
        let mut fields: Vec<(&str, &str)> = names.iter().map(|n| (n.as_str(), bad)).collect();
        let page = tom.get(&format!("{draft}/{}", section.id)).await;
        fields.push(("revision", page.between("name=\"revision\" value=\"", "\"")));
        pages.push(tom.post(&format!("{draft}/{}", section.id), &fields).await);
        pages.push(tom.get(&format!("{draft}/{}", section.id)).await);
    }
    pages.push(tom.post(&format!("{draft}/hand-over"), &[]).await);
    pages.push(tom.post("/find", &[("q", bad)]).await);
    // What can be handed over is, and read in the contact, the list and my work.
    let contact =
        crate::front_door::match_check::hand_over(&tom, &[("child.1.name", bad), ("child.1.school", bad)]).await;
    for address in [
        contact.as_str(),
        &format!("{contact}/decide"),
        "/front-door",
        "/work",
        "/due",
    ] {
        pages.push(tom.get(address).await);
    }
    let seen = pages.iter().filter(|p| p.body.contains("alert(1)")).count();
    assert!(seen >= 6, "the words came back on {seen} pages");
    for page in pages {
        assert!(!page.status.is_server_error(), "{}", page.words());
        for broken_out in ["<script>alert", "<img src=x", "\"><script"] {
            assert!(!page.body.contains(broken_out), "{broken_out} in {}", page.body);
        }
        assert!(!page.body.contains("$49"), "nothing is reckoned out");
    }
}
