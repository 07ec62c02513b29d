//! Who may do what. The law fits on this page: one exhaustive match for acts, one rule for reading.
//!
//! *Visible* means: the audience is reached, or the viewer is a named party, and the state allows it.
//! [`sees`] says it of one record, [`visible_threads`] says the same in SQL; a property test compares them.

use diesel::dsl::{auto_type, exists};
use diesel::prelude::*;

use crate::circles::Circle;
use crate::db::ids::{MemberId, ThemeId};
use crate::db::schema::{thread_parties, threads};
use crate::db::written::{OneOf, one_of};
use crate::meetings;
use crate::moderation::measures::Measure;
use crate::points_durs::machine::{Edge, State};
use crate::refusal::Refusal;
use crate::sheets::Step;
use crate::threads::Kind;

crate::vocabulary! {
    /// Who reads a thing, from the widest to the narrowest; circles are those of its theme.
    Audience {
        /// Everyone, visitors included.
        Public = "public",
        /// From the community inward.
        Community = "community",
        /// From the peers inward.
        Peer = "peer",
        /// The experts.
        Expert = "expert",
        /// Its named parties, and no circle: a private conversation. Animators and administrators do not reach it.
        Named = "named",
    }
}

impl Audience {
    /// The widest circle whose members read it as members; the innermost for what no circle reads.
    pub fn circle(self) -> Circle {
        match self {
            Self::Public | Self::Community => Circle::Community,
            Self::Peer => Circle::Peer,
            Self::Expert | Self::Named => Circle::Expert,
        }
    }
}

/// What a person is in a theme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// A confirmed, unsuspended member of a circle.
    Circle(Circle),
    /// An animator: reads and acts in all circles of the theme.
    Animator,
}

/// One person's place in one theme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The theme.
    pub theme: ThemeId,
    /// The place.
    pub level: Level,
}

/// Who is looking or acting, with every right read afresh for this request.
#[derive(Clone, Debug, Default)]
pub struct Viewer {
    /// The member, if somebody is signed in and active.
    pub member: Option<MemberId>,
    /// Runs the instance.
    pub admin: bool,
    /// The member's region (slug).
    pub region: String,
    /// One line a theme: the highest place held there.
    pub standings: Vec<Standing>,
}

impl Viewer {
    /// A visitor: nobody is signed in.
    pub fn visitor() -> Self {
        Self::default()
    }

    /// The signed-in member.
    ///
    /// # Errors
    /// `Refusal::SignInFirst` for a visitor.
    pub fn id(&self) -> Result<MemberId, Refusal> {
        self.member.ok_or(Refusal::SignInFirst)
    }

    /// The place held in a theme.
    pub fn level(&self, theme: ThemeId) -> Option<Level> {
        self.standings.iter().find(|standing| standing.theme == theme).map(|standing| standing.level)
    }

    /// Whether this person stands at least in `circle` of a theme.
    pub fn reaches(&self, theme: ThemeId, circle: Circle) -> bool {
        match self.level(theme) {
            Some(Level::Animator) => true,
            Some(Level::Circle(own)) => own >= circle,
            None => false,
        }
    }

    /// Whether this person animates a theme.
    pub fn animates(&self, theme: ThemeId) -> bool {
        self.level(theme) == Some(Level::Animator)
    }

    /// Whether this person animates a theme, whichever.
    pub fn animates_anything(&self) -> bool {
        self.standings.iter().any(|standing| standing.level == Level::Animator)
    }

    /// The themes where this person stands at least in `circle`.
    pub fn themes_from(&self, circle: Circle) -> Vec<ThemeId> {
        self.standings.iter().map(|standing| standing.theme).filter(|theme| self.reaches(*theme, circle)).collect()
    }
}

