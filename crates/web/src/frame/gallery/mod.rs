//! Every part in every state, on pages that only a test makes. Set `HOLDFAST_GALLERY` to a folder to have them written there, with the
//! embedded files beside them, for a browser to look at.

mod forms;
mod record;

use std::sync::Arc;

use axum::body::to_bytes;
use axum::http::StatusCode;
use axum::response::Response;

use super::errors::Error;
use super::*;
use forms::{form, sign_in, stale};
use record::child;

pub fn frame() -> Frame {
    Frame {
        authority: Arc::new(Authority {
            name: "Marlshire children's services".into(),
            help: "01632 960 100".into(),
            duty: "01632 960 114".into(),
        }),
        signed_in: Some(SignedIn {
            name: "Jo Whitlock".into(),
            role: "Social worker, Assessment East".into(),
            areas: Area::SOCIAL_WORKER,
            csrf: Csrf::new("token-of-the-session"),
            idle_seconds: 900,
        }),
        disk_full: false,
    }
}

fn full() -> Frame {
    Frame {
        disk_full: true,
        ..frame()
    }
}

fn nobody() -> Frame {
    Frame {
        signed_in: None,
        ..frame()
    }
}

/// Every page of the gallery by name.
async fn pages() -> Vec<(String, String)> {
    let text = async |response: Response| {
        let bytes = to_bytes(response.into_body(), usize::MAX).await.unwrap();
        String::from_utf8(bytes.to_vec()).unwrap()
    };
    let mut pages = Vec::new();
    for (name, response) in [
        ("sign-in", sign_in()),
        ("form", form(false)),
        ("form-errors", form(true)),
        ("child", child(false)),
        ("child-past", child(true)),
        ("stale", stale()),
        ("accessibility", about::accessibility(&nobody()).unwrap()),
        ("corrections", about::corrections(&frame()).unwrap()),
        ("disk-full", about::corrections(&full()).unwrap()),
    ] {
        pages.push((name.to_owned(), text(response).await));
    }
    for error in [
        Error::refused(
            "You may not open this record",
            "It is open to the children in care team only.",
        ),
        Error::NotFound,
        Error::MethodNotAllowed,
        Error::TooLarge,
        Error::Unreadable,
        Error::TooMany { seconds: 600 },
        Error::OldForm,
        Error::NotConnected("the pool is empty".into()),
        Error::DiskFull,
        Error::fault("a cause that no reader sees"),
    ] {
        let name = format!("error-{}-{}", error.status().as_u16(), pages.len());
        pages.push((name, text(errors::tests::dressed(error).await).await));
    }
    pages
}

#[tokio::test]
async fn every_page_stands_in_the_frame() {
    let pages = pages().await;
    for (name, page) in &pages {
        assert!(
            page.starts_with("<!DOCTYPE html>") && page.trim_end().ends_with("</html>"),
            "{name}"
        );
        assert_eq!(page.matches("<h1").count(), 1, "{name} has one first heading");
        assert_eq!(page.matches("<main").count(), 1, "{name}");
        assert!(
            !page.contains(" style=") && !page.contains("<script>") && !page.contains(" onclick"),
            "{name}: inline"
        );
        assert!(
            page.contains(assets::STYLES.path) && page.contains(assets::SCRIPT.path),
            "{name}"
        );
        let posts = page.matches(r#"method="post""#).count();
        if page.contains("Sign out") {
            assert!(
                page.matches(r#"name="csrf" value="token-of-the-session""#).count() >= posts,
                "{name}: a form without its token"
            );
        }
        let ids: Vec<&str> = page
            .split(" id=\"")
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
            .collect();
        for id in &ids {
            assert_eq!(
                ids.iter().filter(|other| *other == id).count(),
                1,
                "{name}: the id {id} stands twice"
            );
        }
    }
    if let Some(folder) = std::env::var_os("HOLDFAST_GALLERY") {
        let folder = std::path::PathBuf::from(folder);
        std::fs::create_dir_all(folder.join("assets")).unwrap();
        for asset in assets::ALL {
            std::fs::write(folder.join(asset.path.trim_start_matches('/')), asset.plain).unwrap();
        }
        for (name, page) in &pages {
            std::fs::write(folder.join(format!("{name}.html")), page).unwrap();
        }
    }
}

#[tokio::test]
async fn a_page_says_in_its_title_and_its_status_that_something_is_wrong() {
    assert_eq!(form(false).status(), StatusCode::OK);
    assert_eq!(form(true).status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(stale().status(), StatusCode::CONFLICT);
    let pages = pages().await;
    let titled = |name: &str, title: &str| {
        let (_, page) = pages.iter().find(|(n, _)| n == name).unwrap();
        assert!(page.contains(&format!("<title>{title}</title>")), "{name}: {title}");
    };
    titled("form", "Contact 26-104417: the children – Holdfast");
    titled("form-errors", "Error: Contact 26-104417: the children – Holdfast");
}

#[tokio::test]
async fn a_page_of_the_past_is_marked_and_offers_nothing_to_record() {
    let pages = pages().await;
    let (_, past) = pages.iter().find(|(name, _)| name == "child-past").unwrap();
    assert!(past.contains("hf-past\"") && past.contains("As known on 22 Jul 2026 at 16:30"));
    assert!(!past.contains("Record something"));
}

#[tokio::test]
async fn the_main_navigation_marks_where_the_reader_is() {
    let pages = pages().await;
    let (_, page) = pages.iter().find(|(name, _)| name == "child").unwrap();
    let marked = r#"<a class="govuk-service-navigation__link" href="/children" aria-current="page">"#;
    assert_eq!(page.matches("aria-current=\"page\"><strong").count(), 1);
    assert!(page.contains(marked));
    let (_, outside) = pages.iter().find(|(name, _)| name == "sign-in").unwrap();
    assert!(!outside.contains("govuk-service-navigation") && !outside.contains("Find a child"));
}

#[tokio::test]
async fn the_skip_link_is_the_packages() {
    let (_, page) = pages().await.swap_remove(0);
    let start = page.find(r##"<a href="#main-content""##).unwrap();
    let ours = &page[start..start + page[start..].find("</a>").unwrap() + 4];
    fixtures::check("skip-link", &["default"], |options| {
        assert_eq!(options.text("/text").as_deref(), Some("Skip to main content"));
        Html::fixed(ours.replace("#main-content", &options.text("/href").unwrap()).leak())
    });
}
