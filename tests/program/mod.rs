//! The built program, as tests start it from outside.

#![allow(dead_code, reason = "not every test needs all of it")]

use std::path::Path;
use std::process::Output;

use snapbox::{Assert, Data};

/// Where it lies.
pub(crate) const PROGRAM: &str = env!("CARGO_BIN_EXE_ir-site");

/// A search path on which it comes first, before the folders of `rest`.
pub(crate) fn path_before(rest: &str) -> String {
    let folder = Path::new(PROGRAM).parent().expect("it lies in a folder");
    format!("{}:{rest}", folder.display())
}

/// A search path on which it comes first, before everything that is installed.
pub(crate) fn path() -> String {
    path_before(&std::env::var("PATH").unwrap_or_default())
}

/// Exit code, standard output and standard error as one text.
pub(crate) fn shown(output: Output) -> String {
    let Output { status, stdout, stderr } = output;
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    let code = status.code().expect("it ends by itself");
    format!("exit {code}\n--- stdout\n{}--- stderr\n{}", text(stdout), text(stderr))
}

/// Compares what a run showed with what is expected of it.
pub(crate) fn is(shown: impl AsRef<str>, expected: impl Into<Data>) {
    Assert::new().action_env("SNAPSHOTS").eq(shown.as_ref(), expected.into());
}
