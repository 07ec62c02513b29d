//! The rows of a sheet judged together: people, each with their places, or every line to correct.

use std::collections::HashMap;

use super::sheet::{self, Row, Sheet};
use super::{Column, Fault};
use crate::circles::Circle;
use crate::db::ids::ThemeId;
use crate::members::regions::{self, Region};
use crate::members::{Email, EstablishmentKind};
use crate::sentences::Sentence;
use crate::text::fold;
use crate::themes::Theme;

/// Everybody a file is about.
#[derive(Debug)]
pub struct Roster {
    /// In the order of the file.
    pub people: Vec<Person>,
    /// The themes the file mentions, by id.
    pub themes: HashMap<ThemeId, String>,
}

/// A person, as the file describes them.
#[derive(Clone, Debug)]
pub struct Person {
    /// The first line about them.
    pub line: u64,
    /// Their address.
    pub email: Email,
    /// Family name.
    pub family_name: String,
    /// Given name.
    pub given_name: String,
    /// Where they work.
    pub establishment: Establishment,
    /// What they do.
    pub profession: String,
    /// Where they stand, one a theme.
    pub places: Vec<Place>,
}

impl Person {
    /// Given name, family name.
    pub fn name(&self) -> String {
        format!("{} {}", self.given_name, self.family_name)
    }
}

/// An establishment: a name, a town and a region; its kind is a fact about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Establishment {
    /// Its name.
    pub name: String,
    /// Its town.
    pub town: String,
    /// Its region (slug).
    pub region: String,
    /// Its kind.
    pub kind: EstablishmentKind,
}

impl Establishment {
    /// What makes it itself.
    pub fn key(&self) -> (String, String, String) {
        (self.name.clone(), self.town.clone(), self.region.clone())
    }
}

/// A circle of a theme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The theme.
    pub theme: ThemeId,
    /// The circle.
    pub circle: Circle,
}

impl Roster {
    /// Reads every row.
    ///
    /// # Errors
    /// Every fault of every line, in the order of the file.
    pub fn judged(sheet: &Sheet, themes: &[Theme]) -> Result<Self, Vec<Fault>> {
        let mut gathering = Gathering::default();
        let mut faults = sheet.faults.clone();
        for row in &sheet.rows {
            let (reading, wrong) = Reading::of(row, themes);
            faults.extend(wrong);
            faults.extend(gathering.take(row, reading));
        }
        faults.sort_by_key(|fault| (fault.line, fault.column));
        if !faults.is_empty() {
            return Err(faults);
        }
        let people = gathering.drafts.into_iter().filter_map(Draft::whole).collect();
        let themes = themes.iter().map(|theme| (theme.id, theme.name.clone())).collect();
        Ok(Self { people, themes })
    }
}

/// What could be read of a row, so that every fault of a file is told at once.
struct Reading {
    email: Option<Email>,
    name: Option<(String, String)>,
    establishment: Option<Establishment>,
    profession: Option<String>,
    theme: Option<ThemeId>,
    circle: Option<Circle>,
}

impl Reading {
    fn of(row: &Row, themes: &[Theme]) -> (Self, Vec<Fault>) {
        let mut cells = Cells { row, faults: Vec::new() };
        let email = cells.read(Column::Email, 320, Email::parse);
        let family_name = cells.text(Column::FamilyName, 80);
        let given_name = cells.text(Column::GivenName, 80);
        let name = cells.text(Column::Establishment, 200);
        let kind = cells.read(Column::Kind, 80, |word| kind_of(word).ok_or("import-unknown-kind".into()));
        let town = cells.text(Column::Town, 80);
        let region = cells.read(Column::Region, 80, |name| region_of(name).ok_or_else(|| unknown_region(name)));
        let profession = cells.text(Column::Profession, 80);
        let theme = cells.read(Column::Theme, 80, |word| theme_of(word, themes).ok_or("import-unknown-theme".into()));
        let circle = cells.read(Column::Circle, 80, |word| circle_of(word).ok_or("import-unknown-circle".into()));
        let establishment = (|| {
            let region = region?.slug.clone();
            Some(Establishment { name: name?, town: town?, region, kind: kind? })
        })();
        let reading = Self { email, name: family_name.zip(given_name), establishment, profession, theme, circle };
        (reading, cells.faults)
    }
}

