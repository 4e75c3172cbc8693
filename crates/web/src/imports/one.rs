//! `GET /imports/{id}`: how far an import is, and then what became of every row.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use domain::calendar::london;
use domain::policy::Import;
use returns::cin::{LISTED_REFUSALS, Table as CensusTable};
use store::{Job, JobState};
use uuid::Uuid;

use super::account::{Account, Asked, Finding, Kept, Stands};
use super::children::{Child, children};
use super::list::{state, thousands};
use super::names::{Names, names};
use crate::App;
use crate::frame::components::{
    Alert, Breadcrumbs, Button, Cell, Chips, Details, Inset, Pagination, Progress, Row, Table, WarningText,
};
use crate::frame::errors::Error;
use crate::frame::{Area, Html, strong};
use crate::session::Signed;

#[derive(Template)]
#[template(path = "imports/one.html")]
struct Page {
    title: String,
    lead: Html,
    /// Seconds after which the region asks again; 0 once the job has ended.
    refresh: u32,
    progress: Option<Progress>,
    again: String,
    notice: Option<Html>,
    warning: Option<Html>,
    done: Option<Done>,
}

struct Done {
    downloads: Vec<Button>,
    /// That some may be on record already, and who is asked.
    asked: Option<Html>,
    tables: Table,
    people: Option<Names>,
    about_file: Vec<Html>,
    counts: Option<Html>,
    chips: Chips,
    children: Table,
    pages: Option<Pagination>,
}

#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct Shown {
    show: String,
    page: u32,
}

/// Children on one page.
const SIZE: usize = 100;

/// A job and its account, for whoever may import.
pub(super) async fn find(app: &App, signed: &Signed, id: &str) -> Result<(Job, Option<(Kept, Account)>), Error> {
    let id: Uuid = id.parse().map_err(|_| Error::NotFound)?;
    let who = signed.who("An import's account");
    let found = app
        .store()
        .read(move |tx| {
            let permit = tx.system::<Import>(&who)?;
            tx.job(&who, &permit, id)
        })
        .await?;
    let (job, result) = found.ok_or(Error::NotFound)?;
    let kept = result.map(|text| Kept::read(&text)).transpose().map_err(Error::fault)?;
    Ok((job, kept))
}

/// `GET /imports/{id}`
pub async fn page(
    State(app): State<App>,
    signed: Signed,
    Path(id): Path<String>,
    Query(asked): Query<Shown>,
) -> Result<Response, Error> {
    let (job, kept) = find(&app, &signed, &id).await?;
    let (sent, stands) = (Asked::of(&job.argument), Stands::of(&job.progress));
    let title = format!("Import of {}", sent.file);
    let page = signed
        .frame
        .page(title.clone())
        .area(Area::Imports)
        .breadcrumbs(Breadcrumbs::new().link("/imports", "Imports").here(sent.file.clone()));
    let content = Page {
        title,
        lead: lead(&job, &sent, &stands),
        refresh: if job.state.has_ended() { 0 } else { 2 },
        progress: progress(&job, &sent, &stands),
        again: format!("/imports/{}", job.id),
        notice: notice(&job, &stands),
        warning: (!stands.why.is_empty()).then(|| WarningText::new(stands.why.as_str()).into()),
        done: kept.map(|(kept, account)| done(&job, &kept, &account, &asked)),
    };
    page.show(&content)
}

fn lead(job: &Job, sent: &Asked, stands: &Stands) -> Html {
    let year = stands.year.map_or_else(String::new, |year| {
        format!("The header says census year {}–{year}. ", year - 1)
    });
    let people = sent.people.as_ref().map_or_else(String::new, |p| format!(" with {p}"));
    state(job.state).and(format!(
        " {year}Sent {}{people}, {} KB.",
        london::time_words(job.created_at),
        thousands(sent.bytes.div_ceil(1024))
    ))
}

fn progress(job: &Job, sent: &Asked, stands: &Stands) -> Option<Progress> {
    let label = format!("Import of {}", sent.file);
    match job.state {
        JobState::Waiting => Some(Progress::open_ended(label, "It waits for the import before it.")),
        JobState::Running if stands.checked => Some(Progress::new(
            label,
            stands.done,
            stands.of,
            format!(
                "{} of {} children stored.",
                thousands(stands.done),
                thousands(stands.of)
            ),
        )),
        JobState::Running => Some(Progress::open_ended(
            label,
            "The file is being read through. Nothing is stored before it is known to be whole.",
        )),
        _ => None,
    }
}

fn notice(job: &Job, stands: &Stands) -> Option<Html> {
    if job.state != JobState::Done {
        return None;
    }
    let children = match stands.of {
        1 => "1 child".into(),
        n => format!("{} children", thousands(n)),
    };
    let words = match stands.entries {
        0 => format!("{children}: the record said all of it already, and nothing was changed."),
        1 => format!("{children}: something new or changed about one of them."),
        n => format!("{children}: something new or changed about {} of them.", thousands(n)),
    };
    Some(match stands.refused {
        0 => Alert::done(
            "Imported",
            strong("Imported.").and(format!(" {words} No row was refused.")),
        )
        .into(),
        n => Alert::care(
            "Imported with refusals",
            strong("Imported, and not everything.").and(format!(
                " {words} {} of {} rows were refused; {} below with its line and why.",
                thousands(n),
                thousands(stands.read),
                match LISTED_REFUSALS as u64 {
                    most if n > most => format!("each of the first {} is", thousands(most)),
                    _ => "each is".into(),
                }
            )),
        )
        .into(),
    })
}

