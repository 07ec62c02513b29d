//! SQL of accounts here, of the directory beside.

pub(super) mod directory;

use diesel::prelude::*;

use super::AccountState;
use crate::db::ids::{EstablishmentId, MemberId};
use crate::db::schema::{charter_acceptances, charters, establishments, expertises, members};
use crate::db::{Db, Moment, Tx};
use crate::on_each_backend;
use crate::refusal::Refusal;
use crate::sentences::Language;
use crate::text::fold;
use crate::text::markdown::SafeHtml;

/// What signing in needs.
#[derive(Clone, Debug, Queryable)]
pub struct Credentials {
    /// The member.
    pub id: MemberId,
    /// The kept hash.
    pub password_hash: Option<String>,
}

/// The credentials of an active account, by address.
///
/// # Errors
/// What the database says.
pub fn credentials(db: &mut Db, email_key: &str) -> Result<Option<Credentials>, Refusal> {
    Ok(members::table
        .filter(members::email_key.eq(email_key))
        .filter(members::state.eq(AccountState::Active.word()))
        .select((members::id, members::password_hash))
        .first(db)
        .optional()?)
}

/// Keeps a password's hash.
///
/// # Errors
/// What the database says.
pub fn set_password(tx: &mut Tx<'_>, member: MemberId, hash: &str) -> Result<(), Refusal> {
    diesel::update(members::table.find(member)).set(members::password_hash.eq(hash)).execute(tx.db())?;
    Ok(())
}

/// What is known of a member, as guessers know it too.
#[derive(Clone, Debug, Queryable)]
pub struct About {
    /// Their address.
    pub email: String,
    /// Its form for comparing.
    pub email_key: String,
    given_name: String,
    family_name: String,
    establishment: Option<String>,
    town: Option<String>,
}

impl About {
    /// The words that are worth nothing in their password.
    pub fn words(&self) -> [&str; 5] {
        let establishment = self.establishment.as_deref().unwrap_or_default();
        let town = self.town.as_deref().unwrap_or_default();
        [&self.email, &self.given_name, &self.family_name, establishment, town]
    }
}

/// What is known of a member.
///
/// # Errors
/// `Refusal::NotFound` when there is no such account.
pub fn about(db: &mut Db, member: MemberId) -> Result<About, Refusal> {
    Ok(members::table
        .left_join(establishments::table)
        .filter(members::id.eq(member))
        .select((
            members::email,
            members::email_key,
            members::given_name,
            members::family_name,
            establishments::name.nullable(),
            establishments::town.nullable(),
        ))
        .first(db)?)
}

/// The charter in force.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = charters)]
pub struct Charter {
    /// Its version, from 1.
    pub version: i32,
    html: String,
    /// Since when.
    pub published_at: Moment,
}

impl Charter {
    /// Its text.
    pub fn html(&self) -> SafeHtml {
        SafeHtml::stored(self.html.clone())
    }
}

/// The charter in force.
///
/// # Errors
/// What the database says.
pub fn charter(db: &mut Db) -> Result<Charter, Refusal> {
    Ok(charters::table.order(charters::version.desc()).select(Charter::as_select()).first(db)?)
}

/// Notes that a member accepted the current charter.
///
/// # Errors
/// What the database says.
pub fn accept_charter(tx: &mut Tx<'_>, member: MemberId) -> Result<(), Refusal> {
    let current: crate::db::ids::CharterId =
        charters::table.order(charters::version.desc()).select(charters::id).first(tx.db())?;
    let row = (
        charter_acceptances::member_id.eq(member),
        charter_acceptances::charter_id.eq(current),
        charter_acceptances::accepted_at.eq(tx.now()),
    );
    on_each_backend!(tx.db(), conn => diesel::insert_into(charter_acceptances::table)
        .values(row).on_conflict_do_nothing().execute(conn))?;
    Ok(())
}

/// What an account starts with.
#[derive(Clone, Debug)]
pub struct NewMember<'a> {
    /// The address, checked.
    pub email: &'a super::Email,
    /// Given name.
    pub given_name: &'a str,
    /// Family name.
    pub family_name: &'a str,
    /// Where they work.
    pub establishment: Option<EstablishmentId>,
    /// Their profession.
    pub profession: &'a str,
    /// Their region (slug).
    pub region: &'a str,
    /// Invited (no password yet) or active.
    pub state: AccountState,
    /// The kept hash of their password.
    pub password_hash: Option<&'a str>,
}

/// Makes an account; its zone is the usual one of its region, its language French.
///
/// # Errors
/// What the database says; a unique violation when the address has an account already.
pub fn insert(tx: &mut Tx<'_>, new: &NewMember<'_>) -> Result<MemberId, Refusal> {
    let id = MemberId(tx.id());
    let joined_at = (new.state == AccountState::Active).then(|| tx.now());
    let row = (
        (members::id.eq(id), members::email.eq(new.email.address()), members::email_key.eq(new.email.key())),
        (
            members::given_name.eq(new.given_name),
            members::family_name.eq(new.family_name),
            members::folded.eq(fold(&format!("{} {}", new.family_name, new.given_name))),
            members::establishment_id.eq(new.establishment),
            members::profession.eq(new.profession),
            members::region.eq(new.region),
            members::time_zone.eq(super::regions::usual_zone(new.region)),
            members::language.eq(Language::French),
        ),
        (
            members::presentation.eq(""),
            members::available.eq(false),
            members::available_for.eq(""),
            members::state.eq(new.state),
            members::admin.eq(false),
            members::password_hash.eq(new.password_hash),
            members::created_at.eq(tx.now()),
            members::joined_at.eq(joined_at),
        ),
    );
    diesel::insert_into(members::table).values(row).execute(tx.db())?;
    Ok(id)
}

/// Replaces a member's fields of expertise.
///
/// # Errors
/// What the database says.
pub fn set_expertises(tx: &mut Tx<'_>, member: MemberId, labels: &[String]) -> Result<(), Refusal> {
    diesel::delete(expertises::table.filter(expertises::member_id.eq(member))).execute(tx.db())?;
    let rows: Vec<_> = labels
        .iter()
        .map(|label| {
            (expertises::member_id.eq(member), expertises::folded.eq(fold(label)), expertises::label.eq(label))
        })
        .collect();
    on_each_backend!(tx.db(), conn => {
        for row in &rows {
            diesel::insert_into(expertises::table).values(row).on_conflict_do_nothing().execute(conn)?;
        }
        QueryResult::Ok(())
    })?;
    Ok(())
}
