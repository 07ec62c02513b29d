//! Pages of the console with twenty thousand cases open: flags, requests to join, posts that may identify a patient, points
//! durs to sort and late.

use cercles::db::Moment;
use cercles::db::ids::{FlagId, HitId, JoinRequestId, MemberId, PostId, ThemeId};
use cercles::db::schema::{flags, join_requests, members, patient_hits, posts, themes, threads};
use diesel::prelude::*;

use super::site::Site;

/// Flagged posts.
const FLAGS: i64 = 10_000;
/// Requests that wait.
const REQUESTS: usize = 2_000;
/// Posts that may identify a patient, by two things each.
const HITS: i64 = 1_000;

/// Opens cases beside the points durs of the community.
pub fn open_cases(site: &Site) {
    site.database()
        .write_here(|tx| {
            let flagger: MemberId = members::table
                .filter(members::id.gt(MemberId(2)))
                .order(members::id.asc())
                .select(members::id)
                .first(tx.db())?;
            let flagged: Vec<PostId> = posts::table
                .inner_join(threads::table)
                .filter(posts::number.gt(1))
                .filter(posts::removed_at.is_null())
                .filter(posts::author_id.ne(flagger))
                .filter(threads::removed_at.is_null())
                .order(posts::id.asc())
                .limit(FLAGS)
                .select(posts::id)
                .load(tx.db())?;
            for (n, post) in flagged.iter().enumerate() {
                let row = (
                    flags::id.eq(FlagId(tx.id())),
                    flags::post_id.eq(post),
                    flags::member_id.eq(flagger),
                    flags::reason.eq(if n % 50 == 0 { "patient" } else { "commercial" }),
                    flags::line.eq("Une adresse de vente"),
                    flags::created_at.eq(tx.now()),
                );
                diesel::insert_into(flags::table).values(row).execute(tx.db())?;
            }
            hits(tx)?;
            requests(tx)?;
            // The planner knew these tables empty; autovacuum would tell it within a minute.
            diesel::sql_query("ANALYZE").execute(tx.db())?;
            Ok(())
        })
        .unwrap();
}

fn hits(tx: &mut cercles::db::Tx<'_>) -> Result<(), cercles::refusal::Refusal> {
    let found: Vec<(PostId, ThemeId)> = posts::table
        .inner_join(threads::table)
        .filter(posts::removed_at.is_null())
        .filter(threads::removed_at.is_null())
        .order(posts::id.desc())
        .limit(HITS)
        .select((posts::id, threads::theme_id))
        .load(tx.db())?;
    for (post, theme) in found {
        for kind in ["record-number", "birth"] {
            let row = (
                patient_hits::id.eq(HitId(tx.id())),
                patient_hits::theme_id.eq(theme),
                patient_hits::post_id.eq(post),
                patient_hits::file_id.eq(0),
                patient_hits::kind.eq(kind),
                patient_hits::created_at.eq(tx.now()),
            );
            diesel::insert_into(patient_hits::table).values(row).execute(tx.db())?;
        }
    }
    Ok(())
}

fn requests(tx: &mut cercles::db::Tx<'_>) -> Result<(), cercles::refusal::Refusal> {
    let all: Vec<ThemeId> = themes::table.order(themes::id.asc()).select(themes::id).load(tx.db())?;
    for n in 0..REQUESTS {
        let email = format!("demande-{n}@ailleurs.example");
        let row = (
            join_requests::id.eq(JoinRequestId(tx.id())),
            join_requests::theme_id.eq(all[n % all.len()]),
            join_requests::email.eq(&email),
            join_requests::email_key.eq(&email),
            join_requests::given_name.eq("Noé"),
            join_requests::family_name.eq("Demande"),
            join_requests::establishment.eq("CH de Valmont"),
            join_requests::profession.eq("Cadre de santé"),
            join_requests::region.eq("bretagne"),
            join_requests::motivation.eq("Notre dossier patient change au printemps."),
            join_requests::state.eq("waiting"),
            join_requests::created_at.eq(tx.now()),
            join_requests::decided_at.eq(None::<Moment>),
            join_requests::reason.eq(""),
        );
        diesel::insert_into(join_requests::table).values(row).execute(tx.db())?;
    }
    Ok(())
}
