//! Canonical JSON: one byte string for one value, so that a digest of it means something.
//!
//! RFC 8785 without its numbers: object keys sorted, no white space, integers only. A float is refused, because
//! two engines may print it differently.

use serde::Serialize;
use serde_json::Value;

/// Why a value has no canonical form.
#[derive(Debug, thiserror::Error)]
pub enum NotCanonical {
    #[error("a number with a fraction cannot be stored in the ledger: {0}")]
    Float(String),
    #[error("the value cannot be written as JSON: {0}")]
    Json(#[from] serde_json::Error),
}

/// The canonical bytes of anything that serde can write.
pub fn to_vec<T: Serialize + ?Sized>(value: &T) -> Result<Vec<u8>, NotCanonical> {
    let mut out = Vec::with_capacity(128);
    write(&serde_json::to_value(value)?, &mut out)?;
    Ok(out)
}

fn write(value: &Value, out: &mut Vec<u8>) -> Result<(), NotCanonical> {
    match value {
        Value::Object(map) => {
            // Sorted here and not by trust in the map type: a feature of serde_json elsewhere in the build may change it.
            // Keys are ASCII by construction (field names), where byte order and RFC 8785's UTF-16 order agree.
            let mut keys: Vec<&String> = map.keys().collect();
            keys.sort_unstable();
            out.push(b'{');
            for (i, key) in keys.into_iter().enumerate() {
                if i > 0 {
                    out.push(b',');
                }
                serde_json::to_writer(&mut *out, key)?;
                out.push(b':');
                write(&map[key], out)?;
            }
            out.push(b'}');
        }
        Value::Array(items) => {
            out.push(b'[');
            for (i, item) in items.iter().enumerate() {
                if i > 0 {
                    out.push(b',');
                }
                write(item, out)?;
            }
            out.push(b']');
        }
        Value::Number(n) if n.is_f64() => return Err(NotCanonical::Float(n.to_string())),
        leaf => serde_json::to_writer(&mut *out, leaf)?,
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    fn check(value: serde_json::Value, expect: &str) {
        assert_eq!(String::from_utf8(super::to_vec(&value).unwrap()).unwrap(), expect);
    }

    #[test]
    fn keys_are_sorted_and_escapes_minimal() {
        check(
            json!({"b": 1, "a": {"d": null, "c": [true, "x\"\\\n\u{1}é"]}}),
            "{\"a\":{\"c\":[true,\"x\\\"\\\\\\n\\u0001é\"],\"d\":null},\"b\":1}",
        );
    }

    #[test]
    fn a_float_is_refused() {
        assert!(super::to_vec(&json!({"a": 1.5})).is_err());
    }
}
