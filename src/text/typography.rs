//! French typography: no-break spaces where the Imprimerie nationale wants them, numbers in groups.

/// No-break space.
const NBSP: char = '\u{a0}';
/// Narrow no-break space.
const NNBSP: char = '\u{202f}';

/// Puts no-break spaces before `; : ! ? » %` and after `«` where an ordinary space stands.
///
/// Nothing is added where the writer put no space: source code, addresses and smileys stay as they are.
pub fn spaces(text: &str) -> String {
    let mut spaced = String::with_capacity(text.len() + 8);
    let mut letters = text.chars().peekable();
    let mut before = ' ';
    while let Some(letter) = letters.next() {
        let kept = match (letter, letters.peek()) {
            (' ', Some(';' | '!' | '?')) => NNBSP,
            (' ', Some(':' | '»' | '%' | '€')) => NBSP,
            (' ', _) if before == '«' => NBSP,
            _ => letter,
        };
        spaced.push(kept);
        before = letter;
    }
    spaced
}

/// Our own French sentences: no-break spaces, also between a number and its unit, and the typographic apostrophe between
/// letters.
pub fn french(text: &str) -> String {
    let mut typed = String::with_capacity(text.len() + 8);
    let spaced = together(&spaces(text));
    let mut letters = spaced.chars().peekable();
    let mut before = ' ';
    while let Some(letter) = letters.next() {
        let elided = letter == '\''
            && before.is_alphabetic()
            && letters.peek().is_some_and(|next| next.is_alphanumeric() || matches!(next, '{' | '«'));
        typed.push(if elided { '’' } else { letter });
        before = letter;
    }
    typed
}

/// What counts, and would begin a line without its number.
const UNITS: [&str; 7] = ["h", "min", "o", "Ko", "Mo", "Go", "Kio"];

/// Numbers stay on the line of their unit, `n°` on that of its number.
fn together(text: &str) -> String {
    let mut joined = String::with_capacity(text.len() + 8);
    let mut before = "";
    for (place, word) in text.split(' ').enumerate() {
        let counted = before.ends_with(|letter: char| letter.is_ascii_digit() || letter == '}');
        let unit = || UNITS.contains(&word.split(|letter: char| !letter.is_alphabetic()).next().unwrap_or_default());
        let minutes = || before == "h" && word.starts_with(|letter: char| letter.is_ascii_digit() || letter == '{');
        let glued = before.ends_with("n°") || minutes() || counted && unit();
        if place > 0 {
            joined.push(if glued { NBSP } else { ' ' });
        }
        joined.push_str(word);
        before = word;
    }
    joined
}

/// A number with its groups of three and its decimals: `1 234,5`.
pub fn number(value: f64, group: char, point: char) -> String {
    let text = value.abs().to_string();
    let (whole, decimals) = text.split_once('.').unwrap_or((&text, ""));
    let mut written = String::new();
    if value < 0.0 {
        written.push('−');
    }
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place).is_multiple_of(3) {
            written.push(group);
        }
        written.push(digit);
    }
    if !decimals.is_empty() {
        written.push(point);
        written.push_str(decimals);
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spaces_become_unbreakable_before_high_punctuation() {
        assert_eq!(spaces("Qui ? Moi : « oui » !"), "Qui\u{202f}? Moi\u{a0}: «\u{a0}oui\u{a0}»\u{202f}!");
        assert_eq!(spaces("https://a.example/?b:c"), "https://a.example/?b:c");
        assert_eq!(spaces("30 %"), "30\u{a0}%");
    }

    #[test]
    fn our_sentences_have_curly_apostrophes() {
        assert_eq!(french("l'étape d'{ $name }"), "l’étape d’{ $name }");
        assert_eq!(french("'entre'"), "'entre'");
    }

    #[test]
    fn numbers_stay_with_their_unit() {
        assert_eq!(french("message n° { $n }"), "message n°\u{a0}{ $n }");
        assert_eq!(french("à { $h } h { $m }, 20 Mo"), "à { $h }\u{a0}h\u{a0}{ $m }, 20\u{a0}Mo");
        assert_eq!(french("{ $n } heures, 2 ou 3\n} ha"), "{ $n } heures, 2 ou 3\n} ha");
    }

    #[test]
    fn numbers_are_grouped() {
        assert_eq!(number(1_234.5, '\u{202f}', ','), "1\u{202f}234,5");
        assert_eq!(number(-1_000_000.0, ',', '.'), "−1,000,000");
        assert_eq!(number(12.0, ',', '.'), "12");
    }
}
