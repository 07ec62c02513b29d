//! The list of who answered, as organisers see it and take it away.

use super::store_roll::{self, Listed};
use super::{Seat, Way, store};
use crate::conversations::recipients;
use crate::db::Db;
use crate::db::ids::MemberId;
use crate::meetings::Meeting;
use crate::refusal::{Problems, Refusal};
use crate::sentences::Sentence;

impl Listed {
    /// Given and family name.
    pub(in crate::meetings) fn full_name(&self) -> String {
        format!("{} {}", self.name.0, self.name.1)
    }

    /// What they do and where.
    pub(in crate::meetings) fn work(&self) -> String {
        let place = self.establishment.clone().unwrap_or_default();
        [self.profession.clone(), place].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
    }

    /// Whether somebody looks out for them, or they were there.
    pub(in crate::meetings) fn is_awaited(&self) -> bool {
        self.attendance.is_some() || (Way::of(self.answer).is_some() && self.seat != Seat::None)
    }
}

/// Everybody who answered, by name.
pub(in crate::meetings) fn answered(db: &mut Db, meeting: &Meeting) -> Result<Vec<Listed>, Refusal> {
    store_roll::answered(db, (meeting.id, meeting.theme_id))
}

/// Who of those asked is meant by a name, as typed; a name that several bear is told apart as in conversations.
///
/// # Errors
/// `Refusal::Invalid` beside `person` when it is nobody's who was asked, or several people's.
pub(super) fn asked_named(db: &mut Db, meeting: &Meeting, typed: &str) -> Result<MemberId, Refusal> {
    let nobody = || Problems::one("person", "registration-choose-person");
    let typed = recipients::parse(typed).map_err(|_| nobody())?;
    let [wanted] = &typed[..] else { return Err(nobody()) };
    let answered = answered(db, meeting)?.into_iter().map(|one| (one.member, one.full_name()));
    let silent = store_roll::silent(db, meeting.id)?.into_iter();
    let silent = silent.map(|(member, given, family)| (member, format!("{given} {family}")));
    let meant: Vec<(MemberId, String)> =
        answered.chain(silent).filter(|(member, name)| wanted.is(*member, name)).collect();
    match &meant[..] {
        [] => Err(Problems::one("person", "registration-not-asked")),
        [(member, _)] => Ok(*member),
        several => {
            let names: Vec<String> = several.iter().map(|(member, name)| format!("{name} ({member})")).collect();
            let said = Sentence::new("registration-several-named").text("names", names.join(", "));
            Err(Problems::one("person", said))
        }
    }
}

/// Everybody brought along: by whom, their name, where from.
pub(in crate::meetings) fn brought(db: &mut Db, meeting: &Meeting) -> Result<Vec<(MemberId, String, String)>, Refusal> {
    store_roll::brought(db, meeting.id)
}

/// How somebody said they come.
pub(in crate::meetings) fn travel_of(db: &mut Db, meeting: &Meeting, member: MemberId) -> Result<String, Refusal> {
    Ok(store::of(db, meeting.id, member)?.map(|mine| mine.needs.travel).unwrap_or_default())
}
