//! Sentences in many languages are told, what is no language is not.

use proptest::prelude::*;
use sayso_identify::{Identifier, common};
use sayso_lang_data::Folders;
use std::sync::LazyLock;

static IDENTIFIER: LazyLock<Identifier> = LazyLock::new(|| {
    let folders = Folders::builtin();
    let table = folders.get("und").and_then(|f| f.shared("identify.bin")).expect("lang/und/identify.bin");
    Identifier::read(table).expect("a table that can be read")
});

fn told(text: &str) -> Option<&'static str> {
    Some(IDENTIFIER.score(text).guess()?.code)
}

#[test]
fn sentences_are_told_in_many_languages() {
    let mut wrong = Vec::new();
    let mut codes = std::collections::BTreeSet::new();
    for line in include_str!("sentences.tsv").lines().filter(|l| !l.starts_with('#')) {
        let [code, script, sentence] = line.splitn(3, '\t').collect::<Vec<_>>()[..] else { panic!("{line}") };
        let guess = IDENTIFIER.score(sentence).guess();
        codes.insert(code);
        if guess.map(|g| g.code) != Some(code) {
            wrong.push(format!("{code} taken for {guess:?}: {sentence}"));
        }
        if script == "Hant" || script == "Latn" {
            assert!(guess.is_none_or(|g| g.tag.ends_with(script) || g.code != "sr" && g.code != "zh"), "{sentence}");
        }
    }
    assert!(codes.len() >= 80, "{} languages", codes.len());
    assert_eq!(wrong, Vec::<String>::new());
}

/// Short pieces that tell two close languages apart by one or two words.
#[test]
fn close_languages_are_told_apart() {
    let pairs = [
        ("ms", "kerana beliau sudah memberitahu pihak polis"),
        ("id", "karena beliau sudah memberi tahu pihak polisi"),
        ("ms", "Perdana Menteri berkata perkara itu telah dibincangkan pada bulan Ogos"),
        ("id", "Perdana Menteri mengatakan hal itu telah dibahas pada bulan Agustus"),
        ("hr", "Tko je odgovoran za tu tvrtku, upitali su zastupnici u siječnju"),
        ("sr", "Ko je odgovoran za tu kompaniju, upitali su poslanici u januaru ove nedelje"),
        ("da", "Hvad skete der efter mødet, spurgte han og gik hjem uden at svare"),
        ("no", "Hva skjedde etter møtet, spurte han og gikk hjem uten å svare"),
        ("sv", "Vad hände efter mötet, frågade han och gick hem utan att svara"),
        ("cs", "Když jsem přišel, řekl, že už není čas"),
        ("sk", "Keď som prišiel, povedal, že už nie je čas"),
        ("es", "No sé cuándo llegarán los otros pasajeros"),
        ("pt", "Não sei quando chegarão os outros passageiros"),
        ("gl", "Non sei cando chegarán os outros pasaxeiros"),
        ("ca", "No sé quan arribaran els altres passatgers"),
        ("ru", "Они сказали, что этого не было"),
        ("uk", "Вони сказали, що цього не було"),
        ("bg", "Те казаха, че това не се е случило"),
        ("mk", "Тие рекоа дека тоа не се случило"),
        ("fa", "او گفت که این کار را نکرده است"),
        ("ar", "قال إنه لم يفعل هذا الأمر"),
        ("ur", "اس نے کہا کہ یہ کام نہیں کیا"),
    ];
    let wrong: Vec<_> = pairs.iter().filter(|(code, text)| told(text) != Some(code)).map(|p| (p, told(p.1))).collect();
    assert_eq!(wrong, vec![]);
}

#[test]
fn what_is_no_language_stays_unknown() {
    for text in
        ["", "12:45", "OK", "2024-07-09", "https://", "→ ★ ©", "a b", "PDF", "xk qz vw zzq kx qqw vbn zxw qk jjq"]
    {
        assert_eq!(told(text), None, "{text:?}");
    }
}

#[test]
fn chinese_is_told_with_its_script_and_kana_make_japanese() {
    let tag = |s: &str| IDENTIFIER.score(s).guess().map(|g| g.tag.to_string());
    assert_eq!(tag("政府发布了新的经济数据").as_deref(), Some("zh"));
    assert_eq!(tag("政府發布了新的經濟數據").as_deref(), Some("zh-Hant"));
    assert_eq!(told("政府は新しい経済統計を発表した"), Some("ja"));
    assert_eq!(told("정부는 새로운 경제 통계를 발표했다"), Some("ko"));
}

