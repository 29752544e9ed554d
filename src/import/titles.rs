//! The lines that name a table: which of the lines before it belong to it, and what they say.

use super::concepts::Kind;
use super::filing::{Block, Text};
use super::scan::scan;
use super::units;

/// What kind of line stands above a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// `(in thousands, except per share data)`.
    Unit,
    /// `(unaudited)`.
    Unaudited,
    /// The company.
    Company,
    /// `CONSOLIDATED BALANCE SHEETS`.
    Statement,
    /// `June 30, 2008`, `For the three months ended`.
    Time,
    /// A short line that may be a title.
    Line,
    /// Text, or a heading of the text.
    Prose,
}

/// The most lines that a title is made of.
const LINES: usize = 9;

/// Takes the lines that name a table off the end of what was read before it, top to bottom.
pub(crate) fn take(before: &mut Vec<Block>) -> Vec<Text> {
    let mut taken: Vec<Text> = Vec::new();
    let mut named = false;
    while taken.len() < LINES {
        let Some(line) = last_line(before) else { break };
        let words = line.words();
        let role = role(&words);
        let keep = match role {
            Role::Prose => false,
            Role::Company | Role::Unit | Role::Unaudited | Role::Time => true,
            Role::Statement => !named,
            Role::Line => !named && (taken.len() < 3 || is_capitals(&words)),
        };
        if !keep {
            break;
        }
        named |= role == Role::Statement;
        drop_last_line(before);
        taken.push(line);
        if role == Role::Company && named {
            break;
        }
    }
    taken.reverse();
    joined(taken)
}

/// The last line of what was read, where it may be one of a title.
fn last_line(blocks: &[Block]) -> Option<Text> {
    match blocks.last()? {
        Block::Heading { text, level } => (*level > 1).then(|| text.clone()),
        Block::Lines(lines) => lines.last().cloned(),
        Block::Paragraph(text) => {
            let words = text.words();
            let short = words.len() <= 160 && text.runs.len() <= 3;
            let titled = matches!(
                role(&words),
                Role::Unit | Role::Unaudited | Role::Statement | Role::Company
            ) || (role(&words) == Role::Time && words.len() < 80)
                || (is_capitals(&words) && words.len() < 90);
            (short && titled).then(|| text.clone())
        }
        Block::List { .. } | Block::Grid(_) | Block::Table(_) => None,
    }
}

fn drop_last_line(blocks: &mut Vec<Block>) {
    if let Some(Block::Lines(lines)) = blocks.last_mut() {
        lines.pop();
        if !lines.is_empty() {
            return;
        }
    }
    blocks.pop();
}

/// What kind of line this is.
pub(crate) fn role(words: &str) -> Role {
    let words = words.trim();
    let lower = words.to_lowercase();
    if words.is_empty() || words.len() > 160 {
        return Role::Prose;
    }
    if units::is_phrase(words) {
        return Role::Unit;
    }
    let bare = lower.trim_matches(|c: char| !c.is_alphanumeric());
    if matches!(
        bare,
        "unaudited" | "audited" | "unaudited and preliminary" | "preliminary and unaudited"
    ) {
        return Role::Unaudited;
    }
    if words.ends_with(':')
        || words.ends_with("follow")
        || lower.contains("follows")
        || is_sentence(words)
    {
        return Role::Prose;
    }
    if names_statement(&lower) {
        return Role::Statement;
    }
    let said = scan(words);
    if said.of_time() && !said.other {
        return Role::Time;
    }
    if names_company(&lower) {
        return Role::Company;
    }
    Role::Line
}

/// A line of text that goes on or ends like one.
fn is_sentence(words: &str) -> bool {
    let last = words.chars().next_back();
    let many = words.split_whitespace().count() > 8;
    let lower = words
        .split_whitespace()
        .filter(|word| word.starts_with(|c: char| c.is_lowercase()))
        .count();
    (last == Some('.') && many) || lower > 7
}

/// Whether most letters are capitals.
pub(crate) fn is_capitals(words: &str) -> bool {
    let letters = words.chars().filter(|c| c.is_alphabetic()).count();
    let capitals = words.chars().filter(|c| c.is_uppercase()).count();
    letters > 1 && capitals * 10 >= letters * 8
}

