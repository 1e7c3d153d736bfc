//! Work on many threads whose results come out in the order of their inputs.

use std::sync::Mutex;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

/// Stack of a worker: as much as the main thread has on Linux.
const STACK: usize = 8 << 20;

/// Does `work` on every item and hands the results to `take`, in order, on this thread.
///
/// One job: all happens on this thread, one item after another. More: one thread draws the items,
/// `jobs` threads work, and no more than a few items a thread are ever under way, so that memory
/// does not grow with the number of items.
pub fn ordered<T, R>(
    items: impl Iterator<Item = T> + Send,
    jobs: usize,
    work: impl Fn(T) -> R + Sync,
    mut take: impl FnMut(R),
) where
    T: Send,
    R: Send,
{
    if jobs <= 1 {
        items.for_each(|item| take(work(item)));
        return;
    }
    // A result is awaited in the order in which its item was drawn: each item has a channel of its own.
    let (order, results) = sync_channel::<Receiver<R>>(2 * jobs);
    let (hand_out, queue) = sync_channel::<(T, SyncSender<R>)>(jobs);
    let queue = Mutex::new(queue);
    thread::scope(|scope| {
        let feeder = move || {
            for item in items {
                let (done, result) = sync_channel(1);
                if order.send(result).is_err() || hand_out.send((item, done)).is_err() {
                    break;
                }
            }
        };
        let thread = || thread::Builder::new().stack_size(STACK);
        thread().spawn_scoped(scope, feeder).expect("the system gives a thread");
        for _ in 0..jobs {
            thread().spawn_scoped(scope, || serve(&queue, &work)).expect("the system gives a thread");
        }
        results.into_iter().filter_map(|result| result.recv().ok()).for_each(take);
    });
}

/// Works until there is nothing left.
fn serve<T, R>(queue: &Mutex<Receiver<(T, SyncSender<R>)>>, work: impl Fn(T) -> R) {
    loop {
        let next = queue.lock().expect("no worker panics while it waits").recv();
        let Ok((item, done)) = next else { return };
        // Nobody waits for it any more where the program is about to end.
        let _ = done.send(work(item));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_order() {
        for jobs in [1, 2, 7] {
            let mut found = Vec::new();
            let slow_first = |i: u64| {
                thread::sleep(std::time::Duration::from_micros(if i % 5 == 0 { 500 } else { 10 }));
                i * i
            };
            ordered(0..200, jobs, slow_first, |x| found.push(x));
            assert_eq!(found, (0..200).map(|i| i * i).collect::<Vec<u64>>());
        }
    }
}
