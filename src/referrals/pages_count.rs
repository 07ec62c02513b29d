//! What was referred in a year, by subject and by body: a page and a table to take away.

use std::collections::BTreeMap;

use actix_web::HttpResponse;
use jiff::civil::Date;
use serde::Serialize;

use super::store_count::{self as store, Counted};
use crate::circles::mandates;
use crate::db::Moment;
use crate::limits;
use crate::policy::{self, Act};
use crate::sentences::Sentences;
use crate::text::{csv, typography};
use crate::web::{Desk, Page, Visit};

/// The first year there may be something to count.
const FIRST_YEAR: i16 = 2026;

/// A line of the count.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
struct Line {
    theme: String,
    subtopic: String,
    body: String,
    sent: usize,
    answered: usize,
    late: usize,
    taken_back: usize,
    /// Days half of the answers took at most; nothing without an answer.
    days: Option<i64>,
}

/// Counts referrals by theme, sub-topic and body, in that order.
fn counted(rows: &[Counted], now: Moment) -> Vec<Line> {
    let mut groups: BTreeMap<(String, String, String), Vec<&Counted>> = BTreeMap::new();
    for row in rows {
        let subtopic = row.subtopic.clone().unwrap_or_default();
        groups.entry((row.theme.clone(), subtopic, row.body.clone())).or_default().push(row);
    }
    groups.into_iter().map(|((theme, subtopic, body), rows)| line_of(theme, subtopic, body, &rows, now)).collect()
}

fn line_of(theme: String, subtopic: String, body: String, rows: &[&Counted], now: Moment) -> Line {
    let mut days: Vec<i64> =
        rows.iter().filter_map(|row| Some(row.answered_at?.seconds_since(row.sent_at) / 86_400)).collect();
    days.sort_unstable();
    // An answer that came after its day was late, and so is one that still does not come.
    let late = |row: &&&Counted| match (row.answered_at, row.ended_at) {
        (Some(answered), _) => answered > row.due_at,
        (None, Some(_)) => false,
        (None, None) => row.due_at < now,
    };
    Line {
        theme,
        subtopic,
        body,
        sent: rows.len(),
        answered: days.len(),
        late: rows.iter().filter(late).count(),
        taken_back: rows.iter().filter(|row| row.ended_at.is_some()).count(),
        days: days.get(days.len().saturating_sub(1) / 2).copied(),
    }
}

/// The year asked for, this one when it is none, with its first moment and the next one's.
fn year_of(visit: &Visit<'_>) -> (i16, Moment, Moment) {
    let this_year = mandates::day(visit.now).year();
    let asked = visit.ask.param("annee").parse().ok().filter(|year| (FIRST_YEAR..=this_year).contains(year));
    let year = asked.unwrap_or(this_year);
    let first = |year: i16| {
        let day = Date::new(year, 1, 1).unwrap_or(Date::MIN);
        day.to_zoned(mandates::zone()).map_or(visit.now, |start| start.timestamp().into())
    };
    (year, first(year), first(year + 1))
}

#[derive(Serialize)]
struct View {
    year: String,
    years: Vec<String>,
    lines: Vec<Line>,
    sent: usize,
    answered: usize,
    late: usize,
    export: String,
}

/// GET /organismes/bilan
pub async fn show(desk: Desk) -> HttpResponse {
    desk.show(|visit| {
        policy::require(&visit.viewer, &Act::CountReferrals)?;
        let (year, from, to) = year_of(visit);
        let mut lines = counted(&store::sent(visit.db, &visit.viewer, from, to)?, visit.now);
        for line in &mut lines {
            line.body = typography::spaces(&line.body);
        }
        let total = |of: fn(&Line) -> usize| lines.iter().map(of).sum();
        let view = View {
            sent: total(|line| line.sent),
            answered: total(|line| line.answered),
            late: total(|line| line.late),
            years: (FIRST_YEAR..=mandates::day(visit.now).year()).rev().map(|year| year.to_string()).collect(),
            export: format!("/organismes/bilan.csv?annee={year}"),
            year: year.to_string(),
            lines,
        };
        Ok(Page::of("referrals/count.html", &view))
    })
    .await
}

/// GET /organismes/bilan.csv
pub async fn export(desk: Desk) -> HttpResponse {
    desk.show(|visit| {
        policy::require(&visit.viewer, &Act::CountReferrals)?;
        visit.spend(&limits::EXPORTS)?;
        let (year, from, to) = year_of(visit);
        let lines = counted(&store::sent(visit.db, &visit.viewer, from, to)?, visit.now);
        let bytes = csv::document(&table(&lines, visit.sentences()));
        Ok(Page::bytes(csv::MEDIA_TYPE, bytes, Some(format!("transmissions-{year}.csv"))))
    })
    .await
}

fn table(lines: &[Line], sentences: &Sentences) -> Vec<Vec<String>> {
    let heading = |key: &'static str| sentences.tell(&key.into());
    let mut rows = vec![vec![
        heading("referral-count-theme"),
        heading("referral-count-subtopic"),
        heading("referral-count-body"),
        heading("referral-count-sent"),
        heading("referral-count-answered"),
        heading("referral-count-late"),
        heading("referral-count-taken-back"),
        heading("referral-count-days"),
    ]];
    let words = |line: &Line| {
        let days = line.days.map_or_else(String::new, |days| days.to_string());
        let numbers = [line.sent, line.answered, line.late, line.taken_back].map(|count| count.to_string());
        [line.theme.clone(), line.subtopic.clone(), line.body.clone()].into_iter().chain(numbers).chain([days]).collect()
    };
    rows.extend(lines.iter().map(words));
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::db::ids::{PointDurId, ReferralId};

    fn moment(day: i64) -> Moment {
        Moment::from(jiff::Timestamp::UNIX_EPOCH).plus_seconds(day * 86_400)
    }

    fn sent(body: &str, answered: Option<i64>, ended: Option<i64>) -> Counted {
        Counted {
            id: ReferralId(1),
            point_dur: PointDurId(1),
            theme: "Numérique".into(),
            subtopic: None,
            body: body.into(),
            sent_at: moment(0),
            due_at: moment(30),
            answered_at: answered.map(moment),
            ended_at: ended.map(moment),
        }
    }

    #[test]
    fn late_is_after_its_day_whether_answered_or_not() {
        let rows =
            [sent("ANS", Some(10), None), sent("ANS", Some(40), None), sent("ANS", None, None), sent("ANS", None, Some(5)), sent("ARS", None, None)];
        let lines = counted(&rows, moment(31));
        assert_eq!(lines.len(), 2);
        let ans = &lines[0];
        assert_eq!((ans.sent, ans.answered, ans.late, ans.taken_back, ans.days), (4, 2, 2, 1, Some(10)));
        assert_eq!((lines[1].late, lines[1].days), (1, None));
        assert_eq!(counted(&rows, moment(30))[1].late, 0, "its day is not over");
    }
}
