//! The départements and overseas collectivities: data of `config/departements.toml`.

use std::sync::LazyLock;

use serde::Deserialize;

use super::holidays::Law;

/// A département or an overseas collectivity, by its INSEE code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Department(&'static str);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    code: String,
    name: String,
    law: Option<String>,
    region: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    departement: Vec<Entry>,
}

static DEPARTMENTS: LazyLock<Vec<Entry>> = LazyLock::new(|| {
    let file: File = toml::from_str(include_str!("../../config/departements.toml"))
        .unwrap_or_else(|error| unreachable!("config/departements.toml is checked by a test: {error}"));
    file.departement
});

impl Department {
    /// Paris: stands for the métropole, whose holidays are those of the Code du travail alone.
    pub const PARIS: Self = Self("75");

    /// The département of a code.
    pub fn parse(code: &str) -> Option<Self> {
        Self::entry(code).map(|entry| Self(entry.code.as_str()))
    }

    /// The département of a region that has no other (overseas).
    pub fn of_region(slug: &str) -> Option<Self> {
        let alone = DEPARTMENTS.iter().find(|entry| entry.region.as_deref() == Some(slug));
        alone.map(|entry| Self(entry.code.as_str()))
    }

    /// Every département, in the order of the codes.
    pub fn all() -> impl Iterator<Item = Self> {
        DEPARTMENTS.iter().map(|entry| Self(entry.code.as_str()))
    }

    /// Its INSEE code.
    pub fn code(self) -> &'static str {
        self.0
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        Self::entry(self.0).map_or(self.0, |entry| entry.name.as_str())
    }

    /// Whose public holidays are kept there.
    pub fn law(self) -> Law {
        Self::entry(self.0).and_then(|entry| entry.law.as_deref()).and_then(Law::parse).unwrap_or(Law::Common)
    }

    fn entry(code: &str) -> Option<&'static Entry> {
        DEPARTMENTS.iter().find(|entry| entry.code == code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::members::regions;

    #[test]
    fn departments_are_whole() {
        assert_eq!(DEPARTMENTS.len(), 96 + 5 + 6, "96 of the métropole, five and six overseas");
        for entry in DEPARTMENTS.iter() {
            assert_eq!(DEPARTMENTS.iter().filter(|other| other.code == entry.code).count(), 1, "{}", entry.code);
            let law = entry.law.as_deref();
            assert!(law.is_none_or(|law| Law::parse(law).is_some()), "{} has no such law", entry.code);
            assert!(entry.region.as_deref().is_none_or(|slug| regions::by_slug(slug).is_some()), "{}", entry.code);
        }
        for region in regions::all().iter().filter(|region| region.overseas) {
            assert!(Department::of_region(&region.slug).is_some(), "{}", region.name);
        }
        assert_eq!(Department::parse("2A").map(Department::name), Some("Corse-du-Sud"));
        assert_eq!(Department::parse("20"), None);
        assert_eq!(Department::PARIS.law(), Law::Common);
        assert_eq!(Department::of_region("grand-est"), None, "ten départements, three of them with a law of their own");
    }
}
