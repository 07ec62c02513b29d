//! Threads that texts lead to, as one reader may know them: one statement for all the texts of a page, none when they
//! lead to no thread.

use std::collections::HashMap;

use super::store_links as store;
use crate::db::Db;
use crate::db::ids::ThreadId;
use crate::policy::Viewer;
use crate::refusal::Refusal;
use crate::sentences::Sentences;
use crate::text::links::{self, Told};
use crate::text::markdown::Shown;
use crate::text::typography;
use crate::web::{Filled, Visit};

/// Threads looked up for one page at most; further addresses stay addresses.
const MOST: usize = 200;

/// What a reader may know of the threads some texts lead to.
#[derive(Debug, Default)]
pub struct Links {
    titles: HashMap<ThreadId, Option<String>>,
    missing: String,
    base_url: String,
}

impl Links {
    /// The threads some texts lead to, for who visits.
    ///
    /// # Errors
    /// What the database says.
    pub fn of<'a>(visit: &mut Visit<'_>, texts: impl IntoIterator<Item = &'a Shown>) -> Result<Self, Refusal> {
        let sentences = visit.app.sentences(visit.language());
        Self::read_by(visit.db, &visit.viewer, (&visit.app.base_url, sentences), texts)
    }

    /// The threads some texts lead to, for a reader.
    ///
    /// # Errors
    /// What the database says.
    pub fn read_by<'a>(
        db: &mut Db,
        reader: &Viewer,
        (base_url, sentences): (&str, &Sentences),
        texts: impl IntoIterator<Item = &'a Shown>,
    ) -> Result<Self, Refusal> {
        let mut wanted: Vec<ThreadId> = Vec::new();
        for text in texts {
            wanted.extend(links::threads_in(text, base_url));
        }
        wanted.sort_unstable();
        wanted.dedup();
        wanted.truncate(MOST);
        if wanted.is_empty() {
            return Ok(Self::default());
        }
        let mut titles: HashMap<ThreadId, Option<String>> = wanted.iter().map(|thread| (*thread, None)).collect();
        for (thread, title) in store::titles(db, reader, &wanted)? {
            titles.insert(thread, Some(typography::spaces(&title)));
        }
        Ok(Self { titles, missing: sentences.tell(&"link-out-of-reach".into()), base_url: base_url.to_owned() })
    }

    /// A text with what its reader may know of them.
    #[must_use]
    pub fn shown(&self, text: Shown) -> Shown {
        if self.titles.is_empty() {
            return text;
        }
        links::filled(&text, &self.base_url, |thread| match self.titles.get(&thread) {
            Some(Some(title)) => Told::Title(title),
            Some(None) => Told::Nothing(&self.missing),
            None => Told::Unasked,
        })
    }
}

/// One text, for who visits.
///
/// # Errors
/// What the database says.
pub fn shown(visit: &mut Visit<'_>, text: Shown) -> Result<Shown, Refusal> {
    Ok(Links::of(visit, [&text])?.shown(text))
}

/// A form whose preview is shown as its reader may know what it leads to.
///
/// # Errors
/// What the database says.
pub fn previewed<T>(visit: &mut Visit<'_>, form: Filled<T>) -> Result<Filled<T>, Refusal> {
    let preview = form.preview.map(|text| shown(visit, text)).transpose()?;
    Ok(Filled { preview, ..form })
}
