//! Pieces of pages that depend on nothing but their facts: what was made of the same facts is not made again. Nothing has
//! to be forgotten when something changes, since other facts are another piece; another process may change them.

use std::sync::Arc;

use quick_cache::Weighter;
use quick_cache::sync::Cache;
use serde::Serialize;
use sha2::{Digest, Sha256};
use tera::Context;

use super::App;
use crate::refusal::Refusal;
use crate::sentences::Language;

/// Bytes kept at most.
const ROOM: u64 = 6 << 20;
/// The usual length of a piece, in bytes.
const USUAL: u64 = 2_500;

/// A piece of HTML ready for a page, which prints it with `| safe`.
#[derive(Clone, Debug)]
pub struct Fragment(Arc<str>);

impl Serialize for Fragment {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

/// By SHA-256 of the template's name, the language and the facts.
type Key = [u8; 32];

#[derive(Clone)]
struct Length;

impl Weighter<Key, Fragment> for Length {
    fn weight(&self, key: &Key, made: &Fragment) -> u64 {
        (key.len() + made.0.len()) as u64
    }
}

/// Pieces made lately.
pub struct Fragments(Cache<Key, Fragment, Length>);

impl Default for Fragments {
    fn default() -> Self {
        Self(Cache::with_weighter(usize::try_from(ROOM / USUAL).unwrap_or(1), ROOM, Length))
    }
}

impl App {
    /// What a template makes of facts, in a language. The facts hold all it prints: nothing of the session, no secret.
    ///
    /// # Errors
    /// A mistake of ours in the template or its facts.
    pub fn fragment(
        &self,
        language: Language,
        name: &'static str,
        facts: &impl Serialize,
    ) -> Result<Fragment, Refusal> {
        let written =
            serde_json::to_vec(&(name, language, facts)).map_err(|error| Refusal::Broken(error.to_string()))?;
        let key: Key = Sha256::digest(&written).into();
        if let Some(made) = self.fragments.0.get(&key) {
            return Ok(made);
        }
        let context = Context::from_serialize(facts).map_err(|error| Refusal::Broken(error.to_string()))?;
        let bytes = self.templates(language).render(name, &context).map_err(Refusal::Broken)?;
        let html = String::from_utf8(bytes).map_err(|error| Refusal::Broken(error.to_string()))?;
        let made = Fragment(html.into());
        self.fragments.0.insert(key, made.clone());
        Ok(made)
    }
}
