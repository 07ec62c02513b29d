//! Names of files: what a person called it, without what could mislead a reader, a browser or a disk.

use unicode_normalization::UnicodeNormalization;

use super::Kind;

/// Longest name without its end, in characters.
const LONGEST: usize = 100;

/// What a person called a file, made safe, with the end its bytes deserve. No folder, no control or invisible character,
/// nothing that turns the direction of the text.
pub(super) fn cleaned(given: &str, kind: Kind) -> String {
    let last = given.rsplit(['/', '\\']).next().unwrap_or_default();
    let stem =
        last.rsplit_once('.').filter(|(stem, end)| !stem.is_empty() && is_end(end)).map_or(last, |(stem, _)| stem);
    let plain: String = stem.nfc().map(|letter| if misleads(letter) { '\u{0}' } else { letter }).collect();
    let plain: String = plain
        .chars()
        .filter(|letter| *letter != '\u{0}')
        .map(|letter| if matches!(letter, ':' | '*' | '?' | '"' | '<' | '>' | '|') { '-' } else { letter })
        .collect();
    let words = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    let short: String = words.trim_matches(['.', ' ', '-']).chars().take(LONGEST).collect();
    let stem = short.trim_end_matches(['.', ' ']);
    format!("{}.{}", if stem.is_empty() { "fichier" } else { stem }, kind.extension())
}

/// A name as it may be shown to whoever sent it, whatever the file is.
pub(super) fn shown(given: &str) -> String {
    let stem = cleaned(given, Kind::Txt);
    let stem = stem.strip_suffix(".txt").unwrap_or(&stem);
    let end: String = end_of(given).chars().filter(char::is_ascii_alphanumeric).take(5).collect();
    if end.is_empty() { stem.to_owned() } else { format!("{stem}.{end}") }
}

/// The end of a name as given, in lower case; empty when there is none.
pub(super) fn end_of(given: &str) -> String {
    given.rsplit_once('.').map_or_else(String::new, |(_, end)| end.trim().to_ascii_lowercase())
}

fn is_end(end: &str) -> bool {
    (1..=5).contains(&end.len()) && end.chars().all(|letter| letter.is_ascii_alphanumeric())
}

/// Control characters, and those that are not seen or turn the direction of the text (Unicode UAX #9).
fn misleads(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff0}'..='\u{ffff}' | '\u{e000}'..='\u{f8ff}' | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_keeps_its_words_and_nothing_that_misleads() {
        for (given, kept) in [
            ("Compte rendu.pdf", "Compte rendu.pdf"),
            ("../../etc/passwd", "passwd.pdf"),
            ("..\\..\\windows\\system.ini", "system.pdf"),
            ("a\r\nSet-Cookie: x=1.pdf", "aSet-Cookie- x=1.pdf"),
            ("facture\u{202e}fdp.exe", "facturefdp.pdf"),
            ("photo.php.png", "photo.php.pdf"),
            ("guillemets\".html", "guillemets.pdf"),
            ("", "fichier.pdf"),
            ("...", "fichier.pdf"),
            (".pdf", "pdf.pdf"),
            ("e\u{301}te\u{301}.PDF", "été.pdf"),
            ("v1.2 du schéma directeur", "v1.2 du schéma directeur.pdf"),
            ("\u{200b}\u{2066}.pdf", "fichier.pdf"),
        ] {
            assert_eq!(cleaned(given, Kind::Pdf), kept, "{given:?}");
        }
        assert_eq!(cleaned(&"é".repeat(5_000), Kind::Jpeg).chars().count(), LONGEST + 4);
        assert_eq!(end_of("A.B.CSV"), "csv");
        assert_eq!(end_of("sans"), "");
    }
}
