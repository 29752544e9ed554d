//! A site built into memory, whole, for the server.

use std::collections::BTreeMap;
use std::path::Path;

use crate::diag::{Diagnostics, Report, human};
use crate::render::{self, Options};
use crate::shell::{ShellError, clock, snapshot};
use crate::{Audit, audit};

/// The files of a built site by path.
pub(super) type Files = BTreeMap<String, Vec<u8>>;

/// What a build came to: its files, unless something stands in the way, and the report, in ANSI colours.
pub(super) struct Built {
    pub files: Option<Files>,
    pub report: String,
}

/// Builds the site of a folder as `build` does, but into memory, for any instant, and for this server's address.
pub(super) fn build(root: &Path, as_of: Option<&str>, base_url: &str) -> Built {
    match attempt(root, as_of, base_url) {
        Ok(built) => built,
        Err(error) => Built { files: None, report: format!("error: {error}\n") },
    }
}

fn attempt(root: &Path, as_of: Option<&str>, base_url: &str) -> Result<Built, ShellError> {
    let files = snapshot::read(root)?;
    let mut preview = false;
    let Audit { site, theme, report, .. } = audit(&files, |zone| {
        let instant = clock::instant(as_of, zone)?;
        preview = clock::is_ahead(instant);
        Ok(instant)
    })?;
    let told = |report: &Report| {
        let text = human::render(report, &files, true, false);
        let tally = human::tally(report);
        if tally.is_empty() { text } else { format!("{text}{tally}\n") }
    };
    let (Some(site), Some(theme), false) = (&site, &theme, report.has_errors()) else {
        return Ok(Built { files: None, report: told(&report) });
    };
    let options = Options { base_url: base_url.to_owned(), preview };
    let late = |found: Diagnostics| Built {
        files: None,
        report: told(&Report::new(found, &[], &files, true)),
    };
    let output = match render::render(site, &files, theme, &options) {
        Ok(output) => output,
        Err(found) => return Ok(late(found)),
    };
    let mut built = Files::new();
    let mut found = Diagnostics::default();
    for (path, artefact) in output.iter() {
        match artefact.bytes() {
            Ok(bytes) => {
                built.insert(path.as_str().to_owned(), bytes.into_owned());
            }
            Err(finding) => found.push(*finding),
        }
    }
    if found.has_errors() {
        return Ok(late(found));
    }
    Ok(Built { files: Some(built), report: told(&report) })
}
