//! Sessions: a random token in a cookie, its SHA-256 in the database, a life for shared ward computers.
//!
//! Life: 30 minutes idle and 12 hours in all; on a computer of one's own, 14 days idle and 30 in all (a documented
//! deviation from NIST SP 800-63B AAL2).

use std::collections::HashMap;

use diesel::dsl::exists;
use diesel::prelude::*;
use jiff::tz::TimeZone;

use crate::circles::{self, Circle};
use crate::db::ids::{MemberId, SessionId, ThemeId};
use crate::db::schema::{
    animators, charter_acceptances, charters, instance, mail_standings, members, memberships, sessions, themes,
};
use crate::db::{Db, Moment, Tx};
use crate::instance::Greeting;
use crate::journal::{self, Fact};
use crate::members::AccountState;
use crate::on_each_backend;
use crate::policy::{Level, Standing, Viewer};
use crate::refusal::Refusal;
use crate::sentences::Language;
use crate::tokens;
use crate::web::Me;

/// Idle and whole life on a shared computer, in seconds.
const SHARED_IDLE: i64 = 30 * 60;
const SHARED_LIFE: i64 = 12 * 3_600;
/// Idle life on one's own computer, in seconds.
const PERSONAL_IDLE: i64 = 14 * 86_400;
/// Whole life on one's own computer, in seconds.
pub const PERSONAL_LIFE: i64 = 30 * 86_400;

/// Opens a session; the token goes into the cookie and is kept nowhere.
///
/// # Errors
/// What the database says.
pub fn open(tx: &mut Tx<'_>, member: MemberId, personal: bool, device: &str) -> Result<String, Refusal> {
    let token = tokens::random_token();
    let now = tx.now();
    let id = SessionId(tx.id());
    let row = (
        sessions::id.eq(id),
        sessions::token_hash.eq(tokens::stored(&token)),
        sessions::member_id.eq(member),
        sessions::personal.eq(personal),
        sessions::device.eq(device),
        sessions::created_at.eq(now),
        sessions::last_seen_at.eq(now),
        sessions::authenticated_at.eq(now),
    );
    diesel::insert_into(sessions::table).values(row).execute(tx.db())?;
    let fact = Fact {
        actor: Some(member),
        act: "session.opened",
        theme: None,
        subject: "session",
        subject_id: id.0,
        detail: "",
    };
    journal::record(tx, &fact)?;
    Ok(token)
}

/// Gives a session a new token, its holder having proved again who they are: the one before is dead at once
/// (ASVS 5.0 7.2.4). Returns the token and whether the computer is one's own.
///
/// # Errors
/// `Refusal::SignInFirst` when the session was closed meanwhile.
pub fn renew(tx: &mut Tx<'_>, session: SessionId) -> Result<(String, bool), Refusal> {
    let token = tokens::random_token();
    let now = tx.now();
    let renewed = diesel::update(sessions::table.find(session))
        .set((sessions::token_hash.eq(tokens::stored(&token)), sessions::authenticated_at.eq(now)))
        .execute(tx.db())?;
    if renewed != 1 {
        return Err(Refusal::SignInFirst);
    }
    Ok((token, sessions::table.find(session).select(sessions::personal).first(tx.db())?))
}

/// Closes one session of a member; says whether it was theirs.
///
/// # Errors
/// What the database says.
pub fn close(tx: &mut Tx<'_>, member: MemberId, session: SessionId) -> Result<bool, Refusal> {
    let gone = diesel::delete(sessions::table.find(session).filter(sessions::member_id.eq(member))).execute(tx.db())?;
    Ok(gone == 1)
}

/// Closes every session of a member, but perhaps one.
///
/// # Errors
/// What the database says.
pub fn close_all(tx: &mut Tx<'_>, member: MemberId, but: Option<SessionId>) -> Result<(), Refusal> {
    let kept = but.unwrap_or(SessionId(-1));
    diesel::delete(sessions::table.filter(sessions::member_id.eq(member)).filter(sessions::id.ne(kept)))
        .execute(tx.db())?;
    Ok(())
}

/// A session, as its owner sees it in a list.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = sessions)]
pub struct Open {
    /// Its id.
    pub id: SessionId,
    /// Whether it is on a computer of one's own.
    pub personal: bool,
    /// What the browser said of itself.
    pub device: String,
    /// When it was opened.
    pub created_at: Moment,
    /// When it was last used.
    pub last_seen_at: Moment,
}

/// The open sessions of a member, the last used first (at most 100).
///
/// # Errors
/// What the database says.
pub fn of_member(db: &mut Db, member: MemberId, now: Moment) -> Result<Vec<Open>, Refusal> {
    let rows: Vec<Open> = sessions::table
        .filter(sessions::member_id.eq(member))
        .order((sessions::last_seen_at.desc(), sessions::id.desc()))
        .limit(100)
        .select(Open::as_select())
        .load(db)?;
    Ok(rows.into_iter().filter(|row| is_alive(row.personal, row.created_at, row.last_seen_at, now)).collect())
}

