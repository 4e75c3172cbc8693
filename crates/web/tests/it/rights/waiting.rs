//! What waits for somebody: looks with an own reason, match checks, alerts, and an import that has ended.

use super::Standing;
use super::ground::{NOBODY, child, social_worker_of};
use crate::front_door::match_check::hand_over;
use crate::harness::Site;
use crate::imports::census;

/// Looks with an own reason that wait for an answer.
pub async fn looks(site: &Site) -> Vec<(Standing, i64)> {
    let stranger = site.sign_in(&social_worker_of("Children with disabilities").name).await;
    let reason = [
        ("purpose", "danger_now"),
        ("reason", "Police are at the door and ask who lives there."),
    ];
    let mut looks = Vec::new();
    for standing in [Standing::Own, Standing::Other, Standing::Team, Standing::Named] {
        let address = format!("/people/{}/reason", child(standing));
        let answer = stranger.post(&address, &reason).await;
        assert_eq!(answer.status, 303, "{standing:?} {}", answer.words());
        looks.push(standing);
    }
    looks.into_iter().zip(1..).collect()
}

pub async fn checks(site: &Site) -> [String; 2] {
    let leah = site.sign_in("Leah Brandt").await;
    hand_over(
        &leah,
        &[("child.1.name", "Maya Brennan-Osei"), ("child.1.person", "new")],
    )
    .await;
    hand_over(
        &leah,
        &[("child.1.name", "Robin Sealton"), ("child.1.age", "4 May 2016")],
    )
    .await;
    let (grace, howard) = (site.sign_in("Grace Adjei").await, site.sign_in("Howard Bell").await);
    let asked = first(&grace.get("/work").await.body, "href=\"/match-checks/");
    // Of the two that Howard is asked one is every service manager's; the other is the custodian's alone.
    let sunita = site.sign_in("Sunita Rao").await.get("/work").await.body;
    let of_howard = howard.get("/work").await.body;
    let custodians = of_howard
        .split("href=\"/match-checks/")
        .skip(1)
        .map(|rest| rest[..36].to_owned())
        .find(|id| !sunita.contains(id))
        .unwrap();
    [asked, custodians]
}

/// Something that they have to read; where they have nothing, what is somebody else's.
pub async fn alert(site: &Site, whose: &str) -> String {
    let page = site.sign_in(whose).await.get("/work").await.body;
    if page.contains("action=\"/alerts/") {
        return first(&page, "action=\"/alerts/");
    }
    let page = site.sign_in("Grace Adjei").await.get("/work").await.body;
    if page.contains("action=\"/alerts/") {
        first(&page, "action=\"/alerts/")
    } else {
        NOBODY.to_owned()
    }
}

pub async fn imported(site: &Site) -> String {
    let officer = site.sign_in("Marek Zielinski").await;
    let file = census(2026);
    let sent = officer
        .upload("/imports", &[("census", "CIN_2026.xml", file.as_bytes())])
        .await;
    let id = sent.location.rsplit('/').next().unwrap().to_owned();
    crate::imports::ended(&officer, &sent.location).await;
    id
}

/// The first address of a kind on a page, its id.
fn first(page: &str, before: &str) -> String {
    page.split_once(before).unwrap().1[..36].to_owned()
}
