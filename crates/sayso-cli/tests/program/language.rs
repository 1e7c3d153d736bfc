//! `sayso parse` and `sayso lang`.

use crate::test::Test;

/// One sentence of CoNLL-U without anything but its words.
const BLANK: &str = "# text = Norway denied it.
1\tNorway\t_\t_\t_\t_\t_\t_\t_\t_
2\tdenied\t_\t_\t_\t_\t_\t_\t_\t_
3\tit\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No
4\t.\t_\t_\t_\t_\t_\t_\t_\t_

";

/// The columns of the words.
fn words(conllu: &str) -> Vec<Vec<&str>> {
    conllu.lines().filter(|l| l.starts_with(|c: char| c.is_ascii_digit())).map(|l| l.split('\t').collect()).collect()
}

#[test]
fn parse_gives_conllu() {
    let raw = Test::new().args(["parse", "--lang", "en"]).stdin("Norway denied it.\n").run().stdout;
    assert!(raw.starts_with("# text = Norway denied it.\n") && raw.ends_with("\n\n"), "{raw}");
    let kept = Test::new().args(["parse", "--lang", "en", "--conllu"]).stdin(BLANK).run().stdout;
    for out in [&raw, &kept] {
        let words = words(out);
        assert_eq!(words.iter().map(|w| w[1]).collect::<Vec<_>>(), ["Norway", "denied", "it", "."]);
        assert_eq!((words[1][2], words[1][3], words[1][7]), ("deny", "VERB", "root"));
        assert_eq!((words[0][6], words[0][7], words[2][7]), ("2", "nsubj", "obj"));
    }
}

#[test]
fn parse_reads_a_file_too() {
    let out = Test::new().args(["parse", "--lang", "id", "a.txt"]).file("a.txt", "Jepang membantah.\n").run().stdout;
    assert_eq!(words(&out).len(), 3);
}

#[test]
fn parse_tells_what_is_wrong() {
    Test::new()
        .args(["parse", "--lang", "xx"])
        .stderr("sayso: no model for language 'xx'; 'sayso lang list' names those there are\n")
        .status(2)
        .run();
    Test::new()
        .args(["parse", "--lang", "en"])
        .stdin(b"caf\xe9")
        .stderr("sayso: -: is not UTF-8 (from byte 3 on): convert it first\n")
        .status(1)
        .run();
    let told = Test::new().args(["parse", "--lang", "en", "none.txt"]).any_stderr().status(1).run().stderr;
    assert!(told.starts_with("sayso: none.txt: cannot be read: "), "{told}");
    let bad =
        Test::new().args(["parse", "--lang", "en", "--conllu"]).stdin("1\tNorway\n\n").any_stderr().status(1).run();
    assert!(bad.stderr.starts_with("sayso: -: "), "{}", bad.stderr);
}

#[test]
fn lang_list_names_the_languages() {
    let out = Test::new().args(["lang", "list"]).run().stdout;
    let mut lines = out.lines();
    assert!(lines.next().is_some_and(|l| l.starts_with("code  language ")), "{out}");
    let english = lines.find(|l| l.starts_with("en ")).expect("English is there");
    assert!(english.contains("English") && english.contains(" MB"), "{english}");
}

#[test]
fn lang_check_runs_the_examples_of_a_folder() {
    let rule = "[[verb]]\nlemmas = [\"zap\"]\n\n[[verb.example]]\ntext = \"France sanctioned Chile.\"\nevents = [\"France > AID > Chile\"]\n";
    let out = Test::new()
        .args(["lang", "check", "--lang-dir", "mine", "en"])
        .file("mine/en/events/aid.toml", rule)
        .status(1)
        .run()
        .stdout;
    assert!(
        out.contains(
            "lang/en/events/aid.toml:4\n    text:     France sanctioned Chile.\n    expected: France > AID > Chile"
        ),
        "{out}"
    );
    Test::new()
        .args(["lang", "check", "xx"])
        .stderr("sayso: no language folder 'xx'; there are de, en, es, fr, id, it, ja, ko, ms, nl, pl, pt, ru, tr, uk, vi, zh\n")
        .status(2)
        .run();
}

#[test]
fn a_folder_of_the_user_adds_a_rule() {
    let row = Test::read(["--lang", "en", "--lang-dir", "mine", "-"])
        .file("mine/en/events/sanction.toml", "[[verb]]\nlemmas = [\"blacklist\"]\n")
        .stdin("France blacklisted Chile on Monday.\n")
        .run()
        .rows()
        .remove(0);
    assert_eq!(row["events"][0]["notation"], "FRA > SANCTION > CHL");
}
