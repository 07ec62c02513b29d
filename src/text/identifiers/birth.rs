//! Births of people.

use super::date::is_weekday;
use super::people::NEAR;
use super::words::{Reading, is_accent};
use super::{Kind, Spot};

impl Reading<'_> {
    /// The date of birth announced by a word: « née le », « date de naissance », « DDN ».
    pub(super) fn birth(&self, at: usize) -> Option<Spot> {
        let (first, last) = self.after_born(at).or_else(|| self.after_birth_label(at))?;
        self.spot(Kind::Birth, first, last)
    }

    /// « Mme D., née le 12/03/1951 »: only beside a person, because hospitals and projects are born too.
    fn after_born(&self, at: usize) -> Option<(usize, usize)> {
        if !matches!(self.word(at), "ne" | "nee") {
            return None;
        }
        let both = self.word(at + 1) == "e" && self.gap(at).chars().count() == 1;
        let from = if both { at + 2 } else { at + 1 };
        // Without its accent « ne » mostly denies.
        if self.written(at).eq_ignore_ascii_case("ne") && !both && self.word(from) != "le" {
            return None;
        }
        let date = self.date_after(from, |_| false)?;
        // « Né(e) le » and « Né le : » stand on forms, and forms are about people.
        let on_form = both || self.gap_before(date.0).contains(':');
        let of_person = on_form || self.is_person_born(at) || self.is_person_after(at, date.1);
        of_person.then_some(date)
    }

    fn after_birth_label(&self, at: usize) -> Option<(usize, usize)> {
        let label = match self.word(at) {
            "ddn" => true,
            "naissance" => {
                let before = (self.word_back(at, 2), self.word_back(at, 1));
                before.1 == "date" || before == ("date", "de") || self.gap(at).trim() == ":"
            }
            _ => false,
        };
        let about = |at: usize| matches!(self.word(at), "du" | "est" | "m" | "mme") || self.is_patient(at);
        if label { self.date_after(at + 1, about) } else { None }
    }

    /// The first full date, reached through names and places only: « née MARTIN à Lyon le 12 mars 1951 ».
    fn date_after(&self, from: usize, also: impl Fn(usize) -> bool) -> Option<(usize, usize)> {
        let place = |at: usize| {
            self.has_capital(at)
                || matches!(self.word(at), "le" | "la" | "les" | "l" | "a" | "au" | "aux" | "de" | "d" | "sur" | "en")
                || matches!(self.word_back(at, 1), "a" | "au" | "aux")
                || is_weekday(self.word(at))
        };
        for at in from..=from + NEAR {
            if self.gap_before(at).contains('\n') {
                return None;
            }
            if let Some(last) = self.date(at).or_else(|| self.date_in_one_run(at)) {
                return Some((at, last));
            }
            if !place(at) && !also(at) {
                return None;
            }
        }
        None
    }

    fn is_person_born(&self, at: usize) -> bool {
        let is_verb = matches!(self.word_back(at, 1), "est" | "etait");
        let subject = if is_verb { at.saturating_sub(1) } else { at };
        if is_verb && subject.checked_sub(1).is_some_and(|before| self.is_place(before)) {
            return false;
        }
        // Figures are no words here: an NIR may stand between the name and the birth.
        let words = (at.saturating_sub(4 * NEAR)..at).rev().filter(|before| !self.starts_with_digit(*before));
        let mut near = words.take(NEAR);
        near.any(|before| self.is_person(before) || (before + 1 < at && self.starts_initials(before)))
            || self.ends_with_name(subject)
    }

    /// « Né le 12/03/1951, ce patient… »: the person comes after, in a sentence that starts with the birth.
    fn is_person_after(&self, at: usize, date_end: usize) -> bool {
        let starts = at == 0 || self.gap_before(at).contains(['\n', '.', ':', '!', '?', '|', '*']);
        let after = date_end + 1..=date_end + NEAR;
        starts && after.take_while(|at| !self.is_place(*at)).any(|at| self.is_person(at))
    }

    /// `J. D.`, `J.-P. D.`; with an article before it is an institution: « le C.H. ».
    fn starts_initials(&self, at: usize) -> bool {
        let goes_on = self.gap(at).len() <= 3 && self.gap(at).contains(['.', '-']);
        let follows = at.checked_sub(1).is_some_and(|before| self.is_initial(before));
        goes_on && self.is_initial(at) && self.is_initial(at + 1) && !follows && !is_article(self.word_back(at, 1))
    }

    fn is_initial(&self, at: usize) -> bool {
        self.written(at).len() == 1 && self.has_capital(at)
    }

    /// Whether a name, or two initials in one word, ends just before.
    fn ends_with_name(&self, subject: usize) -> bool {
        let Some(last) = subject.checked_sub(1) else { return false };
        let initials = self.written(last).len() == 2 && self.written(last).bytes().all(|b| b.is_ascii_uppercase());
        if initials && !self.is_place(last) && !is_article(self.word_back(last, 1)) {
            return true;
        }
        let particle = matches!(self.word_back(last, 1), "le" | "la" | "de" | "du") && last >= 2;
        let Some(first) = last.checked_sub(if particle { 2 } else { 1 }) else { return false };
        self.is_name(first)
            && self.is_name(last)
            && !is_article(self.word_back(first, 1))
            && !self.near_before(subject, |at| self.is_place(at))
    }

    fn is_name(&self, at: usize) -> bool {
        let letters = self.written(at);
        self.has_capital(at)
            && letters.chars().nth(1).is_some()
            && letters.chars().all(|letter| letter.is_alphabetic() || is_accent(letter))
            && !is_article(self.word(at))
    }
}

