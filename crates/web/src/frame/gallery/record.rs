//! A child's page, today and as known on a past day, with every part that shows something.

use askama::Template;
use axum::response::Response;

use super::frame;
use crate::frame::components::*;
use crate::frame::*;

fn html(part: impl Into<Html>) -> Html {
    part.into()
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

pub fn child(past: bool) -> Response {
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
