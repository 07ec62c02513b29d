//! The pages: one Tera per language, so that no call carries a language.

use fluent_bundle::FluentArgs;
use rust_embed::RustEmbed;
use tera::{Context, Kwargs, State, Tera};

use super::assets;
use crate::sentences::{self, Sentences};

#[derive(RustEmbed)]
#[folder = "templates"]
struct Files;

/// The templates of one language.
pub struct Templates {
    tera: Tera,
}

impl Templates {
    /// Compiles every template with the sentences of a language.
    ///
    /// # Errors
    /// What is wrong in the templates, for the person who writes them.
    pub fn load(sentences: &Sentences) -> Result<Self, String> {
        let mut tera = Tera::default();
        let said = sentences.clone();
        tera.register_filter("t", move |key: &str, kwargs: Kwargs, _: &State| -> tera::TeraResult<String> {
            say(&said, key, &kwargs)
        });
        tera.register_function("asset", |kwargs: Kwargs, _: &State| -> tera::TeraResult<String> {
            let name: String = kwargs.must_get("name")?;
            assets::address(&name).ok_or_else(|| tera::Error::message(format!("no asset {name}")))
        });
        tera.register_filter("folded", |text: &str, _: Kwargs, _: &State| crate::text::fold(text));
        tera.register_filter("typo", |text: &str, _: Kwargs, _: &State| crate::text::typography::spaces(text));
        tera.autoescape_on(vec![".html", ".xml"]);
        let mut files = Vec::new();
        for name in Files::iter() {
            let file = Files::get(&name).ok_or_else(|| format!("{name} vanished"))?;
            files.push((
                name.to_string(),
                String::from_utf8(file.data.into_owned()).map_err(|error| error.to_string())?,
            ));
        }
        tera.add_raw_templates(files).map_err(|error| error.to_string())?;
        Ok(Self { tera })
    }

    /// Renders a template.
    ///
    /// # Errors
    /// A mistake of ours in the template or its view.
    pub fn render(&self, name: &str, context: &Context) -> Result<String, String> {
        self.tera.render(name, context).map_err(|error| format!("template {name}: {error}"))
    }

    /// The names of all templates.
    pub fn names(&self) -> Vec<String> {
        self.tera.get_template_names().map(str::to_owned).collect()
    }
}

fn say(sentences: &Sentences, key: &str, kwargs: &Kwargs) -> tera::TeraResult<String> {
    let mut args = FluentArgs::new();
    for (name, value) in kwargs.iter() {
        let value = sentences::argument(value).map_err(|error| tera::Error::message(format!("{key}: {error}")))?;
        args.set(name.as_str().unwrap_or_default().to_owned(), value);
    }
    sentences.say(key, &args).map_err(tera::Error::message)
}
