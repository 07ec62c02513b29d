//! Content lines of calendars (RFC 5545, 3.1): folded, escaped, with parameters, and read back.

/// The longest line, in octets, without its end.
const LONGEST: usize = 75;

/// A calendar being written, line by line.
#[derive(Debug, Default)]
pub struct Lines(String);

impl Lines {
    /// A property whose value is no text: a date, a number, a rule, an address.
    pub fn put(&mut self, name: &str, value: &str) {
        self.with(name, &[], value);
    }

    /// A property whose value is a text, as people write it.
    pub fn text(&mut self, name: &str, text: &str) {
        self.with(name, &[], &escaped(text));
    }

    /// A property with parameters; its value is written as it is, on one line.
    pub fn with(&mut self, name: &str, parameters: &[(&str, &str)], value: &str) {
        let mut line = name.to_owned();
        for (parameter, said) in parameters {
            line.push(';');
            line.push_str(parameter);
            line.push('=');
            line.push_str(&quoted(said));
        }
        line.push(':');
        line.extend(value.chars().filter(|letter| !letter.is_control() && !breaks(*letter)));
        fold(&line, &mut self.0);
    }

    /// All of it.
    pub fn done(self) -> String {
        self.0
    }
}

/// Folds a line: no part is longer than 75 octets, and none is cut inside a character.
fn fold(line: &str, out: &mut String) {
    let (mut rest, mut room) = (line, LONGEST);
    while rest.len() > room {
        let (part, after) = rest.split_at(rest.floor_char_boundary(room));
        out.push_str(part);
        out.push_str("\r\n ");
        // The space is of the line.
        (rest, room) = (after, LONGEST - 1);
    }
    out.push_str(rest);
    out.push_str("\r\n");
}

/// The lines of a calendar, unfolded; whoever wrote it may end them otherwise than we do.
pub fn unfolded(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for line in text.split('\n') {
        let line = line.strip_suffix('\r').unwrap_or(line);
        match (line.strip_prefix([' ', '\t']), lines.last_mut()) {
            (Some(more), Some(last)) => last.push_str(more),
            _ if line.is_empty() => {}
            _ => lines.push(line.to_owned()),
        }
    }
    lines
}

/// What some read as the end of a line, or as none.
const fn breaks(letter: char) -> bool {
    matches!(letter, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Letters with every way to break a line made the same one, and without other controls.
fn readable(text: &str) -> impl Iterator<Item = char> {
    let mut before = ' ';
    text.chars().filter_map(move |letter| {
        let pair = before == '\r' && letter == '\n';
        before = letter;
        match letter {
            _ if pair => None,
            letter if breaks(letter) => Some('\n'),
            '\t' => Some(' '),
            letter if letter.is_control() => None,
            letter => Some(letter),
        }
    })
}

/// A text as a value (RFC 5545, 3.3.11).
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    for letter in readable(text) {
        match letter {
            '\\' | ';' | ',' => out.extend(['\\', letter]),
            '\n' => out.push_str("\\n"),
            letter => out.push(letter),
        }
    }
    out
}

/// What an escaped text said.
pub fn unescaped(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    let mut letters = value.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => match letters.next() {
                Some('n' | 'N') => out.push('\n'),
                Some(other) => out.push(other),
                None => {}
            },
            letter => out.push(letter),
        }
    }
    out
}

/// The value of a parameter: what cannot stand in it is written as RFC 6868 says, what could end it is quoted.
fn quoted(value: &str) -> String {
    let mut out = String::with_capacity(value.len() + 2);
    for letter in readable(value) {
        match letter {
            '^' => out.push_str("^^"),
            '"' => out.push_str("^'"),
            '\n' => out.push_str("^n"),
            letter => out.push(letter),
        }
    }
    let plain = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_' | '/' | '+' | '.');
    if !out.is_empty() && out.chars().all(plain) { out } else { format!("\"{out}\"") }
}

/// What a parameter's value said.
fn unquoted(value: &str) -> String {
    let value = value.strip_prefix('"').and_then(|value| value.strip_suffix('"')).unwrap_or(value);
    let mut out = String::with_capacity(value.len());
    let mut letters = value.chars().peekable();
    while let Some(letter) = letters.next() {
        match (letter, letters.peek()) {
            ('^', Some('n')) => out.push('\n'),
            ('^', Some('\'')) => out.push('"'),
            ('^', Some('^')) => out.push('^'),
            (letter, _) => {
                out.push(letter);
                continue;
            }
        }
        letters.next();
    }
    out
}

/// A line read back: its name, its parameters, its value; names in upper case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Read {
    /// The property.
    pub name: String,
    /// Its parameters, in order.
    pub parameters: Vec<(String, String)>,
    /// Its value, as written.
    pub value: String,
}

