//! Compares a part of ours with GOV.UK Frontend's own account of it: `fixtures.json` lists, for each component, options and the HTML
//! that the package makes of them. Each test names the fixtures it covers; every option of such a fixture must be read by the test, so
//! a fixture cannot pass by being half understood. The package must be installed: a missing one fails the test.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::fs;
use std::rc::Rc;

use html5gum::{Token, Tokenizer};
use serde_json::Value;

use super::components::Control;
use super::html::Html;

/// The options of one fixture, or of a part of it, by JSON pointer.
pub struct Options<'a> {
    value: &'a Value,
    place: String,
    read: Rc<RefCell<BTreeSet<String>>>,
}

impl Options<'_> {
    fn leaf(&self, pointer: &str) -> Option<&Value> {
        let found = self
            .value
            .pointer(pointer)
            .filter(|value| !value.is_object() && !value.is_array());
        if found.is_some() {
            self.read.borrow_mut().insert(format!("{}{pointer}", self.place));
        }
        found
    }

    pub fn text(&self, pointer: &str) -> Option<String> {
        match self.leaf(pointer)? {
            Value::String(text) => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            other => panic!("{}{pointer} is {other}, not words", self.place),
        }
    }

    pub fn truth(&self, pointer: &str) -> Option<bool> {
        self.leaf(pointer).map(|value| value.as_bool().unwrap())
    }

    pub fn flag(&self, pointer: &str) -> bool {
        self.truth(pointer).unwrap_or(false)
    }

    /// `html` as it is, or else `text` escaped: the package's rule for every place that holds words.
    pub fn words(&self, pointer: &str) -> Option<Html> {
        let text = self.text(&format!("{pointer}/text"));
        match self.text(&format!("{pointer}/html")) {
            Some(html) => Some(Html::fixed(html.leak())),
            None => text.map(Html::from),
        }
    }

    pub fn items(&self, pointer: &str) -> Vec<Options<'_>> {
        let items = self
            .value
            .pointer(pointer)
            .and_then(Value::as_array)
            .map(Vec::as_slice)
            .unwrap_or_default();
        let part = |(index, value)| Options {
            value,
            place: format!("{}{pointer}/{index}", self.place),
            read: Rc::clone(&self.read),
        };
        items.iter().enumerate().map(part).collect()
    }
}

/// Reads what every control takes.
pub fn control(options: &Options<'_>, control: &mut Control) {
    if let Some(id) = options.text("/id") {
        control.label.control = id.clone().into();
        control.id = id.into();
    }
    control.label.classes = options.text("/label/classes").unwrap_or_default().into();
    control.label.page_heading = options.flag("/label/isPageHeading");
    control.hint = options.words("/hint");
    control.error = options.words("/errorMessage");
    control.disabled = options.flag("/disabled");
}

/// Renders each fixture named and compares it with the package's HTML, both normalised.
pub fn check(component: &str, supported: &[&str], build: impl Fn(&Options<'_>) -> Html) {
    let path = format!(
        "{}/node_modules/govuk-frontend/dist/govuk/components/{component}/fixtures.json",
        env!("CARGO_MANIFEST_DIR")
    );
    let file = fs::read_to_string(&path)
        .unwrap_or_else(|error| panic!("{path}: {error}: run `npm ci` in crates/web before the tests"));
    let all: Value = serde_json::from_str(&file).unwrap();
    assert!(!supported.is_empty());
    for name in supported {
        let fixture = all["fixtures"]
            .as_array()
            .unwrap()
            .iter()
            .find(|fixture| fixture["name"] == *name);
        let fixture = fixture.unwrap_or_else(|| panic!("{component} has no fixture {name:?} any more"));
        let options = Options {
            value: &fixture["options"],
            place: String::new(),
            read: Rc::default(),
        };
        let ours = normalised(build(&options).as_str());
        let mut leaves = BTreeSet::new();
        collect_leaves(&fixture["options"], String::new(), &mut leaves);
        let unread: Vec<_> = leaves.difference(&options.read.borrow()).cloned().collect();
        assert!(
            unread.is_empty(),
            "{component}, {name}: options that the test does not read: {unread:?}"
        );
        assert_eq!(
            ours,
            normalised(fixture["html"].as_str().unwrap()),
            "{component}, {name}"
        );
    }
}

fn collect_leaves(value: &Value, place: String, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(parts) => parts
            .iter()
            .for_each(|(key, part)| collect_leaves(part, format!("{place}/{key}"), found)),
        Value::Array(parts) => {
            parts
                .iter()
                .enumerate()
                .for_each(|(index, part)| collect_leaves(part, format!("{place}/{index}"), found));
        }
        _ => {
            found.insert(place);
        }
    }
}

/// One line per tag or text: attributes sorted, white space as a browser shows it, entities decoded, empty elements without their end.
pub fn normalised(html: &str) -> String {
    const VOID: &[&[u8]] = &[b"br", b"hr", b"input", b"meta", b"link", b"rect", b"path"];
    let utf8 = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    let mut lines = Vec::new();
    let mut text = String::new();
    for token in Tokenizer::new(html) {
        let Ok(token) = token;
        if !matches!(token, Token::String(_)) {
            let words: Vec<&str> = text.split_whitespace().collect();
            if !words.is_empty() {
                lines.push(words.join(" "));
            }
            text.clear();
        }
        match token {
            Token::String(words) => text.push_str(&utf8(&words)),
            Token::StartTag(tag) => {
                let mut attributes: Vec<String> = tag
                    .attributes
                    .iter()
                    .map(|(name, value)| {
                        let value = utf8(value).split_whitespace().collect::<Vec<_>>().join(" ");
                        format!(" {}={value:?}", utf8(name))
                    })
                    .collect();
                attributes.sort();
                lines.push(format!("<{}{}>", utf8(&tag.name), attributes.concat()));
            }
            Token::EndTag(tag) if !VOID.contains(&tag.name.as_slice()) => lines.push(format!("</{}>", utf8(&tag.name))),
            _ => {}
        }
    }
    lines.join("\n")
}

#[test]
fn normalising_keeps_what_differs() {
    let same = |a: &str, b: &str| assert_eq!(normalised(a), normalised(b));
    same(
        "<p class='a  b' id=x>\n one\n two </p>",
        "<p id=\"x\" class=\"a b\">one two</p>",
    );
    same("<input disabled />&#34;", "<input disabled>\"");
    for (a, b) in [
        ("<p>a</p>", "<p>b</p>"),
        ("<p class=a>", "<p class=b>"),
        ("<p>", "<div>"),
        ("<i>a</i>b", "<i>ab</i>"),
    ] {
        assert_ne!(normalised(a), normalised(b));
    }
}
