//! The words of mail systems, French and English, where codes say nothing.

use crate::text::fold;

/// Words are looked for in this much of a text, in bytes: what came back follows.
const LOOKED_AT: usize = 8 * 1024;

const UNKNOWN: &[&str] = &[
    "user unknown",
    "unknown user",
    "no such user",
    "user not found",
    "does not exist",
    "doesn't exist",
    "doesn't have a",
    "not listed in domino",
    "n'est pas repertorie",
    "recipient unknown",
    "unknown recipient",
    "recipientnotfound",
    "recipnotfound",
    "invalid recipient",
    "mailbox unavailable",
    "mailbox not found",
    "no mailbox here",
    "address not found",
    "could not be found",
    "adresse introuvable",
    "est introuvable",
    "destinataire inconnu",
    "adresse inconnue",
    "utilisateur inconnu",
    "n'existe pas",
    "unrouteable address",
    "couldn't find any host",
    "host not found",
    "domain name not found",
    "domain not found",
    "dns domain",
    "address rejected: access denied",
    "mailbox is disabled",
    "account is disabled",
    "has been disabled",
    "no longer at this site",
    "due to inactivity",
    "undeliverable address",
];

const FULL: &[&str] = &[
    "quota",
    "mailbox full",
    "mailbox is full",
    "over the allowed",
    "boite aux lettres du destinataire est pleine",
    "boite pleine",
    "est pleine",
    "saturee",
    "out of storage",
    "size limit",
    "mailfolder is over",
];

const UNDELIVERED: &[&str] = &[
    "undeliver",
    "could not be delivered",
    "cannot be delivered",
    "couldn't be delivered",
    "wasn't able to deliver",
    "unable to deliver",
    "not been delivered",
    "could not be reached",
    "did not reach",
    "delivery fail",
    "delivery failure",
    "delivery status notification",
    "delivery has failed",
    "failure notice",
    "returned mail",
    "returned to sender",
    "non remis",
    "non distribue",
    "non delivre",
    "n'a pas ete remis",
    "n'a pas pu etre remis",
    "n'a pas pu etre distribue",
    "n'a pas atteint",
    "echec de la remise",
    "echec de remise",
    "echec de distribution",
    "remise retardee",
    "permanent fatal",
    "message delayed",
];

/// Starts of subjects.
const AWAY: &[&str] = &[
    "reponse automatique",
    "automatic reply",
    "auto reply",
    "auto:",
    "auto :",
    "autoreply",
    "out of office",
    "out of the office",
    "away from",
    "vacation reply",
    "absence du bureau",
    "absence :",
    "absence:",
    "absent(e)",
    "absent du bureau",
    "absente du bureau",
    "message d'absence",
    "notification d'absence",
    "avis d'absence",
    "repondeur",
    "accuse de reception automatique",
    "abwesenheit",
    "lu :",
    "lu:",
    "read:",
];
/// Ends of subjects (Domino).
const AWAY_ENDS: &[&str] = &["est absent(e).", "est absent(e)", "est absent.", "est absente.", "is out of the office"];

/// Lines after which a mail system copies the mail that came back.
const COPIES: &[&str] = &[
    "--- below this line is a copy",
    "------ this is a copy of the message",
    "--- original message",
    "--- the header of",
];

fn folded(text: &str) -> String {
    let mut end = text.len().min(LOOKED_AT);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let folded = fold(&text[..end]).replace(['\u{2019}', '\u{2bc}'], "'").replace('\u{a0}', " ");
    folded.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn says(text: &str, words: &[&str]) -> bool {
    let text = folded(text);
    words.iter().any(|word| text.contains(word))
}

/// It says that the address does not exist, or no longer.
pub(super) fn is_unknown(text: &str) -> bool {
    says(text, UNKNOWN)
}

/// It says that the mailbox is full.
pub(super) fn is_full(text: &str) -> bool {
    says(text, FULL)
}

/// It says either.
pub(super) fn decides(text: &str) -> bool {
    is_unknown(text) || is_full(text)
}

/// It says that a mail did not arrive.
pub(super) fn says_undelivered(text: &str) -> bool {
    says(text, UNDELIVERED)
}

/// A subject of those who are away.
pub(super) fn says_away(subject: &str) -> bool {
    let subject = folded(subject);
    AWAY.iter().any(|start| subject.starts_with(start)) || AWAY_ENDS.iter().any(|end| subject.ends_with(end))
}

/// What a mail system says, without the copy of the mail that came back.
pub(super) fn before_copy(text: &str) -> &str {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let start: String = line.trim().chars().take(60).collect::<String>().to_lowercase();
        if COPIES.iter().any(|copy| start.starts_with(copy)) {
            return &text[..at];
        }
        at += line.len();
    }
    text
}

/// The first enhanced status (RFC 3463) in a text: `5.1.1`, not a network's `192.0.2.5`.
pub(super) fn status_in(text: &str) -> Option<String> {
    text.split(|letter: char| !letter.is_ascii_digit() && letter != '.').find_map(|word| {
        let word = word.trim_matches('.');
        let parts: Vec<&str> = word.split('.').collect();
        let digits = |part: &str, most: usize| !part.is_empty() && part.len() <= most;
        let shaped =
            parts.len() == 3 && ["2", "4", "5"].contains(&parts[0]) && digits(parts[1], 2) && digits(parts[2], 3);
        shaped.then(|| word.to_owned())
    })
}

/// The addresses of a text, in order, in lower case.
pub(super) fn addresses_in(text: &str) -> impl Iterator<Item = String> {
    text.split(|letter: char| letter.is_whitespace() || "<>()[]\",;:'".contains(letter)).filter_map(|word| {
        let word = word.trim_matches(['.', '!']).to_lowercase();
        let (local, domain) = word.split_once('@')?;
        let shaped = !local.is_empty() && domain.contains('.') && !domain.contains('@') && word.len() <= 254;
        shaped.then(|| word.clone())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_status_is_no_network_and_no_version() {
        assert_eq!(status_in("host [192.0.2.5] said: 550 5.1.1 no"), Some("5.1.1".into()));
        assert_eq!(status_in("(#5.1.1)"), Some("5.1.1".into()));
        assert_eq!(status_in("exim 4.98, 250 ok"), None);
    }

    #[test]
    fn addresses_are_found_in_their_punctuation() {
        let found: Vec<_> = addresses_in("<A@b.example>: non remis à c@d.example.").collect();
        assert_eq!(found, ["a@b.example", "c@d.example"]);
    }
}
