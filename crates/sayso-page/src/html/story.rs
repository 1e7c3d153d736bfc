//! Which blocks of a page are its story: the element whose blocks are worth most together,
//! then block by block.

use super::blocks::{Block, Visible};
use super::hints::{self, Hints};
use super::meta::Meta;
use super::tree::{Data, Id, Tree};
use crate::cues::Cue;
use crate::dates;
use crate::kinds::Sheet;
use crate::shape::norm;
use crate::words::Order;
use sayso_core::LineKind;

/// What is known of a page when its blocks are told.
pub(crate) struct Page<'a> {
    pub tree: &'a Tree,
    pub visible: &'a Visible,
    pub meta: &'a Meta,
    /// Hints of each element itself.
    own: Vec<Hints>,
    /// Hints of each element and what it stands in.
    all: Vec<Hints>,
    body: Option<String>,
}

/// Most that one block can be worth.
const MOST: f32 = 700.0;

impl<'a> Page<'a> {
    pub fn new(tree: &'a Tree, visible: &'a Visible, meta: &'a Meta, sheet: &Sheet) -> Self {
        let mut own: Vec<Hints> = vec![Hints::default(); tree.len()];
        for id in 0..tree.len() as Id {
            if matches!(tree.node(id).data, Data::Element(..)) {
                own[id as usize] = hints::of(tree, id);
            }
        }
        let body = meta.body.as_deref().map(flat).filter(|b| b.len() > 200);
        let mut page = Page { tree, visible, meta, all: own.clone(), own, body };
        page.mute(sheet);
        page.mark_cards(sheet);
        page.all = page.inherit(0);
        page
    }

    /// A hint that would send most of the page away tells nothing.
    fn mute(&mut self, sheet: &Sheet) {
        let text = |b: &Block, i: usize| {
            let read = sheet.seen[i].shape.is_paragraph() && b.linked * 2 < b.span.len();
            if read { b.span.len() as f32 } else { 0.0 }
        };
        let mass = self.sums(&|i, b| text(b, i));
        let total = mass[0].max(1.0);
        let linked = self.sums(&|_, b| b.linked as f32);
        for ((h, m), linked) in self.own.iter_mut().zip(&mass).zip(&linked) {
            if *linked == 0.0 && *m > 0.0 {
                *h = h.without(Hints::RELATED);
            }
            if *m > 0.55 * total {
                *h = h.without(Hints::JUNK.with(Hints::RELATED).with(Hints::BIO).with(Hints::NAV).with(Hints::CAPTION));
                *h = h.without(Hints::BYLINE.with(Hints::DATE).with(Hints::SUMMARY).with(Hints::KICKER));
            }
            if *m > 0.9 * total {
                *h = h.without(Hints::COMMENTS);
            }
        }
    }

    /// Lists of other stories: three and more elements of one kind side by side, each a
    /// link of headline length with at most a few lines under it.
    fn mark_cards(&mut self, sheet: &Sheet) {
        let reads = |i: usize| sheet.seen[i].shape.is_paragraph();
        let text = self.sums(&|i, b| if reads(i) && b.linked * 2 < b.span.len() { b.span.len() as f32 } else { 0.0 });
        let heads = self.sums(&|i, b| {
            let linked = b.linked * 10 > b.span.len() * 7;
            f32::from(linked && (3..30).contains(&sheet.seen[i].shape.words))
        });
        let total = text[0].max(1.0);
        for id in 0..self.tree.len() as Id {
            let mut groups: Vec<((&str, &str), Vec<Id>)> = Vec::new();
            let mut child = self.tree.first_child(id);
            while let Some(c) = child {
                child = self.tree.next(c);
                let card =
                    (1.0..=3.0).contains(&heads[c as usize]) && text[c as usize] < 700.0 && text[c as usize] > 0.0;
                if card && groups.len() < 8 {
                    let key = (self.tree.name(c), self.tree.attr(c, "class").unwrap_or_default());
                    match groups.iter_mut().find(|(k, _)| *k == key) {
                        Some((_, all)) => all.push(c),
                        None => groups.push((key, vec![c])),
                    }
                }
            }
            for (_, cards) in groups.into_iter().filter(|(key, all)| all.len() >= 3 && !matches!(key.0, "p" | "span")) {
                let mass: f32 = cards.iter().map(|&c| text[c as usize]).sum();
                if mass < 0.6 * total {
                    cards.iter().for_each(|&c| self.own[c as usize] = self.own[c as usize].with(Hints::RELATED));
                }
            }
        }
    }

