//! A document as a tree in one vector: parsed as browsers parse it, each text with its place.
//!
//! Nodes name each other by number, so that no walk over the tree recurses, however deep it is.

use std::ops::Range;
use std::rc::Rc;

use html5ever::tendril::StrTendril;
use html5ever::{Attribute, QualName};

/// The number of a node.
pub(super) type Id = usize;

/// The number of the document itself.
pub(super) const ROOT: Id = 0;

/// A parsed document.
#[derive(Debug, Default)]
pub(super) struct Tree {
    pub(super) nodes: Vec<Node>,
    /// Where reading stopped, and because of what.
    pub(super) stopped: Option<(usize, Excess)>,
}

/// What no document has, and would cost more to read than it is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Excess {
    /// Elements deeper in each other than browsers lay them out.
    Depth,
    /// A tag with more attributes than any element knows.
    Attributes,
    /// More elements than there are bytes: unclosed ones that each paragraph opens again.
    Elements,
}

/// A node and its neighbours.
#[derive(Debug, Default)]
pub(super) struct Node {
    pub(super) parent: Option<Id>,
    pub(super) first: Option<Id>,
    pub(super) next: Option<Id>,
    last: Option<Id>,
    previous: Option<Id>,
    /// How deep it lies.
    pub(super) depth: u32,
    pub(super) data: Data,
}

/// What a node is.
#[derive(Debug, Default)]
pub(super) enum Data {
    /// The document, a comment, or whatever else shows nothing.
    #[default]
    Nothing,
    /// An element.
    Element {
        /// Its name in lower case, with its prefix.
        name: Rc<QualName>,
        /// Its attributes as written.
        attributes: Vec<Attribute>,
    },
    /// Text.
    Text(Vec<Segment>),
}

/// Text from one piece of the document.
#[derive(Debug)]
pub(super) struct Segment {
    /// The text, entities resolved.
    pub(super) text: StrTendril,
    /// Where it stands.
    pub(super) at: Range<usize>,
}

impl Tree {
    /// The node of a number.
    pub(super) fn node(&self, id: Id) -> &Node {
        &self.nodes[id]
    }

    /// The name of an element, empty for anything else.
    pub(super) fn name(&self, id: Id) -> &str {
        match &self.nodes[id].data {
            Data::Element { name, .. } => &name.local,
            _ => "",
        }
    }

    /// An attribute of an element, as written.
    pub(super) fn attribute(&self, id: Id, wanted: &str) -> Option<&str> {
        match &self.nodes[id].data {
            Data::Element { attributes, .. } => {
                attributes.iter().find(|a| &*a.name.local == wanted).map(|a| &*a.value)
            }
            _ => None,
        }
    }

    /// The node that follows in reading order, inside `root`; without its content when `over` is set.
    pub(super) fn following(&self, id: Id, root: Id, over: bool) -> Option<Id> {
        if !over && let Some(first) = self.nodes[id].first {
            return Some(first);
        }
        let mut at = id;
        while at != root {
            if let Some(next) = self.nodes[at].next {
                return Some(next);
            }
            at = self.nodes[at].parent?;
        }
        None
    }

    /// All text inside a node, as it stands.
    pub(super) fn text(&self, root: Id) -> String {
        let mut text = String::new();
        let mut at = Some(root);
        while let Some(id) = at {
            if let Data::Text(segments) = &self.nodes[id].data {
                text.extend(segments.iter().map(|segment| &*segment.text));
            }
            at = self.following(id, root, false);
        }
        text
    }

    /// Takes a node out of its place.
    pub(super) fn detach(&mut self, id: Id) {
        let (parent, previous, next) = {
            let node = &mut self.nodes[id];
            (node.parent.take(), node.previous.take(), node.next.take())
        };
        if let Some(previous) = previous {
            self.nodes[previous].next = next;
        } else if let Some(parent) = parent {
            self.nodes[parent].first = next;
        }
        if let Some(next) = next {
            self.nodes[next].previous = previous;
        } else if let Some(parent) = parent {
            self.nodes[parent].last = previous;
        }
    }

    /// Puts a node before another child of `parent`, or behind its last.
    pub(super) fn insert(&mut self, parent: Id, before: Option<Id>, id: Id) {
        self.detach(id);
        let previous = before.map_or(self.nodes[parent].last, |b| self.nodes[b].previous);
        let depth = self.nodes[parent].depth + 1;
        let node = &mut self.nodes[id];
        (node.parent, node.previous, node.next, node.depth) =
            (Some(parent), previous, before, depth);
        match previous {
            Some(previous) => self.nodes[previous].next = Some(id),
            None => self.nodes[parent].first = Some(id),
        }
        match before {
            Some(before) => self.nodes[before].previous = Some(id),
            None => self.nodes[parent].last = Some(id),
        }
    }

    /// Adds a node that stands nowhere yet.
    pub(super) fn add(&mut self, data: Data) -> Id {
        self.nodes.push(Node { data, ..Node::default() });
        self.nodes.len() - 1
    }

    /// Puts text before a child or behind the last, into the text that stands there if there is one.
    pub(super) fn insert_text(&mut self, parent: Id, before: Option<Id>, segment: Segment) {
        let neighbour = before.map_or(self.nodes[parent].last, |b| self.nodes[b].previous);
        if let Some(Data::Text(segments)) = neighbour.map(|id| &mut self.nodes[id].data) {
            segments.push(segment);
            return;
        }
        let id = self.add(Data::Text(vec![segment]));
        self.insert(parent, before, id);
    }
}
