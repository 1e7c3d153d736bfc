//! A request, whole: its path and its questions taken apart, never trusted.

use crate::trouble::Trouble;
use hyper::{HeaderMap, Method};

/// In which form an answer is wanted: the ending of the address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    Html,
    Json,
    Csv,
    Atom,
}

/// A request.
pub struct Ask {
    pub(crate) method: Method,
    /// Segments of the path, decoded, without the ending of the last.
    pub(crate) path: Vec<String>,
    pub(crate) form: Form,
    pub(crate) query: Query,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
    /// Path and query as they came.
    pub(crate) target: String,
    fault: Option<Trouble>,
}

impl Ask {
    /// Takes a request apart; what is wrong with its address is told by the page that answers it.
    pub fn new(method: Method, target: &str, headers: HeaderMap, body: Vec<u8>) -> Ask {
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        let mut ask = Ask {
            method,
            path: Vec::new(),
            form: Form::Html,
            query: Query::default(),
            headers,
            body,
            target: target.to_string(),
            fault: None,
        };
        match (segments(path), Query::parse(query)) {
            (Ok((path, form)), Ok(query)) => (ask.path, ask.form, ask.query) = (path, form, query),
            (Err(fault), _) | (_, Err(fault)) => ask.fault = Some(fault),
        }
        ask
    }

    pub(crate) fn sound(&self) -> Result<(), Trouble> {
        self.fault.clone().map_or(Ok(()), Err)
    }

    /// A header as text.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The address of the same in another form.
    pub(crate) fn in_form(&self, ending: &str) -> String {
        let mut path: String = self.path.iter().map(|s| format!("/{}", encode(s))).collect();
        if path.is_empty() {
            path = if ending.is_empty() { "/" } else { "/index" }.to_string();
        }
        let query = self.query.without("cursor").to_string();
        let mark = if query.is_empty() { "" } else { "?" };
        format!("{path}{ending}{mark}{query}")
    }
}

fn segments(path: &str) -> Result<(Vec<String>, Form), Trouble> {
    let mut all: Vec<&str> = path.split('/').filter(|s| !s.is_empty()).collect();
    let mut form = Form::Html;
    if let Some(last) = all.last_mut() {
        for (ending, kind) in [(".json", Form::Json), (".csv", Form::Csv), (".atom", Form::Atom)] {
            if let Some(name) = last.strip_suffix(ending).filter(|n| !n.is_empty() && *n != "openapi") {
                (*last, form) = (name, kind);
                break;
            }
        }
    }
    Ok((all.into_iter().map(decode).collect::<Result<_, _>>()?, form))
}

/// Names and values of a query string or of a form, in order.
#[derive(Clone, Debug, Default)]
pub(crate) struct Query(Vec<(String, String)>);

impl Query {
    pub fn parse(text: &str) -> Result<Query, Trouble> {
        let pairs = text.split('&').filter(|p| !p.is_empty());
        let pair = |p: &str| {
            let (name, value) = p.split_once('=').unwrap_or((p, ""));
            Ok((decode(&name.replace('+', " "))?, decode(&value.replace('+', " "))?))
        };
        let all: Result<Vec<(String, String)>, Trouble> = pairs.map(pair).collect();
        Ok(Query(all?.into_iter().filter(|(_, value)| !value.trim().is_empty()).collect()))
    }

    pub fn of(pairs: &[(&str, &str)]) -> Query {
        Query(pairs.iter().map(|(n, v)| (n.to_string(), v.to_string())).collect())
    }

    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(n, _)| n == name).map(|(_, v)| v.trim())
    }

    pub fn all(&self, name: &str) -> Vec<String> {
        self.0.iter().filter(|(n, _)| n == name).map(|(_, v)| v.trim().to_string()).collect()
    }

    pub fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(n, v)| (n.as_str(), v.as_str()))
    }

    pub fn without(&self, name: &str) -> Query {
        Query(self.0.iter().filter(|(n, _)| n != name).cloned().collect())
    }

    pub fn with(&self, name: &str, value: &str) -> Query {
        let mut all = self.without(name);
        all.0.push((name.to_string(), value.to_string()));
        all
    }
}

impl std::fmt::Display for Query {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        for (i, (name, value)) in self.0.iter().enumerate() {
            let and = if i > 0 { "&" } else { "" };
            write!(f, "{and}{}={}", encode(name), encode(value))?;
        }
        Ok(())
    }
}

/// Percent signs become what they stand for.
pub(crate) fn decode(text: &str) -> Result<String, Trouble> {
    let broken =
        || Trouble::Address(format!("'{text}' is no part of an address: each % wants two hex digits of UTF-8"));
    let (mut out, mut bytes) = (Vec::with_capacity(text.len()), text.bytes());
    while let Some(b) = bytes.next() {
        if b != b'%' {
            out.push(b);
            continue;
        }
        let digit = |b: Option<u8>| b.and_then(|b| char::from(b).to_digit(16)).ok_or_else(broken);
        let (high, low) = (digit(bytes.next())?, digit(bytes.next())?);
        out.push((high * 16 + low) as u8);
    }
    String::from_utf8(out).map_err(|_| broken())
}

/// A word made to stand in an address, whatever it holds.
pub(crate) fn encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for b in text.bytes() {
        match b {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => out.push(char::from(b)),
            _ => out.push_str(&format!("%{b:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_come_back_as_they_were() {
        for word in ["JPN/GOV#fumio-kishida", "Нота & 100 % + \"x\"", "日本", ""] {
            assert_eq!(decode(&encode(word)).unwrap(), word);
        }
        for broken in ["%", "%4", "%zz", "%ff%fe"] {
            assert!(decode(broken).is_err(), "{broken}");
        }
    }

    #[test]
    fn endings_tell_the_form() {
        let ask = |t: &str| Ask::new(Method::GET, t, HeaderMap::new(), vec![]);
        let told = |t: &str| (ask(t).path.join("|"), ask(t).form);
        assert_eq!(told("/events.json?q=a"), ("events".into(), Form::Json));
        assert_eq!(
            told("/events/d0123456789abcdef.e0123456789"),
            ("events|d0123456789abcdef.e0123456789".into(), Form::Html)
        );
        assert_eq!(told("/actors/JPN%2FGOV.csv"), ("actors|JPN/GOV".into(), Form::Csv));
        assert_eq!(ask("/events?q=a+b&lang=en&cursor=50").in_form(".csv"), "/events.csv?q=a%20b&lang=en");
        assert!(ask("/%ZZ").sound().is_err() && ask("/?q=%").sound().is_err());
    }
}
