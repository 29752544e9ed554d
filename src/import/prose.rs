//! The prose of a filing as Markdown that reads back to the same words.

use std::ops::Range;

use super::filing::{Block, Run, Style, Text};
use super::reading::Part;
use super::statement::{Statement, folded};

/// A text that is being written, and where each piece of it came from.
#[derive(Clone, Debug, Default)]
pub(crate) struct Written {
    /// The text.
    pub(crate) text: String,
    /// Ranges of the text, in order, with the ranges of the input that they were made from.
    pub(crate) from: Vec<(Range<usize>, Range<usize>)>,
}

impl Written {
    /// Adds words that stand in the input.
    pub(crate) fn take(&mut self, words: &str, at: Range<usize>) {
        let start = self.text.len();
        self.text.push_str(words);
        self.from.push((start..self.text.len(), at));
    }

    /// Adds what is not in the input.
    pub(crate) fn push(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// The place in the input that a place of the text came from; of what was added, that of the piece before.
    pub(crate) fn origin(&self, at: usize) -> Option<Range<usize>> {
        let next = self.from.partition_point(|(range, _)| range.start <= at);
        self.from.get(next.checked_sub(1)?).map(|(_, origin)| origin.clone())
    }
}

/// The prose in order, as Markdown. Statements stand in files of their own; a table without any period, which
/// cannot be one, stays where it was.
pub(crate) fn markdown(parts: &[Part]) -> Written {
    markdown_of(parts.iter())
}

/// The same of some parts.
pub(crate) fn markdown_of<'a>(parts: impl Iterator<Item = &'a Part>) -> Written {
    let mut out = Written::default();
    let mut outline = Outline::default();
    for part in parts {
        match part {
            Part::Prose(Block::Heading { level, text }) => {
                let level = outline.step(*level);
                heading(level, text, "", &mut out);
            }
            Part::Prose(block) => written(block, "", &mut out),
            Part::Statement(statement) if statement.is_shown() => table(statement, &mut out),
            Part::Statement(_) => {}
        }
    }
    out
}

/// The headings that a place stands under: the level as set in the filing, and as written.
#[derive(Default)]
struct Outline(Vec<(u8, u8)>);

impl Outline {
    /// The level to write for a heading, so that none is skipped: type can be small without a heading of middle size
    /// above it. Headings set alike below one heading are written alike.
    fn step(&mut self, set: u8) -> u8 {
        while self.0.last().is_some_and(|(above, _)| *above >= set) {
            self.0.pop();
        }
        let most = self.0.last().map_or(3, |(_, above)| above + 1);
        let level = set.clamp(2, 6).min(most);
        self.0.push((set, level));
        level
    }
}

fn heading(level: u8, text: &Text, indent: &str, out: &mut Written) {
    out.push(indent);
    out.push(&"#".repeat(usize::from(level)));
    out.push(" ");
    inline(text, false, out);
    out.push("\n\n");
}

/// Writes blocks below each other. Lists within lists are written with a stack of indents, one level at a time,
/// so that the depth of a filing costs no depth of calls beyond its own lists, which readers bound.
fn written(block: &Block, indent: &str, out: &mut Written) {
    match block {
        Block::Heading { level, text } => heading((*level).clamp(2, 6), text, indent, out),
        Block::Paragraph(text) => {
            out.push(indent);
            inline(text, true, out);
            out.push("\n\n");
        }
        Block::Lines(lines) => {
            for (index, line) in lines.iter().enumerate() {
                out.push(indent);
                inline(line, true, out);
                out.push(if index + 1 == lines.len() { "\n\n" } else { "\\\n" });
            }
        }
        Block::List { ordered, items } => list(*ordered, items, indent, out),
        Block::Grid(rows) => grid(rows, out),
        Block::Table(_) => {}
    }
}

fn list(ordered: bool, items: &[Vec<Block>], indent: &str, out: &mut Written) {
    for (index, item) in items.iter().enumerate() {
        let mark = if ordered { format!("{}. ", index + 1) } else { "- ".to_owned() };
        let inner = format!("{indent}{}", " ".repeat(mark.len()));
        out.push(indent);
        out.push(&mark);
        let mut rest = Written::default();
        for block in item {
            written(block, &inner, &mut rest);
        }
        out.append_after_indent(rest, inner.len());
    }
    if !out.text.ends_with("\n\n") {
        out.push("\n");
    }
}

impl Written {
    /// Adds what was written elsewhere.
    pub(crate) fn append(&mut self, rest: Self) {
        self.append_after_indent(rest, 0);
    }

    /// Adds what was written with an indent, without the indent of its first line.
    fn append_after_indent(&mut self, rest: Self, indent: usize) {
        let skip = if rest.text.len() >= indent && rest.text.is_char_boundary(indent) {
            indent
        } else {
            0
        };
        let base = self.text.len();
        self.text.push_str(rest.text.get(skip..).unwrap_or_default());
        let shifted = |at: usize| base + at.saturating_sub(skip);
        self.from.extend(
            rest.from.into_iter().map(|(range, at)| (shifted(range.start)..shifted(range.end), at)),
        );
    }
}

