//! Neutrality: words that name a product or a company, found in a sheet before it is published. The list is
//! `config/neutrality.txt`; an instance keeps its own in `neutrality.txt` of its data folder.

use std::path::Path;
use std::sync::OnceLock;

use crate::text::fold;

/// The list that comes with the program.
const LIST: &str = include_str!("../../config/neutrality.txt");

/// What the instance keeps, once it was read at start.
static OWN: OnceLock<Vec<String>> = OnceLock::new();

/// Reads the instance's own list, if its data folder holds one; to be called once, at start.
///
/// # Errors
/// A sentence for who starts the program, when the file is there and cannot be read.
pub fn read_own(folder: &Path) -> Result<(), String> {
    let path = folder.join("neutrality.txt");
    match std::fs::read_to_string(&path) {
        Ok(text) => {
            let _ = OWN.set(entries(&text));
            Ok(())
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(format!("cannot read {}: {error}.", path.display())),
    }
}

/// The entries of a list: one a line, folded, comments left out.
fn entries(list: &str) -> Vec<String> {
    let lines = list.lines().map(|line| line.split('#').next().unwrap_or_default().trim());
    lines.filter(|line| !line.is_empty()).map(fold).collect()
}

/// The words of the list that some texts hold, each once, as the list writes them (folded).
pub fn found<'a>(texts: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    static USUAL: OnceLock<Vec<String>> = OnceLock::new();
    let list = OWN.get().unwrap_or_else(|| USUAL.get_or_init(|| entries(LIST)));
    held(list, texts)
}

fn held<'a>(list: &[String], texts: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let spaced = |text: &str| {
        let mut words = String::from(" ");
        for word in fold(text).split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()) {
            words.push_str(word);
            words.push(' ');
        }
        words
    };
    let texts: Vec<String> = texts.into_iter().map(spaced).collect();
    let holds = |entry: &str| {
        let entry = spaced(entry);
        entry.len() > 2 && texts.iter().any(|text| text.contains(&entry))
    };
    list.iter().filter(|entry| holds(entry)).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_words_are_found_whatever_their_case_and_accents() {
        let list = entries("# marques\nÉditeur Alpha\nlogimed # exemple\n\n");
        assert_eq!(list, ["editeur alpha", "logimed"]);
        assert_eq!(held(&list, ["Chez EDITEUR-ALPHA, avec Logimed."]), ["editeur alpha", "logimed"]);
        assert!(held(&list, ["un éditeur, puis alphabet, logimédias"]).is_empty());
    }

    #[test]
    fn the_list_that_comes_with_the_program_is_not_empty() {
        assert!(!entries(LIST).is_empty());
    }
}
