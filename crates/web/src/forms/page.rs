//! One section of a form, as a page.

use askama::Template;
use axum::response::Response;
use domain::calendar::london;
use domain::forms::{Finding, Form, Kind, Raw, Section, paths};
use domain::ids::DraftId;

use super::controls::control;
use super::{Open, also, check, panel};
use crate::App;
use crate::frame::components::{Breadcrumbs, Button, Errors, SaveState, SideNavigation};
use crate::frame::errors::Error;
use crate::frame::{Area, Html, hidden_field};
use crate::session::Signed;

#[derive(Template)]
#[template(path = "forms/section.html")]
struct SectionPage {
    title: &'static str,
    hint: &'static str,
    place: String,
    address: String,
    state: Html,
    hidden: Html,
    navigation: Html,
    /// The worry, shown on the pages after it.
    worry: String,
    worry_address: String,
    parts: Vec<PartShown>,
    /// The other children of a home, to be ticked.
    also: Vec<Html>,
    add: Option<Html>,
    panel: Html,
    answers: Vec<(String, Html)>,
    buttons: Html,
    danger: Html,
    csrf: Html,
    kept: String,
}

/// The questions of one part of a repeated section, or of the section.
struct PartShown {
    title: String,
    controls: Vec<Html>,
    remove: Option<Html>,
}

/// The section's page.
pub async fn page(
    app: &App,
    signed: &Signed,
    open: &Open,
    section: &'static Section,
    findings: &[Finding],
) -> Result<Response, Error> {
    let mut errors = Errors::new();
    for f in findings {
        if f.section == section.id {
            errors.add(f.path.clone(), f.words.clone());
        } else if section.id == "check" {
            errors.add(format!("{}#{}", open.address(f.section), f.path), f.words.clone());
        }
    }
    let form = open.form;
    let number = form.sections.iter().position(|s| s.id == section.id).unwrap_or(0) + 1;
    let last = number == form.sections.len();
    let frame_page = signed
        .frame
        .page(section.title)
        .area(Area::FrontDoor)
        .breadcrumbs(Breadcrumbs::new().link("/front-door", "Front door").here("New contact"));
    // The last page shows all of them, so it was saved when the last of them was.
    let saved = open.sections.iter().filter(|s| last || s.section == section.id);
    let saved = saved.max_by_key(|s| s.changed_at);
    let state = saved.map_or_else(SaveState::nothing_yet, |s| {
        SaveState::saved_at(&london::zoned(s.changed_at).strftime("%H:%M").to_string())
    });
    let panel = if section.repeats.is_some() {
        panel::candidates(app, signed, open, section).await?
    } else {
        Html::default()
    };
    let also = also::offered(app, signed, open, section).await?;
    let answers = if last {
        check::answers(app, signed, open, findings).await?
    } else {
        Vec::new()
    };
    let kept_until = open.draft.changed_at + jiff::SignedDuration::from_hours(24 * app.settings().draft_days);
    let content = SectionPage {
        title: section.title,
        hint: section.hint,
        place: format!(
            "New contact, section {number} of {}.{}",
            form.sections.len(),
            caller(&open.raw, number)
        ),
        address: open.address(section.id),
        state: state.into(),
        hidden: hidden_field("revision", &open.revision(section.id).to_string())
            .and(hidden_field("section", section.id))
            .and(chosen_people(section, &open.raw)),
        navigation: navigation(open, section).into(),
        worry: if number > 2 && !last {
            open.raw.get("worry").to_owned()
        } else {
            String::new()
        },
        worry_address: open.address("worry"),
        parts: parts(section, &open.raw, &errors),
        also,
        add: section
            .repeats
            .as_ref()
            .map(|r| Button::new(r.add).secondary().named("go", "add").into()),
        panel,
        answers,
        buttons: buttons(form, number, open.draft.id),
        danger: Button::new("Immediate danger: act now")
            .warning()
            .sends_to(format!("/drafts/{}/danger", open.draft.id))
            .into(),
        csrf: frame_page.csrf(),
        kept: format!(
            "Private to you until you hand it over. Kept until {}.",
            london::date_words(london::date(kept_until))
        ),
    };
    frame_page.errors(errors).show(&content)
}

