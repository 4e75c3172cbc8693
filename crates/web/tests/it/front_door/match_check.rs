//! A child who may be somebody on record: the front door sees that a check is in progress, whoever it is; only who is asked sees who.

use domain::ids::PersonId;
use testkit::authority::{canaries, person};

use super::*;

/// Hands a contact over about one child, as its form does.
pub async fn hand_over(browser: &Browser<'_>, child: &[(&str, &str)]) -> String {
    let draft = browser.post("/forms/contact", &[]).await.location;
    let (draft, _) = draft.rsplit_once('/').unwrap();
    let sections: &[(&str, &[(&str, &str)])] = &[
        (
            "who",
            &[
                ("received_on", "12 Nov 2026"),
                ("received_time", "08:40"),
                ("channel", "phone"),
                ("source", "2A"),
            ],
        ),
        ("worry", &[("worry", "She has not been at school for three weeks.")]),
        ("children", child),
        ("safety", &[("danger", "no")]),
    ];
    for (section, fields) in sections {
        let page = browser.get(&format!("{draft}/{section}")).await;
        let revision = page.between("name=\"revision\" value=\"", "\"");
        let fields = [&[("revision", revision)], *fields].concat();
        let answer = browser.post(&format!("{draft}/{section}"), &fields).await;
        assert_eq!(answer.status, 303, "{section}: {}", answer.words());
    }
    let answer = browser.post(&format!("{draft}/hand-over"), &[]).await;
    assert_eq!(answer.status, 303, "{}", answer.words());
    answer.location.split('?').next().unwrap().to_owned()
}

pub(super) fn sealed_name() -> String {
    let given = canaries()
        .iter()
        .find(|c| c.place == "the name of a sealed child")
        .unwrap()
        .word;
    format!("{given} Marchbanks")
}

/// The check that somebody is asked, if there is one.
pub(super) async fn check(browser: &Browser<'_>) -> Option<String> {
    let work = browser.get("/work").await;
    assert_eq!(work.status, 200);
    let (_, rest) = work.body.split_once("href=\"/match-checks/")?;
    Some(format!("/match-checks/{}", &rest[..36]))
}

pub async fn part_of(browser: &Browser<'_>, contact: &str) -> String {
    let page = browser.get(&format!("{contact}/decide")).await;
    page.between("id=\"child-", "\"").to_owned()
}

/// Tries to close a contact; the status of the answer.
pub(super) async fn advice(browser: &Browser<'_>, contact: &str) -> u16 {
    let part = part_of(browser, contact).await;
    let page = browser.get(&format!("{contact}/decide?child={part}")).await;
    let (seen, outcome) = (
        seen(&page),
        [("outcome", "advice"), ("why", "They have moved to Harrowden.")],
    );
    let fields = [&[("page", seen.as_str())], &outcome[..]].concat();
    browser
        .post(&format!("{contact}/decide"), &fields)
        .await
        .status
        .as_u16()
}

pub(super) fn knows_nothing(page: &Answer, sealed: PersonId) {
    assert!(!page.body.contains(&sealed.to_string()), "{}", page.words());
    for canary in canaries()
        .iter()
        .filter(|c| c.place.contains("sealed") && !c.place.contains("name"))
    {
        assert!(!page.body.contains(canary.word), "{}", page.words());
    }
}

