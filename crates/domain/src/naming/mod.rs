//! Names and addresses made comparable: folding, the words of a name, how it sounds, which names are one name, and the keys
//! under which a person is found. Pure; the lists are data files with a date and a source.
//!
//! A store keeps `keys(name)` of every name of a person, in `name_token(person, key)`. A search asks `query_keys(text)` and
//! takes the people with the highest sum of weights over the keys that they hold, some hundreds, for closer comparison:
//!
//! ```sql
//! SELECT t.person, sum(p.weight) AS worth FROM name_token t JOIN probe p ON p.key = t.key
//! GROUP BY t.person ORDER BY worth DESC, t.person LIMIT 200
//! ```

mod address;
mod families;
mod fold;
mod keys;
mod sound;
mod words;

pub use address::{Postcode, Street, address_keys, postcode_parts, street, street_kind};
pub use families::{Family, Kin, family};
pub use fold::fold;
pub use keys::{KEYS_VERSION, KeyKind, NameKey, Probe, keys, query_keys};
pub use sound::sound;
pub use words::{Word, words};
