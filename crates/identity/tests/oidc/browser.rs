//! As much of a browser as a sign-in needs: cookies, one redirect at a time, one form.

use std::collections::BTreeMap;

use identity::oidc::Answer;
use reqwest::header::{COOKIE, LOCATION, SET_COOKIE};
use reqwest::{RequestBuilder, Response, Url};

pub struct Browser {
    http: reqwest::Client,
    cookies: BTreeMap<String, String>,
}

impl Browser {
    pub fn new() -> Self {
        let http = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .build()
            .unwrap();
        Self {
            http,
            cookies: BTreeMap::new(),
        }
    }

    /// Opens `start`, fills in the form it leads to, and follows until it would go to `back`; the query it has then.
    pub async fn sign_in(&mut self, start: &str, email: &str, password: &str, back: &str) -> Answer {
        let (page, form) = self.follow(start, back).await.expect_err("a form comes first");
        let action = form
            .split("action=\"")
            .nth(1)
            .and_then(|rest| rest.split('"').next())
            .expect("a form");
        let target = page.join(action).unwrap();
        let request = self
            .http
            .post(target.clone())
            .form(&[("email", email), ("password", password)]);
        let response = self.send(request).await;
        assert_eq!(response.status(), 303, "signed in as {email}");
        let next = target.join(response.headers()[LOCATION].to_str().unwrap()).unwrap();
        let returned = self.follow(next.as_str(), back).await.expect("back to the application");
        let query: serde_json::Map<_, _> = returned
            .query_pairs()
            .map(|(name, value)| (name.into_owned(), value.into_owned().into()))
            .collect();
        serde_json::from_value(query.into()).unwrap()
    }

    /// The address under `back` that redirects lead to, or the page they end at.
    pub async fn follow(&mut self, start: &str, back: &str) -> Result<Url, (Url, String)> {
        let mut url = Url::parse(start).unwrap();
        for _ in 0..10 {
            if url.as_str().starts_with(back) {
                return Ok(url);
            }
            let response = self.send(self.http.get(url.clone())).await;
            match response.headers().get(LOCATION) {
                Some(next) => url = url.join(next.to_str().unwrap()).unwrap(),
                None => return Err((url, response.text().await.unwrap())),
            }
        }
        panic!("redirected in circles to {url}");
    }

    pub async fn post_json(&mut self, url: &str, body: &serde_json::Value) {
        let response = self.send(self.http.post(url).body(body.to_string())).await;
        assert_eq!(response.status(), 204, "{url}");
    }

    async fn send(&mut self, request: RequestBuilder) -> Response {
        let cookies: Vec<String> = self
            .cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let response = request.header(COOKIE, cookies.join("; ")).send().await.unwrap();
        for cookie in response.headers().get_all(SET_COOKIE) {
            let pair = cookie.to_str().unwrap().split(';').next().unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
        response
    }
}
