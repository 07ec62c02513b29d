//! The table to take away: what the list shows of what the viewer sees, and where it happens unless that must not be
//! known. An anonymous report stays anonymous in it, whoever asks.

use jiff::tz::TimeZone;

use super::lists::{MOST_EXPORTED, Wanted};
use super::store_lists::{self as store, Exported};
use crate::db::{Db, Moment};
use crate::members::regions;
use crate::policy::Viewer;
use crate::refusal::Refusal;
use crate::sentences::Sentences;
use crate::threads;

/// The newest rows of what is asked for.
///
/// # Errors
/// What the database says.
pub(super) fn rows(db: &mut Db, viewer: &Viewer, wanted: &Wanted) -> Result<Vec<Exported>, Refusal> {
    let wanted = Wanted { before: None, limit: MOST_EXPORTED, ..wanted.clone() };
    let mine = store::mine(db, viewer, wanted.mine)?;
    let mut rows = store::exported(db, viewer, &wanted, &mine)?;
    rows.truncate(usize::try_from(MOST_EXPORTED).unwrap_or(usize::MAX));
    Ok(rows)
}

const HEADINGS: [&str; 15] = [
    "points-durs-csv-number",
    "points-durs-csv-title",
    "points-durs-csv-state",
    "points-durs-csv-since",
    "points-durs-csv-severity",
    "points-durs-csv-theme",
    "points-durs-csv-subtopic",
    "points-durs-csv-audience",
    "points-durs-csv-reported",
    "points-durs-csv-reporter",
    "points-durs-csv-establishment",
    "points-durs-csv-region",
    "points-durs-csv-lead",
    "points-durs-csv-impacts",
    "points-durs-csv-address",
];

/// The table, in the reader's language and zone.
pub(super) fn table(rows: &[Exported], base_url: &str, zone: &TimeZone, sentences: &Sentences) -> Vec<Vec<String>> {
    let mut table = vec![HEADINGS.iter().map(|key| sentences.tell(&(*key).into())).collect()];
    table.extend(rows.iter().map(|row| cells(row, base_url, zone, sentences)));
    table
}

fn cells(one: &Exported, base_url: &str, zone: &TimeZone, sentences: &Sentences) -> Vec<String> {
    let day = |moment: Moment| moment.instant().to_zoned(zone.clone()).date().to_string();
    let name = |(given, family): &(String, String)| format!("{given} {family}");
    let word = |start: &str, word: &str| sentences.word(&format!("{start}{word}"));
    let (row, beside) = (&one.row, &one.beside);
    // Who and where are one secret: an establishment may have one such person.
    let (reporter, establishment, region) = if beside.anonymous {
        (sentences.tell(&"points-durs-anonymous".into()), String::new(), String::new())
    } else {
        (name(&beside.reporter), beside.establishment.clone().unwrap_or_default(), regions::name_of(&beside.region))
    };
    vec![
        row.id().to_string(),
        // As typed: a table is not typeset.
        if row.title.is_empty() { threads::titled(sentences, "") } else { row.title.clone() },
        word("point-dur-state-", row.state.word()),
        day(row.since),
        row.severity.map_or_else(String::new, |severity| word("severity-", severity.word())),
        row.theme.1.clone(),
        row.subtopic.as_ref().map_or_else(String::new, |(_, name)| name.clone()),
        word("circle-", row.audience.word()),
        day(row.reported_at),
        reporter,
        establishment,
        region,
        row.lead.as_ref().map_or_else(String::new, name),
        beside
            .impacts
            .split(' ')
            .filter(|one| !one.is_empty())
            .map(|one| word("impact-", one))
            .collect::<Vec<_>>()
            .join(", "),
        format!("{base_url}{}", super::address(row.thread(), &row.title)),
    ]
}
