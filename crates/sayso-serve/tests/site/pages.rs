//! Every page answers, in every form, and bad addresses say what to do.

use crate::test::{Test, site};
use hyper::Method;
use sayso_serve::POLICY;

#[test]
fn every_page_answers_under_the_strict_policy() {
    let test = site();
    for page in test.pages() {
        let answer = test.get(&page);
        assert_eq!(answer.status, 200, "{page}: {}", answer.text());
        assert_eq!(answer.header("content-security-policy"), Some(POLICY), "{page}");
        for (name, value) in [("x-content-type-options", "nosniff"), ("referrer-policy", "no-referrer")] {
            assert_eq!(answer.header(name), Some(value), "{page}");
        }
        let html = answer.text();
        assert!(html.starts_with("<!DOCTYPE html>") && html.ends_with("</html>"), "{page}");
        assert!(html.contains("<html lang=\"en\">") && html.contains("<main id=\"main\""), "{page}");
        assert_eq!(html.matches("<h1").count(), 1, "{page} has one heading");
        assert!(!html.contains(" style=\"") && !html.contains("<style"), "{page} has style within");
    }
    assert!(!POLICY.contains("unsafe") && POLICY.contains("frame-ancestors 'none'"));
}

#[test]
fn nothing_comes_from_elsewhere() {
    let test = site();
    for page in test.pages() {
        let answer = test.get(&page);
        let html = answer.text();
        for (attribute, from) in [
            ("src=\"", ""),
            ("action=\"", ""),
            ("<link rel=\"stylesheet\" href=\"", ""),
            ("<link rel=\"icon\" href=\"", ""),
        ] {
            for at in html.split(attribute).skip(1) {
                assert!(
                    at.starts_with('/') && !at.starts_with("//"),
                    "{page}: {attribute}{from}{}",
                    &at[..at.len().min(60)]
                );
            }
        }
    }
    let size: usize =
        ["site.css", "site.js", "icon.svg"].map(|a| test.get(&format!("/assets/{a}")).body.len()).iter().sum();
    assert!(size < 150_000, "{size} bytes of assets");
}

#[test]
fn links_within_lead_somewhere() {
    let test = site();
    let mut seen = std::collections::BTreeSet::new();
    for page in test.pages() {
        let answer = test.get(&page);
        for at in answer.text().split("href=\"").skip(1) {
            let to = at.split('"').next().unwrap_or_default().replace("&amp;", "&");
            let (to, mark) = to.split_once('#').map_or((to.as_str(), None), |(t, m)| (t, Some(m)));
            if to.is_empty() {
                let id = format!("id=\"{}\"", mark.unwrap_or_default());
                assert!(answer.text().contains(&id), "{page}: #{}", mark.unwrap_or_default());
            } else if to.starts_with('/') && seen.len() < 400 && seen.insert(to.to_string()) {
                let found = test.get(to);
                // Made readings have no folder behind them, so some cannot be explained again.
                assert!(found.status.is_success() || to.starts_with("/why/"), "{page} leads to {to}: {}", found.text());
            }
        }
    }
}

#[test]
fn lists_come_as_json_csv_and_atom() {
    let test = site();
    for list in ["documents", "search", "events", "claims", "statements"] {
        let rows = test.json(&format!("/{list}.json?limit=2"));
        assert_eq!(rows["rows"].as_array().map(Vec::len), Some(2), "{list}");
        let csv = test.get(&format!("/{list}.csv?limit=2"));
        assert!(csv.text().starts_with("id,") && csv.text().lines().count() >= 3, "{list}: {}", csv.text());
        let atom = test.get(&format!("/{list}.atom?limit=2"));
        assert!(atom.header("content-type").is_some_and(|t| t.starts_with("application/atom+xml")), "{list}");
        assert_eq!(atom.text().matches("<entry>").count(), 2, "{list}");
        assert_eq!(
            atom.text().matches("<link ").count(),
            atom.text().matches("</link>").count(),
            "{list}: XML is closed"
        );
    }
    for list in ["actors", "ties"] {
        assert!(test.json(&format!("/{list}.json"))["rows"].as_array().is_some_and(|r| !r.is_empty()), "{list}");
        assert!(test.get(&format!("/{list}.csv")).text().lines().count() > 1, "{list}");
    }
    assert!(test.json("/system.json")["nodes"].as_array().is_some_and(|n| n.len() > 1));
    assert_eq!(test.json(&format!("/documents/{}.json", test.hostile))["schema"], "sayso/1");
}

