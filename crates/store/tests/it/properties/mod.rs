//! What must hold whatever is done to a record, tried with lives and rights that nobody thought of.

mod life;
mod rights;
