//! Guests: somebody outside the circle, asked by name. They become a named party of the meeting's thread.

use crate::db::Tx;
use crate::db::ids::MemberId;
use crate::meetings::machine::Step;
use crate::meetings::{Place, Seen, invited, record, telling};
use crate::members::sessions;
use crate::notices::{self, Tiding};
use crate::policy::{self, Act, Viewer};
use crate::refusal::{Problems, Refusal};

/// Asks somebody outside the circle to come.
///
/// # Errors
/// `Refusal::Conflict` for a meeting of a series, whose thread is that of all; `Refusal::Invalid` (`with`) for who is
/// asked already, or whose account is not in use.
pub(super) fn invite(tx: &mut Tx<'_>, viewer: &Viewer, seen: &Seen, guest: MemberId) -> Result<(), Refusal> {
    let me = seen.require_now(viewer, Step::Invite)?;
    let meeting = &seen.meeting;
    let Some(thread) = meeting.thread_id.filter(|_| meeting.series_id.is_none()) else {
        return Err(Problems::one("with", "registration-guest-series"));
    };
    let now = tx.now();
    let Some(theirs) = sessions::viewer_of(tx.db(), guest, now)? else {
        return Err(Problems::one("with", "registration-guest-unknown"));
    };
    let act = Act::StepMeeting {
        theme: meeting.theme_id,
        circle: meeting.circle,
        step: Step::Answer,
        place: Place::default(),
    };
    if policy::allows(&theirs, &act) || !invited::invite_guest(tx, (meeting, thread), guest)? {
        return Err(Problems::one("with", "registration-guest-already"));
    }
    record(tx, Some(me), Step::Invite, meeting)?;
    let tiding = telling::tiding("meeting_announced", meeting, meeting.id.0, Some(me));
    notices::tell(tx, guest, &Tiding { has_letter: false, ..tiding })
}
