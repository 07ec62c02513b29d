//! Conversations: a thread is a title, an audience and numbered posts; everything people talk about is one underneath.

pub mod care;
pub(crate) mod corrections;
pub mod drafts;
pub mod forms;
pub mod given;
pub mod history;
pub mod links;
pub mod lists;
pub mod marks;
pub mod owned;
pub mod pages;
pub mod pages_places;
pub mod pages_suggestions;
pub mod pages_write;
pub mod rex;
pub mod store;
mod store_links;
mod store_writing;
pub mod titles;
pub mod writing;

use crate::circles::Circle;
use crate::db::ids::{FileId, MemberId, PostId, SheetId, SubtopicId, ThemeId, ThreadId};
use crate::db::{Db, Moment, Tx};
use crate::files;
use crate::journal::{self, Fact};
use crate::meetings;
use crate::members;
use crate::moderation::{held, hits};
use crate::notices::{self, mentions};
use crate::points_durs::{self, anonymity};
use crate::policy::{self, Act, Audience, Viewer};
use crate::refusal::{Problems, Refusal};
use crate::search::{self, Tokens};
use crate::sentences::Sentence;
use crate::sheets;
use crate::text::calls::Calls;
use crate::text::markdown::{self, SafeHtml};
use crate::text::{caution, slug};
pub use care::Closure;
pub use store::{Removal, visible, visible_post};
pub(crate) use store::{any_post, unsigned_by};
pub use titles::titled;

crate::vocabulary! {
    /// What a thread is for.
    Kind {
        /// Talking something over.
        Discussion = "discussion",
        /// Asking for an answer.
        Question = "question",
        /// An experience report (retour d'expérience).
        Rex = "rex",
        /// News from the animators.
        Announcement = "announcement",
        /// A blocking difficulty (`points_durs`).
        PointDur = "point_dur",
        /// A practice sheet (`sheets`).
        Sheet = "sheet",
        /// A meeting, or a series of them (`meetings`).
        Meeting = "meeting",
    }
}

/// Posts on a page.
pub const PAGE: i32 = 20;
/// Longest title, in characters.
pub const LONGEST_TITLE: usize = 200;
/// Longest post, in bytes.
pub const LONGEST_BODY: usize = 64 * 1024;
/// Edits closer than this, in seconds, are one revision.
const ONE_REVISION: i64 = 5 * 60;

/// A title: one line that says something, and its tokens for the search.
#[derive(Clone, Debug)]
pub struct Title {
    text: String,
    tokens: Tokens,
}

impl Title {
    /// Reads a title.
    ///
    /// # Errors
    /// The sentence to show beside the field.
    pub fn parse(text: &str) -> Result<Self, Sentence> {
        let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let text = crate::web::field(&line, LONGEST_TITLE)?;
        Ok(Self { tokens: search::tokens(&text), text })
    }

    /// The title.
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

/// The text of a post: its source, the safe HTML and the tokens made of it, outside any transaction.
#[derive(Clone, Debug)]
pub struct Body {
    source: String,
    html: SafeHtml,
    tokens: Tokens,
    calls: Calls,
    answered_for: bool,
    found: Vec<hits::Kind>,
    files: Vec<FileId>,
}

impl Body {
    /// Reads a post.
    ///
    /// # Errors
    /// The sentence to show beside the field.
    pub fn parse(text: &str) -> Result<Self, Sentence> {
        let source = &*crate::text::links::without_titles(text.trim_end());
        if source.trim().is_empty() {
            return Err("post-empty".into());
        }
        if source.len() > LONGEST_BODY {
            let bytes = i64::try_from(source.len() / 1024 + 1).unwrap_or(i64::MAX);
            return Err(Sentence::new("post-too-long").number("length", bytes).number("most", 64));
        }
        if source.chars().any(|letter| letter.is_control() && !matches!(letter, '\n' | '\t')) {
            return Err("form-bad-characters".into());
        }
        let (html, tokens, calls) = (markdown::render(source), search::tokens(source), Calls::of(source));
        if calls.too_many() {
            return Err(Sentence::new("mention-too-many").number("most", mentions::MOST_NAMED));
        }
        Ok(Self {
            source: source.to_owned(),
            html,
            tokens,
            calls,
            answered_for: false,
            found: Vec::new(),
            files: Vec::new(),
        })
    }

