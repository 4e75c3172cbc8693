//! Every part in every state, on pages that only a test makes. Set `HOLDFAST_GALLERY` to a folder to have them written there, with the
//! embedded files beside them, for a browser to look at.

use std::sync::Arc;

use askama::Template;
use axum::body::to_bytes;
use axum::http::StatusCode;
use axum::response::Response;

use super::components::*;
use super::errors::{Error, StaleField, StalePage};
use super::*;

pub fn frame() -> Frame {
    Frame {
        authority: Arc::new(Authority {
            name: "Marlshire children's services".into(),
            help: "01632 960 100".into(),
            duty: "01632 960 114".into(),
        }),
        signed_in: Some(SignedIn {
            name: "Jo Whitlock".into(),
            role: "Social worker, Assessment East".into(),
            areas: Area::SOCIAL_WORKER,
            csrf: Csrf::new("token-of-the-session"),
            idle_seconds: 900,
        }),
    }
}

fn nobody() -> Frame {
    Frame {
        signed_in: None,
        ..frame()
    }
}

fn html(part: impl Into<Html>) -> Html {
    part.into()
}

#[derive(Template)]
#[template(path = "frame/gallery/sign_in.html")]
struct SignIn {
    notice: Html,
    email: Html,
    password: Html,
    code: Html,
    with_account: Html,
    go: Html,
}

fn sign_in() -> Response {
    let mut errors = Errors::new();
    errors.add("email", "That email address and password do not belong together");
    errors.add("code", "Enter the six digits that your app shows now");
    let content = SignIn {
        notice: Warn::new(
            Tone::Plain,
            strong("You were signed out after 15 minutes without activity.")
                .and(" Everything you had typed is saved. You will return to Contact 26-104417, the children."),
        )
        .status()
        .gap()
        .into(),
        email: Input::email("email", "Work email address")
            .value("nadia.karimi@marlshire.example")
            .errors(&errors)
            .into(),
        password: Password::new("password", "Password").into(),
        code: Input::new("code", "Six-digit code")
            .hint("From your authenticator app. You can paste it.")
            .width(5)
            .numeric()
            .autocomplete("one-time-code")
            .errors(&errors)
            .into(),
        with_account: Button::link("/sign-in/account", "Sign in with your Marlshire account").into(),
        go: Button::new("Continue").secondary().into(),
    };
    nobody().page("Sign in").errors(errors).show(&content).unwrap()
}

#[derive(Template)]
#[template(path = "frame/gallery/form.html")]
struct Form {
    csrf: Html,
    save: Vec<Html>,
    sections: SideNavigation,
    fields: Vec<Html>,
    seen: Html,
    candidates: Candidates,
    none_of_these: Html,
    also: Html,
    buttons: Vec<Html>,
}

