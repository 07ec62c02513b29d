//! HTML of a mail as lines of text: what is quoted starts with `> `, what mail readers mark as the mail before or as a
//! signature starts with a line that says so. One pass, whatever the tags.

use mail_parser::decoders::html::html_to_text;

/// A line that stands where a mail reader says that the mail before begins.
pub(super) const BEFORE: &str = "\u{e000}";
/// Deepest quote written down.
const DEEPEST: usize = 20;

/// Marks of mail readers around the mail before: Outlook on the web, for Windows and Mac, Yahoo, Zimbra.
const BEFORE_MARKS: &[&str] = &[
    "appendonsend",
    "divrplyfwdmsg",
    "olk_src_body_section",
    "mail-editor-reference-message-container",
    "yahoo_quoted",
    "zwchr",
    "__quoted_text__",
];
/// Marks around a signature.
const SIGNATURE_MARKS: &[&str] =
    &["gmail_signature", "moz-signature", "ms-outlook-mobile-signature", "protonmail_signature_block", "\"signature\""];

/// The text of an HTML mail.
pub fn to_text(html: &str) -> String {
    let mut writer = Writer { out: String::with_capacity(html.len() / 2), ..Writer::default() };
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        writer.text(&rest[..at]);
        rest = writer.tag(&rest[at..]);
    }
    writer.text(rest);
    writer.end_line();
    writer.out
}

#[derive(Default)]
struct Writer {
    out: String,
    line: String,
    depth: usize,
    /// Inside this element nothing is text.
    skipped: Option<&'static str>,
    /// A gap is due before the next line.
    gap: bool,
    /// The paragraph under way has no room around it.
    tight: bool,
    /// Where the link under way leads.
    link: Option<String>,
}

impl Writer {
    fn text(&mut self, text: &str) {
        if self.skipped.is_some() || text.is_empty() {
            return;
        }
        let decoded;
        let text = if text.contains('&') {
            decoded = entities(text);
            &decoded
        } else {
            text
        };
        for letter in text.chars() {
            if letter.is_ascii_whitespace() {
                if !self.line.is_empty() && !self.line.ends_with(' ') {
                    self.line.push(' ');
                }
            } else {
                self.line.push(letter);
            }
        }
    }

    /// Reads the tag a text starts with; gives what follows it.
    fn tag<'h>(&mut self, text: &'h str) -> &'h str {
        if let Some(comment) = text.strip_prefix("<!--") {
            return comment.find("-->").map_or("", |end| &comment[end + 3..]);
        }
        let bytes = text.as_bytes();
        if !bytes.get(1).is_some_and(|byte| byte.is_ascii_alphabetic() || matches!(byte, b'/' | b'!' | b'?')) {
            self.text("<");
            return &text[1..];
        }
        let end = end_of_tag(bytes);
        let inside = &text[1..end.min(text.len())];
        let (closing, inside) = inside.strip_prefix('/').map_or((false, inside), |inside| (true, inside));
        let name_ends = inside.find(|letter: char| letter.is_whitespace() || letter == '/').unwrap_or(inside.len());
        let name = inside[..name_ends].to_ascii_lowercase();
        self.element(&name, closing, &inside[name_ends..]);
        text.get(end + 1..).unwrap_or("")
    }

    fn element(&mut self, name: &str, closing: bool, attributes: &str) {
        if let Some(skipped) = self.skipped {
            if closing && name == skipped {
                self.skipped = None;
            }
            return;
        }
        if let (false, Some(name)) =
            (closing, ["style", "script", "title", "template"].into_iter().find(|n| *n == name))
        {
            self.skipped = Some(name);
            return;
        }
        if !closing && !attributes.is_empty() {
            self.marks(attributes);
        }
        match name {
            "br" => self.break_line(),
            "blockquote" => {
                self.end_line();
                self.depth = if closing { self.depth.saturating_sub(1) } else { self.depth + 1 };
                self.gap = true;
            }
            "p" if !closing && (attributes.contains("MsoNormal") || attributes.contains("margin:0")) => {
                self.end_line();
                self.tight = true;
            }
            "p" if closing && std::mem::take(&mut self.tight) => self.end_line(),
            "p" | "ul" | "ol" | "table" | "h1" | "h2" | "h3" | "h4" | "pre" => {
                self.end_line();
                self.gap = !self.out.is_empty();
            }
            "li" if !closing => {
                self.end_line();
                self.line.push_str("- ");
            }
            "td" | "th" if closing => self.line.push(' '),
            "div" | "tr" | "li" | "hr" | "section" | "article" | "dd" | "dt" => self.end_line(),
            "a" => self.link(closing, attributes),
            _ => {}
        }
    }

    /// What a mail reader says of a part by its class or id.
    fn marks(&mut self, attributes: &str) {
        let attributes = attributes.to_ascii_lowercase();
        if !["class", "id=", "data-marker"].iter().any(|name| attributes.contains(name)) {
            return;
        }
        let said = |marks: &[&str]| marks.iter().any(|mark| attributes.contains(mark));
        if said(BEFORE_MARKS) {
            self.lone(BEFORE);
        } else if said(SIGNATURE_MARKS) {
            self.lone("-- ");
        }
    }

    fn link(&mut self, closing: bool, attributes: &str) {
        if !closing {
            self.link = address_of(attributes);
        } else if let Some(link) = self.link.take()
            && !self.line.contains(link.trim_end_matches('/'))
        {
            self.line.push_str(&format!(" <{link}>"));
        }
    }

    fn lone(&mut self, line: &str) {
        self.end_line();
        self.write(line);
    }

    fn break_line(&mut self) {
        if self.line.trim().is_empty() {
            self.line.clear();
            self.write("");
        } else {
            self.end_line();
        }
    }

    /// Ends the line under way, if it holds something: a no-break space alone is an empty line.
    fn end_line(&mut self) {
        let line = std::mem::take(&mut self.line);
        if !line.is_empty() {
            self.write(line.trim_end_matches([' ', '\u{a0}']));
        }
    }

    fn write(&mut self, line: &str) {
        let quote = "> ".repeat(self.depth.min(DEEPEST));
        if std::mem::take(&mut self.gap) && !self.out.is_empty() && !self.out.ends_with("\n\n") {
            self.out.push_str(quote.trim_end());
            self.out.push('\n');
        }
        self.out.push_str(&quote);
        self.out.push_str(line);
        self.out.push('\n');
    }
}

