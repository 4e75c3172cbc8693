//! Two records found to be one person, and parted again with nothing lost.

use testkit::authority::person;

use super::{at, saved, token};
use crate::front_door::match_check::hand_over;
use crate::harness::{Answer, Browser, Site};

/// Finds the other record, looks at both, and joins them.
async fn join(browser: &Browser<'_>, one: &str, other: &str, why: &str) -> Answer {
    let address = format!("{}/join", at(one));
    let page = browser.get(&address).await;
    assert_eq!(page.status, 200, "{}", page.words());
    let first = token(&page);
    let other = person(other).to_string();
    let both = browser.post(&address, &[("page", &first), ("other", &other)]).await;
    assert_eq!(both.status, 200, "{}", both.words());
    assert!(both.words().contains("What will happen"), "{}", both.words());
    let second = token(&both);
    browser
        .post(
            &address,
            &[
                ("page", &second),
                ("step", "join"),
                ("other", &other),
                ("why_changed", why),
            ],
        )
        .await
}

/// The values of the details of a record, without who recorded them.
async fn values(browser: &Browser<'_>, key: &str) -> Vec<String> {
    let page = browser.get(&format!("{}/details", at(key))).await;
    assert_eq!(page.status, 200, "{key}: {}", page.location);
    let mut rows: Vec<String> = page
        .body
        .split("id=\"f-")
        .skip(1)
        .map(|row| row.split_once('>').unwrap().1.split("</td>").next().unwrap().to_owned())
        .collect();
    rows.sort();
    rows
}

#[tokio::test]
async fn both_are_seen_side_by_side_before_anything_is_joined() {
    let site = Site::new().await;
    let rao = site.sign_in("Sunita Rao").await;
    let address = format!("{}/join", at("maya"));
    let page = rao.get(&address).await;
    let first = token(&page);
    let found = rao
        .post(
            &address,
            &[("page", &first), ("step", "find"), ("look_for", "Tyler-James Brennan")],
        )
        .await;
    let other = person("tyler_james").to_string();
    assert!(found.body.contains(&format!("value=\"{other}\"")), "{}", found.words());
    let both = rao.post(&address, &[("page", &first), ("other", &other)]).await;
    let words = both.words();
    assert!(
        words.contains("14 Mar 2018")
            && words.contains("Tyler-James Brennan")
            && words.contains("Are these the same person?"),
        "{words}"
    );
    // What disagrees is said before, not found afterwards.
    assert!(words.contains("Two dates of birth are recorded"), "{words}");
    assert!(words.contains("Two sexes are recorded: female and male."), "{words}");
    let second = token(&both);
    let without = rao
        .post(
            &address,
            &[
                ("page", &second),
                ("step", "join"),
                ("other", &other),
                ("why_changed", ""),
            ],
        )
        .await;
    assert_eq!(without.status, 422);
    assert!(without.words().contains("Say why"), "{}", without.words());
    assert_eq!(rao.get(&at("tyler_james")).await.status, 200, "nothing is joined yet");
}

