//! The renderer: CommonMark's own examples, inputs made to hurt parsers, and payloads made to hurt readers.

use std::time::{Duration, Instant};

use cercles::text::markdown;
use comrak::Options;
use scraper::{Html, Node};
use serde::{Deserialize, Serialize};

use crate::pathological::pathological;

#[derive(Deserialize)]
struct Example {
    markdown: String,
    html: String,
    number: u32,
}

/// What our renderer writes otherwise on purpose: bare addresses become links.
const EXTENDED: &[u32] = &[602, 608, 611, 612];

/// The examples come from the npm package `commonmark-spec`: `tests/run` installs it, writes its tests down and names
/// the file; without it there is nothing to compare.
#[test]
fn commonmark_examples_without_raw_html_come_out_as_the_specification_says() {
    let Ok(path) = std::env::var("CERCLES_COMMONMARK") else {
        println!("CERCLES_COMMONMARK names no file: tests/run compares the examples");
        return;
    };
    let examples: Vec<Example> = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    assert_eq!(examples.len(), 652);
    let mut neutral = 0;
    let mut extended = Vec::new();
    let mut wrong = Vec::new();
    for example in &examples {
        let (source, html) = (example.markdown.replace('→', "\t"), example.html.replace('→', "\t"));
        let mut escaping = Options::default();
        escaping.render.escape = true;
        if comrak::markdown_to_html(&source, &escaping) != html {
            continue;
        }
        neutral += 1;
        // Only our own files are shown as pictures: others are links, that say the same.
        if html.contains("<img ") {
            let ours = markdown::render(&source);
            assert!(!ours.as_str().contains("<img"), "{}: {}", example.number, ours.as_str());
            assert_eq!(words_of(ours.as_str()), words_of(&html), "{}", example.number);
            continue;
        }
        let expected = plain_spaces(markdown::sanitised(&under_the_page(&html)).as_str());
        let ours = plain_spaces(markdown::render(&source).as_str());
        if ours != expected && EXTENDED.contains(&example.number) {
            extended.push(example.number);
        } else if ours != expected {
            wrong.push(format!("{}:\n{source}\nexpected {expected}\nours     {ours}", example.number));
        }
    }
    println!("{neutral} of {} examples hold no raw HTML", examples.len());
    assert!(neutral >= 557, "{neutral} examples were compared");
    assert_eq!(extended, EXTENDED, "bare addresses, and nothing else, differ");
    assert!(wrong.is_empty(), "{} differ:\n{}", wrong.len(), wrong.join("\n"));
}

/// The words of a page, those that stand for its pictures among them.
fn words_of(html: &str) -> Vec<String> {
    let page = Html::parse_fragment(html);
    let mut words = String::new();
    for node in page.tree.nodes() {
        match node.value() {
            Node::Text(text) => words.push_str(text),
            Node::Element(element) if element.name() == "img" => words.push_str(element.attr("alt").unwrap_or("")),
            _ => {}
        }
    }
    plain_spaces(&words).split_whitespace().map(str::to_owned).collect()
}

/// Headings of a post go under the page's own.
fn under_the_page(html: &str) -> String {
    let mut html = html.to_owned();
    for level in (1..=6).rev() {
        let shifted = (level + 2).min(6);
        html = html
            .replace(&format!("<h{level}>"), &format!("<h{shifted}>"))
            .replace(&format!("</h{level}>"), &format!("</h{shifted}>"));
    }
    html
}

fn plain_spaces(html: &str) -> String {
    html.replace("&nbsp;", " ").replace(['\u{a0}', '\u{202f}'], " ")
}

#[test]
fn inputs_made_to_hurt_parsers_are_rendered_in_time() {
    // The promise is a second with optimisations; an unoptimised build gets ten times that.
    let ceiling = Duration::from_secs(if cfg!(debug_assertions) { 10 } else { 1 });
    let inputs = pathological();
    assert_eq!(inputs.len(), 19);
    for (name, source) in inputs {
        assert!((100_000..=300_000).contains(&source.len()), "{name}: {} bytes", source.len());
        let started = Instant::now();
        let html = markdown::render(&source);
        let elapsed = started.elapsed();
        println!("{name}: {elapsed:?}, {} bytes of HTML", html.as_str().len());
        assert!(elapsed < ceiling, "{name} took {elapsed:?}");
        assert!(html.as_str().len() < 2 * 1024 * 1024, "{name}: {} bytes of HTML", html.as_str().len());
        assert!(depth(&html) <= 100, "{name} is {} deep", depth(&html));
    }
}

/// How deep the elements stand in each other.
fn depth(html: &markdown::SafeHtml) -> usize {
    let page = Html::parse_fragment(html.as_str());
    page.tree.nodes().map(|node| node.ancestors().count()).max().unwrap_or(0)
}

#[derive(Deserialize)]
struct Corpus {
    payload: Vec<Payload>,
}

#[derive(Deserialize)]
struct Payload {
    id: String,
    #[serde(rename = "as")]
    place: String,
    source: String,
    trigger: String,
}

#[derive(Serialize)]
struct Live {
    id: String,
    html: String,
    trigger: String,
}

