//! The visible text of a page: one block a line, navigation too.

use super::hints::{self, Hints};
use super::tree::{Data, Id, Tree};
use sayso_core::Span;

/// A piece of visible text that stands on a line of its own.
#[derive(Debug)]
pub struct Block {
    /// Where in [`Visible::text`].
    pub span: Span,
    /// The element that makes it a block.
    pub node: Id,
    /// Bytes that are part of links.
    pub linked: usize,
    /// Where its first link leads.
    pub href: Option<String>,
    /// All of it is bold.
    pub bold: bool,
    /// The link that it begins in.
    anchor: Option<Id>,
    /// It follows the block before in the same element, after a line break.
    pub broken: bool,
}

/// Visible text and its blocks.
#[derive(Debug, Default)]
pub struct Visible {
    /// One block a line.
    pub text: String,
    /// The blocks in order.
    pub blocks: Vec<Block>,
}

/// The visible text of a page; `all` takes in what its styles hide.
pub fn read(tree: &Tree, all: bool) -> Visible {
    let mut b = Builder {
        tree,
        all,
        out: Visible::default(),
        line: Line::default(),
        stack: Vec::new(),
        pre: 0,
        a: 0,
        b: 0,
        anchor: None,
    };
    tree.walk(0, &mut |id, node, enter| match (&node.data, enter) {
        (Data::Text(t), true) => {
            b.text(t);
            true
        }
        (Data::Element(..), true) => b.enter(id),
        (Data::Element(..), false) => {
            b.leave(id);
            true
        }
        _ => true,
    });
    b.flush(false);
    unlink_open(&mut b.out.blocks);
    b.out
}

/// A link around many blocks was never closed: its blocks are no links.
fn unlink_open(blocks: &mut [Block]) {
    let mut from = 0;
    while from < blocks.len() {
        let anchor = blocks[from].anchor;
        let run = blocks[from..].iter().take_while(|b| b.anchor == anchor).count();
        let bytes: usize = blocks[from..from + run].iter().map(|b| b.linked).sum();
        if anchor.is_some() && run > 2 && bytes > 900 {
            blocks[from..from + run].iter_mut().for_each(|b| b.linked = 0);
        }
        from += run;
    }
}

#[derive(Default)]
struct Line {
    text: String,
    space: bool,
    linked: usize,
    bold: usize,
    href: Option<String>,
    anchor: Option<Id>,
    /// An inline element has just been closed.
    closed: bool,
    broken: bool,
}

struct Builder<'a> {
    tree: &'a Tree,
    all: bool,
    out: Visible,
    line: Line,
    stack: Vec<Id>,
    pre: u32,
    a: u32,
    b: u32,
    anchor: Option<Id>,
}

