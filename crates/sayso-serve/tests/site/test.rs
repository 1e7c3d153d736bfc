//! A store made once, and what tests ask of its pages.

use hyper::{HeaderMap, Method};
use sayso_lang_data::Folders;
use sayso_read::{As, Input, Options, Reader};
use sayso_serve::{Answer, Ask, Config, Site, Token};
use sayso_store::{Origin, Prepared, Reader as ReaderId, Writer};
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// The token of servers that take corrections.
pub const TOKEN: &str = "a token long enough";

/// An article that tries everything: markup, addresses, controls, formulas.
pub const HOSTILE: &str = "<script>alert(1)</script> \"><img src=x onerror=alert(2)>\n\n\
    OSLO – Norway's government accused Sweden of spying, Prime Minister <b onmouseover=\"alert(3)\">Jonas Lind</b> said on Monday.\n\
    Sweden denied that it had spied. \u{202e}Turned\u{202c} \u{1b}[31mred\u{1b}[0m {{7*7}} ${7*7} javascript:alert(4)\n\
    \"<svg/onload=alert(5)>\", said Sweden's foreign ministry on Tuesday.\n\
    =cmd|' /C calc'!A0 said Norway.\n";

/// A store, and the site over it.
pub struct Test {
    pub folder: TempDir,
    pub site: Site,
    /// Id of the hostile document.
    pub hostile: String,
}

/// A site that only reads.
pub fn site() -> Test {
    with(|c| c)
}

/// A site with other settings.
pub fn with(change: impl Fn(Config) -> Config) -> Test {
    let folder = TempDir::new().expect("a folder");
    let store = folder.path().join("made.db");
    let hostile = fill(&store);
    let site = Site::new(change(config(&store))).expect("the store opens");
    Test { folder, site, hostile }
}

/// The settings of `sayso serve` on a loopback address without a token.
pub fn config(store: &Path) -> Config {
    Config { store: store.to_path_buf(), reader: reader(), token: None, loopback: true }
}

/// The same with a token.
pub fn with_token() -> Test {
    with(|c| Config { token: Some(Token::new(TOKEN).expect("long enough")), ..c })
}

fn reader() -> Reader {
    Reader::new(&Folders::builtin()).expect("the built-in folders")
}

/// Fills a store with made documents and a hostile one, whose id comes back.
pub fn fill(store: &Path) -> String {
    let mut writer = Writer::open(store, &ReaderId::default()).expect("a new store");
    let origin = |n: u64| Origin::new(&[&n.to_le_bytes()], None, None);
    for n in 0..60 {
        writer.add(&Prepared::new(&sayso_made::reading(7, n), origin(n))).expect("added");
    }
    let name = "<img src=x onerror=alert(6)>.txt";
    let mut input = Input::from_bytes(name, HOSTILE.as_bytes().to_vec(), As::Text).expect("it is text");
    input.url = Some("javascript:alert(7)".into());
    input.outlet = Some("<script>alert(8)</script>".into());
    input.published = Some("2024-07-09".into());
    let reading = reader().read(&input, &Options { language: Some("en".into()), ..Options::default() });
    writer.add(&Prepared::new(&reading, origin(999))).expect("added");
    writer.finish().expect("finished");
    reading.id
}

impl Test {
    /// Asks for a page as a visitor does.
    pub fn get(&self, target: &str) -> Answer {
        self.ask(Method::GET, target, &[("host", "localhost:4747")], b"")
    }

    /// Sends a request with these headers.
    pub fn ask(&self, method: Method, target: &str, headers: &[(&'static str, &str)], body: &[u8]) -> Answer {
        let mut all = HeaderMap::new();
        headers.iter().for_each(|(n, v)| drop(all.insert(*n, v.parse().expect("a header"))));
        self.site.answer(&Ask::new(method, target, all, body.to_vec()))
    }

    /// A JSON answer.
    pub fn json(&self, target: &str) -> serde_json::Value {
        let answer = self.get(target);
        assert_eq!(answer.status, 200, "{target}: {}", answer.text());
        serde_json::from_slice(&answer.body).unwrap_or_else(|e| panic!("{target}: {e}"))
    }

    /// The first row of a list, and a field of it.
    pub fn first(&self, target: &str, field: &str) -> String {
        let rows = self.json(target);
        rows["rows"][0][field].as_str().unwrap_or_else(|| panic!("{target}: no {field}")).to_string()
    }

    /// The file of the store.
    pub fn store(&self) -> PathBuf {
        self.folder.path().join("made.db")
    }

    /// An address of every kind of page that this store has.
    pub fn pages(&self) -> Vec<String> {
        let event = self.first("/events.json", "id");
        let statement = self.first("/statements.json", "id");
        let (a, b) = (self.first("/ties.json", "a"), self.first("/ties.json", "b"));
        let entity = self.first("/actors.json", "entity");
        let other = self.first("/documents.json", "id");
        let mut all: Vec<String> = [
            "/",
            "/search",
            "/documents",
            "/events",
            "/claims",
            "/statements",
            "/actors",
            "/ties",
            "/system",
            "/sql",
            "/corrections",
            "/sign-in",
        ]
        .map(String::from)
        .to_vec();
        all.extend([
            "/search?q=talks".into(),
            "/claims?contested=1".into(),
            "/system?status=done&view=table".into(),
            "/sql?q=SELECT%201".into(),
            format!("/documents/{}", self.hostile),
            format!("/documents/{other}"),
            format!("/events/{event}"),
            format!("/statements/{statement}"),
            format!("/why/{}", self.own_event()),
            format!("/actors/{}", entity.replace('/', "%2F").replace('#', "%23")),
            format!("/tie?a={}&b={}", a.replace('#', "%23"), b.replace('#', "%23")),
            format!("/compare?a={other}&b={}", self.hostile),
        ]);
        all
    }

    /// An event that was really read, so that it can be explained.
    pub fn own_event(&self) -> String {
        let reading = self.json(&format!("/documents/{}.json", self.hostile));
        reading["events"][0]["id"].as_str().expect("the hostile article has an event").to_string()
    }
}
