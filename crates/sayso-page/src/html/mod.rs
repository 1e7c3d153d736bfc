//! HTML becomes a document: its visible text, the blocks and what each is, and what the
//! head of the page tells.

pub mod blocks;
pub mod charset;
mod hints;
mod meta;
mod story;
mod tree;

use crate::kinds::Sheet;
use crate::shape::norm;
use crate::source;
use crate::words::Words;
use blocks::Visible;
use meta::Meta;
use sayso_core::{Article, Document, Origin};
use tree::Tree;

/// Pages of more bytes than this are cut.
const LARGEST: usize = 32 << 20;

/// Reads a page; the warnings tell what was left out.
pub(crate) fn read(words: &Words, input_id: &str, html: &str, url: Option<&str>) -> (Document, Vec<String>) {
    let mut warnings = Vec::new();
    let mut html = html;
    if html.len() > LARGEST {
        html = &html[..html.floor_char_boundary(LARGEST)];
        warnings.push(format!("the page is larger than {} MiB: the rest is left out", LARGEST >> 20));
    }
    let (tree, warning) = Tree::new(html);
    warnings.extend(warning);
    let language = language_of(&tree);
    let order = words.order(language.as_deref());
    let meta = meta::read(words, &tree, url, order);
    let mut visible = blocks::read(&tree, false);
    if paragraphs(&visible) < 300 {
        // Some pages show their story only by script.
        let all = blocks::read(&tree, true);
        if paragraphs(&all) > 2 * paragraphs(&visible) + 200 {
            visible = all;
        }
    }
    let mut sheet = Sheet::of_blocks(words, &visible.text, visible.blocks.iter().map(|b| b.span), order);
    let mut page = story::Page::new(&tree, &visible, &meta, &sheet);
    page.tell(&mut sheet);
    let story_date = page.date(&sheet, order);
    let mut article = source::article(&sheet, language.as_deref(), order);
    overlay(&mut article, meta, url);
    origin_links(&mut article, &sheet, &visible);
    if article.published.is_none() {
        article.published = story_date.or_else(|| meta::first_time(words, &tree, order));
    }
    let lines = sheet.lines();
    let text = visible.text;
    (Document { input_id: input_id.into(), text, article, lines }, warnings)
}

/// Bytes of blocks that read like paragraphs.
fn paragraphs(visible: &Visible) -> usize {
    let long = |b: &&blocks::Block| b.span.len() > 100 && b.linked * 2 < b.span.len();
    visible.blocks.iter().filter(long).map(|b| b.span.len()).sum()
}

fn language_of(tree: &Tree) -> Option<String> {
    let mut found = None;
    tree.walk(0, &mut |id, _, enter| {
        if enter && tree.name(id) == "html" {
            found = tree.attr(id, "lang").map(|l| l.trim().to_ascii_lowercase());
        }
        found.is_none()
    });
    found.map(|l| l.split(['-', '_']).next().unwrap_or_default().to_string()).filter(|l| (2..=3).contains(&l.len()))
}

/// Lays what the head tells over what the lines tell.
fn overlay(article: &mut Article, meta: Meta, url: Option<&str>) {
    let outlet = meta.outlet.clone();
    article.title = title(article.title.take(), &meta);
    article.section = meta.section.or(article.section.take());
    article.published = meta.published.or(article.published.take());
    article.updated = meta.updated.or(article.updated.take());
    if !meta.authors.is_empty() {
        article.byline = meta.authors;
    }
    article.language = meta.language.map(|l| l.split('-').next().unwrap_or_default().to_ascii_lowercase());
    article.url = url.map(str::to_string).or(meta.canonical);
    article.outlet = outlet.or(article.outlet.take());
    let own = article.outlet.as_deref().map(norm).unwrap_or_default();
    if article.origin.as_ref().is_some_and(|o| norm(&o.outlet) == own) {
        article.origin = None;
    }
}

/// Links to the page that a story was taken from.
fn origin_links(article: &mut Article, sheet: &Sheet, visible: &Visible) {
    let own = article.url.as_deref().and_then(host).map(str::to_string);
    let away = |href: &str| host(href).is_some_and(|h| own.as_deref().is_none_or(|o| site(o) != site(h)));
    let link = |block: &blocks::Block| block.href.clone().filter(|h| away(h));
    if let Some(origin) = &mut article.origin {
        let block = visible.blocks.iter().find(|b| b.span.contains(origin.evidence));
        origin.url = block.and_then(link);
        return;
    }
    let found = visible.blocks.iter().enumerate().find(|(i, _)| source::is_source_link(sheet.line(*i)));
    if let Some((_, block)) = found
        && let Some(url) = link(block)
        && let Some(name) = host(&url).map(|h| h.trim_start_matches("www.").to_string())
    {
        article.origin = Some(Origin { outlet: name, url: Some(url), evidence: block.span });
    }
}

fn host(url: &str) -> Option<&str> {
    let rest = url.strip_prefix("https://").or(url.strip_prefix("http://"))?;
    rest.split(['/', '?', '#', ':']).next().filter(|h| h.contains('.'))
}

/// The last two names of a host.
fn site(host: &str) -> &str {
    let at = host.rmatch_indices('.').nth(1).map_or(0, |(i, _)| i + 1);
    &host[at..]
}

/// The visible headline; where there is none, the one told, without the outlet's name.
fn title(visible: Option<String>, meta: &Meta) -> Option<String> {
    if visible.is_some() {
        return visible;
    }
    let told = meta.titles.first()?;
    let outlet = meta.outlet.as_deref().map(norm).unwrap_or_default();
    let cut = [" | ", " - ", " – ", " — ", " :: ", " • "].iter().filter_map(|j| told.rfind(j)).max();
    let cut = cut.filter(|&i| !outlet.is_empty() && norm(&told[i..]).contains(&outlet));
    Some(cut.map_or(told.as_str(), |i| &told[..i]).trim().to_string())
}
