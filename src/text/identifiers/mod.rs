//! Identifiers of patients, found in a text before it is posted: the NIR or INS, numbers of hospital records, births.
//!
//! Only the key of an NIR proves anything: one number of fifteen digits in two has its form, one in two hundred its
//! key. Everything else warns, and only when a word nearby, or the way the number is written, points to a person.

mod birth;
mod date;
mod nir;
mod number;
mod people;
mod record;
mod words;

use words::Reading;

/// How sure we are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Strength {
    /// It may be one: the author is told, and may post.
    Warn,
    /// It is one: the author edits, or confirms that it is not.
    Block,
}

/// What was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A number of the national register (NIR, NIA, INS matricule) and its right key: décret n° 82-103 of 22 January
    /// 1982, art. 4, for the thirteen characters; INSEE, schema of the NIR with key (xml.insee.fr/schema/2004/nir.html),
    /// and the checker published by the Assurance maladie (assurance-maladie/nir-validation), for the key.
    Nir,
    /// The same without its key, or with a wrong one, where its groups or a word nearby give it away.
    NirWithoutKey,
    /// The number of a person, a stay or a record inside one hospital: IPP, NDA, IEP, « n° de dossier ».
    RecordNumber,
    /// A full date of birth beside a person: one of the strict traits by which a patient is identified (référentiel
    /// national d'identitovigilance, RNIV 1).
    Birth,
}

impl Kind {
    /// How sure this kind makes us.
    const fn strength(self) -> Strength {
        match self {
            Self::Nir => Strength::Block,
            Self::NirWithoutKey | Self::RecordNumber | Self::Birth => Strength::Warn,
        }
    }
}

/// One identifier in a text. It never holds the whole value, so it may be shown, counted and logged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What was found.
    pub kind: Kind,
    /// Where the value starts, in bytes.
    pub start: usize,
    /// Where it ends, in bytes.
    pub end: usize,
    /// The value as its author may see it again: `1 89 •• •• ••• ••• ••`.
    pub masked: String,
}

impl Finding {
    /// How sure we are of it.
    pub fn strength(&self) -> Strength {
        self.kind.strength()
    }
}

/// Every finding, in order, never overlapping.
pub fn scan(text: &str) -> Vec<Finding> {
    let reading = Reading::of(text);
    let at_each_word = |at| if reading.starts_with_digit(at) { reading.nir(at) } else { reading.announced(at) };
    let spots = (0..reading.words.len()).filter_map(at_each_word).collect();
    let finding = |Spot { kind, start, end }: Spot| Finding { kind, start, end, masked: masked(&text[start..end]) };
    apart(spots).into_iter().map(finding).collect()
}

/// The strongest finding, if any; the first of them.
pub fn strongest(text: &str) -> Option<Finding> {
    scan(text).into_iter().rev().max_by_key(Finding::strength)
}

/// Where something was found.
#[derive(Clone, Copy)]
struct Spot {
    kind: Kind,
    start: usize,
    end: usize,
}

/// The spots in order; of two that overlap the stronger stays, else the first.
fn apart(mut spots: Vec<Spot>) -> Vec<Spot> {
    spots.sort_by_key(|spot| (spot.start, spot.kind == Kind::RecordNumber));
    let mut kept: Vec<Spot> = Vec::with_capacity(spots.len());
    for spot in spots {
        kept.pop_if(|last| last.end > spot.start && last.kind.strength() < spot.kind.strength());
        if kept.last().is_none_or(|last| last.end <= spot.start) {
            kept.push(spot);
        }
    }
    kept
}

/// A quarter of the letters and digits at most, three at most, then one dot for each.
fn masked(value: &str) -> String {
    let total = value.chars().filter(|letter| letter.is_alphanumeric()).count();
    let shown = (total / 4).min(3);
    let mut seen = 0;
    let masked = |letter: char| {
        seen += usize::from(letter.is_alphanumeric());
        if letter.is_alphanumeric() && seen > shown { '•' } else { letter }
    };
    value.chars().map(masked).collect()
}

impl Reading<'_> {
    /// What a word announces.
    fn announced(&self, at: usize) -> Option<Spot> {
        self.record(at).or_else(|| self.birth(at))
    }

    fn spot(&self, kind: Kind, first: usize, last: usize) -> Option<Spot> {
        Some(Spot { kind, start: self.words.get(first)?.start, end: self.words.get(last)?.end })
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::*;

    pub(super) fn kinds(text: &str) -> Vec<(Kind, &str)> {
        scan(text).iter().map(|finding| (finding.kind, &text[finding.start..finding.end])).collect()
    }

    /// Each text has this one finding.
    pub(super) fn each_has(kind: Kind, cases: &[(&str, &str)]) {
        for (text, value) in cases {
            assert_eq!(kinds(text), [(kind, *value)], "{text}");
        }
    }

    pub(super) fn none_in(cases: &[&str]) {
        for text in cases {
            assert_eq!(kinds(text), [], "{text}");
        }
    }

    #[test]
    fn several_findings_come_in_order_and_apart() {
        let text = "Né(e) le 12/03/1951 — NIR 1 89 12 75 125 012 82 — IPP 123456 — é 206127511100564";
        let found = scan(text);
        let kinds: Vec<_> = found.iter().map(|finding| finding.kind).collect();
        assert_eq!(kinds, [Kind::Birth, Kind::Nir, Kind::RecordNumber, Kind::Nir]);
        assert!(found.is_sorted_by(|one, next| one.end <= next.start));
        assert_eq!(strongest(text).map(|finding| finding.start), text.find("1 89"));
        assert_eq!(strongest("IPP 123456 puis IPP 654321").map(|finding| finding.start), Some(4));
        assert_eq!(strongest(""), None);
        assert!(Strength::Warn < Strength::Block);
    }

    #[test]
    fn what_is_shown_is_never_the_whole() {
        let shown = |text: &str| strongest(text).map(|finding| finding.masked).unwrap();
        assert_eq!(shown("1 89 12 75 125 012 82"), "1 89 •• •• ••• ••• ••");
        assert_eq!(shown("1 89 12 2A 004 012 83"), "1 89 •• •• ••• ••• ••");
        assert_eq!(shown("189127512501282"), "189••••••••••••");
        assert_eq!(shown("IPP : 1234"), "1•••");
        assert_eq!(shown("n° de dossier 2024-01234"), "20••-•••••");
        assert_eq!(shown("M. D., né le 12/03/1951"), "12/••/••••");
        assert_eq!(shown("M. D., né le 12 mars 1951"), "12 •••• ••••");
    }

    #[test]
    fn long_texts_are_read_quickly() {
        let filled = |pattern: &str| pattern.chars().cycle().take(64 * 1024).collect::<String>();
        let texts = [
            filled("1"),
            filled("1 "),
            filled("12 "),
            filled(" "),
            filled("1 89 12 75 125 012 "),
            filled("1 89 12 75 125 012 82 "),
            filled("patient 1891275125012 "),
            filled("né le "),
            filled("né A "),
            filled("M. D., né le 12/03/1951 "),
            filled("n° de dossier "),
            filled("IPP 12 "),
            filled("e\u{301}"),
            filled("A.B."),
        ];
        for text in texts {
            let timed = || {
                let started = Instant::now();
                scan(&text);
                started.elapsed()
            };
            let took = (0..3).map(|_| timed()).min().unwrap();
            println!("{took:>10.1?} for {:?}…", text.chars().take(24).collect::<String>());
            // A release build takes less than three milliseconds; a debug build on a busy machine gets room, and what
            // is not linear takes many seconds.
            assert!(took < Duration::from_millis(250), "{took:?}");
        }
    }
}
