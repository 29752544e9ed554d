//! `ir-site new`

#![expect(clippy::disallowed_methods, reason = "the shell is where the world is touched")]

use std::io::{BufRead, IsTerminal, Read};
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};

use super::{Exit, Terminal};
use crate::diag::{Diagnostics, Report, Severity};
use crate::import::{self, Pasted};
use crate::load;
use crate::model::statement::StatementKind;
use crate::record::{self, Candidate, Event, Filing, When};
use crate::schema::{self, Shape};
use crate::shell::{ShellError, files, snapshot};
use crate::source::{SitePath, Snapshot};

#[derive(Args, Debug)]
pub(super) struct New {
    #[command(subcommand)]
    kind: Kind,
}

#[derive(Subcommand, Debug)]
enum Kind {
    /// A release, report or presentation
    Filing(NewFiling),
    /// A call, meeting or deadline
    Event(NewEvent),
    /// A candidate of the pipeline
    Candidate(NewCandidate),
    /// A free page
    Page(NewPage),
    /// A table of figures, pasted from a spreadsheet
    Statement(NewStatement),
}

#[derive(Args, Debug)]
struct NewFiling {
    /// The title
    #[arg(long)]
    title: Option<String>,
    /// When it is public: "2026-11-12 16:05" in the company's zone; without it a draft
    #[arg(long, value_name = "MOMENT")]
    published: Option<String>,
    /// Its permanent name, by which other records name it [default: made of the title]
    #[arg(long)]
    id: Option<String>,
    #[arg(long, value_parser = words("document", "kind"), help = "What it is about")]
    kind: Option<String>,
    /// The period that it reports on, such as 2026-Q3
    #[arg(long)]
    period: Option<String>,
    /// The form of the SEC, such as 8-K
    #[arg(long)]
    form: Option<String>,
}

#[derive(Args, Debug)]
struct NewEvent {
    /// The title
    #[arg(long)]
    title: Option<String>,
    /// When it begins: "2026-11-12 16:30" in the company's zone
    #[arg(long, value_name = "MOMENT")]
    starts: Option<String>,
    #[arg(long, value_parser = words("event", "kind"), help = "What it is")]
    kind: Option<String>,
    /// Where
    #[arg(long)]
    place: Option<String>,
    #[command(flatten)]
    when: Public,
}

#[derive(Args, Debug)]
struct NewCandidate {
    /// Its name
    #[arg(long)]
    name: Option<String>,
    /// What it is to treat
    #[arg(long)]
    indication: Option<String>,
    /// The phase, such as "Phase 2"
    #[arg(long)]
    phase: Option<String>,
    /// How the phase stands, such as planned or "under way"
    #[arg(long)]
    state: Option<String>,
    #[command(flatten)]
    when: Public,
}

#[derive(Args, Debug)]
struct NewPage {
    /// The title
    #[arg(long)]
    title: Option<String>,
    #[command(flatten)]
    when: Public,
}

#[derive(Args, Debug)]
struct NewStatement {
    /// Which: income, balance-sheet, cash-flows, equity, or other-NAME
    #[arg(value_name = "STATEMENT")]
    kind: String,
    /// The file that holds the paste, cells between tabs [default: what is pasted here]
    #[arg(value_name = "FILE")]
    paste: Option<PathBuf>,
    /// The id of the document that prints it
    #[arg(long, value_name = "ID")]
    filing: Option<String>,
}

/// When a record is public; with neither it is a draft.
#[derive(Args, Debug)]
struct Public {
    /// Public with the document of this id
    #[arg(long, value_name = "ID", conflicts_with = "published")]
    filing: Option<String>,
    /// Public from this time on: "2026-11-12 16:05"; with neither a draft
    #[arg(long, value_name = "MOMENT")]
    published: Option<String>,
}

impl Public {
    fn when(&self) -> When {
        match (&self.filing, &self.published) {
            (Some(id), _) => When::Filing(id.clone()),
            (None, Some(at)) => When::Published(at.clone()),
            (None, None) => When::Draft,
        }
    }
}

/// The words that a key takes, as its schema has them.
fn words(kind: &str, key: &str) -> Vec<&'static str> {
    let shape = schema::find(kind).map(|kind| &kind.shape);
    let Some(Shape::Map(object)) = shape else { return Vec::new() };
    match object.keys.iter().find(|known| known.name == key).map(|known| &known.shape) {
        Some(Shape::Words(words)) => words(),
        _ => Vec::new(),
    }
}

