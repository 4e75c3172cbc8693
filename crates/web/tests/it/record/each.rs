//! Each thing, from its form to the page.

use testkit::authority::person;

use super::{at, saved, send};
use crate::harness::Site;

/// What is recorded as that, with these answers, stands in these words in the notice after it and on another page of the record.
async fn check(form: &str, answers: &[(&str, &str)], notice: &str, tab: &str, stands: &str) {
    let site = Site::new().await;
    let jo = site.sign_in("Jo Whitlock").await;
    let page = saved(&jo, &format!("{}/record/{form}", at("maya")), answers)
        .await
        .words();
    assert!(page.contains(notice), "{form}: {notice} is not in {page}");
    let page = jo.get(&format!("{}{tab}", at("maya"))).await.words();
    assert!(page.contains(stands), "{form}: {stands} is not in {page}");
}

#[tokio::test]
async fn names() {
    let answers = [
        ("kind", "alias"),
        ("given", "Mimi"),
        ("family", "O’Brennan"),
        ("from", "1 Sep 2025"),
    ];
    let notice = "Recorded. Also known as: Mimi O’Brennan, from 1 Sep 2025";
    check("name", &answers, notice, "/details", "Also known as Mimi O’Brennan").await;
}

#[tokio::test]
async fn addresses() {
    let answers = [
        ("kind", "home"),
        ("line", "9 Quay Street, Stowbridge"),
        ("postcode", "mx4 9zz"),
        ("from", "2 Nov 2026"),
        ("still", "no"),
        ("left_on", "1 Nov 2026"),
    ];
    let notice = "Recorded. Address: home: 9 Quay Street, Stowbridge MX4 9ZZ, from 2 Nov 2026";
    // The latest home that has not ended stands in the bar at the top.
    check(
        "address",
        &answers,
        notice,
        "",
        "born 14 Mar 2018. 9 Quay Street, Stowbridge MX4 9ZZ",
    )
    .await;
}

/// A child who moves does not live at two addresses by accident: the one before ends, dated, in the same entry, unless somebody says otherwise.
#[tokio::test]
async fn a_new_home_ends_the_one_before() {
    let site = Site::new().await;
    let jo = site.sign_in("Jo Whitlock").await;
    let address = format!("{}/record/address", at("maya"));
    let page = jo.get(&address).await.words();
    assert!(
        page.contains("Do they still live at 22 Tanner’s Row, Stowbridge?"),
        "{page}"
    );
    let new = [("kind", "home"), ("line", "9 Quay Street"), ("from", "2 Nov 2026")];
    let answer = send(&jo, &address, &new).await;
    assert_eq!(answer.status, 422);
    assert!(
        answer.body.contains("id=\"still-error\"") && answer.body.contains("value=\"9 Quay Street\""),
        "{}",
        answer.words()
    );
    let before = jo.get(&format!("{}/details", at("maya"))).await.words();
    assert!(
        before.contains("22 Tanner’s Row, Stowbridge MX4 2PD, from 1 Aug 2026"),
        "{before}"
    );
    let page = saved(
        &jo,
        &address,
        &[&new[..], &[("still", "no"), ("left_on", "1 Nov 2026")]].concat(),
    )
    .await;
    let words = page.words();
    assert!(
        words.contains("Before: 22 Tanner’s Row, Stowbridge MX4 2PD, from 1 Aug 2026 to 1 Nov 2026"),
        "{words}"
    );
    let person = person("maya");
    let facts = site.store.read(move |tx| tx.known_seq()).await.unwrap();
    assert!(
        page.body.contains(&format!("/facts/{facts}.")),
        "one entry holds both: {words}"
    );
    let details = jo.get(&format!("{}/details", at("maya"))).await.words();
    assert!(details.contains("from 1 Aug 2026 to 1 Nov 2026"), "{details}");
    // Two homes at once are said to be two; from then on either may end.
    let second = [("kind", "home"), ("line", "1 Fore Street"), ("still", "yes")];
    saved(&jo, &address, &second).await;
    let page = jo.get(&address).await.words();
    assert!(page.contains("Do they still live where they lived before?"), "{page}");
    // A stay is no new home, and takes nothing's place.
    let stay = [("kind", "temporary"), ("line", "Ward 4")];
    saved(&jo, &address, &stay).await;
    let bar = jo.get(&format!("/people/{person}")).await.words();
    assert!(bar.contains("born 14 Mar 2018. 1 Fore Street"), "{bar}");
}

