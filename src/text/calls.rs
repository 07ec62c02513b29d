//! Whom a text calls, as it is written: `@Prénom Nom`, `@experts`, a link to a post inside a quotation. Who they are
//! is for the database to say ([`crate::notices::mentions`]).

use comrak::nodes::{AstNode, NodeValue};
use comrak::{Arena, parse_document};

use super::{fold, markdown};
use crate::db::ids::from_base32;

/// The circles one may call, folded.
const GROUPS: [&str; 4] = ["experts", "pairs", "communaute", "animation"];
/// A name has this many words at most.
const LONGEST_NAME: usize = 5;
/// A text that may name more people than this is not looked at further: ten may be told.
const MOST: usize = 60;

/// A name or a circle as a text writes it, without the `@`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Called {
    /// As it is written.
    pub written: String,
    /// Without accents or case.
    pub folded: String,
    orders: Vec<String>,
}

impl Called {
    fn new(written: &str) -> Self {
        let folded = fold(written);
        let words: Vec<&str> = folded.split_whitespace().collect();
        let order = |first: usize| [&words[first..], &words[..first]].concat().join(" ");
        Self { written: written.to_owned(), orders: (1..words.len()).map(order).collect(), folded }
    }

    /// As a directory sorts it, family name first: where the given name ends is unknown.
    pub fn orders(&self) -> impl Iterator<Item = &str> {
        self.orders.iter().map(String::as_str)
    }
}

/// What a text calls.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Calls {
    /// People: what may be the name after each `@`, the longest first.
    pub people: Vec<Vec<Called>>,
    /// Circles.
    pub groups: Vec<Called>,
    /// Ids of quoted posts.
    pub quoted: Vec<i64>,
}

impl Calls {
    /// Reads a Markdown source; code, links and what others said (quotations) call nobody.
    pub fn of(source: &str) -> Self {
        let mut calls = Self::default();
        if !source.contains('@') && !source.contains("/messages/") {
            return calls;
        }
        let arena = Arena::new();
        let root = parse_document(&arena, source, &markdown::options());
        let mut stack = vec![(root, false)];
        while let Some((node, quoted)) = stack.pop() {
            calls.read(node, quoted);
            let quoted = quoted || matches!(node.data.borrow().value, NodeValue::BlockQuote);
            if !matches!(node.data.borrow().value, NodeValue::Link(_)) {
                let mut children: Vec<_> = node.children().map(|child| (child, quoted)).collect();
                children.reverse();
                stack.extend(children);
            }
        }
        calls
    }

    fn read<'a>(&mut self, node: &'a AstNode<'a>, quoted: bool) {
        match &node.data.borrow().value {
            NodeValue::Text(text) if !quoted => self.read_text(text),
            NodeValue::Link(link) if quoted => self.quoted.extend(post_of(&link.url)),
            _ => {}
        }
    }

    fn read_text(&mut self, text: &str) {
        for (at, _) in text.match_indices('@') {
            let before = text[..at].chars().next_back();
            if before.is_some_and(|letter| letter.is_alphanumeric() || letter == '@') || self.people.len() > MOST {
                continue;
            }
            let names = names(&text[at + 1..]);
            let first = names.last().map(|name| Called::new(name));
            match first {
                Some(first) if GROUPS.contains(&first.folded.as_str()) => add(&mut self.groups, first),
                Some(_) if names.len() > 1 => {
                    add(&mut self.people, names[..names.len() - 1].iter().map(|name| Called::new(name)).collect());
                }
                _ => {}
            }
        }
    }

    /// Whether it may name more people than can be told.
    pub fn too_many(&self) -> bool {
        self.people.len() > MOST
    }
}

fn add<T: PartialEq>(to: &mut Vec<T>, one: T) {
    if !to.contains(&one) {
        to.push(one);
    }
}

/// What may be a name at the start of a text: of five words, four… one.
fn names(text: &str) -> Vec<&str> {
    let mut ends = Vec::new();
    let mut end = 0;
    for word in text.split_inclusive([' ', '\u{a0}']).take(LONGEST_NAME) {
        let trimmed = word.trim_end_matches([' ', '\u{a0}']);
        let letters = trimmed.find(|letter: char| !letter.is_alphabetic() && !"-'’".contains(letter));
        let length = letters.unwrap_or(trimmed.len());
        if length == 0 {
            break;
        }
        let name = trimmed[..length].trim_end_matches(['-', '\'', '’']);
        ends.push(end + name.len());
        if length < trimmed.len() || name.len() < length || word.len() == trimmed.len() {
            break;
        }
        end += word.len();
    }
    ends.iter().rev().map(|end| &text[..*end]).collect()
}

/// The post an address leads to.
fn post_of(url: &str) -> Option<i64> {
    let (_, id) = url.split_once("/messages/")?;
    from_base32(id.split(['/', '?', '#']).next()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn people(source: &str) -> Vec<String> {
        Calls::of(source).people.iter().map(|lengths| lengths[0].written.clone()).collect()
    }

    #[test]
    fn a_name_is_what_follows_an_at_sign() {
        assert_eq!(people("Merci @Ana Kerbrat, et @Jean-Noël Le Goff !"), ["Ana Kerbrat", "Jean-Noël Le Goff"]);
        assert_eq!(people("(@Maëlys N'Guyen)"), ["Maëlys N'Guyen"]);
        let lengths = &Calls::of("@Ana Kerbrat peut nous dire mieux").people[0];
        let written: Vec<&str> = lengths.iter().map(|called| called.written.as_str()).collect();
        assert_eq!(written, ["Ana Kerbrat peut nous dire", "Ana Kerbrat peut nous", "Ana Kerbrat peut", "Ana Kerbrat"]);
        assert_eq!(lengths[3].orders().collect::<Vec<_>>(), ["kerbrat ana"]);
    }

    #[test]
    fn addresses_code_links_and_quotations_name_nobody() {
        for source in [
            "ana@ch.example Kerbrat",
            "`@Ana Kerbrat`",
            "[@Ana Kerbrat](/membres/a)",
            "> @Ana Kerbrat",
            "@Ana",
            "@ Ana Kerbrat",
        ] {
            assert_eq!(people(source), Vec::<String>::new(), "{source}");
        }
    }

    #[test]
    fn circles_and_quoted_posts_are_called() {
        let calls = Calls::of(
            "@experts, @Pairs et @communauté : voir ceci.\n\n> [**Ana**](/messages/abc)\n>\n> Oui.\n\n[ici](/messages/abd)",
        );
        let groups: Vec<&str> = calls.groups.iter().map(|called| called.folded.as_str()).collect();
        assert_eq!(groups, ["experts", "pairs", "communaute"]);
        assert_eq!(calls.quoted, [from_base32("abc").unwrap()]);
    }
}
