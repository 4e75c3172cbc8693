//! Deciding for a child: main path, what opens, what cannot be chosen, what a save from an old page meets.

use super::*;

#[tokio::test]
async fn an_adviser_may_not_decide_a_worry() {
    let site = Site::new().await;
    let adviser = site.sign_in("Nadia Karimi").await;
    let contact = contact(&adviser, "Caitlin Shepherd").await;
    let (page, _) = open(&adviser, &contact, "Ciara").await;
    assert!(
        page.words()
            .contains("A concern for a child is decided by a registered social worker."),
        "{}",
        page.words()
    );
    let before = entries(&site).await;
    let (answer, _) = decide(&adviser, &contact, "Ciara", REFERRAL).await;
    assert_eq!(answer.status, 422);
    assert!(answer.words().contains("registered social worker"));
    assert_eq!(entries(&site).await, before, "nothing is recorded");
}

#[tokio::test]
async fn what_protects_acts_when_it_is_saved_and_is_dated_by_the_receipt() {
    let site = Site::new().await;
    let worker = site.sign_in("Tom Ashworth").await;
    // Received on Tuesday, decided on Thursday.
    let contact = contact(&worker, "Amelia Rowntree").await;
    let before = entries(&site).await;
    let (answer, part) = decide(&worker, &contact, "Amelia", REFERRAL).await;
    saved(&answer);
    assert_eq!(answer.location, format!("{contact}/decide?saved={part}"));
    assert_eq!(
        entries(&site).await,
        before + 1,
        "the decision and the referral are one entry"
    );
    let after = worker.get(&answer.location).await;
    assert!(
        after.words().contains("Referral, in effect since 10:42."),
        "{}",
        after.words()
    );
    // The next child is open for deciding.
    assert!(after.words().contains("What should happen for Oscar?"));
    let person = worker.get(&contact).await;
    let person = format!(
        "/people/{}",
        person.between("<a class=\"govuk-link\" href=\"/people/", "\"")
    );
    let child = worker.get(&format!("{person}/details")).await;
    assert!(child.words().contains("Received 10 Nov 2026"), "{}", child.words());
}

#[tokio::test]
async fn a_second_decision_that_protects_opens_no_second_episode() {
    let site = Site::new().await;
    let worker = site.sign_in("Tom Ashworth").await;
    let contact = contact(&worker, "Amelia Rowntree").await;
    saved(&decide(&worker, &contact, "Amelia", REFERRAL).await.0);
    saved(&decide(&worker, &contact, "Amelia", DISCUSSION).await.0);
    let page = worker.get(&contact).await;
    let person = format!(
        "/people/{}/details",
        page.between("<a class=\"govuk-link\" href=\"/people/", "\"")
    );
    let child = worker.get(&person).await;
    assert_eq!(
        child.words().matches("Received 10 Nov 2026").count(),
        1,
        "{}",
        child.words()
    );
    // And what protects is not taken back.
    let (answer, _) = decide(&worker, &contact, "Amelia", &[("outcome", "advice"), ("why", WHY)]).await;
    assert_eq!(answer.status, 422);
    assert!(
        answer.words().contains("it can only be made stronger"),
        "{}",
        answer.words()
    );
}

#[tokio::test]
async fn no_further_action_answers_what_the_records_raise() {
    let site = Site::new().await;
    let worker = site.sign_in("Tom Ashworth").await;
    let contact = contact(&worker, "Caitlin Shepherd").await;
    let (page, _) = open(&worker, &contact, "Ciara").await;
    assert!(
        page.words().contains(
            "4th contact in 9 months for children of 14 Mill Road. 3 closed without action , from 3 different sources."
        ),
        "{}",
        page.words()
    );
    let without: Vec<_> = NOTHING
        .iter()
        .filter(|(f, _)| *f != "answers_records")
        .copied()
        .collect();
    let (answer, _) = decide(&worker, &contact, "Ciara", &without).await;
    assert_eq!(answer.status, 422);
    assert!(answer.words().contains("Answer what the earlier contacts raise"));
    assert!(
        answer.body.contains("Nothing here needs this service."),
        "the words are kept"
    );
    // Where nothing came before, nothing has to be answered.
    let other = super::contact(&worker, "Harper-Leigh Doyle").await;
    let (answer, _) = decide(&worker, &other, "Harper-Leigh", &without).await;
    saved(&answer);
}

