//! The characters of an NIR: their form, their key, and the barcodes that look like them.

/// The characters of one number, and the words they came from.
pub(super) struct Number {
    pub(super) characters: [u8; 15],
    pub(super) length: usize,
    pub(super) first: usize,
    pub(super) last: usize,
}

impl Number {
    pub(super) fn characters(&self) -> &[u8] {
        &self.characters[..self.length]
    }

    /// `[1-478]\d{2}(month)(\d{2}|2[AB])\d{6}`. 7 and 8 are given while a person waits for an NIR, and made like one (NIA:
    /// circulaire DSS/SD4C/2012/213 of 1 June 2012; référentiel INS, Agence du numérique en santé). Months 20, 30 to 42
    /// and 50 to 99 are given where the act of birth is incomplete (as django-localflavor checks them); 21 to 29 and 43
    /// to 49 are not, and to read them too would flag more than six in a thousand of all numbers of fifteen digits.
    pub(super) fn is_nir(&self) -> bool {
        let characters = self.characters();
        let in_corsica = matches!(&characters[5..7], b"2a" | b"2b");
        let digit = |(at, character): (usize, &u8)| character.is_ascii_digit() || (in_corsica && at == 6);
        matches!(characters[0], b'1'..=b'4' | b'7' | b'8')
            && characters.iter().enumerate().all(digit)
            && matches!(self.month(), 1..=12 | 20 | 30..=42 | 50..=99)
    }

    pub(super) fn month(&self) -> u64 {
        value(&self.characters[3..5])
    }

    /// Whether the first thirteen are the barcode of a product: its last digit checks the others (GS1 General
    /// Specifications, check digit). In Europe none starts with 1 or 2, as nearly every NIR does.
    pub(super) fn is_barcode(&self) -> bool {
        let weighed = |(at, digit): (usize, &u8)| u64::from(digit - b'0') * if at.is_multiple_of(2) { 1 } else { 3 };
        let body = &self.characters[..13];
        matches!(body[0], b'3' | b'4' | b'7' | b'8')
            && body.iter().all(u8::is_ascii_digit)
            && body.iter().enumerate().map(weighed).sum::<u64>().is_multiple_of(10)
    }

    /// The CIP and UCD codes of drugs start with 3400 (arrêté of 30 December 2021, annex): 34009 reads as September.
    pub(super) fn is_drug(&self) -> bool {
        self.characters.starts_with(b"3400")
    }
}

/// Digits, or 2A and 2B among them.
pub(super) fn is_group(word: &[u8]) -> bool {
    let in_corsica = |at: usize| at > 0 && word[at - 1] == b'2' && matches!(word[at], b'a' | b'b');
    (1..=15).contains(&word.len()) && (0..word.len()).all(|at| word[at].is_ascii_digit() || in_corsica(at))
}

pub(super) fn value(digits: &[u8]) -> u64 {
    digits.iter().fold(0, |value, digit| value * 10 + u64::from(digit - b'0'))
}

/// The key of an NIR: 97 less the remainder by 97, 2A counted as 19 and 2B as 18 (the sources are those of
/// [`Kind::Nir`](super::Kind::Nir)).
pub(super) fn key_of(characters: &[u8]) -> u64 {
    let department = match &characters[5..7] {
        b"2a" => 19,
        b"2b" => 18,
        digits => value(digits),
    };
    let number = (value(&characters[..5]) * 100 + department) * 1_000_000 + value(&characters[7..13]);
    97 - number % 97
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_those_of_the_register() {
        let vectors = [
            ("1891275125012", 82),
            ("2061275111005", 64),
            ("1801275123456", 42),
            ("189122a004012", 83),
            ("269052b033157", 10),
            ("285072a247005", 44),
        ];
        for (number, key) in vectors {
            assert_eq!(key_of(number.as_bytes()), key, "{number}");
        }
    }
}