/// Who is contacting us, on the pages after the first: " On the phone: Imran Yusuf, deputy head, Fenwick Green Primary School."
fn caller(raw: &Raw, number: usize) -> String {
    let said: Vec<&str> = ["referrer_name", "referrer_role", "organisation"]
        .iter()
        .map(|q| raw.get(q))
        .filter(|words| !words.is_empty())
        .collect();
    if number == 1 || said.is_empty() {
        return String::new();
    }
    let how = match raw.get("channel") {
        "phone" => "On the phone",
        "in_person" => "In person",
        "email" => "By email",
        "letter" => "By letter",
        _ => "From",
    };
    format!(" {how}: {}.", said.join(", "))
}

/// The people chosen for the children: answers that no control of the page holds.
fn chosen_people(section: &'static Section, raw: &Raw) -> Html {
    let hidden = paths(section, raw)
        .into_iter()
        .filter(|(_, q)| matches!(q.kind, Kind::Hidden));
    hidden.fold(Html::default(), |h, (path, _)| {
        h.and(hidden_owned(&path, raw.get(&path)))
    })
}

fn parts(section: &'static Section, raw: &Raw, errors: &Errors) -> Vec<PartShown> {
    let Some(repeat) = &section.repeats else {
        let controls = section
            .questions
            .iter()
            .map(|q| control(q.id, q, raw, errors))
            .collect();
        return vec![PartShown {
            title: String::new(),
            controls,
            remove: None,
        }];
    };
    let mut ids = raw.parts(repeat.prefix);
    if ids.is_empty() {
        ids.push("1".into());
    }
    let alone = ids.len() == 1;
    ids.iter()
        .enumerate()
        .map(|(n, part)| PartShown {
            title: format!("{} {}", repeat.title, n + 1),
            controls: section
                .questions
                .iter()
                .map(|q| control(&format!("{}.{part}.{}", repeat.prefix, q.id), q, raw, errors))
                .collect(),
            remove: (!alone).then(|| {
                Button::new(format!("Remove child {}", n + 1))
                    .secondary()
                    .small()
                    .named("go", format!("remove:{part}"))
                    .into()
            }),
        })
        .collect()
}

fn navigation(open: &Open, here: &'static Section) -> SideNavigation {
    let mut list = SideNavigation::new("Sections of this contact");
    for (n, section) in open.form.sections.iter().enumerate() {
        let answered = paths(section, &open.raw)
            .iter()
            .any(|(path, _)| !open.raw.get(path).is_empty());
        let missing = open.form.missing(&open.raw).iter().any(|f| f.section == section.id);
        let note = match (answered, missing, section.id == here.id) {
            (_, _, true) => "In progress",
            (false, _, _) => "Not started",
            (true, true, _) => "Something is missing",
            (true, false, _) => "Complete",
        };
        list = list
            .link(open.address(section.id), format!("{}. {}", n + 1, section.title))
            .current(section.id == here.id)
            .note(note);
    }
    list
}

fn buttons(form: &'static Form, number: usize, draft: DraftId) -> Html {
    let next = form.sections.get(number);
    let check = form.sections.last();
    match (next, check) {
        (Some(next), Some(check)) => {
            let on =
                Html::from(Button::new(format!("Save and go to {}", next.title.to_lowercase())).named("go", next.id));
            if next.id == check.id {
                on
            } else {
                on.and(Button::new("Check and hand over").secondary().named("go", check.id))
            }
        }
        _ => Html::from(
            Button::new("Hand over to triage")
                .once()
                .sends_to(format!("/drafts/{draft}/hand-over")),
        )
        .and(Button::new("Save").secondary().named("go", "")),
    }
}

/// A hidden field whose name is not known beforehand.
pub(crate) fn hidden_owned(name: &str, value: &str) -> Html {
    Html::fixed("<input type=\"hidden\" name=\"")
        .and(name)
        .and(Html::fixed("\" value=\""))
        .and(value)
        .and(Html::fixed("\">"))
}
