//! Numbers of records.

use super::date::is_year;
use super::words::Reading;
use super::{Kind, Spot};

/// What announces the number of a record.
struct Label {
    /// IPP, NDA…: such a word announces nothing else.
    certain: bool,
    /// Whether « n° », « identifiant » or a colon says that a number comes.
    numbered: bool,
}

impl Label {
    /// The fewest digits worth a warning. « IPP 40 mg » is a drug (inhibiteur de la pompe à protons), « patient n° 12 »
    /// belongs to a study, « séjour 2024 » is a year.
    const fn fewest(&self) -> usize {
        match (self.certain, self.numbered) {
            (_, true) => 4,
            (true, false) => 5,
            (false, false) => 6,
        }
    }
}

impl Reading<'_> {
    /// The number announced by a word: « IPP 123456 », « n° de dossier : 2024-01234 ».
    pub(super) fn record(&self, at: usize) -> Option<Spot> {
        let certain = matches!(self.word(at), "ipp" | "nda" | "iep" | "nip");
        if !certain && !self.is_record(at) {
            return None;
        }
        let (first, announced) = self.after_label(at)?;
        let colon = certain && self.gap(first - 1).contains([':', '=']);
        let label = Label { certain, numbered: announced || colon || self.is_numbered(at) };
        let gap = self.gap(first - 1);
        if gap.len() > 12 || (!certain && gap.contains(['\n', '.', ',', ';', '!', '?'])) {
            return None;
        }
        let last = self.record_number(first, &label)?;
        if self.is_amount(last) { None } else { self.spot(Kind::RecordNumber, first, last) }
    }

    /// Things of a hospital that have a number for each person.
    fn is_record(&self, at: usize) -> bool {
        matches!(
            self.word(at),
            "dossier"
                | "sejour"
                | "venue"
                | "passage"
                | "admission"
                | "hospitalisation"
                | "episode"
                | "patient"
                | "patiente"
                | "resident"
                | "residente"
        )
    }

    fn is_numbering(&self, at: usize) -> bool {
        matches!(self.word(at), "n" | "no" | "nr" | "num" | "numero" | "id" | "identifiant" | "ref" | "reference")
            || self.gap(at).contains(['№', '#'])
    }

    /// Words that may stand between « n° », « dossier » and the number.
    fn is_between(&self, at: usize) -> bool {
        matches!(
            self.word(at),
            "de" | "du" | "d" | "la" | "le" | "l" | "est" | "medical" | "administratif" | "permanent" | "interne"
        ) || self.is_record(at)
    }

    /// The word where the number starts, and whether « n° » stood on the way.
    fn after_label(&self, label: usize) -> Option<(usize, bool)> {
        let mut numbered = self.gap(label).contains(['№', '#']);
        for at in label + 1..=label + 5 {
            if self.is_code(at) {
                return Some((at, numbered));
            }
            numbered |= self.is_numbering(at);
            if !self.is_numbering(at) && !self.is_between(at) {
                return None;
            }
        }
        None
    }

    /// Whether « n° » stands before a label: « n° de dossier du patient ».
    fn is_numbered(&self, label: usize) -> bool {
        (label.saturating_sub(5)..label).rev().find(|at| !self.is_between(*at)).is_some_and(|at| self.is_numbering(at))
    }

    /// A word with digits, and three letters at most.
    fn is_code(&self, at: usize) -> bool {
        let word = self.word(at);
        let digits = self.digits_from(at, at);
        digits > 0 && word.len() <= 20 && word.len() - digits <= 3 && word.bytes().all(|b| b.is_ascii_alphanumeric())
    }

    fn digits_from(&self, first: usize, last: usize) -> usize {
        (first..=last).map(|at| self.word(at).bytes().filter(u8::is_ascii_digit).count()).sum()
    }

    /// The last word of the number of a record.
    fn record_number(&self, first: usize, label: &Label) -> Option<usize> {
        if self.date(first).is_some() {
            return None;
        }
        if !label.certain && !label.numbered {
            return self.is_bare_number(first).then_some(first);
        }
        let last = self.last_joined(first, |gap| matches!(gap, "-" | "/"));
        if (first..=last).all(|at| is_year(self.word(at))) {
            return None;
        }
        if self.digits_from(first, last) >= label.fewest() { Some(last) } else { self.spaced_number(first, label) }
    }

    /// After « dossier » or « patient » alone: six to twelve digits, and neither a telephone nor a day (20240115).
    fn is_bare_number(&self, at: usize) -> bool {
        let word = self.word(at);
        let telephone = word.len() == 10 && word.starts_with('0');
        let day = word.len() == 8 && word.get(..4).is_some_and(is_year);
        (6..=12).contains(&self.digits_from(at, at)) && !telephone && !day
    }

    /// « IPP 12 345 678 »; « IPP : 15 000 » and « 1 200 000 » are counts.
    fn spaced_number(&self, first: usize, label: &Label) -> Option<usize> {
        let last = self.last_joined(first, |gap| gap.chars().count() == 1 && gap.chars().all(char::is_whitespace));
        let fewest = if label.numbered { 6 } else { 7 };
        let enough = self.digits_from(first, last) >= fewest && !self.word(last).ends_with("000");
        enough.then_some(last)
    }

    fn last_joined(&self, first: usize, joins: impl Fn(&str) -> bool) -> usize {
        let mut last = first;
        while last < first + 5 && joins(self.gap(last)) && self.is_code(last + 1) {
            last += 1;
        }
        last
    }

    fn is_amount(&self, last: usize) -> bool {
        let after = self.gap(last);
        let sign = after.len() <= 12 && after.trim_start().starts_with(['€', '%']);
        sign || matches!(self.word(last + 1), "euros" | "eur")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::identifiers::tests::{each_has, none_in};

    #[test]
    fn records_have_numbers() {
        each_has(
            Kind::RecordNumber,
            &[
                ("IPP 123456", "123456"),
                ("IPP : 1234", "1234"),
                ("ipp n°1234", "1234"),
                ("IPP nº 123456", "123456"),
                ("IPP № 123456", "123456"),
                ("l'IPP du patient est 8001234567", "8001234567"),
                ("IPP 12 345 678", "12 345 678"),
                ("IPP A123456", "A123456"),
                ("IPP_123456_scanner.pdf", "123456"),
                ("CR-IPP123456.pdf", "123456"),
                ("NDA 210034567, IEP inconnu", "210034567"),
                ("IEP : 210034567", "210034567"),
                ("n° de dossier 12345", "12345"),
                ("N° DE DOSSIER : 2024-01234", "2024-01234"),
                ("N°dossier:12345", "12345"),
                ("nume\u{301}ro de dossier 12345", "12345"),
                ("numéro de séjour 987654", "987654"),
                ("n° du séjour : 9876", "9876"),
                ("n° de venue 240012345", "240012345"),
                ("n° d’admission : 240012345", "240012345"),
                ("n° patient 4567", "4567"),
                ("patient n° 45678", "45678"),
                ("identifiant du patient : 45678", "45678"),
                ("dossier médical n° 12345", "12345"),
                ("dossier_patient_123456.pdf", "123456"),
                ("séjour 240012345", "240012345"),
                ("dossier : 123456", "123456"),
                ("n° de dossier 12 34 56", "12 34 56"),
            ],
        );
    }

    #[test]
    fn counts_doses_years_and_calls_are_not_records() {
        none_in(&[
            "IPP 40 mg le matin",
            "IPP 20 40 mg",
            "IPP : 15 000 doublons",
            "IPP : 1 200 000 identités",
            "IPP 2024 et 2025",
            "les IPP 2023-2024",
            "12 345 IPP à fusionner",
            "deux dossiers fusionnés en 2024",
            "dossier 2024-2025",
            "n° de dossier 2024",
            "dossier_20240115.pdf",
            "dossier patient, 123456 lignes",
            "patient 0612345678",
            "accueil patient : 01 42 34 56 78",
            "patient n° 12 de l'étude",
            "durée de séjour : 5 jours",
            "séjour du 12/03/2024",
            "n° de séjour 12/03/2024",
            "dossier 150000 €",
            "séjour 125000 euros",
            "bienvenue 123456",
            "Nous avons revu le patient. 123456 lignes",
            "facture n° 2024-001234",
            "le patient\n123456",
        ]);
    }
}
