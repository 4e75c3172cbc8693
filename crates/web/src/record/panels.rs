//! What stands around a record and is chosen from: teams, staff, homes, clocks that were missed, somebody else on record.

use domain::calendar::london;
use domain::forms::Raw;
use domain::ids::PersonId;
use domain::record::{NEW, Panel, RecordForm};
use jiff::civil::Date;
use matching::Query;
use store::{Former, HomeNear, MayRecord, Team, Tx, Who, Worker};

use crate::App;
use crate::find::{Hit, candidate_card, find};
use crate::frame::Html;
use crate::frame::components::{Button, Candidate, Candidates, Errors, Input, Radios, Select};
use crate::frame::errors::Error;
use crate::front_door::list;
use crate::people::Opened;
use crate::session::Signed;

/// The longest that is looked for, as everywhere.
const LONGEST: usize = 200;
/// How many are shown.
const MOST: usize = 8;
/// Names that can be added to a list of people at a time.
const MORE_NAMES: usize = 3;

/// Somebody who was chosen.
#[derive(Debug)]
pub(super) enum Other {
    /// By the name that the reader may know.
    Known(PersonId, String),
    /// They are put on record with what is recorded of them.
    New,
}

/// What a form's panels are made from.
#[derive(Debug, Default)]
pub(super) struct Panels {
    teams: Vec<Team>,
    workers: Vec<Worker>,
    homes: Vec<HomeNear>,
    /// Where they lived until now, where a new address or home may end it.
    pub former: Option<Former>,
    pub other: Option<Other>,
}

impl Panels {
    /// Reads what the panels of a form need.
    pub fn read(
        tx: &mut Tx<'_>,
        who: &Who,
        id: PersonId,
        (form, may): (&RecordForm, &MayRecord),
        raw: &Raw,
    ) -> Result<Self, store::Error> {
        let has = |panel: Panel| form.panels.iter().any(|(_, p)| *p == panel);
        let today = london::date(tx.now());
        let mut panels = Self::default();
        if has(Panel::Teams) {
            panels.teams = tx.teams()?;
        }
        if has(Panel::Worker) || has(Panel::Workers) {
            let here = |w: &Worker| w.ended_on.is_none_or(|on| on > today);
            panels.workers = tx.workers()?.into_iter().filter(here).collect();
        }
        if has(Panel::Homes) {
            panels.homes = tx.homes_near(who, id)?;
        }
        if has(Panel::Former) {
            panels.former = tx.former(may, form)?;
        }
        if has(Panel::Person) {
            panels.other = match raw.get("other") {
                NEW => Some(Other::New),
                chosen => match chosen.parse() {
                    Ok(id) => tx.name_of_person(who, id)?.map(|name| Other::Known(id, name)),
                    Err(_) => None,
                },
            };
        }
        Ok(panels)
    }

    /// The control of a question that a panel answers.
    pub fn control(
        &self,
        opened: &Opened,
        panel: Panel,
        q: &'static domain::forms::Question,
        raw: &Raw,
        errors: &Errors,
    ) -> Html {
        let chosen = raw.get(q.id);
        let staff = |select: Select| {
            let select = select.item("", "Choose");
            self.workers.iter().fold(select, |s, w| {
                s.item(
                    w.id.to_string(),
                    format!("{}, {}", w.name, w.role.label().to_lowercase()),
                )
            })
        };
        let hinted = |select: Select| if q.hint.is_empty() { select } else { select.hint(q.hint) };
        match panel {
            Panel::Person => self.other.as_ref().map(chosen_person).unwrap_or_default(),
            Panel::Teams => {
                let select = hinted(Select::new(q.id, q.label).item("", "Choose"));
                let teams = self
                    .teams
                    .iter()
                    .fold(select, |s, t| s.item(t.id.to_string(), t.name.clone()));
                teams.chosen(chosen.to_owned()).errors(errors).into()
            }
            Panel::Worker => hinted(staff(Select::new(q.id, q.label)))
                .chosen(chosen.to_owned())
                .errors(errors)
                .into(),
            Panel::Workers => {
                let named = raw.ticks(q.id);
                let one = |n: usize| {
                    let select = staff(Select::new(
                        q.id,
                        if n == 0 {
                            q.label.to_owned()
                        } else {
                            format!("{}: another", q.label)
                        },
                    ));
                    let select = select.chosen(named.get(n).copied().unwrap_or_default().to_owned());
                    if n == 0 {
                        Html::from(hinted(select).errors(errors))
                    } else {
                        Html::from(select.id(format!("{}-{}", q.id, n + 1)))
                    }
                };
                (0..named.len() + MORE_NAMES).map(one).fold(Html::default(), Html::and)
            }
            Panel::Former => {
                let label = match self.former.as_ref().and_then(|f| f.line.as_ref()) {
                    Some(line) => format!("Do they still live at {line}?"),
                    None => "Do they still live where they lived before?".to_owned(),
                };
                Radios::new(q.id, label)
                    .item("no", "No, they have left it")
                    .item("yes", "Yes, they live in both")
                    .chosen(chosen)
                    .errors(errors)
                    .into()
            }
            Panel::Homes => {
                let radios = self.homes.iter().fold(Radios::new(q.id, q.label), |r, home| {
                    let names: Vec<String> = home.members.iter().map(|(_, name)| name.clone()).collect();
                    r.item(home.id.to_string(), format!("The home of {}", list(&names)))
                });
                radios.item("new", "A new home").chosen(chosen).errors(errors).into()
            }
            Panel::MissedClocks => {
                let late = opened.view.due.iter().filter(|c| c.standing.is_late());
                let radios = late.fold(Radios::new(q.id, q.label), |r, c| match c.on_record {
                    Some(on) => {
                        let words = opened.html(&c.title).and(format!(". {}", c.standing));
                        r.item(format!("{} {on}", c.kind.id), words)
                    }
                    None => r,
                });
                radios.chosen(chosen).errors(errors).into()
            }
        }
    }
}

