//! What people read: every sentence has a key, every language is a folder of `config/locales/`.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::types::FluentNumber;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use rust_embed::RustEmbed;

use crate::text::typography;

#[derive(RustEmbed)]
#[folder = "config/locales"]
struct Files;

crate::vocabulary! {
    /// A language of the interface.
    Language {
        /// French, the first language.
        French = "fr",
        /// English.
        English = "en",
    }
}

/// A sentence to say later, in the reader's language.
#[derive(Clone, Debug, PartialEq)]
pub struct Sentence {
    /// Its key in the locale files.
    pub key: &'static str,
    /// What it mentions.
    pub args: Vec<(&'static str, Arg)>,
}

/// Something a sentence mentions.
#[derive(Clone, Debug, PartialEq)]
pub enum Arg {
    /// A text.
    Text(String),
    /// A number, written with the language's grouping and used for plurals.
    Number(i64),
}

impl Sentence {
    /// A sentence that mentions nothing yet.
    pub const fn new(key: &'static str) -> Self {
        Self { key, args: Vec::new() }
    }

    /// The sentence with a text it mentions.
    #[must_use]
    pub fn text(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.args.push((name, Arg::Text(value.into())));
        self
    }

    /// The sentence with a number it mentions.
    #[must_use]
    pub fn number(mut self, name: &'static str, value: i64) -> Self {
        self.args.push((name, Arg::Number(value)));
        self
    }
}

impl From<&'static str> for Sentence {
    fn from(key: &'static str) -> Self {
        Self::new(key)
    }
}

/// The sentences of one language.
#[derive(Clone)]
pub struct Sentences {
    language: Language,
    bundle: Arc<FluentBundle<FluentResource>>,
}

impl Sentences {
    /// Reads every file of a language.
    ///
    /// # Errors
    /// What is wrong in the files, for the person who writes them.
    pub fn load(language: Language) -> Result<Self, String> {
        let tag = language.word().parse().map_err(|error| format!("{error:?}"))?;
        let mut bundle = FluentBundle::new_concurrent(vec![tag]);
        // Isolation marks are for mixed scripts and break copying, searching and mail subjects.
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(match language {
            Language::French => in_french,
            Language::English => in_english,
        }));
        for name in Files::iter().filter(|name| name.starts_with(&format!("{}/", language.word()))) {
            let file = Files::get(&name).ok_or_else(|| format!("{name} vanished"))?;
            let text = String::from_utf8(file.data.into_owned()).map_err(|error| format!("{name}: {error}"))?;
            let text = if language == Language::French { typography::french(&text) } else { text };
            let resource = FluentResource::try_new(text).map_err(|(_, errors)| format!("{name}: {errors:?}"))?;
            bundle.add_resource(resource).map_err(|errors| format!("{name}: {errors:?}"))?;
        }
        Ok(Self { language, bundle: Arc::new(bundle) })
    }

    /// Which language this is.
    pub fn language(&self) -> Language {
        self.language
    }

    /// Whether a key exists.
    pub fn has(&self, key: &str) -> bool {
        self.bundle.get_message(key).is_some_and(|message| message.value().is_some())
    }

    /// Says the sentence of a key.
    ///
    /// # Errors
    /// When the key or something it mentions is missing: a mistake of ours, caught by the tests.
    pub fn say(&self, key: &str, args: &FluentArgs<'_>) -> Result<String, String> {
        let pattern = self
            .bundle
            .get_message(key)
            .and_then(|message| message.value())
            .ok_or_else(|| format!("no sentence {key} in {}", self.language.word()))?;
        let mut errors = Vec::new();
        let said = self.bundle.format_pattern(pattern, Some(args), &mut errors).into_owned();
        if errors.is_empty() { Ok(said) } else { Err(format!("sentence {key}: {errors:?}")) }
    }

    /// Says a sentence kept for later; a mistake of ours shows the key rather than nothing.
    pub fn tell(&self, sentence: &Sentence) -> String {
        let mut args = FluentArgs::new();
        for (name, arg) in &sentence.args {
            match arg {
                Arg::Text(text) => args.set(*name, FluentValue::from(text.clone())),
                Arg::Number(number) => args.set(*name, FluentValue::from(*number)),
            }
        }
        self.say(sentence.key, &args).unwrap_or_else(|error| {
            tracing::error!(error, "a sentence is missing");
            debug_assert!(false, "{error}");
            sentence.key.to_owned()
        })
    }
}

/// One set of sentences a language.
///
/// # Errors
/// As `Sentences::load`.
pub fn load_all() -> Result<BTreeMap<Language, Sentences>, String> {
    Language::ALL.iter().map(|language| Sentences::load(*language).map(|sentences| (*language, sentences))).collect()
}

/// 1 234,5 (groups parted by a narrow no-break space).
fn in_french<M>(value: &FluentValue<'_>, _: &M) -> Option<String> {
    let FluentValue::Number(FluentNumber { value, .. }) = value else { return None };
    Some(typography::number(*value, '\u{202f}', ','))
}

/// 1,234.5
fn in_english<M>(value: &FluentValue<'_>, _: &M) -> Option<String> {
    let FluentValue::Number(FluentNumber { value, .. }) = value else { return None };
    Some(typography::number(*value, ',', '.'))
}

/// Values of a template become what a sentence mentions.
pub fn argument(value: &tera::Value) -> Result<FluentValue<'static>, String> {
    if let Some(text) = value.as_str() {
        Ok(FluentValue::String(Cow::Owned(text.to_owned())))
    } else if let Some(number) = value.as_i128() {
        Ok(FluentValue::from(i64::try_from(number).map_err(|error| error.to_string())?))
    } else {
        Err(format!("a sentence mentions texts and numbers, not {value:?}"))
    }
}
