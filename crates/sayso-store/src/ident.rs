//! Ids of the output contract as numbers: `d0123456789abcdef` fits 64 bits, the part after it 40.

use sha2::{Digest, Sha256};

/// The id of a document.
pub fn document(key: i64) -> String {
    format!("d{:016x}", key as u64)
}

/// The key of a document from its id.
pub fn document_key(id: &str) -> Option<i64> {
    let hex = id.strip_prefix('d').filter(|h| h.len() == 16)?;
    u64::from_str_radix(hex, 16).ok().map(|key| key as i64)
}

/// The id of a statement (`s`) or event (`e`).
pub fn record(key: i64, letter: char, hash: i64) -> String {
    format!("d{:016x}.{letter}{hash:010x}", key as u64)
}

/// Document, letter and hash of a record from its id.
pub fn record_key(id: &str) -> Option<(i64, char, i64)> {
    let (document, rest) = id.split_once('.')?;
    let letter = rest.chars().next().filter(|c| matches!(c, 's' | 'e'))?;
    let hex = rest.get(1..).filter(|h| h.len() == 10)?;
    Some((document_key(document)?, letter, i64::from_str_radix(hex, 16).ok()?))
}

/// SHA-256.
pub(crate) fn sha256(parts: &[&[u8]]) -> [u8; 32] {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update((part.len() as u64).to_le_bytes());
        hasher.update(part);
    }
    hasher.finalize().into()
}

/// Its first 64 bits.
pub(crate) fn hash64(parts: &[&[u8]]) -> i64 {
    let bytes = sha256(parts);
    i64::from_le_bytes(bytes[..8].try_into().expect("eight bytes"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_and_numbers_are_the_same() {
        for id in ["d0123456789abcdef.e0123456789", "dfedcba9876543210.sffffffffff"] {
            let (key, letter, hash) = record_key(id).unwrap();
            assert_eq!(record(key, letter, hash), id);
            assert_eq!(document_key(&id[..17]).map(document).as_deref(), Some(&id[..17]));
        }
        for wrong in ["", "d01", "d0123456789abcdef.x0123456789", "d0123456789abcdef.e01", "x0123456789abcdef"] {
            assert_eq!(record_key(wrong), None, "{wrong}");
        }
        assert_eq!(document_key("d0123456789abcdeg"), None);
    }
}
