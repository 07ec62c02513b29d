//! The section `[files]` of the settings.

use serde::Deserialize;

use crate::config::is_loopback;

/// Where attachments are kept.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// `s3://BUCKET/PREFIX`; empty: the folder `attachments` of the data folder.
    pub store: String,
    /// The address of a store that is not Amazon's.
    pub endpoint: String,
    /// Its region.
    pub region: String,
    /// Who we are there.
    pub access_key: String,
    /// The secret of that key.
    pub secret_key: String,
}

impl std::fmt::Debug for Settings {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "files {{ store: {:?}, endpoint: {:?} }}", self.store, self.endpoint)
    }
}

impl Settings {
    /// The bucket and the prefix in it, both empty for a folder.
    pub fn bucket(&self) -> (&str, &str) {
        let place = self.store.strip_prefix("s3://").unwrap_or_default();
        let (bucket, prefix) = place.split_once('/').unwrap_or((place, ""));
        (bucket, prefix.trim_matches('/'))
    }

    /// Refuses what cannot work.
    ///
    /// # Errors
    /// A sentence for the administrator.
    pub fn checked(&self) -> Result<(), String> {
        if self.store.is_empty() {
            return Ok(());
        }
        if self.bucket().0.is_empty() {
            return Err("files.store must be empty or look like s3://BUCKET/PREFIX.".into());
        }
        if self.access_key.is_empty() || self.secret_key.is_empty() {
            return Err("files.store needs files.access_key and files.secret_key.".into());
        }
        let local = self.endpoint.strip_prefix("http://").is_some_and(is_loopback);
        if !(self.endpoint.is_empty() || local || self.endpoint.starts_with("https://")) {
            return Err("files.endpoint must be https:// for an address beyond this machine.".into());
        }
        Ok(())
    }
}
