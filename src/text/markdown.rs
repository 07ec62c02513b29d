//! Markdown to HTML that is safe to show: raw HTML is text, then an allow-list has the last word.
//!
//! The rules: OWASP ASVS 5.0 1.3.1 and 1.3.5; the tags that made sanitisers fail (RUSTSEC-2025-0071,
//! RUSTSEC-2026-0193, RUSTSEC-2026-0213) are never allowed.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use ammonia::{Builder, UrlRelative};
use comrak::nodes::{AstNode, NodeLink, NodeValue};
use comrak::{Arena, Options, format_html, parse_document};
use serde::Serialize;

use super::typography;
use crate::sentences::Sentences;

/// Changes whenever the HTML made from the same source changes; posts rendered by an older one are rendered again.
pub const RENDERER: i32 = 2;

/// Stands in stored HTML for the place the text is shown at, so that two posts of one page share no id.
pub(super) const PLACE: char = '\u{e000}';
/// Stands for the label of a done task.
const DONE: char = '\u{e001}';
/// Stands for the label of a task to do.
const TO_DO: char = '\u{e002}';
/// Stands for the label of a wide table's frame.
const TABLE: char = '\u{e003}';
/// Stands for the label of the way back from a footnote.
pub(super) const BACK: char = '\u{e004}';
const MARKS: [char; 5] = [PLACE, DONE, TO_DO, TABLE, BACK];

/// Deeper quotes, lists and emphasis are flattened: nobody reads the 20th level, and parsers downstream recurse.
const DEEPEST: usize = 20;

/// A text that makes more HTML than this (a table of 20,000 columns does) is shown as it was typed.
const LONGEST_HTML: usize = 1024 * 1024;

/// HTML that came out of the sanitiser: the only text templates may print as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SafeHtml(String);

impl SafeHtml {
    /// HTML that the sanitiser made earlier and the database kept.
    pub fn stored(html: String) -> Self {
        Self(html)
    }

    /// The HTML, as stored.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The HTML whose names written after an `@` are marked: those of people (written so, at an address) as links,
    /// those of circles (without an address) as they are. Code and links stay as they are.
    #[must_use]
    pub fn marked(&self, names: &[(String, Option<String>)]) -> Self {
        let mut names: Vec<(String, &Option<String>)> =
            names.iter().map(|(name, address)| (escaped(&typography::spaces(name)), address)).collect();
        names.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
        let mut out = String::with_capacity(self.0.len() + names.len() * 64);
        let (mut rest, mut inside) = (self.0.as_str(), 0_usize);
        while let Some(at) = rest.find(['<', '@']) {
            out.push_str(&rest[..at]);
            rest = &rest[at..];
            let length = if rest.starts_with('<') {
                let end = rest.find('>').map_or(rest.len(), |end| end + 1);
                let tag = rest[1..end].trim_end_matches('>').split(' ').next().unwrap_or("");
                match tag {
                    "a" | "code" | "pre" | "blockquote" => inside += 1,
                    "/a" | "/code" | "/pre" | "/blockquote" => inside = inside.saturating_sub(1),
                    _ => {}
                }
                out.push_str(&rest[..end]);
                end
            } else {
                let before = out.chars().next_back().is_some_and(char::is_alphanumeric);
                let fits = |name: &str| {
                    rest[1..].starts_with(name)
                        && !rest[1 + name.len()..].chars().next().is_some_and(char::is_alphanumeric)
                };
                match names.iter().find(|(name, _)| inside == 0 && !before && fits(name)) {
                    Some((name, address)) => {
                        match address {
                            Some(address) => {
                                out.push_str(&format!("<a class=\"mention\" href=\"{address}\">@{name}</a>"))
                            }
                            None => out.push_str(&format!("<strong class=\"mention\">@{name}</strong>")),
                        }
                        1 + name.len()
                    }
                    None => {
                        out.push('@');
                        1
                    }
                }
            };
            rest = &rest[length..];
        }
        out.push_str(rest);
        Self(out)
    }

    /// The HTML for a reader, at a place of the page (`m12`) that makes its ids unique.
    pub fn shown(&self, place: &str, sentences: &Sentences) -> Shown {
        if !self.0.contains(MARKS) {
            return Shown(self.0.clone());
        }
        Shown(
            self.0
                .replace(PLACE, place)
                .replace(DONE, &sentences.tell(&"text-task-done".into()))
                .replace(TO_DO, &sentences.tell(&"text-task-to-do".into()))
                .replace(TABLE, &sentences.tell(&"text-table".into()))
                .replace(BACK, &sentences.tell(&"text-footnote-back".into())),
        )
    }
}

/// HTML ready for a template, which prints it with `| safe`.
#[derive(Clone, Debug, Serialize)]
#[serde(transparent)]
pub struct Shown(String);