    /// Per element, the sum of `value` over the blocks in it.
    fn sums(&self, value: &dyn Fn(usize, &Block) -> f32) -> Vec<f32> {
        let mut sums = vec![0.0f32; self.tree.len()];
        for (i, b) in self.visible.blocks.iter().enumerate() {
            sums[b.node as usize] += value(i, b);
        }
        self.tree.walk(0, &mut |id, _, enter| {
            if !enter && let Some(parent) = self.tree.parent(id) {
                sums[parent as usize] += sums[id as usize];
            }
            true
        });
        sums
    }

    /// Hints of each element below `root` with those of what it stands in, `root` left out.
    fn inherit(&self, root: Id) -> Vec<Hints> {
        let mut all = vec![Hints::default(); self.tree.len()];
        let pass = Hints::AWAY.with(Hints::CAPTION).with(Hints::BYLINE).with(Hints::DATE).with(Hints::SUMMARY);
        let pass = pass.with(Hints::KICKER).with(Hints::STORY);
        self.tree.walk(root, &mut |id, _, enter| {
            if enter && id != root {
                let above = self.tree.parent(id).map_or(Hints::default(), |p| all[p as usize]);
                let above = if above.any(pass) { above } else { Hints::default() };
                all[id as usize] = above.with(self.own[id as usize]);
            }
            true
        });
        all
    }

    /// What a block is worth to the story.
    fn worth(&self, sheet: &Sheet, i: usize, b: &Block) -> f32 {
        let seen = &sheet.seen[i];
        let h = self.all[b.node as usize];
        let length = b.span.len() as f32;
        let linked = b.linked as f32 / length.max(1.0);
        let heading = is_heading(self.tree.name(b.node));
        if self.body.as_ref().is_some_and(|t| seen.shape.words >= 8 && t.contains(&flat(sheet.line(i)))) {
            return length.min(MOST) * 1.5;
        }
        if heading || h.any(Hints::CAPTION) || matches!(seen.cue, Some(Cue::Byline | Cue::Dateline | Cue::Caption)) {
            return -1.0;
        }
        let reads = seen.shape.is_paragraph() || (seen.shape.words >= 10 && linked < 0.2);
        if linked > 0.5 && !(seen.shape.words > 25 && linked < 0.7) {
            return -4.0 - 0.7 * length.min(120.0);
        }
        if h.any(Hints::AWAY) || matches!(seen.cue, Some(Cue::Furniture | Cue::Label | Cue::Teaser)) {
            return if reads { -0.5 * length.min(MOST) } else { -6.0 };
        }
        if reads {
            let p = matches!(self.tree.name(b.node), "p" | "blockquote") as u8 as f32;
            let story = h.any(Hints::STORY) as u8 as f32;
            return length.min(MOST) * (1.0 - linked) * (1.0 + 0.2 * p + 0.2 * story);
        }
        -3.0 - 0.2 * length.min(40.0)
    }

    /// The element that holds the story.
    pub fn root(&self, sheet: &Sheet) -> Id {
        let title = self.find_title(sheet, None);
        let weight = |i: usize| match title {
            Some(t) if i < t => 0.6,
            Some(t) => 1.25 - 0.004 * ((i - t).min(120) as f32),
            None => 1.0,
        };
        let sums = self.sums(&|i, b| {
            let worth = self.worth(sheet, i, b);
            if worth > 0.0 { worth * weight(i) } else { worth }
        });
        let mut best = (0, f32::MIN);
        for (id, &sum) in sums.iter().enumerate() {
            // The deepest of equals: children come after their parents.
            if matches!(self.tree.node(id as Id).data, Data::Element(..)) && sum >= best.1 {
                best = (id as Id, sum);
            }
        }
        best.0
    }

