//! `GET /imports`: a census is brought in here, and what was brought in before is read again.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use domain::calendar::london;
use domain::policy::Import;
use store::{Job, JobState};

use super::account::{Asked, Stands};
use crate::App;
use crate::frame::components::{Button, Cell, Errors, FileUpload, Row, Table, Tag, TagColour};
use crate::frame::errors::Error;
use crate::frame::{Area, Html, hidden, link, meta};
use crate::session::Signed;

#[derive(Template)]
#[template(path = "imports/list.html")]
struct Page {
    csrf: Html,
    census: FileUpload,
    people: FileUpload,
    button: Button,
    earlier: Table,
}

/// `GET /imports`
pub async fn page(State(app): State<App>, signed: Signed) -> Result<Response, Error> {
    show(&app, &signed, Errors::new()).await
}

pub async fn show(app: &App, signed: &Signed, errors: Errors) -> Result<Response, Error> {
    let who = signed.who("Imports");
    let (jobs, names) = app
        .store()
        .read(move |tx| {
            let permit = tx.system::<Import>(&who)?;
            let jobs = tx.jobs(&who, &permit)?;
            let names = tx.names_of(jobs.iter().map(|j| j.starter))?;
            Ok((jobs, names))
        })
        .await?;
    let earlier = Table::new("Earlier imports", "No census has been imported on this page yet.")
        .column("Started")
        .column("File")
        .column("By")
        .column("State")
        .number_column("Children")
        .number_column("Refused")
        .wide()
        .stacks()
        .rows(jobs.iter().map(|job| {
            let name = names
                .get(&job.starter)
                .map_or("Somebody who has left", |n| n.name.as_str());
            row(job, name)
        }));
    let page = signed.frame.page("Imports").area(Area::Imports).errors(errors.clone());
    let content = Page {
        csrf: page.csrf(),
        census: FileUpload::new("census", "Census file")
            .hint("The .xml file that is sent to the Department for Education. Any year from 2021 to 2026.")
            .accept(".xml,text/xml,application/xml")
            .errors(&errors),
        people: FileUpload::new("people", "File of names, if you have one")
            .hint("A .csv file with the columns la_child_id, forename, surname, preferred_name, nhs_number, address and postcode. A census holds no names.")
            .accept(".csv,text/csv")
            .errors(&errors),
        button: Button::new("Import the census").once(),
        earlier,
    };
    page.show(&content)
}

fn row(job: &Job, by: &str) -> Row {
    let (asked, stands) = (Asked::of(&job.argument), Stands::of(&job.progress));
    let counted = |n: u64| match job.state {
        JobState::Done => Cell::number(thousands(n)),
        _ => Cell::number(Html::fixed("<span class=\"hf-quiet\">Not known</span>")),
    };
    let mut file = link(&format!("/imports/{}", job.id), asked.file.as_str());
    if let Some(people) = &asked.people {
        file = file.and(Html::fixed("<br>")).and(meta(format!("with {people}")));
    }
    Row::new([
        Cell::date(london::time_words(job.created_at)),
        Cell::words(file),
        Cell::words(by),
        Cell::words(state(job.state)),
        counted(stands.of),
        counted(stands.refused),
    ])
}

pub fn state(state: JobState) -> Html {
    let tag = |words, colour| Html::from(Tag::new(words).colour(colour));
    match state {
        JobState::Waiting => tag("Waiting", TagColour::Grey),
        JobState::Running => tag("Being imported", TagColour::Yellow),
        JobState::Done => tag("Imported", TagColour::Green),
        JobState::Refused => tag("Not imported", TagColour::Red).and(hidden(" nothing of it was stored")),
        JobState::Stopped => tag("Stopped", TagColour::Red),
    }
}

/// "20,000"
pub fn thousands(n: u64) -> String {
    let digits = n.to_string();
    let mut words = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            words.push(',');
        }
        words.push(digit);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::thousands;

    #[test]
    fn thousands_are_set_apart() {
        for (n, expect) in [
            (0, "0"),
            (999, "999"),
            (1000, "1,000"),
            (20_000, "20,000"),
            (1_234_567, "1,234,567"),
        ] {
            assert_eq!(thousands(n), expect);
        }
    }
}
