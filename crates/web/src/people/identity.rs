//! What stands around every page of a record: whose it is, the parts it has, the moment that it speaks of.

use std::borrow::Cow;

use domain::calendar::london;
use domain::facts::person::BirthRecorded;
use domain::person::NOT_OPEN;
use domain::person::identity::day;
use domain::policy::Depth;
use domain::view::Home;

use super::Tab;
use super::open::Opened;
use super::past::in_address;
use crate::frame::components::{Button, Errors, Fact, IdentityBar, PastBar, SideNavigation, Tag, Tone, Warn};
use crate::frame::{Area, Html, Page, link, strong};
use crate::session::Signed;

impl Opened {
    /// A page of this record, without its content.
    pub fn page(&self, signed: &Signed, tab: Tab, errors: Errors) -> Page {
        let title = format!("{}: {}", self.view.identity.name, tab.words().to_lowercase());
        let page = signed
            .frame
            .page(title)
            .area(Area::Children)
            .identity(self.bar(true))
            .printed(self.print_line(&signed.actor.name, ""))
            .errors(errors);
        match self.past_bar(tab) {
            Some(bar) => page.past(bar),
            None => page,
        }
    }

    /// The first line of a print: who, when, of which moment, and what it leaves out [Sem 21].
    pub fn print_line(&self, by: &str, purpose: &str) -> Html {
        self.print_head(by, purpose)
            .and("Names and words of family and public referrers are left out. Do not leave unattended.")
    }

    /// The same where they were chosen, with a reason.
    pub fn print_line_with_referrers(&self, by: &str, purpose: &str) -> Html {
        self.print_head(by, purpose)
            .and("Contains names and words of family and public referrers. Do not leave unattended.")
    }

    fn print_head(&self, by: &str, purpose: &str) -> Html {
        let past = self
            .past
            .as_ref()
            .map(|p| format!("As known on {}. ", london::time_words(p.at)))
            .unwrap_or_default();
        let purpose = if purpose.is_empty() {
            String::new()
        } else {
            format!(" for: {purpose}")
        };
        let when = london::time_words(self.now);
        Html::from(format!(
            "{past}Printed {when} by {by}{purpose}. Contains information about other people. "
        ))
    }

    fn past_bar(&self, tab: Tab) -> Option<PastBar> {
        let past = self.past.as_ref()?;
        let local = london::zoned(past.at);
        let left_out = match past.left_out {
            0 => "No later entry is left out.".into(),
            1 => "1 later entry is left out.".into(),
            n => format!("{n} later entries are left out."),
        };
        Some(PastBar::new(
            local.strftime("%-d %b %Y").to_string(),
            local.strftime("%H:%M").to_string(),
            left_out,
            tab.address(self.view.id),
            tab.address(self.view.id),
        ))
    }

    /// The name alone, for paper that goes to a family: an address or a school may not be for whoever reads it.
    pub fn bar_for_family(&self) -> IdentityBar {
        IdentityBar::new(self.view.identity.name.as_str(), Html::default())
    }

    /// The bar at the top; without buttons on a print.
    pub fn bar(&self, with_actions: bool) -> IdentityBar {
        let who = &self.view.identity;
        let mut bar = IdentityBar::new(who.name.as_str(), self.line());
        if let Some(likes) = &who.likes {
            bar = bar.known_as(format!("likes to be called {likes}"));
        }
        if let Some((words, on)) = &who.voice {
            bar = bar.voice(
                format!("“{}”", words.trim_matches(['“', '”', '"'])),
                format!("{}, {}", who.called, day(*on)),
            );
        }
        if with_actions {
            let print = Html::from(Button::link(self.print_address(), "Print").secondary());
            let record = Button::link(Tab::Record.address(self.view.id), "Record something");
            bar = bar.actions(if self.may.record.any() && self.past.is_none() {
                Html::from(record).and(" ").and(print)
            } else {
                print
            });
        }
        bar = bar.fact(match who.worker {
            Some((worker, team)) => {
                let phone = self
                    .worker(worker)
                    .map(|w| w.telephone.clone())
                    .filter(|t| !t.is_empty());
                let detail = [Some(self.team(team).to_owned()), phone]
                    .into_iter()
                    .flatten()
                    .collect::<Vec<_>>()
                    .join(", ");
                Fact::new("Worker", self.name_of(worker)).detail(detail)
            }
            // Where the status is that no team has the child, it is said there, once.
            None if who.status.open || who.status.words == NOT_OPEN => Fact::new("Worker", "Nobody allocated"),
            None => Fact::new("Worker", "Nobody allocated").detail(NOT_OPEN),
        });
        let status = Fact::new("Status", who.status.words.as_str());
        bar = bar.fact(match who.status.detail.as_str() {
            "" => status,
            detail => status.detail(detail),
        });
        if self.view.depth >= Depth::Items {
            bar = bar.fact(match &who.school {
                Some((name, year)) if year.is_empty() => Fact::new("School", name.as_str()),
                Some((name, year)) => Fact::new("School", name.as_str()).detail(year.as_str()),
                None => Fact::new("School", "Not recorded"),
            });
            bar = bar.fact(match &who.nhs_number {
                Some((number, Some(traced))) => {
                    Fact::new("NHS number", number.as_str()).detail(format!("traced {}", day(*traced)))
                }
                Some((number, None)) => Fact::new("NHS number", number.as_str()),
                None => Fact::new("NHS number", "Not recorded"),
            });
        }
        bar
    }

