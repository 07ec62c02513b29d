//! Who is on duty, week by week.

use actix_web::HttpResponse;
use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Scope, duty};
use crate::absences;
use crate::db::ids::MemberId;
use crate::policy::{self, Act};
use crate::refusal::{Problems, Refusal};
use crate::sentences::Sentence;
use crate::themes::pages::ThemeView;
use crate::themes::{self, Theme};
use crate::web::{Acting, Desk, Done, Fields, Filled, Page, Posted, Visit, civil_date};

/// Somebody and a week, as typed.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct DutyForm {
    theme: String,
    week: String,
    member: String,
}

impl Fields for DutyForm {
    type Parsed = (String, Date, MemberId);
    fn parse(&self) -> Result<Self::Parsed, Refusal> {
        let mut problems = Problems::default();
        let week = problems.check("week", self.week.parse().map_err(|_| "console-duty-choose-week".into()));
        let member = problems.check("member", self.member.parse().map_err(|_| "console-duty-choose-member".into()));
        problems.settle()?;
        let (Some(week), Some(member)) = (week, member) else {
            return Err(Refusal::Broken("a form without problems lacks a field".into()));
        };
        Ok((self.theme.clone(), week, member))
    }
}

#[derive(Serialize)]
struct View {
    theme: ThemeView,
    slug: String,
    others: Vec<(String, String)>,
    weeks: Vec<WeekView>,
    may_name: bool,
    able: Vec<(MemberId, String)>,
    form: Filled<DutyForm>,
}

#[derive(Serialize)]
struct WeekView {
    week: String,
    first: String,
    last: String,
    named: Vec<PersonView>,
}

#[derive(Serialize)]
struct PersonView {
    id: MemberId,
    name: String,
    /// When they are away in that week: reminders go to its other people, or to the animators.
    away: Option<String>,
}

/// GET /console/permanence?theme=
pub async fn show(desk: Desk) -> HttpResponse {
    desk.show(|visit| {
        let slug = visit.ask.param("theme");
        page(visit, &slug, Filled::blank())
    })
    .await
}

fn page(visit: &mut Visit<'_>, slug: &str, form: Filled<DutyForm>) -> Result<Page, Refusal> {
    let scope = Scope::of(&visit.viewer)?;
    let known = themes::all(visit.db, false)?;
    let mine: Vec<&Theme> = known.iter().filter(|theme| scope.themes().contains(&theme.id)).collect();
    let theme = match slug {
        "" => mine.first().copied(),
        slug => mine.iter().find(|theme| theme.slug == slug).copied(),
    };
    let theme = theme.ok_or(Refusal::NotFound)?;
    let roster = duty::roster(visit.db, &visit.viewer, theme.id, visit.now)?;
    let named: Vec<MemberId> = roster.iter().flat_map(|(_, people)| people.iter().map(|(id, _)| *id)).collect();
    let sunday = |week: Date| week.saturating_add(6.days());
    let this_week = duty::week_of(visit.now);
    let span = (this_week, roster.last().map_or(this_week, |(week, _)| sunday(*week)));
    let away = if named.is_empty() { Vec::new() } else { absences::between(visit.db, &named, span)? };
    let may_name = policy::allows(&visit.viewer, &Act::KeepDuty(theme.id));
    let sentences = visit.sentences();
    let absent = |id: MemberId, week: Date| {
        let one = away.iter().find(|(who, first, last)| *who == id && *first <= sunday(week) && *last >= week);
        one.map(|(_, first, last)| {
            let said = Sentence::new("console-duty-away");
            let said = said.text("first", civil_date(*first, sentences)).text("last", civil_date(*last, sentences));
            sentences.tell(&said)
        })
    };
    let week = |(week, people): (Date, Vec<(MemberId, String)>)| WeekView {
        week: week.to_string(),
        first: civil_date(week, visit.sentences()),
        last: civil_date(sunday(week), visit.sentences()),
        named: people.into_iter().map(|(id, name)| PersonView { away: absent(id, week), id, name }).collect(),
    };
    let weeks = roster.into_iter().map(week).collect();
    let view = View {
        others: mine.iter().filter(|one| one.id != theme.id).map(|one| (one.slug.clone(), one.name.clone())).collect(),
        able: if may_name { duty::able(visit.db, theme.id, visit.now)? } else { Vec::new() },
        slug: theme.slug.clone(),
        theme: ThemeView::of(theme),
        weeks,
        may_name,
        form,
    };
    Ok(Page::of("console/duty.html", &view))
}

type Verb = fn(
    &mut crate::db::Tx<'_>,
    &crate::policy::Viewer,
    crate::db::ids::ThemeId,
    (Date, MemberId),
) -> Result<(), Refusal>;

fn act(
    acting: &mut Acting<'_, '_>,
    (slug, week, member): &(String, Date, MemberId),
    (verb, said): (Verb, &'static str),
) -> Result<Done, Refusal> {
    let theme = themes::by_slug(acting.tx.db(), slug)?;
    verb(acting.tx, acting.viewer, theme.id, (*week, *member))?;
    Ok(Done::at(format!("/console/permanence?theme={}", theme.slug)).saying(said))
}

/// A refused form shows its theme's roster; whoever has none finds nothing.
fn again(visit: &mut Visit<'_>, form: Filled<DutyForm>) -> Result<Page, Refusal> {
    let slug = form.typed.theme.clone();
    page(visit, &slug, form)
}

/// POST /console/permanence
pub async fn name(desk: Desk, posted: Posted) -> HttpResponse {
    desk.submit::<DutyForm>(posted, |acting, duty| act(acting, duty, (duty::name, "said-console-duty-named")), again)
        .await
}

/// POST /console/permanence/retrait
pub async fn withdraw(desk: Desk, posted: Posted) -> HttpResponse {
    desk.submit::<DutyForm>(
        posted,
        |acting, duty| act(acting, duty, (duty::withdraw, "said-console-duty-withdrawn")),
        again,
    )
    .await
}
