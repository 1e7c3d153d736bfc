//! Every format, with what it must have.

use crate::test::{PAGE, Test, csv};

#[test]
fn json_is_one_object_or_an_array() {
    let one = Test::read(["--format", "json", "a.txt"]).file("a.txt", PAGE).run().json();
    assert_eq!((one["schema"].as_str(), one["input_id"].as_str()), (Some("sayso/1"), Some("a.txt")));
    let two = Test::read(["--format", "json", "a.txt", "b.txt"]).file("a.txt", PAGE).file("b.txt", PAGE).run().json();
    assert_eq!(two.as_array().map(Vec::len), Some(2));
    let none = Test::read(["--format", "json", "a.txt"]).any_stderr().status(1).run().json();
    assert_eq!(none.as_array().map(Vec::len), Some(0));
}

#[test]
fn a_pipe_gets_json_lines() {
    let out = Test::read(["a.txt", "-"]).file("a.txt", PAGE).stdin(PAGE).run();
    assert_eq!(out.input_ids(), ["a.txt", "-:1"]);
}

#[test]
fn offsets_are_code_points() {
    let text = "Ærlig: “Ya” 🙂\n\nPerdana Menteri Jepang mengatakan bahwa Jepang akan membantu Ukraina.\n";
    let row = Test::read(["--lang", "id", "-"]).stdin(text).run().rows().remove(0);
    let chars: Vec<char> = text.chars().collect();
    let quotes = [&row["statements"], &row["events"]].into_iter().flat_map(|all| all.as_array().expect("an array"));
    let mut seen = 0;
    for quote in quotes.flat_map(|r| r["evidence"].as_array().expect("an array")) {
        let (start, end) = (quote["start"].as_u64().unwrap() as usize, quote["end"].as_u64().unwrap() as usize);
        assert_eq!(quote["text"], chars[start..end].iter().collect::<String>());
        seen += 1;
    }
    assert!(seen > 0, "nothing was read in {text}");
}

#[test]
fn given_text_is_kept_and_given_fields_are_trusted() {
    let row = r#"{"id": "x", "text": "  Norway denied it. \r\n", "url": "https://news.example/1", "title": "Denied", "published": "2025-05-14T10:00:00Z", "language": "en"}"#;
    let out = Test::read(["--as", "jsonl", "--date", "2020-01-01", "-"]).stdin(row).run().rows().remove(0);
    let article = &out["article"];
    assert_eq!(article["text"], "  Norway denied it. \r\n");
    assert_eq!((&article["url"], &article["language"]), (&"https://news.example/1".into(), &"en".into()));
    assert_eq!(
        (&article["published"], &article["reference_date"]),
        (&"2025-05-14T10:00:00Z".into(), &"2025-05-14".into())
    );
}

#[test]
fn pretty_fits_the_width_and_the_notation() {
    let out = Test::read(["--format", "pretty", "a.txt"]).file("a.txt", PAGE).variable("COLUMNS", "60").run().stdout;
    assert!(out.starts_with("Norway accuses Russia of cutting a cable\n\n"), "{out}");
    assert!(out.contains("Pavel Orlin > say > -: We have nothing to do with it\n"), "{out}");
    assert!(out.contains("\nWHO SAID WHAT  "), "{out}");
    assert!(out.contains("Sign up for our newsletter"), "{out}");
    let wide: Vec<&str> = out.lines().filter(|l| l.chars().count() > 60).collect();
    assert!(wide.is_empty(), "{wide:?}");
    assert!(!out.contains('\u{1b}'), "a pipe gets no colour");
}

#[test]
fn colour_is_for_those_who_want_it() {
    let coloured = |test: Test| test.file("a.txt", PAGE).run().stdout.contains('\u{1b}');
    assert!(coloured(Test::read(["--format", "pretty", "--color", "always", "a.txt"])));
    assert!(!coloured(Test::read(["--format", "pretty", "--color", "never", "a.txt"])));
    assert!(!coloured(Test::read(["--format", "pretty", "a.txt"]).variable("NO_COLOR", "1")));
}

#[test]
fn csv_has_a_row_for_each_record() {
    let out = Test::read(["--format", "csv", "a.txt", "b.txt"]).file("a.txt", PAGE).file("b.txt", PAGE).run().stdout;
    let rows = csv(&out);
    assert!(rows.iter().all(|r| r.len() == rows[0].len()), "{rows:?}");
    assert_eq!(rows[0][..4], ["record", "id", "input_id", "notation"]);
    assert!(rows.iter().filter(|r| r[0] == "record").count() == 1, "the header stands once");
    let json = Test::read(["a.txt"]).file("a.txt", PAGE).run().rows().remove(0);
    let records = ["statements", "events"].iter().filter_map(|k| json[k].as_array()).map(Vec::len).sum::<usize>();
    assert_eq!(rows.len(), 1 + 2 * records);
}

#[test]
fn html_stands_alone_and_its_links_lead_somewhere() {
    let out = Test::read(["--format", "html", "a.txt", "b.txt"]).file("a.txt", PAGE).file("b.txt", PAGE).run().stdout;
    assert!(out.starts_with("<!DOCTYPE html>") && out.trim_end().ends_with("</html>"));
    for outside in ["src=", "<link", "@import", "url(", "<script", "http-equiv=\"refresh\""] {
        assert!(!out.contains(outside), "{outside}");
    }
    let ids: Vec<&str> = out.split(" id=\"").skip(1).filter_map(|s| s.split('"').next()).collect();
    for target in out.split("href=\"#").skip(1).filter_map(|s| s.split('"').next()) {
        assert!(ids.contains(&target), "#{target} leads nowhere");
    }
    assert!(ids.len() > 10);
}

#[test]
fn page_gives_the_extraction_alone() {
    let page = |format| Test::new().args(["page", "--format", format, "a.txt"]).file("a.txt", PAGE).run();
    let json = page("json").json();
    assert!(json.get("statements").is_none() && json.get("events").is_none());
    assert_eq!(json["article"]["title"], "Norway accuses Russia of cutting a cable");
    let kinds: Vec<&str> = json["lines"].as_array().unwrap().iter().filter_map(|l| l["kind"].as_str()).collect();
    assert_eq!(kinds, ["section", "title", "body", "body", "furniture"]);
    let csv = page("csv").stdout;
    assert_eq!(csv.lines().count(), 6);
    assert_eq!(csv.lines().next(), Some("input_id,line,kind,start,end,text"));
    assert!(page("pretty").stdout.contains("furniture      Sign up for our newsletter"));
    assert!(page("html").stdout.contains("<p class=\"furniture\""));
}
