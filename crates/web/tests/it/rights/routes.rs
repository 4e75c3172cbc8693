//! Every route of the router's own table, by everybody of the cast, to a record of every standing.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicU64, Ordering};

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use testkit::authority::worker_id;
use uuid::Uuid;
use web::routes::{ROUTES, WhoMay};
use web::seal::Seal;

use super::expected::EXPECTED;
use super::ground::{Ground, NOBODY, child, contact, part, twin, unnamed};
use super::{CAST, Standing};
use crate::harness::{Answer, Browser, Site};

/// The address of a route for a standing.
fn address(pattern: &str, form: &str, ground: &Ground, standing: Standing) -> String {
    let is = |start: &str| pattern.starts_with(start);
    let nobody = standing == Standing::Nobody;
    let id = || match pattern {
        _ if is("/people") && nobody => NOBODY.to_owned(),
        _ if is("/people") => child(standing).to_string(),
        _ if is("/contacts") && nobody => NOBODY.to_owned(),
        _ if is("/contacts") => contact(standing).to_string(),
        _ if is("/drafts") => ground.draft(standing).to_owned(),
        _ if is("/match-checks") => ground.check(standing).to_owned(),
        _ if is("/alerts") => ground.alert(standing).to_owned(),
        _ if is("/imports") => ground.import(standing).to_owned(),
        _ if is("/users") && nobody => NOBODY.to_owned(),
        _ if is("/users") => worker_id("Leila Haddad").to_string(),
        other => panic!("no id for {other}: say here whose it is"),
    };
    let piece = |piece: &str| match piece {
        "{id}" => id(),
        "{part}" if pattern.ends_with("/identify") => unnamed(standing).to_string(),
        "{part}" => part(standing).to_string(),
        "{section}" => "worry".into(),
        "{form}" => form.to_owned(),
        "{fact}" if pattern.ends_with("/part") => ground.joined(standing),
        "{fact}" => ground.named(standing),
        other if other.starts_with('{') => panic!("no {other}: say here what it is"),
        other => other.to_owned(),
    };
    pattern.split('/').map(piece).collect::<Vec<_>>().join("/")
}

/// A form's signed field as the server would have made it, so that it is the right that is tried and not the field.
fn seen(pattern: &str, form: &str, ground: &Ground, standing: Standing, head: i64) -> Option<String> {
    static NONCE: AtomicU64 = AtomicU64::new(0);
    let nonce = format!("try-{}", NONCE.fetch_add(1, Ordering::SeqCst));
    let seal = Seal::new([7; 32]);
    let nobody = standing == Standing::Nobody;
    if let Some(rest) = pattern.strip_prefix("/people/{id}/") {
        let id = if nobody {
            NOBODY.to_owned()
        } else {
            child(standing).to_string()
        };
        let what = match rest.rsplit('/').next()? {
            "{form}" => form.to_owned(),
            what @ ("correct" | "wrong") => format!("{what}-{}", ground.named(standing)),
            "part" => format!("part-{}", ground.joined(standing)),
            _ => return None,
        };
        return Some(seal.seal("record", &format!("{nonce} {id} {what} {head}")));
    }
    let what = pattern.strip_prefix("/contacts/{id}/")?;
    let id = if nobody {
        NOBODY.to_owned()
    } else {
        contact(standing).to_string()
    };
    let (purpose, of, decision) = match what.rsplit('/').next()? {
        "take" | "danger" => ("contact", Uuid::nil().to_string(), "none".to_owned()),
        "decide" => ("decide", part(standing).to_string(), "none".to_owned()),
        "identify" => ("identify", unnamed(standing).to_string(), "none".to_owned()),
        _ => ("sign", part(standing).to_string(), ground.decision(standing)),
    };
    Some(seal.seal(purpose, &format!("{nonce} {id} {of} {decision} {head} ")))
}

/// The least that a form would send. Where it is not enough the answer says what is missing (422): the right was there.
fn fields(pattern: &str, ground: &Ground, standing: Standing) -> Vec<(&'static str, String)> {
    let fields: &[(&str, &str)] = match pattern {
        "/people/{id}/reason" => &[
            ("purpose", "danger_now"),
            ("reason", "Police are at the door and ask who lives there."),
        ],
        "/people/{id}/looked" => &[("answer", "right")],
        "/people/{id}/looked/print" => &[("whom", "her mother, by letter")],
        "/people/{id}/print" => &[("purpose", "case discussion")],
        "/contacts/{id}/children/{part}/sign" => &[("do", "sign")],
        "/match-checks/{id}" => &[("answer", "perhaps")],
        "/contacts/{id}/children/{part}/identify" => &[("person", "new")],
        "/find" => &[("q", "Robin Ownleigh")],
        _ => &[],
    };
    let mut fields: Vec<_> = fields.iter().map(|(n, v)| (*n, (*v).to_owned())).collect();
    if pattern == "/people/{id}/looked" {
        fields.push(("look", ground.look(standing).to_string()));
    }
    fields
}

