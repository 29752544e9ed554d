//! Sites in memory: the files of a folder, and what is read and built from them.

use std::collections::BTreeMap;
use std::path::Path;

use ir_site::date::{Instant, Zone};
use ir_site::diag::human;
use ir_site::output::Artefact;
use ir_site::render::theme::Theme;
use ir_site::render::{self, Options};
use ir_site::resolve::Site;
use ir_site::source::{SitePath, Snapshot};
use walkdir::WalkDir;

/// Files by path: those of a site's folders, or those of a built site.
pub(crate) type Files = BTreeMap<String, Vec<u8>>;

/// The repository's own site.
pub(crate) const EPICEPT: &str = ".";

/// The `content/`, `static/` and `templates/` of a folder of the repository.
pub(crate) fn files(root: &str) -> Files {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(root);
    let mut files = Files::new();
    for folder in ["content", "static", "templates"].map(|name| root.join(name)) {
        for entry in WalkDir::new(&folder).into_iter().filter(|_| folder.exists()) {
            let entry = entry.expect("the folder can be read");
            if entry.file_type().is_file() {
                let path = entry.path().strip_prefix(&root).expect("it lies in the root");
                let path = path.to_str().expect("names are UTF-8").replace('\\', "/");
                files.insert(path, std::fs::read(entry.path()).expect("the file can be read"));
            }
        }
    }
    files
}

/// The same as the program holds them.
pub(crate) fn snapshot(files: &Files) -> Snapshot {
    let file = |(path, bytes): (&String, &Vec<u8>)| (SitePath::fixed(path), bytes.clone());
    files.iter().map(file).collect()
}

/// An instant as `--as-of` takes it.
pub(crate) fn instant(as_of: &str, zone: &Zone) -> Instant {
    Instant::parse_as_of(as_of, zone).unwrap_or_else(|error| panic!("{as_of}: {}", error.message))
}

/// The site at an instant. Content with an error is refused, and says why.
pub(crate) fn read(files: &Files, as_of: &str) -> Site {
    sound(&snapshot(files), as_of).0
}

/// Every file of the built site at an instant.
pub(crate) fn build(files: &Files, as_of: &str) -> Files {
    let files = snapshot(files);
    let (site, theme) = sound(&files, as_of);
    let options = Options { base_url: site.edition.company.base_url.clone(), preview: false };
    let output = match render::render(&site, &files, &theme, &options) {
        Ok(output) => output,
        Err(found) => panic!("{:?}", found.iter().collect::<Vec<_>>()),
    };
    let bytes = |artefact: &Artefact<'_>| match artefact.bytes() {
        Ok(bytes) => bytes.into_owned(),
        Err(found) => panic!("{found:?}"),
    };
    output.iter().map(|(path, artefact)| (path.to_string(), bytes(artefact))).collect()
}

fn sound(files: &Snapshot, as_of: &str) -> (Site, Theme) {
    let at = |zone: &Zone| Ok::<_, ()>(instant(as_of, zone));
    let audit = ir_site::audit(files, at).expect("the instant can be read");
    let report = human::render(&audit.report, files, false, true);
    assert!(!audit.report.has_errors(), "as of {as_of}:\n{report}");
    (audit.site.expect("content without errors is a site"), audit.theme.expect("as is a theme"))
}
