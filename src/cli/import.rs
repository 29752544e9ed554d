//! `ir-site import`: filings from the disk through the importer, onto the disk or standard output.

use std::io::IsTerminal;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::columns::columns;
use super::{Exit, Terminal};
use crate::diag::{Diagnostic, Diagnostics, Report, code};
use crate::import::{self, Imported, Plan, Site};
use crate::load::Known;
use crate::shell::import::{self as disk, State};
use crate::shell::{ShellError, snapshot};
use crate::source::{SitePath, Snapshot, Span};

/// What is asked.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  ir-site import release.htm                 write content/filings/<date>-<headline>/
  ir-site import --dry-run filings/          show what every file of a folder would become
  ir-site import --format json release.txt   print what was read, one JSON object per file")]
pub(super) struct Import {
    /// Releases, reports or whole submissions as text, HTML or SGML; of a folder, every file in it
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// The folder of the site to write into, if not --root
    #[arg(long, value_name = "SITE_ROOT", conflicts_with = "format")]
    into: Option<PathBuf>,
    /// Print what was read instead of writing content: one JSON object per file, one a line
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// Show what would be written, and write nothing
    #[arg(long, conflicts_with = "format")]
    dry_run: bool,
    /// Overwrite files that were changed since they were imported
    #[arg(long, conflicts_with = "format")]
    force: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Json,
}

/// One line of the summary.
struct Line {
    file: String,
    record: String,
    statements: usize,
    cells: usize,
    findings: usize,
    state: String,
}

impl Import {
    pub(super) fn run(&self, root: &Path, terminal: &mut Terminal) -> Result<Exit, ShellError> {
        let files = disk::inputs(&self.files)?;
        if files.is_empty() {
            terminal.say("there is no file to import\n");
            return Ok(Exit::Content);
        }
        match self.format {
            Some(Format::Json) => json(&files, terminal),
            None => self.write(&files, self.into.as_deref().unwrap_or(root), terminal),
        }
    }

    fn write(
        &self,
        files: &[PathBuf],
        root: &Path,
        terminal: &mut Terminal,
    ) -> Result<Exit, ShellError> {
        let mut known = Known::of(&snapshot::read(root)?);
        let (Some(year_end), Some(zone)) = (known.year_end.clone(), known.zone.clone()) else {
            terminal.say("error: content/company.yaml cannot be read, and periods mean nothing without its fiscal year\n  help: run `ir-site check`, or begin a site with `ir-site init`\n");
            return Ok(Exit::Content);
        };
        let mut exit = Exit::Clean;
        let mut lines = Vec::new();
        let progress = Progress::over(files.len());
        for path in files {
            progress.at(path);
            let bytes = disk::bytes(path)?;
            let imported = match import::import(&name_of(path), &bytes, Some(&year_end)) {
                Ok(imported) => imported,
                Err(found) => {
                    progress.aside(|| refused(*found, terminal));
                    lines.push(Line::refused(path));
                    exit = Exit::Content;
                    continue;
                }
            };
            let digest = crate::digest::sha256(&bytes);
            let again = known.originals.get(&digest).cloned();
            let site = Site {
                year_end: &year_end,
                currency: known.currency.as_deref().unwrap_or("USD"),
                zone: &zone,
                ids: &known.ids,
                folders: &known.folders,
                again: again.as_ref(),
                undated: None,
            };
            let plan = import::plan(&imported, &bytes, &site);
            let states = disk::compare(&plan, root, again.is_some(), self.force)?;
            if !self.dry_run {
                disk::write(&plan, &states, root)?;
            }
            let line = Line::of(path, &plan, &states, self.dry_run);
            progress.aside(|| report(&imported, &plan, &states, terminal));
            known.ids.insert(plan.id.clone());
            known.folders.insert(plan.folder.clone());
            known.originals.insert(digest, (plan.folder.clone(), plan.id.clone()));
            lines.push(line);
        }
        drop(progress);
        terminal.print(table(&lines).as_bytes())?;
        if exit == Exit::Clean && !self.dry_run {
            terminal.say("next: look at what was written, then run `ir-site check`\n");
        }
        Ok(exit)
    }
}

