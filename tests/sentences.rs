//! Sentences: the same keys in every language with the same things mentioned, every key used somewhere, every key
//! used exists.

use std::collections::{BTreeMap, BTreeSet};

use cercles::jobs;

use crate::sources::{Scan, files};

/// The keys of a language and the names each sentence mentions.
fn keys(language: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut keys: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (file, text) in files(&format!("config/locales/{language}"), ".ftl") {
        let mut current: Option<String> = None;
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            if let Some((key, _)) = line.split_once(" =").filter(|(key, _)| is_key(key) && !line.starts_with(' ')) {
                assert!(!keys.contains_key(key), "{language}/{file}: {key} is said twice");
                keys.insert(key.to_owned(), BTreeSet::new());
                current = Some(key.to_owned());
            }
            let mentioned = line.split("{ $").skip(1).map(|rest| rest.split([' ', '}']).next().unwrap_or_default());
            if let Some(mentions) = current.as_ref().and_then(|key| keys.get_mut(key)) {
                mentions.extend(mentioned.map(str::to_owned));
            }
        }
    }
    keys
}

fn is_key(text: &str) -> bool {
    let plain = |letter: char| letter.is_ascii_alphanumeric() || letter == '-' || letter == '_';
    text.starts_with(|letter: char| letter.is_ascii_lowercase()) && text.chars().all(plain)
}

#[test]
fn both_languages_say_the_same_things() {
    let (french, english) = (keys("fr"), keys("en"));
    let missing: Vec<_> = french.keys().filter(|key| !english.contains_key(*key)).collect();
    assert!(missing.is_empty(), "not in English: {missing:#?}");
    let missing: Vec<_> = english.keys().filter(|key| !french.contains_key(*key)).collect();
    assert!(missing.is_empty(), "not in French: {missing:#?}");
    for (key, mentions) in &english {
        let extra: Vec<_> = mentions.difference(&french[key]).collect();
        assert!(extra.is_empty(), "{key} mentions {extra:?} in English only");
    }
}

/// The keys that templates and sources name.
#[derive(Default)]
struct Named {
    /// Whole keys that must exist, and where.
    whole: BTreeMap<String, String>,
    /// Starts of keys whose end is decided at run time.
    starts: BTreeSet<String>,
    /// Any text that could be a key.
    texts: BTreeSet<String>,
}

/// Components of templates take keys under these names.
const KEY_ARGUMENTS: &[&str] = &["label=\"", "hint=\"", "title=\""];

impl Named {
    fn everywhere() -> Self {
        let mut named = Self::default();
        for (file, text) in files("templates", "") {
            named.read_template(&file, &text);
        }
        for (file, text) in files("src", ".rs") {
            named.read_source(&file, &text);
        }
        for (file, text) in files("config/locales", ".ftl") {
            named.read_sentences(&file, &text);
        }
        named
    }

    fn read_template(&mut self, file: &str, text: &str) {
        for (at, _) in text.match_indices('"') {
            let rest = &text[at + 1..];
            let Some(end) = rest.find('"') else { continue };
            let (word, after) = (&rest[..end], rest[end + 1..].trim_start());
            if word.ends_with('-') && after.starts_with('~') {
                self.starts.insert(word.to_owned());
            }
            if is_key(word) {
                self.texts.insert(word.to_owned());
                if after.starts_with("| t ") || after.starts_with("| t}") || after.starts_with("| t(") {
                    self.whole.insert(word.to_owned(), format!("templates/{file}"));
                }
            }
        }
        for argument in KEY_ARGUMENTS {
            for component in text.split("{{ <").skip(1).map(|rest| rest.split("/>").next().unwrap_or_default()) {
                let values = component.split(argument).skip(1).filter_map(|rest| rest.split('"').next());
                for word in values.filter(|word| is_key(word)) {
                    self.whole.insert(word.to_owned(), format!("templates/{file}"));
                }
            }
        }
    }

