//! The rows of the demo community, table by table.

use diesel::prelude::*;

use super::Known;
use crate::circles::Circle;
use crate::db::Moment;
use crate::db::ids::{
    CharterId, EstablishmentId, InvitationId, JoinRequestId, MemberId, MoveId, PostId, SubtopicId, ThemeId, ThreadId,
};
use crate::db::schema::{
    animators, charter_acceptances, circle_moves, establishments, expertises, invitations, join_requests, members,
    memberships, posts, readings, threads,
};
use crate::demo::cast;
use crate::demo::life::{Invitation, Move, Request};
use crate::demo::plan::{Joined, Opened, Plan, Stands};
use crate::members::{AccountState, EstablishmentKind, email_key, regions};
use crate::policy::Audience;
use crate::refusal::Refusal;
use crate::sentences::Language;
use crate::text::fold;
use crate::text::markdown::RENDERER;
use crate::threads::Kind;

const DAY: i64 = 86_400;
/// An invitation by a person is valid this long.
const INVITATION_LIFE: i64 = 7 * DAY;

#[derive(Insertable)]
#[diesel(table_name = establishments)]
pub struct EstablishmentRow<'a> {
    id: EstablishmentId,
    name: &'a str,
    kind: EstablishmentKind,
    town: &'a str,
    region: &'a str,
    folded: String,
    created_at: Moment,
}

#[derive(Insertable)]
#[diesel(table_name = members, treat_none_as_default_value = false)]
pub struct MemberRow<'a> {
    id: MemberId,
    email: &'a str,
    email_key: String,
    given_name: &'a str,
    family_name: &'a str,
    folded: String,
    establishment_id: Option<EstablishmentId>,
    profession: &'a str,
    region: &'a str,
    time_zone: &'a str,
    language: Language,
    presentation: &'a str,
    available: bool,
    available_for: &'a str,
    state: AccountState,
    admin: bool,
    password_hash: Option<&'a str>,
    created_at: Moment,
    joined_at: Option<Moment>,
}

#[derive(Insertable)]
#[diesel(table_name = expertises)]
pub struct ExpertiseRow<'a> {
    member_id: MemberId,
    folded: String,
    label: &'a str,
}

#[derive(Insertable)]
#[diesel(table_name = charter_acceptances)]
pub struct AcceptanceRow {
    member_id: MemberId,
    charter_id: CharterId,
    accepted_at: Moment,
}

#[derive(Insertable)]
#[diesel(table_name = animators)]
pub struct AnimatorRow {
    theme_id: ThemeId,
    member_id: MemberId,
    since: Moment,
}

#[derive(Insertable)]
#[diesel(table_name = memberships, treat_none_as_default_value = false)]
pub struct MembershipRow {
    member_id: MemberId,
    theme_id: ThemeId,
    circle: Circle,
    state: &'static str,
    since: Moment,
    until: Option<Moment>,
    invited_by: Option<MemberId>,
}

#[derive(Insertable)]
#[diesel(table_name = circle_moves, treat_none_as_default_value = false)]
pub struct MoveRow<'a> {
    id: MoveId,
    member_id: MemberId,
    theme_id: ThemeId,
    from_circle: Option<&'a str>,
    to_circle: Option<&'a str>,
    reason: &'a str,
    decided_by: Option<MemberId>,
    decided_at: Moment,
}

#[derive(Insertable)]
#[diesel(table_name = join_requests, treat_none_as_default_value = false)]
pub struct RequestRow<'a> {
    id: JoinRequestId,
    theme_id: ThemeId,
    member_id: Option<MemberId>,
    email: &'a str,
    email_key: String,
    given_name: &'a str,
    family_name: &'a str,
    establishment: &'a str,
    profession: &'a str,
    region: &'a str,
    motivation: &'a str,
    state: &'static str,
    created_at: Moment,
    decided_by: Option<MemberId>,
    decided_at: Option<Moment>,
    reason: &'a str,
}

