//! Two people and one record: the second is told what changed and keeps their words; the same form sent twice is saved once.

use super::{at, saved, token};
use crate::harness::Site;

#[tokio::test]
async fn the_second_of_two_corrections_sees_both() {
    let site = Site::new().await;
    let (jo, rhys) = (site.sign_in("Jo Whitlock").await, site.sign_in("Rhys Pritchard").await);
    let address = jo.get(&format!("{}/record/birth", at("maya"))).await.location;
    let (jos, rhyss) = (token(&jo.get(&address).await), token(&rhys.get(&address).await));
    let first = [
        ("page", rhyss.as_str()),
        ("precision", "exact"),
        ("on", "13 Mar 2018"),
        ("why_changed", "Hospital says so."),
    ];
    assert_eq!(rhys.post(&address, &first).await.status, 303);
    let second = [
        ("page", jos.as_str()),
        ("precision", "exact"),
        ("on", "15 Mar 2018"),
        ("why_changed", "Hannah says so."),
    ];
    let answer = jo.post(&address, &second).await;
    assert_eq!(answer.status, 409, "{}", answer.words());
    let words = answer.words();
    assert!(
        words.contains("Two versions of one thing")
            && words.contains("13 Mar 2018")
            && words.contains("“Hospital says so.”")
            && words.contains("Rhys Pritchard"),
        "{words}"
    );
    for kept in ["value=\"15 Mar 2018\"", "Hannah says so."] {
        assert!(answer.body.contains(kept), "{kept}");
    }
    // From here theirs replaces the newest, and the history holds all three.
    let form = answer
        .between("<form method=\"post\" action=\"/people/", "\"")
        .to_owned();
    let page = token(&answer);
    let fields = [
        ("page", page.as_str()),
        ("precision", "exact"),
        ("on", "15 Mar 2018"),
        ("why_changed", "Hannah says so."),
    ];
    let saved = jo.post(&format!("/people/{form}"), &fields).await;
    assert_eq!(saved.status, 303, "{}", saved.words());
    let details = jo.get(&format!("{}/details", at("maya"))).await;
    let row = details.between("data-label=\"As it stands\">15 Mar 2018", "</tr>");
    assert!(
        row.contains("<s>13 Mar 2018</s>") && row.contains("<s>14 Mar 2018</s>"),
        "{row}"
    );
}

#[tokio::test]
async fn two_new_addresses_at_once_are_said_to_each_other() {
    let site = Site::new().await;
    let (jo, nadia) = (site.sign_in("Jo Whitlock").await, site.sign_in("Nadia Karimi").await);
    let address = format!("{}/record/address", at("maya"));
    let jos = token(&jo.get(&address).await);
    saved(
        &nadia,
        &address,
        &[
            ("kind", "home"),
            ("line", "1 Fore Street"),
            ("from", "1 Nov 2026"),
            ("still", "no"),
        ],
    )
    .await;
    let typed = [
        ("kind", "home"),
        ("line", "1, Fore St"),
        ("postcode", "MX1 1AA"),
        ("still", "no"),
    ];
    let answer = jo.post(&address, &[&typed[..], &[("page", &jos)]].concat()).await;
    assert_eq!(answer.status, 409, "{}", answer.words());
    assert!(
        answer.words().contains("1 Fore Street") && answer.body.contains("value=\"1, Fore St\""),
        "{}",
        answer.words()
    );
    // She said of Tanner’s Row that they left it; of the address that stands now it is asked again, and not taken as said.
    let asked = answer.between("Do they still live at 1 Fore Street?", "</fieldset>");
    assert!(!asked.contains("checked"), "{asked}");
    let page = token(&answer);
    let again = jo.post(&address, &[&typed[..], &[("page", &page)]].concat()).await;
    assert_eq!(again.status, 303);
}

