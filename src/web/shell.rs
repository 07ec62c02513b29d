//! What every page shows around its own content.

use serde::Serialize;

use super::App;
use super::desk::Desk;
use crate::db::ids::MemberId;
use crate::sentences::Language;
use crate::tokens;

/// What every page shows around its own content.
#[derive(Clone, Debug, Serialize)]
pub struct Shell {
    pub(super) lang: &'static str,
    pub(super) community: String,
    pub(super) demo: bool,
    pub(super) me: Option<ShellMe>,
    pub(super) csrf: String,
    pub(super) key: String,
    pub(super) path: String,
    pub(super) said: Option<String>,
    pub(super) admin: bool,
    pub(super) animates: bool,
    /// The console of who has one.
    pub(super) console: Option<ShellConsole>,
    #[serde(skip)]
    pub(super) language: Language,
    #[serde(skip)]
    pub(super) new_visitor: Option<String>,
}

#[derive(Clone, Debug, Serialize)]
pub(super) struct ShellConsole {
    /// How much waits there, a hundred at most, as far as it was counted lately.
    pub(super) waiting: Option<usize>,
}

#[derive(Clone, Debug, Serialize)]
pub(super) struct ShellMe {
    pub(super) id: MemberId,
    pub(super) name: String,
    pub(super) given_name: String,
    pub(super) initials: String,
    /// Notices that wait, as the bell says it.
    pub(super) unread: usize,
    /// Whether our mail does not reach them any more.
    pub(super) mail_stopped: bool,
}

impl Shell {
    /// The language of the page.
    pub fn language(&self) -> Language {
        self.language
    }

    /// Who acts, as logs may hold it: a keyed pseudonym.
    pub fn pseudonym(&self, app: &App) -> String {
        self.me.as_ref().map_or_else(String::new, |me| app.key.derive("log", &[&me.id.to_string()])[..12].to_owned())
    }
}

/// The initials of a name.
pub fn initials(given_name: &str, family_name: &str) -> String {
    [given_name, family_name].iter().filter_map(|name| name.chars().next()).flat_map(char::to_uppercase).collect()
}

impl Desk {
    /// The shell of a page when nothing is known of who asks.
    pub(super) fn visitor_shell(&self) -> Shell {
        let (csrf, new_visitor) = match (&self.ask.session, &self.ask.visitor) {
            (Some(session), _) => (self.app.key.derive("form", &[session]), None),
            (None, Some(visitor)) => (self.app.key.derive("form", &[visitor]), None),
            (None, None) => {
                let visitor = tokens::random_token();
                (self.app.key.derive("form", &[&tokens::stored(&visitor)]), Some(visitor))
            }
        };
        Shell {
            lang: self.ask.language.word(),
            community: String::new(),
            demo: false,
            me: None,
            csrf,
            key: tokens::random_token()[..22].to_owned(),
            path: self.ask.path_and_query.clone(),
            said: self.ask.said.clone(),
            admin: false,
            animates: false,
            console: None,
            language: self.ask.language,
            new_visitor,
        }
    }
}
