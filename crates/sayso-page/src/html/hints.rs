//! What names of elements, classes and ids tell of what stands inside.

use super::tree::{Id, Tree};

/// A set of hints.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Hints(u16);

impl Hints {
    /// Menus, footers, boxes beside the story, sharing, sign-ups, advertisements.
    pub const JUNK: Hints = Hints(1);
    /// Comments of readers.
    pub const COMMENTS: Hints = Hints(2);
    /// Other stories.
    pub const RELATED: Hints = Hints(4);
    /// Words under pictures.
    pub const CAPTION: Hints = Hints(8);
    /// Authors.
    pub const BYLINE: Hints = Hints(16);
    /// Dates.
    pub const DATE: Hints = Hints(32);
    /// The story.
    pub const STORY: Hints = Hints(64);
    /// A standfirst.
    pub const SUMMARY: Hints = Hints(128);
    /// Section names above a title.
    pub const KICKER: Hints = Hints(256);
    /// Navigation proper.
    pub const NAV: Hints = Hints(512);
    /// Not shown.
    pub const HIDDEN: Hints = Hints(1024);
    /// What the author of a page is like.
    pub const BIO: Hints = Hints(2048);

    /// Hints that say "not the story".
    pub const AWAY: Hints = Hints(1 | 2 | 4 | 512 | 2048);

    /// Whether any of `other` is in it.
    pub fn any(self, other: Hints) -> bool {
        self.0 & other.0 != 0
    }

    /// Both.
    pub fn with(self, other: Hints) -> Hints {
        Hints(self.0 | other.0)
    }

    /// Without the hints of `other`.
    pub fn without(self, other: Hints) -> Hints {
        Hints(self.0 & !other.0)
    }
}

/// The hints of one element.
pub fn of(tree: &Tree, id: Id) -> Hints {
    let mut h = match tree.name(id) {
        "nav" | "menu" => Hints::NAV.with(Hints::JUNK),
        "footer" | "aside" | "form" | "button" | "dialog" => Hints::JUNK,
        "figcaption" => Hints::CAPTION,
        "time" => Hints::DATE,
        "html" | "body" | "" => return Hints::default(),
        _ => Hints::default(),
    };
    if let Some(role) = tree.attr(id, "role") {
        h = h.with(match role {
            "navigation" | "menu" | "menubar" | "search" => Hints::NAV.with(Hints::JUNK),
            "complementary" | "contentinfo" | "banner" | "dialog" | "alertdialog" | "toolbar" => Hints::JUNK,
            _ => Hints::default(),
        });
    }
    if let Some(prop) = tree.attr(id, "itemprop") {
        h = h.with(match prop {
            "articleBody" | "text" => Hints::STORY,
            "author" | "creator" => Hints::BYLINE,
            "datePublished" | "dateModified" | "dateCreated" => Hints::DATE,
            "caption" => Hints::CAPTION,
            "comment" => Hints::COMMENTS,
            "articleSection" => Hints::KICKER,
            "description" | "alternativeHeadline" => Hints::SUMMARY,
            _ => Hints::default(),
        });
    }
    if tree.attr(id, "rel") == Some("author") {
        h = h.with(Hints::BYLINE);
    }
    for name in ["class", "id", "data-component", "data-testid", "data-qa"] {
        if let Some(value) = tree.attr(id, name) {
            h = h.with(of_names(value));
        }
    }
    if tree.name(id) == "p" {
        // Classes of single paragraphs tell how they look, not what they are.
        h = h.without(Hints::JUNK.with(Hints::RELATED).with(Hints::NAV));
    }
    h.with(hidden(tree, id))
}

fn hidden(tree: &Tree, id: Id) -> Hints {
    let style = tree.attr(id, "style").map(|s| s.to_ascii_lowercase().replace(' ', ""));
    let gone = style.is_some_and(|s| s.contains("display:none") || s.contains("visibility:hidden"));
    if gone || tree.attr(id, "hidden").is_some() { Hints::HIDDEN } else { Hints::default() }
}

/// The hints of a class or id, taken apart into its words.
fn of_names(value: &str) -> Hints {
    let mut h = Hints::default();
    if value.len() > 600 {
        return h;
    }
    for name in value.split_ascii_whitespace().filter(|n| !n.contains(':')) {
        let words = words(name);
        let frame = words.iter().any(|w| matches!(w.as_str(), "embed" | "elementor" | "tweet" | "wp"));
        if frame && !name.contains("caption") {
            continue;
        }
        for (i, word) in words.iter().enumerate() {
            h = h.with(of_word(word));
            if let Some(next) = words.get(i + 1) {
                h = h.with(of_pair(word, next));
            }
        }
        h = h.with(of_whole(&words.concat()));
    }
    h
}

/// "articleBody-text2" as "article", "body", "text".
fn words(name: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut open = false;
    let mut small = false;
    for c in name.chars() {
        if !c.is_ascii_alphabetic() {
            open = false;
            continue;
        }
        if !open || (small && c.is_ascii_uppercase()) {
            out.push(String::new());
        }
        if let Some(last) = out.last_mut() {
            last.push(c.to_ascii_lowercase());
        }
        open = true;
        small = c.is_ascii_lowercase();
    }
    let not =
        out.first().is_some_and(|w| matches!(w.as_str(), "no" | "has" | "is" | "without" | "js" | "with" | "hide"));
    if not { Vec::new() } else { out }
}

