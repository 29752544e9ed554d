//! What lies outside the repository: real filings, and the hand-checked truth of the two releases. `IR_SITE_SHARED`
//! names the folder that holds `filings/` and `edgar/`; without it there is nothing to assert, and a test says so.
#![allow(dead_code, reason = "each test takes what it needs")]

use std::path::{Path, PathBuf};

use serde_json::Value;

/// The folder of real filings.
pub(crate) fn folder() -> Option<PathBuf> {
    let shared = std::env::var_os("IR_SITE_SHARED").filter(|shared| !shared.is_empty());
    if shared.is_none() {
        println!("IR_SITE_SHARED is not set: there is no filing to read");
    }
    shared.map(PathBuf::from)
}

/// The hand-checked truth of both releases, by their names in it.
pub(crate) fn truth() -> Option<Value> {
    folder().map(|shared| truth_in(&shared))
}

pub(crate) fn truth_in(shared: &Path) -> Value {
    let path = shared.join("filings/expected.json");
    let text = std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_slice::<Value>(&text).expect("it is JSON")["seeds"].take()
}

pub(crate) fn list(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}

pub(crate) fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// Runs of spaces made one.
pub(crate) fn single(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
