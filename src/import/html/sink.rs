//! What the parser's tokens become: nodes of the tree, each text with its place.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::ops::Range;
use std::rc::Rc;

use html5ever::interface::ElementFlags;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer,
};
use html5ever::tree_builder::{NodeOrText, QuirksMode, TreeBuilder, TreeBuilderOpts, TreeSink};
use html5ever::{Attribute, ExpandedName, QualName, TokenizerResult, local_name, ns};

use super::pieces::Pieces;
use super::tree::{Data, Excess, Id, Node, ROOT, Segment, Tree};

/// How deep elements may lie in each other: as deep as browsers lay them out.
const DEPTH: u32 = 512;

impl Tree {
    /// Parses a part of a text.
    pub(super) fn parse(text: &str, part: Range<usize>, dash_escaped: bool) -> Self {
        let place = Rc::new(Place::default());
        // Of an XML document every tag that closes itself is closed; of any other only one with a prefix.
        let head = text.get(part.clone()).unwrap_or_default().trim_start();
        let xml = head.starts_with("<?xml");
        let nameless = Rc::new(QualName::new(None, ns!(), local_name!("")));
        let sink = Sink { tree: RefCell::default(), place: Rc::clone(&place), nameless };
        sink.tree.borrow_mut().nodes.push(Node::default());
        let options = TreeBuilderOpts { scripting_enabled: false, ..TreeBuilderOpts::default() };
        let closing = Closing { builder: TreeBuilder::new(sink, options), xml };
        let tokenizer = Tokenizer::new(closing, html5ever::tokenizer::TokenizerOpts::default());
        let queue = BufferQueue::default();
        let budget = part.len() + 4096;
        let mut pieces = Pieces::of(text, part, dash_escaped);
        while let Some(piece) = pieces.next() {
            // Left open, elements of type are opened again in each paragraph; no document needs more
            // nodes than it has bytes.
            let full = tokenizer.sink.builder.sink.tree.borrow().nodes.len() > budget;
            let excess = [
                (place.deep.get(), Excess::Depth),
                (pieces.overfull, Excess::Attributes),
                (full, Excess::Elements),
            ];
            if let Some((_, excess)) = excess.into_iter().find(|(is, _)| *is) {
                let stopped = Some((piece.at.start, excess));
                return Self { nodes: Vec::from([Node::default()]), stopped };
            }
            place.begin(&piece.at, piece.tag);
            queue.push_back(StrTendril::from_slice(text.get(piece.at.clone()).unwrap_or_default()));
            while !matches!(tokenizer.feed(&queue), TokenizerResult::Done) {}
            place.finish(&piece.at, piece.tag);
        }
        tokenizer.end();
        tokenizer.sink.builder.sink.tree.take()
    }
}

/// What is being read now.
#[derive(Debug, Default)]
struct Place {
    /// Where text begins that has not come yet.
    from: Cell<usize>,
    start: Cell<usize>,
    end: Cell<usize>,
    tag: Cell<bool>,
    /// Whether this piece has given text.
    gave: Cell<bool>,
    deep: Cell<bool>,
}

impl Place {
    fn begin(&self, at: &Range<usize>, tag: bool) {
        self.start.set(at.start);
        self.end.set(at.end);
        self.tag.set(tag);
        self.gave.set(false);
    }

    fn finish(&self, at: &Range<usize>, tag: bool) {
        if tag || self.gave.get() {
            self.from.set(at.end);
        }
    }

    /// Where text stands that comes now. An entity without its semicolon and text in a table come late, when
    /// the next tag is read.
    fn of_text(&self) -> Range<usize> {
        self.gave.set(true);
        let (from, start) = (self.from.get(), self.start.get());
        if !self.tag.get() {
            from.min(start)..self.end.get()
        } else if from < start {
            from..start
        } else {
            start..self.end.get()
        }
    }
}

/// A node as the parser holds it: its number, and its name, which is empty if it is no element.
#[derive(Clone)]
struct Handle {
    id: Id,
    name: Rc<QualName>,
}

struct Sink {
    tree: RefCell<Tree>,
    place: Rc<Place>,
    nameless: Rc<QualName>,
}

impl Sink {
    fn handle(&self, id: Id) -> Handle {
        Handle { id, name: Rc::clone(&self.nameless) }
    }

