//! Rate limits: so many acts in a window, counted in the database so that every instance shares them.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use diesel::prelude::*;
use diesel::sql_types::{Integer, Text, Timestamp};

use crate::db::schema::buckets;
use crate::db::{Db, Moment, Tx};
use crate::refusal::Refusal;

/// At most `most` acts in `seconds`.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// Its name in the bucket's key.
    pub name: &'static str,
    /// How many.
    pub most: u32,
    /// In how long.
    pub seconds: i64,
}

/// Posts: 6 a minute.
pub const POSTS_A_MINUTE: Rule = Rule { name: "post-minute", most: 6, seconds: 60 };
/// Posts: 60 an hour.
pub const POSTS_AN_HOUR: Rule = Rule { name: "post-hour", most: 60, seconds: 3_600 };
/// Reactions and bookmarks: 60 a minute.
pub const MARKS: Rule = Rule { name: "mark", most: 60, seconds: 60 };
/// Private conversations begun, people brought into one: 10 a day.
pub const CONVERSATIONS: Rule = Rule { name: "conversation", most: 10, seconds: 86_400 };
/// Invitations: 20 a day.
pub const INVITATIONS: Rule = Rule { name: "invitation", most: 20, seconds: 86_400 };
/// Password resets asked for one address: 5 in half an hour.
pub const RESETS: Rule = Rule { name: "reset", most: 5, seconds: 1_800 };
/// Requests to join from one network: 20 an hour.
pub const JOINING: Rule = Rule { name: "join", most: 20, seconds: 3_600 };
/// Words under practice sheets, from one visitor's network or one member: 10 an hour.
pub const FEEDBACK: Rule = Rule { name: "feedback", most: 10, seconds: 3_600 };
/// Searches of the directory and of the text: 30 a minute.
pub const SEARCHES: Rule = Rule { name: "search", most: 30, seconds: 60 };
/// Feeds read from one network: 600 in ten minutes (a hospital is one address).
pub const FEEDS: Rule = Rule { name: "feed", most: 600, seconds: 600 };
/// Pictures and spreadsheets: 30 in half an hour.
pub const UPLOADS: Rule = Rule { name: "upload", most: 30, seconds: 1_800 };
/// Drafts kept: 60 a minute; a browser keeps one every two seconds at most.
pub const DRAFTS: Rule = Rule { name: "draft", most: 60, seconds: 60 };
/// Codes of attendance entered: 10 in ten minutes (there are a million).
pub const CODES: Rule = Rule { name: "code", most: 10, seconds: 600 };
/// Mails to bodies: 30 a day.
pub const REFERRALS: Rule = Rule { name: "referral", most: 30, seconds: 86_400 };
/// What bodies say by links from one network, or by mail of one referral: 10 an hour.
pub const REFERRAL_ANSWERS: Rule = Rule { name: "referral-answer", most: 10, seconds: 3_600 };
/// Tables taken away: 20 an hour.
pub const EXPORTS: Rule = Rule { name: "export", most: 20, seconds: 3_600 };
/// Previews of a text: 30 a minute.
pub const PREVIEWS: Rule = Rule { name: "preview", most: 30, seconds: 60 };
/// People and threads proposed while one writes: 90 a minute.
pub const SUGGESTIONS: Rule = Rule { name: "suggestion", most: 90, seconds: 60 };
/// Threads that resemble a title being typed: 40 a minute.
pub const SIMILAR: Rule = Rule { name: "similar", most: 40, seconds: 60 };

/// The multiplier of `limits.scale`; 0 lifts every limit.
#[derive(Clone, Copy, Debug)]
pub struct Scale(pub f64);

#[derive(QueryableByName)]
struct Spent {
    #[diesel(sql_type = Integer)]
    spent: i32,
    #[diesel(sql_type = Timestamp)]
    window_ends_at: Moment,
}

/// Counts one act of `subject` (a member, an address's keyed hash, a network), or refuses it.
///
/// # Errors
/// `Refusal::TooMany` with the seconds to wait.
pub fn spend(tx: &mut Tx<'_>, scale: Scale, rule: &Rule, subject: &str) -> Result<(), Refusal> {
    if scale.0 == 0.0 {
        return Ok(());
    }
    let now = tx.now();
    let ends = now.plus_seconds(rule.seconds);
    // One statement on both engines: a window that has ended starts again.
    let upsert = "INSERT INTO buckets (subject, spent, window_ends_at) VALUES ($1, 1, $2) \
        ON CONFLICT (subject) DO UPDATE SET \
        spent = CASE WHEN buckets.window_ends_at <= $3 THEN 1 ELSE buckets.spent + 1 END, \
        window_ends_at = CASE WHEN buckets.window_ends_at <= $4 THEN $5 ELSE buckets.window_ends_at END \
        RETURNING spent, window_ends_at";
    let row: Spent = diesel::sql_query(upsert)
        .bind::<Text, _>(format!("{}:{subject}", rule.name))
        .bind::<Timestamp, _>(ends)
        .bind::<Timestamp, _>(now)
        .bind::<Timestamp, _>(now)
        .bind::<Timestamp, _>(ends)
        .get_result(tx.db())?;
    let most = (f64::from(rule.most) * scale.0).max(1.0);
    if f64::from(row.spent) > most {
        return Err(Refusal::TooMany(row.window_ends_at.seconds_since(now).max(1)));
    }
    Ok(())
}

/// Windows counted by this process alone: for reading, which writes nothing.
#[derive(Debug, Default)]
pub struct Windows(Mutex<HashMap<String, (u32, Moment)>>);

impl Windows {
    /// With more subjects than this, windows that ended are forgotten.
    const MANY: usize = 10_000;

    /// Counts one act of `subject`, or refuses it.
    ///
    /// # Errors
    /// `Refusal::TooMany` with the seconds to wait.
    pub fn spend(&self, now: Moment, scale: Scale, rule: &Rule, subject: &str) -> Result<(), Refusal> {
        if scale.0 == 0.0 {
            return Ok(());
        }
        let mut windows = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if windows.len() > Self::MANY {
            windows.retain(|_, (_, ends)| *ends > now);
        }
        let fresh = (0, now.plus_seconds(rule.seconds));
        let (spent, ends) = windows.entry(format!("{}:{subject}", rule.name)).or_insert(fresh);
        if *ends <= now {
            (*spent, *ends) = fresh;
        }
        *spent += 1;
        if f64::from(*spent) > (f64::from(rule.most) * scale.0).max(1.0) {
            return Err(Refusal::TooMany(ends.seconds_since(now).max(1)));
        }
        Ok(())
    }
}

/// Forgets windows that ended; returns how many.
///
/// # Errors
/// What the database says.
pub fn forget_ended(tx: &mut Tx<'_>) -> Result<i64, Refusal> {
    let now = tx.now();
    let db: &mut Db = tx.db();
    let gone = diesel::delete(buckets::table.filter(buckets::window_ends_at.le(now))).execute(db)?;
    Ok(i64::try_from(gone).unwrap_or(i64::MAX))
}