fn json(files: &[PathBuf], terminal: &mut Terminal) -> Result<Exit, ShellError> {
    let mut exit = Exit::Clean;
    for path in files {
        let bytes = disk::bytes(path)?;
        match import::import(&name_of(path), &bytes, None) {
            Ok(imported) => {
                let line = format!("{}\n", imported.json(&path.to_string_lossy()));
                terminal.print(line.as_bytes())?;
            }
            Err(found) => {
                refused(*found, terminal);
                exit = Exit::Content;
            }
        }
    }
    Ok(exit)
}

/// Says why an input is no filing: there is no source line to show.
fn refused(found: Diagnostic, terminal: &mut Terminal) {
    let mut diagnostics = Diagnostics::default();
    diagnostics.push(found);
    let files = Snapshot::default();
    terminal.report(&Report::new(diagnostics, &[], &files, true), &files);
}

/// What wants to be looked at, at its places in the input; and what was left alone.
fn report(imported: &Imported, plan: &Plan, states: &[State], terminal: &mut Terminal) {
    let mut files = Snapshot::default();
    files.insert_text(imported.path.clone(), &imported.text);
    let mut found = plan.found.clone();
    for (file, state) in plan.files.iter().zip(states) {
        if *state == State::Kept {
            let message =
                format!("{} differs from what the filing gives, and is left as it is", file.path);
            let finding = Diagnostic::warning(code::EDITED, Span::file(&file.path), message);
            found.push(finding.help("to give up what was changed, import with --force"));
        }
    }
    terminal.report(&Report::new(found, &[], &files, true), &files);
}

impl Line {
    fn of(path: &Path, plan: &Plan, states: &[State], dry: bool) -> Self {
        let count = |state: State| states.iter().filter(|s| **s == state).count();
        let (new, same) = (count(State::New), count(State::Same));
        let (kept, replaced) = (count(State::Kept), count(State::Replaced));
        let mut parts = Vec::new();
        for (number, word) in
            [(new, "new"), (replaced, "replaced"), (same, "unchanged"), (kept, "kept as edited")]
        {
            if number > 0 {
                parts.push(format!("{number} {word}"));
            }
        }
        let state = if dry { format!("would be: {}", parts.join(", ")) } else { parts.join(", ") };
        Self {
            file: path.to_string_lossy().into_owned(),
            record: format!("content/filings/{}/", plan.folder),
            statements: plan.statements,
            cells: plan.cells,
            findings: plan.found.warnings(),
            state,
        }
    }

    fn refused(path: &Path) -> Self {
        let file = path.to_string_lossy().into_owned();
        Self {
            file,
            record: String::new(),
            statements: 0,
            cells: 0,
            findings: 0,
            state: "not read".into(),
        }
    }
}

/// One row for each input, columns aligned.
fn table(lines: &[Line]) -> String {
    let head = ["file", "record", "statements", "cells", "to look at", "files"].map(str::to_owned);
    let mut rows = vec![head];
    rows.extend(lines.iter().map(|line| {
        [
            line.file.clone(),
            line.record.clone(),
            line.statements.to_string(),
            line.cells.to_string(),
            line.findings.to_string(),
            line.state.clone(),
        ]
    }));
    columns(&rows, &[2, 3, 4])
}

/// A line on the terminal that says how far the work is; nothing where nobody watches.
struct Progress(Option<indicatif::ProgressBar>);

impl Progress {
    fn over(files: usize) -> Self {
        if files < 2 || !std::io::stderr().is_terminal() {
            return Self(None);
        }
        let bar = indicatif::ProgressBar::new(u64::try_from(files).unwrap_or_default());
        let style = indicatif::ProgressStyle::with_template("{bar:30} {pos}/{len} {wide_msg}");
        Self(Some(style.map_or_else(|_| bar.clone(), |style| bar.clone().with_style(style))))
    }

    fn at(&self, path: &Path) {
        if let Some(bar) = &self.0 {
            bar.set_message(path.to_string_lossy().into_owned());
            bar.inc(1);
        }
    }

    /// Lets something else write to the terminal.
    fn aside(&self, write: impl FnOnce()) {
        match &self.0 {
            Some(bar) => bar.suspend(write),
            None => write(),
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(bar) = &self.0 {
            bar.finish_and_clear();
        }
    }
}

/// A name for places: the path as it was given where it can be one of a site, else the file's name.
pub(super) fn name_of(path: &Path) -> SitePath {
    let text = path.to_string_lossy().replace('\\', "/");
    let file = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let text = text.trim_start_matches("./");
    SitePath::parse(text)
        .or_else(|| SitePath::parse(&file))
        .unwrap_or_else(|| SitePath::fixed("input"))
}
