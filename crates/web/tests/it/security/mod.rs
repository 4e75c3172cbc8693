//! What somebody tries who means harm, or whose browser is broken.

mod forged;
mod guesses;
mod kept;
mod odd_input;

use web::routes::ROUTES;

/// The addresses of every route of the table that takes a form, with something in place of what is named.
pub fn posts() -> impl Iterator<Item = String> {
    ROUTES.iter().filter(|r| r.method == "post").map(|r| filled(r.path))
}

/// A route's pattern as an address: ids that nobody has, and names that there are.
pub fn filled(pattern: &str) -> String {
    let part = |part: &str| match part {
        "{section}" => "worry".into(),
        "{form}" if pattern.starts_with("/forms") => "contact".into(),
        "{form}" => "name".into(),
        "{fact}" => "1.0".into(),
        part if part.starts_with('{') => "01920000-0000-7000-8000-000000000000".into(),
        part => part.to_owned(),
    };
    pattern.split('/').map(part).collect::<Vec<_>>().join("/")
}
