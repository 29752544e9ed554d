//! What may stand in the files of a site, said once: from it come the JSON Schemas that editors read and the
//! reference in the documentation.
//!
//! The readers in [`crate::load`] are the authority. `tests/schema.rs` asks them key by key whether they know what
//! is described here, and nothing else.

mod company;
mod describe;
mod document;
mod form;
mod json;
mod records;
mod reference;

use std::fmt;

pub use describe::KINDS;
pub use json::schema;
pub use reference::reference;

/// A kind of file, or of a part of one, that has a schema.
pub struct Kind {
    /// Its name on the command line.
    pub name: &'static str,
    /// What it describes, in a few words.
    pub title: &'static str,
    /// Where it stands.
    pub place: &'static str,
    /// What it is.
    pub shape: Shape,
}

/// A mapping: its keys, and what holds between them.
pub struct Object {
    /// The keys, in the order in which they are best written.
    pub keys: &'static [Key],
    /// What holds between them.
    pub rule: Rule,
}

/// What holds between the keys of a mapping.
#[derive(Clone, Copy)]
pub enum Rule {
    /// Nothing.
    Free,
    /// These do not stand together.
    NotTogether(&'static [&'static str]),
    /// One of these is there, and only one.
    One(&'static [&'static str]),
    /// At least one of these is there.
    Some(&'static [&'static str]),
}

/// A key.
pub struct Key {
    /// Its name.
    pub name: &'static str,
    /// Whether it must be there.
    pub required: bool,
    /// What it takes.
    pub shape: Shape,
    /// What it means, in Markdown: shown by editors where it is written.
    pub doc: &'static str,
}

/// What a value is.
#[derive(Clone, Copy)]
pub enum Shape {
    /// Text on one line.
    Line,
    /// Markdown.
    Prose,
    /// True or false.
    Truth,
    /// A whole number, not negative.
    Whole,
    /// Text of a certain form.
    Form(&'static Form),
    /// One of these words.
    Words(fn() -> Vec<&'static str>),
    /// A list.
    List(&'static Shape),
    /// A mapping.
    Map(&'static Object),
    /// A mapping from names of statements.
    ByStatement(&'static Object),
    /// Markdown, or a mapping.
    ProseOr(&'static Object),
}

/// Text of a certain form.
pub struct Form {
    /// What it is called.
    pub name: &'static str,
    /// A pattern that every text of this form fits: necessary, not sufficient.
    pub pattern: &'static str,
    /// Whether YAML may take it for a number.
    pub number: bool,
    /// Texts of this form.
    pub examples: &'static [&'static str],
}

impl fmt::Display for Shape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Line => f.write_str("text"),
            Self::Prose => f.write_str("Markdown"),
            Self::Truth => f.write_str("`true` or `false`"),
            Self::Whole => f.write_str("a whole number"),
            Self::Form(form) => f.write_str(form.name),
            Self::Words(words) => {
                let words: Vec<String> = words().iter().map(|word| format!("`{word}`")).collect();
                write!(f, "one of {}", words.join(", "))
            }
            Self::List(Self::Map(_)) => f.write_str("a list, see below"),
            Self::List(item) => write!(f, "a list; each: {item}"),
            Self::Map(_) => f.write_str("see below"),
            Self::ByStatement(_) => f.write_str("by name of the statement, see below"),
            Self::ProseOr(_) => f.write_str("Markdown, or see below"),
        }
    }
}

/// The kind of a name.
#[must_use]
pub fn find(name: &str) -> Option<&'static Kind> {
    KINDS.iter().find(|kind| kind.name == name)
}
