//! Lists of points durs: the newest first, of a state, mine. Keyset pages.

use serde::Serialize;

use super::machine::{Severity, State};
use super::store_listed as store;
use crate::db::Db;
use crate::db::ids::{PointDurId, ThreadId};
use crate::policy::{Audience, Viewer};
use crate::refusal::Refusal;
use crate::text::typography;
use crate::web::{Visit, When};
pub use store::Row;

/// Rows on a page.
pub const PAGE: i64 = 30;

/// Which of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Of {
    /// All that the reader sees.
    #[default]
    Everybody,
    /// Those the reader reported.
    Mine,
    /// Those the reader joined.
    Joined,
}

/// What a list is asked for.
#[derive(Clone, Copy, Debug, Default)]
pub struct Wanted {
    /// Which of them.
    pub of: Of,
    /// In this state only.
    pub state: Option<State>,
    /// Older than this one: the keyset of the page before.
    pub before: Option<PointDurId>,
}

/// A page of points durs the viewer may see, the newest first, and the keyset of the next one.
///
/// # Errors
/// What the database says.
pub fn page(db: &mut Db, viewer: &Viewer, wanted: &Wanted) -> Result<(Vec<Row>, Option<PointDurId>), Refusal> {
    let mut rows = store::page(db, viewer, wanted, PAGE + 1)?;
    let more = i64::try_from(rows.len()).is_ok_and(|found| found > PAGE);
    rows.truncate(usize::try_from(PAGE).unwrap_or(0));
    let next = rows.last().map(|row| row.id).filter(|_| more);
    Ok((rows, next))
}

/// A point dur in a list, as `points_durs/row.html` shows it.
#[derive(Clone, Debug, Serialize)]
pub struct RowView {
    address: String,
    title: String,
    number: PointDurId,
    state: State,
    severity: Option<Severity>,
    audience: Audience,
    theme_slug: String,
    theme_name: String,
    subtopic_name: Option<String>,
    reported: When,
    since: When,
    lead: Option<String>,
}

/// Rows as the reader sees them.
pub fn views(visit: &Visit<'_>, rows: Vec<Row>) -> Vec<RowView> {
    rows.into_iter()
        .map(|row| RowView {
            address: super::address(ThreadId(row.id.0), &row.title),
            title: typography::spaces(&row.title),
            number: row.id,
            state: row.state,
            severity: row.severity,
            audience: row.audience,
            theme_slug: row.theme.0,
            theme_name: row.theme.1,
            subtopic_name: row.subtopic,
            reported: visit.when(row.reported_at),
            since: visit.when(row.since),
            lead: row.lead.map(|(given, family)| format!("{given} {family}")),
        })
        .collect()
}
