//! Somebody sealed, put on record again as somebody new, or sealed while a contact waits: nothing is told, and their custodian is asked.

use testkit::authority::{person, worker_id};

use super::match_check::{advice, check, hand_over, knows_nothing, part_of, sealed_name};
use crate::harness::Site;

/// Sealed after it was handed over: whoever identifies the child as somebody new learns nothing, and the custodian is asked then.
#[tokio::test]
async fn somebody_new_may_be_sealed_and_the_custodian_is_asked() {
    let site = Site::new().await;
    let tom = site.sign_in("Tom Ashworth").await;
    let howard = site.sign_in("Howard Bell").await;
    let contact = hand_over(&tom, &[("child.1.name", "Wilhelmina Tarrowby")]).await;
    assert_eq!(check(&howard).await, None);
    // Put on record meanwhile, and sealed.
    let jo = site.sign_in("Jo Whitlock").await;
    let of_maya = format!("/people/{}/record/relationship", person("maya"));
    let page = jo.get(&of_maya).await;
    let new = [
        ("page", page.between("name=\"page\" value=\"", "\"")),
        ("other", "new"),
        ("new_given", "Wilhelmina"),
        ("new_family", "Tarrowby"),
        ("is", "cousin"),
        ("said_by", "Hannah"),
    ];
    let answer = jo.post(&of_maya, &new).await;
    let page = jo.get(&answer.location).await;
    let (before, _) = page.body.split_once("Wilhelmina Tarrowby").unwrap();
    let sealed = before.rsplit_once("href=\"/people/").unwrap().1[..36].to_owned();
    let rao = site.sign_in("Sunita Rao").await;
    let address = format!("/people/{sealed}/record/restriction");
    let page = rao.get(&address).await;
    let custodian = worker_id("Howard Bell").to_string();
    let own = worker_id("Sunita Rao").to_string();
    let seal = [
        ("page", page.between("name=\"page\" value=\"", "\"")),
        ("level", "sealed"),
        ("why", "A threat to life."),
        ("named", own.as_str()),
        ("custodian", custodian.as_str()),
    ];
    let answer = rao.post(&address, &seal).await;
    assert_eq!(answer.status, 303, "{}", answer.words());
    let part = part_of(&tom, &contact).await;
    let address = format!("{contact}/children/{part}/identify");
    let page = tom.get(&address).await;
    let seen = page.between("name=\"page\" value=\"", "\"");
    let fields = [("page", seen), ("person", "new")];
    assert_eq!(tom.post(&address, &fields).await.status, 303);
    assert!(check(&howard).await.is_some(), "the custodian is asked");
    let page = tom.get(&contact).await;
    assert!(!page.body.contains(&sealed), "{}", page.words());
    assert!(page.words().contains("Match check in progress"), "{}", page.words());
    assert_eq!(advice(&tom, &contact).await, 422);
    // Sent twice, asked once; answered, not asked again.
    assert_eq!(tom.post(&address, &fields).await.status, 303);
    assert_eq!(howard.get("/work").await.body.matches("/match-checks/").count(), 1);
}

/// Put on record with a relationship, by a name that a sealed record has: the one who records it is told nothing, its custodian is.
#[tokio::test]
async fn somebody_new_in_a_relationship_may_be_sealed_too() {
    let site = Site::new().await;
    let (jo, howard) = (site.sign_in("Jo Whitlock").await, site.sign_in("Howard Bell").await);
    let sealed = person("sealed_child");
    let address = format!("/people/{}/record/relationship", person("maya"));
    let name = sealed_name();
    let (given, family) = name.split_once(' ').unwrap();
    let record = async |given: &str, family: &str| {
        let page = jo.get(&address).await;
        let token = page.between("name=\"page\" value=\"", "\"").to_owned();
        let fields = [
            ("page", token.as_str()),
            ("other", "new"),
            ("new_given", given),
            ("new_family", family),
            ("is", "cousin"),
            ("said_by", "Hannah"),
        ];
        let answer = jo.post(&address, &fields).await;
        assert_eq!(answer.status, 303, "{}", answer.words());
        let page = jo.get(&answer.location).await;
        knows_nothing(&page, sealed);
        // The same form again is the same answer, and asks nobody twice.
        assert_eq!(jo.post(&address, &fields).await.status, 303);
        page
    };
    // An ordinary look-alike asks nobody: nothing is told either way.
    record("Tyler-James", "Brennan").await;
    assert_eq!(check(&howard).await, None);
    assert_eq!(check(&site.sign_in("Grace Adjei").await).await, None);
    let page = record(given, family).await;
    assert!(page.words().contains(&format!("Cousin: {name}")), "{}", page.words());
    assert_eq!(howard.get("/work").await.body.matches("/match-checks/").count(), 1);
    let asked = check(&howard).await.unwrap();
    let words = howard.get(&asked).await.words();
    assert!(
        words.contains("Who was put on record") && words.contains(&format!("Name on record {name}")),
        "{words}"
    );
    for name in ["Jo Whitlock", "Grace Adjei", "Tom Ashworth"] {
        let browser = site.sign_in(name).await;
        assert_eq!(browser.get(&asked).await.status, 404, "{name}");
    }
    assert!(
        check(&site.sign_in("Sunita Rao").await).await.is_some(),
        "and the manager on call"
    );
    assert_eq!(howard.post(&asked, &[("answer", "not_the_same")]).await.status, 303);
    assert_eq!(check(&howard).await, None);
    assert_eq!(check(&site.sign_in("Sunita Rao").await).await, None);
}

/// Sealed while a contact about them waits: the front door sees a check in progress, and somebody is asked who can end it.
#[tokio::test]
async fn a_child_who_is_sealed_meanwhile_has_somebody_asked() {
    let site = Site::new().await;
    let (tom, rao) = (site.sign_in("Tom Ashworth").await, site.sign_in("Sunita Rao").await);
    let asha = person("asha").to_string();
    let contact = hand_over(&tom, &[("child.1.name", "Asha Osei-Nair"), ("child.1.person", &asha)]).await;
    let howard = site.sign_in("Howard Bell").await;
    assert_eq!(check(&howard).await, None);
    let address = format!("/people/{asha}/record/restriction");
    let page = rao.get(&address).await;
    let [own, custodian] = ["Sunita Rao", "Howard Bell"].map(|n| worker_id(n).to_string());
    let seal = [
        ("page", page.between("name=\"page\" value=\"", "\"")),
        ("level", "sealed"),
        ("why", "A threat to life."),
        ("named", own.as_str()),
        ("custodian", custodian.as_str()),
    ];
    assert_eq!(rao.post(&address, &seal).await.status, 303);
    let page = tom.get(&contact).await;
    assert!(
        page.words().contains("Match check in progress") && !page.body.contains(&asha),
        "{}",
        page.words()
    );
    assert_eq!(advice(&tom, &contact).await, 422);
    let asked = check(&howard).await.expect("the custodian is asked");
    assert_eq!(howard.post(&asked, &[("answer", "same")]).await.status, 303);
    assert_eq!(advice(&tom, &contact).await, 303);
}
