//! SQL of sheets, their texts, their authors. Every change of state is one conditional statement.

use diesel::dsl::exists;
use diesel::prelude::*;

use super::machine::{State, Step};
use super::parts::Parts;
use crate::db::ids::{MemberId, PointDurId, SheetId, SheetTextId, SubtopicId, ThemeId, ThreadId};
use crate::db::schema::{members, sheet_authors, sheet_texts, sheet_trials, sheets, subtopics, themes, threads};
use crate::db::written::one_of;
use crate::db::{Db, Moment, Tx};
use crate::on_each_backend;
use crate::policy::{Audience, Viewer, read_by_circles, visible_threads};
use crate::refusal::Refusal;

/// Sheets on a page of a list.
pub const PAGE: i64 = 40;
/// Sheets in preparation that are listed at most.
const MOST_IN_PREPARATION: i64 = 100;
/// Texts of a sheet that are compared at most.
const MOST_TEXTS: i64 = 100;

/// A practice sheet.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = sheets)]
pub struct Sheet {
    /// Its id, and its thread's.
    pub id: SheetId,
    /// Its theme.
    pub theme_id: ThemeId,
    /// Its sub-topic.
    pub subtopic_id: Option<SubtopicId>,
    /// The point dur it comes from.
    pub point_dur_id: Option<PointDurId>,
    /// Its thread, once it was published.
    pub thread_id: Option<ThreadId>,
    /// Its title, as last saved.
    pub title: String,
    /// Who reads it once it is published.
    pub audience: Audience,
    /// Where it stands.
    pub state: State,
    /// Counts every change.
    pub version: i32,
    /// Who answers for it.
    pub owner_id: MemberId,
    /// The number of the last text published; 0 before the first.
    pub edition: i32,
    /// When its first edition was published.
    pub published_at: Option<Moment>,
    /// When its last edition was published, after the first.
    pub revised_at: Option<Moment>,
    /// The day by which it is to be looked at again (YYYY-MM-DD).
    pub review_day: Option<String>,
    /// Who agreed with the text as it is now.
    pub reviewed_by: Option<MemberId>,
    /// Who did without a trial.
    pub trial_waived_by: Option<MemberId>,
    /// Why.
    pub trial_waived_reason: Option<String>,
    /// Why a product is named.
    pub products_reason: Option<String>,
    /// The second reader who agreed that it is.
    pub products_read_by: Option<MemberId>,
    /// When it was withdrawn.
    pub withdrawn_at: Option<Moment>,
    /// Why.
    pub withdrawn_reason: Option<String>,
    /// What replaces it.
    pub replaced_by: Option<SheetId>,
}

/// A text of a sheet.
#[derive(Clone, Debug, Queryable)]
pub struct Text {
    /// Its id.
    pub id: SheetTextId,
    /// The version of the sheet it made.
    pub version: i32,
    /// The edition it was published as.
    pub edition: Option<i32>,
    /// Who wrote it.
    pub written_by: MemberId,
    /// When.
    pub written_at: Moment,
    /// What its author says of it.
    pub note: String,
    /// The texts.
    pub parts: Parts,
}

type TextRow = (
    (SheetTextId, i32, Option<i32>, MemberId, Moment, String),
    (String, String, String, String, String, String, String),
);

impl From<TextRow> for Text {
    fn from(((id, version, edition, written_by, written_at, note), parts): TextRow) -> Self {
        let (difficulty, context, solution, steps, conditions, limits, contacts) = parts;
        let parts = Parts { difficulty, context, solution, steps, conditions, limits, contacts };
        Self { id, version, edition, written_by, written_at, note, parts }
    }
}

/// Reads texts: the same columns wherever they are read.
macro_rules! texts {
    ($of:expr) => {
        sheet_texts::table.filter(sheet_texts::sheet_id.eq($of)).order(sheet_texts::version.desc()).select((
            (
                sheet_texts::id,
                sheet_texts::version,
                sheet_texts::edition,
                sheet_texts::written_by,
                sheet_texts::written_at,
                sheet_texts::note,
            ),
            (
                sheet_texts::difficulty,
                sheet_texts::context,
                sheet_texts::solution,
                sheet_texts::steps,
                sheet_texts::conditions,
                sheet_texts::limits,
                sheet_texts::contacts,
            ),
        ))
    };
}

