//! The register of bodies of the demo community (`config/demo/organismes.toml`).

use serde::Deserialize;

use super::text_of;

/// Everything of the file.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Register {
    /// The bodies.
    #[serde(rename = "body")]
    pub bodies: Vec<Body>,
}

/// A body, as the file says it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Body {
    /// Its name.
    pub name: String,
    /// What it is: a word of `referrals::BodyKind`.
    pub kind: String,
    /// Its region (slug); empty for the whole country.
    #[serde(default)]
    pub region: String,
    /// Whom one asks for there.
    #[serde(default)]
    pub contact: String,
    /// Where one writes to it; empty when it takes no mail.
    #[serde(default)]
    pub email: String,
    /// What it answers on.
    pub answers_on: String,
    /// In how many days it usually answers.
    pub delay_days: i32,
}

/// Reads the file.
///
/// # Errors
/// A sentence saying what is wrong in it.
pub fn read() -> Result<Register, String> {
    toml::from_str(&text_of("organismes.toml")?).map_err(|error| format!("config/demo/organismes.toml: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::members::{Email, regions};
    use crate::referrals::BodyKind;

    #[test]
    fn the_register_is_one_that_could_be_kept_by_hand() {
        let bodies = read().unwrap().bodies;
        assert!(bodies.len() >= 8);
        for body in &bodies {
            assert!(BodyKind::parse(&body.kind).is_some(), "{}", body.name);
            assert!(body.region.is_empty() || regions::by_slug(&body.region).is_some(), "{}", body.name);
            assert!(body.email.is_empty() || Email::parse(&body.email).is_ok(), "{}", body.name);
            // Nobody is ever written to from a demo (RFC 2606).
            assert!(body.email.is_empty() || body.email.ends_with(".example"), "{}", body.email);
            assert!((1..=365).contains(&body.delay_days), "{}", body.name);
        }
        assert!(bodies.iter().any(|body| body.email.is_empty()), "one is reached otherwise than by mail");
    }
}
