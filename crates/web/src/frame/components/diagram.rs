use askama::Template;
use reports::genogram::Drawing;

/// A family diagram with its key and what it leaves out. It scrolls in a region of its own; the table below it says the same in words.
#[derive(Clone, Debug, Template)]
#[template(path = "frame/components/diagram.html")]
pub struct Diagram {
    drawing: Drawing,
}

super::component!(Diagram);

impl Diagram {
    /// The drawing escapes every word that it is given, so its markup goes in as it is.
    pub fn new(drawing: Drawing) -> Self {
        Self { drawing }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::frame::html::Html;
    use reports::genogram::{Genogram, Person, Sex, draw};

    #[test]
    fn a_name_cannot_become_markup() {
        let family = Genogram {
            title: "<script>1</script>".into(),
            people: vec![Person::new("a", "<script>2</script>", Sex::Female)],
            ..Genogram::default()
        };
        let html = Html::from(Diagram::new(draw(&family))).to_string();
        assert!(html.contains("<svg") && html.contains("&lt;script&gt;2"), "{html}");
        assert!(!html.contains("<script"), "{html}");
    }
}