/// Whoever may not see where somebody lives may not end it, and is not asked: the question alone would tell them that it goes on.

#[tokio::test]
async fn gender_identity_apart_from_sex() {
    let answers = [("code", "09"), ("words", "a girl, most days")];
    let notice = "Gender identity: Described in own words, a girl, most days";
    check("gender-identity", &answers, notice, "", "Girl, 8 years 7 months").await;
}

#[tokio::test]
async fn numbers() {
    let notice = "Recorded. Home Office reference: HO/77";
    check(
        "identifier",
        &[("scheme", "home_office"), ("value", "HO/77")],
        notice,
        "/details",
        "HO/77",
    )
    .await;
}

#[tokio::test]
async fn languages() {
    let notice = "Recorded. Language: Twi, interpreter needed";
    check(
        "language",
        &[("language", "tw"), ("interpreter", "yes")],
        notice,
        "/details",
        "Twi, interpreter needed",
    )
    .await;
}

#[tokio::test]
async fn disabilities() {
    let answers = [("codes", "HEAR"), ("codes", "COMM")];
    check(
        "disability",
        &answers,
        "Disability: Hearing, Communication",
        "/details",
        "Communication",
    )
    .await;
}

#[tokio::test]
async fn schools() {
    let answers = [
        ("name", "Harbour Primary"),
        ("year_group", "Year 4"),
        ("from", "2 Nov 2026"),
    ];
    check(
        "school",
        &answers,
        "School: Harbour Primary, Year 4, from 2 Nov 2026",
        "",
        "School Harbour Primary Year 4",
    )
    .await;
}

#[tokio::test]
async fn warnings() {
    let answers = [
        ("title", "Ring before you go"),
        ("text", "The dog is loose in the yard."),
        ("review_on", "6 Jan 2027"),
        ("told_family", "Told the family"),
    ];
    let stands = "Ring before you go. The dog is loose in the yard. Recorded by Jo Whitlock, 12 Nov 2026. Told the family. Review by 6 Jan 2027.";
    check("warning", &answers, "Recorded. Warning: Ring before you go", "", stands).await;
}

#[tokio::test]
async fn notes_with_what_the_child_said() {
    let answers = [
        ("title", "Seen at breakfast club"),
        ("on", "11 Nov 2026"),
        ("text", "May ate two bowls."),
        ("child_said", "I like the toast best."),
    ];
    let notice = "Recorded. Case note: Seen at breakfast club.";
    check(
        "note",
        &answers,
        notice,
        "",
        "“I like the toast best.” May, 11 Nov 2026",
    )
    .await;
    check("note", &answers, notice, "/timeline?show=notes", "May ate two bowls.").await;
}

#[tokio::test]
async fn a_death_stands_on_every_page() {
    let site = Site::new().await;
    let jo = site.sign_in("Jo Whitlock").await;
    saved(&jo, &format!("{}/record/death", at("maya")), &[("on", "11 Nov 2026")]).await;
    assert!(jo.get(&at("maya")).await.words().contains("Girl, died 11 Nov 2026"));
    let brother = jo.get(&at("tyler_james")).await.words();
    assert!(brother.contains("died 11 Nov 2026"), "{brother}");
}

/// Of what there is one, the form leads to the correction of the one that stands: both versions stay.
#[tokio::test]
async fn a_second_birth_date_corrects_the_first() {
    let site = Site::new().await;
    let jo = site.sign_in("Jo Whitlock").await;
    let form = jo.get(&format!("{}/record/birth", at("maya"))).await;
    assert_eq!(form.status, 303);
    assert!(form.location.ends_with("/correct"), "{}", form.location);
    let page = jo.get(&form.location).await;
    assert!(page.body.contains("value=\"14 Mar 2018\""), "{}", page.words());
    let without_why = [("precision", "exact"), ("on", "15 Mar 2018")];
    let answer = send(&jo, &form.location, &without_why).await;
    assert_eq!(answer.status, 422);
    assert!(answer.words().contains("Say why this is changed"));
    let with_why = [&without_why[..], &[("why_changed", "The certificate says the 15th.")]].concat();
    let page = saved(&jo, &form.location, &with_why).await.words();
    assert!(
        page.contains("Corrected. Date of birth: 15 Mar 2018") && page.contains("born 15 Mar 2018"),
        "{page}"
    );
    let details = jo.get(&format!("{}/details", at("maya"))).await;
    let row = details.between("data-label=\"As it stands\">15 Mar 2018", "</tr>");
    assert!(
        row.contains("<s>14 Mar 2018</s>") && row.contains("The certificate says the 15th."),
        "{row}"
    );
    // The same again changes nothing.
    let link = format!("/people/{}{}", person("maya"), "/record/birth");
    let form = jo.get(&link).await.location;
    let same = [("precision", "exact"), ("on", "15 Mar 2018"), ("why_changed", "Again.")];
    let answer = send(&jo, &form, &same).await;
    assert!(
        answer.status == 409 && answer.words().contains("nothing to save"),
        "{}",
        answer.words()
    );
}

