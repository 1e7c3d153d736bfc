//! Scraped pages in full: what each line is, and what the page says of itself.

use proptest::prelude::*;
use sayso_core::{ChainRole, Document};
use sayso_lang_data::Folders;
use sayso_page::Pages;

fn pages() -> Pages {
    Pages::new(&Folders::builtin()).unwrap()
}

/// The kinds and the page, written `kind: line`.
fn read(marked: &str, language: &str) -> Document {
    let (mut text, mut want) = (String::new(), Vec::new());
    for line in marked.lines() {
        match line.split_once(": ").filter(|_| !line.trim().is_empty()) {
            Some((kind, line)) => {
                want.push(kind.trim());
                text.push_str(line);
            }
            None => assert!(line.trim().is_empty(), "no kind: {line}"),
        }
        text.push('\n');
    }
    let doc = pages().from_text("p", &text, Some(language));
    let got: Vec<_> = doc.lines.iter().map(|l| (l.kind.as_str(), doc.words(l.span))).collect();
    let want: Vec<_> = want.into_iter().zip(text.lines().filter(|l| !l.trim().is_empty())).collect();
    assert_eq!(got, want);
    doc
}

fn chain(doc: &Document) -> Vec<(ChainRole, &str)> {
    doc.article.chain.iter().map(|c| (c.role, c.name.as_str())).collect()
}

#[test]
fn a_wire_story_on_a_newspaper_site() {
    let doc = read(
        "furniture: Skip to content

section: World

title: Norway and Chile agree on seabed treaty after night of talks | Fjord Tribune

byline: By HANNE DAHL and TOM REYES

dateline: Published 4:10 PM GMT, March 3, 2025

caption: The research ship Aurora leaves Tromsø in January. (AP Photo/Erik Lund)

body: OSLO (AP) – Norway and Chile signed a treaty on Monday that bars mining of the seabed between them.

body: “This took eleven years,” Foreign Minister Siri Moe told reporters. “It will hold.”

furniture: Sign up for the Fjord Letter: five stories every morning

subhead: ‘Nobody lost’

body: Chile had asked for a longer ban. Norway refused, two diplomats said.

teaser: READ MORE: Iceland sets its cod quota

body: The treaty enters into force in June if both parliaments agree.

body: Fishing unions called the text weak.

byline: Associated Press writer Ana Vidal in Santiago contributed to this report.

teaser: Fishing fleets return to Ålesund after storm

furniture: ___

furniture: © 2025 Fjord Tribune. All rights reserved.
",
        "en",
    );
    let a = &doc.article;
    assert_eq!(a.title.as_deref(), Some("Norway and Chile agree on seabed treaty after night of talks"));
    assert_eq!(a.section.as_deref(), Some("World"));
    assert_eq!(a.outlet.as_deref(), Some("Fjord Tribune"));
    assert_eq!(a.byline, ["HANNE DAHL", "TOM REYES"]);
    assert_eq!(a.published.as_deref(), Some("2025-03-03T16:10Z"));
    assert_eq!(a.origin.as_ref().map(|o| o.outlet.as_str()), Some("AP"));
    assert_eq!(chain(&doc), [(ChainRole::Agency, "AP"), (ChainRole::Outlet, "Fjord Tribune")]);
    assert!(doc.article.chain.iter().all(|c| !c.evidence.is_empty()));
}

#[test]
fn a_copied_page_names_its_origin_after_the_title() {
    let doc = read(
        "section: Kesehatan & olahraga

title: Peru menolak kapal Jepang – Menteri – RT World News

subhead: Lima mengatakan kapal itu tidak memiliki izin.
caption: Pelabuhan Callao di Peru. © Getty Images / arsip

body: Menteri Pertahanan Peru Jorge Salas mengatakan pada hari Jumat bahwa negaranya menolak sebuah kapal Jepang.

subhead: Kapal 'tanpa izin' - Salas

body: Tokyo membantah tuduhan tersebut. Kapal itu membawa peneliti.

label: Baca selengkapnya:
teaser: Jepang membangun pelabuhan baru di Tonga

body: Salas menambahkan bahwa pembicaraan akan dilanjutkan pada bulan depan.

furniture: Source link

furniture: Related Articles

furniture: Back to top button
",
        "id",
    );
    let a = &doc.article;
    assert_eq!(a.title.as_deref(), Some("Peru menolak kapal Jepang – Menteri"));
    assert_eq!(a.origin.as_ref().map(|o| o.outlet.as_str()), Some("RT"));
    assert_eq!(a.origin.as_ref().map(|o| doc.words(o.evidence)), Some("RT World News"));
    assert_eq!(a.outlet, None);
}

