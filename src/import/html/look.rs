//! How text is set at a place of the tree: what elements hand down to what they hold.

use std::rc::Rc;

use super::super::filing::Style as Type;
use super::flow::Document;
use super::style::{Align, Display};
use super::tree::Id;

/// How text is set where the walk is.
#[derive(Clone, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a property of its own")]
pub(super) struct Look {
    bold: bool,
    emphasis: bool,
    raised: bool,
    pub(super) hidden: bool,
    pub(super) white: bool,
    pub(super) dark_ground: bool,
    pub(super) align: Align,
    pub(super) indent: i32,
    pub(super) first_line: i32,
    pub(super) level: Option<u8>,
    pub(super) link: Option<Rc<str>>,
    /// Whether the element at hand ends lines around it, and ends the page behind it.
    pub(super) block: bool,
    pub(super) break_after: bool,
    pub(super) list: bool,
}

impl Look {
    /// The look inside a cell: what is inherited but for the place on the page.
    pub(super) fn inside(&self) -> Self {
        Self {
            indent: 0,
            first_line: 0,
            level: None,
            block: true,
            break_after: false,
            list: false,
            ..self.clone()
        }
    }

    /// What type it is.
    pub(super) fn type_style(&self) -> Type {
        if self.raised {
            Type::Raised
        } else if self.bold {
            Type::Strong
        } else if self.emphasis {
            Type::Emphasis
        } else {
            Type::Plain
        }
    }
}

/// The look inside an element.
pub(super) fn descend(document: &Document<'_>, id: Id, name: &str, outer: &Look) -> Look {
    let style = document.sheet.style(document.tree, id);
    let mut look = outer.clone();
    look.break_after = style.break_after;
    look.list = matches!(name, "ul" | "ol" | "dir" | "menu");
    match name {
        "b" | "strong" | "th" => look.bold = true,
        "i" | "em" | "u" | "cite" | "ins" => look.emphasis = true,
        "sup" => look.raised = true,
        "center" => look.align = Align::Centre,
        "blockquote" | "dd" => look.indent += 300,
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
            look.level = name.as_bytes().get(1).map(|digit| digit - b'0');
        }
        "a" => look.link = document.tree.attribute(id, "href").and_then(safe).or(look.link),
        _ => {}
    }
    look.hidden = style.display == Display::None || style.hidden.unwrap_or(look.hidden);
    look.bold = style.bold.unwrap_or(look.bold);
    look.emphasis = style.emphasis.unwrap_or(look.emphasis);
    if !is_block(name) && name != "sub" {
        look.raised |= style.raised == Some(true);
    }
    look.align = style.align.unwrap_or(look.align);
    look.white = style.white_type.unwrap_or(look.white);
    look.dark_ground = style.white_ground.map_or(look.dark_ground, |white| !white);
    look.block = match style.display {
        Display::Block => true,
        Display::Inline => is_block(name) && !matches!(name, "div" | "span"),
        _ => is_block(name),
    };
    if look.block {
        look.indent += style.indent;
        look.first_line = style.first_line.unwrap_or(look.first_line);
    }
    look
}

fn is_block(name: &str) -> bool {
    matches!(
        name,
        "p" | "div"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "ul"
            | "ol"
            | "li"
            | "dir"
            | "menu"
            | "dl"
            | "dt"
            | "dd"
            | "blockquote"
            | "center"
            | "table"
            | "caption"
            | "tr"
            | "td"
            | "th"
            | "hr"
            | "pre"
            | "form"
            | "section"
            | "article"
            | "header"
            | "footer"
            | "nav"
            | "aside"
            | "main"
            | "address"
            | "figure"
            | "figcaption"
            | "fieldset"
            | "legend"
            | "body"
            | "html"
            | "details"
            | "summary"
            | "listing"
            | "plaintext"
            | "xmp"
            | "option"
            | "select"
            | "button"
            | "document"
            | "text"
            | "page"
    )
}

/// An address that is safe to link to.
fn safe(href: &str) -> Option<Rc<str>> {
    let href = href.trim();
    let scheme = href.split_once(':')?.0.to_ascii_lowercase();
    let plain = !href.chars().any(|c| c.is_control() || c.is_whitespace());
    (plain && matches!(scheme.as_str(), "http" | "https" | "mailto")).then(|| href.into())
}
