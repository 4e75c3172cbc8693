//! An open family with the guarded children in the midst of it, and the addresses of every route about them.

use std::collections::BTreeSet;

use domain::facts::household::MemberRecorded;
use domain::facts::person::NoteRecorded;
use domain::roles::Role;
use testkit::authority::{household, person};

use super::ground::Pen;
use super::ids::related;
use crate::front_door::masked::guarded;
use crate::front_door::match_check::hand_over;
use crate::harness::Site;

pub const KEYS: &[&str] = &[
    "maya",
    "tyler_james",
    "hannah",
    "daniel",
    "asha",
    "team_child",
    "named_child",
    "sealed_child",
];

/// The guarded children in the midst of an open family: beside Maya as siblings, in her home, in a contact with her, in checks, in the access log.
pub struct Family {
    contacts: Vec<String>,
    /// A fact of every record, by its number.
    facts: Vec<String>,
    pub drafts: Vec<String>,
    checks: Vec<String>,
    import: String,
}

impl Family {
    pub async fn of(site: &Site) -> Self {
        let mut pen = Pen::new();
        let mut facts = Vec::new();
        for key in ["team_child", "named_child", "sealed_child"] {
            facts.push(related(&mut pen, person("maya"), person(key)));
            facts.push(related(&mut pen, person(key), person("tyler_james")));
            let member = MemberRecorded {
                person: person(key),
                from: None,
                to: None,
                said_by: "Hannah".into(),
            };
            let member = pen.fact(household("tanners_row"), member);
            facts.push(member.about(domain::ledger::About::other(person(key), "mentioned")));
        }
        let more = pen.write(site, "Howard Bell", Role::ServiceManager, facts).await;
        // A note on the record of one who may be opened, which is about one who may not too, is of the former alone.
        let note = NoteRecorded {
            title: "Visit".into(),
            text: "All at home.".into(),
            child_said: String::new(),
        };
        let note = pen.fact(person("maya"), note);
        let note = note.about(domain::ledger::About::other(person("sealed_child"), "mentioned"));
        pen.write(site, "Howard Bell", Role::ServiceManager, vec![note]).await;
        let tom = site.sign_in("Tom Ashworth").await;
        let named = [
            ("child.1.name", "Maya Brennan-Osei"),
            ("child.2.name", "Robin Hale"),
            ("child.2.age", "5 Nov 2019"),
        ];
        let contacts = vec![guarded(site).await, hand_over(&tom, &named).await];
        let mut refs: BTreeSet<String> = (0..9).map(|ord| format!("{more}.{ord}")).collect();
        // Those who may look do, so that it stands in the access log too.
        for (name, key) in [
            ("Howard Bell", "sealed_child"),
            ("Jo Whitlock", "named_child"),
            ("Jo Whitlock", "team_child"),
            ("Sunita Rao", "daniel"),
        ] {
            let browser = site.sign_in(name).await;
            for tab in ["", "/timeline", "/details"] {
                let page = browser.get(&format!("/people/{}{tab}", person(key))).await;
                let ids = page.body.split("id=\"f-").skip(1);
                refs.extend(ids.take(4).map(|rest| rest.split('"').next().unwrap().to_owned()));
            }
        }
        let mut checks = Vec::new();
        for name in ["Howard Bell", "Grace Adjei"] {
            let work = site.sign_in(name).await.get("/work").await.body;
            checks.extend(work.split("/match-checks/").skip(1).map(|rest| rest[..36].to_owned()));
        }
        let officer = site.sign_in("Marek Zielinski").await;
        let mut census = crate::imports::census(2026);
        // The sealed child's own number stands in the census.
        census = census.replace("UP1001", "HF0000000010");
        let sent = officer
            .upload("/imports", &[("census", "CIN_2026.xml", census.as_bytes())])
            .await;
        crate::imports::ended(&officer, &sent.location).await;
        Self {
            contacts,
            facts: refs.into_iter().collect(),
            drafts: Vec::new(),
            checks,
            import: sent.location.rsplit('/').next().unwrap().to_owned(),
        }
    }

    /// The addresses that a pattern can be, with everybody in it.
    pub fn addresses(&self, pattern: &str) -> Vec<String> {
        let is = |start: &str| pattern.starts_with(start);
        let all = |of: &str, with: Vec<String>| with.iter().map(|id| pattern.replace(of, id)).collect::<Vec<_>>();
        let people = || KEYS.iter().map(|key| person(key).to_string()).collect::<Vec<_>>();
        let mut addresses = match pattern {
            // A fact by its number: on the record where it stands, and where it does not.
            _ if pattern.contains("{fact}") => all(
                "{id}",
                ["maya", "named_child", "sealed_child"]
                    .map(|key| person(key).to_string())
                    .to_vec(),
            ),
            _ if is("/people") => all("{id}", people()),
            _ if is("/contacts") => self
                .contacts
                .iter()
                .map(|c| pattern.replace("/contacts/{id}", c))
                .collect(),
            _ if is("/drafts") => self.drafts.iter().map(|d| pattern.replace("/drafts/{id}", d)).collect(),
            _ if is("/match-checks") => all("{id}", self.checks.clone()),
            _ if is("/imports/{id}") => all("{id}", vec![self.import.clone()]),
            _ if is("/users/{id}") => all("{id}", vec![testkit::authority::worker_id("Leila Haddad").to_string()]),
            _ => vec![pattern.to_owned()],
        };
        let pieces: &[(&str, Vec<String>)] = &[
            (
                "{part}",
                [2, 3, 4]
                    .iter()
                    .map(|n| uuid::Uuid::from_u128(0xc00 + n).to_string())
                    .collect(),
            ),
            (
                "{section}",
                ["who", "worry", "children", "safety", "check"]
                    .map(str::to_owned)
                    .to_vec(),
            ),
            (
                "{form}",
                domain::record::RECORD_FORMS.iter().map(|f| f.id.to_owned()).collect(),
            ),
            ("{fact}", self.facts.clone()),
        ];
        for (piece, with) in pieces {
            if pattern.contains(piece) {
                addresses = addresses
                    .iter()
                    .flat_map(|a| with.iter().map(move |w| a.replace(piece, w)))
                    .collect();
            }
        }
        assert!(
            addresses.iter().all(|a| !a.contains('{')),
            "{pattern} is not filled: {addresses:?}"
        );
        addresses
    }
}