/// What the rule of visibility needs to know of a thing.
#[derive(Clone, Copy, Debug)]
pub struct Subject {
    /// Its theme.
    pub theme: ThemeId,
    /// Who it is for.
    pub audience: Audience,
    /// Whether it was removed.
    pub removed: bool,
    /// Whether the viewer is one of its named parties.
    pub named: bool,
}

/// The rule of visibility, of one record.
pub fn sees(viewer: &Viewer, subject: &Subject) -> bool {
    let reached = match subject.audience {
        Audience::Public => true,
        Audience::Community => viewer.reaches(subject.theme, Circle::Community),
        Audience::Peer => viewer.reaches(subject.theme, Circle::Peer),
        Audience::Expert => viewer.reaches(subject.theme, Circle::Expert),
        // No circle, no animator, no office: the named parties alone.
        Audience::Named => false,
    };
    !subject.removed && (reached || (viewer.member.is_some() && subject.named))
}

/// What circles read together, private conversations left out: what is listed, counted or published of a theme, of a
/// person or of everything filters by it beside [`visible_threads`].
#[auto_type(no_type_alias)]
pub fn read_by_circles() -> _ {
    let named: Audience = Audience::Named;
    threads::audience.ne(named)
}

/// The rule of visibility, in SQL: every list, count, search, mail, feed and export of threads and posts filters by it.
#[auto_type(no_type_alias)]
pub fn visible_threads(viewer: &Viewer) -> _ {
    let in_community: OneOf<threads::theme_id> = one_of(threads::theme_id, viewer.themes_from(Circle::Community));
    let among_peers: OneOf<threads::theme_id> = one_of(threads::theme_id, viewer.themes_from(Circle::Peer));
    let among_experts: OneOf<threads::theme_id> = one_of(threads::theme_id, viewer.themes_from(Circle::Expert));
    // No member has id -1: a visitor is a party to nothing.
    let member: MemberId = viewer.member.unwrap_or(MemberId(-1));
    let (to_all, to_community, to_peers, to_experts): (Audience, Audience, Audience, Audience) =
        (Audience::Public, Audience::Community, Audience::Peer, Audience::Expert);
    threads::removed_at.is_null().and(
        threads::audience
            .eq(to_all)
            .or(threads::audience.eq(to_community).and(in_community))
            .or(threads::audience.eq(to_peers).and(among_peers))
            .or(threads::audience.eq(to_experts).and(among_experts))
            .or(exists(
                thread_parties::table
                    .filter(thread_parties::thread_id.eq(threads::id))
                    .filter(thread_parties::member_id.eq(member)),
            )),
    )
}

/// Where a thread stands: what moderating in it depends on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ground {
    /// Its theme.
    pub theme: ThemeId,
    /// Who reads it.
    pub audience: Audience,
}

impl Ground {
    /// Whether this person moderates there: an expert or an animator, never in a private conversation.
    fn is_moderated_by(self, viewer: &Viewer) -> bool {
        self.audience != Audience::Named && viewer.reaches(self.theme, Circle::Expert)
    }
}

