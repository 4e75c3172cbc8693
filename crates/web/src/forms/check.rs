//! The page on which answers are checked: what was answered, section by section and child by child, and what is missing, beside its question.

use std::collections::BTreeMap;

use domain::calendar::london;
use domain::forms::{Finding, Kind, Raw, Section};
use domain::ids::PersonId;
use domain::policy::FindPeople;
use store::Line;

use super::Open;
use super::controls::in_words;
use crate::App;
use crate::frame::Html;
use crate::frame::components::SummaryList;
use crate::frame::errors::Error;
use crate::front_door::summary_words;
use crate::session::Signed;

/// Every section but the last, each with its heading; a section that is repeated once for each of its parts.
pub async fn answers(
    app: &App,
    signed: &Signed,
    open: &Open,
    findings: &[Finding],
) -> Result<Vec<(String, Html)>, Error> {
    let names = chosen(app, signed, open).await?;
    let mut lists = Vec::new();
    for section in open.form.sections.iter().filter(|s| s.id != "check") {
        let Some(repeat) = &section.repeats else {
            lists.push((section.title.to_owned(), list(open, section, "", &names, findings)));
            continue;
        };
        let parts = open.raw.parts(repeat.prefix);
        if parts.is_empty() {
            lists.push((section.title.to_owned(), none(open, section, findings)));
        }
        for (n, part) in parts.iter().enumerate() {
            let title = if parts.len() == 1 {
                section.title.to_owned()
            } else {
                format!("{} {}", repeat.title, n + 1)
            };
            let prefix = format!("{}.{part}.", repeat.prefix);
            lists.push((title, list(open, section, &prefix, &names, findings)));
        }
    }
    Ok(lists)
}

/// What was answered and what is needed, each with the way to change it; the rest by name in one row.
fn list(
    open: &Open,
    section: &'static Section,
    prefix: &str,
    names: &BTreeMap<PersonId, String>,
    findings: &[Finding],
) -> Html {
    let mut list = SummaryList::new();
    let mut left_out = Vec::new();
    for q in section.questions {
        let path = format!("{prefix}{}", q.id);
        let change = format!("{}#{path}", open.address(section.id));
        if matches!(q.kind, Kind::Hidden) {
            list = list
                .row("On record", who(&open.raw, &path, names))
                .change(open.address(section.id), "who this is");
            continue;
        }
        let words = in_words(q, open.raw.get(&path));
        let wrong = findings.iter().find(|f| f.path == path);
        let value: Html = match wrong {
            Some(f) => error(&words, &f.words),
            None if !words.is_empty() => words.into(),
            None if q.needed.is_some() => "Not recorded".into(),
            None => {
                left_out.extend((!q.label.starts_with("If yes")).then(|| q.label.trim_end_matches('?')));
                continue;
            }
        };
        list = list.row(q.label, value).change(change, q.label);
    }
    if !left_out.is_empty() {
        list = list.row("Not recorded", left_out.join("; ")).change(
            open.address(section.id),
            format!("{}: what is not recorded", section.title),
        );
    }
    list.into()
}

fn none(open: &Open, section: &'static Section, findings: &[Finding]) -> Html {
    let wrong = findings.iter().find(|f| f.section == section.id);
    let value = wrong.map_or_else(|| "Nobody named yet".into(), |f| error("", &f.words));
    SummaryList::new()
        .row(section.title, value)
        .change(open.address(section.id), section.title)
        .into()
}

fn error(words: &str, why: &str) -> Html {
    let why = Html::fixed("<span class=\"govuk-error-message hf-b0\">")
        .and(why)
        .and(Html::fixed("</span>"));
    if words.is_empty() {
        why
    } else {
        Html::from(words).and(why)
    }
}

/// Who was chosen for a part.
fn who(raw: &Raw, path: &str, names: &BTreeMap<PersonId, String>) -> String {
    match raw.get(path) {
        "" => "Nobody chosen. It can be said later who this is".into(),
        "new" => "A new person".into(),
        id => id
            .parse()
            .ok()
            .and_then(|id: PersonId| names.get(&id).cloned())
            .unwrap_or_else(|| "Somebody was chosen".into()),
    }
}

/// Those who were chosen, by name.
async fn chosen(app: &App, signed: &Signed, open: &Open) -> Result<BTreeMap<PersonId, String>, Error> {
    let people = open.raw.0.iter().filter(|(path, _)| path.ends_with(".person"));
    let ids: Vec<PersonId> = people.filter_map(|(_, id)| id.trim().parse().ok()).collect();
    if ids.is_empty() {
        return Ok(BTreeMap::new());
    }
    let (who, today) = (signed.who("Contact form"), london::date(app.now()));
    let lines = app.store().read(move |tx| {
        let permit = tx.scope::<FindPeople>(&who)?;
        tx.lines(&who, &permit, ids, "a child chosen in a contact form")
    });
    let named = lines.await?.into_iter().map(|(id, line)| match line {
        Line::Open(s) => (id, summary_words(&s, today)),
        Line::Restricted { name, .. } => (id, format!("{name}. Restricted")),
    });
    Ok(named.collect())
}
