//! Non-interference: the world with and the world without a hidden thing give the same bytes to everyone who may not
//! see it, at every address of the access table, in every mail. Ids are seeded and the clock stands still.

use cercles::circles::Circle;
use cercles::db::ids::to_base32;

use crate::access::{TABLE, World};
use crate::stories::files::png;
use crate::stories::meetings::{announced, planned, with};
use crate::town::{Person, THEME, Town, id_in, masked};

/// What is hidden in one world and absent from the other.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Hidden {
    /// A question for the experts, answered, corrected, solved, with words found nowhere else.
    ExpertQuestion,
    /// A discussion of the peers.
    PeerDiscussion,
    /// A new answer in an expert thread that stood before.
    ExpertAnswer,
    /// A community thread that was removed.
    Removed,
    /// A private conversation between two experts, that a third person left.
    Conversation,
    /// A practice sheet that is being written by two experts, and waits for the third one's review.
    Sheet,
    /// A practice sheet published for the experts, talked over, fed back on, applied.
    PublishedSheet,
    /// A point dur for the experts, taken up, with their room.
    PointDur,
    /// The room of the experts of a point dur that everyone of the theme sees.
    Room,
    /// A meeting of the experts, announced, moved, in their calendars.
    Meeting,
}

const SECRET: &str = "zibeline";

/// The address of the expert thread that stands in both worlds, as an ExpertAnswer needs it.
async fn before(ana: &Person<'_>) -> String {
    let fields =
        [("theme", THEME), ("kind", "discussion"), ("title", "Entre experts"), ("body", "b"), ("audience", "expert")];
    ana.posts("/fils/nouveau", &fields).await.redirects_to("/fils/").location().to_owned()
}

/// Everything a person may say of a post.
async fn marked(post: &str, by: &Person<'_>) {
    for kind in ["merci", "utile"] {
        by.posts(&format!("/messages/{post}/reactions/{kind}"), &[]).await.redirects_to("/fils/");
    }
    by.posts(&format!("/messages/{post}/fait-chez-moi"), &[("note", SECRET)]).await.redirects_to("/fils/");
}

