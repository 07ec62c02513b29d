//! A member's page and picture.

use std::collections::BTreeMap;

use actix_web::HttpResponse;
use actix_web::web::Path;
use jiff::tz::TimeZone;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;

use super::card::Avatar;
use crate::circles::views::{self, MoveView};
use crate::circles::{Circle, people};
use crate::db::ids::{MemberId, ThemeId};
use crate::members::profile::{self, Profile};
use crate::members::{AccountState, EstablishmentKind, directory, portraits, regions};
use crate::moderation::measures::Measure;
use crate::policy::{self, Act};
use crate::refusal::Refusal;
use crate::sentences::Sentence;
use crate::themes::administration::animators::{self, Decision};
use crate::themes::{self, Theme};
use crate::threads::given::{self, AnswerView, Given};
use crate::threads::lists::{self, RowView};
use crate::threads::marks::GivenView;
use crate::web::{Desk, Page, Visit, When, local_date};

/// Threads and answers shown on a page; moves shown.
const SHOWN: i64 = 5;
const MOVES_SHOWN: i64 = 50;

#[derive(Serialize)]
struct View {
    id: MemberId,
    name: String,
    given_name: String,
    avatar: Avatar,
    line: String,
    establishment: Option<Workplace>,
    region: String,
    local_time: String,
    time_apart: String,
    presentation: Vec<Vec<String>>,
    expertises: Vec<Tag>,
    available: bool,
    available_for: Vec<Vec<String>>,
    arrived: bool,
    oneself: bool,
    /// Whether the reader shares a theme with them, and may write to them in private.
    may_write: bool,
    animates: Vec<ThemeLink>,
    places: Vec<PlaceView>,
    given: Given,
    threads: Vec<RowView>,
    answers: Vec<AnswerView>,
    reactions: GivenView,
    /// The themes where the reader may warn them, or take another measure.
    measures: Vec<ThemeLink>,
    may_close: bool,
    moves: Vec<ThemeMove>,
    decisions: Vec<DecisionView>,
}

#[derive(Serialize)]
struct Workplace {
    name: String,
    kind: EstablishmentKind,
    town: String,
}

/// A field of expertise, leading to those who have it.
#[derive(Serialize)]
struct Tag {
    address: String,
    label: String,
}

impl Tag {
    fn of(label: String) -> Self {
        Self { address: format!("/membres?expertise={}", utf8_percent_encode(&label, NON_ALPHANUMERIC)), label }
    }
}

#[derive(Serialize)]
struct ThemeLink {
    slug: String,
    name: String,
}

#[derive(Serialize)]
struct PlaceView {
    circle: Circle,
    theme: ThemeLink,
    since: String,
}

#[derive(Serialize)]
struct ThemeMove {
    theme: String,
    #[serde(flatten)]
    moved: MoveView,
}

/// A decision about animating a theme.
#[derive(Serialize)]
struct DecisionView {
    theme: String,
    named: bool,
    by: String,
    reason: String,
    when: When,
}

/// GET /membres/{id}
pub async fn show(desk: Desk, id: Path<String>) -> HttpResponse {
    desk.show(move |visit| page(visit, id.parse()?)).await
}

fn page(visit: &mut Visit<'_>, id: MemberId) -> Result<Page, Refusal> {
    let member = profile::of(visit.db, id)?;
    let oneself = visit.viewer.member == Some(id);
    let themes = themes::all(visit.db, true)?;
    let names: BTreeMap<ThemeId, &Theme> = themes.iter().map(|theme| (theme.id, theme)).collect();
    let told: Vec<ThemeId> =
        if oneself { names.keys().copied().collect() } else { directory::themes_told(&visit.viewer) };
    let places = profile::places(visit.db, id, &told, visit.now)?;
    let animates = profile::animates(visit.db, id)?;
    let opened = lists::Wanted { opened_by: Some(id), limit: SHOWN, ..lists::Wanted::default() };
    let threads = lists::page(visit.db, &visit.viewer, &opened)?.rows;
    let answers = given::answers(visit.db, &visit.viewer, id, SHOWN)?;
    let innermost = places.iter().map(|place| place.circle).max();
    let (local_time, time_apart) = local_time(visit, &member);
    let view = View {
        name: format!("{} {}", member.given_name, member.family_name),
        avatar: Avatar::of(id, (&member.given_name, &member.family_name), member.picture.as_deref(), innermost),
        line: line(&member),
        region: regions::name_of(&member.region),
        local_time,
        time_apart,
        presentation: paragraphs(&member.presentation),
        available: member.available,
        available_for: paragraphs(&member.available_for),
        arrived: member.state == AccountState::Active,
        oneself,
        may_write: !oneself
            && member.state == AccountState::Active
            && places
                .iter()
                .map(|place| place.theme)
                .chain(animates.iter().copied())
                .any(|theme| policy::allows(&visit.viewer, &Act::OpenConversation(theme))),
        id,
        animates: themes.iter().filter(|theme| animates.contains(&theme.id)).map(link).collect(),
        places: places
            .iter()
            .filter_map(|place| Some((place, names.get(&place.theme)?)))
            .map(|(place, theme)| PlaceView {
                circle: place.circle,
                theme: link(theme),
                since: local_date(place.since, &visit.zone(), visit.sentences()),
            })
            .collect(),
        given: given::by(visit.db, &visit.viewer, id)?,
        reactions: GivenView::of(visit, id)?,
        threads: lists::views(visit, &threads),
        answers: given::views(visit, &answers),
        measures: themes
            .iter()
            .filter(|theme| {
                let (theme, animates) = (theme.id, animates.contains(&theme.id));
                let act = Act::TakeMeasure { theme, member: id, measure: Measure::Warn, animates };
                places.iter().any(|place| place.theme == theme) && policy::allows(&visit.viewer, &act)
            })
            .map(link)
            .collect(),
        may_close: policy::allows(&visit.viewer, &Act::CloseAccount(id)),
        moves: moves(visit, id, &names)?,
        decisions: decisions(visit, id)?,
        given_name: member.given_name,
        establishment: member.establishment.map(|(name, kind, town)| Workplace { name, kind, town }),
        expertises: member.expertises.into_iter().map(Tag::of).collect(),
    };
    Ok(Page::of("members/profile.html", &view))
}

