//! The page where who animates a theme says how often its circles are expected to meet.

use std::collections::BTreeMap;

use actix_web::HttpResponse;
use actix_web::web::Path;
use serde::{Deserialize, Serialize};

use super::views::rhythm_said;
use super::{Rhythm, Unit, of_theme, set};
use crate::circles::Circle;
use crate::meetings::poll::turns::TurnsView;
use crate::policy::{self, Act};
use crate::refusal::{Problems, Refusal};
use crate::themes::{self, pages::ThemeView};
use crate::web::{Desk, Done, Fields, Filled, Page, Posted, Visit};

/// The circles as the form shows them, with the fields of each.
const ROWS: [(Circle, &str, &str); 3] = [
    (Circle::Expert, "expert_number", "expert_unit"),
    (Circle::Peer, "peer_number", "peer_unit"),
    (Circle::Community, "community_number", "community_unit"),
];

/// Three rhythms as typed.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(transparent)]
pub struct RhythmForm(BTreeMap<String, String>);

impl Fields for RhythmForm {
    type Parsed = Vec<(Circle, Rhythm)>;
    fn parse(&self) -> Result<Self::Parsed, Refusal> {
        let mut problems = Problems::default();
        let typed = |name: &str| self.0.get(name).map_or("", |text| text.trim());
        let mut rhythms = Vec::new();
        for (circle, number, unit) in ROWS {
            let rhythm = Unit::parse(typed(unit)).zip(typed(number).parse().ok());
            let rhythm = rhythm.and_then(|(unit, number)| Rhythm::new(unit, number)).ok_or("rhythm-wrong".into());
            rhythms.extend(problems.check(number, rhythm).map(|rhythm| (circle, rhythm)));
        }
        problems.settle()?;
        Ok(rhythms)
    }
}

#[derive(Serialize)]
struct View {
    theme: ThemeView,
    form: Filled<RhythmForm>,
    rows: Vec<Row>,
    /// What each circle's meetings were by the clocks of its people.
    turns: Vec<(Circle, TurnsView)>,
    units: &'static [Unit],
}

#[derive(Serialize)]
struct Row {
    circle: Circle,
    number: &'static str,
    unit: &'static str,
    usual: String,
}

/// GET /themes/{slug}/rythme
pub async fn show(desk: Desk, slug: Path<String>) -> HttpResponse {
    desk.show(move |visit| page(visit, &slug, None)).await
}

fn page(visit: &mut Visit<'_>, slug: &str, form: Option<Filled<RhythmForm>>) -> Result<Page, Refusal> {
    let theme = themes::by_slug(visit.db, slug)?;
    policy::require(&visit.viewer, &Act::ShapeTheme(theme.id))?;
    let rhythms = of_theme(visit.db, theme.id)?;
    let standing = || {
        let fields = rhythms.iter().flat_map(|(circle, rhythm)| {
            let row = ROWS.iter().find(|(of, ..)| of == circle);
            row.into_iter().flat_map(|(_, number, unit)| {
                [((*number).to_owned(), rhythm.number.to_string()), ((*unit).to_owned(), rhythm.unit.word().to_owned())]
            })
        });
        RhythmForm(fields.collect())
    };
    let mut turns = Vec::new();
    for (circle, ..) in ROWS {
        turns.push((circle, TurnsView::of_circle(visit, (theme.id, circle))?));
    }
    let sentences = visit.sentences();
    let row = |(circle, number, unit): (Circle, &'static str, &'static str)| Row {
        circle,
        number,
        unit,
        usual: rhythm_said(sentences, Rhythm::usual(circle)),
    };
    let view = View {
        rows: ROWS.into_iter().map(row).collect(),
        turns,
        units: Unit::ALL,
        form: form.unwrap_or_else(|| Filled::with(standing())),
        theme: ThemeView::of(&theme),
    };
    Ok(Page::of("meetings/rhythm.html", &view))
}

/// POST /themes/{slug}/rythme
pub async fn choose(desk: Desk, slug: Path<String>, posted: Posted) -> HttpResponse {
    let again = slug.clone();
    desk.submit::<RhythmForm>(
        posted,
        move |acting, rhythms| {
            let theme = themes::by_slug(acting.tx.db(), &slug)?;
            set(acting.tx, acting.viewer, theme.id, rhythms)?;
            Ok(Done::at(format!("/rencontres?theme={}", theme.slug)).saying("said-rhythm-set"))
        },
        move |visit, form| page(visit, &again, Some(form)),
    )
    .await
}