#[derive(Insertable)]
#[diesel(table_name = invitations, treat_none_as_default_value = false)]
pub struct InvitationRow<'a> {
    id: InvitationId,
    email: &'a str,
    email_key: String,
    member_id: Option<MemberId>,
    theme_id: Option<ThemeId>,
    circle: Option<Circle>,
    region: Option<&'a str>,
    origin: &'static str,
    message: &'a str,
    invited_by: Option<MemberId>,
    state: &'static str,
    created_at: Moment,
    sent_at: Moment,
    expires_at: Moment,
}

#[derive(Insertable)]
#[diesel(table_name = threads, treat_none_as_default_value = false)]
pub struct ThreadRow<'a> {
    pub id: ThreadId,
    pub theme_id: ThemeId,
    pub subtopic_id: Option<SubtopicId>,
    pub kind: Kind,
    pub audience: Audience,
    pub title: &'a str,
    pub author_id: MemberId,
    pub created_at: Moment,
    pub posts_count: i32,
    pub last_post_id: PostId,
    pub last_post_at: Moment,
    pub last_author_id: MemberId,
    pub solution_id: Option<PostId>,
}

#[derive(Insertable)]
#[diesel(table_name = posts)]
pub struct PostRow<'a> {
    pub id: PostId,
    pub thread_id: ThreadId,
    pub number: i32,
    pub author_id: MemberId,
    pub source: &'a str,
    pub html: &'a str,
    pub renderer: i32,
    pub created_at: Moment,
}

#[derive(Insertable)]
#[diesel(table_name = readings)]
pub struct ReadingRow {
    pub member_id: MemberId,
    pub thread_id: ThreadId,
    pub last_number: i32,
    pub read_at: Moment,
}

/// The rows of every table.
pub struct Rows<'a> {
    pub establishments: Vec<EstablishmentRow<'a>>,
    pub members: Vec<MemberRow<'a>>,
    pub expertises: Vec<ExpertiseRow<'a>>,
    pub acceptances: Vec<AcceptanceRow>,
    pub animators: Vec<AnimatorRow>,
    pub memberships: Vec<MembershipRow>,
    pub moves: Vec<MoveRow<'a>>,
    pub requests: Vec<RequestRow<'a>>,
    pub invitations: Vec<InvitationRow<'a>>,
    pub threads: Vec<ThreadRow<'a>>,
    pub posts: Vec<PostRow<'a>>,
    pub readings: Vec<ReadingRow>,
}

impl<'a> Rows<'a> {
    /// The rows of a plan, in this database.
    ///
    /// # Errors
    /// `Refusal::Broken` when the files name somebody or something that is not there.
    pub fn of(plan: &'a Plan, known: &'a Known, password_hash: &'a str) -> Result<Self, Refusal> {
        let animator = known.member(cast::ANIMATOR)?;
        let memberships = plan.people.iter().map(|joined| memberships_of(joined, known, animator));
        let posts = plan.threads.iter().map(posts_of);
        Ok(Self {
            establishments: establishments_of(known, plan.founded),
            members: plan.people.iter().map(|joined| member_of(joined, known, password_hash)).collect(),
            expertises: plan.people.iter().flat_map(expertises_of).collect(),
            acceptances: plan
                .people
                .iter()
                .map(|joined| AcceptanceRow {
                    member_id: joined.id,
                    charter_id: known.charter,
                    accepted_at: joined.at.plus_seconds(120),
                })
                .collect(),
            animators: known
                .themes
                .values()
                .map(|theme| AnimatorRow { theme_id: *theme, member_id: animator, since: plan.founded })
                .collect(),
            memberships: flattened(memberships)?,
            moves: moves_of(plan, known, animator)?,
            requests: requests_of(plan, known, animator)?,
            invitations: invitations_of(plan, known)?,
            threads: plan.threads.iter().map(|thread| thread_of(thread, known)).collect::<Result<_, _>>()?,
            posts: flattened(posts)?,
            readings: plan
                .readings
                .iter()
                .map(|reading| {
                    Ok(ReadingRow {
                        member_id: reading.member,
                        thread_id: reading.thread,
                        last_number: number(reading.number)?,
                        read_at: reading.at,
                    })
                })
                .collect::<Result<_, Refusal>>()?,
        })
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.establishments.len()
            + self.members.len()
            + self.expertises.len()
            + self.acceptances.len()
            + self.animators.len()
            + self.memberships.len()
            + self.moves.len()
            + self.requests.len()
            + self.invitations.len()
            + self.threads.len()
            + self.posts.len()
            + self.readings.len()
    }
}

