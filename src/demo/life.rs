//! What goes on around the conversations: requests to join, invitations, moves between circles (`config/demo/vie.toml`).

use serde::Deserialize;

use super::text_of;

/// Everything of the file.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Life {
    /// Requests to join.
    #[serde(rename = "request")]
    pub requests: Vec<Request>,
    /// Invitations.
    #[serde(rename = "invitation")]
    pub invitations: Vec<Invitation>,
    /// Moves.
    #[serde(rename = "move")]
    pub moves: Vec<Move>,
}

/// A request to join a theme, by a member of another theme or by somebody new.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Request {
    /// Theme (slug).
    pub theme: String,
    /// The member's address; then the fields below come from their profile.
    pub member: Option<String>,
    /// Address.
    #[serde(default)]
    pub email: String,
    /// Given name.
    #[serde(default)]
    pub given_name: String,
    /// Family name.
    #[serde(default)]
    pub family_name: String,
    /// Where they work.
    #[serde(default)]
    pub establishment: String,
    /// What they do there.
    #[serde(default)]
    pub profession: String,
    /// Region, as people write it.
    #[serde(default)]
    pub region: String,
    /// Why.
    pub motivation: String,
    /// Age in days.
    pub days_ago: i64,
    /// The reason, when it was declined a day later.
    pub declined: Option<String>,
}

/// An invitation not accepted yet.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Invitation {
    /// Theme (slug).
    pub theme: String,
    /// Circle offered.
    pub circle: String,
    /// Invited address.
    pub email: String,
    /// The invited member's address, for somebody who has an account.
    pub member: Option<String>,
    /// Region, as people write it.
    pub region: String,
    /// A word from whoever invites.
    #[serde(default)]
    pub message: String,
    /// Who invites (address).
    pub by: String,
    /// Age in days.
    pub days_ago: i64,
}

/// A move between two circles, decided by the animator.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Move {
    /// Who (address).
    pub member: String,
    /// Theme (slug).
    pub theme: String,
    /// Circle left.
    pub from: String,
    /// Circle entered, where they stand today.
    pub to: String,
    /// The reason they read.
    pub reason: String,
    /// Age in days.
    pub days_ago: i64,
}

/// Reads the file.
///
/// # Errors
/// A sentence saying what is wrong in it.
pub fn read() -> Result<Life, String> {
    toml::from_str(&text_of("vie.toml")?).map_err(|error| format!("config/demo/vie.toml: {error}"))
}
