//! What is hidden in one world and absent from the other, each with words found nowhere else.

use cercles::db::ids::to_base32;

use super::SECRET;
use crate::stories::files::png;
use crate::stories::meetings;
use crate::town::{Person, THEME, Town, id_in};

/// See the module.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Hidden {
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
    /// Meetings of the experts: one announced, talked over, moved; one whose date is asked; a series.
    Meeting,
    /// An answer, in a point dur that everyone of the theme sees, that waits to be published.
    Held,
}

impl Hidden {
    /// Whether one of the access table's people may see it.
    pub(super) fn may_see(self, who: &str) -> bool {
        match self {
            Self::ExpertQuestion
            | Self::ExpertAnswer
            | Self::PointDur
            | Self::Room
            | Self::Sheet
            | Self::PublishedSheet
            | Self::Held
            | Self::Meeting => matches!(who, "expert" | "animator"),
            Self::PeerDiscussion => matches!(who, "expert" | "animator" | "peer"),
            Self::Removed => false,
            Self::Conversation => who == "expert",
        }
    }
}

/// The address of the expert thread that stands in both worlds, as an ExpertAnswer needs it.
pub(super) async fn before(ana: &Person<'_>) -> String {
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

/// Hides it, a picture with it; says at which address, and the picture's id.
pub(super) async fn hide(
    what: Hidden,
    [ana, karim, maelle]: [&Person<'_>; 3],
    [old, point]: [&str; 2],
    town: &Town,
) -> (String, Option<String>) {
    let audience = match what {
        Hidden::ExpertQuestion | Hidden::ExpertAnswer => "expert",
        Hidden::PeerDiscussion => "peer",
        Hidden::Removed => "community",
        Hidden::Held => return held(ana, karim, point).await,
        Hidden::Conversation => return conversation(ana, karim, maelle).await,
        Hidden::Sheet => return sheet(ana, karim).await,
        Hidden::PublishedSheet => return published_sheet(ana, karim, town).await,
        Hidden::PointDur => return point_dur(ana, karim).await,
        Hidden::Room => return room(ana, karim, point).await,
        Hidden::Meeting => return meeting(ana, karim).await,
    };
    let old_id = to_base32(id_in(old));
    if what == Hidden::ExpertAnswer {
        let (form, picture) = (format!("/fils/{old_id}/messages"), png(40, 30));
        let sent = karim.uploads(&form, &[("body", SECRET)], "files", "zibeline.png", &picture).await;
        sent.redirects_to("/fils/");
        let page = ana.visits(old).await;
        marked(&page.attribute("li.post:last-child", "id").unwrap().replace("m-", ""), ana).await;
        return (old.to_owned(), Some(file_of(karim, old).await));
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
    (thread, Some(file))
}

/// An answer with a picture of somebody whose posts are approved first.
async fn held(ana: &Person<'_>, karim: &Person<'_>, point: &str) -> (String, Option<String>) {
    let measures = format!("/themes/{THEME}/mesures/{}", ana.id());
    let fields = [("measure", "approval"), ("posts", "5"), ("reason", SECRET)];
    karim.fills(&measures, &measures, &fields).await.redirects_to(&measures);
    let messages = format!("/fils/{}/messages", to_base32(id_in(point)));
    let body = format!("Une {SECRET} au bloc, dit @Maëlle Céleste.");
    let sent = ana.uploads(&messages, &[("body", &body)], "files", "zibeline.png", &png(40, 30)).await;
    let waiting = sent.redirects_to("/attente/").location().to_owned();
    let file = ana.visits(&waiting).await.attribute("a[href^='/fichiers/']", "href").unwrap();
    (waiting, Some(file.split('/').nth(2).unwrap().to_owned()))
}

/// A private conversation with a picture, answered, corrected, marked, its words found nowhere else; a party left it.
async fn conversation(ana: &Person<'_>, karim: &Person<'_>, maelle: &Person<'_>) -> (String, Option<String>) {
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
    (thread, Some(file))
}

/// A sheet in preparation, its words found nowhere else, saved by two, sent for a review; says where it is.
async fn sheet(ana: &Person<'_>, karim: &Person<'_>) -> (String, Option<String>) {
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
    (sheet, None)
}

/// A sheet published for the experts alone.
async fn published_sheet(ana: &Person<'_>, karim: &Person<'_>, town: &Town) -> (String, Option<String>) {
    let (sheet, _) = sheet(ana, karim).await;
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
    (sheet, None)
}

/// A point dur for the experts with a picture, answered, led, with a room; its words found nowhere else.
async fn point_dur(ana: &Person<'_>, karim: &Person<'_>) -> (String, Option<String>) {
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
    (thread, Some(file))
}

/// The room of a point dur, with a picture.
async fn room(ana: &Person<'_>, karim: &Person<'_>, point: &str) -> (String, Option<String>) {
    let form = format!("/points-durs/{}/salle", to_base32(id_in(point)));
    let opened = ana.fills(&form, &form, &[("body", SECRET)]).await;
    let thread = opened.redirects_to("/fils/").location().to_owned();
    let answer = format!("/fils/{}/messages", to_base32(id_in(&thread)));
    karim.uploads(&answer, &[("body", SECRET)], "files", "zibeline.png", &png(40, 30)).await.redirects_to("/fils/");
    let file = file_of(karim, &thread).await;
    (thread, Some(file))
}

/// Meetings of the experts with words found nowhere else: one whose date they are asked about, a series that is announced,
/// and one announced, talked over, moved, which is the one that is looked for.
async fn meeting(ana: &Person<'_>, karim: &Person<'_>) -> (String, Option<String>) {
    let fields = meetings::with(&[
        ("title", "Une zibeline au bloc ?"),
        ("description", SECRET),
        ("address", SECRET),
        ("on_site", "1"),
        ("remote_link", "https://visio.example/zibeline"),
    ]);
    let undated: Vec<_> = fields
        .iter()
        .map(|(name, value)| (*name, if matches!(*name, "starts" | "ends") { "" } else { *value }))
        .collect();
    let dates = format!("{}/dates", meetings::planned(ana, &undated).await);
    let asked = [("date-1", "2027-01-12T14:00"), ("date-2", "2027-01-14T09:30"), ("minutes", "90")];
    ana.fills(&dates, &dates, &asked).await.redirects_to(&dates);
    let monthly: Vec<_> = fields.iter().copied().chain([("every", "nth"), ("count", "3")]).collect();
    let series =
        ana.posts("/rencontres/series/nouvelle", &monthly).await.redirects_to("/rencontres/").location().to_owned();
    ana.posts(&format!("{series}/annonce"), &[]).await.redirects_to("/rencontres/");
    let address = meetings::planned(ana, &fields).await;
    meetings::announced(ana, &address).await;
    let thread = address.replace("/rencontres/", "/fils/");
    karim.posts(&format!("{thread}/messages"), &[("body", SECRET)]).await.redirects_to("/rencontres/");
    let edit = format!("{address}/modifier");
    let moved = [("starts", "2027-01-13T14:00"), ("ends", "2027-01-13T15:30"), ("reason", SECRET)];
    ana.fills(&edit, &edit, &moved).await.redirects_to("/rencontres/");
    (address, None)
}

/// The id of the picture in a thread.
async fn file_of(person: &Person<'_>, thread: &str) -> String {
    let page = person.visits(thread).await;
    page.attribute("a.file-picture", "href").unwrap().split('/').nth(2).unwrap().to_owned()
}
