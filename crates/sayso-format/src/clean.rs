//! Text of a page made safe to show: it may not steer the terminal, nor turn what follows around.

use std::borrow::Cow;

/// The text without escape sequences; a line break or tab becomes a blank, any other control
/// character its picture (`␀`), and a control that turns the direction of text its number.
pub fn clean(text: &str) -> Cow<'_, str> {
    if !text.chars().any(|c| c.is_control() || is_turning(c) || is_mark(c)) {
        return Cow::Borrowed(text);
    }
    let (mut out, mut rest) = (String::with_capacity(text.len()), text);
    while let Some(c) = rest.chars().next() {
        rest = &rest[c.len_utf8()..];
        match c {
            '\u{1b}' => rest = after_escape(rest),
            // The same in one character, from the times of eight bits.
            '\u{9b}' => rest = after_csi(rest),
            '\u{90}' | '\u{98}' | '\u{9d}'..='\u{9f}' => rest = after_string(rest),
            '\n' | '\t' | '\r' => out.push(' '),
            '\u{0}'..='\u{1f}' => out.extend(char::from_u32(0x2400 + u32::from(c))),
            _ if c.is_control() => out.push('\u{fffd}'),
            _ if is_turning(c) => out.push_str(&format!("<U+{:04X}>", u32::from(c))),
            _ if is_mark(c) => {}
            _ => out.push(c),
        }
    }
    Cow::Owned(out)
}

/// Embeddings, overrides and isolates: they reach beyond the words that they stand in.
fn is_turning(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Marks of direction that reach no farther than their neighbours, and a byte order mark.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{feff}')
}

/// What follows an escape sequence (ECMA-48) whose ESC is already read.
fn after_escape(rest: &str) -> &str {
    let mut chars = rest.chars();
    match chars.next() {
        Some('[') => after_csi(chars.as_str()),
        Some(']' | 'P' | 'X' | '^' | '_') => after_string(chars.as_str()),
        Some(' '..='/') => {
            let rest = chars.as_str().trim_start_matches(|c| matches!(c, ' '..='/'));
            rest.strip_prefix(|c| matches!(c, '0'..='~')).unwrap_or(rest)
        }
        Some('0'..='~') => chars.as_str(),
        _ => rest,
    }
}

/// After parameters and final byte of a control sequence.
fn after_csi(rest: &str) -> &str {
    let rest = rest.trim_start_matches(|c| matches!(c, ' '..='?'));
    rest.strip_prefix(|c| matches!(c, '@'..='~')).unwrap_or(rest)
}

/// After a control string, which BEL or ST ends; one without end ends where the line does.
fn after_string(rest: &str) -> &str {
    let end = rest.find(['\u{7}', '\u{1b}', '\u{9c}', '\n']).unwrap_or(rest.len());
    let rest = &rest[end..];
    rest.strip_prefix("\u{1b}\\").or(rest.strip_prefix(['\u{7}', '\u{9c}'])).unwrap_or(rest)
}

#[cfg(test)]
mod tests {
    use super::clean;

    #[test]
    fn plain_text_stays_as_it_is() {
        for text in ["Moscow denied it.", "Токио – «да»", "東京は否定した", "قال الرئيس"] {
            assert!(matches!(clean(text), std::borrow::Cow::Borrowed(same) if same == text));
        }
    }

    #[test]
    fn nothing_steers_the_terminal() {
        let cases = [
            ("\u{1b}[31mred\u{1b}[0m", "red"),
            ("\u{1b}]0;title\u{7}after", "after"),
            ("\u{1b}]8;;http://x.example\u{1b}\\link\u{1b}]8;;\u{1b}\\", "link"),
            ("\u{9b}2Jgone", "gone"),
            ("\u{1b}(Bset", "set"),
            ("\u{1b}ccleared", "cleared"),
            ("cut \u{1b}[", "cut "),
            ("cut \u{1b}", "cut "),
            ("over\u{8}\u{0}strike\u{7f}", "over␈␀strike\u{fffd}"),
            ("one\r\ntwo\tthree", "one  two three"),
            ("\u{202e}dennaht\u{202c}", "<U+202E>dennaht<U+202C>"),
            ("\u{feff}\u{200f}قال", "قال"),
            ("\u{1b}é", "é"),
        ];
        for (text, shown) in cases {
            assert_eq!(clean(text), shown, "{text:?}");
        }
    }
}
