//! Who is there beyond the people of the access table, and what everybody hears unasked.

use cercles::circles::Circle;

use crate::town::{Person, THEME, Town, id_in};

/// Everybody follows the theme and the first thread as closely as can be, and wants every mail.
pub(super) async fn everyone_watches(town: &Town, thread: &str) {
    let thread = id_in(thread);
    let theme = town.theme(THEME).await;
    town.write(move |tx| {
        use cercles::db::schema::{members, notice_channels};
        use cercles::notices::watching::{Level, Place, choose};
        use diesel::prelude::*;
        let everyone: Vec<cercles::db::ids::MemberId> = members::table.select(members::id).load(tx.db())?;
        for member in everyone {
            a_digest_is_due(tx, member)?;
            choose(tx, member, Place::Theme(theme), Level::Watch)?;
            choose(tx, member, Place::Thread(cercles::db::ids::ThreadId(thread)), Level::Watch)?;
            for kind in cercles::notices::Kind::ALL {
                let row = (
                    notice_channels::member_id.eq(member),
                    notice_channels::kind.eq(*kind),
                    notice_channels::channel.eq(cercles::notices::Channel::Mail),
                );
                diesel::insert_into(notice_channels::table).values(row).execute(tx.db())?;
            }
        }
        Ok(())
    })
    .await;
}

/// A digest closes once the hidden thing is there: what it says is compared as every mail is.
fn a_digest_is_due(
    tx: &mut cercles::db::Tx<'_>,
    member: cercles::db::ids::MemberId,
) -> Result<(), cercles::refusal::Refusal> {
    use cercles::db::schema::digest_settings;
    use diesel::prelude::*;
    let daily = cercles::digests::Frequency::Daily;
    cercles::digests::choose_frequency(tx, member, daily, &jiff::tz::TimeZone::UTC)?;
    let due = tx.now().plus_seconds(900);
    diesel::update(digest_settings::table.find(member)).set(digest_settings::next_due_at.eq(due)).execute(tx.db())?;
    Ok(())
}

/// Who may not see it, beyond the people of the access table.
pub(super) async fn strangers(town: &Town) -> Vec<(&'static str, Person<'_>)> {
    let other = town.person("Erwan Ailleurs", "bretagne", &[("sante-mentale", Circle::Expert)]).await;
    let left = town.person("Lou Partie", "corse", &[(THEME, Circle::Expert)]).await;
    let suspended = town.person("Sacha Suspendu", "corse", &[(THEME, Circle::Expert)]).await;
    let invited = town.person("Inès Invitée", "corse", &[(THEME, Circle::Expert)]).await;
    let elsewhere = town.person("Aude Animatrice", "corse", &[]).await;
    let (theme, mental) = (town.theme(THEME).await, town.theme("sante-mentale").await);
    let ids = (left.id(), suspended.id(), invited.id(), elsewhere.id());
    town.write(move |tx| {
        use cercles::db::schema::{animators, memberships};
        use diesel::prelude::*;
        let now = tx.now();
        let gone = cercles::circles::Move { member: ids.0, theme, to: None, decided_by: None, reason: "départ" };
        cercles::circles::place(tx, &gone)?;
        diesel::update(memberships::table.find((ids.1, theme)))
            .set(memberships::suspended_until.eq(now.plus_seconds(864_000)))
            .execute(tx.db())?;
        diesel::update(memberships::table.find((ids.2, theme)))
            .set(memberships::state.eq("invited"))
            .execute(tx.db())?;
        let row = (animators::theme_id.eq(mental), animators::member_id.eq(ids.3), animators::since.eq(now));
        diesel::insert_into(animators::table).values(row).execute(tx.db())?;
        Ok(())
    })
    .await;
    vec![
        ("expert of another theme", other),
        ("ex-member", left),
        ("suspended", suspended),
        ("invited, not confirmed", invited),
        ("animator of another theme", elsewhere),
    ]
}
/// Every feed whose address a person is given, and those of the first theme and of what is hidden.
pub(super) async fn feeds(person: &Person<'_>) -> Vec<String> {
    if person.name.is_empty() {
        return Vec::new();
    }
    let given = person.visits("/reglages/flux").await.attribute("#feed-all", "value").unwrap();
    let all = given[given.find("/flux/").unwrap()..].to_owned();
    let of = |end: &str| all.replace("/tout", end);
    let calendar = person.visits("/reglages/calendrier").await.attribute("#calendar-mine", "value").unwrap();
    let calendar = calendar[calendar.find("/calendrier/").unwrap()..].to_owned();
    let (of_theme, of_experts) = (format!("{calendar}?theme={THEME}"), format!("{calendar}?cercle=expert"));
    let of = [of(&format!("/themes/{THEME}")), of("/recherche?q=zibeline"), of("/recherche?q=bloc")];
    [vec![calendar, of_theme, of_experts, all], of.to_vec()].concat()
}

/// A mail without what is drawn when it leaves.
pub(super) fn without_drawn_words(mail: &str) -> String {
    let drawn = |line: &&str| line.contains("Message-ID:") || line.contains("boundary=");
    mail.lines().filter(|line| !drawn(line)).collect::<Vec<_>>().join("\n")
}
