//! What a page tells of itself beside its visible text: JSON-LD (schema.org), OpenGraph,
//! `<meta>`, `<link>`, `<time>`.

use super::hints::{self, Hints};
use super::tree::{Id, Tree};
use crate::dates;
use crate::shape::norm;
use crate::words::{Order, Words};
use rustc_hash::FxHashMap;
use serde_json::Value;

/// What the head of a page tells.
#[derive(Debug, Default)]
pub struct Meta {
    /// Titles as told, best first.
    pub titles: Vec<String>,
    /// Authors.
    pub authors: Vec<String>,
    /// Name of the outlet.
    pub outlet: Option<String>,
    /// Section.
    pub section: Option<String>,
    /// Date of publication.
    pub published: Option<String>,
    /// Date of the last change.
    pub updated: Option<String>,
    /// Language of the page.
    pub language: Option<String>,
    /// The page's own address.
    pub canonical: Option<String>,
    /// Its summary.
    pub description: Option<String>,
    /// The story itself, where told.
    pub body: Option<String>,
    /// Translator.
    pub translator: Option<String>,
    /// Name and address of the page it is based on.
    pub based_on: Option<(Option<String>, Option<String>)>,
}

/// Values of `<meta>` by name, and pieces of the rest.
#[derive(Default)]
struct Raw {
    meta: FxHashMap<String, Vec<String>>,
    title: Option<String>,
    canonical: Option<String>,
    language: Option<String>,
    json: Vec<Value>,
    times: Vec<(String, bool)>,
    props: FxHashMap<String, Vec<String>>,
    /// Visible names of authors, `rel=author` first, with the rank of what says so.
    bylines: Vec<(u8, String)>,
}

/// JSON-LD longer than this is not read.
const JSON: usize = 2_000_000;

/// Reads what the page tells.
pub fn read(words: &Words, tree: &Tree, url: Option<&str>, order: Option<Order>) -> Meta {
    let raw = gather(tree);
    let mut meta = Meta::default();
    let mut articles = Vec::new();
    for value in &raw.json {
        articles_in(value, 0, &mut articles);
    }
    articles.sort_by_key(|(rank, _)| *rank);
    for (_, article) in articles {
        from_json(article, &mut meta);
    }
    from_tags(&raw, &mut meta);
    if meta.authors.iter().all(|a| a.contains("://") || a.contains('@') || Some(a) == meta.outlet.as_ref()) {
        meta.authors.extend(visible_authors(words, &raw));
    }
    let iso = |s: Option<String>| s.and_then(|s| date(words, &s, order));
    meta.published =
        iso(meta.published.take()).or_else(|| dates_of(words, &raw, order)).or_else(|| date_in(words, url));
    meta.updated = iso(meta.updated.take());
    meta.language = meta.language.take().or(raw.language).filter(|l| l.len() >= 2 && l.len() < 16);
    meta.canonical = raw.canonical.filter(|c| c.starts_with("http"));
    clean(&mut meta);
    meta
}

fn gather(tree: &Tree) -> Raw {
    let mut raw = Raw::default();
    tree.walk(0, &mut |id, _, enter| {
        if !enter {
            return true;
        }
        let at = |name| tree.attr(id, name);
        match tree.name(id) {
            "html" => raw.language = at("lang").or(at("xml:lang")).map(str::to_string),
            "meta" => add_meta(tree, id, &mut raw),
            "title" if raw.title.is_none() => raw.title = some(&tree.text(id)),
            "link" if at("rel").is_some_and(|r| r.eq_ignore_ascii_case("canonical")) => {
                raw.canonical = at("href").map(str::to_string)
            }
            "script" if at("type").is_some_and(|t| t.to_ascii_lowercase().contains("ld+json")) => {
                raw.json.extend(json(&tree.text(id)));
            }
            "time" => {
                let published = at("pubdate").is_some() || at("itemprop") == Some("datePublished");
                let class = at("class").is_some_and(|c| c.contains("ublish") || c.contains("entry-date"));
                let value = at("datetime").map(str::to_string).or_else(|| some(&tree.text(id)));
                raw.times.extend(value.map(|v| (v, published || class)));
            }
            _ => {}
        }
        add_byline(tree, id, &mut raw);
        if let Some(prop) = at("itemprop")
            && matches!(prop, "headline" | "datePublished" | "dateModified" | "author" | "articleSection")
            && tree.name(id) != "meta"
        {
            let told = at("content").or(at("datetime")).map(str::to_string);
            let value = told.or_else(|| some(&tree.text(id))).filter(|v| v.len() < 400);
            raw.props.entry(prop.to_string()).or_default().extend(value);
        }
        true
    });
    raw
}

