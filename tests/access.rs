//! Who gets what at every address: a line a route, a column a kind of person. A route without a line, a line
//! without a route and an answer of another status each fail.
//!
//! A GET is asked at its sample address; a POST is sent there with a valid token and an empty form, each line in a
//! world of its own, from the visitor to the administrator. Samples name things of [`World`] in braces.
//!
//! Usual answers: a visitor is led to sign in (303; 401 for a form, whose text is kept); what may not be seen is
//! 404; what is seen but not allowed is 403; a form that lacks a field is 422; what is done leads elsewhere (303).

use std::collections::BTreeMap;

use cercles::db::ids::to_base32;
use cercles::routes;

use crate::town::{Person, THEME, Town, id_in};

/// A route, its sample address, the status for each person of [`World::people`].
pub struct Row(&'static str, &'static str, &'static str, [u16; 7]);

impl Row {
    /// GET or POST.
    pub fn method(&self) -> &'static str {
        self.0
    }

    /// Where it is asked.
    pub fn sample(&self) -> &'static str {
        self.2
    }
}

const EVERYONE: [u16; 7] = [200; 7];
/// Leads the signed-in elsewhere.
const VISITORS: [u16; 7] = [200, 303, 303, 303, 303, 303, 303];
/// Members of anything, or of nothing yet.
/// Every member, whatever their circles.
const MEMBERS: [u16; 7] = [303, 200, 200, 200, 200, 200, 200];
/// A form of every member's that lacks a field.
const MEMBERS_422: [u16; 7] = [401, 422, 422, 422, 422, 422, 422];
/// Somebody signed in.
const SIGNED_IN_DONE: [u16; 7] = [401, 303, 303, 303, 303, 303, 303];
/// Members of the theme, its animators; the administrator sees its presentation only.
const THOSE_INSIDE: [u16; 7] = [303, 403, 200, 200, 200, 200, 403];

/// Pages of a theme's experts and animators, hidden from everybody else.
const EXPERTS: [u16; 7] = [303, 404, 404, 404, 200, 200, 404];
/// Pages and forms of administrators, hidden from everybody else.
const ADMINS: [u16; 7] = [303, 404, 404, 404, 404, 404, 200];
const ADMINS_DO: [u16; 7] = [401, 404, 404, 404, 404, 404, 303];
const ADMINS_LACK: [u16; 7] = [401, 404, 404, 404, 404, 404, 422];
/// Forms of a theme's animators and administrators.
const SHAPERS_LACK: [u16; 7] = [401, 403, 403, 403, 403, 422, 422];
/// A form about a thing that does not exist.
const NOWHERE: [u16; 7] = [401, 404, 404, 404, 404, 404, 404];

