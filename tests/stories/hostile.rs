//! Files made to harm, each built here (OWASP ASVS 5.0, 5.2): refused with a sentence that says why, within five
//! seconds, and the text stays.

use std::io::{Cursor, Write};
use std::time::{Duration, Instant};

use image::ImageFormat;
use zip::write::{SimpleFileOptions, ZipWriter};

use super::files::{office, png};
use crate::town::{THEME, Town};

/// A name, its bytes, and words of the sentence it is refused with.
pub struct Hostile(pub &'static str, pub Vec<u8>, pub &'static str);

/// Every file made to harm.
pub fn corpus() -> Vec<Hostile> {
    let types = "[Content_Types].xml";
    let main = "word/document.xml";
    vec![
        Hostile("bombe.docx", office(&[(types, b"<Types/>"), (main, &vec![0; 60 << 20])]), "beaucoup trop"),
        Hostile("bombe-200.xlsx", big_bomb(), "beaucoup trop"),
        Hostile("mille.docx", many_entries(1_001), "beaucoup trop"),
        Hostile("annonce.docx", announcing(65_535), "beaucoup trop"),
        Hostile("42.docx", nested(), "n'est pas d'un type"),
        Hostile(
            "macro.docm",
            office(&[(types, b"<Types/>"), (main, b"<w/>"), ("word/vbaProject.bin", b"x")]),
            "macros",
        ),
        Hostile("macro.docx", office(&[(types, b"<T a='x.macroEnabled.main+xml'/>"), (main, b"<w/>")]), "macros"),
        Hostile(
            "dehors.docx",
            office(&[(types, b"<T/>"), ("../../etc/cron.d/x", b"x"), (main, b"<w/>")]),
            "ne peut pas être lu",
        ),
        Hostile("lien.docx", with_link(), "ne peut pas être lu"),
        Hostile("archive.zip", office(&[("a.txt", b"bonjour")]), "n'est pas d'un type"),
        Hostile("coupe.docx", office(&[(types, b"<T/>"), (main, b"<w/>")])[..80].to_vec(), "ne peut pas être lu"),
        Hostile("immense.png", huge_png(65_500, 65_500), "trop grande"),
        Hostile("large.png", huge_png(2_000_000, 30), "trop grande"),
        Hostile("coupe.webp", cut(&drawn(ImageFormat::WebP)), "incomplète"),
        Hostile("coupe.jpg", cut(&drawn(ImageFormat::Jpeg))[..40].to_vec(), "incomplète"),
        Hostile("coupe.png", cut(&png(400, 300)), "incomplète"),
        Hostile("dessin.png", SVG.to_vec(), "n'est pas d'un type"),
        Hostile("dessin.svg", SVG.to_vec(), "n'est pas d'un type"),
        Hostile("page.txt", b" <html><script>alert(1)</script></html>".to_vec(), "n'est pas d'un type"),
        Hostile("programme.pdf", b"MZ\x90\0\x03\0\0\0".to_vec(), "n'est pas d'un type"),
        Hostile("chimere.pdf", pdf_and_zip(), "n'est pas d'un type"),
        Hostile("chimere.html.pdf", b"%PDF-1.7\n<script>alert(1)</script>\n%%EOF\n".to_vec(), "n'est pas d'un type"),
        Hostile("vide.pdf", Vec::new(), "est vide"),
        Hostile("lourd.txt", vec![b'a'; (20 << 20) + 1], "dépasse 20 Mo"),
    ]
}

const SVG: &[u8] = b"<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>";

/// A sheet of 300 MiB in 2 MiB: what is compressed less is over the limit all the same.
fn big_bomb() -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default();
    zip.start_file("[Content_Types].xml", options).unwrap();
    zip.write_all(b"<Types/>").unwrap();
    zip.start_file("noise.bin", options).unwrap();
    zip.write_all(&noise(3 << 20)).unwrap();
    for part in 0..3 {
        zip.start_file(format!("xl/{part}.xml"), options).unwrap();
        zip.write_all(&vec![b' '; 100 << 20]).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// Bytes that do not compress.
pub fn noise(length: usize) -> Vec<u8> {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state.to_le_bytes()[3]
    };
    (0..length).map(|_| next()).collect()
}