/// Names in elements that are marked as those of authors.
fn add_byline(tree: &Tree, id: Id, raw: &mut Raw) {
    let name = tree.name(id);
    if raw.bylines.len() > 60 || matches!(name, "" | "meta" | "html" | "body" | "script" | "input" | "form" | "li-") {
        return;
    }
    let h = hints::of(tree, id);
    if !h.any(Hints::BYLINE) || h.any(Hints::AWAY.with(Hints::HIDDEN)) {
        return;
    }
    let Some(text) = some(&tree.text(id)).filter(|t| t.chars().count() <= 90) else { return };
    let rank = match () {
        () if tree.attr(id, "rel") == Some("author") => 0,
        () if tree.attr(id, "itemprop") == Some("author") || tree.attr(id, "itemprop") == Some("name") => 1,
        () if name == "a" => 2,
        () => 3,
    };
    raw.bylines.push((rank, text));
}

/// The best of the visible names of authors.
fn visible_authors(words: &Words, raw: &Raw) -> Vec<String> {
    let mut named: Vec<(u8, String)> = Vec::new();
    for (rank, text) in &raw.bylines {
        let Some(name) = author_name(words, text) else { continue };
        if !named.iter().any(|(_, n)| norm(n) == norm(&name)) {
            named.push((*rank, name));
        }
    }
    let Some(best) = named.iter().map(|(r, _)| *r).min() else { return Vec::new() };
    // Names of one rank that stand by each other; the author of a teaser stands far below.
    named.into_iter().filter(|(r, _)| *r == best).map(|(_, n)| n).take(if best < 3 { 3 } else { 1 }).collect()
}

/// "Von Jonas Brandt", "Author: J. Brandt | 3 Feb 2025" as the name.
pub fn author_name(words: &Words, text: &str) -> Option<String> {
    let mut name = text.trim();
    for sign in ["|", "·", "•", " – ", " — ", " - ", " am ", " on ", " le "] {
        name = name.split(sign).next()?.trim();
    }
    if let Some((left, right)) = name.split_once(':')
        && (words.byline_labels.of(&norm(left)).is_some() || words.by.contains(&norm(left)))
    {
        name = right.trim();
    }
    loop {
        let (first, rest) = name.split_once(char::is_whitespace).unwrap_or((name, ""));
        let n = norm(name);
        if words.by.contains(&norm(first)) && !rest.is_empty() {
            name = rest.trim();
        } else if let Some(length) = words.byline_labels.of(&n).filter(|l| *l < n.len()) {
            let rest = n.len() - length;
            name = name.get(name.len().checked_sub(rest)?..)?.trim_start_matches([':', ' ', ',']).trim();
        } else {
            break;
        }
    }
    let name = name.trim_matches([',', ';', ':', '.', ' ', '(', ')', '/']);
    let n = norm(name);
    let count = crate::shape::count(name);
    let bad = n.is_empty()
        || count > 6
        || name.contains(|c: char| c.is_ascii_digit() || c == '@')
        || name.chars().count() > 60;
    let word = words.furniture.contains(&n) || words.labels.contains(&n) || words.byline_labels.of(&n) == Some(n.len());
    (!bad && !word && !words.by.contains(&n)).then(|| name.to_string())
}

fn add_meta(tree: &Tree, id: Id, raw: &mut Raw) {
    let Some(value) = tree.attr(id, "content").and_then(some) else { return };
    for name in ["property", "name", "itemprop", "http-equiv"] {
        if let Some(name) = tree.attr(id, name) {
            raw.meta.entry(name.trim().to_ascii_lowercase()).or_default().push(value.clone());
        }
    }
}

fn some(s: &str) -> Option<String> {
    let s = s.split_whitespace().collect::<Vec<_>>().join(" ");
    (!s.is_empty()).then_some(s)
}

