//! Requests at a steady rate, however long the answers take.

use anyhow::{Context, ensure};
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// Requests that may be under way at once.
const AT_ONCE: usize = 64;

/// How long answers took, the quickest first.
pub struct Timing {
    pub times: Vec<Duration>,
    pub bytes: usize,
}

impl Timing {
    /// The time that this share of the answers did not take longer than.
    pub fn at(&self, share: f64) -> Duration {
        let last = self.times.len().saturating_sub(1);
        let at = ((self.times.len() as f64 * share).ceil() as usize).saturating_sub(1).min(last);
        self.times.get(at).copied().unwrap_or_default()
    }
}

/// Asks for each address at its moment; an answer that comes late makes those after it late too, and
/// that counts: times are taken from the moment at which a request was due.
pub fn load(at: SocketAddr, addresses: &[String], rate: u32) -> anyhow::Result<Timing> {
    let next = AtomicUsize::new(0);
    let started = Instant::now() + Duration::from_millis(50);
    let work = || -> anyhow::Result<Vec<(Duration, usize)>> {
        let mut done = Vec::new();
        loop {
            let n = next.fetch_add(1, Ordering::Relaxed);
            let Some(address) = addresses.get(n) else { return Ok(done) };
            let due = started + Duration::from_secs(n as u64) / rate;
            std::thread::sleep(due.saturating_duration_since(Instant::now()));
            let size = get(at, address)?;
            done.push((due.elapsed(), size));
        }
    };
    let all: Vec<_> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..AT_ONCE).map(|_| scope.spawn(work)).collect();
        threads.into_iter().map(|t| t.join().expect("a thread that only asks")).collect::<anyhow::Result<_>>()
    })?;
    let (mut times, sizes): (Vec<_>, Vec<_>) = all.into_iter().flatten().unzip();
    times.sort_unstable();
    Ok(Timing { times, bytes: sizes.into_iter().sum() })
}

/// Asks for one page; the answer must be good.
pub fn get(at: SocketAddr, address: &str) -> anyhow::Result<usize> {
    let mut stream = TcpStream::connect(at)?;
    write!(stream, "GET {address} HTTP/1.1\r\nHost: {at}\r\nConnection: close\r\n\r\n")?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).with_context(|| address.to_string())?;
    let told = String::from_utf8_lossy(&answer[..answer.len().min(2_000)]);
    ensure!(told.starts_with("HTTP/1.1 200"), "{address}: {told}");
    Ok(answer.len())
}