#[rustfmt::skip]
pub const TABLE: &[Row] = &[
    //   method  route                               sample                              visitor outsider community peer expert animator admin
    Row("GET",  "/livez",                            "/livez",                           EVERYONE),
    Row("GET",  "/assets/{name}",                    "/assets/{asset}",                  EVERYONE),
    Row("GET",  "/connexion",                        "/connexion",                       VISITORS),
    Row("POST", "/connexion",                        "/connexion",                       [422; 7]),
    Row("POST", "/deconnexion",                      "/deconnexion",                     SIGNED_IN_DONE),
    Row("GET",  "/mot-de-passe-oublie",              "/mot-de-passe-oublie",             EVERYONE),
    Row("POST", "/mot-de-passe-oublie",              "/mot-de-passe-oublie",             [422; 7]),
    Row("GET",  "/mot-de-passe/{token}",             "/mot-de-passe/unknown",            [410; 7]),
    Row("POST", "/mot-de-passe/{token}",             "/mot-de-passe/unknown",            [410; 7]),
    Row("GET",  "/charte",                           "/charte",                          EVERYONE),
    // The version that was read is missing.
    Row("POST", "/charte",                           "/charte",                          [401, 409, 409, 409, 409, 409, 409]),
    // A community thread asked by the community member, answered by nobody.
    Row("GET",  "/fils",                             "/fils",                            MEMBERS),
    Row("GET",  "/fils/nouveau",                     "/fils/nouveau",                    MEMBERS),
    Row("POST", "/fils/nouveau",                     "/fils/nouveau",                    [401, 422, 422, 422, 422, 422, 422]),
    Row("GET",  "/fils/nouveau/semblables",          "/fils/nouveau/semblables?title=relit", MEMBERS),
    Row("GET",  "/recherche",                        "/recherche?q=relit",               EVERYONE),
    Row("GET",  "/fils/{thread}",                    "{thread}",                         [303, 404, 200, 200, 200, 200, 404]),
    Row("POST", "/fils/{thread}/messages",           "{thread}/messages",                [401, 404, 422, 422, 422, 422, 404]),
    Row("POST", "/fils/{thread}/solution",           "{thread}/solution",                [401, 404, 404, 404, 404, 404, 404]),
    Row("POST", "/fils/{thread}/solution/retrait",   "{thread}/solution/retrait",        [401, 404, 303, 403, 303, 303, 404]),
    Row("POST", "/fils/{thread}/suivi",              "{thread}/suivi",                   MEMBERS_422),
    Row("GET",  "/messages/{post}",                  "/messages/{post}",                 [303, 404, 303, 303, 303, 303, 404]),
    // It has no solution.
    Row("POST", "/fils/{thread}/solution/verrou",    "{thread}/solution/verrou",         [401, 404, 403, 403, 409, 409, 404]),
    Row("POST", "/fils/{thread}/solution/verrou/retrait", "{thread}/solution/verrou/retrait", [401, 404, 403, 403, 409, 409, 404]),
    Row("GET",  "/fils/{thread}/sans-reponse",       "{thread}/sans-reponse",            [303, 404, 200, 403, 200, 200, 404]),
    Row("POST", "/fils/{thread}/sans-reponse",       "{thread}/sans-reponse",            [401, 404, 422, 403, 422, 422, 404]),
    Row("POST", "/fils/{thread}/sans-reponse/retrait", "{thread}/sans-reponse/retrait",  [401, 404, 303, 403, 303, 303, 404]),
    Row("POST", "/fils/{thread}/signet",             "{thread}/signet",                  [401, 404, 303, 303, 303, 303, 404]),
    Row("POST", "/fils/{thread}/signet/retrait",     "{thread}/signet/retrait",          [401, 404, 303, 303, 303, 303, 404]),
    // The community member wrote it.
    Row("POST", "/messages/{post}/reactions/{kind}", "/messages/{post}/reactions/merci", [401, 404, 403, 303, 303, 303, 404]),
    Row("POST", "/messages/{post}/reactions/{kind}/retrait", "/messages/{post}/reactions/merci/retrait", [401, 404, 303, 303, 303, 303, 404]),
    Row("GET",  "/messages/{post}/fait-chez-moi",    "/messages/{post}/fait-chez-moi",   [303, 404, 403, 200, 200, 200, 404]),
    Row("POST", "/messages/{post}/fait-chez-moi",    "/messages/{post}/fait-chez-moi",   [401, 404, 403, 422, 422, 422, 404]),
    Row("POST", "/messages/{post}/signet",           "/messages/{post}/signet",          [401, 404, 303, 303, 303, 303, 404]),
    Row("POST", "/messages/{post}/signet/retrait",   "/messages/{post}/signet/retrait",  [401, 404, 303, 303, 303, 303, 404]),
    Row("GET",  "/signets",                          "/signets",                         MEMBERS),
    Row("GET",  "/signets/{id}",                     "/signets/{nobody}",                [303, 404, 404, 404, 404, 404, 404]),
    Row("POST", "/signets/{id}",                     "/signets/{nobody}",                NOWHERE),
    Row("POST", "/signets/{id}/retrait",             "/signets/{nobody}/retrait",        NOWHERE),
    Row("GET",  "/messages/{post}/modifier",         "/messages/{post}/modifier",        [303, 404, 200, 403, 403, 403, 404]),
    Row("POST", "/messages/{post}/modifier",         "/messages/{post}/modifier",        [401, 404, 422, 403, 403, 403, 404]),
    Row("GET",  "/messages/{post}/historique",       "/messages/{post}/historique",      [303, 404, 200, 200, 200, 200, 404]),
    Row("GET",  "/brouillons",                       "/brouillons",                      MEMBERS),
    Row("POST", "/brouillons",                       "/brouillons",                      MEMBERS_422),
    Row("POST", "/brouillons/{draft}/retrait",       "/brouillons/{nobody}/retrait",     NOWHERE),
    Row("POST", "/brouillons/{draft}/retour",        "/brouillons/{nobody}/retour",      NOWHERE),
    Row("GET",  "/suggestions/personnes",            "/suggestions/personnes?theme={theme}&audience=peer&q=a", [303, 404, 404, 200, 200, 200, 404]),
    Row("GET",  "/suggestions/destinataires",        "/suggestions/destinataires?q=a",   MEMBERS),
    Row("GET",  "/suggestions/fils",                 "/suggestions/fils?q=relit",        MEMBERS),
    Row("POST", "/messages/{post}/historique/{revision}/retour", "/messages/{post}/historique/{nobody}/retour", [401, 404, 404, 403, 404, 404, 404]),
    Row("POST", "/messages/{post}/historique/{revision}/masquage", "/messages/{post}/historique/{nobody}/masquage", [401, 404, 422, 422, 422, 422, 404]),
    Row("POST", "/messages/{post}/historique/{revision}/masquage/retrait", "/messages/{post}/historique/{nobody}/masquage/retrait", [401, 404, 422, 422, 422, 422, 404]),
    // Its author withdraws the whole thread: nobody answered.
    Row("POST", "/messages/{post}/retrait",          "/messages/{post}/retrait",         [401, 404, 303, 404, 404, 404, 404]),
    Row("POST", "/messages/{post}/retrait/annulation", "/messages/{post}/retrait/annulation", NOWHERE),
    // Nobody flags what they wrote.
    Row("GET",  "/messages/{post}/signalement",      "/messages/{post}/signalement",     [303, 404, 403, 200, 200, 200, 404]),
    Row("POST", "/messages/{post}/signalement",      "/messages/{post}/signalement",     [401, 404, 403, 422, 422, 422, 404]),
    Row("POST", "/messages/{post}/signalement/retrait", "/messages/{post}/signalement/retrait", [401, 404, 409, 409, 409, 409, 404]),
    Row("GET",  "/messages/{post}/masquage",         "/messages/{post}/masquage",        [303, 404, 403, 403, 200, 200, 404]),
    Row("POST", "/messages/{post}/masquage",         "/messages/{post}/masquage",        [401, 404, 403, 403, 422, 422, 404]),
    // It is not hidden.
    Row("POST", "/messages/{post}/masquage/retrait", "/messages/{post}/masquage/retrait", [401, 404, 403, 403, 422, 422, 404]),
    Row("GET",  "/messages/{post}/correction",       "/messages/{post}/correction",      [303, 404, 403, 403, 200, 200, 404]),
    Row("POST", "/messages/{post}/correction",       "/messages/{post}/correction",      [401, 404, 403, 403, 422, 422, 404]),
    Row("GET",  "/messages/{post}/urgence",          "/messages/{post}/urgence",         [303, 404, 403, 403, 200, 200, 404]),
    Row("POST", "/messages/{post}/urgence",          "/messages/{post}/urgence",         [401, 404, 403, 403, 422, 422, 404]),
    // Of who wrote it: read by those who moderate, and by themselves.
    Row("GET",  "/messages/{post}/mesures",          "/messages/{post}/mesures",         [303, 404, 303, 403, 303, 303, 404]),
    Row("GET",  "/themes/{slug}/mesures/{member}",   "/themes/{theme}/mesures/{member}", [303, 404, 200, 404, 200, 200, 404]),
    Row("POST", "/themes/{slug}/mesures/{member}",   "/themes/{theme}/mesures/{member}", [401, 404, 403, 404, 422, 422, 404]),
    Row("POST", "/themes/{slug}/mesures/{member}/{decision}/retrait", "/themes/{theme}/mesures/{member}/{nobody}/retrait", NOWHERE),
    Row("GET",  "/themes/{slug}/raisons",            "/themes/{theme}/raisons",          [303, 404, 404, 404, 404, 200, 404]),
    Row("POST", "/themes/{slug}/raisons",            "/themes/{theme}/raisons",          [401, 404, 404, 404, 404, 422, 404]),
    Row("GET",  "/raisons/{id}",                     "/raisons/{nobody}",                [303, 404, 404, 404, 404, 404, 404]),
    Row("POST", "/raisons/{id}",                     "/raisons/{nobody}",                NOWHERE),
    Row("POST", "/raisons/{id}/retrait",             "/raisons/{nobody}/retrait",        NOWHERE),
    Row("GET",  "/decisions/{decision}/recours",     "/decisions/{nobody}/recours",      [303, 404, 404, 404, 404, 404, 404]),
    Row("POST", "/decisions/{decision}/recours",     "/decisions/{nobody}/recours",      NOWHERE),
    // The link of a mail that says an account was closed.
    Row("GET",  "/compte-ferme/{token}",             "/compte-ferme/inconnu",            [410; 7]),
    Row("POST", "/compte-ferme/{token}",             "/compte-ferme/inconnu",            [410; 7]),
    // Administrators answer those about accounts and suspensions.
    Row("GET",  "/recours/{appeal}",                 "/recours/{nobody}",                [303, 404, 404, 404, 404, 404, 404]),
    Row("POST", "/recours/{appeal}",                 "/recours/{nobody}",                NOWHERE),
    Row("GET",  "/attente",                          "/attente",                         MEMBERS),
    Row("GET",  "/attente/{held}",                   "/attente/{nobody}",                [303, 404, 404, 404, 404, 404, 404]),
    Row("POST", "/attente/{held}/retrait",           "/attente/{nobody}/retrait",        NOWHERE),
    Row("POST", "/attente/{held}/accord",            "/attente/{nobody}/accord",         NOWHERE),
    Row("POST", "/attente/{held}/refus",             "/attente/{nobody}/refus",          NOWHERE),
    Row("GET",  "/themes/{slug}/attente/regles",     "/themes/{theme}/attente/regles",   [303, 403, 403, 403, 403, 200, 200]),
    // Nothing chosen: nothing is held.
    Row("POST", "/themes/{slug}/attente/regles",     "/themes/{theme}/attente/regles",   [401, 403, 403, 403, 403, 303, 303]),
    Row("GET",  "/fils/{thread}/rangement",          "{thread}/rangement",               [303, 404, 403, 403, 200, 200, 404]),
    Row("POST", "/fils/{thread}/rangement",          "{thread}/rangement",               [401, 404, 403, 403, 422, 422, 404]),
    // Who opened it; nothing is asked of them.
    Row("GET",  "/fils/{thread}/lecteurs",           "{thread}/lecteurs",                [303, 404, 200, 403, 403, 403, 404]),
    Row("POST", "/fils/{thread}/lecteurs/accord",    "{thread}/lecteurs/accord",         [401, 404, 409, 403, 403, 403, 404]),
    Row("POST", "/fils/{thread}/lecteurs/refus",     "{thread}/lecteurs/refus",          [401, 404, 409, 403, 403, 403, 404]),
    Row("POST", "/fils/{thread}/suppression/retrait", "{thread}/suppression/retrait",    NOWHERE),
    Row("GET",  "/themes/{slug}/supprimes",          "/themes/{theme}/supprimes",        [303, 404, 404, 404, 200, 200, 404]),
    Row("GET",  "/fils/{thread}/gestion",            "{thread}/gestion",                 [303, 404, 403, 403, 200, 200, 404]),
    Row("POST", "/fils/{thread}/fermeture",          "{thread}/fermeture",               [401, 404, 403, 403, 422, 422, 404]),
    Row("POST", "/fils/{thread}/fermeture/retrait",  "{thread}/fermeture/retrait",       [401, 404, 403, 403, 422, 422, 404]),
    Row("POST", "/fils/{thread}/deplacement",        "{thread}/deplacement",             [401, 404, 403, 403, 422, 422, 404]),
    Row("POST", "/fils/{thread}/epingle",            "{thread}/epingle",                 [401, 404, 403, 403, 422, 422, 404]),
    Row("POST", "/fils/{thread}/epingle/retrait",    "{thread}/epingle/retrait",         [401, 404, 403, 403, 422, 422, 404]),
    Row("GET",  "/console",                          "/console",                         [303, 404, 404, 404, 200, 200, 200]),
    Row("POST", "/console/prises",                   "/console/prises",                  [401, 404, 404, 404, 422, 422, 422]),
    Row("POST", "/console/prises/retrait",           "/console/prises/retrait",          [401, 404, 404, 404, 422, 422, 422]),
    Row("POST", "/console/gestes",                   "/console/gestes",                  [401, 404, 404, 404, 422, 422, 422]),
    Row("GET",  "/console/gestes/{id}",              "/console/gestes/{nobody}",         [303, 404, 404, 404, 404, 404, 404]),
    Row("POST", "/console/gestes/{id}/annulation",   "/console/gestes/{nobody}/annulation", NOWHERE),
    Row("GET",  "/console/permanence",               "/console/permanence?theme={theme}", [303, 404, 404, 404, 200, 200, 404]),
    Row("POST", "/console/permanence",               "/console/permanence",              [401, 404, 404, 404, 422, 422, 404]),
    Row("POST", "/console/permanence/retrait",       "/console/permanence/retrait",      [401, 404, 404, 404, 422, 422, 404]),
    Row("GET",  "/themes/{slug}/annonces",           "/themes/{theme}/annonces",         [303, 404, 404, 404, 404, 200, 404]),
    Row("POST", "/themes/{slug}/annonces",           "/themes/{theme}/annonces",         [401, 404, 404, 404, 404, 422, 404]),
    Row("GET",  "/annonces/{id}",                    "/annonces/{nobody}",               [303, 404, 404, 404, 404, 404, 404]),
    Row("POST", "/annonces/{id}",                    "/annonces/{nobody}",               NOWHERE),
    Row("POST", "/annonces/{id}/essai",              "/annonces/{nobody}/essai",         NOWHERE),
    Row("POST", "/annonces/{id}/envoi",              "/annonces/{nobody}/envoi",         NOWHERE),
    Row("POST", "/annonces/{id}/annulation",         "/annonces/{nobody}/annulation",    NOWHERE),
    // The expert's published sheet, read by everybody; what is asked of one is a form that says nothing.
    Row("GET",  "/rencontres",                       "/rencontres",                      EVERYONE),
    Row("GET",  "/rencontres/nouvelle",              "/rencontres/nouvelle",             [303, 403, 403, 403, 200, 200, 403]),
    Row("POST", "/rencontres/nouvelle",              "/rencontres/nouvelle",             [401, 403, 403, 403, 422, 422, 403]),
    Row("GET",  "/rencontres/actions",               "/rencontres/actions",              MEMBERS),
    Row("GET",  "/rencontres/series/nouvelle",       "/rencontres/series/nouvelle",      [303, 403, 403, 403, 200, 200, 403]),
    Row("POST", "/rencontres/series/nouvelle",       "/rencontres/series/nouvelle",      [401, 403, 403, 403, 422, 422, 403]),
    Row("GET",  "/rencontres/{meeting}",             "/rencontres/{meeting}-journee",    EVERYONE),
    Row("GET",  "/rencontres/{meeting}/discussion",  "/rencontres/{meeting}/discussion", MEMBERS),
    Row("GET",  "/rencontres/{meeting}/modifier",    "/rencontres/{meeting}/modifier",   [303, 403, 403, 403, 403, 200, 403]),
    Row("POST", "/rencontres/{meeting}/modifier",    "/rencontres/{meeting}/modifier",   [401, 403, 403, 403, 403, 422, 403]),
    Row("GET",  "/rencontres/{meeting}/dates",       "/rencontres/{meeting}/dates",      [303, 303, 303, 303, 303, 303, 303]),
    Row("POST", "/rencontres/{meeting}/dates",       "/rencontres/{meeting}/dates",      [401, 403, 403, 403, 403, 409, 403]),
    Row("POST", "/rencontres/{meeting}/dates/reponse", "/rencontres/{meeting}/dates/reponse", [401, 403, 409, 409, 409, 409, 403]),
    Row("POST", "/rencontres/{meeting}/dates/choix", "/rencontres/{meeting}/dates/choix", [401, 403, 403, 403, 403, 409, 403]),
    Row("POST", "/rencontres/{meeting}/annonce",     "/rencontres/{meeting}/annonce",    [401, 403, 403, 403, 403, 409, 403]),
    Row("POST", "/rencontres/{meeting}/annulation",  "/rencontres/{meeting}/annulation", [401, 403, 403, 403, 403, 422, 403]),
    Row("POST", "/rencontres/{meeting}/abandon",     "/rencontres/{meeting}/abandon",    [401, 403, 403, 403, 403, 409, 403]),
    Row("GET",  "/rencontres/{meeting}/programme",   "/rencontres/{meeting}/programme",  EVERYONE),
    Row("GET",  "/rencontres/{meeting}/programme/nouvelle", "/rencontres/{meeting}/programme/nouvelle", [303, 403, 403, 403, 403, 200, 403]),
    Row("POST", "/rencontres/{meeting}/programme/nouvelle", "/rencontres/{meeting}/programme/nouvelle", [401, 403, 403, 403, 403, 422, 403]),
    Row("GET",  "/rencontres/{meeting}/programme/{session}", "/rencontres/{meeting}/programme/{session}", [303, 403, 403, 403, 403, 200, 403]),
    Row("POST", "/rencontres/{meeting}/programme/{session}", "/rencontres/{meeting}/programme/{session}", [401, 403, 403, 403, 403, 422, 403]),
    // Nobody says which version they saw.
    Row("POST", "/rencontres/{meeting}/programme/{session}/retrait", "/rencontres/{meeting}/programme/{session}/retrait", [401, 403, 403, 403, 403, 409, 403]),
    // Whoever is of the theme is convened.
    Row("POST", "/rencontres/{meeting}/programme/{session}/inscription", "/rencontres/{meeting}/programme/{session}/inscription", [401, 403, 303, 303, 303, 303, 403]),
    Row("POST", "/rencontres/{meeting}/programme/{session}/inscription/retrait", "/rencontres/{meeting}/programme/{session}/inscription/retrait", [401, 403, 303, 303, 303, 303, 403]),
    // The community member offered something.
    Row("GET",  "/rencontres/{meeting}/contributions", "/rencontres/{meeting}/contributions", MEMBERS),
    Row("POST", "/rencontres/{meeting}/contributions", "/rencontres/{meeting}/contributions", MEMBERS_422),
    Row("POST", "/rencontres/{meeting}/contributions/appel", "/rencontres/{meeting}/contributions/appel", MEMBERS_422),
    Row("GET",  "/rencontres/{meeting}/contributions/{contribution}", "/rencontres/{meeting}/contributions/{contribution}", [303, 404, 200, 404, 200, 200, 404]),
    Row("GET",  "/rencontres/{meeting}/contributions/{contribution}/modifier", "/rencontres/{meeting}/contributions/{contribution}/modifier", [303, 404, 200, 404, 403, 403, 404]),
    Row("POST", "/rencontres/{meeting}/contributions/{contribution}/modifier", "/rencontres/{meeting}/contributions/{contribution}/modifier", [401, 404, 422, 404, 403, 403, 404]),
    Row("POST", "/rencontres/{meeting}/contributions/{contribution}/retrait", "/rencontres/{meeting}/contributions/{contribution}/retrait", [401, 404, 409, 404, 403, 403, 404]),
    Row("POST", "/rencontres/{meeting}/contributions/{contribution}/accord", "/rencontres/{meeting}/contributions/{contribution}/accord", [401, 404, 403, 404, 422, 422, 404]),
    Row("POST", "/rencontres/{meeting}/contributions/{contribution}/refus", "/rencontres/{meeting}/contributions/{contribution}/refus", [401, 404, 403, 404, 422, 422, 404]),
    // The meeting did not take place yet.
    Row("POST", "/rencontres/{meeting}/contributions/{contribution}/retour-d-experience", "/rencontres/{meeting}/contributions/{contribution}/retour-d-experience", [401, 404, 409, 404, 403, 403, 404]),
    // Nothing is published, and nobody is registered.
    Row("GET",  "/rencontres/{meeting}/compte-rendu", "/rencontres/{meeting}/compte-rendu", [303, 404, 404, 404, 404, 200, 404]),
    Row("GET",  "/rencontres/{meeting}/compte-rendu/modifier", "/rencontres/{meeting}/compte-rendu/modifier", [303, 403, 403, 403, 403, 200, 403]),
    Row("POST", "/rencontres/{meeting}/compte-rendu/modifier", "/rencontres/{meeting}/compte-rendu/modifier", [401, 403, 403, 403, 403, 422, 403]),
    Row("GET",  "/rencontres/{meeting}/compte-rendu/historique", "/rencontres/{meeting}/compte-rendu/historique", [303, 403, 403, 403, 403, 200, 403]),
    Row("POST", "/rencontres/{meeting}/compte-rendu/publication", "/rencontres/{meeting}/compte-rendu/publication", [401, 403, 403, 403, 403, 409, 403]),
    Row("POST", "/rencontres/{meeting}/compte-rendu/enregistrement", "/rencontres/{meeting}/compte-rendu/enregistrement", [401, 403, 403, 403, 403, 409, 403]),
    Row("POST", "/rencontres/{meeting}/actions",     "/rencontres/{meeting}/actions",    [401, 404, 404, 404, 404, 422, 404]),
    Row("POST", "/rencontres/{meeting}/actions/{action}/fait", "/rencontres/{meeting}/actions/{nobody}/fait", NOWHERE),
    Row("POST", "/rencontres/{meeting}/actions/{action}/fait/retrait", "/rencontres/{meeting}/actions/{nobody}/fait/retrait", NOWHERE),
    Row("POST", "/rencontres/{meeting}/actions/{action}/retrait", "/rencontres/{meeting}/actions/{nobody}/retrait", [401, 403, 403, 403, 403, 404, 403]),
    Row("GET",  "/rencontres/{meeting}/satisfaction", "/rencontres/{meeting}/satisfaction", MEMBERS),
    Row("POST", "/rencontres/{meeting}/satisfaction", "/rencontres/{meeting}/satisfaction", MEMBERS_422),
    Row("POST", "/rencontres/{meeting}/inscription", "/rencontres/{meeting}/inscription", [401, 403, 422, 422, 422, 422, 403]),
    Row("GET",  "/rencontres/{meeting}/inscriptions", "/rencontres/{meeting}/inscriptions", [303, 403, 403, 403, 403, 200, 403]),
    Row("GET",  "/rencontres/{meeting}/inscriptions.csv", "/rencontres/{meeting}/inscriptions.csv", [303, 403, 403, 403, 403, 200, 403]),
    Row("POST", "/rencontres/{meeting}/inscriptions/reponse", "/rencontres/{meeting}/inscriptions/reponse", [401, 403, 403, 403, 403, 422, 403]),
    Row("POST", "/rencontres/{meeting}/invites",     "/rencontres/{meeting}/invites",    [401, 403, 403, 403, 403, 422, 403]),
    // It begins in months.
    Row("POST", "/rencontres/{meeting}/presence",    "/rencontres/{meeting}/presence",   [401, 403, 409, 409, 409, 409, 403]),
    Row("GET",  "/rencontres/{meeting}/presences",   "/rencontres/{meeting}/presences",  [303, 403, 403, 403, 403, 200, 403]),
    Row("POST", "/rencontres/{meeting}/presences",   "/rencontres/{meeting}/presences",  [401, 403, 403, 403, 403, 409, 403]),
    Row("POST", "/rencontres/{meeting}/presences/code", "/rencontres/{meeting}/presences/code", [401, 403, 403, 403, 403, 303, 403]),
    Row("GET",  "/rencontres/{meeting}/emargement",  "/rencontres/{meeting}/emargement", [303, 403, 403, 403, 403, 200, 403]),
    // Nobody was there yet.
    Row("GET",  "/rencontres/{meeting}/attestation/{member}", "/rencontres/{meeting}/attestation/{member}", [303, 404, 404, 404, 404, 404, 404]),
    Row("GET",  "/rencontres/{meeting}/accord",      "/rencontres/{meeting}/accord",     [303, 403, 200, 200, 200, 200, 403]),
    Row("GET",  "/venir/{token}",                    "/venir/unknown",                   [404; 7]),
    Row("POST", "/venir/{token}",                    "/venir/unknown",                   [404; 7]),
    Row("GET",  "/rencontres/{meeting}/agenda.ics",  "/rencontres/{meeting}/agenda.ics", EVERYONE),
    Row("GET",  "/calendrier/{token}.ics",           "/calendrier/unknown.ics",          [404; 7]),
    Row("GET",  "/reglages/calendrier",              "/reglages/calendrier",             MEMBERS),
    Row("POST", "/reglages/calendrier/renouvellement", "/reglages/calendrier/renouvellement", SIGNED_IN_DONE),
    Row("GET",  "/fiches",                           "/fiches",                          EVERYONE),
    Row("GET",  "/fiches/nouvelle",                  "/fiches/nouvelle",                 [303, 403, 403, 403, 200, 200, 403]),
    Row("POST", "/fiches/nouvelle",                  "/fiches/nouvelle",                 [401, 403, 403, 403, 422, 422, 403]),
    Row("GET",  "/fiches/{sheet}",                   "/fiches/{sheet}-des-bracelets",    EVERYONE),
    Row("GET",  "/fiches/{sheet}/discussion",        "/fiches/{sheet}/discussion",       MEMBERS),
    Row("GET",  "/fiches/{sheet}/historique",        "/fiches/{sheet}/historique",       [303, 403, 403, 403, 200, 200, 403]),
    Row("GET",  "/fiches/{sheet}/modifier",          "/fiches/{sheet}/modifier",         [303, 403, 403, 403, 200, 200, 403]),
    Row("POST", "/fiches/{sheet}/modifier",          "/fiches/{sheet}/modifier",         [401, 403, 403, 403, 422, 422, 403]),
    // It is published, and nobody is chosen.
    Row("POST", "/fiches/{sheet}/relecture",         "/fiches/{sheet}/relecture",        [401, 403, 403, 403, 422, 422, 403]),
    // The expert wrote it.
    Row("POST", "/fiches/{sheet}/relecture/accord",  "/fiches/{sheet}/relecture/accord", [401, 403, 403, 403, 403, 409, 403]),
    Row("POST", "/fiches/{sheet}/relecture/retour",  "/fiches/{sheet}/relecture/retour", [401, 403, 403, 403, 403, 422, 403]),
    Row("POST", "/fiches/{sheet}/essais",            "/fiches/{sheet}/essais",           [401, 403, 403, 403, 422, 422, 403]),
    Row("POST", "/fiches/{sheet}/essais/reponse",    "/fiches/{sheet}/essais/reponse",   [401, 403, 403, 403, 403, 403, 403]),
    Row("POST", "/fiches/{sheet}/essais/dispense",   "/fiches/{sheet}/essais/dispense",  [401, 403, 403, 403, 403, 422, 403]),
    Row("POST", "/fiches/{sheet}/neutralite",        "/fiches/{sheet}/neutralite",       [401, 403, 403, 403, 422, 422, 403]),
    Row("POST", "/fiches/{sheet}/neutralite/lecture", "/fiches/{sheet}/neutralite/lecture", [401, 403, 403, 403, 403, 422, 403]),
    Row("POST", "/fiches/{sheet}/publication",       "/fiches/{sheet}/publication",      [401, 403, 403, 403, 422, 422, 403]),
    Row("POST", "/fiches/{sheet}/confirmation",      "/fiches/{sheet}/confirmation",     [401, 403, 403, 403, 422, 422, 403]),
    Row("POST", "/fiches/{sheet}/responsable",       "/fiches/{sheet}/responsable",      [401, 403, 403, 403, 422, 422, 403]),
    Row("POST", "/fiches/{sheet}/retrait",           "/fiches/{sheet}/retrait",          [401, 403, 403, 403, 422, 422, 403]),
    // Its author and who animates the theme could have, before it was published.
    Row("POST", "/fiches/{sheet}/abandon",           "/fiches/{sheet}/abandon",          [401, 403, 403, 403, 422, 422, 403]),
    // Visitors too.
    Row("POST", "/fiches/{sheet}/retours",           "/fiches/{sheet}/retours",          [422; 7]),
    Row("POST", "/fiches/{sheet}/diffusion",         "/fiches/{sheet}/diffusion",        MEMBERS_422),
    Row("POST", "/fiches/{sheet}/application",       "/fiches/{sheet}/application",      SIGNED_IN_DONE),
    // They do not apply it.
    Row("POST", "/fiches/{sheet}/application/retrait", "/fiches/{sheet}/application/retrait", [401, 409, 409, 409, 409, 409, 409]),
    Row("POST", "/retours/{feedback}/affichage",     "/retours/{nobody}/affichage",      NOWHERE),
    Row("POST", "/retours/{feedback}/masquage",      "/retours/{nobody}/masquage",       NOWHERE),
    Row("GET",  "/en-place/{token}",                 "/en-place/unknown",                [404; 7]),
    Row("POST", "/en-place/{token}",                 "/en-place/unknown",                [404; 7]),
    Row("GET",  "/reglages/decisions",               "/reglages/decisions",              MEMBERS),
    // The console of a theme is its experts' and animators'; the journal of what is of no theme, the administrators'.
    Row("GET",  "/reglages/journal",                 "/reglages/journal",                MEMBERS),
    Row("GET",  "/console/sante",                    "/console/sante",                   EXPERTS),
    Row("GET",  "/console/sante.csv",                "/console/sante.csv?theme={theme}", EXPERTS),
    Row("GET",  "/console/regions",                  "/console/regions",                 EXPERTS),
    Row("GET",  "/console/journal",                  "/console/journal",                 [303, 404, 404, 404, 200, 200, 200]),
    Row("GET",  "/console/journal.csv",              "/console/journal.csv",             [303, 404, 404, 404, 200, 200, 200]),
    Row("POST", "/console/journal/adresses",         "/console/journal/adresses",        ADMINS_DO),
    Row("GET",  "/console/candidats",                "/console/candidats",               EXPERTS),
    Row("GET",  "/console/candidats/{slug}/{member}", "/console/candidats/{theme}/{member}", EXPERTS),
    Row("POST", "/console/candidats/{slug}/{member}", "/console/candidats/{theme}/{member}", [401, 404, 404, 404, 422, 422, 404]),
    Row("GET",  "/candidatures/{id}",                "/candidatures/{nobody}",           [303, 404, 404, 404, 404, 404, 404]),
    Row("POST", "/candidatures/{id}/reponse",        "/candidatures/{nobody}/reponse",   NOWHERE),
    Row("POST", "/candidatures/{id}/direction",      "/candidatures/{nobody}/direction", NOWHERE),
    Row("POST", "/candidatures/{id}/mandat",         "/candidatures/{nobody}/mandat",    NOWHERE),
    Row("POST", "/candidatures/{id}/retrait",        "/candidatures/{nobody}/retrait",   NOWHERE),
    Row("GET",  "/candidature/{token}",              "/candidature/unknown",             [404; 7]),
    Row("POST", "/candidature/{token}",              "/candidature/unknown",             [404; 7]),
    Row("GET",  "/conversations",                    "/conversations",                   MEMBERS),
    Row("GET",  "/conversations/nouvelle",           "/conversations/nouvelle",          MEMBERS),
    Row("POST", "/conversations/nouvelle",           "/conversations/nouvelle",          MEMBERS_422),
    Row("GET",  "/conversations/{thread}",           "/conversations/{nobody}",       [303, 404, 404, 404, 404, 404, 404]),
    Row("POST", "/conversations/{thread}/personnes", "/conversations/{nobody}/personnes", NOWHERE),
    Row("POST", "/conversations/{thread}/depart",    "/conversations/{nobody}/depart", NOWHERE),
    Row("GET",  "/reglages/conversations",           "/reglages/conversations",          MEMBERS),
    Row("POST", "/reglages/conversations",           "/reglages/conversations",          SIGNED_IN_DONE),
    Row("POST", "/reglages/conversations/blocages",  "/reglages/conversations/blocages", NOWHERE),
    Row("POST", "/reglages/conversations/blocages/{member}/retrait", "/reglages/conversations/blocages/{nobody}/retrait", NOWHERE),
    // A point dur the community member reports.
    Row("GET",  "/points-durs",                      "/points-durs",                     MEMBERS),
    Row("GET",  "/points-durs/nouveau",              "/points-durs/nouveau",             MEMBERS),
    Row("POST", "/points-durs/nouveau",              "/points-durs/nouveau",             MEMBERS_422),
    Row("GET",  "/points-durs/miens",                "/points-durs/miens",               MEMBERS),
    Row("GET",  "/points-durs/{thread}",             "{point}",                          [303, 404, 200, 200, 200, 200, 404]),
    Row("GET",  "/points-durs/{thread}/complements", "{point}/complements",              [303, 404, 200, 403, 403, 403, 404]),
    Row("POST", "/points-durs/{thread}/complements", "{point}/complements",              [401, 404, 303, 403, 403, 403, 404]),
    // Nobody joins their own.
    Row("GET",  "/points-durs/{thread}/moi-aussi",   "{point}/moi-aussi",                [303, 404, 303, 200, 200, 200, 404]),
    Row("POST", "/points-durs/{thread}/moi-aussi",   "{point}/moi-aussi",                [401, 404, 409, 303, 303, 303, 404]),
    Row("POST", "/points-durs/{thread}/moi-aussi/retrait", "{point}/moi-aussi/retrait",  NOWHERE),
    Row("GET",  "/points-durs/attente",              "/points-durs/attente",             MEMBERS),
    Row("GET",  "/points-durs/{thread}/appels",      "{point}/appels",                   [303, 404, 403, 403, 200, 200, 404]),
    Row("POST", "/points-durs/{thread}/appels",      "{point}/appels",                   [401, 404, 403, 403, 422, 422, 404]),
    // Nobody was called.
    Row("GET",  "/points-durs/{thread}/appels/reponse", "{point}/appels/reponse",        [303, 404, 404, 404, 404, 404, 404]),
    Row("POST", "/points-durs/{thread}/appels/reponse", "{point}/appels/reponse",        NOWHERE),
    // It was reported just now.
    Row("POST", "/points-durs/{thread}/relance",     "{point}/relance",                  [401, 404, 409, 403, 403, 403, 404]),
    Row("GET",  "/points-durs/{thread}/taches",      "{point}/taches",                   [303, 404, 403, 403, 200, 200, 404]),
    Row("POST", "/points-durs/{thread}/taches",      "{point}/taches",                   [401, 404, 403, 403, 422, 422, 404]),
    Row("POST", "/points-durs/{thread}/taches/{task}/fait", "{point}/taches/{nobody}/fait", NOWHERE),
    Row("POST", "/points-durs/{thread}/taches/{task}/fait/retrait", "{point}/taches/{nobody}/fait/retrait", NOWHERE),
    Row("GET",  "/points-durs/{thread}/essais",      "{point}/essais",                   [303, 404, 200, 200, 200, 200, 404]),
    Row("POST", "/points-durs/{thread}/essais",      "{point}/essais",                   [401, 404, 422, 422, 422, 422, 404]),
    Row("POST", "/points-durs/{thread}/essais/{attempt}/retrait", "{point}/essais/{nobody}/retrait", NOWHERE),
    Row("GET",  "/points-durs/{thread}/salle",       "{point}/salle",                    [303, 404, 403, 403, 200, 200, 404]),
    Row("POST", "/points-durs/{thread}/salle",       "{point}/salle",                    [401, 404, 403, 403, 422, 422, 404]),
    // Without a version the form is out of date; the rights of every step are in stories/points_durs/rights.rs.
    Row("GET",  "/points-durs/{thread}/{step}",      "{point}/qualification",            [303, 404, 403, 403, 200, 200, 404]),
    Row("POST", "/points-durs/{thread}/{step}",      "{point}/qualification",            [401, 404, 403, 403, 409, 409, 404]),
    // A picture in that thread.
    Row("GET",  "/fichiers",                         "/fichiers",                        MEMBERS),
    Row("POST", "/fichiers",                         "/fichiers",                        MEMBERS_422),
    Row("GET",  "/fichiers/{id}/vignette",           "/fichiers/{file}/vignette",        [303, 404, 200, 200, 200, 200, 404]),
    Row("GET",  "/fichiers/{id}/{name}",             "/fichiers/{file}/plan.png",        [303, 404, 200, 200, 200, 200, 404]),
    Row("GET",  "/themes",                           "/themes",                          EVERYONE),
    Row("GET",  "/themes/{slug}",                    "/themes/{theme}",                  EVERYONE),
    Row("POST", "/themes/{slug}/suivi",              "/themes/{theme}/suivi",            MEMBERS_422),
    Row("GET",  "/adresse/{token}",                  "/adresse/unknown",                 [410; 7]),
    Row("POST", "/adresse/{token}",                  "/adresse/unknown",                 [410; 7]),
    Row("GET",  "/membres",                          "/membres",                         MEMBERS),
    Row("GET",  "/membres/{id}",                     "/membres/{member}",                MEMBERS),
    Row("GET",  "/membres/{id}/portrait",            "/membres/{member}/portrait",       [303, 404, 404, 404, 404, 404, 404]),
    Row("GET",  "/flux/{token}/tout",                "/flux/unknown/tout",               [404; 7]),
    Row("GET",  "/flux/{token}/themes/{slug}",       "/flux/unknown/themes/{theme}", [404; 7]),
    Row("GET",  "/flux/{token}/fils/{thread}",       "/flux/unknown/fils/{nobody}",      [404; 7]),
    Row("GET",  "/flux/{token}/recherche",           "/flux/unknown/recherche",          [404; 7]),
    Row("GET",  "/reglages/flux",                    "/reglages/flux",                   MEMBERS),
    Row("POST", "/reglages/flux/renouvellement",     "/reglages/flux/renouvellement",    SIGNED_IN_DONE),
    Row("GET",  "/notifications",                    "/notifications",                   MEMBERS),
    Row("POST", "/notifications/lues",               "/notifications/lues",              SIGNED_IN_DONE),
    Row("GET",  "/notifications/{id}",               "/notifications/{nobody}",          [303, 404, 404, 404, 404, 404, 404]),
    Row("GET",  "/reglages/notifications",           "/reglages/notifications",          MEMBERS),
    Row("POST", "/reglages/notifications",           "/reglages/notifications",          MEMBERS_422),
    Row("GET",  "/reglages/resumes",                 "/reglages/resumes",                MEMBERS),
    Row("POST", "/reglages/resumes",                 "/reglages/resumes",                MEMBERS_422),
    Row("POST", "/reglages/resumes/rythme",          "/reglages/resumes/rythme",         MEMBERS_422),
    Row("POST", "/reglages/resumes/liens",           "/reglages/resumes/liens",          SIGNED_IN_DONE),
    Row("GET",  "/reglages/resumes/apercu",          "/reglages/resumes/apercu",         MEMBERS),
    // A token nobody made; the address alone is the proof.
    Row("GET",  "/desabonnement/{token}",            "/desabonnement/unknown",           [404; 7]),
    Row("POST", "/desabonnement/{token}",            "/desabonnement/unknown",           [404; 7]),
    Row("GET",  "/reglages/absences",                "/reglages/absences",               MEMBERS),
    Row("POST", "/reglages/absences",                "/reglages/absences",               MEMBERS_422),
    // No département is as the region says.
    Row("POST", "/reglages/absences/departement",    "/reglages/absences/departement",   SIGNED_IN_DONE),
    Row("POST", "/reglages/absences/{absence}/retrait", "/reglages/absences/{nobody}/retrait", NOWHERE),
    Row("GET",  "/reglages",                         "/reglages",                        MEMBERS),
    Row("POST", "/reglages",                         "/reglages",                        MEMBERS_422),
    Row("POST", "/reglages/portrait",                "/reglages/portrait",               MEMBERS_422),
    Row("POST", "/reglages/portrait/retrait",        "/reglages/portrait/retrait",       SIGNED_IN_DONE),
    Row("GET",  "/reglages/securite",                "/reglages/securite",               MEMBERS),
    Row("POST", "/reglages/securite/sessions/fermeture", "/reglages/securite/sessions/fermeture", SIGNED_IN_DONE),
    Row("POST", "/reglages/securite/sessions/{id}/fermeture", "/reglages/securite/sessions/{nobody}/fermeture", [401, 404, 404, 404, 404, 404, 404]),
    Row("GET",  "/reglages/securite/mot-de-passe",   "/reglages/securite/mot-de-passe",  MEMBERS),
    Row("POST", "/reglages/securite/mot-de-passe",   "/reglages/securite/mot-de-passe",  MEMBERS_422),
    Row("GET",  "/reglages/securite/adresse",        "/reglages/securite/adresse",       MEMBERS),
    Row("POST", "/reglages/securite/adresse",        "/reglages/securite/adresse",       MEMBERS_422),
    Row("GET",  "/themes/{slug}/cercles",            "/themes/{theme}/cercles",          THOSE_INSIDE),
    Row("POST", "/themes/{slug}/cercles",            "/themes/{theme}/cercles",          [401, 403, 403, 403, 403, 422, 403]),
    Row("GET",  "/themes/{slug}/depart",             "/themes/{theme}/depart",           [303, 403, 200, 200, 200, 409, 403]),
    Row("POST", "/themes/{slug}/depart",             "/themes/{theme}/depart",           [401, 403, 303, 303, 303, 409, 403]),
    Row("GET",  "/themes/{slug}/regions",            "/themes/{theme}/regions",          THOSE_INSIDE),
    Row("GET",  "/themes/{slug}/regions/{region}",   "/themes/{theme}/regions/bretagne", THOSE_INSIDE),
    Row("GET",  "/",                                 "/",                                EVERYONE),
    Row("GET",  "/mentions-legales",                 "/mentions-legales",                EVERYONE),
    Row("GET",  "/accessibilite",                    "/accessibilite",                   EVERYONE),
    Row("GET",  "/premiere-visite/{token}",          "/premiere-visite/unknown",         [410; 7]),
    Row("POST", "/premiere-visite/{token}",          "/premiere-visite/unknown",         [410; 7]),
    Row("GET",  "/administration",                   "/administration",                  ADMINS),
    Row("POST", "/administration/premiers-pas",      "/administration/premiers-pas",     ADMINS_DO),
    Row("GET",  "/administration/communaute",        "/administration/communaute",       ADMINS),
    Row("POST", "/administration/communaute",        "/administration/communaute",       ADMINS_LACK),
    Row("GET",  "/administration/mentions-legales",  "/administration/mentions-legales", ADMINS),
    Row("POST", "/administration/mentions-legales",  "/administration/mentions-legales", ADMINS_LACK),
    Row("GET",  "/administration/accessibilite",     "/administration/accessibilite",    ADMINS),
    Row("POST", "/administration/accessibilite",     "/administration/accessibilite",    ADMINS_LACK),
    Row("GET",  "/administration/charte",            "/administration/charte",           ADMINS),
    Row("POST", "/administration/charte",            "/administration/charte",           ADMINS_LACK),
    Row("GET",  "/administration/charte/{version}",  "/administration/charte/1",         ADMINS),
    Row("POST", "/administration/charte/maintien",   "/administration/charte/maintien",  ADMINS_DO),
    Row("GET",  "/administration/courriel",          "/administration/courriel",         ADMINS),
    Row("POST", "/administration/courriel",          "/administration/courriel",         ADMINS_DO),
    Row("GET",  "/administration/installation",      "/administration/installation",     ADMINS),
    Row("GET",  "/administration/equipe",            "/administration/equipe",           ADMINS),
    Row("POST", "/administration/equipe",            "/administration/equipe",           ADMINS_LACK),
    Row("POST", "/administration/equipe/{member}/retrait", "/administration/equipe/{member}/retrait", ADMINS_LACK),
    Row("GET",  "/administration/console",           "/administration/console",       ADMINS),
    Row("POST", "/administration/console",           "/administration/console",       ADMINS_LACK),
    Row("GET",  "/administration/courriers",         "/administration/courriers",        ADMINS),
    Row("POST", "/administration/courriers/{mail}/renvoi", "/administration/courriers/{nobody}/renvoi", NOWHERE),
    Row("POST", "/administration/courriers/{mail}/abandon", "/administration/courriers/{nobody}/abandon", ADMINS_LACK),
    // In the demo community only.
    Row("GET",  "/dev/mails",                        "/dev/mails",                       [404; 7]),
    Row("GET",  "/dev/mails/{sample}",               "/dev/mails/test",                  [404; 7]),
    Row("GET",  "/dev/mails/{sample}/html",          "/dev/mails/test/html",             [404; 7]),
    Row("GET",  "/dev/mails/{sample}/eml",           "/dev/mails/test/eml",              [404; 7]),
    Row("GET",  "/administration/courrier",          "/administration/courrier",         ADMINS),
    Row("GET",  "/administration/courrier/{id}",     "/administration/courrier/{incoming}", ADMINS),
    Row("POST", "/administration/courrier/{id}/retrait", "/administration/courrier/{incoming}/retrait", ADMINS_DO),
    Row("GET",  "/reglages/courriel",                "/reglages/courriel",               MEMBERS),
    // Their mail is not stopped.
    Row("POST", "/reglages/courriel",                "/reglages/courriel",               [401, 409, 409, 409, 409, 409, 409]),
    Row("GET",  "/points-durs/tableau",              "/points-durs/tableau",             MEMBERS),
    Row("GET",  "/points-durs/annee",                "/points-durs/annee",               EVERYONE),
    Row("GET",  "/points-durs/export.csv",           "/points-durs/export.csv",          MEMBERS),
    Row("POST", "/points-durs/vues",                 "/points-durs/vues",                MEMBERS_422),
    Row("POST", "/points-durs/vues/{view}/retrait",  "/points-durs/vues/{nobody}/retrait", NOWHERE),
    // Experts and animators of its theme refer it; no member of the community does.
    Row("GET",  "/points-durs/{id}/transmettre",     "{point}/transmettre", [303, 404, 403, 403, 200, 200, 404]),
    Row("POST", "/points-durs/{id}/transmettre",     "{point}/transmettre", [401, 404, 403, 403, 422, 422, 404]),
    Row("GET",  "/points-durs/{id}/transmissions/{referral}", "/points-durs/{referred}/transmissions/{referral}", [303, 404, 403, 403, 200, 200, 404]),
    // Experts follow it; what came otherwise is entered by animators.
    Row("POST", "/points-durs/{id}/transmissions/{referral}/reception", "/points-durs/{referred}/transmissions/{referral}/reception", [401, 404, 403, 403, 403, 303, 404]),
    Row("POST", "/points-durs/{id}/transmissions/{referral}/reponse", "/points-durs/{referred}/transmissions/{referral}/reponse", [401, 404, 403, 403, 422, 422, 404]),
    Row("POST", "/points-durs/{id}/transmissions/{referral}/lien", "/points-durs/{referred}/transmissions/{referral}/lien", [401, 404, 403, 403, 303, 303, 404]),
    Row("POST", "/points-durs/{id}/transmissions/{referral}/retrait", "/points-durs/{referred}/transmissions/{referral}/retrait", [401, 404, 403, 403, 422, 422, 404]),
    Row("GET",  "/organismes",                       "/organismes",                      MEMBERS),
    Row("POST", "/organismes",                       "/organismes",                      [401, 403, 403, 403, 403, 422, 422]),
    Row("GET",  "/organismes/bilan",                 "/organismes/bilan",                [303, 403, 403, 403, 200, 200, 403]),
    Row("GET",  "/organismes/bilan.csv",             "/organismes/bilan.csv",            [303, 403, 403, 403, 200, 200, 403]),
    Row("GET",  "/organismes/{id}",                  "/organismes/{body}",               [303, 403, 403, 403, 403, 200, 200]),
    Row("POST", "/organismes/{id}",                  "/organismes/{body}",               [401, 403, 403, 403, 403, 422, 422]),
    // The animator archives it, the administrator comes too late.
    Row("POST", "/organismes/{id}/archive",          "/organismes/{body}/archive",       [401, 403, 403, 403, 403, 303, 409]),
    Row("POST", "/organismes/{id}/archive/retrait",  "/organismes/{body}/archive/retrait", [401, 403, 403, 403, 403, 409, 409]),
    Row("GET",  "/transmissions/{token}",            "/transmissions/unknown",           [410; 7]),
    Row("POST", "/transmissions/{token}",            "/transmissions/unknown",           [410; 7]),
    Row("GET",  "/administration/themes",            "/administration/themes",           ADMINS),
    Row("POST", "/administration/themes",            "/administration/themes",           ADMINS_LACK),
    Row("GET",  "/administration/themes/{slug}",     "/administration/themes/{theme}",   ADMINS),
    Row("POST", "/administration/themes/{slug}/nom", "/administration/themes/{theme}/nom", ADMINS_LACK),
    Row("POST", "/administration/themes/{slug}/place", "/administration/themes/{theme}/place", ADMINS_LACK),
    Row("POST", "/administration/themes/{slug}/archive", "/administration/themes/{theme}/archive", ADMINS_LACK),
    // The theme is not archived.
    Row("POST", "/administration/themes/{slug}/archive/retrait", "/administration/themes/{theme}/archive/retrait", [401, 404, 404, 404, 404, 404, 409]),
    Row("GET",  "/administration/animateurs",        "/administration/animateurs",       ADMINS),
    Row("POST", "/administration/animateurs",        "/administration/animateurs",       ADMINS_LACK),
    Row("POST", "/administration/animateurs/{slug}/{member}/retrait", "/administration/animateurs/{theme}/{animator}/retrait", ADMINS_LACK),
    Row("GET",  "/themes/{slug}/rythme",             "/themes/{theme}/rythme",           [303, 403, 403, 403, 403, 200, 200]),
    Row("POST", "/themes/{slug}/rythme",             "/themes/{theme}/rythme",           SHAPERS_LACK),
    Row("GET",  "/themes/{slug}/gestion",            "/themes/{theme}/gestion",          [303, 403, 403, 403, 403, 200, 200]),
    Row("POST", "/themes/{slug}/gestion",            "/themes/{theme}/gestion",          SHAPERS_LACK),
    Row("POST", "/themes/{slug}/gestion/sous-themes", "/themes/{theme}/gestion/sous-themes", SHAPERS_LACK),
    Row("POST", "/themes/{slug}/gestion/sous-themes/{subtopic}", "/themes/{theme}/gestion/sous-themes/{subtopic}", SHAPERS_LACK),
    // The animator archives it, the administrator comes too late.
    Row("POST", "/themes/{slug}/gestion/sous-themes/{subtopic}/archive", "/themes/{theme}/gestion/sous-themes/{subtopic}/archive", [401, 403, 403, 403, 403, 303, 409]),
    // It is not archived.
    Row("POST", "/themes/{slug}/gestion/sous-themes/{subtopic}/archive/retrait", "/themes/{theme}/gestion/sous-themes/{subtopic}/archive/retrait", [401, 403, 403, 403, 403, 409, 409]),
    Row("GET",  "/rejoindre",                        "/rejoindre",                       VISITORS),
    Row("POST", "/rejoindre",                        "/rejoindre",                       [422; 7]),
    Row("GET",  "/rejoindre/merci",                  "/rejoindre/merci",                 EVERYONE),
    // Who is in the theme is led to it.
    Row("GET",  "/themes/{slug}/adhesion",           "/themes/{theme}/adhesion",         [303, 200, 303, 303, 303, 303, 200]),
    Row("POST", "/themes/{slug}/adhesion",           "/themes/{theme}/adhesion",         [401, 422, 409, 409, 409, 409, 422]),
    Row("GET",  "/themes/{slug}/demandes",           "/themes/{theme}/demandes",         [303, 403, 403, 403, 403, 200, 403]),
    Row("GET",  "/themes/{slug}/invitations",        "/themes/{theme}/invitations",      [303, 403, 403, 200, 200, 200, 403]),
    Row("POST", "/themes/{slug}/invitations",        "/themes/{theme}/invitations",      [401, 403, 403, 422, 422, 422, 403]),
    Row("POST", "/invitations/{id}/renvoi",          "/invitations/{nobody}/renvoi",     NOWHERE),
    Row("POST", "/invitations/{id}/retrait",         "/invitations/{nobody}/retrait",    NOWHERE),
    Row("GET",  "/invitation/{token}",               "/invitation/unknown",              [410; 7]),
    Row("POST", "/invitation/{token}",               "/invitation/unknown",              [410; 7]),
    Row("GET",  "/administration/raisons",           "/administration/raisons",          ADMINS),
    Row("POST", "/administration/raisons",           "/administration/raisons",          ADMINS_LACK),
    Row("GET",  "/administration/comptes/{member}",  "/administration/comptes/{member}", ADMINS),
    Row("POST", "/administration/comptes/{member}/fermeture", "/administration/comptes/{member}/fermeture", ADMINS_LACK),
    Row("POST", "/administration/comptes/{member}/fermeture/retrait", "/administration/comptes/{member}/fermeture/retrait", ADMINS_LACK),
    Row("GET",  "/administration/import",            "/administration/import",           ADMINS),
    Row("POST", "/administration/import",            "/administration/import",           [401, 404, 404, 404, 404, 404, 422]),
    Row("GET",  "/administration/import/modele.csv", "/administration/import/modele.csv", ADMINS),
    Row("GET",  "/administration/import/{draft}",    "/administration/import/{nobody}",  [303, 404, 404, 404, 404, 404, 404]),
    Row("POST", "/administration/import/{draft}",    "/administration/import/{nobody}",  NOWHERE),
];

