use askama::Template;

use super::control::describe;
use crate::frame::html::{Html, Text};

/// A date in three boxes, for a date that somebody reads off a paper. Where people say dates ("last Tuesday", "about 9") ask with
/// [`Input::date`](super::Input::date) instead.
#[derive(Clone, Debug, Template)]
#[template(path = "frame/components/date_input.html")]
pub struct DateInput {
    id: Text,
    /// Before the names of the boxes: `dob` makes `dob-day`, `dob-month`, `dob-year`.
    prefix: Option<Text>,
    legend: Html,
    legend_classes: Text,
    hint: Option<Html>,
    error: Option<Html>,
    day: Text,
    month: Text,
    year: Text,
}

super::component!(DateInput);

impl DateInput {
    pub fn new(name: impl Into<Text>, legend: impl Into<Html>) -> Self {
        let name = name.into();
        Self {
            id: name.clone(),
            prefix: Some(name),
            legend: legend.into(),
            legend_classes: "govuk-fieldset__legend--s".into(),
            hint: None,
            error: None,
            day: Text::default(),
            month: Text::default(),
            year: Text::default(),
        }
    }

    /// What was typed, as it was typed.
    #[must_use]
    pub fn values(mut self, day: impl Into<Text>, month: impl Into<Text>, year: impl Into<Text>) -> Self {
        (self.day, self.month, self.year) = (day.into(), month.into(), year.into());
        self
    }

    #[must_use]
    pub fn hint(mut self, hint: impl Into<Html>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    #[must_use]
    pub fn error(mut self, error: impl Into<Html>) -> Self {
        self.error = Some(error.into());
        self
    }

    /// Takes this date's own error, kept under the id of its first box, where the summary leads.
    #[must_use]
    pub fn errors(mut self, errors: &super::Errors) -> Self {
        self.error = errors.of(&format!("{}-day", self.id)).cloned();
        self
    }

    fn described_by(&self) -> Option<String> {
        describe(&self.id, self.hint.is_some(), self.error.is_some())
    }

    fn boxes(&self) -> [(&'static str, &'static str, u8, &str); 3] {
        [
            ("day", "Day", 2, &self.day),
            ("month", "Month", 2, &self.month),
            ("year", "Year", 4, &self.year),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::frame::fixtures;

    #[test]
    fn a_date_input_is_the_packages() {
        fixtures::check(
            "date-input",
            &["default", "with values", "with error message and hint"],
            |options| {
                let mut date = DateInput::new(options.text("/id").unwrap(), options.words("/fieldset/legend").unwrap());
                date.prefix = None;
                date.legend_classes = Text::default();
                date.hint = options.words("/hint");
                date.error = options.words("/errorMessage");
                let value = |part| options.text(part).unwrap_or_default();
                date.values(value("/values/day"), value("/values/month"), value("/values/year"))
                    .into()
            },
        );
    }

    #[test]
    fn its_boxes_are_named_after_it_and_its_error_leads_to_the_first() {
        let mut errors = super::super::Errors::new();
        errors.add("dob-day", "The date must be a day that exists");
        let html = Html::from(
            DateInput::new("dob", "Date of birth")
                .values("31", "2", "2017")
                .errors(&errors),
        )
        .to_string();
        for part in [
            r#"id="dob-day" name="dob-day" type="text" value="31""#,
            r#"name="dob-year""#,
            "must be a day that exists",
        ] {
            assert!(html.contains(part), "{part} in {html}");
        }
    }
}
