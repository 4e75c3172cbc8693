//! Who may record what: by role, by relationship, by restriction; and nothing confidential comes back by a form.

use testkit::authority::{canaries, person};

use super::{at, saved, send, token};
use crate::harness::Site;

#[tokio::test]
async fn each_role_is_offered_what_it_may_record() {
    let site = Site::new().await;
    // Who, the button on Maya’s page, and some things that the list offers or not.
    let check = async |name: &str, button: bool, offers: &[&str], not: &[&str]| {
        let browser = site.sign_in(name).await;
        let page = browser.get(&at("maya")).await;
        assert_eq!(page.words().contains("Record something"), button, "{name}");
        let list = browser.get(&format!("{}/record", at("maya"))).await;
        assert_eq!(list.status.as_u16(), if button { 200 } else { 403 }, "{name}");
        for form in offers {
            assert!(
                list.body.contains(form),
                "{name} is not offered {form}: {}",
                list.words()
            );
        }
        for form in not {
            assert!(!list.body.contains(form), "{name} is offered {form}");
        }
    };
    check(
        "Jo Whitlock",
        true,
        &["record/name", "record/note", "record/warning"],
        &["record/restriction", "/join"],
    )
    .await;
    check(
        "Nadia Karimi",
        true,
        &["record/name", "record/address"],
        &["record/note", "record/warning", "/join"],
    )
    .await;
    check(
        "Rhys Pritchard",
        true,
        &["record/note", "record/restriction", "/join"],
        &[],
    )
    .await;
    check(
        "Sunita Rao",
        true,
        &["record/restriction", "/join"],
        &["record/note", "record/name", "record/address"],
    )
    .await;
    for nobody in ["Marek Zielinski", "Hazel Ormerod"] {
        check(nobody, false, &[], &["record/name"]).await;
    }
}

/// Nobody is led to the correction of what stands, which they would be refused.
#[tokio::test]
async fn whatever_is_offered_opens() {
    let site = Site::new().await;
    let mut opened = 0;
    for name in [
        "Nadia Karimi",
        "Jo Whitlock",
        "Tom Ashworth",
        "Rhys Pritchard",
        "Sunita Rao",
    ] {
        let browser = site.sign_in(name).await;
        for key in ["maya", "unborn", "tyler_james"] {
            let list = browser.get(&format!("{}/record", at(key))).await;
            if list.status != 200 {
                continue;
            }
            let (_, main) = list.body.split_once("<main").unwrap();
            for link in main.split("href=\"").skip(1).filter_map(|l| l.split_once('"')) {
                let mut answer = browser.get(link.0).await;
                while answer.status == 303 {
                    answer = browser.get(&answer.location).await;
                }
                assert_eq!(answer.status, 200, "{name}, {key}: {} {}", link.0, answer.words());
                opened += 1;
            }
        }
    }
    assert!(opened > 60, "{opened}");
    // Who a child is, is corrected by an adviser and by their worker, and by nobody of another team.
    for (name, corrects) in [("Nadia Karimi", true), ("Jo Whitlock", true), ("Tom Ashworth", false)] {
        let list = site.sign_in(name).await.get(&format!("{}/record", at("maya"))).await;
        let offered = list.body.contains("record/birth") && list.body.contains("Correct something that is on record");
        assert_eq!(offered, corrects, "{name}");
    }
}

/// Every form, fetched and sent by those who may not: refused, and nothing is recorded.
#[tokio::test]
async fn whoever_may_not_is_refused() {
    let site = Site::new().await;
    let seq = async || site.store.read(|tx| tx.known_seq()).await.unwrap();
    let check = async |name: &str, key: &str, forms: &[&str], status: u16| {
        let browser = site.sign_in(name).await;
        let before = seq().await;
        for form in forms {
            let address = format!("{}/record/{form}", at(key));
            assert_eq!(browser.get(&address).await.status, status, "{name} {key} {form}");
            let sent = browser.post(&address, &[("page", "x"), ("text", "x")]).await;
            assert!(sent.status.is_client_error(), "{name} {key} {form}: {}", sent.status);
        }
        assert_eq!(seq().await, before);
    };
    let all = ["name", "note", "restriction", "address", "death"];
    check("Marek Zielinski", "maya", &all, 403).await;
    check("Hazel Ormerod", "maya", &all, 403).await;
    check("Priscilla Amoah", "maya", &all, 403).await;
    check(
        "Nadia Karimi",
        "maya",
        &["note", "warning", "restriction", "death"],
        403,
    )
    .await;
    check("Jo Whitlock", "maya", &["restriction"], 403).await;
    check("Nadia Karimi", "named_child", &all, 403).await;
    // A service manager reads the record and guards it; who somebody is, is for those who work with them.
    check("Sunita Rao", "maya", &["name", "birth", "note"], 403).await;
    for name in ["Nadia Karimi", "Jo Whitlock", "Marek Zielinski"] {
        check(name, "sealed_child", &all, 404).await;
    }
    let browser = site.sign_in("Jo Whitlock").await;
    assert_eq!(browser.get(&format!("{}/join", at("maya"))).await.status, 403);
}

