//! Pages in one language with lines in another.

use sayso_core::Reading;
use sayso_lang_data::Folders;
use sayso_read::{Input, Options, Reader};
use std::sync::LazyLock;

static READER: LazyLock<Reader> =
    LazyLock::new(|| Reader::new(&Folders::builtin()).expect("the language folders can be used"));

fn page(text: &str, html: bool) -> Reading {
    let input = Input { input_id: "page".into(), text: text.into(), html, ..Input::default() };
    READER.page(&input, &Options::default())
}

/// The lines in another language, with it.
fn elsewhere(reading: &Reading) -> Vec<(&str, &str)> {
    let document = &reading.document;
    let told = document.lines.iter().filter_map(|l| Some((l.language.as_deref()?, document.words(l.span))));
    told.collect()
}

const INDONESIAN: &str = "\
Sign up for our daily newsletter and never miss a story
Gubernur Janji Jembatan Baru Dibuka Sebelum Akhir Tahun
Oleh Jonathan Whitfield

Gubernur mengatakan pada hari Selasa bahwa jembatan baru di atas sungai itu akan dibuka sebelum akhir tahun.
Ia menolak menyebutkan biaya tambahan yang harus dibayar oleh pemerintah daerah karena pekerjaan itu tertunda.
\"The money is there, and we will finish the work that we have started,\" the contractor wrote in a letter to the council.
Warga berharap janji itu ditepati karena mereka sudah menunggu selama lima tahun.

All rights reserved. No part of this page may be copied without our permission.
";

#[test]
fn english_furniture_and_letters_on_an_indonesian_page() {
    let reading = page(INDONESIAN, false);
    assert_eq!(reading.document.article.language.as_deref(), Some("id"));
    let told = elsewhere(&reading);
    assert!(told.iter().all(|t| t.0 == "en"), "{told:?}");
    let begin: Vec<&str> = told.iter().map(|t| &t.1[..8]).collect();
    assert_eq!(begin, ["Sign up ", "\"The mon", "All righ"]);
}

#[test]
fn a_page_in_one_language_has_no_line_in_another() {
    let text =
        INDONESIAN.lines().filter(|l| !l.contains(" our ") && !l.contains("money")).collect::<Vec<_>>().join("\n");
    assert_eq!(elsewhere(&page(&text, false)), vec![]);
}

#[test]
fn a_script_of_its_own_tells_a_line() {
    let text = format!("{INDONESIAN}\nقال المحافظ إن الجسر الجديد سيفتح قبل نهاية العام الجاري\n");
    assert!(elsewhere(&page(&text, false)).iter().any(|t| t.0 == "ar"));
}

#[test]
fn lines_in_another_language_are_not_read_as_the_page_is() {
    let story = "The minister said on Tuesday that the bridge would open before the end of the year.\n\
                 Gubernur mengatakan bahwa jembatan itu akan dibuka pada hari Rabu oleh presiden.\n\
                 The governor said that residents had waited for the bridge for more than five years.\n";
    let input = Input { input_id: "page".into(), text: story.into(), ..Input::default() };
    let reading = READER.read(&input, &Options::default());
    assert_eq!(reading.document.article.language.as_deref(), Some("en"));
    assert_eq!(reading.document.lines[1].language.as_deref(), Some("id"));
    assert!(reading.statements.len() >= 2, "both English lines hold a statement");
    assert!(reading.statements.iter().flat_map(|s| &s.evidence).all(|e| e.line != 1));
}

#[test]
fn the_language_that_html_gives_decides_between_close_ones_only() {
    let page_of = |lang: &str, body: &str| {
        let html = format!("<html lang=\"{lang}\"><body><h1>Berita</h1><p>{body}</p></body></html>");
        page(&html, true).document.article.language
    };
    let between = "Presiden tiba di ibu kota pada hari Rabu.";
    assert_eq!(page_of("ms", between).as_deref(), Some("ms"));
    assert_eq!(page_of("id", between).as_deref(), Some("id"));
    let clear = "Gubernur mengatakan bahwa jembatan baru akan dibuka karena pekerjaan itu sudah selesai, tetapi \
                 ia menolak menyebutkan biaya tambahan yang harus dibayar oleh pemerintah.";
    assert_eq!(page_of("en-US", clear).as_deref(), Some("id"));
}

#[test]
fn a_text_of_no_language_has_none() {
    assert_eq!(page("12:45\n2024-07-09\n→ ★", false).document.article.language, None);
}