#[test]
fn an_indonesian_page_with_its_desk_and_agencies() {
    let doc = read(
        "furniture: Beranda > Ekonomi

title: Jakarta dan Hanoi Teken Perjanjian Beras, Petani Waswas - WartaPadi.com

byline: Penulis: Dewi Anggraini
dateline: Senin, 3 Februari 2025 | 08:40 WIB

caption: Pekerja memuat beras di pelabuhan Haiphong, Minggu (2/2/2025). (ANTARA FOTO/Budi Raharjo)

body: JAKARTA, WARTAPADI.com – Indonesia dan Vietnam menandatangani perjanjian impor beras, Senin (3/2/2025).

body: \"Harga tidak akan turun,\" kata Menteri Pertanian Rudi Hartono.

subhead: Petani: Kami Tidak Ditanya

body: Serikat petani menolak perjanjian itu. Mereka akan menggelar unjuk rasa pada Kamis.

teaser: Baca juga: Panen Raya di Karawang Mundur Dua Pekan

body: Hanoi belum memberikan tanggapan.

byline: Editor: Joko Susilo
byline: Penerjemah: Rina Kusuma
byline: Sumber: Antara, AFP
furniture: Ikuti saluran WhatsApp WartaPadi untuk berita pagi
furniture: Tag: beras Vietnam
",
        "id",
    );
    let a = &doc.article;
    assert_eq!(a.outlet.as_deref(), Some("WartaPadi.com"));
    assert_eq!(a.section.as_deref(), Some("Ekonomi"));
    assert_eq!(a.byline, ["Dewi Anggraini"]);
    assert_eq!(a.published.as_deref(), Some("2025-02-03T08:40+07:00"));
    let want = [
        (ChainRole::Agency, "Antara"),
        (ChainRole::Agency, "AFP"),
        (ChainRole::Translator, "Rina Kusuma"),
        (ChainRole::Outlet, "WartaPadi.com"),
    ];
    assert_eq!(chain(&doc), want);
}

#[test]
fn a_spanish_page() {
    let doc = read(
        "furniture: Suscríbete

section: América

title: Bolivia retira a su embajador en Oslo tras la disputa por el litio | La Voz del Altiplano

byline: Redacción América

dateline: 03/02/2025 - 08:40

body: La Paz, 3 feb (EFE).- Bolivia retiró este lunes a su embajador en Noruega. El Gobierno no dio más detalles.

teaser: Lea también: Chile abre un nuevo salar

body: Oslo lamentó la decisión y llamó al diálogo.

label: Más información

teaser: El precio del litio cae por tercer mes

furniture: © La Voz del Altiplano
",
        "es",
    );
    assert_eq!(doc.article.published.as_deref(), Some("2025-02-03T08:40"));
    assert_eq!(doc.article.origin.as_ref().map(|o| o.outlet.as_str()), Some("EFE"));
}

#[test]
fn bare_texts_are_all_body() {
    for text in [
        "China",
        "Norway and Chile signed a treaty",
        "Norway and Chile signed a treaty.\nIt bars mining.\nOslo called it “a start”.",
        "INDÍGENAS MARCHAN EN LA PAZ",
        "the ministers met in the old\ntown hall and agreed that the\ncourt would decide the case by\nthe end of the year.",
    ] {
        let doc = pages().from_text("p", text, None);
        assert!(doc.lines.iter().all(|l| l.kind.as_str() == "body"), "{text}");
    }
}

#[test]
fn the_examples_beside_the_words_hold() {
    assert_eq!(pages().check(), Vec::<String>::new());
}

fn covers(text: &str) {
    let doc = pages().from_text("p", text, None);
    let mut at = 0;
    for line in &doc.lines {
        assert!(text[at..line.span.start as usize].trim().is_empty());
        assert!(!doc.words(line.span).is_empty() && doc.words(line.span).trim() == doc.words(line.span));
        at = line.span.end as usize;
    }
    assert!(text[at..].trim().is_empty());
    for link in &doc.article.chain {
        assert!(!doc.words(link.evidence).is_empty());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]
    #[test]
    fn lines_cover_any_text_once_in_order(text in "\\PC{0,40}|[\\PC\\n\\r]{0,400}") {
        covers(&text);
    }

    #[test]
    fn lines_cover_anything_that_looks_like_a_page(
        pieces in proptest::collection::vec(prop_oneof![
            Just("By ANA VIDAL\n"), Just("© 2025 The Post."), Just("PARIS (AFP) – The men met there on a Monday in May.\n"),
            Just("\n"), Just(" | RT World News\n"), Just("Peru menolak kapal Jepang"), Just("Read more:\n"), Just("(ANTARA)"),
            Just("9 July 2024 "), Just("/TASS/"), Just(" – "), Just("İstanbul’da ǅ ﬁ\n"), Just("Source: "), Just("Translated by "),
        ], 0..24)
    ) {
        covers(&pieces.concat());
    }
}

/// What of each line tells the story.
fn told(text: &str, language: &str) -> Vec<String> {
    let doc = pages().from_text("p", text, Some(language));
    doc.lines.iter().map(|l| doc.words(l.story).to_string()).collect()
}

#[test]
fn a_story_begins_behind_its_dateline_and_a_title_ends_before_its_outlet() {
    let page = "Lisbon counts the cost of a long night - The Harbor Post\n\n\
        LISBON, Portugal — The city was quiet on Monday, officials said, after a long night of wind over the river.\n\n\
        - The bridge stayed shut until noon, the ministry said, and trains ran late all day on both banks.\n";
    assert_eq!(
        told(page, "en"),
        [
            "Lisbon counts the cost of a long night",
            "The city was quiet on Monday, officials said, after a long night of wind over the river.",
            "The bridge stayed shut until noon, the ministry said, and trains ran late all day on both banks.",
        ]
    );
    let dash = "The plan – long in the making – was adopted by parliament on Friday after a debate of nine hours.";
    assert_eq!(told(dash, "en"), [dash]);
    let agency = "OSLO, May 3 (AP) -- The port reopened on Tuesday, the harbour master told reporters at the quay.";
    assert_eq!(told(agency, "en"), ["The port reopened on Tuesday, the harbour master told reporters at the quay."]);
}
