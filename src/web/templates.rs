//! The pages: one Tera per language, so that no call carries a language.

use std::collections::BTreeMap;
use std::io::{self, Write};

use fluent_bundle::{FluentArgs, FluentValue};
use rust_embed::RustEmbed;
use tera::{Context, Kwargs, State, Tera};

use super::assets;
use crate::sentences::{self, Sentences};
use crate::threads::titles::HIDDEN;

#[derive(RustEmbed)]
#[folder = "templates"]
struct Files;

/// The usual length of a page, in bytes: room taken at once.
const USUAL: usize = 48 << 10;
/// Names whose values are escaped.
const ESCAPED: [&str; 2] = [".html", ".xml"];

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
        tera.register_filter("folded", |text: &str, _: Kwargs, _: &State| crate::text::fold(text));
        tera.register_filter("typo", |text: &str, _: Kwargs, _: &State| crate::text::typography::spaces(text));
        tera.autoescape_on(ESCAPED.to_vec());
        tera.set_escape_fn(escape);
        let mut sources = BTreeMap::new();
        for name in Files::iter() {
            let file = Files::get(&name).ok_or_else(|| format!("{name} vanished"))?;
            let source = String::from_utf8(file.data.into_owned()).map_err(|error| format!("{name}: {error}"))?;
            sources.insert(name.into_owned(), source);
        }
        let settled = sources.keys().map(|name| Ok((name.clone(), settled(name, &whole(name, &sources)?, sentences)?)));
        tera.add_raw_templates(settled.collect::<Result<Vec<_>, String>>()?).map_err(|error| error.to_string())?;
        Ok(Self { tera })
    }

    /// Renders a template, as UTF-8.
    ///
    /// # Errors
    /// A mistake of ours in the template or its view.
    pub fn render(&self, name: &str, context: &Context) -> Result<Vec<u8>, String> {
        let mut out = Vec::with_capacity(USUAL);
        self.tera.render_to(name, context, &mut out).map_err(|error| format!("template {name}: {error}"))?;
        Ok(out)
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
        args.set(name.as_str().unwrap_or_default(), value);
    }
    // A title that was hidden with its thread's first post is empty.
    if matches!(args.get("title"), Some(FluentValue::String(title)) if title.is_empty()) {
        let hidden = sentences.say(HIDDEN, &FluentArgs::new()).map_err(tera::Error::message)?;
        args.set("title", hidden);
    }
    sentences.say(key, &args).map_err(tera::Error::message)
}

/// A template with the text of those it includes: at each rendering, an inclusion costs a state of its own, and names
/// are looked for through all of them. What is set in an included text stays set after it.
fn whole(name: &str, sources: &BTreeMap<String, String>) -> Result<String, String> {
    let source = sources.get(name).ok_or_else(|| format!("no template {name}"))?;
    let mut out = String::with_capacity(source.len());
    let mut rest = source.as_str();
    while let Some(start) = rest.find("{%") {
        let (before, tag) = rest.split_at(start);
        out.push_str(before);
        let Some(end) = tag.find("%}").map(|end| end + 2) else { break };
        let inner = &tag[2..end - 2];
        let words = inner.trim_start_matches('-').trim_end_matches('-').trim();
        rest = &tag[end..];
        let Some(included) = words.strip_prefix("include \"").and_then(|words| words.strip_suffix('"')) else {
            out.push_str(&tag[..end]);
            continue;
        };
        if inner.starts_with('-') {
            out.truncate(out.trim_end().len());
        }
        out.push_str(&whole(included, sources)?);
        if inner.ends_with('-') {
            rest = rest.trim_start();
        }
    }
    out.push_str(rest);
    Ok(out)
}

/// How a drawing of a known name stands in a template; it is what the component `icon` makes of it.
const ICON: &str = "{{ <icon name=\"";

/// A template whose drawings of known names, and sentences that mention nothing (`{{ "key" | t }}`), are
/// set once, now, not at each rendering.
fn settled(name: &str, source: &str, sentences: &Sentences) -> Result<String, String> {
    let escaped = ESCAPED.iter().any(|end| name.ends_with(end));
    let mut out = Vec::with_capacity(source.len());
    let drawn = drawn(source)?;
    let mut rest = drawn.as_str();
    while let Some(start) = rest.find("{{ \"") {
        let (before, call) = rest.split_at(start);
        out.extend_from_slice(before.as_bytes());
        let key = call[4..].split_once("\" | t }}").map_or("\"", |(key, _)| key);
        if key.contains('"') {
            out.extend_from_slice(&call.as_bytes()[..4]);
            rest = &call[4..];
            continue;
        }
        let said = sentences.say(key, &FluentArgs::new()).map_err(|error| format!("{name}: {error}"))?;
        if escaped {
            escape(&said, &mut out).map_err(|error| error.to_string())?;
        } else {
            out.extend_from_slice(said.as_bytes());
        }
        rest = &call[4 + key.len() + "\" | t }}".len()..];
    }
    out.extend_from_slice(rest.as_bytes());
    String::from_utf8(out).map_err(|error| error.to_string())
}