/// An unborn child is the same record after birth.
#[tokio::test]
async fn the_baby_has_been_born() {
    let site = Site::new().await;
    let jo = site.sign_in("Sunita Rao").await;
    let list = jo.get(&format!("{}/record", at("unborn"))).await;
    let address = format!("{}/record/birth?born=1", at("unborn"));
    assert!(
        list.body.contains(&address) && list.words().contains("The baby has been born"),
        "{}",
        list.words()
    );
    let form = jo.get(&address).await.location;
    let page = jo.get(&form).await;
    assert!(
        page.body.contains("The baby has been born."),
        "the reason is written already"
    );
    let answers = [
        ("precision", "exact"),
        ("on", "11 Nov 2026"),
        ("why_changed", "The baby has been born."),
    ];
    let page = saved(&jo, form.split('?').next().unwrap(), &answers).await.words();
    assert!(
        page.contains("born 11 Nov 2026") && !page.contains("Unborn, due"),
        "{page}"
    );
    assert!(
        jo.get(&format!("{}/details", at("unborn")))
            .await
            .body
            .contains("<s>Due 22 Jan 2027</s>")
    );
}

#[tokio::test]
async fn ethnicity_comes_from_the_person_or_a_parent() {
    let site = Site::new().await;
    let jo = site.sign_in("Jo Whitlock").await;
    // Whatever stands first, the form is the same: its own page, or the correction.
    let start = jo.get(&format!("{}/record/ethnicity", at("maya"))).await;
    let address = if start.status == 303 {
        start.location
    } else {
        format!("{}/record/ethnicity", at("maya"))
    };
    for impression in ["", "worker", "impression", "school"] {
        let answer = send(
            &jo,
            &address,
            &[("code", "MWBA"), ("said_by", impression), ("why_changed", "x")],
        )
        .await;
        assert_eq!(answer.status, 422, "{impression}");
        let words = answer.words();
        assert!(
            words.contains("Nobody’s impression is recorded") || words.contains("from the person or a parent only"),
            "{words}"
        );
    }
    let told = [
        ("code", "MWBA"),
        ("said_by", "parent"),
        ("why_changed", "Daniel said so."),
    ];
    saved(&jo, &address, &told).await;
    let details = jo.get(&format!("{}/details", at("maya"))).await.words();
    assert!(details.contains("White and Black African A parent"), "{details}");
}

/// A wrong check digit is said beside the field, and kept only knowingly, as it was given.
#[tokio::test]
async fn a_wrong_check_digit_is_kept_knowingly() {
    let site = Site::new().await;
    let jo = site.sign_in("Jo Whitlock").await;
    let address = format!("{}/record/identifier", at("tyler_james"));
    assert!(!jo.get(&address).await.body.contains("name=\"keep\""));
    let wrong = [("scheme", "nhs"), ("value", "999 041 7238")];
    let answer = send(&jo, &address, &wrong).await;
    assert_eq!(answer.status, 422);
    assert!(
        answer.words().contains("The check digit of this NHS number"),
        "{}",
        answer.words()
    );
    assert!(answer.body.contains("name=\"keep\"") && answer.body.contains("value=\"999 041 7238\""));
    let page = saved(&jo, &address, &[&wrong[..], &[("keep", "yes")]].concat())
        .await
        .words();
    assert!(page.contains("NHS number: 999 041 7238"), "{page}");
}