    /// The same text, with these files.
    #[must_use]
    pub fn with_files(mut self, files: Vec<FileId>) -> Self {
        self.files = files;
        self
    }

    /// The same text, once its author has answered for what looks like a patient's identifier in it or in the title.
    ///
    /// # Errors
    /// The sentence to show beside the form.
    pub fn checked(self, title: &str, mark: &str) -> Result<Self, Sentence> {
        self.checked_with(&[title], mark)
    }

    /// The same, with all the other texts of its form.
    ///
    /// # Errors
    /// The sentence to show beside the form.
    pub fn checked_with(mut self, beside: &[&str], mark: &str) -> Result<Self, Sentence> {
        let texts: Vec<&str> = beside.iter().copied().chain([self.source.as_str()]).collect();
        self.answered_for = caution::answered(&texts, mark)?;
        self.found = if self.answered_for { hits::kinds_in(&texts) } else { Vec::new() };
        Ok(self)
    }

    /// The same text, whose author answered by `mark` for what a whole form holds, if anything had to be answered for.
    #[must_use]
    pub fn answered_for_with(mut self, mark: &str) -> Self {
        self.answered_for = !mark.is_empty();
        self.found = if self.answered_for { hits::kinds_in(&[&self.source]) } else { Vec::new() };
        self
    }

    /// The same text with those it calls in a theme marked, and who they are.
    fn called(&self, viewer: &Viewer, theme: ThemeId, tx: &mut Tx<'_>) -> Result<(Self, mentions::Resolved), Refusal> {
        let resolved = mentions::resolve(tx.db(), viewer, theme, &self.calls)?;
        let html = if resolved.is_empty() { self.html.clone() } else { self.html.marked(&resolved.names()) };
        Ok((Self { html, ..self.clone() }, resolved))
    }

    /// Its files.
    pub(crate) fn files(&self) -> &[FileId] {
        &self.files
    }

    /// Whether its author answered for what looked like an identifier.
    pub(crate) fn is_answered_for(&self) -> bool {
        self.answered_for
    }

    /// What was typed.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// What is shown.
    pub fn html(&self) -> &SafeHtml {
        &self.html
    }

    /// What is found.
    pub fn tokens(&self) -> &Tokens {
        &self.tokens
    }
}

/// A thread that the viewer may see; only `store::visible` makes one.
#[derive(Clone, Debug)]
pub struct Thread {
    /// Its id.
    pub id: ThreadId,
    /// Its theme.
    pub theme: ThemeId,
    /// Its kind.
    pub kind: Kind,
    /// Who reads it.
    pub audience: Audience,
    /// Its title as everybody reads it; empty when it is hidden with its first post.
    pub title: String,
    /// Its title while it is hidden.
    pub hidden_title: Option<String>,
    /// Who opened it.
    pub author: MemberId,
    /// How many posts it ever had: the highest number.
    pub posts_count: i32,
    /// How many of its answers were removed.
    pub answers_gone: i32,
    /// The post that solved it.
    pub solution: Option<PostId>,
    /// Whether its theme was archived.
    pub archived: bool,
    /// Whether the viewer is one of its named parties.
    pub named: bool,
    /// Whether the viewer reported it and stays unknown: what they write in it is signed by the anonymous member.
    pub masked: bool,
    /// Where it stands, when it is a question.
    pub question: marks::Question,
    /// Whether it was closed, by whom and why.
    pub closure: Option<Closure>,
    /// Whether it stands first in its theme's list, and until when.
    pub pinned: Option<Option<Moment>>,
}

impl Thread {
    /// Its address.
    pub fn address(&self) -> String {
        address_by_kind(self.kind, self.id, &self.title)
    }

    /// Whether its named parties alone read it.
    pub fn is_private(&self) -> bool {
        self.audience == Audience::Named
    }

    /// Where its posts are read and answered: a sheet and a meeting have pages of their own.
    pub fn discussion(&self) -> String {
        match self.kind {
            Kind::Sheet | Kind::Meeting => format!("{}/discussion", self.address()),
            _ => self.address(),
        }
    }

