//! What pages of sheets show.

use serde::Serialize;

use super::readers::{self, Applied};
use super::store::{self, Text};
use super::store_readers::{self, Feedback};
use super::{FeedbackKind, FeedbackState, Seen, State, Step, Verdict, appraisal};
use crate::circles::{Circle, people};
use crate::db::ids::{FeedbackId, MemberId, SheetId};
use crate::members::regions;
use crate::policy::Audience;
use crate::refusal::Refusal;
use crate::text::markdown::{self, Shown};
use crate::text::typography;
use crate::threads::links::Links;
use crate::threads::{self};
use crate::web::{Visit, When};

/// Something with a title and an address.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Link {
    pub address: String,
    pub title: String,
}

/// Somebody.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Face {
    pub id: MemberId,
    pub name: String,
}

impl From<(MemberId, String, String)> for Face {
    fn from((id, given, family): (MemberId, String, String)) -> Self {
        Self { id, name: format!("{given} {family}") }
    }
}

/// One of the texts.
#[derive(Serialize)]
pub(super) struct PartView {
    pub name: &'static str,
    pub html: Shown,
}

/// The texts that hold something, as their reader may know what they lead to.
pub(super) fn parts(visit: &mut Visit<'_>, text: &Text) -> Result<Vec<PartView>, Refusal> {
    let filled = text.parts.each().into_iter().filter(|(_, text)| !text.trim().is_empty());
    let shown: Vec<PartView> = filled
        .map(|(name, text)| PartView { name, html: markdown::render(text).shown(name, visit.sentences()) })
        .collect();
    let links = Links::of(visit, shown.iter().map(|part| &part.html))?;
    Ok(shown.into_iter().map(|part| PartView { html: links.shown(part.html), ..part }).collect())
}

/// Why a sheet no longer holds.
#[derive(Serialize)]
pub(super) struct WithdrawnView {
    reason: String,
    when: Option<When>,
    /// What replaces it, if the reader may read that.
    by: Option<Link>,
}

impl WithdrawnView {
    pub(super) fn of(visit: &mut Visit<'_>, seen: &Seen) -> Result<Option<Self>, Refusal> {
        if seen.sheet.state != State::Withdrawn {
            return Ok(None);
        }
        let by = match seen.sheet.replaced_by {
            Some(by) => link(visit, by)?,
            None => None,
        };
        Ok(Some(Self {
            reason: seen.sheet.withdrawn_reason.clone().unwrap_or_default(),
            when: seen.sheet.withdrawn_at.map(|at| visit.when(at)),
            by,
        }))
    }
}

fn link(visit: &mut Visit<'_>, id: SheetId) -> Result<Option<Link>, Refusal> {
    match super::visible(visit.db, &visit.viewer, id) {
        Ok(other) => Ok(Some(Link { address: other.address(), title: typography::spaces(other.title()) })),
        Err(Refusal::NotFound) => Ok(None),
        Err(refusal) => Err(refusal),
    }
}

/// The point dur it comes from, if the reader sees it.
pub(super) fn point_dur(visit: &mut Visit<'_>, seen: &Seen) -> Result<Option<Link>, Refusal> {
    let Some(id) = seen.sheet.point_dur_id else { return Ok(None) };
    match threads::visible(visit.db, &visit.viewer, super::thread_of(id)) {
        Ok((thread, _)) => {
            Ok(Some(Link { address: thread.address(), title: threads::titled(visit.sentences(), &thread.title) }))
        }
        Err(Refusal::NotFound) => Ok(None),
        Err(refusal) => Err(refusal),
    }
}

/// A trial, as those who prepare the sheet see it.
#[derive(Serialize)]
pub(super) struct TrialView {
    who: Face,
    establishment: Option<String>,
    asked: When,
    verdict: Option<Verdict>,
    stumbles: String,
    answered: Option<When>,
}

/// What whoever prepares a sheet, or tries it, is shown beside its text.
#[derive(Serialize)]
pub(super) struct Workshop {
    /// What still stands before the next edition.
    left: Vec<String>,
    /// Whether the text differs from the published one.
    changed: bool,
    /// What the last text's author says of it.
    note: String,
    note_by: String,
    note_when: When,
    reviewed: bool,
    trials: Vec<TrialView>,
    /// How the reader's own trial stands: none when they were not asked.
    own_trial: Option<bool>,
    waived: Option<String>,
    products: Vec<String>,
    products_reason: Option<String>,
    products_read: bool,
    /// Who may be asked for a review.
    reviewers: Vec<Face>,
    experts: Vec<Face>,
    may: May,
}

