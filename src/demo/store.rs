//! Writes the demo community: the rows its people's own acts would have left, many at a time.

mod attachments;
pub(super) mod bodies;
mod digests;
mod gestures;
pub(super) mod meetings;
pub(super) mod rows;
pub(super) mod work;

use std::collections::HashMap;

use diesel::prelude::*;

use self::rows::Rows;
use super::Progress;
use super::attachments::Attachment;
use super::cast::{self, Workplace};
use super::gestures::Gestures;
use super::plan::Plan;
use crate::db::ids::{CharterId, EstablishmentId, Ids, MemberId, SubtopicId, ThemeId};
use crate::db::schema::{
    animators, charter_acceptances, charters, circle_moves, establishments, expertises, instance, invitations,
    join_requests, journal as facts, members, memberships, posts, readings, subtopics, themes, threads,
};
use crate::db::{Db, Moment, Tx};
use crate::files::intake::Stored;
use crate::journal::{self, Fact};
use crate::members::email_key;
use crate::on_each_backend;
use crate::refusal::Refusal;

/// Rows of one statement: far from the engines' limits on bound values (32,766 and 65,535).
pub(super) const AT_ONCE: usize = 400;

/// Writes rows of one table, some hundreds a statement.
macro_rules! write_all {
    ($tx:expr, $table:ident, $rows:expr, $done:expr) => {
        for part in $rows.chunks(AT_ONCE) {
            on_each_backend!($tx.db(), conn => diesel::insert_into($table::table).values(part).execute(conn))?;
            $done(part.len());
        }
    };
}

pub(super) use write_all;

/// Writes the community as it is founded, its rows and what people say of each other's posts; says what the plan's words
/// stand for.
pub fn write(
    tx: &mut Tx<'_>,
    plan: &Plan,
    (gestures, attached): (&Gestures, &[(Attachment, Stored)]),
    password_hash: &str,
    progress: Progress<'_>,
) -> Result<Known, Refusal> {
    write_rows(tx, plan, password_hash, progress)?;
    let known = Known::read(tx, plan)?;
    gestures::write(tx, plan, &known, gestures)?;
    attachments::write(tx, plan, attached)?;
    digests::write(tx, plan)?;
    Ok(known)
}

/// Writes the community as it is founded, then the rows of a plan.
pub fn write_rows(tx: &mut Tx<'_>, plan: &Plan, password_hash: &str, progress: Progress<'_>) -> Result<(), Refusal> {
    crate::instance::prepare(&mut tx.at(plan.founded), true)?;
    set_up(tx, plan.founded)?;
    let known = Known::read(tx, plan)?;
    let rows = Rows::of(plan, &known, password_hash)?;
    let (total, mut written) = (rows.count(), 0);
    let mut done = |count| {
        written += count;
        progress(written, total);
    };
    write_all!(tx, establishments, rows.establishments, done);
    write_all!(tx, members, rows.members, done);
    write_all!(tx, expertises, rows.expertises, done);
    write_all!(tx, charter_acceptances, rows.acceptances, done);
    write_all!(tx, animators, rows.animators, done);
    write_all!(tx, memberships, rows.memberships, done);
    write_all!(tx, circle_moves, rows.moves, done);
    write_all!(tx, join_requests, rows.requests, done);
    write_all!(tx, invitations, rows.invitations, done);
    write_all!(tx, threads, rows.threads, done);
    write_all!(tx, posts, rows.posts, done);
    write_all!(tx, readings, rows.readings, done);
    Ok(())
}

/// What is written once everything else is.
const LOADED: &str = "demo.loaded";

/// Says that everything is written.
pub fn loaded(tx: &mut Tx<'_>) -> Result<(), Refusal> {
    let fact = Fact { actor: None, act: LOADED, theme: None, subject: "instance", subject_id: 1, detail: "" };
    journal::record(tx, &fact)
}

/// Whether everything was written.
pub fn is_loaded(db: &mut Db) -> Result<bool, Refusal> {
    Ok(diesel::select(diesel::dsl::exists(facts::table.filter(facts::act.eq(LOADED)))).get_result(db)?)
}

fn set_up(tx: &mut Tx<'_>, founded: Moment) -> Result<(), Refusal> {
    diesel::update(instance::table)
        .set((instance::contact_email.eq(cast::ANIMATOR), instance::set_up_at.eq(founded)))
        .execute(tx.db())?;
    Ok(())
}

/// What the plan's words stand for in this database.
pub struct Known {
    themes: HashMap<String, ThemeId>,
    subtopics: HashMap<(ThemeId, String), SubtopicId>,
    charter: CharterId,
    members: HashMap<String, MemberId>,
    establishments: HashMap<Workplace, EstablishmentId>,
}

impl Known {
    fn read(tx: &mut Tx<'_>, plan: &Plan) -> Result<Self, Refusal> {
        let themes: Vec<(String, ThemeId)> =
            themes::table.select((themes::slug, themes::id)).limit(500).load(tx.db())?;
        let subtopics: Vec<(ThemeId, String, SubtopicId)> = subtopics::table
            .select((subtopics::theme_id, subtopics::slug, subtopics::id))
            .limit(2_000)
            .load(tx.db())?;
        let ids = Ids::default();
        let founded = plan.founded.millis();
        let mut workplaces: Vec<&Workplace> = plan.people.iter().map(|joined| &joined.person.workplace).collect();
        workplaces.sort();
        workplaces.dedup();
        Ok(Self {
            themes: themes.into_iter().collect(),
            subtopics: subtopics.into_iter().map(|(theme, slug, id)| ((theme, slug), id)).collect(),
            charter: charters::table.select(charters::id).first(tx.db())?,
            members: plan.people.iter().map(|joined| (joined.person.email.key(), joined.id)).collect(),
            establishments: workplaces
                .into_iter()
                .map(|place| (place.clone(), EstablishmentId(ids.next(founded))))
                .collect(),
        })
    }

    pub(super) fn theme(&self, slug: &str) -> Result<ThemeId, Refusal> {
        self.themes
            .get(slug)
            .copied()
            .ok_or_else(|| Refusal::Broken(format!("the demo names the unknown theme {slug}")))
    }

    pub(super) fn subtopic(&self, theme: ThemeId, slug: &str) -> Result<SubtopicId, Refusal> {
        let known = self.subtopics.get(&(theme, slug.to_owned())).copied();
        known.ok_or_else(|| Refusal::Broken(format!("the demo names the unknown sub-topic {slug}")))
    }

    pub(super) fn member(&self, email: &str) -> Result<MemberId, Refusal> {
        let known = self.members.get(&email_key(email)).copied();
        known.ok_or_else(|| Refusal::Broken(format!("the demo names the unknown person {email}")))
    }
}