impl Builder<'_> {
    /// Whether to go into the element.
    fn enter(&mut self, id: Id) -> bool {
        let name = self.tree.name(id);
        let unseen = is_unseen(name) || (!self.all && name == "noscript");
        if unseen || (!self.all && hints::of(self.tree, id).any(Hints::HIDDEN)) {
            return false;
        }
        match name {
            "br" => self.flush(true),
            "hr" => self.flush(false),
            _ if is_inline(name) => {
                if self.line.closed && !self.line.space && is_apart(self.tree, id) {
                    self.line.space = true;
                }
                self.line.closed = false;
                if name == "a" {
                    self.a += 1;
                    self.anchor = Some(id);
                }
                self.b += u32::from(matches!(name, "b" | "strong"));
                if name == "a" && self.line.href.is_none() {
                    self.line.href = self.tree.attr(id, "href").map(str::to_string);
                }
            }
            _ => {
                self.flush(false);
                self.stack.push(id);
                self.pre += u32::from(name == "pre");
            }
        }
        true
    }

    fn leave(&mut self, id: Id) {
        let name = self.tree.name(id);
        if matches!(name, "br" | "hr") || is_unseen(name) {
            return;
        }
        if is_inline(name) {
            self.a = self.a.saturating_sub(u32::from(name == "a"));
            self.b = self.b.saturating_sub(u32::from(matches!(name, "b" | "strong")));
            self.line.closed = true;
        } else if self.stack.last() == Some(&id) {
            self.flush(false);
            self.stack.pop();
            self.pre = self.pre.saturating_sub(u32::from(name == "pre"));
        }
    }

    fn text(&mut self, text: &str) {
        for c in text.chars() {
            if c == '\n' && self.pre > 0 {
                self.flush(true);
            } else if c.is_whitespace() || c == '\u{200b}' || c == '\u{feff}' {
                self.line.space = true;
            } else if c.is_control() || c == '\u{ad}' {
                continue;
            } else {
                self.push(c);
            }
        }
    }

    fn push(&mut self, c: char) {
        let line = &mut self.line;
        if line.space && !line.text.is_empty() {
            line.text.push(' ');
            line.linked += usize::from(self.a > 0);
            line.bold += usize::from(self.b > 0);
        }
        if line.text.is_empty() && self.a > 0 {
            line.anchor = self.anchor;
        }
        line.space = false;
        line.closed = false;
        line.text.push(c);
        line.linked += if self.a > 0 { c.len_utf8() } else { 0 };
        line.bold += if self.b > 0 { c.len_utf8() } else { 0 };
    }

    fn flush(&mut self, broken: bool) {
        let line = std::mem::take(&mut self.line);
        self.line.broken = broken;
        if line.text.is_empty() {
            self.line.broken |= line.broken && broken;
            return;
        }
        let start = self.out.text.len();
        self.out.text.push_str(&line.text);
        let span = Span::new(start, self.out.text.len());
        self.out.text.push('\n');
        let bold = line.bold + 3 >= line.text.len() && line.bold > 0;
        let node = self.stack.last().copied().unwrap_or(0);
        let (linked, href) = (line.linked, line.href);
        self.out.blocks.push(Block { span, node, linked, href, bold, anchor: line.anchor, broken: line.broken });
    }
}

/// Two links or two named spans side by side are set apart on the screen.
fn is_apart(tree: &Tree, id: Id) -> bool {
    matches!(tree.name(id), "a" | "time") || tree.attr(id, "class").is_some()
}

/// Elements whose contents are not shown.
fn is_unseen(name: &str) -> bool {
    matches!(
        name,
        "head"
            | "script"
            | "style"
            | "noscript"
            | "template"
            | "svg"
            | "math"
            | "iframe"
            | "object"
            | "embed"
            | "video"
            | "audio"
            | "canvas"
            | "select"
            | "datalist"
            | "textarea"
            | "map"
            | "input"
            | "noframes"
            | "applet"
            | "frameset"
    )
}

fn is_inline(name: &str) -> bool {
    matches!(
        name,
        "a" | "abbr"
            | "acronym"
            | "b"
            | "bdi"
            | "bdo"
            | "big"
            | "cite"
            | "code"
            | "data"
            | "del"
            | "dfn"
            | "em"
            | "font"
            | "i"
            | "img"
            | "ins"
            | "kbd"
            | "mark"
            | "nobr"
            | "q"
            | "ruby"
            | "rb"
            | "rt"
            | "rp"
            | "s"
            | "samp"
            | "small"
            | "span"
            | "strike"
            | "strong"
            | "sub"
            | "sup"
            | "time"
            | "tt"
            | "u"
            | "var"
            | "wbr"
            | "label"
            | "picture"
            | "source"
            | "html"
            | "center-"
            | "o:p"
            | "amp-img"
            | "blink"
            | "output"
            | "meter"
            | "progress"
            | "track"
            | "area"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(html: &str) -> String {
        read(&Tree::new(html).0, false).text
    }

    #[test]
    fn one_block_a_line() {
        let html = "<head><title>T</title></head><ul><li><a>Home</a><a>News</a></ul><p>One <b>bold</b>\n word.<br>Two<p hidden>no<script>x</script>";
        assert_eq!(text(html), "Home News\nOne bold word.\nTwo\n");
        assert_eq!(text("<pre>a\nb</pre><td>c"), "a\nb\nc\n");
        assert_eq!(text("plain <i>text</i> only"), "plain text only\n");
    }
}
