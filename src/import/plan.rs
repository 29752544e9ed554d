//! What becomes of a filing in a site: a folder with the text, the statements and the file as filed.

use std::collections::BTreeSet;
use std::ops::Range;

use super::Imported;
use super::concepts::Kind;
use super::draft::{self, Dateline};
use super::filing::{Block, Text};
use super::json;
use super::names::Names;
use super::prose::{self, Written};
use super::reading::{Part, Reading};
use super::statement::{Statement, folded};
use super::sums;
use super::table::{self, Terms, scale_word};
use super::titles::{self, Role};
use crate::date::{Date, FiscalYearEnd, Part as YearPart, Period, Zone};
use crate::diag::{Diagnostic, Diagnostics, code};
use crate::digest;
use crate::model::document::Kind as About;
use crate::source::{Lines, SitePath, Span};
use crate::text::currency as marks;
use crate::text::escape::slug;

/// What a site says that an import must fit.
#[derive(Clone, Debug)]
pub struct Site<'a> {
    /// Where the company's fiscal years end.
    pub year_end: &'a FiscalYearEnd,
    /// The company's currency, ISO 4217.
    pub currency: &'a str,
    /// The company's time zone.
    pub zone: &'a Zone,
    /// The ids that documents have.
    pub ids: &'a BTreeSet<String>,
    /// The folders that documents have.
    pub folders: &'a BTreeSet<String>,
    /// Folder and id of the document that was made of this very file before, if there is one.
    pub again: Option<&'a (String, String)>,
    /// The day to take for a filing that states none; without one it becomes a draft.
    pub undated: Option<Date>,
}

/// What an import would write.
#[derive(Debug)]
pub struct Plan {
    /// The record's id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The folder's name below `content/filings/`.
    pub folder: String,
    /// The files, sorted by path, below the site's root.
    pub files: Vec<Planned>,
    /// How many statements became tables of content, and how many cells they hold.
    pub statements: usize,
    /// The cells of figures in them.
    pub cells: usize,
    /// What wants to be looked at.
    pub found: Diagnostics,
}

/// A file to write.
#[derive(Debug)]
pub struct Planned {
    /// Where, below the site's root.
    pub path: SitePath,
    /// What.
    pub bytes: Vec<u8>,
    /// Which of its bytes came from which of the input.
    pub(crate) from: Written,
}

impl Planned {
    /// The bytes of the input that a byte of the file was made from; nothing for what an import adds.
    #[must_use]
    pub fn origin(&self, at: usize) -> Option<Range<usize>> {
        self.from.origin(at)
    }
}