impl Shown {
    /// The HTML.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// HTML shown whose links were filled in for its reader.
    pub(super) fn filled(html: String) -> Self {
        Self(html)
    }
}

pub(super) fn options() -> Options<'static> {
    let mut options = Options::default();
    options.extension.table = true;
    options.extension.tasklist = true;
    options.extension.footnotes = true;
    options.extension.strikethrough = true;
    options.extension.autolink = true;
    options.render.escape = true;
    options
}

/// Renders a post, in French typography; its headings go two levels down, under those of the page it stands in.
pub fn render(source: &str) -> SafeHtml {
    rendered(source, |_| 2)
}

/// Renders a text that is a page by itself (charter, legal notices): its highest headings stand right under the
/// page's title.
pub fn render_page(source: &str) -> SafeHtml {
    rendered(source, |root| {
        let level = |node: &AstNode<'_>| match &node.data.borrow().value {
            NodeValue::Heading(heading) => Some(i16::from(heading.level)),
            _ => None,
        };
        2 - root.descendants().filter_map(level).min().unwrap_or(0)
    })
}

/// `down`: how many levels the headings of a text go down.
fn rendered(source: &str, down: impl for<'a> FnOnce(&'a AstNode<'a>) -> i16) -> SafeHtml {
    let source: Cow<'_, str> =
        if source.contains(MARKS) { source.replace(MARKS, "\u{fffd}").into() } else { source.into() };
    let arena = Arena::new();
    let options = options();
    let root = parse_document(&arena, &source, &options);
    tidy(root, down(root));
    let mut html = String::with_capacity(source.len() * 2);
    if format_html(root, &options, &mut html).is_err() {
        return SafeHtml(String::new());
    }
    if html.len() > LONGEST_HTML {
        return sanitised(&format!("<pre><code>{}</code></pre>", escaped(&source)));
    }
    sanitised(&html)
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// HTML from anywhere, after the allow-list.
pub fn sanitised(html: &str) -> SafeHtml {
    SafeHtml(finished(&SANITISER.clean(html).to_string()))
}

/// Frames and labels that pages need, put around tags only the sanitiser can have written: in text `<` is escaped.
fn finished(html: &str) -> String {
    if !html.contains(['<']) {
        return html.to_owned();
    }
    html.replace("<input type=\"checkbox\" checked=\"\" disabled=\"\"> ", &task(true))
        .replace("<input type=\"checkbox\" disabled=\"\"> ", &task(false))
        .replace("<table>", &format!("{}<table>", table_frame()))
        .replace("</table>", "</table></div>")
        .replace("<th>", "<th scope=\"col\">")
        .replace("<th align=", "<th scope=\"col\" align=")
        .replace("<img ", "<img loading=\"lazy\" ")
        .replace("<pre>", "<pre tabindex=\"0\">")
        .replace(" class=\"footnote-backref\"", &format!(" class=\"footnote-backref\" aria-label=\"{BACK}\""))
}

/// What a wide table scrolls in.
pub(super) fn table_frame() -> String {
    format!("<div class=\"table-scroll\" tabindex=\"0\" role=\"group\" aria-label=\"{TABLE}\">")
}

/// A task's box is drawn by the style sheet and said in words: a disabled checkbox has no name to be read by.
pub(super) fn task(done: bool) -> String {
    let (class, label) = if done { ("task-box task-box-done", DONE) } else { ("task-box", TO_DO) };
    format!("<span class=\"{class}\" aria-hidden=\"true\"></span><span class=\"visually-hidden\">{label} </span>")
}

/// The text of a post without its marks, for excerpts: at most `length` characters, cut between words.
pub fn plain(source: &str, length: usize) -> String {
    let arena = Arena::new();
    let root = parse_document(&arena, source, &options());
    let mut text = String::new();
    for node in root.descendants() {
        match &node.data.borrow().value {
            NodeValue::Text(part) => text.push_str(part),
            NodeValue::Code(code) => text.push_str(&code.literal),
            NodeValue::SoftBreak
            | NodeValue::LineBreak
            | NodeValue::Paragraph
            | NodeValue::Heading(_)
            | NodeValue::Item(_)
            | NodeValue::TableCell => text.push(' '),
            _ => {}
        }
        if text.len() > length * 8 {
            break;
        }
    }
    shortened(&text.split_whitespace().collect::<Vec<_>>().join(" "), length)
}

/// A text cut between words, with an ellipsis when something was cut.
pub fn shortened(text: &str, length: usize) -> String {
    if text.chars().count() <= length {
        return text.to_owned();
    }
    let cut: String = text.chars().take(length).collect();
    let end = cut.rfind(' ').filter(|end| *end > cut.len() / 2).unwrap_or(cut.len());
    format!("{}…", cut[..end].trim_end_matches([' ', ',', ';', ':']))
}

/// What the source says becomes what the page may hold: headings go under the page's own, pictures that nobody attached
/// here become links (nothing is fetched from a third party), spaces become typographic, the 21st level the 20th.
pub(super) fn tidy<'a>(root: &'a AstNode<'a>, down: i16) {
    let mut too_deep = Vec::new();
    let mut stack = vec![(root, 0_usize)];
    while let Some((node, depth)) = stack.pop() {
        let mut data = node.data.borrow_mut();
        let deeper = match &mut data.value {
            NodeValue::Text(text) => {
                let spaced = typography::spaces(text);
                if spaced != text.as_ref() {
                    *text = spaced.into();
                }
                depth
            }
            NodeValue::Heading(heading) => {
                heading.level = u8::try_from((i16::from(heading.level) + down).clamp(2, 6)).unwrap_or(6);
                depth
            }
            NodeValue::BlockQuote
            | NodeValue::List(_)
            | NodeValue::Emph
            | NodeValue::Strong
            | NodeValue::Strikethrough
            | NodeValue::Link(_) => depth + 1,
            _ => depth,
        };
        if let NodeValue::Image(link) = &data.value
            && !is_attached(&link.url)
        {
            let link = NodeLink { url: link.url.clone(), title: link.title.clone() };
            data.value = NodeValue::Link(Box::new(link));
        }
        drop(data);
        if deeper > DEEPEST && deeper > depth {
            too_deep.push(node);
        }
        stack.extend(node.children().map(|child| (child, deeper)));
    }
    for node in too_deep {
        // A list's items are lifted one by one: what they hold stays, the frame goes.
        let lifted: Vec<_> = if matches!(node.data.borrow().value, NodeValue::List(_)) {
            node.children().flat_map(AstNode::children).collect()
        } else {
            node.children().collect()
        };
        for child in lifted {
            node.insert_before(child);
        }
        node.detach();
    }
}

