//! The front door's list, what is due, one's own work; and what of a guarded child stands in them.

use super::*;

#[tokio::test]
async fn contacts_stand_in_their_bands() {
    let site = Site::new().await;
    let adviser = site.sign_in("Nadia Karimi").await;
    let words = adviser.get("/front-door").await.words();
    let place = |name: &str| words.find(name).unwrap_or_else(|| panic!("no {name} in {words}"));
    let order = [
        "1. Danger now",
        "Zakariya Hussein, 4 and Sumaya Hussein, 2",
        "2. Cannot wait for tomorrow",
        "Ronald Pascoe",
        "Caitlin Shepherd",
        "Overdue",
        "Amelia Rowntree",
        "Due today",
        "Harper-Leigh Doyle",
        "Due later",
        "Ayaan Chowdhury",
    ];
    // The heads of the bands stand in the sentence at the top too, so the places are looked for from the list on.
    let from = place("What is not declared may still be true");
    let places: Vec<usize> = order
        .iter()
        .map(|name| {
            from + words[from..]
                .find(name)
                .unwrap_or_else(|| panic!("no {name} in {words}"))
        })
        .collect();
    assert!(places.is_sorted(), "{places:?} in {words}");
}

#[tokio::test]
async fn what_is_taken_is_mine_and_the_second_is_told() {
    let site = Site::new().await;
    let (tom, leah) = (site.sign_in("Tom Ashworth").await, site.sign_in("Leah Brandt").await);
    let contact = contact(&tom, "Caitlin Shepherd").await;
    let (toms, leahs) = (seen(&tom.get(&contact).await), seen(&leah.get(&contact).await));
    let address = format!("{contact}/take");
    saved(&tom.post(&address, &[("page", &toms)]).await);
    assert!(
        tom.get("/front-door?show=mine")
            .await
            .words()
            .contains("Caitlin Shepherd")
    );
    assert!(
        tom.get("/work")
            .await
            .words()
            .contains("Caitlin Shepherd, “Katy”, 9, Ciara Shepherd, 9 and Rory")
    );
    let second = leah.post(&address, &[("page", &leahs)]).await;
    assert_eq!(second.status, 409);
    assert!(
        second.words().contains("Somebody took this contact just before you."),
        "{}",
        second.words()
    );
    assert!(
        second
            .words()
            .contains("Tom Ashworth, social worker has had this contact since today, 10:42.")
    );
}

#[tokio::test]
async fn each_role_sees_its_lists() {
    let site = Site::new().await;
    for (name, lists, due) in [
        ("Nadia Karimi", 200, 200),
        ("Jo Whitlock", 200, 200),
        ("Rhys Pritchard", 200, 200),
        ("Sunita Rao", 200, 200),
        ("Hazel Ormerod", 200, 403),
        ("Marek Zielinski", 403, 403),
        ("Priscilla Amoah", 403, 403),
    ] {
        let browser = site.sign_in(name).await;
        assert_eq!(browser.get("/front-door").await.status, lists, "{name}");
        assert_eq!(browser.get("/due").await.status, due, "{name}");
        assert_eq!(browser.get("/work").await.status, due, "{name}");
    }
    let jo = site.sign_in("Jo Whitlock").await;
    assert!(
        jo.get("/work").await.words().contains("My children Child Next due"),
        "{}",
        jo.get("/work").await.words()
    );
    // What was said to the front door is not for a worker without a connection to the child.
    let list = jo.get("/front-door").await;
    assert!(list.words().contains("Harper-Leigh Doyle") && !list.words().contains("I hear the little girl crying"));
}

#[tokio::test]
async fn a_managers_alert_is_read_once() {
    let site = Site::new().await;
    let tom = site.sign_in("Tom Ashworth").await;
    let contact = contact(&tom, "Amelia Rowntree").await;
    saved(&decide(&tom, &contact, "Amelia", DISCUSSION).await.0);
    let (grace, rhys) = (site.sign_in("Grace Adjei").await, site.sign_in("Rhys Pritchard").await);
    let work = grace.get("/work").await;
    let alert = format!("/alerts/{}", work.between("action=\"/alerts/", "\""));
    assert!(
        !rhys.get("/work").await.words().contains("Strategy discussion called"),
        "no alarm of the front door elsewhere"
    );
    saved(&tom.post(&alert, &[]).await);
    assert!(
        grace.get("/work").await.words().contains("You have been told"),
        "nobody reads it for her"
    );
    saved(&grace.post(&alert, &[]).await);
    assert!(!grace.get("/work").await.words().contains("You have been told"));
}

/// One decision for each child is counted, and nobody is asked to decide what is decided.
#[tokio::test]
async fn my_work_counts_what_is_mine_to_do() {
    let site = Site::new().await;
    let grace = site.sign_in("Grace Adjei").await.get("/work").await;
    let rows = grace.body.matches("Sign or return").count();
    assert!(
        rows > 1 && grace.words().contains(&format!("{rows} to sign")),
        "{}",
        grace.words()
    );
    assert!(!grace.words().contains("My children"), "what is empty is left out");
    let tom = site.sign_in("Tom Ashworth").await.get("/work").await.words();
    assert!(
        tom.contains("Oliwia Kowalczyk, 6 and Filip Kowalczyk, 3 Contact 26-"),
        "{tom}"
    );
    assert!(
        !tom.contains("Decide contact"),
        "both are decided, and wait for a signature: {tom}"
    );
}