/// What samples name.
pub struct World<'t> {
    names: BTreeMap<&'static str, String>,
    people: Vec<(&'static str, Person<'t>)>,
}

/// A body of the register, and what was referred to it: both their ids.
async fn referral(animator: &Person<'_>, expert: &Person<'_>, point: &str) -> (String, String) {
    let body = [("name", "GRADeS"), ("kind", "grouping"), ("answers_on", "b"), ("delay_days", "10")];
    animator.posts("/organismes", &body).await.redirects_to("/organismes");
    let register = animator.visits("/organismes").await;
    let body = register.attribute("tbody a", "href").unwrap().replace("/organismes/", "");
    let form = format!("/points-durs/{point}/transmettre");
    let fields = [("body", body.as_str()), ("question", "Qui décide ?")];
    let sent = expert.fills(&form, &form, &fields).await;
    let referral = sent.redirects_to("/points-durs/").location().rsplit('/').next().unwrap().to_owned();
    (body, referral)
}

/// A meeting of the whole community that everybody reads, planned and announced by who animates; its id.
async fn meeting(animator: &Person<'_>) -> String {
    let fields = [
        ("theme", THEME),
        ("circle", "community"),
        ("public", "1"),
        ("title", "Journée"),
        ("description", "d"),
        ("starts", "2027-05-12T09:30"),
        ("ends", "2027-05-12T16:00"),
        ("zone", "Europe/Paris"),
        ("on_site", "1"),
        ("large", "1"),
    ];
    let planned = animator.posts("/rencontres/nouvelle", &fields).await;
    let address = planned.redirects_to("/rencontres/").location().to_owned();
    let form = format!("{address}/annonce");
    let page = animator.follows(&planned).await;
    let page = animator.visits(page.location()).await;
    animator.fills_in(&page, &form, &[]).await.redirects_to("/rencontres/");
    address.rsplit('/').next().unwrap().to_owned()
}