fn is_article(word: &str) -> bool {
    matches!(
        word,
        "le" | "la"
            | "l"
            | "les"
            | "un"
            | "une"
            | "du"
            | "de"
            | "d"
            | "des"
            | "au"
            | "ce"
            | "cet"
            | "cette"
            | "notre"
            | "nos"
            | "votre"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::identifiers::tests::{each_has, none_in};

    #[test]
    fn births_of_people_warn() {
        each_has(
            Kind::Birth,
            &[
                ("M. D., né le 12/03/1951", "12/03/1951"),
                ("Mme D., née le 12/03/1951", "12/03/1951"),
                ("M. X, n° 12 34 56 78 90, né le 12/03/1951", "12/03/1951"),
                ("Mme D., NÉE LE 12/03/1951", "12/03/1951"),
                ("Mme D., NEE LE 12-03-1951", "12-03-1951"),
                ("Mme D., nee le 12.03.51", "12.03.51"),
                ("monsieur Dupont ne le 12 mars 1951", "12 mars 1951"),
                ("M. D., ne\u{301} le 12/03/1951", "12/03/1951"),
                ("Né(e) le 12/03/1951", "12/03/1951"),
                ("NE(E) LE : 12/03/1951", "12/03/1951"),
                ("né·e le 1er mars 1951", "1er mars 1951"),
                ("Né le : 12/03/1951", "12/03/1951"),
                ("patient né le 12/03/1951", "12/03/1951"),
                ("la patiente est née le jeudi 12 mars 1951", "12 mars 1951"),
                ("Le patient né à Paris le 3 août 1951", "3 août 1951"),
                ("patiente née MARTIN à Saint-Malo le 03/08/1951", "03/08/1951"),
                ("M. D. né le 1951-03-12", "1951-03-12"),
                ("patient né le 12031951", "12031951"),
                ("patient né le 12 03 1951", "12 03 1951"),
                ("J.D., née le 12/03/1951", "12/03/1951"),
                ("J. D. est né le 12/03/1951", "12/03/1951"),
                ("J.-P. D., 72 ans, né le 12/03/1951", "12/03/1951"),
                ("JD, né le 12/03/1951", "12/03/1951"),
                ("Jean DUPONT, né le 12/03/1951", "12/03/1951"),
                ("Vu ce jour Yann Le Goff, né le 12/03/1951", "12/03/1951"),
                ("Dupont_Jean_né_le_12-03-1951.pdf", "12-03-1951"),
                ("Femme de 72 ans née le 12/03/1951", "12/03/1951"),
                ("Né le 12/03/1951, ce patient a été admis", "12/03/1951"),
                ("DDN 12/03/1951", "12/03/1951"),
                ("DDN : 12/03/51", "12/03/51"),
                ("date de naissance : 12/03/1951", "12/03/1951"),
                ("Date de naissance du patient : 12 mars 1951", "12 mars 1951"),
                ("DATE NAISSANCE 12/03/1951", "12/03/1951"),
                ("Naissance : 12/03/1951", "12/03/1951"),
            ],
        );
    }

    #[test]
    fn births_of_hospitals_and_bare_years_do_not() {
        none_in(&[
            "l'établissement est né le 1er janvier 2016",
            "L’établissement est né le 1er janvier 2016 de la fusion de deux hôpitaux.",
            "Madame la directrice, notre établissement est né le 1er janvier 2016",
            "Monsieur le directeur, le CHU est né le 1er janvier 2016",
            "Chaque patient le sait : l'établissement est né le 1er janvier 2016",
            "Le GHT, né le 1er juillet 2016, compte six hôpitaux.",
            "Le C.H. est né le 1er juillet 2016",
            "l'A.R.S. est née le 1er avril 2010",
            "CH né le 1er janvier 2016",
            "Santé publique France est née le 1er mai 2016",
            "Santé Publique France est née le 1er mai 2016",
            "L'hôpital Femme Mère Enfant est né le 1er janvier 2008",
            "Née le 1er janvier 2016, l'agence accueille chaque patient",
            "LE PROJET EST NE LE 1ER JANVIER 2016",
            "patient né en 1951",
            "patient né en mars 1951",
            "patient né le 12 mars",
            "patient né en 1951, vu le 12/03/2024",
            "patient né à Lyon, vu le 12/03/2024",
            "le patient ne vient que le 12/03/2024",
            "le patient ne sera pas vu avant le 12/03/2024",
            "patient né le 45/13/1951",
            "date de naissance inconnue",
            "la date de naissance de l'hôpital : 01/01/1950",
            "M. D., vu le 12/03/2024",
            "né le 12/03/1951",
        ]);
    }
}
