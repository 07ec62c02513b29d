//! Non-interference: the world with and the world without a hidden thing give the same bytes to everyone who may not
//! see it, at every address of the access table, in every mail. Ids are seeded and the clock stands still.

mod gone;
mod hidden;
mod people;
mod unaware;
mod unnamed;

use cercles::circles::Circle;
use cercles::db::ids::to_base32;
use hidden::{Hidden, before, hide};
use people::{everyone_watches, feeds, strangers, without_drawn_words};
use tokio::sync::OnceCell;

use crate::access::{TABLE, World};
use crate::town::{THEME, Town, id_in, masked};

const SECRET: &str = "zibeline";

/// Addresses beyond those of the access table, at which a hidden thing might be told of.
const ASKED: &[&str] = &[
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
    "/rencontres?theme=numerique-en-sante",
    "/recherche?q=zibeline&kind=meeting",
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
    "/console/sante?theme=numerique-en-sante&periode=3",
    "/console/sante.csv",
    "/console/journal?theme=numerique-en-sante&famille=ecrits",
    "/console/journal.csv?theme=instance",
    "/console/candidats?theme=numerique-en-sante",
    "/console?theme=numerique-en-sante",
    "/console?cas=point-to-sort",
    "/console?cas=sheet-to-read",
    "/console?cas=private-flag&par=100",
];

/// What someone was answered at an address, or found in their mailbox.
#[derive(Debug)]
struct Heard {
    who: &'static str,
    place: String,
    answer: String,
}

/// Every answer to everyone who may not see the hidden thing, and every mail; to everyone where nothing is hidden.
async fn told(what: Option<Hidden>) -> Vec<Heard> {
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
    let nowhere = to_base32(id_in(&old) ^ 0xFFF);
    let (hidden, file) = match what {
        Some(what) => {
            let parties = [ana, &karim, world.person("peer")];
            let (address, file) = hide(what, parties, [&old, &world.address("{point}")], &town).await;
            (to_base32(id_in(&address)), file)
        }
        None => (nowhere.clone(), None),
    };
    let file = file.unwrap_or(nowhere);
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
    let unaware = world.people().filter(|(who, _)| what.is_none_or(|what| !what.may_see(who)));
    for (who, person) in unaware.chain(strangers.iter().map(|(who, person)| (*who, person))) {
        // What an act said to the person who did it is theirs.
        person.cookies.borrow_mut().remove("said");
        let mut addresses: Vec<String> =
            TABLE.iter().filter(|row| row.method() == "GET").map(|row| world.address(row.sample())).collect();
        addresses.extend(ASKED.iter().map(|address| (*address).to_owned()));
        addresses.extend([ana.id(), karim.id()].map(|member| format!("/membres/{member}")));
        for place in addresses {
            let answer = masked(&person.visits(&place).await);
            heard.push(Heard { who, place, answer });
        }
        for address in feeds(person).await {
            let place = format!("a feed: {}", address.rsplit('/').next().unwrap_or(""));
            heard.push(Heard { who, place, answer: masked(&person.visits(&address).await) });
        }
        for (number, mail) in town.inbox_of(&person.email).0.iter().enumerate() {
            heard.push(Heard { who, place: format!("mail {number}"), answer: without_drawn_words(mail) });
        }
        heard.extend(unaware::at_its_addresses(who, person, &hidden, &file).await);
    }
    heard
}

/// What everyone hears where nothing is hidden: one world for all comparisons.
async fn quiet() -> &'static [Heard] {
    static QUIET: OnceCell<Vec<Heard>> = OnceCell::const_new();
    QUIET.get_or_init(|| told(None)).await
}

async fn compared(what: Hidden) {
    let with = told(Some(what)).await;
    let without: Vec<&Heard> = quiet().await.iter().filter(|heard| !what.may_see(heard.who)).collect();
    assert!(with.len() > 100, "{} answers", with.len());
    for (there, nothing) in with.iter().zip(&without) {
        let (who, place) = (there.who, &there.place);
        assert_eq!((who, place), (nothing.who, &nothing.place), "{what:?}");
        // Whoever looks after mail sees how much of it leaves, and to nobody by name: an invitation is a mail each.
        if what == Hidden::Meeting && who == "admin" && place.starts_with("/administration") {
            continue;
        }
        // Whoever looks after the machine sees how much it holds in all, of nobody and of no theme.
        if who == "admin" && place == "/administration/installation" {
            continue;
        }
        // What they did themselves is theirs to read again, whatever became of it: that a thread was opened, a conversation left.
        let theirs = matches!((what, who), (Hidden::Removed, "expert") | (Hidden::Conversation, "peer"));
        if theirs && place == "/reglages/journal" {
            continue;
        }
        // That a thread was opened, without its title, stays known to those who animate, whatever became of it since.
        if what == Hidden::Removed && who == "animator" && place.starts_with("/console/journal") {
            continue;
        }
        assert!(!there.answer.contains(SECRET) || place.contains(SECRET), "{what:?} shows to {who} at {place}");
        assert_eq!(there.answer, nothing.answer, "{what:?} changes {place} for {who}");
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
async fn an_answer_that_waits_changes_nothing_for_who_may_not_decide_about_it() {
    compared(Hidden::Held).await;
}

#[actix_web::test]
async fn a_removed_thread_changes_nothing_for_anyone() {
    compared(Hidden::Removed).await;
}

/// The comparison itself can fail: the experts do see the difference.
#[actix_web::test]
async fn those_who_may_see_it_do() {
    let town = Town::new().await;
    let (ana, karim) = (town.expert("Ana Ferreira").await, town.expert("Karim Benali").await);
    let old = before(&ana).await;
    let maelle = town.peer("Maëlle Céleste").await;
    let (hidden, file) = hide(Hidden::ExpertQuestion, [&ana, &karim, &maelle], [&old, &old], &town).await;
    let file = file.unwrap();
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
