//! What sheets bring to the console: those that wait for a second reader, those whose day to be looked at again has come.

use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::store_queue as store;
use crate::circles::mandates;
use crate::db::ids::SheetId;
use crate::db::{Db, Key, Moment, Rank, Slice, Waits};
use crate::policy::Viewer;
use crate::refusal::Refusal;
pub use store::Queued;

/// A sheet and where it stands.
pub type Standing = (Waits, Queued);

/// A slice of the sheets of some themes that wait for a second reader, the text that waits longest first.
///
/// # Errors
/// What the database says.
pub fn to_read(db: &mut Db, viewer: &Viewer, slice: &Slice<'_>) -> Result<Vec<Standing>, Refusal> {
    let found = store::to_read(db, viewer, slice)?;
    Ok(found.into_iter().map(|sheet| (waits(&sheet, sheet.written_at), sheet)).collect())
}

/// A slice of the published sheets of some themes to be looked at again, the first day first.
///
/// # Errors
/// What the database says.
pub fn to_look_at_again(
    db: &mut Db,
    viewer: &Viewer,
    slice: &Slice<'_>,
    now: Moment,
) -> Result<Vec<Standing>, Refusal> {
    let day = |moment: Moment| mandates::day(moment).to_string();
    let after = slice.after.map(|rank| (day(rank.since), SheetId(rank.id)));
    let after = after.as_ref().map(|(day, id)| (day.as_str(), *id));
    let found = store::to_look_at_again(db, viewer, slice, (after, &day(now)))?;
    let standing = |sheet: Queued| {
        let since = sheet.review_day.as_deref().and_then(|day| day.parse().ok()).map_or(sheet.written_at, begins);
        (waits(&sheet, since), sheet)
    };
    Ok(found.into_iter().map(standing).collect())
}

fn waits(sheet: &Queued, since: Moment) -> Waits {
    Waits { key: Key::of(sheet.id.0), rank: Rank::of(since, sheet.id.0), theme: Some(sheet.theme) }
}

/// The moment a day begins in Paris, where a sheet's days are counted.
fn begins(day: Date) -> Moment {
    let midnight = day.to_zoned(mandates::zone()).or_else(|_| day.to_zoned(TimeZone::UTC));
    midnight.map(|start| start.timestamp()).unwrap_or_default().into()
}
