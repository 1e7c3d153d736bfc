//! What the page is: title, outlet, date, where the story comes from, and which lines are not the story.

use super::look::{PLAIN, QUIET, WHO};
use super::sheet::{Piece, Sheet, piece};
use crate::labels::reference;
use sayso_core::{Article, LineKind, Reading};

/// Columns of the names of fields.
const FIELD: usize = 15;
/// How many lines that are not the story are shown before "and … more".
const SHOWN: usize = 12;

/// Title and what is known of the page, one field a line.
pub(super) fn head(sheet: &mut Sheet, r: &Reading) {
    let a = &r.document.article;
    let title = a.title.as_deref().unwrap_or("(a page without a title)");
    sheet.wrap(&[], &[], &[piece(title, WHO)]);
    sheet.blank();
    field(sheet, "outlet", a.outlet.as_deref());
    field(sheet, "section", a.section.as_deref());
    field(sheet, "by", (!a.byline.is_empty()).then(|| a.byline.join(", ")));
    field(sheet, "published", a.published.as_deref().map(time));
    field(sheet, "updated", a.updated.as_deref().map(time));
    field(sheet, "read as of", reference(a));
    field(sheet, "language", a.language.as_deref());
    field(sheet, "origin", origin(r));
    field(sheet, "chain", chain(a));
    field(sheet, "address", a.url.as_deref());
    field(sheet, "input", Some(&r.document.input_id));
    field(sheet, "document", Some(&r.id));
    for warning in &r.warnings {
        field(sheet, "note", Some(warning));
    }
}

fn field(sheet: &mut Sheet, name: &str, value: Option<impl AsRef<str>>) {
    if let Some(value) = value {
        let (first, next) = indents(name);
        sheet.wrap(&[first], &[next], &[piece(value, PLAIN)]);
    }
}

fn indents(name: &str) -> (Piece, Piece) {
    (piece(format!("{name:<FIELD$}"), QUIET), piece(" ".repeat(FIELD), QUIET))
}

/// `2026-03-12 21:14Z`.
fn time(s: &str) -> String {
    s.replacen('T', " ", 1)
}

fn origin(r: &Reading) -> Option<String> {
    let o = r.document.article.origin.as_ref()?;
    let words = r.document.words(o.evidence);
    let said = if words.trim() == o.outlet { String::new() } else { format!(" (“{}”)", words.trim()) };
    Some(format!("{}{said}{}", o.outlet, o.url.as_deref().map_or(String::new(), |u| format!(" {u}"))))
}

fn chain(a: &Article) -> Option<String> {
    let links: Vec<String> =
        a.chain.iter().map(|c| format!("{} ({})", c.name, c.role.as_str().replace('_', " "))).collect();
    (!links.is_empty()).then(|| links.join(" → "))
}

/// The lines that are not the story, each cut to one line.
pub(super) fn left_out(sheet: &mut Sheet, r: &Reading) {
    let d = &r.document;
    let other: Vec<_> = d.lines.iter().filter(|l| l.kind == LineKind::Teaser || is_aside(l.kind)).collect();
    if other.is_empty() {
        return;
    }
    let (mut first, next) = indents("not the story");
    for line in other.iter().take(SHOWN) {
        let kind = piece(format!("{:<10}", line.kind.as_str()), QUIET);
        sheet.line(&[std::mem::replace(&mut first, next.clone()), kind], &[piece(d.words(line.span), QUIET)]);
    }
    if other.len() > SHOWN {
        let more = format!("and {} more (sayso page shows every line)", other.len() - SHOWN);
        sheet.line(&[next], &[piece(more, QUIET)]);
    }
}

fn is_aside(kind: LineKind) -> bool {
    matches!(kind, LineKind::Label | LineKind::Furniture | LineKind::Section)
}

/// Every line with its kind; what is not the story stands back.
pub(super) fn lines(sheet: &mut Sheet, r: &Reading) {
    sheet.blank();
    for line in &r.document.lines {
        let style = match line.kind {
            LineKind::Title => WHO,
            LineKind::Subhead | LineKind::Body | LineKind::Caption => PLAIN,
            _ => QUIET,
        };
        let (first, next) = indents(line.kind.as_str());
        sheet.wrap(&[first], &[next], &[piece(r.document.words(line.span), style)]);
    }
}
