//! What a page of lines says of itself: title, section, outlet, authors, dates, and the
//! hands that its story went through.

use crate::cues::{by_names, parts};
use crate::dates;
use crate::kinds::Sheet;
use crate::lead::{offset, opening, suffix};
use crate::shape::{count, norm};
use crate::words::Order;
use sayso_core::{Article, ChainLink, ChainRole, LineKind, Origin, Span};

/// A name on the page: how records write it, and where it stands.
#[derive(Clone, Debug)]
struct Named {
    name: String,
    span: Span,
    agency: bool,
}

/// Fills in what the lines tell.
pub(crate) fn article(sheet: &Sheet, language: Option<&str>, order: Option<Order>) -> Article {
    let mut article = Article::default();
    let named = sheet.title.and_then(|t| suffix(sheet, t));
    article.title = sheet.title.map(|t| title(sheet, t, named));
    article.section = sheet.section.map(|s| s.of(sheet.text).to_string());
    bylines(sheet, &mut article);
    published(sheet, order, &mut article);
    provenance(sheet, named, language, &mut article);
    article
}

fn title(sheet: &Sheet, t: usize, named: Option<Span>) -> String {
    let span = sheet.seen[t].span;
    let end = named.map_or(span.end, |n| n.start) as usize;
    let title = &sheet.text[span.start as usize..end];
    match named {
        Some(_) => {
            title.trim_end_matches(|c: char| !c.is_alphanumeric() && !"?!.)]”’\"'»…".contains(c)).trim().to_string()
        }
        None => title.to_string(),
    }
}

/// The lines of one kind.
fn of_kind<'a>(sheet: &'a Sheet, kind: LineKind) -> impl Iterator<Item = usize> + 'a {
    (0..sheet.kinds.len()).filter(move |&i| sheet.kinds[i] == kind)
}

fn bylines(sheet: &Sheet, article: &mut Article) {
    for i in of_kind(sheet, LineKind::Byline) {
        let line = sheet.line(i);
        let head = parts(line).first().copied().unwrap_or(line);
        let names = match by_names(sheet.words, head) {
            Some(r) => &head[r],
            None => match author(sheet, head) {
                Some(names) => names,
                None => continue,
            },
        };
        for name in names.split([',', ';', '&', '/']).flat_map(split_and) {
            let name = name.split(" in ").next().unwrap_or(name).trim().trim_matches(['.', ':']).trim();
            let first = norm(name.split(' ').next().unwrap_or_default());
            if sheet.words.newsroom.contains(&first) {
                continue;
            }
            if !name.is_empty() && sheet.words.known(name).is_none() && !article.byline.iter().any(|b| b == name) {
                article.byline.push(name.to_string());
            }
        }
    }
}

/// Splits names at "and" in any of the languages.
pub(crate) fn split_and(s: &str) -> impl Iterator<Item = &str> {
    let mut rest = s;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let joints = [" and ", " dan ", " y ", " und ", " et ", " e ", " и ", " i ", " en "];
        let cut = joints.iter().filter_map(|j| rest.find(j).map(|i| (i, j.len()))).min();
        let (head, tail) = cut.map_or((rest, ""), |(i, n)| (&rest[..i], &rest[i + n..]));
        rest = tail;
        Some(head)
    })
}

/// "Penulis: NAME", "NAME, correspondent", "NAME" alone.
fn author<'a>(sheet: &Sheet, line: &'a str) -> Option<&'a str> {
    let n = norm(line);
    let editor =
        ["edit", "éd", "redakt", "penyunting", "редак", "uploader", "copywriter", "trans", "trad", "penerj", "перев"];
    if editor.iter().any(|e| n.starts_with(e)) || sheet.words.translator.of(&n).is_some() {
        return None;
    }
    if let Some((left, right)) = line.split_once([':', '：']) {
        return (sheet.words.byline_labels.of(&norm(left)).is_some()).then(|| right.trim());
    }
    if let Some(length) = sheet.words.byline_labels.of(&n) {
        let rest = n.len() - length;
        return line.get(line.len().checked_sub(rest)?..).map(|s| s.split([';', ')']).next().unwrap_or(s).trim());
    }
    if sheet.words.byline_has.iter().any(|p| n.contains(p.as_str())) || sheet.words.newsroom.contains(&n) {
        return None;
    }
    let first = norm(line.split_whitespace().next()?);
    let name = line.split([',', '|', '–', '•']).next()?.trim();
    (!sheet.words.newsroom.contains(&first) && (2..=4).contains(&count(name))).then_some(name)
}

fn published(sheet: &Sheet, order: Option<Order>, article: &mut Article) {
    for i in of_kind(sheet, LineKind::Dateline) {
        let read = dates::read(sheet.words, sheet.line(i), order);
        for (date, updated) in read.dates.iter().zip(&read.updated) {
            let Some(iso) = date.iso() else { continue };
            let field = if *updated { &mut article.updated } else { &mut article.published };
            field.get_or_insert(iso);
        }
    }
}

