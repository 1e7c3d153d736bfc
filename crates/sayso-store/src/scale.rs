//! The scale of conflict and cooperation: −10 to 10, by CAMEO code.
//!
//! The values are Goldstein's, as CAMEO's event data have used them since: of a root code, and of those
//! codes below it that differ much from it.

/// Code, value; a code without one has that of its root.
const VALUES: &[(&str, f64)] = &[
    ("01", 0.0),
    ("02", 3.0),
    ("03", 4.0),
    ("04", 1.0),
    ("042", 1.9),
    ("043", 2.8),
    ("044", 2.5),
    ("045", 5.0),
    ("046", 7.0),
    ("05", 3.5),
    ("054", 6.0),
    ("055", 7.0),
    ("056", 7.0),
    ("057", 8.0),
    ("06", 6.0),
    ("061", 6.4),
    ("062", 7.4),
    ("063", 7.4),
    ("064", 7.0),
    ("07", 7.0),
    ("071", 7.4),
    ("072", 8.3),
    ("073", 7.4),
    ("074", 8.5),
    ("08", 5.0),
    ("084", 7.0),
    ("085", 7.0),
    ("086", 9.0),
    ("087", 9.0),
    ("09", -2.0),
    ("10", -5.0),
    ("11", -2.0),
    ("12", -4.0),
    ("13", -6.0),
    ("130", -4.4),
    ("138", -7.0),
    ("139", -7.0),
    ("14", -6.5),
    ("145", -7.5),
    ("15", -7.2),
    ("16", -4.0),
    ("163", -8.0),
    ("17", -7.0),
    ("171", -9.2),
    ("172", -5.0),
    ("173", -5.0),
    ("174", -5.0),
    ("175", -9.0),
    ("18", -9.0),
    ("19", -10.0),
    ("20", -10.0),
];

/// The value of a CAMEO code: its own, else that of the code above it.
pub fn scale(cameo: &str) -> f64 {
    let mut code = cameo;
    while code.len() >= 2 {
        if let Ok(at) = VALUES.binary_search_by(|(c, _)| c.cmp(&code)) {
            return VALUES[at].1;
        }
        code = &code[..code.len() - 1];
    }
    0.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_fall_back_on_the_code_above() {
        assert!(VALUES.is_sorted_by(|a, b| a.0 < b.0));
        assert_eq!((scale("190"), scale("0311"), scale("042"), scale("057"), scale("")), (-10.0, 4.0, 1.9, 8.0, 0.0));
    }
}