/// Whether a line in lower case names a statement or a table of data.
pub(crate) fn names_statement(lower: &str) -> bool {
    const NAMES: [&str; 24] = [
        "balance sheet",
        "cash flow",
        "statement of",
        "statements of",
        "income statement",
        "financial position",
        "financial data",
        "financial information",
        "financial highlights",
        "operating data",
        "statistical data",
        "reconciliation",
        "results of operations",
        "operating results",
        "financial results",
        "earnings summary",
        "segment information",
        "selected data",
        "schedule of",
        "summary of",
        "consolidated income",
        "highlights",
        "supplemental",
        "consolidated results",
    ];
    NAMES.iter().any(|name| lower.contains(name)) && lower.split_whitespace().count() <= 16
}

/// Whether a line in lower case is the name of a company.
fn names_company(lower: &str) -> bool {
    const FORMS: [&str; 26] = [
        "inc",
        "incorporated",
        "corp",
        "corporation",
        "company",
        "companies",
        "co",
        "ltd",
        "limited",
        "plc",
        "llc",
        "lp",
        "l.p",
        "bancorp",
        "bancshares",
        "bankshares",
        "holdings",
        "group",
        "trust",
        "partners",
        "s.a",
        "ag",
        "n.v",
        "subsidiaries",
        "subsidiary",
        "corporations",
    ];
    let words: Vec<&str> = lower
        .split([' ', ',', '&'])
        .map(|w| w.trim_matches(['.', '(', ')']))
        .filter(|w| !w.is_empty())
        .collect();
    words.len() <= 12 && words.iter().skip(1).any(|word| FORMS.contains(word))
}

/// Puts a title that runs over lines on one: a line that goes on, or a last word that stands alone.
fn joined(lines: Vec<Text>) -> Vec<Text> {
    let mut out: Vec<Text> = Vec::new();
    for line in lines {
        let words = line.words();
        let lower = words.trim().to_lowercase();
        let goes_on = |last: &Text| {
            let before = last.words().trim().to_lowercase();
            let open = [" and", " of", " the", " to", ",", " for", " in", " &", " from"]
                .iter()
                .any(|end| before.ends_with(end));
            let alone = lower.split_whitespace().count() <= 2
                && lower.chars().all(|c| c.is_alphabetic() || c == ' ')
                && matches!(role(&words), Role::Line)
                && names_statement(&before);
            let follows =
                ["and ", "of ", "to ", "for the "].iter().any(|start| lower.starts_with(start))
                    && names_statement(&before)
                    && !matches!(role(&words), Role::Time | Role::Unit);
            let statement = open && names_statement(&before) && role(&before) != Role::Time;
            statement || alone || follows
        };
        match out.last_mut() {
            Some(last) if goes_on(last) => {
                if let Some(run) = last.runs.last_mut() {
                    run.text = format!("{} ", run.text.trim_end());
                }
                last.runs.extend(line.runs);
            }
            _ => out.push(line),
        }
    }
    out
}

/// The statement that a table is, by its name or else by its lines.
pub(crate) fn kind(title: &str, labels: &[String]) -> Kind {
    let title = title.to_lowercase();
    by_title(&title).unwrap_or_else(|| by_labels(&title, labels))
}

fn by_title(title: &str) -> Option<Kind> {
    let has = |words: &[&str]| words.iter().any(|word| title.contains(word));
    if has(&["reconciliation", "non-gaap", "segment", "average balance", "yield", "supplemental"]) {
        return Some(Kind::Other);
    }
    let statement = has(&["statement", "schedule of"]);
    if has(&["cash flow"]) {
        return Some(Kind::CashFlows);
    }
    if has(&["balance sheet"])
        || (statement && has(&["financial position", "financial condition", "of condition"]))
    {
        return Some(Kind::BalanceSheet);
    }
    let owners = ["stockholders", "shareholders", "shareowners", "members", "partners", "owners"];
    let equity = has(&["equity", "deficit", "deficiency", "capital", "investment"]);
    if (statement && has(&owners) && equity)
        || has(&["changes in equity", "statement of equity", "statements of equity"])
    {
        return Some(Kind::Equity);
    }
    let operations = has(&["operations", "income", "earnings", "loss", "expenses"]);
    let only_comprehensive =
        has(&["comprehensive"]) && !has(&["operations", "income and", "earnings and"]);
    if statement && operations {
        return Some(if only_comprehensive { Kind::Other } else { Kind::Income });
    }
    (has(&["income statement", "consolidated income", "results of operations"])
        && !has(&["data", "highlights"]))
    .then_some(Kind::Income)
}

