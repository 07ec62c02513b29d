//! What was solved in a year, for everyone: visitors see what is public of it.

use actix_web::HttpResponse;
use serde::Serialize;

use super::figures::{self, Figures, Told, Year};
use crate::db::ids::ThreadId;
use crate::sentences::{Sentence, Sentences};
use crate::threads;
use crate::web::charts::{self, Bar};
use crate::web::{Desk, Page, When};

#[derive(Serialize)]
struct Line {
    address: String,
    title: String,
    theme: String,
    at: Option<When>,
}

#[derive(Serialize)]
struct View {
    year: String,
    years: Vec<String>,
    figures: Figures,
    themes: Vec<Bar>,
    themes_height: usize,
    months: Vec<Bar>,
    months_height: usize,
    newest: Vec<Line>,
    sheets: Vec<Line>,
    signed_in: bool,
    counted: Option<When>,
}

/// GET /points-durs/annee
pub async fn show(desk: Desk) -> HttpResponse {
    desk.show(|visit| {
        let year = Year::asked(&visit.ask.param("annee"), visit.now);
        let Told { figures, counted_at, newest } = figures::of_year(visit.db, &visit.viewer, year)?;
        let sheets = figures::sheets(visit.db, &visit.viewer, year)?;
        let (themes, themes_height) = charts::bars(&by_theme(&figures, visit.sentences()));
        let (months, months_height) = charts::bars(&by_month(&figures, visit.sentences()));
        let solved = |line: &figures::Headline| Line {
            address: super::address(ThreadId(line.point_dur.0), &line.title),
            title: threads::titled(visit.sentences(), &line.title),
            theme: line.theme.clone(),
            at: Some(visit.when(line.at)),
        };
        let published = |line: &figures::SheetLine| Line {
            address: sheet_address(line),
            title: threads::titled(visit.sentences(), &line.title),
            theme: line.theme.clone(),
            at: line.published_at.map(|at| visit.when(at)),
        };
        let view = View {
            years: Year::all(visit.now).iter().map(ToString::to_string).collect(),
            year: year.number.to_string(),
            newest: newest.iter().map(solved).collect(),
            sheets: sheets.iter().map(published).collect(),
            signed_in: visit.viewer.member.is_some(),
            counted: counted_at.map(|at| visit.when(at)),
            figures,
            themes,
            themes_height,
            months,
            months_height,
        };
        Ok(Page::of("points_durs/year.html", &view))
    })
    .await
}

fn sheet_address(line: &figures::SheetLine) -> String {
    format!("/fiches/{}-{}", line.id, crate::text::slug(&line.title))
}

fn by_theme(figures: &Figures, sentences: &Sentences) -> Vec<(String, usize)> {
    let name = |group: &figures::Group| match group.name.as_str() {
        "" => sentences.tell(&"year-other-themes".into()),
        name => name.to_owned(),
    };
    figures.themes.iter().map(|group| (name(group), group.count)).collect()
}

fn by_month(figures: &Figures, sentences: &Sentences) -> Vec<(String, usize)> {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let month = |number: &u8| {
        let word = MONTHS[usize::from((*number).clamp(1, 12)) - 1];
        sentences.tell(&Sentence::new("when-month-name").text("month", word))
    };
    let name = |(from, to, _): &(u8, u8, usize)| match from == to {
        true => month(from),
        false => sentences.tell(&Sentence::new("year-months").text("from", month(from)).text("to", month(to))),
    };
    figures.months.iter().map(|season| (name(season), season.2)).collect()
}