/// Each question that some choices ask says for which; nothing that is kept with a choice stands under another.
#[tokio::test]
async fn what_a_choice_asks_stands_under_the_words_of_that_choice() {
    let site = Site::new().await;
    let worker = site.sign_in("Tom Ashworth").await;
    let contact = contact(&worker, "Caitlin Shepherd").await;
    let (page, _) = open(&worker, &contact, "Ciara").await;
    let mut asked: Vec<(String, String)> = Vec::new();
    for part in page.body.split("data-follows-on=\"").skip(1) {
        let (codes, rest) = part.split_once('"').unwrap();
        let (_, heading) = rest.split_once("hf-follow__for\">").unwrap();
        let (_, name) = rest.split_once(" name=\"").unwrap();
        asked.push((
            name.split('"').next().unwrap().to_owned(),
            format!("{codes}: {}", heading.split("</h3>").next().unwrap()),
        ));
    }
    let asked: Vec<(&str, &str)> = asked.iter().map(|(n, h)| (n.as_str(), h.as_str())).collect();
    assert_eq!(
        asked,
        [
            (
                "answers_records",
                "early_help signpost advice no_further_action: For early help, a signpost, advice or no further action"
            ),
            (
                "primary_need",
                "emergency_action strategy_discussion referral: For emergency action, a strategy discussion or a referral"
            ),
            (
                "protection",
                "emergency_action strategy_discussion referral: For emergency action, a strategy discussion or a referral"
            ),
            ("to_whom", "early_help signpost: For early help or a signpost"),
        ]
    );
}

#[tokio::test]
async fn while_a_strategy_discussion_is_open_nothing_is_closed_for_a_sibling() {
    let site = Site::new().await;
    let worker = site.sign_in("Tom Ashworth").await;
    let contact = contact(&worker, "Caitlin Shepherd").await;
    saved(&decide(&worker, &contact, "Caitlin", DISCUSSION).await.0);
    let (page, _) = open(&worker, &contact, "Ciara").await;
    assert!(page.words().contains("Include in today’s strategy discussion"));
    assert!(
        page.words()
            .contains("These cannot be chosen while a strategy discussion is open for a child in the home."),
        "{}",
        page.words()
    );
    for outcome in ["no_further_action", "advice", "signpost", "early_help"] {
        let fields = [&[("outcome", outcome), ("to_whom", "Harbour Families")], &NOTHING[1..]].concat();
        let (answer, _) = decide(&worker, &contact, "Ciara", &fields).await;
        assert_eq!(answer.status, 422, "{outcome}");
        assert!(
            answer.words().contains("has a strategy discussion open since"),
            "{outcome}: {}",
            answer.words()
        );
    }
    saved(&decide(&worker, &contact, "Ciara", DISCUSSION).await.0);
    // The managers of the front door are told at once, once for each child.
    let manager = site.sign_in("Grace Adjei").await;
    let work = manager.get("/work").await;
    assert_eq!(
        work.words().matches("Strategy discussion called").count(),
        2,
        "{}",
        work.words()
    );
}

#[tokio::test]
async fn the_same_form_again_is_answered_again_and_another_is_refused() {
    let site = Site::new().await;
    let worker = site.sign_in("Tom Ashworth").await;
    let contact = contact(&worker, "Amelia Rowntree").await;
    let (page, _) = open(&worker, &contact, "Amelia").await;
    let seen = seen(&page);
    let fields = [&[("page", seen.as_str())], REFERRAL].concat();
    let address = format!("{contact}/decide");
    let before = entries(&site).await;
    let first = worker.post(&address, &fields).await;
    let again = worker.post(&address, &fields).await;
    saved(&first);
    saved(&again);
    assert_eq!(first.location, again.location);
    assert_eq!(entries(&site).await, before + 1);
    let mut other = fields.clone();
    other[2] = ("why", "Something else altogether.");
    let refused = worker.post(&address, &other).await;
    assert_eq!(refused.status, 409);
    assert!(
        refused
            .words()
            .contains("This form was saved before, with other words.")
    );
    assert!(
        refused.body.contains("Something else altogether."),
        "the words are kept"
    );
    assert_eq!(entries(&site).await, before + 1);
}

#[tokio::test]
async fn the_third_contact_in_twelve_months_needs_the_service_manager() {
    let site = Site::new().await;
    let worker = site.sign_in("Tom Ashworth").await;
    let shepherd = contact(&worker, "Caitlin Shepherd").await;
    let (page, _) = open(&worker, &shepherd, "Ciara").await;
    assert!(
        page.words()
            .contains("The service manager signs too 4th contact in 12 months."),
        "{}",
        page.words()
    );
    let doyle = contact(&worker, "Harper-Leigh Doyle").await;
    let (page, _) = open(&worker, &doyle, "Harper-Leigh").await;
    assert!(!page.words().contains("The service manager signs too"));
}