fn chosen_person(other: &Other) -> Html {
    let (words, value) = match other {
        Other::Known(id, name) => (
            Html::from("With ").and(crate::frame::strong(name.as_str())),
            id.to_string(),
        ),
        Other::New => ("With somebody who is not on record yet".into(), NEW.to_owned()),
    };
    Html::fixed(r#"<div class="govuk-inset-text">"#)
        .and(words)
        .and(Html::fixed(".</div>"))
        .and(crate::frame::hidden_field("other", &value))
}

/// What was looked for, and who it may be.
#[derive(Debug, Default)]
pub(super) struct Looked {
    pub asked: String,
    pub hits: Option<Vec<Hit>>,
}

/// Looks somebody up. What was typed goes into no address.
pub(super) async fn look(app: &App, signed: &Signed, asked: String, errors: &mut Errors) -> Result<Looked, Error> {
    if asked.is_empty() || asked.chars().count() > LONGEST {
        errors.add(
            "look_for",
            "Enter a name, a date of birth, a number or an address, in up to 200 characters",
        );
        return Ok(Looked { asked, hits: None });
    }
    let query = Query::parse(&asked, london::date(app.now()));
    let who = signed.who("Search");
    let hits = app.store().read(move |tx| find(tx, &who, &query, MOST)).await?;
    Ok(Looked {
        asked,
        hits: Some(hits),
    })
}

/// The box to look somebody up, and those who may be meant, each with a button.
pub(super) fn finder(
    looked: &Looked,
    own: &[PersonId],
    choose: &str,
    new: Option<&str>,
    errors: &Errors,
    today: Date,
) -> Html {
    let input = Input::new("look_for", "What do you know of them?")
        .hint("A name in any order and spelling, a date of birth, a number, a street or a postcode")
        .value(looked.asked.clone())
        .autocomplete("off")
        .spellcheck(false)
        .errors(errors);
    let cards: Vec<Candidate> = looked
        .hits
        .iter()
        .flatten()
        .filter(|h| !own.contains(&h.id()))
        .map(|h| card(h, choose, today))
        .collect();
    let none = looked.hits.is_some() && cards.is_empty();
    let find = Button::new("Find").secondary().named("step", "find");
    let html = Html::from(input)
        .and(Html::fixed(r#"<p class="hf-buttons hf-find">"#))
        .and(find)
        .and(Html::fixed("</p>"));
    let html = if none {
        html.and(Html::fixed(r#"<p class="govuk-body">"#))
            .and("Nobody on record whom you may know of fits this.")
            .and(Html::fixed("</p>"))
    } else {
        html.and(Html::fixed(r#"<div class="hf-top">"#))
            .and(Candidates::new(cards))
            .and(Html::fixed("</div>"))
    };
    // Somebody new is offered only once nobody on record turned out to be meant.
    match new.filter(|_| looked.hits.is_some()) {
        Some(words) => html
            .and(Html::fixed(r#"<p class="hf-buttons hf-top">"#))
            .and(Button::new(words.to_owned()).secondary().small().named("other", NEW))
            .and(Html::fixed("</p>")),
        None => html,
    }
}

fn card(hit: &Hit, choose: &str, today: Date) -> Candidate {
    let button = Button::new(choose.to_owned())
        .secondary()
        .small()
        .named("other", hit.id().to_string());
    candidate_card(hit, today).action(button)
}
