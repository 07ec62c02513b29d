//! Pages of drafts: the list, keeping one while it is typed, throwing one away and taking it back.

use actix_web::HttpResponse;
use actix_web::web::Path;
use serde::{Deserialize, Serialize};

use super::store::{self, Told};
use super::{Draft, KEPT_DAYS, Place, Text};
use crate::db::ids::DraftId;
use crate::limits;
use crate::policy::{self, Act};
use crate::refusal::{Problems, Refusal};
use crate::text::typography;
use crate::themes::{self, Theme};
use crate::threads::{Kind, address, titled};
use crate::web::{Button, Desk, Done, Fields, Page, Posted, Visit, When, once};

/// Characters of a draft shown in the list.
const FIRST_WORDS: usize = 160;

/// A draft that a form resumes.
#[derive(Clone, Debug, Serialize)]
pub struct Resumed {
    id: DraftId,
    when: When,
}

impl Resumed {
    /// What is said above the form that a draft fills.
    pub fn of(visit: &Visit<'_>, draft: &Draft) -> Self {
        Self { id: draft.id, when: visit.when(draft.updated_at) }
    }
}

/// A form whose text is kept as it is, whatever is still wrong in it.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(transparent)]
pub struct Unfinished<T>(T);

impl<T: Fields> Fields for Unfinished<T> {
    type Parsed = Text;
    fn parse(&self) -> Result<Text, Refusal> {
        Text::of(&self.0).checked().map_err(|sentence| Problems::one("body", sentence))
    }
}

/// The button that keeps a text without publishing it: at a place, else as a thread to open.
pub async fn set_aside<T: Fields>(desk: Desk, posted: Posted, place: Option<Place>) -> HttpResponse {
    desk.press::<Unfinished<T>>(posted, move |acting, text| {
        acting.spend(&limits::DRAFTS)?;
        let place = place.unwrap_or_else(|| Place::opening(Kind::parse(text.field("kind"))));
        super::set_aside(acting.viewer, place, text, acting.tx)?;
        Ok(Done::at("/brouillons").saying("said-draft"))
    })
    .await
}

/// The button that keeps a text without publishing it, at a place.
pub async fn set_aside_at<T: Fields>(desk: Desk, posted: Posted, place: Place) -> HttpResponse {
    desk.press::<Unfinished<T>>(posted, move |acting, text| {
        acting.spend(&limits::DRAFTS)?;
        super::set_aside(acting.viewer, place, text, acting.tx)?;
        Ok(Done::at("/brouillons").saying("said-draft"))
    })
    .await
}

/// What a browser sends while somebody types: the place, the form's once-only key, the fields.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct TypedForm {
    place: String,
    form: String,
    theme: String,
    subtopic: String,
    kind: String,
    title: String,
    audience: String,
    body: String,
    context: String,
    difficulty: String,
    solution: String,
    steps: String,
    tried: String,
    result: String,
    conditions: String,
    limits: String,
    contacts: String,
    note: String,
    point: String,
    version: String,
    begun: String,
    size: String,
    tools: String,
    reach: String,
    safety: String,
    organisation: String,
    cost: String,
    compliance: String,
    anonymous: String,
    known_to_lead: String,
    attached: String,
    with: String,
    animation: String,
}

/// Where the text goes, and which form it was typed in.
pub struct Typed {
    place: Place,
    form: String,
    text: Text,
}

impl Fields for TypedForm {
    type Parsed = Typed;
    fn parse(&self) -> Result<Typed, Refusal> {
        let place = Place::parse(&self.place).ok_or_else(|| Problems::one("form", "form-malformed"))?;
        let text = Text::of(self).checked().map_err(|sentence| Problems::one("body", sentence))?;
        Ok(Typed { place, form: self.form.chars().take(64).collect(), text })
    }
}

/// POST /brouillons: keeps what is being typed. What arrives after its form was carried out is late, and kept no more.
pub async fn keep(desk: Desk, posted: Posted) -> HttpResponse {
    desk.press::<TypedForm>(posted, |acting, typed| {
        acting.spend(&limits::DRAFTS)?;
        let key = once::key_of(&acting.app.key, &typed.form, &typed.place.action());
        if !once::was_used(acting.tx.db(), acting.viewer.id()?, &key)? {
            super::keep(acting.viewer, typed.place, &typed.text, acting.tx)?;
        }
        Ok(Done::at("/brouillons"))
    })
    .await
}

#[derive(Serialize)]
struct ListView {
    drafts: Vec<DraftView>,
    discarded: Vec<DraftView>,
    days: i64,
}

