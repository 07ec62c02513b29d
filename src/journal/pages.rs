//! `/console/journal`: what happened, searched and filtered, a theme at a time.

use std::collections::{BTreeMap, HashMap};

use actix_web::HttpResponse;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;

use super::reading::{self, Choice, Family, Line, Scope, Wanted};
use super::store;
use crate::circles::{mandates, people};
use crate::db::ids::{JournalId, MemberId, to_base32};
use crate::policy::{self, Act};
use crate::refusal::Refusal;
use crate::sentences::Sentences;
use crate::themes::{self, Theme};
use crate::web::{Button, Desk, Done, Page, Posted, Visit, When};

/// Where what is of no theme stands among the themes.
const INSTANCE: &str = "instance";

/// What the form says, as it is shown again.
#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct Asked {
    pub theme: String,
    pub family: String,
    pub person: String,
    pub object: String,
    pub since: String,
    pub until: String,
}

impl Asked {
    pub(super) fn of(visit: &Visit<'_>) -> Self {
        let param = |name: &str| visit.ask.param(name);
        Self {
            theme: param("theme"),
            family: param("famille"),
            person: param("personne"),
            object: param("objet"),
            since: param("depuis"),
            until: param("jusque"),
        }
    }

    /// As an address says it.
    pub(super) fn query(&self) -> String {
        let pairs = [
            ("theme", &self.theme),
            ("famille", &self.family),
            ("personne", &self.person),
            ("objet", &self.object),
            ("depuis", &self.since),
            ("jusque", &self.until),
        ];
        let said = |(name, value): &(&str, &String)| format!("{name}={}", utf8_percent_encode(value, NON_ALPHANUMERIC));
        pairs.iter().filter(|(_, value)| !value.is_empty()).map(said).collect::<Vec<_>>().join("&")
    }

    /// What it asks for; the names of the fields that could not be read.
    pub(super) fn wanted(&self, visit: &mut Visit<'_>) -> Result<(Wanted, Vec<&'static str>), Refusal> {
        let mut unread = Vec::new();
        let mut day = |name: &'static str, read: Result<_, _>| {
            read.unwrap_or_else(|_| {
                unread.push(name);
                None
            })
        };
        let from = day("since", mandates::start(&self.since));
        let to = day("until", mandates::end(&self.until));
        let object = reading::object_of(&self.object);
        if object.is_none() && !self.object.is_empty() {
            unread.push("object");
        }
        let people = match self.person.as_str() {
            "" => None,
            words => Some(store::named(visit.db, words)?),
        };
        let before = crate::db::ids::from_base32(&visit.ask.param("avant")).map(JournalId);
        Ok((Wanted { family: Family::parse(&self.family), people, object, from, to, before }, unread))
    }
}

/// What the reader may choose among: themes, then the instance.
#[derive(Clone, Debug, Serialize)]
struct Tab {
    name: String,
    address: String,
    current: bool,
}

/// A place of the journal.
pub(super) struct Place {
    pub scope: Scope,
    pub slug: String,
    pub name: String,
    tabs: Vec<Tab>,
}

/// The place asked for, the first one may read when none is.
///
/// # Errors
/// `NotFound` when there is none, or it is not the reader's.
pub(super) fn place(visit: &mut Visit<'_>, asked: &str) -> Result<Place, Refusal> {
    visit.viewer.id()?;
    let themes = themes::all(visit.db, true)?;
    let scoped =
        |theme: &Theme| Some((Scope::of_theme(&visit.viewer, theme.id)?, theme.slug.clone(), theme.name.clone()));
    let mut places: Vec<(Scope, String, String)> = themes.iter().filter_map(scoped).collect();
    if policy::allows(&visit.viewer, &Act::RunInstance) {
        places.push((Scope::Instance, INSTANCE.to_owned(), visit.sentences().tell(&"journal-instance".into())));
    }
    let chosen = places.iter().find(|(_, slug, _)| asked.is_empty() || slug == asked).ok_or(Refusal::NotFound)?;
    let tab = |(_, slug, name): &(Scope, String, String)| Tab {
        name: name.clone(),
        address: format!("/console/journal?theme={slug}"),
        current: *slug == chosen.1,
    };
    let tabs = places.iter().map(tab).collect();
    Ok(Place { scope: chosen.0, slug: chosen.1.clone(), name: chosen.2.clone(), tabs })
}

/// A line as it is shown.
#[derive(Clone, Debug, Serialize)]
pub(super) struct LineView {
    pub when: When,
    pub act: String,
    pub actor: Option<Person>,
    pub subject: String,
    pub number_of: String,
    pub address: Option<String>,
    pub about: Option<Person>,
    pub detail: String,
    pub sealed: Option<i64>,
}

/// Somebody a line names.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Person {
    pub id: MemberId,
    pub name: String,
    /// For administrators who asked.
    pub email: Option<String>,
    /// The reserved accounts have no page.
    pub has_page: bool,
}

/// The people some lines name, with their addresses if they are open.
pub(super) struct Known {
    names: BTreeMap<MemberId, String>,
    addresses: HashMap<MemberId, String>,
}