/// All the rows, or the first refusal.
fn flattened<T>(parts: impl Iterator<Item = Result<Vec<T>, Refusal>>) -> Result<Vec<T>, Refusal> {
    Ok(parts.collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect())
}

fn number(count: usize) -> Result<i32, Refusal> {
    i32::try_from(count).map_err(|_| Refusal::Broken("a demo thread is too long".into()))
}

fn establishments_of<'a>(known: &'a Known, founded: Moment) -> Vec<EstablishmentRow<'a>> {
    let row = |(place, id): (&'a cast::Workplace, &EstablishmentId)| EstablishmentRow {
        id: *id,
        name: &place.name,
        kind: place.kind,
        town: &place.town,
        region: place.region,
        folded: fold(&format!("{} {}", place.name, place.town)),
        created_at: founded,
    };
    known.establishments.iter().map(row).collect()
}

fn member_of<'a>(joined: &'a Joined, known: &Known, password_hash: &'a str) -> MemberRow<'a> {
    let person = &joined.person;
    MemberRow {
        id: joined.id,
        email: person.email.address(),
        email_key: person.email.key(),
        given_name: &person.given_name,
        family_name: &person.family_name,
        folded: fold(&format!("{} {}", person.family_name, person.given_name)),
        establishment_id: known.establishments.get(&person.workplace).copied(),
        profession: &person.profession,
        region: person.workplace.region,
        time_zone: regions::usual_zone(person.workplace.region),
        language: Language::French,
        presentation: &person.presentation,
        available: !person.help.is_empty(),
        available_for: &person.help,
        state: AccountState::Active,
        admin: person.email.address() == cast::ADMIN,
        password_hash: Some(password_hash),
        created_at: joined.at,
        joined_at: Some(joined.at),
    }
}

fn expertises_of(joined: &Joined) -> Vec<ExpertiseRow<'_>> {
    let mut rows: Vec<_> = joined
        .person
        .expertises
        .iter()
        .map(|label| ExpertiseRow { member_id: joined.id, folded: fold(label), label })
        .collect();
    rows.sort_by(|a, b| a.folded.cmp(&b.folded));
    rows.dedup_by(|a, b| a.folded == b.folded);
    rows
}

fn memberships_of(joined: &Joined, known: &Known, animator: MemberId) -> Result<Vec<MembershipRow>, Refusal> {
    let row = |stands: &Stands| {
        Ok(MembershipRow {
            member_id: joined.id,
            theme_id: known.theme(&stands.theme)?,
            circle: stands.circle,
            state: "confirmed",
            since: stands.since,
            until: stands.until,
            invited_by: Some(animator),
        })
    };
    joined.standings.iter().map(row).collect()
}

fn moves_of<'a>(plan: &'a Plan, known: &Known, animator: MemberId) -> Result<Vec<MoveRow<'a>>, Refusal> {
    let row = |(id, at, moved): &'a (MoveId, Moment, Move)| {
        Ok(MoveRow {
            id: *id,
            member_id: known.member(&moved.member)?,
            theme_id: known.theme(&moved.theme)?,
            from_circle: Some(&moved.from),
            to_circle: Some(&moved.to),
            reason: moved.reason.trim(),
            decided_by: Some(animator),
            decided_at: *at,
        })
    };
    plan.moves.iter().map(row).collect()
}

fn requests_of<'a>(plan: &'a Plan, known: &Known, animator: MemberId) -> Result<Vec<RequestRow<'a>>, Refusal> {
    let row = |(id, at, request): &'a (JoinRequestId, Moment, Request)| {
        let member = request.member.as_deref().map(|member| known.member(member)).transpose()?;
        let who = Asks::of(plan, request, member);
        Ok(RequestRow {
            id: *id,
            theme_id: known.theme(&request.theme)?,
            member_id: member,
            email: who.email,
            email_key: email_key(who.email),
            given_name: who.given_name,
            family_name: who.family_name,
            establishment: who.establishment,
            profession: who.profession,
            region: who.region,
            motivation: request.motivation.trim(),
            state: if request.declined.is_some() { "declined" } else { "waiting" },
            created_at: *at,
            decided_by: request.declined.as_ref().map(|_| animator),
            decided_at: request.declined.as_ref().map(|_| at.plus_seconds(DAY * 2 / 3)),
            reason: request.declined.as_deref().unwrap_or("").trim(),
        })
    };
    plan.requests.iter().map(row).collect()
}

