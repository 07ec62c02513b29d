//! Bringing people in from a spreadsheet: a file is read, judged whole, compared with who is here, shown, then
//! carried out exactly as it was shown. All rows or none; a line that is absent removes nothing.

pub mod drafts;
pub mod plan;
pub mod report;
pub mod roster;
pub mod sheet;
mod store;

use crate::circles::{self, Move};
use crate::db::ids::MemberId;
use crate::db::{Db, Moment, Tx};
use crate::journal::{self, Fact};
use crate::refusal::Refusal;
use crate::sentences::Sentence;
use crate::themes;
use plan::Plan;
use roster::Roster;
use sheet::Sheet;

/// A column of the file, by the name it has there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Column {
    /// The address: who the line is about.
    Email,
    /// Family name.
    FamilyName,
    /// Given name.
    GivenName,
    /// Where they work.
    Establishment,
    /// What kind of place that is.
    Kind,
    /// Its town.
    Town,
    /// Its region.
    Region,
    /// What they do.
    Profession,
    /// A theme they belong to.
    Theme,
    /// Their circle in it.
    Circle,
}

impl Column {
    /// Every column, in the usual order.
    pub const ALL: [Self; 10] = [
        Self::Email,
        Self::FamilyName,
        Self::GivenName,
        Self::Establishment,
        Self::Kind,
        Self::Town,
        Self::Region,
        Self::Profession,
        Self::Theme,
        Self::Circle,
    ];

    /// Its name in the file.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::FamilyName => "nom",
            Self::GivenName => "prenom",
            Self::Establishment => "etablissement",
            Self::Kind => "type",
            Self::Town => "ville",
            Self::Region => "region",
            Self::Profession => "profession",
            Self::Theme => "theme",
            Self::Circle => "cercle",
        }
    }

    /// The column of a header, folded: its name, or another that people give it.
    fn named(folded: &str) -> Option<Self> {
        let name: String = folded.chars().filter(char::is_ascii_alphanumeric).collect();
        Some(match name.as_str() {
            "email" | "mail" | "courriel" | "adresseelectronique" | "adressemail" => Self::Email,
            "nom" | "nomdefamille" => Self::FamilyName,
            "prenom" => Self::GivenName,
            "etablissement" | "structure" => Self::Establishment,
            "type" | "typedetablissement" => Self::Kind,
            "ville" | "commune" => Self::Town,
            "region" => Self::Region,
            "profession" | "metier" | "fonction" => Self::Profession,
            "theme" => Self::Theme,
            "cercle" => Self::Circle,
            _ => return None,
        })
    }
}

/// Something wrong in a file: where, what is written there, why.
#[derive(Clone, Debug, PartialEq)]
pub struct Fault {
    /// The line, from 1; 0 when it is the file as a whole.
    pub line: u64,
    /// The column, when it is about one.
    pub column: Option<Column>,
    /// What is written there, cut short and with its invisible characters made visible.
    pub written: String,
    /// Why it cannot be kept.
    pub why: Sentence,
}

impl Fault {
    /// A fault of a cell.
    pub fn new(line: u64, column: Column, written: &str, why: impl Into<Sentence>) -> Self {
        Self { line, column: Some(column), written: visible(written), why: why.into() }
    }

    /// A fault of a whole line.
    fn of_line(line: u64, written: &str, why: impl Into<Sentence>) -> Self {
        Self { line, column: None, written: visible(written), why: why.into() }
    }

    /// A fault of the whole file.
    fn of_file(why: impl Into<Sentence>) -> Self {
        Self::of_line(0, "", why)
    }
}

/// A cell as it can be shown: at most 60 characters, the invisible ones as pictures (NUL is ␀).
fn visible(text: &str) -> String {
    let mut letters = text.chars().map(|letter| match letter {
        '\0'..='\u{1f}' => char::from_u32(0x2400 + u32::from(letter)).unwrap_or('\u{fffd}'),
        letter if letter.is_control() => '\u{fffd}',
        letter => letter,
    });
    let mut shown: String = letters.by_ref().take(60).collect();
    if letters.next().is_some() {
        shown.push('…');
    }
    shown
}

/// Why a file is not carried out.
#[derive(Debug)]
pub enum Refused {
    /// Lines to correct, all of them.
    Faults(Vec<Fault>),
    /// Anything else.
    Otherwise(Refusal),
}

impl Refused {
    /// As a refusal; lines to correct become the one given.
    pub fn or(self, faults: Refusal) -> Refusal {
        match self {
            Self::Faults(_) => faults,
            Self::Otherwise(refusal) => refusal,
        }
    }
}

impl<E: Into<Refusal>> From<E> for Refused {
    fn from(error: E) -> Self {
        Self::Otherwise(error.into())
    }
}

/// What carrying out a file would do, changing nothing.
///
/// # Errors
/// Every line to correct, or what the database says.
pub fn dry_run(db: &mut Db, sheet: &Sheet, now: Moment) -> Result<Plan, Refused> {
    let themes = themes::all(db, false)?;
    let roster = Roster::judged(sheet, &themes).map_err(Refused::Faults)?;
    let known = store::known(db, &roster, now)?;
    Plan::of(roster, &known).map_err(Refused::Faults)
}

/// Carries out a file: people, establishments, memberships, moves, invitations. Rights are the caller's to require.
///
/// # Errors
/// As `dry_run`; `Refusal::Conflict` when somebody else brought the same people in meanwhile.
pub fn run(tx: &mut Tx<'_>, sheet: &Sheet, file_name: &str, by: Option<MemberId>) -> Result<Plan, Refused> {
    let now = tx.now();
    let plan = dry_run(tx.db(), sheet, now)?;
    let reason = reason(file_name);
    let establishments = store::ensure_establishments(tx, &plan)?;
    let newcomers = store::insert_newcomers(tx, &plan, &establishments)?;
    store::update_people(tx, &plan, &establishments)?;
    let admissions: Vec<Move<'_>> = plan
        .new_places(&newcomers)
        .map(|(member, place)| Move {
            member,
            theme: place.theme,
            to: Some(place.circle),
            decided_by: by,
            reason: &reason,
        })
        .collect();
    circles::admit(tx, &admissions)?;
    for moved in &plan.moves {
        let decided =
            Move { member: moved.member, theme: moved.theme, to: Some(moved.to), decided_by: by, reason: &reason };
        circles::place(tx, &decided)?;
    }
    store::invite(tx, &plan, &newcomers, by)?;
    let detail = format!("people:{} memberships:{} moves:{}", newcomers.len(), admissions.len(), plan.moves.len());
    let fact = Fact { actor: by, act: "import.run", theme: None, subject: "import", subject_id: 0, detail: &detail };
    journal::record(tx, &fact)?;
    Ok(plan)
}

/// The reason people read of a move that a file made: the file's own name, nothing of where it lay.
fn reason(file_name: &str) -> String {
    format!("Import : {}", base_name(file_name))
}

/// The name of a file without its folders, as both kinds of systems write them.
pub fn base_name(file_name: &str) -> String {
    let last = file_name.rsplit(['/', '\\']).next().unwrap_or("");
    let plain: String = last.chars().filter(|letter| !letter.is_control()).take(200).collect();
    if plain.trim().is_empty() { "import.csv".into() } else { plain.trim().to_owned() }
}
