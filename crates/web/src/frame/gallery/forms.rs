//! Forms: the sign-in, a section of a contact with every control, and the page of two versions.

use askama::Template;
use axum::response::Response;

use super::{frame, nobody};
use crate::frame::components::*;
use crate::frame::errors::{StaleField, StalePage};
use crate::frame::*;

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

pub fn sign_in() -> Response {
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

pub fn form(with_errors: bool) -> Response {
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

pub fn stale() -> Response {
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
