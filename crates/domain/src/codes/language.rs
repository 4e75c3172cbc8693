//! Languages spoken at home or needed from an interpreter: the common ones, for a list to choose from.

use super::{Code, CodeTable, Validity};

const fn row(code: &'static str, label: &'static str) -> Code {
    Code {
        code,
        label,
        validity: Validity::ALWAYS,
    }
}

/// Languages by their ISO 639-1 code, or ISO 639-3 where they have no shorter one. In order of name.
pub static LANGUAGES: CodeTable = CodeTable {
    id: "language",
    title: "Language",
    citation: "ISO 639-1, and ISO 639-3 where it has no code",
    rows: &[
        row("sq", "Albanian"),
        row("am", "Amharic"),
        row("ar", "Arabic"),
        row("hy", "Armenian"),
        row("bn", "Bengali"),
        row("bs", "Bosnian"),
        row("bfi", "British Sign Language"),
        row("bg", "Bulgarian"),
        row("my", "Burmese"),
        row("yue", "Cantonese"),
        row("hr", "Croatian"),
        row("cs", "Czech"),
        row("prs", "Dari"),
        row("nl", "Dutch"),
        row("en", "English"),
        row("et", "Estonian"),
        row("fr", "French"),
        row("de", "German"),
        row("el", "Greek"),
        row("gu", "Gujarati"),
        row("ha", "Hausa"),
        row("he", "Hebrew"),
        row("hi", "Hindi"),
        row("hu", "Hungarian"),
        row("ig", "Igbo"),
        row("id", "Indonesian"),
        row("it", "Italian"),
        row("ja", "Japanese"),
        row("rw", "Kinyarwanda"),
        row("ko", "Korean"),
        row("kmr", "Kurdish (Kurmanji)"),
        row("ckb", "Kurdish (Sorani)"),
        row("lv", "Latvian"),
        row("ln", "Lingala"),
        row("lt", "Lithuanian"),
        row("lg", "Luganda"),
        row("ml", "Malayalam"),
        row("cmn", "Mandarin Chinese"),
        row("mn", "Mongolian"),
        row("ne", "Nepali"),
        row("om", "Oromo"),
        row("ps", "Pashto"),
        row("fa", "Persian (Farsi)"),
        row("pl", "Polish"),
        row("pt", "Portuguese"),
        row("pa", "Punjabi"),
        row("rom", "Romani"),
        row("ro", "Romanian"),
        row("ru", "Russian"),
        row("sr", "Serbian"),
        row("sn", "Shona"),
        row("si", "Sinhala"),
        row("sk", "Slovak"),
        row("so", "Somali"),
        row("es", "Spanish"),
        row("sw", "Swahili"),
        row("syl", "Sylheti"),
        row("tl", "Tagalog"),
        row("ta", "Tamil"),
        row("te", "Telugu"),
        row("th", "Thai"),
        row("ti", "Tigrinya"),
        row("tr", "Turkish"),
        row("tw", "Twi"),
        row("uk", "Ukrainian"),
        row("ur", "Urdu"),
        row("vi", "Vietnamese"),
        row("cy", "Welsh"),
        row("wo", "Wolof"),
        row("yi", "Yiddish"),
        row("yo", "Yoruba"),
        row("zu", "Zulu"),
    ],
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stand_in_order_of_name_under_short_codes() {
        assert!(LANGUAGES.rows.is_sorted_by_key(|row| row.label));
        for row in LANGUAGES.rows {
            let short = (2..=3).contains(&row.code.len()) && row.code.bytes().all(|byte| byte.is_ascii_lowercase());
            assert!(short, "{}", row.code);
        }
    }
}
