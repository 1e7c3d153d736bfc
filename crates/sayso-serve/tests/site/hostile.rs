//! Text of a page stays text, wherever it is shown.

use crate::test::{Test, site};
use hyper::Method;

/// Markup that would act if it were not escaped.
fn acts(html: &str) -> Option<&str> {
    let low = html;
    ["<script>", "<img", "<svg/", "<b ", "href=\"javascript:", "href=\"data:", "\u{202e}", "\u{1b}"]
        .into_iter()
        .find(|m| low.contains(m))
}

fn check(test: &Test, page: &str) {
    let answer = test.get(page);
    assert_eq!(acts(answer.text()), None, "{page}");
    let handler = answer.text().split('<').skip(1).filter_map(|tag| tag.split('>').next()).find(|tag| {
        let names = tag.split('"').step_by(2).collect::<String>();
        names.split_whitespace().any(|n| n.starts_with("on"))
    });
    assert_eq!(handler, None, "{page}: a handler stands in a tag");
}

#[test]
fn hostile_articles_are_shown_as_text() {
    let test = site();
    test.pages().iter().for_each(|page| check(&test, page));
    let reader = test.get(&format!("/documents/{}", test.hostile));
    assert!(reader.text().contains("&lt;script&gt;alert(1)&lt;/script&gt;"), "{}", reader.text());
    assert!(reader.text().contains("U+202E"), "turning controls are shown");
    check(&test, &format!("/actors?q={}", "%3Cscript%3Ealert(9)%3C%2Fscript%3E"));
}

#[test]
fn what_is_typed_is_shown_as_text() {
    let test = site();
    let typed = "%22%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E%3Cimg%20src%3Dx%20onerror%3Dalert(2)%3E";
    for page in [
        "/search?q=",
        "/events?actor=",
        "/events?outlet=",
        "/statements?speaker=",
        "/actors?q=",
        "/ties?actor=",
        "/system?speaker=",
        "/sql?q=",
        "/events?type=",
        "/compare?b=d0&a=",
        "/tie?b=NOR&a=",
        "/why/",
        "/actors/",
        "/",
    ] {
        check(&test, &format!("{page}{typed}"));
    }
    let feed = test.get(&format!("/search.atom?q={typed}"));
    assert_eq!(acts(feed.text()), None);
}

#[test]
fn a_hostile_text_that_is_pasted_is_shown_as_text() {
    let test = site();
    let headers =
        [("host", "127.0.0.1"), ("origin", "http://127.0.0.1"), ("content-type", "multipart/form-data; boundary=zz")];
    let body = "--zz\r\nContent-Disposition: form-data; name=\"file\"; filename=\"<img src=x onerror=alert(1)>.html\"\r\n\r\n\
         <html><title><script>alert(1)</script></title><p>&lt;img src=x onerror=alert(2)&gt; Norway accused Sweden of spying.</p></html>\r\n--zz--\r\n";
    let answer = test.ask(Method::POST, "/read", &headers, body.as_bytes());
    assert_eq!(answer.status, 200, "{}", answer.text());
    assert_eq!(acts(answer.text()), None, "{}", answer.text());
}

#[test]
fn cells_are_no_formulas() {
    let test = site();
    let csv = test.get("/statements.csv?limit=1000");
    let bad =
        csv.text().split("\r\n").flat_map(|l| l.split(',')).find(|c| c.trim_start_matches('"').starts_with(['=', '@']));
    assert_eq!(bad, None);
}

#[test]
fn offsets_lead_to_the_words_in_any_script() {
    let test = site();
    for document in test.json("/documents.json?limit=100")["rows"].as_array().expect("rows") {
        let id = document["id"].as_str().expect("an id");
        let reading = test.json(&format!("/documents/{id}.json"));
        let text: Vec<char> = reading["article"]["text"].as_str().expect("text").chars().collect();
        for event in reading["events"].as_array().expect("events") {
            let (start, end) = (
                event["cue"]["start"].as_u64().expect("a number") as usize,
                event["cue"]["end"].as_u64().expect("a number") as usize,
            );
            assert_eq!(
                text[start..end].iter().collect::<String>(),
                event["cue"]["text"].as_str().expect("text"),
                "{id}"
            );
        }
    }
}
