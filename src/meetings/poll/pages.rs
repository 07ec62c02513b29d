//! The page of dates: hours that suit and the dates to ask about, then what the circle answers.

use std::collections::BTreeMap;

use actix_web::HttpResponse;
use actix_web::web::Path;
use jiff::Span;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::views::{FinderView, PollView, Search};
use super::{Proposal, Reply};
use crate::circles::Circle;
use crate::db::ids::{MeetingId, SlotId};
use crate::meetings::machine::{State, Step};
use crate::meetings::pages::meeting_id;
use crate::meetings::{Seen, planning, visible};
use crate::refusal::{Problems, Refusal};
use crate::text::typography;
use crate::web::{Desk, Done, Fields, Filled, Page, Posted, Visit};

/// Fields of dates one types.
const DATES: [&str; 6] = ["date-1", "date-2", "date-3", "date-4", "date-5", "date-6"];
/// What the fields of found starts begin with; the wall clock follows.
const FOUND: &str = "found-";
/// How long a meeting may last, in minutes.
const MINUTES: std::ops::RangeInclusive<i32> = 15..=1_440;
/// Weeks that are looked through at most.
const WEEKS: std::ops::RangeInclusive<i32> = 1..=4;

/// Dates as typed and ticked.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(transparent)]
pub struct DatesForm(BTreeMap<String, String>);

impl DatesForm {
    fn text(&self, name: &str) -> &str {
        self.0.get(name).map_or("", |text| text.trim())
    }

    /// Where hours are looked for, as an address or the form says it.
    fn search(&self, today: Date) -> Search {
        let number = |name: &str| self.text(name).parse::<i32>().ok();
        let soon = today.checked_add(Span::new().weeks(2)).unwrap_or(today);
        Search {
            first: self.text("from").parse().unwrap_or(soon).max(today),
            weeks: number("weeks").filter(|weeks| WEEKS.contains(weeks)).unwrap_or(2),
            minutes: number("minutes").filter(|minutes| MINUTES.contains(minutes)).unwrap_or(60),
        }
    }
}

impl Fields for DatesForm {
    type Parsed = (i32, Proposal);
    fn parse(&self) -> Result<Self::Parsed, Refusal> {
        let minutes = self.text("minutes").parse().ok().filter(|minutes| MINUTES.contains(minutes));
        let minutes = minutes.ok_or_else(|| Problems::one("minutes", "poll-length-wrong"))?;
        let typed =
            DATES.iter().map(|field| (*field, self.text(field).to_owned())).filter(|(_, date)| !date.is_empty());
        let ticked =
            self.0.iter().filter(|(_, value)| !value.is_empty()).filter_map(|(name, _)| name.strip_prefix(FOUND));
        let dates = typed.chain(ticked.map(|local| (DATES[0], local.to_owned()))).collect();
        Ok((self.text("version").parse().unwrap_or(-1), Proposal { dates, minutes }))
    }
}

