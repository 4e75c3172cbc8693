use askama::Template;

use crate::frame::html::Html;
use crate::frame::icon::Icon;

/// Whether what is typed is saved. The script keeps it up to date ("Saving…", "Saved at 15:26", "Not connected…"); without script it says
/// what was so when the page was made.
#[derive(Clone, Debug, Template)]
#[template(path = "frame/components/save_state.html")]
pub struct SaveState {
    class: &'static str,
    words: Html,
}

super::component!(SaveState);

impl SaveState {
    /// `time` of the last save: "15:26".
    pub fn saved_at(time: &str) -> Self {
        Self {
            class: "hf-save",
            words: Html::from(format!("Saved at {time}")),
        }
    }

    /// Nothing of this section is on the server yet.
    pub fn nothing_yet() -> Self {
        Self {
            class: "hf-save hf-save--busy",
            words: Html::fixed("Nothing saved yet"),
        }
    }

    /// What was sent could not be saved: the words stand on the page and nowhere else.
    pub fn not_saved(words: impl Into<Html>) -> Self {
        Self {
            class: "hf-save hf-save--offline",
            words: words.into(),
        }
    }
}
