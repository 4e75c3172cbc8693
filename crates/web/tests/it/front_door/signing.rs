//! Signing and returning: never one's own, the service manager second, what the decider had in front of them.

use super::*;

async fn decided(site: &Site, fields: &[(&str, &str)]) -> (String, String) {
    let worker = site.sign_in("Tom Ashworth").await;
    let contact = contact(&worker, "Caitlin Shepherd").await;
    let (answer, part) = decide(&worker, &contact, "Ciara", fields).await;
    saved(&answer);
    (contact, part)
}

async fn sign(browser: &Browser<'_>, contact: &str, part: &str, fields: &[(&str, &str)]) -> Answer {
    let address = format!("{contact}/children/{part}/sign");
    let page = browser.get(&address).await;
    assert_eq!(page.status, 200, "{}", page.words());
    let seen = seen(&page);
    browser
        .post(&address, &[&[("page", seen.as_str())], fields].concat())
        .await
}

#[tokio::test]
async fn two_managers_sign_and_only_then_it_takes_effect() {
    let site = Site::new().await;
    let (contact, part) = decided(&site, NOTHING).await;
    let grace = site.sign_in("Grace Adjei").await;
    let page = grace.get(&contact).await;
    assert!(
        page.words().contains("It takes effect when it is signed."),
        "{}",
        page.words()
    );
    saved(&sign(&grace, &contact, &part, &[("do", "sign"), ("words", "Agreed.")]).await);
    let page = grace.get(&contact).await;
    assert!(
        page.words().contains("One more signature is needed."),
        "{}",
        page.words()
    );
    // She has signed; the service manager is next.
    let again = grace.get(&format!("{contact}/children/{part}/sign")).await;
    assert!(
        again.words().contains("You have signed this already."),
        "{}",
        again.words()
    );
    let sunita = site.sign_in("Sunita Rao").await;
    assert!(sunita.get("/work").await.words().contains("Ciara Shepherd"));
    site.set_clock("2026-11-12T10:50:00Z");
    saved(&sign(&sunita, &contact, &part, &[("do", "sign")]).await);
    let page = sunita.get(&contact).await;
    assert!(
        page.words().contains("No further action, in effect since 10:50."),
        "{}",
        page.words()
    );
}

#[tokio::test]
async fn nobody_signs_their_own_and_only_managers_sign() {
    let site = Site::new().await;
    let (contact, part) = decided(&site, REFERRAL).await;
    for (name, status) in [
        ("Tom Ashworth", 403),
        ("Leah Brandt", 403),
        ("Nadia Karimi", 403),
        ("Hazel Ormerod", 403),
        // A manager of another team sees its headings.
        ("Rhys Pritchard", 403),
    ] {
        let browser = site.sign_in(name).await;
        let page = browser.get(&format!("{contact}/children/{part}/sign")).await;
        assert_eq!(page.status, status, "{name}");
        assert!(
            !page.body.contains("name=\"do\" value=\"sign\""),
            "{name} is offered no button"
        );
    }
    // A manager who declared the danger decided it, and does not sign it.
    let grace = site.sign_in("Grace Adjei").await;
    let other = super::contact(&grace, "Amelia Rowntree").await;
    saved(&grace.post(&format!("{other}/danger"), &[]).await);
    let (_, amelia) = open(&grace, &other, "Amelia").await;
    let page = grace.get(&format!("{other}/children/{amelia}/sign")).await;
    assert!(page.words().contains("You decided this yourself."), "{}", page.words());
    assert!(!page.body.contains("name=\"do\" value=\"sign\""));
}

#[tokio::test]
async fn a_question_gives_it_back_and_what_protects_stays_in_effect() {
    let site = Site::new().await;
    let (contact, part) = decided(&site, NOTHING).await;
    let grace = site.sign_in("Grace Adjei").await;
    let without = sign(&grace, &contact, &part, &[("do", "return"), ("question", "  ")]).await;
    assert_eq!(without.status, 422);
    assert!(without.words().contains("Write the question that has to be answered"));
    let question = "Who has seen Ciara since July?";
    saved(&sign(&grace, &contact, &part, &[("do", "return"), ("question", question)]).await);
    let tom = site.sign_in("Tom Ashworth").await;
    let work = tom.get("/work").await;
    assert!(
        work.words().contains("Returned to you with a question"),
        "{}",
        work.words()
    );
    let (page, _) = open(&tom, &contact, "Ciara").await;
    assert!(page.words().contains(question), "{}", page.words());
    saved(&decide(&tom, &contact, "Ciara", REFERRAL).await.0);
    assert!(
        !tom.get("/work")
            .await
            .words()
            .contains("Returned to you with a question")
    );
    saved(&sign(&grace, &contact, &part, &[("do", "return"), ("question", question)]).await);
    let page = grace.get(&contact).await;
    assert!(
        page.words().contains("Referral, in effect since 10:42."),
        "{}",
        page.words()
    );
}

