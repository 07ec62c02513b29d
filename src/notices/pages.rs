//! The bell's page, its settings, how closely a place is followed, and the short address of a post.

use std::collections::{BTreeMap, HashMap};

use actix_web::HttpResponse;
use actix_web::web::Path;
use serde::{Deserialize, Serialize};

use super::store::{self, Row, Wanted};
use super::watching::{self, Level, Place};
use super::{Channel, FAILED, FAILED_FOR_MANY, FLAG, GIVEN_UP, Kind, PRIVATE_FLAG};
use crate::announcements;
use crate::circles::nominations;
use crate::db::ids::{AnnouncementId, AppealId, NominationId, NoticeId, SubtopicId, ThreadId, from_base32};
use crate::meetings;
use crate::moderation::DecisionKind;
use crate::refusal::{Problems, Refusal};
use crate::sheets;
use crate::text::typography;
use crate::themes;
use crate::web::{Desk, Done, Fields, Filled, Page, Posted, Visit, When};

/// Notices looked at for one page.
const PAGE: i64 = 100;

#[derive(Serialize)]
struct ListView {
    kinds: Vec<Kind>,
    kind: Option<Kind>,
    groups: Vec<GroupView>,
    next: Option<NoticeId>,
    unread: bool,
}

/// Notices of one kind about one thread, told together.
#[derive(Serialize)]
struct GroupView {
    key: String,
    many: usize,
    actor: String,
    title: String,
    theme: String,
    address: String,
    unread: bool,
    when: When,
}

/// GET /notifications (`?genre=`, `?avant=`)
pub async fn show(desk: Desk) -> HttpResponse {
    desk.show(|visit| {
        let member = visit.me()?.id;
        let kind = Kind::parse(&visit.ask.param("genre"));
        let before = from_base32(&visit.ask.param("avant")).map(NoticeId);
        let wanted = Wanted { kind, before, mailed: None };
        let (rows, next) = store::of(visit.db, &visit.viewer, member, &wanted, PAGE)?;
        let groups = grouped(visit, &rows);
        let unread = groups.iter().any(|group| group.unread);
        Ok(Page::of("notices/index.html", &ListView { kinds: Kind::ALL.to_vec(), kind, groups, next, unread }))
    })
    .await
}

/// Together: the same kind, the same thread, read or not; each where its latest stands.
fn grouped(visit: &Visit<'_>, rows: &[Row]) -> Vec<GroupView> {
    let mut groups: Vec<GroupView> = Vec::new();
    let mut places: HashMap<(Kind, &str, ThreadId, bool), usize> = HashMap::new();
    for row in rows {
        let unread = row.read_at.is_none();
        let of_kind = row.about.is_empty() || row.about == FLAG;
        let about = row.about.as_str();
        let together = row.thread.as_ref().filter(|_| of_kind).map(|thread| (row.kind, about, thread.id, unread));
        if let Some(group) = together.and_then(|key| places.get(&key)).and_then(|place| groups.get_mut(*place)) {
            // The oldest unread one is where reading goes on.
            group.address = if unread { row.address() } else { std::mem::take(&mut group.address) };
            group.many += 1;
            continue;
        }
        if let Some(key) = together {
            places.insert(key, groups.len());
        }
        groups.push(GroupView {
            key: row.sentence_key(),
            many: 1,
            actor: row.actor_name(),
            title: row.thread.as_ref().map(|thread| typography::spaces(&thread.title)).unwrap_or_default(),
            theme: row.theme.as_ref().map(|(_, name)| name.clone()).unwrap_or_default(),
            address: row.address(),
            unread,
            when: visit.when(row.created_at),
        });
    }
    groups
}

impl Row {
    /// The key of the sentence that tells it.
    pub(super) fn sentence_key(&self) -> String {
        let about = if self.about.is_empty() { String::new() } else { format!("-{}", self.about) };
        format!("notice-{}{about}", self.kind.word())
    }

    /// Who did it, as a sentence says it.
    pub(super) fn actor_name(&self) -> String {
        self.actor.as_ref().map(|(given, family)| format!("{given} {family}")).unwrap_or_default()
    }

