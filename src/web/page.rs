//! What a handler gives back: a page to show, or what an act leads to.

use serde::Serialize;
use tera::Context;

use crate::sentences::Language;

const HTML: &str = "text/html; charset=utf-8";
const AN_HOUR: &str = "private, max-age=3600";

/// A page to show.
pub struct Page {
    pub(super) template: &'static str,
    pub(super) context: Result<Context, String>,
    pub(super) moved: Option<String>,
    pub(super) bytes: Option<(&'static str, Vec<u8>, Option<String>)>,
    pub(super) no_referrer: bool,
    pub(super) content_type: &'static str,
    pub(super) tag: Option<String>,
    pub(super) policy: Option<&'static str>,
    pub(super) cache: &'static str,
}

impl Page {
    /// A template and its view.
    pub fn of(template: &'static str, view: &impl Serialize) -> Self {
        let context = Context::from_serialize(view).map_err(|error| error.to_string());
        Self {
            template,
            context,
            moved: None,
            bytes: None,
            no_referrer: false,
            content_type: HTML,
            tag: None,
            policy: None,
            cache: AN_HOUR,
        }
    }

    /// The template makes something else than HTML.
    #[must_use]
    pub fn typed(mut self, content_type: &'static str) -> Self {
        self.content_type = content_type;
        self
    }

    /// Another address for the same thing.
    pub fn moved(address: String) -> Self {
        let context = Ok(Context::new());
        let moved = Some(address);
        Self {
            template: "",
            context,
            moved,
            bytes: None,
            no_referrer: false,
            content_type: HTML,
            tag: None,
            policy: None,
            cache: AN_HOUR,
        }
    }

    /// Bytes of a known type, kept an hour by this reader's browser only; with a name they are a download.
    pub fn bytes(content_type: &'static str, bytes: Vec<u8>, download: Option<String>) -> Self {
        Self { bytes: Some((content_type, bytes, download)), ..Self::moved(String::new()) }
    }

    /// The bytes are a document of their own, under a content policy of their own.
    #[must_use]
    pub fn under(mut self, policy: &'static str) -> Self {
        self.policy = Some(policy);
        self
    }

    /// The bytes have this fingerprint: a browser that holds them already is told so (RFC 9110 §13.1.2).
    #[must_use]
    pub fn tagged(mut self, fingerprint: &str) -> Self {
        self.tag = Some(format!("\"{fingerprint}\""));
        self
    }

    /// The bytes are kept as said, not for an hour (RFC 9111 §5.2).
    #[must_use]
    pub fn kept(mut self, cache: &'static str) -> Self {
        self.cache = cache;
        self
    }

    /// The page's address is a secret: nothing of it leaves with a link.
    #[must_use]
    pub fn without_referrer(mut self) -> Self {
        self.no_referrer = true;
        self
    }
}

/// What an act leads to.
#[derive(Clone, Debug, Default)]
pub struct Done {
    pub(super) address: String,
    pub(super) said: Option<&'static str>,
    pub(super) session: SessionChange,
    pub(super) language: Option<Language>,
    pub(super) held: Option<(String, String)>,
}

/// What becomes of the session cookie.
#[derive(Clone, Debug, Default)]
pub(super) enum SessionChange {
    #[default]
    Same,
    Opened {
        token: String,
        personal: bool,
    },
    Closed,
}

impl Done {
    /// Go there.
    pub fn at(address: impl Into<String>) -> Self {
        Self { address: address.into(), ..Self::default() }
    }

    /// Say this once there (a key that starts with `said-`).
    #[must_use]
    pub fn saying(mut self, key: &'static str) -> Self {
        self.said = Some(key);
        self
    }

    /// Open a session: `personal` keeps it after the browser is closed.
    #[must_use]
    pub fn opening(mut self, token: String, personal: bool) -> Self {
        self.session = SessionChange::Opened { token, personal };
        self
    }

    /// Hand back a text that was posted without a session: where it was going, its fields.
    #[must_use]
    pub fn handing_back(mut self, address: &str, fields: &str) -> Self {
        self.held = Some((address.to_owned(), fields.to_owned()));
        self
    }

    /// Forget the session.
    #[must_use]
    pub fn closing(mut self) -> Self {
        self.session = SessionChange::Closed;
        self
    }

    /// Speak this language from now on.
    #[must_use]
    pub fn speaking(mut self, language: Language) -> Self {
        self.language = Some(language);
        self
    }
}
