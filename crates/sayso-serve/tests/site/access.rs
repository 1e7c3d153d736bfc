//! Who may do what.

use crate::test::{TOKEN, Test, site, with, with_token};
use hyper::Method;
use sayso_serve::{Answer, Config, Token};

const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");

fn correct(test: &Test, headers: &[(&'static str, &str)]) -> Answer {
    let body = format!("record={}&verdict=accept", test.own_event());
    test.ask(Method::POST, "/corrections", headers, body.as_bytes())
}

#[test]
fn other_names_of_this_machine_are_refused() {
    let test = site();
    for host in ["evil.example", "localhost.evil.example", "127.0.0.1.nip.example:4747", "10.0.0.1", ""] {
        let answer = test.ask(Method::GET, "/", &[("host", host)], b"");
        assert_eq!(answer.status, 403, "{host}");
        assert!(answer.header("content-security-policy").is_some());
    }
    assert_eq!(test.ask(Method::GET, "/", &[], b"").status, 403, "no Host at all");
    for host in ["localhost", "127.0.0.1:4747", "[::1]:4747"] {
        assert_eq!(test.ask(Method::GET, "/", &[("host", host)], b"").status, 200, "{host}");
    }
}

#[test]
fn forms_of_other_sites_do_nothing() {
    let test = with_token();
    let cookie = sign_in(&test);
    let (host, own) = (("host", "localhost:4747"), ("origin", "http://localhost:4747"));
    let cookie = ("cookie", cookie.as_str());
    for foreign in [
        vec![host, cookie, FORM, ("origin", "http://evil.example")],
        vec![host, cookie, FORM, ("origin", "null")],
        vec![host, cookie, FORM, ("origin", "http://localhost:8080")],
        vec![host, cookie, FORM, ("origin", "null"), ("sec-fetch-site", "cross-site")],
        vec![host, cookie, FORM, ("origin", "null"), ("sec-fetch-site", "same-site")],
        vec![host, cookie, FORM, ("origin", "null"), ("sec-fetch-site", "none")],
        vec![host, cookie, FORM],
        vec![host, cookie, ("content-type", "text/plain")],
        vec![host, cookie, FORM, own, ("sec-fetch-site", "cross-site")],
        vec![("host", "evil.example"), cookie, FORM, ("origin", "http://evil.example")],
    ] {
        assert_eq!(correct(&test, &foreign).status, 403, "{foreign:?}");
    }
    assert_eq!(test.json("/corrections.json")["rows"].as_array().map(Vec::len), Some(0), "nothing was written");
    assert_eq!(correct(&test, &[host, cookie, FORM, own]).status, 303);
    let as_browsers_send = [host, cookie, FORM, ("origin", "null"), ("sec-fetch-site", "same-origin")];
    assert_eq!(correct(&test, &as_browsers_send).status, 303);
    assert_eq!(test.json("/corrections.json")["rows"].as_array().map(Vec::len), Some(2));
}

#[test]
fn writing_wants_the_token() {
    let (host, own) = (("host", "localhost:4747"), ("origin", "http://localhost:4747"));
    let closed = correct(&site(), &[host, own, FORM]);
    assert!(closed.status == 403 && closed.text().contains("--token-file"), "{}", closed.text());
    let test = with_token();
    for wrong in ["Bearer", "Bearer ", "Bearer wrong wrong wrong wrong", "Basic YTpi"] {
        assert_eq!(correct(&test, &[host, own, FORM, ("authorization", wrong)]).status, 401, "{wrong}");
    }
    assert_eq!(correct(&test, &[host, own, FORM, ("cookie", "sayso=0123456789")]).status, 401);
    assert_eq!(
        correct(&test, &[host, own, FORM, ("cookie", &format!("sayso={TOKEN}"))]).status,
        401,
        "the cookie is not the token"
    );
    assert_eq!(correct(&test, &[host, FORM, ("authorization", &format!("Bearer {TOKEN}"))]).status, 303);
    let wrong = test.ask(Method::POST, "/sign-in", &[host, own, FORM], b"token=something+else+entirely");
    assert!(wrong.status == 401 && wrong.header("set-cookie").is_none());
}

#[test]
fn no_token_in_an_address_or_a_page() {
    let test = with_token();
    let cookie = sign_in(&test);
    assert!(!cookie.contains(TOKEN));
    let target = format!("/corrections?token={}", TOKEN.replace(' ', "%20"));
    let (host, own) = (("host", "localhost:4747"), ("origin", "http://localhost:4747"));
    assert_eq!(test.ask(Method::POST, &target, &[host, own, FORM], b"record=x&verdict=accept").status, 401);
    for page in test.pages() {
        assert!(!test.get(&page).text().contains(TOKEN), "{page}");
    }
}

#[test]
fn sql_is_for_this_machine_alone() {
    let token = || Some(Token::new(TOKEN).expect("long enough"));
    let test = with(|c| Config { loopback: false, token: token(), ..c });
    let ask = |target: &str| test.ask(Method::GET, target, &[("host", "news.example")], b"");
    assert_eq!(ask("/sql?q=SELECT%201").status, 403);
    assert_eq!(ask("/sql.json?q=SELECT%201").status, 403);
    assert_eq!(ask("/events").status, 200);
}

#[test]
fn other_methods_are_told_which_are_right() {
    let test = site();
    let own = [("host", "localhost"), ("origin", "http://localhost")];
    for method in [Method::PUT, Method::DELETE, Method::POST, Method::OPTIONS] {
        let answer = test.ask(method.clone(), "/events", &own, b"");
        assert_eq!((answer.status.as_u16(), answer.header("allow")), (405, Some("GET, HEAD")), "{method}");
    }
}

fn sign_in(test: &Test) -> String {
    let headers = [("host", "localhost:4747"), ("origin", "http://localhost:4747"), FORM];
    let body = format!("token={}", TOKEN.replace(' ', "+"));
    let answer = test.ask(Method::POST, "/sign-in", &headers, body.as_bytes());
    assert_eq!(answer.status, 303, "{}", answer.text());
    let cookie = answer.header("set-cookie").expect("a cookie").to_string();
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"), "{cookie}");
    cookie.split(';').next().unwrap_or_default().to_string()
}
