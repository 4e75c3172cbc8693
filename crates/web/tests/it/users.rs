//! Accounts: adding, changing, resetting, ending, and what two administrators do at once.

use axum::http::{Request, StatusCode, header};
use domain::ids::WorkerId;
use identity::totp::TotpSecret;
use testkit::authority::worker_id;

use crate::harness::{Answer, Browser, Site, encoded};

const ADMINISTRATOR: &str = "Priscilla Amoah";

fn address(name: &str) -> String {
    format!("/users/{}", worker_id(name))
}

fn version(page: &Answer) -> String {
    page.between("name=\"version\" value=\"", "\"").to_owned()
}

async fn act(browser: &Browser<'_>, name: &str, what: &str, fields: &[(&str, &str)]) -> Answer {
    let page = browser.get(&address(name)).await;
    let version = version(&page);
    let fields = [&[("version", version.as_str())], fields].concat();
    browser.post(&format!("{}/{what}", address(name)), &fields).await
}

/// A password and a key as the answer shows them, once.
fn given(page: &Answer) -> (String, TotpSecret) {
    let facts = page.between("One-time password</dt>", "</dl>");
    let value = |facts: &str| {
        let (_, rest) = facts.split_once("<dd").unwrap();
        let (_, rest) = rest.split_once('>').unwrap();
        rest.split_once("</dd>").unwrap().0.trim().to_owned()
    };
    let (first, rest) = facts.split_once("</dd>").unwrap();
    let password = value(&format!("{first}</dd>"));
    let key = value(rest).replace(' ', "");
    (password, TotpSecret::from_base32(&key).unwrap())
}

async fn sign_in(site: &Site, email: &str, password: &str, code: &str) -> Answer {
    let body = format!("email={}&password={}&code={code}", encoded(email), encoded(password));
    let request = Request::post("/sign-in").header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    site.ask(request.body(axum::body::Body::from(body)).unwrap()).await
}

