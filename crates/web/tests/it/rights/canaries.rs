//! The words that stand in restricted places, looked for in every answer to everybody who may not see them: every page of the router's table
//! about everybody of the families, prints, searches, the panel of a form, downloads, headers.

use std::collections::BTreeSet;

use testkit::authority::{Canary, canaries, person};
use web::routes::ROUTES;

use super::family::{Family, KEYS};
use super::ground::NOBODY;
use crate::harness::{Answer, Browser, Site};
use crate::people::masked::{EVERYBODY, may_see};

/// What else an address of a record may ask for.
const QUERIES: &[&str] = &[
    "?show=decisions",
    "?as_known=2026-11-12T10:40",
    "?homes=no&former=no&died=no&drawn=1",
    "?show=refused",
];

fn sealed_name() -> &'static str {
    let name = |c: &&Canary| c.place == "the name of a sealed child";
    canaries().iter().find(name).unwrap().word
}

/// Whoever a sealed record is open to.
fn keeps_what_is_sealed(name: &str) -> bool {
    ["Howard Bell", "Sunita Rao"].contains(&name)
}

/// What somebody saw that they may not, of one answer.
struct Watch<'a> {
    name: &'a str,
    hidden: Vec<String>,
    wrong: BTreeSet<String>,
    seen: BTreeSet<&'static str>,
}

impl<'a> Watch<'a> {
    fn over(name: &'a str) -> Self {
        let may = may_see(name);
        let mut hidden: Vec<String> = canaries()
            .iter()
            .filter(|c| !may.contains(&c.word))
            .map(|c| c.word.to_owned())
            .collect();
        if !keeps_what_is_sealed(name) {
            // Not by another of her names, and not by an id that could be followed.
            hidden.extend(["Marchbanks".to_owned(), person("sealed_child").to_string()]);
        }
        Self {
            name,
            hidden,
            wrong: BTreeSet::new(),
            seen: BTreeSet::new(),
        }
    }

    /// Looks through an answer. `sent` is what the reader typed or asked for, which an answer may repeat.
    fn look(&mut self, what: &str, answer: &Answer, sent: &str) {
        assert!(
            !answer.status.is_server_error(),
            "{} {what}: {}",
            self.name,
            answer.status
        );
        for (place, text) in [("page", &answer.body), ("headers", &answer.headers)] {
            for word in self
                .hidden
                .iter()
                .filter(|w| !sent.contains(w.as_str()) && text.contains(w.as_str()))
            {
                self.wrong
                    .insert(format!("{word} in the {place} of {what} ({})", answer.status));
            }
            self.seen.extend(
                canaries()
                    .iter()
                    .map(|c| c.word)
                    .filter(|word| !sent.contains(word) && text.contains(word)),
            );
        }
    }
}

impl Watch<'_> {
    /// Looks whom a search found.
    fn finds(&mut self, what: &str, answer: &Answer, asked: &str) {
        let may = may_see(self.name);
        let word = |c: &Canary| asked.to_lowercase().contains(&c.word.to_lowercase());
        let own = canaries().iter().any(|c| may.contains(&c.word) && word(c));
        for name in guarded_by(asked).iter().filter(|_| !own) {
            if answer.body.contains(name) {
                self.wrong.insert(format!("{what} for {asked} finds {name}"));
            }
        }
        // A custodian does find her: the words are such as would find somebody.
        if keeps_what_is_sealed(self.name) && asked == format!("{} Marchbanks", sealed_name()) {
            assert!(answer.body.contains(&person("sealed_child").to_string()), "{what}");
        }
    }
}

/// Every page of the table, with everybody in it.
async fn pages(browser: &Browser<'_>, ground: &Family, watch: &mut Watch<'_>) {
    for route in ROUTES.iter().filter(|r| r.method == "get") {
        for address in ground.addresses(route.path) {
            watch.look(&address, &browser.get(&address).await, &address);
            let of_a_record = route.path.starts_with("/people/{id}");
            if of_a_record
                && !["/record", "/join", "/facts", "/reason"]
                    .iter()
                    .any(|p| route.path.contains(p))
            {
                for query in QUERIES {
                    let address = format!("{address}{query}");
                    watch.look(&address, &browser.get(&address).await, &address);
                }
            }
        }
    }
    for show in ["records", "refused", "lists", "own_reasons", "saved", "all"] {
        watch.look("/access", &browser.get(&format!("/access?show={show}")).await, "");
    }
    for key in KEYS {
        let address = format!("/people/{}/print", person(key));
        let fields = [
            ("purpose", "legal planning meeting"),
            ("referrers", "included"),
            ("reason", "The court has asked for them."),
        ];
        watch.look(
            &format!("a print of {key}"),
            &browser.post(&address, &fields).await,
            &address,
        );
    }
}