/// Everything a person may want to do, with the facts the decision needs.
#[derive(Clone, Copy, Debug)]
pub enum Act<'a> {
    /// Settings, charter, themes, accounts, import: what runs the instance.
    RunInstance,
    /// Rename a theme, its sub-topics, targets and join policy.
    ShapeTheme(ThemeId),
    /// See who is in which circle of a theme, beyond the drawing.
    SeeCircles(ThemeId),
    /// Move a person between circles of a theme, set a mandate's dates.
    MoveBetweenCircles {
        /// The theme.
        theme: ThemeId,
        /// Who is moved: nobody raises or lowers themselves.
        moved: MemberId,
    },
    /// Read every move of a theme with its reason.
    FollowMoves(ThemeId),
    /// See who came into a theme lately, to welcome them.
    WelcomeNewcomers(ThemeId),
    /// Read the moves of one person in a theme, with their reasons.
    ReadMovesOf {
        /// Whose.
        member: MemberId,
        /// The theme.
        theme: ThemeId,
    },
    /// Leave a theme by oneself.
    LeaveTheme(ThemeId),
    /// Approve or decline a request to join.
    DecideRequests(ThemeId),
    /// Invite a person of a region to a circle of a theme.
    Invite {
        /// The theme.
        theme: ThemeId,
        /// The circle offered.
        circle: Circle,
        /// The invited person's region (slug).
        region: &'a str,
    },
    /// See the invitations one made to a theme.
    FollowInvitations(ThemeId),
    /// See an invitation to a theme, send it again, take it back.
    HandleInvitation {
        /// The theme.
        theme: ThemeId,
        /// Who invites, if somebody does.
        invited_by: Option<MemberId>,
    },
    /// Open a thread of a kind for an audience.
    OpenThread {
        /// The theme.
        theme: ThemeId,
        /// Its kind.
        kind: Kind,
        /// Its audience.
        audience: Audience,
    },
    /// Write to some people of a theme in private.
    OpenConversation(ThemeId),
    /// Bring somebody into a private conversation, or leave it.
    ShapeConversation {
        /// Who reads it.
        audience: Audience,
        /// Whether the person is one of its named parties.
        named: bool,
    },
    /// Answer in a thread that is visible to the person.
    Reply {
        /// Its theme.
        theme: ThemeId,
        /// Whether the person is one of its named parties.
        named: bool,
        /// Whether it was closed: only experts and animators answer then.
        closed: bool,
    },
    /// Call a circle of a theme by name, so that all of it hears of a post.
    CallCircle(ThemeId),
    /// Correct a post.
    EditPost {
        /// Who wrote it.
        author: MemberId,
        /// Its thread's theme.
        theme: ThemeId,
    },
    /// Mark the answer that solved a question, or take the mark back.
    MarkSolution {
        /// Who asked.
        author: MemberId,
        /// The thread's theme.
        theme: ThemeId,
    },
    /// Read, resume or throw away a text that was not published yet.
    HandleDraft {
        /// Whose.
        author: MemberId,
    },
    /// Be proposed the people of a theme who read an audience, while one writes to it.
    AddressReaders {
        /// The theme.
        theme: ThemeId,
        /// The audience.
        audience: Audience,
    },
    /// Lock the solution of a question, change one that is locked.
    LockSolution(ThemeId),
    /// Choose an answer as useful.
    MarkUseful {
        /// Who asked.
        author: MemberId,
        /// The thread's theme.
        theme: ThemeId,
    },
    /// Set a question aside without an answer, or take it up again.
    SetAside {
        /// Who asked.
        author: MemberId,
        /// The thread's theme.
        theme: ThemeId,
    },
    /// Say thank you for a post that is visible to the person, that it helped, that they did the same.
    React {
        /// Who wrote it.
        author: MemberId,
        /// Its thread's theme.
        theme: ThemeId,
        /// Whether the person is one of the thread's named parties.
        named: bool,
    },
    /// Take one's own post back, and change one's mind.
    WithdrawPost(MemberId),
    /// Flag a post that is visible to the person.
    FlagPost {
        /// Who wrote it.
        author: MemberId,
    },
    /// See the flags of a theme and settle them.
    DecideFlags(ThemeId),
    /// Read the flagged messages of a theme's private conversations, each alone, without its conversation.
    DecidePrivateFlags(ThemeId),
    /// Hide one of them or leave it. Nobody decides about what they wrote.
    SettlePrivateFlags {
        /// Who wrote it.
        author: MemberId,
        /// The theme its conversation stands in.
        theme: ThemeId,
    },
    /// Hide a post or show it again; its versions too. Nobody moderates what they wrote.
    HidePost {
        /// Who wrote it.
        author: MemberId,
        /// Where its thread stands.
        ground: Ground,
    },
    /// Read what was hidden, and why.
    ReadHidden {
        /// Who wrote it.
        author: MemberId,
        /// Where its thread stands.
        ground: Ground,
    },
    /// Read what was removed in an emergency, show it again.
    ReadSealed(Ground),
    /// Take a measure about a person of a theme, or end one: a warning, posts that wait, a suspension. Nobody decides about
    /// themselves, nor about those who animate the theme.
    TakeMeasure {
        /// The theme.
        theme: ThemeId,
        /// Who is concerned.
        member: MemberId,
        /// Which.
        measure: Measure,
        /// Whether they animate the theme.
        animates: bool,
    },
    /// Read the measures about a person in a theme.
    ReadMeasures {
        /// The theme.
        theme: ThemeId,
        /// Who is concerned.
        member: MemberId,
    },
    /// Close an account, open it again.
    CloseAccount(MemberId),
    /// Keep reasons ready to be used in a theme, or in all of them.
    KeepTemplates(Option<ThemeId>),
    /// Ask somebody else to look at a decision again.
    Appeal {
        /// Whom it concerns.
        concerned: MemberId,
    },
    /// Read an appeal and answer it: never who decided, never whom it concerns.
    AnswerAppeal {
        /// The theme of the decision; none: the whole account.
        theme: Option<ThemeId>,
        /// Who decided.
        decided_by: MemberId,
        /// Whom it concerns.
        concerned: MemberId,
        /// Whether it was for animators to decide.
        weighty: bool,
    },
    /// Put an earlier version of a post back.
    RestoreRevision {
        /// Who wrote the post.
        author: MemberId,
        /// Where its thread stands.
        ground: Ground,
    },
    /// Close a thread, open it again.
    CloseThread(Ground),
    /// Move a thread to another theme or sub-topic.
    MoveThread {
        /// Where it is.
        from: Ground,
        /// Where it goes.
        to: ThemeId,
        /// Its kind.
        kind: Kind,
    },
    /// Put a thread first in its theme's list.
    PinThread(Ground),
    /// Join a thread to another, split it, give it another kind or other readers, remove it and bring it back.
    Curate {
        /// Where it stands.
        ground: Ground,
        /// Its kind.
        kind: Kind,
    },
    /// Agree that more people read what one wrote in a thread.
    AgreeToReaders {
        /// Whether the person wrote some of it, and is asked.
        asked: bool,
    },
    /// Write to everybody of a theme or circle by mail, see what was written so.
    Announce(ThemeId),
    /// Work on a practice sheet, read it before it is published, spread it, apply it.
    StepSheet {
        /// Its theme.
        theme: ThemeId,
        /// What is done.
        step: Step,
        /// Whether the person wrote some of it.
        writes: bool,
        /// Whether they answer for it.
        owner: bool,
        /// Whether they were asked to try it.
        asked: bool,
    },
    /// Plan a meeting, read it while it is prepared, decide about it, come to it.
    StepMeeting {
        /// Its theme.
        theme: ThemeId,
        /// The convening circle.
        circle: Circle,
        /// What is done.
        step: meetings::Step,
        /// What the person is to it.
        place: meetings::Place,
    },
    /// Say of a published sheet that is visible to the person, visitors included, what became of it.
    SayOfSheet,
    /// Keep the register of bodies.
    KeepBodies,
    /// See how bodies are reached.
    WriteToBodies,
    /// See what was referred in a year, as far as one reads it.
    CountReferrals,
    /// Report a point dur for an audience.
    ReportPointDur {
        /// The theme.
        theme: ThemeId,
        /// Who will read it.
        audience: Audience,
    },
    /// Complete what was told of a point dur one reported.
    CompletePointDur(MemberId),
    /// Join a point dur of a theme that is visible to the person: the same difficulty is met at their place.
    JoinPointDur(ThemeId),
    /// Call experts of a point dur, see who was called and what each has to do; answer a call; give tasks.
    DispatchPointDur(Ground),
    /// Say that a task of a point dur that is visible to the person is done, or is not.
    FinishTask {
        /// Where the point dur stands.
        ground: Ground,
        /// Whose task it is.
        member: MemberId,
    },
    /// Tell what became of the solution of a visible point dur at one's own place.
    ReportAttempt(ThemeId),
    /// Ask where a point dur stands that one reported.
    AskWhereItStands(MemberId),
    /// Take a step of a point dur that is visible to the person.
    StepPointDur {
        /// Which one.
        edge: Edge,
        /// Where its thread stands.
        ground: Ground,
        /// Where the point dur stands.
        state: State,
        /// Who reported it.
        reporter: MemberId,
        /// Who leads it.
        lead: Option<MemberId>,
        /// Whether the person helps who leads it.
        helps: bool,
    },
    /// Know who reported a point dur.
    KnowReporter {
        /// Its theme.
        theme: ThemeId,
        /// Who did.
        reporter: MemberId,
        /// Whether they stay unknown.
        anonymous: bool,
        /// Who leads it.
        lead: Option<MemberId>,
        /// Whether the reporter lets the lead expert know.
        to_lead: bool,
    },
    /// Open the room of the experts of a point dur.
    OpenExpertsRoom(Ground),
    /// See how a theme is doing: its figures, where peers are missing.
    SeeHealth(ThemeId),
    /// See who might go inward in a theme, and who is proposed.
    SeeCandidates(ThemeId),
    /// Propose somebody for the circle inward, note what their director says.
    Nominate {
        /// The theme.
        theme: ThemeId,
        /// Who is proposed: nobody proposes themselves.
        member: MemberId,
    },
    /// Take a nomination back.
    WithdrawNomination {
        /// Its theme.
        theme: ThemeId,
        /// Who made it.
        by: MemberId,
    },
    /// Read everything that happened in a theme, private conversations left out.
    ReadJournal(ThemeId),
    /// Read what was decided of what is written in a theme.
    ReadModerationJournal(ThemeId),
    /// Have a console at all.
    OpenConsole,
    /// See what needs somebody in a theme, and who is on duty there.
    SeeConsole(ThemeId),
    /// Say who is on duty in a theme.
    KeepDuty(ThemeId),
}

