//! The page of minutes, their history, publishing them.

use actix_web::HttpResponse;
use actix_web::web::Path;
use serde::{Deserialize, Serialize};

use super::pages_actions::LineForm;
use super::store;
use super::views::{LineView, lines};
use super::{Kind, publish, readable, recorded, texts};
use crate::circles::people;
use crate::db::ids::{MeetingId, MemberId};
use crate::meetings::machine::{State, Step};
use crate::meetings::pages::meeting_id;
use crate::meetings::views::TimeView;
use crate::meetings::visible;
use crate::refusal::{Problems, Refusal};
use crate::text::caution::Caution;
use crate::text::markdown::{self, Shown};
use crate::text::typography;
use crate::threads::history::diff::{self, Run};
use crate::threads::links;
use crate::web::{Desk, Done, Fields, Filled, Page, Posted, Visit, When, optional};

/// The forms of the page, each as typed.
#[derive(Default)]
pub(super) struct Forms {
    pub line: Option<Filled<LineForm>>,
    pub publishing: Option<Filled<PublishForm>>,
    pub recording: Option<Filled<RecordingForm>>,
}

#[derive(Serialize)]
struct MinutesView {
    id: MeetingId,
    meeting: String,
    address: String,
    time: Option<TimeView>,
    state: State,
    html: Option<Shown>,
    by: Option<(MemberId, String)>,
    when: Option<When>,
    /// What is shown is what the circle reads.
    published: bool,
    /// The circle reads an earlier version.
    stale: bool,
    recording: String,
    decisions: Vec<LineView>,
    actions: Vec<LineView>,
    may_write: bool,
    may_publish: bool,
    form: Filled<LineForm>,
    publishing: Filled<PublishForm>,
    recording_form: Filled<RecordingForm>,
    caution: Option<Caution>,
}

/// GET /rencontres/{id}/compte-rendu
pub async fn show(desk: Desk, part: Path<String>) -> HttpResponse {
    desk.show(move |visit| page(visit, &part, Forms::default())).await
}

pub(super) fn page(visit: &mut Visit<'_>, part: &str, forms: Forms) -> Result<Page, Refusal> {
    let seen = visible(visit.db, &visit.viewer, meeting_id(part)?)?;
    let meeting = &seen.meeting;
    let found = readable(visit.db, &visit.viewer, &seen)?;
    let html = match &found.text {
        Some(text) => {
            let html = markdown::render_page(&text.body).shown("minutes", visit.sentences());
            Some(links::shown(visit, html)?)
        }
        None => None,
    };
    let writer = found.text.as_ref().map(|text| text.written_by);
    let names = people::names(visit.db, &writer.into_iter().collect::<Vec<_>>())?;
    let all = store::lines(visit.db, meeting.id)?;
    let version = found.text.as_ref().map_or(0, |text| text.version);
    let mut publishing = forms.publishing.unwrap_or_else(Filled::blank);
    publishing.typed = PublishForm { version: meeting.version.to_string(), text: version.to_string() };
    let form = forms.line.unwrap_or_else(|| Filled::with(LineForm::blank()));
    let may_publish = seen.may(&visit.viewer, Step::Publish);
    let recording =
        forms.recording.unwrap_or_else(|| Filled::with(RecordingForm { recording: found.recording.clone() }));
    let view = MinutesView {
        id: meeting.id,
        meeting: typography::spaces(&meeting.title),
        address: seen.address(),
        time: TimeView::of(visit, meeting),
        state: meeting.state,
        html,
        by: writer.and_then(|id| Some((id, names.get(&id)?.clone()))),
        when: found.text.as_ref().map(|text| visit.when(text.written_at)),
        published: found.published == Some(version) && version > 0,
        stale: found.published.is_some_and(|published| published != version),
        recording: found.recording,
        decisions: lines(visit, &seen, &all, Kind::Decision)?,
        actions: lines(visit, &seen, &all, Kind::Action)?,
        may_write: seen.may(&visit.viewer, Step::Write),
        may_publish,
        caution: Caution::of_refused(&form.problems, &[form.typed.title()]),
        form,
        publishing,
        recording_form: recording,
    };
    Ok(Page::of("meetings/minutes.html", &view))
}