fn by_labels(title: &str, labels: &[String]) -> Kind {
    let any = |start: &[&str]| {
        labels.iter().any(|label| start.iter().any(|words| label.starts_with(words)))
    };
    let holds = |words: &str| labels.iter().any(|label| label.contains(words));
    let assets = any(&["total assets"]);
    let claims = any(&["total liabilities"]) || holds("liabilities and");
    let cash = holds("operating activities")
        && (holds("investing activities") || holds("financing activities"));
    let net = any(&["net income", "net loss", "net earnings", "net (loss)", "net income (loss)"]);
    let operations = any(&[
        "revenue",
        "total revenue",
        "net sales",
        "net revenue",
        "total interest income",
        "operating expenses",
        "cost of",
    ]);
    if title.contains("selected") || title.contains("highlights") {
        return Kind::Other;
    }
    match (assets && claims, cash, net && operations) {
        (true, false, false) => Kind::BalanceSheet,
        (false, true, _) => Kind::CashFlows,
        (false, false, true) => Kind::Income,
        _ => Kind::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(words: &[&str]) -> Block {
        Block::Lines(words.iter().map(|line| Text::plain(*line, 0..0)).collect())
    }

    fn heading(words: &str) -> Block {
        Block::Heading { level: 2, text: Text::plain(words, 0..0) }
    }

    fn taken(before: Vec<Block>) -> (Vec<String>, usize) {
        let mut before = before;
        let title = take(&mut before);
        (
            title
                .iter()
                .map(|line| line.words().split_whitespace().collect::<Vec<_>>().join(" "))
                .collect(),
            before.len(),
        )
    }

    #[test]
    fn a_title_reaches_up_to_the_company() {
        let before = vec![
            heading("SELECTED FIGURES FOLLOW:"),
            lines(&[
                "ALDER TOOLS CORPORATION AND SUBSIDIARIES",
                "(UNAUDITED)",
                "SELECTED STATEMENT OF OPERATIONS",
                "DATA",
                "(in thousands)",
            ]),
        ];
        let (title, left) = taken(before);
        assert_eq!(
            title,
            [
                "ALDER TOOLS CORPORATION AND SUBSIDIARIES",
                "(UNAUDITED)",
                "SELECTED STATEMENT OF OPERATIONS DATA",
                "(in thousands)"
            ]
        );
        assert_eq!(left, 1);
    }

    #[test]
    fn a_sentence_before_a_table_is_no_title() {
        let sentence = Block::Paragraph(Text::plain(
            "The following table shows what was sold in each county in the year.",
            0..0,
        ));
        assert_eq!(taken(vec![sentence]), (vec![], 1));
        assert_eq!(
            taken(vec![heading("CONFERENCE CALL"), heading("Consolidated Balance Sheets")]).0.len(),
            1
        );
    }

    #[test]
    fn kinds_are_told_by_name_and_else_by_lines() {
        for (title, kind_of) in [
            ("SELECTED CONSOLIDATED BALANCE SHEET DATA", Kind::BalanceSheet),
            ("Consolidated Statements of Operations and Comprehensive Loss", Kind::Income),
            ("Condensed Statements of Cash Flows", Kind::CashFlows),
            ("STATEMENT OF STOCKHOLDERS DEFICIT DATA", Kind::Equity),
            ("Statements of Comprehensive Income", Kind::Other),
            ("Reconciliation of GAAP to non-GAAP net income", Kind::Other),
        ] {
            assert_eq!(kind(title, &[]), kind_of, "{title}");
        }
        let labels = ["revenue".to_owned(), "net loss".to_owned()];
        assert_eq!(kind("", &labels), Kind::Income);
        assert_eq!(kind("Selected data", &labels), Kind::Other);
    }
}