#[test]
fn cursors_go_through_all_rows_once() {
    let test = site();
    for list in ["documents", "events", "statements", "actors", "ties"] {
        let (mut next, mut ids, mut steps) = (format!("/{list}.json?limit=7"), Vec::new(), 0);
        loop {
            let page = test.json(&next);
            ids.extend(page["rows"].as_array().expect("rows").iter().map(|r| {
                ["id", "entity"]
                    .iter()
                    .find_map(|f| r[*f].as_str())
                    .map_or(format!("{}|{}", r["a"], r["b"]), String::from)
            }));
            steps += 1;
            match page["next"].as_str() {
                Some(to) => next = to.to_string(),
                None => break,
            }
            assert!(steps < 200, "{list} has no end");
        }
        let all = test.json(&format!("/{list}.json?limit=1000"))["rows"].as_array().map_or(0, Vec::len);
        let count = ids.len();
        ids.sort();
        ids.dedup();
        assert_eq!((ids.len(), count), (all, all), "{list}");
        assert!(steps > 1, "{list} has several pages");
    }
}

#[test]
fn whoever_has_a_page_is_told_so() {
    let test = site();
    for page in ["/", "/events.json", "/assets/site.css", "/system"] {
        let first = test.get(page);
        let tag = first.header("etag").unwrap_or_else(|| panic!("{page} has an ETag")).to_string();
        let again = test.ask(Method::GET, page, &[("host", "localhost"), ("if-none-match", &tag)], b"");
        assert_eq!((again.status.as_u16(), again.body.len()), (304, 0), "{page}");
        let other = test.ask(Method::GET, page, &[("host", "localhost"), ("if-none-match", "\"other\"")], b"");
        assert_eq!(other.status, 200, "{page}");
    }
}

#[test]
fn bad_addresses_say_what_to_do() {
    let test = site();
    let told = |target: &str, status: u16, what: &str| {
        let answer = test.get(target);
        assert_eq!(answer.status.as_u16(), status, "{target}");
        assert!(answer.text().contains(what), "{target}: {}", answer.text());
        assert!(answer.header("content-security-policy").is_some(), "{target}");
    };
    told("/nowhere", 404, "begin at the front page");
    told("/documents/d0000000000000000", 404, "16 hex digits");
    told("/documents/%F0%9F%98%80", 404, "16 hex digits");
    told("/events/nonsense", 404, "16 hex digits");
    told("/why/d0000000000000000.e0000000000", 404, "16 hex digits");
    told("/actors/nobody-at-all", 404, "among the actors");
    told("/%zz", 400, "two hex digits");
    told("/search?q=%ff", 400, "two hex digits");
    told("/events?type=WAR", 400, "one of AGREE");
    told("/events?since=soon", 400, "YYYY-MM-DD");
    told("/tie?a=NOR", 400, "two sides");
    told("/tie?a=NOR&b=NOR", 400, "no tie to itself");
    told("/compare?a=d0", 400, "two documents");
    told("/assets/../../etc/passwd", 404, "no page");
    told("/search?q=%22", 400, "");
    assert_eq!(test.json_error("/events.json?type=WAR")["error"], "This cannot be answered as it is asked");
    let long = format!("/search?q={}", "a".repeat(20_000));
    assert!(test.get(&long).status.as_u16() < 500);
}