/// Whether a picture's address is that of a file somebody attached: `/fichiers/ID/NAME`, nothing else.
fn is_attached(url: &str) -> bool {
    let Some((id, name)) = url.strip_prefix("/fichiers/").and_then(|rest| rest.split_once('/')) else { return false };
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'%');
    crate::db::ids::from_base32(id).is_some() && !name.is_empty() && !name.starts_with('.') && name.bytes().all(plain)
}

static SANITISER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let tags: HashSet<&str> = [
        "p",
        "br",
        "hr",
        "strong",
        "em",
        "del",
        "sup",
        "section",
        "a",
        "ul",
        "ol",
        "li",
        "blockquote",
        "pre",
        "code",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "img",
        "input",
    ]
    .into();
    let attributes: HashMap<&str, HashSet<&str>> = [
        ("a", ["href", "title", "id"].into()),
        ("li", ["id"].into()),
        ("ol", ["start"].into()),
        ("img", ["src", "alt", "title"].into()),
        ("th", ["align"].into()),
        ("td", ["align"].into()),
        ("input", ["type", "checked", "disabled"].into()),
    ]
    .into();
    let mut builder = Builder::empty();
    builder
        .tags(tags)
        .tag_attributes(attributes)
        .allowed_classes(
            [("sup", ["footnote-ref"].into()), ("section", ["footnotes"].into()), ("a", ["footnote-backref"].into())]
                .into(),
        )
        .url_schemes(["http", "https", "mailto"].into())
        .url_relative(UrlRelative::PassThrough)
        .link_rel(Some("nofollow noopener ugc"))
        .attribute_filter(|tag, name, value| match (tag, name) {
            ("a" | "li", "id") => Some(format!("{PLACE}-{value}").into()),
            ("a", "href") if value.starts_with("#fn") => Some(format!("#{PLACE}-{}", &value[1..]).into()),
            ("img", "src") if !is_attached(value) => None,
            ("input", "type") => (value == "checkbox").then(|| value.into()),
            _ => Some(value.into()),
        });
    builder
});

#[cfg(test)]
mod page_tests {
    use super::*;

    #[test]
    fn the_headings_of_a_page_stand_right_under_its_title() {
        for source in ["# Éditeur\n\n## Adresse", "## Éditeur\n\n### Adresse", "### Éditeur\n\n#### Adresse"] {
            assert_eq!(render_page(source).as_str(), "<h2>Éditeur</h2>\n<h3>Adresse</h3>\n", "{source}");
        }
        assert_eq!(render("# Éditeur").as_str(), "<h3>Éditeur</h3>\n");
        assert_eq!(render_page("Sans titre.").as_str(), "<p>Sans titre.</p>\n");
    }
}