/// JSON as pages write it: line ends inside strings, comments and semicolons around it.
fn json(text: &str) -> Option<Value> {
    if text.len() > JSON {
        return None;
    }
    let text = text.trim().trim_start_matches("<!--").trim_start_matches("//<![CDATA[").trim_end_matches("-->");
    let text = text.trim().trim_end_matches("//]]>").trim().trim_end_matches(';');
    if let Ok(v) = serde_json::from_str(text) {
        return Some(v);
    }
    let flat: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    if let Ok(v) = serde_json::from_str(&flat) {
        return Some(v);
    }
    serde_json::Deserializer::from_str(&flat).into_iter().next()?.ok()
}

/// Finds articles, the best kinds first; `WebPage` tells less.
fn articles_in<'a>(value: &'a Value, depth: u32, out: &mut Vec<(u8, &'a Value)>) {
    if depth > 6 || out.len() > 40 {
        return;
    }
    match value {
        Value::Array(all) => all.iter().for_each(|v| articles_in(v, depth + 1, out)),
        Value::Object(o) => {
            let kinds = strings(o.get("@type"));
            let rank = kinds.iter().filter_map(|k| rank(k)).min();
            if let Some(rank) = rank.filter(|_| depth < 3) {
                out.push((rank, value));
            }
            for key in ["@graph", "mainEntity", "mainEntityOfPage", "liveBlogUpdate-"] {
                if let Some(v) = o.get(key) {
                    articles_in(v, depth + 1, out);
                }
            }
        }
        _ => {}
    }
}

fn rank(kind: &str) -> Option<u8> {
    let kind = kind.rsplit(['/', ':']).next().unwrap_or(kind);
    match kind {
        "NewsArticle"
        | "ReportageNewsArticle"
        | "AnalysisNewsArticle"
        | "OpinionNewsArticle"
        | "BackgroundNewsArticle"
        | "LiveBlogPosting"
        | "ReviewNewsArticle" => Some(0),
        "Article"
        | "BlogPosting"
        | "Report"
        | "TechArticle"
        | "ScholarlyArticle"
        | "SocialMediaPosting"
        | "AdvertiserContentArticle" => Some(1),
        "VideoObject" | "DiscussionForumPosting" | "QAPage" | "Question" => Some(3),
        "WebPage" | "ItemPage" | "AboutPage" => Some(4),
        _ => None,
    }
}

fn from_json(article: &Value, meta: &mut Meta) {
    let text = |key: &str| strings(article.get(key)).into_iter().find_map(|s| some(&unescape(&s)));
    meta.titles.extend(text("headline").or_else(|| text("name")));
    let fill = |field: &mut Option<String>, key: &str| {
        if field.is_none() {
            *field = text(key);
        }
    };
    fill(&mut meta.published, "datePublished");
    fill(&mut meta.updated, "dateModified");
    fill(&mut meta.section, "articleSection");
    fill(&mut meta.language, "inLanguage");
    fill(&mut meta.description, "description");
    fill(&mut meta.body, "articleBody");
    if meta.authors.is_empty() {
        meta.authors = names(article.get("author").or(article.get("creator")));
    }
    if meta.outlet.is_none() {
        meta.outlet = names(article.get("publisher")).into_iter().next();
    }
    if meta.translator.is_none() {
        meta.translator = names(article.get("translator")).into_iter().next();
    }
    if meta.based_on.is_none()
        && let Some(based) = article.get("isBasedOn").or(article.get("isBasedOnUrl"))
    {
        let url = strings(Some(based)).into_iter().chain(strings(based.get("url"))).find(|s| s.starts_with("http"));
        let name = names(based.get("publisher")).into_iter().next();
        meta.based_on = (url.is_some() || name.is_some()).then_some((name, url));
    }
}

/// Strings of a value, an array of them, or a language map.
fn strings(value: Option<&Value>) -> Vec<String> {
    match value {
        Some(Value::String(s)) => vec![s.clone()],
        Some(Value::Array(all)) => all.iter().filter_map(|v| v.as_str().map(str::to_string)).collect(),
        Some(Value::Object(o)) => {
            o.get("@value").and_then(Value::as_str).map(|s| vec![s.to_string()]).unwrap_or_default()
        }
        _ => Vec::new(),
    }
}

/// Names of persons or organisations.
fn names(value: Option<&Value>) -> Vec<String> {
    match value {
        Some(Value::String(s)) => some(&unescape(s)).into_iter().collect(),
        Some(Value::Array(all)) => all.iter().take(30).flat_map(|v| names(Some(v))).collect(),
        Some(Value::Object(o)) => names(o.get("name").filter(|n| !n.is_object())),
        _ => Vec::new(),
    }
}

