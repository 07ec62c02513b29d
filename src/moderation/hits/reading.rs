//! The text of a file, as far as its beginning says it: enough to find what may identify a patient, bounded whatever the
//! file pretends to be.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::pdf;
use crate::files::Kind;

/// Text looked at, in bytes.
pub(super) const MOST_TEXT: usize = 2 * 1024 * 1024;
/// Unpacked, in bytes, of the part of a document that holds its text.
const MOST_UNPACKED: u64 = 16 * 1024 * 1024;

/// What a file says; nothing when it cannot be read.
pub(super) fn text_of(kind: Kind, bytes: &[u8]) -> Option<String> {
    match kind {
        Kind::Txt | Kind::Csv => Some(plain(bytes)),
        Kind::Docx => docx(bytes),
        Kind::Pdf => pdf::text(bytes),
        _ => None,
    }
}

/// UTF-8, or the Windows-1252 that spreadsheets still write: its letters beyond ASCII separate nothing we look for.
fn plain(bytes: &[u8]) -> String {
    let bytes = &bytes[..bytes.len().min(MOST_TEXT)];
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(error) if error.error_len().is_none() => String::from_utf8_lossy(&bytes[..error.valid_up_to()]).into(),
        Err(_) => bytes.iter().map(|byte| char::from(*byte)).collect(),
    }
}

/// The text of a Word document (ECMA-376 part 1, 17.3.3.31): what stands in `w:t`, a line a paragraph, a tab a cell.
fn docx(bytes: &[u8]) -> Option<String> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut part = String::new();
    let entry = archive.by_name("word/document.xml").ok()?;
    entry.take(MOST_UNPACKED).read_to_string(&mut part).ok()?;
    let mut text = String::new();
    let mut rest = part.as_str();
    while let Some(start) = rest.find('<') {
        let Some(end) = rest[start..].find('>').map(|end| start + end) else { break };
        let tag = &rest[start + 1..end];
        let name = tag.split([' ', '/']).next().unwrap_or_default();
        rest = &rest[end + 1..];
        match name {
            "w:t" if !tag.ends_with('/') => {
                let until = rest.find('<').unwrap_or(rest.len());
                unescaped(&rest[..until], &mut text);
            }
            "w:tab" | "w:br" | "w:tc" => text.push(' '),
            "w:p" => text.push('\n'),
            _ => {}
        }
        if text.len() > MOST_TEXT {
            break;
        }
    }
    Some(text)
}

/// The five entities of XML and numeric ones, which Word writes (XML 1.0, 4.6).
fn unescaped(text: &str, into: &mut String) {
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        into.push_str(&rest[..at]);
        let Some(end) = rest[at..].find(';').map(|end| at + end) else { break };
        let entity = &rest[at + 1..end];
        let letter = match entity {
            "amp" => Some('&'),
            "lt" => Some('<'),
            "gt" => Some('>'),
            "quot" => Some('"'),
            "apos" => Some('\''),
            _ => entity
                .strip_prefix("#x")
                .map(|digits| u32::from_str_radix(digits, 16))
                .or_else(|| entity.strip_prefix('#').map(str::parse))
                .and_then(Result::ok)
                .and_then(char::from_u32),
        };
        into.push(letter.unwrap_or(' '));
        rest = &rest[end + 1..];
    }
    into.push_str(rest);
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use zip::write::{SimpleFileOptions, ZipWriter};

    use super::*;
    use crate::moderation::hits::{Kind as Found, kinds_in};

    fn document(body: &str) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        writer.start_file("word/document.xml", SimpleFileOptions::default()).unwrap();
        writer.write_all(format!("<w:document><w:body>{body}</w:body></w:document>").as_bytes()).unwrap();
        writer.finish().unwrap().into_inner()
    }

    #[test]
    fn a_word_document_is_read_run_by_run() {
        let runs = "<w:p><w:r><w:t>NIR : 1 89 05 </w:t></w:r><w:r><w:t xml:space=\"preserve\">49 588 157 23</w:t></w:r></w:p>\
                    <w:p><w:r><w:t>R&amp;D &#233;t&#xE9;</w:t></w:r></w:p>";
        let text = text_of(Kind::Docx, &document(runs)).unwrap();
        assert!(text.contains("1 89 05 49 588 157 23") && text.contains("R&D été"), "{text}");
        assert_eq!(kinds_in(&[&text]), [Found::Nir]);
        assert_eq!(text_of(Kind::Docx, b"not an archive"), None);
    }

    #[test]
    fn a_table_is_read_whatever_its_letters() {
        let latin: Vec<u8> = b"nom;num\xe9ro\nM. X;189054958815723\n".to_vec();
        assert_eq!(kinds_in(&[&text_of(Kind::Csv, &latin).unwrap()]), [Found::Nir]);
        assert_eq!(kinds_in(&[&text_of(Kind::Txt, "Tél. 06 12 34 56 78".as_bytes()).unwrap()]), []);
    }
}