fn link(theme: &Theme) -> ThemeLink {
    ThemeLink { slug: theme.slug.clone(), name: theme.name.clone() }
}

fn line(member: &Profile) -> String {
    let establishment = member.establishment.as_ref().map_or("", |(name, ..)| name);
    let parts = [member.profession.as_str(), establishment];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

/// The moves of a member that the reader may read.
fn moves(
    visit: &mut Visit<'_>,
    member: MemberId,
    themes: &BTreeMap<ThemeId, &Theme>,
) -> Result<Vec<ThemeMove>, Refusal> {
    let readable = |theme: &ThemeId| policy::allows(&visit.viewer, &Act::ReadMovesOf { member, theme: *theme });
    let readable: Vec<ThemeId> = themes.keys().copied().filter(readable).collect();
    let found = people::moves_of(visit.db, member, &readable, MOVES_SHOWN)?;
    let shown = views::moves(visit, &found)?;
    let theme = |id: ThemeId| themes.get(&id).map(|theme| theme.name.clone()).unwrap_or_default();
    Ok(found.iter().zip(shown).map(|(found, moved)| ThemeMove { theme: theme(found.theme_id), moved }).collect())
}

/// The decisions about a member animating themes that the reader may read.
fn decisions(visit: &mut Visit<'_>, member: MemberId) -> Result<Vec<DecisionView>, Refusal> {
    let readable = |theme| policy::allows(&visit.viewer, &Act::ReadMovesOf { member, theme });
    let mut found = animators::decisions_about(visit.db, member)?;
    found.retain(|decision| readable(decision.theme_id));
    let view = |decision: Decision| DecisionView {
        named: decision.named,
        by: format!("{} {}", decision.decided_by.0, decision.decided_by.1),
        when: visit.when(decision.decided_at),
        theme: decision.theme,
        reason: decision.reason,
    };
    Ok(found.into_iter().map(view).collect())
}

/// The time it is there, and how far that is from the reader's.
fn local_time(visit: &Visit<'_>, member: &Profile) -> (String, String) {
    let there = visit.now.instant().to_zoned(TimeZone::get(&member.time_zone).unwrap_or(TimeZone::UTC));
    let here = visit.now.instant().to_zoned(visit.zone());
    let clock = Sentence::new("member-clock")
        .text("hour", there.hour().to_string())
        .text("minute", format!("{:02}", there.minute()));
    let apart = (there.offset().seconds() - here.offset().seconds()) / 60;
    let (hours, minutes) = (apart.abs() / 60, apart.abs() % 60);
    let hours = if minutes == 0 { format!("{hours} h") } else { format!("{hours} h {minutes:02}") };
    let said = match apart {
        0 => None,
        1.. => Some("member-time-ahead"),
        _ => Some("member-time-behind"),
    };
    let sentences = visit.sentences();
    let said = said.map(|key| sentences.tell(&Sentence::new(key).text("hours", hours))).unwrap_or_default();
    (sentences.tell(&clock), said)
}

/// Plain text as paragraphs of lines.
fn paragraphs(text: &str) -> Vec<Vec<String>> {
    let lines = |part: &str| part.lines().filter(|line| !line.trim().is_empty()).map(str::to_owned).collect::<Vec<_>>();
    text.split("\n\n").map(lines).filter(|paragraph| !paragraph.is_empty()).collect()
}

/// GET /membres/{id}/portrait
pub async fn portrait(desk: Desk, id: Path<String>) -> HttpResponse {
    desk.show(move |visit| {
        let (fingerprint, bytes) = portraits::of(visit.db, id.parse()?)?;
        Ok(Page::bytes("image/jpeg", bytes, None).tagged(&fingerprint))
    })
    .await
}