fn form(with_errors: bool) -> Response {
    let page = frame()
        .page("Contact 26-104417: the children")
        .area(Area::FrontDoor)
        .breadcrumbs(
            Breadcrumbs::new()
                .link("/front-door", "Front door")
                .here("Contact 26-104417"),
        );
    let mut errors = Errors::new();
    if with_errors {
        for (field, words) in [
            (
                "c1-name",
                "Enter a name or a description, so that this child can be told from the others",
            ),
            ("c1-age", "That age has a character in it that cannot be printed"),
            (
                "c1-born-day",
                "The date of birth must be a day that exists, like 27 3 2017",
            ),
            (
                "c1-where",
                "Choose where the child is now, or that the caller does not know",
            ),
            ("c1-injury-seen", "What was seen must have 20,000 characters or fewer"),
            (
                "also",
                "Choose the children who are also in this contact, or none of them",
            ),
            ("school", "Choose a school from the list"),
            ("letter", "The file is larger than 10 MB"),
        ] {
            errors.add(field, words);
        }
    }
    let content = Form {
        csrf: page.csrf().and(hidden_field("revision", "7")),
        save: vec![
            SaveState::saved_at("08:49").into(),
            SaveState::nothing_yet().into(),
            SaveState::not_saved("Not connected. Your words are kept on this page.").into(),
        ],
        sections: SideNavigation::new("Sections of this contact")
            .link("/1", "1. Who is contacting us")
            .note("Complete")
            .link("/2", "2. The worry")
            .note("Complete")
            .link("/3", "3. The children")
            .note("In progress")
            .current(true)
            .link("/4", "4. Safety now")
            .note("Not started")
            .link("/6", "6. Check and hand over")
            .note("Cannot start yet"),
        fields: vec![
            Input::new("c1-name", "Name")
                .hint("As the caller says it. Order and spelling do not matter.")
                .value("Katy Sheppard")
                .autocomplete("off")
                .errors(&errors)
                .into(),
            Input::date("c1-age", "Age or date of birth").value("about 9").errors(&errors).into(),
            DateInput::new("c1-born", "Date of birth, from the birth certificate")
                .hint("For example, 27 3 2017")
                .values("31", "2", "2017")
                .errors(&errors)
                .into(),
            Radios::new("c1-where", "Where is the child now?")
                .item("school", "At school until 15:30")
                .item("home", "At home")
                .item("else", "Somewhere else")
                .divider("or")
                .item("not-known", "The caller does not know")
                .chosen("school")
                .errors(&errors)
                .into(),
            Radios::new("c1-injury", "Any injury or mark?")
                .item("yes", "Yes")
                .item("no", "No")
                .choice(Choice::new("not-known", "The caller does not know").hint("Ask who would know."))
                .inline()
                .into(),
            Select::new("school", "School or nursery")
                .item("", "Choose one")
                .item("1", "Fenwick Green Primary School")
                .item("2", "Stowbridge Infants")
                .chosen("1")
                .errors(&errors)
                .into(),
            FileUpload::new("letter", "The school’s letter")
                .hint("A PDF or a picture, up to 10 MB")
                .errors(&errors)
                .into(),
            Input::new("weight", "Weight").prefix("about").suffix("kg").width(4).into(),
            Input::new("reference", "Reference").value("26-104417").disabled().into(),
        ],
        seen: Textarea::new("c1-injury-seen", "What was seen, by whom, and when")
            .rows(2)
            .value("Bruise, inside of left upper arm, about 4cm. Seen by class teacher at 08:20 when Katy took her coat off.")
            .errors(&errors)
            .into(),
        candidates: Candidates::new([
            Candidate::new("Caitlin Shepherd, “Katy”", "Born 18 Jun 2017, 9 years. 14 Mill Road, Stowbridge")
                .link("/people/1")
                .fits("“Katy” is her preferred name since 2023")
                .fits("Sheppard and Shepherd: spellings of one name")
                .does_not_fit("Another school")
                .signal(strong("3 contacts in 9 months, all closed without action.").and(" Not open to a team."))
                .action(Button::new("This is the child").small().named("is", "1"))
                .best(),
            Candidate::new("Orla Finnegan", "Restricted").note("Ring Sunita Rao, 01632 960 114"),
        ]),
        none_of_these: Button::new("None of these: a new person").secondary().small().named("is", "new").into(),
        also: Checkboxes::new("also", "Living in the home of Caitlin “Katy” Shepherd")
            .hint("Each child you tick gets their own part and their own decision. You write the worry once.")
            .item("2", "Ciara Shepherd, 9, twin sister")
            .item("3", "Rory Shepherd, 11 months, half-brother")
            .choice(Choice::new("4", "A child who is not listed").hint("You describe them next."))
            .chosen(&["2", "3"])
            .errors(&errors)
            .into(),
        buttons: vec![
            Button::new("Save and go to safety now").once().into(),
            Button::new("Hand over to triage now").secondary().named("do", "hand-over").into(),
            Button::new("A child is in danger now").warning().sends_to("/contacts/1/danger").into(),
            Button::new("Cannot be pressed").disabled().into(),
        ],
    };
    page.errors(errors).show(&content).unwrap()
}

fn maya() -> IdentityBar {
    IdentityBar::new(
        "Maya Brennan-Osei",
        "Girl, 8 years 7 months, born 14 Mar 2018. 22 Tanner’s Row, Stowbridge MX4 2PD",
    )
    .known_as("likes to be called May")
    .fact(Fact::new("Worker", "Jo Whitlock").detail("Assessment East, 01632 960 142"))
    .fact(Fact::new("Status", "Assessment open").detail("day 27 of 45"))
    .fact(Fact::new("Last seen by us", "5 Nov 2026, alone").detail("at school, Jo Whitlock"))
    .fact(Fact::new("School", "Fenwick Green Primary").detail("Year 4"))
    .fact(Fact::new("NHS number", "999 041 7237"))
}

