//! SQL of what readers do of a sheet: trials, feedback, places where it was spread, who applies it.

use diesel::dsl::count_star;
use diesel::prelude::*;

use super::{Answer, FeedbackKind, FeedbackState, Verdict};
use crate::db::ids::{ApplicationId, EstablishmentId, FeedbackId, MemberId, SheetId, SpreadId};
use crate::db::schema::{
    establishments, members, sheet_applications, sheet_feedback, sheet_follow_ups, sheet_spreads, sheet_trials,
};
use crate::db::{Db, Moment, Tx};
use crate::on_each_backend;
use crate::refusal::Refusal;

/// Lines of a list under a sheet at most.
const MOST: i64 = 200;

/// Where a member works.
pub(super) fn establishment_of(db: &mut Db, member: MemberId) -> Result<Option<EstablishmentId>, Refusal> {
    Ok(members::table.find(member).select(members::establishment_id).first(db)?)
}

/// A trial of a sheet.
#[derive(Clone, Debug, Queryable)]
pub struct Trial {
    /// Who was asked.
    pub member: (MemberId, String, String),
    /// Where they work.
    pub establishment: Option<String>,
    /// When they were asked.
    pub asked_at: Moment,
    /// What they say.
    pub verdict: Option<Verdict>,
    /// Where they stumbled.
    pub stumbles: String,
    /// When they answered.
    pub answered_at: Option<Moment>,
}

/// The trials of a sheet, the first asked first.
pub(super) fn trials(db: &mut Db, sheet: SheetId) -> Result<Vec<Trial>, Refusal> {
    Ok(sheet_trials::table
        .inner_join(members::table)
        .left_join(establishments::table.on(establishments::id.nullable().eq(sheet_trials::establishment_id)))
        .filter(sheet_trials::sheet_id.eq(sheet))
        .order((sheet_trials::asked_at.asc(), members::id.asc()))
        .limit(MOST)
        .select((
            (members::id, members::given_name, members::family_name),
            establishments::name.nullable(),
            sheet_trials::asked_at,
            sheet_trials::verdict,
            sheet_trials::stumbles,
            sheet_trials::answered_at,
        ))
        .load(db)?)
}

/// Asks somebody to try a sheet; says whether they were not asked before.
pub(super) fn ask_trial(tx: &mut Tx<'_>, sheet: SheetId, member: MemberId, by: MemberId) -> Result<bool, Refusal> {
    let establishment = establishment_of(tx.db(), member)?;
    let row = (
        sheet_trials::sheet_id.eq(sheet),
        sheet_trials::member_id.eq(member),
        sheet_trials::establishment_id.eq(establishment),
        sheet_trials::asked_by.eq(by),
        sheet_trials::asked_at.eq(tx.now()),
        sheet_trials::stumbles.eq(""),
    );
    let asked = on_each_backend!(tx.db(), conn => diesel::insert_into(sheet_trials::table).values(row).on_conflict_do_nothing().execute(conn))?;
    Ok(asked == 1)
}

/// Keeps how a trial went, once.
pub(super) fn answer_trial(
    tx: &mut Tx<'_>,
    sheet: SheetId,
    member: MemberId,
    (verdict, stumbles): (Verdict, &str),
    edition: i32,
) -> Result<bool, Refusal> {
    let now = tx.now();
    let answered = diesel::update(sheet_trials::table.find((sheet, member)))
        .filter(sheet_trials::verdict.is_null())
        .set((
            sheet_trials::verdict.eq(verdict),
            sheet_trials::stumbles.eq(stumbles),
            sheet_trials::edition_tried.eq(edition),
            sheet_trials::answered_at.eq(now),
        ))
        .execute(tx.db())?;
    Ok(answered == 1)
}

/// The sheet whose trial a member answered at a moment.
pub(super) fn tried(db: &mut Db, member: MemberId, answered: Moment) -> Result<SheetId, Refusal> {
    Ok(sheet_trials::table
        .filter(sheet_trials::member_id.eq(member))
        .filter(sheet_trials::answered_at.eq(answered))
        .select(sheet_trials::sheet_id)
        .first(db)?)
}

