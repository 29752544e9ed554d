//! The tree as a reader sees it: paragraphs, tables, lists and page breaks, one after the other.

use std::ops::Range;

use super::super::filing::{Dropped, Run, Style as Type, Tag, Why};
use super::facts::Facts;
use super::grid::Grid;
use super::look::{Look, descend};
use super::style::{Align, Display, Sheet};
use super::tree::{Data, Id, Tree};

/// A part of what is shown.
#[derive(Clone, Debug)]
pub(super) enum Item {
    /// Words between two ends of blocks.
    Paragraph(Paragraph),
    /// A table.
    Table(Grid),
    /// The end of a page, or a rule over the page.
    Break,
    /// Text in which line ends and blanks count: its pieces, each with its place.
    Preformatted(Vec<(String, Range<usize>)>),
    /// A list begins, numbered or not.
    Opens(bool),
    /// An entry of a list begins.
    Entry,
    /// A list ends.
    Closes,
}

/// Words between two ends of blocks.
#[derive(Clone, Debug, Default)]
pub(super) struct Paragraph {
    /// Its lines, as the document breaks them.
    pub(super) lines: Vec<Vec<Run>>,
    pub(super) align: Align,
    /// How far its first line is indented, in tenths of a point.
    pub(super) indent: i32,
    /// The level of a heading's element.
    pub(super) level: Option<u8>,
    /// What inline XBRL says of figures in it.
    pub(super) tags: Vec<Tag>,
}

impl Paragraph {
    /// The words of all lines, with a blank for each line end.
    pub(super) fn words(&self) -> String {
        let lines: Vec<String> = self
            .lines
            .iter()
            .map(|line| line.iter().map(|run| run.text.as_str()).collect())
            .collect();
        lines.join(" ")
    }
}

/// What a walk needs to know of the whole document.
pub(super) struct Document<'a> {
    pub(super) tree: &'a Tree,
    pub(super) sheet: Sheet,
    pub(super) facts: Facts,
    /// Whether white type on a white ground is shown: where a page's words are laid under its picture.
    pub(super) shows_white: bool,
}

/// What a walk makes.
#[derive(Debug, Default)]
pub(super) struct Flow {
    pub(super) items: Vec<Item>,
    pub(super) dropped: Vec<Dropped>,
    open: Option<Paragraph>,
    /// Whether a blank comes before the next word.
    blank: bool,
    /// Whether what comes is another node, whose words get a piece of their own.
    fresh: bool,
    /// Blanks that do not break, at the beginning of the line.
    lead: i32,
    tag: Option<Tag>,
    /// How many letters and digits are white on white.
    pub(super) white: usize,
    /// How many are shown.
    pub(super) shown: usize,
}

impl Flow {
    /// Walks over the content of a node.
    pub(super) fn run(&mut self, document: &Document<'_>, root: Id, look: Look) {
        let tree = document.tree;
        let mut looks = vec![look];
        let Some(mut at) = tree.node(root).first else { return };
        loop {
            let skip = self.enter(document, at, &mut looks);
            if !skip && let Some(first) = tree.node(at).first {
                at = first;
                continue;
            }
            loop {
                self.leave(document, at, &mut looks);
                if let Some(next) = tree.node(at).next {
                    at = next;
                    break;
                }
                match tree.node(at).parent {
                    Some(parent) if parent != root => at = parent,
                    _ => {
                        self.close();
                        return;
                    }
                }
            }
        }
    }

    /// Begins a node; true when its content is done with.
    fn enter(&mut self, document: &Document<'_>, id: Id, looks: &mut Vec<Look>) -> bool {
        let look = looks.last().cloned().unwrap_or_default();
        let tree = document.tree;
        match &tree.node(id).data {
            Data::Nothing => {}
            Data::Text(segments) => {
                self.fresh = true;
                for segment in segments {
                    self.text(document, &segment.text, &segment.at, &look);
                }
            }
            Data::Element { name, .. } => {
                let name: &str = &name.local;
                let inner = descend(document, id, name, &look);
                let skip = self.element(document, id, name, &inner);
                looks.push(inner);
                return skip;
            }
        }
        false
    }

    fn element(&mut self, document: &Document<'_>, id: Id, name: &str, look: &Look) -> bool {
        if matches!(
            name,
            "head"
                | "script"
                | "style"
                | "title"
                | "template"
                | "noscript"
                | "ix:header"
                | "xml"
                | "svg"
        ) {
            return true;
        }
        let style = document.sheet.style(document.tree, id);
        if look.hidden && style.display == Display::None {
            self.hide(document.tree, id);
            return true;
        }
        if look.block {
            self.close();
        }
        if style.break_before && !look.hidden {
            self.items.push(Item::Break);
        }
        match name {
            "br" => self.line_end(),
            "hr" => self.items.push(Item::Break),
            "table" if !look.hidden => {
                let grid = Grid::read(document, id, look, self);
                self.items.push(Item::Table(grid));
                return true;
            }
            "pre" | "listing" | "plaintext" | "xmp" if !look.hidden => {
                self.items.push(Item::Preformatted(pieces(document.tree, id)));
                return true;
            }
            "ul" | "ol" | "dir" | "menu" => self.items.push(Item::Opens(name == "ol")),
            "li" => self.items.push(Item::Entry),
            "ix:nonfraction" => self.tag = document.facts.tag(document.tree, id),
            _ => {}
        }
        false
    }

