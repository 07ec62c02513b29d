//! Notices by mail at once: a few minutes' worth in one letter, rights asked again when it leaves.

use serde::Serialize;

use super::store::{self, Row, Wanted};
use crate::db::ids::{MemberId, NoticeId};
use crate::db::{Database, Tx};
use crate::digests::unsubscribe::{self, List};
use crate::mail::{Letter, Message, Topic, outbox, recipient};
use crate::members::sessions;
use crate::refusal::Refusal;
use crate::tokens::InstanceKey;

/// Notices wait this long, in seconds, for others to leave with.
const TOGETHER: i64 = 2 * 60;
/// Members posted to in one run at most.
const BATCH: i64 = 500;
/// Notices in one letter at most; what does not fit is on the site.
const MOST: i64 = 50;

/// Posts a letter to each member whose notices have waited long enough; returns how many.
///
/// # Errors
/// What the database says.
pub fn post_due(database: &Database) -> Result<i64, Refusal> {
    database.write_here(|tx| {
        let now = tx.now();
        let due = store::mail_due(tx, now.plus_seconds(-TOGETHER), BATCH)?;
        let postings: Vec<outbox::Posting> = due
            .iter()
            .map(|(member, first, last)| outbox::Posting {
                member: Some(*member),
                key: format!("notices:{member}:{last}"),
                message: Message::Notices { member: member.0, from: first.0, to: last.0 },
                due: now,
            })
            .collect();
        outbox::post_all(tx, &postings)?;
        store::mail_posted(tx, &due)?;
        Ok(i64::try_from(postings.len()).unwrap_or(i64::MAX))
    })
}

/// A notice as a letter says it.
#[derive(Serialize)]
struct Line {
    key: String,
    actor: String,
    title: String,
    theme: String,
    link: String,
}

/// The letter of some notices, as far as they are still unread and their member may still read them.
///
/// # Errors
/// What the database says.
pub fn letter(
    tx: &mut Tx<'_>,
    member: MemberId,
    (from, to): (NoticeId, NoticeId),
    (base_url, key): (&str, &InstanceKey),
) -> Result<Option<Letter>, Refusal> {
    let now = tx.now();
    let Some(viewer) = sessions::viewer_of(tx.db(), member, now)? else { return Ok(None) };
    let wanted = Wanted { mailed: Some((from, to)), ..Wanted::default() };
    let (mut rows, _) = store::of(tx.db(), &viewer, member, &wanted, MOST)?;
    rows.reverse();
    still_by_mail(tx, member, &mut rows)?;
    let Some(recipient) = recipient(tx.db(), member.0)? else { return Ok(None) };
    if rows.is_empty() {
        return Ok(None);
    }
    let lines: Vec<Line> = rows.iter().map(|row| line(row, base_url)).collect();
    let settings = [("settings", format!("{base_url}/reglages/notifications"))];
    let mut letter = recipient.letter("notices", base_url, &settings);
    letter.context.insert("lines", &lines);
    letter.topic = topic(&rows);
    if let Some(list) = list(&rows) {
        letter.topic.leaving = Some(unsubscribe::unsubscribe_url(tx.db(), key, base_url, member, list)?);
    }
    let conversation = rows.first().and_then(|row| row.thread.as_ref()).filter(|_| letter.topic.thread.is_some());
    letter.context.insert("conversation", &conversation.map(|thread| &thread.title));
    Ok(Some(letter))
}

/// What is the same for all.
fn one<T: PartialEq>(mut of: impl Iterator<Item = Option<T>>) -> Option<T> {
    let first = of.next().flatten()?;
    of.all(|other| other.as_ref() == Some(&first)).then_some(first)
}

/// What one click stops: the one theme they are about, else their one kind. Several of both: its settings say.
fn list(rows: &[Row]) -> Option<List> {
    let theme = one(rows.iter().map(|row| row.thread.as_ref().map(|thread| thread.theme)));
    theme.map(List::NoticesTheme).or_else(|| one(rows.iter().map(|row| Some(row.kind))).map(List::Notices))
}

/// What all of them are about: one conversation, one theme, or neither.
fn topic(rows: &[Row]) -> Topic {
    Topic {
        leaving: None,
        thread: one(rows.iter().map(|row| row.thread.as_ref().map(|thread| thread.id))),
        theme: one(rows.iter().map(|row| row.theme.as_ref().map(|(slug, _)| slug.clone()))),
        referral: None,
    }
}

/// What its member unsubscribed from meanwhile stays on the site.
fn still_by_mail(tx: &mut Tx<'_>, member: MemberId, rows: &mut Vec<Row>) -> Result<(), Refusal> {
    let chosen = store::choices(tx.db(), member)?;
    let out = super::themes_left_out(tx.db(), member)?;
    rows.retain(|row| {
        let channel = chosen.get(&row.kind).copied().unwrap_or(row.kind.usual_channel());
        let left_out = row.theme.as_ref().is_some_and(|(slug, _)| out.iter().any(|(_, known, _)| known == slug));
        channel == super::Channel::Mail && !left_out
    });
    Ok(())
}

fn line(row: &Row, base_url: &str) -> Line {
    Line {
        key: row.sentence_key(),
        actor: row.actor_name(),
        title: row.thread.as_ref().map(|thread| thread.title.clone()).unwrap_or_default(),
        theme: row.theme.as_ref().map(|(_, name)| name.clone()).unwrap_or_default(),
        link: format!("{base_url}{}", row.address()),
    }
}