#[derive(Serialize)]
struct DraftView {
    id: DraftId,
    /// Where it goes on; empty when its place is no longer open to its author.
    address: String,
    /// A reply's thread is no longer the author's to read.
    hidden: bool,
    reply: bool,
    /// A private conversation to begin, and with whom as far as it was typed.
    private: bool,
    with: String,
    title: String,
    theme: String,
    first_words: String,
    /// The whole text, where it can no longer be published.
    whole: String,
    when: When,
}

/// GET /brouillons
pub async fn index(desk: Desk) -> HttpResponse {
    desk.show(|visit| {
        let all = store::mine(visit.db, visit.viewer.id()?)?;
        let answered = all.iter().filter_map(|draft| draft.place.thread()).collect();
        let told = store::told(visit.db, &visit.viewer, answered)?;
        let themes = themes::all(visit.db, true)?;
        let view = |draft: &Draft| view(visit, draft, &told, &themes);
        let (discarded, drafts): (Vec<&Draft>, Vec<&Draft>) = all.iter().partition(|one| one.discarded_at.is_some());
        let view = ListView {
            drafts: drafts.into_iter().map(view).collect(),
            discarded: discarded.into_iter().map(view).collect(),
            days: KEPT_DAYS,
        };
        Ok(Page::of("threads/drafts.html", &view))
    })
    .await
}

fn view(visit: &Visit<'_>, draft: &Draft, told: &[Told], themes: &[Theme]) -> DraftView {
    let written = draft.text.body();
    let mut view = DraftView {
        id: draft.id,
        address: String::new(),
        hidden: false,
        reply: draft.place.thread().is_some(),
        private: draft.place.is_private(),
        with: typography::spaces(draft.text.field("with")),
        title: typography::spaces(draft.text.field("title")),
        theme: String::new(),
        first_words: first_words(&written),
        whole: String::new(),
        when: visit.when(draft.updated_at),
    };
    let Some(id) = draft.place.thread() else {
        let slug = draft.text.field("theme");
        let of_place = |theme: &&Theme| match draft.place {
            Place::Animation(id) => theme.id == id,
            _ => theme.slug == slug,
        };
        let theme = themes.iter().find(of_place);
        view.theme = theme.map_or_else(String::new, |theme| theme.name.clone());
        if visit.viewer.standings.is_empty() {
            view.whole = written;
        } else {
            view.address = form_of(draft.place, theme);
        }
        return view;
    };
    match told.iter().find(|thread| thread.id == id) {
        Some(thread) => {
            view.title = titled(visit.sentences(), &thread.title);
            view.theme.clone_from(&thread.theme_name);
            let reply = Act::Reply { theme: thread.theme, named: thread.named, closed: false };
            if thread.archived_at.is_none() && policy::allows(&visit.viewer, &reply) {
                view.address = format!("{}#repondre", address(thread.id, &thread.title));
            }
        }
        None => view.hidden = true,
    }
    if view.address.is_empty() {
        view.whole = written;
    }
    view
}

/// Where a text that opens something goes on.
fn form_of(place: Place, theme: Option<&Theme>) -> String {
    match (place, theme) {
        (Place::NewRex, _) => "/fils/nouveau?genre=rex".into(),
        (Place::Conversation(Some(member)), _) => format!("/conversations/nouvelle?avec={member}"),
        (Place::Animation(_), Some(theme)) => format!("/conversations/nouvelle?animation={}", theme.slug),
        (Place::Conversation(None) | Place::Animation(_), _) => "/conversations/nouvelle".into(),
        (Place::NewSheet(Some(point_dur)), _) => format!("/fiches/nouvelle?point={point_dur}"),
        (Place::PointDur | Place::NewSheet(None) | Place::Sheet(_), _) => place.action(),
        (Place::NewThread | Place::Reply(_), _) => "/fils/nouveau".into(),
    }
}

/// The start of a text on one line, without the signs of quotes, cut after a word.
fn first_words(text: &str) -> String {
    let line = text.split_whitespace().filter(|word| *word != ">").collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(FIRST_WORDS) {
        None => line,
        Some((end, _)) => {
            let cut = line[..end].rfind(' ').unwrap_or(end);
            format!("{}…", &line[..cut])
        }
    }
}

/// POST /brouillons/{id}/retrait
pub async fn discard(desk: Desk, id: Path<String>, posted: Posted) -> HttpResponse {
    desk.press::<Button>(posted, move |acting, ()| {
        super::discard(acting.viewer, id.parse()?, acting.tx)?;
        Ok(Done::at("/brouillons").saying("said-draft-discarded"))
    })
    .await
}

/// POST /brouillons/{id}/retour: a draft thrown away is taken back.
pub async fn take_back(desk: Desk, id: Path<String>, posted: Posted) -> HttpResponse {
    desk.press::<Button>(posted, move |acting, ()| {
        super::take_back(acting.viewer, id.parse()?, acting.tx)?;
        Ok(Done::at("/brouillons").saying("said-draft-back"))
    })
    .await
}