/// One sheet.
///
/// # Errors
/// `Refusal::NotFound`.
pub(super) fn find(db: &mut Db, id: SheetId) -> Result<Sheet, Refusal> {
    Ok(sheets::table.find(id).select(Sheet::as_select()).first(db)?)
}

/// Whether a member wrote some of a sheet, and whether they were asked to try it.
pub(super) fn place_of(db: &mut Db, sheet: SheetId, member: MemberId) -> Result<(bool, bool), Refusal> {
    let writes = exists(sheet_authors::table.find((sheet, member)));
    let asked = exists(sheet_trials::table.find((sheet, member)));
    Ok(diesel::select((writes, asked)).get_result(db)?)
}

/// The text as last saved.
pub(super) fn last_text(db: &mut Db, sheet: SheetId) -> Result<Text, Refusal> {
    let row: TextRow = texts!(sheet).first(db)?;
    Ok(row.into())
}

/// The text of an edition.
pub(super) fn edition(db: &mut Db, sheet: SheetId, edition: i32) -> Result<Text, Refusal> {
    let row: TextRow = texts!(sheet).filter(sheet_texts::edition.eq(edition)).first(db)?;
    Ok(row.into())
}

/// The texts of a sheet, the last first.
pub(super) fn texts(db: &mut Db, sheet: SheetId) -> Result<Vec<Text>, Refusal> {
    let rows: Vec<TextRow> = texts!(sheet).limit(MOST_TEXTS).load(db)?;
    Ok(rows.into_iter().map(Text::from).collect())
}

/// A sheet about to be written.
#[derive(Clone, Debug)]
pub(super) struct New<'a> {
    pub theme: ThemeId,
    pub subtopic: Option<SubtopicId>,
    pub point_dur: Option<PointDurId>,
    pub title: &'a str,
    pub audience: Audience,
    pub owner: MemberId,
}

pub(super) fn insert(tx: &mut Tx<'_>, new: &New<'_>) -> Result<SheetId, Refusal> {
    let (id, now) = (SheetId(tx.id()), tx.now());
    let row = (
        (sheets::id.eq(id), sheets::theme_id.eq(new.theme), sheets::subtopic_id.eq(new.subtopic)),
        (sheets::point_dur_id.eq(new.point_dur), sheets::title.eq(new.title), sheets::audience.eq(new.audience)),
        (sheets::state.eq(State::Draft), sheets::version.eq(1), sheets::owner_id.eq(new.owner)),
        (sheets::edition.eq(0), sheets::created_at.eq(now)),
    );
    diesel::insert_into(sheets::table).values(row).execute(tx.db())?;
    Ok(id)
}

/// Keeps a text whole.
pub(super) fn insert_text(
    tx: &mut Tx<'_>,
    sheet: SheetId,
    (version, edition): (i32, Option<i32>),
    writer: MemberId,
    note: &str,
    parts: &Parts,
) -> Result<SheetTextId, Refusal> {
    let (id, now) = (SheetTextId(tx.id()), tx.now());
    let row = (
        (sheet_texts::id.eq(id), sheet_texts::sheet_id.eq(sheet), sheet_texts::version.eq(version)),
        (sheet_texts::edition.eq(edition), sheet_texts::written_by.eq(writer), sheet_texts::written_at.eq(now)),
        (
            sheet_texts::note.eq(note),
            sheet_texts::difficulty.eq(&parts.difficulty),
            sheet_texts::context.eq(&parts.context),
            sheet_texts::solution.eq(&parts.solution),
            sheet_texts::steps.eq(&parts.steps),
            sheet_texts::conditions.eq(&parts.conditions),
            sheet_texts::limits.eq(&parts.limits),
            sheet_texts::contacts.eq(&parts.contacts),
        ),
    );
    diesel::insert_into(sheet_texts::table).values(row).execute(tx.db())?;
    Ok(id)
}

/// A text is published as an edition.
pub(super) fn number_text(tx: &mut Tx<'_>, text: SheetTextId, edition: i32) -> Result<(), Refusal> {
    diesel::update(sheet_texts::table.find(text)).set(sheet_texts::edition.eq(edition)).execute(tx.db())?;
    Ok(())
}

/// Somebody wrote some of it: they are one of its authors from now on.
pub(super) fn add_author(tx: &mut Tx<'_>, sheet: SheetId, member: MemberId) -> Result<(), Refusal> {
    let row =
        (sheet_authors::sheet_id.eq(sheet), sheet_authors::member_id.eq(member), sheet_authors::since.eq(tx.now()));
    on_each_backend!(tx.db(), conn => diesel::insert_into(sheet_authors::table).values(row).on_conflict_do_nothing().execute(conn))?;
    Ok(())
}

