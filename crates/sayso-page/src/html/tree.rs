//! The tree of a page, parsed as browsers do, in one arena.

use html5ever::interface::{ElemName, ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::{Attribute, LocalName, Namespace, ParseOpts, QualName, parse_document};
use std::borrow::Cow;
use std::cell::{Cell, RefCell};

/// Index of a node.
pub type Id = u32;

/// No node.
const NONE: Id = Id::MAX;

/// A page is read up to this many nodes and this depth: what lies beyond is left out.
const NODES: usize = 1_500_000;
const DEPTH: u32 = 3_000;
/// The parser is fed in pieces, so that the limits are met in time.
const PIECE: usize = 16_384;

/// What a node is.
#[derive(Debug)]
pub enum Data {
    /// Document, comment, doctype.
    Other,
    /// Text.
    Text(StrTendril),
    /// An element with its attributes.
    Element(QualName, Vec<Attribute>),
}

/// A node and its neighbours.
#[derive(Debug)]
pub struct Node {
    /// What it is.
    pub data: Data,
    parent: Id,
    first: Id,
    last: Id,
    before: Id,
    after: Id,
    depth: u32,
}

/// A parsed page; node 0 is the document.
#[derive(Debug)]
pub struct Tree {
    nodes: Vec<Node>,
}

impl Tree {
    /// Parses a page; the warning tells of a part left out.
    pub fn new(html: &str) -> (Tree, Option<String>) {
        let mut options = ParseOpts::default();
        // What stands in `<noscript>` is parsed, so that it can be read where nothing else is.
        options.tree_builder.scripting_enabled = false;
        let mut parser = parse_document(Sink::default(), options);
        let mut at = 0;
        let mut warning = None;
        while at < html.len() {
            let end = html.ceil_char_boundary((at + PIECE).min(html.len()));
            parser.process(StrTendril::from_slice(&html[at..end]));
            at = end;
            let sink = &parser.tokenizer.sink.sink;
            if at < html.len() && (sink.nodes.borrow().len() > NODES || sink.deepest.get() > DEPTH) {
                warning = Some(format!("the page is too deep or too large: read up to byte {at} of {}", html.len()));
                break;
            }
        }
        (parser.finish(), warning)
    }

    /// Number of nodes.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// The node `id`.
    pub fn node(&self, id: Id) -> &Node {
        &self.nodes[id as usize]
    }

    /// Its parent.
    pub fn parent(&self, id: Id) -> Option<Id> {
        some(self.node(id).parent)
    }

    /// Its first child.
    pub fn first_child(&self, id: Id) -> Option<Id> {
        some(self.node(id).first)
    }

    /// What follows it in the same parent.
    pub fn next(&self, id: Id) -> Option<Id> {
        some(self.node(id).after)
    }

    /// Name of an element, else "".
    pub fn name(&self, id: Id) -> &str {
        match &self.node(id).data {
            Data::Element(name, _) => &name.local,
            _ => "",
        }
    }

    /// An attribute of an element.
    pub fn attr(&self, id: Id, name: &str) -> Option<&str> {
        match &self.node(id).data {
            Data::Element(_, attrs) => attrs.iter().find(|a| &*a.name.local == name).map(|a| &*a.value),
            _ => None,
        }
    }

    /// All text inside a node, as it stands.
    pub fn text(&self, id: Id) -> String {
        let mut out = String::new();
        self.walk(id, &mut |_, n, enter| {
            if enter && let Data::Text(t) = &n.data {
                out.push_str(t);
            }
            true
        });
        out
    }

    /// Visits `root` and all below it, entering and leaving; `visit` returns whether to go in.
    pub fn walk(&self, root: Id, visit: &mut dyn FnMut(Id, &Node, bool) -> bool) {
        let mut at = root;
        loop {
            let inside = visit(at, self.node(at), true);
            if inside && let Some(child) = self.first_child(at) {
                at = child;
                continue;
            }
            visit(at, self.node(at), false);
            loop {
                if at == root {
                    return;
                }
                if let Some(next) = self.next(at) {
                    at = next;
                    break;
                }
                let Some(parent) = self.parent(at) else { return };
                at = parent;
                visit(at, self.node(at), false);
            }
        }
    }
}

fn some(id: Id) -> Option<Id> {
    (id != NONE).then_some(id)
}

/// What the parser builds the tree in.
struct Sink {
    nodes: RefCell<Vec<Node>>,
    deepest: Cell<u32>,
}

impl Default for Sink {
    fn default() -> Self {
        let sink = Sink { nodes: RefCell::default(), deepest: Cell::new(0) };
        sink.add(Data::Other);
        sink
    }
}

impl Sink {
    fn add(&self, data: Data) -> Id {
        let mut nodes = self.nodes.borrow_mut();
        nodes.push(Node { data, parent: NONE, first: NONE, last: NONE, before: NONE, after: NONE, depth: 0 });
        (nodes.len() - 1) as Id
    }

    /// Puts `child` under `parent`, before `before` or last.
    fn link(&self, parent: Id, child: Id, before: Id) {
        self.unlink(child);
        let nodes = &mut *self.nodes.borrow_mut();
        let depth = nodes[parent as usize].depth + 1;
        self.deepest.set(self.deepest.get().max(depth));
        let left = if before == NONE { nodes[parent as usize].last } else { nodes[before as usize].before };
        let c = &mut nodes[child as usize];
        (c.parent, c.before, c.after, c.depth) = (parent, left, before, depth);
        match left {
            NONE => nodes[parent as usize].first = child,
            l => nodes[l as usize].after = child,
        }
        match before {
            NONE => nodes[parent as usize].last = child,
            b => nodes[b as usize].before = child,
        }
    }

    fn unlink(&self, child: Id) {
        let nodes = &mut *self.nodes.borrow_mut();
        let c = &nodes[child as usize];
        let (parent, left, right) = (c.parent, c.before, c.after);
        if parent == NONE {
            return;
        }
        match left {
            NONE => nodes[parent as usize].first = right,
            l => nodes[l as usize].after = right,
        }
        match right {
            NONE => nodes[parent as usize].last = left,
            r => nodes[r as usize].before = left,
        }
        let c = &mut nodes[child as usize];
        (c.parent, c.before, c.after) = (NONE, NONE, NONE);
    }

    /// Adds text to the text node `at`, if it is one.
    fn joined(&self, at: Id, text: &StrTendril) -> bool {
        if at == NONE {
            return false;
        }
        match &mut self.nodes.borrow_mut()[at as usize].data {
            Data::Text(t) => {
                t.push_tendril(text);
                true
            }
            _ => false,
        }
    }

    fn insert(&self, parent: Id, child: NodeOrText<Id>, before: Id) {
        match child {
            NodeOrText::AppendNode(node) => self.link(parent, node, before),
            NodeOrText::AppendText(text) => {
                let left = {
                    let nodes = self.nodes.borrow();
                    if before == NONE { nodes[parent as usize].last } else { nodes[before as usize].before }
                };
                if !self.joined(left, &text) {
                    let node = self.add(Data::Text(text));
                    self.link(parent, node, before);
                }
            }
        }
    }
}

/// Name of an element, for the parser.
#[derive(Debug)]
struct Name(Namespace, LocalName);

impl ElemName for Name {
    fn ns(&self) -> &Namespace {
        &self.0
    }

    fn local_name(&self) -> &LocalName {
        &self.1
    }
}

impl TreeSink for Sink {
    type Handle = Id;
    type Output = Tree;
    type ElemName<'a> = Name;

    fn finish(self) -> Tree {
        Tree { nodes: self.nodes.into_inner() }
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> Id {
        0
    }

    fn elem_name(&self, target: &Id) -> Name {
        match &self.nodes.borrow()[*target as usize].data {
            Data::Element(name, _) => Name(name.ns.clone(), name.local.clone()),
            _ => Name(Namespace::default(), LocalName::default()),
        }
    }

    fn create_element(&self, name: QualName, attrs: Vec<Attribute>, _: ElementFlags) -> Id {
        self.add(Data::Element(name, attrs))
    }

    fn create_comment(&self, _: StrTendril) -> Id {
        self.add(Data::Other)
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> Id {
        self.add(Data::Other)
    }

    fn append(&self, parent: &Id, child: NodeOrText<Id>) {
        self.insert(*parent, child, NONE);
    }

    fn append_based_on_parent_node(&self, element: &Id, previous: &Id, child: NodeOrText<Id>) {
        let parent = self.nodes.borrow()[*element as usize].parent;
        match parent {
            NONE => self.insert(*previous, child, NONE),
            p => self.insert(p, child, *element),
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    // Templates are not shown: their contents stay under them.
    fn get_template_contents(&self, target: &Id) -> Id {
        *target
    }

    fn same_node(&self, x: &Id, y: &Id) -> bool {
        x == y
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &Id, child: NodeOrText<Id>) {
        let parent = self.nodes.borrow()[*sibling as usize].parent;
        if parent != NONE {
            self.insert(parent, child, *sibling);
        }
    }

    fn add_attrs_if_missing(&self, target: &Id, attrs: Vec<Attribute>) {
        if let Data::Element(_, have) = &mut self.nodes.borrow_mut()[*target as usize].data {
            for a in attrs {
                if !have.iter().any(|h| h.name == a.name) {
                    have.push(a);
                }
            }
        }
    }

    fn remove_from_parent(&self, target: &Id) {
        self.unlink(*target);
    }

    fn reparent_children(&self, node: &Id, new_parent: &Id) {
        loop {
            let child = self.nodes.borrow()[*node as usize].first;
            if child == NONE {
                return;
            }
            self.link(*new_parent, child, NONE);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn broken_html_becomes_a_tree() {
        let (tree, warning) = Tree::new("<p>One<p>Two <b>bold<table>stray<tr><td>cell</table>");
        assert_eq!(tree.text(0), "OneTwo boldstraycell");
        assert!(warning.is_none());
    }

    #[test]
    fn depth_has_a_limit() {
        let deep = "<div>".repeat(200_000);
        let (tree, warning) = Tree::new(&deep);
        assert!(warning.is_some() && tree.len() < 20_000);
    }
}