    pub fn print_address(&self) -> String {
        let base = format!("/people/{}/print", self.view.id);
        match &self.past {
            Some(p) => format!("{base}?as_known={}", in_address(p.at)),
            None => base,
        }
    }

    /// "Girl, 8 years 7 months, born 14 Mar 2018. 22 Tanner’s Row, Stowbridge MX4 2PD"
    fn line(&self) -> Html {
        let who = &self.view.identity;
        let then = if self.past.is_some() { " on this date" } else { "" };
        let mut parts: Vec<Cow<'_, str>> = vec![who.noun.into()];
        if let Some(died) = who.died {
            parts.push(format!("died {}", day(died)).into());
        }
        match (&who.age, &who.birth) {
            (Some(age), Some(BirthRecorded::Exact { .. })) => parts.push(format!("{age}{then}").into()),
            (Some(age), _) => parts.push(age.as_str().into()),
            (None, _) => {}
        }
        match &who.birth {
            Some(BirthRecorded::Exact { on }) => parts.push(format!("born {}", day(*on)).into()),
            Some(BirthRecorded::Estimated { on, .. }) => parts.push(format!("born about {}", on.year()).into()),
            Some(BirthRecorded::Expected { .. }) => {}
            None => parts.push("birth date not recorded".into()),
        }
        let first = Html::from(format!("{}. ", parts.join(", ")));
        match &who.home {
            Home::Confidential => first.and("Address ").and(Tag::confidential()),
            home => first.and(home.words()),
        }
    }

    /// The parts of the record that the reader can open.
    pub fn parts(&self, current: Tab) -> SideNavigation {
        let can = |tab: &&Tab| match tab {
            Tab::Relationships | Tab::Details => self.view.depth >= Depth::Items,
            Tab::Looked => self.may.looked,
            _ => true,
        };
        Tab::ALL
            .iter()
            .filter(can)
            .fold(SideNavigation::new("Parts of this record"), |list, tab| {
                // Who has looked is always of today.
                let address = if *tab == Tab::Looked {
                    tab.address(self.view.id)
                } else {
                    self.address(*tab)
                };
                list.link(address, tab.words()).current(*tab == current)
            })
    }

    /// What the reader must know before reading on: why they see what they see.
    pub fn notices(&self) -> Vec<Html> {
        let called = &self.view.identity.called;
        let mut notices: Vec<Html> = Vec::new();
        if let Some(glass) = &self.may.glass {
            let until = london::zoned(glass.until).strftime("%H:%M").to_string();
            notices.push(
                Warn::new(
                    Tone::Restricted,
                    strong("You opened this with a reason of your own.")
                        .and(format!(" It stays open to you until {until}.")),
                )
                .note("The record’s owner was told. Somebody will say whether it was right.")
                .into(),
            );
        }
        if let Some(r) = &self.view.restriction {
            let why = r.why.as_ref().map(|w| format!(" {w}")).unwrap_or_default();
            let note = if r.ring.is_empty() {
                "Everybody else sees the name and “restricted”.".to_owned()
            } else {
                format!("Everybody else sees the name, “restricted”, and to ring {}.", r.ring)
            };
            notices.push(
                Warn::new(Tone::Restricted, strong(format!("{}.", r.level.label())).and(why))
                    .note(note)
                    .into(),
            );
        }
        let words = match self.view.depth {
            Depth::Full => return notices,
            Depth::Items => "You see data items and headings, no notes and no confidential address.".to_owned(),
            Depth::Headings => format!(
                "You see headings: who {called} is, who works with them, and what happened. No connection between you and {called} is recorded."
            ),
        };
        let warn = Warn::new(Tone::Plain, words);
        notices.push(if self.may.own_reason && self.past.is_none() {
            let address = format!("/people/{}/reason", self.view.id);
            warn.more(
                Html::fixed("<p class=\"hf-top\">")
                    .and(link(&address, "Open the whole record with a reason"))
                    .and(Html::fixed("</p>")),
            )
            .into()
        } else {
            warn.into()
        });
        notices
    }
}
