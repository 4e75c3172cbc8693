//! The people in somebody's life, as a diagram and in words (screen 06).

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use domain::calendar::london;
use domain::ids::PersonId;
use domain::person::identity::day;
use domain::policy::Depth;
use domain::view::{Group, Home, Other, Tie};
use reports::genogram::{Genogram, Line, draw, in_words};

use super::details::withdrawn;
use super::genogram;
use super::look_back::LookBack;
use super::open::{Opened, open};
use super::opened::query;
use super::overview::who;
use super::{Asked, Id, Tab};
use crate::App;
use crate::frame::components::{Button, Cell, Diagram, Row, SideNavigation, Table, Tag};
use crate::frame::errors::Error;
use crate::frame::{Html, hidden_field, unless_printed};
use crate::session::Signed;

#[derive(Template)]
#[template(path = "people/relationships.html")]
struct Relationships {
    parts: SideNavigation,
    notices: Vec<Html>,
    lead: String,
    address: String,
    kept: Html,
    ticks: Checkbox3,
    redraw: Button,
    look_back: Option<LookBack>,
    add: Option<Button>,
    print: Option<Button>,
    diagram: Option<Diagram>,
    people: Table,
    corrected: Vec<Html>,
}

/// The three ticks above the diagram.
struct Checkbox3 {
    homes: bool,
    former: bool,
    died: bool,
}

/// `GET /people/{id}/relationships`
pub async fn page(
    State(app): State<App>,
    signed: Signed,
    Id(id): Id,
    Query(asked): Query<Asked>,
) -> Result<Response, Error> {
    let opened = match open(&app, &signed, id, Tab::Relationships, &asked, "").await? {
        Ok(opened) => opened,
        Err(answer) => return Ok(answer),
    };
    let view = &opened.view;
    let family = genogram::family(&opened);
    let show = genogram::show(&asked);
    let alone = view.ties.is_empty();
    let people = table(&opened, &family, Told::Shown);
    let mut corrected: Vec<Html> = view
        .withdrawn
        .iter()
        .filter(|w| w.group == Group::People)
        .map(|w| withdrawn(&opened, w))
        .collect();
    corrected.extend(replaced(&opened));
    let moment = match &opened.past {
        Some(p) => format!("As known on {}.", london::time_words(p.at)),
        None => "As known today.".into(),
    };
    let content = Relationships {
        parts: opened.parts(Tab::Relationships),
        notices: opened.notices(),
        lead: if alone {
            moment
        } else {
            format!("Drawn from the list below. Choose a person to go to their line. {moment}")
        },
        address: Tab::Relationships.address(view.id),
        kept: hidden_field("as_known", &asked.as_known).and(hidden_field("drawn", "1")),
        ticks: Checkbox3 {
            homes: show.households,
            former: show.former_partners,
            died: show.died,
        },
        redraw: Button::new("Redraw").secondary().small(),
        look_back: LookBack::of(&opened, Tab::Relationships, &asked),
        add: (opened.past.is_none() && opened.may.record.identity)
            .then(|| Button::link(format!("/people/{}/record/relationship", view.id), "Add a relationship")),
        print: (!alone).then(|| Button::link(print_address(&opened, &asked), "Print the diagram").secondary()),
        diagram: (!alone).then(|| Diagram::new(draw(&family.showing(show)))),
        people,
        corrected,
    };
    opened
        .page(&signed, Tab::Relationships, opened.errors.clone())
        .show(&content)
}

/// The question before a print of the diagram, with what is ticked.
fn print_address(opened: &Opened, asked: &Asked) -> String {
    let pairs = asked.drawing();
    let pairs = pairs.iter().map(|(name, ticked)| (*name, *ticked));
    query(&opened.print_address(), [("sheet", "family")].into_iter().chain(pairs))
}

/// Whether a table says who told us: the name of a relative who did may be that of whoever contacted us, so a print has it only on the screen.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Told {
    Shown,
    LeftOut,
}

/// The people of the diagram in words.
pub(super) fn table(opened: &Opened, family: &Genogram, told: Told) -> Table {
    let called = &opened.view.identity.called;
    let alone = opened.view.ties.is_empty();
    let empty = if opened.view.depth == Depth::Headings {
        "You see headings of this record only.".to_owned()
    } else {
        format!("Nobody is recorded in {called}’s life. That does not mean there is nobody.")
    };
    let lines = if alone { Vec::new() } else { in_words(family) };
    let table = Table::new(format!("The people in {called}’s life"), empty)
        .column("Person")
        .column(format!("To {called}"))
        .column("Home")
        .column("From");
    let table = match told {
        Told::Shown => table.column("Who told us"),
        Told::LeftOut => table,
    };
    table
        .wide()
        .stacks()
        .rows(lines.iter().filter_map(|line| row(opened, line, told)))
}

