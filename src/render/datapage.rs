//! `data/`: what the downloads hold, made from the lists that they are written from.

use super::context::{Context, document_path};
use super::data::{Column, FACT_COLUMNS, STATEMENT_COLUMNS};
use super::sheets::{LEAD, STATEMENT, TAIL, ordered};
use super::view;
use super::words;
use super::xlsx::{ADDRESS, MARKS};
use crate::model::document::Document;
use crate::model::fact::Fact;

/// What holds for every file.
const RULES: [(&str, &str); 6] = [
    (
        "Numbers",
        "Plain digits with a point, in whole units: -1250000, where a statement in thousands prints (1,250). The workbook holds the same numbers, and shows them as the statements do.",
    ),
    (
        "Nil, nothing and zero",
        "Three things. A nil is a dash in the document: no number, and listed by period in the column nil (in a statement\u{2019}s own file: --). An empty cell means that nothing is reported. 0 is a zero: a document prints it, or it is the difference of two equal figures.",
    ),
    (
        "Derived",
        "The difference of two printed periods that leave one quarter. Always marked, with both inputs named. Per-share figures and share counts are never derived.",
    ),
    (
        "Revised",
        "Where documents report a figure differently, facts.csv and facts.json keep every report with its date; the other files have the newest, and mark it.",
    ),
    (
        "Sign",
        "facts.csv and facts.json follow the taxonomy; all other files follow the print. Where the two differ, the column sign is -1.",
    ),
    (
        "Text",
        "In CSV a text that a spreadsheet would take for a formula has an apostrophe before it: where it begins with =, +, - or @, or where such a character follows a semicolon, a tab or a line break. Take off that one apostrophe to have the text as printed. Numbers are never changed, negative ones included. In the workbook all text is written as text.",
    ),
];

/// The page.
pub(super) fn page(context: &Context<'_>) -> view::DataPage {
    let terms =
        |terms: &[(&str, &str)]| terms.iter().map(|(name, says)| term(name, says)).collect();
    let documents = context.site.edition.documents.iter().filter(|d| !d.statements.is_empty());
    view::DataPage {
        files: vec![facts(context), side_by_side(context), statements()],
        rules: terms(&RULES),
        marks: terms(&MARKS),
        statements: documents.map(|document| own_statements(context, document)).collect(),
        example: example(context),
    }
}

fn term(name: &str, says: &str) -> view::Term {
    view::Term { name: name.to_owned(), says: says.to_owned() }
}

fn columns<T>(columns: &[Column<T>]) -> impl Iterator<Item = view::Term> {
    columns.iter().map(|column| term(column.name, column.says))
}

fn facts(context: &Context<'_>) -> view::DataFile {
    view::DataFile {
        id: "facts".into(),
        title: "Every figure with its source".into(),
        about: "One record for each figure that a document reports, and for each that is derived. JSON has the same as an object with the list facts, in which filing, statement, row and column are lists. The workbook\u{2019}s last sheet has the same columns and the address of the line.".into(),
        downloads: vec![
            context.download("data/facts.csv", "data/facts.csv", "CSV"),
            context.download("data/facts.json", "data/facts.json", "JSON"),
        ],
        columns: columns(&FACT_COLUMNS).chain([term(ADDRESS.0, ADDRESS.1)]).collect(),
    }
}

fn side_by_side(context: &Context<'_>) -> view::DataFile {
    let site = context.site;
    let periods = site.facts.iter().map(|fact| fact.period);
    let year_end = &site.edition.company.year_end;
    let codes: Vec<String> =
        ordered(periods, year_end).iter().map(|period| year_end.code(*period)).collect();
    let name = match codes.as_slice() {
        [first, _, .., last] => format!("{first} \u{2026} {last}"),
        few => few.join(", "),
    };
    let says = "The figures, a column for each period: fiscal quarters, then longer periods, then balances at a date; the newest first.";
    view::DataFile {
        id: "financials".into(),
        title: "All periods side by side".into(),
        about: "One record for each line of each statement. The workbook has a sheet for each statement.".into(),
        downloads: vec![
            context.download("data/financials.xlsx", "data/financials.xlsx", "XLSX"),
            context.download("data/financials.csv", "data/financials.csv", "CSV"),
        ],
        columns: std::iter::once(term(STATEMENT.0, STATEMENT.1))
            .chain(columns(&LEAD))
            .chain([term(&name, says)])
            .chain(columns(&TAIL))
            .collect(),
    }
}

fn statements() -> view::DataFile {
    let says = "The figures, a column for each that is printed, headed by its period. A column that makes no figures of its own, such as a change in percent, is as printed.";
    view::DataFile {
        id: "statements".into(),
        title: "Statements as printed".into(),
        about: "One file for each statement of each document; one record for each of its lines, headings included.".into(),
        downloads: Vec::new(),
        columns: columns(&STATEMENT_COLUMNS).chain([term("periods", says)]).collect(),
    }
}

fn own_statements(context: &Context<'_>, document: &Document) -> view::DataStatements {
    let download = |statement: &crate::model::statement::Statement| {
        let path = format!("filings/{}/{}.csv", document.slug, statement.kind.name());
        context.download(&statement.title, &path, "CSV")
    };
    view::DataStatements {
        document: context.document(document),
        downloads: document.statements.iter().map(download).collect(),
    }
}

/// A figure cited as a reader would: company, document, day, statement and line, with the address of the line.
fn example(context: &Context<'_>) -> Option<view::Link> {
    let site = context.site;
    let cash = site.facts.series(crate::model::concept::CASH).last();
    let fact: &Fact = cash.or_else(|| site.facts.iter().find(|fact| !fact.is_derived()))?;
    let (id, place) = fact.cited()?;
    let document = site.document(id)?;
    let text = format!(
        "{}, {}, {}, {}, {}, {}",
        site.edition.company.name,
        document.title,
        words::day(document.published.date()),
        words::statement(&place.statement),
        place.label,
        words::period(fact.period, &site.edition.company.year_end),
    );
    Some(view::Link { text, href: context.anchor(&document_path(document), &place.anchor) })
}
