//! How a model lies in its file: little-endian numbers, counted strings, matrices of bytes.

use crate::model::Weights;

const MAGIC: &[u8] = b"sayso model 2\n";

/// Reads a model file from front to back.
pub struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    /// At the beginning.
    pub fn new(bytes: &'a [u8]) -> Self {
        Reader { bytes, at: 0 }
    }

    /// How far it is.
    pub fn at(&self) -> usize {
        self.at
    }

    /// The next `n` bytes.
    pub fn take(&mut self, n: usize) -> Result<&'a [u8], String> {
        let end = self.at.checked_add(n).filter(|&e| e <= self.bytes.len()).ok_or("the file is cut off")?;
        let out = &self.bytes[self.at..end];
        self.at = end;
        Ok(out)
    }

    /// The first line.
    pub fn magic(&mut self) -> Result<(), String> {
        if self.take(MAGIC.len())? == MAGIC { Ok(()) } else { Err("not a sayso model of version 2".into()) }
    }

    /// One number.
    pub fn number(&mut self) -> Result<usize, String> {
        let b = self.take(4)?;
        Ok(u32::from_le_bytes([b[0], b[1], b[2], b[3]]) as usize)
    }

    /// `n` numbers.
    pub fn numbers(&mut self, n: usize) -> Result<Vec<u32>, String> {
        (0..n).map(|_| Ok(self.number()? as u32)).collect()
    }

    /// Counted short numbers.
    pub fn shorts(&mut self) -> Result<Vec<u16>, String> {
        let n = self.number()?;
        Ok(self.take(2 * n)?.chunks_exact(2).map(|b| u16::from_le_bytes([b[0], b[1]])).collect())
    }

    /// One string.
    pub fn string(&mut self) -> Result<String, String> {
        let n = self.number()?;
        String::from_utf8(self.take(n)?.to_vec()).map_err(|e| e.to_string())
    }

    /// Counted strings.
    pub fn strings(&mut self) -> Result<Vec<String>, String> {
        (0..self.number()?).map(|_| self.string()).collect()
    }

    /// `n` floats.
    pub fn floats(&mut self, n: usize) -> Result<Vec<f32>, String> {
        let b = self.take(4 * n)?;
        Ok(b.chunks_exact(4).map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect())
    }

    pub(crate) fn matrix(&mut self, rows: usize, cols: usize, bias: bool) -> Result<Weights, String> {
        let scale = self.floats(rows)?;
        let bias = if bias { self.floats(rows)? } else { vec![0.0; rows] };
        let w = self.take(rows * cols)?.iter().map(|&b| b as i8).collect();
        Ok(Weights { scale, bias, w })
    }

    /// Projections of a word as dependent and as head, then a row for each class of distance
    /// and one for the root.
    pub(crate) fn pair(&mut self, h: usize, d: usize, classes: usize) -> Result<[Weights; 3], String> {
        let (dep, head) = (self.matrix(h, d, false)?, self.matrix(h, d, false)?);
        let rows = Weights { scale: self.floats(classes * h)?, bias: self.floats(h)?, w: vec![] };
        Ok([dep, head, rows])
    }
}

/// Writes a model file.
#[derive(Default)]
pub struct Writer(pub Vec<u8>);

impl Writer {
    /// The first line.
    pub fn magic(&mut self) {
        self.0.extend(MAGIC);
    }

    /// One number.
    pub fn number(&mut self, n: usize) {
        self.0.extend((n as u32).to_le_bytes());
    }

    /// Counted short numbers.
    pub fn shorts(&mut self, all: &[u16]) {
        self.number(all.len());
        all.iter().for_each(|n| self.0.extend(n.to_le_bytes()));
    }

    /// One string.
    pub fn string(&mut self, s: &str) {
        self.number(s.len());
        self.0.extend(s.as_bytes());
    }

    /// Counted strings.
    pub fn strings(&mut self, all: &[String]) {
        self.number(all.len());
        all.iter().for_each(|s| self.string(s));
    }

    /// Floats.
    pub fn floats<'f>(&mut self, all: impl IntoIterator<Item = &'f f32>) {
        for f in all {
            self.0.extend(f.to_le_bytes());
        }
    }

    /// A matrix `inputs × outputs` of floats as one of bytes, outputs first, a scale each.
    pub fn matrix(&mut self, w: &ndarray::ArrayView2<f32>, bias: Option<&ndarray::ArrayView2<f32>>) {
        let scales: Vec<f32> =
            w.columns().into_iter().map(|c| c.iter().fold(1e-9f32, |m, v| m.max(v.abs())) / 127.0).collect();
        self.floats(&scales);
        if let Some(b) = bias {
            self.floats(b.iter());
        }
        for (c, scale) in w.columns().into_iter().zip(&scales) {
            self.0.extend(c.iter().map(|v| (v / scale).round() as i8 as u8));
        }
    }
}
