//! What each line of a scraped page is: by its words, its shape and its place.

use crate::cues::{Cue, cue};
use crate::lead;
use crate::shape::{JOINS, Shape, count, is_name_like, norm};
use crate::words::{Order, Words};
use sayso_core::{Line, LineKind, Span};

/// A line and what can be told from it alone.
pub(crate) struct Seen {
    pub span: Span,
    pub shape: Shape,
    pub cue: Option<Cue>,
    /// A blank line stands before it.
    pub gap: bool,
}

/// A page of lines.
pub(crate) struct Sheet<'a> {
    pub words: &'a Words,
    pub text: &'a str,
    pub seen: Vec<Seen>,
    pub kinds: Vec<LineKind>,
    /// The line that holds the title.
    pub title: Option<usize>,
    /// The section, where a line names it.
    pub section: Option<Span>,
}

impl<'a> Sheet<'a> {
    /// Cuts `text` into its lines and looks at each.
    pub fn new(words: &'a Words, text: &'a str, order: Option<Order>) -> Self {
        let mut seen = Vec::new();
        let mut gap = true;
        for span in cut(text) {
            let line = span.of(text);
            if line.is_empty() {
                gap = true;
                continue;
            }
            let shape = Shape::of(line);
            seen.push(Seen { span, shape, cue: cue(words, line, &shape, order), gap });
            gap = false;
        }
        let kinds = vec![LineKind::Body; seen.len()];
        Sheet { words, text, seen, kinds, title: None, section: None }
    }

    /// The same of blocks of text that are known beforehand.
    pub fn of_blocks(words: &'a Words, text: &'a str, spans: impl Iterator<Item = Span>, order: Option<Order>) -> Self {
        let look = |span: Span| {
            let line = span.of(text);
            let shape = Shape::of(line);
            Seen { span, shape, cue: cue(words, line, &shape, order), gap: true }
        };
        let seen: Vec<Seen> = spans.map(look).collect();
        let kinds = vec![LineKind::Body; seen.len()];
        Sheet { words, text, seen, kinds, title: None, section: None }
    }

