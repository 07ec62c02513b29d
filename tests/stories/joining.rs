//! Coming in: invited by somebody, at one's own request, with a spreadsheet.

mod importing;
mod invitations;
mod requests;

use cercles::db::ids::MemberId;
use cercles::db::schema::{invitations as rows, members, memberships};
use diesel::prelude::*;

use crate::town::{Answer, PASSWORD, Person, THEME, Town};

/// The form of somebody who comes in.
fn profile<'a>(given: &'a str, family: &'a str, region: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("given_name", given),
        ("family_name", family),
        ("profession", "Cadre de santé"),
        ("establishment", "Centre hospitalier du Petit-Marigot"),
        ("kind", "CH"),
        ("town", "Le Petit-Marigot"),
        ("region", region),
        ("password", PASSWORD),
        ("charter", "1"),
    ]
}

/// The outbox is due every two seconds.
async fn mail_leaves(town: &Town) {
    town.passes(2).await;
    town.runs_the_timetable().await;
}

/// Opens the link of the last mail and fills in its form.
async fn comes_in(town: &Town, who: &Person<'_>, email: &str, form: &[(&str, &str)]) -> Answer {
    let link = town.inbox_of(email).last_link(&town.app.base_url, "/invitation/");
    who.fills(&link, &link, form).await
}

/// The circle of an address in THEME, if it is in.
async fn circle_of(town: &Town, email: &str) -> Option<String> {
    circle_in(town, email, THEME).await
}

async fn circle_in(town: &Town, email: &str, theme: &str) -> Option<String> {
    let (email, theme) = (email.to_owned(), town.theme(theme).await);
    town.read(move |db| {
        Ok(memberships::table
            .inner_join(members::table.on(members::id.eq(memberships::member_id)))
            .filter(members::email_key.eq(email))
            .filter(memberships::theme_id.eq(theme))
            .filter(memberships::state.eq("confirmed"))
            .select(memberships::circle)
            .first(db)
            .optional()?)
    })
    .await
}

/// The account of an address: id and state.
async fn account(town: &Town, email: &str) -> Option<(MemberId, String)> {
    let email = email.to_owned();
    town.read(move |db| {
        let found: Option<(MemberId, String)> = members::table
            .filter(members::email_key.eq(email))
            .select((members::id, members::state))
            .first(db)
            .optional()?;
        Ok(found)
    })
    .await
}

/// The states of the invitations of an address, oldest first.
async fn states(town: &Town, email: &str) -> Vec<String> {
    let email = email.to_owned();
    town.read(move |db| {
        Ok(rows::table.filter(rows::email_key.eq(email)).order(rows::id.asc()).select(rows::state).load(db)?)
    })
    .await
}

/// Sets how people join THEME.
async fn policy_is(town: &Town, policy: &'static str) {
    use cercles::db::schema::themes;
    let theme = town.theme(THEME).await;
    town.write(move |tx| {
        diesel::update(themes::table.find(theme)).set(themes::join_policy.eq(policy)).execute(tx.db())?;
        Ok(())
    })
    .await;
}

/// A page of THEME.
fn address(part: &str) -> String {
    format!("/themes/{THEME}/{part}")
}