impl<'t> World<'t> {
    pub async fn of(town: &'t Town) -> Self {
        let people = vec![
            ("visitor", town.visitor()),
            ("outsider", town.outsider("Oscar Dehors").await),
            ("community", town.member("Camille Bertin").await),
            ("peer", town.peer("Maëlle Céleste").await),
            ("expert", town.expert("Ana Ferreira").await),
            ("animator", town.animator("Nicolas Aubert").await),
            ("admin", town.admin("Agathe Admin").await),
        ];
        let asked = [
            ("theme", THEME),
            ("kind", "question"),
            ("title", "Qui relit ?"),
            ("body", "b"),
            ("audience", "community"),
        ];
        let fields = [("theme", THEME), ("title", "Identité à deux orthographes"), ("difficulty", "b")];
        let referred = people[2].1.posts("/points-durs/nouveau", &fields).await.location().to_owned();
        let referred = to_base32(id_in(&referred));
        let (body, referral) = referral(&people[5].1, &people[4].1, &referred).await;
        let picture = crate::stories::files::png(40, 30);
        let asked = people[2].1.uploads("/fils/nouveau", &asked, "files", "plan.png", &picture).await;
        let thread = asked.redirects_to("/fils/").location().to_owned();
        let page = people[2].1.visits(&thread).await;
        let post = page.attribute("li.post", "id").unwrap();
        let file = page.attribute("a.file-picture", "href").unwrap();
        let blocked = [("theme", THEME), ("title", "Tout bloque"), ("difficulty", "d")];
        let point = people[2].1.posts("/points-durs/nouveau", &blocked).await;
        let point = point.redirects_to("/points-durs/").location().to_owned();
        let asset = cercles::web::assets::address("css/cercles.css").unwrap();
        let theme = town.theme(THEME).await;
        let subtopics = town.read(move |db| cercles::themes::store::subtopics_of(db, &[theme])).await;
        let subtopic = subtopics[0].id.to_string();
        let lost = b"From: inconnu@ailleurs.example\r\nSubject: Qui peut m'aider ?\r\n\r\nBonjour.\r\n";
        town.receives("inconnu@ailleurs.example", "cercles@town.example", lost).await;
        let page = people[6].1.visits("/administration/courrier").await;
        let incoming = page.attribute("tbody a", "href").unwrap();
        let sheet = published_sheet(town, theme, people[4].1.id()).await;
        let meeting = meeting(&people[5].1).await;
        let session = crate::stories::meetings_programme::large(&people[5].1, &meeting).await;
        let called = format!("/rencontres/{meeting}/contributions");
        people[5].1.posts(&format!("{called}/appel"), &[("until", "2027-05-01")]).await.redirects_to(&called);
        let offered = people[2].1.posts(&called, &[("title", "Bracelets"), ("body", "b")]).await;
        let contribution = offered.redirects_to(&called).location().rsplit('/').next().unwrap().to_owned();
        let names = BTreeMap::from([
            ("meeting", meeting),
            ("session", session),
            ("contribution", contribution),
            ("referred", referred),
            ("body", body),
            ("referral", referral),
            ("sheet", sheet),
            ("incoming", incoming.rsplit('/').next().unwrap().to_owned()),
            ("theme", THEME.to_owned()),
            ("asset", asset.trim_start_matches("/assets/").to_owned()),
            ("member", people[2].1.id().to_string()),
            ("animator", people[5].1.id().to_string()),
            ("subtopic", subtopic),
            ("thread", thread),
            ("point", point),
            ("post", post.trim_start_matches("m-").to_owned()),
            ("file", file.split('/').nth(2).unwrap().to_owned()),
            ("nobody", "1234567".to_owned()),
        ]);
        Self { names, people }
    }