/// Taken back by one while another corrects it: the second is told, and what they wrote can be put on record again.
#[tokio::test]
async fn a_correction_of_what_was_taken_back_keeps_its_words() {
    let site = Site::new().await;
    let (jo, rhys) = (site.sign_in("Jo Whitlock").await, site.sign_in("Rhys Pritchard").await);
    let form = format!("{}/record/school", at("maya"));
    saved(&jo, &form, &[("name", "Harbour Primary"), ("from", "2 Nov 2026")]).await;
    let details = jo.get(&format!("{}/details", at("maya"))).await;
    let (before, _) = details.body.rsplit_once("Harbour Primary").unwrap();
    let fact = before
        .rsplit_once("id=\"f-")
        .unwrap()
        .1
        .split('"')
        .next()
        .unwrap()
        .to_owned();
    let [correct, wrong] = ["correct", "wrong"].map(|w| format!("{}/facts/{fact}/{w}", at("maya")));
    let jos = token(&jo.get(&correct).await);
    let rhyss = token(&rhys.get(&wrong).await);
    let late = token(&jo.get(&wrong).await);
    let taken = rhys
        .post(&wrong, &[("page", &rhyss), ("why_changed", "Another child.")])
        .await;
    assert_eq!(taken.status, 303, "{}", taken.words());
    let typed = [
        ("name", "Harbour Infants"),
        ("year_group", "Year 2"),
        ("why_changed", "The office rang."),
    ];
    let answer = jo.post(&correct, &[&typed[..], &[("page", &jos)]].concat()).await;
    assert_eq!(answer.status, 409, "{}", answer.words());
    let words = answer.words();
    assert!(
        words.contains("It was recorded as wrong") && words.contains("Rhys Pritchard"),
        "{words}"
    );
    assert!(answer.body.contains("value=\"Harbour Infants\"") && answer.body.contains("value=\"Year 2\""));
    let page = token(&answer);
    let again = jo.post(&form, &[&typed[..2], &[("page", &page)]].concat()).await;
    assert_eq!(again.status, 303, "{}", again.words());
    // Taking back what is taken back says so, with the reason that was written.
    let answer = jo
        .post(&wrong, &[("page", &late), ("why_changed", "She never went there.")])
        .await;
    assert!(answer.words().contains("“She never went there.”"), "{}", answer.words());
}

/// Changed by one while another takes it back: they see what stands now, and their reason is on the page.
#[tokio::test]
async fn taking_back_what_was_changed_shows_what_stands() {
    let site = Site::new().await;
    let (jo, rhys) = (site.sign_in("Jo Whitlock").await, site.sign_in("Rhys Pritchard").await);
    let correct = jo.get(&format!("{}/record/birth", at("maya"))).await.location;
    let wrong = correct.replace("/correct", "/wrong");
    let late = token(&jo.get(&wrong).await);
    let typed = [
        ("precision", "exact"),
        ("on", "13 Mar 2018"),
        ("why_changed", "Hospital."),
    ];
    saved(&rhys, &correct, &typed).await;
    let answer = jo
        .post(&wrong, &[("page", &late), ("why_changed", "Hannah says another.")])
        .await;
    assert_eq!(answer.status, 409, "{}", answer.words());
    assert!(answer.words().contains("13 Mar 2018") && answer.body.contains("Hannah says another."));
    let action = answer.between("<form method=\"post\" action=\"/people/", "\"");
    let action = format!("/people/{action}");
    assert!(action.ends_with("/wrong") && action != wrong, "{action}");
    let page = token(&answer);
    let again = jo
        .post(&action, &[("page", &page), ("why_changed", "Hannah says another.")])
        .await;
    assert_eq!(again.status, 303, "{}", again.words());
}

/// Two notes are two notes, whoever was first.
#[tokio::test]
async fn notes_never_stand_in_each_others_way() {
    let site = Site::new().await;
    let (jo, rhys) = (site.sign_in("Jo Whitlock").await, site.sign_in("Rhys Pritchard").await);
    let address = format!("{}/record/note", at("maya"));
    let jos = token(&jo.get(&address).await);
    saved(
        &rhys,
        &address,
        &[("title", "Supervision"), ("text", "Talked it through.")],
    )
    .await;
    let answer = jo
        .post(&address, &[("title", "Call"), ("text", "She rang."), ("page", &jos)])
        .await;
    assert_eq!(answer.status, 303);
}

#[tokio::test]
async fn the_same_form_sent_twice_is_saved_once() {
    let site = Site::new().await;
    let jo = site.sign_in("Jo Whitlock").await;
    let seq = async || site.store.read(|tx| tx.known_seq()).await.unwrap();
    let address = format!("{}/record/note", at("maya"));
    let page = token(&jo.get(&address).await);
    let fields = [("page", page.as_str()), ("title", "Call"), ("text", "She rang.")];
    let first = jo.post(&address, &fields).await;
    let after = seq().await;
    let second = jo.post(&address, &fields).await;
    assert_eq!((first.status, &first.location), (second.status, &second.location));
    assert_eq!(seq().await, after);
    // Other words under the same form are not taken for the first ones, and are kept.
    let other = [("page", page.as_str()), ("title", "Call"), ("text", "She rang twice.")];
    let third = jo.post(&address, &other).await;
    assert_eq!(third.status, 409);
    assert!(third.words().contains("saved before, with other words") && third.body.contains("She rang twice."));
    assert_eq!(seq().await, after);
}