    fn put(&self, parent: Id, before: Option<Id>, child: NodeOrText<Handle>) {
        let mut tree = self.tree.borrow_mut();
        match child {
            NodeOrText::AppendNode(node) => {
                tree.insert(parent, before, node.id);
                if tree.nodes[node.id].depth > DEPTH {
                    self.place.deep.set(true);
                }
            }
            NodeOrText::AppendText(text) => {
                tree.insert_text(parent, before, Segment { text, at: self.place.of_text() });
            }
        }
    }
}

impl TreeSink for Sink {
    type Handle = Handle;
    type Output = Tree;
    type ElemName<'a> = ExpandedName<'a>;

    fn finish(self) -> Tree {
        self.tree.into_inner()
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> Handle {
        self.handle(ROOT)
    }

    fn elem_name<'a>(&'a self, target: &'a Handle) -> ExpandedName<'a> {
        target.name.expanded()
    }

    fn create_element(
        &self,
        name: QualName,
        attributes: Vec<Attribute>,
        _: ElementFlags,
    ) -> Handle {
        let name = Rc::new(name);
        let data = Data::Element { name: Rc::clone(&name), attributes };
        Handle { id: self.tree.borrow_mut().add(data), name }
    }

    fn create_comment(&self, _: StrTendril) -> Handle {
        self.handle(self.tree.borrow_mut().add(Data::Nothing))
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> Handle {
        self.handle(self.tree.borrow_mut().add(Data::Nothing))
    }

    fn append(&self, parent: &Handle, child: NodeOrText<Handle>) {
        self.put(parent.id, None, child);
    }

    fn append_based_on_parent_node(
        &self,
        element: &Handle,
        before: &Handle,
        child: NodeOrText<Handle>,
    ) {
        let has_parent = self.tree.borrow().nodes[element.id].parent.is_some();
        if has_parent {
            self.append_before_sibling(element, child);
        } else {
            self.append(before, child);
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    fn get_template_contents(&self, _: &Handle) -> Handle {
        // What a template holds is not shown: it goes into a node that stands nowhere.
        self.handle(self.tree.borrow_mut().add(Data::Nothing))
    }

    fn same_node(&self, x: &Handle, y: &Handle) -> bool {
        x.id == y.id
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &Handle, child: NodeOrText<Handle>) {
        let parent = self.tree.borrow().nodes[sibling.id].parent;
        if let Some(parent) = parent {
            self.put(parent, Some(sibling.id), child);
        }
    }

    fn add_attrs_if_missing(&self, target: &Handle, new: Vec<Attribute>) {
        let mut tree = self.tree.borrow_mut();
        if let Data::Element { attributes, .. } = &mut tree.nodes[target.id].data {
            for attribute in new {
                if attributes.iter().all(|a| a.name != attribute.name) {
                    attributes.push(attribute);
                }
            }
        }
    }

    fn remove_from_parent(&self, target: &Handle) {
        self.tree.borrow_mut().detach(target.id);
    }

    fn reparent_children(&self, node: &Handle, new_parent: &Handle) {
        let mut tree = self.tree.borrow_mut();
        while let Some(child) = tree.nodes[node.id].first {
            tree.insert(new_parent.id, None, child);
        }
    }
}

/// Closes elements whose tag closes itself: `<ix:nonFraction … />` holds nothing of what follows.
struct Closing {
    builder: TreeBuilder<Handle, Sink>,
    xml: bool,
}

impl TokenSink for Closing {
    type Handle = Handle;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<Handle> {
        let close = match &token {
            Token::TagToken(tag) if tag.kind == TagKind::StartTag && tag.self_closing => {
                (tag.name.contains(':') || self.xml).then(|| tag.name.clone())
            }
            _ => None,
        };
        let result = self.builder.process_token(token, line);
        match (close, &result) {
            (Some(name), TokenSinkResult::Continue) if !VOID.contains(&&*name) => {
                let end = Tag {
                    kind: TagKind::EndTag,
                    name,
                    self_closing: false,
                    attrs: Vec::new(),
                    had_duplicate_attributes: false,
                };
                self.builder.process_token(Token::TagToken(end), line)
            }
            _ => result,
        }
    }

    fn end(&self) {
        self.builder.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.builder.adjusted_current_node_present_but_not_in_html_namespace()
    }
}

/// Elements that have no content and no end tag.
const VOID: [&str; 13] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
    "wbr",
];
