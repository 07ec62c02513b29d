//! Office files are zip archives: what they unpack to is counted while it is read, and only known shapes pass.

use std::io::{Read, Seek, SeekFrom};

use zip::ZipArchive;
use zip::read::ZipFile;

use super::Kind;
use crate::sentences::Sentence;

/// Most entries (OWASP ASVS 5.0, 5.2.3).
const MOST_ENTRIES: usize = 1_000;
/// Most bytes once unpacked (OWASP ASVS 5.0, 5.2.3).
const MOST_UNPACKED: u64 = 200 * 1024 * 1024;
/// Most bytes unpacked for a byte of the file (OWASP ASVS 5.0, 5.2.3).
const MOST_RATIO: u64 = 100;
/// The directory's end, with the longest comment (APPNOTE.TXT 4.3.16).
const LONGEST_END: u64 = 22 + 65_535;
/// The parts that say what an archive is are short.
const SHORT: usize = 256 * 1024;

/// What an archive is, once every byte of it was unpacked and counted.
///
/// # Errors
/// The sentence to show: no office file, too much in it, macros.
pub(super) fn kind_of(file: &mut (impl Read + Seek), size: u64) -> Result<Kind, Sentence> {
    let unreadable = |_| Sentence::new("file-office-broken");
    match announced(file, size) {
        Ok(Some(count)) if count <= MOST_ENTRIES => {}
        Ok(Some(_)) => return Err("file-archive-too-much".into()),
        Ok(None) | Err(_) => return Err("file-office-broken".into()),
    }
    file.seek(SeekFrom::Start(0)).map_err(|_| Sentence::new("file-office-broken"))?;
    let mut archive = ZipArchive::new(file).map_err(unreadable)?;
    if archive.len() > MOST_ENTRIES {
        return Err("file-archive-too-much".into());
    }
    if archive.offset() != 0 || archive.has_duplicate_names() || archive.has_overlapping_files().map_err(unreadable)? {
        return Err("file-office-broken".into());
    }
    let mut seen = Seen::default();
    let mut left = MOST_UNPACKED.min(size.saturating_mul(MOST_RATIO));
    for at in 0..archive.len() {
        let mut entry = archive.by_index(at).map_err(unreadable)?;
        refuse_by_name(&entry)?;
        let name = entry.name().map_err(unreadable)?.into_owned();
        let text = counted(&mut entry, &mut left)?;
        seen.note(at, &name, &text);
    }
    seen.kind()
}

/// How many entries the end of the directory announces (65,535 when it leaves it to a larger one); none without an end.
fn announced(file: &mut (impl Read + Seek), size: u64) -> std::io::Result<Option<usize>> {
    file.seek(SeekFrom::Start(size.saturating_sub(LONGEST_END)))?;
    let mut tail = Vec::new();
    file.take(LONGEST_END).read_to_end(&mut tail)?;
    let end = tail.windows(4).rposition(|part| part == b"PK\x05\x06");
    let count = end.and_then(|end| tail.get(end + 10..end + 12)).map(|bytes| u16::from_le_bytes([bytes[0], bytes[1]]));
    Ok(count.map(usize::from))
}

/// An entry that leads out of the archive, is a link, is locked, or holds a macro.
fn refuse_by_name<R: Read>(entry: &ZipFile<'_, R>) -> Result<(), Sentence> {
    let name = entry.name().map_err(|_| Sentence::new("file-office-broken"))?.to_ascii_lowercase();
    let macros = name.ends_with("vbaproject.bin") || name.starts_with("basic/") || name.starts_with("scripts/");
    if macros {
        return Err("file-macros".into());
    }
    let outside = name.starts_with('/') || name.contains('\\') || name.split('/').any(|part| part == "..");
    if outside || entry.is_symlink() || entry.encrypted() {
        return Err("file-office-broken".into());
    }
    Ok(())
}

/// Unpacks an entry to its end, counting; gives back its beginning.
fn counted(entry: &mut impl Read, left: &mut u64) -> Result<Vec<u8>, Sentence> {
    let (mut buffer, mut text) = (vec![0; 64 * 1024], Vec::new());
    loop {
        let read = entry.read(&mut buffer).map_err(|_| Sentence::new("file-office-broken"))?;
        if read == 0 {
            return Ok(text);
        }
        *left = left.checked_sub(read as u64).ok_or_else(|| Sentence::new("file-archive-too-much"))?;
        let wanted = SHORT.saturating_sub(text.len()).min(read);
        text.extend_from_slice(&buffer[..wanted]);
    }
}

/// The parts by which an archive is known (ECMA-376 part 2 §7; OpenDocument 1.3 part 2 §3.3).
#[derive(Default)]
struct Seen {
    open_document: Option<Kind>,
    content_types: Option<String>,
    main: Option<Kind>,
}

impl Seen {
    fn note(&mut self, at: usize, name: &str, text: &[u8]) {
        match name {
            "mimetype" if at == 0 => self.open_document = open_document(text),
            "[Content_Types].xml" => self.content_types = Some(String::from_utf8_lossy(text).to_ascii_lowercase()),
            "word/document.xml" => self.main = Some(Kind::Docx),
            "xl/workbook.xml" => self.main = Some(Kind::Xlsx),
            "ppt/presentation.xml" => self.main = Some(Kind::Pptx),
            _ => {}
        }
    }

    fn kind(self) -> Result<Kind, Sentence> {
        match (self.content_types, self.main, self.open_document) {
            (Some(types), ..) if types.contains("macroenabled") || types.contains("vbaproject") => {
                Err("file-macros".into())
            }
            (Some(_), Some(kind), None) | (None, None, Some(kind)) => Ok(kind),
            _ => Err("file-not-taken".into()),
        }
    }
}

fn open_document(text: &[u8]) -> Option<Kind> {
    let word = text.strip_prefix(b"application/vnd.oasis.opendocument.")?;
    match word.trim_ascii_end() {
        b"text" => Some(Kind::Odt),
        b"spreadsheet" => Some(Kind::Ods),
        b"presentation" => Some(Kind::Odp),
        _ => None,
    }
}
