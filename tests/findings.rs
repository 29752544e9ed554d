//! The reference of all findings in `docs/findings.md` is what the program says.

#![expect(clippy::disallowed_methods, reason = "tests look at files")]

use std::path::Path;

#[test]
fn the_reference_is_what_the_program_says() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/findings.md");
    let made = ir_site::check::explain::reference();
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, &made).expect("the reference can be written");
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(kept, made, "docs/findings.md is not current: UPDATE=1 cargo test --test findings");
}
