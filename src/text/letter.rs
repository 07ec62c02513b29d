//! A text as a letter carries it, twice: HTML without what only our pages' style sheet understands, and plain text that
//! reads well by itself, addresses in full.

use comrak::nodes::{AstNode, ListType, NodeList, NodeValue};
use comrak::{Arena, parse_document};

use super::markdown::{self, BACK, PLACE, SafeHtml, Shown};

/// The HTML for a letter: it is read elsewhere, so addresses of the site are whole, and boxes are letters.
pub fn html(html: &SafeHtml, base_url: &str) -> Shown {
    let whole = |html: String, name: &str| html.replace(&format!("{name}=\"/"), &format!("{name}=\"{base_url}/"));
    let bare = html
        .as_str()
        .replace(&markdown::task(true), "☑ ")
        .replace(&markdown::task(false), "☐ ")
        .replace(&markdown::table_frame(), "<div>")
        .replace(&format!(" aria-label=\"{BACK}\""), "")
        .replace(PLACE, "note");
    Shown::filled(["href", "src"].into_iter().fold(bare, whole))
}

/// The same as plain text: an empty line between paragraphs, lists and quotes marked, links followed by their address.
pub fn plain(source: &str, base_url: &str) -> String {
    let arena = Arena::new();
    let root = parse_document(&arena, source, &markdown::options());
    // Also bounds how deep what follows goes.
    markdown::tidy(root, 0);
    Writer { base_url }.blocks(root, "\n\n")
}

struct Writer<'w> {
    base_url: &'w str,
}

impl Writer<'_> {
    fn blocks<'a>(&self, node: &'a AstNode<'a>, gap: &str) -> String {
        let blocks = node.children().map(|child| self.block(child)).filter(|block| !block.is_empty());
        blocks.collect::<Vec<_>>().join(gap)
    }

    fn block<'a>(&self, node: &'a AstNode<'a>) -> String {
        match &node.data.borrow().value {
            NodeValue::BlockQuote => prefixed(&self.blocks(node, "\n\n"), "> ", "> "),
            NodeValue::List(list) => self.items(node, list),
            NodeValue::CodeBlock(code) => prefixed(code.literal.trim_end(), "    ", "    "),
            NodeValue::HtmlBlock(html) => html.literal.trim_end().to_owned(),
            NodeValue::Table(_) => node.children().map(|row| self.row(row)).collect::<Vec<_>>().join("\n"),
            NodeValue::ThematicBreak => "* * *".into(),
            NodeValue::FootnoteDefinition(note) => {
                prefixed(&self.blocks(node, "\n\n"), &format!("[{}] ", note.name), "    ")
            }
            _ => self.inline(node),
        }
    }

    fn items<'a>(&self, node: &'a AstNode<'a>, list: &NodeList) -> String {
        let gap = if list.tight { "\n" } else { "\n\n" };
        let item = |(place, item): (usize, &'a AstNode<'a>)| {
            let mark = match (&item.data.borrow().value, list.list_type) {
                (NodeValue::TaskItem(task), _) if task.symbol.is_some() => "[x] ".to_owned(),
                (NodeValue::TaskItem(_), _) => "[ ] ".to_owned(),
                (_, ListType::Bullet) => "- ".to_owned(),
                (_, ListType::Ordered) => format!("{}. ", list.start + place),
            };
            prefixed(&self.blocks(item, gap), &mark, &" ".repeat(mark.len()))
        };
        node.children().enumerate().map(item).collect::<Vec<_>>().join(gap)
    }

    fn row<'a>(&self, row: &'a AstNode<'a>) -> String {
        row.children().map(|cell| self.inline(cell)).collect::<Vec<_>>().join(" | ")
    }

    fn inline<'a>(&self, node: &'a AstNode<'a>) -> String {
        let piece = |child: &'a AstNode<'a>| match &child.data.borrow().value {
            NodeValue::Text(text) => text.to_string(),
            NodeValue::Code(code) => code.literal.clone(),
            NodeValue::HtmlInline(html) => html.clone(),
            NodeValue::SoftBreak => " ".into(),
            NodeValue::LineBreak => "\n".into(),
            NodeValue::FootnoteReference(note) => format!("[{}]", note.name),
            NodeValue::Link(link) | NodeValue::Image(link) => self.linked(self.inline(child), &link.url),
            _ => self.inline(child),
        };
        node.children().map(piece).collect()
    }

    fn linked(&self, text: String, url: &str) -> String {
        let whole = if url.starts_with('/') { format!("{}{url}", self.base_url) } else { url.to_owned() };
        if text.is_empty() || whole.ends_with(&text) && !whole.starts_with("mailto:") {
            return whole;
        }
        if whole.ends_with(&text) { text } else { format!("{text} ({whole})") }
    }
}

/// A block whose first line begins otherwise than the others; empty lines stay bare.
fn prefixed(text: &str, first: &str, others: &str) -> String {
    let line = |(place, line): (usize, &str)| match (place, line) {
        (0, line) => format!("{first}{line}"),
        (_, "") => others.trim_end().to_owned(),
        (_, line) => format!("{others}{line}"),
    };
    text.split('\n').enumerate().map(line).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    const SITE: &str = "https://a.example";

    #[test]
    fn plain_text_reads_by_itself() {
        let source = "# Le programme\n\nVenez **tous** le [jeudi](/rencontres/x) :\n\n- matin\n- midi\n  1. un\n  2. deux\n\n\
                      > Cité,\n> encore\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\nhttps://b.example et <l@c.example>.\n\n- [x] fait\n- [ ] à faire\n";
        let wanted = "Le programme\n\nVenez tous le jeudi (https://a.example/rencontres/x)\u{a0}:\n\n- matin\n- midi\n  1. un\n  2. deux\n\n\
                      > Cité, encore\n\na | b\n1 | 2\n\nhttps://b.example et l@c.example.\n\n[x] fait\n[ ] à faire";
        assert_eq!(plain(source, SITE), wanted);
    }

    #[test]
    fn a_thousand_quotes_are_no_deeper_than_twenty() {
        let text = plain(&format!("{}fond", "> ".repeat(10_000)), SITE);
        assert!(text.ends_with("fond") && text.len() < 60, "{text}");
    }

    #[test]
    fn html_holds_nothing_that_only_our_pages_fill_in() {
        let source = "- [x] fait\n- [ ] à faire\n\n| a |\n|---|\n| 1 |\n\nNote[^1], [lien](/fils/x).\n\n[^1]: Bas.\n";
        let shown = html(&markdown::render(source), SITE);
        assert!(!shown.as_str().contains(['\u{e000}', '\u{e001}', '\u{e002}', '\u{e003}', '\u{e004}']), "{shown:?}");
        assert!(shown.as_str().contains("☑ fait") && shown.as_str().contains("☐ à faire"), "{shown:?}");
        assert!(shown.as_str().contains("href=\"https://a.example/fils/x\""), "{shown:?}");
    }
}
