//! SQL of the import: what is known is read in chunks, what is new is written in batches, drafts are kept a while.

use std::collections::HashMap;

use diesel::prelude::*;

use super::plan::{EstablishmentKey, Known, KnownMember, Plan};
use super::roster::Roster;
use crate::circles::{self, Circle};
use crate::db::ids::{EstablishmentId, ImportDraftId, InvitationId, MemberId, ThemeId};
use crate::db::schema::{establishments, import_drafts, invitations, members, memberships};
use crate::db::{Db, Moment, Tx};
use crate::joining::{InvitationState, Origin};
use crate::mail::{Message, outbox};
use crate::members::{self as people, AccountState, EstablishmentKind, NewMember};
use crate::on_each_backend;
use crate::refusal::Refusal;
use crate::text::fold;

/// Values in one statement, well under what either engine accepts.
const CHUNK: usize = 500;
/// Invitations of an import leave at this pace, so that no mail server takes us for a nuisance.
const INVITATIONS_A_MINUTE: i64 = 60;
/// An invitation of an import lives this long.
const INVITATION_LIFE: i64 = 30 * 86_400;
/// A file waits this long to be confirmed.
const DRAFT_LIFE: i64 = 7 * 86_400;

/// What the database knows of a roster.
pub(super) fn known(db: &mut Db, roster: &Roster, now: Moment) -> Result<Known, Refusal> {
    let mut known = Known::default();
    let keys: Vec<String> = roster.people.iter().map(|person| person.email.key()).collect();
    for chunk in keys.chunks(CHUNK) {
        known.members.extend(members_of(db, chunk)?);
    }
    let ids: Vec<MemberId> = known.members.values().map(|member| member.id).collect();
    for chunk in ids.chunks(CHUNK) {
        let rows: Vec<(MemberId, ThemeId, Circle, Option<Moment>)> = memberships::table
            .filter(memberships::member_id.eq_any(chunk.to_vec()))
            .filter(memberships::state.eq("confirmed"))
            .select((memberships::member_id, memberships::theme_id, memberships::circle, memberships::until))
            .load(db)?;
        let now_held = |circle, until| circles::effective(circle, until, now);
        known.places.extend(rows.into_iter().map(|row| ((row.0, row.1), now_held(row.2, row.3))));
    }
    let mut names: Vec<String> = roster.people.iter().map(|person| person.establishment.name.clone()).collect();
    names.sort_unstable();
    names.dedup();
    for chunk in names.chunks(CHUNK) {
        let rows: Vec<(EstablishmentId, EstablishmentKind, String, String, String)> = establishments::table
            .filter(establishments::name.eq_any(chunk.to_vec()))
            .select((
                establishments::id,
                establishments::kind,
                establishments::name,
                establishments::town,
                establishments::region,
            ))
            .load(db)?;
        let keyed = rows.into_iter().map(|(id, kind, name, town, region)| ((name, town, region), (id, kind)));
        known.establishments.extend(keyed);
    }
    Ok(known)
}

#[derive(Queryable)]
struct MemberRow {
    id: MemberId,
    email_key: String,
    given_name: String,
    family_name: String,
    profession: String,
    region: String,
    time_zone: String,
    state: AccountState,
    establishment: Option<EstablishmentKey>,
}

fn members_of(db: &mut Db, keys: &[String]) -> QueryResult<Vec<(String, KnownMember)>> {
    let rows: Vec<MemberRow> = members::table
        .left_join(establishments::table)
        .filter(members::email_key.eq_any(keys.to_vec()))
        .select((
            members::id,
            members::email_key,
            members::given_name,
            members::family_name,
            members::profession,
            members::region,
            members::time_zone,
            members::state,
            (establishments::name, establishments::town, establishments::region).nullable(),
        ))
        .load(db)?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let member = KnownMember {
                id: row.id,
                given_name: row.given_name,
                family_name: row.family_name,
                profession: row.profession,
                region: row.region,
                time_zone: row.time_zone,
                state: row.state,
                establishment: row.establishment,
            };
            (row.email_key, member)
        })
        .collect())
}

/// Two imports of the same people at once: the second is told that things changed.
fn raced(error: diesel::result::Error) -> Refusal {
    use diesel::result::{DatabaseErrorKind::UniqueViolation, Error::DatabaseError};
    match error {
        DatabaseError(UniqueViolation, _) => Refusal::Conflict("refusal-import-changed"),
        error => error.into(),
    }
}

/// Makes the establishments nobody named before and corrects the kinds; gives every establishment's id.
pub(super) fn ensure_establishments(
    tx: &mut Tx<'_>,
    plan: &Plan,
) -> Result<HashMap<EstablishmentKey, EstablishmentId>, Refusal> {
    let mut ids = plan.known_establishments.clone();
    let now = tx.now();
    for chunk in plan.new_establishments.chunks(CHUNK) {
        let mut rows = Vec::with_capacity(chunk.len());
        for new in chunk {
            let id = EstablishmentId(tx.id());
            ids.insert(new.key(), id);
            rows.push((
                establishments::id.eq(id),
                establishments::name.eq(&new.name),
                establishments::kind.eq(new.kind),
                establishments::town.eq(&new.town),
                establishments::region.eq(&new.region),
                establishments::folded.eq(fold(&format!("{} {}", new.name, new.town))),
                establishments::created_at.eq(now),
            ));
        }
        on_each_backend!(tx.db(), conn => diesel::insert_into(establishments::table).values(rows).execute(conn))
            .map_err(raced)?;
    }
    for (id, kind) in &plan.kinds {
        diesel::update(establishments::table.find(id)).set(establishments::kind.eq(kind)).execute(tx.db())?;
    }
    Ok(ids)
}

