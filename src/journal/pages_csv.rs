//! `/console/journal.csv`: the journal as it was asked for, as a table to take away.

use actix_web::HttpResponse;

use super::pages::{Asked, Known, act_said, place};
use super::reading::{self, Line, MOST_EXPORTED, Scope};
use super::store;
use crate::db::ids::to_base32;
use crate::limits;
use crate::sentences::Sentences;
use crate::text::csv;
use crate::web::{Desk, Page};

/// GET /console/journal.csv (as the page, and `?adresses=1`)
pub async fn export(desk: Desk) -> HttpResponse {
    desk.show(|visit| {
        let asked = Asked::of(visit);
        let place = place(visit, &asked.theme)?;
        visit.spend(&limits::EXPORTS)?;
        let (wanted, _) = asked.wanted(visit)?;
        let lines = store::lines(visit.db, place.scope, &wanted, MOST_EXPORTED)?;
        let wished = place.scope == Scope::Instance && visit.ask.param("adresses") == "1";
        let open = wished && reading::addresses_until(visit.db, &visit.viewer, visit.now)?.is_some();
        let known = Known::of(visit, &lines, open)?;
        let sentences = visit.sentences();
        let mut rows = vec![headings(open, sentences)];
        rows.extend(lines.iter().map(|line| row(line, &known, open, sentences)));
        let name = format!("journal-{}.csv", place.slug);
        Ok(Page::bytes(csv::MEDIA_TYPE, csv::document(&rows), Some(name)))
    })
    .await
}

fn headings(open: bool, sentences: &Sentences) -> Vec<String> {
    let mut keys =
        vec!["journal-csv-seal", "journal-csv-when", "journal-csv-act", "journal-csv-said", "journal-csv-who"];
    if open {
        keys.push("journal-csv-address");
    }
    keys.extend(["journal-csv-subject", "journal-csv-number", "journal-csv-about", "journal-csv-detail"]);
    keys.into_iter().map(|key| sentences.tell(&key.into())).collect()
}

fn row(line: &Line, known: &Known, open: bool, sentences: &Sentences) -> Vec<String> {
    let actor = line.actor.map(|id| known.person(id));
    let about = (line.subject == "member").then(|| known.person(crate::db::ids::MemberId(line.subject_id)));
    let mut cells = vec![
        line.number.map_or_else(String::new, |number| number.to_string()),
        line.at.instant().to_string(),
        line.act.clone(),
        act_said(&line.act, sentences),
        actor.as_ref().map_or_else(String::new, |actor| actor.name.clone()),
    ];
    if open {
        cells.push(actor.and_then(|actor| actor.email).unwrap_or_default());
    }
    cells.extend([
        line.subject.clone(),
        to_base32(line.subject_id),
        about.map_or_else(String::new, |about| about.name),
        line.detail.clone(),
    ]);
    cells
}
