//! `/console/sante.csv`: the figures of a theme, as a table to take away.

use actix_web::HttpResponse;

use super::pages::{chosen, desk_themes};
use super::periods::{Period, month_name};
use super::views::{OF_REGIONS, TABLE};
use super::{Counted, Figure, Figures, OTHERS, store};
use crate::limits;
use crate::members::regions;
use crate::policy::Act;
use crate::sentences::Sentences;
use crate::text::csv;
use crate::web::{Desk, Page};

/// GET /console/sante.csv (`?theme=`)
pub async fn export(desk: Desk) -> HttpResponse {
    desk.show(|visit| {
        let themes = desk_themes(visit, Act::SeeHealth)?;
        let theme = chosen(visit, &themes)?;
        visit.spend(&limits::EXPORTS)?;
        let figures = super::of_theme(visit.db, theme.id)?;
        let of_regions = store::of_regions(visit.db, theme.id, "r12")?;
        let sentences = visit.sentences();
        let tell = |key: &'static str| sentences.tell(&key.into());
        let mut rows = vec![
            [
                "health-csv-theme",
                "health-csv-region",
                "health-csv-period",
                "health-csv-figure",
                "health-csv-value",
                "health-csv-of",
                "health-csv-unit",
            ]
            .map(tell)
            .to_vec(),
        ];
        let whole = tell("health-csv-whole");
        for month in Period::months(visit.now).iter().rev() {
            let name = month_name(&month.key, sentences);
            rows.extend(
                TABLE
                    .iter()
                    .filter_map(|figure| row(&figures, (&month.key, *figure), [&theme.name, &whole, &name], sentences)),
            );
        }
        let year = tell("health-csv-year");
        let mut names: Vec<(&String, &Figures)> = of_regions.iter().collect();
        names.sort_by(|a, b| a.0.cmp(b.0));
        for (region, figures) in names {
            let name = if region == OTHERS { tell("health-other-regions") } else { regions::name_of(region) };
            rows.extend(
                OF_REGIONS
                    .iter()
                    .filter_map(|figure| row(figures, ("r12", *figure), [&theme.name, &name, &year], sentences)),
            );
        }
        let name = format!("sante-{}.csv", theme.slug);
        Ok(Page::bytes(csv::MEDIA_TYPE, csv::document(&rows), Some(name)))
    })
    .await
}

/// A figure as a row, unless it would tell of fewer than five people.
fn row(
    figures: &Figures,
    (period, figure): (&str, Figure),
    place: [&str; 3],
    sentences: &Sentences,
) -> Option<Vec<String>> {
    let counted = figures.get(period, figure)?;
    let unit = match figure {
        _ if figure.is_share() => counted.share().map(|_| "share"),
        _ if figure.is_time() => counted.time().map(|_| "minutes"),
        _ => Some("times"),
    }?;
    let Counted { value, total } = counted;
    let mut cells: Vec<String> = place.iter().map(|text| (*text).to_owned()).collect();
    cells.push(sentences.word(&format!("health-figure-{}", figure.word())));
    cells.extend([value.to_string(), total.to_string(), sentences.word(&format!("health-csv-unit-{unit}"))]);
    Some(cells)
}