const TAGS: &[&str] = &[
    "html",
    "body",
    "head",
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
    "span",
    "div",
];
const ATTRIBUTES: &[&str] = &[
    "href",
    "title",
    "id",
    "rel",
    "start",
    "src",
    "alt",
    "align",
    "class",
    "scope",
    "tabindex",
    "role",
    "aria-label",
    "aria-hidden",
];

fn payloads() -> Vec<Payload> {
    let corpus: Corpus = toml::from_str(include_str!("fixtures/xss.toml")).unwrap();
    assert!(corpus.payload.len() >= 200);
    corpus.payload
}

/// What is left of every payload is looked at by another parser: no element, attribute or scheme off the list; and the
/// sanitiser has nothing more to take from its own output. The browser's word is in `tests/browser/`, which reads
/// both renderings written here.
#[test]
fn payloads_leave_nothing_off_the_list() {
    let (mut safe, mut unsafe_pages) = (Vec::new(), Vec::new());
    for payload in payloads() {
        let rendered = markdown::render(&payload.source);
        check(&payload.id, rendered.as_str());
        let live = |html: String| Live { id: payload.id.clone(), html, trigger: payload.trigger.clone() };
        safe.push(live(rendered.as_str().to_owned()));
        unsafe_pages.push(live(undefended(&payload)));
    }
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("target/xss");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("safe.json"), serde_json::to_string(&safe).unwrap()).unwrap();
    std::fs::write(folder.join("unsafe.json"), serde_json::to_string(&unsafe_pages).unwrap()).unwrap();
}

/// The payload on a page that does not defend itself.
fn undefended(payload: &Payload) -> String {
    match payload.place.as_str() {
        "markdown" => {
            let mut options = Options::default();
            options.render.r#unsafe = true;
            options.extension.autolink = true;
            options.extension.table = true;
            options.extension.tasklist = true;
            options.extension.footnotes = true;
            options.extension.strikethrough = true;
            comrak::markdown_to_html(&payload.source, &options)
        }
        "attribute" => format!("<input value=\"{0}\"><a title=\"{0}\">x</a>", payload.source),
        _ => payload.source.clone(),
    }
}

fn check(id: &str, html: &str) {
    let page = Html::parse_fragment(html);
    for node in page.tree.nodes() {
        let Node::Element(element) = node.value() else { continue };
        assert!(TAGS.contains(&element.name()), "{id}: <{}> in {html}", element.name());
        for (name, value) in element.attrs() {
            assert!(ATTRIBUTES.contains(&name), "{id}: {name} in {html}");
            if matches!(name, "href" | "src") {
                let address: String =
                    value.chars().filter(|letter| !letter.is_control() && !letter.is_whitespace()).collect();
                let head = address.split(['/', '?', '#']).next().unwrap_or("").to_ascii_lowercase();
                // A percent sign cannot stand in a scheme (RFC 3986 §3.1): such an address is a path.
                let is_scheme =
                    |text: &&str| text.chars().all(|letter| letter.is_ascii_alphanumeric() || "+-.".contains(letter));
                let scheme = head.split_once(':').map(|(scheme, _)| scheme).filter(is_scheme);
                assert!(matches!(scheme, None | Some("http" | "https" | "mailto")), "{id}: {value}");
                assert!(name != "src" || scheme.is_none() && !address.starts_with("//"), "{id}: {value}");
            }
        }
    }
}

mod properties {
    use proptest::prelude::*;

    use super::{check, markdown};

    proptest! {
        #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn nothing_off_the_list_ever_comes_out(source in r#"([a-z <>&"'=\[\]()*_`#!|\\:/\n-]|<script>|<svg onload=|javascript:|\[\^a\]|- \[x\] ){0,120}"#) {
            check("random", markdown::render(&source).as_str());
        }

        #[test]
        fn the_text_is_kept(words in prop::collection::vec("[a-zé]{1,8}", 1..20)) {
            let source = words.join(" ");
            let html = markdown::render(&source);
            prop_assert_eq!(html.as_str().trim(), format!("<p>{source}</p>"));
        }
    }
}

#[test]
fn what_people_write_comes_out_as_pages_need_it() {
    let html = markdown::render(
        "# Titre\n\n- [x] fait\n- [ ] à faire\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\nVraiment ?[^1]\n\n[^1]: oui : non\n",
    );
    let html = html.as_str();
    for part in
        ["<h3>Titre</h3>", "task-box-done", "scope=\"col\"", "table-scroll", "Vraiment\u{202f}?", "oui&nbsp;: non"]
    {
        assert!(html.contains(part), "{part} is not in {html}");
    }
    let away = markdown::render("![chat](https://ailleurs.example/chat.png)");
    assert!(
        away.as_str().contains("<a href=\"https://ailleurs.example/chat.png\" rel=\"nofollow noopener ugc\">chat</a>")
    );
    let french = cercles::sentences::Sentences::load(cercles::sentences::Language::French).unwrap();
    let first = serde_json::to_string(&markdown::render("a[^1]\n\n[^1]: b").shown("m1", &french)).unwrap();
    assert!(first.contains("m1-fn-1") && !first.contains('\u{e000}'));
}