/// Who asks to join: what the file says, or a member's profile.
struct Asks<'a> {
    email: &'a str,
    given_name: &'a str,
    family_name: &'a str,
    establishment: &'a str,
    profession: &'a str,
    region: &'a str,
}

impl<'a> Asks<'a> {
    fn of(plan: &'a Plan, request: &'a Request, member: Option<MemberId>) -> Self {
        match plan.people.iter().find(|joined| Some(joined.id) == member) {
            Some(Joined { person, .. }) => Self {
                email: person.email.address(),
                given_name: &person.given_name,
                family_name: &person.family_name,
                establishment: &person.workplace.name,
                profession: &person.profession,
                region: person.workplace.region,
            },
            None => Self {
                email: &request.email,
                given_name: &request.given_name,
                family_name: &request.family_name,
                establishment: &request.establishment,
                profession: &request.profession,
                region: slug_of(&request.region),
            },
        }
    }
}

/// The slug of a region as people write it; as written when it is none.
fn slug_of(region: &str) -> &str {
    regions::by_name(region).map_or(region, |region| &region.slug)
}

fn invitations_of<'a>(plan: &'a Plan, known: &Known) -> Result<Vec<InvitationRow<'a>>, Refusal> {
    let row = |(id, at, invitation): &'a (InvitationId, Moment, Invitation)| {
        Ok(InvitationRow {
            id: *id,
            email: &invitation.email,
            email_key: email_key(&invitation.email),
            member_id: invitation.member.as_deref().map(|member| known.member(member)).transpose()?,
            theme_id: Some(known.theme(&invitation.theme)?),
            circle: Circle::parse(&invitation.circle),
            region: Some(slug_of(&invitation.region)),
            origin: "person",
            message: invitation.message.trim(),
            invited_by: Some(known.member(&invitation.by)?),
            state: "sent",
            created_at: *at,
            sent_at: *at,
            expires_at: at.plus_seconds(INVITATION_LIFE),
        })
    };
    plan.invitations.iter().map(row).collect()
}

fn thread_of<'a>(thread: &'a Opened, known: &Known) -> Result<ThreadRow<'a>, Refusal> {
    let tale = &thread.tale;
    let theme = known.theme(&tale.theme)?;
    let subtopic = tale.subtopic.as_ref().map(|slug| {
        let id = known.subtopics.get(&(theme, slug.clone())).copied();
        id.ok_or_else(|| Refusal::Broken(format!("the demo names the unknown sub-topic {slug}")))
    });
    let (Some(first), Some(last)) = (thread.posts.first(), thread.posts.last()) else {
        return Err(Refusal::Broken(format!("the demo thread {} is empty", tale.title)));
    };
    let solution = tale.posts.iter().zip(&thread.posts).find(|(said, _)| said.solves);
    Ok(ThreadRow {
        id: thread.id,
        theme_id: theme,
        subtopic_id: subtopic.transpose()?,
        kind: tale.kind,
        audience: tale.audience,
        title: &tale.title,
        author_id: first.author,
        created_at: first.at,
        posts_count: number(thread.posts.len())?,
        last_post_id: last.id,
        last_post_at: last.at,
        last_author_id: last.author,
        solution_id: solution.map(|(_, post)| post.id),
    })
}

fn posts_of(thread: &Opened) -> Result<Vec<PostRow<'_>>, Refusal> {
    let mut rows = Vec::with_capacity(thread.posts.len());
    for (at, post) in (1..).zip(&thread.posts) {
        rows.push(PostRow {
            id: post.id,
            thread_id: thread.id,
            number: number(at)?,
            author_id: post.author,
            source: post.body.source(),
            html: post.body.html().as_str(),
            renderer: RENDERER,
            created_at: post.at,
        });
    }
    Ok(rows)
}
