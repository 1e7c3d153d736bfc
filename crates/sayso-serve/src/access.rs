//! Who may do what: visitors read, a token writes, and no other site acts in a visitor's name.

use crate::ask::Ask;
use crate::trouble::Trouble;
use hyper::Method;
use sha2::{Digest, Sha256};

/// The secret that allows to write; only its hash is kept.
#[derive(Clone)]
pub struct Token {
    token: [u8; 32],
    session: [u8; 32],
}

/// Fewest letters of a token: shorter ones can be guessed.
const SHORTEST: usize = 16;
const COOKIE: &str = "sayso=";

impl Token {
    /// From what the user chose; the error says what is wrong with it.
    pub fn new(secret: &str) -> Result<Token, String> {
        let secret = secret.trim();
        if secret.len() < SHORTEST {
            return Err(format!("a token wants at least {SHORTEST} letters: `openssl rand -hex 16` makes a good one"));
        }
        Ok(Token { token: hash(secret), session: hash(&session_of(secret)) })
    }

    pub(crate) fn is(&self, secret: &str) -> bool {
        same(&self.token, &hash(secret.trim()))
    }

    /// The cookie of somebody who gave the token.
    pub(crate) fn cookie(secret: &str) -> String {
        format!("{COOKIE}{}; Path=/; HttpOnly; SameSite=Strict; Max-Age=2592000", session_of(secret.trim()))
    }

    fn allows(&self, ask: &Ask) -> bool {
        if let Some(given) = ask.header("authorization").and_then(|a| a.strip_prefix("Bearer ")) {
            return self.is(given);
        }
        let cookies = ask.header("cookie").unwrap_or_default().split(';');
        let mut own = cookies.filter_map(|c| c.trim().strip_prefix(COOKIE));
        own.any(|c| same(&self.session, &hash(c)))
    }
}

/// What a cookie holds: from it the token cannot be told.
fn session_of(secret: &str) -> String {
    let hex = |h: [u8; 32]| h.iter().map(|b| format!("{b:02x}")).collect::<String>();
    hex(hash(&format!("session of {}", hex(hash(secret)))))
}

fn hash(text: &str) -> [u8; 32] {
    Sha256::digest(text.as_bytes()).into()
}

/// Compares in the same time whether equal or not.
fn same(a: &[u8; 32], b: &[u8; 32]) -> bool {
    std::hint::black_box(a.iter().zip(b).fold(0u8, |d, (x, y)| d | (x ^ y))) == 0
}

/// Whether somebody who asks may write.
pub(crate) fn may_write(token: Option<&Token>, ask: &Ask) -> Result<(), Trouble> {
    match token {
        None => Err(Trouble::Refused(
            "this server only reads: start it with --token-file FILE (or SAYSO_TOKEN) to correct records".into(),
        )),
        Some(token) if token.allows(ask) => Ok(()),
        Some(_) => Err(Trouble::Token(
            "sign in at /sign-in with the token of this server, or send it as 'Authorization: Bearer …'".into(),
        )),
    }
}

/// Refuses requests that another site makes a visitor's browser send.
pub(crate) fn own_site(ask: &Ask, loopback: bool) -> Result<(), Trouble> {
    let host = ask.header("host").unwrap_or_default();
    if loopback && !is_loopback(host) {
        let told = format!("this server is for this machine: ask it as localhost or 127.0.0.1, not as '{host}'");
        return Err(Trouble::Refused(told));
    }
    if ask.method == Method::GET || ask.method == Method::HEAD {
        return Ok(());
    }
    let foreign = "a form of another site was sent here: nothing was done".to_string();
    let sent_from = ask.header("sec-fetch-site");
    if sent_from.is_some_and(|s| s != "same-origin") {
        return Err(Trouble::Refused(foreign));
    }
    match ask.header("origin") {
        // Under the policy no-referrer browsers keep the origin of a form to themselves, and send `null`;
        // that it is the server's own page then stands in Sec-Fetch-Site, which no page can set.
        Some("null") if sent_from.is_some() => Ok(()),
        Some(o) if o.split_once("://").is_some_and(|(_, h)| h.eq_ignore_ascii_case(host) && !host.is_empty()) => Ok(()),
        Some(_) => Err(Trouble::Refused(foreign)),
        // Programs send no Origin; what they send no form of another site can.
        None if ask.header("authorization").is_some() || is_json(ask) => Ok(()),
        None => Err(Trouble::Refused(
            "a form without Origin: programs send JSON ('Content-Type: application/json'), or a token".into(),
        )),
    }
}

pub(crate) fn is_json(ask: &Ask) -> bool {
    ask.header("content-type").is_some_and(|t| t.split(';').next().is_some_and(|t| t.trim() == "application/json"))
}

/// Whether a Host header names this machine by a name that no other can take.
fn is_loopback(host: &str) -> bool {
    let name = match host.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or_default(),
        None => host.split(':').next().unwrap_or_default(),
    };
    name.eq_ignore_ascii_case("localhost") || name.parse().is_ok_and(|ip: std::net::IpAddr| ip.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_of_this_machine_are_its_own() {
        for host in ["localhost", "localhost:4747", "127.0.0.1:4747", "[::1]:4747", "LOCALHOST"] {
            assert!(is_loopback(host), "{host}");
        }
        for host in ["", "example.org", "localhost.example.org", "127.0.0.1.example.org", "10.0.0.1", "localhost."] {
            assert!(!is_loopback(host), "{host}");
        }
    }

    #[test]
    fn a_token_is_known_by_its_hash_alone() {
        assert!(Token::new("short").is_err());
        let token = Token::new("a long enough secret\n").unwrap();
        assert!(token.is("a long enough secret") && !token.is("a long enough secreT") && !token.is(""));
        assert!(!Token::cookie("a long enough secret").contains("secret;"));
    }
}