impl New {
    pub(super) fn run(&self, root: &Path, terminal: &mut Terminal) -> Result<Exit, ShellError> {
        let site = snapshot::read(root)?;
        let made = match &self.kind {
            Kind::Filing(new) => record::filing(&Filing {
                title: ask(terminal, "--title", "Title", new.title.as_ref())?,
                id: new.id.clone(),
                published: new.published.clone(),
                more: known(&[("kind", &new.kind), ("period", &new.period), ("form", &new.form)]),
            }),
            Kind::Event(new) => record::event(&Event {
                title: ask(terminal, "--title", "Title", new.title.as_ref())?,
                starts: ask(
                    terminal,
                    "--starts",
                    "Starts, such as 2026-11-12 16:30",
                    new.starts.as_ref(),
                )?,
                when: new.when.when(),
                more: known(&[("kind", &new.kind), ("place", &new.place)]),
            }),
            Kind::Candidate(new) => record::candidate(&Candidate {
                name: ask(terminal, "--name", "Name", new.name.as_ref())?,
                indication: ask(terminal, "--indication", "Indication", new.indication.as_ref())?,
                phase: ask(terminal, "--phase", "Phase, such as Phase 2", new.phase.as_ref())?,
                state: new.state.clone(),
                when: new.when.when(),
            }),
            Kind::Page(new) => record::page(
                &ask(terminal, "--title", "Title", new.title.as_ref())?,
                &new.when.when(),
            ),
            Kind::Statement(new) => return new.run(root, site, terminal),
        };
        write(root, site, made, terminal)
    }
}

impl NewStatement {
    fn run(
        &self,
        root: &Path,
        site: Snapshot,
        terminal: &mut Terminal,
    ) -> Result<Exit, ShellError> {
        let value =
            |of, message: String, help: String| ShellError::Value { of, message, help: Some(help) };
        let kind = StatementKind::parse(&self.kind).ok_or_else(|| {
            let help = "use income, balance-sheet, cash-flows, equity, or other-NAME";
            value("STATEMENT", format!("`{}` is no statement", self.kind), help.into())
        })?;
        let desk = load::desk(&site);
        let folder = self.folder(&desk)?;
        let (text, name) = self.text(terminal)?;
        let path = SitePath::parse(&name).unwrap_or_else(|| SitePath::fixed("paste.tsv"));
        let pasted = match import::paste(&path, &text, &kind, &desk.year_end, &desk.currency) {
            Ok(pasted) => pasted,
            Err(found) => {
                let mut diags = Diagnostics::default();
                diags.extend(found);
                let mut shown = Snapshot::default();
                shown.insert(path, text.into_bytes());
                terminal.report(&Report::new(diags, &[], &shown, false), &shown);
                terminal.say("nothing is written\n");
                return Ok(Exit::Content);
            }
        };
        let target = SitePath::fixed(&format!("content/filings/{folder}/{}.csv", kind.name()));
        let exit = write(root, site, (target, pasted.csv.clone()), terminal)?;
        if exit == Exit::Clean {
            Self::tell(&pasted, &kind, &desk, terminal);
        }
        Ok(exit)
    }