/// Hides it, a picture with it; says where both are.
async fn hide(
    what: Hidden,
    [ana, karim, maelle]: [&Person<'_>; 3],
    [old, point]: [&str; 2],
    town: &Town,
) -> [String; 2] {
    let audience = match what {
        Hidden::ExpertQuestion | Hidden::ExpertAnswer => "expert",
        Hidden::PeerDiscussion => "peer",
        Hidden::Removed => "community",
        Hidden::Conversation => return conversation(ana, karim, maelle).await,
        Hidden::Sheet => return sheet(ana, karim).await,
        Hidden::PublishedSheet => return published_sheet(ana, karim, town).await,
        Hidden::PointDur => return point_dur(ana, karim).await,
        Hidden::Room => return room(ana, karim, point).await,
        Hidden::Meeting => return meeting(ana).await,
    };
    let old_id = to_base32(id_in(old));
    if what == Hidden::ExpertAnswer {
        let (form, picture) = (format!("/fils/{old_id}/messages"), png(40, 30));
        let sent = karim.uploads(&form, &[("body", SECRET)], "files", "zibeline.png", &picture).await;
        sent.redirects_to("/fils/");
        let page = ana.visits(old).await;
        marked(&page.attribute("li.post:last-child", "id").unwrap().replace("m-", ""), ana).await;
        return [old.to_owned(), file_of(karim, old).await];
    }
    let title = format!("Une {SECRET} au bloc ?");
    let calls = format!("{SECRET} : @experts, @Lou Partie, @Sacha Suspendu et @Inès Invitée sauront.");
    let fields =
        [("theme", THEME), ("kind", "question"), ("title", title.as_str()), ("body", &calls), ("audience", audience)];
    let sent = ana.uploads("/fils/nouveau", &fields, "files", "zibeline.png", &png(40, 30)).await;
    let thread = sent.redirects_to("/fils/").location().to_owned();
    let file = file_of(ana, &thread).await;
    let id = to_base32(id_in(&thread));
    let answered = karim.posts(&format!("/fils/{id}/messages"), &[("body", "Une réponse zibelinée")]).await;
    let post = answered.location().rsplit("#m-").next().unwrap().to_owned();
    ana.posts(&format!("/fils/{id}/solution"), &[("message", post.as_str())]).await.redirects_to("/fils/");
    marked(&post, ana).await;
    let first = karim.visits(&format!("{thread}?page=1")).await.attribute("li.post", "id").unwrap().replace("m-", "");
    for act in [format!("/messages/{first}/reactions/moi-aussi"), format!("/fils/{id}/signet")] {
        karim.posts(&act, &[]).await.redirects_to("/fils/");
    }
    let edit = format!("/messages/{post}/modifier");
    karim.fills(&edit, &edit, &[("body", "Une réponse zibelinée, corrigée")]).await.redirects_to("/fils/");
    if what == Hidden::Removed {
        // Notices of it were made, and are forgotten.
        town.tells().await;
        town.indexes().await;
        let raw = id_in(&thread);
        town.write(move |tx| {
            use cercles::db::schema::{posts, threads};
            use diesel::prelude::*;
            let (now, thread) = (tx.now(), cercles::db::ids::ThreadId(raw));
            diesel::update(threads::table.filter(threads::id.eq(thread)))
                .set(threads::removed_at.eq(now))
                .execute(tx.db())?;
            let gone = posts::table.filter(posts::thread_id.eq(thread)).select(posts::id).load(tx.db())?;
            cercles::search::forgotten(tx, &gone)
        })
        .await;
    }
    [thread, file]
}

/// A private conversation with a picture, answered, corrected, marked, its words found nowhere else; a party left it.
async fn conversation(ana: &Person<'_>, karim: &Person<'_>, maelle: &Person<'_>) -> [String; 2] {
    let title = format!("Une {SECRET} au bloc ?");
    let calls = format!("{SECRET} : @experts, @Lou Partie et @Nicolas Aubert ne sauront rien.");
    let fields = [("with", "Karim Benali, Maëlle Céleste"), ("title", title.as_str()), ("body", &calls)];
    let sent = ana.uploads("/conversations/nouvelle", &fields, "files", "zibeline.png", &png(40, 30)).await;
    let thread = sent.redirects_to("/fils/").location().to_owned();
    let (file, id) = (file_of(ana, &thread).await, to_base32(id_in(&thread)));
    let answered = karim.posts(&format!("/fils/{id}/messages"), &[("body", "Une réponse zibelinée")]).await;
    let post = answered.location().rsplit("#m-").next().unwrap().to_owned();
    marked(&post, ana).await;
    karim.posts(&format!("/fils/{id}/signet"), &[]).await.redirects_to("/fils/");
    let edit = format!("/messages/{post}/modifier");
    karim.fills(&edit, &edit, &[("body", "Une réponse zibelinée, corrigée")]).await.redirects_to("/fils/");
    maelle.visits(&thread).await.ok().shows(SECRET);
    maelle.posts(&format!("/conversations/{id}/depart"), &[]).await.redirects_to("/conversations");
    [thread, file]
}

/// A meeting of the experts, its words found nowhere else; says where it is, twice: it has no file.
async fn meeting(ana: &Person<'_>) -> [String; 2] {
    let title = format!("Une {SECRET} au bloc ?");
    let described =
        [("title", title.as_str()), ("description", SECRET), ("remote_link", "https://visio.example/zibeline")];
    let address = planned(ana, &with(&described)).await;
    announced(ana, &address).await;
    let edit = format!("{address}/modifier");
    let moved = [("starts", "2027-01-13T14:00"), ("ends", "2027-01-13T15:30"), ("reason", SECRET)];
    ana.fills(&edit, &edit, &moved).await.redirects_to("/rencontres/");
    [address.clone(), address]
}

/// A sheet in preparation, its words found nowhere else, saved by two, sent for a review; says where it is, twice: it
/// has no file.
async fn sheet(ana: &Person<'_>, karim: &Person<'_>) -> [String; 2] {
    let title = format!("Une {SECRET} au bloc ?");
    let fields = [
        ("theme", THEME),
        ("title", title.as_str()),
        ("audience", "expert"),
        ("difficulty", "Une difficulté zibelinée"),
        ("solution", "@experts, @Lou Partie et @Nicolas Aubert ne sauront rien."),
        ("steps", "1. Une zibeline"),
    ];
    let sheet = ana.posts("/fiches/nouvelle", &fields).await.redirects_to("/fiches/").location().to_owned();
    let edit = format!("{sheet}/modifier");
    ana.fills(&edit, &edit, &[("context", "Une réponse zibelinée"), ("note", SECRET)]).await.redirects_to(&sheet);
    let asked = [("version", "2"), ("member", &karim.id().to_string())];
    ana.posts(&format!("{sheet}/relecture"), &asked).await.redirects_to(&sheet);
    [sheet.clone(), sheet]
}

/// A sheet published for the experts alone.
async fn published_sheet(ana: &Person<'_>, karim: &Person<'_>, town: &Town) -> [String; 2] {
    let [sheet, _] = sheet(ana, karim).await;
    karim.posts(&format!("{sheet}/relecture/accord"), &[("version", "3")]).await.redirects_to(&sheet);
    let raw = id_in(&sheet);
    town.write(move |tx| {
        use cercles::db::schema::sheets;
        use diesel::prelude::*;
        let id = cercles::db::ids::SheetId(raw);
        let waived = (sheets::trial_waived_by.eq(sheets::owner_id.nullable()), sheets::trial_waived_reason.eq("x"));
        diesel::update(sheets::table.find(id)).set(waived).execute(tx.db())?;
        Ok(())
    })
    .await;
    let day = [("version", "4"), ("day", "2027-11-22")];
    ana.posts(&format!("{sheet}/publication"), &day).await.redirects_to(&sheet);
    karim.posts(&format!("{sheet}/retours"), &[("kind", "worked"), ("body", SECRET)]).await.redirects_to("/fiches/");
    karim.posts(&format!("{sheet}/application"), &[]).await.redirects_to("/fiches/");
    karim.posts(&format!("{sheet}/diffusion"), &[("place", SECRET)]).await.redirects_to("/fiches/");
    let said = [("body", "Une réponse zibelinée")];
    karim.posts(&format!("{}/messages", sheet.replace("/fiches/", "/fils/")), &said).await.redirects_to("/fiches/");
    [sheet.clone(), sheet]
}

/// A point dur for the experts with a picture, answered, led, with a room; its words found nowhere else.
async fn point_dur(ana: &Person<'_>, karim: &Person<'_>) -> [String; 2] {
    let title = format!("Une {SECRET} au bloc ?");
    let calls = format!("{SECRET} : @experts, @Lou Partie, @Sacha Suspendu et @Inès Invitée sauront.");
    let fields = [
        ("theme", THEME),
        ("title", title.as_str()),
        ("difficulty", &calls),
        ("audience", "expert"),
        ("tools", SECRET),
    ];
    let sent = ana.uploads("/points-durs/nouveau", &fields, "files", "zibeline.png", &png(40, 30)).await;
    let thread = sent.redirects_to("/points-durs/").location().to_owned();
    let file = file_of(ana, &thread).await;
    for (person, end, fields) in [
        (karim, "moi-aussi", vec![("context", SECRET)]),
        (karim, "qualification", vec![("severity", "high")]),
        (karim, "prise-en-charge", vec![("reason", SECRET)]),
        (karim, "solution", vec![("body", SECRET)]),
        (karim, "salle", vec![("body", SECRET)]),
        (ana, "refus", vec![("reason", SECRET)]),
    ] {
        let form = format!("/points-durs/{}/{end}", to_base32(id_in(&thread)));
        person.fills(&form, &form, &fields).await.redirects_to("/");
    }
    [thread, file]
}

/// The room of a point dur, with a picture.
async fn room(ana: &Person<'_>, karim: &Person<'_>, point: &str) -> [String; 2] {
    let form = format!("/points-durs/{}/salle", to_base32(id_in(point)));
    let opened = ana.fills(&form, &form, &[("body", SECRET)]).await;
    let thread = opened.redirects_to("/fils/").location().to_owned();
    let answer = format!("/fils/{}/messages", to_base32(id_in(&thread)));
    karim.uploads(&answer, &[("body", SECRET)], "files", "zibeline.png", &png(40, 30)).await.redirects_to("/fils/");
    let file = file_of(karim, &thread).await;
    [thread, file]
}

/// The id of the picture in a thread.
async fn file_of(person: &Person<'_>, thread: &str) -> String {
    let page = person.visits(thread).await;
    page.attribute("a.file-picture", "href").unwrap().split('/').nth(2).unwrap().to_owned()
}

/// Everybody follows the theme and the first thread as closely as can be, and wants every mail.
async fn everyone_watches(town: &Town, thread: &str) {
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
async fn strangers(town: &Town) -> Vec<(&'static str, Person<'_>)> {
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

/// Every answer to everyone who may not see the hidden thing, and every mail.
async fn told(what: Hidden, with: bool) -> Vec<(String, String)> {
    let town = Town::new().await;
    let world = World::of(&town).await;
    let karim = town.person("Karim Benali", "occitanie", &[(THEME, Circle::Expert)]).await;
    let strangers = strangers(&town).await;
    let ana = world.person("expert");
    let old = before(ana).await;
    everyone_watches(&town, &old).await;
    town.tells().await;
    town.passes(600).await;
    town.app.database.ids().reseed(100);
    let hidden = if with {
        Some(hide(what, [ana, &karim, world.person("peer")], [&old, &world.address("{point}")], &town).await)
    } else {
        None
    };
    town.passes(600).await;
    town.app.database.ids().reseed(200);
    // Digests close before the mail at once says the same.
    let app = town.app.clone();
    tokio::task::spawn_blocking(move || cercles::digests::closing::run(&app.database)).await.unwrap().unwrap();
    // Notices are made, then posted, then leave.
    for _ in 0..3 {
        town.runs_the_timetable().await;
        town.passes(130).await;
    }
    let mails = town.inbox_of(&world.person("peer").email).0;
    assert!(mails.iter().any(|mail| mail.contains("Votre résumé")), "a digest left: {mails:#?}");
    let mut heard = Vec::new();
    let unaware = world.people().filter(|(who, _)| match what {
        Hidden::ExpertQuestion
        | Hidden::ExpertAnswer
        | Hidden::PointDur
        | Hidden::Room
        | Hidden::Meeting
        | Hidden::Sheet
        | Hidden::PublishedSheet => !matches!(*who, "expert" | "animator"),
        Hidden::PeerDiscussion => !matches!(*who, "expert" | "animator" | "peer"),
        Hidden::Removed => true,
        Hidden::Conversation => *who != "expert",
    });
    for (who, person) in unaware.chain(strangers.iter().map(|(who, person)| (*who, person))) {
        // What an act said to the person who did it is theirs.
        person.cookies.borrow_mut().remove("said");
        for row in TABLE.iter().filter(|row| row.method() == "GET") {
            let address = world.address(row.sample());
            let answer = person.visits(&address).await;
            heard.push((format!("{who} at {address}"), masked(&answer)));
        }
        for address in [
            "/fils?etat=sans-reponse",
            "/fils?etat=resolus",
            "/fils?etat=non-resolus",
            "/fils?etat=classes-sans-reponse",
            "/recherche?q=bloc&state=non-resolus",
            "/recherche?q=bloc&state=classes-sans-reponse",
            "/membres?q=ferreira",
            "/membres?q=zibeline",
            "/recherche?q=zibeline",
            "/recherche?q=zibelinne",
            "/recherche?q=%22zibeline+au+bloc%22&sort=date",
            "/recherche?q=une+r%C3%A9ponse+relit-elle+le+bloc+entre+experts+?",
            "/recherche?q=bloc&theme=sante-mentale",
            "/recherche?q=zibeline&state=resolus&author=ferreira",
            "/recherche?q=relit+-bloc",
            "/fils/nouveau/semblables?title=Une+zibeline+au+bloc+?",
            "/themes/numerique-en-sante?etat=resolus",
            "/points-durs?q=zibeline",
            "/points-durs?state=en-cours&severity=critical",
            "/points-durs/tableau?theme=numerique-en-sante",
            "/points-durs/export.csv?q=zibeline",
            "/points-durs?state=taken_up",
            "/points-durs?state=reported",
            "/points-durs/miens?part=moi-aussi",
            "/recherche?q=zibeline&kind=point_dur",
            "/suggestions/fils?q=zibeline",
            "/suggestions/fils?q=une+zibeline+au+bloc",
            "/suggestions/destinataires?q=ka",
        ] {
            let answer = person.visits(address).await;
            heard.push((format!("{who} at {address}"), masked(&answer)));
        }
        for address in feeds(person).await {
            let answer = person.visits(&address).await;
            heard.push((format!("{who} at a feed: {}", address.rsplit('/').next().unwrap_or("")), masked(&answer)));
        }
        for member in [ana.id(), karim.id()] {
            let address = format!("/membres/{member}");
            heard.push((format!("{who} at {address}"), masked(&person.visits(&address).await)));
        }
        for (number, mail) in town.inbox_of(&person.email).0.iter().enumerate() {
            heard.push((format!("mail {number} to {who}"), without_drawn_words(mail)));
        }
        if let Some([hidden, file]) = &hidden {
            unaware_of_the_address(who, person, what, hidden).await;
            if file != hidden {
                unaware_of_the_file(who, person, what, file).await;
            }
        }
    }
    heard
}

/// Every feed whose address a person is given, and those of the first theme and of what is hidden.
async fn feeds(person: &Person<'_>) -> Vec<String> {
    if person.name.is_empty() {
        return Vec::new();
    }
    let given = person.visits("/reglages/flux").await.attribute("#feed-all", "value").unwrap();
    let all = given[given.find("/flux/").unwrap()..].to_owned();
    let of = |end: &str| all.replace("/tout", end);
    let calendar = person.visits("/reglages/calendrier").await.attribute("#calendar-mine", "value").unwrap();
    let calendar = calendar[calendar.find("/calendrier/").unwrap()..].to_owned();
    let (of_theme, of_experts) = (format!("{calendar}?theme={THEME}"), format!("{calendar}?cercle=expert"));
    vec![
        calendar,
        of_theme,
        of_experts,
        all.clone(),
        of(&format!("/themes/{THEME}")),
        of("/recherche?q=zibeline"),
        of("/recherche?q=bloc"),
    ]
}

/// A mail without what is drawn when it leaves.
fn without_drawn_words(mail: &str) -> String {
    let drawn = |line: &&str| line.contains("Message-ID:") || line.contains("boundary=");
    mail.lines().filter(|line| !drawn(line)).collect::<Vec<_>>().join("\n")
}

/// The address of a hidden thing and one that leads nowhere are answered alike, read or written to.
async fn unaware_of_the_address(who: &str, person: &Person<'_>, what: Hidden, hidden: &str) {
    if person.name.is_empty() {
        return;
    }
    let id = to_base32(id_in(hidden));
    let nowhere = to_base32(id_in(hidden) ^ 0xFFF);
    let same = |text: String| text.replace(&id, "ID").replace(&nowhere, "ID");
    for pattern in [
        "/fils/ID",
        "/fils/ID-une-zibeline-au-bloc",
        "/messages/ID",
        "/messages/ID/modifier",
        "/messages/ID/historique",
        "/suggestions/personnes?fil=ID&q=a",
        "/messages/ID/fait-chez-moi",
        "/fils/ID/sans-reponse",
        "/messages/ID/signalement",
        "/messages/ID/masquage",
        "/fils/ID/gestion",
        "/points-durs/ID",
        "/points-durs/ID-une-zibeline-au-bloc",
        "/points-durs/ID/qualification",
        "/points-durs/ID/reouverture",
        "/points-durs/ID/moi-aussi",
        "/points-durs/ID/complements",
        "/points-durs/ID/appels",
        "/points-durs/ID/appels/reponse",
        "/points-durs/ID/taches",
        "/points-durs/ID/essais",
        "/points-durs/ID/salle",
        "/conversations/ID",
        "/conversations/ID-une-zibeline-au-bloc",
        "/reglages/flux?fil=ID",
        "/fiches/ID",
        "/fiches/ID-une-zibeline-au-bloc",
        "/fiches/ID/discussion",
        "/fiches/ID/historique",
        "/fiches/ID/modifier",
        "/fiches/nouvelle?point=ID",
        "/points-durs/ID/transmettre",
        "/points-durs/ID/transmissions/ID",
        "/rencontres/ID",
        "/rencontres/ID-une-zibeline-au-bloc",
        "/rencontres/ID/discussion",
        "/rencontres/ID/modifier",
        "/rencontres/ID/agenda.ics",
    ] {
        let there = masked(&person.visits(&pattern.replace("ID", &id)).await);
        let nothing = masked(&person.visits(&pattern.replace("ID", &nowhere)).await);
        assert!(there.starts_with("404"), "{what:?}: {who} at {pattern}: {there}");
        assert_eq!(same(there), same(nothing), "{what:?}: {who} at {pattern}");
    }
    for (pattern, fields) in [
        ("/fils/ID/messages", vec![("body", "Moi aussi")]),
        ("/fils/ID/messages", vec![("body", "")]),
        ("/fils/ID/solution", vec![("message", "0")]),
        ("/fils/ID/solution/retrait", vec![]),
        ("/fils/ID/suivi", vec![("level", "watch")]),
        ("/fils/ID/solution/verrou", vec![]),
        ("/fils/ID/sans-reponse", vec![("note", "x")]),
        ("/fils/ID/sans-reponse", vec![]),
        ("/fils/ID/signet", vec![]),
        ("/messages/ID/signet", vec![]),
        ("/messages/ID/reactions/merci", vec![]),
        ("/messages/ID/fait-chez-moi", vec![("note", "x")]),
        ("/messages/ID/modifier", vec![("body", "x"), ("version", "1")]),
        ("/fils/ID/messages", vec![("body", "Moi aussi"), ("seen", "0")]),
        ("/fils/ID/messages", vec![("body", "Moi aussi"), ("act", "preview")]),
        ("/fils/ID/messages", vec![("body", "Moi aussi"), ("act", "draft")]),
        ("/messages/ID/retrait", vec![]),
        ("/messages/ID/retrait/annulation", vec![]),
        ("/messages/ID/signalement", vec![("reason", "other")]),
        ("/messages/ID/signalement/retrait", vec![]),
        ("/messages/ID/signalement/classement", vec![("reason", "x")]),
        ("/messages/ID/masquage", vec![("reason", "x")]),
        ("/messages/ID/masquage/retrait", vec![("reason", "")]),
        ("/messages/ID/historique/ID/retour", vec![("version", "1")]),
        ("/messages/ID/historique/ID/masquage", vec![("reason", "x")]),
        ("/messages/ID/historique/ID/masquage/retrait", vec![("reason", "")]),
        ("/fiches/ID/relecture", vec![("member", "0")]),
        ("/fiches/ID/relecture/accord", vec![("version", "3")]),
        ("/fiches/ID/relecture/retour", vec![("version", "3"), ("reason", "x")]),
        ("/fiches/ID/essais", vec![("with", "Camille Bertin")]),
        ("/fiches/ID/essais/reponse", vec![("verdict", "clear")]),
        ("/fiches/ID/essais/dispense", vec![("reason", "x")]),
        ("/fiches/ID/neutralite", vec![("reason", "x")]),
        ("/fiches/ID/neutralite/lecture", vec![]),
        ("/fiches/ID/publication", vec![("day", "2027-11-22")]),
        ("/fiches/ID/confirmation", vec![("day", "2027-11-22")]),
        ("/fiches/ID/responsable", vec![("member", "0")]),
        ("/fiches/ID/retrait", vec![("reason", "x")]),
        ("/fiches/ID/abandon", vec![("reason", "x")]),
        ("/fiches/ID/retours", vec![("kind", "worked"), ("body", "x")]),
        ("/fiches/ID/retours", vec![]),
        ("/fiches/ID/modifier", vec![]),
        ("/fiches/ID/diffusion", vec![("place", "x")]),
        ("/fiches/ID/application", vec![]),
        ("/fiches/ID/application/retrait", vec![]),
        ("/retours/ID/affichage", vec![]),
        ("/retours/ID/masquage", vec![]),
        ("/points-durs/ID/transmettre", vec![("body", "1"), ("question", "x")]),
        ("/points-durs/ID/transmissions/ID/reception", vec![]),
        ("/points-durs/ID/transmissions/ID/reponse", vec![("answer", "x")]),
        ("/points-durs/ID/transmissions/ID/lien", vec![]),
        ("/points-durs/ID/transmissions/ID/retrait", vec![("reason", "x")]),
        ("/rencontres/ID/annonce", vec![("version", "1")]),
        ("/rencontres/ID/annulation", vec![("version", "2"), ("reason", "x")]),
        ("/rencontres/ID/abandon", vec![("version", "1")]),
        ("/conversations/ID/personnes", vec![("with", "Camille Bertin")]),
        ("/conversations/ID/personnes", vec![]),
        ("/conversations/ID/depart", vec![]),
        ("/points-durs/ID/qualification", vec![("severity", "low"), ("version", "0")]),
        ("/points-durs/ID/qualification", vec![]),
        ("/points-durs/ID/appels", vec![]),
        ("/points-durs/ID/appels/reponse", vec![("answer", "advises")]),
        ("/points-durs/ID/relance", vec![]),
        ("/points-durs/ID/taches", vec![("title", "x"), ("member", "ID")]),
        ("/points-durs/ID/taches/ID/fait", vec![]),
        ("/points-durs/ID/essais", vec![("verdict", "works"), ("context", "x")]),
        ("/points-durs/ID/essais/ID/retrait", vec![]),
        ("/points-durs/ID/moi-aussi", vec![("context", "x")]),
        ("/points-durs/ID/moi-aussi/retrait", vec![]),
        ("/points-durs/ID/complements", vec![("begun", "x")]),
        ("/points-durs/ID/salle", vec![("body", "x")]),
        ("/points-durs/ID/salle", vec![]),
        ("/fils/ID/fermeture", vec![("reason", "x")]),
        ("/fils/ID/fermeture", vec![("reason", "")]),
        ("/fils/ID/fermeture/retrait", vec![("reason", "x")]),
        ("/fils/ID/epingle", vec![("reason", "x")]),
        ("/fils/ID/epingle/retrait", vec![("reason", "x")]),
        ("/fils/ID/deplacement", vec![("destination", "sante-mentale"), ("audience", "expert"), ("reason", "x")]),
    ] {
        let there = masked(&person.posts(&pattern.replace("ID", &id), &fields).await);
        let nothing = masked(&person.posts(&pattern.replace("ID", &nowhere), &fields).await);
        assert!(there.starts_with("404"), "{what:?}: {who} posts to {pattern}: {there}");
        assert_eq!(same(there), same(nothing), "{what:?}: {who} posts to {pattern}");
    }
    let kept = |id: &str| format!("reponse:{id}");
    let there = masked(&person.posts("/brouillons", &[("place", &kept(&id)), ("body", "Moi aussi")]).await);
    let nothing = masked(&person.posts("/brouillons", &[("place", &kept(&nowhere)), ("body", "Moi aussi")]).await);
    assert!(there.starts_with("404"), "{what:?}: {who} keeps a draft: {there}");
    assert_eq!(same(there), same(nothing), "{what:?}: {who} keeps a draft");
}

/// An attachment of a hidden thing and one that does not exist are answered alike, whole, in part or small.
async fn unaware_of_the_file(who: &str, person: &Person<'_>, what: Hidden, file: &str) {
    if person.name.is_empty() {
        return;
    }
    // What one sent oneself stays one's own, and is 404 as well once its post is removed.
    let nowhere = to_base32(cercles::db::ids::from_base32(file).unwrap() ^ 0xFFF);
    let same = |text: String| text.replace(file, "ID").replace(&nowhere, "ID");
    for pattern in ["/fichiers/ID/zibeline.png", "/fichiers/ID/autre", "/fichiers/ID/vignette"] {
        for headers in [&[][..], &[("range", "bytes=0-3")]] {
            let there = masked(&person.asks(&pattern.replace("ID", file), headers).await);
            let nothing = masked(&person.asks(&pattern.replace("ID", &nowhere), headers).await);
            assert!(there.starts_with("404"), "{what:?}: {who} at {pattern}: {there}");
            assert_eq!(same(there), same(nothing), "{what:?}: {who} at {pattern}");
        }
    }
    let listed = masked(&person.visits(&format!("/fichiers?joints={file}")).await);
    let nothing = masked(&person.visits(&format!("/fichiers?joints={nowhere}")).await);
    assert_eq!(same(listed), same(nothing), "{what:?}: {who} lists it");
}

async fn compared(what: Hidden) {
    let (with, without) = (told(what, true).await, told(what, false).await);
    assert!(with.len() > 100, "{} answers", with.len());
    for ((place, there), (same_place, nothing)) in with.iter().zip(&without) {
        assert_eq!(place, same_place);
        assert!(!there.contains(SECRET) || place.contains(SECRET), "{what:?} shows at {place}");
        // Whoever looks after mail sees how much of it leaves, and to nobody by name: an invitation is a mail each.
        if what == Hidden::Meeting && place.starts_with("admin at /administration") {
            continue;
        }
        assert_eq!(there, nothing, "{what:?} changes {place}");
    }
    assert_eq!(with.len(), without.len(), "{what:?}: as many answers and mails");
}

#[actix_web::test]
async fn a_question_of_the_experts_changes_nothing_for_others() {
    compared(Hidden::ExpertQuestion).await;
}

#[actix_web::test]
async fn a_discussion_of_the_peers_changes_nothing_for_others() {
    compared(Hidden::PeerDiscussion).await;
}

#[actix_web::test]
async fn an_answer_among_experts_changes_nothing_for_others() {
    compared(Hidden::ExpertAnswer).await;
}

#[actix_web::test]
async fn a_private_conversation_changes_nothing_for_anyone_else() {
    compared(Hidden::Conversation).await;
}

#[actix_web::test]
async fn a_sheet_in_preparation_changes_nothing_for_others() {
    compared(Hidden::Sheet).await;
}

#[actix_web::test]
async fn a_sheet_of_the_experts_changes_nothing_for_others() {
    compared(Hidden::PublishedSheet).await;
}

#[actix_web::test]
async fn a_point_dur_of_the_experts_changes_nothing_for_others() {
    compared(Hidden::PointDur).await;
}

#[actix_web::test]
async fn the_room_of_the_experts_changes_nothing_for_others() {
    compared(Hidden::Room).await;
}

#[actix_web::test]
async fn a_meeting_of_the_experts_changes_nothing_for_others() {
    compared(Hidden::Meeting).await;
}

#[actix_web::test]
async fn a_removed_thread_changes_nothing_for_anyone() {
    compared(Hidden::Removed).await;
}

/// What was hidden or taken back of a thread that stands: its text shows at no address, to nobody it is not for.
async fn gone_from_a_thread_that_stands(withdrawn: bool) {
    let town = Town::new().await;
    let world = World::of(&town).await;
    let strangers = strangers(&town).await;
    let (karim, lou) =
        (town.person("Karim Benali", "occitanie", &[(THEME, Circle::Expert)]).await, town.member("Lou Nom").await);
    let thread = world.address("{thread}");
    let id = to_base32(id_in(&thread));
    let answered = lou.posts(&format!("/fils/{id}/messages"), &[("body", SECRET)]).await;
    let post = answered.location().rsplit("#m-").next().unwrap().to_owned();
    town.passes(600).await;
    let edit = format!("/messages/{post}/modifier");
    lou.fills(&edit, &edit, &[("body", "Une zibeline, corrigée")]).await.redirects_to("/fils/");
    town.indexes().await;
    let flag = format!("/messages/{post}/signalement");
    world.person("peer").posts(&flag, &[("reason", "patient"), ("line", "zibeline")]).await.redirects_to("/fils/");
    if withdrawn {
        lou.posts(&format!("/messages/{post}/retrait"), &[]).await.redirects_to("/fils/");
    } else {
        karim.posts(&format!("/messages/{post}/masquage"), &[("reason", SECRET)]).await.redirects_to("/fils/");
    }
    town.runs_the_timetable().await;
    let unaware = world.people().filter(|(who, _)| withdrawn || !matches!(*who, "expert" | "animator"));
    for (who, person) in unaware.chain(strangers.iter().map(|(who, person)| (*who, person))) {
        let mut addresses: Vec<String> =
            TABLE.iter().filter(|row| row.method() == "GET").map(|row| world.address(row.sample())).collect();
        addresses.extend([
            "/recherche?q=corrig%C3%A9e".into(),
            "/recherche?q=zibelinne".into(),
            format!("/membres/{}", lou.id()),
            format!("{thread}?citer={post}"),
        ]);
        for address in addresses {
            let answer = person.visits(&address).await;
            // What one typed about it oneself stays one's own, and so does the outcome of one's flag.
            let own = who == "peer" && address == "/reglages/decisions";
            assert!(own || !answer.body.contains(SECRET), "{who} at {address}: {}", answer.text());
        }
        for end in ["historique", "modifier", "signalement", "masquage"] {
            let there = person.visits(&format!("/messages/{post}/{end}")).await;
            assert!(person.name.is_empty() || there.status == 404, "{who} at {end}: {}", there.status);
        }
    }
}

#[actix_web::test]
async fn a_hidden_post_shows_nowhere() {
    gone_from_a_thread_that_stands(false).await;
}

#[actix_web::test]
async fn a_post_its_author_took_back_shows_nowhere() {
    gone_from_a_thread_that_stands(true).await;
}

/// The title of a thread whose first post is hidden shows at no address and in no mail, to nobody it is not for.
#[actix_web::test]
async fn a_title_hidden_with_its_first_post_shows_nowhere() {
    let town = Town::new().await;
    let world = World::of(&town).await;
    let strangers = strangers(&town).await;
    let (karim, lou) =
        (town.person("Karim Benali", "occitanie", &[(THEME, Circle::Expert)]).await, town.member("Lou Nom").await);
    let title = format!("Une {SECRET} au bloc ?");
    let fields = [
        ("theme", THEME),
        ("kind", "question"),
        ("title", title.as_str()),
        ("body", SECRET),
        ("audience", "community"),
    ];
    let thread = lou.posts("/fils/nouveau", &fields).await.redirects_to("/fils/").location().to_owned();
    let id = to_base32(id_in(&thread));
    everyone_watches(&town, &thread).await;
    let first = karim.visits(&thread).await.attribute("li.post", "id").unwrap().replace("m-", "");
    let answers = async |person: &Person<'_>, body: &str| {
        let sent = person.posts(&format!("/fils/{id}/messages"), &[("body", body)]).await;
        sent.redirects_to("/fils/").location().rsplit("#m-").next().unwrap().to_owned()
    };
    let post = answers(world.person("community"), "Un astrolabe ?").await;
    let elsewhere = world.address("{thread}");
    let reply = format!("/fils/{}/messages", to_base32(id_in(&elsewhere)));
    let linking = format!("Voir {}{thread} et /messages/{first}, et /messages/{post}.", town.app.base_url);
    karim.posts(&reply, &[("body", &linking)]).await.redirects_to("/fils/");
    for person in ["community", "peer", "expert", "animator"].map(|who| world.person(who)) {
        person.posts(&format!("/fils/{id}/signet"), &[]).await.redirects_to("/fils/");
        person.posts("/brouillons", &[("place", &format!("reponse:{id}")), ("body", "À suivre")]).await.is(303);
        if person.id() != world.person("community").id() {
            person.posts(&format!("/messages/{post}/reactions/utile"), &[]).await.redirects_to("/fils/");
        }
    }
    town.indexes().await;
    karim.posts(&format!("/messages/{first}/masquage"), &[("reason", SECRET)]).await.redirects_to("/fils/");
    answers(&karim, "Merci à @Camille Bertin et à @Maëlle Céleste.").await;
    town.passes(900).await;
    let app = town.app.clone();
    tokio::task::spawn_blocking(move || cercles::digests::closing::run(&app.database)).await.unwrap().unwrap();
    for _ in 0..3 {
        town.runs_the_timetable().await;
        town.passes(130).await;
    }
    let mut mails = 0;
    let unaware = world.people().filter(|(who, _)| !matches!(*who, "expert" | "animator"));
    for (who, person) in unaware.chain(strangers.iter().map(|(who, person)| (*who, person))) {
        person.cookies.borrow_mut().remove("said");
        let mut addresses: Vec<String> =
            TABLE.iter().filter(|row| row.method() == "GET").map(|row| world.address(row.sample())).collect();
        addresses.extend(feeds(person).await.into_iter().filter(|address| !address.contains(SECRET)));
        addresses.extend([
            format!("/fils/{id}-fil"),
            format!("/fils/{id}"),
            format!("/messages/{post}"),
            format!("/fils/{id}-fil?citer={post}"),
            format!("/messages/{post}/historique"),
            format!("/messages/{post}/fait-chez-moi"),
            format!("/messages/{post}/signalement"),
            format!("/conversations/{id}"),
            format!("/reglages/flux?fil={id}"),
            format!("/membres/{}", lou.id()),
            "/recherche?q=astrolabe".into(),
            "/recherche?q=bloc".into(),
            "/recherche?q=zibelinne".into(),
            "/suggestions/fils?q=une+bloc".into(),
            "/suggestions/fils?q=astrolabe".into(),
            "/fils/nouveau/semblables?title=Une+martre+au+bloc+?".into(),
        ]);
        for address in addresses {
            let answer = person.visits(&address).await;
            let told = format!("{}{}", answer.body, answer.location());
            assert!(!told.contains(SECRET), "{who} at {address}: {} {}", answer.location(), answer.text());
        }
        let found = person.visits("/recherche?q=zibeline").await;
        assert_eq!(found.count(&format!("main a[href^='/fils/{id}']")), 0, "{who} finds it by its title");
        found.hides("1 fil trouvé");
        for mail in town.inbox_of(&person.email).0.iter().filter(|_| !person.email.is_empty()) {
            assert!(!mail.contains(SECRET), "{who} by mail: {mail}");
            mails += 1;
        }
    }
    assert!(mails > 2, "{mails} mails");
    world.person("community").visits("/fils").await.ok().shows("Titre masqué");
    lou.visits(&format!("/fils/{id}-fil?page=1")).await.ok().shows(SECRET);
}

/// The comparison itself can fail: the experts do see the difference.
#[actix_web::test]
async fn those_who_may_see_it_do() {
    let town = Town::new().await;
    let (ana, karim) = (town.expert("Ana Ferreira").await, town.expert("Karim Benali").await);
    let old = before(&ana).await;
    let maelle = town.peer("Maëlle Céleste").await;
    let [hidden, file] = hide(Hidden::ExpertQuestion, [&ana, &karim, &maelle], [&old, &old], &town).await;
    karim.visits(&format!("/fichiers/{file}/zibeline.png")).await.ok();
    karim.visits(&format!("/fichiers/{file}/vignette")).await.ok();
    karim.visits(&hidden).await.ok().shows(SECRET);
    karim.visits("/fils").await.ok().shows(SECRET);
    town.runs_the_timetable().await;
    karim.visits("/notifications").await.ok().shows("appelle votre cercle").shows(SECRET);
    karim.visits("/reglages/resumes/apercu").await.ok().shows(SECRET);
    karim.visits("/recherche?q=zibeline").await.ok().shows("1 fil trouvé").shows("Une zibeline au bloc");
    karim.visits("/fils/nouveau/semblables?title=zibeline").await.ok().shows("Une zibeline au bloc");
    town.indexes().await;
    karim.visits("/recherche?q=zibelinne").await.ok().shows("Vouliez-vous dire : zibeline");
    let nicolas = town.animator("Nicolas Aubert").await;
    nicolas.visits(&hidden).await.ok().shows(SECRET);
}

/// What everyone but the animators and the two who might have reported is told, when one of them reports without being
/// named: for whom it is, who answers, corrects, joins and confirms.
async fn told_of_unknown(reporter: usize, audience: &str) -> Vec<(String, String)> {
    let town = Town::new().await;
    let world = World::of(&town).await;
    let karim = town.person("Karim Benali", "occitanie", &[(THEME, Circle::Expert)]).await;
    let one = town.person("Zoé Zibeline", "corse", &[(THEME, Circle::Community)]).await;
    let two = town.person("Zacharie Zibeline", "corse", &[(THEME, Circle::Community)]).await;
    let strangers = strangers(&town).await;
    let who = [&one, &two][reporter];
    everyone_watches(&town, &world.address("{thread}")).await;
    town.tells().await;
    town.passes(600).await;
    town.app.database.ids().reseed(100);
    let fields = [
        ("theme", THEME),
        ("title", "On nous demande de tricher"),
        ("difficulty", "Voir @Ana Ferreira."),
        ("anonymous", "1"),
        ("audience", audience),
    ];
    let sent = who.posts("/points-durs/nouveau", &fields).await;
    let point = sent.redirects_to("/points-durs/").location().to_owned();
    let id = to_base32(id_in(&point));
    for (person, end, fields) in [
        (&karim, "qualification", vec![("severity", "high")]),
        (&karim, "prise-en-charge", vec![]),
        (&karim, "precisions", vec![("reason", "Qui ?")]),
        (who, "reponse", vec![("reason", "La direction.")]),
        (who, "complements", vec![("begun", "mars")]),
        (&karim, "solution", vec![("body", "Refuser. @Zoé Zibeline et @Zacharie Zibeline le savent.")]),
        (who, "confirmation", vec![]),
    ] {
        let form = format!("/points-durs/{id}/{end}");
        person.fills(&form, &form, &fields).await.redirects_to("/points-durs/");
    }
    let answered = who.posts(&format!("/fils/{id}/messages"), &[("body", "Merci, @Ana Ferreira.")]).await;
    let post = answered.redirects_to("/points-durs/").location().rsplit("#m-").next().unwrap().to_owned();
    town.passes(600).await;
    let edit = format!("/messages/{post}/modifier");
    who.fills(&edit, &edit, &[("body", "Merci beaucoup, @Ana Ferreira.")]).await.redirects_to("/points-durs/");
    town.app.database.ids().reseed(200);
    for _ in 0..3 {
        town.runs_the_timetable().await;
        town.passes(130).await;
    }
    let mut heard = Vec::new();
    let unaware = world.people().filter(|(who, _)| *who != "animator");
    let all = unaware.chain([("lead", &karim)]).chain(strangers.iter().map(|(who, person)| (*who, person)));
    for (who, person) in all {
        person.cookies.borrow_mut().remove("said");
        let mut addresses: Vec<String> =
            TABLE.iter().filter(|row| row.method() == "GET").map(|row| world.address(row.sample())).collect();
        addresses.extend([
            point.clone(),
            format!("/messages/{post}/historique"),
            format!("/messages/{post}"),
            format!("/membres/{}", one.id()),
            format!("/membres/{}", two.id()),
            "/points-durs?etat=resolved".into(),
            "/recherche?q=tricher&author=zibeline".into(),
            "/recherche?q=tricher&region=corse".into(),
            "/membres?q=zibeline".into(),
        ]);
        for address in addresses {
            heard.push((format!("{who} at {address}"), masked(&person.visits(&address).await)));
        }
        for address in feeds(person).await {
            heard.push((
                format!("{who} at {}", address.rsplit('/').next().unwrap_or("")),
                masked(&person.visits(&address).await),
            ));
        }
        for (number, mail) in town.inbox_of(&person.email).0.iter().enumerate() {
            heard.push((format!("mail {number} to {who}"), without_drawn_words(mail)));
        }
    }
    heard
}

#[actix_web::test]
async fn who_reports_without_being_named_changes_nothing_for_anyone_but_the_animators() {
    for audience in ["community", "expert"] {
        let (one, two) = (told_of_unknown(0, audience).await, told_of_unknown(1, audience).await);
        assert!(one.len() > 100, "{} answers", one.len());
        let lead_reads_it =
            one.iter().any(|(place, page)| place.starts_with("lead at /points-durs/") && page.contains("tricher"));
        assert!(lead_reads_it, "the comparison is of something");
        assert_eq!(one.len(), two.len());
        for ((place, there), (same_place, here)) in one.iter().zip(&two) {
            assert_eq!(place, same_place);
            assert_eq!(there, here, "{audience}: who reported changes {place}");
        }
    }
}