#[tokio::test]
async fn what_is_wrong_is_taken_back_and_stays_in_the_history() {
    let site = Site::new().await;
    let jo = site.sign_in("Jo Whitlock").await;
    let page = saved(
        &jo,
        &format!("{}/record/name", at("maya")),
        &[("kind", "alias"), ("given", "Mimi")],
    )
    .await;
    let wrong = page.between("or <a class=\"govuk-link\" href=\"", "\"").to_owned();
    assert!(wrong.ends_with("/wrong"), "{wrong}");
    let ask = jo.get(&wrong).await;
    assert!(ask.words().contains("Also known as: Mimi"), "{}", ask.words());
    let first = token(&ask);
    let empty = jo.post(&wrong, &[("page", &first), ("why_changed", " ")]).await;
    assert!(
        empty.status == 422 && empty.words().contains("Say why"),
        "{}",
        empty.words()
    );
    let why = "That is her sister’s name.";
    let page = saved(&jo, &wrong, &[("why_changed", why)]).await.words();
    assert!(page.contains("Recorded as wrong. Also known as: Mimi"), "{page}");
    let details = jo.get(&format!("{}/details", at("maya"))).await.words();
    let (_, gone) = details.split_once("No longer held to be true").unwrap();
    assert!(gone.contains("Also known as: Mimi") && gone.contains(why), "{gone}");
    // Once is enough: the page of what is gone says so.
    let again = jo
        .post(&wrong, &[("page", &token(&ask)), ("why_changed", "Once more.")])
        .await;
    assert!(
        again.status.is_client_error() && again.words().contains("no longer stands"),
        "{}",
        again.words()
    );
}

/// Taking back a correction brings back what it had replaced.
#[tokio::test]
async fn a_wrong_correction_gives_way_to_what_stood_before() {
    let site = Site::new().await;
    let jo = site.sign_in("Jo Whitlock").await;
    let form = jo.get(&format!("{}/record/birth", at("maya"))).await.location;
    let typed = [
        ("precision", "exact"),
        ("on", "15 Mar 2018"),
        ("why_changed", "A slip."),
    ];
    let page = saved(&jo, &form, &typed).await;
    let wrong = page.between("or <a class=\"govuk-link\" href=\"", "\"").to_owned();
    assert!(
        jo.get(&wrong)
            .await
            .words()
            .contains("What it had replaced stands again: 14 Mar 2018.")
    );
    let page = saved(&jo, &wrong, &[("why_changed", "It was right before.")])
        .await
        .words();
    assert!(page.contains("born 14 Mar 2018"), "{page}");
}

/// A note is corrected where it stands, in the timeline.
#[tokio::test]
async fn a_note_is_corrected_with_both_versions_kept() {
    let site = Site::new().await;
    let jo = site.sign_in("Jo Whitlock").await;
    let page = saved(
        &jo,
        &format!("{}/record/note", at("maya")),
        &[("title", "Call"), ("text", "She rang."), ("on", "10 Nov 2026")],
    )
    .await;
    let correct = page
        .between("If it is not right, <a class=\"govuk-link\" href=\"", "\"")
        .to_owned();
    let form = jo.get(&correct).await;
    assert!(
        form.body.contains("She rang.") && form.body.contains("10 Nov 2026"),
        "{}",
        form.words()
    );
    let typed = [
        ("title", "Call"),
        ("text", "She rang twice."),
        ("on", "10 Nov 2026"),
        ("why_changed", "She told me."),
    ];
    saved(&jo, &correct, &typed).await;
    let timeline = jo.get(&format!("{}/timeline?show=notes", at("maya"))).await.words();
    assert!(
        timeline.contains("She rang twice.") && !timeline.contains("She rang. "),
        "{timeline}"
    );
    let details = jo.get(&format!("{}/details", at("maya"))).await.words();
    assert!(
        details.contains("She rang twice.") && details.contains("She told me."),
        "{details}"
    );
}
