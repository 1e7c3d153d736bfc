//! Bad input: what is wrong, where, and what to do; everything else is still read.

use crate::test::{PAGE, Test};

const SHAPE: &str = r#"each line must be one object: {"id": …, "text" or "html" or "html_b64": …}"#;

/// A file that cannot be read stands between two that can.
fn between(name: &str, content: &[u8], why: &str) {
    let out = Test::read(["a.txt", name, "z.txt"])
        .file("a.txt", PAGE)
        .file(name, content)
        .file("z.txt", PAGE)
        .stderr(format!("sayso: {name}: {why}\n"))
        .status(1)
        .run();
    assert_eq!(out.input_ids(), ["a.txt", "z.txt"]);
}

#[test]
fn what_is_no_page_is_named() {
    between("empty.txt", b"", "is empty: nothing to read");
    between("blank.html", b" \n\t\n", "is empty: nothing to read");
    between("paper.txt", b"%PDF-1.7 ...", "is a PDF file, not a page: convert it to text or HTML first");
    between(
        "old.doc",
        b"\xd0\xcf\x11\xe0\xa1\xb1",
        "is an office document, not a page: convert it to text or HTML first",
    );
    between("new.docx", b"PK\x03\x04....", "is a ZIP archive (or an office document), not a page: unpack it first");
    between("photo.txt", b"\x89PNG\r\n\x1a\n", "is a picture or sound, not a page: convert it to text or HTML first");
    between("page.zst", b"\x28\xb5\x2f\xfd\x04", "is compressed with zstd, not a page: unpack it first");
    let noise: Vec<u8> = (0..4_000u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    between("noise.txt", &noise, "is binary, not a page: convert it to text or HTML first");
}

#[test]
fn damaged_gzip_is_named() {
    between("cut.txt.gz", b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03", "is cut off: its compressed data have no end");
    let out = Test::read(["bad.gz"])
        .file("bad.gz", b"\x1f\x8b\x08\0\0\0\0\0\0\x03\xff\xff\xff\xff")
        .any_stderr()
        .status(1)
        .run();
    assert!(out.stderr.starts_with("sayso: bad.gz: is damaged: "), "{}", out.stderr);
}

#[test]
fn missing_files_and_addresses_are_named() {
    let out = Test::read(["a.txt", "b.txt", "https://news.example/1"])
        .file("a.txt", PAGE)
        .stderr(
            "sayso: b.txt: does not exist: check the name\n\
             sayso: https://news.example/1: is an address, and this version fetches nothing: save the page and name its file\n",
        )
        .status(1)
        .run();
    assert_eq!(out.input_ids(), ["a.txt"]);
}

#[test]
fn other_encodings_are_read_and_told() {
    let out =
        Test::read(["latin.txt"]).file("latin.txt", b"La mesure a \xe9t\xe9 rejet\xe9e par la C\xf4te d'Ivoire.").run();
    let page = &out.rows()[0];
    assert_eq!(page["article"]["text"], "La mesure a été rejetée par la Côte d'Ivoire.");
    assert_eq!(page["warnings"][0], "is not UTF-8: read as Windows-1252");
    let utf16: Vec<u8> = "Norway denied it.".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let out = Test::read(["wide.txt"]).file("wide.txt", utf16).run();
    assert_eq!(out.rows()[0]["article"]["text"], "Norway denied it.");
}

#[test]
fn folders_are_read_sorted_and_pictures_passed_over() {
    let out = Test::read(["pages", "nothing"])
        .file("pages/2.txt", PAGE)
        .file("pages/10/deep.html", "<html><p>Norway denied it.</p></html>")
        .file("pages/10/photo.jpg", b"\xff\xd8\xff")
        .file("pages/.hidden", PAGE)
        .file("pages/empty.txt", "")
        .file("nothing/.keep", "")
        .stderr(
            "sayso: pages/empty.txt: is empty: nothing to read\n\
             sayso: nothing: is a folder without files to read\n",
        )
        .status(1)
        .run();
    assert_eq!(out.input_ids(), ["pages/10/deep.html", "pages/2.txt"]);
}

#[test]
fn bad_lines_are_named_and_the_others_read() {
    let rows = concat!(
        "{\"id\": \"a\", \"text\": \"Norway denied it.\"}\n",
        "{\"id\": \"a\", \"text\": \"Norway denied it again.\"}\n",
        "not json\n",
        "\n",
        "{\"id\": \"c\"}\n",
        "{\"id\": \"d\", \"text\": \"\"}\n",
        "{\"id\": \"e\", \"html_b64\": \"%%%\"}\n",
        "{\"id\": 6, \"html_b64\": \"PHA+Tm9yd2F5IGRlbmllZCBpdC48L3A+\"}\n",
        "{\"text\": \"Iceland denied it.\"}",
    );
    let out = Test::read(["--as", "jsonl", "-"])
        .stdin(rows)
        .stderr(format!(
            "sayso: -:2: id \"a\" is given twice (first in -:1): left out\n\
             sayso: -:3: is not valid JSON (expected ident, column 2): {SHAPE}\n\
             sayso: -:5: has no text: {SHAPE}\n\
             sayso: -:6: is empty: its text has no characters\n\
             sayso: -:7: has an \"html_b64\" that is not base64\n"
        ))
        .status(1)
        .run();
    assert_eq!(out.input_ids(), ["a", "6", "-:9"]);
}

#[test]
fn an_id_is_given_once_in_all_files() {
    let row = "{\"id\": \"a\", \"text\": \"Norway denied it.\"}\n";
    let out = Test::read(["1.jsonl", "2.jsonl"])
        .file("1.jsonl", row)
        .file("2.jsonl", row)
        .stderr("sayso: 2.jsonl:1: id \"a\" is given twice (first in 1.jsonl:1): left out\n")
        .status(1)
        .run();
    assert_eq!(out.input_ids(), ["a"]);
}

#[test]
fn what_is_far_too_large_is_refused_at_once() {
    let started = std::time::Instant::now();
    between(
        "line.txt",
        &vec![b'a'; 50_000_000],
        "is larger than 32 MiB, which no page is: split it, or give one document a line (--as jsonl)",
    );
    assert!(started.elapsed().as_secs() < 20, "{:?}", started.elapsed());
}

#[test]
fn of_what_is_too_long_the_beginning_is_read() {
    let text = "Norway denied the accusation. ".repeat(12_000);
    let out = Test::read(["--lang", "en", "long.txt"]).file("long.txt", &text).run();
    let page = &out.rows()[0];
    assert_eq!(page["article"]["text"].as_str().map(str::len), Some(text.len()));
    assert_eq!(page["warnings"][0], "only the first 256 KiB are read for statements and events: split the page");
}

#[test]
fn a_date_that_is_none_is_told() {
    let row = "{\"text\": \"Norway denied it.\", \"published\": \"yesterday\"}";
    let out = Test::read(["--as", "jsonl", "--date", "2025-05-14", "-"]).stdin(row).run();
    assert_eq!(out.rows()[0]["warnings"][0], "\"published\" is \"yesterday\", no ISO 8601 date: give YYYY-MM-DD");
    assert_eq!(out.rows()[0]["article"]["reference_date"], "2025-05-14");
}

#[test]
fn a_language_without_a_folder_is_a_warning() {
    let text = "Norges utenriksminister avviste beskyldningene mandag.";
    let out = Test::read(["--lang", "xx", "-"]).stdin(text).run();
    let page = &out.rows()[0];
    assert_eq!(page["warnings"][0], "no language folder for 'xx': read as a page only");
    assert_eq!(page["article"]["text"], text);
    assert_eq!(
        (page["statements"].as_array().map(Vec::len), page["events"].as_array().map(Vec::len)),
        (Some(0), Some(0))
    );
}

#[test]
fn notes_without_a_place_in_the_table_go_to_standard_error() {
    Test::read(["--lang", "xx", "--format", "csv", "a.txt"])
        .file("a.txt", PAGE)
        .stderr("sayso: a.txt: note: no language folder for 'xx': read as a page only\n")
        .run();
}