    /// Where it leads.
    pub(super) fn address(&self) -> String {
        match (&self.post, &self.thread) {
            _ if self.about == FLAG || self.about == PRIVATE_FLAG => format!("/notifications/{}", self.id),
            (Some((post, _)), _) => format!("/messages/{post}"),
            (None, Some(thread)) if self.about == "audience_ask" => format!("/fils/{}/lecteurs", thread.id),
            // A meeting's thread may be that of a series, and what is told of stands beside the meeting.
            (None, Some(_)) if self.about.starts_with("meeting_") => format!("/notifications/{}", self.id),
            (None, Some(thread)) => format!("/fils/{}", thread.id),
            (None, None) => format!("/notifications/{}", self.id),
        }
    }
}

/// GET /notifications/{id}: goes where a notice without a post leads; it is read.
pub async fn open(desk: Desk, id: Path<NoticeKey>) -> HttpResponse {
    desk.show(move |visit| {
        let member = visit.me()?.id;
        let id = id.parse()?;
        let (about, subject, slug, actor, told) = store::target(visit.db, member, id)?;
        visit.app.pulse.opened(id, visit.now);
        let of_theme = || slug.as_ref().map_or_else(|| "/notifications".into(), |slug| format!("/themes/{slug}"));
        let address = match about.as_str() {
            FLAG | PRIVATE_FLAG => {
                slug.as_ref().map_or_else(|| "/console".into(), |slug| format!("/console?theme={slug}"))
            }
            GIVEN_UP | FAILED | FAILED_FOR_MANY => {
                let id = AnnouncementId(subject);
                // Who animates no more is not led to what they may not see.
                announcements::visible(visit.db, &visit.viewer, id)
                    .map_or_else(|_| of_theme(), |_| announcements::address(id))
            }
            "sheet_tried" => or_the(sheets::address_of_trial(visit.db, actor, told), "/fiches")?,
            about if about.starts_with("sheet_") => or_the(sheets::address_of_subject(visit.db, subject), "/fiches")?,
            // Whoever has to do it may not read the minutes yet.
            "meeting_action" | "meeting_action_due" => "/rencontres/actions".into(),
            about if about.starts_with("meeting_") => {
                or_the(meetings::address_of_subject(visit.db, subject), "/rencontres")?
            }
            about if about.starts_with("rhythm_") => {
                slug.as_ref().map_or_else(|| "/rencontres".into(), |slug| format!("/rencontres?theme={slug}#year"))
            }
            "deputy" => "/points-durs/attente".into(),
            "appeal" | "appeal_upheld" | "appeal_overturned" => format!("/recours/{}", AppealId(subject)),
            "admin_named" => "/administration".into(),
            about if about.starts_with("nomination") => nominations::address(NominationId(subject)),
            about if about.starts_with("flag-") || DecisionKind::parse(about).is_some() => "/reglages/decisions".into(),
            _ => of_theme(),
        };
        Ok(Page::moved(address))
    })
    .await
}

/// What is gone leads to the others of its kind.
fn or_the(found: Result<String, Refusal>, others: &str) -> Result<String, Refusal> {
    match found {
        Err(Refusal::NotFound) => Ok(others.into()),
        found => found,
    }
}

type NoticeKey = String;

/// What is marked as read.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct ReadForm {
    kind: String,
}

impl Fields for ReadForm {
    type Parsed = Option<Kind>;
    fn parse(&self) -> Result<Option<Kind>, Refusal> {
        Ok(Kind::parse(&self.kind))
    }
}

/// POST /notifications/lues: everything is read, of a kind or of all.
pub async fn read_all(desk: Desk, posted: Posted) -> HttpResponse {
    desk.press::<ReadForm>(posted, |acting, kind| {
        let member = acting.me()?.id;
        store::read_all(acting.tx, member, *kind)?;
        let address =
            kind.map_or_else(|| "/notifications".into(), |kind| format!("/notifications?genre={}", kind.word()));
        Ok(Done::at(address).saying("said-notices-read"))
    })
    .await
}