    pub fn address(&self, sample: &str) -> String {
        self.names
            .iter()
            .fold(sample.to_owned(), |address, (name, value)| address.replace(&format!("{{{name}}}"), value))
    }

    /// One of the people.
    pub fn person(&self, who: &str) -> &Person<'t> {
        &self.people.iter().find(|(known, _)| *known == who).unwrap().1
    }

    /// Everyone.
    pub fn people(&self) -> impl Iterator<Item = (&'static str, &Person<'t>)> {
        self.people.iter().map(|(who, person)| (*who, person))
    }

    /// What a line's answers are, where they differ from what it says.
    async fn differences(&self, Row(method, path, sample, expected): &Row) -> Vec<String> {
        let address = self.address(sample);
        assert!(!address.contains('{'), "{path}: the sample {sample} names something the world does not have");
        let mut wrong = Vec::new();
        for ((who, person), expected) in self.people.iter().zip(expected) {
            let answer =
                if *method == "GET" { person.visits(&address).await } else { person.posts(&address, &[]).await };
            if answer.status != *expected {
                wrong.push(format!("{method} {path} for {who}: {} instead of {expected}", answer.status));
            }
        }
        wrong
    }
}

/// A sheet for everybody, published by an expert who wrote it.
async fn published_sheet(town: &Town, theme: cercles::db::ids::ThemeId, expert: cercles::db::ids::MemberId) -> String {
    town.write(move |tx| {
        use cercles::db::ids::{PostId, SheetId, SheetTextId, ThreadId};
        use cercles::db::schema::{posts, sheet_authors, sheet_texts, sheets, threads};
        use diesel::prelude::*;
        let (id, text, post, now) = (SheetId(tx.id()), SheetTextId(tx.id()), PostId(tx.id()), tx.now());
        let thread = (
            (threads::id.eq(ThreadId(id.0)), threads::theme_id.eq(theme), threads::kind.eq("sheet")),
            (threads::audience.eq("public"), threads::title.eq("Des bracelets"), threads::author_id.eq(expert)),
            (threads::created_at.eq(now), threads::posts_count.eq(1), threads::last_post_id.eq(post.0)),
            (threads::last_post_at.eq(now), threads::last_author_id.eq(expert)),
        );
        diesel::insert_into(threads::table).values(thread).execute(tx.db())?;
        let first = (
            (posts::id.eq(post), posts::thread_id.eq(ThreadId(id.0)), posts::number.eq(1), posts::author_id.eq(expert)),
            (posts::source.eq("Ils se lisent."), posts::html.eq("<p>Ils se lisent.</p>"), posts::renderer.eq(2)),
            posts::created_at.eq(now),
        );
        diesel::insert_into(posts::table).values(first).execute(tx.db())?;
        let sheet = (
            (sheets::id.eq(id), sheets::theme_id.eq(theme), sheets::thread_id.eq(ThreadId(id.0))),
            (sheets::title.eq("Des bracelets"), sheets::audience.eq("public"), sheets::state.eq("published")),
            (sheets::version.eq(5), sheets::owner_id.eq(expert), sheets::edition.eq(1), sheets::published_at.eq(now)),
            (sheets::review_day.eq("2027-11-22"), sheets::created_at.eq(now)),
        );
        diesel::insert_into(sheets::table).values(sheet).execute(tx.db())?;
        let written = (
            (sheet_texts::id.eq(text), sheet_texts::sheet_id.eq(id), sheet_texts::version.eq(1)),
            (sheet_texts::edition.eq(1), sheet_texts::written_by.eq(expert), sheet_texts::written_at.eq(now)),
            (sheet_texts::note.eq(""), sheet_texts::difficulty.eq("Illisibles."), sheet_texts::context.eq("")),
            (
                sheet_texts::solution.eq("Plus grands."),
                sheet_texts::steps.eq("1. Agrandir"),
                sheet_texts::limits.eq(""),
            ),
            (sheet_texts::conditions.eq(""), sheet_texts::contacts.eq("")),
        );
        diesel::insert_into(sheet_texts::table).values(written).execute(tx.db())?;
        let author =
            (sheet_authors::sheet_id.eq(id), sheet_authors::member_id.eq(expert), sheet_authors::since.eq(now));
        diesel::insert_into(sheet_authors::table).values(author).execute(tx.db())?;
        Ok(id.to_string())
    })
    .await
}

