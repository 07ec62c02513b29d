//! What people read: every sentence has a key, every language is a folder of `config/locales/`.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::types::FluentNumber;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement, Variant, VariantKey};
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
    plain: Arc<HashMap<String, Vec<Piece>>>,
}

/// A piece of a plain sentence: one that chooses by words or exact numbers at most, never by plural.
enum Piece {
    Words(String),
    Mention(String),
    Choice { of: String, cases: Vec<(Case, Vec<Piece>)>, otherwise: Vec<Piece> },
}

/// What a choice compares with.
enum Case {
    Word(String),
    Number(f64),
}

impl Case {
    /// As Fluent compares: a word is also the name of a plural, which only Fluent knows.
    fn of(key: &VariantKey<&str>) -> Option<Self> {
        match key {
            VariantKey::Identifier { name: "zero" | "one" | "two" | "few" | "many" } => None,
            VariantKey::Identifier { name } => Some(Self::Word((*name).to_owned())),
            VariantKey::NumberLiteral { value } => value.parse().ok().map(Self::Number),
        }
    }

    fn is(&self, value: &FluentValue<'_>) -> bool {
        match (self, value) {
            (Self::Word(word), FluentValue::String(text)) => word == text,
            (Self::Number(wanted), FluentValue::Number(number)) => *wanted == number.value,
            _ => false,
        }
    }
}

