//! The text of a PDF, as far as simple documents say it (ISO 32000-1, 9.4): strings shown by fonts of one byte a letter,
//! in content streams that are plain or deflated. Scans, and fonts that number their glyphs otherwise, stay unread.

use std::io::Read;

use flate2::read::ZlibDecoder;

use super::reading::MOST_TEXT;

/// Streams looked at.
const MOST_STREAMS: usize = 2_000;
/// Unpacked, in bytes, of one stream and of all of them.
const MOST_OF_ONE: u64 = 4 * 1024 * 1024;
const MOST_OF_ALL: usize = 64 * 1024 * 1024;

/// What its streams show; nothing when none shows letters.
pub(super) fn text(bytes: &[u8]) -> Option<String> {
    let mut text = String::new();
    let (mut at, mut unpacked) = (0, 0);
    for _ in 0..MOST_STREAMS {
        let Some(start) = find(bytes, at, b"stream") else { break };
        let begin = start + b"stream".len();
        let Some(end) = find(bytes, begin, b"endstream") else { break };
        let dictionary = &bytes[at.max(start.saturating_sub(2_048))..start];
        at = end + b"endstream".len();
        let Some(content) = content(dictionary, trimmed(&bytes[begin..end])) else { continue };
        unpacked += content.len();
        show(&content, &mut text);
        if text.len() > MOST_TEXT || unpacked > MOST_OF_ALL {
            break;
        }
    }
    text.chars().any(char::is_alphanumeric).then_some(text)
}

fn find(bytes: &[u8], from: usize, word: &[u8]) -> Option<usize> {
    bytes.get(from..)?.windows(word.len()).position(|part| part == word).map(|at| from + at)
}

/// A stream starts after the end of a line.
fn trimmed(stream: &[u8]) -> &[u8] {
    let stream = stream.strip_prefix(b"\r").unwrap_or(stream);
    stream.strip_prefix(b"\n").unwrap_or(stream)
}

/// What a stream holds, if it may be content: pictures and fonts are left out by what their dictionary says.
fn content(dictionary: &[u8], stream: &[u8]) -> Option<Vec<u8>> {
    let own = dictionary.windows(2).rposition(|part| part == b"<<").map_or(dictionary, |at| &dictionary[at..]);
    let says = |word: &[u8]| own.windows(word.len()).any(|part| part == word);
    if says(b"/Image") || says(b"/FontFile") || says(b"/Length1") || says(b"/XRef") {
        return None;
    }
    if says(b"/FlateDecode") {
        let mut unpacked = Vec::new();
        let read = ZlibDecoder::new(stream).take(MOST_OF_ONE).read_to_end(&mut unpacked);
        return (read.is_ok() || !unpacked.is_empty()).then_some(unpacked);
    }
    (!says(b"/Filter")).then(|| stream[..stream.len().min(usize::try_from(MOST_OF_ONE).unwrap_or(0))].to_vec())
}

/// Reads the strings that a content stream shows: those before `Tj`, `'` and `"`, those of the arrays before `TJ`.
fn show(content: &[u8], text: &mut String) {
    let mut strings: Vec<u8> = Vec::new();
    let mut at = 0;
    while at < content.len() {
        match content[at] {
            b'(' => at = literal(content, at + 1, &mut strings),
            b'<' if content.get(at + 1) != Some(&b'<') => at = hexadecimal(content, at + 1, &mut strings),
            b'-' | b'0'..=b'9' => at = number(content, at, &mut strings),
            letter if letter.is_ascii_alphabetic() || matches!(letter, b'\'' | b'"') => {
                let length = content[at..].iter().take_while(|byte| is_of_an_operator(**byte)).count().max(1);
                match &content[at..at + length] {
                    b"Tj" | b"TJ" | b"'" | b"\"" => text.extend(strings.iter().map(|byte| char::from(*byte))),
                    b"Td" | b"TD" | b"T*" | b"Tm" | b"ET" => text.push('\n'),
                    _ => {}
                }
                strings.clear();
                at += length;
            }
            _ => at += 1,
        }
    }
}

const fn is_of_an_operator(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || matches!(byte, b'*' | b'\'' | b'"')
}

