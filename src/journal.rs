//! What happened: append-only facts, written in the act's own transaction, holding ids and words of our
//! vocabularies only (never names, addresses or text), so that an erasure never breaks the chain.

pub mod pages;
pub mod pages_csv;
pub mod pages_mine;
pub mod reading;
mod store;

use diesel::prelude::*;
use sha2::{Digest, Sha256};

use crate::db::ids::{JournalId, MemberId, ThemeId};
use crate::db::schema::{journal, journal_head};
use crate::db::{Db, Moment, Tx};
use crate::on_each_backend;
use crate::refusal::Refusal;

/// A fact about to be written.
#[derive(Clone, Copy, Debug)]
pub struct Fact<'a> {
    /// Who acted; `None` for the command line and the clock.
    pub actor: Option<MemberId>,
    /// What was done, as a verb of our vocabulary (`thread.opened`).
    pub act: &'static str,
    /// In which theme.
    pub theme: Option<ThemeId>,
    /// To what kind of thing.
    pub subject: &'static str,
    /// To which one.
    pub subject_id: i64,
    /// Ids and words that say how (`community>peer`).
    pub detail: &'a str,
}

/// Writes a fact.
///
/// # Errors
/// What the database says.
pub fn record(tx: &mut Tx<'_>, fact: &Fact<'_>) -> Result<(), Refusal> {
    let row = (
        journal::id.eq(JournalId(tx.id())),
        journal::happened_at.eq(tx.now()),
        journal::actor_id.eq(fact.actor),
        journal::act.eq(fact.act),
        journal::theme_id.eq(fact.theme),
        journal::subject.eq(fact.subject),
        journal::subject_id.eq(fact.subject_id),
        journal::detail.eq(fact.detail),
    );
    diesel::insert_into(journal::table).values(row).execute(tx.db())?;
    Ok(())
}

/// Writes many facts, some hundreds in a statement.
///
/// # Errors
/// What the database says.
pub fn record_all(tx: &mut Tx<'_>, facts: &[Fact<'_>]) -> Result<(), Refusal> {
    for chunk in facts.chunks(500) {
        let rows: Vec<_> = chunk
            .iter()
            .map(|fact| {
                (
                    journal::id.eq(JournalId(tx.id())),
                    journal::happened_at.eq(tx.now()),
                    journal::actor_id.eq(fact.actor),
                    journal::act.eq(fact.act),
                    journal::theme_id.eq(fact.theme),
                    journal::subject.eq(fact.subject),
                    journal::subject_id.eq(fact.subject_id),
                    journal::detail.eq(fact.detail),
                )
            })
            .collect();
        on_each_backend!(tx.db(), conn => diesel::insert_into(journal::table).values(rows).execute(conn))?;
    }
    Ok(())
}

/// Rows sealed in one run of the job at most.
const BATCH: i64 = 1_000;

#[derive(Queryable, Selectable)]
#[diesel(table_name = journal)]
struct Row {
    id: JournalId,
    happened_at: Moment,
    actor_id: Option<MemberId>,
    act: String,
    theme_id: Option<ThemeId>,
    subject: String,
    subject_id: i64,
    detail: String,
}

/// Seals committed rows into the hash chain, in order: each seal is SHA-256 of the one before and of the row.
/// Returns how many were sealed.
///
/// # Errors
/// What the database says.
pub fn seal(tx: &mut Tx<'_>) -> Result<i64, Refusal> {
    // From the head, not from the last row there is: if rows were taken away, their numbers stay missing for ever.
    let (mut number, mut seal) = head(tx.db())?.unwrap_or_default();
    let rows: Vec<Row> = journal::table
        .filter(journal::number.is_null())
        .order(journal::id.asc())
        .limit(BATCH)
        .select(Row::as_select())
        .load(tx.db())?;
    for row in &rows {
        number += 1;
        seal = chained(&seal, number, row);
        diesel::update(journal::table.find(row.id))
            .set((journal::number.eq(number), journal::seal.eq(&seal)))
            .execute(tx.db())?;
    }
    if !rows.is_empty() {
        move_head(tx, number, &seal)?;
    }
    Ok(i64::try_from(rows.len()).unwrap_or(i64::MAX))
}

/// Up to where the journal is sealed.
fn head(db: &mut Db) -> Result<Option<(i64, String)>, Refusal> {
    Ok(journal_head::table.find(1).select((journal_head::number, journal_head::seal)).first(db).optional()?)
}

fn move_head(tx: &mut Tx<'_>, number: i64, seal: &str) -> Result<(), Refusal> {
    let to = (journal_head::number.eq(number), journal_head::seal.eq(seal));
    if diesel::update(journal_head::table.find(1)).set(to).execute(tx.db())? == 0 {
        diesel::insert_into(journal_head::table).values((journal_head::id.eq(1), to)).execute(tx.db())?;
    }
    Ok(())
}

/// What a reading of the chain found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chain {
    /// Every seal is the one its row and the rows before give.
    Whole {
        /// How many rows are sealed.
        sealed: i64,
    },
    /// A row was changed, added or taken away after it was sealed.
    Broken {
        /// The number of the first row that does not fit.
        number: i64,
    },
}

/// Computes the chain again from its first row, a page at a time, up to where its head says that it goes.
///
/// # Errors
/// What the database says.
pub fn check(db: &mut Db) -> Result<Chain, Refusal> {
    let (mut number, mut seal) = (0, String::new());
    loop {
        let rows: Vec<(Row, Option<i64>, Option<String>)> = journal::table
            .filter(journal::number.gt(number))
            .order(journal::number.asc())
            .limit(BATCH)
            .select((Row::as_select(), journal::number, journal::seal))
            .load(db)?;
        if rows.is_empty() {
            let whole = head(db)?.unwrap_or_default() == (number, seal);
            return Ok(if whole { Chain::Whole { sealed: number } } else { Chain::Broken { number: number + 1 } });
        }
        for (row, found, sealed) in rows {
            number += 1;
            seal = chained(&seal, number, &row);
            if found != Some(number) || sealed.as_ref() != Some(&seal) {
                return Ok(Chain::Broken { number });
            }
        }
    }
}

/// How many rows wait for their seal.
///
/// # Errors
/// What the database says.
pub fn unsealed(db: &mut Db) -> Result<i64, Refusal> {
    Ok(journal::table.filter(journal::number.is_null()).count().first(db)?)
}

fn chained(previous: &str, number: i64, row: &Row) -> String {
    let mut hash = Sha256::new();
    for part in [
        previous.to_owned(),
        number.to_string(),
        row.id.0.to_string(),
        row.happened_at.instant().as_microsecond().to_string(),
        row.actor_id.map_or_else(String::new, |id| id.0.to_string()),
        row.act.clone(),
        row.theme_id.map_or_else(String::new, |id| id.0.to_string()),
        row.subject.clone(),
        row.subject_id.to_string(),
        row.detail.clone(),
    ] {
        hash.update(part.len().to_be_bytes());
        hash.update(part.as_bytes());
    }
    crate::tokens::hex(&hash.finalize())
}
