//! Identifiers: 53-bit integers drawn by the process, in time order, written in base 32.
//!
//! The high 41 bits are milliseconds since 2026-01-01T00:00:00Z, the low 12 are random: id order is time
//! order, and no gap counts what a reader may not see. Addresses write them in Crockford's base 32,
//! lower case (RFC 4648's alphabet lacks its safety against look-alikes).

use std::sync::Mutex;

use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};

/// 2026-01-01T00:00:00Z in milliseconds of the Unix epoch.
const EPOCH_MS: i64 = 1_767_225_600_000;
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// Draws ids; never goes back, even when the clock does.
pub struct Ids {
    state: Mutex<State>,
}

struct State {
    last: i64,
    random: StdRng,
}

impl Default for Ids {
    fn default() -> Self {
        Self { state: Mutex::new(State { last: 0, random: StdRng::from_rng(&mut rand::rng()) }) }
    }
}

impl Ids {
    /// The next id at `now_ms` (milliseconds of the Unix epoch).
    pub fn next(&self, now_ms: i64) -> i64 {
        let mut state = self.state.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let noise = i64::from(state.random.random_range(0..4096_u32));
        let drawn = ((now_ms - EPOCH_MS).max(0) << 12) | noise;
        state.last = drawn.max(state.last + 1);
        state.last
    }

    /// Starts again from a seed: two worlds that act alike at the same moments then draw the same ids.
    pub fn reseed(&self, seed: u64) {
        let mut state = self.state.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        *state = State { last: 0, random: StdRng::seed_from_u64(seed) };
    }
}

/// The lowest id that can be drawn at `ms` (milliseconds of the Unix epoch): ranges of time are ranges of ids.
pub fn first_at(ms: i64) -> i64 {
    (ms - EPOCH_MS).max(0) << 12
}

/// When an id was drawn, in milliseconds of the Unix epoch.
pub fn millis_of(id: i64) -> i64 {
    (id >> 12) + EPOCH_MS
}

/// Writes an id as an address does: base 32, lower case, no padding.
pub fn to_base32(id: i64) -> String {
    let mut rest = id.unsigned_abs();
    let mut digits = Vec::new();
    loop {
        digits.push(ALPHABET[(rest % 32) as usize]);
        rest /= 32;
        if rest == 0 {
            break;
        }
    }
    digits.iter().rev().map(|digit| char::from(*digit)).collect()
}

/// Reads an id as an address writes it; `None` for anything else, upper case included.
pub fn from_base32(text: &str) -> Option<i64> {
    if text.is_empty() || text.len() > 11 || (text.len() > 1 && text.starts_with('0')) {
        return None;
    }
    let mut id: i64 = 0;
    for byte in text.bytes() {
        let digit = ALPHABET.iter().position(|candidate| *candidate == byte)?;
        id = id.checked_mul(32)?.checked_add(i64::try_from(digit).ok()?)?;
    }
    (id < 1 << 53).then_some(id)
}

/// Declares typed ids: a `BIGINT` in the database, base 32 in addresses and templates.
#[macro_export]
macro_rules! id_types {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => { $(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[derive(diesel::expression::AsExpression, diesel::deserialize::FromSqlRow)]
        #[diesel(sql_type = diesel::sql_types::BigInt)]
        pub struct $name(pub i64);

        impl From<$name> for i64 {
            fn from(id: $name) -> Self {
                id.0
            }
        }

        impl<DB> diesel::serialize::ToSql<diesel::sql_types::BigInt, DB> for $name
        where
            DB: diesel::backend::Backend,
            i64: diesel::serialize::ToSql<diesel::sql_types::BigInt, DB>,
        {
            fn to_sql<'b>(&'b self, out: &mut diesel::serialize::Output<'b, '_, DB>) -> diesel::serialize::Result {
                self.0.to_sql(out)
            }
        }

        impl<DB> diesel::deserialize::FromSql<diesel::sql_types::BigInt, DB> for $name
        where
            DB: diesel::backend::Backend,
            i64: diesel::deserialize::FromSql<diesel::sql_types::BigInt, DB>,
        {
            fn from_sql(bytes: DB::RawValue<'_>) -> diesel::deserialize::Result<Self> {
                i64::from_sql(bytes).map(Self)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                out.write_str(&$crate::db::ids::to_base32(self.0))
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::refusal::Refusal;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                $crate::db::ids::from_base32(text).map(Self).ok_or($crate::refusal::Refusal::NotFound)
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
                out.collect_str(self)
            }
        }
    )+ };
}