/// A large move back to the left inside an array is a space between words.
fn number(content: &[u8], at: usize, strings: &mut Vec<u8>) -> usize {
    let length = content[at..].iter().take_while(|byte| matches!(byte, b'-' | b'.' | b'0'..=b'9')).count().max(1);
    let said = std::str::from_utf8(&content[at..at + length]).ok().and_then(|text| text.parse::<f64>().ok());
    if !strings.is_empty() && said.is_some_and(|moved| moved < -200.0) {
        strings.push(b' ');
    }
    at + length
}

/// A string in brackets, with what a backslash says (7.3.4.2); gives back where it ends.
fn literal(content: &[u8], mut at: usize, strings: &mut Vec<u8>) -> usize {
    let mut depth = 1;
    while let Some(byte) = content.get(at) {
        match byte {
            b'\\' => {
                at += 1;
                match content.get(at) {
                    Some(b'n' | b'r' | b't' | b'b' | b'f' | b'\n' | b'\r') => strings.push(b' '),
                    Some(b'0'..=b'7') => {
                        let digits = content[at..].iter().take(3).take_while(|byte| matches!(byte, b'0'..=b'7'));
                        let (mut code, mut length) = (0_u32, 0);
                        for digit in digits {
                            (code, length) = (code * 8 + u32::from(digit - b'0'), length + 1);
                        }
                        strings.push(u8::try_from(code & 0xFF).unwrap_or(b' '));
                        at += length - 1;
                    }
                    Some(other) => strings.push(*other),
                    None => {}
                }
            }
            b'(' => {
                depth += 1;
                strings.push(b'(');
            }
            b')' => {
                depth -= 1;
                if depth == 0 {
                    return at + 1;
                }
                strings.push(b')');
            }
            other => strings.push(*other),
        }
        at += 1;
    }
    at
}

/// A string in hexadecimal (7.3.4.3); gives back where it ends.
fn hexadecimal(content: &[u8], at: usize, strings: &mut Vec<u8>) -> usize {
    let end = content[at..].iter().position(|byte| *byte == b'>').map_or(content.len(), |end| at + end);
    let digits: Vec<u8> = content[at..end]
        .iter()
        .filter_map(|byte| char::from(*byte).to_digit(16))
        .filter_map(|digit| u8::try_from(digit).ok())
        .collect();
    strings.extend(digits.chunks(2).map(|pair| pair[0] * 16 + pair.get(1).copied().unwrap_or(0)));
    end + 1
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::ZlibEncoder;

    use super::*;
    use crate::moderation::hits::{Kind, kinds_in};

    fn document(filter: &str, content: &[u8]) -> Vec<u8> {
        let mut bytes = format!("%PDF-1.4\n1 0 obj\n<< {filter} /Length {} >>\nstream\n", content.len()).into_bytes();
        bytes.extend_from_slice(content);
        bytes.extend_from_slice(b"\nendstream\nendobj\n%%EOF");
        bytes
    }

    fn deflated(content: &[u8]) -> Vec<u8> {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(content).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn what_a_simple_document_shows_is_read() {
        let content = b"BT /F1 12 Tf 72 720 Td (Patient \\(NIR\\) ) Tj [(1 89 05 ) -20 (49 588 ) 3 (157 23)] TJ ET";
        for document in [document("", content), document("/Filter /FlateDecode", &deflated(content))] {
            let text = text(&document).unwrap();
            assert!(text.contains("Patient (NIR) 1 89 05 49 588 157 23"), "{text}");
            assert_eq!(kinds_in(&[&text]), [Kind::Nir]);
        }
    }

    #[test]
    fn words_moved_apart_and_hexadecimal_are_read() {
        let text = text(&document("", b"BT [(1)-600(89)-600(05)] TJ <34393538> Tj T* (\\061\\062) Tj ET")).unwrap();
        assert!(text.contains("1 89 054958") && text.contains("12"), "{text}");
    }

    #[test]
    fn pictures_and_anything_else_are_left_out() {
        assert_eq!(text(&document("/Subtype /Image", b"BT (secret) Tj ET")), None);
        assert_eq!(text(b"not a document"), None);
        assert_eq!(text(&document("/Filter /FlateDecode", b"not deflated")), None);
        let endless = [b"BT ".to_vec(), b"(".repeat(100_000)].concat();
        let _ = text(&document("", &endless));
    }
}
