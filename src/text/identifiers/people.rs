//! Words that point to a person, and those that point to a place.

use super::words::Reading;

/// How many words before a number may point to a person.
pub(super) const NEAR: usize = 6;

impl Reading<'_> {
    pub(super) fn near_before(&self, at: usize, is_such: impl Fn(usize) -> bool) -> bool {
        (at.saturating_sub(NEAR)..at).any(|at| !self.starts_with_digit(at) && is_such(at))
    }

    /// A word that names the number itself.
    pub(super) fn names_nir(&self, at: usize) -> bool {
        match self.word(at) {
            "nir" | "nia" | "ins" | "nss" | "secu" | "matricule" | "immatriculation" | "vitale" | "insee" => true,
            "sociale" => self.word_back(at, 1) == "securite",
            "ss" => self.written(at) == "SS",
            _ => false,
        }
    }

    pub(super) fn is_person(&self, at: usize) -> bool {
        self.is_title(at) || self.is_patient(at)
    }

    /// A title before a name; « Madame la directrice » is no patient.
    fn is_title(&self, at: usize) -> bool {
        let title = match self.word(at) {
            "mr" | "mme" | "mlle" | "monsieur" | "madame" | "mademoiselle" => true,
            "m" => self.written(at) == "M" && (self.gap(at).starts_with('.') || self.has_capital(at + 1)),
            _ => false,
        };
        title && !matches!(self.word(at + 1), "le" | "la" | "l")
    }

    /// A word for one person in care; in « pôle femme-mère-enfant » it names a place.
    pub(super) fn is_patient(&self, at: usize) -> bool {
        let patient = matches!(
            self.word(at),
            "patient"
                | "patiente"
                | "malade"
                | "resident"
                | "residente"
                | "usager"
                | "usagere"
                | "homme"
                | "femme"
                | "enfant"
                | "bebe"
                | "nourrisson"
                | "garcon"
                | "fille"
        );
        patient && !(at.saturating_sub(3)..at).any(|before| self.is_place(before))
    }

    /// Words for what hospitals found, open and name: these are born too, in speeches.
    pub(super) fn is_place(&self, at: usize) -> bool {
        matches!(
            self.word(at),
            "etablissement"
                | "hopital"
                | "hopitaux"
                | "hospitalier"
                | "hospitaliere"
                | "clinique"
                | "centre"
                | "service"
                | "unite"
                | "pole"
                | "maternite"
                | "maison"
                | "ehpad"
                | "ght"
                | "chu"
                | "chr"
                | "ch"
                | "ars"
                | "groupement"
                | "agence"
                | "fondation"
                | "association"
                | "societe"
                | "federation"
                | "union"
                | "institut"
                | "ministere"
                | "comite"
                | "communaute"
                | "sante"
                | "reseau"
                | "structure"
                | "equipe"
                | "projet"
                | "programme"
                | "dispositif"
                | "plateforme"
                | "logiciel"
                | "application"
        )
    }

    pub(super) fn has_capital(&self, at: usize) -> bool {
        self.written(at).starts_with(char::is_uppercase)
    }
}
