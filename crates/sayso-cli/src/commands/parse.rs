//! `sayso parse`: CoNLL-U out.

use anyhow::{Context, bail};
use sayso_core::Span;
use sayso_lang::{Language, conllu};
use sayso_lang_data::Folders;
use std::fs;
use std::io::{Read, Write};
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(clap::Args)]
pub struct Args {
    /// Language of the text
    #[arg(long, value_name = "CODE")]
    lang: String,
    /// The input is CoNLL-U: keep its tokens, replace the rest
    #[arg(long)]
    conllu: bool,
    /// A file; standard input without one
    input: Option<PathBuf>,
}

/// Runs the command.
pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let languages = sayso_lang::Languages::new(&Folders::builtin())?;
    let Some(language) = languages.get(&args.lang) else {
        bail!("no model for language '{}'; 'sayso lang list' names those there are", args.lang)
    };
    language.model()?;
    let text = text(args)?;
    let mut out = String::new();
    if args.conllu {
        keep(language, &text, &mut out)?
    } else {
        raw(language, &text, &mut out)
    }
    std::io::stdout().lock().write_all(out.as_bytes())?;
    Ok(ExitCode::SUCCESS)
}

fn text(args: &Args) -> anyhow::Result<String> {
    let mut bytes = Vec::new();
    match &args.input {
        Some(p) if p.as_os_str() != "-" => {
            bytes = fs::read(p).with_context(|| format!("{}: cannot be read", p.display()))?
        }
        _ => drop(std::io::stdin().read_to_end(&mut bytes)?),
    }
    String::from_utf8(bytes).context("the input is not UTF-8")
}

fn keep(language: &Language, text: &str, out: &mut String) -> anyhow::Result<()> {
    for tree in conllu::read(text).map_err(anyhow::Error::msg)? {
        let mut s = tree.blank();
        language.annotate(&mut s);
        let surface = |i: usize| tree.multi.iter().find(|m| m.0 == i + 1).map_or(String::new(), |m| m.2.clone());
        conllu::write(&s, surface, out);
    }
    Ok(())
}

fn raw(language: &Language, text: &str, out: &mut String) {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let span = Span::new(at, at + line.len()).trimmed(text);
        at += line.len();
        for s in language.analyse(text, span) {
            let words = s.span.of(text).replace(['\n', '\t'], " ");
            out.push_str(&format!("# text = {words}\n"));
            let surface = |i: usize| {
                let last = i + s.tokens[i].mwt as usize - 1;
                s.tokens[i].span.cover(s.tokens[last].span).of(text).to_string()
            };
            conllu::write(&s, surface, out);
        }
    }
}