#[tokio::test]
async fn joined_then_parted_with_nothing_lost() {
    let site = Site::new().await;
    let rao = site.sign_in("Sunita Rao").await;
    let (leads, follows) = if person("maya") < person("tyler_james") {
        ("maya", "tyler_james")
    } else {
        ("tyler_james", "maya")
    };
    let before = (values(&rao, leads).await, values(&rao, follows).await);
    let joined = join(&rao, follows, leads, "Same birth certificate.").await;
    assert_eq!(joined.status, 303, "{}", joined.words());
    assert!(joined.location.starts_with(&at(leads)));
    assert_eq!(rao.get(&at(follows)).await.location, at(leads), "the other leads there");
    // A joining is not corrected: the way back is parting.
    let notice = rao.get(&joined.location).await;
    assert!(
        notice.body.contains("/part\">part the two records again"),
        "{}",
        notice.words()
    );
    assert!(!notice.words().contains("correct it"), "{}", notice.words());
    let page = rao.get(&at(leads)).await.words();
    assert!(page.contains("Two dates of birth are recorded"), "{page}");
    assert!(page.contains("Two sexes are recorded"), "{page}");
    // Neither name is picked silently: the record that leads heads them both, and that there are two is said.
    assert!(page.contains("Two legal names are recorded: "), "{page}");
    let head = if leads == "maya" {
        "Maya Brennan-Osei"
    } else {
        "Tyler-James Brennan"
    };
    assert!(page.starts_with(head), "{page}");

    // While they are one, two things are recorded, by whoever works with them.
    let jo = site.sign_in("Jo Whitlock").await;
    for (form, fields) in [
        ("name", [("kind", "alias"), ("given", "Staysname")]),
        ("school", [("name", "Goes Primary"), ("year_group", "Year 4")]),
    ] {
        saved(&jo, &format!("{}/record/{form}", at(leads)), &fields).await;
    }

    let tom = site.sign_in("Tom Ashworth").await;
    let said = person(leads).to_string();
    let contact = hand_over(&tom, &[("child.1.name", "Tyler"), ("child.1.person", &said)]).await;

    let details = rao.get(&format!("{}/details", at(leads))).await;
    let part = details.between("facts/", "Part the two records again");
    let part = part.rsplit("facts/").next().unwrap().split('"').next().unwrap();
    let part = format!("{}/facts/{part}", at(leads));
    let page = rao.get(&part).await;
    assert_eq!(page.status, 200, "{part}: {}", page.words());
    let words = page.words();
    assert!(words.contains("Staysname") && words.contains("Goes Primary"), "{words}");
    // Each has to be said; what was said is kept.
    let name_of = |what: &str| {
        let (_, each) = page.body.split_once("Recorded while they were one").unwrap();
        let (_, after) = each.split_once(what).unwrap();
        let (_, field) = after.split_once("name=\"").unwrap();
        field.split('"').next().unwrap().to_owned()
    };
    // Each record by its own name, not twice by the name that heads both.
    for name in ["Maya Brennan-Osei", "Tyler-James Brennan"] {
        let radios = [format!("Stays with {name}"), format!("Goes to {name}")];
        assert_eq!(
            radios.iter().filter(|r| words.contains(r.as_str())).count(),
            1,
            "{name}: {words}"
        );
    }
    let (stays, goes) = (name_of("Staysname"), name_of("Goes Primary"));
    let of_contact = name_of("with what was decided: Tyler, as the caller told it");
    let first = token(&page);
    let half = rao
        .post(
            &part,
            &[("page", &first), (&stays, "stays"), ("why_changed", "Two children.")],
        )
        .await;
    assert_eq!(half.status, 422);
    assert!(
        half.words().contains("Say of each where it belongs") && half.body.contains("Two children."),
        "{}",
        half.words()
    );
    let second = token(&half);
    let fields = [
        ("page", second.as_str()),
        (&stays, "stays"),
        (&goes, "goes"),
        (&of_contact, "goes"),
        ("why_changed", "Two children."),
    ];
    let parted = rao.post(&part, &fields).await;
    assert_eq!(parted.status, 303, "{}", parted.words());

    let (mut first, mut second) = before;
    let (now_first, now_second) = (values(&rao, leads).await, values(&rao, follows).await);
    first.extend(now_first.iter().filter(|v| v.contains("Staysname")).cloned());
    second.extend(now_second.iter().filter(|v| v.contains("Goes Primary")).cloned());
    first.sort();
    second.sort();
    assert_eq!((now_first, now_second), (first, second));
    assert!(!rao.get(&at(leads)).await.words().contains("Two dates of birth"));
    let left = rao.get(&format!("{}/contacts", at(leads))).await.words();
    assert!(
        left.contains("is not about this person: it was moved to somebody else"),
        "{left}"
    );
    assert!(!left.contains("She has not been at school for three weeks"), "{left}");
    let contacts = rao.get(&format!("{}/contacts", at(follows))).await;
    assert!(contacts.body.contains(&contact), "{contact}: {}", contacts.words());
    // The joining stays in the history, with why it was taken back.
    for key in [leads, follows] {
        let history = rao.get(&format!("{}/details", at(key))).await;
        let gone = history.between("No longer held to be true", "</section>");
        assert!(
            gone.contains("same person as another record") && gone.contains("Two children."),
            "{key}: {gone}"
        );
    }
}

#[tokio::test]
async fn a_restricted_record_is_joined_by_those_only_who_may_open_it() {
    let site = Site::new().await;
    let grace = site.sign_in("Grace Adjei").await;
    let address = format!("{}/join", at("maya"));
    let page = grace.get(&address).await;
    if page.status == 200 {
        let first = token(&page);
        for key in ["named_child", "sealed_child"] {
            let other = person(key).to_string();
            let answer = grace.post(&address, &[("page", &first), ("other", &other)]).await;
            assert!(
                !answer.words().contains("What will happen"),
                "{key}: {}",
                answer.words()
            );
        }
    }
    let rao = site.sign_in("Sunita Rao").await;
    let answer = join(&rao, "named_child", "maya", "One child.").await;
    assert_eq!(answer.status, 303, "{}", answer.words());
    // The stricter restriction holds for both.
    let jo = site.sign_in("Nadia Karimi").await;
    let maya = jo.get(&at("maya")).await;
    assert!(
        maya.status == 403 || jo.get(&maya.location).await.status == 403,
        "{}",
        maya.status
    );
}
