//! The macros of `wrap.html`, tried in a page.

#[cfg(test)]
mod tests {
    use askama::Template;

    use crate::frame::fixtures;
    use crate::frame::html::Html;

    #[derive(Template)]
    #[template(
        ext = "html",
        source = r#"{% import "frame/components/wrap.html" as hf %}{% call hf::fieldset(legend) %}{% endcall %}"#
    )]
    struct Fieldset {
        legend: Html,
    }

    #[test]
    fn a_fieldset_is_the_packages() {
        fixtures::check("fieldset", &["styled as small text"], |options| {
            assert_eq!(
                options.text("/legend/classes").as_deref(),
                Some("govuk-fieldset__legend--s")
            );
            let fieldset = Fieldset {
                legend: options.words("/legend").unwrap(),
            };
            Html::fixed(fieldset.to_string().leak())
        });
    }
}
