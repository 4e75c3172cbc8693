//! Writes small census files, in the shapes that real ones have, of children who do not exist.

use std::fmt::Write;

use returns::cin::{CinChild, CinFile, Reconciliation, Table};

/// A key date, good or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// This many days after 31 March 2025, less than a year.
    Day(u16),
    Missing,
    Blank,
    Unreadable,
}

impl Key {
    pub fn good(self) -> bool {
        matches!(self, Self::Day(_))
    }

    pub fn text(self) -> Option<String> {
        match self {
            Self::Day(days) => {
                let start = jiff::civil::date(2025, 3, 31);
                Some(start.checked_add(jiff::Span::new().days(days)).unwrap().to_string())
            }
            Self::Missing => None,
            Self::Blank => Some(" ".into()),
            Self::Unreadable => Some("31/03/2026".into()),
        }
    }
}

#[derive(Clone, Debug)]
pub struct Child {
    /// `None` leaves the element out.
    pub id: Option<String>,
    pub disabilities: Vec<&'static str>,
    pub episodes: Vec<Episode>,
}

#[derive(Clone, Debug)]
pub struct Episode {
    pub referral: Key,
    pub assessments: Vec<(Key, Vec<&'static str>)>,
    pub cin_plans: Vec<Key>,
    pub section_47s: Vec<Key>,
    pub cp_plans: Vec<(Key, Vec<Key>)>,
    pub pre_proceedings: Vec<Key>,
}

impl Episode {
    pub fn on(referral: Key) -> Self {
        Self {
            referral,
            assessments: vec![],
            cin_plans: vec![],
            section_47s: vec![],
            cp_plans: vec![],
            pre_proceedings: vec![],
        }
    }
}

pub fn child(id: &str, episodes: Vec<Episode>) -> Child {
    Child {
        id: Some(id.into()),
        disabilities: vec!["NONE"],
        episodes,
    }
}

/// In what shape a file says the same things.
#[derive(Clone, Copy, Debug, Default)]
pub struct Style {
    /// One `<Reviews>` for all dates, and not one for each.
    pub one_wrapper: bool,
    /// `true` and `false`, and not `1` and `0`.
    pub words: bool,
    /// `GenderCurrent`, and not `Sex`.
    pub old_gender: bool,
    /// `CINplanDates`, and not `CINPlanDates`.
    pub small_p: bool,
    /// A namespace with a prefix.
    pub prefixed: bool,
    /// Byte order mark and declaration.
    pub marked: bool,
    /// The parts of each child and episode backwards.
    pub backwards: bool,
}

pub const HEADER: &str = "<Header><CollectionDetails><Collection>CIN</Collection><Year>2026</Year>\
    <ReferenceDate>2026-03-31</ReferenceDate></CollectionDetails><Source><SourceLevel>L</SourceLevel><LEA>999</LEA>\
    <SoftwareCode>Holdfast tests</SoftwareCode><Release>1</Release><SerialNo>001</SerialNo>\
    <DateTime>2026-05-11T09:00:00</DateTime></Source></Header>";

/// A message with this inside `<Children>`.
pub fn message(children: &str) -> String {
    format!("<Message>{HEADER}\n<Children>\n{children}\n</Children></Message>")
}

pub fn write(children: &[Child], style: Style) -> String {
    let mut inside = String::new();
    for child in children {
        inside += &element("Child", write_child(child, style));
    }
    let mut file = message(&inside);
    if style.prefixed {
        file = file.replace("</", "\u{1}").replace('<', "<c:").replace('\u{1}', "</c:");
        file = file.replacen(
            "<c:Message>",
            "<c:Message xmlns:c=\"urn:example:census\" c:x='&lt;'>",
            1,
        );
    }
    if style.marked {
        file = format!("\u{feff}<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!-- made for a test -->\n{file}\n");
    }
    file
}

fn element(name: &str, inside: impl AsRef<str>) -> String {
    format!("<{name}>{}</{name}>\n", inside.as_ref())
}

fn dated(name: &str, key: Key) -> String {
    key.text().map_or(String::new(), |text| element(name, text))
}

fn in_order(mut parts: Vec<String>, style: Style) -> String {
    if style.backwards {
        parts.reverse();
    }
    parts.concat()
}

fn write_child(child: &Child, style: Style) -> String {
    let id = child.id.as_ref().map_or(String::new(), |id| element("LAchildID", id));
    let sex = if style.old_gender {
        element("GenderCurrent", "2")
    } else {
        element("Sex", "F")
    };
    let born = element("PersonBirthDate", "2015-06-01");
    let disabilities: String = child
        .disabilities
        .iter()
        .map(|code| element("Disability", code))
        .collect();
    let mut parts = vec![
        element("ChildIdentifiers", in_order(vec![id, born, sex], style)),
        element(
            "ChildCharacteristics",
            in_order(
                vec![element("Ethnicity", "WBRI"), element("Disabilities", disabilities)],
                style,
            ),
        ),
    ];
    parts.extend(child.episodes.iter().map(|episode| write_episode(episode, style)));
    in_order(parts, style)
}

fn write_episode(episode: &Episode, style: Style) -> String {
    let (yes, no) = if style.words { ("true", "false") } else { ("1", "0") };
    let mut parts = vec![
        dated("CINreferralDate", episode.referral),
        element("ReferralSource", "2A"),
    ];
    for (start, factors) in &episode.assessments {
        let factors: String = factors.iter().map(|code| element("AssessmentFactors", code)).collect();
        let inside = dated("AssessmentActualStartDate", *start) + &element("FactorsIdentifiedAtAssessment", factors);
        parts.push(element("Assessments", inside));
    }
    let plan = if style.small_p { "CINplanDates" } else { "CINPlanDates" };
    for start in &episode.cin_plans {
        parts.push(element(plan, dated("CINPlanStartDate", *start)));
    }
    for start in &episode.section_47s {
        let inside = dated("S47ActualStartDate", *start) + &element("ICPCnotRequired", yes);
        parts.push(element("Section47", inside));
    }
    parts.push(element("ReferralNFA", no));
    for (start, reviews) in &episode.cp_plans {
        let mut inside = dated("CPPstartDate", *start)
            + &element("InitialCategoryOfAbuse", "NEG")
            + &element("LatestCategoryOfAbuse", "EMO")
            + &element("NumberOfPreviousCPP", "0");
        let dates = reviews.iter().map(|&review| dated("CPPreviewDate", review));
        if style.one_wrapper {
            inside += &element("Reviews", dates.collect::<String>());
        } else {
            dates.for_each(|date| inside += &element("Reviews", date));
        }
        parts.push(element("ChildProtectionPlans", inside));
    }
    for start in &episode.pre_proceedings {
        let inside = dated("PPStartDate", *start) + &element("FGDMMeetingOffer", no);
        parts.push(element("PreProceedingsandFGDM", inside));
    }
    element("CINdetails", in_order(parts, style))
}

pub fn read(file: impl AsRef<[u8]>) -> (Vec<CinChild>, CinFile) {
    let mut children = Vec::new();
    match returns::cin::read(file.as_ref(), |child| children.push(child)) {
        Ok(census) => (children, census),
        Err(error) => panic!("{error}\n{}", String::from_utf8_lossy(file.as_ref())),
    }
}

/// Tables that have rows, as `name read/stored`.
pub fn counts(account: &Reconciliation) -> String {
    let mut line = format!("{} children", account.children());
    for table in Table::ALL {
        let count = account.table(table);
        if count.read() > 0 {
            write!(line, ", {} {}/{}", table.name(), count.read(), count.stored).unwrap();
        }
    }
    line
}

/// How many elements of this name begin in a text that has no comments and no CDATA: rows counted without the reader.
pub fn elements(text: &str, name: &str) -> u64 {
    let text = text.to_ascii_lowercase();
    let opened = format!("<{}", name.to_ascii_lowercase());
    let ends = |c: char| c == '>' || c == '/' || c.is_whitespace();
    text.match_indices(&opened)
        .filter(|(at, _)| text[at + opened.len()..].starts_with(ends))
        .count() as u64
}