/// A table of words: its first row heads it.
fn grid(rows: &[Vec<Text>], out: &mut Written) {
    let columns = rows.iter().map(Vec::len).max().unwrap_or_default();
    for (index, row) in rows.iter().enumerate() {
        for column in 0..columns {
            out.push("| ");
            if let Some(cell) = row.get(column) {
                inline(cell, false, out);
            }
            out.push(" ");
        }
        out.push("|\n");
        if index == 0 {
            out.push(&"| --- ".repeat(columns));
            out.push("|\n");
        }
    }
    out.push("\n");
}

/// A table of figures without periods, with its title above and its notes below.
fn table(statement: &Statement, out: &mut Written) {
    for line in statement.title.iter().chain(&statement.unit) {
        inline(line, true, out);
        out.push("\n\n");
    }
    out.push("| ");
    for text in &statement.stub {
        inline(text, false, out);
        out.push(" ");
    }
    for column in &statement.columns {
        out.push("| ");
        let at = column.head.first().map_or(0..0, Text::at);
        out.take(&escaped(&column.label, false), at);
        out.push(" ");
    }
    out.push("|\n| --- ");
    out.push(&"| ---: ".repeat(statement.columns.len()));
    out.push("|\n");
    for line in &statement.lines {
        out.push("| ");
        inline(&line.label, false, out);
        for cell in &line.cells {
            out.push(" | ");
            if let Some(cell) = cell {
                out.take(&escaped(&folded(&cell.printed), false), cell.at.clone());
            }
        }
        out.push(" |\n");
    }
    out.push("\n");
    for note in &statement.notes {
        inline(note, true, out);
        out.push("\n\n");
    }
}

/// Words with their emphasis and links.
fn inline(text: &Text, starts_line: bool, out: &mut Written) {
    let mut fresh = starts_line;
    for run in merged(&text.runs) {
        let words = run.text.as_str();
        let trimmed = words.trim();
        if trimmed.is_empty() {
            if !out.text.ends_with([' ', '\n']) {
                out.push(" ");
            }
            continue;
        }
        if words.starts_with(char::is_whitespace) && !out.text.ends_with([' ', '\n']) {
            out.push(" ");
        }
        let marks = match run.style {
            Style::Strong => "**",
            Style::Emphasis => "*",
            Style::Plain | Style::Raised => "",
        };
        // Emphasis inside a word does not read back; the words matter more than their weight.
        let before = out.text.chars().next_back().is_none_or(|c| !c.is_alphanumeric());
        let marks = if before
            && trimmed.starts_with(char::is_alphanumeric)
            && trimmed.ends_with(char::is_alphanumeric)
        {
            marks
        } else {
            ""
        };
        out.push(marks);
        let link =
            run.link.as_deref().filter(|link| !link.contains(['<', '>', '\n', ' ', '(', ')']));
        if link.is_some() {
            out.push("[");
        }
        out.take(&escaped(&folded(trimmed), fresh), run.at.clone());
        if let Some(link) = link {
            out.push(&format!("]({link})"));
        }
        out.push(marks);
        if words.ends_with(char::is_whitespace) {
            out.push(" ");
        }
        fresh = false;
    }
    while out.text.ends_with(' ') {
        out.text.pop();
    }
}

/// Runs of one style and link as one, so that emphasis over several lines is one emphasis.
fn merged(runs: &[Run]) -> Vec<Run> {
    let mut merged: Vec<Run> = Vec::new();
    for run in runs {
        match merged.last_mut() {
            Some(last)
                if last.style != Style::Plain
                    && last.style == run.style
                    && last.link == run.link =>
            {
                last.text.push_str(&run.text);
                last.at.end = last.at.end.max(run.at.end);
            }
            _ => merged.push(run.clone()),
        }
    }
    merged
}

/// Words in which nothing is taken for Markdown.
pub(crate) fn escaped(words: &str, starts_line: bool) -> String {
    let mut out = String::with_capacity(words.len() + 8);
    let mut before = ' ';
    for (at, c) in words.char_indices() {
        let rest = &words[at + c.len_utf8()..];
        let next = rest.chars().next();
        let special = match c {
            '\\' | '`' | '*' | '[' | ']' | '<' | '|' | '~' | '^' => true,
            '_' => !(before.is_alphanumeric() && next.is_some_and(char::is_alphanumeric)),
            '&' => is_entity(rest),
            '!' => next == Some('['),
            _ => false,
        };
        if special {
            out.push('\\');
        }
        out.push(c);
        before = c;
    }
    if starts_line { escaped_start(&out) } else { out }
}

/// Whether what follows a `&` makes it an entity: letters, digits and `#` up to a `;`.
fn is_entity(rest: &str) -> bool {
    rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '#'))
        .is_some_and(|end| end > 0 && rest[end..].starts_with(';'))
}

/// A line whose first characters would make it a heading, a list, a quotation or a rule.
fn escaped_start(line: &str) -> String {
    let first = line.chars().next();
    if matches!(first, Some('#' | '>' | '+' | '-' | '=' | ':')) {
        return format!("\\{line}");
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    if digits > 0 && digits < 10 && matches!(line.as_bytes().get(digits), Some(b'.' | b')')) {
        let (number, rest) = line.split_at(digits);
        return format!("{number}\\{rest}");
    }
    line.to_owned()
}
