//! The marks mail readers leave, French and English: attributions, headers of the mail before, telephones, legal notices.

use crate::text::fold;

/// A line longer than this, in bytes, is prose.
const LONGEST_MARK: usize = 400;

/// A header of the mail before, in any language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Header {
    /// De, From.
    From,
    /// À, To, Pour.
    To,
    /// Envoyé, Sent, Date.
    Date,
    /// Objet, Subject.
    Subject,
    /// Cc, Copie à, Répondre à.
    Other,
}

fn folded(line: &str) -> String {
    fold(line.trim().trim_matches('*')).replace('\u{a0}', " ")
}

/// The line our mails start with, as mail readers give it back.
pub(super) fn is_marker(line: &str) -> bool {
    line.len() < LONGEST_MARK && line.starts_with(['—', '-', '–', '#']) && {
        let line = folded(line);
        line.contains("au-dessus de cette ligne") || line.contains("above this line")
    }
}

/// "-----Message d'origine-----", "---------- Forwarded message ---------", "-----X a écrit : -----".
pub(super) fn is_separator(line: &str) -> bool {
    if line.len() > LONGEST_MARK || !(line.starts_with("--") && line.ends_with("--")) {
        return false;
    }
    let line = folded(line);
    [
        "message d'origine",
        "message original",
        "mail original",
        "courriel original",
        "original message",
        "forwarded message",
        "message transfere",
        "message reexpedie",
        "a ecrit :",
        "a ecrit:",
        "wrote:",
    ]
    .iter()
    .any(|words| line.contains(words))
}

/// GroupWise: ">>> X <x@y> 03/03/2026 14:30 >>>", and the mail before follows without a mark.
pub(super) fn names_who(line: &str) -> bool {
    line.len() < LONGEST_MARK && line.starts_with(">>> ") && line.ends_with(">>>")
}

/// The header a line gives, if it does: `De :`, `*From:*`, `Envoyé le :`.
pub(super) fn header(line: &str) -> Option<Header> {
    let (name, _) = line.trim().split_once(':')?;
    if name.len() > 24 {
        return None;
    }
    match folded(name).trim_matches(['*', ' ']) {
        "de" | "from" | "von" | "expediteur" => Some(Header::From),
        "a" | "to" | "pour" | "an" | "destinataire" => Some(Header::To),
        "envoye" | "envoye le" | "sent" | "date" | "gesendet" => Some(Header::Date),
        "objet" | "subject" | "sujet" | "betreff" => Some(Header::Subject),
        "cc" | "copie a" | "cci" | "repondre a" | "reply-to" | "importance" => Some(Header::Other),
        _ => None,
    }
}

/// Whether a line may begin an attribution: cheap, asked of every line.
pub(super) fn begins_attribution(line: &str) -> bool {
    let line = line.trim_start();
    let starts = ["Le ", "le ", "On ", "Am ", "El "].iter().any(|start| line.starts_with(start));
    line.len() < LONGEST_MARK && (starts || (line.contains('@') && line.trim_end().ends_with(':')))
}

/// A new attribution, so that the lines before are no part of it: "Le 03/03…", "Le mar. 3 mars".
pub(super) fn begins_dated(line: &str) -> bool {
    let starts = ["Le ", "On "].iter().any(|start| line.starts_with(start));
    starts && line.chars().take(14).any(|letter| letter.is_ascii_digit())
}

/// "a écrit :", "wrote:", "a écrit sur 03/03/2026 14:30 :".
pub(super) fn ends_attribution(line: &str) -> bool {
    let line = line.trim_end();
    line.ends_with(':') && {
        let tail: String = line.chars().rev().take(60).collect::<Vec<_>>().into_iter().rev().collect();
        let tail = folded(&tail);
        let tail = tail.trim_end_matches([':', ' ']);
        ["ecrit", "wrote", "schrieb"].iter().any(|verb| tail.ends_with(verb)) || tail.contains("a ecrit sur ")
    }
}

/// Whether joined lines say who wrote what follows: a date or an address is told with it.
pub(super) fn is_attribution(joined: &str) -> bool {
    joined.len() < 2 * LONGEST_MARK && (joined.contains('@') || joined.chars().any(|letter| letter.is_ascii_digit()))
}

/// Whether an attribution tells an address, an hour or a year: then what follows is the mail before, even unmarked.
pub(super) fn is_dated(joined: &str) -> bool {
    let numbers = || joined.split(|letter: char| !letter.is_ascii_digit());
    let hour = joined.as_bytes().windows(4).any(|four| {
        four[0].is_ascii_digit()
            && matches!(four[1], b':' | b'h')
            && four[2].is_ascii_digit()
            && four[3].is_ascii_digit()
    });
    joined.contains('@') || hour || numbers().any(|number| number.len() == 4)
}

/// A telephone or a mail reader names itself.
pub(super) fn is_machine(line: &str) -> bool {
    if line.len() > 160 || !line.starts_with(['E', 'e', 'S', 'G', 'O', 'T', 'P', 'D', '*', '_', '<']) {
        return false;
    }
    let line = folded(line.trim_matches(['_', '<', '*']));
    [
        "envoye de mon ",
        "envoye de ma ",
        "envoye depuis ",
        "envoye a partir de ",
        "envoye avec ",
        "envoye par mon ",
        "envoye via ",
        "sent from my ",
        "sent from mail",
        "sent from yahoo",
        "sent from outlook",
        "sent with ",
        "sent via ",
        "get outlook for",
        "obtenez outlook",
        "obtenir outlook",
        "telecharger outlook",
        "telechargez outlook",
        "provenance : courrier",
        "provenance: courrier",
    ]
    .iter()
    .any(|start| line.starts_with(start))
}

/// A line drawn with signs.
pub(super) fn is_rule(line: &str) -> bool {
    let line = line.trim();
    line.len() >= 3 && line.chars().all(|letter| matches!(letter, '_' | '-' | '*' | '=' | '—' | '#'))
}

const NOTICE_WORDS: &[&str] = &[
    "confidentiel",
    "confidential",
    "destinataire",
    "piece jointe",
    "pieces jointes",
    "attachment",
    "par erreur",
    "in error",
    "detruire",
    "supprimer",
    "delete",
    "expediteur",
    "notify",
    "intended",
    "addressee",
    "recipient",
    "secret professionnel",
    "non autorise",
    "unauthori",
    "diffusion",
    "disclos",
    "s'il ne vous est pas destine",
    "ne vous est pas destine",
    "sans en prendre copie",
    "virus",
    "decline toute responsabilite",
];
const GREEN: &[&str] =
    &["pensez a l'environnement", "n'imprimez ce", "avant d'imprimer", "consider the environment", "before printing"];

/// Whether a paragraph is a legal notice or asks not to print: said with several of their words, of this very message.
pub(super) fn is_notice(paragraph: &[&str]) -> bool {
    let text = paragraph.join(" ");
    if text.len() > 6_000 {
        return false;
    }
    let text = folded(&text);
    if text.len() < 200 && GREEN.iter().any(|words| text.contains(words)) {
        return true;
    }
    let of_this = ["message", "mail", "courriel", "transmission", "document"].iter().any(|word| text.contains(word));
    of_this && NOTICE_WORDS.iter().filter(|word| text.contains(*word)).count() >= 3
}
