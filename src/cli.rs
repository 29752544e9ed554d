//! The command line: what can be asked, and what is answered.

#![expect(clippy::disallowed_methods, reason = "the shell is where the world is touched")]

mod columns;
mod examples;
mod filing;
mod import;
mod init;
mod new;
mod schema;
mod serve;

use std::io::Write;
use std::path::PathBuf;

use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};

use self::columns::columns;
use crate::check::explain;
use crate::diag::{Diagnostics, Report, Severity, github, human, json, sarif};
use crate::load::{Held, site_address};
use crate::model::concept;
use crate::render::data::{self, FactLine};
use crate::render::{self, Options};
use crate::shell::publish::{self, PublishError};
use crate::shell::{ShellError, clock, snapshot};
use crate::source::Snapshot;
use crate::{Audit, audit, rehearse};

/// Builds investor-relations sites in which every figure ties to its filing.
#[derive(Parser, Debug)]
#[command(name = "ir-site", version, max_term_width = 100)]
#[command(
    after_help = "A new site: ir-site init my-ir. Exit codes: 0 clean, 1 the content has errors, 2 usage or environment."
)]
pub struct Cli {
    /// The site's folder: the one that holds content/
    #[arg(long, global = true, value_name = "DIR", default_value = ".")]
    root: PathBuf,
    /// Say more: information, accepted findings, and what holds
    #[arg(long, short, global = true)]
    verbose: bool,
    /// When to use colours
    #[arg(long, global = true, value_enum, default_value_t = Color::Auto)]
    color: Color,
    #[command(subcommand)]
    command: Command,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Color {
    Auto,
    Always,
    Never,
}

#[derive(Subcommand, Debug)]
enum Command {
    /// Make a new site, with an example of each kind
    #[command(after_help = examples::INIT)]
    Init(init::Init),
    /// Begin a new record: a filing, an event, a candidate, a page
    #[command(after_help = examples::NEW)]
    New(new::New),
    /// Build the site
    #[command(after_help = examples::BUILD)]
    Build(Build),
    /// Find mistakes without writing a site
    #[command(after_help = examples::CHECK)]
    Check(Check),
    /// Show the site in a browser, and again after every change
    #[command(after_help = examples::SERVE)]
    Serve(serve::Serve),
    /// Print every figure with its source
    #[command(after_help = examples::FACTS)]
    Facts(Facts),
    /// Print the JSON Schema of a kind of file, for editors
    #[command(after_help = examples::SCHEMA)]
    Schema(schema::Schema),
    /// Read filings as they were filed into content
    Import(import::Import),
    /// Print what a shell needs to complete commands and flags
    #[command(after_help = examples::COMPLETIONS)]
    Completions {
        /// Which shell
        shell: clap_complete::Shell,
    },
}

#[derive(Args, Debug)]
struct Build {
    #[arg(
        long,
        value_name = "DIR",
        help = "The folder to write [default: site in the site's folder; with --preview: preview]"
    )]
    out: Option<PathBuf>,
    /// Where the site will be served, if not where company.yaml says
    #[arg(long, value_name = "URL")]
    base_url: Option<String>,
    #[arg(
        long,
        value_name = "INSTANT",
        help = "The instant to build for: 2006-08-02, \"2006-08-03 09:00\" or RFC 3339 [default: SOURCE_DATE_EPOCH, else now]"
    )]
    as_of: Option<String>,
    /// Build a site to look at, marked as not published; the instant may lie ahead
    #[arg(long)]
    preview: bool,
    /// Fail on warnings too
    #[arg(long)]
    strict: bool,
}

