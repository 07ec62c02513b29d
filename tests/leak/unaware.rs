//! The address of a hidden thing and one that leads nowhere are answered alike, read or written to.

use super::Heard;
use crate::town::{Person, masked};

/// Addresses that are read, `ID` for the thing's.
const READ: &[&str] = &[
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
    "/fils/ID/rangement",
    "/fils/ID/lecteurs",
    "/messages/ID/correction",
    "/messages/ID/urgence",
    "/messages/ID/mesures",
    "/attente/ID",
    "/recours/ID",
    "/raisons/ID",
    "/decisions/ID/recours",
    "/themes/numerique-en-sante/mesures/ID",
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
    "/rencontres/ID",
    "/rencontres/ID-une-zibeline-au-bloc",
    "/rencontres/ID/discussion",
    "/rencontres/ID/modifier",
    "/rencontres/ID/programme",
    "/rencontres/ID/programme/nouvelle",
    "/rencontres/ID/programme/ID",
    "/rencontres/ID/contributions",
    "/rencontres/ID/contributions/ID",
    "/rencontres/ID/contributions/ID/modifier",
    "/rencontres/ID/dates",
    "/rencontres/ID/dates?from=2027-01-11&weeks=1&minutes=60",
    "/rencontres/ID/compte-rendu",
    "/rencontres/ID/compte-rendu/modifier",
    "/rencontres/ID/compte-rendu/historique",
    "/rencontres/ID/satisfaction",
    "/rencontres/ID/agenda.ics",
    "/rencontres/ID/inscriptions",
    "/rencontres/ID/inscriptions.csv",
    "/rencontres/ID/presences",
    "/rencontres/ID/emargement",
    "/rencontres/ID/accord",
    "/rencontres/ID/attestation/ID",
    "/points-durs/ID/transmissions/ID",
];

