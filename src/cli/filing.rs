//! `ir-site check FILE…`: filings that belong to no site, ticked and tied.

use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};

use super::{Exit, ReportFormat, Terminal};
use crate::diag::{Confirmed, Diagnostics, Report, Severity, github, human, json, sarif};
use crate::import;
use crate::loose::{self, Audited};
use crate::shell::ShellError;
use crate::shell::import as disk;
use crate::source::{SitePath, Snapshot};

/// Checks each file by itself. Warnings about figures are what one asks for here, so any of them is exit code 1. People
/// get a report for each file, programs one for all.
pub(super) fn check(
    named: &[PathBuf],
    format: ReportFormat,
    terminal: &mut Terminal,
) -> Result<Exit, ShellError> {
    let mut all = All::default();
    let mut sound = true;
    for path in disk::inputs(named)? {
        let bytes = disk::bytes(&path)?;
        let name = all.name(&path);
        let (report, files, summary) = match import::import(&name, &bytes, None) {
            Ok(imported) => {
                let audited = loose::audit(&imported, &bytes);
                let summary = summary(&audited);
                (audited.report, audited.files, summary)
            }
            Err(found) => {
                let mut diagnostics = Diagnostics::default();
                diagnostics.push(*found);
                let files = Snapshot::default();
                (Report::new(diagnostics, &[], &files, true), files, String::new())
            }
        };
        sound &= !report.has_errors() && report.count(Severity::Warning) == 0;
        if matches!(format, ReportFormat::Human) {
            if all.names.len() > 1 {
                terminal.say("\n");
            }
            print(&report, &files, format, terminal)?;
            terminal.say(&summary);
        } else {
            all.add(report, &files);
        }
    }
    if !matches!(format, ReportFormat::Human) {
        let report = Report::new(all.found, &[], &all.files, true).confirming(all.confirmed);
        print(&report, &all.files, format, terminal)?;
    }
    Ok(if sound { Exit::Clean } else { Exit::Content })
}

/// The reports of several files as one.
#[derive(Default)]
struct All {
    names: BTreeSet<SitePath>,
    files: Snapshot,
    found: Diagnostics,
    confirmed: Vec<Confirmed>,
}

impl All {
    /// A name for a file that no other has: of two with one name, the second keeps its folders, else gets a number.
    fn name(&mut self, path: &Path) -> SitePath {
        let short = super::import::name_of(path);
        let parts = path.components().filter_map(|part| match part {
            Component::Normal(part) => Some(part.to_string_lossy()),
            _ => None,
        });
        let whole = SitePath::parse(&parts.collect::<Vec<_>>().join("/"));
        let numbered = (2..).map_while(|count| SitePath::parse(&format!("{count}/{short}")));
        let mut names = std::iter::once(short.clone()).chain(whole).chain(numbered);
        names.find(|name| self.names.insert(name.clone())).unwrap_or(short)
    }

    fn add(&mut self, report: Report, files: &Snapshot) {
        for (path, _) in files.iter() {
            if let Some(text) = files.text(path) {
                self.files.insert_text(path.clone(), text);
            }
        }
        self.found.extend(report.diagnostics);
        self.confirmed.extend(report.confirmed);
    }
}

fn print(
    report: &Report,
    files: &Snapshot,
    format: ReportFormat,
    terminal: &mut Terminal,
) -> Result<(), ShellError> {
    match format {
        ReportFormat::Human => {
            terminal.report(report, files);
            if terminal.verbose {
                terminal.say(&human::confirmed(report, files));
            }
            Ok(())
        }
        ReportFormat::Json => terminal.print(json::render(report, files).as_bytes()),
        ReportFormat::Sarif => terminal.print(sarif::render(report, files, "").as_bytes()),
        ReportFormat::Github => {
            terminal.print(github::render(report, files, "", terminal.verbose).as_bytes())
        }
    }
}

/// What was read, what holds and what does not, in a few lines.
fn summary(audited: &Audited) -> String {
    let plan = &audited.plan;
    let holds = audited.report.confirmed.len();
    let found = human::tally(&audited.report);
    let found = if found.is_empty() { "no findings" } else { &found };
    let plural = |count: usize, one: &str, more: &str| {
        format!("{count} {}", if count == 1 { one } else { more })
    };
    if plan.statements == 0 {
        return format!(
            "{}\n  read: no statement; there is nothing to hold its words against\n  found: {found}\n",
            plan.title
        );
    }
    format!(
        "{}\n  read: {}, {}\n  holds: {}{}\n  found: {found}\n",
        plan.title,
        plural(plan.statements, "statement", "statements"),
        plural(plan.cells, "cell", "cells"),
        plural(holds, "relation", "relations"),
        if holds > 0 { " (--verbose lists them)" } else { "" },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_files_have_one_name() {
        let mut all = All::default();
        let named = ["a.txt", "../b/a.txt", "../a.txt", "../../a.txt", "a.txt"].map(Path::new);
        let names = named.map(|path| all.name(path).to_string());
        assert_eq!(names, ["a.txt", "b/a.txt", "2/a.txt", "3/a.txt", "4/a.txt"]);
    }
}
