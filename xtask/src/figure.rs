//! Figures of a measurement, and the time that it took.

use std::time::Instant;

/// Something measured, and what it is to be.
pub struct Figure {
    /// Its name.
    pub name: &'static str,
    /// Its value.
    pub value: f64,
    /// What it is to be.
    pub wanted: Wanted,
}

/// What a figure is to be.
#[derive(Clone, Copy)]
pub enum Wanted {
    /// So much or more.
    Least(f64),
    /// So much or less.
    Most(f64),
    /// Told, not judged.
    Any,
}

impl Wanted {
    /// Whether a value is as wanted.
    pub fn is_met(self, value: f64) -> bool {
        match self {
            Wanted::Least(least) => value >= least,
            Wanted::Most(most) => value <= most,
            Wanted::Any => true,
        }
    }
}

impl std::fmt::Display for Wanted {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        match self {
            Wanted::Least(n) => write!(f, "at least {n}"),
            Wanted::Most(n) => write!(f, "at most {n}"),
            Wanted::Any => f.write_str("-"),
        }
    }
}

/// Time of one thread: others may have the machine meanwhile, so that of the processor counts.
pub struct Clock {
    wall: Instant,
    cpu: f64,
}

/// Seconds.
pub struct Took {
    /// On the clock.
    pub wall: f64,
    /// Of the processor.
    pub cpu: f64,
}

impl Clock {
    /// Starts it.
    pub fn start() -> Clock {
        Clock { wall: Instant::now(), cpu: cpu_seconds() }
    }

    /// What has gone by.
    pub fn stop(self) -> Took {
        let wall = self.wall.elapsed().as_secs_f64();
        let cpu = cpu_seconds() - self.cpu;
        Took { wall, cpu: if cpu > 0.0 { cpu } else { wall } }
    }
}

/// Time that the program has had of the processor; 0 where the system does not tell.
fn cpu_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after_name = stat.rsplit(')').next().unwrap_or_default();
    let ticks = after_name.split_whitespace().skip(11).take(2).filter_map(|n| n.parse::<f64>().ok());
    ticks.sum::<f64>() / 100.0
}
