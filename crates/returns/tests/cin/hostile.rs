//! Files that are broken, cut short, something else, or meant to do harm.

use std::fs;
use std::io::{BufReader, Cursor, Read, repeat};

use returns::cin::{CinError, CinReader, read};

use crate::shared::shared;
use crate::writer::{Episode, HEADER, Key, Style, child, message, write};

fn error(file: impl AsRef<[u8]>) -> CinError {
    match read(file.as_ref(), |_| {}) {
        Ok(_) => panic!("read: {}", String::from_utf8_lossy(file.as_ref())),
        Err(error) => error,
    }
}

fn check(file: impl AsRef<[u8]>, expect: CinError) {
    assert_eq!(
        error(file.as_ref()),
        expect,
        "{}",
        String::from_utf8_lossy(file.as_ref())
    );
}

fn malformed(line: u64, what: &str) -> CinError {
    CinError::Malformed {
        line,
        what: what.into(),
    }
}

#[test]
fn broken_xml_is_an_error_with_its_line() {
    check(
        "<Message>\n<Header>\n</Children></Message>",
        malformed(3, "</Children> closes <Header>"),
    );
    check(
        message("<Child>\nM & S</Child>"),
        malformed(4, "& stands alone; write &amp;"),
    );
    check(
        message("<Child>a\u{1}b</Child>"),
        malformed(3, "control character U+0001"),
    );
    check(
        message("<Child>a&#1;b</Child>"),
        malformed(3, "control character U+0001"),
    );
    check(
        message("<Child>&#xD800;</Child>"),
        malformed(3, "&#xD800; is not a character"),
    );
    check(
        message("<Child><1st/></Child>"),
        malformed(3, "<1st> is not an element's name"),
    );
    check(
        message("<Child><a\u{0}b/></Child>"),
        malformed(3, "<a\u{0}b> is not an element's name"),
    );
    check(
        message("<Child x></Child>"),
        malformed(3, "the attributes of <Child> cannot be read"),
    );
    check(
        message("<!ELEMENT Child></Child>"),
        malformed(3, "syntax error: unknown or missed symbol in markup"),
    );
    check(
        format!("{}\nmore", message("")),
        malformed(5, "text after the end of the message"),
    );
    check(
        format!("{}\n<Message/>", message("")),
        malformed(5, "a second document begins after the end"),
    );
    check(
        format!("{}\n<?xml version=\"1.0\"?>", message("")),
        malformed(5, "a second document begins here"),
    );
}

#[test]
fn entities_and_document_types_are_refused() {
    let laughs = "<?xml version=\"1.0\"?>\n<!DOCTYPE lolz [<!ENTITY lol \"lol\"><!ENTITY lol2 \"&lol;&lol;\">]>\n<Message>&lol2;</Message>";
    check(laughs, CinError::Doctype { line: 2 });
    check(
        "<!DOCTYPE Message SYSTEM \"file:///etc/passwd\">\n<Message/>",
        CinError::Doctype { line: 1 },
    );
    check(
        message("<Child>&lol;</Child>"),
        CinError::Entity {
            line: 3,
            name: "lol".into(),
        },
    );
}

#[test]
fn another_kind_of_file_is_named() {
    let not_xml = |looks_like| CinError::NotXml { looks_like };
    check("", CinError::Empty);
    check(" \n\u{feff}", not_xml("a text file, perhaps a CSV"));
    check(" \n\n", CinError::Empty);
    check("\u{feff}<?xml version=\"1.0\"?>\n", CinError::Empty);
    check("la_child_id,surname\n", not_xml("a text file, perhaps a CSV"));
    check("{\"children\":[]}", not_xml("JSON"));
    check(b"PK\x03\x04\x14\x00", not_xml("a zip archive or a spreadsheet"));
    check("%PDF-1.7", not_xml("a PDF"));
    check("<a></a>", other(1, "a", "this is another document"));
    check(
        "\n<EXPSSDA903><CHILD/></EXPSSDA903>",
        other(2, "EXPSSDA903", "this is the return of children looked after (SSDA903)"),
    );
    let page = "this is a web page, perhaps a sign-in page saved in place of the file";
    check(
        "<!DOCTYPE html><html><body>Sign in</body></html>",
        other(1, "!DOCTYPE html", page),
    );
    check("<html><br></html>", other(1, "html", page));
    check(
        "<Children><Child/></Children>",
        other(1, "Children", "this is a part of a census"),
    );
    check(format!("<Message>{HEADER}</Message>"), CinError::NoChildren);
    let workforce =
        "<Message><Header><CollectionDetails><Collection>CSWW</Collection></CollectionDetails></Header></Message>";
    check(
        workforce,
        CinError::OtherCollection {
            line: 1,
            found: "CSWW".into(),
        },
    );
}

fn other(line: u64, found: &str, looks_like: &'static str) -> CinError {
    CinError::OtherDocument {
        line,
        found: found.into(),
        looks_like,
    }
}