/// Makes the new people's accounts, invited, in the plan's order.
pub(super) fn insert_newcomers(
    tx: &mut Tx<'_>,
    plan: &Plan,
    establishments: &HashMap<EstablishmentKey, EstablishmentId>,
) -> Result<Vec<MemberId>, Refusal> {
    let rows: Vec<NewMember<'_>> = plan
        .newcomers
        .iter()
        .map(|index| &plan.roster.people[*index])
        .map(|person| NewMember {
            email: &person.email,
            given_name: &person.given_name,
            family_name: &person.family_name,
            establishment: establishments.get(&person.establishment.key()).copied(),
            profession: &person.profession,
            region: &person.establishment.region,
            state: AccountState::Invited,
            password_hash: None,
        })
        .collect();
    people::insert_all(tx, &rows)
}

/// Corrects the rows of people whose fields change; nobody else's row is touched.
pub(super) fn update_people(
    tx: &mut Tx<'_>,
    plan: &Plan,
    ids: &HashMap<EstablishmentKey, EstablishmentId>,
) -> Result<(), Refusal> {
    for edit in &plan.edits {
        let person = &plan.roster.people[edit.person];
        diesel::update(members::table.find(edit.member))
            .set((
                members::given_name.eq(&person.given_name),
                members::family_name.eq(&person.family_name),
                members::folded.eq(fold(&format!("{} {}", person.family_name, person.given_name))),
                members::profession.eq(&person.profession),
                members::region.eq(&person.establishment.region),
                members::establishment_id.eq(ids.get(&person.establishment.key()).copied()),
                edit.time_zone.map(|zone| members::time_zone.eq(zone)),
            ))
            .execute(tx.db())?;
    }
    Ok(())
}

/// Invites the new people, one mail each, at a pace.
pub(super) fn invite(
    tx: &mut Tx<'_>,
    plan: &Plan,
    newcomers: &[MemberId],
    by: Option<MemberId>,
) -> Result<(), Refusal> {
    let now = tx.now();
    let people: Vec<_> = plan.newcomers.iter().map(|index| &plan.roster.people[*index]).zip(newcomers).collect();
    let mut mails = Vec::with_capacity(people.len());
    for chunk in people.chunks(CHUNK) {
        let mut rows = Vec::with_capacity(chunk.len());
        for (person, member) in chunk {
            let id = InvitationId(tx.id());
            let turn = i64::try_from(mails.len()).unwrap_or(i64::MAX);
            let due = now.plus_seconds(turn * 60 / INVITATIONS_A_MINUTE);
            mails.push(outbox::Posting {
                member: Some(**member),
                key: format!("invitation:{}", id.0),
                message: Message::Invitation { invitation: id.0, reminder: false },
                due,
            });
            rows.push((
                invitations::id.eq(id),
                invitations::email.eq(person.email.address()),
                invitations::email_key.eq(person.email.key()),
                invitations::member_id.eq(**member),
                invitations::region.eq(&person.establishment.region),
                invitations::origin.eq(Origin::Import),
                invitations::message.eq(""),
                invitations::invited_by.eq(by),
                invitations::state.eq(InvitationState::Sent),
                invitations::created_at.eq(now),
                invitations::sent_at.eq(due),
                invitations::expires_at.eq(due.plus_seconds(INVITATION_LIFE)),
            ));
        }
        on_each_backend!(tx.db(), conn => diesel::insert_into(invitations::table).values(rows).execute(conn))?;
    }
    outbox::post_all(tx, &mails)
}

/// A file waiting to be confirmed.
#[derive(Queryable)]
pub(super) struct Draft {
    /// Its name.
    pub file_name: String,
    /// Its text.
    pub content: String,
}

/// Keeps a file for its administrator; the one they sent before goes.
pub(super) fn keep_draft(
    tx: &mut Tx<'_>,
    member: MemberId,
    file_name: &str,
    content: &str,
) -> Result<ImportDraftId, Refusal> {
    drop_drafts(tx, member)?;
    let id = ImportDraftId(tx.id());
    let row = (
        import_drafts::id.eq(id),
        import_drafts::member_id.eq(member),
        import_drafts::file_name.eq(file_name),
        import_drafts::content.eq(content),
        import_drafts::created_at.eq(tx.now()),
    );
    diesel::insert_into(import_drafts::table).values(row).execute(tx.db())?;
    Ok(id)
}

/// The file an administrator sent.
pub(super) fn draft(db: &mut Db, member: MemberId, id: ImportDraftId, now: Moment) -> Result<Draft, Refusal> {
    Ok(import_drafts::table
        .find(id)
        .filter(import_drafts::member_id.eq(member))
        .filter(import_drafts::created_at.gt(now.plus_seconds(-DRAFT_LIFE)))
        .select((import_drafts::file_name, import_drafts::content))
        .first(db)?)
}

/// Forgets the files of an administrator.
pub(super) fn drop_drafts(tx: &mut Tx<'_>, member: MemberId) -> Result<(), Refusal> {
    diesel::delete(import_drafts::table.filter(import_drafts::member_id.eq(member))).execute(tx.db())?;
    Ok(())
}

/// Forgets files nobody confirmed; returns how many.
///
/// # Errors
/// What the database says.
pub fn forget_old_drafts(tx: &mut Tx<'_>) -> Result<i64, Refusal> {
    let limit = tx.now().plus_seconds(-DRAFT_LIFE);
    let gone = diesel::delete(import_drafts::table.filter(import_drafts::created_at.le(limit))).execute(tx.db())?;
    Ok(i64::try_from(gone).unwrap_or(i64::MAX))
}