#[tokio::test]
async fn a_sealed_record_and_a_look_alike_raise_the_same_check() {
    let site = Site::new().await;
    let (tom, grace, howard) = (
        site.sign_in("Tom Ashworth").await,
        site.sign_in("Grace Adjei").await,
        site.sign_in("Howard Bell").await,
    );
    let sealed = person("sealed_child");
    let of_sealed = hand_over(&tom, &[("child.1.name", &sealed_name()), ("child.1.age", "5 Nov 2019")]).await;
    let of_open = hand_over(
        &tom,
        &[("child.1.name", "Maya Brennan-Osei"), ("child.1.person", "new")],
    )
    .await;
    // To the front door they are alike: a check is in progress, and the contact cannot be closed.
    for contact in [&of_sealed, &of_open] {
        for browser in [&tom, &grace] {
            let page = browser.get(contact).await;
            knows_nothing(&page, sealed);
            assert!(page.words().contains("Match check in progress"), "{}", page.words());
            assert_eq!(advice(browser, contact).await, 422);
        }
    }
    knows_nothing(&tom.get("/front-door").await, sealed);
    knows_nothing(&tom.get("/work").await, sealed);
    assert_eq!(check(&tom).await, None);

    // The custodian is asked about the one, the front door's manager about the other; to anybody else neither check is there.
    let (for_howard, for_grace) = (check(&howard).await.unwrap(), check(&grace).await.unwrap());
    let page = howard.get(&for_howard).await;
    assert!(
        page.words().contains("Marchbanks") && page.words().contains("Answer by 12 Nov 2026, 10:57"),
        "{}",
        page.words()
    );
    let page = grace.get(&for_grace).await;
    assert!(page.body.contains(&format!("/people/{}", person("maya"))));
    knows_nothing(&grace.get("/work").await, sealed);
    for (browser, check) in [(&tom, &for_howard), (&grace, &for_howard), (&tom, &for_grace)] {
        assert_eq!(browser.get(check).await.status, 404);
        assert_eq!(browser.post(check, &[("answer", "same")]).await.status, 404);
    }
    // It stands until it is answered: it cannot be put away as read.
    let id = for_howard.rsplit('/').next().unwrap();
    howard.post(&format!("/alerts/{id}/read"), &[]).await;
    assert_eq!(check(&howard).await.as_ref(), Some(&for_howard));
    site.set_clock("2026-11-12T10:58:00Z");
    let howard = site.sign_in("Howard Bell").await;
    assert!(howard.get(&for_howard).await.words().contains("Was to be answered by"));
}

#[tokio::test]
async fn the_answer_opens_the_contact_again_and_tells_the_front_door_no_more() {
    let site = Site::new().await;
    let (tom, howard) = (site.sign_in("Tom Ashworth").await, site.sign_in("Howard Bell").await);
    let sealed = person("sealed_child");
    // A name is enough.
    let contact = hand_over(&tom, &[("child.1.name", &sealed_name())]).await;
    // What protects never waits for it.
    assert_eq!(advice(&tom, &contact).await, 422);
    let page = howard.get(&check(&howard).await.unwrap()).await;
    assert_eq!(page.status, 200);
    let answer = howard
        .post(&check(&howard).await.unwrap(), &[("answer", "perhaps")])
        .await;
    assert_eq!(answer.status, 422);
    assert!(answer.words().contains("Say whether they are the same person"));
    let address = check(&howard).await.unwrap();
    assert_eq!(howard.post(&address, &[("answer", "same")]).await.status, 303);
    assert_eq!(
        howard.post(&address, &[("answer", "same")]).await.status,
        404,
        "answered once"
    );
    // The other manager who was asked is not asked any more.
    assert_eq!(check(&site.sign_in("Sunita Rao").await).await, None);
    let page = tom.get(&contact).await;
    knows_nothing(&page, sealed);
    assert!(page.words().contains("Match check answered"), "{}", page.words());
    assert_eq!(advice(&tom, &contact).await, 303);
    // Who may know sees the contact on the record.
    let contacts = howard.get(&format!("/people/{sealed}/contacts")).await;
    assert!(contacts.body.contains(&contact), "{}", contacts.words());
    assert_eq!(tom.get(&format!("/people/{sealed}")).await.status, 404);
}

#[tokio::test]
async fn somebody_else_is_somebody_else() {
    let site = Site::new().await;
    let (tom, grace) = (site.sign_in("Tom Ashworth").await, site.sign_in("Grace Adjei").await);
    let contact = hand_over(&tom, &[("child.1.name", "Maya Brennan-Osei")]).await;
    assert!(check(&grace).await.is_some());
    assert_eq!(advice(&tom, &contact).await, 422);
    for _ in 0..3 {
        if let Some(address) = check(&grace).await {
            assert_eq!(grace.post(&address, &[("answer", "not_the_same")]).await.status, 303);
        }
    }
    assert_eq!(check(&grace).await, None);
    assert!(tom.get(&contact).await.words().contains("Not matched to a record yet"));
    assert_eq!(advice(&tom, &contact).await, 303);
    // One who was chosen, and whom nobody is nearer than, raises nothing; nor does a name that nobody has.
    let maya = person("maya").to_string();
    for child in [
        &[("child.1.name", "Maya Brennan-Osei"), ("child.1.person", maya.as_str())][..],
        &[
            ("child.1.name", "Maya Brennan-Osei"),
            ("child.1.age", "2 Jan 2009"),
            ("child.1.person", "new"),
        ],
        &[("child.1.name", "Xanthippe Quillfeather"), ("child.1.person", "new")],
    ] {
        hand_over(&tom, child).await;
        assert_eq!(check(&grace).await, None, "{child:?}");
    }
}