fn from_tags(raw: &Raw, meta: &mut Meta) {
    let first = |keys: &[&str]| keys.iter().find_map(|k| raw.meta.get(*k)?.first()).map(|s| unescape(s));
    let titles = ["og:title", "twitter:title", "dc.title", "sailthru.title", "title"];
    meta.titles.extend(titles.iter().filter_map(|k| first(&[k])));
    meta.titles.extend(raw.title.as_deref().map(unescape));
    let fill = |field: &mut Option<String>, keys: &[&str]| {
        if field.is_none() {
            *field = first(keys);
        }
    };
    fill(&mut meta.outlet, &["og:site_name", "dc.publisher", "publisher", "application-name", "al:android:app_name"]);
    fill(
        &mut meta.section,
        &["article:section", "section", "sailthru.section", "parsely-section", "cxenseparse:section"],
    );
    fill(&mut meta.description, &["og:description", "description", "twitter:description"]);
    fill(&mut meta.language, &["content-language", "language", "og:locale", "dc.language"]);
    fill(&mut meta.published, PUBLISHED);
    fill(&mut meta.updated, &["article:modified_time", "og:updated_time", "datemodified", "last-modified", "lastmod"]);
    if meta.authors.is_empty() {
        let told = [
            "author",
            "article:author",
            "dc.creator",
            "parsely-author",
            "sailthru.author",
            "authors",
            "dcterms.creator",
            "byl",
        ];
        let all = told.iter().find_map(|k| raw.meta.get(*k).filter(|v| v.iter().any(|s| !s.contains("://"))));
        meta.authors = all.into_iter().flatten().map(|s| unescape(s)).collect();
    }
    if meta.authors.is_empty() {
        meta.authors = raw.props.get("author").cloned().unwrap_or_default();
    }
    if let Some(h) = raw.props.get("headline").and_then(|v| v.first()) {
        meta.titles.push(h.clone());
    }
    if meta.section.is_none() {
        meta.section = raw.props.get("articleSection").and_then(|v| v.first().cloned());
    }
}

/// `<meta>` names of the date of publication.
const PUBLISHED: &[&str] = &[
    "article:published_time",
    "datepublished",
    "og:published_time",
    "og:article:published_time",
    "article.published",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "published_time",
    "publication_date",
    "parsely-pub-date",
    "sailthru.date",
    "date",
    "dc.date",
    "dc.date.issued",
    "dcterms.created",
    "dcterms.date",
    "dc.date.created",
    "dcterms.issued",
    "article_date_original",
    "originalpublicationdate",
    "cxenseparse:recs:publishtime",
    "cxenseparse:publishtime",
    "rnews:datepublished",
    "last-modified-",
    "citation_publication_date",
    "citation_date",
    "article.created",
    "vr:published_time",
    "dcsext.articlefirstpublished",
    "buildtime-",
    "weibo:article:create_at",
    "shareaholic:article_published_time",
    "displaydate",
    "ptime",
];

/// The date in a string of a machine or a person.
fn date(words: &Words, s: &str, order: Option<Order>) -> Option<String> {
    let head = s.char_indices().nth(80).map_or(s, |(i, _)| &s[..i]);
    dates::read(words, head, order).dates.iter().find_map(dates::Dated::iso)
}

fn dates_of(words: &Words, raw: &Raw, order: Option<Order>) -> Option<String> {
    let props = raw.props.get("datePublished").into_iter().flatten().find_map(|s| date(words, s, order));
    let marked = || raw.times.iter().filter(|(_, p)| *p).find_map(|(s, _)| date(words, s, order));
    props.or_else(marked)
}

/// The first `<time>` of a page, for want of better.
pub fn first_time(words: &Words, tree: &Tree, order: Option<Order>) -> Option<String> {
    let raw = gather(tree);
    raw.times.iter().find_map(|(s, _)| date(words, s, order))
}

/// ".../2024/07/09/..." in the address.
fn date_in(words: &Words, url: Option<&str>) -> Option<String> {
    let path = url?.split_once("://").map_or(url?, |(_, rest)| rest);
    let found = dates::read(words, path, None);
    found.dates.iter().filter(|d| d.range.len() >= 8).find_map(|d| Some(d.date?.to_string()))
}