#[derive(Template)]
#[template(path = "frame/gallery/child.html")]
struct Child {
    parts: SideNavigation,
    warnings: Vec<Html>,
    clocks: Clocks,
    shown: Chips,
    events: DatedList,
    people: FactList,
    steps: Steps,
    lists: SubNavigation,
    pages: Pagination,
    rest: Vec<Html>,
}

fn child(past: bool) -> Response {
    let event = |date: &'static str, title: &'static str| Event::new(date, title).age("8y 7m").link("/events/1");
    let content = Child {
        parts: SideNavigation::new("Parts of this record")
            .link("/people/1", "Overview")
            .current(true)
            .link("/people/1/relationships", "Relationships")
            .link("/people/1/looks", "Who has looked"),
        warnings: vec![
            Warn::new(Tone::Danger, strong("Visit in pairs.").and(" Large dog in the home, not always shut away."))
                .note("Recorded by Jo Whitlock, 14 Oct 2026. Told the family. Review by 6 Jan 2027.")
                .into(),
            Warn::new(Tone::Restricted, strong("Father’s address is confidential.").and(" Do not give it to anyone in May’s home."))
                .more(html(Due::overdue("Overdue by 8 working days")))
                .into(),
            Warn::new(Tone::Care, strong("Two birth dates are recorded.").and(" Settle which is right.")).into(),
            Restricted::new("Orla Finnegan’s record", "Sunita Rao, 01632 960 114").open_with_a_reason("/people/2/reason").into(),
        ],
        clocks: Clocks::new([
            Clock::new("Manager review of the assessment, day 20", Due::overdue("Overdue by 7 working days"))
                .note("Was due 3 Nov 2026. Reason given 4 Nov: “Waiting for the paediatrician’s letter.” Still counted as late."),
            Clock::new("Strategy discussion", Due::now("Today, 14:00")),
            Clock::new("Referral for the baby due 22 Jan 2027", Due::today("Due today")).note("Not started."),
            Clock::new(link("/assessments/1", "Child and family assessment"), Due::ahead("Due 8 Dec 2026, 18 working days left"))
                .bar(DayBar::new(27, 45).mark(10).mark(20))
                .note("Day 27 of 45, from the referral on 6 Oct 2026."),
            Clock::new("Signature", Due::waiting("Waits for Grace Adjei")),
            Clock::new("Decide the contact", Due::done("Decided the same day")),
        ]),
        shown: Chips::new("Show in the timeline").link("/a", "Everything").current(true).link("/b", "Contacts").note("4"),
        events: DatedList::new([
            event("10 Nov 2026", "Case note: call with Patricia Brennan, grandmother")
                .body("Pat has May most Fridays.")
                .note("Jo Whitlock. Recorded 10 Nov, 16:20."),
            event("6 Oct 2026", "Referral accepted: child and family assessment").major().body("“Tired, hungry.”"),
            Event::new("about July 2026", html("Contact from ").and(unless_printed("Patricia Brennan", "family")))
                .body(unless_printed("“I’ve not been let in.”", "Words left out of this print.")),
        ]),
        people: FactList::new()
            .fact("Mother, lives with", "Hannah Brennan, 32")
            .fact("Father", html("Daniel Osei, 34. ").and(Tag::confidential())),
        steps: Steps::new([
            Step::done("Nadia Karimi took the contact"),
            Step::now("Tom Ashworth decides, child by child").note("Ciara: deciding now."),
            Step::next("Grace Adjei signs afterwards").note("On duty until 17:00."),
        ]),
        lists: SubNavigation::new("Lists").link("/due", "Due").current(true).note("12").link("/signed", "Signed"),
        pages: Pagination::new(5, 9, |page| format!("/list?page={page}")),
        rest: vec![
            Table::new("Every look at this record, newest first", "Nobody has looked since 6 Oct 2026.")
                .column("When")
                .column("Who")
                .column("Why they may")
                .number_column("Times")
                .wide()
                .row(Row::new([
                    Cell::date("12 Nov 2026, 10:42"),
                    Cell::words("Jo Whitlock"),
                    Cell::words("Her worker"),
                    Cell::number("3"),
                ]))
                .row(
                    Row::new([
                        Cell::date("1 Nov 2026, 02:14"),
                        Cell::words("Femi Balogun"),
                        Cell::words(Tag::new("Own reason").colour(TagColour::Purple)),
                        Cell::number("1"),
                    ])
                    .marked(),
                )
                .into(),
            Table::new("Nothing", "Nobody has looked since 6 Oct 2026.").column("When").into(),
            SummaryList::new()
                .row("The worry", "A bruise that Katy says an adult did")
                .change("/2", "the worry")
                .row("Agreed with", "Not recorded")
                .into(),
            FactList::new().fact("Decision", "Strategy discussion today, 14:00").fact("Why", "A bruise.").side_by_side().into(),
            Radios::new("d2", "What should happen for Ciara?")
                .item("join", "Include in today’s strategy discussion")
                .item("ref", "Referral, for an assessment")
                .cannot(
                    strong("These cannot be chosen").and(" while a strategy discussion is open for a child in her home."),
                    [Choice::new("nfa", "No further action"), Choice::new("adv", "Advice")],
                )
                .into(),
            Progress::new("Import of cin-2026.xml", 1204, 3412, "1,204 of 3,412 children read").into(),
            Progress::open_ended("Import", "Waiting to begin").into(),
            Details::new("What a working day is", "Monday to Friday without bank holidays in England and Wales.").into(),
            Details::new("Opened", "What stands inside.").open().into(),
            Inset::new("Nothing noticed does not mean safe.").into(),
            WarningText::new("This joins two records. You can part them again.").into(),
            [
                ("Not decided", TagColour::Grey),
                ("Deciding now", TagColour::Yellow),
                ("In effect since 11:41", TagColour::Green),
                ("Late", TagColour::Red),
                ("Own reason", TagColour::Purple),
                ("CIN census 2026", TagColour::Line),
            ]
            .into_iter()
            .fold(Html::default(), |all, (words, colour)| all.and(Tag::new(words).colour(colour)).and(" ")),
        ],
    };
    let page = frame()
        .page("Maya Brennan-Osei: overview")
        .area(Area::Children)
        .printed("Printed 12 Nov 2026, 10:42 by Jo Whitlock for: case discussion. Names and words of family referrers are left out.");
    let page = if past {
        page.identity(maya()).past(PastBar::new(
            "22 Jul 2026",
            "16:30",
            "23 later entries are left out.",
            "/people/1/as-known",
            "/people/1",
        ))
    } else {
        let buttons = html(Button::link("/people/1/record", "Record something"))
            .and(" ")
            .and(Button::link("/people/1/print", "Print").secondary());
        page.identity(
            maya()
                .voice(
                    "“I like it when Nan picks me up on Fridays and we get chips.”",
                    "May, 5 Nov 2026",
                )
                .actions(buttons),
        )
        .notice(Alert::done("Recorded", "The visit of 5 Nov was recorded at 10:41."))
    };
    page.show(&content).unwrap()
}

