//! What a page says can steer neither terminal, nor browser, nor spreadsheet.

use crate::test::{Test, csv};

/// A page whose every word wants out.
const HOSTILE: &str = "Norway \u{1b}[31maccuses\u{1b}[0m Russia \u{1b}]0;owned\u{7} <script>alert(1)</script>

\"=HYPERLINK(\"\"http://x.example\"\")\u{202e}\" Foreign Minister <img src=x onerror=alert(1)> Solvang said on Monday.

@SUM(A1) \u{9b}2J Norway denied\u{8}\u{0} that Iceland & \"Denmark\" 'signed' an agreement.
";

fn print(format: &str) -> String {
    Test::read(["--format", format, "--lang", "en", "--color", "never", "a.txt"]).file("a.txt", HOSTILE).run().stdout
}

#[test]
fn the_terminal_is_not_steered() {
    for (format, command) in [("pretty", "read"), ("pretty", "page")] {
        let args = [command, "--format", format, "--lang", "en", "--color", "never", "a.txt"];
        let out = Test::new().args(args).file("a.txt", HOSTILE).run().stdout;
        let bad = |c: &char| (c.is_control() && *c != '\n') || matches!(c, '\u{202a}'..='\u{202e}');
        assert_eq!(out.chars().find(bad), None, "{out:?}");
        assert!(!out.contains("owned") && out.contains("accuses"));
    }
}

#[test]
fn names_of_inputs_do_not_steer_it_either() {
    let out = Test::read(["a\u{1b}[31m.txt"]).any_stderr().status(1).run();
    assert_eq!(out.stderr, "sayso: a.txt: does not exist: check the name\n");
}

#[test]
fn the_browser_runs_nothing() {
    let out = print("html");
    assert!(!out.contains("<script") && !out.contains("<img"), "{out}");
    assert!(out.contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
    let row = r#"{"id": "\"><script>alert(2)</script>", "url": "javascript:alert(3)", "title": "</title><script>alert(4)</script>", "text": "Norway denied it.", "language": "\" onload=\"alert(5)"}"#;
    let out = Test::read(["--as", "jsonl", "--format", "html", "-"]).stdin(row).run().stdout;
    assert!(!out.contains("<script") && !out.contains("href=\"javascript") && !out.contains("\" onload=\""), "{out}");
}

#[test]
fn the_spreadsheet_computes_nothing() {
    let rows = csv(&print("csv"));
    let bad: Vec<&String> = rows.iter().flatten().filter(|cell| cell.starts_with(['=', '+', '@', '-'])).collect();
    assert!(bad.is_empty() && rows.len() > 1, "{bad:?}");
}

#[test]
fn json_keeps_every_character() {
    let row = Test::read(["--format", "jsonl", "a.txt"]).file("a.txt", HOSTILE).run().rows().remove(0);
    assert_eq!(row["article"]["text"], HOSTILE);
}
