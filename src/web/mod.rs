//! What a handler is given: a [`Desk`] that reads, shows and submits, and turns refusals into pages.

mod answer;
pub mod assets;
pub mod charts;
mod desk;
mod door;
mod forms;
mod fragments;
mod guard;
mod links;
pub mod once;
mod page;
mod parcel;
mod refusals;
mod serving;
mod shell;
mod templates;
mod times;
mod visit;

use std::collections::BTreeMap;
use std::sync::Arc;

use ipnet::IpNet;
use metrics_exporter_prometheus::PrometheusHandle;
use tokio::sync::Semaphore;

use crate::backup::schedule::Schedule;
use crate::db::Database;
use crate::files::Depot;
use crate::intake::mailbox::Account;
use crate::limits::{Scale, Windows};
use crate::members::passwords::Hasher;
use crate::pulse::Pulse;
use crate::sentences::{Language, Sentences};
use crate::tokens::InstanceKey;

pub use answer::Answer;
pub use desk::Desk;
pub use door::{Ask, Door, RouteRow, next_address, query_pairs};
pub use forms::{Button, Fields, Filled, Posted, Told, Upload, field, optional};
pub use fragments::{Fragment, Fragments};
pub use guard::{guarded, unknown_address};
pub use page::{Done, Page};
pub use parcel::Parcel;
pub use refusals::{Held, found_again};
pub use serving::Stored;
pub use shell::initials;
pub use templates::Templates;
pub use times::{Civil, When, civil_date, local_date, when};
pub use visit::{Acting, Me, Visit};

/// What every request shares.
pub struct App {
    /// The database.
    pub database: Database,
    /// The pages, one set a language.
    pub templates: BTreeMap<Language, Templates>,
    /// Pieces of pages made lately.
    pub fragments: Fragments,
    /// The sentences, one set a language.
    pub sentences: BTreeMap<Language, Sentences>,
    /// The instance key.
    pub key: InstanceKey,
    /// The password hasher and its queue.
    pub hasher: Hasher,
    /// What reading leaves behind, written later in one go.
    pub pulse: Pulse,
    /// Pages made at once, one a connection: more threads would only wait for each other.
    pub pages: Semaphore,
    /// Forms submitted at once, one a writing connection and one being read.
    pub forms: Semaphore,
    /// Rate limits of reading.
    pub windows: Windows,
    /// Multiplies every rate limit.
    pub scale: Scale,
    /// The public address, without a final slash.
    pub base_url: String,
    /// Networks whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<IpNet>,
    /// The figures, when this process collects them.
    pub figures: Option<PrometheusHandle>,
    /// A mailbox to collect, if there is one.
    pub mailbox: Option<Account>,
    /// What members attached.
    pub files: Depot,
    /// How long answers to points durs may take.
    pub points_durs: crate::points_durs::Settings,
    /// Products and companies that a sheet says why it names.
    pub neutrality: crate::sheets::neutrality::List,
    /// How meetings are run.
    pub meetings: crate::meetings::Settings,
    /// How the console is kept.
    pub console: crate::console::Settings,
    /// How much waits in the console, as it was counted lately.
    pub waiting: crate::console::Memo,
    /// Backups by the clock.
    pub backups: Schedule,
    /// Every route, for the door.
    pub routes: &'static [RouteRow],
}

impl App {
    /// Whether the public address is https: cookies are then `Secure` and bound to the host.
    pub fn secure(&self) -> bool {
        self.base_url.starts_with("https://")
    }

    /// The host people reach, without a port.
    pub fn host(&self) -> &str {
        let rest = self.base_url.split_once("://").map_or(self.base_url.as_str(), |(_, rest)| rest);
        rest.split([':', '/']).next().unwrap_or(rest)
    }

    /// The sentences of a language.
    pub fn sentences(&self, language: Language) -> &Sentences {
        self.sentences.get(&language).unwrap_or_else(|| unreachable!("every language is loaded at start"))
    }

    /// The pages of a language.
    pub fn templates(&self, language: Language) -> &Templates {
        self.templates.get(&language).unwrap_or_else(|| unreachable!("every language is loaded at start"))
    }
}

/// The application state as actix shares it.
pub type SharedApp = actix_web::web::Data<Arc<App>>;