/// The cells of a row, read one after the other so that every fault is told.
struct Cells<'r> {
    row: &'r Row,
    faults: Vec<Fault>,
}

impl Cells<'_> {
    fn text(&mut self, column: Column, most: usize) -> Option<String> {
        self.read(column, most, |text| Ok(text.to_owned()))
    }

    fn read<T>(&mut self, column: Column, most: usize, parse: impl FnOnce(&str) -> Result<T, Sentence>) -> Option<T> {
        let written = self.row.cell(column);
        let length = written.chars().count();
        let number = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
        let read = if sheet::has_strange_characters(written) {
            Err("import-bad-characters".into())
        } else if written.is_empty() {
            Err("import-missing".into())
        } else if length > most {
            Err(Sentence::new("form-too-long").number("most", number(most)).number("length", number(length)))
        } else {
            parse(written)
        };
        read.map_err(|why| self.faults.push(Fault::new(self.row.line, column, written, why))).ok()
    }
}

/// A person gathered from the lines about them.
struct Draft {
    line: u64,
    email: Email,
    name: Option<(String, String)>,
    establishment: Option<Establishment>,
    profession: Option<String>,
    places: Vec<Place>,
    theme_lines: HashMap<ThemeId, u64>,
}

impl Draft {
    /// The person, when nothing of them was wrong.
    fn whole(self) -> Option<Person> {
        let (family_name, given_name) = self.name?;
        Some(Person {
            line: self.line,
            email: self.email,
            family_name,
            given_name,
            establishment: self.establishment?,
            profession: self.profession?,
            places: self.places,
        })
    }
}

/// The people gathered so far, and what earlier lines said of the same establishment.
#[derive(Default)]
struct Gathering {
    drafts: Vec<Draft>,
    by_email: HashMap<String, usize>,
    kinds: HashMap<(String, String, String), (EstablishmentKind, u64)>,
}

impl Gathering {
    /// Takes a row in; tells how it contradicts an earlier one.
    fn take(&mut self, row: &Row, reading: Reading) -> Vec<Fault> {
        let mut faults = Vec::new();
        let mut contradicts = |column: Column, key: &'static str, line: u64| {
            let why = Sentence::new(key).text("line", line.to_string());
            faults.push(Fault::new(row.line, column, row.cell(column), why));
        };
        if let Some(there) = &reading.establishment {
            let (kind, line) = *self.kinds.entry(there.key()).or_insert((there.kind, row.line));
            if kind != there.kind {
                contradicts(Column::Kind, "import-other-kind", line);
            }
        }
        let Some(email) = reading.email else { return faults };
        let draft = self.draft(row.line, email);
        if is_other(&mut draft.name, reading.name) {
            contradicts(Column::FamilyName, "import-other-name", draft.line);
        }
        if is_other(&mut draft.establishment, reading.establishment.clone())
            && draft.establishment.as_ref().map(Establishment::key) != reading.establishment.map(|there| there.key())
        {
            contradicts(Column::Establishment, "import-other-establishment", draft.line);
        }
        if is_other(&mut draft.profession, reading.profession) {
            contradicts(Column::Profession, "import-other-profession", draft.line);
        }
        let Some(theme) = reading.theme else { return faults };
        if let Some(line) = draft.theme_lines.get(&theme) {
            contradicts(Column::Theme, "import-twice", *line);
            return faults;
        }
        draft.theme_lines.insert(theme, row.line);
        draft.places.extend(reading.circle.map(|circle| Place { theme, circle }));
        faults
    }

    /// What is gathered about the person of an address.
    fn draft(&mut self, line: u64, email: Email) -> &mut Draft {
        let index = *self.by_email.entry(email.key()).or_insert(self.drafts.len());
        if index == self.drafts.len() {
            self.drafts.push(Draft {
                line,
                email,
                name: None,
                establishment: None,
                profession: None,
                places: Vec::new(),
                theme_lines: HashMap::new(),
            });
        }
        &mut self.drafts[index]
    }
}

