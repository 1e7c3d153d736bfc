//! Companies, parties and groups that no list has: "the American company **Delmare**", "the **Liberal
//! Party**". The noun beside the name, or its own last word, tells what it is.

use super::names::{Names, Title, TitleKind, What};
use super::people::{Found, People, set};
use super::phrase::{self, Phrase};
use super::setting::Setting;
use sayso_core::{Deprel, Sentence, Upos};

impl People {
    /// Adds sector and state to a name that is no person's.
    pub(super) fn tell_body(&self, names: &Names, setting: &Setting, t: &Sentence, f: &mut Found) {
        let (s, w) = f.at;
        let kinds = [TitleKind::Group, TitleKind::Body];
        let beside = head_noun(t, w);
        let told = |at: usize| phrase::title_of(names, &self.phrases[s][at], &kinds);
        let last = || f.words.last().filter(|_| f.words.len() > 1);
        let own = || names.title(&last()?.to_lowercase()).map(|k| &names.title_list[k as usize]);
        let title = told(w).or_else(|| beside.and_then(told)).or_else(own);
        let Some(title) = title.filter(|x| kinds.contains(&x.kind) && !x.sector.is_empty()) else { return };
        // "the intelligence officer Karim", "Kherson police": an organ of a state is none that a page names anew
        if is_organ(title) {
            return;
        }
        f.body = true;
        set(&mut f.sector, &title.sector);
        set(&mut f.role, &title.role);
        if let Some((code, _)) = [Some(w), beside].into_iter().flatten().find_map(|at| self.owner(names, t, s, at)) {
            set(&mut f.country, &code);
        }
        let domestic = matches!(title.sector.as_str(), "OPP" | "PTY" | "LAB");
        if let Some(home) = setting.home().filter(|_| domestic) {
            set(&mut f.country, home);
        }
    }
}

/// Words `from..to` of a name that has the noun for what it names in it: "**Liberal Party**", "**Partai
/// Karya**", "**Asosiasi Pengimpor Daging** Indonesia".
pub(super) fn named_by_noun(names: &Names, t: &Sentence, p: &Phrase) -> Option<(usize, usize)> {
    let h = p.head?;
    let What::Title(k) = h.what else { return None };
    let title = &names.title_list[k as usize];
    let capital = |i: usize| t.form(i).starts_with(char::is_uppercase);
    let body = matches!(title.kind, TitleKind::Group | TitleKind::Body) && !title.sector.is_empty() && !is_organ(title);
    if !body || !(h.from..h.to).all(capital) {
        return None;
    }
    if names.owner_first {
        let (a, b) = p.name?;
        return (b == h.from).then_some((a, h.to));
    }
    let more = |i: &usize| capital(*i) && !matches!(t.tokens[*i].upos, Upos::Verb | Upos::Aux | Upos::Punct);
    let to = (h.to..t.len()).find(|i| !more(i)).unwrap_or(t.len());
    // "Petani Jepang": people of a state, no name
    let told = (h.to..to).any(|i| !p.owners.iter().any(|o| o.2 == i) && t.form(i).chars().count() > 2);
    let people = matches!(title.sector.as_str(), "AGR" | "EDU" | "MED" | "REL");
    (to > h.to && told && !people).then_some((h.from, to))
}

/// Parts of a state, and people at large: no page names them anew.
fn is_organ(title: &Title) -> bool {
    matches!(title.sector.as_str(), "GOV" | "MIL" | "LEG" | "JUD" | "COP" | "SPY" | "CVL" | "REF" | "CRM")
}

/// "the company **Delmare**": the noun that a name stands beside.
fn head_noun(t: &Sentence, w: usize) -> Option<usize> {
    let tied = matches!(t.rel(w), Deprel::Appos | Deprel::Flat | Deprel::Compound | Deprel::Nmod);
    let bare = t.child(w, Deprel::Case).is_none();
    t.head(w).filter(|&h| tied && bare && t.tokens[h].upos == Upos::Noun && h.abs_diff(w) <= 3)
}
