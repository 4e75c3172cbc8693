//! The log of the program, listened to while canaries are typed, read and run into faults: it holds none of them.

use std::io::Write;
use std::sync::{Arc, Mutex, OnceLock};

use axum::http::{Request, header};
use testkit::authority::{canaries, person};
use tracing_subscriber::fmt::MakeWriter;

use crate::harness::{Site, encoded};

/// All that is logged by this process, at every level and from every thread.
#[derive(Clone, Default)]
struct Heard(Arc<Mutex<Vec<u8>>>);

impl Heard {
    fn listen() -> Self {
        static HEARD: OnceLock<Heard> = OnceLock::new();
        let begin = || {
            let heard = Self::default();
            tracing_subscriber::fmt()
                .with_max_level(tracing::Level::TRACE)
                .with_ansi(false)
                .with_writer(heard.clone())
                .init();
            heard
        };
        HEARD.get_or_init(begin).clone()
    }

    fn text(&self) -> String {
        String::from_utf8_lossy(&self.0.lock().unwrap()).into_owned()
    }
}

impl Write for Heard {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }
    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Heard {
    type Writer = Self;
    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

#[tokio::test]
async fn no_canary_gets_into_the_log() {
    let heard = Heard::listen();
    // The ear is open, on other threads too.
    std::thread::spawn(|| tracing::trace!("one two, one two"))
        .join()
        .unwrap();
    assert!(heard.text().contains("one two, one two"));

    let site = Site::new().await;
    let words: Vec<&str> = canaries().iter().map(|c| c.word).collect();
    for name in [
        "Howard Bell",
        "Jo Whitlock",
        "Sunita Rao",
        "Nadia Karimi",
        "Priscilla Amoah",
    ] {
        let browser = site.sign_in(name).await;
        for key in ["daniel", "team_child", "named_child", "sealed_child"] {
            for tab in ["", "/timeline", "/details", "/print", "/looked"] {
                browser.get(&format!("/people/{}{tab}", person(key))).await;
            }
            let purpose = [("purpose", words[0]), ("reason", words[1])];
            browser.post(&format!("/people/{}/print", person(key)), &purpose).await;
            browser.post(&format!("/people/{}/reason", person(key)), &purpose).await;
        }
        for word in &words {
            browser.post("/find", &[("q", word)]).await;
            browser.get(&format!("/children/{word}?q={word}")).await;
            browser.get(&format!("/people/{word}")).await;
            browser.get(&format!("/{word}")).await;
            browser.post_with("x", "/find", &[("q", word)]).await;
        }
        let draft = browser.post("/forms/contact", &[]).await;
        // An administrator has none.
        if draft.status != 303 {
            continue;
        }
        let draft = draft.location;
        for word in &words {
            let fields = [("child.1.name", *word), ("child.1.address", word), ("revision", word)];
            browser.post(&draft.replace("/who", "/children"), &fields).await;
            browser.post(&draft.replace("/who", "/worry"), &[("worry", word)]).await;
        }
        browser
            .post(&draft.replace("/who", "/danger"), &[("safety_words", words[2])])
            .await;
    }
    let sign_in = |word: &str| {
        let body = format!("email={0}&password={0}&code={0}&to=/{0}", encoded(word));
        Request::post("/sign-in")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(axum::body::Body::from(body))
            .unwrap()
    };
    for word in &words {
        site.ask(sign_in(word)).await;
    }

    // A fault, which is logged once with its cause: the folder of uploads is a file, and the upload is called after a child.
    let officer = site.sign_in("Marek Zielinski").await;
    std::fs::write(site.uploads(), "").unwrap();
    let name = format!("{} Marchbanks.xml", words[1]);
    let answer = officer
        .upload("/imports", &[("census", &name, words[3].as_bytes())])
        .await;
    assert!(answer.status.is_server_error(), "{}", answer.status);

    let text = heard.text();
    assert!(text.contains("a request failed"), "the fault was not heard: {text}");
    for word in words.iter().chain(&["Marchbanks", "Imogen", "Tallis", "Rosalind"]) {
        assert!(!text.contains(word), "{word} is in the log: {text}");
    }
}
