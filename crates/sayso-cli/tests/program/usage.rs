//! Wrong usage: exit status 2, and what would be right.

use crate::test::{PAGE, Test};

fn wrong<const N: usize>(args: [&str; N]) -> String {
    Test::new().args(args).any_stderr().status(2).stdout("").run().stderr
}

#[test]
fn a_wrong_value_names_the_nearest_right_one() {
    let told = wrong(["read", "--format", "jsn", "a.txt"]);
    assert!(told.contains("invalid value 'jsn' for '--format <FORMAT>'"), "{told}");
    assert!(told.contains("[possible values: pretty, json, jsonl, csv, html]"), "{told}");
    assert!(told.contains("similar value"), "{told}");
    let told = wrong(["read", "--as", "wark", "a.txt"]);
    assert!(told.contains("a similar value exists: 'warc'"), "{told}");
    let told = wrong(["reed", "a.txt"]);
    assert!(told.contains("a similar subcommand exists: 'read'"), "{told}");
    let told = wrong(["read", "--formt", "json", "a.txt"]);
    assert!(told.contains("a similar argument exists: '--format'"), "{told}");
}

#[test]
fn days_languages_and_counts_are_checked() {
    let told = wrong(["read", "--date", "2024-7-9", "a.txt"]);
    assert!(told.contains("a day is written YYYY-MM-DD: did you mean 2024-07-09?"), "{told}");
    let told = wrong(["read", "--lang", "indonesia", "a.txt"]);
    assert!(
        told.contains("a language is named by its code, as 'en' or 'id': did you mean 'id' (Indonesian)?"),
        "{told}"
    );
    assert!(wrong(["read", "--jobs", "0", "a.txt"]).contains("invalid value '0' for '--jobs <N>'"));
    assert!(wrong(["read"]).contains("<INPUT>..."));
}

#[test]
fn a_language_folder_that_cannot_be_used_is_told_at_once() {
    let told = Test::read(["--lang-dir", "none", "a.txt"]).any_stderr().status(2).run().stderr;
    assert!(told.starts_with("sayso: --lang-dir none: cannot be read: "), "{told}");
    Test::read(["--lang-dir", "mine", "a.txt"])
        .file("mine/notes.txt", "")
        .stderr("sayso: --lang-dir mine: holds no folder; it wants one a language (en, id …)\n")
        .status(2)
        .run();
    let told = Test::read(["--lang-dir", "mine", "a.txt"])
        .file("mine/en/events/aid.toml", "[[verb]]\nlemas = [\"help\"]\n")
        .file("a.txt", PAGE)
        .any_stderr()
        .status(2)
        .run()
        .stderr;
    assert!(told.starts_with("sayso: --lang-dir: lang/en/events/aid.toml"), "{told}");
}

#[test]
fn help_and_version_are_no_fault() {
    let help = Test::read(["--help"]).run().stdout;
    for flag in ["--format", "--as", "--date", "--lang", "--lang-dir", "--attitudes", "--jobs", "--color"] {
        assert!(help.contains(flag), "{flag} is missing in\n{help}");
    }
    assert!(Test::new().args(["--version"]).run().stdout.starts_with("sayso "));
}
