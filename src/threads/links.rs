//! Threads, meetings and posts that texts lead to, as one reader may know them: one statement of each for all the texts of a
//! page, none when they lead to none.

use std::collections::HashMap;

use super::{store_links as store, titled};
use crate::db::Db;
use crate::db::ids::{MeetingId, PostId, ThreadId};
use crate::policy::Viewer;
use crate::refusal::Refusal;
use crate::sentences::{Sentence, Sentences};
use crate::text::links::{self, Target, Told};
use crate::text::markdown::Shown;
use crate::web::{Filled, Visit};

/// Threads and posts looked up for one page at most; further addresses stay addresses.
const MOST: usize = 200;

/// What a reader may know of where some texts lead.
#[derive(Debug, Default)]
pub struct Links {
    titles: HashMap<Target, Option<String>>,
    missing: String,
    base_url: String,
}

impl Links {
    /// Where some texts lead, for who visits.
    ///
    /// # Errors
    /// What the database says.
    pub fn of<'a>(visit: &mut Visit<'_>, texts: impl IntoIterator<Item = &'a Shown>) -> Result<Self, Refusal> {
        let sentences = visit.app.sentences(visit.language());
        Self::read_by(visit.db, &visit.viewer, (&visit.app.base_url, sentences), texts)
    }

    /// Where some texts lead, for a reader.
    ///
    /// # Errors
    /// What the database says.
    pub fn read_by<'a>(
        db: &mut Db,
        reader: &Viewer,
        (base_url, sentences): (&str, &Sentences),
        texts: impl IntoIterator<Item = &'a Shown>,
    ) -> Result<Self, Refusal> {
        let mut wanted: Vec<Target> = Vec::new();
        for text in texts {
            wanted.extend(links::targets_in(text, base_url));
        }
        wanted.sort_unstable();
        wanted.dedup();
        wanted.truncate(MOST);
        if wanted.is_empty() {
            return Ok(Self::default());
        }
        let mut titles: HashMap<Target, Option<String>> = wanted.iter().map(|target| (*target, None)).collect();
        for (thread, title) in store::titles(db, reader, &threads_of(&wanted))? {
            titles.insert(Target::Thread(thread), Some(titled(sentences, &title)));
        }
        for (meeting, title) in store::meeting_titles(db, reader, &meetings_of(&wanted))? {
            titles.insert(Target::Meeting(meeting), Some(titled(sentences, &title)));
        }
        for (post, number, title) in store::post_titles(db, reader, &posts_of(&wanted))? {
            let said = Sentence::new("link-post").text("title", titled(sentences, &title)).number("n", number.into());
            titles.insert(Target::Post(post), Some(sentences.tell(&said)));
        }
        Ok(Self { titles, missing: sentences.tell(&"link-out-of-reach".into()), base_url: base_url.to_owned() })
    }

    /// A text with what its reader may know of them.
    #[must_use]
    pub fn shown(&self, text: Shown) -> Shown {
        if self.titles.is_empty() {
            return text;
        }
        links::filled(&text, &self.base_url, |target| match self.titles.get(&target) {
            Some(Some(title)) => Told::Title(title),
            Some(None) => Told::Nothing(&self.missing),
            None => Told::Unasked,
        })
    }
}

fn threads_of(wanted: &[Target]) -> Vec<ThreadId> {
    let thread = |target: &Target| if let Target::Thread(thread) = target { Some(*thread) } else { None };
    wanted.iter().filter_map(thread).collect()
}

fn meetings_of(wanted: &[Target]) -> Vec<MeetingId> {
    let meeting = |target: &Target| if let Target::Meeting(meeting) = target { Some(*meeting) } else { None };
    wanted.iter().filter_map(meeting).collect()
}

fn posts_of(wanted: &[Target]) -> Vec<PostId> {
    let post = |target: &Target| if let Target::Post(post) = target { Some(*post) } else { None };
    wanted.iter().filter_map(post).collect()
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