fn provenance(sheet: &Sheet, named: Option<Span>, language: Option<&str>, article: &mut Article) {
    let legal = legal_name(sheet);
    let after_title = named.map(|s| of_span(sheet, s));
    let foreign = after_title.as_ref().is_some_and(|n| is_foreign(sheet, n, legal.as_ref(), language));
    let (origin, own) = if foreign { (after_title, legal) } else { (None, after_title.or(legal)) };
    let agencies = agencies(sheet, own.as_ref());
    if let Some(first) = origin.as_ref().or(sole(&agencies)) {
        article.origin = Some(Origin { outlet: first.name.clone(), url: None, evidence: first.span });
    }
    let mut add = |role, n: &Named| {
        if !article.chain.iter().any(|c| c.name == n.name) {
            article.chain.push(ChainLink { role, name: n.name.clone(), url: None, evidence: n.span });
        }
    };
    for a in &agencies {
        add(if a.agency { ChainRole::Agency } else { ChainRole::Outlet }, a);
    }
    if let Some(n) = &origin {
        add(ChainRole::Outlet, n);
    }
    if let Some(n) = &translator(sheet) {
        add(ChainRole::Translator, n);
    }
    if let Some(n) = &own {
        add(ChainRole::Outlet, n);
    }
    article.outlet = own.map(|n| n.name);
}

/// The agency that the story is from, where the page does not name many.
fn sole(agencies: &[Named]) -> Option<&Named> {
    agencies.iter().find(|a| a.agency).filter(|_| agencies.len() <= 3)
}

fn of_span(sheet: &Sheet, span: Span) -> Named {
    let words = span.of(sheet.text);
    match sheet.words.known(words) {
        Some(k) => Named { name: k.name.clone(), span, agency: k.agency },
        None => Named { name: words.to_string(), span, agency: false },
    }
}

/// Whether the name after the title is another's: the page links to its source, names
/// itself otherwise, or is in a language that the named outlet does not write.
fn is_foreign(sheet: &Sheet, n: &Named, legal: Option<&Named>, language: Option<&str>) -> bool {
    let known = sheet.words.known(n.span.of(sheet.text));
    let other_language =
        known.zip(language).is_some_and(|(k, l)| !k.languages.is_empty() && !k.languages.iter().any(|x| *x == l));
    let same = |l: &Named| norm(&l.name).contains(&norm(&n.name)) || norm(&n.name).contains(&norm(&l.name));
    match legal {
        Some(l) => !same(l),
        None => other_language || known.is_some_and(|k| k.agency) || has_source_link(sheet),
    }
}

fn has_source_link(sheet: &Sheet) -> bool {
    of_kind(sheet, LineKind::Furniture).any(|i| is_source_link(sheet.line(i)))
}

/// "Source link": what copying sites put under a story that they took from elsewhere.
pub(crate) fn is_source_link(line: &str) -> bool {
    line.len() < 60 && SOURCE_LINKS.contains(&norm(line).as_str())
}

const SOURCE_LINKS: &[&str] = &[
    "source link",
    "view original",
    "original article",
    "link to original",
    "tautan sumber",
    "link sumber",
    "enlace de origen",
    "enlace a la fuente",
    "lien source",
    "lien vers la source",
    "quelllink",
    "link zur quelle",
    "link da fonte",
    "ссылка на источник",
    "источник ссылка",
];

/// The name in "© 2026 Northbridge Times. All rights reserved."
fn legal_name(sheet: &Sheet) -> Option<Named> {
    of_kind(sheet, LineKind::Furniture).find_map(|i| {
        let line = sheet.line(i);
        let n = norm(line);
        if !line.contains('©') && !n.starts_with("copyright") && !n.starts_with("(c)") {
            return None;
        }
        let rest = line.rsplit(['©']).next()?;
        let rest = rest.trim_start().trim_start_matches("Copyright").trim_start_matches("COPYRIGHT");
        let rest = rest.split(['.', '|', '·', '•']).next()?;
        let edge = |c: char| !c.is_alphabetic();
        let name = rest.trim_start_matches(edge).trim_end_matches(|c: char| !c.is_alphabetic()).trim();
        let has = sheet.words.furniture_has.iter().any(|p| norm(name).contains(p.as_str()));
        if name.is_empty() || has || !(1..=6).contains(&count(name)) || !crate::kinds::name_like(name) {
            return None;
        }
        let start = sheet.seen[i].span.start as usize + offset(line, name);
        Some(of_span(sheet, Span::new(start, start + name.len())))
    })
}

