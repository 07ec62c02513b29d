//! What somebody writes and has not published yet: one text a person and place, theirs alone, kept 180 days.

pub mod pages;
mod store;

use std::collections::BTreeMap;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{Kind, LONGEST_BODY, store as threads};
use crate::db::ids::{DraftId, MemberId, PointDurId, SheetId, ThemeId, ThreadId, from_base32};
use crate::db::{Db, Moment, Tx};
use crate::files;
use crate::policy::{self, Act, Viewer};
use crate::refusal::{Problems, Refusal};
use crate::sentences::Sentence;

/// Drafts are kept this many days after the last word.
pub const KEPT_DAYS: i64 = 180;
/// A draft thrown away can be taken back for a day.
const TAKEN_BACK_SECONDS: i64 = 86_400;
/// Longest draft, in bytes of all its fields: the longest post, its title and the choices made.
const LONGEST: usize = LONGEST_BODY + 8 * 1024;

/// The fields that hold somebody's words.
const WORDS: &[&str] = &[
    "title",
    "body",
    "context",
    "difficulty",
    "solution",
    "steps",
    "tried",
    "result",
    "conditions",
    "limits",
    "contacts",
    "note",
    "begun",
    "size",
    "tools",
];
/// The fields that hold a choice of the form: whom one writes to in private among them, and what a practice sheet was
/// written from.
const CHOICES: &[&str] = &[
    "point",
    "version",
    "theme",
    "subtopic",
    "kind",
    "audience",
    "with",
    "animation",
    "reach",
    "safety",
    "organisation",
    "cost",
    "compliance",
    "anonymous",
    "known_to_lead",
];
/// Where an answer holds its text and its files.
const OF_ANSWER: &[&str] = &["body", files::FIELD];

/// Where a draft will be published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// A thread to open.
    NewThread,
    /// An experience report to open.
    NewRex,
    /// A point dur to report.
    PointDur,
    /// A practice sheet to begin, from a point dur if one is given: each has a text of its own.
    NewSheet(Option<PointDurId>),
    /// Another text of a practice sheet.
    Sheet(SheetId),
    /// An answer in a thread.
    Reply(ThreadId),
    /// A private conversation to begin: with the person whose page led there, or with whom the form names. Each has a
    /// text of its own, so that what was meant for one is never sent to another.
    Conversation(Option<MemberId>),
    /// One with the animators of a theme.
    Animation(ThemeId),
}

impl Place {
    /// The place as it is stored and posted.
    pub fn word(self) -> String {
        match self {
            Self::NewThread => "nouveau".into(),
            Self::NewRex => "rex".into(),
            Self::PointDur => "point-dur".into(),
            Self::NewSheet(None) => "fiche".into(),
            Self::NewSheet(Some(point_dur)) => format!("fiche-du:{point_dur}"),
            Self::Sheet(sheet) => format!("fiche:{sheet}"),
            Self::Reply(thread) => format!("reponse:{thread}"),
            Self::Conversation(None) => "conversation".into(),
            Self::Conversation(Some(member)) => format!("conversation:{member}"),
            Self::Animation(theme) => format!("animation:{theme}"),
        }
    }

    /// Where its form is sent.
    pub fn action(self) -> String {
        match self {
            Self::NewThread | Self::NewRex => "/fils/nouveau".into(),
            Self::PointDur => "/points-durs/nouveau".into(),
            Self::NewSheet(_) => "/fiches/nouvelle".into(),
            Self::Sheet(sheet) => format!("/fiches/{sheet}/modifier"),
            Self::Reply(thread) => format!("/fils/{thread}/messages"),
            Self::Conversation(_) | Self::Animation(_) => "/conversations/nouvelle".into(),
        }
    }

    /// Reads a stored or posted place.
    pub fn parse(word: &str) -> Option<Self> {
        match word {
            "nouveau" => Some(Self::NewThread),
            "rex" => Some(Self::NewRex),
            "point-dur" => Some(Self::PointDur),
            "fiche" => Some(Self::NewSheet(None)),
            "conversation" => Some(Self::Conversation(None)),
            _ => {
                let (place, id) = word.split_once(':')?;
                let id = from_base32(id)?;
                match place {
                    "reponse" => Some(Self::Reply(ThreadId(id))),
                    "fiche" => Some(Self::Sheet(SheetId(id))),
                    "fiche-du" => Some(Self::NewSheet(Some(PointDurId(id)))),
                    "conversation" => Some(Self::Conversation(Some(MemberId(id)))),
                    "animation" => Some(Self::Animation(ThemeId(id))),
                    _ => None,
                }
            }
        }
    }