#[derive(Args, Debug)]
struct Check {
    /// Filings that belong to no site, as text, HTML or SGML; without any, the site is checked
    #[arg(value_name = "FILE", conflicts_with_all = ["as_of", "explain"])]
    files: Vec<PathBuf>,
    /// The instant to check for; it may lie ahead
    #[arg(long, value_name = "INSTANT")]
    as_of: Option<String>,
    /// How to print what is found
    #[arg(long, value_enum, default_value_t = ReportFormat::Human)]
    format: ReportFormat,
    /// Explain a finding, such as IR104, and check nothing
    #[arg(long, value_name = "CODE")]
    explain: Option<String>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum ReportFormat {
    /// For people: the line, the place in it, and the way out
    Human,
    /// One object for programs
    Json,
    /// SARIF 2.1.0, for services that gather findings
    Sarif,
    /// Annotations of GitHub Actions
    Github,
}

#[derive(Args, Debug)]
struct Facts {
    /// Only these: elements or aliases, such as `NetIncomeLoss` or cash
    concepts: Vec<String>,
    /// How to print them
    #[arg(long, value_enum, default_value_t = FactsFormat::Table)]
    format: FactsFormat,
    /// The instant at which they are public
    #[arg(long, value_name = "INSTANT")]
    as_of: Option<String>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum FactsFormat {
    Table,
    Csv,
    Json,
}

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// Nothing stands in the way.
    Clean,
    /// The content has errors.
    Content,
    /// The call or the environment is at fault.
    Environment,
}

impl Exit {
    /// The process's exit code.
    #[must_use]
    pub fn code(self) -> u8 {
        match self {
            Self::Clean => 0,
            Self::Content => 1,
            Self::Environment => 2,
        }
    }
}

impl Cli {
    /// Does what was asked.
    #[must_use]
    pub fn run(&self) -> Exit {
        let choice = match self.color {
            Color::Auto => anstream::ColorChoice::Auto,
            Color::Always => anstream::ColorChoice::Always,
            Color::Never => anstream::ColorChoice::Never,
        };
        let mut terminal = Terminal {
            out: anstream::AutoStream::new(std::io::stdout(), choice),
            err: anstream::AutoStream::new(std::io::stderr(), choice),
            verbose: self.verbose,
        };
        let done = match &self.command {
            Command::Init(init) => init.run(&mut terminal),
            Command::New(new) => new.run(&self.root, &mut terminal),
            Command::Build(build) => self.build(build, &mut terminal),
            Command::Check(check) => self.check(check, &mut terminal),
            Command::Serve(serve) => serve.run(&self.root, &mut terminal),
            Command::Facts(facts) => self.facts(facts, &mut terminal),
            Command::Schema(schema) => schema.run(&mut terminal),
            Command::Import(import) => import.run(&self.root, &mut terminal),
            Command::Completions { shell } => completions(*shell, &mut terminal),
        };
        done.unwrap_or_else(|error| {
            terminal.say(&format!("error: {error}\n"));
            Exit::Environment
        })
    }

    fn build(&self, build: &Build, terminal: &mut Terminal) -> Result<Exit, ShellError> {
        let files = snapshot::read(&self.root)?;
        let base_url = build.base_url.as_deref().map(base_url).transpose()?;
        let instant = if build.preview { clock::instant } else { clock::deployable };
        let audit = audit(&files, |zone| instant(build.as_of.as_deref(), zone))?;
        terminal.report(&audit.report, &files);
        let failed =
            audit.report.has_errors() || build.strict && audit.report.count(Severity::Warning) > 0;
        let Audit { site: Some(site), theme: Some(theme), held, report } = &audit else {
            return Ok(terminal.not_built(&audit.report));
        };
        if failed {
            return Ok(terminal.not_built(report));
        }
        let base_url = base_url.unwrap_or_else(|| site.edition.company.base_url.clone());
        let options = Options { base_url, preview: build.preview };
        let folder = if build.preview { "preview" } else { "site" };
        let out = build.out.clone().unwrap_or_else(|| self.root.join(folder));
        let output = match render::render(site, &files, theme, &options) {
            Ok(output) => output,
            Err(found) => return Ok(terminal.late(found, &files)),
        };
        match publish::publish(&output, &self.root, &out) {
            Ok(()) => {
                let shown = out.strip_prefix(".").unwrap_or(&out);
                terminal.say(&format!("built {}: {} files\n", shown.display(), output.len()));
                if build.preview {
                    terminal.say("a preview: every page says so; it must not be deployed\n");
                }
                let tally = human::tally(report);
                if !tally.is_empty() {
                    terminal.say(&format!("{tally}\n"));
                }
                terminal.held(held);
                Ok(Exit::Clean)
            }
            Err(PublishError::Content(found)) => Ok(terminal.late(found, &files)),
            Err(PublishError::Shell(error)) => Err(error),
        }
    }

