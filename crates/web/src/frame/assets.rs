//! The files that the browser asks for. `build.rs` made them; their addresses carry a hash of their content, so an address never changes
//! its meaning and a browser may keep what it got for ever.

use axum::Router;
use axum::http::header::{
    ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, HeaderMap, IF_NONE_MATCH, VARY,
};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

include!(concat!(env!("OUT_DIR"), "/assets.rs"));

/// Everything that the binary carries for the browser.
pub const ALL: &[Asset] = &[STYLES, SCRIPT, ICON, LICENCES];

/// One embedded file. A page names it as `{{ crate::frame::assets::STYLES.path }}`: a wrong name does not compile.
#[derive(Clone, Copy, Debug)]
pub struct Asset {
    /// Address, hash included.
    pub path: &'static str,
    /// The ETag, in its quotation marks.
    pub tag: &'static str,
    pub media_type: &'static str,
    pub plain: &'static [u8],
    pub gzip: &'static [u8],
}

/// Routes of all embedded files. They hold nothing personal and need no sign-in.
pub fn routes<S: Clone + Send + Sync + 'static>() -> Router<S> {
    ALL.iter().fold(Router::new(), |router, asset| {
        router.route(asset.path, get(async move |headers: HeaderMap| serve(*asset, &headers)))
    })
}

const IMMUTABLE: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");

fn serve(asset: Asset, asked: &HeaderMap) -> Response {
    let kept = |name, value: &str| {
        asked
            .get_all(name)
            .iter()
            .any(|v| v.to_str().is_ok_and(|v| v.contains(value)))
    };
    let mut headers = HeaderMap::new();
    headers.insert(CACHE_CONTROL, IMMUTABLE);
    headers.insert(ETAG, HeaderValue::from_static(asset.tag));
    headers.insert(VARY, HeaderValue::from_static("accept-encoding"));
    if kept(IF_NONE_MATCH, asset.tag) {
        return (StatusCode::NOT_MODIFIED, headers).into_response();
    }
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(asset.media_type));
    if kept(ACCEPT_ENCODING, "gzip") {
        headers.insert(CONTENT_ENCODING, HeaderValue::from_static("gzip"));
        return (headers, asset.gzip).into_response();
    }
    (headers, asset.plain).into_response()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::Path;

    use axum::body::{Body, to_bytes};
    use axum::http::Request;
    use tower::ServiceExt as _;

    use super::*;

    async fn ask(path: &str, headers: &[(&str, &str)]) -> Response {
        let mut request = Request::get(path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        routes::<()>()
            .oneshot(request.body(Body::empty()).unwrap())
            .await
            .unwrap()
    }

    #[tokio::test]
    async fn each_file_is_served_for_ever_and_answers_a_browser_that_has_it() {
        for asset in ALL {
            let plain = ask(asset.path, &[]).await;
            assert_eq!(plain.status(), StatusCode::OK);
            assert_eq!(plain.headers()[CONTENT_TYPE], asset.media_type);
            assert_eq!(plain.headers()[CACHE_CONTROL], "public, max-age=31536000, immutable");
            assert_eq!(plain.headers()[ETAG], asset.tag);
            assert_eq!(to_bytes(plain.into_body(), usize::MAX).await.unwrap(), asset.plain);

            let zipped = ask(asset.path, &[("accept-encoding", "br, gzip")]).await;
            assert_eq!(zipped.headers()[CONTENT_ENCODING], "gzip");
            let bytes = to_bytes(zipped.into_body(), usize::MAX).await.unwrap();
            let mut unzipped = Vec::new();
            std::io::Read::read_to_end(&mut flate2::read::GzDecoder::new(&bytes[..]), &mut unzipped).unwrap();
            assert_eq!(unzipped, asset.plain);

            let again = ask(asset.path, &[("if-none-match", asset.tag)]).await;
            assert_eq!(again.status(), StatusCode::NOT_MODIFIED);
            assert!(to_bytes(again.into_body(), usize::MAX).await.unwrap().is_empty());
        }
        assert_eq!(ask("/assets/../Cargo.toml", &[]).await.status(), StatusCode::NOT_FOUND);
        assert_eq!(ask("/assets/holdfast.css", &[]).await.status(), StatusCode::NOT_FOUND);
    }

    #[test]
    fn neither_the_font_nor_the_crown_nor_a_picture_of_the_packages_is_carried() {
        for asset in ALL.iter().filter(|asset| asset.path != LICENCES.path) {
            let text = std::str::from_utf8(asset.plain).unwrap().to_lowercase();
            for word in [
                "gds",
                "transport",
                "font-face",
                "crown",
                "crest",
                "url(",
                ".woff",
                "/assets/images",
                "sourcemapping",
            ] {
                assert!(!text.contains(word), "{} names {word}", asset.path);
            }
        }
        let styles = std::str::from_utf8(STYLES.plain).unwrap();
        assert!(
            !styles.contains("@import"),
            "a style sheet that asks for another one is slower"
        );
        assert!(styles.starts_with("/* ") && styles.contains(LICENCES.path));
    }

    /// Every name that looks like a class of one of the packages, in every template and every Rust file.
    fn blocks_used() -> BTreeSet<String> {
        fn walk(folder: &Path, found: &mut BTreeSet<String>) {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.ends_with("gallery") {
                    continue;
                }
                if path.is_dir() {
                    walk(&path, found);
                } else if path.extension().is_some_and(|e| e == "html" || e == "rs") {
                    let text = fs::read_to_string(&path).unwrap();
                    // What a test says about a class does not make a page use it.
                    let text = if path.extension().unwrap() == "rs" {
                        text.split("#[cfg(test)]").next().unwrap()
                    } else {
                        &text
                    };
                    for word in text.split(|c: char| !(c.is_ascii_alphanumeric() || "-_!".contains(c))) {
                        if word.starts_with("govuk-") || word.starts_with("moj-") {
                            let block = word.split("__").next().unwrap().split("--").next().unwrap();
                            found.insert(block.trim_end_matches('-').to_owned());
                        }
                    }
                }
            }
        }
        let mut found = BTreeSet::new();
        walk(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src")), &mut found);
        // Names that only the packages' scripts look for, and the packages' own names.
        found.retain(|block| !block.starts_with("govuk-js-") && block != "govuk-frontend" && block != "moj-frontend");
        found
    }

    #[test]
    fn the_styles_kept_are_the_styles_used() {
        let listed: BTreeSet<String> = include_str!("../../styles/packages.txt")
            .lines()
            .filter(|line| !line.starts_with('#') && !line.is_empty())
            .map(str::to_owned)
            .collect();
        let used = blocks_used();
        let missing: Vec<_> = used.difference(&listed).collect();
        assert!(
            missing.is_empty(),
            "used, but not kept by styles/packages.txt: {missing:?}"
        );
        // Set by script, not by a template.
        let idle: Vec<_> = listed
            .difference(&used)
            .filter(|block| *block != "govuk-frontend-supported")
            .collect();
        assert!(
            idle.is_empty(),
            "kept by styles/packages.txt, but used nowhere: {idle:?}"
        );
    }
}