/// How the address of a file of `assets/` stands in a template.
const ASSET: &str = "{{ asset(name=\"";

/// A template with the addresses of its files.
fn addressed(source: &str) -> Result<String, String> {
    let mut pieces = source.split(ASSET);
    let mut out = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (name, after) =
            piece.split_once("\") }}").ok_or_else(|| format!("an asset is asked for otherwise: {piece}"))?;
        out.push_str(&assets::address(name).ok_or_else(|| format!("no asset {name}"))?);
        out.push_str(after);
    }
    Ok(out)
}

/// A template with its drawings of known names.
fn drawn(source: &str) -> Result<String, String> {
    let source = &addressed(source)?;
    let sprite = assets::address("icons/sprite.svg").ok_or("no sprite of drawings")?;
    let mut pieces = source.split(ICON);
    let mut out = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        match piece.split_once("\" /> }}").filter(|(icon, _)| !icon.contains('"')) {
            Some((icon, after)) => {
                out.push_str(&format!(
                    "<svg class=\"icon\" aria-hidden=\"true\"><use href=\"{sprite}#{icon}\"></use></svg>"
                ));
                out.push_str(after);
            }
            None => out.extend([ICON, piece]),
        }
    }
    Ok(out)
}

/// As Tera escapes, five characters, but written by pieces: byte by byte was a twentieth of a page's time.
fn escape(text: &str, out: &mut dyn Write) -> io::Result<()> {
    let mut written = 0;
    for (at, byte) in text.bytes().enumerate() {
        let escaped: &[u8] = match byte {
            b'&' => b"&amp;",
            b'<' => b"&lt;",
            b'>' => b"&gt;",
            b'"' => b"&quot;",
            b'\'' => b"&#39;",
            _ => continue,
        };
        out.write_all(&text.as_bytes()[written..at])?;
        out.write_all(escaped)?;
        written = at + 1;
    }
    out.write_all(&text.as_bytes()[written..])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sentences::Language;

    #[test]
    fn escaping_is_what_tera_does() {
        let text = "l’accord d'un <b>\"CH & EHPAD\"</b> & 'puis' é€😀 >";
        let (mut ours, mut theirs) = (Vec::new(), Vec::new());
        escape(text, &mut ours).unwrap();
        tera::escape_html(text, &mut theirs).unwrap();
        assert_eq!(ours, theirs);
    }

    #[test]
    fn an_included_text_stands_where_it_was_included() {
        let texts = [
            ("a", "x {%- include \"b\" -%} y{% if z %}{% include \"b\" %}{% endif %}"),
            ("b", "<{% include \"c\" %}>"),
            ("c", "!"),
        ];
        let mut sources: BTreeMap<String, String> = texts.map(|(name, text)| (name.to_owned(), text.to_owned())).into();
        assert_eq!(whole("a", &sources).unwrap(), "x<!>y{% if z %}<!>{% endif %}");
        sources.remove("c");
        assert!(whole("a", &sources).is_err());
    }

    #[test]
    fn a_drawing_of_a_known_name_is_what_its_component_makes() {
        let templates = Templates::load(&Sentences::load(Language::French).unwrap()).unwrap();
        let mut tera = templates.tera;
        let call = "{{ <icon name=\"bell\" /> }}";
        let asked = "{% set bell = \"bell\" %}{{ <icon name={bell} /> }}";
        tera.add_raw_templates([("now.html", drawn(call).unwrap()), ("then.html", asked.to_owned())]).unwrap();
        let said = |name: &str| tera.render(name, &Context::new()).unwrap();
        assert_eq!(said("now.html"), said("then.html"));
        assert!(said("now.html").contains("#bell"));
        assert_eq!(drawn(asked).unwrap(), asked);
    }

    #[test]
    fn a_sentence_that_mentions_nothing_is_said_once() {
        let french = Sentences::load(Language::French).unwrap();
        let source = r#"<a title="{{ "layout-search" | t }}">{{ "post-link" | t(n=2) }}</a>{{ "x" ~ y }}{{ "layout-search" | t }}"#;
        let said = french.say("layout-search", &FluentArgs::new()).unwrap();
        let wanted = format!(r#"<a title="{said}">{{{{ "post-link" | t(n=2) }}}}</a>{{{{ "x" ~ y }}}}{said}"#);
        assert_eq!(settled("a.html", source, &french).unwrap(), wanted);
        assert!(settled("a.html", r#"{{ "no-such-key" | t }}"#, &french).is_err());
    }
}
