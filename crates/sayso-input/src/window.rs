//! Bytes of a stream that can be gone back to, as far as the last mark.

use std::io::{self, BufRead, Read};

/// How much is drawn from the source at a time.
const DRAW: usize = 1 << 16;

/// What was read longer ago than this is let go of, mark or not.
const KEPT: usize = 64 << 20;

/// A reader that keeps what it read since the last mark.
#[derive(Debug)]
pub(crate) struct Window<R> {
    source: R,
    bytes: Vec<u8>,
    /// What is read next, in `bytes`.
    at: usize,
    /// Offset of `bytes` in the source.
    base: u64,
    end: bool,
}

impl<R: Read> Window<R> {
    pub fn new(source: R) -> Self {
        Window { source, bytes: Vec::new(), at: 0, base: 0, end: false }
    }

    /// Offset of the next byte.
    pub fn offset(&self) -> u64 {
        self.base + self.at as u64
    }

    /// Lets go of everything before the next byte.
    pub fn mark(&mut self) {
        self.bytes.drain(..self.at);
        self.base += self.at as u64;
        self.at = 0;
    }

    /// Goes back to the last mark, and `on` bytes on from there.
    pub fn rewind(&mut self, on: usize) {
        self.at = on.min(self.bytes.len());
    }

    /// The next bytes, `count` of them where there are as many.
    pub fn peek(&mut self, count: usize) -> io::Result<&[u8]> {
        while !self.end && self.bytes.len() - self.at < count {
            self.draw()?;
        }
        let end = self.bytes.len().min(self.at + count);
        Ok(&self.bytes[self.at..end])
    }

    /// Passes over everything up to one of `marks`, keeping none; false where there is none.
    pub fn find(&mut self, marks: &[&[u8]]) -> io::Result<bool> {
        let longest = marks.iter().map(|m| m.len()).max().unwrap_or(1);
        loop {
            let bytes = self.peek(DRAW)?;
            let found = (0..bytes.len()).find(|&i| marks.iter().any(|m| bytes[i..].starts_with(m)));
            let (step, last) = (found.unwrap_or((bytes.len() + 1).saturating_sub(longest)), bytes.len() < DRAW);
            self.at += step;
            self.mark();
            match found {
                Some(_) => return Ok(true),
                None if last => return Ok(false),
                None => {}
            }
        }
    }

    fn draw(&mut self) -> io::Result<()> {
        if self.at > KEPT {
            self.mark();
        }
        let had = self.bytes.len();
        self.bytes.resize(had + DRAW, 0);
        let read = loop {
            match self.source.read(&mut self.bytes[had..]) {
                Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
                read => break read,
            }
        };
        self.bytes.truncate(had + *read.as_ref().unwrap_or(&0));
        self.end = read? == 0;
        Ok(())
    }
}

impl<R: Read> Read for Window<R> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        let bytes = self.fill_buf()?;
        let count = bytes.len().min(to.len());
        to[..count].copy_from_slice(&bytes[..count]);
        self.consume(count);
        Ok(count)
    }
}

impl<R: Read> BufRead for Window<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.at == self.bytes.len() && !self.end {
            self.draw()?;
        }
        Ok(&self.bytes[self.at..])
    }

    fn consume(&mut self, count: usize) {
        self.at += count;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_can_be_gone_back_to() {
        let mut w = Window::new(&b"0123456789abcdef"[..]);
        let mut four = [0; 4];
        w.read_exact(&mut four).unwrap();
        w.mark();
        w.read_exact(&mut four).unwrap();
        assert_eq!((&four, w.offset()), (b"4567", 8));
        w.rewind(1);
        assert_eq!(w.offset(), 5);
        assert_eq!(w.peek(3).unwrap(), b"567");
        assert!(w.find(&[b"zz", b"cd"]).unwrap());
        assert_eq!(w.offset(), 12);
        assert_eq!(w.peek(9).unwrap(), b"cdef");
        assert!(!w.find(&[b"x"]).unwrap());
    }

    #[test]
    fn no_more_is_kept_than_there_is_room_for() {
        let mut w = Window::new(io::repeat(7).take(300 << 20));
        io::copy(&mut w, &mut io::sink()).unwrap();
        assert!(w.bytes.capacity() < 200 << 20 && w.offset() == 300 << 20);
    }
}