/// Whether the viewer may do it. A new act does not compile until someone decides here.
pub fn allows(viewer: &Viewer, act: &Act<'_>) -> bool {
    let Some(me) = viewer.member else { return matches!(act, Act::SayOfSheet) };
    match *act {
        Act::RunInstance => viewer.admin,
        Act::ShapeTheme(theme) => viewer.admin || viewer.animates(theme),
        Act::SeeCircles(theme) => viewer.reaches(theme, Circle::Community),
        Act::MoveBetweenCircles { theme, moved } => viewer.animates(theme) && moved != me,
        Act::ReadMovesOf { member, theme } => member == me || viewer.animates(theme),
        Act::FollowMoves(theme) | Act::DecideRequests(theme) | Act::Announce(theme) => viewer.animates(theme),
        // Who is suspended cannot leave, and so come back rid of it.
        Act::LeaveTheme(theme) => viewer.reaches(theme, Circle::Community),
        Act::Invite { theme, circle, region } => {
            viewer.animates(theme)
                || (circle == Circle::Community && viewer.region == region && viewer.reaches(theme, Circle::Peer))
        }
        Act::FollowInvitations(theme) | Act::WelcomeNewcomers(theme) => viewer.reaches(theme, Circle::Peer),
        Act::HandleInvitation { theme, invited_by } => {
            viewer.animates(theme) || (invited_by == Some(me) && viewer.reaches(theme, Circle::Peer))
        }
        Act::OpenThread { theme, kind: Kind::Announcement, .. } => viewer.animates(theme),
        // Threads start at the community: nothing written is public before an editor decides so.
        Act::OpenThread { audience: Audience::Public, .. } => false,
        // A private conversation has named parties, which no thread of a circle has from the start.
        Act::OpenThread { audience: Audience::Named, .. } => false,
        // Each has a form and a life of its own.
        Act::OpenThread { kind: Kind::PointDur | Kind::Sheet | Kind::Meeting, .. } => false,
        Act::OpenConversation(theme) => viewer.reaches(theme, Circle::Community),
        Act::ShapeConversation { audience, named } => audience == Audience::Named && named,
        Act::OpenThread { theme, audience: Audience::Community, .. } => viewer.reaches(theme, Circle::Community),
        Act::OpenThread { theme, audience: Audience::Peer, .. } => viewer.reaches(theme, Circle::Peer),
        Act::OpenThread { theme, audience: Audience::Expert, .. } => viewer.reaches(theme, Circle::Expert),
        Act::Reply { theme, closed: true, .. } => viewer.reaches(theme, Circle::Expert),
        Act::Reply { theme, named, .. } => named || viewer.reaches(theme, Circle::Community),
        Act::CallCircle(theme) => viewer.reaches(theme, Circle::Expert),
        Act::EditPost { author, theme } => author == me && viewer.reaches(theme, Circle::Community),
        Act::LockSolution(theme) => viewer.reaches(theme, Circle::Expert),
        Act::React { author, theme, named } => author != me && (named || viewer.reaches(theme, Circle::Community)),
        Act::MarkSolution { author, theme } | Act::MarkUseful { author, theme } | Act::SetAside { author, theme } => {
            viewer.reaches(theme, Circle::Expert) || (author == me && viewer.reaches(theme, Circle::Community))
        }
        // Nobody else's, whatever their place.
        Act::HandleDraft { author } => author == me,
        // Who is proposed tells a circle: only those who stand as far in are told.
        Act::AddressReaders { audience: Audience::Named, .. } => false,
        Act::AddressReaders { theme, audience } => viewer.reaches(theme, audience.circle()),
        Act::WithdrawPost(author) => author == me,
        Act::FlagPost { author } => author != me,
        Act::HidePost { author, ground } => author != me && ground.is_moderated_by(viewer),
        Act::ReadHidden { author, ground } => author == me || ground.is_moderated_by(viewer),
        Act::ReadSealed(ground) => ground.audience != Audience::Named && viewer.animates(ground.theme),
        Act::TakeMeasure { theme, member, measure, animates } => {
            member != me
                && !animates
                && match measure {
                    Measure::Warn | Measure::Approval => viewer.reaches(theme, Circle::Expert),
                    Measure::Suspend => viewer.animates(theme),
                }
        }
        Act::ReadMeasures { theme, member } => member == me || viewer.reaches(theme, Circle::Expert),
        Act::CloseAccount(member) => viewer.admin && member != me,
        Act::KeepTemplates(Some(theme)) => viewer.animates(theme),
        Act::KeepTemplates(None) => viewer.admin,
        Act::Appeal { concerned } => concerned == me,
        Act::AnswerAppeal { theme, decided_by, concerned, weighty } => {
            decided_by != me
                && concerned != me
                && match theme {
                    None => viewer.admin,
                    // A theme may have one animator alone: the administrators then look again.
                    Some(theme) if weighty => viewer.animates(theme) || viewer.admin,
                    Some(theme) => viewer.reaches(theme, Circle::Expert),
                }
        }
        Act::RestoreRevision { author, ground } => {
            ground.is_moderated_by(viewer) || (author == me && viewer.reaches(ground.theme, Circle::Community))
        }
        Act::DecideFlags(theme) => viewer.reaches(theme, Circle::Expert),
        Act::DecidePrivateFlags(theme) => viewer.animates(theme),
        Act::SettlePrivateFlags { author, theme } => author != me && viewer.animates(theme),
        Act::CloseThread(ground) | Act::PinThread(ground) => ground.is_moderated_by(viewer),
        // What owns its thread has steps of its own.
        Act::Curate { kind: Kind::PointDur | Kind::Sheet | Kind::Meeting, .. } => false,
        Act::Curate { ground, .. } => ground.is_moderated_by(viewer),
        Act::AgreeToReaders { asked } => asked,
        // A sheet and a meeting stay in their theme: its experts answer for them there.
        Act::MoveThread { kind: Kind::Sheet | Kind::Meeting, .. } => false,
        Act::KeepBodies => viewer.admin || viewer.animates_anything(),
        Act::WriteToBodies => viewer.admin || !viewer.themes_from(Circle::Expert).is_empty(),
        Act::CountReferrals => !viewer.themes_from(Circle::Expert).is_empty(),
        Act::MoveThread { to, kind: Kind::Announcement, .. } if !viewer.animates(to) => false,
        Act::MoveThread { from, to, .. } => from.is_moderated_by(viewer) && viewer.reaches(to, Circle::Expert),
        Act::SayOfSheet => true,
        Act::StepSheet { theme, step, writes, owner, asked } => {
            let expert = viewer.reaches(theme, Circle::Expert);
            match step {
                Step::Begin | Step::Save | Step::Submit | Step::TryOut | Step::Justify => expert,
                Step::Publish | Step::Confirm | Step::SortFeedback => expert,
                // Whoever was asked to try a sheet reads it before it is published.
                Step::Read => expert || asked,
                // A second expert: never one who wrote some of it.
                Step::Approve | Step::SendBack | Step::ReadProducts => expert && !writes,
                Step::Answer => asked,
                Step::Waive => viewer.animates(theme),
                Step::Withdraw | Step::HandOver => viewer.animates(theme) || (owner && expert),
                Step::Abandon => viewer.animates(theme) || (writes && expert),
                Step::Spread => viewer.reaches(theme, Circle::Peer),
                Step::Apply => true,
            }
        }
        Act::StepMeeting { theme, circle, step, place } => steps_meeting(viewer, (theme, circle), step, place),
        Act::ReportPointDur { audience: Audience::Public | Audience::Named, .. } => false,
        // No narrower than one's own circle, save to the experts alone: what blocks may be told to them from anywhere.
        Act::ReportPointDur { theme, audience: Audience::Community | Audience::Expert } => {
            viewer.reaches(theme, Circle::Community)
        }
        Act::ReportPointDur { theme, audience: Audience::Peer } => viewer.reaches(theme, Circle::Peer),
        Act::CompletePointDur(reporter) => reporter == me,
        Act::JoinPointDur(theme) | Act::ReportAttempt(theme) => viewer.reaches(theme, Circle::Community),
        Act::DispatchPointDur(ground) => ground.is_moderated_by(viewer),
        Act::FinishTask { ground, member } => member == me || ground.is_moderated_by(viewer),
        Act::AskWhereItStands(reporter) => reporter == me,
        Act::StepPointDur { edge, ground, state, reporter, lead, helps } => {
            steps(viewer, me, edge, &StepFacts { ground, state, reporter, lead, helps })
        }
        Act::KnowReporter { theme, reporter, anonymous, lead, to_lead } => {
            !anonymous || reporter == me || viewer.animates(theme) || (to_lead && lead == Some(me))
        }
        Act::OpenExpertsRoom(ground) => ground.is_moderated_by(viewer),
        Act::SeeHealth(theme) | Act::SeeCandidates(theme) | Act::ReadModerationJournal(theme) => {
            viewer.reaches(theme, Circle::Expert)
        }
        Act::Nominate { theme, member } => member != me && viewer.reaches(theme, Circle::Expert),
        Act::WithdrawNomination { theme, by } => {
            viewer.animates(theme) || (by == me && viewer.reaches(theme, Circle::Expert))
        }
        Act::ReadJournal(theme) => viewer.animates(theme),
        Act::OpenConsole => viewer.admin || !viewer.themes_from(Circle::Expert).is_empty(),
        Act::SeeConsole(theme) => viewer.reaches(theme, Circle::Expert),
        Act::KeepDuty(theme) => viewer.animates(theme),
    }
}