#[test]
fn every_route_has_a_line_and_every_line_a_route() {
    let routes: Vec<(&str, &str)> = routes::TABLE.iter().map(|row| (row.method, row.path)).collect();
    let lines: Vec<(&str, &str)> = TABLE.iter().map(|Row(method, path, ..)| (*method, *path)).collect();
    let without_line: Vec<_> = routes.iter().filter(|route| !lines.contains(route)).collect();
    let without_route: Vec<_> = lines.iter().filter(|line| !routes.contains(line)).collect();
    assert!(without_line.is_empty(), "routes without a line in tests/access.rs: {without_line:#?}");
    assert!(without_route.is_empty(), "lines of tests/access.rs without a route: {without_route:#?}");
    for (at, line) in lines.iter().enumerate() {
        assert!(!lines[..at].contains(line), "{line:?} stands twice in tests/access.rs");
    }
}

#[actix_web::test]
async fn every_page_answers_each_person_as_the_table_says() {
    let town = Town::new().await;
    let world = World::of(&town).await;
    let mut wrong = Vec::new();
    for row in TABLE.iter().filter(|row| row.0 == "GET") {
        wrong.extend(world.differences(row).await);
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[actix_web::test]
async fn every_form_answers_each_person_as_the_table_says() {
    let mut wrong = Vec::new();
    for row in TABLE.iter().filter(|row| row.0 == "POST") {
        let town = Town::new().await;
        let world = World::of(&town).await;
        wrong.extend(world.differences(row).await);
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
