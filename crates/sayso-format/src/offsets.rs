//! Bytes to Unicode code points.

/// How many bytes lie between two marks.
const STEP: usize = 64;

/// Converts byte offsets of one text to code points in constant time.
pub struct Offsets {
    /// Code points before each `STEP`-th byte; empty for a text of ASCII alone.
    marks: Vec<u32>,
    text: Box<[u8]>,
}

impl Offsets {
    /// Reads the text once.
    pub fn new(text: &str) -> Self {
        if text.is_ascii() {
            return Offsets { marks: vec![], text: Box::default() };
        }
        let mut marks = Vec::with_capacity(text.len() / STEP + 1);
        let mut count = 0;
        for chunk in text.as_bytes().chunks(STEP) {
            marks.push(count);
            count += starts(chunk);
        }
        marks.push(count);
        Offsets { marks, text: text.as_bytes().into() }
    }

    /// Code points before byte `at` (which lies on a character boundary).
    pub fn of(&self, at: u32) -> u32 {
        if self.marks.is_empty() {
            return at;
        }
        let i = at as usize / STEP;
        self.marks[i] + starts(&self.text[i * STEP..at as usize])
    }
}

/// Characters that begin in these bytes.
fn starts(bytes: &[u8]) -> u32 {
    bytes.iter().filter(|&&b| b & 0xC0 != 0x80).count() as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_code_points_as_python_does() {
        let text = "“Ya”, kata 岸田 🙂 ".repeat(40);
        let o = Offsets::new(&text);
        for (n, (i, _)) in text.char_indices().enumerate() {
            assert_eq!(o.of(i as u32), n as u32);
        }
        assert_eq!(o.of(text.len() as u32) as usize, text.chars().count());
        assert_eq!(Offsets::new("plain").of(3), 3);
    }
}
