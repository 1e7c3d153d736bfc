//! The pages of a made store, asked without a socket; and the server with one.

mod access;
mod correct;
mod hostile;
mod net;
mod pages;
mod test;