/// What a reader said.
#[derive(Clone, Debug, Queryable)]
pub struct Feedback {
    /// Its id.
    pub id: FeedbackId,
    /// Of which sheet.
    pub sheet: SheetId,
    /// Of which edition.
    pub edition: i32,
    /// What became of the sheet there.
    pub kind: FeedbackKind,
    /// In words.
    pub body: String,
    /// Who said it, when it was a member.
    pub member: Option<(MemberId, String, String)>,
    /// How a visitor signs.
    pub signed: String,
    /// When.
    pub said_at: Moment,
    /// Whether others read it.
    pub state: FeedbackState,
    /// Why it was hidden.
    pub reason: String,
}

/// Reads feedback: the same columns wherever it is read.
macro_rules! feedback {
    () => {
        sheet_feedback::table.left_join(members::table.on(members::id.nullable().eq(sheet_feedback::member_id))).select(
            (
                sheet_feedback::id,
                sheet_feedback::sheet_id,
                sheet_feedback::edition,
                sheet_feedback::kind,
                sheet_feedback::body,
                (members::id, members::given_name, members::family_name).nullable(),
                sheet_feedback::signed,
                sheet_feedback::said_at,
                sheet_feedback::state,
                sheet_feedback::reason,
            ),
        )
    };
}

/// What was said of a sheet, the newest edition and the newest words first; what is not shown only to who sorts it and
/// to who said it.
pub(super) fn feedback_of(
    db: &mut Db,
    sheet: SheetId,
    all: bool,
    member: Option<MemberId>,
) -> Result<Vec<Feedback>, Refusal> {
    let shown = sheet_feedback::state.eq(FeedbackState::Shown);
    // No member has id -1: nothing is a visitor's own.
    let own = sheet_feedback::member_id.eq(member.unwrap_or(MemberId(-1))).assume_not_null();
    let own = sheet_feedback::member_id.is_not_null().and(own);
    Ok(feedback!()
        .filter(sheet_feedback::sheet_id.eq(sheet))
        .filter(shown.or(own).or(all.into_sql::<diesel::sql_types::Bool>()))
        .order((sheet_feedback::edition.desc(), sheet_feedback::id.desc()))
        .limit(MOST)
        .load(db)?)
}

/// One of them.
pub(super) fn feedback(db: &mut Db, id: FeedbackId) -> Result<Feedback, Refusal> {
    Ok(feedback!().filter(sheet_feedback::id.eq(id)).first(db)?)
}

/// Words about to be kept.
pub(super) struct NewFeedback<'a> {
    pub sheet: SheetId,
    pub edition: i32,
    pub kind: FeedbackKind,
    pub body: &'a str,
    pub member: Option<MemberId>,
    pub signed: &'a str,
    pub state: FeedbackState,
}

pub(super) fn insert_feedback(tx: &mut Tx<'_>, new: &NewFeedback<'_>) -> Result<FeedbackId, Refusal> {
    let (id, now) = (FeedbackId(tx.id()), tx.now());
    let row = (
        (sheet_feedback::id.eq(id), sheet_feedback::sheet_id.eq(new.sheet), sheet_feedback::edition.eq(new.edition)),
        (
            sheet_feedback::kind.eq(new.kind),
            sheet_feedback::body.eq(new.body),
            sheet_feedback::member_id.eq(new.member),
            sheet_feedback::signed.eq(new.signed),
            sheet_feedback::said_at.eq(now),
            sheet_feedback::state.eq(new.state),
            sheet_feedback::reason.eq(""),
        ),
    );
    diesel::insert_into(sheet_feedback::table).values(row).execute(tx.db())?;
    Ok(id)
}

/// Shows or hides words, unless somebody did already.
pub(super) fn sort_feedback(
    tx: &mut Tx<'_>,
    id: FeedbackId,
    to: FeedbackState,
    by: MemberId,
    reason: &str,
) -> Result<bool, Refusal> {
    let now = tx.now();
    let sorted = diesel::update(sheet_feedback::table.find(id))
        .filter(sheet_feedback::state.ne(to))
        .set((
            sheet_feedback::state.eq(to),
            sheet_feedback::decided_by.eq(by),
            sheet_feedback::decided_at.eq(now),
            sheet_feedback::reason.eq(reason),
        ))
        .execute(tx.db())?;
    Ok(sorted == 1)
}