/// Addresses that are written to, and the fields.
const WRITTEN: &[(&str, &[(&str, &str)])] = &[
    ("/fils/ID/messages", &[("body", "Moi aussi")]),
    ("/fils/ID/messages", &[("body", "")]),
    ("/fils/ID/solution", &[("message", "0")]),
    ("/fils/ID/solution/retrait", &[]),
    ("/fils/ID/suivi", &[("level", "watch")]),
    ("/fils/ID/solution/verrou", &[]),
    ("/fils/ID/sans-reponse", &[("note", "x")]),
    ("/fils/ID/sans-reponse", &[]),
    ("/fils/ID/signet", &[]),
    ("/messages/ID/signet", &[]),
    ("/messages/ID/reactions/merci", &[]),
    ("/messages/ID/fait-chez-moi", &[("note", "x")]),
    ("/messages/ID/modifier", &[("body", "x"), ("version", "1")]),
    ("/fils/ID/messages", &[("body", "Moi aussi"), ("seen", "0")]),
    ("/fils/ID/messages", &[("body", "Moi aussi"), ("act", "preview")]),
    ("/fils/ID/messages", &[("body", "Moi aussi"), ("act", "draft")]),
    ("/messages/ID/retrait", &[]),
    ("/messages/ID/retrait/annulation", &[]),
    ("/messages/ID/signalement", &[("reason", "other")]),
    ("/messages/ID/signalement/retrait", &[]),
    ("/messages/ID/masquage", &[("reason", "x")]),
    ("/messages/ID/correction", &[("body", "x"), ("version", "1"), ("reason", "x")]),
    ("/messages/ID/urgence", &[("reason", "x")]),
    ("/fils/ID/rangement", &[("act", "remove"), ("reason", "x")]),
    ("/fils/ID/lecteurs/accord", &[]),
    ("/fils/ID/lecteurs/refus", &[]),
    ("/fils/ID/suppression/retrait", &[("reason", "x")]),
    ("/attente/ID/accord", &[]),
    ("/attente/ID/refus", &[("reason", "x")]),
    ("/attente/ID/retrait", &[]),
    ("/recours/ID", &[("outcome", "upheld"), ("reason", "x")]),
    ("/decisions/ID/recours", &[("text", "x")]),
    ("/raisons/ID", &[("title", "x"), ("body", "x")]),
    ("/themes/numerique-en-sante/mesures/ID", &[("measure", "warn"), ("reason", "x")]),
    ("/messages/ID/masquage/retrait", &[("reason", "")]),
    ("/messages/ID/historique/ID/retour", &[("version", "1")]),
    ("/messages/ID/historique/ID/masquage", &[("reason", "x")]),
    ("/messages/ID/historique/ID/masquage/retrait", &[("reason", "")]),
    ("/fiches/ID/relecture", &[("member", "0")]),
    ("/fiches/ID/relecture/accord", &[("version", "3")]),
    ("/fiches/ID/relecture/retour", &[("version", "3"), ("reason", "x")]),
    ("/fiches/ID/essais", &[("with", "Camille Bertin")]),
    ("/fiches/ID/essais/reponse", &[("verdict", "clear")]),
    ("/fiches/ID/essais/dispense", &[("reason", "x")]),
    ("/fiches/ID/neutralite", &[("reason", "x")]),
    ("/fiches/ID/neutralite/lecture", &[]),
    ("/fiches/ID/publication", &[("day", "2027-11-22")]),
    ("/fiches/ID/confirmation", &[("day", "2027-11-22")]),
    ("/fiches/ID/responsable", &[("member", "0")]),
    ("/fiches/ID/retrait", &[("reason", "x")]),
    ("/fiches/ID/abandon", &[("reason", "x")]),
    ("/fiches/ID/retours", &[("kind", "worked"), ("body", "x")]),
    ("/fiches/ID/retours", &[]),
    ("/fiches/ID/modifier", &[]),
    ("/fiches/ID/diffusion", &[("place", "x")]),
    ("/fiches/ID/application", &[]),
    ("/fiches/ID/application/retrait", &[]),
    ("/retours/ID/affichage", &[]),
    ("/retours/ID/masquage", &[]),
    ("/points-durs/ID/transmettre", &[("body", "1"), ("question", "x")]),
    ("/points-durs/ID/transmissions/ID/reception", &[]),
    ("/points-durs/ID/transmissions/ID/reponse", &[("answer", "x")]),
    ("/points-durs/ID/transmissions/ID/lien", &[]),
    ("/points-durs/ID/transmissions/ID/retrait", &[("reason", "x")]),
    ("/rencontres/ID/modifier", &[]),
    ("/rencontres/ID/annonce", &[("version", "1")]),
    ("/rencontres/ID/annulation", &[("reason", "x"), ("version", "1")]),
    ("/rencontres/ID/abandon", &[("version", "1")]),
    ("/rencontres/ID/inscription", &[("answer", "remote")]),
    ("/rencontres/ID/inscription", &[]),
    ("/rencontres/ID/invites", &[("with", "Camille Bertin")]),
    ("/rencontres/ID/presence", &[("code", "123456")]),
    ("/rencontres/ID/presences", &[]),
    ("/rencontres/ID/presences/code", &[]),
    ("/rencontres/ID/programme/nouvelle", &[("title", "x"), ("starts", "2027-01-12T14:00"), ("minutes", "5")]),
    ("/rencontres/ID/programme/ID", &[("title", "x"), ("starts", "2027-01-12T14:00"), ("minutes", "5")]),
    ("/rencontres/ID/programme/ID/retrait", &[("version", "0")]),
    ("/rencontres/ID/programme/ID/inscription", &[]),
    ("/rencontres/ID/programme/ID/inscription/retrait", &[]),
    ("/rencontres/ID/contributions", &[("title", "x"), ("body", "x")]),
    ("/rencontres/ID/contributions", &[]),
    ("/rencontres/ID/contributions/appel", &[("until", "2027-01-12")]),
    ("/rencontres/ID/contributions/ID/modifier", &[("title", "x"), ("body", "x"), ("version", "0")]),
    ("/rencontres/ID/contributions/ID/retrait", &[]),
    ("/rencontres/ID/dates", &[("date-1", "2027-01-12T14:00"), ("date-2", "2027-01-14T09:30"), ("minutes", "90")]),
    ("/rencontres/ID/dates/reponse", &[("date-ID", "yes")]),
    ("/rencontres/ID/dates/choix", &[("slot", "ID"), ("version", "1")]),
    ("/rencontres/ID/inscriptions/reponse", &[("person", "ID"), ("said", "remote")]),
    ("/rencontres/ID/contributions/ID/accord", &[("session", "ID")]),
    ("/rencontres/ID/contributions/ID/refus", &[("reason", "x")]),
    ("/rencontres/ID/contributions/ID/retour-d-experience", &[]),
    ("/rencontres/ID/compte-rendu/modifier", &[("body", "x")]),
    ("/rencontres/ID/compte-rendu/publication", &[]),
    ("/rencontres/ID/compte-rendu/enregistrement", &[]),
    ("/rencontres/ID/actions", &[("kind", "decision"), ("title", "x")]),
    ("/rencontres/ID/actions/ID/fait", &[]),
    ("/rencontres/ID/actions/ID/fait/retrait", &[]),
    ("/rencontres/ID/actions/ID/retrait", &[]),
    ("/rencontres/ID/satisfaction", &[("score", "5"), ("words", "x")]),
    ("/conversations/ID/personnes", &[("with", "Camille Bertin")]),
    ("/conversations/ID/personnes", &[]),
    ("/conversations/ID/depart", &[]),
    ("/points-durs/ID/qualification", &[("severity", "low"), ("version", "0")]),
    ("/points-durs/ID/qualification", &[]),
    ("/points-durs/ID/appels", &[]),
    ("/points-durs/ID/appels/reponse", &[("answer", "advises")]),
    ("/points-durs/ID/relance", &[]),
    ("/points-durs/ID/taches", &[("title", "x"), ("member", "ID")]),
    ("/points-durs/ID/taches/ID/fait", &[]),
    ("/points-durs/ID/essais", &[("verdict", "works"), ("context", "x")]),
    ("/points-durs/ID/essais/ID/retrait", &[]),
    ("/points-durs/ID/moi-aussi", &[("context", "x")]),
    ("/points-durs/ID/moi-aussi/retrait", &[]),
    ("/points-durs/ID/complements", &[("begun", "x")]),
    ("/points-durs/ID/salle", &[("body", "x")]),
    ("/points-durs/ID/salle", &[]),
    ("/fils/ID/fermeture", &[("reason", "x")]),
    ("/fils/ID/fermeture", &[("reason", "")]),
    ("/fils/ID/fermeture/retrait", &[("reason", "x")]),
    ("/fils/ID/epingle", &[("reason", "x")]),
    ("/fils/ID/epingle/retrait", &[("reason", "x")]),
    ("/fils/ID/deplacement", &[("destination", "sante-mentale"), ("audience", "expert"), ("reason", "x")]),
    ("/brouillons", &[("place", "reponse:ID"), ("body", "Moi aussi")]),
];