fn done(job: &Job, kept: &Kept, account: &Account, asked: &Shown) -> Done {
    let all = asked.show == "all";
    let every = children(kept, account);
    let shown: Vec<&Child<'_>> = every.iter().filter(|c| all || c.has_words()).collect();
    let with_words = every.iter().filter(|c| c.has_words()).count();
    let pages = shown.len().div_ceil(SIZE).max(1);
    let current = usize::try_from(asked.page).unwrap_or(1).clamp(1, pages);
    let address = format!("/imports/{}", job.id);
    let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let show = if all { "all" } else { "" };
    let turn = Pagination::new(number(current), number(pages), |n| {
        format!("{address}?show={show}&page={n}#children")
    });
    let rows = shown.iter().skip((current - 1) * SIZE).take(SIZE).map(|c| c.row());
    Done {
        downloads: vec![
            Button::link(format!("{address}/reconciliation.json"), "Download the account as JSON")
                .secondary()
                .small(),
            Button::link(format!("{address}/reconciliation.csv"), "Download it as CSV")
                .secondary()
                .small(),
        ],
        asked: asked_about(account.match_checks),
        tables: tables(account),
        people: kept.people.as_ref().map(names),
        about_file: account
            .findings
            .iter()
            .filter(|f| f.child.is_empty())
            .map(finding)
            .collect(),
        counts: counts(account),
        chips: Chips::new("Children to show")
            .link(
                format!("{address}#children"),
                format!("Something to look at ({})", thousands(with_words as u64)),
            )
            .current(!all)
            .link(
                format!("{address}?show=all#children"),
                format!("Every child ({})", thousands(every.len() as u64)),
            )
            .current(all),
        children: Table::new(
            "Child by child",
            "Every row of every child is stored, and nothing in them needs a look.",
        )
        .column("Child")
        .number_column("Read")
        .number_column("Stored")
        .number_column("Refused")
        .column("What to look at")
        .wide()
        .stacks()
        .rows(rows),
        pages: Some(turn).filter(Pagination::is_needed),
    }
}

fn asked_about(children: u64) -> Option<Html> {
    let words = match children {
        0 => return None,
        1 => "1 new child may be somebody on record already. A manager is asked whether they are one person; until then each has a record.".into(),
        n => format!(
            "{} new children may be somebody on record already. Managers are asked of each whether they are one person; until then each has a record.",
            thousands(n)
        ),
    };
    Some(Inset::new(words).into())
}

fn tables(account: &Account) -> Table {
    let rows = CensusTable::ALL.iter().map(|table| {
        let count = account.tables.get(table.name()).copied().unwrap_or_default();
        let unchanged = account.unchanged.get(table.name()).copied().unwrap_or_default();
        let row = Row::new([
            Cell::head(table.name()),
            Cell::number(thousands(count.read)),
            Cell::number(thousands(count.stored)),
            Cell::number(thousands(unchanged)),
            Cell::number(thousands(count.refused)),
        ]);
        if count.refused > 0 { row.marked() } else { row }
    });
    Table::new("Table by table", "The census has no tables.")
        .column("Table")
        .number_column("Read")
        .number_column("Stored")
        .number_column("On record already")
        .number_column("Refused")
        .wide()
        .stacks()
        .rows(rows)
}

fn counts(account: &Account) -> Option<Html> {
    if account.finding_counts.is_empty() {
        return None;
    }
    let mut list = Html::fixed("<ul class=\"govuk-list\">");
    for (kind, n) in &account.finding_counts {
        list = list
            .and(Html::fixed("<li>"))
            .and(format!("{kind}: {}", thousands(*n)))
            .and(Html::fixed("</li>"));
    }
    let all: u64 = account.finding_counts.values().sum();
    let kept = account.findings.len() as u64;
    let mut list = list.and(Html::fixed("</ul>"));
    if all > kept {
        let (all, kept) = (thousands(all), thousands(kept));
        let words = format!(
            "{kept} of {all} are kept with their child and line: of each kind the first. Mend these and import again to see the next."
        );
        list = list.and(Html::fixed("<p>")).and(words).and(Html::fixed("</p>"));
    }
    Some(Details::new("How many of each kind", list).into())
}

/// "Line 20, CINdetails, ReferralSource “5Z”: not a code of any census."
pub(super) fn finding(f: &Finding) -> Html {
    format!("Line {}, {}.", f.line, f.words()).into()
}

pub(super) fn or(words: &str, otherwise: &str) -> String {
    if words.is_empty() {
        otherwise.to_owned()
    } else {
        words.to_owned()
    }
}

pub(super) fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(char::to_uppercase);
    let rest: String = first.into_iter().flatten().chain(letters).collect();
    format!("{}.", rest.trim_end_matches('.'))
}

impl Done {
    /// What is said of the file as a whole.
    fn file(&self) -> Option<Html> {
        let all = self.about_file.iter().fold(Html::default(), |all, f| {
            let line = Html::fixed("<p>").and(f.clone()).and(Html::fixed("</p>"));
            all.and(line)
        });
        (!all.is_empty()).then(|| Inset::new(all).into())
    }
}