fn stale() -> Response {
    let page = frame()
        .page("Two versions of the worry")
        .area(Area::FrontDoor)
        .back("/contacts/1", "Back to the contact");
    StalePage {
        what: "The worry, contact 26-104417".into(),
        saved_by: "Grace Adjei, team manager, at 15:26".into(),
        action: "/contacts/1/worry".into(),
        hidden: page.csrf().and(hidden_field("revision", "8")),
        fields: vec![
            StaleField {
                label: "What worries the caller".into(),
                saved: "A bruise on the upper arm.\nSeen at 08:20.".into(),
                yours: Textarea::new("worry", "Your words")
                    .value("A bruise, inside of the left upper arm.")
                    .into(),
            },
            StaleField {
                label: "When it was seen".into(),
                saved: "Not recorded".into(),
                yours: Input::date("seen", "Your words").value("12 Nov 2026").into(),
            },
        ],
        save: "Save the worry".into(),
        leave: "/contacts/1".into(),
    }
    .show(page)
    .unwrap()
}

/// Every page of the gallery by name.
async fn pages() -> Vec<(String, String)> {
    let text = async |response: Response| {
        let bytes = to_bytes(response.into_body(), usize::MAX).await.unwrap();
        String::from_utf8(bytes.to_vec()).unwrap()
    };
    let mut pages = Vec::new();
    for (name, response) in [
        ("sign-in", sign_in()),
        ("form", form(false)),
        ("form-errors", form(true)),
        ("child", child(false)),
        ("child-past", child(true)),
        ("stale", stale()),
        ("accessibility", about::accessibility(&nobody()).unwrap()),
        ("corrections", about::corrections(&frame()).unwrap()),
    ] {
        pages.push((name.to_owned(), text(response).await));
    }
    for error in [
        Error::refused(
            "You may not open this record",
            "It is open to the children in care team only.",
        ),
        Error::NotFound,
        Error::MethodNotAllowed,
        Error::TooLarge,
        Error::Unreadable,
        Error::TooMany { seconds: 600 },
        Error::OldForm,
        Error::NotConnected,
        Error::DiskFull,
        Error::fault("a cause that no reader sees"),
    ] {
        let name = format!("error-{}-{}", error.status().as_u16(), pages.len());
        pages.push((name, text(errors::tests::dressed(error).await).await));
    }
    pages
}

