//! A sample of every mail, for those who look after how they read: shown by the demo community only.

use serde_json::{Value, json};
use tera::Context;

use super::lists::{Leaving, List};
use super::messages::{Letter, Topic};
use crate::db::ids::{ThemeId, ThreadId};
use crate::meetings::calendar::{Method, inviting};
use crate::notices::Kind;
use crate::refusal::Refusal;
use crate::sentences::Language;
use crate::text::{self, markdown};

/// A mail that may be looked at.
pub struct Sample {
    /// What its address is called, and its template: `invitation-reminder` is another `invitation`.
    pub name: &'static str,
    template: &'static str,
    /// The list it belongs to.
    list: Option<List>,
}

const fn sample(name: &'static str, template: &'static str, list: Option<List>) -> Sample {
    Sample { name, template, list }
}

/// What animators write, with what its marks become.
const ANNOUNCEMENT: &str = "La journée annuelle a lieu **le jeudi 4 mars**, à Tours et à distance.\n\n\
    ## Au programme\n\n- le matin : l'identitovigilance au bloc\n- l'après-midi : [trois retours d'expérience](/fils/8k2f)\n\n\
    | Pour venir | Avant le |\n|---|---|\n| À Tours | 1er février |\n| À distance | 1er mars |\n\n\
    > « On en repart avec des noms, pas avec des diapositives. »\n";

/// Every mail Cercles sends, in its forms that read differently.
pub const SAMPLES: &[Sample] = &[
    sample("password_reset", "password_reset", None),
    sample("password_changed", "password_changed", None),
    sample("email_confirm", "email_confirm", None),
    sample("email_changed", "email_changed", None),
    sample("invitation", "invitation", None),
    sample("invitation-reminder", "invitation", None),
    sample("already_member", "already_member", None),
    sample("join_requested", "join_requested", None),
    sample("join_approved", "join_approved", Some(List::Notices(Kind::Decision))),
    sample("join_declined", "join_declined", None),
    sample("animator_named", "animator_named", Some(List::Notices(Kind::Decision))),
    sample("animator_withdrawn", "animator_withdrawn", Some(List::Notices(Kind::Decision))),
    sample("circle_moved", "circle_moved", Some(List::Notices(Kind::Decision))),
    sample("account_closed", "account_closed", None),
    sample("account_reopened", "account_reopened", None),
    sample("nomination", "nomination", Some(List::Notices(Kind::Decision))),
    sample("notices", "notices", Some(List::AllNotices)),
    sample("notices-conversation", "notices", Some(List::NoticesTheme(ThemeId(1)))),
    sample("digest", "digest", Some(List::Digest)),
    sample("announcement", "announcement", Some(List::Notices(Kind::Announcement))),
    sample("announcement-trial", "announcement", None),
    sample("reply_refused", "reply_refused", None),
    sample("sheet_follow_up", "sheet_follow_up", Some(List::Notices(Kind::Assignment))),
    sample("meeting", "meeting", Some(List::Notices(Kind::Meeting))),
    sample("meeting-moved", "meeting", Some(List::Notices(Kind::Meeting))),
    sample("meeting-cancelled", "meeting", Some(List::Notices(Kind::Meeting))),
    sample("referral", "referral", None),
    sample("referral-reminder", "referral", None),
    sample("console_ageing", "console_ageing", Some(List::Notices(Kind::Assignment))),
    sample("test", "test", None),
];