#[tokio::test]
async fn a_decision_can_be_seen_as_it_was_made() {
    let site = Site::new().await;
    let (contact, part) = decided(&site, NOTHING).await;
    site.set_clock("2026-11-12T12:30:00Z");
    let leah = site.sign_in("Leah Brandt").await;
    saved(&decide(&leah, &contact, "Caitlin", DISCUSSION).await.0);
    let grace = site.sign_in("Grace Adjei").await;
    // The signer is told what the decider did not know.
    let page = grace.get(&format!("{contact}/children/{part}/sign")).await;
    assert!(
        page.words()
            .contains("New since the decision, and not known when it was made:"),
        "{}",
        page.words()
    );
    assert!(
        page.words().contains("Decision for a child, by Leah Brandt"),
        "{}",
        page.words()
    );
    let then = grace.get(&format!("{contact}/children/{part}/as-decided")).await;
    assert_eq!(then.status, 200);
    let words = then.words();
    assert!(words.contains("Nothing can be recorded here."), "{words}");
    assert!(
        words.contains("facts stood on the page when the decision for Ciara was made"),
        "{words}"
    );
    assert!(
        !words.contains("Strategy discussion called"),
        "what came later is left out: {words}"
    );
    assert!(words.contains("Nothing here needs this service."), "{words}");
}

#[tokio::test]
async fn a_signature_from_an_old_page_meets_the_decision_that_stands() {
    let site = Site::new().await;
    let (contact, part) = decided(&site, NOTHING).await;
    let (grace, tom) = (site.sign_in("Grace Adjei").await, site.sign_in("Tom Ashworth").await);
    let address = format!("{contact}/children/{part}/sign");
    let seen = seen(&grace.get(&address).await);
    saved(&decide(&tom, &contact, "Ciara", REFERRAL).await.0);
    let before = entries(&site).await;
    let fields = [
        ("page", seen.as_str()),
        ("do", "sign"),
        ("words", "Agreed with the reasons given."),
    ];
    let answer = grace.post(&address, &fields).await;
    assert_eq!(answer.status, 409, "{}", answer.words());
    assert!(answer.words().contains("Two versions of one thing"));
    assert!(
        answer.body.contains("Agreed with the reasons given."),
        "the words are kept"
    );
    assert_eq!(entries(&site).await, before);
    // The page of another child, or of another form, signs nothing.
    let tampered = grace.post(&address, &[("page", "41"), ("do", "sign")]).await;
    assert_eq!(tampered.status, 403);
    assert_eq!(entries(&site).await, before);
}

/// Everybody with this role leaves, but those who stay.
async fn leave(site: &Site, role: domain::roles::Role, stay: &[&str]) {
    let stay: Vec<String> = stay.iter().map(|n| (*n).to_owned()).collect();
    site.store
        .write(move |tx| {
            for worker in tx.workers()? {
                if worker.role == role && !stay.contains(&worker.name) {
                    tx.end_worker(worker.id, jiff::civil::date(2026, 11, 12))?;
                }
            }
            Ok(())
        })
        .await
        .unwrap();
}

/// What waits on somebody's page of work: the children whose decision they may sign.
async fn waits_for(site: &Site, name: &str) -> String {
    let browser = site.sign_in(name).await;
    let words = browser.get("/work").await.words();
    let (_, rest) = words.split_once("waiting for my signature").unwrap_or(("", ""));
    rest.split("Contacts I have taken")
        .next()
        .unwrap_or_default()
        .to_owned()
}

/// The front door's only manager has left: the decision is put before the service manager, who signs in their place, and the page says so.
#[tokio::test]
async fn a_decision_is_not_stuck_with_managers_who_have_left() {
    let site = Site::new().await;
    let worker = site.sign_in("Tom Ashworth").await;
    let contact = contact(&worker, "Harper-Leigh Doyle").await;
    let (answer, part) = decide(&worker, &contact, "Harper-Leigh", REFERRAL).await;
    saved(&answer);
    let address = format!("{contact}/children/{part}/sign");
    // While the front door has managers, it is theirs, and the page names them.
    let words = site.sign_in("Grace Adjei").await.get(&address).await.words();
    assert!(
        words.contains("Can sign: ") && words.contains("Grace Adjei, team manager"),
        "{words}"
    );
    assert!(waits_for(&site, "Grace Adjei").await.contains("Harper-Leigh"));
    assert!(!waits_for(&site, "Sunita Rao").await.contains("Harper-Leigh"));
    leave(&site, domain::roles::Role::TeamManager, &["Rhys Pritchard"]).await;
    assert!(waits_for(&site, "Sunita Rao").await.contains("Harper-Leigh"));
    assert!(!waits_for(&site, "Rhys Pritchard").await.contains("Harper-Leigh"));
    let rao = site.sign_in("Sunita Rao").await;
    let page = rao.get(&address).await;
    let words = page.words();
    assert!(
        words.contains("None of the front door’s managers who works here now may sign this. In their place can sign: ")
            && words.contains("Sunita Rao, service manager"),
        "{words}"
    );
    assert!(
        words.contains("Another manager signs in place of the front door’s."),
        "{words}"
    );
    saved(&sign(&rao, &contact, &part, &[("do", "sign")]).await);
    assert!(
        rao.get(&contact)
            .await
            .words()
            .contains("Sunita Rao, service manager, signed")
    );
    // Nobody at all: the page says whom to ring.
    let (answer, part) = decide(
        &worker,
        &super::contact(&worker, "Amelia Rowntree").await,
        "Amelia",
        REFERRAL,
    )
    .await;
    saved(&answer);
    leave(&site, domain::roles::Role::ServiceManager, &[]).await;
    leave(&site, domain::roles::Role::TeamManager, &[]).await;
    let contact = super::contact(&worker, "Amelia Rowntree").await;
    let words = worker.get(&format!("{contact}/decide")).await.words();
    assert!(words.contains("Ring the system administrator"), "{part}: {words}");
}

