//! Sixteen ids at a time: a list of fixed length is one statement on both engines, and most calls need one or two.

use uuid::Uuid;

use super::Value;

pub const SIXTEEN: usize = 16;

/// The first sixteen parameters as a list: `WHERE id IN ($1, …, $16)`.
macro_rules! sixteen {
    () => {
        "($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)"
    };
}
pub(crate) use sixteen;

/// Sixteen parameters: what there is, and the last one again.
pub fn padded(ids: &[Uuid]) -> Vec<Value<'static>> {
    let last = ids.last().copied().unwrap_or(Uuid::nil());
    (0..SIXTEEN)
        .map(|i| Value::Uuid(ids.get(i).copied().unwrap_or(last)))
        .collect()
}