impl Sample {
    /// The sample of a name.
    pub fn named(name: &str) -> Option<&'static Self> {
        SAMPLES.iter().find(|sample| sample.name == name)
    }

    /// Its letter, as somebody of the demo would get it.
    pub(super) fn letter(&self, base_url: &str, language: Language) -> Result<Letter, Refusal> {
        let mut facts = json!({
            "name": "Ana", "full_name": "Ana Ferreira", "base_url": base_url,
            "theme": "Numérique en santé", "by": "Claire Aubry", "place": "expert",
            "reason": "Vous animez depuis deux ans les échanges sur l'identitovigilance.",
            "link": format!("{base_url}/lien/8f1c2b7de09a4b6f9f6c1f8f4a7c5e21"),
            "who": "Hugo Marchand", "work": "Cadre de santé, EHPAD Les Tilleuls", "region": "Bretagne",
            "settings": format!("{base_url}/reglages/notifications"), "contact": "contact@cercles.example",
        });
        for (key, value) in self.own(base_url) {
            facts[key] = value;
        }
        let context = Context::from_serialize(&facts).map_err(|error| Refusal::Broken(error.to_string()))?;
        let conversation = self.name == "notices-conversation";
        let of_theme = conversation || self.name == "announcement";
        let topic = Topic {
            thread: conversation.then_some(ThreadId(1)),
            theme: of_theme.then(|| "numerique-en-sante".to_owned()),
            leaving: self.list.map(|list| Leaving { list, address: example(base_url, list) }),
            referral: None,
        };
        let to = "ana.ferreira@cercles.example".into();
        let method = if self.name == "meeting-cancelled" { Method::Cancel } else { Method::Request };
        let calendar = (self.template == "meeting").then(|| Box::new(inviting::sample(method)));
        Ok(Letter { to, language, template: self.template, context, topic, token: None, calendar })
    }

    /// Where it would be answered, when it may be.
    pub(super) fn answered_at(&self, host: &str) -> Option<String> {
        match self.name {
            "notices-conversation" => Some(format!("r+1.8k2f.exemple@{host}")),
            "referral" | "referral-reminder" => Some(format!("t+8k2f7c.1.exemple@{host}")),
            _ => None,
        }
    }

    /// What only this one mentions.
    fn own(&self, base_url: &str) -> Vec<(&'static str, Value)> {
        let title = "Bracelets d'identification illisibles au bloc";
        let line = |key: &str, title: &str| {
            json!({"key": key, "actor": "Bilal Haddad", "title": title, "theme": "Numérique en santé",
                   "link": format!("{base_url}/fils/8k2f-bracelets#m-4")})
        };
        match self.name {
            "invitation" | "invitation-reminder" => vec![
                ("origin", json!("person")),
                ("reminder", json!(self.name == "invitation-reminder")),
                ("known", json!(false)),
                ("inviter", json!("Claire Aubry")),
                ("inviter_work", json!("Pharmacienne, CH de Valmont")),
                ("places", json!([{"theme": "Numérique en santé", "circle": "community"}])),
                ("message", json!("Votre expérience du dossier patient partagé nous serait précieuse.")),
                ("days", json!(7)),
            ],
            "nomination" => vec![("circle", json!("peer"))],
            "notices" => vec![
                ("conversation", Value::Null),
                ("lines", json!([line("notice-reply", title), line("notice-mention", "Une DSI commune de GHT")])),
            ],
            "notices-conversation" => {
                vec![("conversation", json!(title)), ("lines", json!([line("notice-reply", title)]))]
            }
            "announcement" | "announcement-trial" => vec![
                ("trial", json!(self.name == "announcement-trial")),
                ("leave_theme", json!(example(base_url, List::NoticesTheme(ThemeId(1))))),
                ("title", json!("Journée annuelle de la communauté")),
                ("text", json!(text::letter::plain(ANNOUNCEMENT, base_url))),
                ("html", json!(text::letter::html(&markdown::render(ANNOUNCEMENT), base_url))),
            ],
            "console_ageing" => {
                let line = |kind: &str, n: i64| json!({"kind": kind, "n": n, "link": format!("{base_url}/console?cas={kind}")});
                vec![
                    ("hours", json!(75)),
                    ("days", json!(3)),
                    ("link", json!(format!("{base_url}/console"))),
                    ("lines", json!([line("flag", 2), line("point-to-sort", 5), line("join-request", 1)])),
                ]
            }
            "meeting" => vec![
                ("about", json!("invited")),
                ("title", json!(title)),
                ("circle", json!("expert")),
                ("reason", json!("")),
                ("choices", answers(base_url)),
            ],
            "meeting-moved" | "meeting-cancelled" => vec![
                ("about", json!(self.name.trim_start_matches("meeting-"))),
                ("title", json!(title)),
                ("circle", json!("expert")),
                ("reason", json!("La salle est en travaux.")),
                ("choices", answers(base_url)),
            ],
            "referral" | "referral-reminder" => vec![
                ("reminder", json!(self.name == "referral-reminder")),
                ("reference", json!("8k2f7c")),
                ("body", json!("Agence du numérique en santé")),
                ("sender", json!("Ana Ferreira")),
                ("days", json!(30)),
                (
                    "note",
                    json!({
                        "question": "L'identifiant national doit-il figurer en clair sur un bracelet ?",
                        "context": "Un bloc de huit salles, deux logiciels.", "attempts": "",
                        "hoped_for": "La lecture du référentiel que fait l'agence.",
                    }),
                ),
            ],
            "reply_refused" => vec![
                ("link", json!(format!("{base_url}/fils/8k2f"))),
                ("reason", json!("closed")),
                ("about", json!("Bracelets illisibles au bloc")),
                ("said", json!("Nous avons changé de support en mars.")),
            ],
            "sheet_follow_up" => vec![
                ("title", json!("Bracelets lisibles au bloc")),
                ("sheet", json!(format!("{base_url}/fiches/8k2f-bracelets-lisibles-au-bloc"))),
                ("months", json!(3)),
                ("choices", choices(base_url)),
            ],
            "digest" => vec![
                ("frequency", json!("weekly")),
                ("threads", json!(3)),
                ("unsubscribe", json!(format!("{base_url}/desabonnement/exemple"))),
                ("digest", digest(base_url)),
            ],
            _ => Vec::new(),
        }
    }
}

