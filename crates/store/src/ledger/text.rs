//! How the parts of a stored entry read as text in a line of an export: digests and salts as hexadecimal, words as the JSON that they are.

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer, ser::Error as _};

/// 32 bytes as 64 hexadecimal characters.
pub mod digest {
    use super::*;
    use domain::ledger::{Digest, hex, parse_hex};

    pub fn serialize<S: Serializer>(digest: &Digest, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&hex(digest))
    }
    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Digest, D::Error> {
        parse_hex(&String::deserialize(from)?)
            .ok_or_else(|| D::Error::custom("not a digest of 64 hexadecimal characters"))
    }
}

/// Bytes as hexadecimal, where there are any.
pub mod bytes {
    use super::*;

    pub fn serialize<S: Serializer>(bytes: &Option<Vec<u8>>, to: S) -> Result<S::Ok, S::Error> {
        bytes.as_deref().map(domain::ledger::hex).serialize(to)
    }
    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Vec<u8>>, D::Error> {
        let text = Option::<String>::deserialize(from)?;
        text.map(|t| from_hex(&t).ok_or_else(|| D::Error::custom("not hexadecimal")))
            .transpose()
    }
}

/// Canonical JSON as itself. It is stored as exact bytes, and the canonical form is what brings the same bytes back.
pub mod payload {
    use super::*;
    use domain::canonical::to_vec;

    pub fn serialize<S: Serializer>(payload: &Option<Vec<u8>>, to: S) -> Result<S::Ok, S::Error> {
        let Some(payload) = payload else {
            return to.serialize_none();
        };
        let value: serde_json::Value = serde_json::from_slice(payload).map_err(S::Error::custom)?;
        if to_vec(&value).map_err(S::Error::custom)? != *payload {
            return Err(S::Error::custom("words that are not in canonical form"));
        }
        value.serialize(to)
    }
    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Vec<u8>>, D::Error> {
        let value = serde_json::Value::deserialize(from)?;
        to_vec(&value).map(Some).map_err(D::Error::custom)
    }
}

/// `record`, or `correct 12.0` and `retract 12.0` with the fact that it amends.
pub mod effect {
    use super::*;
    use domain::ledger::Effect;

    pub fn serialize<S: Serializer>(effect: &Effect, to: S) -> Result<S::Ok, S::Error> {
        match effect.amends() {
            None => to.serialize_str(effect.code()),
            Some(at) => to.collect_str(&format_args!("{} {at}", effect.code())),
        }
    }
    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Effect, D::Error> {
        let text = String::deserialize(from)?;
        let effect = match text.split_once(' ') {
            None => Effect::from_parts(&text, None),
            Some((code, at)) => at.parse().ok().and_then(|at| Effect::from_parts(code, Some(at))),
        };
        effect.ok_or_else(|| D::Error::custom("an effect is `record`, `correct 12.0` or `retract 12.0`"))
    }
}

/// What was known and shown, each fact as `12.0`.
pub mod known {
    use super::*;
    use domain::ledger::Known;

    #[derive(Serialize, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Line {
        known_seq: i64,
        shown: Vec<String>,
    }

    pub fn serialize<S: Serializer>(known: &Option<Known>, to: S) -> Result<S::Ok, S::Error> {
        let line = known.as_ref().map(|k| Line {
            known_seq: k.known_seq,
            shown: k.shown.iter().map(ToString::to_string).collect(),
        });
        line.serialize(to)
    }
    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Known>, D::Error> {
        let Some(line) = Option::<Line>::deserialize(from)? else {
            return Ok(None);
        };
        let shown = line.shown.iter().map(|at| at.parse()).collect::<Result<_, _>>();
        let shown = shown.map_err(|_| D::Error::custom("a fact is shown as `12.0`"))?;
        Ok(Some(Known {
            known_seq: line.known_seq,
            shown,
        }))
    }
}

/// The bytes that hexadecimal text stands for; `None` where it is none.
pub fn from_hex(text: &str) -> Option<Vec<u8>> {
    if !text.is_ascii() || !text.len().is_multiple_of(2) {
        return None;
    }
    (0..text.len())
        .step_by(2)
        .map(|i| u8::from_str_radix(&text[i..i + 2], 16).ok())
        .collect()
}