/// The service manager is wanted too, and none is there: a second manager signs in their place, and it counts as theirs for good.
#[tokio::test]
async fn the_service_managers_signature_has_cover_too() {
    let site = Site::new().await;
    let (contact, part) = decided(&site, NOTHING).await;
    leave(&site, domain::roles::Role::ServiceManager, &[]).await;
    let grace = site.sign_in("Grace Adjei").await;
    saved(&sign(&grace, &contact, &part, &[("do", "sign")]).await);
    let mut others = Vec::new();
    for name in ["Rhys Pritchard", "Ingrid Solberg"] {
        if waits_for(&site, name).await.contains("Ciara") {
            others.push(name);
        }
    }
    let second = site.sign_in(others.first().expect("somebody stands in")).await;
    let page = second.get(&format!("{contact}/children/{part}/sign")).await;
    assert!(
        page.words()
            .contains("No service manager who works here now may sign this. In their place can sign:"),
        "{}",
        page.words()
    );
    saved(&sign(&second, &contact, &part, &[("do", "sign")]).await);
    let words = grace.get(&contact).await.words();
    assert!(words.contains("No further action, in effect since"), "{words}");
}

/// A manager who is away leaves nothing waiting: after a day others see it too.
#[tokio::test]
async fn after_a_day_a_decision_is_shown_to_others_too() {
    let site = Site::new().await;
    let worker = site.sign_in("Tom Ashworth").await;
    let contact = contact(&worker, "Harper-Leigh Doyle").await;
    let (answer, _) = decide(&worker, &contact, "Harper-Leigh", REFERRAL).await;
    saved(&answer);
    site.set_clock("2026-11-13T10:41:00Z");
    assert!(!waits_for(&site, "Sunita Rao").await.contains("Harper-Leigh"));
    site.set_clock("2026-11-13T10:43:00Z");
    assert!(waits_for(&site, "Sunita Rao").await.contains("Harper-Leigh"));
    assert!(waits_for(&site, "Grace Adjei").await.contains("Harper-Leigh"));
}

/// Given back to somebody who has left since: the front door's managers see it, and may say that they have read it.
#[tokio::test]
async fn a_question_to_somebody_who_has_left_is_put_before_a_manager() {
    let site = Site::new().await;
    let (contact, part) = decided(&site, NOTHING).await;
    let grace = site.sign_in("Grace Adjei").await;
    saved(
        &sign(
            &grace,
            &contact,
            &part,
            &[("do", "return"), ("question", "Who has seen her?")],
        )
        .await,
    );
    let returned = "Returned to you with a question";
    assert!(!grace.get("/work").await.words().contains(returned));
    let tom = testkit::authority::worker_id("Tom Ashworth");
    site.store
        .write(move |tx| tx.end_worker(tom, jiff::civil::date(2026, 11, 12)))
        .await
        .unwrap();
    let work = grace.get("/work").await;
    assert!(work.words().contains(returned), "{}", work.words());
    assert!(
        !site
            .sign_in("Rhys Pritchard")
            .await
            .get("/work")
            .await
            .words()
            .contains(returned)
    );
    let (before, _) = work.body.split_once("/read\"").unwrap();
    let alert = before.rsplit_once("/alerts/").unwrap().1.to_owned();
    saved(&grace.post(&format!("/alerts/{alert}/read"), &[]).await);
}

/// An alarm that nobody of the front door could see goes to the service managers.
#[tokio::test]
async fn an_alarm_has_somebody_to_see_it() {
    let site = Site::new().await;
    leave(&site, domain::roles::Role::TeamManager, &["Rhys Pritchard"]).await;
    let worker = site.sign_in("Tom Ashworth").await;
    let contact = contact(&worker, "Caitlin Shepherd").await;
    saved(&decide(&worker, &contact, "Ciara", DISCUSSION).await.0);
    let words = site.sign_in("Sunita Rao").await.get("/work").await.words();
    assert!(words.contains("Strategy discussion called"), "{words}");
}