/// Who does what of a meeting. Experts and animators plan; whoever organises it decides about it with the animators;
/// the convening circle, those within it and its guests come.
fn steps_meeting(
    viewer: &Viewer,
    (theme, circle): (ThemeId, Circle),
    step: meetings::Step,
    place: meetings::Place,
) -> bool {
    use meetings::Step;
    let expert = viewer.reaches(theme, Circle::Expert);
    let runs = viewer.animates(theme) || place.organises;
    let convened = viewer.reaches(theme, circle) || place.guest || place.organises;
    match step {
        Step::Plan => expert,
        Step::Read => expert || place.organises,
        Step::Change | Step::Poll | Step::Announce | Step::Move | Step::Cancel | Step::Abandon => runs,
        Step::Program | Step::Invite | Step::Attend | Step::Publish => runs,
        // The clock's alone.
        Step::Hold => false,
        Step::Write => runs || (convened && place.comes),
        Step::Review => runs || expert,
        Step::Answer | Step::Choose | Step::Contribute | Step::Rate => convened,
    }
}

/// What the decision of a step needs to know.
struct StepFacts {
    ground: Ground,
    state: State,
    reporter: MemberId,
    lead: Option<MemberId>,
    helps: bool,
}

/// Who takes which step of a point dur. Experts and animators of the theme sort and decide; who leads leads only as
/// long as they are one of them; the reporter alone says whether it is solved.
fn steps(viewer: &Viewer, me: MemberId, edge: Edge, facts: &StepFacts) -> bool {
    let desk = facts.ground.is_moderated_by(viewer);
    let leads = desk && facts.lead == Some(me);
    let animates = desk && viewer.animates(facts.ground.theme);
    match edge {
        // It has an act of its own.
        Edge::Report => false,
        // The clock's alone.
        Edge::Settle | Edge::Lapse => false,
        Edge::Qualify
        | Edge::TakeUp
        | Edge::Formalise
        | Edge::NoSheet
        | Edge::AbandonSheet
        | Edge::TryOut
        | Edge::Diffuse
        | Edge::SheetGone
        | Edge::AskInformation
        | Edge::Merge
        | Edge::Refer
        | Edge::TakeBack
        | Edge::Decline => desk,
        Edge::HandOver | Edge::Release => leads || animates,
        Edge::Propose => leads || (facts.helps && viewer.reaches(facts.ground.theme, Circle::Community)),
        Edge::Confirm | Edge::Refuse | Edge::Inform | Edge::Withdraw => facts.reporter == me,
        // A body answers by itself; here an animator enters what it answered.
        Edge::BodyAnswered => animates,
        // What its reporter took back, nobody else takes up again.
        Edge::Reopen if facts.state == State::Withdrawn => facts.reporter == me,
        Edge::Reopen => facts.reporter == me || desk,
    }
}

/// Goes on only if the viewer may do it.
///
/// # Errors
/// `Refusal::SignInFirst` for a visitor, `Refusal::Forbidden` otherwise.
pub fn require(viewer: &Viewer, act: &Act<'_>) -> Result<MemberId, Refusal> {
    let me = viewer.id()?;
    if allows(viewer, act) { Ok(me) } else { Err(Refusal::Forbidden("refusal-forbidden-act")) }
}

/// Goes on only if the viewer may do it; otherwise the thing does not exist for them.
///
/// # Errors
/// `Refusal::SignInFirst` for a visitor, `Refusal::NotFound` otherwise.
pub fn require_or_hide(viewer: &Viewer, act: &Act<'_>) -> Result<MemberId, Refusal> {
    let me = viewer.id()?;
    if allows(viewer, act) { Ok(me) } else { Err(Refusal::NotFound) }
}