/// Which steps the reader may take now.
#[derive(Serialize)]
pub(super) struct May {
    save: bool,
    submit: bool,
    approve: bool,
    send_back: bool,
    try_out: bool,
    answer: bool,
    waive: bool,
    justify: bool,
    read_products: bool,
    publish: bool,
    confirm: bool,
    hand_over: bool,
    withdraw: bool,
    abandon: bool,
    history: bool,
}

impl May {
    fn of(visit: &Visit<'_>, seen: &Seen, last: &Text, left: bool) -> Self {
        let may = |step| seen.may(&visit.viewer, step);
        let (new, reviewed) = (last.edition.is_none(), seen.sheet.reviewed_by.is_some());
        Self {
            save: may(Step::Save),
            submit: may(Step::Submit),
            approve: may(Step::Approve) && new && !reviewed,
            send_back: may(Step::SendBack),
            try_out: may(Step::TryOut),
            answer: may(Step::Answer),
            waive: may(Step::Waive) && seen.sheet.trial_waived_by.is_none(),
            justify: may(Step::Justify) && new,
            read_products: may(Step::ReadProducts) && new,
            publish: may(Step::Publish) && new && !left,
            confirm: may(Step::Confirm) && !new,
            hand_over: may(Step::HandOver),
            withdraw: may(Step::Withdraw),
            abandon: may(Step::Abandon),
            history: seen.allows(&visit.viewer, Step::Save),
        }
    }
}

impl Workshop {
    /// What the reader is shown of the preparation: nothing unless they are an expert of the theme or were asked to try.
    pub(super) fn of(visit: &mut Visit<'_>, seen: &Seen, last: &Text) -> Result<Option<Self>, Refusal> {
        let sheet = &seen.sheet;
        let writes = seen.allows(&visit.viewer, Step::Save);
        let concerned = writes || (seen.place.asked && sheet.state.is_in_preparation());
        if !concerned {
            return Ok(None);
        }
        let products = appraisal::products(&visit.app.neutrality, &sheet.title, &last.parts);
        let left = appraisal::obstacles(visit.db, seen, last, &products)?;
        let trials = store_readers::trials(visit.db, sheet.id)?;
        let own = trials.iter().find(|trial| Some(trial.member.0) == visit.viewer.member);
        let own_trial = own.map(|trial| trial.verdict.is_some());
        let may = May {
            answer: own_trial == Some(false) && seen.may(&visit.viewer, Step::Answer),
            ..May::of(visit, seen, last, !left.is_empty())
        };
        let experts = if may.hand_over || may.submit { experts(visit, seen)? } else { Vec::new() };
        let authors = store::authors(visit.db, sheet.id)?;
        let wrote = |face: &Face| authors.iter().any(|(author, ..)| *author == face.id);
        let by = people::names(visit.db, &[last.written_by])?;
        let trials =
            if writes { trials.into_iter().map(|trial| trial_view(visit, trial)).collect() } else { Vec::new() };
        Ok(Some(Self {
            changed: last.edition.is_none() && sheet.edition > 0,
            left: if writes {
                left.iter().map(|sentence| visit.sentences().tell(sentence)).collect()
            } else {
                Vec::new()
            },
            note: typography::spaces(&last.note),
            note_by: by.get(&last.written_by).cloned().unwrap_or_default(),
            note_when: visit.when(last.written_at),
            reviewed: sheet.reviewed_by.is_some(),
            trials,
            own_trial,
            waived: sheet.trial_waived_reason.clone(),
            reviewers: experts.iter().filter(|face| !wrote(face)).cloned().collect(),
            experts,
            products,
            products_reason: sheet.products_reason.clone(),
            products_read: sheet.products_read_by.is_some(),
            may,
        }))
    }
}

/// The experts of the sheet's theme and its animators, by name (a page of each at most).
fn experts(visit: &mut Visit<'_>, seen: &Seen) -> Result<Vec<Face>, Refusal> {
    let theme = seen.sheet.theme_id;
    let wanted = people::Wanted { circle: Some(Circle::Expert), ..people::Wanted::everybody(theme, visit.now) };
    let inner = people::people(visit.db, &wanted)?.people.into_iter().filter(|person| person.arrived);
    let mut faces: Vec<Face> = inner.map(|one| Face::from((one.id, one.given_name, one.family_name))).collect();
    for animator in people::animators(visit.db, theme)? {
        if faces.iter().all(|face| face.id != animator.id) {
            faces.push(Face::from((animator.id, animator.given_name, animator.family_name)));
        }
    }
    Ok(faces)
}