/// One person of the diagram: what they are to the child, in the diagram's words, with what their own line of the record adds.
fn row(opened: &Opened, line: &Line, shows: Told) -> Option<Row> {
    let id: PersonId = line.person.parse().ok()?;
    if opened.is_this(id) {
        let home = match &opened.view.identity.home {
            Home::Confidential => Html::from(Tag::confidential()),
            Home::NotRecorded => "Not recorded".into(),
            home => home.words().into(),
        };
        return Some(row_of(
            opened,
            id,
            strong_name(opened),
            "This record".into(),
            home,
            String::new(),
            (shows == Told::Shown).then(|| "See the details".into()),
        ));
    }
    let other = opened.others.values().find(|o| o.id() == id)?;
    let tie = opened
        .view
        .ties
        .iter()
        .find(|t| opened.others.get(&t.other).is_some_and(|o| o.id() == id));
    let mut relation: Vec<String> = Vec::new();
    // What was recorded says more than lines that leave something open: "sibling or half-sibling".
    let drawn = line
        .relation
        .clone()
        .filter(|words| tie.is_none() || !words.contains(" or "));
    relation.extend(drawn.or_else(|| tie.map(|t| capital(&t.words))));
    relation.extend(line.also.iter().cloned());
    if let Some(tie) = tie {
        relation.extend(tie.to.map(|to| format!("Until {}", day(to))));
        match tie.parental_responsibility {
            Some(true) => relation.push("Parental responsibility".into()),
            Some(false) => relation.push("No parental responsibility".into()),
            None => {}
        }
    }
    let from = match tie {
        Some(t) if t.from.is_some() => t.from.map(day).unwrap_or_default(),
        Some(t) if matches!(t.is.as_str(), "parent" | "grandparent" | "great_grandparent") => "Birth".into(),
        _ => "Not recorded".into(),
    };
    let told = match tie {
        Some(t) => {
            let said = t.said_by.clone().map(|s| format!("{s}. ")).unwrap_or_default();
            unless_printed(said, "").and(format!("Recorded by {}", opened.source(&t.source)))
        }
        None => "On the record of somebody else in the family".into(),
    };
    let told = (shows == Told::Shown).then_some(told);
    let home = home(opened, tie, other, line);
    Some(row_of(
        opened,
        id,
        who_without_home(opened, other),
        relation.join(". "),
        home,
        from,
        told,
    ))
}

fn row_of(
    opened: &Opened,
    id: PersonId,
    who: Html,
    relation: String,
    home: Html,
    from: String,
    told: Option<Html>,
) -> Row {
    let or = |text: String, other: &'static str| {
        if text.is_empty() {
            Html::from(other)
        } else {
            Html::from(text)
        }
    };
    let since = opened.view.homes.first().and_then(|h| h.since).map(day);
    let from = if opened.is_this(id) {
        or(since.unwrap_or_default(), "Not recorded")
    } else {
        or(from, "Not recorded")
    };
    let cells = [
        Cell::head(who),
        Cell::words(or(relation, "Not recorded")),
        Cell::words(home),
        Cell::words(from),
    ];
    Row::new(cells.into_iter().chain(told.map(Cell::words))).id(format!("p-{id}"))
}

fn strong_name(opened: &Opened) -> Html {
    let who = &opened.view.identity;
    let age = who
        .age
        .as_ref()
        .filter(|_| who.birth.is_some())
        .map(|a| format!(", {a}"))
        .unwrap_or_default();
    Html::from(format!("{}{age}", who.name))
}

fn capital(words: &str) -> String {
    let mut chars = words.chars();
    chars
        .next()
        .map(|c| c.to_uppercase().chain(chars).collect())
        .unwrap_or_default()
}

fn who_without_home(opened: &Opened, other: &Other) -> Html {
    match other {
        Other::Open(known) => crate::frame::link(&opened.page_of(known.id), other.line(opened.view.on)),
        Other::Restricted { .. } => who(opened, other, opened.view.on),
    }
}

fn home(opened: &Opened, tie: Option<&Tie>, other: &Other, line: &Line) -> Html {
    if tie.is_some_and(|t| t.lives_with) {
        return format!("With {}", opened.view.identity.called).into();
    }
    match other {
        Other::Restricted { .. } => Tag::confidential().into(),
        Other::Open(known) => match (&known.home, known.died) {
            (_, Some(died)) => format!("Died {}", day(died)).into(),
            (Home::Confidential, _) => Tag::confidential().into(),
            (Home::NotRecorded, _) => line
                .homes
                .first()
                .map_or_else(|| "Not recorded".into(), |h| Html::from(h.as_str())),
            (home, _) => home.words().into(),
        },
    }
}

/// Versions of relationships that a later one replaced.
fn replaced(opened: &Opened) -> Vec<Html> {
    let people = opened.view.details.iter().filter(|d| d.group == Group::People);
    people
        .flat_map(|d| d.earlier.iter().map(move |v| (d, v)))
        .map(|(d, v)| {
            let why = d
                .now
                .reason
                .as_ref()
                .map(|r| format!(": {r}"))
                .unwrap_or_else(|| ".".into());
            let said = v
                .who_said
                .as_ref()
                .map(|s| format!(" Said by {s}."))
                .unwrap_or_default();
            Html::from(format!("{}: ", v.label))
                .and(Html::fixed("<s>"))
                .and(opened.html(&v.said))
                .and(Html::fixed("</s>."))
                .and(format!(
                    "{said} Recorded by {}; corrected by {}{why}",
                    opened.source(&v.source),
                    opened.source(&d.now.source)
                ))
        })
        .collect()
}