fn is_alive(personal: bool, created_at: Moment, last_seen_at: Moment, now: Moment) -> bool {
    let (idle, life) = if personal { (PERSONAL_IDLE, PERSONAL_LIFE) } else { (SHARED_IDLE, SHARED_LIFE) };
    now.seconds_since(last_seen_at) < idle && now.seconds_since(created_at) < life
}

#[derive(Queryable)]
struct Found {
    session: SessionId,
    personal: bool,
    created_at: Moment,
    last_seen_at: Moment,
    authenticated_at: Moment,
    member: MemberId,
    given_name: String,
    family_name: String,
    language: Language,
    time_zone: String,
    region: String,
    admin: bool,
    charter_accepted: bool,
    mail_stopped: bool,
    community: Option<String>,
    demo: Option<bool>,
}

/// Who holds a session's token, with every right read now; `None` when it is unknown, old, or the account is closed.
///
/// # Errors
/// What the database says.
pub fn recognise(db: &mut Db, token_hash: &str, now: Moment) -> Result<Option<(Me, Viewer, Greeting)>, Refusal> {
    // Ids rise with time: the current charter has the highest.
    let current = charters::table.select(diesel::dsl::max(charters::id)).single_value();
    let accepted = exists(
        charter_acceptances::table
            .filter(charter_acceptances::member_id.eq(members::id))
            .filter(charter_acceptances::charter_id.nullable().eq(current)),
    );
    let mail_stopped = exists(
        mail_standings::table
            .filter(mail_standings::member_id.eq(members::id))
            .filter(mail_standings::stopped_at.is_not_null()),
    );
    let query = sessions::table
        .inner_join(members::table)
        .filter(sessions::token_hash.eq(token_hash))
        .filter(members::state.eq(AccountState::Active.word()))
        .select((
            sessions::id,
            sessions::personal,
            sessions::created_at,
            sessions::last_seen_at,
            sessions::authenticated_at,
            members::id,
            members::given_name,
            members::family_name,
            members::language,
            members::time_zone,
            members::region,
            members::admin,
            accepted,
            mail_stopped,
            instance::table.select(instance::name).single_value(),
            instance::table.select(instance::demo).single_value(),
        ));
    let found: Option<Found> = on_each_backend!(db, conn => query.first(conn)).optional()?;
    let Some(found) = found.filter(|found| is_alive(found.personal, found.created_at, found.last_seen_at, now)) else {
        return Ok(None);
    };
    let viewer = Viewer {
        member: Some(found.member),
        admin: found.admin,
        region: found.region,
        standings: standings(db, found.member, now)?,
    };
    let me = Me {
        id: found.member,
        session: found.session,
        given_name: found.given_name,
        family_name: found.family_name,
        language: found.language,
        zone: TimeZone::get(&found.time_zone).unwrap_or(TimeZone::UTC),
        authenticated_at: found.authenticated_at,
        charter_accepted: found.charter_accepted,
        mail_stopped: found.mail_stopped,
    };
    let greeting = Greeting::of(found.community.zip(found.demo));
    Ok(Some((me, viewer, greeting)))
}

/// What a member may do now, without a session of theirs: whoever invited is weighed when the invited person accepts.
/// `None` when the account is not in use.
///
/// # Errors
/// What the database says.
pub fn viewer_of(db: &mut Db, member: MemberId, now: Moment) -> Result<Option<Viewer>, Refusal> {
    let found: Option<(bool, String)> = members::table
        .find(member)
        .filter(members::state.eq(AccountState::Active.word()))
        .select((members::admin, members::region))
        .first(db)
        .optional()?;
    let Some((admin, region)) = found else { return Ok(None) };
    Ok(Some(Viewer { member: Some(member), admin, region, standings: standings(db, member, now)? }))
}

/// What a member is in each theme now: confirmed, not suspended, within the mandate; animating wins.
///
/// # Errors
/// What the database says.
pub fn standings(db: &mut Db, member: MemberId, now: Moment) -> Result<Vec<Standing>, Refusal> {
    let confirmed = memberships::table.on(memberships::theme_id
        .eq(themes::id)
        .and(memberships::member_id.eq(member))
        .and(memberships::state.eq("confirmed")));
    let animated = animators::table.on(animators::theme_id.eq(themes::id).and(animators::member_id.eq(member)));
    let query = themes::table
        .left_join(confirmed)
        .left_join(animated)
        .filter(memberships::member_id.nullable().is_not_null().or(animators::member_id.nullable().is_not_null()))
        .select((
            themes::id,
            animators::member_id.nullable(),
            (memberships::circle, memberships::until, memberships::suspended_until).nullable(),
        ));
    let rows: Vec<(ThemeId, Option<MemberId>, Option<Membership>)> = on_each_backend!(db, conn => query.load(conn))?;
    let level = |animator: Option<MemberId>, membership: Option<Membership>| match animator {
        Some(_) => Some(Level::Animator),
        None => level_of(membership?, now),
    };
    let standing = |(theme, animator, membership)| level(animator, membership).map(|level| Standing { theme, level });
    Ok(rows.into_iter().filter_map(standing).collect())
}

