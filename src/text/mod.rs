//! Text as people write it and as others read it: Markdown to safe HTML, typography, folding.

pub mod calls;
pub mod caution;
pub mod csv;
pub mod identifiers;
pub mod letter;
pub mod links;
pub mod markdown;
pub mod typography;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The form used to sort and match: no case, no accents, ligatures opened, spaces single (é = e, œ = oe).
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for letter in text.nfkd().filter(|letter| !is_combining_mark(*letter)).flat_map(char::to_lowercase) {
        match letter {
            'œ' => folded.push_str("oe"),
            'æ' => folded.push_str("ae"),
            'ß' => folded.push_str("ss"),
            'ø' => folded.push('o'),
            'ł' => folded.push('l'),
            '’' | '‘' | 'ʼ' => folded.push('\''),
            '‐' | '‑' | '–' | '—' => folded.push('-'),
            letter if letter.is_whitespace() => {
                if !folded.ends_with(' ') && !folded.is_empty() {
                    folded.push(' ');
                }
            }
            letter => folded.push(letter),
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

/// The end of an address that people can read: `Deux dossiers : qui fusionne ?` gives `deux-dossiers-qui-fusionne`.
/// At most 60 characters, cut between words; `fil` when nothing can be kept.
pub fn slug(text: &str) -> String {
    let mut slug = String::new();
    for word in fold(text).split(|letter: char| !letter.is_ascii_alphanumeric()).filter(|word| !word.is_empty()) {
        if slug.len() + word.len() + 1 > 60 && !slug.is_empty() {
            break;
        }
        if !slug.is_empty() {
            slug.push('-');
        }
        slug.extend(word.chars().take(60));
    }
    if slug.is_empty() { "fil".into() } else { slug }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_forgets_case_accents_and_ligatures() {
        assert_eq!(fold("  Œuvre  d’ÉTÉ à l'Haÿ "), "oeuvre d'ete a l'hay");
        assert_eq!(fold("ﬁche"), "fiche");
    }

    #[test]
    fn slugs_are_short_and_plain() {
        assert_eq!(slug("Deux dossiers : qui fusionne, et quand ?"), "deux-dossiers-qui-fusionne-et-quand");
        assert_eq!(slug("🙂 ‽"), "fil");
        assert!(slug(&"long ".repeat(500)).len() <= 60);
        assert!(slug(&"x".repeat(10_000)).len() <= 60);
    }
}