#[derive(Serialize)]
struct DatesView {
    id: MeetingId,
    title: String,
    address: String,
    circle: Circle,
    /// While it is prepared.
    finder: Option<FinderView>,
    fields: [&'static str; 6],
    weeks: Vec<String>,
    zone: String,
    form: Filled<DatesForm>,
    /// Once its circle is asked.
    poll: Option<PollView>,
    reply: Filled<ReplyForm>,
    keep: Filled<KeepForm>,
}

/// What a form that was refused shows again.
#[derive(Default)]
struct Again {
    dates: Option<Filled<DatesForm>>,
    reply: Option<Filled<ReplyForm>>,
    keep: Option<Filled<KeepForm>>,
}

/// GET /rencontres/{id}/dates (`?from=`, `?weeks=`, `?minutes=`)
pub async fn show(desk: Desk, part: Path<String>) -> HttpResponse {
    desk.show(move |visit| {
        let asked = ["from", "weeks", "minutes"].map(|name| (name.to_owned(), visit.ask.param(name)));
        let asked = DatesForm(asked.into_iter().filter(|(_, value)| !value.is_empty()).collect());
        let seen = visible(visit.db, &visit.viewer, meeting_id(&part)?)?;
        if !matches!(seen.meeting.state, State::Draft | State::Polled) {
            return Ok(Page::moved(seen.address()));
        }
        page_of(visit, &seen, Again { dates: Some(Filled::with(asked)), ..Again::default() })
    })
    .await
}

fn page(visit: &mut Visit<'_>, part: &str, again: Again) -> Result<Page, Refusal> {
    let seen = visible(visit.db, &visit.viewer, meeting_id(part)?)?;
    page_of(visit, &seen, again)
}

fn page_of(visit: &mut Visit<'_>, seen: &Seen, again: Again) -> Result<Page, Refusal> {
    let (mut finder, mut poll) = (None, None);
    let mut form = again.dates.unwrap_or_else(|| Filled::with(DatesForm::default()));
    let mut keep = again.keep.unwrap_or_else(|| Filled::with(KeepForm::default()));
    // Sending it again takes the step from where the meeting stands now.
    keep.typed.version = seen.meeting.version.to_string();
    match seen.meeting.state {
        State::Draft => {
            seen.require(&visit.viewer, Step::Poll)?;
            let search = form.typed.search(visit.now.instant().to_zoned(visit.zone()).date());
            finder = Some(FinderView::of(visit, &seen.meeting, search)?);
            form.typed = completed(form.typed, search, seen);
        }
        State::Polled => poll = Some(PollView::of(visit, seen)?),
        _ => {
            seen.require(&visit.viewer, Step::Poll)?;
            return Err(Refusal::Conflict("meeting-not-now"));
        }
    }
    let view = DatesView {
        id: seen.meeting.id,
        title: typography::spaces(&seen.meeting.title),
        address: seen.address(),
        circle: seen.meeting.circle,
        finder,
        fields: DATES,
        weeks: WEEKS.map(|weeks| weeks.to_string()).collect(),
        zone: visit.sentences().tell(&crate::meetings::views::zone_name(&seen.meeting.zone)),
        form,
        poll,
        reply: again.reply.unwrap_or_else(|| Filled::with(ReplyForm::default())),
        keep,
    };
    Ok(Page::of("meetings/dates.html", &view))
}

/// What was typed, with every field the page shows.
fn completed(form: DatesForm, search: Search, seen: &Seen) -> DatesForm {
    let mut fields = form.0;
    for name in DATES {
        fields.entry(name.to_owned()).or_default();
    }
    for (name, value) in [("from", search.first.to_string()), ("weeks", search.weeks.to_string())] {
        fields.insert(name.to_owned(), value);
    }
    fields.entry("minutes".to_owned()).or_insert_with(|| search.minutes.to_string());
    fields.insert("version".to_owned(), seen.meeting.version.to_string());
    DatesForm(fields)
}

/// POST /rencontres/{id}/dates
pub async fn open(desk: Desk, part: Path<String>, posted: Posted) -> HttpResponse {
    let (wanted, again) = (part.clone(), part.clone());
    let prepared = desk.app.database.read(move |db| planning::prepared(db, meeting_id(&wanted)?)).await;
    desk.submit::<DatesForm>(
        posted,
        move |acting, (version, proposal)| {
            let seen = visible(acting.tx.db(), acting.viewer, meeting_id(&part)?)?;
            seen.require(acting.viewer, Step::Poll)?;
            let prepared = prepared.as_ref().map_err(Clone::clone)?;
            super::open(acting.tx, acting.viewer, &seen, (*version, proposal), prepared)?;
            Ok(Done::at(format!("/rencontres/{}/dates", seen.meeting.id)).saying("said-poll-open"))
        },
        move |visit, form| page(visit, &again, Again { dates: Some(form), ..Again::default() }),
    )
    .await
}

/// What somebody says of each date.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(transparent)]
pub struct ReplyForm(BTreeMap<String, String>);

impl Fields for ReplyForm {
    type Parsed = Vec<(SlotId, Reply)>;
    fn parse(&self) -> Result<Self::Parsed, Refusal> {
        let line = |(name, word): (&String, &String)| {
            let slot = name.strip_prefix("date-").and_then(|id| id.parse().ok());
            slot.zip(Reply::parse(word)).ok_or_else(|| Problems::one("reply", "poll-reply-none"))
        };
        self.0.iter().map(line).collect()
    }
}

/// POST /rencontres/{id}/dates/reponse
pub async fn reply(desk: Desk, part: Path<String>, posted: Posted) -> HttpResponse {
    let again = part.clone();
    desk.submit::<ReplyForm>(
        posted,
        move |acting, replies| {
            let seen = visible(acting.tx.db(), acting.viewer, meeting_id(&part)?)?;
            super::answer(acting.tx, acting.viewer, &seen, replies)?;
            Ok(Done::at(format!("/rencontres/{}/dates", seen.meeting.id)).saying("said-poll-answered"))
        },
        move |visit, form| page(visit, &again, Again { reply: Some(form), ..Again::default() }),
    )
    .await
}

/// The date that is kept.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct KeepForm {
    version: String,
    slot: String,
}

impl Fields for KeepForm {
    type Parsed = (i32, Option<SlotId>);
    fn parse(&self) -> Result<Self::Parsed, Refusal> {
        Ok((self.version.parse().unwrap_or(-1), self.slot.parse().ok()))
    }
}

/// POST /rencontres/{id}/dates/choix
pub async fn keep(desk: Desk, part: Path<String>, posted: Posted) -> HttpResponse {
    let (wanted, again) = (part.clone(), part.clone());
    let prepared = desk.app.database.read(move |db| planning::prepared(db, meeting_id(&wanted)?)).await;
    desk.submit::<KeepForm>(
        posted,
        move |acting, (version, slot)| {
            let seen = visible(acting.tx.db(), acting.viewer, meeting_id(&part)?)?;
            seen.require_now(acting.viewer, Step::Announce)?;
            let prepared = prepared.as_ref().map_err(Clone::clone)?;
            let slot = slot.ok_or(Refusal::NotFound)?;
            super::keep(acting.tx, acting.viewer, &seen, (*version, slot), prepared)?;
            Ok(Done::at(format!("/rencontres/{}", seen.meeting.id)).saying("said-meeting-announced"))
        },
        move |visit, form| page(visit, &again, Again { keep: Some(form), ..Again::default() }),
    )
    .await
}