impl Known {
    pub(super) fn of(visit: &mut Visit<'_>, lines: &[Line], open: bool) -> Result<Self, Refusal> {
        let mut ids: Vec<MemberId> = lines.iter().flat_map(|line| [line.actor, member_of(line)]).flatten().collect();
        ids.sort_unstable();
        ids.dedup();
        let names = people::names(visit.db, &ids)?;
        let addresses = if open { store::addresses(visit.db, &ids)? } else { HashMap::new() };
        Ok(Self { names, addresses })
    }

    pub(super) fn person(&self, id: MemberId) -> Person {
        Person {
            id,
            name: self.names.get(&id).cloned().unwrap_or_else(|| id.to_string()),
            email: self.addresses.get(&id).cloned(),
            has_page: crate::members::with_a_page(id).is_some(),
        }
    }

    /// A line as it is shown.
    pub(super) fn view(&self, visit: &Visit<'_>, line: &Line) -> LineView {
        let sentences = visit.sentences();
        LineView {
            when: visit.when(line.at),
            act: act_said(&line.act, sentences),
            actor: line.actor.map(|id| self.person(id)),
            subject: word_or("journal-subject", &line.subject, sentences),
            number_of: to_base32(line.subject_id),
            address: reading::address_of(&line.subject, line.subject_id),
            about: member_of(line).map(|id| self.person(id)),
            detail: detail_said(line, sentences),
            sealed: line.number,
        }
    }
}

fn member_of(line: &Line) -> Option<MemberId> {
    (line.subject == "member").then_some(MemberId(line.subject_id))
}

/// An act in words; an act that has none yet, as it is written.
pub(super) fn act_said(act: &str, sentences: &Sentences) -> String {
    word_or("journal-act", &act.replace('.', "-"), sentences)
}

fn word_or(start: &str, word: &str, sentences: &Sentences) -> String {
    let key = format!("{start}-{word}");
    if sentences.has(&key) { sentences.word(&key) } else { word.to_owned() }
}

/// How it was done, in words: from which circle to which.
fn detail_said(line: &Line, sentences: &Sentences) -> String {
    let Some((from, to)) = line.detail.split(' ').next().and_then(|moved| moved.split_once('>')) else {
        return String::new();
    };
    let circle = |word: &str| word_or("journal-circle", word, sentences);
    if line.act == "circle.moved" { format!("{} → {}", circle(from), circle(to)) } else { String::new() }
}

#[derive(Serialize)]
struct View {
    tabs: Vec<Tab>,
    place: String,
    asked: Asked,
    families: Vec<Choice>,
    unread: Vec<&'static str>,
    lines: Vec<LineView>,
    next: Option<String>,
    first: bool,
    export: String,
    export_open: Option<String>,
    /// Only what was decided of what is written.
    moderation_only: bool,
    instance: bool,
    open_until: Option<When>,
    action: String,
}

/// GET /console/journal (`?theme=`, `?famille=`, `?personne=`, `?objet=`, `?depuis=`, `?jusque=`, `?avant=`)
pub async fn show(desk: Desk) -> HttpResponse {
    desk.show(|visit| {
        let mut asked = Asked::of(visit);
        let place = place(visit, &asked.theme)?;
        asked.theme.clone_from(&place.slug);
        let (wanted, unread) = asked.wanted(visit)?;
        let (lines, more) = reading::page(visit.db, place.scope, &wanted)?;
        let instance = place.scope == Scope::Instance;
        let until = if instance { reading::addresses_until(visit.db, &visit.viewer, visit.now)? } else { None };
        let known = Known::of(visit, &lines, until.is_some())?;
        let query = asked.query();
        let moderation_only = matches!(place.scope, Scope::Moderation(_));
        let next = lines.last().filter(|_| more).map(|last| format!("/console/journal?{query}&avant={}", last.id));
        let export = format!("/console/journal.csv?{query}");
        let choice = |family: &Family| Choice { family: *family, chosen: wanted.family == Some(*family) };
        let view = View {
            tabs: place.tabs,
            place: place.name,
            families: if moderation_only { Vec::new() } else { Family::ALL.iter().map(choice).collect() },
            lines: lines.iter().map(|line| known.view(visit, line)).collect(),
            first: wanted.before.is_none(),
            export_open: until.map(|_| format!("{export}&adresses=1")),
            open_until: until.map(|until| visit.when(until)),
            action: format!("/console/journal/adresses?{query}"),
            asked,
            unread,
            next,
            export,
            moderation_only,
            instance,
        };
        Ok(Page::of("journal/index.html", &view))
    })
    .await
}

/// POST /console/journal/adresses: an administrator reads addresses for a while.
pub async fn open(desk: Desk, posted: Posted) -> HttpResponse {
    desk.press::<Button>(posted, |acting, ()| {
        reading::open_addresses(acting.tx, acting.viewer)?;
        Ok(Done::at("/console/journal?theme=instance").saying("said-journal-open"))
    })
    .await
}