    /// A sentence may hold another one: `{ key }`.
    fn read_sentences(&mut self, file: &str, text: &str) {
        for word in text.split("{ ").skip(1).filter_map(|rest| rest.split(" }").next()).filter(|word| is_key(word)) {
            self.texts.insert(word.to_owned());
            self.whole.insert(word.to_owned(), format!("config/locales/{file}"));
        }
    }

    fn read_source(&mut self, file: &str, text: &str) {
        let Scan { code, strings } = Scan::of(text);
        for word in strings {
            if let Some((start, _)) = word.split_once('{').filter(|(start, _)| start.ends_with('-')) {
                self.starts.insert(start.to_owned());
            }
            if is_key(&word) {
                self.texts.insert(word);
            }
        }
        let code = code.split("\n#[cfg(test)]\nmod ").next().unwrap_or_default();
        for maker in ["Sentence::new(\"", "Forbidden(\"", "Conflict(\"", "Gone(\"", ".saying(\""] {
            for word in code.split(maker).skip(1).filter_map(|rest| rest.split('"').next()) {
                self.whole.insert(word.to_owned(), format!("src/{file}"));
            }
        }
        // `Problems::one("field", "key")`, `problems.add("field", "key")`.
        for maker in ["Problems::one(\"", ".add(\""] {
            for rest in code.split(maker).skip(1) {
                let mut parts = rest.split('"').skip(1);
                if let (Some(between), Some(word)) = (parts.next(), parts.next())
                    && between.trim() == ","
                    && is_key(word)
                {
                    self.whole.insert(word.to_owned(), format!("src/{file}"));
                }
            }
        }
        for (at, _) in code.match_indices("\".into()") {
            let word = code[..at].rsplit('"').next().unwrap_or_default();
            let sentence = code[..at].ends_with(word) && word.contains('-') && is_key(word);
            let told = code[..at - word.len()].ends_with("tell(&\"") || code[..at - word.len()].ends_with("Err(\"");
            if sentence && told {
                self.whole.insert(word.to_owned(), format!("src/{file}"));
            }
        }
    }

    /// Whether a key is named whole, or may be made at run time.
    fn uses(&self, key: &str) -> bool {
        self.texts.contains(key)
            || self.starts.iter().any(|start| key.starts_with(start.as_str()))
            // The title beside a refusal's sentence.
            || key.strip_suffix("-title").is_some_and(|sentence| self.texts.contains(sentence))
    }
}

#[test]
fn every_sentence_named_exists() {
    let french = keys("fr");
    let missing: Vec<_> = Named::everywhere().whole.into_iter().filter(|(key, _)| !french.contains_key(key)).collect();
    assert!(missing.is_empty(), "no sentence for: {missing:#?}");
}

#[test]
fn every_sentence_is_said_somewhere() {
    let named = Named::everywhere();
    let french = keys("fr");
    let unused: Vec<_> = french.keys().filter(|key| !named.uses(key)).collect();
    assert!(unused.is_empty(), "said nowhere: {unused:#?}");
    let started: Vec<_> = named
        .starts
        .iter()
        .filter(|start| start.len() > 3 && !french.keys().any(|key| key.starts_with(*start)))
        .collect();
    let known =
        |start: &&&String| files("templates", "").iter().any(|(_, text)| text.contains(&format!("(\"{start}\" ~")));
    let unknown: Vec<_> = started.iter().filter(known).collect();
    assert!(unknown.is_empty(), "no sentence starts so: {unknown:#?}");
}

#[test]
fn every_recurring_work_has_a_name_for_administrators() {
    let french = keys("fr");
    for job in jobs::TIMETABLE.iter().chain(jobs::LONG_WORK) {
        assert!(french.contains_key(&format!("job-{}", job.name)), "job-{} is not in the sentences", job.name);
    }
}

#[test]
fn sentences_are_typed_with_ordinary_characters() {
    for (file, text) in files("config/locales", ".ftl") {
        for (number, line) in text.lines().enumerate() {
            let marked = line.contains(['\u{a0}', '\u{202f}', '’']);
            assert!(!marked || file.starts_with("en/"), "{file}:{}: the loader makes it typographic", number + 1);
        }
    }
}
