//! Listening: the only place with sockets and threads.

use crate::ask::Ask;
use crate::site::Site;
use crate::trouble::Trouble;
use http_body_util::{BodyExt, Full, Limited};
use hyper::body::{Bytes, Incoming};
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::{TokioIo, TokioTimer};
use std::convert::Infallible;
use std::future::{Future, poll_fn};
use std::io::ErrorKind;
use std::net::SocketAddr;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};

/// Largest body of a request.
pub(crate) const LARGEST: usize = 8 << 20;
/// Connections at once; more wait to be taken in.
const CONNECTIONS: usize = 4_096;
/// A connection that has not sent its headers by then is closed.
const PATIENCE: Duration = Duration::from_secs(10);
/// Longest time to send a body.
const BODY: Duration = Duration::from_secs(30);
/// Longest time that open connections are waited for at the end.
const FAREWELL: Duration = Duration::from_secs(5);

/// Why nothing is served.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Somebody else listens there.
    #[error("{0}: another program listens there (a second sayso?): end it, or choose another port with --listen")]
    InUse(SocketAddr),
    /// The system refuses.
    #[error("{0}: cannot be listened on: {1}: choose another address with --listen")]
    Listen(SocketAddr, std::io::Error),
    /// Anybody could write nothing, but everybody could read: that is to be meant.
    #[error(
        "{0}: is open to other machines, and there is no token: give one with --token-file FILE or SAYSO_TOKEN, \
         or listen on 127.0.0.1"
    )]
    Open(SocketAddr),
    /// Threads.
    #[error("cannot be served: {0}")]
    Io(#[from] std::io::Error),
}

/// Serves a site until Ctrl-C (or SIGTERM); `ready` is told the address it listens on.
pub fn serve(site: Site, listen: SocketAddr, ready: impl FnOnce(SocketAddr)) -> Result<(), Error> {
    if !listen.ip().is_loopback() && !site.has_token() {
        return Err(Error::Open(listen));
    }
    let threads = std::thread::available_parallelism().map_or(2, usize::from);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(threads.min(4))
        .max_blocking_threads(threads.clamp(2, 16))
        .enable_all()
        .build()?;
    runtime.block_on(async {
        let listener = TcpListener::bind(listen).await.map_err(|e| match e.kind() {
            ErrorKind::AddrInUse => Error::InUse(listen),
            _ => Error::Listen(listen, e),
        })?;
        ready(listener.local_addr()?);
        accept(listener, Arc::new(site)).await;
        Ok(())
    })
}

async fn accept(listener: TcpListener, site: Arc<Site>) {
    let room = Arc::new(Semaphore::new(CONNECTIONS));
    let (end, ended) = watch::channel(());
    let mut stop = pin!(stop());
    loop {
        let place = room.clone().acquire_owned().await.expect("it is never closed");
        let stream = match first(stop.as_mut(), pin!(listener.accept())).await {
            First::One(()) => break,
            First::Other(Ok((stream, _))) => stream,
            // Too many open files, say: what is open goes on.
            First::Other(Err(_)) => {
                tokio::time::sleep(Duration::from_millis(50)).await;
                continue;
            }
        };
        let (site, ended) = (site.clone(), ended.clone());
        tokio::spawn(async move {
            talk(stream, site, ended).await;
            drop(place);
        });
    }
    drop((listener, ended));
    let _ = end.send(());
    let _ = tokio::time::timeout(FAREWELL, end.closed()).await;
}

/// Ctrl-C, or the system asks the program to end.
async fn stop() {
    #[cfg(unix)]
    {
        let term = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate());
        if let Ok(mut term) = term {
            first(pin!(tokio::signal::ctrl_c()), pin!(term.recv())).await;
            return;
        }
    }
    let _ = tokio::signal::ctrl_c().await;
}

/// One connection, until either side ends it.
async fn talk(stream: TcpStream, site: Arc<Site>, mut ended: watch::Receiver<()>) {
    let service = service_fn(move |request| answer(site.clone(), request));
    let mut http = hyper::server::conn::http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(PATIENCE).max_buf_size(64 << 10);
    let mut talk = pin!(http.serve_connection(TokioIo::new(stream), service));
    if let First::Other(_) = first(talk.as_mut(), pin!(ended.changed())).await {
        talk.as_mut().graceful_shutdown();
        let _ = talk.await;
    }
}

/// What came first.
enum First<A, B> {
    One(A),
    Other(B),
}

/// Waits for whichever of two comes first; the other one may be waited for again.
async fn first<A: Future, B: Future>(mut one: Pin<&mut A>, mut other: Pin<&mut B>) -> First<A::Output, B::Output> {
    poll_fn(|context| match one.as_mut().poll(context) {
        Poll::Ready(a) => Poll::Ready(First::One(a)),
        Poll::Pending => other.as_mut().poll(context).map(First::Other),
    })
    .await
}

async fn answer(site: Arc<Site>, request: Request<Incoming>) -> Result<Response<Full<Bytes>>, Infallible> {
    let (head, body) = request.into_parts();
    let target = head.uri.path_and_query().map_or("/", |p| p.as_str()).to_string();
    let read = tokio::time::timeout(BODY, Limited::new(body, LARGEST).collect()).await;
    let whole = match read {
        Ok(Ok(body)) => Ok(body.to_bytes().to_vec()),
        Ok(Err(_)) => Err(Trouble::TooLarge(format!("more than {} MiB at once: split it", LARGEST >> 20))),
        Err(_) => Err(Trouble::TooLarge("it came too slowly: send it again".into())),
    };
    let is_head = head.method == hyper::Method::HEAD;
    let (body, fault) = whole.map_or_else(|e| (Vec::new(), Some(e)), |b| (b, None));
    let ask = Ask::new(head.method, &target, head.headers, body);
    let work = {
        let site = site.clone();
        tokio::task::spawn_blocking(move || match fault {
            Some(trouble) => site.trouble(&trouble, &ask),
            None => site.answer(&ask),
        })
    };
    let done = match work.await {
        Ok(done) => done,
        Err(_) => site.trouble(&Trouble::Fault, &Ask::new(hyper::Method::GET, "/", Default::default(), vec![])),
    };
    let mut response = Response::builder().status(done.status);
    for (name, value) in &done.headers {
        response = response.header(*name, value);
    }
    let bytes = if is_head { Bytes::new() } else { Bytes::from(done.body) };
    Ok(response.body(Full::new(bytes)).unwrap_or_else(|_| Response::new(Full::default())))
}
