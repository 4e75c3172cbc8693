use std::fmt;

use askama::Template;

use crate::frame::html::Text;
use crate::frame::icon::Icon;

/// The brown bar of a page as it was known: it stays in sight, says what is left out, and leads back to today.
#[derive(Clone, Debug, Template)]
#[template(path = "frame/components/past_bar.html")]
pub struct PastBar {
    date: Text,
    time: Text,
    left_out: Text,
    /// Where another moment can be asked for; `None` where the page belongs to this moment.
    address: Option<Text>,
    today: Text,
}

impl PastBar {
    /// `date` and `time` as they stand in the fields ("22 Jul 2026", "16:30"); `left_out` in words ("23 later entries are left out.");
    /// `address` takes `date` and `time` as a query; `today` is the page as it is now.
    pub fn new(
        date: impl Into<Text>,
        time: impl Into<Text>,
        left_out: impl Into<Text>,
        address: impl Into<Text>,
        today: impl Into<Text>,
    ) -> Self {
        Self {
            date: date.into(),
            time: time.into(),
            left_out: left_out.into(),
            address: Some(address.into()),
            today: today.into(),
        }
    }

    /// The bar of a page that belongs to one moment, such as the one at which something was decided.
    pub fn of_one_moment(
        date: impl Into<Text>,
        time: impl Into<Text>,
        left_out: impl Into<Text>,
        today: impl Into<Text>,
    ) -> Self {
        Self {
            date: date.into(),
            time: time.into(),
            left_out: left_out.into(),
            address: None,
            today: today.into(),
        }
    }
}

/// Day 27 of 45, as a bar with marks at the days that matter on the way.
#[derive(Clone, Debug)]
pub struct DayBar {
    day: u16,
    of: u16,
    marks: Vec<u16>,
}

impl DayBar {
    pub fn new(day: u16, of: u16) -> Self {
        Self {
            day,
            of,
            marks: Vec::new(),
        }
    }

    #[must_use]
    pub fn mark(mut self, day: u16) -> Self {
        self.marks.push(day);
        self
    }
}

impl fmt::Display for DayBar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (width, done) = (u32::from(self.of) * 10, u32::from(self.day.min(self.of)) * 10);
        write!(
            f,
            r##"<svg class="hf-bar" viewBox="0 0 {width} 10" preserveAspectRatio="none" role="img" aria-label="Day {} of {}"><rect x="0" y="2" width="{width}" height="6" rx="3" fill="#dfe8ea"/><rect x="0" y="2" width="{done}" height="6" rx="3" fill="#0b5c66"/>"##,
            self.day, self.of
        )?;
        for mark in &self.marks {
            write!(
                f,
                r##"<rect x="{}" y="0" width="3" height="10" fill="#0f2129"/>"##,
                u32::from(*mark) * 10
            )?;
        }
        f.write_str("</svg>")
    }
}

impl askama::FastWritable for DayBar {
    fn write_into(&self, dest: &mut dyn fmt::Write, _: &dyn askama::Values) -> askama::Result<()> {
        Ok(write!(dest, "{self}")?)
    }
}

super::component!(PastBar, DayBar);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_is_full_and_no_longer_when_the_time_is_over() {
        let check = |day, of, label: &str, width: &str| {
            let html = DayBar::new(day, of).to_string();
            assert!(html.contains(label) && html.contains(width), "{html}");
        };
        check(27, 45, "Day 27 of 45", r#"width="270""#);
        check(52, 45, "Day 52 of 45", r#"width="450""#);
        check(0, 45, "Day 0 of 45", r#"width="0""#);
    }
}