#[tokio::test]
async fn somebody_added_signs_in_once_with_what_they_were_given_and_chooses_their_own() {
    let site = Site::new().await;
    let admin = site.sign_in(ADMINISTRATOR).await;
    // What is missing or wrong is said beside its field, and what was typed stays.
    let answer = admin
        .post(
            "/users",
            &[
                ("name", "Ann <b>"),
                ("email", "not an address"),
                ("role", "god"),
                ("team", "x"),
            ],
        )
        .await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    for (id, words) in [
        ("email", "Enter an email address"),
        ("role", "Choose a role"),
        ("team", "Choose a team of the list"),
    ] {
        assert!(
            answer.body.contains(&format!("id=\"{id}-error\"")) && answer.words().contains(words),
            "{id}"
        );
    }
    assert!(answer.body.contains("Ann &#60;b&#62;"));
    let taken = [
        ("name", "Another"),
        ("email", "JO.WHITLOCK@marlshire.example"),
        ("role", "auditor"),
        ("team", ""),
    ];
    assert!(
        admin
            .post("/users", &taken)
            .await
            .words()
            .contains("Somebody with this email address is there already.")
    );

    let email = "ann.hale@marlshire.example";
    let fields = [
        ("name", "Ann Hale"),
        ("email", email),
        ("role", "auditor"),
        ("team", ""),
    ];
    let page = admin.post("/users", &fields).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.words());
    let (password, totp) = given(&page);
    assert_eq!(password.len(), 19);
    assert!(
        admin
            .get("/users")
            .await
            .words()
            .contains("One-time password, not used yet")
    );

    // Without the code they do not come in; with it they come to one page and no other.
    assert_eq!(
        sign_in(&site, email, &password, "").await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    let code = totp.code(site.store.now());
    let came = sign_in(&site, email, &password, &code).await;
    assert_eq!(came.status, StatusCode::SEE_OTHER, "{}", came.words());
    let ann = site.browser(&came.cookie);
    for page in ["/", "/access", "/children"] {
        let answer = ann.get(page).await;
        assert_eq!(
            (answer.status, answer.location.as_str()),
            (StatusCode::SEE_OTHER, "/sign-in/password"),
            "{page}"
        );
    }
    let choose = ann.get("/sign-in/password").await;
    assert_eq!(choose.status, StatusCode::OK);
    let ann = ann.with_csrf(choose.between("name=\"csrf\" value=\"", "\""));
    let own = "seven otters in a boat";
    for (typed, again, words) in [
        ("short", "short", "12"),
        (own, "something else here", "The two passwords are not the same"),
        (
            password.as_str(),
            password.as_str(),
            "Choose another than the one you were given",
        ),
    ] {
        let answer = ann
            .post("/sign-in/password", &[("password", typed), ("again", again)])
            .await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{typed}");
        assert!(answer.words().contains(words), "{}", answer.words());
    }
    let answer = ann
        .post("/sign-in/password", &[("password", own), ("again", own)])
        .await;
    assert_eq!((answer.status, answer.location.as_str()), (StatusCode::SEE_OTHER, "/"));
    assert_eq!(ann.get("/access").await.status, StatusCode::OK);
    // The one-time password is worth nothing any more; their own is.
    site.set_clock("2026-11-12T10:50:00Z");
    let code = totp.code(site.store.now());
    assert_eq!(
        sign_in(&site, email, &password, &code).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    assert_eq!(sign_in(&site, email, own, &code).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_right_withdrawn_is_gone_at_the_next_request() {
    let site = Site::new().await;
    let admin = site.sign_in(ADMINISTRATOR).await;
    let tom = site.sign_in("Tom Ashworth").await;
    assert_eq!(tom.get("/front-door").await.status, StatusCode::OK);
    let changed = act(
        &admin,
        "Tom Ashworth",
        "place",
        &[("role", "data_officer"), ("team", "")],
    )
    .await;
    assert_eq!(changed.status, StatusCode::SEE_OTHER, "{}", changed.words());
    assert_eq!(tom.get("/front-door").await.status, StatusCode::FORBIDDEN);
    assert_eq!(tom.get("/imports").await.status, StatusCode::OK);

    assert_eq!(
        act(&admin, "Tom Ashworth", "end", &[]).await.status,
        StatusCode::SEE_OTHER
    );
    let answer = tom.get("/imports").await;
    assert_eq!(
        (answer.status, answer.location.as_str()),
        (StatusCode::SEE_OTHER, "/sign-in?to=/imports")
    );
    assert!(admin.get("/users?show=left").await.words().contains("Tom Ashworth"));
    // Given access again, with secrets that are new.
    let again = act(&admin, "Tom Ashworth", "reset", &[]).await;
    let (password, totp) = given(&again);
    let email = site
        .store
        .read(|tx| tx.worker(worker_id("Tom Ashworth")))
        .await
        .unwrap()
        .unwrap()
        .email;
    let code = totp.code(site.store.now());
    assert_eq!(
        sign_in(&site, &email, &password, &code).await.status,
        StatusCode::SEE_OTHER
    );
}

#[tokio::test]
async fn a_reset_ends_every_session() {
    let site = Site::new().await;
    let admin = site.sign_in(ADMINISTRATOR).await;
    let (one, two) = (site.sign_in("Tom Ashworth").await, site.sign_in("Tom Ashworth").await);
    assert_eq!(act(&admin, "Tom Ashworth", "reset", &[]).await.status, StatusCode::OK);
    for browser in [one, two] {
        assert_eq!(browser.get("/work").await.status, StatusCode::SEE_OTHER);
    }
}

#[tokio::test]
async fn two_administrators_do_not_undo_each_other() {
    let site = Site::new().await;
    let other = WorkerId(worker_id("Hazel Ormerod").0);
    site.store
        .write(move |tx| tx.set_role(other, domain::roles::Role::SystemAdministrator, None))
        .await
        .unwrap();
    let (first, second) = (site.sign_in(ADMINISTRATOR).await, site.sign_in("Hazel Ormerod").await);
    let tom = address("Tom Ashworth");
    let seen = version(&first.get(&tom).await);
    let place = |role: &'static str| {
        [
            ("version", seen.clone()),
            ("role", role.to_owned()),
            ("team", String::new()),
        ]
    };
    let send = |fields: [(&'static str, String); 3]| fields.map(|(n, v)| (n, v));
    let fields = send(place("team_manager"));
    let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
    assert_eq!(
        second.post(&format!("{tom}/place"), &fields).await.status,
        StatusCode::SEE_OTHER
    );
    let fields = send(place("auditor"));
    let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
    let stale = first.post(&format!("{tom}/place"), &fields).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    let words = stale.words();
    assert!(
        words.contains("Saved now, by another administrator Team manager"),
        "{words}"
    );
    assert!(stale.body.contains("value=\"auditor\" selected"), "{}", stale.body);
    for what in ["end", "reset"] {
        let answer = first.post(&format!("{tom}/{what}"), &[("version", &seen)]).await;
        assert_eq!(answer.status, StatusCode::CONFLICT, "{what}");
        assert!(answer.words().contains("Nothing of yours was done."), "{what}");
    }
    // Saved from the version now seen, it is done.
    let seen = version(&stale);
    let answer = first
        .post(
            &format!("{tom}/place"),
            &[("version", &seen), ("role", "auditor"), ("team", "")],
        )
        .await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    // Nobody changes their own.
    let own = first.get(&address(ADMINISTRATOR)).await;
    assert!(own.words().contains("Another administrator changes it."));
    let answer = first
        .post(&format!("{}/end", address(ADMINISTRATOR)), &[("version", "x")])
        .await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert_eq!(first.get("/users").await.status, StatusCode::OK);
}

/// A team that is none of the list is refused, and the answer does not stand at "No team" meanwhile, to be saved with the next press.
#[tokio::test]
async fn a_team_that_is_not_there_any_more_is_not_saved_as_no_team() {
    let site = Site::new().await;
    let admin = site.sign_in(ADMINISTRATOR).await;
    let gone = "01920000-0000-7000-8000-00000000dead";
    let sent = [("role", "social_worker"), ("team", gone)];
    let refused = act(&admin, "Tom Ashworth", "place", &sent).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused.words().contains("Choose a team of the list"),
        "{}",
        refused.words()
    );
    let select = refused.between("name=\"team\"", "</select>");
    assert!(
        select.contains(&format!("value=\"{gone}\" selected>Choose a team")),
        "{select}"
    );
}

#[tokio::test]
async fn accounts_are_for_administrators_who_see_no_case() {
    let site = Site::new().await;
    for name in ["Tom Ashworth", "Sunita Rao", "Hazel Ormerod", "Marek Zielinski"] {
        let browser = site.sign_in(name).await;
        for page in ["/users".to_owned(), "/users/add".to_owned(), address("Ben Carver")] {
            assert_eq!(browser.get(&page).await.status, StatusCode::FORBIDDEN, "{name} {page}");
        }
        for what in ["place", "reset", "end"] {
            let answer = browser
                .post(&format!("{}/{what}", address("Ben Carver")), &[("role", "auditor")])
                .await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{name} {what}");
        }
    }
    let admin = site.sign_in(ADMINISTRATOR).await;
    for page in [
        "/work",
        "/front-door",
        "/children",
        "/due",
        "/imports",
        "/access",
        "/own-reasons",
    ] {
        assert_eq!(admin.get(page).await.status, StatusCode::FORBIDDEN, "{page}");
    }
    assert_eq!(admin.get("/users/nobody").await.status, StatusCode::NOT_FOUND);
    assert_eq!(
        admin.get("/users/01920000-0000-7000-8000-000000000000").await.status,
        StatusCode::NOT_FOUND
    );
}

/// Every link of the main navigation leads somewhere, for everybody.
#[tokio::test]
async fn no_link_of_the_navigation_is_dead_for_any_role() {
    let site = Site::new().await;
    for name in [
        "Nadia Karimi",
        "Tom Ashworth",
        "Jo Whitlock",
        "Sunita Rao",
        "Howard Bell",
        "Marek Zielinski",
        "Hazel Ormerod",
        ADMINISTRATOR,
    ] {
        let browser = site.sign_in(name).await;
        let home = browser.get("/").await;
        let page = browser.get(&home.location).await;
        assert_eq!(page.status, StatusCode::OK, "{name} {}", home.location);
        let links: Vec<&str> = page
            .between("<nav", "</nav>")
            .split("href=\"")
            .skip(1)
            .map(|rest| rest.split('"').next().unwrap())
            .filter(|link| link.starts_with('/'))
            .collect();
        assert!(!links.is_empty(), "{name}");
        for link in links {
            assert_eq!(browser.get(link).await.status, StatusCode::OK, "{name} {link}");
        }
    }
}

/// The way out for somebody who cannot get in: without a session, and the same for everybody.
#[tokio::test]
async fn who_cannot_sign_in_is_told_whom_to_ring() {
    let site = Site::new().await;
    let nobody = site.browser("");
    let sign_in = nobody.get("/sign-in").await;
    assert!(
        sign_in.body.contains("href=\"/sign-in/cannot\">I cannot sign in</a>"),
        "{}",
        sign_in.words()
    );
    // The public is not sent to a help desk.
    let public = sign_in.between("not a member of staff?", "</div>");
    assert!(
        public.contains("01632 960 114") && !public.contains("01632 960 100"),
        "{public}"
    );
    let page = nobody.get("/sign-in/cannot").await;
    assert_eq!(page.status, StatusCode::OK);
    let words = page.words();
    for said in [
        "01632 960 100",
        "ring the duty team: 01632 960 114",
        "call 999",
        "Never say your password",
    ] {
        assert!(words.contains(said), "{said}: {words}");
    }
    assert!(!words.contains("council account"), "there is none here: {words}");
}
