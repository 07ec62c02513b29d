//! The directory.

use std::collections::BTreeMap;

use actix_web::HttpResponse;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;

use super::card::{Card, Choice};
use crate::circles::Circle;
use crate::db::ids::{MemberId, ThemeId};
use crate::limits;
use crate::members::directory::{self, Turn, Wanted};
use crate::members::regions;
use crate::refusal::Refusal;
use crate::sentences::Sentence;
use crate::text::fold;
use crate::themes::{self, Theme};
use crate::web::{Ask, Desk, Page, Visit};

/// What was asked for, as the filters show it again.
#[derive(Clone, Default, Serialize)]
struct Asked {
    q: String,
    theme: String,
    circle: String,
    region: String,
    profession: String,
    expertise: String,
    available: bool,
}

#[derive(Serialize)]
struct View {
    asked: Asked,
    filtered: bool,
    themes: Vec<Choice>,
    circles: Vec<Choice>,
    regions: Vec<Choice>,
    professions: Vec<String>,
    count: i64,
    people: Vec<Card>,
    previous: Option<String>,
    next: Option<String>,
}

/// GET /membres
pub async fn show(desk: Desk) -> HttpResponse {
    desk.show(page).await
}

fn page(visit: &mut Visit<'_>) -> Result<Page, Refusal> {
    let themes = themes::all(visit.db, true)?;
    let told = directory::themes_told(&visit.viewer);
    let asked = Asked::of(visit.ask);
    let wanted = asked.wanted(visit, &themes, &told);
    if !wanted.words.is_empty() {
        visit.spend(&limits::SEARCHES)?;
    }
    let found = directory::search(visit.db, &wanted)?;
    let names: BTreeMap<ThemeId, &Theme> = themes.iter().map(|theme| (theme.id, theme)).collect();
    let sentences = visit.sentences();
    let circle = |circle: &Circle| Choice::new(circle.word(), &sentences.tell(&Sentence::from(circle_key(*circle))));
    let view = View {
        filtered: asked.address("") != "/membres",
        themes: told.iter().filter_map(|id| names.get(id)).map(|theme| Choice::new(&theme.slug, &theme.name)).collect(),
        circles: Circle::ALL.iter().map(circle).collect(),
        regions: regions::all().iter().map(|region| Choice::new(&region.slug, &region.name)).collect(),
        professions: directory::professions(visit.db)?,
        count: found.count,
        previous: found.previous.map(|id| asked.turned("avant", id)),
        next: found.next.map(|id| asked.turned("apres", id)),
        people: found.people.into_iter().map(|person| Card::of(person, &names)).collect(),
        asked,
    };
    Ok(Page::of("members/directory.html", &view))
}

fn circle_key(circle: Circle) -> &'static str {
    match circle {
        Circle::Community => "circle-community",
        Circle::Peer => "circle-peer",
        Circle::Expert => "circle-expert",
    }
}

impl Asked {
    fn of(ask: &Ask) -> Self {
        Self {
            q: ask.param("q"),
            theme: ask.param("theme"),
            circle: ask.param("circle"),
            region: ask.param("region"),
            profession: ask.param("profession"),
            expertise: ask.param("expertise"),
            available: !ask.param("disponible").is_empty(),
        }
    }

    /// The people meant; what cannot be read, or may not be told, filters nothing.
    fn wanted(&self, visit: &Visit<'_>, themes: &[Theme], told: &[ThemeId]) -> Wanted {
        let id = |name: &str| visit.ask.param(name).parse::<MemberId>().ok();
        let turn = match (id("apres"), id("avant")) {
            (Some(last), _) => Turn::After(last),
            (None, Some(first)) => Turn::Before(first),
            (None, None) => Turn::First,
        };
        Wanted {
            theme: themes
                .iter()
                .find(|theme| theme.slug == self.theme && told.contains(&theme.id))
                .map(|theme| theme.id),
            circle: Circle::parse(&self.circle),
            words: Wanted::words_of(&self.q),
            region: regions::by_slug(&self.region).map(|region| region.slug.as_str()),
            profession: self.profession.clone(),
            expertise: fold(&self.expertise),
            available: self.available,
            turn,
            ..Wanted::everybody(&visit.viewer, visit.now)
        }
    }

    /// The address of this search, and of a page of it.
    fn address(&self, turn: &str) -> String {
        let available = if self.available { "1" } else { "" };
        let parts = [
            ("q", &*self.q),
            ("theme", &self.theme),
            ("circle", &self.circle),
            ("region", &self.region),
            ("profession", &self.profession),
            ("expertise", &self.expertise),
            ("disponible", available),
        ];
        let said = parts.iter().filter(|(_, value)| !value.is_empty());
        let mut query: Vec<String> =
            said.map(|(name, value)| format!("{name}={}", utf8_percent_encode(value, NON_ALPHANUMERIC))).collect();
        query.extend((!turn.is_empty()).then(|| turn.to_owned()));
        if query.is_empty() { "/membres".into() } else { format!("/membres?{}", query.join("&")) }
    }

    fn turned(&self, name: &str, at: MemberId) -> String {
        self.address(&format!("{name}={at}"))
    }
}
