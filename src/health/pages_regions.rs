//! `/console/regions`: where peers are missing, region by region and theme by theme. Each square says it in words too.

use actix_web::HttpResponse;
use serde::Serialize;

use super::pages::desk_themes;
use super::{Figure, store};
use crate::db::ids::ThemeId;
use crate::members::regions;
use crate::policy::Act;
use crate::web::{Desk, Page, When};

/// So many relays are enough for a region: one may be away.
const ENOUGH: i64 = 2;

#[derive(Serialize)]
struct View {
    themes: Vec<Heading>,
    rows: Vec<Row>,
    missing: Vec<Missing>,
    counted: Option<When>,
}

#[derive(Serialize)]
struct Heading {
    name: String,
    address: String,
    /// Regions with a relay, of the regions where one is expected.
    covered: usize,
    regions: usize,
}

#[derive(Serialize)]
struct Row {
    name: &'static str,
    overseas: bool,
    /// Whether a relay is expected there: not in the small overseas collectivities.
    expected: bool,
    squares: Vec<Square>,
}

#[derive(Serialize)]
struct Square {
    /// `none`, `one` or `enough`.
    level: &'static str,
    theme: String,
    relays: i64,
    people: i64,
    address: String,
}

/// A region without a relay where members wait for one.
#[derive(Serialize)]
struct Missing {
    region: &'static str,
    theme: String,
    people: i64,
    address: String,
}

/// GET /console/regions
pub async fn show(desk: Desk) -> HttpResponse {
    desk.show(|visit| {
        let themes = desk_themes(visit, Act::SeeHealth)?;
        let ids: Vec<ThemeId> = themes.iter().map(|theme| theme.id).collect();
        let relays = store::of_now(visit.db, &ids, Figure::Relays)?;
        let people = store::of_now(visit.db, &ids, Figure::People)?;
        let square = |theme: &crate::themes::Theme, region: &'static regions::Region| {
            let key = (theme.id, region.slug.clone());
            let relays = relays.get(&key).copied().unwrap_or(0);
            Square {
                level: match relays {
                    0 => "none",
                    1..ENOUGH => "one",
                    _ => "enough",
                },
                theme: theme.name.clone(),
                relays,
                people: people.get(&key).copied().unwrap_or(0).max(relays),
                address: format!("/themes/{}/regions/{}", theme.slug, region.slug),
            }
        };
        let row = |region: &'static regions::Region| Row {
            name: &region.name,
            overseas: region.overseas,
            expected: region.kind == "region",
            squares: themes.iter().map(|theme| square(theme, region)).collect(),
        };
        let rows: Vec<Row> = regions::all().iter().map(row).collect();
        let heading = |(place, theme): (usize, &crate::themes::Theme)| {
            let expected = || rows.iter().filter(|row| row.expected).filter_map(|row| row.squares.get(place));
            Heading {
                name: theme.name.clone(),
                address: format!("/themes/{}/regions", theme.slug),
                covered: expected().filter(|square| square.relays > 0).count(),
                regions: expected().count(),
            }
        };
        let view = View {
            themes: themes.iter().enumerate().map(heading).collect(),
            missing: missing(&rows),
            counted: super::counted_at(visit.db)?.map(|at| visit.when(at)),
            rows,
        };
        Ok(Page::of("health/regions.html", &view))
    })
    .await
}

/// Where most members wait for a first relay.
fn missing(rows: &[Row]) -> Vec<Missing> {
    let mut found: Vec<Missing> = rows
        .iter()
        .filter(|row| row.expected)
        .flat_map(|row| row.squares.iter().map(move |square| (row.name, square)))
        .filter(|(_, square)| square.relays == 0 && square.people > 0)
        .map(|(region, square)| Missing {
            region,
            theme: square.theme.clone(),
            people: square.people,
            address: square.address.clone(),
        })
        .collect();
    found.sort_by(|a, b| {
        b.people.cmp(&a.people).then_with(|| a.region.cmp(b.region)).then_with(|| a.theme.cmp(&b.theme))
    });
    found.truncate(10);
    found
}