#[test]
fn bytes_that_are_not_utf_8_are_an_error_with_their_line() {
    let with = |bytes: &[u8]| {
        let file = message("<Child>\n<Name>\n@</Name></Child>");
        let (before, after) = file.split_once('@').unwrap();
        [before.as_bytes(), bytes, after.as_bytes()].concat()
    };
    check(with(b"Zo\xeb"), CinError::NotUtf8 { line: 5 });
    let declared = b"<?xml version=\"1.0\" encoding=\"windows-1252\"?>";
    let file = with("Zoë".as_bytes());
    check(
        [&declared[..], &file].concat(),
        CinError::OtherEncoding {
            line: 5,
            declared: "windows-1252".into(),
        },
    );
    let wide: Vec<u8> = message("").encode_utf16().flat_map(u16::to_le_bytes).collect();
    check(&wide, CinError::NotUtf8 { line: 1 });
    check([b"\xff\xfe", wide.as_slice()].concat(), CinError::NotUtf8 { line: 1 });
}

#[test]
fn a_piece_of_text_without_end_is_too_large() {
    let start = message("").split_once("\n</Children>").unwrap().0.to_owned() + "<Child>";
    let expect = CinError::TooLarge {
        line: 3,
        what: "a tag or a piece of text is longer than 16 MB",
    };
    let endless = Cursor::new(start.clone()).chain(BufReader::new(repeat(b'N')));
    assert_eq!(read(endless, |_| {}), Err(expect.clone()));
    // A slice is one long piece; the bound holds for it as well.
    let mut long = start.into_bytes();
    repeat(b'N').take(17 << 20).read_to_end(&mut long).unwrap();
    assert_eq!(read(long.as_slice(), |_| {}), Err(expect));
}

#[test]
fn a_value_of_ten_megabytes_is_cut_and_found() {
    let inside = format!(
        "<Child><ChildIdentifiers><LAchildID>C1</LAchildID><UPN>{}</UPN></ChildIdentifiers></Child>",
        "A".repeat(10 << 20)
    );
    let mut upn = None;
    let census = read(message(&inside).as_bytes(), |child| {
        upn.clone_from(&child.identifiers[0].values.upn)
    })
    .unwrap();
    assert_eq!(upn.map(|upn| upn.len()), Some(255));
    assert_eq!(census.reconciliation.finding_counts()["too long"], 1);
}

/// Every beginning of a whole file is an error that says the file is cut short; none is taken for a census.
fn cut_everywhere(file: &str) {
    let whole = file.trim_end().len();
    for end in 0..whole {
        match error(&file.as_bytes()[..end]) {
            CinError::CutShort { line, .. } => {
                let lines = file.as_bytes()[..end].iter().filter(|&&byte| byte == b'\n').count();
                assert_eq!(line, lines as u64 + 1, "cut at {end}");
            }
            // Nothing of the root element has been read yet.
            CinError::Empty => assert!(end <= file.find("<Message").unwrap(), "cut at {end}"),
            // Half of a byte order mark is not one.
            CinError::NotXml { .. } => assert!(file.starts_with('\u{feff}') && end < 3, "cut at {end}"),
            error => panic!("cut at {end}: {error}"),
        }
    }
    for end in whole..=file.len() {
        assert!(read(&file.as_bytes()[..end], |_| {}).is_ok(), "cut at {end}");
    }
}

#[test]
fn a_file_cut_at_any_byte_is_an_error() {
    let mut episode = Episode::on(Key::Day(10));
    episode.assessments = vec![(Key::Day(12), vec!["1A", "16A"])];
    episode.cp_plans = vec![(Key::Day(30), vec![Key::Day(110)])];
    let mut named = child("Zoë&amp;", vec![episode]);
    named.disabilities = vec!["<![CDATA[HAND]]>", "<!-- none -->NONE", "&#x4d;OB"];
    cut_everywhere(&write(
        &[named],
        Style {
            marked: true,
            ..Style::default()
        },
    ));
}

#[test]
fn a_public_sample_cut_at_any_byte_is_an_error() {
    let Some(path) = shared("data/cin/CIN_Census_2026.xml") else {
        return;
    };
    cut_everywhere(&fs::read_to_string(path).unwrap());
}

#[test]
fn children_come_before_the_error_and_none_after_it() {
    let file = write(&[child("C1", vec![]), child("C2", vec![])], Style::default()).replace("C2", "C2&oops;");
    let mut reader = CinReader::open(file.as_bytes()).unwrap();
    assert_eq!(reader.next().unwrap().unwrap().la_child_id, "C1");
    let error = reader.next().unwrap().unwrap_err();
    assert!(matches!(error, CinError::Entity { .. }));
    assert_eq!(reader.next(), None);
    assert_eq!(reader.finish(), Err(error));
}

struct Broken;

impl Read for Broken {
    fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
        Err(std::io::Error::other("the disk is gone"))
    }
}

#[test]
fn a_fault_of_the_disk_is_not_the_files() {
    let start = message("").split_once("\n</Children>").unwrap().0.to_owned();
    let input = BufReader::new(Cursor::new(start).chain(Broken));
    let expect = CinError::Io {
        line: 3,
        message: "the disk is gone".into(),
    };
    assert_eq!(read(input, |_| {}).unwrap_err(), expect);
}
