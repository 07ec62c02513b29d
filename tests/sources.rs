//! Reading the project's own files, for the tests that hold its rules.

use std::path::{Path, PathBuf};

/// The project's folder.
fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every file under a folder of the project whose name ends so: path within the folder, text; in order.
pub fn files(folder: &str, end: &str) -> Vec<(String, String)> {
    let start = root().join(folder);
    let mut found = Vec::new();
    let mut folders = vec![start.clone()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).unwrap() {
            let path: PathBuf = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.to_string_lossy().ends_with(end) {
                let name = path.strip_prefix(&start).unwrap().to_string_lossy().into_owned();
                found.push((name, std::fs::read_to_string(&path).unwrap()));
            }
        }
    }
    found.sort();
    found
}

/// Every source file, without its comments and its unit tests.
pub fn sources() -> Vec<(String, String)> {
    let bare = |text: String| {
        let text = text.split("\n#[cfg(test)]\nmod ").next().unwrap_or_default();
        Scan::of(text).code
    };
    files("src", ".rs").into_iter().map(|(name, text)| (name, bare(text))).collect()
}

/// Rust source told apart: code without comments, and the strings in it.
pub struct Scan {
    /// The code, strings included, comments gone.
    pub code: String,
    /// What the strings hold, as written.
    pub strings: Vec<String>,
}

impl Scan {
    /// Tells a source apart. Enough Rust for this: strings, raw strings, characters, both kinds of comments.
    pub fn of(source: &str) -> Self {
        let letters: Vec<char> = source.chars().collect();
        let (mut code, mut strings) = (String::new(), Vec::new());
        let mut at = 0;
        let starts = |at: usize, with: &str| with.chars().enumerate().all(|(k, c)| letters.get(at + k) == Some(&c));
        while at < letters.len() {
            if starts(at, "//") {
                while at < letters.len() && letters[at] != '\n' {
                    at += 1;
                }
            } else if starts(at, "/*") {
                while at < letters.len() && !starts(at, "*/") {
                    at += 1;
                }
                at += 2;
            } else if let Some(end) = raw_string(&letters, at) {
                code.extend(&letters[at..end]);
                at = end;
            } else if letters[at] == '"' {
                let mut end = at + 1;
                while end < letters.len() && letters[end] != '"' {
                    end += if letters[end] == '\\' { 2 } else { 1 };
                }
                strings.push(letters[at + 1..end.min(letters.len())].iter().collect());
                code.extend(&letters[at..(end + 1).min(letters.len())]);
                at = end + 1;
            } else if letters[at] == '\'' && (letters.get(at + 2) == Some(&'\'') || letters.get(at + 1) == Some(&'\\'))
            {
                let mut end = at + if letters[at + 1] == '\\' { 3 } else { 2 };
                while letters.get(end) != Some(&'\'') && end < letters.len() {
                    end += 1;
                }
                code.extend(&letters[at..=end.min(letters.len() - 1)]);
                at = end + 1;
            } else {
                code.push(letters[at]);
                at += 1;
            }
        }
        Self { code, strings }
    }
}

/// The end of a raw string that starts here.
fn raw_string(letters: &[char], at: usize) -> Option<usize> {
    let before = at.checked_sub(1).map(|before| letters[before]);
    if letters[at] != 'r' || before.is_some_and(|letter| letter.is_alphanumeric() || letter == '_') {
        return None;
    }
    let hashes = letters[at + 1..].iter().take_while(|letter| **letter == '#').count();
    if letters.get(at + 1 + hashes) != Some(&'"') {
        return None;
    }
    let close: String = std::iter::once('"').chain("#".repeat(hashes).chars()).collect();
    let rest: String = letters[at + 2 + hashes..].iter().collect();
    let length = rest[..rest.find(&close)?].chars().count();
    Some(at + 2 + hashes + length + 1 + hashes)
}

#[test]
fn sources_are_told_apart() {
    let scan = Scan::of("a(\"x // y\", '\"', r#\"\"z\"\"#); // \"no\"\nb /* \"no\" */ (\"q\\\"r\", '\\'');");
    assert_eq!(scan.strings, ["x // y", "q\\\"r"]);
    assert!(!scan.code.contains("no") && scan.code.contains("b "));
}
