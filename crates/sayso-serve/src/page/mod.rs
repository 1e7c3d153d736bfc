//! The pages: which address leads to which.

mod actor;
mod cards;
mod chart;
mod compare;
mod correct;
mod front;
mod layout;
mod list;
mod network;
mod reader;
mod record;
mod slider;
mod sql;
mod system;
mod tie;
mod why;

use crate::answer::Answer;
use crate::ask::Ask;
use crate::openapi::openapi;
use crate::site::{Site, unknown};
use crate::trouble::Trouble;
use maud::{Markup, html};

/// Answers an address that is read.
pub(crate) fn get(site: &Site, ask: &Ask, path: &[&str]) -> Result<Answer, Trouble> {
    match path {
        [] | ["index" | "front"] => front::front(site, ask),
        ["read"] => Ok(Answer::moved("/")),
        ["search" | "documents"] => list::documents(site, ask),
        ["events"] => list::events(site, ask, false),
        ["claims"] => list::events(site, ask, true),
        ["statements"] => list::statements(site, ask),
        ["documents", id] => reader::stored(site, ask, id),
        ["events" | "claims" | "statements", id] => record::record(site, ask, id),
        ["why", id] => why::stored(site, ask, id),
        ["actors"] => actor::list(site, ask),
        ["actors", entity] => actor::actor(site, ask, entity),
        ["ties"] => tie::list(site, ask),
        ["tie"] => tie::tie(site, ask),
        ["system"] => system::system(site, ask),
        ["compare"] => compare::compare(site, ask),
        ["sql"] => sql::sql(site, ask),
        ["corrections"] => correct::list(site, ask),
        ["corrections", name] => correct::export(site, ask, name),
        ["sign-in"] => correct::sign_in_page(site),
        ["openapi.json"] => Ok(openapi()),
        _ => Err(unknown(ask)),
    }
}

/// Answers what is sent.
pub(crate) fn post(site: &Site, ask: &Ask, path: &[&str]) -> Result<Answer, Trouble> {
    match path {
        ["read"] => reader::pasted(site, ask),
        ["corrections"] => correct::correct(site, ask),
        ["sign-in"] => correct::sign_in(site, ask),
        _ => Err(Trouble::Method("GET, HEAD")),
    }
}

/// Whether the answer is the same until the store changes, whoever asks.
pub(crate) fn is_kept(path: &[&str]) -> bool {
    !matches!(path, ["sql" | "sign-in" | "read"])
}

/// What went wrong, as a page.
pub(crate) fn trouble(trouble: &Trouble) -> Markup {
    let body = html! {
        h1 { (trouble.title()) }
        p.lead { (layout::words(&trouble.told())) }
        @if matches!(trouble, Trouble::Token(_)) { p { a href="/sign-in" { "Sign in" } } }
        p { a href="/" { "Front page" } " · " a href="/search" { "Search" } " · " a href="/ties" { "Ties" } }
    };
    layout::page(trouble.title(), None, body)
}
