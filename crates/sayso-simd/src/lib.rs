//! The engine's inner loops on every instruction set, with the same bits on each.
//!
//! Long sums are sums of integers, which come out alike in whatever order they are added;
//! floats are only combined element by element, always in the same order. So what a
//! processor can do changes how fast a page is read, never what is read.

mod floats;
mod matrix;
mod plain;
#[cfg(target_arch = "x86_64")]
mod x86;

pub use matrix::{Arcs, Matrix, WIDTH};
use std::sync::OnceLock;

/// A set of instructions that this processor has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Level(Kind);

/// Private, so that a [`Level`] can only come from asking the processor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Plain,
    #[cfg(target_arch = "x86_64")]
    Sse2,
    #[cfg(target_arch = "x86_64")]
    Avx2,
    #[cfg(target_arch = "x86_64")]
    Avx512,
}

impl Level {
    /// All that this processor has, from the slowest to the fastest.
    pub fn all() -> Vec<Level> {
        #[allow(unused_mut)]
        let mut all = vec![Level(Kind::Plain)];
        #[cfg(target_arch = "x86_64")]
        {
            all.push(Level(Kind::Sse2));
            if is_x86_feature_detected!("avx2") {
                all.push(Level(Kind::Avx2));
                let wide = is_x86_feature_detected!("avx512f") && is_x86_feature_detected!("avx512bw");
                if wide && is_x86_feature_detected!("avx512vnni") {
                    all.push(Level(Kind::Avx512));
                }
            }
        }
        all
    }

    /// The fastest.
    pub fn best() -> Level {
        static BEST: OnceLock<Level> = OnceLock::new();
        *BEST.get_or_init(|| Level::all().last().copied().unwrap_or(Level(Kind::Plain)))
    }

    /// Its name: `plain`, `sse2`, `avx2` or `avx512`.
    pub fn name(self) -> &'static str {
        match self.0 {
            Kind::Plain => "plain",
            #[cfg(target_arch = "x86_64")]
            Kind::Sse2 => "sse2",
            #[cfg(target_arch = "x86_64")]
            Kind::Avx2 => "avx2",
            #[cfg(target_arch = "x86_64")]
            Kind::Avx512 => "avx512",
        }
    }
}

impl Default for Level {
    fn default() -> Self {
        Level::best()
    }
}
