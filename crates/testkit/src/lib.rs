//! Made-up people, for tests, benchmarks and the demonstration: the authority of Marlshire, which does not exist.
//!
//! Pure and deterministic: the same plan gives the same entries, byte for byte. Nobody here is real: NHS numbers are of the test range, telephone
//! numbers of the range kept for drama, and the postcode area MX has never been allotted.

pub mod authority;

pub use authority::canaries;
