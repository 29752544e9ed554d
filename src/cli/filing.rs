//! `ir-site check FILE…`: filings that belong to no site, ticked and tied.

use std::path::PathBuf;

use super::{Exit, ReportFormat, Terminal};
use crate::diag::{Diagnostics, Report, Severity, github, human, json, sarif};
use crate::import;
use crate::loose::{self, Audited};
use crate::shell::ShellError;
use crate::shell::import as disk;
use crate::source::Snapshot;

/// Checks each file by itself. Warnings about figures are what one asks for here, so any of them is exit code 1.
pub(super) fn check(
    named: &[PathBuf],
    format: ReportFormat,
    terminal: &mut Terminal,
) -> Result<Exit, ShellError> {
    let mut exit = Exit::Clean;
    for path in disk::inputs(named)? {
        let bytes = disk::bytes(&path)?;
        let name = super::import::name_of(&path);
        let audited = match import::import(&name, &bytes, None) {
            Ok(imported) => loose::audit(&imported, &bytes),
            Err(found) => {
                let mut diagnostics = Diagnostics::default();
                diagnostics.push(*found);
                let files = Snapshot::default();
                print(&Report::new(diagnostics, &[], &files, true), &files, format, terminal)?;
                exit = Exit::Content;
                continue;
            }
        };
        print(&audited.report, &audited.files, format, terminal)?;
        if matches!(format, ReportFormat::Human) {
            terminal.say(&summary(&audited));
        }
        if audited.report.has_errors() || audited.report.count(Severity::Warning) > 0 {
            exit = Exit::Content;
        }
    }
    Ok(exit)
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
    format!(
        "{}\n  read: {}, {}\n  holds: {}{}\n  found: {found}\n",
        plan.title,
        plural(plan.statements, "statement", "statements"),
        plural(plan.cells, "cell", "cells"),
        plural(holds, "relation", "relations"),
        if holds > 0 { " (--verbose lists them)" } else { "" },
    )
}
