//! Neutrality: words that name a product or a company, found in a sheet before it is published. The list is
//! `config/neutrality.txt`; an instance keeps its own in `neutrality.txt` of its data folder.

use std::path::Path;

use crate::text::fold;

/// The list that comes with the program.
const USUAL: &str = include_str!("../../config/neutrality.txt");

/// The words an instance looks for, folded.
#[derive(Clone, Debug)]
pub struct List(Vec<String>);

impl List {
    /// The list that comes with the program.
    pub fn usual() -> Self {
        Self(entries(USUAL))
    }

    /// The list of a data folder; the usual one when it holds none.
    ///
    /// # Errors
    /// A sentence for who starts the program, when the file is there and cannot be read.
    pub fn of(folder: &Path) -> Result<Self, String> {
        let path = folder.join("neutrality.txt");
        match std::fs::read_to_string(&path) {
            Ok(text) => Ok(Self(entries(&text))),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Self::usual()),
            Err(error) => Err(format!("cannot read {}: {error}.", path.display())),
        }
    }

    /// A list as somebody wrote it: an entry a line, what follows a `#` left out.
    pub fn read(text: &str) -> Self {
        Self(entries(text))
    }

    /// Its words that some texts hold, each once, as it writes them (folded).
    pub fn held_by<'a>(&self, texts: impl IntoIterator<Item = &'a str>) -> Vec<String> {
        held(&self.0, texts)
    }
}

/// The entries of a list: one a line, folded, comments left out.
fn entries(list: &str) -> Vec<String> {
    let lines = list.lines().map(|line| line.split('#').next().unwrap_or_default().trim());
    lines.filter(|line| !line.is_empty()).map(fold).collect()
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
        assert!(!List::usual().0.is_empty());
    }

    #[test]
    fn two_instances_of_one_process_each_have_their_own_list() {
        let folder = std::env::temp_dir().join(format!("cercles-neutrality-{}", std::process::id()));
        let of_usual = List::of(&folder).unwrap();
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join("neutrality.txt"), "Zibeline # marque").unwrap();
        let of_own = List::of(&folder).unwrap();
        std::fs::remove_dir_all(&folder).unwrap();
        let texts = ["La Zibeline, ou un tableau Excel."];
        assert_eq!(of_own.held_by(texts), ["zibeline"]);
        assert_eq!(of_usual.held_by(texts), ["excel"]);
    }
}