pub async fn tried(
    site: &Site,
    browser: &Browser<'_>,
    (method, pattern, form): (&str, &str, &str),
    ground: &Ground,
    standing: Standing,
) -> Answer {
    let address = address(pattern, form, ground, standing);
    if method == "get" {
        return browser.get(&address).await;
    }
    if pattern == "/imports" {
        return browser.upload(&address, &[]).await;
    }
    let head = site.store.read(|tx| tx.known_seq()).await.unwrap();
    let mut sent = fields(pattern, ground, standing);
    if let Some(seen) = seen(pattern, form, ground, standing, head) {
        sent.push(("page", seen));
    }
    let sent: Vec<(&str, &str)> = sent.iter().map(|(n, v)| (*n, v.as_str())).collect();
    browser.post(&address, &sent).await
}

/// The letter of an answer.
fn letter(answer: &Answer) -> char {
    match answer.status.as_u16() {
        303 if answer.location == "/sign-in" || answer.location.starts_with("/sign-in?") => 'X',
        // A field that was not ours would say nothing of the right.
        403 if answer.body.contains("This form is too old") => 'O',
        403 => 'R',
        404 => 'N',
        405 => 'M',
        500.. => 'E',
        _ => 'S',
    }
}

/// A page without the ids that were asked for.
fn without_ids(answer: &Answer, standing: Standing) -> (StatusCode, String, String) {
    let mut texts = [answer.location.clone(), answer.body.clone()];
    for text in &mut texts {
        for id in [
            child(standing).0,
            twin(standing).0,
            contact(standing).0,
            part(standing).0,
        ] {
            *text = text.replace(&id.to_string(), NOBODY);
        }
    }
    let [location, body] = texts;
    (answer.status, location, body)
}