    fn leave(&mut self, document: &Document<'_>, id: Id, looks: &mut Vec<Look>) {
        if !matches!(document.tree.node(id).data, Data::Element { .. }) {
            return;
        }
        let Some(look) = looks.pop() else { return };
        if look.block {
            self.close();
        }
        if look.list {
            self.items.push(Item::Closes);
        }
        if look.break_after && !look.hidden {
            self.items.push(Item::Break);
        }
    }

    /// Adds text as it is shown: blanks folded, what takes no room left out.
    fn text(&mut self, document: &Document<'_>, text: &str, at: &Range<usize>, look: &Look) {
        let white = look.white && !look.dark_ground;
        let letters = text.chars().filter(|c| c.is_alphanumeric()).count();
        *(if white { &mut self.white } else { &mut self.shown }) += letters;
        if look.hidden || (white && !document.shows_white) {
            self.drop_hidden(text, at.clone());
            return;
        }
        let verbatim = text.len() == at.len();
        for (i, c) in text.char_indices() {
            let place =
                if verbatim { at.start + i..at.start + i + c.len_utf8() } else { at.clone() };
            self.character(c, place, look);
        }
    }

    fn character(&mut self, c: char, at: Range<usize>, look: &Look) {
        if matches!(c, '\u{200b}' | '\u{feff}' | '\u{2060}' | '\u{ad}' | '\0') {
            return;
        }
        let first = self.open.as_ref().is_none_or(|p| p.lines.last().is_none_or(Vec::is_empty));
        if c.is_whitespace() || c.is_control() {
            if first {
                self.lead += i32::from(c == '\u{a0}');
            } else {
                self.blank = true;
            }
            return;
        }
        let paragraph = self.open.get_or_insert_with(|| Paragraph {
            lines: vec![Vec::new()],
            align: look.align,
            indent: look.indent + look.first_line + 30 * self.lead,
            level: look.level,
            ..Paragraph::default()
        });
        paragraph.tags.extend(self.tag.take());
        let blank = std::mem::take(&mut self.blank);
        let fresh = std::mem::take(&mut self.fresh);
        if let Some(line) = paragraph.lines.last_mut() {
            set(line, c, at, look, (blank && !first, fresh));
        }
    }

    fn line_end(&mut self) {
        self.lead = 0;
        self.blank = false;
        let empty = self.open.as_ref().is_some_and(|p| p.lines.last().is_some_and(Vec::is_empty));
        if empty {
            // Two line ends in a row are the end of a paragraph.
            self.close();
        } else if let Some(paragraph) = &mut self.open {
            paragraph.lines.push(Vec::new());
        }
    }

    /// Ends the paragraph at hand.
    fn close(&mut self) {
        self.blank = false;
        self.lead = 0;
        if let Some(mut paragraph) = self.open.take() {
            paragraph.lines.retain(|line| !line.is_empty());
            if !paragraph.lines.is_empty() {
                self.items.push(Item::Paragraph(paragraph));
            }
        }
    }

    /// Notes all text inside a node as not shown.
    pub(super) fn hide(&mut self, tree: &Tree, root: Id) {
        let mut at = Some(root);
        while let Some(id) = at {
            let skip = matches!(tree.name(id), "script" | "style" | "ix:header" | "template");
            if let Data::Text(segments) = &tree.node(id).data {
                for segment in segments {
                    self.drop_hidden(&segment.text, segment.at.clone());
                }
            }
            at = tree.following(id, root, skip);
        }
    }

    fn drop_hidden(&mut self, text: &str, at: Range<usize>) {
        if !text.trim().is_empty() {
            let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            self.dropped.push(Dropped { text, at, why: Why::Hidden });
        }
    }
}

/// Adds a character to a line: to the piece at its end, or, where it is set otherwise or stands in another
/// node, as a new piece.
fn set(line: &mut Vec<Run>, c: char, at: Range<usize>, look: &Look, (blank, fresh): (bool, bool)) {
    let style = look.type_style();
    let link = look.link.as_deref();
    if let Some(run) = line.last_mut() {
        if !fresh && run.style == style && run.link.as_deref() == link {
            if blank {
                run.text.push(' ');
            }
            run.text.push(c);
            run.at.end = run.at.end.max(at.end);
            return;
        }
        // A blank between two pieces belongs to the plain one, so that marks of type hug their words.
        if blank && style != Type::Plain {
            run.text.push(' ');
        }
    }
    let before = if blank && style == Type::Plain { " " } else { "" };
    line.push(Run { text: format!("{before}{c}"), at, style, link: link.map(str::to_owned) });
}

/// All text inside a node, each piece with its place.
fn pieces(tree: &Tree, root: Id) -> Vec<(String, Range<usize>)> {
    let mut all = Vec::new();
    let mut at = Some(root);
    while let Some(id) = at {
        match &tree.node(id).data {
            Data::Text(segments) => {
                all.extend(segments.iter().map(|s| (s.text.to_string(), s.at.clone())));
            }
            Data::Element { .. } if tree.name(id) == "br" => all.push((String::from("\n"), 0..0)),
            _ => {}
        }
        at = tree.following(id, root, false);
    }
    all
}