id_types! {
    /// A meeting (`meetings.id`).
    MeetingId,
    /// A series of meetings (`meeting_series.id`).
    MeetingSeriesId,
    /// A session of a meeting's programme (`meeting_sessions.id`).
    MeetingSessionId,
    /// What somebody answered to an invitation (`meeting_registrations.id`).
    RegistrationId,
    /// Somebody brought along (`meeting_companions.id`).
    CompanionId,
    /// A speaker of a session (`meeting_speakers.id`).
    SpeakerId,
    /// What a member would like to present (`meeting_contributions.id`).
    ContributionId,
    /// A decision or an action of a meeting (`meeting_actions.id`).
    MeetingActionId,
    /// A date proposed by a poll (`meeting_slots.id`).
    SlotId,
    /// A member of the community (`members.id`).
    MemberId,
    /// An establishment (`establishments.id`).
    EstablishmentId,
    /// A session (`sessions.id`).
    SessionId,
    /// A theme (`themes.id`).
    ThemeId,
    /// A sub-topic of a theme (`subtopics.id`).
    SubtopicId,
    /// A thread (`threads.id`).
    ThreadId,
    /// A post of a thread (`posts.id`).
    PostId,
    /// An earlier version of a post (`post_revisions.id`).
    RevisionId,
    /// A move between circles (`circle_moves.id`).
    MoveId,
    /// Somebody proposed for an inner circle (`nominations.id`).
    NominationId,
    /// A decision about who animates a theme (`animator_decisions.id`).
    AnimatorDecisionId,
    /// An invitation (`invitations.id`).
    InvitationId,
    /// A request to join a theme (`join_requests.id`).
    JoinRequestId,
    /// A spreadsheet waiting to be confirmed (`import_drafts.id`).
    ImportDraftId,
    /// A version of the charter (`charters.id`).
    CharterId,
    /// A mail in the outbox (`outbox.id`).
    MailId,
    /// A line of the journal (`journal.id`).
    JournalId,
    /// A notice of a member (`notices.id`).
    NoticeId,
    /// A text not published yet (`drafts.id`).
    DraftId,
    /// A member's bookmark (`bookmarks.id`).
    BookmarkId,
    /// An appeal against a decision (`appeals.id`).
    AppealId,
    /// A reason ready to be used (`decision_templates.id`).
    TemplateId,
    /// A text that waits to be published (`held_posts.id`).
    HeldId,
    /// What may identify a patient (`patient_hits.id`).
    HitId,
    /// A decision about a post or a thread (`decisions.id`).
    DecisionId,
    /// A flag on a post (`flags.id`).
    FlagId,
    /// A file somebody attached (`files.id`).
    FileId,
    /// What an administrator decided of a mail (`mail_decisions.id`).
    MailDecisionId,
    /// A window of news that closed (`digests.id`).
    DigestId,
    /// A mail that came in (`incoming_mails.id`).
    IncomingId,
    /// An announcement (`announcements.id`).
    AnnouncementId,
    /// A point dur (`points_durs.id`, the id of its thread).
    PointDurId,
    /// A step of a point dur (`point_dur_steps.id`).
    StepId,
    /// Something to do for a point dur (`point_dur_tasks.id`).
    TaskId,
    /// A solution tried somewhere (`point_dur_attempts.id`).
    AttemptId,
    /// A time a member is away (`absences.id`).
    AbsenceId,
    /// A member's own filters of a list (`saved_views.id`).
    SavedViewId,
    /// A body that answers what is out of scope (`bodies.id`).
    BodyId,
    /// A referral to a body (`referrals.id`).
    ReferralId,
    /// A practice sheet (`sheets.id`).
    SheetId,
    /// A text of a sheet (`sheet_texts.id`).
    SheetTextId,
    /// What a reader says under a sheet (`sheet_feedback.id`).
    FeedbackId,
    /// A place where a sheet was spread (`sheet_spreads.id`).
    SpreadId,
    /// Somebody who applies a sheet (`sheet_applications.id`).
    ApplicationId,
    /// What somebody did of some cases of the console (`console_rounds.id`).
    RoundId,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base32_reads_what_it_writes_and_nothing_else() {
        for id in [0, 1, 31, 32, 123_456_789, (1 << 53) - 1] {
            assert_eq!(from_base32(&to_base32(id)), Some(id));
        }
        for wrong in ["", "A", "01", "i", "o", "é", "zzzzzzzzzzzz", "-1"] {
            assert_eq!(from_base32(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn ids_rise_even_when_the_clock_goes_back() {
        let ids = Ids::default();
        let first = ids.next(EPOCH_MS + 5_000);
        assert!(ids.next(EPOCH_MS + 1_000) > first);
    }
}
