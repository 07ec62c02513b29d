//! What a file is, from its bytes alone; a name only tells texts apart.

use std::io::{Read, Seek, SeekFrom};

use image::ImageFormat;

use super::Kind;

/// What the first bytes say.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Nature {
    /// A picture that can be read and written again.
    Picture(ImageFormat),
    /// A PDF.
    Pdf,
    /// A zip archive: an office file, perhaps.
    Archive,
    /// A text.
    Text(Kind),
}

/// How much is looked at, at either end.
const LOOKED_AT: usize = 64 * 1024;

/// What a file is, or nothing when it is none of what is taken.
pub(super) fn nature(file: &mut (impl Read + Seek), size: u64, end: &str) -> std::io::Result<Option<Nature>> {
    let head = at(file, 0)?;
    if let Some(format) = picture(&head) {
        return Ok(Some(Nature::Picture(format)));
    }
    let tail = at(file, size.saturating_sub(LOOKED_AT as u64))?;
    if head.starts_with(b"%PDF-") {
        return Ok(is_only_a_pdf(&head, &tail).then_some(Nature::Pdf));
    }
    if head.starts_with(b"PK\x03\x04") {
        return Ok(Some(Nature::Archive));
    }
    let kind = match end {
        "txt" => Kind::Txt,
        "csv" => Kind::Csv,
        "ics" if without_mark(&head).starts_with(b"BEGIN:VCALENDAR") => Kind::Ics,
        _ => return Ok(None),
    };
    Ok(is_text(file)?.then_some(Nature::Text(kind)))
}

fn at(file: &mut (impl Read + Seek), from: u64) -> std::io::Result<Vec<u8>> {
    file.seek(SeekFrom::Start(from))?;
    let mut bytes = Vec::new();
    file.take(LOOKED_AT as u64).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn picture(head: &[u8]) -> Option<ImageFormat> {
    image::guess_format(head)
        .ok()
        .filter(|format| matches!(format, ImageFormat::Png | ImageFormat::Jpeg | ImageFormat::WebP | ImageFormat::Gif))
}

/// A PDF from its first byte to its last: one that is a page or an archive as well is refused, one cut short too.
fn is_only_a_pdf(head: &[u8], tail: &[u8]) -> bool {
    let first = head[..head.len().min(1_024)].to_ascii_lowercase();
    let last = &tail[tail.len().saturating_sub(1_024)..];
    let markup = [&b"<html"[..], b"<script", b"<svg", b"<!doctype"].iter().any(|mark| holds(&first, mark));
    holds(last, b"%%EOF") && !holds(tail, b"PK\x05\x06") && !markup
}

fn holds(bytes: &[u8], mark: &[u8]) -> bool {
    bytes.windows(mark.len()).any(|part| part == mark)
}

/// Without the byte order mark of UTF-8.
fn without_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)
}

/// Text: nothing a keyboard does not write, and no markup of a page or a drawing.
fn is_text(file: &mut (impl Read + Seek)) -> std::io::Result<bool> {
    file.seek(SeekFrom::Start(0))?;
    let (mut buffer, mut start) = (vec![0; LOOKED_AT], true);
    loop {
        let read = file.read(&mut buffer)?;
        if read == 0 {
            return Ok(!start);
        }
        let part = &buffer[..read];
        if part.iter().any(|byte| (*byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0c)) || *byte == 0x7f) {
            return Ok(false);
        }
        if start && without_mark(part).trim_ascii_start().starts_with(b"<") {
            return Ok(false);
        }
        start = false;
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    fn of(bytes: &[u8], end: &str) -> Option<Nature> {
        nature(&mut Cursor::new(bytes), bytes.len() as u64, end).unwrap()
    }

    #[test]
    fn bytes_say_what_a_file_is_and_names_do_not() {
        assert_eq!(of(b"\x89PNG\r\n\x1a\n...", "pdf"), Some(Nature::Picture(ImageFormat::Png)));
        assert_eq!(of(b"GIF89a....", "jpg"), Some(Nature::Picture(ImageFormat::Gif)));
        assert_eq!(of(b"%PDF-1.7\n1 0 obj\n%%EOF\n", "png"), Some(Nature::Pdf));
        assert_eq!(of(b"PK\x03\x04....", "docx"), Some(Nature::Archive));
        assert_eq!(of("Nom;Région\r\nÀ;Å".as_bytes(), "csv"), Some(Nature::Text(Kind::Csv)));
        assert_eq!(of(b"R\xe9gion", "txt"), Some(Nature::Text(Kind::Txt)));
        assert_eq!(of(b"\xef\xbb\xbfBEGIN:VCALENDAR\r\n", "ics"), Some(Nature::Text(Kind::Ics)));
    }

    #[test]
    fn what_is_something_else_as_well_is_nothing_we_take() {
        for (bytes, end) in [
            (&b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>"[..], "png"),
            (b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>", "txt"),
            (b"\xef\xbb\xbf \n<html>", "txt"),
            (b"Bonjour", "svg"),
            (b"Bonjour", "ics"),
            (b"Bonjour", ""),
            (b"\x7fELF\x02\x01\x01\0", "txt"),
            (b"MZ\x90\0", "csv"),
            (b"%PDF-1.7 <script>alert(1)</script> %%EOF", "pdf"),
            (b"%PDF-1.7\n1 0 obj\n", "pdf"),
            (b"%PDF-1.7\nPK\x03\x04 PK\x05\x06 %%EOF", "pdf"),
            (b" %PDF-1.7 %%EOF", "pdf"),
            (b"", "txt"),
        ] {
            assert_eq!(of(bytes, end), None, "{:?} {end}", String::from_utf8_lossy(bytes));
        }
    }
}
