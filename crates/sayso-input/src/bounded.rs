//! Reading no more than there is room for.

use std::io::{self, BufRead, Read};

/// All bytes of `source`; `None` where there are more than `most`.
pub(crate) fn all(source: impl Read, most: usize) -> io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    source.take(most as u64 + 1).read_to_end(&mut bytes)?;
    Ok((bytes.len() <= most).then_some(bytes))
}

/// What was read of a line.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Line {
    /// All of it, without its end.
    Whole(Vec<u8>),
    /// Nothing is kept of a line of more than `most` bytes; the next call gives the next line.
    TooLong,
    /// There is none.
    End,
}

/// The next line, of at most `most` bytes.
pub(crate) fn line(source: &mut impl BufRead, most: usize) -> io::Result<Line> {
    let (mut line, mut length, mut ended) = (Vec::new(), 0, false);
    while !ended {
        let bytes = match source.fill_buf() {
            Ok(bytes) => bytes,
            Err(e) if e.kind() == io::ErrorKind::Interrupted => continue,
            Err(e) => return Err(e),
        };
        if bytes.is_empty() {
            break;
        }
        let found = bytes.iter().position(|b| *b == b'\n');
        let piece = &bytes[..found.unwrap_or(bytes.len())];
        length += piece.len();
        if length <= most {
            line.extend_from_slice(piece);
        } else {
            line = Vec::new();
        }
        ended = found.is_some();
        let used = piece.len() + usize::from(ended);
        source.consume(used);
    }
    Ok(match () {
        () if length > most => Line::TooLong,
        () if length == 0 && !ended => Line::End,
        () => Line::Whole(line),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lines_are_passed_over() {
        let mut source = io::BufReader::with_capacity(4, &b"one\n\na line too long\nend"[..]);
        let mut next = || line(&mut source, 5).unwrap();
        assert_eq!(next(), Line::Whole(b"one".to_vec()));
        assert_eq!(next(), Line::Whole(vec![]));
        assert_eq!(next(), Line::TooLong);
        assert_eq!(next(), Line::Whole(b"end".to_vec()));
        assert_eq!(next(), Line::End);
    }

    #[test]
    fn large_inputs_are_refused() {
        assert_eq!(all(&b"1234"[..], 4).unwrap(), Some(b"1234".to_vec()));
        assert_eq!(all(io::repeat(b'x'), 4).unwrap(), None);
    }
}
