//! SQL of accounts here, of the directory beside.

pub(super) mod directory;
pub(super) mod portraits;
pub(super) mod profile;

use diesel::prelude::*;

use super::{AccountState, regions};
use crate::db::ids::{EstablishmentId, MemberId};
use crate::db::schema::{charter_acceptances, charters, establishments, expertises, members};
use crate::db::{Db, Moment, Tx};
use crate::on_each_backend;
use crate::refusal::Refusal;
use crate::sentences::Language;
use crate::text::fold;

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
    let row = Row::of(tx, new);
    let id = row.id;
    diesel::insert_into(members::table).values(row).execute(tx.db())?;
    Ok(id)
}

/// Whose an address is, and the state of their account.
///
/// # Errors
/// What the database says.
pub fn account_of(db: &mut Db, email_key: &str) -> Result<Option<(MemberId, AccountState)>, Refusal> {
    let account = members::table.filter(members::email_key.eq(email_key)).select((members::id, members::state));
    Ok(account.first(db).optional()?)
}

/// What somebody says of themselves as they take up an account that waited for them.
#[derive(Clone, Copy, Debug)]
pub struct Arrival<'a> {
    /// Given name.
    pub given_name: &'a str,
    /// Family name.
    pub family_name: &'a str,
    /// Profession.
    pub profession: &'a str,
    /// Region (slug).
    pub region: &'a str,
    /// Where they work; `None` leaves what was known.
    pub establishment: Option<EstablishmentId>,
    /// Their password's hash.
    pub password_hash: &'a str,
}

/// Puts the invited account of an address in use; `None` when none waits there. The zone follows the region unless
/// another was chosen.
///
/// # Errors
/// What the database says.
pub fn arrive(tx: &mut Tx<'_>, email_key: &str, arrival: &Arrival<'_>) -> Result<Option<MemberId>, Refusal> {
    let now = tx.now();
    let waiting =
        members::table.filter(members::email_key.eq(email_key)).filter(members::state.eq(AccountState::Invited.word()));
    let found: Option<(MemberId, String, String)> =
        waiting.select((members::id, members::region, members::time_zone)).first(tx.db()).optional()?;
    let Some((id, region, zone)) = found else { return Ok(None) };
    let had_usual_zone = zone == regions::usual_zone(&region);
    let zone = had_usual_zone.then(|| members::time_zone.eq(regions::usual_zone(arrival.region)));
    let taken = diesel::update(members::table.find(id).filter(members::state.eq(AccountState::Invited.word())))
        .set((
            members::given_name.eq(arrival.given_name),
            members::family_name.eq(arrival.family_name),
            members::folded.eq(fold(&format!("{} {}", arrival.family_name, arrival.given_name))),
            members::profession.eq(arrival.profession),
            members::region.eq(arrival.region),
            arrival.establishment.map(|place| members::establishment_id.eq(place)),
            members::password_hash.eq(arrival.password_hash),
            members::state.eq(AccountState::Active.word()),
            members::joined_at.eq(now),
            zone,
        ))
        .execute(tx.db())?;
    Ok((taken == 1).then_some(id))
}

/// Makes accounts, some hundreds in a statement; their ids, in the order given.
///
/// # Errors
/// As `insert`.
pub fn insert_all(tx: &mut Tx<'_>, all: &[NewMember<'_>]) -> Result<Vec<MemberId>, Refusal> {
    let mut ids = Vec::with_capacity(all.len());
    for chunk in all.chunks(500) {
        let rows: Vec<Row<'_>> = chunk.iter().map(|new| Row::of(tx, new)).collect();
        ids.extend(rows.iter().map(|row| row.id));
        on_each_backend!(tx.db(), conn => diesel::insert_into(members::table).values(rows).execute(conn))?;
    }
    Ok(ids)
}

#[derive(Insertable)]
#[diesel(table_name = members, treat_none_as_default_value = false)]
struct Row<'a> {
    id: MemberId,
    email: &'a str,
    email_key: String,
    given_name: &'a str,
    family_name: &'a str,
    folded: String,
    establishment_id: Option<EstablishmentId>,
    profession: &'a str,
    region: &'a str,
    time_zone: &'static str,
    language: Language,
    presentation: &'static str,
    available: bool,
    available_for: &'static str,
    state: AccountState,
    admin: bool,
    password_hash: Option<&'a str>,
    created_at: Moment,
    joined_at: Option<Moment>,
}

impl<'a> Row<'a> {
    fn of(tx: &Tx<'_>, new: &NewMember<'a>) -> Self {
        Self {
            id: MemberId(tx.id()),
            email: new.email.address(),
            email_key: new.email.key(),
            given_name: new.given_name,
            family_name: new.family_name,
            folded: fold(&format!("{} {}", new.family_name, new.given_name)),
            establishment_id: new.establishment,
            profession: new.profession,
            region: new.region,
            time_zone: super::regions::usual_zone(new.region),
            language: Language::French,
            presentation: "",
            available: false,
            available_for: "",
            state: new.state,
            admin: false,
            password_hash: new.password_hash,
            created_at: tx.now(),
            joined_at: (new.state == AccountState::Active).then(|| tx.now()),
        }
    }
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

/// Makes the account of the anonymous member, unless it is there: closed, without a password, in no list or count.
///
/// # Errors
/// What the database says.
pub fn make_anonymous(tx: &mut Tx<'_>) -> Result<(), Refusal> {
    make_reserved(tx, super::ANONYMOUS, "anonyme@cercles.invalid", ("Membre", "anonyme"))
}

/// Makes the account of the outside member, as [`make_anonymous`] does.
///
/// # Errors
/// What the database says.
pub fn make_outside(tx: &mut Tx<'_>) -> Result<(), Refusal> {
    make_reserved(tx, super::OUTSIDE, "exterieur@cercles.invalid", ("Organisme", "extérieur"))
}

fn make_reserved(tx: &mut Tx<'_>, id: MemberId, email: &str, name: (&str, &str)) -> Result<(), Refusal> {
    // A domain that never exists (RFC 2606): nobody is written to.
    let email = super::Email::parse(email).map_err(|_| Refusal::Broken("an address".into()))?;
    let new = NewMember {
        email: &email,
        given_name: name.0,
        family_name: name.1,
        establishment: None,
        profession: "",
        region: "ile-de-france",
        state: AccountState::Closed,
        password_hash: None,
    };
    let row = Row { id, ..Row::of(tx, &new) };
    on_each_backend!(tx.db(), conn => diesel::insert_into(members::table)
        .values(row).on_conflict_do_nothing().execute(conn))?;
    Ok(())
}

/// How many accounts there are.
#[derive(Clone, Copy, Debug, Default, serde::Serialize)]
pub struct Headcount {
    /// In use.
    pub active: i64,
    /// Imported or invited, not come yet.
    pub invited: i64,
    /// Closed.
    pub closed: i64,
}

impl Headcount {
    /// Everybody but those who left.
    pub fn all(&self) -> i64 {
        self.active + self.invited
    }
}

/// Accounts by state.
///
/// # Errors
/// What the database says.
pub fn headcount(db: &mut Db) -> Result<Headcount, Refusal> {
    let rows: Vec<(AccountState, i64)> = members::table
        .filter(members::id.gt(super::OUTSIDE))
        .group_by(members::state)
        .select((members::state, diesel::dsl::count_star()))
        .load(db)?;
    let of = |state| rows.iter().find(|(known, _)| *known == state).map_or(0, |(_, count)| *count);
    Ok(Headcount {
        active: of(AccountState::Active),
        invited: of(AccountState::Invited),
        closed: of(AccountState::Closed),
    })
}