/// Where a tag ends: `>` in a quoted value does not count, unless the quote never ends.
fn end_of_tag(bytes: &[u8]) -> usize {
    let mut quote = None;
    for (at, byte) in bytes.iter().enumerate().take(64 * 1024) {
        match (quote, byte) {
            (None, b'>') => return at,
            (None, b'"' | b'\'') if bytes[at - 1] == b'=' => quote = Some(*byte),
            (Some(open), byte) if open == *byte => quote = None,
            _ => {}
        }
    }
    bytes.iter().position(|byte| *byte == b'>').unwrap_or(bytes.len())
}

fn address_of(attributes: &str) -> Option<String> {
    let at = attributes.find("href=")? + 5;
    let value = attributes[at..].trim_start();
    let quote = value.chars().next().filter(|letter| matches!(letter, '"' | '\''))?;
    let address = value[1..].split(quote).next()?.replace("&amp;", "&");
    let web = address.starts_with("https://") || address.starts_with("http://");
    (web && address.len() <= 500 && !address.contains([' ', '<', '>'])).then_some(address)
}

/// `&eacute;` and the like; longer names are left as they are.
fn entities(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.bytes().take(34).position(|byte| byte == b';');
        match end.map(|end| &rest[..=end]) {
            Some("&nbsp;" | "&#160;" | "&#xa0;" | "&#xA0;") => out.push('\u{a0}'),
            Some("&amp;" | "&#38;") => out.push('&'),
            Some("&lt;" | "&#60;") => out.push('<'),
            Some("&gt;" | "&#62;") => out.push('>'),
            Some(entity) if entity[1..entity.len() - 1].bytes().all(|b| b.is_ascii_alphanumeric() || b == b'#') => {
                out.push_str(&html_to_text(entity));
            }
            _ => {
                out.push('&');
                rest = &rest[1..];
                continue;
            }
        }
        rest = &rest[end.map_or(1, |end| end + 1)..];
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_lists_and_links_are_told_apart() {
        let html = "<p>L&rsquo;&eacute;t&eacute; &amp; <a href=\"https://a.example/x\">ici</a></p><ul><li>un<li>deux</ul>\
            <blockquote>cit&eacute;<blockquote>deux fois</blockquote></blockquote>fin<style>p > a</style>";
        assert_eq!(
            to_text(html),
            "L’été & ici <https://a.example/x>\n\n- un\n- deux\n>\n> cité\n> >\n> > deux fois\n\nfin\n"
        );
    }

    #[test]
    fn broken_tags_cost_no_text() {
        assert_eq!(to_text("a < b <p title='x>y'>c <b"), "a < b\n\nc\n");
        assert_eq!(to_text("<div>1<br><br>2</div>"), "1\n\n2\n");
    }
}