fn of_word(word: &str) -> Hints {
    match word {
        "nav" | "navbar" | "navigation" | "menu" | "submenu" | "breadcrumb" | "breadcrumbs" | "topbar" | "masthead" => {
            Hints::NAV.with(Hints::JUNK)
        }
        "footer" | "sidebar" | "widget" | "widgets" | "share" | "sharing" | "shares" | "social" | "sociallinks"
        | "addthis" | "sharedaddy" | "promo" | "promos" | "advert" | "adverts" | "advertisement" | "advertising"
        | "ads" | "adv" | "sponsor" | "sponsored" | "banner" | "banners" | "newsletter" | "newsletters"
        | "subscribe" | "subscription" | "signup" | "popup" | "modal" | "overlay" | "lightbox" | "cookie"
        | "cookies" | "consent" | "gdpr" | "tags" | "taglist" | "keywords" | "toolbar" | "pagination" | "pager"
        | "login" | "signin" | "register" | "copyright" | "disclaimer" | "rating" | "ratings" | "feedback" | "skip"
        | "donate" | "donation" | "tooltip" | "carousel" | "slider" | "dropdown" | "offcanvas" | "ticker"
        | "weather" | "poll" | "quiz" | "werbung" | "anzeige" | "publicidad" | "iklan" | "reklama" | "kommentare"
        | "cta" | "sponsors" | "toast" | "shareit" | "followus" | "follow" | "jobs" | "shop" | "player" => Hints::JUNK,
        "comment" | "comments" | "disqus" | "respond" | "komentar" | "commentaires" | "comentarios" | "commentlist" => {
            Hints::COMMENTS
        }
        "related" | "recommended" | "recommendation" | "recommendations" | "recirc" | "recirculation" | "readmore"
        | "popular" | "trending" | "mostread" | "mostpopular" | "outbrain" | "taboola" | "teaser" | "teasers"
        | "latest" | "upnext" | "suggested" | "suggestions" | "similar" | "relacionadas" | "relacionados"
        | "verwandt" | "crosslinks" | "readalso" | "morelikethis" | "seealso" => Hints::RELATED,
        "caption" | "captions" | "figcaption" | "legend" | "credit" | "credits" | "bildunterschrift" | "copyrights" => {
            Hints::CAPTION
        }
        "byline" | "bylines" | "author" | "authors" | "autor" | "autore" | "auteur" | "writer" | "penulis"
        | "contributor" | "contributors" => Hints::BYLINE,
        "date" | "dateline" | "datetime" | "timestamp" | "pubdate" | "published" | "publishdate" | "datum"
        | "fecha" | "updated" | "tanggal" | "time" => Hints::DATE,
        "standfirst" | "lede" | "dek" | "deck" | "subtitle" | "subheadline" | "summary" | "excerpt" | "intro"
        | "lead" | "chapo" | "bajada" | "vorspann" | "sottotitolo" | "abstract" | "preamble" | "ingress" => {
            Hints::SUMMARY
        }
        "kicker" | "eyebrow" | "overline" | "rubric" | "rubrik" | "supertitle" => Hints::KICKER,
        "bio" | "biography" | "authorbio" | "authorbox" | "aboutauthor" => Hints::BIO,
        _ => Hints::default(),
    }
}

fn of_pair(a: &str, b: &str) -> Hints {
    match (a, b) {
        (
            "read" | "see" | "more" | "most" | "also",
            "more" | "also" | "next" | "read" | "from" | "popular" | "stories" | "on" | "like",
        ) => Hints::RELATED,
        ("lire", "aussi") | ("lee", "tambien") | ("baca", "juga") | ("leia", "mais" | "tambem") => Hints::RELATED,
        ("author", "bio" | "box" | "info" | "description" | "about") | ("about", "author") => Hints::BIO,
        ("post" | "article" | "entry" | "story", "meta" | "info") => Hints::DATE,
        ("post" | "prev" | "next", "navigation" | "nav" | "links") => Hints::JUNK,
        (
            "article" | "story" | "post" | "entry" | "news" | "content" | "node" | "td" | "main",
            "body" | "content" | "text" | "copy",
        ) => Hints::STORY,
        ("rich" | "body" | "field", "text" | "copy" | "body") => Hints::STORY,
        _ => Hints::default(),
    }
}

fn of_whole(name: &str) -> Hints {
    match name {
        "articlebody" | "storybody" | "entrycontent" | "postcontent" | "articlecontent" | "articletext"
        | "storycontent" | "newstext" | "fliesstext" | "bodycopy" | "storytext" | "contentbody" | "detailtext"
        | "detikdetailtext" => Hints::STORY,
        _ => Hints::default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_taken_apart() {
        assert!(of_names("c-newsletter-signup").any(Hints::JUNK));
        assert!(of_names("ArticleBody__text").any(Hints::STORY));
        assert!(of_names("relatedPosts").any(Hints::RELATED));
        assert!(!of_names("no-sidebar").any(Hints::AWAY));
        assert!(!of_names("header thread-reader").any(Hints::AWAY));
    }
}