fn many_entries(count: usize) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for number in 0..count {
        zip.start_file(format!("word/{number}.xml"), SimpleFileOptions::default()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// An archive whose end announces more entries than it has.
fn announcing(count: u16) -> Vec<u8> {
    let mut bytes = office(&[("[Content_Types].xml", b"<T/>"), ("word/document.xml", b"<w/>")]);
    let end = bytes.windows(4).rposition(|part| part == b"PK\x05\x06").unwrap();
    bytes[end + 8..end + 10].copy_from_slice(&count.to_le_bytes());
    bytes[end + 10..end + 12].copy_from_slice(&count.to_le_bytes());
    bytes
}

/// Archives in archives, as 42.zip: nothing in it is unpacked twice.
fn nested() -> Vec<u8> {
    let inner = office(&[("0.dll", &vec![0; 4 << 20])]);
    let names: Vec<String> = (0..16).map(|number| format!("lib {number}.zip")).collect();
    let parts: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), inner.as_slice())).collect();
    office(&parts)
}

fn with_link() -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default();
    zip.start_file("[Content_Types].xml", options).unwrap();
    zip.write_all(b"<Types/>").unwrap();
    zip.add_symlink("word/document.xml", "/etc/passwd", options).unwrap();
    zip.finish().unwrap().into_inner()
}

fn pdf_and_zip() -> Vec<u8> {
    let mut bytes = b"%PDF-1.7\n".to_vec();
    bytes.extend(office(&[("word/document.xml", b"<w/>")]));
    bytes.extend(b"\n%%EOF\n");
    bytes
}

fn cut(bytes: &[u8]) -> Vec<u8> {
    bytes[..bytes.len() / 2].to_vec()
}

fn drawn(format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    let noise = noise(300 * 200 * 3);
    image::RgbImage::from_raw(300, 200, noise).unwrap().write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// A PNG whose header announces these sides.
fn huge_png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = png(8, 8);
    bytes[16..20].copy_from_slice(&width.to_be_bytes());
    bytes[20..24].copy_from_slice(&height.to_be_bytes());
    let crc = !bytes[12..29].iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc & 1 == 1 { (crc >> 1) ^ 0xedb8_8320 } else { crc >> 1 })
    });
    bytes[29..33].copy_from_slice(&crc.to_be_bytes());
    bytes
}

#[actix_web::test]
async fn each_file_made_to_harm_is_refused_with_its_reason_and_the_text_stays() {
    let town = Town::new().await;
    let bilal = town.member("Bilal Haddad").await;
    let fields = [
        ("theme", THEME),
        ("kind", "question"),
        ("title", "Un fichier douteux"),
        ("body", "Un texte à garder"),
        ("audience", "community"),
    ];
    for Hostile(name, bytes, words) in corpus() {
        let began = Instant::now();
        let answer = bilal.uploads("/fils/nouveau", &fields, "files", name, &bytes).await;
        let lasted = began.elapsed();
        assert_eq!(answer.status, 422, "{name}: {}", answer.text());
        answer.shows(words).shows("Un texte à garder");
        assert_eq!(answer.count("#files-error .error"), 1, "{name}");
        assert_eq!(answer.count("input[name=attached]"), 0, "{name}");
        assert!(lasted < Duration::from_secs(5), "{name}: {lasted:?}");
    }
    bilal.visits("/fils").await.shows("Rien n'a encore été écrit ici");
    assert!(town.app.files.names().await.unwrap().is_empty(), "nothing of them is kept");
}

/// For `tests/long/hostile`, which sends them to another process and watches its memory.
#[test]
#[ignore = "writes files for tests/long/hostile"]
fn the_corpus_is_written_to_a_folder() {
    let folder = std::path::PathBuf::from(std::env::var("CERCLES_HOSTILE_FOLDER").unwrap());
    let mut lines = String::new();
    for Hostile(name, bytes, words) in corpus() {
        std::fs::write(folder.join(name), &bytes).unwrap();
        lines.push_str(&format!("{name}\t{words}\n"));
    }
    std::fs::write(folder.join("corpus.tsv"), lines).unwrap();
    assert!(std::fs::read_dir(folder).unwrap().count() > corpus().len());
}
