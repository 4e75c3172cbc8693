//! The page: what stands around every page's own content.

use std::fmt;
use std::sync::Arc;

use askama::Template;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};

use super::components::{
    Alert, BackLink, Breadcrumbs, ErrorSummary, Errors, IdentityBar, PastBar, ServiceNavigation, Tone, Warn,
};
use super::errors::Error;
use super::html::{Html, Text};

/// Whose system this is.
#[derive(Clone, Debug)]
pub struct Authority {
    /// "Marlshire children's services"
    pub name: Text,
    /// The help desk's number.
    pub help: Text,
    /// The duty manager's number: whom to ring when a record cannot be opened.
    pub duty: Text,
}

/// An area of work, as the main navigation names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Area {
    MyWork,
    FrontDoor,
    Children,
    Due,
    Imports,
    AccessLog,
    Users,
}

impl Area {
    /// Areas of a front-door adviser.
    pub const ADVISER: &[Self] = &[Self::MyWork, Self::FrontDoor, Self::Children];
    /// Areas of a social worker, newly qualified or not.
    pub const SOCIAL_WORKER: &[Self] = &[Self::MyWork, Self::Children, Self::FrontDoor, Self::Due];
    /// Areas of a team manager or a service manager.
    pub const MANAGER: &[Self] = &[Self::MyWork, Self::FrontDoor, Self::Due, Self::Children];
    pub const DATA_OFFICER: &[Self] = &[Self::Imports];
    pub const AUDITOR: &[Self] = &[Self::AccessLog, Self::Children];
    /// No case content.
    pub const ADMINISTRATOR: &[Self] = &[Self::Users];

    fn words(self) -> &'static str {
        match self {
            Self::MyWork => "My work",
            Self::FrontDoor => "Front door",
            Self::Children => "Children",
            Self::Due => "What is due",
            Self::Imports => "Imports",
            Self::AccessLog => "Who has looked",
            Self::Users => "Users",
        }
    }

    /// Where the area begins.
    pub fn address(self) -> &'static str {
        match self {
            Self::MyWork => "/work",
            Self::FrontDoor => "/front-door",
            Self::Children => "/children",
            Self::Due => "/due",
            Self::Imports => "/imports",
            Self::AccessLog => "/access",
            Self::Users => "/users",
        }
    }
}

/// The session's token against forged forms. `{{ page.csrf() }}` puts it into a form; the session checks it.
#[derive(Clone)]
pub struct Csrf(Text);

impl Csrf {
    pub fn new(token: impl Into<Text>) -> Self {
        Self(token.into())
    }
}

impl fmt::Debug for Csrf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Csrf(…)")
    }
}

/// Who is signed in, as every page shows it.
#[derive(Clone, Debug)]
pub struct SignedIn {
    pub name: Text,
    /// Role and team: "Social worker, Assessment East".
    pub role: Text,
    /// From [`Area`]'s lists, by role.
    pub areas: &'static [Area],
    pub csrf: Csrf,
    /// After how many seconds without a request the server signs them out.
    pub idle_seconds: u32,
}

/// What the frame of one request holds: whose system, and who asks. The session makes it; an error page is drawn with it too.
#[derive(Clone, Debug)]
pub struct Frame {
    pub authority: Arc<Authority>,
    pub signed_in: Option<SignedIn>,
    /// Nothing can be saved, and every page says so: there is no room left to write.
    pub disk_full: bool,
}

impl Frame {
    /// A page in this frame. `title` goes into the browser's tab and history: no more of a person than their name.
    pub fn page(&self, title: impl Into<Text>) -> Page {
        Page {
            frame: self.clone(),
            title: title.into(),
            shape: if self.signed_in.is_some() {
                Shape::Work
            } else {
                Shape::Entry
            },
            area: None,
            breadcrumbs: None,
            back: None,
            notice: None,
            errors: Errors::new(),
            identity: None,
            past: None,
            printed: None,
        }
    }
}

/// How wide a page is, and how dense.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// 1240 px: everything behind the sign-in.
    Work,
    /// 980 px: sign-in, and what stands before it.
    Entry,
}

/// A page without its own content. [`Page::show`] puts the content in: a template that knows nothing of what stands around it.
#[derive(Clone, Debug)]
pub struct Page {
    frame: Frame,
    title: Text,
    shape: Shape,
    area: Option<Area>,
    breadcrumbs: Option<Breadcrumbs>,
    back: Option<BackLink>,
    notice: Option<Alert>,
    errors: Errors,
    identity: Option<IdentityBar>,
    past: Option<PastBar>,
    printed: Option<Html>,
}

impl Page {
    #[must_use]
    pub fn shape(mut self, shape: Shape) -> Self {
        self.shape = shape;
        self
    }