/// Addresses of its file.
const FILES: [&str; 3] = ["/fichiers/ID/zibeline.png", "/fichiers/ID/autre", "/fichiers/ID/vignette"];

/// What a person is answered at every address of a thing and of its file, their ids replaced: 404 each time. (What one
/// sent oneself stays one's own, and is 404 as well once its post is removed.)
pub(super) async fn at_its_addresses(who: &'static str, person: &Person<'_>, id: &str, file: &str) -> Vec<Heard> {
    let mut heard = Vec::new();
    if person.name.is_empty() {
        return heard;
    }
    let mut keep = |place: String, id: &str, answer: String| {
        heard.push(Heard { who, place, answer: answer.replace(id, "ID") });
    };
    for pattern in READ {
        let answer = person.visits(&pattern.replace("ID", id)).await;
        assert_eq!(answer.status, 404, "{who} at {pattern}: {}", answer.body);
        keep((*pattern).into(), id, masked(&answer));
    }
    for (pattern, fields) in WRITTEN {
        let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.replace("ID", id))).collect();
        let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let answer = person.posts(&pattern.replace("ID", id), &fields).await;
        assert_eq!(answer.status, 404, "{who} posts to {pattern}: {}", answer.body);
        keep(format!("a form to {pattern}"), id, masked(&answer));
    }
    for pattern in FILES {
        for headers in [&[][..], &[("range", "bytes=0-3")]] {
            let answer = person.asks(&pattern.replace("ID", file), headers).await;
            assert_eq!(answer.status, 404, "{who} at {pattern}: {}", answer.body);
            keep(format!("{pattern} {headers:?}"), file, masked(&answer));
        }
    }
    let listed = person.visits(&format!("/fichiers?joints={file}")).await;
    keep("/fichiers?joints=ID".into(), file, masked(&listed));
    heard
}
