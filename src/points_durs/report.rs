//! Reporting a point dur: a thread is opened, its state begins, the experts and animators of the theme hear of it.

use super::machine::{Edge, Impact, Reach, State};
use super::store::{self, Step};
use super::{PointDur, anonymity};
use crate::circles::Circle;
use crate::db::Tx;
use crate::db::ids::{MemberId, PointDurId, StepId, SubtopicId, ThemeId, ThreadId};
use crate::journal::{self, Fact};
use crate::notices::{self, Kind as Notice, Tiding};
use crate::policy::{self, Act, Audience, Viewer};
use crate::refusal::Refusal;
use crate::threads::{self, Body, Kind, Opening, Title, drafts};

/// What a reporter may tell beyond a title and what happens.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Circumstances {
    /// Since when.
    pub begun: String,
    /// What was tried.
    pub tried: String,
    /// What it touches.
    pub impacts: Vec<Impact>,
    /// How many people it touches.
    pub reach: Option<Reach>,
    /// How big the place is.
    pub size: String,
    /// The tools in use, products and versions too: neutrality binds what is published, not what is reported.
    pub tools: String,
}

impl Circumstances {
    /// Whether nothing was told.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// A point dur about to be reported.
#[derive(Clone, Debug)]
pub struct Report {
    /// Its theme.
    pub theme: ThemeId,
    /// Its sub-topic.
    pub subtopic: Option<SubtopicId>,
    /// Who will read it.
    pub audience: Audience,
    /// Its title.
    pub title: Title,
    /// What happens.
    pub body: Body,
    /// What else was told.
    pub circumstances: Circumstances,
    /// Whether the reporter stays unknown.
    pub anonymous: bool,
    /// Whether the lead expert may know them all the same.
    pub known_to_lead: bool,
}

/// The audiences a person may give to a point dur of a theme, from the widest: the experts too, whatever their circle.
pub fn audiences_for(viewer: &Viewer, theme: ThemeId) -> Vec<Audience> {
    let may = |audience: &Audience| policy::allows(viewer, &Act::ReportPointDur { theme, audience: *audience });
    [Audience::Community, Audience::Peer, Audience::Expert].into_iter().filter(may).collect()
}

/// Reports a point dur; says where it is.
///
/// # Errors
/// `Refusal::Forbidden` when the theme or the audience is not theirs, `Refusal::Conflict` in an archived theme.
pub fn report(viewer: &Viewer, new: &Report, tx: &mut Tx<'_>) -> Result<String, Refusal> {
    let me = policy::require(viewer, &Act::ReportPointDur { theme: new.theme, audience: new.audience })?;
    let author = if new.anonymous { anonymity::member(tx)? } else { me };
    let opening = Opening {
        theme: new.theme,
        subtopic: new.subtopic,
        kind: Kind::PointDur,
        audience: new.audience,
        title: new.title.clone(),
        body: new.body.clone(),
    };
    let (thread, post) = threads::begin(viewer, author, &opening, tx)?;
    if new.anonymous {
        anonymity::sign(tx, post, me)?;
    }
    let id = PointDurId(thread.0);
    let establishment = store::establishment_of(tx.db(), me)?;
    store::insert(tx, id, me, new, establishment)?;
    // Whatever the audience, who reports reads what becomes of it.
    store::name_party(tx, thread, me)?;
    notices::signed(tx, me, author, thread, post)?;
    begin(tx, id, (me, author), new)?;
    drafts::published(tx, me, drafts::Place::PointDur)?;
    Ok(super::address(thread, new.title.as_str()))
}

/// The first step, its fact, and those it awaits.
fn begin(tx: &mut Tx<'_>, id: PointDurId, (me, author): (MemberId, MemberId), new: &Report) -> Result<(), Refusal> {
    let step = Step {
        point: id,
        version: 0,
        edge: Edge::Report,
        from: None,
        to: State::Reported,
        actor: Some(me),
        reason: "",
        object: None,
    };
    let step = store::keep_step(tx, &step)?;
    let fact = Fact {
        actor: Some(author),
        act: Edge::Report.rule().fact,
        theme: Some(new.theme),
        subject: "point_dur",
        subject_id: id.0,
        detail: new.audience.word(),
    };
    journal::record(tx, &fact)?;
    tell_desk(tx, (id, step), new.theme, me)
}

fn tell_desk(tx: &mut Tx<'_>, (id, step): (PointDurId, StepId), theme: ThemeId, but: MemberId) -> Result<(), Refusal> {
    let now = tx.now();
    let desk = store::desk(tx.db(), theme, now)?;
    let tiding = Tiding {
        kind: Notice::PointDur,
        about: Edge::Report.word(),
        subject: step.0,
        theme: Some(theme),
        thread: Some(ThreadId(id.0)),
        post: None,
        actor: None,
        has_letter: false,
    };
    let told: Vec<_> = desk.into_iter().filter(|member| *member != but).map(|member| (member, tiding)).collect();
    notices::tell_all(tx, &told)
}

/// Completes what one told of a point dur of one's own.
///
/// # Errors
/// `Refusal::Forbidden` for another's; `Refusal::Conflict` in an archived theme.
pub fn complete(viewer: &Viewer, point: &PointDur, told: &Circumstances, tx: &mut Tx<'_>) -> Result<(), Refusal> {
    let me = policy::require(viewer, &Act::CompletePointDur(point.reporter))?;
    let (thread, _) = threads::visible(tx.db(), viewer, point.thread())?;
    if thread.archived {
        return Err(Refusal::Conflict("thread-theme-archived"));
    }
    if point.circumstances == *told {
        return Ok(());
    }
    store::retell(tx, point.id, told)?;
    let actor = Some(if point.anonymous { anonymity::MEMBER } else { me });
    let fact = Fact {
        actor,
        act: "point_dur.completed",
        theme: Some(point.theme),
        subject: "point_dur",
        subject_id: point.id.0,
        detail: "",
    };
    journal::record(tx, &fact)
}

/// Whether a person may report in any theme.
pub fn may_report(viewer: &Viewer) -> bool {
    !viewer.themes_from(Circle::Community).is_empty()
}
