//! The bodies to which the demo community refers what is out of its scope (`config/demo/organismes.toml`).

use serde::Deserialize;

use super::text_of;
use crate::members::regions;

/// A body outside.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outside {
    /// Its name.
    pub name: String,
    /// The word of what it is.
    pub kind: String,
    /// Its region, as people write it; then its slug; empty for the whole country.
    pub region: String,
    /// Whom one asks for there.
    pub contact: String,
    /// Where one writes to it; empty when it takes no mail.
    pub email: String,
    /// What it answers on.
    pub answers_on: String,
    /// In how many days it usually answers.
    pub delay_days: i32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    body: Vec<Outside>,
}

/// Reads them.
///
/// # Errors
/// A sentence saying what is wrong in the file.
pub fn read() -> Result<Vec<Outside>, String> {
    let wrong = |why: String| format!("config/demo/organismes.toml: {why}");
    let file: File = toml::from_str(&text_of("organismes.toml")?).map_err(|error| wrong(error.to_string()))?;
    let placed = file.body.into_iter().map(|body| {
        if body.region.is_empty() {
            return Ok(body);
        }
        let region = regions::by_name(&body.region).ok_or_else(|| wrong(format!("unknown region {}", body.region)))?;
        Ok(Outside { region: region.slug.clone(), ..body })
    });
    placed.collect()
}