fn trial_view(visit: &Visit<'_>, trial: store_readers::Trial) -> TrialView {
    TrialView {
        who: Face::from(trial.member),
        establishment: trial.establishment,
        asked: visit.when(trial.asked_at),
        verdict: trial.verdict,
        stumbles: typography::spaces(&trial.stumbles),
        answered: trial.answered_at.map(|at| visit.when(at)),
    }
}

/// What was said of an edition.
#[derive(Serialize)]
pub(super) struct EditionView {
    edition: i32,
    said: Vec<SaidView>,
}

#[derive(Serialize)]
pub(super) struct SaidView {
    id: FeedbackId,
    kind: FeedbackKind,
    body: String,
    by: Option<Face>,
    signed: String,
    when: When,
    state: FeedbackState,
    reason: String,
}

/// What was said, by edition: what is held or hidden only for the experts and for whoever said it.
pub(super) fn feedback(visit: &mut Visit<'_>, seen: &Seen) -> Result<Vec<EditionView>, Refusal> {
    let sorts = seen.may(&visit.viewer, Step::SortFeedback);
    let mut editions: Vec<EditionView> = Vec::new();
    for said in store_readers::feedback_of(visit.db, seen.sheet.id, sorts, visit.viewer.member)? {
        let edition = said.edition;
        let view = said_view(visit, said);
        match editions.last_mut().filter(|last| last.edition == edition) {
            Some(last) => last.said.push(view),
            None => editions.push(EditionView { edition, said: vec![view] }),
        }
    }
    Ok(editions)
}

fn said_view(visit: &Visit<'_>, said: Feedback) -> SaidView {
    SaidView {
        id: said.id,
        kind: said.kind,
        body: typography::spaces(&said.body),
        // Names of members are for members.
        by: said.member.filter(|_| visit.me.is_some()).map(Face::from),
        signed: said.signed,
        when: visit.when(said.said_at),
        state: said.state,
        reason: said.reason,
    }
}

/// Where it was spread and how it is applied.
#[derive(Serialize)]
pub(super) struct ReachView {
    applied: Applied,
    applies: bool,
    spread: i64,
    /// The latest places, for members.
    places: Vec<PlaceView>,
    may_spread: bool,
    may_apply: bool,
}

#[derive(Serialize)]
pub(super) struct PlaceView {
    by: Face,
    region: String,
    place: String,
    when: When,
}

impl ReachView {
    pub(super) fn of(visit: &mut Visit<'_>, seen: &Seen) -> Result<Self, Refusal> {
        let id = seen.sheet.id;
        let (places, spread) = store_readers::spreads(visit.db, id)?;
        let inside = visit.viewer.reaches(seen.sheet.theme_id, Circle::Community);
        let view = |spread: store_readers::Spread| PlaceView {
            by: Face::from(spread.by),
            region: regions::name_of(&spread.region),
            place: typography::spaces(&spread.place),
            when: visit.when(spread.at),
        };
        let places = if inside { places.into_iter().map(view).collect() } else { Vec::new() };
        let applies = match visit.viewer.member {
            Some(member) => store_readers::applies(visit.db, id, member)?,
            None => false,
        };
        Ok(Self {
            applied: readers::applied(visit.db, id)?,
            applies,
            spread,
            places,
            may_spread: seen.may(&visit.viewer, Step::Spread),
            may_apply: seen.may(&visit.viewer, Step::Apply),
        })
    }
}

/// A sheet in a list.
#[derive(Serialize)]
pub(super) struct RowView {
    address: String,
    title: String,
    pub state: State,
    audience: Audience,
    edition: i32,
    when: Option<When>,
    pub theme: String,
    subtopic: Option<String>,
}

/// A row as its reader sees it.
pub(super) fn row(visit: &Visit<'_>, row: store::Row) -> RowView {
    RowView {
        address: super::address(row.id, &row.title),
        title: typography::spaces(&row.title),
        state: row.state,
        audience: row.audience,
        edition: row.edition,
        when: row.at.map(|at| visit.when(at)),
        theme: row.theme.2,
        subtopic: row.subtopic,
    }
}