    /// The address of one of its posts.
    pub fn address_of(&self, post: PostId, number: i32) -> String {
        format!("{}?page={}#m-{post}", self.discussion(), page_of(number))
    }
}

/// The titles of some threads, as far as a reader may see them.
///
/// # Errors
/// What the database says.
pub fn titles(db: &mut Db, reader: &Viewer, of: &[ThreadId]) -> Result<Vec<(ThreadId, String)>, Refusal> {
    store_links::titles(db, reader, of)
}

/// The address of a thread of a kind.
pub fn address_by_kind(kind: Kind, id: ThreadId, title: &str) -> String {
    match kind {
        Kind::PointDur => points_durs::address(id, title),
        Kind::Sheet => sheets::address(SheetId(id.0), title),
        Kind::Meeting => meetings::address(id.0, title),
        Kind::Discussion | Kind::Question | Kind::Rex | Kind::Announcement => address(id, title),
    }
}

/// The address of a thread whose kind is not known here: that of its kind is one step further.
pub fn address(id: ThreadId, title: &str) -> String {
    format!("/fils/{id}-{}", slug(title))
}

/// The page a post's number stands on, from 1.
pub fn page_of(number: i32) -> i32 {
    (number.max(1) - 1) / PAGE + 1
}

/// Whether a theme was archived: nothing is written there any more.
///
/// # Errors
/// What the database says.
pub(crate) fn is_archived(db: &mut Db, theme: ThemeId) -> Result<bool, Refusal> {
    store::is_archived(db, theme)
}

/// What was typed in the first post of a visible thread.
///
/// # Errors
/// What the database says.
pub fn first_text(db: &mut Db, thread: &Thread) -> Result<String, Refusal> {
    Ok(store::first_post(db, thread)?.source)
}

/// A thread about to be opened.
#[derive(Clone, Debug)]
pub struct Opening {
    /// Its theme.
    pub theme: ThemeId,
    /// Its sub-topic.
    pub subtopic: Option<SubtopicId>,
    /// Its kind.
    pub kind: Kind,
    /// Who will read it.
    pub audience: Audience,
    /// Its title.
    pub title: Title,
    /// Its first post.
    pub body: Body,
}

/// Opens a thread with its first post, which the person has read; a text that has to wait leads to where it does.
///
/// # Errors
/// `Refusal::Forbidden` when the audience or the kind is not theirs to open, `Refusal::Conflict` in an archived theme.
pub fn open(viewer: &Viewer, opening: &Opening, tx: &mut Tx<'_>) -> Result<String, Refusal> {
    let act = Act::OpenThread { theme: opening.theme, kind: opening.kind, audience: opening.audience };
    let author = policy::require(viewer, &act)?;
    let address = match held::instead_of_opening(viewer, opening, tx)? {
        Some(waiting) => waiting,
        None => address(open_with_post(viewer, opening, tx)?.0, opening.title.as_str()),
    };
    drafts::published(tx, author, drafts::Place::opening(Some(opening.kind)))?;
    Ok(address)
}

/// Opens a thread with its first post, whatever its author keeps half written elsewhere; says which.
///
/// # Errors
/// Those of [`open`].
pub fn open_with_post(viewer: &Viewer, opening: &Opening, tx: &mut Tx<'_>) -> Result<(ThreadId, PostId), Refusal> {
    let act = Act::OpenThread { theme: opening.theme, kind: opening.kind, audience: opening.audience };
    let author = policy::require(viewer, &act)?;
    let (thread, post) = begin(viewer, author, opening, tx)?;
    notices::written(tx, author, thread, post)?;
    Ok((thread, post))
}

/// Writes a thread that its author may open with its first post, which they have read; nobody is told yet.
///
/// # Errors
/// `Refusal::Conflict` in an archived theme.
pub(crate) fn begin(
    viewer: &Viewer,
    author: MemberId,
    opening: &Opening,
    tx: &mut Tx<'_>,
) -> Result<(ThreadId, PostId), Refusal> {
    let id = ThreadId(tx.id());
    Ok((id, begin_as(viewer, author, id, opening, tx)?))
}

fn begin_as(
    viewer: &Viewer,
    author: MemberId,
    thread: ThreadId,
    opening: &Opening,
    tx: &mut Tx<'_>,
) -> Result<PostId, Refusal> {
    if store::is_archived(tx.db(), opening.theme)? {
        return Err(Refusal::Conflict("thread-theme-archived"));
    }
    let (body, called) = opening.body.called(viewer, opening.theme, tx)?;
    let post = store::insert_as(tx, thread, author, &Opening { body, ..opening.clone() })?;
    files::attach(tx, viewer, post, &opening.body.files)?;
    search::opened(tx, thread, &opening.title.tokens, post, &opening.body.tokens)?;
    store::mark_read(tx, viewer.id()?, thread, 1)?;
    record(tx, author, "thread.opened", opening.theme, "thread", thread.0, opening.audience.word())?;
    note_answered_for(tx, author, opening.theme, post, &opening.body)?;
    mentions::keep(tx, post, &called)?;
    Ok(post)
}

/// Answers in a thread; a text that has to wait leads to where it does.
///
/// # Errors
/// `Refusal::Forbidden` when the person may only read, `Refusal::Conflict` in an archived theme.
pub fn reply(viewer: &Viewer, thread: &Thread, body: &Body, tx: &mut Tx<'_>) -> Result<String, Refusal> {
    let writer = may_answer(viewer, thread)?;
    if let Some(waiting) = held::instead_of_reply(viewer, thread, body, tx)? {
        drafts::published(tx, writer, drafts::Place::Reply(thread.id))?;
        return Ok(waiting);
    }
    let (post, number) = answer(viewer, thread, body, tx)?;
    Ok(thread.address_of(post, number))
}

/// Who answers in a thread, if they may.
fn may_answer(viewer: &Viewer, thread: &Thread) -> Result<MemberId, Refusal> {
    if thread.archived {
        return Err(Refusal::Conflict("thread-theme-archived"));
    }
    if thread.closure.is_some() && !policy::allows(viewer, &thread.reply()) {
        return Err(Refusal::Conflict("thread-closed-meanwhile"));
    }
    policy::require(viewer, &thread.reply())
}

/// Answers in a thread; says which post that is, and its number.
///
/// # Errors
/// Those of [`reply`].
pub fn answer(viewer: &Viewer, thread: &Thread, body: &Body, tx: &mut Tx<'_>) -> Result<(PostId, i32), Refusal> {
    let (post, number) = publish(viewer, thread, body, tx)?;
    let writer = viewer.id()?;
    store::mark_read(tx, writer, thread.id, number)?;
    drafts::published(tx, writer, drafts::Place::Reply(thread.id))?;
    Ok((post, number))
}

/// Publishes an answer as if it were written now, whoever publishes it: what its writer read or is writing stays as it is.
///
/// # Errors
/// Those of [`reply`], with the rights of the writer.
pub(crate) fn publish(
    writer_now: &Viewer,
    thread: &Thread,
    body: &Body,
    tx: &mut Tx<'_>,
) -> Result<(PostId, i32), Refusal> {
    let writer = may_answer(writer_now, thread)?;
    let author = if thread.masked { anonymity::member(tx)? } else { writer };
    let (body, called) = body.called(writer_now, thread.theme, tx)?;
    let (post, number) = store::append(tx, author, thread.id, &body)?;
    if thread.masked {
        anonymity::sign(tx, post, writer)?;
    }
    files::attach(tx, writer_now, post, &body.files)?;
    search::written(tx, post, &body.tokens)?;
    record(tx, author, "post.written", thread.theme, "post", post.0, "")?;
    note_answered_for(tx, author, thread.theme, post, &body)?;
    mentions::keep(tx, post, &called)?;
    notices::signed(tx, writer, author, thread.id, post)?;
    Ok((post, number))
}

/// Writes down what a body outside said, under the name of those who have no account. Its words call nobody.
///
/// # Errors
/// `Refusal::NotFound` for a thread that was removed.
pub(crate) fn said_outside(tx: &mut Tx<'_>, thread: ThreadId, theme: ThemeId, body: &Body) -> Result<(), Refusal> {
    members::make_outside(tx)?;
    let (post, _) = store::append(tx, members::OUTSIDE, thread, body)?;
    search::written(tx, post, &body.tokens)?;
    record(tx, members::OUTSIDE, "post.written", theme, "post", post.0, "")?;
    notices::said_outside(tx, members::OUTSIDE, post)
}

/// A post, as an edit needs it.
#[derive(Clone, Debug)]
pub struct Post {
    /// Its id.
    pub id: PostId,
    /// Its number in the thread.
    pub number: i32,
    /// Who wrote it; the anonymous member, to everyone but who did, when they stay unknown.
    pub author: MemberId,
    /// Whether the anonymous member signs it.
    pub unsigned: bool,
    /// What was typed.
    pub source: String,
    /// When it was written.
    pub created_at: Moment,
    /// When it was last corrected.
    pub edited_at: Option<Moment>,
}

impl Post {
    /// Under whose name it stands.
    pub fn signer(&self) -> MemberId {
        if self.unsigned { anonymity::MEMBER } else { self.author }
    }

