//! The NIR in a text: its groups, its key, and whether it stands beside a person.

use super::number::{Number, key_of, value};
use super::words::{Reading, digits, is_digits, is_short, joins};
use super::{Kind, Spot};

/// Where the groups of an NIR end: sex, year, month, département, commune, rank, key (décret n° 82-103, art. 4).
const NIR_ENDS: &[usize] = &[1, 3, 5, 7, 10, 13, 15];

/// Where a spreadsheet cuts the same fifteen digits. Not in fours: cards and accounts are written so.
const THOUSANDS: &[usize] = &[3, 6, 9, 12, 15];

/// A sex apart from all the rest leaves twelve; « 1 » then fourteen digits is a quantity and a product, or a firm.
const LONGEST_LATER_GROUP: usize = 12;

impl Reading<'_> {
    /// An NIR that starts at a word.
    pub(super) fn nir(&self, first: usize) -> Option<Spot> {
        if !self.may_start_nir(first) || self.is_rest_of_number(first) {
            return None;
        }
        self.nir_with_key(first).or_else(|| self.nir_without_key(first))
    }

    /// A first look at a word and the next, so that long rows of figures cost little.
    fn may_start_nir(&self, first: usize) -> bool {
        let word = self.word(first).as_bytes();
        let ends_group = |length: usize| NIR_ENDS.contains(&length) || THOUSANDS.contains(&length);
        word.first().is_some_and(|sex| matches!(sex, b'1'..=b'4' | b'7' | b'8'))
            && ends_group(word.len())
            && (word.len() >= 13 || ends_group(word.len() + self.word(first + 1).len()))
    }

    fn group(&self, at: usize) -> Option<&[u8]> {
        self.words.get(at).filter(|word| word.is_group).map(|_| self.word(at).as_bytes())
    }

    /// The decimals of a number, or what follows `(21)` in a barcode (GS1 General Specifications, application
    /// identifiers).
    fn is_rest_of_number(&self, first: usize) -> bool {
        let Some(before) = first.checked_sub(1) else { return false };
        let long = self.word(first).len() >= 13;
        is_digits(self.word(before))
            && match self.gap(before) {
                "." | "," => long,
                ")" => self.gap_before(before).ends_with('('),
                _ => false,
            }
    }

    /// Gathers groups from a word on, until `length` characters, as long as each ends at one of `ends`.
    fn number(&self, first: usize, length: usize, ends: &[usize]) -> Option<Number> {
        let mut number = Number { characters: [b'0'; 15], length: 0, first, last: first };
        loop {
            let group = self.group(number.last)?;
            let reached = number.length + group.len();
            if reached > length || !ends.contains(&reached) || (number.length > 0 && group.len() > LONGEST_LATER_GROUP)
            {
                return None;
            }
            number.characters[number.length..reached].copy_from_slice(group);
            number.length = reached;
            if reached == length {
                return Some(number);
            }
            if !joins(self.gap(number.last)) {
                return None;
            }
            number.last += 1;
        }
    }

    fn nir_with_key(&self, first: usize) -> Option<Spot> {
        let (number, key, last) = self.in_one_piece(first).or_else(|| self.with_key_apart(first))?;
        let right = number.is_nir() && key == key_of(number.characters());
        let of_person = |at| self.names_nir(at) || self.is_person(at);
        if right && !self.is_product(&number, of_person) { self.spot(Kind::Nir, first, last) } else { None }
    }

    /// Fifteen characters, their key, and the last word.
    fn in_one_piece(&self, first: usize) -> Option<(Number, u64, usize)> {
        let in_threes =
            || self.number(first, 15, THOUSANDS).filter(|number| self.has_one_gap(number) && self.stands_alone(number));
        let number = self.number(first, 15, NIR_ENDS).or_else(in_threes)?;
        let (key, last) = (value(&number.characters[13..]), number.last);
        Some((number, key, last))
    }

    /// The same where the key is written apart: « clé : 82 », « (82) », the next cell of a table.
    fn with_key_apart(&self, first: usize) -> Option<(Number, u64, usize)> {
        let number = self.number(first, 13, NIR_ENDS)?;
        let mut at = number.last;
        if matches!(self.word(at + 1), "cle" | "clef") && is_short(self.gap(at)) {
            at += 1;
        }
        let key = digits(self.word(at + 1), 2..=2).filter(|_| is_short(self.gap(at)))?;
        Some((number, u64::from(key), at + 1))
    }

    fn nir_without_key(&self, first: usize) -> Option<Spot> {
        let number = self.number(first, 13, NIR_ENDS).or_else(|| self.number(first, 15, NIR_ENDS))?;
        if !number.is_nir() || self.is_product(&number, |at| self.names_nir(at)) {
            return None;
        }
        let near_person = self.near_before(first, |at| self.names_nir(at) || self.is_person(at));
        let common = matches!(number.characters[0], b'1' | b'2') && number.month() <= 12;
        let likely = if self.is_grouped_as_nir(&number) {
            near_person || common || self.stands_alone(&number)
        } else {
            near_person && (number.length == 15 || number.month() <= 12)
        };
        if likely { self.spot(Kind::NirWithoutKey, first, self.last_with_key(&number)) } else { None }
    }

    /// Thirteen digits in one run that are a barcode; such a word nearby decides otherwise, but never for a drug.
    fn is_product(&self, number: &Number, is_such: impl Fn(usize) -> bool) -> bool {
        self.word(number.first).len() == 13
            && number.is_barcode()
            && (number.is_drug() || !self.near_before(number.first, is_such))
    }

    /// Whether the groups are those of the card: `1 89 12 75 125 012`.
    fn is_grouped_as_nir(&self, number: &Number) -> bool {
        number.last - number.first == 5 && self.has_one_gap(number)
    }

    /// Whether one separator runs through the number.
    fn has_one_gap(&self, number: &Number) -> bool {
        let gap = self.gap(number.first);
        (number.first..number.last).all(|at| self.gap(at) == gap)
    }

    /// Whether no further group is written alike before or after: else it is the middle of a row of figures.
    fn stands_alone(&self, number: &Number) -> bool {
        let gap = self.gap(number.first);
        let goes_on = |at: usize| self.gap(at) == gap && self.group(at).is_some() && self.group(at + 1).is_some();
        !goes_on(self.last_with_key(number)) && !number.first.checked_sub(1).is_some_and(goes_on)
    }

    /// The last word of a number, its key included when there is one, right or wrong.
    fn last_with_key(&self, number: &Number) -> usize {
        let next = number.last + 1;
        let keyed = number.length == 13 && joins(self.gap(number.last)) && digits(self.word(next), 2..=2).is_some();
        if keyed { next } else { number.last }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::identifiers::strongest;
    use crate::text::identifiers::tests::{each_has, kinds, none_in};

    #[test]
    fn a_right_key_blocks_however_it_is_written() {
        each_has(
            Kind::Nir,
            &[
                ("189127512501282", "189127512501282"),
                ("NIR : 1 89 12 75 125 012 82.", "1 89 12 75 125 012 82"),
                ("1.89.12.75.125.012.82", "1.89.12.75.125.012.82"),
                ("1-89-12-75-125-012-82", "1-89-12-75-125-012-82"),
                ("1/89/12/75/125/012/82", "1/89/12/75/125/012/82"),
                ("1_89_12_75_125_012_82.pdf", "1_89_12_75_125_012_82"),
                (
                    "1\u{a0}89\u{a0}12\u{a0}75\u{a0}125\u{a0}012\u{a0}82",
                    "1\u{a0}89\u{a0}12\u{a0}75\u{a0}125\u{a0}012\u{a0}82",
                ),
                ("1\u{202f}89\u{202f}12 75 125 012 82", "1\u{202f}89\u{202f}12 75 125 012 82"),
                ("1 89 12 75 125 012 / 82", "1 89 12 75 125 012 / 82"),
                ("1 89 12 75 125 012 - 82", "1 89 12 75 125 012 - 82"),
                ("1  89  12  75  125  012  82", "1  89  12  75  125  012  82"),
                ("1\u{200b}89 12 75 125\u{200b}012 82", "1\u{200b}89 12 75 125\u{200b}012 82"),
                ("1 8912 75125 012 82", "1 8912 75125 012 82"),
                ("1 89 12 75 125 01282", "1 89 12 75 125 01282"),
                ("1891275125012 82", "1891275125012 82"),
                ("(1891275125012/82)", "1891275125012/82"),
                ("1891275125012 clé 82", "1891275125012 clé 82"),
                ("1891275125012, CLÉ : 82", "1891275125012, CLÉ : 82"),
                ("1 89 12 75 125 012 (clef 82)", "1 89 12 75 125 012 (clef 82"),
                ("| 1891275125012 | 82 |", "1891275125012 | 82"),
                ("1891275125012;82;Paris", "1891275125012;82"),
                ("189 127 512 501 282", "189 127 512 501 282"),
                ("**189127512501282**", "189127512501282"),
                ("CR_189127512501282_v2.docx", "189127512501282"),
                ("NIR189127512501282.pdf", "189127512501282"),
                ("2 06 12 75 111 005 64", "2 06 12 75 111 005 64"),
                ("1 80 12 75 123 456 42", "1 80 12 75 123 456 42"),
                ("1 89 12 2A 004 012 83", "1 89 12 2A 004 012 83"),
                ("2 69 05 2b 033 157 10", "2 69 05 2b 033 157 10"),
                ("189122A00401283", "189122A00401283"),
                ("IPP 189127512501282", "189127512501282"),
            ],
        );
    }

    #[test]
    fn a_right_key_blocks_among_other_figures() {
        let texts = [
            "189127512501282 06 12 34 56 78",
            "12/03/1951 1 89 12 75 125 012 82 75012",
            "le 2026-10-04 189127512501282 3",
            "3 1 89 12 75 125 012 82 4",
        ];
        for text in texts {
            assert_eq!(strongest(text).map(|finding| finding.kind), Some(Kind::Nir), "{text}");
        }
        assert_eq!(kinds("189127512501282 206127511100564").len(), 2);
    }

    #[test]
    fn without_its_key_a_number_warns_if_something_points_to_a_person() {
        each_has(
            Kind::NirWithoutKey,
            &[
                ("1 89 12 75 125 012", "1 89 12 75 125 012"),
                ("vu : 1.89.12.75.125.012, merci", "1.89.12.75.125.012"),
                ("7 89 31 75 125 012", "7 89 31 75 125 012"),
                ("1 89 20 75 125 012", "1 89 20 75 125 012"),
                ("1 89 12 2A 004 012", "1 89 12 2A 004 012"),
                ("1 89 12 75 125 012 83", "1 89 12 75 125 012 83"),
                ("1 89 12 75 125 012 06 12 34 56 78", "1 89 12 75 125 012 06"),
                ("NIR 1891275125012", "1891275125012"),
                ("Le NIR du patient est 189127512501283", "189127512501283"),
                ("N° de sécurité sociale : 1891275125012", "1891275125012"),
                ("n° SECURITE SOCIALE 189127512501283", "189127512501283"),
                ("matricule INS : 7891275125012", "7891275125012"),
                ("n° SS 1 8912 75125012", "1 8912 75125012"),
                ("Mme Dupont, 2061275111005", "2061275111005"),
                ("la patiente (2061275111005)", "2061275111005"),
                ("INS1891275125012.pdf", "1891275125012"),
            ],
        );
    }

    #[test]
    fn a_form_alone_is_nothing() {
        none_in(&[
            "189127512501283",
            "1891275125012",
            "code 1891275125012",
            "le NIR 1893175125012",
            "le NIR 5891275125012",
            "1891275125012345",
            "1 89127512501282",
            "1. 89 12 75 125 012 82",
            "189127512501282x",
            "1 89 25 75 125 012",
            "1 89 13 75 125 012",
            "4970 1012 3456 7890",
            "x189127512501282",
            "189127512501282e",
            "1 891 275 125 012",
            "1\n89 12 75 125 012 82",
            "(21)189127512501282",
            "0,189127512501282",
            "12 1 89 31 75 125 012 45",
        ]);
    }

    #[test]
    fn barcodes_are_products() {
        none_in(&[
            "3400930000014",
            "3400930000014 pour le patient",
            "Le patient a reçu 3400935955838",
            "NIR 3400935955838",
            "3400935955838 42",
            "(01)03400935955838(17)261231(10)ABC123(21)189127512501282",
            "(01) 03400935955838 (17) 261231 (10) 12345",
            "010340093595583817261231",
            "4006381333931 au lit du patient",
        ]);
    }
}