#[tokio::test]
async fn facts_that_arrived_since_are_shown_before_anything_is_saved() {
    let site = Site::new().await;
    let (tom, leah) = (site.sign_in("Tom Ashworth").await, site.sign_in("Leah Brandt").await);
    let contact = contact(&tom, "Caitlin Shepherd").await;
    let (page, _) = open(&tom, &contact, "Ciara").await;
    let seen = seen(&page);
    // Leah decides for the baby meanwhile.
    saved(&decide(&leah, &contact, "Rory", REFERRAL).await.0);
    let before = entries(&site).await;
    let fields = [&[("page", seen.as_str())], NOTHING].concat();
    let answer = tom.post(&format!("{contact}/decide"), &fields).await;
    assert_eq!(answer.status, 409);
    let words = answer.words();
    assert!(
        words.contains("Something was recorded about these people after you opened this page."),
        "{words}"
    );
    assert!(words.contains("by Leah Brandt, social worker"), "{words}");
    assert!(words.contains("Nothing here needs this service."), "the words are kept");
    assert_eq!(entries(&site).await, before, "nothing is recorded");
    // Looked at again, it is saved from the page as it is now.
    let now_seen = super::seen(&answer);
    let fields = [&[("page", now_seen.as_str())], NOTHING].concat();
    saved(&tom.post(&format!("{contact}/decide"), &fields).await);
}

#[tokio::test]
async fn two_people_who_decide_for_one_child_see_both_versions() {
    let site = Site::new().await;
    let (tom, leah) = (site.sign_in("Tom Ashworth").await, site.sign_in("Leah Brandt").await);
    let contact = contact(&tom, "Caitlin Shepherd").await;
    let (page, _) = open(&tom, &contact, "Ciara").await;
    let seen = seen(&page);
    saved(&decide(&leah, &contact, "Ciara", NOTHING).await.0);
    let fields = [&[("page", seen.as_str())], REFERRAL].concat();
    let answer = tom.post(&format!("{contact}/decide"), &fields).await;
    assert_eq!(answer.status, 409);
    let words = answer.words();
    assert!(words.contains("Two versions of one thing"), "{words}");
    assert!(
        words.contains("Nothing here needs this service."),
        "Leah's stands: {words}"
    );
    assert!(words.contains(WHY), "Tom's words are kept: {words}");
    let now_seen = super::seen(&answer);
    let fields = [&[("page", now_seen.as_str())], REFERRAL].concat();
    saved(&tom.post(&format!("{contact}/decide"), &fields).await);
}

#[tokio::test]
async fn immediate_danger_needs_no_field_and_acts_for_every_child_once() {
    let site = Site::new().await;
    let adviser = site.sign_in("Nadia Karimi").await;
    let contact = contact(&adviser, "Amelia Rowntree").await;
    let before = entries(&site).await;
    let answer = adviser.post(&format!("{contact}/danger"), &[]).await;
    saved(&answer);
    assert_eq!(entries(&site).await, before + 1);
    let page = adviser.get(&answer.location).await;
    assert_eq!(
        page.words().matches("Emergency action, in effect since 10:42.").count(),
        3,
        "{}",
        page.words()
    );
    assert!(
        !page.words().contains("Immediate danger: act now"),
        "there is nothing left to press"
    );
    saved(&adviser.post(&format!("{contact}/danger"), &[]).await);
    assert_eq!(entries(&site).await, before + 1, "pressed again, nothing changes");
    let manager = site.sign_in("Grace Adjei").await;
    assert_eq!(
        manager.get("/work").await.words().matches("Emergency action").count() / 3,
        2,
        "told, and to be signed"
    );
}

/// Somebody who died in 2015 is not "about 68", and is not at home.
#[tokio::test]
async fn the_dead_are_said_to_have_died() {
    let site = Site::new().await;
    let tom = site.sign_in("Tom Ashworth").await;
    let page = tom
        .get(&format!("/people/{}/contacts", testkit::authority::person("maya")))
        .await;
    let contact = format!("/contacts/{}", &page.between("href=\"/contacts/", "\"")[..36]);
    let words = tom.get(&format!("{contact}/decide")).await.words();
    let (_, home) = words.split_once("In this home and around it").unwrap();
    assert!(
        home.contains("Michael Brennan, died 2015") && !home.contains("died 2015. Not in this home"),
        "{home}"
    );
    assert!(home.contains("Hannah Brennan, 32"), "{home}");
}

/// Where somebody is stands last in the way back.
#[tokio::test]
async fn each_page_of_a_contact_says_where_it_is() {
    let site = Site::new().await;
    let tom = site.sign_in("Tom Ashworth").await;
    let contact = contact(&tom, "Caitlin Shepherd").await;
    let (answer, part) = decide(&tom, &contact, "Ciara", REFERRAL).await;
    saved(&answer);
    let grace = site.sign_in("Grace Adjei").await;
    for (page, here) in [
        ("decide".to_owned(), "Decide"),
        (format!("children/{part}/sign"), "Sign or return"),
        (format!("children/{part}/as-decided"), "As it was decided"),
    ] {
        let answer = grace.get(&format!("{contact}/{page}")).await;
        let crumbs = answer.between("govuk-breadcrumbs__list", "</ol>");
        let last = crumbs.rsplit("govuk-breadcrumbs__list-item").next().unwrap();
        assert!(last.contains(here), "{page}: {last}");
    }
}