    /// The first full date beside the title, or in an element made for dates.
    pub fn date(&self, sheet: &Sheet, order: Option<Order>) -> Option<String> {
        let first = sheet.kinds.iter().position(|k| *k == LineKind::Body)?;
        let from = sheet.title.unwrap_or(first).saturating_sub(6);
        let iso = |i: usize| {
            let line = sheet.line(i);
            let short = line.len() < 160 && line.contains(|c: char| c.is_ascii_digit());
            let read = short.then(|| dates::read(sheet.words, line, order))?;
            let told = read.dates.iter().zip(&read.updated).filter(|(_, u)| !**u).find_map(|(d, _)| d.iso());
            told.filter(|_| read.rest <= 8)
        };
        let near = (from..first + 1).find_map(iso);
        let marked = |i: &usize| self.all[self.visible.blocks[*i].node as usize].any(Hints::DATE);
        near.or_else(|| {
            (first..sheet.kinds.len()).filter(marked).filter(|&i| sheet.kinds[i] != LineKind::Body).find_map(iso)
        })
    }

    /// Tells the kind of every block; where the names of elements leave no story, without them.
    pub fn tell(&mut self, sheet: &mut Sheet) {
        self.tell_once(sheet);
        let story = |s: &Sheet| {
            (0..s.kinds.len()).filter(|&i| s.kinds[i] == LineKind::Body).map(|i| s.line(i).len()).sum::<usize>()
        };
        let reads = |s: &Sheet| {
            let prose =
                |i: &usize| s.seen[*i].shape.is_paragraph() && self.visible.blocks[*i].linked * 2 < s.line(*i).len();
            (0..s.kinds.len()).filter(prose).map(|i| s.line(i).len()).sum::<usize>()
        };
        let (told, all) = (story(sheet), reads(sheet));
        if told < 300 && all > 4 * told + 400 {
            let away = Hints::JUNK.with(Hints::RELATED).with(Hints::COMMENTS).with(Hints::BIO).with(Hints::CAPTION);
            self.own.iter_mut().filter(|h| !h.any(Hints::NAV)).for_each(|h| *h = h.without(away));
            self.all = self.inherit(0);
            let (kinds, title, section) = (sheet.kinds.clone(), sheet.title, sheet.section);
            self.tell_once(sheet);
            if story(sheet) < 2 * told + 300 {
                (sheet.kinds, sheet.title, sheet.section) = (kinds, title, section);
            }
        }
    }

    fn tell_once(&self, sheet: &mut Sheet) {
        let root = self.root(sheet);
        let inside = self.inside(root);
        let below = self.inherit(root);
        let blocks = &self.visible.blocks;
        let is_in = |i: usize| inside[blocks[i].node as usize];
        let hints_of =
            |i: usize| if is_in(i) { below[blocks[i].node as usize] } else { self.all[blocks[i].node as usize] };
        let kinds: Vec<LineKind> =
            (0..blocks.len())
                .map(|i| {
                    if is_in(i) {
                        self.story_kind(sheet, i, hints_of(i))
                    } else {
                        self.outer_kind(sheet, i, hints_of(i))
                    }
                })
                .collect();
        sheet.kinds = kinds;
        let first = (0..blocks.len()).find(|&i| sheet.kinds[i] == LineKind::Body);
        sheet.title = self.find_title(sheet, first);
        self.tell_head(sheet, first, &hints_of);
        self.tell_headings(sheet, &is_in);
        self.cut_comments(sheet);
        self.tell_end(sheet, &is_in);
    }

    fn inside(&self, root: Id) -> Vec<bool> {
        let mut inside = vec![false; self.tree.len()];
        self.tree.walk(root, &mut |id, _, enter| {
            if enter {
                inside[id as usize] = true;
            }
            true
        });
        inside
    }

