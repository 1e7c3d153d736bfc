//! `sayso parse`: CoNLL-U out.

use crate::sink;
use crate::usage::{self, Usage};
use anyhow::Context;
use sayso_core::Span;
use sayso_lang::{Language, Languages, conllu};
use std::fs;
use std::io::{self, Read};
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(clap::Args)]
pub struct Args {
    /// Language of the text
    #[arg(long, value_name = "CODE", value_parser = usage::language)]
    lang: String,
    /// The input is CoNLL-U: keep its tokens, replace the rest
    #[arg(long)]
    conllu: bool,
    /// Language folders to lay over the built-in ones
    #[arg(long, value_name = "DIR")]
    lang_dir: Option<PathBuf>,
    /// A file; standard input without one
    input: Option<PathBuf>,
}

/// Runs the command.
pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let (folders, _) = crate::folders::folders(args.lang_dir.as_deref())?;
    let languages = Languages::new(&folders)?;
    let Some(language) = languages.get(&args.lang) else {
        let what = format!("no model for language '{}'; 'sayso lang list' names those there are", args.lang);
        return Err(Usage(what).into());
    };
    language.model()?;
    let (name, text) = text(args)?;
    match args.conllu {
        true => keep(language, &text).with_context(|| name)?,
        false => raw(language, &text),
    }
    Ok(ExitCode::SUCCESS)
}

/// Name of the input, and its text.
fn text(args: &Args) -> anyhow::Result<(String, String)> {
    let mut bytes = Vec::new();
    let name = match &args.input {
        Some(path) if path.as_os_str() != "-" => {
            let name = path.display().to_string();
            bytes = fs::read(path).with_context(|| format!("{name}: cannot be read"))?;
            name
        }
        _ => {
            io::stdin().read_to_end(&mut bytes).context("-: cannot be read")?;
            "-".to_string()
        }
    };
    let text = String::from_utf8(bytes).map_err(|e| {
        let at = e.utf8_error().valid_up_to();
        anyhow::anyhow!("{name}: is not UTF-8 (from byte {at} on): convert it first")
    })?;
    Ok((name, text))
}

/// Words as the file has them, everything else anew.
fn keep(language: &Language, text: &str) -> anyhow::Result<()> {
    for tree in conllu::read(text).map_err(anyhow::Error::msg)? {
        let mut s = tree.blank();
        language.annotate(&mut s);
        let surface = |i: usize| tree.multi.iter().find(|m| m.0 == i + 1).map_or(String::new(), |m| m.2.clone());
        let mut out = String::new();
        conllu::write(&s, surface, &mut out);
        sink::write(&[&out]);
    }
    Ok(())
}

/// Each line of the text is cut into sentences and words.
fn raw(language: &Language, text: &str) {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let span = Span::new(at, at + line.len()).trimmed(text);
        at += line.len();
        for s in language.analyse(text, span) {
            let mut out = format!("# text = {}\n", s.span.of(text).replace(['\n', '\t'], " "));
            let surface = |i: usize| {
                let last = i + s.tokens[i].mwt as usize - 1;
                s.tokens[i].span.cover(s.tokens[last].span).of(text).to_string()
            };
            conllu::write(&s, surface, &mut out);
            sink::write(&[&out]);
        }
    }
}