    /// Whether a private conversation is begun there.
    pub fn is_private(self) -> bool {
        matches!(self, Self::Conversation(_) | Self::Animation(_))
    }

    /// Where a thread of a kind is written before it is opened.
    pub fn opening(kind: Option<Kind>) -> Self {
        match kind {
            Some(Kind::Rex) => Self::NewRex,
            Some(Kind::PointDur) => Self::PointDur,
            _ => Self::NewThread,
        }
    }

    /// The thread answered in.
    pub fn thread(self) -> Option<ThreadId> {
        match self {
            Self::Reply(thread) => Some(thread),
            Self::NewThread | Self::NewRex | Self::PointDur | Self::NewSheet(_) | Self::Sheet(_) => None,
            Self::Conversation(_) | Self::Animation(_) => None,
        }
    }
}

/// The fields of a form, by name; what is blank is left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text(BTreeMap<String, String>);

impl Text {
    /// What a form holds that is worth keeping: words, choices and the files kept already, never a token or an answer to a caution.
    pub fn of(form: &impl Serialize) -> Self {
        let fields = serde_json::to_value(form).unwrap_or_default();
        let worth = |name: &&&str| fields[**name].as_str().is_some_and(|value| !value.trim().is_empty());
        let field = |name: &&str| ((*name).to_owned(), fields[*name].as_str().unwrap_or_default().to_owned());
        Self(WORDS.iter().chain(CHOICES).chain(&[files::FIELD]).filter(worth).map(field).collect())
    }

    /// The same text, short and clean enough to be kept.
    ///
    /// # Errors
    /// The sentence to show beside the form.
    pub fn checked(self) -> Result<Self, Sentence> {
        let bytes: usize = self.0.values().map(String::len).sum();
        if bytes > LONGEST {
            return Err("draft-too-long".into());
        }
        let odd = |letter: char| letter.is_control() && !matches!(letter, '\n' | '\t');
        if self.0.values().any(|value| value.contains(odd)) {
            return Err("form-bad-characters".into());
        }
        Ok(self)
    }

    /// Reads a stored text; what cannot be read is empty.
    fn parse(json: &str) -> Self {
        Self(serde_json::from_str(json).unwrap_or_default())
    }

    fn json(&self) -> String {
        serde_json::to_string(&self.0).unwrap_or_else(|_| "{}".into())
    }

    /// One field, empty when absent.
    pub fn field(&self, name: &str) -> &str {
        self.0.get(name).map_or("", String::as_str)
    }

    /// Whether nobody wrote a word: choices alone are no text.
    pub fn is_empty(&self) -> bool {
        WORDS.iter().all(|name| self.field(name).is_empty())
    }

    /// Everything written but the title, in the order of the form.
    pub fn body(&self) -> String {
        let written = WORDS[1..].iter().map(|name| self.field(name)).filter(|words| !words.is_empty());
        written.collect::<Vec<_>>().join("\n\n")
    }

    /// The form as it was left; a form that has no such fields is blank.
    pub fn form<T: DeserializeOwned + Default>(&self) -> T {
        serde_json::to_value(&self.0).and_then(serde_json::from_value).unwrap_or_default()
    }

    /// The text and the files of an answer alone: a form of another shape kept nothing there.
    fn of_answer(&self) -> Self {
        Self(
            self.0
                .iter()
                .filter(|(name, _)| OF_ANSWER.contains(&name.as_str()))
                .map(|(name, text)| (name.clone(), text.clone()))
                .collect(),
        )
    }
}

/// A draft of the person who reads it.
#[derive(Clone, Debug)]
pub struct Draft {
    /// Its id.
    pub id: DraftId,
    /// Where it will be published.
    pub place: Place,
    /// What was written.
    pub text: Text,
    /// When the last word was.
    pub updated_at: Moment,
    /// When it was thrown away, if it was.
    pub discarded_at: Option<Moment>,
}

/// Keeps what a person writes at a place; an empty text throws away what was kept there.
///
/// # Errors
/// `Refusal::NotFound` for an answer in a thread the person does not see, `Refusal::Forbidden` where they only read.
pub fn keep(viewer: &Viewer, place: Place, text: &Text, tx: &mut Tx<'_>) -> Result<(), Refusal> {
    let author = viewer.id()?;
    let text = match place.thread() {
        None => text.clone(),
        Some(thread) => {
            let (thread, _) = threads::visible(tx.db(), viewer, thread)?;
            policy::require(viewer, &thread.reply())?;
            text.of_answer()
        }
    };
    match store::put(tx, author, place, &text)? {
        // Its files are of use as long as it is kept.
        Some(draft) => files::hold(tx, author, draft, text.field(files::FIELD)),
        None => Ok(()),
    }
}

