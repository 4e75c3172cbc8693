//! The folder of public files beside the checkout, where there is one.

use std::path::PathBuf;

/// `../shared` beside the checkout, or `HOLDFAST_SHARED`. Without it the tests on public files have nothing to read, and say so.
pub fn shared(path: &str) -> Option<PathBuf> {
    let beside = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared");
    let root = std::env::var_os("HOLDFAST_SHARED").map_or_else(|| beside.into(), PathBuf::from);
    let file = root.join(path);
    if root.is_dir() {
        assert!(file.exists(), "{} has no {path}", root.display());
        return Some(file);
    }
    println!("{} is not there: not tested on {path}", root.display());
    None
}
