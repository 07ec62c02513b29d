//! Minutes as pages show them.

use serde::Serialize;

use super::store::{self, Line};
use super::{Kind, may_finish};
use crate::absences::{self, Place};
use crate::db::ids::{MeetingActionId, MemberId};
use crate::meetings::Seen;
use crate::meetings::machine::Step;
use crate::refusal::Refusal;
use crate::text::typography;
use crate::web::{Visit, civil_date};

/// What a meeting's page says of its minutes.
#[derive(Clone, Debug, Serialize)]
pub struct MinutesPart {
    /// Whether the reader may read them.
    pub readable: bool,
    /// Whether the circle does.
    pub published: bool,
    /// Whether the reader writes them.
    pub may_write: bool,
    /// Where the meeting was recorded.
    pub recording: String,
}

impl MinutesPart {
    /// Of a seen meeting.
    ///
    /// # Errors
    /// What the database says.
    pub fn of(visit: &mut Visit<'_>, seen: &Seen) -> Result<Self, Refusal> {
        if visit.viewer.member.is_none() {
            return Ok(Self { readable: false, published: false, may_write: false, recording: String::new() });
        }
        let (published, recording) = store::remains(visit.db, seen.meeting.id)?;
        let may_write = seen.may(&visit.viewer, Step::Write);
        Ok(Self { readable: may_write || published.is_some(), published: published.is_some(), may_write, recording })
    }
}

/// Something decided, or to be done.
#[derive(Clone, Debug, Serialize)]
pub(super) struct LineView {
    pub id: MeetingActionId,
    pub title: String,
    pub member: Option<(MemberId, String)>,
    pub due: Option<String>,
    pub late: bool,
    pub done: bool,
    pub may_finish: bool,
}

/// The lines of a kind; what is done comes last.
pub(super) fn lines(visit: &mut Visit<'_>, seen: &Seen, all: &[Line], kind: Kind) -> Result<Vec<LineView>, Refusal> {
    let here = today(visit)?;
    let mut of_kind: Vec<&Line> = all.iter().filter(|line| line.kind == kind).collect();
    of_kind.sort_by_key(|line| (line.done_at.is_some(), line.due.is_none(), line.due, line.id));
    let view = |line: &Line| LineView {
        id: line.id,
        title: typography::spaces(&line.title),
        member: line.member.clone(),
        due: line.due.map(|day| civil_date(day, visit.sentences())),
        late: line.done_at.is_none() && line.due.is_some_and(|day| day < here),
        done: line.done_at.is_some(),
        may_finish: may_finish(&visit.viewer, seen, line),
    };
    Ok(of_kind.into_iter().map(view).collect())
}

/// The day it is where the reader works.
pub(super) fn today(visit: &mut Visit<'_>) -> Result<jiff::civil::Date, Refusal> {
    let me = visit.viewer.id()?;
    Ok(absences::places(visit.db, &[me])?.remove(&me).unwrap_or_else(Place::paris).today(visit.now))
}
