//! What a digest says of meetings, with the rights and the state of the moment it is said.

use std::collections::HashMap;

use jiff::tz::TimeZone;
use serde::Serialize;

use super::ranking::{Item, Picked};
use super::store_meetings::{self, Row};
use super::{Reason, Section, meetings, store};
use crate::db::Db;
use crate::db::ids::{MeetingId, MemberId, ThemeId};
use crate::meetings::{State, Step, address, when};
use crate::policy::Viewer;
use crate::refusal::Refusal;
use crate::text::{identifiers, typography};
use crate::web::Civil;

/// A meeting.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Gathered {
    /// What is said of it: `awaited`, `announced`, `moved`, `cancelled`, `minuted`.
    pub about: &'static str,
    pub title: String,
    pub address: String,
    pub theme: String,
    /// When it starts, by its reader's clock.
    pub at: Option<Civil>,
    /// When it starts by its own clock, when that is another one.
    pub there: Option<Civil>,
}

/// The meetings of a window, in order.
pub(super) fn gathered(
    db: &mut Db,
    (viewer, member): (&Viewer, MemberId),
    picked: &Picked,
    kept: &impl Fn(ThemeId) -> bool,
) -> Result<Vec<Gathered>, Refusal> {
    let items: Vec<&Item> = picked.items.iter().filter(|item| item.section == Section::Meetings).collect();
    if items.is_empty() {
        return Ok(Vec::new());
    }
    let key = |item: &Item| (MeetingId(item.subject), i32::try_from(item.last_post).unwrap_or_default());
    let wanted: Vec<(MeetingId, i32)> = items.iter().map(|item| key(item)).collect();
    let rows: HashMap<(MeetingId, i32), Row> = store_meetings::told(db, (viewer, member), &wanted)?
        .into_iter()
        .map(|row| ((row.id, row.step.1), row))
        .collect();
    let zone = when::zone(&store::zone(db, member)?);
    let line = |item: &&Item| {
        let row = rows.get(&key(item)).filter(|row| kept(row.theme.0))?;
        let asked = meetings::convened(viewer, row.theme.0, row.circle, row.guest == Some(true));
        let about = about(row, item.reason).filter(|_| asked)?;
        Some(said(row, about, &zone))
    };
    Ok(items.iter().filter_map(line).collect())
}

/// What is still true of it: what was answered meanwhile waits for nothing, what moved on since is the next window's.
fn about(row: &Row, reason: Reason) -> Option<&'static str> {
    match (row.step.0, row.state) {
        (Step::Announce | Step::Move, State::Announced) if reason == Reason::Awaited && row.answered.is_none() => {
            Some("awaited")
        }
        (Step::Move, State::Announced) => Some("moved"),
        (Step::Cancel, State::Cancelled) => Some("cancelled"),
        (Step::Publish, State::Minuted) => Some("minuted"),
        _ => None,
    }
}

fn said(row: &Row, about: &'static str, zone: &TimeZone) -> Gathered {
    // Nothing that may identify a patient is mailed, even answered for.
    let title = if identifiers::scan(&row.title).is_empty() { row.title.clone() } else { String::new() };
    let own = when::zone(&row.zone);
    let starts = row.starts_at;
    let same = starts.is_none_or(|at| zone.to_offset(at.instant()) == own.to_offset(at.instant()));
    Gathered {
        about,
        address: match about {
            "minuted" => format!("/rencontres/{}/compte-rendu", row.id),
            _ => address(row.id.0, &title),
        },
        title: typography::spaces(&title),
        theme: row.theme.1.clone(),
        at: starts.map(|at| Civil::of(at, zone)),
        there: starts.filter(|_| !same).map(|at| Civil::of(at, &own)),
    }
}
