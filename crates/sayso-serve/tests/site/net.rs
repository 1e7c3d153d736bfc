//! The server with a socket: limits, a port in use, an end.

use crate::test::{config, fill};
use sayso_serve::{Config, Error, Site, Token, serve};
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::mpsc::channel;
use std::time::{Duration, Instant};
use tempfile::TempDir;

fn started() -> (TempDir, SocketAddr) {
    let folder = TempDir::new().expect("a folder");
    let store = folder.path().join("made.db");
    fill(&store);
    let site = Site::new(config(&store)).expect("the store opens");
    let (to, from) = channel();
    std::thread::spawn(move || {
        serve(site, "127.0.0.1:0".parse().expect("an address"), |at| to.send(at).expect("told"))
    });
    (folder, from.recv_timeout(Duration::from_secs(20)).expect("it listens"))
}

fn talk(at: SocketAddr, request: &str) -> String {
    let mut stream = TcpStream::connect(at).expect("connected");
    stream.set_read_timeout(Some(Duration::from_secs(20))).expect("set");
    stream.write_all(request.as_bytes()).expect("sent");
    let mut told = Vec::new();
    let _ = stream.read_to_end(&mut told);
    String::from_utf8_lossy(&told).into_owned()
}

#[test]
fn it_answers_beside_two_hundred_idle_connections() {
    let (_folder, at) = started();
    let idle: Vec<TcpStream> = (0..200).map(|_| TcpStream::connect(at).expect("connected")).collect();
    for mut stream in &idle {
        stream.write_all(b"GET / HTTP/1.1\r\nHost: localhost\r\n").expect("sent");
    }
    let page = format!("GET /events HTTP/1.1\r\nHost: {at}\r\nConnection: close\r\n\r\n");
    let began = Instant::now();
    let told = talk(at, &page);
    assert!(told.starts_with("HTTP/1.1 200"), "{}", &told[..told.len().min(300)]);
    assert!(told.contains("content-security-policy: default-src 'none'"));
    assert!(began.elapsed() < Duration::from_secs(5), "{:?}", began.elapsed());
    let mut first = &idle[0];
    first.set_read_timeout(Some(Duration::from_secs(20))).expect("set");
    let mut rest = Vec::new();
    let ended = first.read_to_end(&mut rest);
    assert!(ended.is_ok() && began.elapsed() < Duration::from_secs(18), "an idle connection is closed");
}

#[test]
fn too_much_and_nonsense_are_refused() {
    let (_folder, at) = started();
    let much = format!(
        "POST /read HTTP/1.1\r\nHost: {at}\r\nOrigin: http://{at}\r\nContent-Type: text/plain\r\nContent-Length: 9000000\r\nConnection: close\r\n\r\n"
    );
    let told = talk(at, &(much + &"a".repeat(9_000_000)));
    assert!(told.is_empty() || told.starts_with("HTTP/1.1 413"), "{}", &told[..told.len().min(200)]);
    assert!(talk(at, "NONSENSE\r\n\r\n").starts_with("HTTP/1.1 400"));
    let head = format!("HEAD / HTTP/1.1\r\nHost: {at}\r\nConnection: close\r\n\r\n");
    let told = talk(at, &head);
    assert!(told.starts_with("HTTP/1.1 200") && told.ends_with("\r\n\r\n"));
    let fine = format!("GET / HTTP/1.1\r\nHost: {at}\r\nConnection: close\r\n\r\n");
    assert!(talk(at, &fine).starts_with("HTTP/1.1 200"), "it goes on");
}

#[test]
fn where_it_cannot_listen_it_says_what_to_do() {
    let folder = TempDir::new().expect("a folder");
    let store = folder.path().join("made.db");
    fill(&store);
    let taken = TcpListener::bind("127.0.0.1:0").expect("bound");
    let at = taken.local_addr().expect("an address");
    let site = |c: Config| Site::new(c).expect("the store opens");
    let told = serve(site(config(&store)), at, |_| panic!("it does not listen")).expect_err("the port is in use");
    assert!(matches!(told, Error::InUse(_)) && told.to_string().contains("--listen"), "{told}");
    let open: SocketAddr = "0.0.0.0:0".parse().expect("an address");
    let told = serve(site(config(&store)), open, |_| panic!("it does not listen")).expect_err("there is no token");
    assert!(matches!(told, Error::Open(_)) && told.to_string().contains("--token-file"), "{told}");
    assert!(Token::new("short").is_err());
}