/// How one wants to be told: a channel a kind.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(transparent)]
pub struct ChannelsForm(BTreeMap<String, String>);

impl Fields for ChannelsForm {
    type Parsed = Vec<(Kind, Channel)>;
    fn parse(&self) -> Result<Vec<(Kind, Channel)>, Refusal> {
        let line = |(kind, channel): (&String, &String)| Some((Kind::parse(kind)?, Channel::parse(channel)?));
        let lines: Option<Vec<_>> = self.0.iter().map(line).collect();
        lines.filter(|lines| !lines.is_empty()).ok_or_else(|| Problems::one("form", "form-malformed"))
    }
}

#[derive(Serialize)]
struct SettingsView {
    form: Filled<ChannelsForm>,
    lines: Vec<SettingLine>,
    channels: Vec<Channel>,
}

#[derive(Serialize)]
struct SettingLine {
    kind: Kind,
    channel: Channel,
}

/// GET /reglages/notifications
pub async fn show_settings(desk: Desk) -> HttpResponse {
    desk.show(|visit| settings_page(visit, Filled::blank())).await
}

fn settings_page(visit: &mut Visit<'_>, form: Filled<ChannelsForm>) -> Result<Page, Refusal> {
    let member = visit.me()?.id;
    let chosen = store::choices(visit.db, member)?;
    let line =
        |kind: &Kind| SettingLine { kind: *kind, channel: chosen.get(kind).copied().unwrap_or(kind.usual_channel()) };
    let view = SettingsView { form, lines: Kind::ALL.iter().map(line).collect(), channels: Channel::ALL.to_vec() };
    Ok(Page::of("notices/settings.html", &view))
}

/// POST /reglages/notifications
pub async fn change_settings(desk: Desk, posted: Posted) -> HttpResponse {
    desk.submit::<ChannelsForm>(
        posted,
        |acting, chosen| {
            let member = acting.me()?.id;
            store::choose(acting.tx, member, chosen)?;
            Ok(Done::at("/reglages/notifications").saying("said-notices-settings"))
        },
        settings_page,
    )
    .await
}

/// How closely a place is to be followed.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct WatchForm {
    level: String,
    subtopic: String,
}

impl Fields for WatchForm {
    type Parsed = (Level, String);
    fn parse(&self) -> Result<(Level, String), Refusal> {
        let level = Level::parse(&self.level).ok_or_else(|| Problems::one("level", "watch-choose"))?;
        Ok((level, self.subtopic.clone()))
    }
}

/// POST /themes/{slug}/suivi (`subtopic`: one of its sub-topics instead)
pub async fn watch_theme(desk: Desk, slug: Path<String>, posted: Posted) -> HttpResponse {
    desk.press::<WatchForm>(posted, move |acting, (level, subtopic)| {
        let member = acting.me()?.id;
        let theme = themes::by_slug(acting.tx.db(), &slug)?;
        if acting.viewer.level(theme.id).is_none() {
            return Err(Refusal::NotFound);
        }
        let (place, query) = if subtopic.is_empty() {
            (Place::Theme(theme.id), String::new())
        } else {
            let known = themes::subtopics_of(acting.tx.db(), &[theme.id])?;
            let found: Option<SubtopicId> = known.iter().find(|one| one.slug == *subtopic).map(|one| one.id);
            (Place::Subtopic(found.ok_or(Refusal::NotFound)?), format!("?sous-theme={subtopic}"))
        };
        watching::choose(acting.tx, member, place, *level)?;
        Ok(Done::at(format!("/themes/{}{query}", theme.slug)).saying("said-watch"))
    })
    .await
}

/// A choice of how closely to follow, for the menu of a place.
#[derive(Clone, Debug, Serialize)]
pub struct WatchView {
    /// Where it is chosen.
    pub action: String,
    /// The sub-topic it is about, if any.
    pub subtopic: String,
    /// The level in force.
    pub level: Level,
    /// The levels to choose from.
    pub levels: Vec<Level>,
    /// Where the feed's address is given, if the place has one of its own.
    pub feed: Option<String>,
}