/// The authors of a sheet, the first first.
pub(super) fn authors(db: &mut Db, sheet: SheetId) -> Result<Vec<(MemberId, String, String)>, Refusal> {
    Ok(sheet_authors::table
        .inner_join(members::table)
        .filter(sheet_authors::sheet_id.eq(sheet))
        .order((sheet_authors::since.asc(), members::id.asc()))
        .limit(50)
        .select((members::id, members::given_name, members::family_name))
        .load(db)?)
}

/// Takes a step if the sheet is still as it was seen; its version moves on.
pub(super) fn cross(tx: &mut Tx<'_>, sheet: &Sheet, step: Step) -> Result<bool, Refusal> {
    let changed = diesel::update(sheets::table.find(sheet.id))
        .filter(sheets::version.eq(sheet.version))
        .filter(sheets::state.eq(sheet.state))
        .filter(sheets::state.eq_any(step.from()))
        .set((sheets::state.eq(step.to(sheet.state)), sheets::version.eq(sheet.version + 1)))
        .execute(tx.db())?;
    Ok(changed == 1)
}

/// The sheet has another title, sub-topic and audience; nobody agreed with its text yet.
pub(super) fn rewrite(
    tx: &mut Tx<'_>,
    sheet: SheetId,
    title: &str,
    subtopic: Option<SubtopicId>,
    audience: Audience,
) -> Result<(), Refusal> {
    diesel::update(sheets::table.find(sheet))
        .set((
            sheets::title.eq(title),
            sheets::subtopic_id.eq(subtopic),
            sheets::audience.eq(audience),
            sheets::reviewed_by.eq(None::<MemberId>),
            sheets::reviewed_at.eq(None::<Moment>),
            sheets::products_read_by.eq(None::<MemberId>),
        ))
        .execute(tx.db())?;
    Ok(())
}