    fn story_kind(&self, sheet: &Sheet, i: usize, h: Hints) -> LineKind {
        let (b, seen) = (&self.visible.blocks[i], &sheet.seen[i]);
        let linked = b.linked as f32 / b.span.len().max(1) as f32;
        let words = seen.shape.words;
        let name = self.tree.name(b.node);
        if self.body.as_ref().is_some_and(|t| words >= 8 && t.contains(&flat(sheet.line(i)))) && !is_heading(name) {
            return LineKind::Body;
        }
        if h.any(Hints::AWAY) {
            return away(h, words, linked);
        }
        match &seen.cue {
            Some(Cue::Caption) => return LineKind::Caption,
            Some(Cue::Label) => return LineKind::Label,
            Some(Cue::Teaser) => return LineKind::Teaser,
            Some(Cue::Byline) if words <= 30 => return LineKind::Byline,
            Some(Cue::Furniture | Cue::Crumbs(_)) => return LineKind::Furniture,
            Some(Cue::Dateline) if words <= 14 => return LineKind::Dateline,
            _ => {}
        }
        if h.any(Hints::CAPTION) && words < 80 {
            return LineKind::Caption;
        }
        if is_heading(name) {
            return LineKind::Subhead;
        }
        if linked > 0.6 && words < 30 && !(seen.shape.stopped && words > 12) {
            return away(h, words, linked);
        }
        let short = words < 8 && !seen.shape.is_paragraph();
        if short && h.any(Hints::BYLINE) {
            return LineKind::Byline;
        }
        if short && h.any(Hints::DATE) {
            return LineKind::Furniture;
        }
        if words == 0 {
            return LineKind::Furniture;
        }
        let flow = matches!(name, "p" | "li" | "blockquote" | "dd" | "dt" | "pre")
            || b.broken
            || seen.shape.stopped
            || seen.shape.asks;
        if seen.shape.is_paragraph() || words >= 9 || flow { LineKind::Body } else { LineKind::Furniture }
    }

    fn outer_kind(&self, sheet: &Sheet, i: usize, h: Hints) -> LineKind {
        let (b, seen) = (&self.visible.blocks[i], &sheet.seen[i]);
        let linked = b.linked as f32 / b.span.len().max(1) as f32;
        match seen.cue {
            Some(Cue::Teaser) => LineKind::Teaser,
            Some(Cue::Label) if !h.any(Hints::NAV) => LineKind::Label,
            _ => away(h, seen.shape.words, linked),
        }
    }

    /// The visible headline: the heading that the page's head repeats, else the first `h1`.
    fn find_title(&self, sheet: &Sheet, first: Option<usize>) -> Option<usize> {
        let blocks = &self.visible.blocks;
        let mut told: Vec<String> = self.meta.titles.iter().map(|t| norm(t)).collect();
        for title in &self.meta.titles {
            told.extend(segments(title).into_iter().filter(|s| crate::shape::count(s) >= 4).map(norm));
        }
        let until = first.map_or(blocks.len(), |f| (f + 12).min(blocks.len()));
        let mut best: Option<(i32, usize)> = None;
        for (i, block) in blocks.iter().enumerate().take(until) {
            let name = self.tree.name(block.node);
            let n = norm(sheet.line(i));
            if n.is_empty() || n.len() > 500 {
                continue;
            }
            let same = told.iter().any(|t| {
                *t == n
                    || (n.chars().count() > 14
                        && (t.starts_with(&n) || n.starts_with(t.as_str()) && t.chars().count() > 14))
            });
            let near = first.is_none_or(|f| i < f && f - i < 40) as i32;
            let score = match name {
                "h1" => 4,
                "h2" | "h3" => 1,
                _ if is_heading(name) => 0,
                _ if same => -1,
                _ => continue,
            } + 4 * i32::from(same)
                + near
                - 4 * i32::from(self.all[block.node as usize].any(Hints::AWAY) && !same)
                - 3 * i32::from(sheet.seen[i].shape.words < 3);
            if score >= 3 && best.is_none_or(|(b, _)| score > b) {
                best = Some((score, i));
            }
        }
        best.map(|(_, i)| i)
    }

