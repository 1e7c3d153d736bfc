//! Universal dependency relations.

use std::fmt;

macro_rules! relations {
    ($($name:ident $text:literal),* $(,)?) => {
        /// The 37 universal relations.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[allow(missing_docs)] // each is defined by Universal Dependencies
        #[repr(u8)]
        pub enum Deprel { $($name),* }

        impl Deprel {
            /// All of them; `ALL[r as usize] == r`.
            pub const ALL: &'static [Deprel] = &[$(Deprel::$name),*];

            /// As CoNLL-U writes it.
            pub fn as_str(self) -> &'static str {
                match self { $(Deprel::$name => $text),* }
            }
        }
    };
}

relations! {
    Acl "acl", Advcl "advcl", Advmod "advmod", Amod "amod", Appos "appos", Aux "aux", Case "case", Cc "cc",
    Ccomp "ccomp", Clf "clf", Compound "compound", Conj "conj", Cop "cop", Csubj "csubj", Dep "dep", Det "det",
    Discourse "discourse", Dislocated "dislocated", Expl "expl", Fixed "fixed", Flat "flat", Goeswith "goeswith",
    Iobj "iobj", List "list", Mark "mark", Nmod "nmod", Nsubj "nsubj", Nummod "nummod", Obj "obj", Obl "obl",
    Orphan "orphan", Parataxis "parataxis", Punct "punct", Reparandum "reparandum", Root "root",
    Vocative "vocative", Xcomp "xcomp",
}

impl Deprel {
    /// From what CoNLL-U writes, without subtype.
    pub fn parse(s: &str) -> Option<Deprel> {
        Deprel::ALL.iter().copied().find(|r| r.as_str() == s)
    }
}

/// A relation with its subtype: `nsubj:pass`.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Rel {
    /// The universal relation.
    pub base: Deprel,
    sub: u8,
}

/// Subtypes in use; a treebank's other subtypes are dropped when it is read.
const SUBTYPES: &[&str] = &[
    "",
    "pass",
    "outer",
    "poss",
    "tmod",
    "npmod",
    "lmod",
    "agent",
    "arg",
    "relcl",
    "prt",
    "predet",
    "det",
    "name",
    "foreign",
    "unmarked",
    "comp",
    "preconj",
    "emph",
    "adv",
    "expl",
    "impers",
    "pv",
    "instantiation",
    "clf",
    "nominal",
    "lvc",
    "svc",
    "redup",
    "abs",
    "tense",
    "caus",
    "cop",
    "obj",
    "subj",
    "gov",
    "numgov",
    "parenth",
    "reported",
    "sp",
    "dir",
    "ext",
    "iv",
    "x",
    "loc",
    "patient",
    "ba",
    "de",
    "des",
    "periph",
    "aff",
    "auxs",
    "conj",
    "title",
    "range",
    "date",
    "num",
    "appos",
    "desc",
    "cleft",
    "cmpr",
    "xcomp",
    "goeswith",
    "order",
    "mod",
    "descr",
    "about",
    "by",
    "with",
    "iobj",
    "obl",
    "vcomp",
    "vmod",
    "dur",
    "pnc",
    "verbnoun",
    "nn",
    "fixed",
    "advmod",
    "amod",
    "neg",
    "discourse",
    "sentcon",
    "rep",
    "passive",
    "pred",
    "adj",
    "own",
    "mwe",
    "time",
    "dat",
    "suff",
    "dec",
    "rel",
    "aspect",
    "pref",
    "pmod",
    "plur",
    "objective",
    "insert",
    "number",
    "tonp",
    "der",
    "vsubj",
    "pron",
    "q",
    "pcomp",
    "atov",
    "entity",
    "asubj",
    "nummod",
];

impl Rel {
    /// The subtype without its colon; empty for none.
    pub fn subtype(self) -> &'static str {
        SUBTYPES[self.sub as usize]
    }

    /// Whether it stands in a passive clause (`nsubj:pass`, `aux:pass`, …).
    pub fn is_pass(self) -> bool {
        self.sub == 1
    }

    /// From what CoNLL-U writes; an unknown subtype is dropped, an unknown relation is `dep`.
    pub fn parse(s: &str) -> Rel {
        let (base, sub) = s.split_once(':').unwrap_or((s, ""));
        let sub = SUBTYPES.iter().position(|&x| x == sub).unwrap_or(0) as u8;
        Rel { base: Deprel::parse(base).unwrap_or(Deprel::Dep), sub }
    }
}

impl From<Deprel> for Rel {
    fn from(base: Deprel) -> Self {
        Rel { base, sub: 0 }
    }
}

impl PartialEq<Deprel> for Rel {
    fn eq(&self, other: &Deprel) -> bool {
        self.base == *other
    }
}

impl fmt::Display for Rel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.base.as_str())?;
        if self.sub > 0 {
            write!(f, ":{}", self.subtype())?;
        }
        Ok(())
    }
}

impl fmt::Debug for Rel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
