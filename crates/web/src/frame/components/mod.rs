//! The parts that pages are made of.
//!
//! Each is a struct with a builder, and a template beside it; a page puts it in with `{{ part }}`. Parts of GOV.UK Frontend are compared
//! with the package's own fixtures, part by part and fixture by fixture; parts of MoJ Frontend, which ships none, are kept as snapshots;
//! ours are drawn in the gallery (`frame::gallery`). Parts with a body of the page's own (a section, a panel, a group of fields) are
//! macros in `wrap.html`.

mod alert;
mod back;
mod bars;
mod button;
mod candidates;
mod choices;
mod clocks;
mod control;
mod date_input;
mod dated_list;
mod diagram;
mod error_summary;
mod file_upload;
mod identity_bar;
mod input;
mod navigation;
mod notices;
mod pagination;
mod progress;
mod save_state;
mod select;
mod steps;
mod summary_list;
mod table;
mod textarea;
#[cfg(test)]
mod wrap;

pub use alert::Alert;
pub use back::{BackLink, Breadcrumbs};
pub use bars::{DayBar, PastBar};
pub use button::Button;
pub use candidates::{Candidate, Candidates};
pub use choices::{Checkboxes, Choice, Radios};
pub use clocks::{Clock, Clocks, Due};
#[cfg(test)]
pub(super) use control::Control;
pub use control::Errors;
pub use date_input::DateInput;
pub use dated_list::{DatedList, Event};
pub use diagram::Diagram;
pub use error_summary::ErrorSummary;
pub use file_upload::FileUpload;
pub use identity_bar::{Fact, IdentityBar};
pub use input::{Input, Password};
pub use navigation::{Chips, ServiceNavigation, SideNavigation, SubNavigation};
pub use notices::{Details, Inset, Restricted, Tag, TagColour, Tone, Warn, WarningText};
pub use pagination::Pagination;
pub use progress::Progress;
pub use save_state::SaveState;
pub use select::Select;
pub use steps::{Step, Steps};
pub use summary_list::{FactList, SummaryList};
pub use table::{Cell, Row, Table};
pub use textarea::Textarea;

/// Makes a template's output safe to put into another template, and turns it into [`Html`](crate::frame::Html).
macro_rules! component {
    ($($component:ident),+) => {
        $(
            impl askama::filters::HtmlSafe for $component {}

            impl From<$component> for crate::frame::html::Html {
                fn from(component: $component) -> Self {
                    Self::written_by(&component)
                }
            }
        )+
    };
}
pub(super) use component;
