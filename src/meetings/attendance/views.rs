//! What the page of a meeting shows of attendance.

use serde::Serialize;

use super::pages::CodeForm;
use super::{Attendance, is_open, store};
use crate::db::ids::MemberId;
use crate::meetings::Seen;
use crate::meetings::machine::{State, Step};
use crate::refusal::Refusal;
use crate::web::{Filled, Visit};

/// What a reader may do about having been there.
#[derive(Serialize)]
pub struct AttendanceView {
    /// They may enter the code on the screen now.
    code: bool,
    form: Filled<CodeForm>,
    /// The ways of being there.
    ways: Vec<Attendance>,
    noted: Option<Attendance>,
    /// Their certificate.
    certificate: Option<String>,
    /// The letter for their director.
    letter: bool,
}

impl AttendanceView {
    pub fn of(
        visit: &mut Visit<'_>,
        seen: &Seen,
        me: MemberId,
        typed: Option<Filled<CodeForm>>,
    ) -> Result<Self, Refusal> {
        let meeting = &seen.meeting;
        let noted = store::of(visit.db, meeting.id, me)?;
        let comes = seen.allows(&visit.viewer, Step::Answer);
        let there = noted.is_some_and(Attendance::took_part);
        let mut ways = Vec::new();
        ways.extend(meeting.on_site.then_some(Attendance::Present));
        ways.extend(meeting.remote.then_some(Attendance::Remote));
        Ok(Self {
            code: comes && !there && is_open(meeting, visit.now),
            form: typed.unwrap_or_else(Filled::blank),
            ways,
            noted,
            certificate: there.then(|| format!("/rencontres/{}/attestation/{me}", meeting.id)),
            letter: comes && meeting.state == State::Announced && meeting.starts_at > Some(visit.now),
        })
    }
}