/// What the front matter needs to know.
struct Front {
    id: String,
    title: String,
    published: Option<(Date, &'static str)>,
    kind: &'static str,
    period: Option<String>,
}

/// The folder of drafts at the root of a site, which no build reads.
pub const DRAFTS: &str = "drafts";

/// The longest slug of a headline.
const SLUG: usize = 60;

/// Plans the files of a filing. Pure: what lies in the site already is the shell's to compare.
#[must_use]
pub fn plan(imported: &Imported, bytes: &[u8], site: &Site<'_>) -> Plan {
    let reading = &imported.reading;
    let path = &imported.path;
    let mut found: Vec<Diagnostic> = Vec::new();
    let headline = headline(reading);
    let title =
        headline.as_ref().map_or_else(|| fallback_title(imported), |(_, text)| text.clone());
    let published = published(reading, path, site.undated, &mut found);
    let period = period(reading, site.year_end);
    let kind = kind_of(&title, reading);
    let (name, id) = if let Some((folder, id)) = site.again {
        (folder.clone(), id.clone())
    } else {
        let day = published.as_ref().map(|(date, _)| *date);
        let mut folders: Names = site.folders.iter().collect();
        let name = folders.free(&folder(&title, day));
        let id = id(kind, period, &name, site);
        (name, id)
    };
    let statements = named(reading);
    let original = original_name(path);
    let sha256 = digest::sha256(bytes);
    let front = Front {
        id: id.clone(),
        title: title.clone(),
        published,
        kind,
        period: period.map(|(part, year)| format!("{year}-{part}")),
    };
    let base = format!("content/filings/{name}");
    let mut files = Vec::new();
    let mut cells = 0;
    let sums = sums::of(&statements, path, site.year_end, site.currency);
    for ((file, statement), sums) in statements.iter().zip(&sums) {
        let terms = Terms {
            path,
            year_end: site.year_end,
            currency: currency(statement, site.currency),
            sums,
        };
        let written = table::csv(statement, &terms, &mut found);
        doubts(statement, path, &mut found);
        cells += statement.lines.iter().flat_map(|line| &line.cells).flatten().count();
        files.push(planned(&format!("{base}/{file}.csv"), written));
    }
    let mut index = Written::default();
    index.push(&front_matter(&front, reading, (&statements, site.currency), &original, &sha256));
    index.append(body(reading, headline.and_then(|(at, _)| at)));
    files.push(planned(&format!("{base}/index.md"), index));
    files.push(Planned {
        path: SitePath::fixed(&format!("{base}/{original}")),
        bytes: bytes.to_vec(),
        from: Written::default(),
    });
    files.extend(drafts(imported, site, &name, &id));
    files.sort_by(|a, b| a.path.cmp(&b.path));
    let mut diagnostics = reading.found.clone();
    diagnostics.extend(found);
    Plan { id, title, folder: name, files, statements: statements.len(), cells, found: diagnostics }
}

/// The event, the contacts and the candidates that the prose names, offered outside `content/`.
fn drafts(imported: &Imported, site: &Site<'_>, folder: &str, id: &str) -> Vec<Planned> {
    let lines = Lines::of(&imported.text);
    let about = draft::About { zone: site.zone, filing: Some(id), lines: &lines };
    let offered = draft::drafts(prose(&imported.reading), &about).into_iter();
    let planned = offered.filter_map(|draft| {
        let path = SitePath::parse(&format!("{DRAFTS}/{folder}/{}", draft.path))?;
        Some(Planned { path, bytes: draft.text.into_bytes(), from: Written::default() })
    });
    planned.collect()
}

fn planned(path: &str, written: Written) -> Planned {
    Planned { path: SitePath::fixed(path), bytes: written.text.clone().into_bytes(), from: written }
}

/// The prose of a filing, block by block.
fn prose(reading: &Reading) -> impl Iterator<Item = &Block> + Clone {
    reading.parts.iter().filter_map(|part| match part {
        Part::Prose(block) => Some(block),
        Part::Statement(_) => None,
    })
}

/// The release's own title, and the heading that it is, if it is one by itself.
fn headline(reading: &Reading) -> Option<(Option<usize>, String)> {
    let (place, title) = draft::headline(prose(reading))?;
    let own = |part: &Part| match part {
        Part::Prose(Block::Heading { text, .. }) => text.at() == place,
        _ => false,
    };
    Some((reading.parts.iter().position(own), title))
}

/// Where no headline is found: the first line of the filing, else its file name.
fn fallback_title(imported: &Imported) -> String {
    let first = imported.reading.parts.iter().find_map(|part| match part {
        Part::Prose(Block::Heading { text, .. } | Block::Paragraph(text)) => {
            Some(folded(&text.words()))
        }
        Part::Prose(Block::Lines(lines)) => lines.first().map(|line| folded(&line.words())),
        _ => None,
    });
    let title = first.unwrap_or_else(|| imported.path.stem().to_owned());
    cut(&title, 120)
}

/// At most so many characters, whole words where possible.
fn cut(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let short: String = text.chars().take(most).collect();
    short.rsplit_once(' ').map_or(short.clone(), |(words, _)| words.to_owned())
}

fn published(
    reading: &Reading,
    path: &SitePath,
    undated: Option<Date>,
    found: &mut Vec<Diagnostic>,
) -> Option<(Date, &'static str)> {
    if let Some(Dateline { date, at, .. }) = draft::dateline(prose(reading)) {
        let message = format!("published on {date} is inferred from the dateline");
        let span = Span::new(path, at);
        found.push(
            Diagnostic::info(code::INFERRED, span, message)
                .help("give the time at which it was or will be public, such as 2026-11-12 16:05"),
        );
        return Some((date, "inferred from the dateline"));
    }
    if let Some(date) = reading.header.filed {
        return Some((date, "the day on which it was filed: there is no dateline"));
    }
    if let Some(date) = undated {
        return Some((date, "no day is stated"));
    }
    let message = "there is no dateline, so the record has no `published` and is a draft";
    found.push(
        Diagnostic::warning(code::INFERRED, Span::file(path), message)
            .help("write when it was published into index.md"),
    );
    None
}

/// The part of a year that most columns of flows end with: what the release reports on.
fn period(reading: &Reading, year_end: &FiscalYearEnd) -> Option<(YearPart, i16)> {
    let periods = reading
        .statements()
        .flat_map(|statement| &statement.columns)
        .filter_map(|column| column.covered.period());
    let flows: Vec<Period> = periods.filter(|period| !period.is_instant()).collect();
    let end = flows.iter().map(|period| period.end()).max()?;
    let newest = flows.into_iter().filter(|period| period.end() == end);
    // The shortest of them names the report: a second quarter, though six months stand beside it.
    newest
        .filter_map(|period| year_end.classify(period))
        // In a year of 53 weeks a part is known only by its days, and cannot be written as a part.
        .filter(|(year, part)| year_end.part(*year, *part).is_ok())
        .map(|(year, part)| (part, year))
        .min_by_key(|(part, _)| *part)
}

/// What the release is about, by its headline; one that holds statements and says nothing else reports results.
fn kind_of(title: &str, reading: &Reading) -> &'static str {
    let said = draft::kind(title);
    let statements = reading.statements().any(|statement| statement.kind != Kind::Other);
    let kind = if statements && said == About::Other { About::Results } else { said };
    About::ALL.iter().find(|(_, known)| *known == kind).map_or("other", |(word, _)| word)
}