/// The pieces of a plain sentence, those it refers to among them.
fn pieces(bundle: &FluentBundle<FluentResource>, pattern: &Pattern<&str>) -> Option<Vec<Piece>> {
    let mut pieces = Vec::new();
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => pieces.push(Piece::Words((*value).to_owned())),
            PatternElement::Placeable { expression: Expression::Inline(inline) } => match inline {
                InlineExpression::VariableReference { id } => pieces.push(Piece::Mention(id.name.to_owned())),
                InlineExpression::MessageReference { id, attribute: None } => {
                    pieces.extend(self::pieces(bundle, bundle.get_message(id.name)?.value()?)?);
                }
                _ => return None,
            },
            PatternElement::Placeable { expression: Expression::Select { selector, variants } } => {
                let InlineExpression::VariableReference { id } = selector else { return None };
                let otherwise = self::pieces(bundle, &variants.iter().find(|variant| variant.default)?.value)?;
                let case =
                    |variant: &Variant<&str>| Some((Case::of(&variant.key)?, self::pieces(bundle, &variant.value)?));
                let cases = variants.iter().filter(|variant| !variant.default).map(case).collect::<Option<_>>()?;
                pieces.push(Piece::Choice { of: id.name.to_owned(), cases, otherwise });
            }
        }
    }
    Some(pieces)
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
        let mut keys = Vec::new();
        for name in Files::iter().filter(|name| name.starts_with(&format!("{}/", language.word()))) {
            let file = Files::get(&name).ok_or_else(|| format!("{name} vanished"))?;
            let text = String::from_utf8(file.data.into_owned()).map_err(|error| format!("{name}: {error}"))?;
            let text = if language == Language::French { typography::french(&text) } else { text };
            let resource = FluentResource::try_new(text).map_err(|(_, errors)| format!("{name}: {errors:?}"))?;
            keys.extend(resource.entries().filter_map(|entry| match entry {
                Entry::Message(message) => Some(message.id.name.to_owned()),
                _ => None,
            }));
            bundle.add_resource(resource).map_err(|errors| format!("{name}: {errors:?}"))?;
        }
        let plain = keys.into_iter().filter_map(|key| {
            let pieces = pieces(&bundle, bundle.get_message(&key)?.value()?)?;
            Some((key, pieces))
        });
        let plain = Arc::new(plain.collect());
        Ok(Self { language, bundle: Arc::new(bundle), plain })
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
        if let Some(pieces) = self.plain.get(key) {
            let mut said = String::with_capacity(64);
            self.say_plainly(pieces, args, &mut said).map_err(|name| format!("sentence {key}: nothing for {name}"))?;
            return Ok(said);
        }
        let pattern = self
            .bundle
            .get_message(key)
            .and_then(|message| message.value())
            .ok_or_else(|| format!("no sentence {key} in {}", self.language.word()))?;
        let mut errors = Vec::new();
        let said = self.bundle.format_pattern(pattern, Some(args), &mut errors).into_owned();
        if errors.is_empty() { Ok(said) } else { Err(format!("sentence {key}: {errors:?}")) }
    }

    /// What Fluent would say, without its interpreter: a page says two hundred such sentences. Fails with the name of
    /// what is missing.
    fn say_plainly<'p>(&self, pieces: &'p [Piece], args: &FluentArgs<'_>, said: &mut String) -> Result<(), &'p str> {
        for piece in pieces {
            match piece {
                Piece::Words(words) => said.push_str(words),
                Piece::Mention(name) => match args.get(name) {
                    Some(FluentValue::String(text)) => said.push_str(text),
                    Some(FluentValue::Number(number)) => said.push_str(&self.language.number(number.value)),
                    _ => return Err(name),
                },
                Piece::Choice { of, cases, otherwise } => {
                    let value = args.get(of).ok_or(of.as_str())?;
                    let chosen = cases.iter().find(|(case, _)| case.is(value)).map_or(otherwise, |(_, chosen)| chosen);
                    self.say_plainly(chosen, args, said)?;
                }
            }
        }
        Ok(())
    }

    /// The sentence of a word of a vocabulary, which mentions nothing: its key is made of the word.
    pub fn word(&self, key: &str) -> String {
        self.say(key, &FluentArgs::new()).unwrap_or_else(|error| {
            tracing::error!(error, "a word is missing");
            debug_assert!(false, "{error}");
            key.to_owned()
        })
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

impl Language {
    /// 1 234,5 (groups parted by a narrow no-break space), or 1,234.5.
    fn number(self, value: f64) -> String {
        match self {
            Self::French => typography::number(value, '\u{202f}', ','),
            Self::English => typography::number(value, ',', '.'),
        }
    }
}

fn in_french<M>(value: &FluentValue<'_>, _: &M) -> Option<String> {
    let FluentValue::Number(FluentNumber { value, .. }) = value else { return None };
    Some(Language::French.number(*value))
}

fn in_english<M>(value: &FluentValue<'_>, _: &M) -> Option<String> {
    let FluentValue::Number(FluentNumber { value, .. }) = value else { return None };
    Some(Language::English.number(*value))
}

/// Values of a template become what a sentence mentions.
pub fn argument(value: &tera::Value) -> Result<FluentValue<'_>, String> {
    if let Some(text) = value.as_str() {
        Ok(FluentValue::String(Cow::Borrowed(text)))
    } else if let Some(number) = value.as_i128() {
        Ok(FluentValue::from(i64::try_from(number).map_err(|error| error.to_string())?))
    } else {
        Err(format!("a sentence mentions texts and numbers, not {value:?}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Mentions everything the pieces do; choices take their nth case, or none of them.
    fn mention(pieces: &[Piece], nth: usize, args: &mut FluentArgs<'static>) {
        for (place, piece) in pieces.iter().enumerate() {
            match piece {
                Piece::Words(_) => {}
                Piece::Mention(name) if args.get(name).is_some() => {}
                Piece::Mention(name) if (place + nth).is_multiple_of(2) => args.set(name.clone(), 12_345),
                Piece::Mention(name) => args.set(name.clone(), "<b>l’été</b>"),
                Piece::Choice { of, cases, otherwise } => {
                    match cases.get(nth) {
                        Some((Case::Word(word), _)) => args.set(of.clone(), word.clone()),
                        Some((Case::Number(number), _)) => args.set(of.clone(), *number),
                        None => args.set(of.clone(), nth),
                    }
                    cases.iter().for_each(|(_, chosen)| mention(chosen, nth, args));
                    mention(otherwise, nth, args);
                }
            }
        }
    }

    #[test]
    fn a_plain_sentence_is_what_fluent_says() {
        for sentences in load_all().unwrap().values() {
            let (mut compared, mut all) = (0, 0);
            for (key, pieces) in sentences.plain.iter() {
                for nth in 0..14 {
                    let mut args = FluentArgs::new();
                    mention(pieces, nth, &mut args);
                    let mut errors = Vec::new();
                    let pattern = sentences.bundle.get_message(key).unwrap().value().unwrap();
                    let said = sentences.bundle.format_pattern(pattern, Some(&args), &mut errors);
                    assert_eq!((sentences.say(key, &args).unwrap(), errors.len()), (said.into_owned(), 0), "{key}");
                    compared += usize::from(args.iter().next().is_some());
                    all += 1;
                }
                let bare = pieces.iter().all(|piece| matches!(piece, Piece::Words(_)));
                assert_eq!(sentences.say(key, &FluentArgs::new()).is_ok(), bare, "{key}");
            }
            assert!(compared > 14 * 100 && all > 14 * 1_000, "only {compared} of {all} mention something");
            assert!(["when-exact", "when-weekday", "post-link"].iter().all(|key| sentences.plain.contains_key(*key)));
        }
    }
}
