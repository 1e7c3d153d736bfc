//! An answer, with the headers that every answer has.

use hyper::StatusCode;
use maud::Markup;
use serde::Serialize;
use sha2::{Digest, Sha256};

/// What a page may do: nothing but use what this server serves, and no script may write markup.
pub const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; \
    form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

/// On every answer.
const ALWAYS: &[(&str, &str)] = &[
    ("content-security-policy", POLICY),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("permissions-policy", "camera=(), geolocation=(), microphone=()"),
];

/// What comes back.
#[derive(Clone, Debug)]
pub struct Answer {
    /// 200 where all is well.
    pub status: StatusCode,
    /// Names in small letters.
    pub headers: Vec<(&'static str, String)>,
    /// As it is sent.
    pub body: Vec<u8>,
}

impl Answer {
    pub(crate) fn new(kind: &str, body: impl Into<Vec<u8>>) -> Answer {
        let mut headers: Vec<_> = ALWAYS.iter().map(|(n, v)| (*n, v.to_string())).collect();
        headers.push(("content-type", kind.to_string()));
        Answer { status: StatusCode::OK, headers, body: body.into() }
    }

    pub(crate) fn html(page: Markup) -> Answer {
        Answer::new("text/html; charset=utf-8", page.into_string())
    }

    pub(crate) fn json(value: &impl Serialize) -> Answer {
        let text = serde_json::to_string(value).expect("rows have no key that is not a string");
        Answer::new("application/json; charset=utf-8", text + "\n")
    }

    pub(crate) fn csv(name: &str, text: String) -> Answer {
        let name = format!("attachment; filename=\"sayso-{name}.csv\"");
        Answer::new("text/csv; charset=utf-8", text).with("content-disposition", name)
    }

    /// To another address of this server.
    pub(crate) fn moved(to: &str) -> Answer {
        let mut answer = Answer::new("text/plain; charset=utf-8", "");
        answer.status = StatusCode::SEE_OTHER;
        answer.with("location", to.to_string())
    }

    pub(crate) fn with(mut self, name: &'static str, value: String) -> Answer {
        self.headers.push((name, value));
        self
    }

    /// The value of a header.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(n, _)| *n == name).map(|(_, v)| v.as_str())
    }

    /// The body as text.
    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap_or_default()
    }

    /// Marks an answer with its content; whoever has it already is told so.
    pub(crate) fn marked(self, known: Option<&str>) -> Answer {
        if self.status != StatusCode::OK {
            return self;
        }
        let hash = Sha256::digest(&self.body);
        let tag: String = hash.iter().take(12).map(|b| format!("{b:02x}")).collect();
        let tag = format!("\"{tag}\"");
        let same = known.is_some_and(|k| k == "*" || k.split(',').any(|t| t.trim().trim_start_matches("W/") == tag));
        let mut answer = self.with("etag", tag);
        if answer.header("cache-control").is_none() {
            answer = answer.with("cache-control", "no-cache".into());
        }
        if same {
            answer.status = StatusCode::NOT_MODIFIED;
            answer.body.clear();
            answer.headers.retain(|(n, _)| *n != "content-type");
        }
        answer
    }
}
