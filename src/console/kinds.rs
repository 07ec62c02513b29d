//! Where each kind of case is read: an arm a kind.

use super::{CaseKind, Eyes};
use crate::db::ids::ThemeId;
use crate::db::{Db, Key, Moment, Rank, Slice, Waits};
use crate::mail::outbox::rescue;
use crate::moderation::appeals::Appeal;
use crate::moderation::decisions::Decision;
use crate::moderation::held::Held;
use crate::moderation::hits::Hit;
use crate::moderation::queue::{self as flags, Shelf};
use crate::refusal::Refusal;
use crate::{circles, intake, joining, points_durs, referrals, sheets};

/// A slice of the cases of a kind, the oldest first, where they stand alone. The themes are those of the viewer's scope.
pub(super) fn waits(db: &mut Db, eyes: Eyes<'_>, kind: CaseKind, slice: &Slice<'_>) -> Result<Vec<Waits>, Refusal> {
    let Eyes { viewer, now, points_durs: settings } = eyes;
    match kind {
        CaseKind::PatientHit => Ok(flags::hits(db, viewer, slice)?.iter().map(hit).collect()),
        CaseKind::Appeal => Ok(flags::appeals(db, viewer, slice)?.iter().map(appeal).collect()),
        CaseKind::HeldPost => Ok(flags::held(db, viewer, slice)?.iter().map(held).collect()),
        CaseKind::PatientFlag | CaseKind::Flag | CaseKind::PrivateFlag => flags::waits(db, viewer, slice, shelf(kind)),
        CaseKind::PointToSort => points_durs::queue::to_sort(db, viewer, slice),
        CaseKind::PointLate => {
            settings.map_or(Ok(Vec::new()), |settings| points_durs::queue::late(db, viewer, settings, slice, now))
        }
        CaseKind::ReferralOverdue => referrals::queue::waits(db, viewer, slice, now),
        CaseKind::SheetToRead => Ok(alone(sheets::queue::to_read(db, viewer, slice)?)),
        CaseKind::SheetToReview => Ok(alone(sheets::queue::to_look_at_again(db, viewer, slice, now)?)),
        CaseKind::JoinRequest => joining::queue::waits(db, slice),
        CaseKind::MandateEnding => {
            Ok(circles::ending::ending(db, slice, now)?.iter().map(circles::ending::Ending::waits).collect())
        }
        CaseKind::StoppedMail => Ok(intake::standing::stopped_first(db, slice)?.iter().filter_map(stopped).collect()),
        CaseKind::DeadMail => Ok(rescue::dead(db, slice)?.iter().map(dead).collect()),
    }
}

/// Which flagged posts a kind is about.
pub(super) const fn shelf(kind: CaseKind) -> Shelf {
    match kind {
        CaseKind::PatientFlag => Shelf::Patients,
        CaseKind::PrivateFlag => Shelf::Private,
        _ => Shelf::Others,
    }
}

fn alone(found: Vec<sheets::queue::Standing>) -> Vec<Waits> {
    found.into_iter().map(|(waits, _)| waits).collect()
}

/// Where something stands that was noted at a moment, in a theme.
fn noted(id: i64, at: Moment, theme: Option<ThemeId>) -> Waits {
    Waits { key: Key::of(id), rank: Rank::of(at, id), theme }
}

/// Where a post stands in which something may identify a patient: one case, however much was found.
pub(super) fn hit(hit: &Hit) -> Waits {
    Waits { key: Key::of(hit.post.0), ..noted(hit.id.0, hit.at, Some(hit.thread.1)) }
}

/// Where an appeal stands.
pub(super) fn appeal((appeal, decision): &(Appeal, Decision)) -> Waits {
    noted(appeal.id.0, appeal.at, decision.theme_id)
}

/// Where a text that waits stands.
pub(super) fn held(held: &Held) -> Waits {
    noted(held.id.0, held.at, Some(held.theme))
}

/// Where a member whose mail is stopped stands.
pub(super) fn stopped(one: &intake::standing::Stopped) -> Option<Waits> {
    let id = one.member.0;
    one.since.map(|since| Waits { key: Key::of(id), rank: Rank::of(since, id), theme: None })
}

/// Where a dead mail stands: since it was posted.
pub(super) fn dead(mail: &rescue::Listed) -> Waits {
    Waits { key: Key::of(mail.id.0), rank: Rank::of(mail.created_at, mail.id.0), theme: None }
}