/// A publication: the meeting and the text that were seen.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct PublishForm {
    version: String,
    text: String,
}

impl Fields for PublishForm {
    type Parsed = (i32, i32);
    fn parse(&self) -> Result<(i32, i32), Refusal> {
        Ok((self.version.parse().unwrap_or(-1), self.text.parse().unwrap_or(-1)))
    }
}

/// POST /rencontres/{id}/compte-rendu/publication
pub async fn publication(desk: Desk, part: Path<String>, posted: Posted) -> HttpResponse {
    let again = part.clone();
    desk.submit::<PublishForm>(
        posted,
        move |acting, versions| {
            let seen = visible(acting.tx.db(), acting.viewer, meeting_id(&part)?)?;
            publish(acting.tx, acting.viewer, &seen, *versions)?;
            Ok(Done::at(format!("/rencontres/{}/compte-rendu", seen.meeting.id)).saying("said-minutes-published"))
        },
        move |visit, form| page(visit, &again, Forms { publishing: Some(form), ..Forms::default() }),
    )
    .await
}

/// Where the meeting was recorded, as typed.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct RecordingForm {
    recording: String,
}

impl Fields for RecordingForm {
    type Parsed = String;
    fn parse(&self) -> Result<String, Refusal> {
        let address = optional(&self.recording, 500).map_err(|sentence| Problems::one("recording", sentence))?;
        let opens = address.is_empty() || (address.starts_with("https://") && !address.contains(char::is_whitespace));
        if opens { Ok(address) } else { Err(Problems::one("recording", "meeting-link-wrong")) }
    }
}

/// POST /rencontres/{id}/compte-rendu/enregistrement
pub async fn recording(desk: Desk, part: Path<String>, posted: Posted) -> HttpResponse {
    let again = part.clone();
    desk.submit::<RecordingForm>(
        posted,
        move |acting, address| {
            let seen = visible(acting.tx.db(), acting.viewer, meeting_id(&part)?)?;
            recorded(acting.tx, acting.viewer, &seen, address)?;
            Ok(Done::at(format!("/rencontres/{}/compte-rendu", seen.meeting.id)).saying("said-recording-saved"))
        },
        move |visit, form| page(visit, &again, Forms { recording: Some(form), ..Forms::default() }),
    )
    .await
}

#[derive(Serialize)]
struct HistoryView {
    id: MeetingId,
    meeting: String,
    address: String,
    versions: Vec<VersionView>,
}

#[derive(Serialize)]
struct VersionView {
    number: i32,
    by: (MemberId, String),
    when: When,
    published: bool,
    first: bool,
    changes: Vec<Run>,
}

/// GET /rencontres/{id}/compte-rendu/historique
pub async fn history(desk: Desk, part: Path<String>) -> HttpResponse {
    desk.show(move |visit| {
        let seen = visible(visit.db, &visit.viewer, meeting_id(&part)?)?;
        let all = texts(visit.db, &visit.viewer, &seen)?;
        let (published, _) = store::remains(visit.db, seen.meeting.id)?;
        let writers: Vec<MemberId> = all.iter().map(|text| text.written_by).collect();
        let names = people::names(visit.db, &writers)?;
        let version = |(at, text): (usize, &super::Text)| VersionView {
            number: text.version,
            by: (text.written_by, names.get(&text.written_by).cloned().unwrap_or_default()),
            when: visit.when(text.written_at),
            published: published == Some(text.version),
            first: at + 1 == all.len(),
            changes: all
                .get(at + 1)
                .map(|before| diff::around(diff::between(&before.body, &text.body)))
                .unwrap_or_default(),
        };
        // Comparing takes time: the newest are compared, the others are in the table.
        let versions = all.iter().enumerate().take(20).map(version).collect();
        let view = HistoryView {
            id: seen.meeting.id,
            meeting: typography::spaces(&seen.meeting.title),
            address: seen.address(),
            versions,
        };
        Ok(Page::of("meetings/minutes_history.html", &view))
    })
    .await
}