/// What the steps that have nothing else to write note on the sheet.
pub(super) enum Note<'a> {
    Reviewed(MemberId),
    Waived(MemberId, &'a str),
    Justified(&'a str),
    ProductsRead(MemberId),
    Owner(MemberId),
    ReviewDay(&'a str),
    Withdrawn(&'a str, Option<SheetId>),
    Published { edition: i32, review_day: &'a str },
}

/// Notes it on a sheet whose step was just taken in this transaction.
pub(super) fn note(tx: &mut Tx<'_>, id: SheetId, note: &Note<'_>) -> Result<(), Refusal> {
    let now = tx.now();
    let this = diesel::update(sheets::table.find(id));
    match note {
        Note::Reviewed(by) => {
            this.set((sheets::reviewed_by.eq(*by), sheets::reviewed_at.eq(now))).execute(tx.db())?;
        }
        Note::Waived(by, reason) => {
            let waived = (sheets::trial_waived_by.eq(*by), sheets::trial_waived_reason.eq(*reason));
            this.set(waived).execute(tx.db())?;
        }
        Note::Justified(reason) => {
            let justified = (sheets::products_reason.eq(*reason), sheets::products_read_by.eq(None::<MemberId>));
            this.set(justified).execute(tx.db())?;
        }
        Note::ProductsRead(by) => {
            this.set(sheets::products_read_by.eq(*by)).execute(tx.db())?;
        }
        Note::Owner(owner) => {
            this.set(sheets::owner_id.eq(*owner)).execute(tx.db())?;
        }
        Note::ReviewDay(day) => {
            this.set(sheets::review_day.eq(*day)).execute(tx.db())?;
        }
        Note::Withdrawn(reason, replaced_by) => {
            let withdrawn = (
                sheets::withdrawn_at.eq(now),
                sheets::withdrawn_reason.eq(*reason),
                sheets::replaced_by.eq(*replaced_by),
            );
            this.set(withdrawn).execute(tx.db())?;
        }
        Note::Published { edition, review_day } => {
            let first = (*edition == 1).then_some(now);
            let later = (*edition > 1).then_some(now);
            this.set((sheets::edition.eq(*edition), sheets::review_day.eq(*review_day))).execute(tx.db())?;
            if first.is_some() {
                let opened = (sheets::thread_id.eq(ThreadId(id.0)), sheets::published_at.eq(first));
                diesel::update(sheets::table.find(id)).set(opened).execute(tx.db())?;
            } else {
                diesel::update(sheets::table.find(id)).set(sheets::revised_at.eq(later)).execute(tx.db())?;
            }
        }
    }
    Ok(())
}

/// A sheet in a list.
#[derive(Clone, Debug, Queryable)]
pub(super) struct Row {
    pub id: SheetId,
    pub title: String,
    pub state: State,
    pub audience: Audience,
    pub edition: i32,
    pub at: Option<Moment>,
    pub theme: (ThemeId, String, String),
    pub subtopic: Option<String>,
}

/// The published sheets a viewer may see, the newest first, of a theme or of all, older than one.
pub(super) fn published(
    db: &mut Db,
    viewer: &Viewer,
    theme: Option<ThemeId>,
    before: Option<SheetId>,
) -> Result<Vec<Row>, Refusal> {
    let mut query = sheets::table
        .inner_join(threads::table.on(threads::id.nullable().eq(sheets::thread_id)))
        .inner_join(themes::table.on(themes::id.eq(sheets::theme_id)))
        .left_join(subtopics::table.on(subtopics::id.nullable().eq(sheets::subtopic_id)))
        .filter(visible_threads(viewer))
        .filter(read_by_circles())
        .filter(sheets::state.eq(State::Published))
        .filter(sheets::id.lt(before.unwrap_or(SheetId(i64::MAX))))
        .order(sheets::id.desc())
        .limit(PAGE + 1)
        .select((
            sheets::id,
            threads::title,
            sheets::state,
            threads::audience,
            sheets::edition,
            sheets::published_at,
            (themes::id, themes::slug, themes::name),
            subtopics::name.nullable(),
        ))
        .into_boxed();
    if let Some(theme) = theme {
        query = query.filter(sheets::theme_id.eq(theme));
    }
    Ok(query.load(db)?)
}

/// The sheets in preparation of some themes, and those a member was asked to try, the newest first.
pub(super) fn in_preparation(
    db: &mut Db,
    of: &[ThemeId],
    member: MemberId,
    theme: Option<ThemeId>,
) -> Result<Vec<Row>, Refusal> {
    let asked = exists(
        sheet_trials::table
            .filter(sheet_trials::sheet_id.eq(sheets::id))
            .filter(sheet_trials::member_id.eq(member))
            .filter(sheet_trials::verdict.is_null()),
    );
    let mut query = sheets::table
        .inner_join(themes::table)
        .left_join(subtopics::table.on(subtopics::id.nullable().eq(sheets::subtopic_id)))
        .filter(sheets::state.eq_any([State::Draft, State::InReview, State::Reviewed, State::InTrial]))
        .filter(one_of(sheets::theme_id, of.iter().copied()).or(asked))
        .order(sheets::id.desc())
        .limit(MOST_IN_PREPARATION)
        .select((
            sheets::id,
            sheets::title,
            sheets::state,
            sheets::audience,
            sheets::edition,
            sheets::published_at,
            (themes::id, themes::slug, themes::name),
            subtopics::name.nullable(),
        ))
        .into_boxed();
    if let Some(theme) = theme {
        query = query.filter(sheets::theme_id.eq(theme));
    }
    Ok(query.load(db)?)
}

/// The sheet a notice is about: its own id, or one of its texts'.
pub(super) fn of_subject(db: &mut Db, subject: i64) -> Result<SheetId, Refusal> {
    let own: Option<SheetId> = sheets::table.find(SheetId(subject)).select(sheets::id).first(db).optional()?;
    match own {
        Some(id) => Ok(id),
        None => Ok(sheet_texts::table.find(SheetTextId(subject)).select(sheet_texts::sheet_id).first(db)?),
    }
}

/// The sheets that come from a point dur, the newest first.
pub(super) fn of_point_dur(db: &mut Db, point_dur: PointDurId) -> Result<Vec<Sheet>, Refusal> {
    Ok(sheets::table
        .filter(sheets::point_dur_id.eq(point_dur))
        .order(sheets::id.desc())
        .limit(20)
        .select(Sheet::as_select())
        .load(db)?)
}

/// The sub-topic of an id: its slug and its name.
pub(super) fn subtopic(db: &mut Db, id: SubtopicId) -> Result<(String, String), Refusal> {
    Ok(subtopics::table.find(id).select((subtopics::slug, subtopics::name)).first(db)?)
}
