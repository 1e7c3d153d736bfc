//! From a request to its answer.

use crate::access::{self, Token};
use crate::answer::Answer;
use crate::ask::{Ask, Form};
use crate::corrections::Corrections;
use crate::held::Counter;
use crate::trouble::Trouble;
use crate::{assets, page};
use hyper::Method;
use sayso_read::Reader;
use sayso_store::Store;
use std::cell::RefCell;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::SystemTime;

/// What a site is made of.
pub struct Config {
    /// The store.
    pub store: PathBuf,
    /// Reads what visitors paste, and explains records.
    pub reader: Reader,
    /// Who has it may write.
    pub token: Option<Token>,
    /// Only this machine asks: names of other machines are refused, SQL is answered.
    pub loopback: bool,
}

/// All pages of a store.
pub struct Site {
    pub(crate) config: Config,
    pub(crate) corrections: Corrections,
    pub(crate) counter: Counter,
    kept: Mutex<Kept>,
}

/// Bytes of pages kept until the store changes.
const KEPT: usize = 16 << 20;

#[derive(Default)]
struct Kept {
    stamp: (Stamp, u64),
    size: usize,
    pages: HashMap<String, Answer>,
}

/// Sizes and times of the files of a store: they change with it.
pub(crate) type Stamp = Vec<Option<(u64, SystemTime)>>;

thread_local! {
    static STORE: RefCell<Option<(PathBuf, Store)>> = const { RefCell::new(None) };
}

impl Site {
    /// Opens the store once, so that what is wrong with it is told at the beginning.
    pub fn new(config: Config) -> sayso_store::Result<Site> {
        Store::open(&config.store)?;
        let (corrections, counter) = (Corrections::beside(&config.store), Counter::of(&config.store));
        Ok(Site { config, corrections, counter, kept: Mutex::default() })
    }

    pub(crate) fn has_token(&self) -> bool {
        self.config.token.is_some()
    }

    /// Answers a request.
    pub fn answer(&self, ask: &Ask) -> Answer {
        let answer = self.try_answer(ask).unwrap_or_else(|trouble| self.trouble(&trouble, ask));
        match ask.method {
            Method::GET | Method::HEAD => answer.marked(ask.header("if-none-match")),
            _ => answer,
        }
    }

    pub(crate) fn trouble(&self, trouble: &Trouble, ask: &Ask) -> Answer {
        let mut answer = match ask.form == Form::Json || access::is_json(ask) {
            true => Answer::json(&serde_json::json!({"error": trouble.title(), "told": trouble.told()})),
            false => Answer::html(page::trouble(trouble)),
        };
        answer.status = trouble.status();
        answer = match trouble {
            Trouble::Method(allowed) => answer.with("allow", allowed.to_string()),
            Trouble::Token(_) => answer.with("www-authenticate", "Bearer".into()),
            Trouble::Store(_) => answer.with("retry-after", "2".into()),
            _ => answer,
        };
        answer.with("cache-control", "no-store".into())
    }

    fn try_answer(&self, ask: &Ask) -> Result<Answer, Trouble> {
        access::own_site(ask, self.config.loopback)?;
        ask.sound()?;
        let path: Vec<&str> = ask.path.iter().map(String::as_str).collect();
        if let (["assets", name], Form::Html) = (path.as_slice(), ask.form) {
            return assets::asset(name).ok_or_else(|| unknown(ask));
        }
        if !matches!(ask.method, Method::GET | Method::HEAD) {
            return page::post(self, ask, &path);
        }
        // A feed names the server as it was asked.
        if !page::is_kept(&path) || ask.form == Form::Atom {
            return page::get(self, ask, &path);
        }
        let stamp = (stamp(&self.config.store), self.counter.version());
        if let Some(answer) = self.kept.lock().ok().and_then(|k| k.find(&stamp, &ask.target)) {
            return Ok(answer);
        }
        let answer = page::get(self, ask, &path)?;
        if let Ok(mut kept) = self.kept.lock()
            && stamp.1 > 0
        {
            kept.keep(stamp, &ask.target, &answer);
        }
        Ok(answer)
    }

    /// Asks the store over this thread's own connection.
    pub(crate) fn store<T>(&self, ask: impl FnOnce(&Store) -> Result<T, Trouble>) -> Result<T, Trouble> {
        STORE.with_borrow_mut(|own| {
            let path = &self.config.store;
            if own.as_ref().is_none_or(|(of, _)| of != path) {
                *own = Some((path.clone(), Store::open(path)?));
            }
            let (_, store) = own.as_ref().expect("it was opened");
            let answer = ask(store);
            if matches!(answer, Err(Trouble::Store(_))) {
                // Whatever is wrong with the file, the next one who asks opens it anew.
                *own = None;
            }
            answer
        })
    }
}

/// There is no such page.
pub(crate) fn unknown(ask: &Ask) -> Trouble {
    Trouble::Missing(format!("there is no page '{}': begin at the front page, or search", ask.target))
}

impl Kept {
    fn find(&self, stamp: &(Stamp, u64), target: &str) -> Option<Answer> {
        (self.stamp == *stamp).then(|| self.pages.get(target).cloned()).flatten()
    }

    fn keep(&mut self, stamp: (Stamp, u64), target: &str, answer: &Answer) {
        if self.stamp != stamp || self.size > KEPT {
            (self.stamp, self.size) = (stamp, 0);
            self.pages.clear();
        }
        if answer.body.len() < KEPT / 16 {
            self.size += answer.body.len() + 1_024;
            self.pages.insert(target.to_string(), answer.clone());
        }
    }
}

/// Of a store, and of what people write beside it.
pub(crate) fn stamp(store: &Path) -> Stamp {
    let beside = |ending: &str| PathBuf::from(format!("{}{ending}", store.display()));
    let told = |path: PathBuf| std::fs::metadata(path).ok().and_then(|m| Some((m.len(), m.modified().ok()?)));
    ["", "-wal", ".corrections.jsonl"].into_iter().map(|e| told(beside(e))).collect()
}