/// A place where a sheet was spread.
#[derive(Clone, Debug, Queryable)]
pub struct Spread {
    /// Who spread it.
    pub by: (MemberId, String, String),
    /// Their region (slug).
    pub region: String,
    /// Where.
    pub place: String,
    /// When.
    pub at: Moment,
}

/// Where a sheet was spread, the latest first, and how often in all.
pub(super) fn spreads(db: &mut Db, sheet: SheetId) -> Result<(Vec<Spread>, i64), Refusal> {
    let latest = sheet_spreads::table
        .inner_join(members::table)
        .filter(sheet_spreads::sheet_id.eq(sheet))
        .order(sheet_spreads::id.desc())
        .limit(30)
        .select((
            (members::id, members::given_name, members::family_name),
            sheet_spreads::region,
            sheet_spreads::place,
            sheet_spreads::spread_at,
        ))
        .load(db)?;
    let all = sheet_spreads::table.filter(sheet_spreads::sheet_id.eq(sheet)).count().get_result(db)?;
    Ok((latest, all))
}

pub(super) fn insert_spread(
    tx: &mut Tx<'_>,
    sheet: SheetId,
    member: MemberId,
    (region, place): (&str, &str),
) -> Result<(), Refusal> {
    let row = (
        sheet_spreads::id.eq(SpreadId(tx.id())),
        sheet_spreads::sheet_id.eq(sheet),
        sheet_spreads::member_id.eq(member),
        sheet_spreads::region.eq(region),
        sheet_spreads::place.eq(place),
        sheet_spreads::spread_at.eq(tx.now()),
    );
    diesel::insert_into(sheet_spreads::table).values(row).execute(tx.db())?;
    Ok(())
}

/// Somebody says they will apply a sheet; again after they had stopped. Says which application, if that is new.
pub(super) fn apply(tx: &mut Tx<'_>, sheet: SheetId, member: MemberId) -> Result<Option<ApplicationId>, Refusal> {
    let establishment = establishment_of(tx.db(), member)?;
    let (id, now) = (ApplicationId(tx.id()), tx.now());
    let row = (
        sheet_applications::id.eq(id),
        sheet_applications::sheet_id.eq(sheet),
        sheet_applications::member_id.eq(member),
        sheet_applications::establishment_id.eq(establishment),
        sheet_applications::said_at.eq(now),
    );
    let inserted = on_each_backend!(tx.db(), conn => diesel::insert_into(sheet_applications::table).values(row).on_conflict_do_nothing().execute(conn))?;
    if inserted == 1 {
        return Ok(Some(id));
    }
    diesel::update(sheet_applications::table)
        .filter(sheet_applications::sheet_id.eq(sheet).and(sheet_applications::member_id.eq(member)))
        .set(sheet_applications::ended_at.eq(None::<Moment>))
        .execute(tx.db())?;
    Ok(None)
}

/// When somebody will be asked how it goes.
pub(super) fn plan_follow_ups(
    tx: &mut Tx<'_>,
    application: ApplicationId,
    planned: &[(i32, Moment)],
) -> Result<(), Refusal> {
    let rows: Vec<_> = planned
        .iter()
        .map(|(months, due)| {
            (
                sheet_follow_ups::application_id.eq(application),
                sheet_follow_ups::months.eq(*months),
                sheet_follow_ups::due_at.eq(*due),
            )
        })
        .collect();
    on_each_backend!(tx.db(), conn => diesel::insert_into(sheet_follow_ups::table).values(rows).execute(conn))?;
    Ok(())
}