/// Character references in attribute and JSON strings.
pub fn unescape(s: &str) -> String {
    if !s.contains('&') {
        return s.to_string();
    }
    let mut out = String::with_capacity(s.len());
    let mut rest = s;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.char_indices().take(12).find(|(_, c)| *c == ';').map(|(i, _)| i);
        match end.and_then(|e| Some((e, reference(&rest[1..e])?))) {
            Some((e, c)) => {
                out.push(c);
                rest = &rest[e + 1..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

fn reference(name: &str) -> Option<char> {
    if let Some(n) = name.strip_prefix('#') {
        let code = match n.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => n.parse().ok()?,
        };
        return char::from_u32(code).filter(|c| !c.is_control());
    }
    Some(match name {
        "amp" => '&',
        "quot" => '"',
        "apos" => '\'',
        "lt" => '<',
        "gt" => '>',
        "nbsp" => ' ',
        "ndash" => '–',
        "mdash" => '—',
        "lsquo" => '‘',
        "rsquo" => '’',
        "ldquo" => '“',
        "rdquo" => '”',
        "laquo" => '«',
        "raquo" => '»',
        "hellip" => '…',
        "eacute" => 'é',
        "auml" => 'ä',
        "ouml" => 'ö',
        "uuml" => 'ü',
        "szlig" => 'ß',
        _ => return None,
    })
}

fn clean(meta: &mut Meta) {
    let outlet = meta.outlet.as_deref().map(norm).unwrap_or_default();
    let mut authors: Vec<String> = Vec::new();
    for name in meta.authors.iter().flat_map(|a| a.split([';', '|', '\n'])) {
        let name = name.trim().trim_start_matches(['@', ',']).trim();
        let lower = name.to_lowercase();
        let by = ["by ", "von ", "por ", "par ", "oleh ", "di "]
            .iter()
            .find(|b| lower.starts_with(*b))
            .map_or(0, |b| b.len());
        let name = name.get(by..).unwrap_or(name).trim();
        let bad =
            name.is_empty() || name.contains("://") || name.contains('@') || name.len() > 160 || norm(name) == outlet;
        if !bad && !authors.iter().any(|a| a.eq_ignore_ascii_case(name)) {
            authors.push(name.to_string());
        }
    }
    meta.authors = authors;
    meta.titles.retain(|t| !t.trim().is_empty() && t.len() < 1_000);
    meta.outlet = meta.outlet.take().filter(|o| o.len() < 120 && !o.contains("://"));
    meta.language = meta.language.take().map(|l| l.replace('_', "-"));
}

#[cfg(test)]
mod tests {
    use super::*;
    use sayso_lang_data::Folders;

    fn meta(html: &str) -> Meta {
        let words = Words::new(&Folders::builtin()).unwrap();
        read(&words, &Tree::new(html).0, Some("https://post.example/2025/03/02/treaty"), None)
    }

    #[test]
    fn json_ld_first_then_tags() {
        let m = meta(
            r#"<html lang="en-GB"><head><title>Treaty | Fjord Tribune</title>
            <meta property="og:title" content="Treaty signed"><meta property="og:site_name" content="Fjord Tribune">
            <script type="application/ld+json">{"@graph":[{"@type":"WebPage","name":"Page"},{"@type":["NewsArticle"],
            "headline":"Treaty signed in Oslo &amp; Santiago","author":[{"@type":"Person","name":"Hanne Dahl"},{"name":"Tom Reyes"}],
            "datePublished":"2025-03-03T16:10:00+01:00","articleSection":["World"],
            "articleBody":"line one
            line two"}]}</script></head>"#,
        );
        assert_eq!(m.titles[0], "Treaty signed in Oslo & Santiago");
        assert_eq!(m.authors, ["Hanne Dahl", "Tom Reyes"]);
        assert_eq!(m.published.as_deref(), Some("2025-03-03T16:10+01:00"));
        assert_eq!((m.outlet.as_deref(), m.section.as_deref()), (Some("Fjord Tribune"), Some("World")));
        assert_eq!(m.language.as_deref(), Some("en-GB"));
        assert!(m.body.is_some());
    }

    #[test]
    fn without_tags_the_address_tells_the_date() {
        let m = meta("<p>Hello</p>");
        assert_eq!(m.published.as_deref(), Some("2025-03-02"));
        assert!(m.titles.is_empty() && m.authors.is_empty());
    }
}