#[test]
fn the_description_of_the_api_is_true() {
    let test = site();
    let api = test.json("/openapi.json");
    assert_eq!(api["openapi"], "3.1.0");
    let paths = api["paths"].as_object().expect("paths");
    let ids = [
        ("documents", test.hostile.clone()),
        ("events", test.own_event()),
        ("why", test.own_event()),
        ("statements", test.first("/statements.json", "id")),
        ("actors", "NOR".into()),
    ];
    for (path, what) in paths.iter().filter(|(_, w)| w["get"].is_object()) {
        let own = ids.iter().find(|(of, _)| path.starts_with(&format!("/{of}/{{")));
        let mut target = own.map_or(path.clone(), |(_, id)| path.replace("{id}", id));
        target.push_str(match path.as_str() {
            "/tie.json" => "?a=NOR&b=SWE",
            "/compare.json" => "?a=HOSTILE&b=HOSTILE",
            "/sql.json" => "?q=SELECT%201",
            _ => "",
        });
        let answer = test.get(&target.replace("HOSTILE", &test.hostile));
        assert_eq!(answer.status, 200, "{target}: {}", answer.text());
        let json: serde_json::Value = serde_json::from_slice(&answer.body).expect("JSON");
        if what["get"]["responses"]["200"]["content"]["application/json"]["schema"]["required"].is_array() {
            assert!(json["rows"].is_array() || path == "/system.json", "{path}");
        }
    }
}

#[test]
fn sql_only_reads_and_has_an_end() {
    let test = site();
    let ask = |sql: &str| {
        test.get(&format!("/sql.json?q={}", sql.replace('%', "%25").replace(' ', "%20").replace('#', "%23")))
    };
    assert_eq!(ask("SELECT count(*) AS n FROM documents").status, 200);
    for wrong in [
        "DELETE FROM document",
        "ATTACH 'x' AS y",
        "PRAGMA writable_schema=1",
        "SELECT load_extension('x')",
        "CREATE TABLE t (x)",
    ] {
        assert_eq!(ask(wrong).status, 400, "{wrong}");
    }
    let endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n) SELECT i FROM n WHERE i < 0";
    assert_eq!(ask(endless).status, 400);
    let huge: serde_json::Value =
        serde_json::from_slice(&ask("SELECT a.id FROM mentions a, mentions b").body).unwrap_or_default();
    assert!(huge["rows"].as_array().is_none_or(|r| r.len() <= 1_000));
    assert_eq!(test.get("/events").status, 200, "the server goes on");
}

#[test]
fn a_text_is_read_and_not_kept() {
    let test = site();
    let own = [
        ("host", "localhost:4747"),
        ("origin", "http://localhost:4747"),
        ("content-type", "application/x-www-form-urlencoded"),
    ];
    let answer = test.ask(
        Method::POST,
        "/read",
        &own,
        b"text=Norway+accused+Sweden+of+spying.+Sweden+denied+it.&date=2024-07-09",
    );
    assert_eq!(answer.status, 200, "{}", answer.text());
    assert!(answer.text().contains("ACCUSE") && answer.text().contains("Why each record stands"), "{}", answer.text());
    let json = [("host", "localhost:4747"), ("content-type", "application/json")];
    let read = test.ask(Method::POST, "/read.json", &json, br#"{"text": "Norway accused Sweden of spying."}"#);
    let value: serde_json::Value = serde_json::from_slice(&read.body).expect("JSON");
    assert_eq!(value["events"][0]["type"], "ACCUSE");
    for nothing in [&b"text="[..], b"", b"text=%20%0A"] {
        let told = test.ask(Method::POST, "/read", &own, nothing);
        assert!(told.status == 400 && told.text().contains("paste one"), "{}", told.text());
    }
    let pdf = test.ask(Method::POST, "/read", &own, b"text=%25PDF-1.7");
    assert!(pdf.status == 400 && pdf.text().contains("PDF"), "{}", pdf.text());
}

impl Test {
    fn json_error(&self, target: &str) -> serde_json::Value {
        serde_json::from_slice(&self.get(target).body).expect("JSON")
    }
}