    /// Title, standfirst, authors, dates and pictures between the headline and the story.
    fn tell_head(&self, sheet: &mut Sheet, first: Option<usize>, hints_of: &dyn Fn(usize) -> Hints) {
        let Some(t) = sheet.title else { return };
        sheet.kinds[t] = LineKind::Title;
        let end = first.filter(|&f| f > t).map_or((t + 8).min(sheet.kinds.len()), |f| f);
        let summary = self.meta.description.as_deref().map(flat).filter(|d| d.len() > 30);
        let told =
            |line: &str| summary.as_ref().is_some_and(|d| flat(line).starts_with(d.trim_end_matches(['.', '…'])));
        for i in t.saturating_sub(3)..end {
            let (h, seen) = (hints_of(i), &sheet.seen[i]);
            if i == t || h.any(Hints::NAV.with(Hints::COMMENTS)) {
                continue;
            }
            let line = sheet.line(i);
            let words = seen.shape.words;
            let kind = match &seen.cue {
                _ if i > t && told(line) => LineKind::Subhead,
                Some(Cue::Byline) => LineKind::Byline,
                Some(Cue::MaybeByline) if i > t => LineKind::Byline,
                Some(Cue::Dateline) => LineKind::Dateline,
                Some(Cue::Caption) if i > t => LineKind::Caption,
                Some(Cue::Crumbs(_)) => LineKind::Furniture,
                Some(_) => continue,
                None if i > t && h.any(Hints::CAPTION) && words < 80 => LineKind::Caption,
                None if i > t && h.any(Hints::BYLINE) && (1..=12).contains(&words) && !h.any(Hints::BIO) => {
                    LineKind::Byline
                }
                None if i < t && h.any(Hints::KICKER) && (1..=4).contains(&words) => LineKind::Section,
                None if i > t
                    && is_heading(self.tree.name(self.visible.blocks[i].node))
                    && words >= 6
                    && !h.any(Hints::AWAY)
                    && self.visible.blocks[i].linked == 0 =>
                {
                    LineKind::Subhead
                }
                None if i > t && h.any(Hints::SUMMARY) && words >= 5 && !h.any(Hints::RELATED) => LineKind::Subhead,
                None if i > t && words >= 8 && seen.shape.is_paragraph() && !h.any(Hints::AWAY) && self.near(t, i) => {
                    LineKind::Subhead
                }
                None => continue,
            };
            sheet.kinds[i] = kind;
        }
        if sheet.section.is_none() {
            sheet.section =
                (0..t).rev().take(4).find(|&i| sheet.kinds[i] == LineKind::Section).map(|i| sheet.seen[i].span);
        }
    }

    /// Whether two blocks share an element close above them.
    fn near(&self, a: usize, b: usize) -> bool {
        let up = |i: usize| std::iter::successors(Some(self.visible.blocks[i].node), |&n| self.tree.parent(n)).take(4);
        up(a).any(|x| up(b).any(|y| x == y && !matches!(self.tree.name(x), "body" | "html")))
    }

    /// A heading stands over a story; over links it is a label, over nothing furniture.
    fn tell_headings(&self, sheet: &mut Sheet, is_in: &dyn Fn(usize) -> bool) {
        for i in (0..sheet.kinds.len()).rev() {
            if sheet.kinds[i] != LineKind::Subhead || !is_heading(self.tree.name(self.visible.blocks[i].node)) {
                continue;
            }
            let before_body = sheet.title.is_some_and(|t| i < t);
            let next = (i + 1..sheet.kinds.len()).take_while(|&j| is_in(j)).find(|&j| {
                !matches!(
                    sheet.kinds[j],
                    LineKind::Caption | LineKind::Furniture | LineKind::Byline | LineKind::Dateline
                )
            });
            let over = next.map(|j| sheet.kinds[j]);
            sheet.kinds[i] = match over {
                _ if before_body => LineKind::Furniture,
                Some(LineKind::Body | LineKind::Subhead) => LineKind::Subhead,
                Some(LineKind::Teaser) => LineKind::Label,
                _ => LineKind::Furniture,
            };
        }
        self.bold_headings(sheet);
    }

    /// A short bold line over a paragraph.
    fn bold_headings(&self, sheet: &mut Sheet) {
        for i in 0..sheet.kinds.len().saturating_sub(1) {
            let (b, shape) = (&self.visible.blocks[i], &sheet.seen[i].shape);
            let plain = matches!(sheet.kinds[i], LineKind::Body | LineKind::Furniture) && sheet.seen[i].cue.is_none();
            let over = sheet.kinds[i + 1] == LineKind::Body && !self.visible.blocks[i + 1].bold;
            let after = sheet.kinds[..i].contains(&LineKind::Body);
            if plain && over && after && b.bold && b.linked == 0 && shape.words <= 14 && shape.is_headline() {
                sheet.kinds[i] = LineKind::Subhead;
            }
        }
    }

