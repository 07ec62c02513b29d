//! The room of the experts: a thread of theirs, opened from a point dur, that only those who reach it learn of.

use std::sync::LazyLock;

use super::{PointDur, store};
use crate::db::Tx;
use crate::journal::{self, Fact};
use crate::policy::{self, Act, Audience, Ground, Viewer};
use crate::refusal::Refusal;
use crate::sentences::{Language, Sentence, Sentences};
use crate::threads::{self, Body, Kind, LONGEST_TITLE, Opening, Title, titled};

/// The title of a room is part of what is written, for every reader: it is in the community's language.
static TITLES: LazyLock<Option<Sentences>> = LazyLock::new(|| Sentences::load(Language::French).ok());

fn title_of(point: &PointDur) -> Result<Title, Refusal> {
    let Some(sentences) = TITLES.as_ref() else { return Err(Refusal::Broken("a room's title".into())) };
    let said = Sentence::new("point-dur-room-title").text("title", titled(sentences, &point.title));
    let title = sentences.tell(&said);
    let title: String = title.chars().take(LONGEST_TITLE).collect();
    Title::parse(&title).map_err(|_| Refusal::Broken("a room's title".into()))
}

/// Opens the room with its first message; says where it is.
///
/// # Errors
/// `Refusal::Forbidden` for others than the theme's experts and animators; `Refusal::Conflict` when there is one.
pub fn open(viewer: &Viewer, point: &PointDur, body: &Body, tx: &mut Tx<'_>) -> Result<String, Refusal> {
    let ground = Ground { theme: point.theme, audience: point.audience };
    let me = policy::require(viewer, &Act::OpenExpertsRoom(ground))?;
    if point.room.is_some() {
        return Err(Refusal::Conflict("point-dur-room-there"));
    }
    let opening = Opening {
        theme: point.theme,
        subtopic: None,
        kind: Kind::Discussion,
        audience: Audience::Expert,
        title: title_of(point)?,
        body: body.clone(),
    };
    let (room, _) = threads::open_with_post(viewer, &opening, tx)?;
    if !store::keep_room(tx, point.id, room)? {
        return Err(Refusal::Conflict("point-dur-room-there"));
    }
    let fact = Fact {
        actor: Some(me),
        act: "point_dur.room_opened",
        theme: Some(point.theme),
        subject: "point_dur",
        subject_id: point.id.0,
        detail: &room.to_string(),
    };
    journal::record(tx, &fact)?;
    Ok(threads::address(room, opening.title.as_str()))
}