/// One of the cast tries everything. What differs from the expectation is listed whole.
async fn tries_everything(column: usize) {
    let site = Site::new().await;
    let name = CAST[column];
    let ground = Ground::of(&site, name).await;
    let browser = site.sign_in(name).await;
    let mut wrong = Vec::new();
    for (method, pattern, form, act) in EXPECTED {
        let route = (*method, *pattern, *form);
        let mut answers = Vec::new();
        for standing in Standing::ALL.iter().copied() {
            let Some(expect) = act.of(standing).chars().nth(column) else {
                continue;
            };
            let answer = tried(&site, &browser, route, &ground, standing).await;
            let got = letter(&answer);
            // Signing out leads to the sign-in page.
            let leaves = *pattern == "/sign-out" && got == 'X';
            if got != expect.to_ascii_uppercase() && !leaves {
                wrong.push(format!(
                    "{method} {pattern} {form} {standing:?}: expected {expect}, got {got} ({})",
                    answer.status
                ));
            }
            // Except for whoever is let in, a sealed record's page has nothing of it: neither here nor in a refusal.
            if pattern.starts_with("/people") && !matches!(got, 'S') && standing == Standing::Sealed {
                assert!(!answer.body.contains("Sealton"), "{route:?}");
            }
            answers.push((standing, answer));
        }
        let of = |standing: Standing| answers.iter().find(|(s, _)| *s == standing).map(|(_, a)| a);
        let contact = pattern.starts_with("/contacts");
        if let (Some(sealed), Some(nobody), false) = (of(Standing::Sealed), of(Standing::Nobody), contact) {
            let (sealed, nobody) = (
                without_ids(sealed, Standing::Sealed),
                without_ids(nobody, Standing::Nobody),
            );
            if sealed != nobody {
                wrong.push(format!(
                    "{method} {pattern} {form}: sealed is told from nobody: {sealed:?} {nobody:?}"
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{name}:\n{}", wrong.join("\n"));
}

macro_rules! cast {
    ($( $test:ident $column:literal; )*) => { $(
        #[tokio::test]
        async fn $test() {
            tries_everything($column).await;
        }
    )* };
}

cast! {
    an_adviser_tries_every_route 0;
    a_social_worker_tries_every_route 1;
    a_social_worker_of_the_front_door_tries_every_route 2;
    a_newly_qualified_social_worker_tries_every_route 3;
    a_team_manager_tries_every_route 4;
    a_manager_of_the_front_door_tries_every_route 5;
    a_service_manager_tries_every_route 6;
    a_data_officer_tries_every_route 7;
    an_auditor_tries_every_route 8;
    an_administrator_tries_every_route 9;
}

#[test]
fn every_route_has_its_expectation_and_every_expectation_its_route() {
    let routes: BTreeSet<_> = ROUTES.iter().map(|r| (r.method, r.path)).collect();
    let expected: BTreeSet<_> = EXPECTED.iter().map(|(method, path, ..)| (*method, *path)).collect();
    let without: Vec<_> = routes.symmetric_difference(&expected).collect();
    assert!(without.is_empty(), "in one of the two only: {without:?}");
    for (method, path, form, act) in EXPECTED {
        for standing in Standing::ALL {
            let line = act.of(*standing);
            assert!(
                line.is_empty() || line.len() == CAST.len(),
                "{method} {path} {form} {standing:?}: {line}"
            );
        }
        // Where an address names something, somebody who has no right to it, or nothing at all, is tried too.
        assert!(
            !path.contains("{id}") || !act.nobody.is_empty(),
            "{method} {path} names something, and nobody's is not tried"
        );
        assert!(
            !path.starts_with("/people/") || !act.sealed.is_empty(),
            "{method} {path} is about a person"
        );
    }
}

async fn plain(site: &Site, method: &str, address: &str) -> Answer {
    let request = Request::builder().method(method).uri(address);
    site.ask(request.body(Body::empty()).unwrap()).await
}

/// Without a session nothing opens but what is for anybody: a page leads to the sign-in, a form says that it is too old and does nothing.
#[tokio::test]
async fn nobody_signed_in_gets_anywhere() {
    let site = Site::new().await;
    let ground = Ground::of(&site, "Jo Whitlock").await;
    let head = site.store.read(|tx| tx.known_seq()).await.unwrap();
    for route in ROUTES.iter().filter(|r| r.who != WhoMay::Anyone) {
        for standing in [Standing::Own, Standing::Sealed, Standing::Nobody] {
            let form = if route.path.starts_with("/forms") {
                "contact"
            } else {
                "name"
            };
            let address = address(route.path, form, &ground, standing);
            let answer = plain(&site, &route.method.to_uppercase(), &address).await;
            let what = format!("{} {address}", route.method);
            if route.method == "get" {
                let to = (StatusCode::SEE_OTHER, format!("/sign-in?to={address}"));
                assert_eq!((answer.status, answer.location), to, "{what}");
                assert!(answer.body.is_empty(), "{what}");
            } else {
                assert_eq!(letter(&answer), 'O', "{what}: {}", answer.status);
            }
        }
    }
    // A cookie that is nobody's is none.
    for cookie in [
        "holdfast=",
        "holdfast=x",
        "holdfast=token",
        "__Host-holdfast=token 0 of Jo Whitlock",
    ] {
        let answer = site.browser(cookie).get("/work").await;
        assert_eq!(answer.location, "/sign-in?to=/work", "{cookie}");
    }
    assert_eq!(site.store.read(|tx| tx.known_seq()).await.unwrap(), head);
}

/// A method that the table does not have is refused with a page, whoever asks and whatever the address names.
#[tokio::test]
async fn no_other_method_is_answered() {
    let site = Site::new().await;
    let ground = Ground::of(&site, "Jo Whitlock").await;
    let jo = site.sign_in("Jo Whitlock").await;
    for route in ROUTES {
        let form = if route.path.starts_with("/forms") {
            "contact"
        } else {
            "name"
        };
        let address = address(route.path, form, &ground, Standing::Own);
        for method in ["GET", "POST", "PUT", "PATCH", "DELETE", "TRACE"] {
            let takes = |m: &str| {
                ROUTES
                    .iter()
                    .any(|r| r.path == route.path && r.method.eq_ignore_ascii_case(m))
            };
            if takes(method) {
                continue;
            }
            let request = Request::builder()
                .method(method)
                .uri(&address)
                .header(header::COOKIE, jo.cookie());
            let answer = site.ask(request.body(Body::empty()).unwrap()).await;
            assert_eq!(letter(&answer), 'M', "{method} {address}: {}", answer.status);
        }
    }
}