impl Read {
    /// Reads an unfolded line.
    pub fn of(line: &str) -> Option<Self> {
        let (head, value) = split_outside_quotes(line, ':')?;
        let mut parts = Vec::new();
        let mut rest = head;
        while let Some((part, after)) = split_outside_quotes(rest, ';') {
            parts.push(part);
            rest = after;
        }
        parts.push(rest);
        let mut parts = parts.into_iter();
        let name = parts.next()?.to_ascii_uppercase();
        let parameter = |part: &str| {
            let (name, value) = part.split_once('=')?;
            Some((name.to_ascii_uppercase(), unquoted(value)))
        };
        Some(Self { name, parameters: parts.filter_map(parameter).collect(), value: value.to_owned() })
    }

    /// A parameter's value.
    pub fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

fn split_outside_quotes(text: &str, mark: char) -> Option<(&str, &str)> {
    let mut inside = false;
    let at = text.char_indices().find(|(_, letter)| {
        inside ^= *letter == '"';
        !inside && *letter == mark
    })?;
    Some((&text[..at.0], &text[at.0 + mark.len_utf8()..]))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn written(name: &str, text: &str) -> String {
        let mut lines = Lines::default();
        lines.text(name, text);
        lines.done()
    }

    /// What a text is once read back: breaks alike, no other control.
    fn kept(text: &str) -> String {
        readable(text).collect()
    }

    fn well_made(folded: &str) {
        assert!(folded.ends_with("\r\n"));
        for line in folded.trim_end_matches("\r\n").split("\r\n") {
            assert!(line.len() <= LONGEST, "{} octets: {line}", line.len());
            assert!(!line.chars().any(|letter| letter.is_control() || breaks(letter)), "{line:?}");
        }
    }

    #[test]
    fn a_character_at_the_seventy_fifth_octet_stays_whole() {
        for before in 60..80 {
            let text = format!("{}{}{}", "a".repeat(before), "🧑🏽‍⚕️", "é".repeat(60));
            let folded = written("SUMMARY", &text);
            well_made(&folded);
            assert_eq!(unescaped(&Read::of(&unfolded(&folded)[0]).unwrap().value), text);
        }
    }

    #[test]
    fn what_is_hostile_makes_no_line_of_its_own() {
        let text = "Fin\r\nEND:VEVENT\rATTACH:x\u{2028}A;B,C\\n\u{0}\u{7}\u{85}";
        let folded = written("DESCRIPTION", text);
        well_made(&folded);
        assert_eq!(unfolded(&folded).len(), 1);
        assert_eq!(folded, "DESCRIPTION:Fin\\nEND:VEVENT\\nATTACH:x\\nA\\;B\\,C\\\\n\\n\r\n");
        let long = "Ré,union;\n".repeat(1_000);
        let folded = written("DESCRIPTION", &long);
        well_made(&folded);
        assert_eq!(unescaped(&Read::of(&unfolded(&folded)[0]).unwrap().value), long);
    }

    #[test]
    fn a_parameter_holds_quotes_breaks_and_separators() {
        let mut lines = Lines::default();
        let name = "Ana \"la\" Ferreira; CH, Valmont: ^n\nfin";
        lines.with("ATTENDEE", &[("CN", name), ("PARTSTAT", "NEEDS-ACTION")], "mailto:a@b.example\r\nX:y");
        let folded = lines.done();
        well_made(&folded);
        let read = Read::of(&unfolded(&folded)[0]).unwrap();
        assert_eq!(read.value, "mailto:a@b.exampleX:y");
        assert_eq!(read.parameter("PARTSTAT"), Some("NEEDS-ACTION"));
        assert_eq!(read.parameter("CN"), Some(name));
        assert!(folded.contains("CN=\"Ana ^'la^' Ferreira;"), "{folded}");
    }

    proptest! {
        #[test]
        fn whatever_is_written_reads_back(text in "\\PC{0,400}|[\\x00-\\x{300}🧑🏽‍⚕️\u{2028},;\\\\\"]{0,300}") {
            let folded = written("SUMMARY", &text);
            well_made(&folded);
            let lines = unfolded(&folded);
            prop_assert_eq!(lines.len(), 1);
            let read = Read::of(&lines[0]).unwrap();
            prop_assert_eq!(unescaped(&read.value), kept(&text));
        }

        #[test]
        fn whatever_a_name_holds_stays_a_parameter(name in "\\PC{1,120}") {
            let mut lines = Lines::default();
            lines.with("ORGANIZER", &[("CN", &name)], "mailto:x@y.example");
            let folded = lines.done();
            well_made(&folded);
            let read = Read::of(&unfolded(&folded)[0]).unwrap();
            let said = kept(&name);
            prop_assert_eq!(read.value.as_str(), "mailto:x@y.example");
            prop_assert_eq!(read.parameter("CN"), Some(said.as_str()));
            prop_assert_eq!(read.parameters.len(), 1);
        }
    }
}
