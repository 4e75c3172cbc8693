use askama::Template;

use super::Errors;
use crate::frame::html::Html;

/// What is wrong, at the top of the page, each line leading to its field. The page makes it from its [`Errors`].
#[derive(Clone, Debug, Template)]
#[template(path = "frame/components/error_summary.html")]
pub struct ErrorSummary {
    description: Option<Html>,
    errors: Vec<(String, Html)>,
}

super::component!(ErrorSummary);

impl ErrorSummary {
    pub fn new(errors: &Errors) -> Self {
        Self {
            description: None,
            errors: errors
                .iter()
                .map(|(id, words)| (id.to_owned(), words.clone()))
                .collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::frame::fixtures;

    #[test]
    fn an_error_summary_is_the_packages() {
        fixtures::check(
            "error-summary",
            &[
                "default",
                "without links",
                "mixed with and without links",
                "with description only",
                "with everything",
                "description",
                "html as descriptionText",
                "error list with html as text",
                "error list with html",
            ],
            |options| {
                assert_eq!(options.text("/titleText").as_deref(), Some("There is a problem"));
                let errors = options
                    .items("/errorList")
                    .iter()
                    .map(|item| {
                        let id = item.text("/href").unwrap_or_default();
                        (id.trim_start_matches('#').to_owned(), item.words("").unwrap())
                    })
                    .collect();
                ErrorSummary {
                    description: options.text("/descriptionText").map(Into::into),
                    errors,
                }
                .into()
            },
        );
    }
}