    fn check(&self, check: &Check, terminal: &mut Terminal) -> Result<Exit, ShellError> {
        if let Some(code) = &check.explain {
            let text = explain::explain(code).ok_or_else(|| unknown_code(code))?;
            terminal.print(text.as_bytes())?;
            return Ok(Exit::Clean);
        }
        if !check.files.is_empty() {
            return filing::check(&check.files, check.format, terminal);
        }
        let files = snapshot::read(&self.root)?;
        let Audit { site, theme, report, .. } =
            audit(&files, |zone| clock::instant(check.as_of.as_deref(), zone))?;
        let mut report = report;
        if let (Some(site), Some(theme), false) = (&site, &theme, report.has_errors()) {
            rehearse(site, theme, &files, &mut report);
        }
        match check.format {
            ReportFormat::Human => {
                terminal.report(&report, &files);
                if self.verbose {
                    terminal.say(&human::confirmed(&report, &files));
                    let unbound = site.as_ref().map(|site| crate::check::unbound(site, &report));
                    terminal.say(&human::unbound(&unbound.unwrap_or_default(), &files));
                }
                let tally = human::tally(&report);
                let tally = if tally.is_empty() { "no findings" } else { &tally };
                terminal.say(&format!("{tally}\n"));
            }
            ReportFormat::Json => terminal.print(json::render(&report, &files).as_bytes())?,
            ReportFormat::Sarif => {
                terminal.print(sarif::render(&report, &files, &self.below()).as_bytes())?;
            }
            ReportFormat::Github => {
                let text = github::render(&report, &files, &self.below(), terminal.verbose);
                terminal.print(text.as_bytes())?;
            }
        }
        Ok(if report.has_errors() { Exit::Content } else { Exit::Clean })
    }

    /// The site's folder as other tools see it from where the program was started: empty for that very folder.
    fn below(&self) -> String {
        let parts = self.root.components().filter(|part| *part != std::path::Component::CurDir);
        let parts: Vec<_> = parts.map(|part| part.as_os_str().to_string_lossy()).collect();
        parts.join("/").replace("//", "/")
    }

    fn facts(&self, facts: &Facts, terminal: &mut Terminal) -> Result<Exit, ShellError> {
        let files = snapshot::read(&self.root)?;
        let audit = audit(&files, |zone| clock::instant(facts.as_of.as_deref(), zone))?;
        let Some(site) = audit.site.filter(|_| !audit.report.has_errors()) else {
            terminal.report(&audit.report, &files);
            terminal.say(&format!("{}\n", human::tally(&audit.report)));
            return Ok(Exit::Content);
        };
        let wanted: Vec<&str> = facts.concepts.iter().map(|word| concept::element(word)).collect();
        for (word, element) in facts.concepts.iter().zip(&wanted) {
            if !site.facts.concepts().any(|known| known == *element) {
                let known = concept::CONCEPTS.iter().map(|c| c.alias).chain(site.facts.concepts());
                return Err(ShellError::Value {
                    of: "CONCEPT",
                    message: format!("no public document reports `{word}`"),
                    help: crate::diag::nearest(word, known)
                        .map(|meant| format!("did you mean `{meant}`?")),
                });
            }
        }
        let mut lines = data::fact_lines(&site);
        lines.retain(|line| wanted.is_empty() || wanted.contains(&line.concept.as_str()));
        match facts.format {
            FactsFormat::Table => terminal.print(table(&lines).as_bytes())?,
            FactsFormat::Csv => terminal.print(&data::facts_csv(&lines))?,
            FactsFormat::Json => terminal.print(&data::facts_json(&lines))?,
        }
        Ok(Exit::Clean)
    }
}

fn unknown_code(text: &str) -> ShellError {
    let known = crate::diag::code::ALL.iter().map(|code| code.id());
    let near = crate::diag::nearest(text, known);
    ShellError::Value {
        of: "CODE",
        message: format!("there is no finding with the code `{text}`"),
        help: Some(near.map_or_else(
            || "every finding begins with its code, such as IR104".to_owned(),
            |meant| format!("did you mean `{meant}`?"),
        )),
    }
}

fn completions(shell: clap_complete::Shell, terminal: &mut Terminal) -> Result<Exit, ShellError> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "ir-site", &mut script);
    terminal.print(&script)?;
    Ok(Exit::Clean)
}