    /// The area of the main navigation that this page belongs to.
    #[must_use]
    pub fn area(mut self, area: Area) -> Self {
        self.area = Some(area);
        self
    }

    #[must_use]
    pub fn breadcrumbs(mut self, breadcrumbs: Breadcrumbs) -> Self {
        self.breadcrumbs = Some(breadcrumbs);
        self
    }

    #[must_use]
    pub fn back(mut self, address: impl Into<Text>, words: impl Into<Html>) -> Self {
        self.back = Some(BackLink::new(address, words));
        self
    }

    /// What the reader's last action did.
    #[must_use]
    pub fn notice(mut self, notice: Alert) -> Self {
        self.notice = Some(notice);
        self
    }

    /// What is wrong with what was sent: the summary at the top, "Error:" before the title, and the answer's status is 422.
    #[must_use]
    pub fn errors(mut self, errors: Errors) -> Self {
        self.errors = errors;
        self
    }

    #[must_use]
    pub fn identity(mut self, bar: IdentityBar) -> Self {
        self.identity = Some(bar);
        self
    }

    /// This page shows a past moment: paper everywhere, and nothing that records.
    #[must_use]
    pub fn past(mut self, bar: PastBar) -> Self {
        self.past = Some(bar);
        self
    }

    /// The first line of a print: when, by whom, for what, what it holds, what is left out. Not shown on the screen.
    #[must_use]
    pub fn printed(mut self, line: impl Into<Html>) -> Self {
        self.printed = Some(line.into());
        self
    }

    /// The hidden field with the session's token. Every form that changes something holds it.
    pub fn csrf(&self) -> Html {
        self.frame
            .signed_in
            .as_ref()
            .map(|who| hidden_field("csrf", &who.csrf.0))
            .unwrap_or_default()
    }

    /// Answers with this page around its content: 200, or 422 if the page has errors.
    pub fn show(self, content: &impl Template) -> Result<Response, Error> {
        let status = if self.errors.is_empty() {
            StatusCode::OK
        } else {
            StatusCode::UNPROCESSABLE_ENTITY
        };
        self.show_with(status, content)
    }

    /// Answers with this page under another status.
    pub fn show_with(self, status: StatusCode, content: &impl Template) -> Result<Response, Error> {
        let render = || {
            Layout {
                page: &self,
                content: content.render()?,
            }
            .render()
        };
        let html = render().map_err(|error| Error::fault(error.into_box()))?;
        Ok((status, [(CONTENT_TYPE, "text/html; charset=utf-8")], html).into_response())
    }

    fn full_title(&self) -> String {
        let error = if self.errors.is_empty() { "" } else { "Error: " };
        format!("{error}{} – Holdfast", self.title)
    }

    fn body_classes(&self) -> &'static str {
        match (self.past.is_some(), self.shape) {
            (true, _) => "govuk-template__body hf-dense hf-past",
            (false, Shape::Work) => "govuk-template__body hf-dense",
            (false, Shape::Entry) => "govuk-template__body hf-dense hf-entry",
        }
    }

    fn error_summary(&self) -> Option<ErrorSummary> {
        (!self.errors.is_empty()).then(|| ErrorSummary::new(&self.errors))
    }

    fn navigation(&self) -> Option<ServiceNavigation> {
        let who = self.frame.signed_in.as_ref()?;
        Some(who.areas.iter().fold(ServiceNavigation::new("Main"), |list, area| {
            list.link(area.address(), area.words())
                .current(self.area == Some(*area))
        }))
    }

    /// What stands on every page while the server is in trouble that whoever reads should know of.
    fn trouble(&self) -> Option<Warn> {
        let frame = &self.frame;
        (frame.disk_full && frame.signed_in.is_some()).then(|| {
            Warn::new(
                Tone::Care,
                "Nothing can be saved at the moment: there is no room left to write. You can go on reading.",
            )
            .note(format!("Ring {}, so that they make room.", frame.authority.help))
            .status()
            .gap()
        })
    }

    fn may_find(&self) -> bool {
        self.frame
            .signed_in
            .as_ref()
            .is_some_and(|who| who.areas.contains(&Area::Children))
    }
}

/// What stands around the content. Compiled once, not into every page.
#[derive(Template)]
#[template(path = "frame/layout.html")]
struct Layout<'a> {
    page: &'a Page,
    content: String,
}

/// A hidden field of a form: a request's id, a revision, the head of the ledger that was shown.
pub fn hidden_field(name: &'static str, value: &str) -> Html {
    Html::fixed(r#"<input type="hidden" name=""#)
        .and(name)
        .and(Html::fixed(r#"" value=""#))
        .and(value)
        .and(Html::fixed(r#"">"#))
}