/// The folder's name: the day and the headline without the company's name.
fn folder(title: &str, date: Option<Date>) -> String {
    let words: Vec<&str> = title.split_whitespace().collect();
    let verb = |word: &&str| {
        matches!(
            word.to_lowercase().as_str(),
            "reports" | "announces" | "announced" | "reported" | "posts"
        )
    };
    let start = words.iter().take(8).position(verb).map_or(0, |at| at + 1);
    let rest = words.get(start..).filter(|rest| !rest.is_empty()).unwrap_or(&words).join(" ");
    let mut name = slug(&rest, "release");
    if name.len() > SLUG {
        let short = name.get(..SLUG).unwrap_or(&name);
        name = short.rsplit_once('-').map_or(short, |(words, _)| words).to_owned();
    }
    date.map_or(name.clone(), |date| format!("{date}-{name}"))
}

/// `q2-2006` for results, where no other document has it; else the folder's name.
fn id(kind: &str, period: Option<(YearPart, i16)>, folder: &str, site: &Site<'_>) -> String {
    let short = period
        .filter(|_| kind == "results")
        .map(|(part, year)| format!("{}-{year}", part.code().to_lowercase()));
    short.filter(|id| !site.ids.contains(id)).unwrap_or_else(|| folder.to_owned())
}

/// The statements that have periods, each with the name of its file.
fn named(reading: &Reading) -> Vec<(String, &Statement)> {
    let mut names = Names::default();
    let tables = reading.statements().filter(|statement| !statement.is_shown());
    tables
        .map(|statement| {
            let main = json::kind(statement.kind);
            if statement.kind != Kind::Other && names.take(main) {
                return (main.to_owned(), statement);
            }
            (names.free(&format!("other-{}", cut_slug(&title(statement)))), statement)
        })
        .collect()
}

fn cut_slug(title: &str) -> String {
    let name = slug(title, "table");
    if name.len() <= 40 {
        return name;
    }
    let short = name.get(..40).unwrap_or(&name);
    short.rsplit_once('-').map_or(short, |(words, _)| words).to_owned()
}

/// The currency that a statement names, in words or by the signs in its cells; that of the site where it names none.
/// A plain `$` is the site's own dollar if it has one, and else the dollar of the United States.
pub(super) fn currency<'a>(statement: &Statement, site: &'a str) -> &'a str {
    let cells = statement.lines.iter().flat_map(|line| &line.cells).flatten();
    let mut signs = cells.filter_map(|cell| marks::of(&cell.printed));
    let by_sign = || match signs.next()? {
        (_, [only]) => Some(*only),
        (_, codes) => codes.first().filter(|_| !codes.contains(&site)).copied(),
    };
    statement.currency.or_else(by_sign).unwrap_or(site)
}

/// What a statement is called: the line of its title that names a statement, else its last.
fn title(statement: &Statement) -> String {
    let lines: Vec<String> = statement.title.iter().map(|line| folded(&line.words())).collect();
    let of = |role: Role| lines.iter().find(|line| titles::role(line) == role);
    let named = of(Role::Statement).or_else(|| of(Role::Line)).or(lines.last());
    named.cloned().unwrap_or_default()
}