/// Somebody no longer applies a sheet; says whether they did.
pub(super) fn stop_applying(tx: &mut Tx<'_>, sheet: SheetId, member: MemberId) -> Result<bool, Refusal> {
    let now = tx.now();
    let stopped = diesel::update(sheet_applications::table)
        .filter(sheet_applications::sheet_id.eq(sheet).and(sheet_applications::member_id.eq(member)))
        .filter(sheet_applications::ended_at.is_null())
        .set(sheet_applications::ended_at.eq(now))
        .execute(tx.db())?;
    Ok(stopped == 1)
}

/// Those who apply a sheet now.
pub(super) fn appliers(db: &mut Db, sheet: SheetId) -> Result<Vec<MemberId>, Refusal> {
    Ok(sheet_applications::table
        .filter(sheet_applications::sheet_id.eq(sheet))
        .filter(sheet_applications::ended_at.is_null())
        .order(sheet_applications::member_id.asc())
        .limit(5_000)
        .select(sheet_applications::member_id)
        .load(db)?)
}

/// The last answer of each who applies or applied a sheet, counted.
pub(super) fn answers(db: &mut Db, sheet: SheetId) -> Result<Vec<(Answer, i64)>, Refusal> {
    let later = diesel::alias!(sheet_follow_ups as later);
    let overtaken = diesel::dsl::exists(
        later
            .filter(later.field(sheet_follow_ups::application_id).eq(sheet_follow_ups::application_id))
            .filter(later.field(sheet_follow_ups::months).gt(sheet_follow_ups::months))
            .filter(later.field(sheet_follow_ups::answer).is_not_null()),
    );
    let rows: Vec<(Option<Answer>, i64)> = sheet_follow_ups::table
        .inner_join(sheet_applications::table)
        .filter(sheet_applications::sheet_id.eq(sheet))
        .filter(sheet_follow_ups::answer.is_not_null())
        .filter(diesel::dsl::not(overtaken))
        .group_by(sheet_follow_ups::answer)
        .select((sheet_follow_ups::answer, count_star()))
        .load(db)?;
    Ok(rows.into_iter().filter_map(|(answer, count)| Some((answer?, count))).collect())
}

/// Whose application it is, and of which sheet.
pub(super) fn application(db: &mut Db, id: ApplicationId) -> Result<(MemberId, SheetId, Option<Moment>), Refusal> {
    Ok(sheet_applications::table
        .find(id)
        .select((sheet_applications::member_id, sheet_applications::sheet_id, sheet_applications::ended_at))
        .first(db)?)
}

/// What was answered at a follow-up that was asked.
pub(super) fn answered(db: &mut Db, id: ApplicationId, months: i32) -> Result<Option<Answer>, Refusal> {
    Ok(sheet_follow_ups::table
        .find((id, months))
        .filter(sheet_follow_ups::asked_at.is_not_null())
        .select(sheet_follow_ups::answer)
        .first(db)?)
}

/// Keeps an answer; the last one given stands. Who gave it up is asked no more.
pub(super) fn keep_answer(tx: &mut Tx<'_>, id: ApplicationId, months: i32, answer: Answer) -> Result<(), Refusal> {
    let now = tx.now();
    let kept = diesel::update(sheet_follow_ups::table.find((id, months)))
        .filter(sheet_follow_ups::asked_at.is_not_null())
        .set((sheet_follow_ups::answer.eq(answer), sheet_follow_ups::answered_at.eq(now)))
        .execute(tx.db())?;
    if kept == 0 {
        return Err(Refusal::NotFound);
    }
    let ended = (!answer.is_in_use()).then_some(now);
    diesel::update(sheet_applications::table.find(id)).set(sheet_applications::ended_at.eq(ended)).execute(tx.db())?;
    Ok(())
}

/// Whether a member applies a sheet now.
pub(super) fn applies(db: &mut Db, sheet: SheetId, member: MemberId) -> Result<bool, Refusal> {
    let found: Option<ApplicationId> = sheet_applications::table
        .filter(sheet_applications::sheet_id.eq(sheet).and(sheet_applications::member_id.eq(member)))
        .filter(sheet_applications::ended_at.is_null())
        .select(sheet_applications::id)
        .first(db)
        .optional()?;
    Ok(found.is_some())
}