/// Whether a line says something else than the lines before; what they left unsaid is kept.
fn is_other<T: PartialEq>(known: &mut Option<T>, said: Option<T>) -> bool {
    match (known.as_ref(), said) {
        (Some(known), Some(said)) => *known != said,
        (None, said) => {
            *known = said;
            false
        }
        (Some(_), None) => false,
    }
}

/// The theme of a slug or a name.
fn theme_of(word: &str, themes: &[Theme]) -> Option<ThemeId> {
    let folded = fold(word);
    themes.iter().find(|theme| theme.slug == folded || fold(&theme.name) == folded).map(|theme| theme.id)
}

/// The circle of a word as people write it, or as the program does.
fn circle_of(word: &str) -> Option<Circle> {
    Some(match fold(word).as_str() {
        "expert" | "experte" | "experts" | "cercle des experts" => Circle::Expert,
        "pair" | "pairs" | "peer" | "cercle des pairs" => Circle::Peer,
        "communaute" | "community" | "communaute de pratique" | "membre" => Circle::Community,
        _ => return None,
    })
}

/// The kind of an establishment, by its acronym or its words.
fn kind_of(word: &str) -> Option<EstablishmentKind> {
    use EstablishmentKind as Kind;
    Some(match fold(word).as_str() {
        "chu" | "chr" | "chru" | "centre hospitalier universitaire" | "centre hospitalier regional" => Kind::Chu,
        "ch" | "centre hospitalier" | "hopital" | "epsm" => Kind::Ch,
        "clinique" | "polyclinique" | "espic" | "hopital prive" | "clinique privee" => Kind::Clinique,
        "ehpad" | "residence autonomie" => Kind::Ehpad,
        "esms" | "autre esms" | "medico-social" | "etablissement medico-social" | "mas" | "fam" | "ime" => Kind::Esms,
        "ght" | "groupement hospitalier de territoire" => Kind::Ght,
        "cpts" | "medecine de ville" | "medecine de ville/cpts" | "medecine de ville / cpts" | "msp" => Kind::Cpts,
        "grades" => Kind::Grades,
        "ars" | "agence regionale de sante" => Kind::Ars,
        "autre" | "autres" | "other" => Kind::Other,
        _ => return None,
    })
}

/// Words only: hyphens, apostrophes, case and accents aside.
fn words(text: &str) -> Vec<String> {
    fold(text)
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// The region of a name, however it is hyphenated, its article left out or not.
fn region_of(name: &str) -> Option<&'static Region> {
    let wanted = words(name);
    let same = |region: &Region| {
        let own = words(&region.name);
        own == wanted || own.strip_prefix(&["la".to_owned()]).is_some_and(|rest| rest == wanted)
    };
    regions::all().iter().find(|region| same(region) || region.slug == name)
}

/// What to say of an unknown region: the ones that share a word with it, if any.
fn unknown_region(name: &str) -> Sentence {
    let written = words(name);
    let telling = |word: &String| word.chars().count() >= 5 && written.contains(word);
    let near: Vec<&str> = regions::all()
        .iter()
        .filter(|region| words(&region.name).iter().any(telling))
        .map(|region| region.name.as_str())
        .collect();
    match near.as_slice() {
        [] => "import-unknown-region".into(),
        near => Sentence::new("import-unknown-region-near").text("near", near.join(", ")),
    }
}
