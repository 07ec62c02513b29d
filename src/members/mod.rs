//! People: who they are, how they sign in, where they work.

pub mod account;
pub mod devices;
pub mod directory;
pub mod email_changes;
pub mod establishments;
mod guessing;
pub mod pages;
pub mod passwords;
pub mod portraits;
pub mod profile;
pub mod regions;
pub mod resets;
pub mod sessions;
pub mod store;
pub mod throttle;

use crate::db::ids::MemberId;
use crate::sentences::Sentence;
pub use store::{
    Arrival, Headcount, NewMember, accept_charter, account_of, arrive, headcount, insert, insert_all, make_anonymous,
    make_outside,
};

/// The anonymous member: signs what a member writes who stays unknown. A closed account of a fixed id, lower than any
/// that is drawn.
pub const ANONYMOUS: MemberId = MemberId(1);

/// The outside member: signs what a body without an account says. A closed account of a fixed id as well.
pub const OUTSIDE: MemberId = MemberId(2);

/// Somebody whose name leads to their page: nobody for the reserved accounts, which have none.
pub fn with_a_page(member: MemberId) -> Option<MemberId> {
    Some(member).filter(|member| *member > OUTSIDE)
}

crate::vocabulary! {
    /// The state of an account.
    AccountState {
        /// Invited or imported, has not accepted yet.
        Invited = "invited",
        /// In use.
        Active = "active",
        /// Closed.
        Closed = "closed",
    }
}

crate::vocabulary! {
    /// The kind of an establishment.
    EstablishmentKind {
        /// Centre hospitalier universitaire.
        Chu = "CHU",
        /// Centre hospitalier.
        Ch = "CH",
        /// Clinique.
        Clinique = "Clinique",
        /// Établissement d'hébergement pour personnes âgées dépendantes.
        Ehpad = "EHPAD",
        /// Another medico-social establishment.
        Esms = "ESMS",
        /// Groupement hospitalier de territoire.
        Ght = "GHT",
        /// Médecine de ville, CPTS.
        Cpts = "CPTS",
        /// Groupement régional d'appui au développement de l'e-santé.
        Grades = "GRADeS",
        /// Agence régionale de santé.
        Ars = "ARS",
        /// Anything else.
        Other = "Autre",
    }
}

/// A mail address, checked; compared by its key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Email {
    address: String,
}

impl Email {
    /// Reads an address: one `@`, at most 320 characters, nothing that could end a header (RFC 5321, RFC 5322).
    ///
    /// # Errors
    /// The sentence to show beside the field.
    pub fn parse(text: &str) -> Result<Self, Sentence> {
        let text = text.trim();
        if text.is_empty() {
            return Err("form-required".into());
        }
        let plain = !text.contains(|letter: char| letter.is_control() || letter.is_whitespace() || letter == '"');
        let dotted = text.rsplit_once('@').is_some_and(|(_, domain)| domain.contains('.') || domain == "localhost");
        if text.len() > 320 || !plain || !dotted || text.parse::<lettre::Address>().is_err() {
            return Err("form-bad-email".into());
        }
        Ok(Self { address: text.to_owned() })
    }

    /// As it was written.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// The form by which two addresses are the same.
    pub fn key(&self) -> String {
        email_key(&self.address)
    }
}

/// The form by which two addresses are the same: no case.
pub fn email_key(address: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    address.trim().nfkc().flat_map(char::to_lowercase).collect()
}

/// The address of a member's page.
pub fn address(id: MemberId) -> String {
    format!("/membres/{id}")
}

/// The address of a member's picture; the fingerprint makes it a new one with every picture.
pub fn portrait_address(id: MemberId, fingerprint: &str) -> String {
    format!("/membres/{id}/portrait?v={}", fingerprint.get(..12).unwrap_or(fingerprint))
}

/// A member's fields of expertise, in order.
///
/// # Errors
/// What the database says.
pub fn expertises(db: &mut crate::db::Db, member: MemberId) -> Result<Vec<String>, crate::refusal::Refusal> {
    Ok(store::profile::expertises(db, member)?)
}