/// A name for the file as filed that the folder of a document may hold.
fn original_name(path: &SitePath) -> String {
    let sound =
        |c: char| if c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_') { c } else { '-' };
    let name: String = path.file_name().chars().map(sound).collect();
    let name = name.trim_matches(['.', '-']).to_owned();
    let name = if name.is_empty() { "as-filed.txt".to_owned() } else { name };
    let own = ["md", "yaml", "yml", "csv", "tsv"]
        .iter()
        .any(|end| name.to_lowercase().ends_with(&format!(".{end}")));
    if own || !name.contains('.') { format!("{name}.txt") } else { name }
}

fn front_matter(
    front: &Front,
    reading: &Reading,
    (statements, site): (&[(String, &Statement)], &str),
    original: &str,
    sha256: &str,
) -> String {
    let mut out = format!("---\nid: {}\ntitle: {}\n", front.id, quoted(&front.title));
    if let Some((date, why)) = front.published {
        out.push_str(&format!("published: {date}  # {why}\n"));
    }
    out.push_str(&format!("kind: {}\n", front.kind));
    let header = &reading.header;
    let mut key = |name: &str, value: Option<String>| {
        if let Some(value) = value {
            out.push_str(&format!("{name}: {value}\n"));
        }
    };
    key("period", front.period.clone());
    key("form", header.form.as_deref().map(quoted));
    key("exhibit", header.exhibit.as_deref().map(quoted));
    key("item", (!header.items.is_empty()).then(|| quoted(&header.items.join(", "))));
    key("filed", header.filed.map(|date| date.to_string()));
    key("accession", header.accession.clone());
    key("original", Some(format!("{{file: {}, sha256: {sha256}}}", quoted(original))));
    key("text", Some("verbatim".into()));
    if !statements.is_empty() {
        out.push_str("statements:\n");
    }
    for (name, statement) in statements {
        out.push_str(&format!("  {name}: {{{}}}\n", settings(statement, site)));
    }
    out.push_str("---\n");
    out
}

/// The settings of a statement in front matter, between braces.
pub(super) fn settings(statement: &Statement, site: &str) -> String {
    let mut keys = Vec::new();
    let title = title(statement);
    if !title.is_empty() {
        keys.push(format!("title: {}", quoted(&title)));
    }
    keys.push(format!("currency: {}", currency(statement, site)));
    keys.push(format!("scale: {}", scale_word(statement.scale)));
    keys.push(format!("unaudited: {}", statement.unaudited));
    if statement.selected {
        keys.push("selected: true".into());
    }
    keys.join(", ")
}

/// Text as a YAML scalar in double quotes, whose escapes are those of JSON.
fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap_or_default()
}

/// The text without its headline, which is the title.
fn body(reading: &Reading, headline: Option<usize>) -> Written {
    let kept = reading
        .parts
        .iter()
        .enumerate()
        .filter(|(at, _)| Some(*at) != headline)
        .map(|(_, part)| part);
    prose::markdown_of(kept)
}

/// What an editor should look at in a statement.
fn doubts(statement: &Statement, path: &SitePath, found: &mut Vec<Diagnostic>) {
    let span = |text: Option<&Text>| {
        Span::new(path, text.map_or(statement.at.start..statement.at.start, Text::at))
    };
    for column in &statement.columns {
        let at = span(column.head.last());
        if column.covered.inferred {
            let message = format!("the start of “{}” was inferred", column.label);
            found.push(
                Diagnostic::info(code::INFERRED, at.clone(), message)
                    .help("quarters of whole weeks start where the one before ended"),
            );
        }
        if column.covered.period().is_none()
            && column.basis != super::scan::Basis::Change
            && statement.kind != Kind::Other
        {
            let message = if column.label.is_empty() {
                "a column has no head".to_owned()
            } else {
                format!("“{}” names no period", column.label)
            };
            found.push(Diagnostic::warning(code::COLUMN, at, message).help("head the column with its period, such as 2008-Q2; until then it is shown and makes no facts"));
        }
    }
    if !statement.scaled && statement.kind != Kind::Other {
        let taken = match statement.scale {
            1 => "printed in full".to_owned(),
            scale => format!("printed in {}, as what stands around it is", scale_word(scale)),
        };
        let message = format!(
            "the table does not say in which unit it is printed; it was taken to be {taken}"
        );
        found.push(
            Diagnostic::warning(code::UNSCALED, span(statement.title.last()), message)
                .help("set `scale` of the statement in index.md"),
        );
    }
}
