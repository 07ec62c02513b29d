//! What people of the demo community say of each other's posts, and what they keep for later (`config/demo/gestes.toml`).

use serde::Deserialize;

use super::tales::seconds;
use super::text_of;
use crate::moderation::FlagReason;
use crate::threads::marks::Mark;

/// Everything of the file.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Gestures {
    /// Thanks, "useful", "done here too".
    #[serde(rename = "mark")]
    pub marks: Vec<Gesture>,
    /// Bookmarks.
    #[serde(rename = "bookmark")]
    pub bookmarks: Vec<Gesture>,
    /// Flags that wait.
    #[serde(rename = "flag")]
    pub flags: Vec<Gesture>,
}

/// One gesture of one person.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Gesture {
    /// Who (address).
    pub by: String,
    /// The thread's title.
    pub thread: String,
    /// The post's number; 0 for the thread.
    pub post: usize,
    /// How long after the post: `5h`, `2d`.
    #[serde(default)]
    pub after: String,
    /// The mark's kind, or the flag's reason.
    #[serde(default)]
    pub kind: String,
    /// Where and with what result it was done, why it is flagged, why it is kept.
    #[serde(default)]
    pub note: String,
}

impl Gesture {
    /// How long after the post, in seconds.
    ///
    /// # Errors
    /// A sentence when it is not written as a time.
    pub fn delay(&self) -> Result<i64, String> {
        seconds(&self.after)
    }
}

/// Reads the file.
///
/// # Errors
/// A sentence saying what is wrong in it.
pub fn read() -> Result<Gestures, String> {
    let wrong = |why: String| format!("config/demo/gestes.toml: {why}");
    let gestures: Gestures = toml::from_str(&text_of("gestes.toml")?).map_err(|error| wrong(error.to_string()))?;
    for gesture in gestures.marks.iter().chain(&gestures.bookmarks).chain(&gestures.flags) {
        gesture.delay().map_err(wrong)?;
    }
    if let Some(odd) = gestures.marks.iter().find(|mark| Mark::parse(&mark.kind).is_none()) {
        return Err(wrong(format!("nobody says {} of a post", odd.kind)));
    }
    if let Some(odd) = gestures.flags.iter().find(|flag| FlagReason::parse(&flag.kind).is_none()) {
        return Err(wrong(format!("{} is no reason to flag a post", odd.kind)));
    }
    Ok(gestures)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demo::{cast, tales};
    use crate::threads::Kind;
    use crate::threads::marks::LONGEST_NOTE;

    #[test]
    fn everyone_speaks_of_a_post_they_read_and_did_not_write() {
        let (people, tales, gestures) = (cast::read().unwrap(), tales::read().unwrap(), read().unwrap());
        for gesture in gestures.marks.iter().chain(&gestures.flags).chain(&gestures.bookmarks) {
            let tale = tales.iter().find(|tale| tale.title == gesture.thread);
            let tale = tale.unwrap_or_else(|| panic!("no thread « {} »", gesture.thread));
            assert!(gesture.post <= tale.posts.len(), "« {} » has no post {}", gesture.thread, gesture.post);
            let person = people.iter().find(|person| person.email.address() == gesture.by).expect(&gesture.by);
            let stands = person.standings.iter().any(|(theme, _)| *theme == tale.theme);
            assert!(stands || gesture.by == cast::ANIMATOR, "{} in « {} »", gesture.by, gesture.thread);
            assert!(gesture.note.chars().count() <= LONGEST_NOTE, "{}", gesture.note);
        }
        for gesture in gestures.marks.iter().chain(&gestures.flags) {
            let tale = tales.iter().find(|tale| tale.title == gesture.thread).unwrap();
            assert_ne!(tale.posts[gesture.post - 1].by, gesture.by, "« {} »", gesture.thread);
            assert!(gesture.kind != "moi-aussi" || (gesture.post == 1 && tale.kind == Kind::Question));
        }
        let kinds: Vec<&str> = gestures.marks.iter().map(|mark| mark.kind.as_str()).collect();
        assert!(Mark::ALL.iter().all(|mark| kinds.contains(&mark.word())));
        assert!(!gestures.flags.is_empty() && !gestures.bookmarks.is_empty());
    }
}