#[test]
fn a_page_is_told_from_its_story_not_its_menu() {
    let menu = "Home\nNews\nSports\nSign up for our newsletter today\nRead more stories\nFollow us\n".repeat(12);
    let story = "Menteri Luar Negeri mengatakan bahwa pemerintah akan mengirim bantuan ke daerah yang terkena banjir, \
                 tetapi ia belum menyebutkan jumlahnya.\nWarga berharap bantuan itu segera tiba karena persediaan makanan \
                 di desa mereka sudah hampir habis sejak pekan lalu.\nGubernur menambahkan bahwa jalan yang rusak akan \
                 diperbaiki oleh dinas setempat mulai hari Senin.\n";
    let told = IDENTIFIER.score_page(&format!("{menu}{story}{menu}")).guess();
    assert_eq!(told.map(|g| g.code), Some("id"));
}

#[test]
fn lines_are_told_from_the_page_only_where_it_is_certain() {
    let other = |line, page| IDENTIFIER.elsewhere(line, Some(page)).map(|g| g.code);
    assert_eq!(other("Subscribe to our newsletter and never miss a story", "id"), Some("en"));
    assert_eq!(other("Baca berita lainnya di halaman ini setiap hari", "en"), Some("id"));
    // Names, short lines, loans, the language next door and the page's own.
    for (line, page) in [
        ("Manchester United vs Real Madrid", "id"),
        ("Read more", "id"),
        ("Live streaming, highlight dan update skor", "id"),
        ("Presiden telah tiba di ibu kota pada hari Rabu", "ms"),
        ("The minister said on Tuesday that the new bridge would open", "en"),
        ("www.example.com/the-latest-news-of-today", "id"),
        ("Emmanuel Macron, Angela Merkel, Giuseppe Conte", "en"),
    ] {
        assert_eq!(other(line, page), None, "{line}");
    }
}

#[test]
fn a_language_that_is_given_is_believed_where_it_may_be() {
    let beside = |text, code| IDENTIFIER.score(text).guess_beside(common(code)).map(|g| g.code);
    let between = "Presiden tiba di ibu kota pada hari Rabu";
    assert_eq!((beside(between, "ms"), beside(between, "id-ID")), (Some("ms"), Some("id")));
    assert_eq!(beside("The minister said that the new bridge would open before the end of the year", "fr"), Some("en"));
}

#[test]
fn long_texts_are_told_at_once() {
    let text = "The committee agreed on the budget. ".repeat(1 << 20);
    let start = std::time::Instant::now();
    assert_eq!(IDENTIFIER.score_page(&text).guess().map(|g| g.code), Some("en"));
    assert_eq!(told(&text), Some("en"));
    // Without a limit this would take three times as long.
    assert!(start.elapsed().as_secs() < 4);
}

#[test]
fn more_languages_are_told_than_have_folders() {
    let codes = IDENTIFIER.codes();
    assert!(codes.len() > 200, "{}", codes.len());
    assert!(["en", "id", "ms", "ar", "zh", "ta", "nso", "ckb"].iter().all(|c| codes.contains(c)));
}

proptest! {
    #[test]
    fn any_text_is_told_without_panic_and_the_same_again(text in any::<String>(), page in "[a-z]{0,3}") {
        let first = IDENTIFIER.score(&text).guess();
        prop_assert_eq!(first, IDENTIFIER.score(&text).guess());
        IDENTIFIER.score_page(&text).guess_beside(&page);
        IDENTIFIER.elsewhere(&text, Some(&page));
    }

    #[test]
    fn a_broken_table_is_refused_not_trusted(cut in 0usize..4_000, at in 0usize..4_000, byte in any::<u8>()) {
        let folders = Folders::builtin();
        let table = folders.get("und").and_then(|f| f.bytes("identify.bin")).expect("a table").to_vec();
        let mut broken = table[..table.len() - cut].to_vec();
        broken[at] = byte;
        if let Ok(identifier) = Identifier::read(broken.into()) {
            identifier.score("The minister said that the bridge would open.").guess();
        }
    }
}