/// What somebody may try to find them by: the words themselves, pieces, the address, numbers, the day of birth.
fn searches() -> Vec<String> {
    let mut asked: Vec<String> = canaries().iter().map(|c| c.word.to_owned()).collect();
    let pieces: Vec<String> = asked
        .iter()
        .flat_map(|w| {
            [
                w[..5].to_owned(),
                w[2..].to_owned(),
                w.to_lowercase(),
                w.replace('e', "a"),
            ]
        })
        .collect();
    asked.extend(pieces);
    asked.extend(
        [
            "Marchbanks",
            "Marchbank",
            "2 Umbershaw Gardens, Harrowden",
            "6 Thrushmere Close, Fenwick Green",
            "Quillfeather Close",
            "MX11 9ZZ",
            "HF0000000010",
            "5 Nov 2019",
            "05/11/2019",
            "2019",
            "Marchbanks 5 Nov 2019",
        ]
        .map(str::to_owned),
    );
    asked.push(format!("{} Marchbanks", sealed_name()));
    asked
}

/// By a place that is guarded nobody is found who is guarded, by name neither.
fn guarded_by(asked: &str) -> &'static [&'static str] {
    let word = |word: &str| asked.to_lowercase().contains(word);
    if word("thrushmere") || word("oxlipford") {
        &["Rosalind", "Pike"]
    } else if word("brackenthwaite") || word("tarnishwood") {
        &["Imogen", "Tallis"]
    } else if word("quillfeather") {
        &["Daniel"]
    } else {
        &[]
    }
}

async fn searched(browser: &Browser<'_>, watch: &mut Watch<'_>) {
    for asked in searches() {
        let answer = browser.post("/find", &[("q", &asked)]).await;
        watch.look(&format!("a search for {asked}"), &answer, &asked);
        watch.finds("a search", &answer, &asked);
    }
}

/// The panel beside the children of a form: who each may be.
async fn panel(browser: &Browser<'_>, watch: &mut Watch<'_>) {
    let start = browser.post("/forms/contact", &[]).await;
    if start.status != 303 {
        return;
    }
    let address = start.location.replace("/who", "/children");
    for (at, asked) in searches().into_iter().enumerate() {
        let page = browser.get(&address).await;
        let revision = page.between("name=\"revision\" value=\"", "\"").to_owned();
        // By turns as a name, with a birth date, as an address.
        let fields: &[(&str, &str)] = match at % 3 {
            _ if asked.ends_with(" Marchbanks") => &[("child.1.name", &asked)],
            0 => &[("child.1.name", &asked)],
            1 => &[("child.1.name", &asked), ("child.1.age", "5 Nov 2019")],
            _ => &[("child.1.name", "Robin"), ("child.1.address", &asked)],
        };
        let fields = [&[("revision", revision.as_str()), ("go", "stay")], fields].concat();
        let saved = browser.post(&address, &fields).await;
        watch.look(&format!("saving {asked}"), &saved, &asked);
        let page = browser.get(&address).await;
        assert!(page.body.contains("child.1.name"), "the form of {asked}");
        watch.look(&format!("the panel for {asked}"), &page, &asked);
        watch.finds("the panel", &page, &asked);
    }
}

async fn watches(name: &str) {
    let site = Site::new().await;
    let mut ground = Family::of(&site).await;
    let browser = site.sign_in(name).await;
    let draft = browser.post("/forms/contact", &[]).await;
    ground.drafts = match draft.status.as_u16() {
        303 => vec![draft.location.replace("/who", "")],
        _ => vec![format!("/drafts/{NOBODY}")],
    };
    let mut watch = Watch::over(name);
    pages(&browser, &ground, &mut watch).await;
    searched(&browser, &mut watch).await;
    panel(&browser, &mut watch).await;
    assert!(
        watch.wrong.is_empty(),
        "{name} saw\n{}",
        watch.wrong.into_iter().collect::<Vec<_>>().join("\n")
    );
    // Whoever may see a word does: the test looks where it stands.
    for word in may_see(name) {
        assert!(watch.seen.contains(word), "{name} never saw {word}");
    }
}

macro_rules! watched {
    ($( $test:ident $name:literal; )*) => {
        $( #[tokio::test] async fn $test() { watches($name).await; } )*

        #[test]
        fn everybody_is_watched() {
            assert_eq!([$( $name ),*], EVERYBODY);
        }
    };
}

watched! {
    an_adviser "Nadia Karimi";
    a_social_worker_of_the_front_door "Tom Ashworth";
    a_manager_of_the_front_door "Grace Adjei";
    a_social_worker "Jo Whitlock";
    a_newly_qualified_social_worker "Ben Carver";
    a_team_manager "Rhys Pritchard";
    a_service_manager "Sunita Rao";
    a_custodian "Howard Bell";
    an_auditor "Hazel Ormerod";
    a_data_officer "Marek Zielinski";
    an_administrator "Priscilla Amoah";
}