/// Agencies and outlets that the page credits: opening of the story, "Source:" lines,
/// bylines that are an agency, brackets that close the story, "first published in".
fn agencies(sheet: &Sheet, own: Option<&Named>) -> Vec<Named> {
    let mut out: Vec<Named> = Vec::new();
    let is_own = |n: &Named| {
        own.is_some_and(|o| {
            let (a, b) = (norm(&o.name), norm(&n.name));
            a == b || site(&a) == site(&b)
        })
    };
    let mut add = |n: Named| {
        if !is_own(&n) && !out.iter().any(|o| o.name == n.name) {
            out.push(n);
        }
    };
    let first = of_kind(sheet, LineKind::Body).take(3).find_map(|i| opening(sheet, i));
    if let Some(span) = first {
        let mut n = of_span(sheet, span);
        n.agency |= sheet.words.known(&n.name).is_none();
        add(n);
    }
    for i in 0..sheet.seen.len() {
        match sheet.kinds[i] {
            LineKind::Byline | LineKind::Dateline => credited(sheet, i).into_iter().for_each(&mut add),
            LineKind::Furniture | LineKind::Body => first_published(sheet, i).into_iter().for_each(&mut add),
            _ => {}
        }
    }
    closing(sheet).into_iter().for_each(&mut add);
    out
}

/// The name of an outlet without blanks, article and the end of its address.
fn site(n: &str) -> String {
    let n = n.strip_prefix("the ").unwrap_or(n);
    let host = n.rsplit_once('.').filter(|(_, end)| end.len() <= 4).map_or(n, |(host, _)| host);
    host.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// "Source: Xinhua", "Sumber: Antara, AFP", "Reuters", "By AFP".
fn credited(sheet: &Sheet, i: usize) -> Vec<Named> {
    let line = sheet.line(i);
    let base = sheet.seen[i].span.start as usize;
    let name_at = |s: &str| {
        let start = base + offset(line, s);
        of_span(sheet, Span::new(start, start + s.len()))
    };
    let mut out = Vec::new();
    for part in parts(line) {
        let (left, right) = part.split_once([':', '：']).unwrap_or(("", part));
        let source = sheet.words.sources.contains(&norm(left));
        let names = match by_names(sheet.words, right) {
            Some(r) => &right[r],
            None => right,
        };
        for name in names.split([',', ';', '/']).map(|n| n.trim().trim_end_matches('.')).filter(|n| !n.is_empty()) {
            let known = sheet.words.known(name).is_some();
            if known || (source && count(name) <= 5 && crate::kinds::name_like(name)) {
                out.push(name_at(name));
            }
        }
    }
    out
}

fn first_published(sheet: &Sheet, i: usize) -> Option<Named> {
    let line = sheet.line(i);
    if line.len() > 400 {
        return None;
    }
    let lower = line.to_lowercase();
    if lower.len() != line.len() {
        return None;
    }
    let (at, phrase) = sheet.words.first_published.iter().find_map(|p| Some((lower.find(p.as_str())?, p)))?;
    let rest = line.get(at + phrase.len()..)?.trim_start();
    let end = rest.find(['.', ',', ';', '(', ':']).unwrap_or(rest.len());
    let name = rest[..end].trim().trim_matches(['“', '”', '"', '\'']);
    let name = name.split(" on ").next()?.trim();
    if name.is_empty() || count(name) > 6 || !crate::kinds::name_like(name) {
        return None;
    }
    let start = sheet.seen[i].span.start as usize + offset(line, name);
    let mut named = of_span(sheet, Span::new(start, start + name.len()));
    named.agency |= sheet.words.known(name).is_none_or(|k| k.agency);
    Some(named)
}

/// "(ANTARA)", "(AP/dpa)" at the very end of the story.
fn closing(sheet: &Sheet) -> Option<Named> {
    let last = of_kind(sheet, LineKind::Body).last()?;
    let line = sheet.line(last).trim_end_matches(['.', ' ']);
    let inside = line.strip_suffix(')')?;
    let open = inside.rfind('(')?;
    let name = inside[open + 1..].split(['/', ',']).next()?.trim();
    let known = sheet.words.known(name)?.agency;
    let start = sheet.seen[last].span.start as usize + offset(sheet.line(last), name);
    known.then(|| of_span(sheet, Span::new(start, start + name.len())))
}

fn translator(sheet: &Sheet) -> Option<Named> {
    let lines = (0..sheet.seen.len()).filter(|&i| matches!(sheet.kinds[i], LineKind::Byline | LineKind::Furniture));
    for i in lines {
        for part in parts(sheet.line(i)) {
            let n = norm(part);
            let Some(length) = sheet.words.translator.of(&n) else { continue };
            let rest = part.get(part.len().saturating_sub(n.len() - length)..).unwrap_or_default();
            let name = rest.trim_matches(|c: char| !c.is_alphanumeric());
            let name = name.strip_prefix("by ").or(name.strip_prefix("oleh ")).unwrap_or(name);
            if (1..=6).contains(&count(name)) && crate::kinds::name_like(name) {
                let start = sheet.seen[i].span.start as usize + offset(sheet.line(i), name);
                return Some(Named {
                    name: name.to_string(),
                    span: Span::new(start, start + name.len()),
                    agency: false,
                });
            }
        }
    }
    None
}
