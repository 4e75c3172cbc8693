//! What a file is that is not a census, so that the error can say it.

use super::error::CinError;

/// What the first bytes say the file is, if not XML.
pub(super) fn not_xml(head: &[u8]) -> Option<CinError> {
    let looks_like = |looks_like| Some(CinError::NotXml { looks_like });
    match head {
        [] => Some(CinError::Empty),
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] | [b'<', 0, ..] | [0, b'<', ..] => Some(CinError::NotUtf8 { line: 1 }),
        [b'P', b'K', 3, 4, ..] => looks_like("a zip archive or a spreadsheet"),
        [0x1f, 0x8b, ..] => looks_like("a compressed file"),
        [0xd0, 0xcf, 0x11, 0xe0, ..] => looks_like("an old spreadsheet or document"),
        [b'%', b'P', b'D', b'F', ..] => looks_like("a PDF"),
        _ => {
            let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
            match text.iter().find(|byte| !byte.is_ascii_whitespace()) {
                // The first bytes may be no more than the beginning of a byte order mark.
                Some(0xef) if head.len() < 3 => None,
                None | Some(b'<') => None,
                Some(b'{' | b'[') => looks_like("JSON"),
                Some(_) => looks_like("a text file, perhaps a CSV"),
            }
        }
    }
}

pub(super) fn web_page(line: u64, found: String) -> CinError {
    CinError::OtherDocument {
        line,
        found,
        looks_like: "this is a web page, perhaps a sign-in page saved in place of the file",
    }
}

/// The error for a root element other than `<Message>`.
pub(super) fn other_root(line: u64, found: String) -> CinError {
    let looks_like = match found.to_ascii_lowercase().as_str() {
        "html" => return web_page(line, found),
        name if name.contains("903") => "this is the return of children looked after (SSDA903)",
        "header" | "children" | "child" => "this is a part of a census",
        "schema" => "this is a schema, which describes a census",
        _ => "this is another document",
    };
    CinError::OtherDocument {
        line,
        found,
        looks_like,
    }
}