/// A circle, until when, suspended until when.
type Membership = (Circle, Option<Moment>, Option<Moment>);

/// What a confirmed membership gives now; a suspended one gives nothing.
fn level_of((circle, until, suspended_until): Membership, now: Moment) -> Option<Level> {
    let suspended = suspended_until.is_some_and(|end| now < end);
    (!suspended).then(|| Level::Circle(circles::effective(circle, until, now)))
}

/// What some members may do now, those whose account is in use, in the order of their ids.
///
/// # Errors
/// What the database says.
pub fn viewers_of(db: &mut Db, wanted: &[MemberId], now: Moment) -> Result<Vec<Viewer>, Refusal> {
    // A line for each theme they animate, one for whoever animates none.
    let mut found: Vec<(MemberId, bool, String, Option<ThemeId>)> = members::table
        .left_join(animators::table)
        .filter(members::id.eq_any(wanted))
        .filter(members::state.eq(AccountState::Active.word()))
        .order(members::id.asc())
        .select((members::id, members::admin, members::region, animators::theme_id.nullable()))
        .load(db)?;
    let animated: Vec<(MemberId, ThemeId)> =
        found.iter().filter_map(|(member, .., theme)| Some((*member, (*theme)?))).collect();
    found.dedup_by_key(|(member, ..)| *member);
    let confirmed: Vec<(MemberId, ThemeId, Membership)> = memberships::table
        .filter(memberships::member_id.eq_any(wanted))
        .filter(memberships::state.eq("confirmed"))
        .select((
            memberships::member_id,
            memberships::theme_id,
            (memberships::circle, memberships::until, memberships::suspended_until),
        ))
        .load(db)?;
    let mut places: HashMap<MemberId, Vec<Standing>> = HashMap::new();
    for (member, theme) in &animated {
        places.entry(*member).or_default().push(Standing { theme: *theme, level: Level::Animator });
    }
    for (member, theme, membership) in confirmed {
        if let (false, Some(level)) = (animated.contains(&(member, theme)), level_of(membership, now)) {
            places.entry(member).or_default().push(Standing { theme, level });
        }
    }
    let viewer = |(member, admin, region, _)| Viewer {
        standings: places.remove(&member).unwrap_or_default(),
        member: Some(member),
        admin,
        region,
    };
    Ok(found.into_iter().map(viewer).collect())
}

/// What everyone is in a theme now, whose account is in use.
///
/// # Errors
/// What the database says.
pub fn standings_in(db: &mut Db, theme: ThemeId, now: Moment) -> Result<Vec<(MemberId, Level)>, Refusal> {
    let mut people: Vec<MemberId> = memberships::table
        .filter(memberships::theme_id.eq(theme))
        .filter(memberships::state.eq("confirmed"))
        .select(memberships::member_id)
        .load(db)?;
    let animating: Vec<MemberId> =
        animators::table.filter(animators::theme_id.eq(theme)).select(animators::member_id).load(db)?;
    people.extend(animating);
    people.sort_unstable();
    people.dedup();
    let mut standings = Vec::with_capacity(people.len());
    for chunk in people.chunks(1_000) {
        let viewers = viewers_of(db, chunk, now)?;
        standings.extend(viewers.iter().filter_map(|viewer| Some((viewer.member?, viewer.level(theme)?))));
    }
    Ok(standings)
}

/// Forgets sessions that can no longer be used; returns how many.
///
/// # Errors
/// What the database says.
pub fn forget_ended(tx: &mut Tx<'_>) -> Result<i64, Refusal> {
    let now = tx.now();
    let gone = diesel::delete(
        sessions::table.filter(
            sessions::personal
                .eq(false)
                .and(sessions::last_seen_at.lt(now.plus_seconds(-SHARED_IDLE)))
                .or(sessions::last_seen_at.lt(now.plus_seconds(-PERSONAL_IDLE)))
                .or(sessions::created_at.lt(now.plus_seconds(-PERSONAL_LIFE))),
        ),
    )
    .execute(tx.db())?;
    Ok(i64::try_from(gone).unwrap_or(i64::MAX))
}