/// Keeps what a person writes when they ask for it: there must be something.
///
/// # Errors
/// `Refusal::Invalid` for an empty text, else as [`keep`].
pub fn set_aside(viewer: &Viewer, place: Place, text: &Text, tx: &mut Tx<'_>) -> Result<(), Refusal> {
    if text.is_empty() {
        return Err(Problems::one("body", "draft-empty"));
    }
    keep(viewer, place, text, tx)
}

/// Throws a draft away, for a day within which it can be taken back.
///
/// # Errors
/// `Refusal::NotFound` when there is none, when it is somebody else's or was thrown away already.
pub fn discard(viewer: &Viewer, id: DraftId, tx: &mut Tx<'_>) -> Result<(), Refusal> {
    let author = owned(viewer, id, tx)?;
    if store::discard(tx, author, id)? { Ok(()) } else { Err(Refusal::NotFound) }
}

/// Takes a thrown draft back.
///
/// # Errors
/// `Refusal::NotFound` when there is none, when it is somebody else's or was not thrown away.
pub fn take_back(viewer: &Viewer, id: DraftId, tx: &mut Tx<'_>) -> Result<(), Refusal> {
    let author = owned(viewer, id, tx)?;
    if store::take_back(tx, author, id)? { Ok(()) } else { Err(Refusal::NotFound) }
}

fn owned(viewer: &Viewer, id: DraftId, tx: &mut Tx<'_>) -> Result<MemberId, Refusal> {
    let author = store::author_of(tx.db(), id)?;
    policy::require_or_hide(viewer, &Act::HandleDraft { author })
}

/// What was written at a place was published: there is no draft of it any more.
///
/// # Errors
/// What the database says.
pub fn published(tx: &mut Tx<'_>, author: MemberId, place: Place) -> Result<(), Refusal> {
    store::remove(tx, author, place)
}

/// What a person left at a place, to go on with.
///
/// # Errors
/// What the database says.
pub fn left(db: &mut Db, viewer: &Viewer, place: Place) -> Result<Option<Draft>, Refusal> {
    match viewer.member {
        Some(author) => store::at(db, author, place),
        None => Ok(None),
    }
}

/// Forgets drafts nobody touched for [`KEPT_DAYS`], and those thrown away; returns how many.
///
/// # Errors
/// What the database says.
pub fn forget_old(tx: &mut Tx<'_>) -> Result<i64, Refusal> {
    let (now, day) = (tx.now(), 86_400);
    store::forget(tx, now.plus_seconds(-KEPT_DAYS * day), now.plus_seconds(-TAKEN_BACK_SECONDS))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_reads_as_it_is_written() {
        let (to, animators) = (Place::Conversation(Some(MemberId(987_654_321))), Place::Animation(ThemeId(3)));
        let reply = Place::Reply(ThreadId(123_456_789));
        let sheets = [Place::NewSheet(None), Place::NewSheet(Some(PointDurId(7))), Place::Sheet(SheetId(42))];
        let opened = [Place::NewThread, Place::NewRex, Place::PointDur, reply].into_iter().chain(sheets);
        for place in opened.chain([Place::Conversation(None), to, animators]) {
            assert_eq!(Place::parse(&place.word()), Some(place));
        }
        for wrong in ["", "reponse:", "reponse:É", "autre", "reponse:01", "reponse", "conversation:", "autre:1"] {
            assert_eq!(Place::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_text_keeps_words_and_choices_and_nothing_else() {
        let form = serde_json::json!({
            "title": "Un titre", "body": " ", "theme": "numerique-en-sante", "identifiers": "abc", "_csrf": "x",
        });
        let text = Text::of(&form);
        assert_eq!(Text::parse(&text.json()), text);
        assert_eq!(text.json(), r#"{"theme":"numerique-en-sante","title":"Un titre"}"#);
        assert!(!text.is_empty());
        assert!(Text::of(&serde_json::json!({ "theme": "x", "kind": "rex" })).is_empty());
        assert!(Text::of(&serde_json::json!({ "body": "x".repeat(LONGEST + 1) })).checked().is_err());
        assert!(Text::of(&serde_json::json!({ "body": "a\u{7}" })).checked().is_err());
        assert_eq!(Text::parse("not json"), Text::default());
    }
}