    /// What changes with every correction: a form that holds another is out of date.
    pub fn version(&self) -> String {
        self.edited_at.unwrap_or(self.created_at).instant().as_microsecond().to_string()
    }
}

/// Corrects a post; the version before is kept, quick corrections are one revision.
///
/// # Errors
/// `Refusal::Forbidden` for another's post, `Refusal::Invalid` (`version`) when it was corrected meanwhile.
pub fn edit(
    viewer: &Viewer,
    thread: &Thread,
    post: &Post,
    version: &str,
    body: &Body,
    tx: &mut Tx<'_>,
) -> Result<String, Refusal> {
    let editor = policy::require(viewer, &Act::EditPost { author: post.author, theme: thread.theme })?;
    if owned::is_text_of_its_owner(thread, post.number) {
        return Err(Refusal::Forbidden("refusal-forbidden-owned"));
    }
    if thread.archived {
        return Err(Refusal::Conflict("thread-theme-archived"));
    }
    if version != post.version() {
        return Err(Problems::one("version", "post-changed-meanwhile"));
    }
    // Whoever stays unknown corrects as they wrote.
    let signed = if post.author == editor { post.signer() } else { editor };
    let other_files = files::replace(tx, viewer, post.id, &body.files)?;
    if post.source == body.source {
        if other_files {
            record(tx, signed, "post.files", thread.theme, "post", post.id.0, "")?;
        }
        return Ok(thread.address_of(post.id, post.number));
    }
    let quick = post.edited_at.is_some_and(|edited| tx.now().seconds_since(edited) < ONE_REVISION);
    // What somebody else put back in between stays a version of its own.
    let quick = quick && history::is_written_by(tx, post, signed)?;
    let called = replace(viewer, tx, thread, post, body)?;
    if !quick {
        history::keep(tx, post, signed)?;
    }
    record(tx, signed, "post.corrected", thread.theme, "post", post.id.0, "")?;
    if !body.answered_for {
        hits::in_text(tx, thread.theme, post.id, &[])?;
    }
    note_answered_for(tx, signed, thread.theme, post.id, body)?;
    // Who is named by the correction hears of it; who was told already is not told again.
    notices::corrected(tx, signed, post.id, &called)?;
    Ok(thread.address_of(post.id, post.number))
}

/// Puts another text in the place of a post's; what is found and whom it calls follow.
fn replace(
    viewer: &Viewer,
    tx: &mut Tx<'_>,
    thread: &Thread,
    post: &Post,
    body: &Body,
) -> Result<mentions::Resolved, Refusal> {
    let (body, called) = body.called(viewer, thread.theme, tx)?;
    if !store::replace(tx, post, &body)? {
        return Err(Problems::one("version", "post-changed-meanwhile"));
    }
    let title = (post.number == 1).then(|| search::tokens(thread.whole_title()));
    search::corrected(tx, post.id, title.as_ref(), &body.tokens)?;
    mentions::keep(tx, post.id, &called)?;
    Ok(called)
}

/// Keeps that the author answered for what looked like an identifier and of which kind, never what it was.
fn note_answered_for(
    tx: &mut Tx<'_>,
    author: MemberId,
    theme: ThemeId,
    post: PostId,
    body: &Body,
) -> Result<(), Refusal> {
    if !body.answered_for {
        return Ok(());
    }
    hits::in_text(tx, theme, post, &body.found)?;
    record(tx, author, "identifier.answered", theme, "post", post.0, "")
}

fn record(
    tx: &mut Tx<'_>,
    actor: MemberId,
    act: &'static str,
    theme: ThemeId,
    subject: &'static str,
    id: i64,
    detail: &str,
) -> Result<(), Refusal> {
    journal::record(tx, &Fact { actor: Some(actor), act, theme: Some(theme), subject, subject_id: id, detail })
}

/// The audiences a person may give to a thread of a theme, from the widest.
pub fn audiences_for(viewer: &Viewer, theme: ThemeId) -> Vec<Audience> {
    [(Audience::Community, Circle::Community), (Audience::Peer, Circle::Peer), (Audience::Expert, Circle::Expert)]
        .into_iter()
        .filter(|(_, circle)| viewer.reaches(theme, *circle))
        .map(|(audience, _)| audience)
        .collect()
}