    /// What follows a heading over comments of readers is no story.
    fn cut_comments(&self, sheet: &mut Sheet) {
        let total: usize =
            (0..sheet.kinds.len()).filter(|&i| sheet.kinds[i] == LineKind::Body).map(|i| sheet.line(i).len()).sum();
        let mut before = 0;
        for i in 0..sheet.kinds.len() {
            if before * 4 > total && is_comments(sheet.line(i)) {
                for kind in &mut sheet.kinds[i..] {
                    if matches!(kind, LineKind::Body | LineKind::Subhead | LineKind::Caption) {
                        *kind = LineKind::Furniture;
                    }
                }
                return;
            }
            before += if sheet.kinds[i] == LineKind::Body { sheet.line(i).len() } else { 0 };
        }
    }

    /// Labels, and what follows the story in its element: links without a sentence.
    fn tell_end(&self, sheet: &mut Sheet, is_in: &dyn Fn(usize) -> bool) {
        let last = (0..sheet.kinds.len())
            .rev()
            .find(|&i| sheet.kinds[i] == LineKind::Body && sheet.seen[i].shape.is_paragraph());
        for i in 0..sheet.kinds.len() {
            if sheet.kinds[i] == LineKind::Label {
                let next = (i + 1..sheet.kinds.len()).find(|&j| sheet.kinds[j] != LineKind::Furniture || !is_in(j));
                let teaser = next.is_some_and(|j| sheet.kinds[j] == LineKind::Teaser);
                if !teaser {
                    sheet.kinds[i] = LineKind::Furniture;
                }
            }
            let tail = last.is_none_or(|l| i > l) && sheet.kinds[i] == LineKind::Body;
            if tail && sheet.seen[i].shape.words < 4 && !sheet.seen[i].shape.stopped {
                sheet.kinds[i] = LineKind::Furniture;
            }
        }
    }
}

fn is_heading(name: &str) -> bool {
    matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
}

/// "Comments (12)", "3 Kommentare", "Комментарии:".
fn is_comments(line: &str) -> bool {
    if line.len() > 60 {
        return false;
    }
    let letters: String = line.chars().map(|c| if c.is_alphabetic() { c } else { ' ' }).collect();
    let n = norm(&letters);
    COMMENTS.contains(&n.as_str())
}

const COMMENTS: &[&str] = &[
    "comments",
    "comment",
    "reader comments",
    "leave a comment",
    "leave a reply",
    "post a comment",
    "add a comment",
    "responses",
    "join the conversation",
    "kommentare",
    "leserkommentare",
    "kommentar schreiben",
    "commentaires",
    "vos commentaires",
    "comentarios",
    "comentários",
    "commenti",
    "reacties",
    "komentarze",
    "komentarze internautów",
    "dodaj komentarz",
    "комментарии",
    "комментарии читателей",
    "добавить комментарий",
    "оставить комментарий",
    "обсуждение",
    "коментарі",
    "komentar",
    "tinggalkan komentar",
    "kolom komentar",
    "yorumlar",
    "σχόλια",
    "网友评论",
    "评论",
    "コメント",
    "댓글",
    "तिप्पणियाँ",
    "kommentarer",
    "komentáře",
];

/// Links of headline length are teasers, the rest is furniture.
fn away(h: Hints, words: usize, linked: f32) -> LineKind {
    let nav = h.any(Hints::NAV);
    if !nav && linked > 0.5 && (4..=40).contains(&words) { LineKind::Teaser } else { LineKind::Furniture }
}

/// The pieces of a title between signs such as "|".
fn segments(title: &str) -> Vec<&str> {
    let mut out = vec![title];
    for sign in [" | ", " - ", " – ", " — ", " :: ", " : ", " » ", " « ", " // ", " · ", " • ", "|"] {
        out = out.into_iter().flat_map(|p| p.split(sign)).collect();
    }
    if out.len() < 2 { Vec::new() } else { out.into_iter().map(str::trim).collect() }
}

/// Letters and figures only, to compare texts that differ in signs and blanks.
fn flat(s: &str) -> String {
    s.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
