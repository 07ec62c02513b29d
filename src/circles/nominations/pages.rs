//! `/console/candidats`: who might go inward and why, who is proposed, which mandates end; the form that proposes.

use actix_web::HttpResponse;
use actix_web::web::Path;
use serde::Serialize;

use super::candidates::{self, Candidate, Gift};
use super::forms::ReasonForm;
use super::{LONGEST, Nomination, State, address, inward, nominate, store};
use crate::circles::{Circle, mandates, people};
use crate::db::ids::{MemberId, NominationId, ThemeId};
use crate::health::pages::{ThemeTab, chosen, desk_themes};
use crate::members::regions;
use crate::policy::{self, Act};
use crate::refusal::Refusal;
use crate::sentences::{Sentence, Sentences};
use crate::themes;
use crate::web::{Desk, Done, Filled, Page, Posted, Visit, When, local_date};

const DAY: i64 = 86_400;
/// Mandates that end within so many seconds are shown, and those that ended as long ago.
const SOON: i64 = 90 * DAY;

#[derive(Serialize)]
struct View {
    themes: Vec<ThemeTab>,
    theme: String,
    circles: Vec<ForCircle>,
    nominations: Vec<Line>,
    settled: Vec<Line>,
    ending: Vec<Ending>,
    counted: Option<When>,
    may_move: bool,
}

#[derive(Serialize)]
struct ForCircle {
    circle: Circle,
    people: Vec<Card>,
}

#[derive(Serialize)]
struct Card {
    id: MemberId,
    name: String,
    line: String,
    reasons: Vec<String>,
    /// Where they are proposed; nothing for oneself.
    propose: Option<String>,
}

#[derive(Serialize)]
struct Line {
    address: String,
    name: String,
    circle: Circle,
    by: String,
    state: State,
    director: bool,
    when: When,
}

#[derive(Serialize)]
struct Ending {
    id: MemberId,
    name: String,
    circle: Circle,
    day: String,
    over: bool,
    /// Whether the reader may renew it: nobody does their own.
    may_move: bool,
}

/// GET /console/candidats (`?theme=`)
pub async fn index(desk: Desk) -> HttpResponse {
    desk.show(|visit| {
        let themes = desk_themes(visit, Act::SeeCandidates)?;
        let theme = chosen(visit, &themes)?;
        let (nominations, settled) = nominations(visit, theme.id)?;
        let view = View {
            circles: vec![
                for_circle(visit, (theme.id, &theme.slug), Circle::Expert)?,
                for_circle(visit, (theme.id, &theme.slug), Circle::Peer)?,
            ],
            nominations,
            settled,
            ending: ending(visit, theme.id)?,
            counted: crate::health::counted_at(visit.db)?.map(|at| visit.when(at)),
            may_move: policy::allows(&visit.viewer, &Act::FollowMoves(theme.id)),
            themes: ThemeTab::all(&themes, &theme.slug, "/console/candidats"),
            theme: theme.slug,
        };
        Ok(Page::of("circles/candidates.html", &view))
    })
    .await
}

fn for_circle(visit: &mut Visit<'_>, (theme, slug): (ThemeId, &str), circle: Circle) -> Result<ForCircle, Refusal> {
    let found = candidates::for_circle(visit.db, theme, circle, visit.now)?;
    let card = |one: &Candidate| {
        let may = policy::allows(&visit.viewer, &Act::Nominate { theme, member: one.member });
        let parts = [one.profession.clone(), regions::name_of(&one.region)];
        Card {
            id: one.member,
            name: one.name.clone(),
            line: parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", "),
            reasons: reasons(&one.gift, one.uncovered.then_some(one.region.as_str()), visit.sentences()),
            propose: may.then(|| format!("/console/candidats/{slug}/{}", one.member)),
        }
    };
    Ok(ForCircle { circle, people: found.iter().map(card).collect() })
}

/// Why somebody is suggested, a sentence a reason.
fn reasons(gift: &Gift, uncovered: Option<&str>, sentences: &Sentences) -> Vec<String> {
    let counts = [
        ("candidates-why-solutions", gift.solutions),
        ("candidates-why-points", gift.points),
        ("candidates-why-useful", gift.useful),
        ("candidates-why-meetings", gift.meetings),
    ];
    let mut reasons: Vec<String> = counts
        .into_iter()
        .filter(|(_, count)| *count > 0)
        .map(|(key, count)| sentences.tell(&Sentence::new(key).number("n", count)))
        .collect();
    if let Some(region) = uncovered {
        reasons.push(sentences.tell(&Sentence::new("candidates-why-region").text("region", regions::name_of(region))));
    }
    reasons
}