/// A reason of one's own opens a record to be read. It is no right to write on it.
#[tokio::test]
async fn an_own_reason_opens_nothing_for_writing() {
    let site = Site::new().await;
    let tom = site.sign_in("Tom Ashworth").await;
    let reason = [
        ("purpose", "safeguarding"),
        ("reason", "Police are at the door and ask who lives there."),
    ];
    let mut answer = tom.post(&format!("{}/reason", at("named_child")), &reason).await;
    if answer.status != 303 {
        // Any purpose of the list will do.
        let form = tom.get(&format!("{}/reason", at("named_child"))).await;
        let purpose = form
            .between("name=\"purpose\" type=\"radio\" value=\"", "\"")
            .to_owned();
        answer = tom
            .post(
                &format!("{}/reason", at("named_child")),
                &[("purpose", &purpose), reason[1]],
            )
            .await;
    }
    assert_eq!(answer.status, 303, "{}", answer.words());
    let page = tom.get(&at("named_child")).await;
    assert_eq!(page.status, 200);
    assert!(!page.words().contains("Record something"));
    assert_eq!(tom.get(&format!("{}/record/name", at("named_child"))).await.status, 403);
}

/// What was confidential and was changed since is as confidential as before: a link to an earlier version opens no form with its words.
#[tokio::test]
async fn an_earlier_version_of_what_is_confidential_is_shown_by_no_form() {
    let site = Site::new().await;
    let jo = site.sign_in("Jo Whitlock").await;
    let hidden = [
        ("kind", "refuge"),
        ("line", "4 Quillfeather Close"),
        ("confidential", "yes"),
    ];
    saved(&jo, &format!("{}/record/address", at("maya")), &hidden).await;
    let details = jo.get(&format!("{}/details", at("maya"))).await;
    let (before, _) = details.body.split_once("Quillfeather").unwrap();
    let fact = before.rsplit_once("id=\"f-").unwrap().1.split('"').next().unwrap();
    let correct = format!("{}/facts/{fact}/correct", at("maya"));
    let better = [
        ("kind", "refuge"),
        ("line", "5 Quillfeather Close"),
        ("confidential", "yes"),
        ("why_changed", "The number was wrong."),
    ];
    saved(&jo, &correct, &better).await;
    for name in ["Sunita Rao", "Grace Adjei", "Tom Ashworth"] {
        let browser = site.sign_in(name).await;
        for change in ["correct", "wrong"] {
            let answer = browser.get(&format!("{}/facts/{fact}/{change}", at("maya"))).await;
            assert!(
                !answer.body.contains("Quillfeather"),
                "{name} {change}: {}",
                answer.words()
            );
        }
    }
    // Whoever sees it is told that it was changed, and is given no old form to fill in.
    let answer = jo.get(&correct).await;
    assert!(answer.words().contains("This no longer stands"), "{}", answer.words());
}

/// An id that was sent and not found by a search: whoever is named by it is in the log.
#[tokio::test]
async fn a_name_that_an_id_brings_up_is_logged() {
    let site = Site::new().await;
    let jo = site.sign_in("Jo Whitlock").await;
    let address = format!("{}/record/relationship", at("maya"));
    let (page, other) = (token(&jo.get(&address).await), person("asha"));
    let seen = async || {
        let hazel = site.sign_in("Hazel Ormerod").await;
        let log = hazel.get(&format!("/people/{other}/looked")).await;
        log.words().matches("Jo Whitlock").count()
    };
    let before = seen().await;
    let answer = jo
        .post(&address, &[("page", &page), ("other", &other.to_string())])
        .await;
    assert!(answer.words().contains("With Asha"), "{}", answer.words());
    assert_eq!(seen().await, before + 1);
}

