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

    /// The byte at which code point `at` begins; the end of the text for all beyond it.
    pub fn byte(&self, at: u32) -> u32 {
        if self.marks.is_empty() {
            return at;
        }
        let i = self.marks.partition_point(|&m| m <= at).saturating_sub(1);
        let from = (i * STEP).min(self.text.len());
        let mut left = at - self.marks[i];
        for (k, &b) in self.text[from..].iter().enumerate() {
            if b & 0xC0 != 0x80 {
                if left == 0 {
                    return (from + k) as u32;
                }
                left -= 1;
            }
        }
        self.text.len() as u32
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
            assert_eq!(o.byte(n as u32), i as u32);
        }
        assert_eq!(o.of(text.len() as u32) as usize, text.chars().count());
        assert_eq!(o.byte(text.chars().count() as u32 + 9), text.len() as u32);
        assert_eq!(Offsets::new("plain").of(3), 3);
    }
}
