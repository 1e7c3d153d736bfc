//! `sayso serve`.

use crate::store::StoreArg;
use crate::usage::Usage;
use crate::{folders, sink};
use sayso_serve::{Config, Site, Token, serve};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(clap::Args)]
#[command(after_help = "Visitors read. Correcting records needs the token; without one nobody can. \
An address that other machines can reach is refused without a token. Ctrl-C ends it.")]
pub struct Args {
    #[command(flatten)]
    store: StoreArg,
    /// Address and port; 0 takes any free port
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:4747")]
    listen: SocketAddr,
    /// File whose first line is the token of those who may correct records [else: SAYSO_TOKEN]
    #[arg(long, value_name = "FILE")]
    token_file: Option<PathBuf>,
    /// Language folders to lay over the built-in ones
    #[arg(long, value_name = "DIR")]
    lang_dir: Option<PathBuf>,
}

/// Runs the command until it is ended.
pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let config = Config {
        store: args.store.store.clone(),
        reader: folders::reader(args.lang_dir.as_deref())?,
        token: token(args)?,
        loopback: args.listen.ip().is_loopback(),
    };
    let site = Site::new(config)?;
    serve(site, args.listen, |at| sink::write(&[&format!("http://{at}/  (Ctrl-C ends it)\n")]))?;
    Ok(ExitCode::SUCCESS)
}

/// The token is never an argument: others on the machine could read it there.
fn token(args: &Args) -> anyhow::Result<Option<Token>> {
    let secret = match &args.token_file {
        Some(file) => {
            let unusable = |e| Usage(format!("--token-file {}: cannot be read: {e}", file.display()));
            Some(std::fs::read_to_string(file).map_err(unusable)?.lines().next().unwrap_or_default().to_string())
        }
        None => std::env::var("SAYSO_TOKEN").ok(),
    };
    secret.map(|s| Token::new(&s).map_err(|e| Usage(e).into())).transpose()
}