fn base_url(text: &str) -> Result<String, ShellError> {
    site_address(text).ok_or_else(|| ShellError::Value {
        of: "--base-url",
        message: format!("`{text}` is not the address of a site"),
        help: Some("write it as https://example.com/ir/".into()),
    })
}

/// Facts in columns, each with the cell that prints it.
fn table(lines: &[FactLine]) -> String {
    let row = |line: &FactLine| {
        let period = match &line.start {
            Some(start) => format!("{start}/{}", line.end),
            None => line.end.clone(),
        };
        let source = source(line);
        let value = line.value.clone().unwrap_or_else(|| "nil".into());
        [line.concept.clone(), period, value, line.unit.clone(), source]
    };
    let head = ["CONCEPT", "PERIOD", "VALUE", "UNIT", "SOURCE"].map(str::to_owned);
    let rows: Vec<[String; 5]> = std::iter::once(head).chain(lines.iter().map(row)).collect();
    columns(&rows, &[2])
}

/// `q2-2008 income:net-loss:1`; of a derived fact both inputs.
fn source(line: &FactLine) -> String {
    let parts = |text: &str| text.split(';').map(str::to_owned).collect::<Vec<_>>();
    let (filings, statements) = (parts(&line.filing), parts(&line.statement));
    let (rows, columns) = (parts(&line.row), parts(&line.column));
    let cells: Vec<String> = filings
        .iter()
        .zip(&statements)
        .zip(rows.iter().zip(&columns))
        .map(|((filing, statement), (row, column))| format!("{filing} {statement}:{row}:{column}"))
        .collect();
    if line.derived { format!("derived: {}", cells.join(" less ")) } else { cells.join("") }
}

/// Standard output and standard error.
struct Terminal {
    out: anstream::AutoStream<std::io::Stdout>,
    err: anstream::AutoStream<std::io::Stderr>,
    verbose: bool,
}

impl Terminal {
    /// To standard error; that nobody listens is no reason to fail.
    fn say(&mut self, text: &str) {
        let _ = self.err.write_all(text.as_bytes());
    }

    /// To standard output. A reader that has seen enough (`| head`) is no failure.
    fn print(&mut self, bytes: &[u8]) -> Result<(), ShellError> {
        match self.out.write_all(bytes).and_then(|()| self.out.flush()) {
            Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(ShellError::Io {
                doing: "write to",
                path: PathBuf::from("standard output"),
                source: error,
            }),
            _ => Ok(()),
        }
    }

    fn report(&mut self, report: &Report, files: &Snapshot) {
        let text = human::render(report, files, true, self.verbose);
        self.say(&text);
    }

    fn not_built(&mut self, report: &Report) -> Exit {
        self.say(&format!("not built: {}\n", human::tally(report)));
        Exit::Content
    }

    /// What was found only while pages were made.
    fn late(&mut self, found: Diagnostics, files: &Snapshot) -> Exit {
        let report = Report::new(found, &[], files, true);
        self.report(&report, files);
        self.not_built(&report)
    }

    /// What is not public yet. In a log that others may read, only how much it is.
    fn held(&mut self, held: &[Held]) {
        if held.is_empty() {
            return;
        }
        let drafts = held.iter().filter(|record| record.until.is_none()).count();
        if std::env::var_os("CI").is_some() {
            let dated = held.len() - drafts;
            let word = if drafts == 1 { "draft" } else { "drafts" };
            self.say(&format!("held back: {dated} until their time, {drafts} {word}\n"));
            return;
        }
        let mut text = String::from("held back:\n");
        for record in held {
            let until = match &record.until {
                Some(until) if until.has_time() => format!("until {}", until.long()),
                Some(until) => format!("until the end of {}", until.long()),
                None => "a draft".into(),
            };
            text.push_str(&format!("  {} ({}): {until}\n", record.what, record.span.path));
        }
        self.say(&text);
    }
}
