//! The header: there first, judged, and never a reason to read otherwise.

use jiff::civil::date;
use returns::cin::CinReader;

use crate::rows::full;
use crate::writer::{HEADER, Style, message, read, write};

#[test]
fn the_header_is_there_before_the_first_child() {
    let file = write(&full(), Style::default());
    let reader = CinReader::open(file.as_bytes()).unwrap();
    assert_eq!(reader.header().year, Some(2026));
    assert_eq!(reader.header().reference_date, Some(date(2026, 3, 31)));
    assert!(reader.position() > 0);
    // Whoever only wants the account need not take the children.
    assert_eq!(reader.finish().unwrap().reconciliation.children(), 2);
}

#[test]
fn the_headers_year_is_a_finding_and_not_a_switch() {
    let check = |header: &str, kinds: &[&str]| {
        let file = message("").replace(HEADER, header);
        let (_, census) = read(&file);
        let found: Vec<_> = census
            .reconciliation
            .findings()
            .iter()
            .map(|finding| finding.what.kind())
            .collect();
        assert_eq!(found, kinds, "{header}");
    };
    let collection = |inside: &str| {
        let kept = "<Source><LEA>999</LEA><DateTime>2026-05-11T09:00:00</DateTime></Source>";
        format!("<Header><CollectionDetails>{inside}</CollectionDetails>{kept}</Header>")
    };
    let dated = |year: &str, reference: &str| {
        collection(&format!(
            "<Collection>CIN</Collection><Year>{year}</Year><ReferenceDate>{reference}</ReferenceDate>"
        ))
    };
    check(&dated("2021", "2021-03-31"), &[]);
    check(&dated("2026", "2026-03-31"), &[]);
    check(&dated("2020", "2020-03-31"), &["unknown year"]);
    check(&dated("2023", "2024-03-31"), &["reference date"]);
    check(&dated("soon", "2024-03-31"), &["unreadable number"]);
    check(&dated("2026", "31/03/2026"), &["unreadable date"]);
    check(&dated("99999999", "2026-03-31"), &["unknown year"]);
    check(&collection(""), &["missing", "missing", "missing"]);
    check("<Header/>", &["missing", "missing"]);
    check("", &["no header"]);
    let source = "<Header><CollectionDetails><Collection>CIN</Collection><Year>2026</Year><ReferenceDate>2026-03-31</ReferenceDate>\
        </CollectionDetails><Source><LEA>99</LEA><DateTime>11/05/2026</DateTime></Source></Header>";
    check(source, &["not of the form", "not of the form"]);
}

#[test]
fn a_file_that_names_another_encoding_is_read_if_it_has_only_plain_letters() {
    let file = format!(
        "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>{}",
        write(&full(), Style::default())
    );
    let (_, census) = read(&file);
    let found: Vec<_> = census
        .reconciliation
        .findings()
        .iter()
        .map(|f| (f.what.kind(), f.value.as_deref()))
        .collect();
    assert_eq!(found, [("declared encoding", Some("ISO-8859-1"))]);
}