/// The nominations that are open, and the last ones settled.
fn nominations(visit: &mut Visit<'_>, theme: ThemeId) -> Result<(Vec<Line>, Vec<Line>), Refusal> {
    let found = store::of_theme(visit.db, theme)?;
    let ids: Vec<MemberId> = found.iter().flat_map(|one| [one.member, one.by]).collect();
    let names = people::names(visit.db, &ids)?;
    let name = |id: &MemberId| names.get(id).cloned().unwrap_or_default();
    let line = |one: &Nomination| Line {
        address: address(one.id),
        name: name(&one.member),
        circle: one.circle,
        by: name(&one.by),
        state: one.state,
        director: !one.director_note.is_empty(),
        when: visit.when(one.settled_at.or(one.answered_at).unwrap_or(one.at)),
    };
    let open = |one: &&Nomination| matches!(one.state, State::Proposed | State::Agreed);
    let settled = found.iter().filter(|one| !open(one)).take(10).map(line).collect();
    Ok((found.iter().filter(open).map(line).collect(), settled))
}

fn ending(visit: &mut Visit<'_>, theme: ThemeId) -> Result<Vec<Ending>, Refusal> {
    let (from, to) = (visit.now.plus_seconds(-SOON), visit.now.plus_seconds(SOON));
    let found = super::ending(visit.db, theme, from, to)?;
    let line = |(id, name, circle, until): (MemberId, String, Circle, crate::db::Moment)| Ending {
        id,
        name,
        circle,
        day: local_date(until.plus_seconds(-1), &mandates::zone(), visit.sentences()),
        over: until <= visit.now,
        may_move: policy::allows(&visit.viewer, &Act::MoveBetweenCircles { theme, moved: id }),
    };
    Ok(found.into_iter().map(line).collect())
}

#[derive(Serialize)]
struct FormView {
    theme: String,
    theme_name: String,
    id: MemberId,
    name: String,
    line: String,
    circle: Circle,
    reasons: Vec<String>,
    form: Filled<ReasonForm>,
    longest: usize,
}

/// GET /console/candidats/{slug}/{member}
pub async fn show_form(desk: Desk, path: Path<(String, String)>) -> HttpResponse {
    desk.show(move |visit| form_page(visit, &path, Filled::blank())).await
}

/// POST /console/candidats/{slug}/{member}
pub async fn create(desk: Desk, path: Path<(String, String)>, posted: Posted) -> HttpResponse {
    let again = path.clone();
    desk.submit::<ReasonForm>(
        posted,
        move |acting, reason| {
            let theme = themes::open(acting.tx.db(), &path.0)?;
            let id: NominationId = nominate(acting.tx, acting.viewer, (theme.id, path.1.parse()?), reason)?;
            Ok(Done::at(address(id)).saying("said-nominated"))
        },
        move |visit, form| form_page(visit, &again, form),
    )
    .await
}

fn form_page(
    visit: &mut Visit<'_>,
    (slug, member): &(String, String),
    form: Filled<ReasonForm>,
) -> Result<Page, Refusal> {
    let theme = themes::named(visit.db, slug)?;
    policy::require_or_hide(&visit.viewer, &Act::SeeCandidates(theme.id))?;
    let member: MemberId = member.parse()?;
    policy::require(&visit.viewer, &Act::Nominate { theme: theme.id, member })?;
    let person = people::person(visit.db, theme.id, member, visit.now)?.ok_or(Refusal::NotFound)?;
    let circle = inward(person.circle).ok_or(Refusal::Conflict("refusal-nomination-innermost"))?;
    let known = candidates::for_circle(visit.db, theme.id, circle, visit.now)?;
    let known = known.iter().find(|one| one.member == member);
    let uncovered = known.filter(|one| one.uncovered).map(|one| one.region.as_str());
    let view = FormView {
        reasons: known.map(|one| reasons(&one.gift, uncovered, visit.sentences())).unwrap_or_default(),
        theme: theme.slug,
        theme_name: theme.name,
        id: member,
        name: format!("{} {}", person.given_name, person.family_name),
        line: [person.profession, person.establishment.unwrap_or_default(), regions::name_of(&person.region)]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(", "),
        circle,
        form,
        longest: LONGEST,
    };
    Ok(Page::of("circles/nominate.html", &view))
}