#[tokio::test]
async fn every_page_stands_in_the_frame() {
    let pages = pages().await;
    for (name, page) in &pages {
        assert!(
            page.starts_with("<!DOCTYPE html>") && page.trim_end().ends_with("</html>"),
            "{name}"
        );
        assert_eq!(page.matches("<h1").count(), 1, "{name} has one first heading");
        assert_eq!(page.matches("<main").count(), 1, "{name}");
        assert!(
            !page.contains(" style=") && !page.contains("<script>") && !page.contains(" onclick"),
            "{name}: inline"
        );
        assert!(
            page.contains(assets::STYLES.path) && page.contains(assets::SCRIPT.path),
            "{name}"
        );
        let posts = page.matches(r#"method="post""#).count();
        if page.contains("Sign out") {
            assert!(
                page.matches(r#"name="csrf" value="token-of-the-session""#).count() >= posts,
                "{name}: a form without its token"
            );
        }
        let ids: Vec<&str> = page
            .split(" id=\"")
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
            .collect();
        for id in &ids {
            assert_eq!(
                ids.iter().filter(|other| *other == id).count(),
                1,
                "{name}: the id {id} stands twice"
            );
        }
    }
    if let Some(folder) = std::env::var_os("HOLDFAST_GALLERY") {
        let folder = std::path::PathBuf::from(folder);
        std::fs::create_dir_all(folder.join("assets")).unwrap();
        for asset in assets::ALL {
            std::fs::write(folder.join(asset.path.trim_start_matches('/')), asset.plain).unwrap();
        }
        for (name, page) in &pages {
            std::fs::write(folder.join(format!("{name}.html")), page).unwrap();
        }
    }
}

#[tokio::test]
async fn a_page_says_in_its_title_and_its_status_that_something_is_wrong() {
    assert_eq!(form(false).status(), StatusCode::OK);
    assert_eq!(form(true).status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(stale().status(), StatusCode::CONFLICT);
    let pages = pages().await;
    let titled = |name: &str, title: &str| {
        let (_, page) = pages.iter().find(|(n, _)| n == name).unwrap();
        assert!(page.contains(&format!("<title>{title}</title>")), "{name}: {title}");
    };
    titled("form", "Contact 26-104417: the children – Holdfast");
    titled("form-errors", "Error: Contact 26-104417: the children – Holdfast");
}

#[tokio::test]
async fn a_page_of_the_past_is_marked_and_offers_nothing_to_record() {
    let pages = pages().await;
    let (_, past) = pages.iter().find(|(name, _)| name == "child-past").unwrap();
    assert!(past.contains("hf-past\"") && past.contains("As known on 22 Jul 2026 at 16:30"));
    assert!(!past.contains("Record something"));
}

#[tokio::test]
async fn the_main_navigation_marks_where_the_reader_is() {
    let pages = pages().await;
    let (_, page) = pages.iter().find(|(name, _)| name == "child").unwrap();
    let marked = r#"<a class="govuk-service-navigation__link" href="/children" aria-current="page">"#;
    assert_eq!(page.matches("aria-current=\"page\"><strong").count(), 1);
    assert!(page.contains(marked));
    let (_, outside) = pages.iter().find(|(name, _)| name == "sign-in").unwrap();
    assert!(!outside.contains("govuk-service-navigation") && !outside.contains("Find a child"));
}

#[tokio::test]
async fn the_skip_link_is_the_packages() {
    let (_, page) = pages().await.swap_remove(0);
    let start = page.find(r##"<a href="#main-content""##).unwrap();
    let ours = &page[start..start + page[start..].find("</a>").unwrap() + 4];
    fixtures::check("skip-link", &["default"], |options| {
        assert_eq!(options.text("/text").as_deref(), Some("Skip to main content"));
        Html::fixed(ours.replace("#main-content", &options.text("/href").unwrap()).leak())
    });
}