/// A child whom nobody was chosen for is identified afterwards: as somebody who was shown, or as somebody new; and a referral opens.
#[tokio::test]
async fn a_child_is_identified_after_handing_over() {
    let site = Site::new().await;
    let tom = site.sign_in("Tom Ashworth").await;
    for (child, chooses, is) in [
        ("Kieran Vasquez-Thorne", "A new person", "new"),
        ("Maya Brennan-Osei", "This is the child", "someone"),
    ] {
        let contact = hand_over(&tom, &[("child.1.name", child), ("child.1.age", "18 Jun 2011")]).await;
        let part = part_of(&tom, &contact).await;
        let address = format!("{contact}/children/{part}/identify");
        assert!(
            tom.get(&contact).await.body.contains(&address),
            "{child}: no way to say who it is"
        );
        let page = tom.get(&address).await;
        assert!(page.words().contains(chooses), "{child}: {}", page.words());
        let person = if is == "new" {
            "new".to_owned()
        } else {
            person("maya").to_string()
        };
        let seen = page.between("name=\"page\" value=\"", "\"");
        let answer = tom.post(&address, &[("page", seen), ("person", &person)]).await;
        assert_eq!(answer.status, 303, "{child}: {}", answer.words());
        let after = tom.get(&contact).await;
        assert!(!after.words().contains("Not matched to a record yet"), "{child}");
        assert!(after.body.contains("href=\"/people/"), "{child} has no record");
        // Once is enough: the page leads back, and the same request adds nothing.
        assert_eq!(tom.get(&address).await.status, 303);
        assert_eq!(
            tom.post(&address, &[("page", seen), ("person", &person)]).await.status,
            303
        );
    }
}

/// An id that was not among those shown opens nothing, least of all a sealed one.
#[tokio::test]
async fn nobody_is_identified_who_was_not_shown() {
    let site = Site::new().await;
    let tom = site.sign_in("Tom Ashworth").await;
    let contact = hand_over(&tom, &[("child.1.name", "Kieran Vasquez-Thorne")]).await;
    let part = part_of(&tom, &contact).await;
    let address = format!("{contact}/children/{part}/identify");
    for key in ["sealed_child", "maya"] {
        let page = tom.get(&address).await;
        let seen = page.between("name=\"page\" value=\"", "\"");
        let id = person(key).to_string();
        let answer = tom.post(&address, &[("page", seen), ("person", &id)]).await;
        assert_eq!(answer.status, 404, "{key}");
        assert!(!answer.body.contains(&id));
    }
    assert!(tom.get(&contact).await.words().contains("Not matched to a record yet"));
}

/// Emergency action does not wait for a record; saying who the child is opens the referral that it called for.
#[tokio::test]
async fn a_protective_decision_gets_its_referral_when_the_child_is_identified() {
    let site = Site::new().await;
    let tom = site.sign_in("Tom Ashworth").await;
    let contact = hand_over(&tom, &[("child.1.name", "Kieran Vasquez-Thorne")]).await;
    let page = tom.get(&contact).await;
    let seen = page.between("name=\"page\" value=\"", "\"");
    assert_eq!(
        tom.post(&format!("{contact}/danger"), &[("page", seen)]).await.status,
        303
    );
    let part = part_of(&tom, &contact).await;
    let address = format!("{contact}/children/{part}/identify");
    let page = tom.get(&address).await;
    let seen = page.between("name=\"page\" value=\"", "\"");
    assert_eq!(
        tom.post(&address, &[("page", seen), ("person", "new")]).await.status,
        303
    );
    let after = tom.get(&contact).await;
    let child = after.between("href=\"/people/", "\"");
    let record = tom.get(&format!("/people/{child}")).await;
    assert!(
        record.words().contains("Referral open since 12 Nov 2026"),
        "{}",
        record.words()
    );
}
