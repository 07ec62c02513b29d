//! The mail that asks "still in place?".

use super::{Answer, follow_ups, store_readers};
use crate::db::ids::ApplicationId;
use crate::db::{Db, Moment};
use crate::digests::unsubscribe;
use crate::mail::{Letter, List, recipient};
use crate::members::sessions;
use crate::notices::{self, Kind};
use crate::refusal::Refusal;
use crate::tokens::InstanceKey;

/// An answer, and the address that gives it.
#[derive(serde::Serialize)]
struct Choice {
    answer: Answer,
    link: String,
}

/// The letter, to whoever still applies the sheet, may read it and wants to be asked by mail; `None` otherwise.
///
/// # Errors
/// What the database says.
pub fn follow_up(
    db: &mut Db,
    now: Moment,
    (application, months): (ApplicationId, i32),
    site: (&str, &InstanceKey),
) -> Result<Option<Letter>, Refusal> {
    let (base_url, key) = site;
    let (member, sheet, ended) = store_readers::application(db, application)?;
    let Some(viewer) = sessions::viewer_of(db, member, now)?.filter(|_| ended.is_none()) else {
        return Ok(None);
    };
    let seen = match super::visible(db, &viewer, sheet) {
        Ok(seen) if seen.sheet.withdrawn_at.is_none() => seen,
        Ok(_) | Err(Refusal::NotFound) => return Ok(None),
        Err(refusal) => return Err(refusal),
    };
    if !notices::by_mail(db, member, Kind::Assignment)? {
        return Ok(None);
    }
    let Some(to) = recipient(db, member.0)? else { return Ok(None) };
    let answering = follow_ups::address(db, key, application, months, member)?;
    let facts = [
        ("title", seen.title().to_owned()),
        ("sheet", format!("{base_url}{}", seen.address())),
        ("link", format!("{base_url}{answering}")),
        ("settings", format!("{base_url}/reglages/notifications")),
    ];
    let mut letter = to.letter("sheet_follow_up", base_url, &facts);
    let choices: Vec<Choice> = Answer::ALL
        .iter()
        .map(|answer| Choice { answer: *answer, link: format!("{base_url}{answering}?reponse={}", answer.word()) })
        .collect();
    letter.context.insert("months", &months);
    letter.context.insert("choices", &choices);
    letter.topic.leaving = Some(unsubscribe::leaving(db, site, member, List::Notices(Kind::Assignment))?);
    Ok(Some(letter))
}