    /// The words of line `i`.
    pub fn line(&self, i: usize) -> &'a str {
        self.seen[i].span.of(self.text)
    }

    /// Tells every line's kind.
    pub fn tell(&mut self) {
        if self.seen.len() < 2 || self.is_wrapped() {
            return;
        }
        let body = |s: &Seen| s.shape.is_paragraph() && matches!(s.cue, None | Some(Cue::MaybeCaption));
        let Some(first) = self.seen.iter().position(|s| s.shape.is_paragraph() && s.cue.is_none()) else {
            return self.tell_cued_only();
        };
        let last = self.seen.iter().rposition(body).unwrap_or(first);
        self.title = self.find_title(first);
        for i in 0..self.seen.len() {
            self.kinds[i] = self.by_cue(i, first, last).unwrap_or_else(|| self.by_place(i, first, last));
        }
        self.teasers_after_labels();
        self.before_title();
        self.standfirst(first);
    }

    /// Text with line ends inside its sentences: no line tells anything of itself.
    fn is_wrapped(&self) -> bool {
        let runs = |w: &[Seen]| !w[1].gap && !w[0].shape.stopped && !w[0].shape.asks && w[1].shape.small;
        let n = self.seen.windows(2).filter(|w| runs(w)).count();
        n * 10 > self.seen.len() * 3 && n >= 3
    }

    /// A page without a story: only what its own words tell.
    fn tell_cued_only(&mut self) {
        let n = self.seen.len();
        let cued = self.seen.iter().filter(|s| s.cue.is_some()).count();
        for i in 0..n {
            if cued * 2 > n || self.seen[i].cue == Some(Cue::Furniture) {
                self.kinds[i] = self.by_cue(i, n, n).unwrap_or(LineKind::Body);
            }
        }
    }

    fn find_title(&self, first: usize) -> Option<usize> {
        let mut best: Option<(i32, usize)> = None;
        for i in 0..first {
            let s = &self.seen[i];
            if s.cue.as_ref().is_some_and(|c| *c != Cue::MaybeByline) || !s.shape.is_headline() {
                continue;
            }
            let line = self.line(i);
            let n = norm(line);
            let mut score = match s.shape.words {
                0..=2 => continue,
                3 => -1,
                4 => 1,
                _ => 3,
            };
            score += 4 * i32::from(lead::suffix(self, i).is_some());
            score += 3 * i32::from((0..first).any(|j| j != i && starts_same(&n, &norm(self.line(j)))));
            score += i32::from(i + 1 < first && matches!(self.seen[i + 1].cue, Some(Cue::Byline | Cue::Dateline)));
            score -= 2 * i32::from(s.cue == Some(Cue::MaybeByline));
            if best.is_none_or(|(b, _)| score > b) {
                best = Some((score, i));
            }
        }
        best.map(|(_, i)| i)
    }

    fn by_cue(&self, i: usize, first: usize, last: usize) -> Option<LineKind> {
        let above = i < first && self.title.is_none_or(|t| i > t);
        let outside = above || i > last;
        Some(match self.seen[i].cue.as_ref()? {
            Cue::Furniture | Cue::Crumbs(_) => LineKind::Furniture,
            Cue::Label => LineKind::Label,
            Cue::Teaser => LineKind::Teaser,
            Cue::Byline => LineKind::Byline,
            Cue::Dateline if i < last && self.paragraphs_before(i) > 1 => return None,
            Cue::Dateline => LineKind::Dateline,
            Cue::Caption => LineKind::Caption,
            Cue::MaybeByline if outside && self.title != Some(i) => LineKind::Byline,
            Cue::MaybeCaption if above || self.has_no_lead_before(i, first) => LineKind::Caption,
            Cue::MaybeByline | Cue::MaybeCaption => return None,
        })
    }

    fn paragraphs_before(&self, i: usize) -> usize {
        self.seen[..i].iter().rev().take(40).filter(|s| s.shape.is_paragraph() && s.cue.is_none()).count()
    }

    /// Whether the first paragraph that opens a story with its place and agency comes after `i`.
    fn has_no_lead_before(&self, i: usize, first: usize) -> bool {
        let lead = (first..self.seen.len()).find(|&j| lead::opening(self, j).is_some());
        lead.is_some_and(|l| i < l && i < first + 3)
    }

    fn by_place(&self, i: usize, first: usize, last: usize) -> LineKind {
        let s = &self.seen[i];
        if self.title == Some(i) {
            return LineKind::Title;
        }
        if s.shape.is_paragraph() || s.shape.stopped {
            return LineKind::Body;
        }
        match self.title {
            Some(t) if i < t => LineKind::Furniture,
            Some(t) if i < first => self.below_title(i, t),
            None if i < first => self.untitled(i),
            _ if i < last => self.inside(i, last),
            _ => self.after(i),
        }
    }

    fn below_title(&self, i: usize, title: usize) -> LineKind {
        if starts_same(&norm(self.line(title)), &norm(self.line(i))) {
            return LineKind::Title;
        }
        let named = (2..=4).contains(&self.seen[i].shape.words) && is_name_like(self.line(i), &["de", "van", "bin"]);
        let meta = |j: Option<&Seen>| matches!(j.and_then(|s| s.cue.as_ref()), Some(Cue::Dateline | Cue::Byline));
        if named && (meta(self.seen.get(i + 1)) || (i > title + 1 && meta(self.seen.get(i - 1)))) {
            return LineKind::Byline;
        }
        LineKind::Subhead
    }

    fn untitled(&self, i: usize) -> LineKind {
        if self.seen[i].shape.words <= 2 && i == 0 && !self.is_speech(i) && !self.seen[i].shape.asks {
            LineKind::Section
        } else {
            LineKind::Subhead
        }
    }

    /// A short line between paragraphs: a heading of what follows, or a teaser.
    fn inside(&self, i: usize, last: usize) -> LineKind {
        let s = &self.seen[i];
        let introduces = self.line(i).ends_with([':', ',']);
        if s.shape.words > 16 || s.shape.small || introduces || self.is_speech(i) {
            return LineKind::Body;
        }
        let next = (i + 1..=last).find(|&j| !matches!(self.seen[j].cue, Some(Cue::Furniture | Cue::Caption)));
        let heads = next.is_none_or(|j| self.seen[j].shape.is_paragraph() || self.seen[j].cue.is_some());
        if heads || s.shape.asks || s.shape.words <= 3 { LineKind::Subhead } else { LineKind::Body }
    }

    /// A question or half a quotation of a speaker, not a heading in quotation marks.
    fn is_speech(&self, i: usize) -> bool {
        let line = self.line(i);
        let marks = |c: char| matches!(c, '"' | '“' | '”' | '„' | '«' | '»' | '「' | '」');
        let (opens, ends) = (line.starts_with(marks), line.ends_with(marks));
        let dashed = self.seen[i].shape.listed && line.starts_with(['-', '–', '—']);
        opens != ends || (opens && self.seen[i].shape.asks) || (dashed && self.seen[i].shape.asks)
    }

    fn after(&self, i: usize) -> LineKind {
        let s = &self.seen[i];
        match s.shape.words {
            _ if self.is_speech(i) => LineKind::Body,
            0..=3 => LineKind::Furniture,
            19.. => LineKind::Body,
            _ if s.shape.small && !s.gap => LineKind::Body,
            _ => LineKind::Teaser,
        }
    }

    /// The headlines that a label introduces; a label of nothing is furniture.
    fn teasers_after_labels(&mut self) {
        let n = self.seen.len();
        for i in 0..n {
            if self.kinds[i] != LineKind::Label || self.seen[i].cue != Some(Cue::Label) {
                continue;
            }
            let close = i + 1 < n && !self.seen[i + 1].gap;
            let fits = |j: usize| {
                let s = &self.seen[j];
                let plain = s.cue.is_none() && self.title != Some(j);
                plain
                    && (s.shape.is_headline() && s.shape.words >= 3
                        || (close && !s.shape.inner_stop && s.shape.words <= 22))
            };
            let end = (i + 1..n).find(|&j| !fits(j) || (close && self.seen[j].gap)).unwrap_or(n);
            let heads = end < n && self.seen[end].shape.is_paragraph() && self.seen[end].cue.is_none();
            let keep = usize::from(!close && heads && end > i + 2 && self.seen[end - 1].shape.words <= 5);
            let teasers = i + 1..end - keep;
            if teasers.is_empty() {
                let before = self.title.is_none_or(|t| i > t) && heads && self.seen[i].shape.words <= 2;
                self.kinds[i] = if before && self.seen[i].gap && !self.line(i).ends_with(':') {
                    LineKind::Subhead
                } else {
                    LineKind::Furniture
                };
            }
            self.kinds[teasers].iter_mut().for_each(|k| *k = LineKind::Teaser);
            if keep == 1 {
                self.kinds[end - 1] = LineKind::Subhead;
            }
        }
    }

    /// The line above the title names its section, if it is short and not the outlet.
    fn before_title(&mut self) {
        let Some(t) = self.title else { return };
        let outlet = lead::suffix(self, t).map(|s| norm(s.of(self.text)));
        for i in (0..t).rev() {
            let line = self.line(i);
            if let Some(Cue::Crumbs(r)) = &self.seen[i].cue {
                let start = self.seen[i].span.start as usize;
                self.section.get_or_insert(Span::new(start + r.start, start + r.end));
                continue;
            }
            let own = outlet.as_ref().is_some_and(|o| *o == norm(line) || o.ends_with(&norm(line)));
            let labelled = self.kinds[i] == LineKind::Furniture && self.seen[i].cue == Some(Cue::Label);
            let plain = self.seen[i].cue.is_none() && self.seen[i].shape.is_headline() && !self.seen[i].shape.asks;
            if plain && !self.is_speech(i) && !own && self.section.is_none() && count(line) <= 5 && i + 3 > t {
                self.kinds[i] = LineKind::Section;
                self.section = Some(self.seen[i].span);
            } else if labelled || plain {
                self.kinds[i] = LineKind::Furniture;
            }
        }
    }

    /// A sentence between the title and the lines of author, date or picture.
    fn standfirst(&mut self, first: usize) {
        let Some(t) = self.title else { return };
        let one = !self.seen[first].shape.inner_stop && self.seen[first].shape.words <= 40;
        let above = |k: LineKind| matches!(k, LineKind::Byline | LineKind::Dateline | LineKind::Caption);
        let next = self.kinds.get(first + 1).copied().is_some_and(above);
        let adjoins = (t + 1..first).all(|i| self.kinds[i] != LineKind::Body);
        if one && next && adjoins && self.kinds[first] == LineKind::Body && lead::opening(self, first).is_none() {
            self.kinds[first] = LineKind::Subhead;
        }
    }

    /// The lines with their kinds.
    pub fn lines(&self) -> Vec<Line> {
        let mut bodies = 0;
        let line = |(i, (s, &kind)): (usize, (&Seen, &LineKind))| {
            bodies += usize::from(kind == LineKind::Body);
            Line { kind, span: s.span, story: lead::story(self, i, kind, bodies <= 2), language: None }
        };
        self.seen.iter().zip(&self.kinds).enumerate().map(line).collect()
    }
}

/// Every line of `text`, blank ones as empty spans; ends are LF, CR, FF, LS and PS.
fn cut(text: &str) -> impl Iterator<Item = Span> + '_ {
    let mut at = 0;
    let ends = |c: char| matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}');
    text.split_inclusive(ends).map(move |raw| {
        let span = Span::new(at, at + raw.len()).trimmed(text);
        at += raw.len();
        span
    })
}

/// Whether one of two lines repeats the other, or its beginning up to a sign.
fn starts_same(a: &str, b: &str) -> bool {
    let (long, short) = if a.len() >= b.len() { (a, b) } else { (b, a) };
    let rest = long.strip_prefix(short).map(|r| r.trim_start());
    count(short) >= 3 && rest.is_some_and(|r| r.is_empty() || r.starts_with(['|', '-', '–', '—', '·', '•', ':']))
}

/// Whether `s` could be the name of a person or an outlet.
pub(crate) fn name_like(s: &str) -> bool {
    is_name_like(s, JOINS)
}