/// What is confidential comes back by no form, no correction and no choice, to nobody who may not see it.
#[tokio::test]
async fn no_form_shows_a_word_that_its_reader_may_not_see() {
    let site = Site::new().await;
    let nadia = site.sign_in("Nadia Karimi").await;
    let hidden = [
        ("kind", "refuge"),
        ("line", "4 Quillfeather Close"),
        ("postcode", "MX9 1AA"),
        ("confidential", "yes"),
    ];
    let after = saved(&nadia, &format!("{}/record/address", at("maya")), &hidden).await;
    // The adviser does not work with Maya: even the notice of her own save does not say it.
    assert!(!after.body.contains("Quillfeather"), "{}", after.words());
    let details = site
        .sign_in("Jo Whitlock")
        .await
        .get(&format!("{}/details", at("maya")))
        .await;
    assert!(details.body.contains("Quillfeather"), "Jo works with her");
    let (before, _) = details.body.split_once("Quillfeather").unwrap();
    let (_, id) = before.rsplit_once("id=\"f-").unwrap();
    let fact = id.split('"').next().unwrap();
    for name in [
        "Sunita Rao",
        "Nadia Karimi",
        "Marek Zielinski",
        "Hazel Ormerod",
        "Grace Adjei",
        "Tom Ashworth",
    ] {
        let browser = site.sign_in(name).await;
        for page in [
            "/record",
            "/record/address",
            "/record/home",
            "/record/relationship",
            "/details",
            "",
            "/join",
        ] {
            let body = browser.get(&format!("{}{page}", at("maya"))).await.body;
            assert!(!body.contains("Quillfeather"), "{name} {page}");
            let body = browser.get(&format!("{}{page}", at("tyler_james"))).await.body;
            assert!(!body.contains("Quillfeather"), "{name} {page} of her brother");
        }
        for change in ["correct", "wrong"] {
            let answer = browser.get(&format!("{}/facts/{fact}/{change}", at("maya"))).await;
            assert_eq!(answer.status, 403, "{name} {change}");
            assert!(!answer.body.contains("Quillfeather"), "{name} {change}");
        }
        for key in ["named_child", "team_child", "sealed_child", "daniel"] {
            for page in [
                "/record",
                "/record/name",
                "/record/home",
                "/record/restriction",
                "/join",
            ] {
                let body = browser.get(&format!("{}{page}", at(key))).await.body;
                for canary in canaries() {
                    let may = name == "Sunita Rao" && ["named_child", "sealed_child"].contains(&key);
                    assert!(
                        may || !body.contains(canary.word),
                        "{name} {key} {page} {}",
                        canary.word
                    );
                }
            }
        }
    }
}

/// An adviser records who somebody is, and corrects it; of anything else they change nothing, and see headings.
#[tokio::test]
async fn an_adviser_records_and_corrects_who_somebody_is() {
    let site = Site::new().await;
    let nadia = site.sign_in("Nadia Karimi").await;
    let page = saved(
        &nadia,
        &format!("{}/record/name", at("maya")),
        &[("kind", "alias"), ("given", "Mimi")],
    )
    .await;
    assert!(page.words().contains("Also known as: Mimi"), "{}", page.words());
    let details = site
        .sign_in("Jo Whitlock")
        .await
        .get(&format!("{}/details", at("maya")))
        .await
        .words();
    assert!(details.contains("Also known as Mimi Nadia Karimi"), "{details}");
    let birth = nadia.get(&format!("{}/record/birth", at("maya"))).await.location;
    let form = nadia.get(&birth).await;
    assert_eq!(form.status, 200, "{}", form.words());
    let fields = [
        ("page", token(&form)),
        ("precision", "exact".into()),
        ("on", "15 Mar 2018".into()),
        ("why_changed", "Her certificate.".into()),
    ];
    let fields: Vec<(&str, &str)> = fields.iter().map(|(k, v)| (*k, v.as_str())).collect();
    let corrected = nadia.post(&birth, &fields).await;
    assert_eq!(corrected.status, 303, "{}", corrected.words());
    let after = nadia.get(&corrected.location).await.words();
    assert!(after.contains("Corrected. Date of birth: 15 Mar 2018"), "{after}");
    // What stands besides is not theirs to change: who matters to her, and what to beware of.
    let jo = site.sign_in("Jo Whitlock").await;
    let details = jo.get(&format!("{}/details", at("maya"))).await.body;
    for part in ["People", "Warnings and restrictions"] {
        let (_, from) = details.split_once(&format!(">{part}<")).unwrap();
        let (_, fact) = from.split_once("id=\"f-").unwrap();
        let fact = fact.split('"').next().unwrap();
        for way in ["correct", "wrong"] {
            let answer = nadia.get(&format!("{}/facts/{fact}/{way}", at("maya"))).await;
            assert_eq!(answer.status, 403, "{part} {way}: {}", answer.words());
        }
    }
    let answer = send(&nadia, &format!("{}/record/school", at("maya")), &[("name", "")]).await;
    assert_eq!(answer.status, 422);
}
