//! Pages of the console with twenty thousand cases open: flags, requests to join, points durs to sort and late.

use cercles::db::Moment;
use cercles::db::ids::{FlagId, JoinRequestId, MemberId, PostId, ThemeId};
use cercles::db::schema::{flags, join_requests, members, posts, themes, threads};
use diesel::prelude::*;

use super::site::Site;

/// Flagged posts.
const FLAGS: i64 = 10_000;
/// Requests that wait.
const REQUESTS: usize = 2_000;

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
            requests(tx)
        })
        .unwrap();
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