    /// The folder of the document; without a flag that of the only one.
    fn folder<'d>(&self, desk: &'d load::Desk) -> Result<&'d str, ShellError> {
        let known: Vec<&str> = desk.folders.keys().map(String::as_str).collect();
        let fail = |message: String| {
            let help = match known.as_slice() {
                [] => "begin the document first: ir-site new filing".to_owned(),
                known => format!("the documents are: {}", known.join(", ")),
            };
            ShellError::Value { of: "--filing", message, help: Some(help) }
        };
        let id = match (&self.filing, known.as_slice()) {
            (Some(id), _) => id.as_str(),
            (None, [only]) => only,
            (None, _) => return Err(fail("say which document prints this statement".into())),
        };
        let folder = desk.folders.get(id).map(String::as_str);
        folder.ok_or_else(|| fail(format!("no document has the id `{id}`")))
    }

    /// The paste and what it is called.
    fn text(&self, terminal: &mut Terminal) -> Result<(String, String), ShellError> {
        let (bytes, name) = if let Some(file) = &self.paste {
            let failed = |source| ShellError::Io { doing: "read", path: file.clone(), source };
            (std::fs::read(file).map_err(failed)?, file.to_string_lossy().into_owned())
        } else {
            if std::io::stdin().is_terminal() {
                let end = if cfg!(windows) { "Ctrl+Z and Enter" } else { "Ctrl+D" };
                terminal.say(&format!("Paste the table, then press Enter and {end}:\n"));
            }
            let mut bytes = Vec::new();
            let failed =
                |source| ShellError::Io { doing: "read", path: "the paste".into(), source };
            std::io::stdin().lock().read_to_end(&mut bytes).map_err(failed)?;
            (bytes, "paste.tsv".into())
        };
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&bytes);
        let text = std::str::from_utf8(bytes).map_err(|_| ShellError::Value {
            of: "FILE",
            message: "this is not text in UTF-8".into(),
            help: Some(
                "copy the cells and paste them into a text file, or save it as UTF-8".into(),
            ),
        })?;
        Ok((text.to_owned(), name))
    }

    /// What an editor is to look at: the periods, the concepts, the scale.
    fn tell(pasted: &Pasted, kind: &StatementKind, desk: &load::Desk, terminal: &mut Terminal) {
        let (with, all) = pasted.concepts;
        terminal.say(&format!("columns: {}\n", pasted.heads.join(", ")));
        terminal
            .say(&format!("{with} of {all} lines make facts; `concept` in the file says which\n"));
        for finding in &pasted.found {
            terminal.say(&format!("warning: {}\n", finding.message));
        }
        match pasted.scale {
            Some(scale) if scale != desk.scale.word() => terminal.say(&format!(
                "the paste says {scale}; the site takes {}: add `statements: {{{}: {{scale: {scale}}}}}` to index.md\n",
                desk.scale.word(),
                kind.name()
            )),
            Some(_) => {}
            None => terminal.say(&format!("the figures are taken in {}, as company.yaml has it\n", desk.scale.word())),
        }
        if pasted.currency != desk.currency {
            terminal.say(&format!(
                "the paste says {0}; the site takes {1}: add `statements: {{{2}: {{currency: {0}}}}}` to index.md\n",
                pasted.currency,
                desk.currency,
                kind.name()
            ));
        }
    }
}

fn known(keys: &[(&'static str, &Option<String>)]) -> Vec<(&'static str, String)> {
    keys.iter().filter_map(|(key, value)| Some((*key, (*value).clone()?))).collect()
}

/// The value of a flag, else what is answered at the terminal.
fn ask(
    terminal: &mut Terminal,
    flag: &'static str,
    question: &str,
    given: Option<&String>,
) -> Result<String, ShellError> {
    let given = match given {
        Some(given) => given.clone(),
        None if std::io::stdin().is_terminal() => {
            terminal.say(&format!("{question}: "));
            let mut line = String::new();
            // What cannot be read is an empty answer, which is refused below.
            let _ = std::io::stdin().lock().read_line(&mut line);
            line
        }
        None => String::new(),
    };
    let given = given.split_whitespace().collect::<Vec<_>>().join(" ");
    if given.is_empty() {
        return Err(ShellError::Value {
            of: flag,
            message: "this is needed".into(),
            help: Some(format!("write {flag} \"…\", or run this in a terminal and answer")),
        });
    }
    Ok(given)
}

/// Writes a record, unless it would bring a mistake into the site.
fn write(
    root: &Path,
    mut site: Snapshot,
    (path, text): (SitePath, String),
    terminal: &mut Terminal,
) -> Result<Exit, ShellError> {
    let new = vec![(path.to_string(), text.clone())];
    if site.get(&path).is_some() {
        return files::create(root, &new).map(|()| Exit::Clean);
    }
    let errors = |site: &Snapshot| -> Vec<_> {
        load::load(site).1.into_iter().filter(|d| d.severity == Severity::Error).collect()
    };
    let before = errors(&site);
    site.insert(path.clone(), text.into_bytes());
    let mut found = Diagnostics::default();
    found.extend(errors(&site).into_iter().filter(|error| !before.contains(error)));
    if found.has_errors() {
        terminal.report(&Report::new(found, &[], &site, false), &site);
        terminal.say("nothing is written\n");
        return Ok(Exit::Content);
    }
    files::create(root, &new)?;
    terminal.print(format!("{path}\n").as_bytes())?;
    Ok(Exit::Clean)
}
