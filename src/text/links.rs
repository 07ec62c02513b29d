//! Links to threads, meetings and posts inside texts. A title is never kept with a text: an address loses the words it ends
//! with when it is written ([`without_titles`]), and the HTML a reader gets is filled in with what that reader may see
//! ([`filled`]).

use std::borrow::Cow;

use super::markdown::Shown;
use crate::db::ids::{MeetingId, PostId, ThreadId, from_base32};

/// Where meetings stand: one that comes back by a rule shares the thread of its series.
const MEETINGS: &str = "/rencontres/";
/// Where titles end an address; a point dur and a practice sheet have the id of their thread.
const PATHS: [&str; 4] = ["/fils/", "/points-durs/", "/fiches/", MEETINGS];
/// Where posts stand, whatever became of their thread's title and pages.
const POSTS: &str = "/messages/";
/// An id the process drew is higher: it counts milliseconds since 2026 in its upper bits.
const DRAWN: i64 = 1 << 32;

/// Where a link leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Target {
    /// To a thread.
    Thread(ThreadId),
    /// To a meeting, or to a series of them.
    Meeting(MeetingId),
    /// To a post.
    Post(PostId),
}

/// What a reader is shown of where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Told<'a> {
    /// What it is called.
    Title(&'a str),
    /// This sentence: it does not exist, or not for them.
    Nothing(&'a str),
    /// The link as it stands: nobody asked.
    Unasked,
}

/// A text whose addresses of threads (`/fils/ID-its-title`) have no words of a title any more; they lead to the same.
pub fn without_titles(source: &str) -> Cow<'_, str> {
    let mut out = String::new();
    let mut rest = source;
    while let Some((at, path)) = PATHS.iter().filter_map(|path| Some((rest.find(path)?, path.len()))).min() {
        let after = &rest[at + path..];
        let Some((_, length)) = id_at(after) else {
            out.push_str(&rest[..at + path]);
            rest = after;
            continue;
        };
        out.push_str(&rest[..at + path + length]);
        rest = &after[length..];
        if rest.starts_with('-') {
            let words = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-';
            rest = rest.trim_start_matches(words);
        }
    }
    if out.is_empty() {
        return Cow::Borrowed(source);
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// The id at the start of a text, and how long it is.
fn id_at(text: &str) -> Option<(i64, usize)> {
    let length = text.find(|letter: char| !letter.is_ascii_alphanumeric()).unwrap_or(text.len());
    let id = from_base32(&text[..length]).filter(|id| *id > DRAWN)?;
    Some((id, length))
}

/// Where the path at the start of a text leads, and how long it is up to the end of the id.
fn target_at(text: &str) -> Option<(Target, usize)> {
    if let Some((path, rest)) = PATHS.iter().find_map(|path| Some((path, text.strip_prefix(path)?))) {
        let target = |id| if *path == MEETINGS { Target::Meeting(MeetingId(id)) } else { Target::Thread(ThreadId(id)) };
        return id_at(rest).map(|(id, length)| (target(id), path.len() + length));
    }
    id_at(text.strip_prefix(POSTS)?).map(|(id, length)| (Target::Post(PostId(id)), POSTS.len() + length))
}

/// Where an address leads, on this site: `base_url` or nothing before the path, nothing below the thread or post.
pub fn target_of(address: &str, base_url: &str) -> Option<Target> {
    let path = address.strip_prefix(base_url).unwrap_or(address);
    let (target, length) = target_at(path)?;
    let end = path[length..].chars().next();
    let words = end == Some('-') && !matches!(target, Target::Post(_));
    (words || end.is_none_or(|letter| matches!(letter, '?' | '#'))).then_some(target)
}

/// The threads, meetings and posts some HTML leads to, in the order of the text.
pub fn targets_in(html: &Shown, base_url: &str) -> Vec<Target> {
    let mut found = Vec::new();
    read(html.as_str(), base_url, |piece| {
        if let Piece::Link { target, .. } | Piece::Address { target, .. } = piece {
            found.push(target);
        }
    });
    found
}

/// The HTML with what its reader may know of each thread or post it leads to: what it is called in the place of a bare
/// address; for what they may not see, a sentence and no link.
#[must_use]
pub fn filled<'a>(html: &Shown, base_url: &str, told: impl Fn(Target) -> Told<'a>) -> Shown {
    if !PATHS.iter().chain([&POSTS]).any(|path| html.as_str().contains(path)) {
        return html.clone();
    }
    let mut out = String::with_capacity(html.as_str().len() + 128);
    read(html.as_str(), base_url, |piece| match piece {
        Piece::Html(part) => out.push_str(part),
        Piece::Link { target, tag, text } => match told(target) {
            Told::Title(title) if is_address(text) => out.push_str(&format!("{tag}{}</a>", escaped(title))),
            Told::Title(_) | Told::Unasked => out.push_str(&format!("{tag}{text}</a>")),
            Told::Nothing(sentence) if is_address(text) => out.push_str(&out_of_reach("", sentence)),
            Told::Nothing(sentence) => out.push_str(&out_of_reach(text, sentence)),
        },
        Piece::Address { target, address } => match told(target) {
            Told::Title(title) => out.push_str(&format!("<a href=\"{address}\">{}</a>", escaped(title))),
            Told::Nothing(sentence) => out.push_str(&out_of_reach("", sentence)),
            Told::Unasked => out.push_str(address),
        },
    });
    Shown::filled(out)
}

/// What stands in the place of a link that leads nowhere for its reader, after the words its author gave it.
fn out_of_reach(text: &str, sentence: &str) -> String {
    let sentence = escaped(sentence);
    if text.is_empty() {
        return format!("<span class=\"out-of-reach\">{sentence}</span>");
    }
    format!("{text} <span class=\"out-of-reach\">({sentence})</span>")
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// Whether a link's text is an address: its author gave it no words.
fn is_address(text: &str) -> bool {
    let start = ["http://", "https://", POSTS].iter().chain(&PATHS).any(|start| text.starts_with(start));
    start && !text.contains(|letter: char| letter == '<' || letter.is_whitespace())
}

/// A part of some HTML.
enum Piece<'a> {
    /// Anything else.
    Html(&'a str),
    /// A link to a thread or a post: its opening tag and its text.
    Link { target: Target, tag: &'a str, text: &'a str },
    /// An address of one that is no link yet.
    Address { target: Target, address: &'a str },
}

/// Reads HTML that the sanitiser wrote: in text `<` is escaped, attributes stand between double quotes, links hold no
/// links. Code stays as it is.
fn read<'a>(html: &'a str, base_url: &str, mut each: impl FnMut(Piece<'a>)) {
    let (mut from, mut at, mut code) = (0, 0, 0_usize);
    while let Some(next) = html[at..].find(['<', '/']) {
        at += next;
        let rest = &html[at..];
        let piece = if rest.starts_with('<') { link(rest, base_url) } else { address(&html[..at], rest, code > 0) };
        if let Some((piece, length)) = piece {
            each(Piece::Html(&html[from..at]));
            each(piece);
            at += length;
            from = at;
            continue;
        }
        if !rest.starts_with('<') {
            at += 1;
            continue;
        }
        let end = rest.find('>').map_or(rest.len(), |end| end + 1);
        match rest[1..end].trim_end_matches('>').split(' ').next().unwrap_or("") {
            "code" | "pre" | "a" => code += 1,
            "/code" | "/pre" | "/a" => code = code.saturating_sub(1),
            _ => {}
        }
        at += end;
    }
    each(Piece::Html(&html[from..]));
}

/// A link to a thread or a post at the start of some HTML, and its length.
fn link<'a>(rest: &'a str, base_url: &str) -> Option<(Piece<'a>, usize)> {
    let inside = rest.strip_prefix("<a ")?;
    let tag_end = rest.find('>')? + 1;
    let (_, href) = inside[..tag_end - "<a ".len()].split_once("href=\"")?;
    let target = target_of(href.split('"').next()?, base_url)?;
    let close = rest[tag_end..].find("</a>")?;
    let piece = Piece::Link { target, tag: &rest[..tag_end], text: &rest[tag_end..tag_end + close] };
    Some((piece, tag_end + close + "</a>".len()))
}

/// An address of a thread or a post at the start of a text, when a word starts there, and its length.
fn address<'a>(before: &str, rest: &'a str, inside: bool) -> Option<(Piece<'a>, usize)> {
    let glued = before.chars().next_back().is_some_and(|letter| letter.is_alphanumeric() || "/.:-_~".contains(letter));
    if inside || glued {
        return None;
    }
    let (target, end) = target_at(rest)?;
    let further = rest[end..].chars().next().is_some_and(|letter| letter == '/' || letter == '-');
    (!further).then(|| (Piece::Address { target, address: &rest[..end] }, end))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::db::ids::to_base32;
    use crate::sentences::{Language, Sentences};
    use crate::text::markdown;

    const BASE: &str = "https://cercles.example";
    const SEEN: ThreadId = ThreadId(1 << 46);
    const SECRET: ThreadId = ThreadId((1 << 46) + 7);
    const POST: PostId = PostId((1 << 46) + 9);

    fn shown(source: &str) -> String {
        let source = source.replace("SEEN", &to_base32(SEEN.0)).replace("SECRET", &to_base32(SECRET.0));
        let source = source.replace("POST", &to_base32(POST.0));
        let sentences = Sentences::load(Language::French).unwrap_or_else(|error| panic!("{error}"));
        let html = markdown::render(&without_titles(&source)).shown("m", &sentences);
        let told = |target| match target {
            Target::Thread(SEEN) => Told::Title("Lits & <b>"),
            Target::Meeting(MeetingId(id)) if id == SEEN.0 => Told::Title("Journée"),
            Target::Post(POST) => Told::Title("Lits, message 3"),
            _ => Told::Nothing("rien"),
        };
        filled(&html, BASE, told).as_str().replace(" rel=\"nofollow noopener ugc\"", "").trim().to_owned()
    }

    #[test]
    fn a_bare_address_says_the_title_its_reader_may_see() {
        let (seen, title) = (to_base32(SEEN.0), "Lits &amp; &lt;b&gt;");
        let absolute = format!("<p>Voir <a href=\"{BASE}/fils/{seen}\">{title}</a>.</p>");
        assert_eq!(shown(&format!("Voir {BASE}/fils/SEEN-lits-et-b.")), absolute);
        assert_eq!(shown("Voir /fils/SEEN"), format!("<p>Voir <a href=\"/fils/{seen}\">{title}</a></p>"));
        assert_eq!(
            shown("[ce fil](/fils/SEEN-lits?page=2#m-abc)"),
            format!("<p><a href=\"/fils/{seen}?page=2#m-abc\">ce fil</a></p>")
        );
    }

    #[test]
    fn what_one_may_not_see_leaves_no_word_and_no_link() {
        let nothing = "<span class=\"out-of-reach\">rien</span>";
        assert_eq!(shown(&format!("Voir {BASE}/fils/SECRET-plan-social.")), format!("<p>Voir {nothing}.</p>"));
        assert_eq!(shown("(/fils/SECRET)"), format!("<p>({nothing})</p>"));
        assert_eq!(
            shown("[ce **fil**](/fils/SECRET-plan-social)"),
            "<p>ce <strong>fil</strong> <span class=\"out-of-reach\">(rien)</span></p>"
        );
        assert_eq!(
            shown(&format!("> {BASE}/fils/SECRET-plan-social")),
            format!("<blockquote>\n<p>{nothing}</p>\n</blockquote>")
        );
    }

    #[test]
    fn a_post_is_linked_to_as_a_thread_is() {
        let post = to_base32(POST.0);
        let link = format!("<a href=\"/messages/{post}\">Lits, message 3</a>");
        assert_eq!(shown("Voir /messages/POST."), format!("<p>Voir {link}.</p>"));
        assert_eq!(
            shown(&format!("{BASE}/messages/POST")),
            format!("<p><a href=\"{BASE}/messages/{post}\">Lits, message 3</a></p>")
        );
        assert_eq!(shown("[Ana](/messages/POST)"), format!("<p><a href=\"/messages/{post}\">Ana</a></p>"));
        let nothing = "<span class=\"out-of-reach\">rien</span>";
        assert_eq!(shown("Voir /messages/SECRET"), format!("<p>Voir {nothing}</p>"));
        assert_eq!(
            shown("[**Ana, message 3**](/messages/SECRET)"),
            "<p><strong>Ana, message 3</strong> <span class=\"out-of-reach\">(rien)</span></p>"
        );
        for other in ["`/messages/SECRET`", "/messages/SECRET/historique", "/messages/SECRET-x", "/messages/3k"] {
            assert!(!shown(other).contains("rien"), "{other}");
        }
    }

    #[test]
    fn a_meeting_is_linked_to_as_a_thread_is_and_its_title_leaves_the_address() {
        let seen = to_base32(SEEN.0);
        let link = format!("<a href=\"/rencontres/{seen}\">Journée</a>");
        assert_eq!(shown("Voir /rencontres/SEEN."), format!("<p>Voir {link}.</p>"));
        assert_eq!(shown("/rencontres/SECRET-plan-social"), "<p><span class=\"out-of-reach\">rien</span></p>");
        for other in ["/rencontres/SECRET/programme", "/rencontres/actions", "/rencontres/nouvelle"] {
            assert!(!shown(other).contains("rien"), "{other}");
        }
    }

    #[test]
    fn other_addresses_and_code_stay_as_they_are() {
        for source in ["`/fils/SECRET`", "/fils/SECRET/gestion", "/fils/nouveau", "a/fils/SECRET", "/fils/3k-deux"] {
            let html = shown(source);
            assert!(!html.contains("rien") && !html.contains("<a "), "{html}");
        }
        assert!(shown("https://ailleurs.example/fils/SECRET").contains(">https://ailleurs.example/fils/"));
    }

    #[test]
    fn the_words_of_a_title_leave_the_address_and_nothing_else() {
        let id = to_base32(SECRET.0);
        assert_eq!(
            without_titles(&format!("/fils/{id}-plan-social?page=2, suite")),
            format!("/fils/{id}?page=2, suite")
        );
        for kept in ["/fils/nouveau-theme", "/fils/abc-def", "rien", "/fils/"] {
            assert_eq!(without_titles(kept), kept);
        }
    }
}