/// The address that would unsubscribe.
fn example(base_url: &str, list: List) -> String {
    format!("{base_url}/desabonnement/1.{}.exemple", list.word())
}

/// What may be answered to "still in place?".
fn choices(base_url: &str) -> Value {
    let choice =
        |answer: &str| json!({"answer": answer, "link": format!("{base_url}/en-place/exemple?reponse={answer}")});
    json!([choice("in_place"), choice("adapted"), choice("dropped"), choice("never")])
}

/// The answers a link of an invitation gives.
fn answers(base_url: &str) -> Value {
    let choice =
        |answer: &str| json!({"answer": answer, "address": format!("{base_url}/venir/exemple?reponse={answer}")});
    json!(["remote", "maybe", "no"].map(choice))
}

/// A window of news.
fn digest(base_url: &str) -> Value {
    let line = |section: &str, reason: &str, title: &str, count: i64, excerpt: &str| {
        json!({"section": section, "reason": reason, "title": title, "address": format!("{base_url}/fils/8k2f-exemple"),
               "theme": "Numérique en santé", "count": count, "state": "qualified", "author": "Bilal Haddad", "excerpt": excerpt})
    };
    let civil =
        |hour: &str| json!({"weekday": "thu", "day": 10, "month": "dec", "year": "2026", "hour": hour, "minute": "00"});
    let bracelets =
        "Au bloc, deux lecteurs sur trois refusent les bracelets imprimés la nuit. Qui a changé de support ?";
    json!({
        "waiting": [{"key": "notice-mention", "actor": "Chloé Martin", "title": "Une DSI commune de GHT",
                     "theme": "Numérique en santé", "address": format!("{base_url}/fils/8k2f-exemple")}],
        "questions": [], "fields": "",
        "points_durs": [line("points_durs", "awaited", "Identités en double aux urgences", 2, "")],
        "points_durs_more": 3, "awaited": true,
        "themes": [{"name": "Numérique en santé", "address": format!("{base_url}/themes/numerique-en-sante"),
                    "followed": true, "more": 14, "leave": format!("{base_url}/desabonnement/exemple"),
                    "lines": [line("new", "followed", "Bracelets illisibles au bloc", 4, bracelets),
                              line("moved", "useful", "Héberger l'imagerie du territoire", 9, "")]}],
        "solved": [line("solved", "theme", "Quel cahier des charges pour la téléconsultation ?", 6, "")],
        "sheets": [line("sheets", "theme", "Des bracelets lisibles au bloc", 2, "")], "sheets_more": 0,
        "meetings": [{"about": "awaited", "title": "Réunion mensuelle des experts", "theme": "Numérique en santé",
                      "address": format!("{base_url}/rencontres/8k2f-exemple"),
                      "at": civil("16"), "there": civil("13")}],
        "meetings_more": 0,
        "joined": [{"name": "Hugo Marchand", "address": format!("{base_url}/membres/8k2f"), "profession": "Cadre de santé",
                    "region": "Bretagne", "theme": "Numérique en santé"}],
        "joined_more": 2,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mail_has_a_sample() {
        let mut folders: Vec<String> = std::fs::read_dir("templates/mail")
            .unwrap()
            .map(|entry| entry.unwrap())
            .filter(|entry| entry.path().is_dir())
            .map(|entry| entry.file_name().into_string().unwrap())
            .collect();
        folders.sort();
        let mut shown: Vec<String> = SAMPLES.iter().map(|sample| sample.template.to_owned()).collect();
        shown.sort();
        shown.dedup();
        assert_eq!(folders, shown);
    }
}
