//! What somebody wrote in a reply: without the mail before, signatures and the legal notices gateways add. One pass over
//! the lines; where it is in doubt a line is kept: what a member wrote is never lost.

use super::html::BEFORE;
use super::marks;

/// The line our mails start with: everything from it on is ours.
pub const MARKER: &str = "— Répondez au-dessus de cette ligne —";

/// Lines an attribution may be wrapped on.
const WRAPPED: usize = 4;

/// The new text of a reply; empty when there is none.
pub fn new_text(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    let mut kept: Vec<&str> = Vec::new();
    let mut signature = false;
    let mut at = 0;
    while at < lines.len() {
        let line = lines[at].trim_start_matches(['\u{feff}', '\u{200b}']);
        match what(&lines, at) {
            Line::Before => break,
            Line::Quoted => {
                signature = false;
                gap(&mut kept);
            }
            Line::Attribution(many) => {
                signature = false;
                at += many;
                gap(&mut kept);
                continue;
            }
            Line::Signature => signature = true,
            Line::Machine => {}
            Line::Written if signature => {}
            Line::Written => kept.push(line),
        }
        at += 1;
    }
    without_notices(&mut kept);
    squeezed(&kept)
}

/// What a line of a reply is.
enum Line {
    /// Here the mail before begins.
    Before,
    /// Quoted of the mail before.
    Quoted,
    /// Who wrote what follows, quoted: on so many lines.
    Attribution(usize),
    /// A signature begins.
    Signature,
    /// A telephone or a mail reader names itself.
    Machine,
    /// New.
    Written,
}

fn what(lines: &[&str], at: usize) -> Line {
    let line = lines[at].trim();
    if line.is_empty() {
        return Line::Written;
    }
    if line.starts_with('>') {
        return if marks::names_who(line) { Line::Before } else { Line::Quoted };
    }
    if line == BEFORE || marks::is_marker(line) || marks::is_separator(line) || begins_headers(lines, at) {
        return Line::Before;
    }
    if let Some(many) = attribution(lines, at) {
        let next = lines[at + many..].iter().map(|line| line.trim()).find(|line| !line.is_empty());
        return match next {
            None => Line::Attribution(many),
            Some(next) if next.starts_with('>') => Line::Attribution(many),
            Some(_) if marks::is_dated(&lines[at..at + many].join(" ")) => Line::Before,
            Some(_) => Line::Written,
        };
    }
    if line == "--" {
        return Line::Signature;
    }
    if marks::is_machine(line) { Line::Machine } else { Line::Written }
}

/// How many lines say who wrote what follows ("Le 3 mars 2026, X a écrit :"), if they do.
fn attribution(lines: &[&str], at: usize) -> Option<usize> {
    if !marks::begins_attribution(lines[at]) {
        return None;
    }
    let mut joined = String::new();
    for (many, line) in lines[at..].iter().take(WRAPPED).enumerate() {
        let line = line.trim();
        if line.is_empty() || (many > 0 && (line.starts_with('>') || marks::begins_dated(line))) {
            return None;
        }
        if many > 0 && joined.ends_with(['.', '!', '?']) {
            return None;
        }
        joined.push(' ');
        joined.push_str(line);
        if marks::ends_attribution(line) || marks::ends_attribution(&joined) {
            return marks::is_attribution(&joined).then_some(many + 1);
        }
    }
    None
}

/// Whether the headers of the mail before start here: three names at least, one after the other, the sender among them.
fn begins_headers(lines: &[&str], at: usize) -> bool {
    let Some(first) = marks::header(lines[at]) else { return false };
    let mut seen = vec![first];
    let (mut others, mut blanks) = (0, 0);
    for line in lines[at + 1..].iter().take(12) {
        match marks::header(line) {
            Some(header) if !seen.contains(&header) => {
                seen.push(header);
                others = 0;
            }
            Some(_) => {}
            None if line.trim().is_empty() => blanks += 1,
            // A long list of addresses goes on.
            None => others += 1,
        }
        if others > 2 || blanks > 1 {
            break;
        }
    }
    seen.len() >= 3 && seen.contains(&marks::Header::From)
}

fn gap(kept: &mut Vec<&str>) {
    if kept.last().is_some_and(|last| !last.is_empty()) {
        kept.push("");
    }
}

/// Takes away what gateways add at the end, paragraph by paragraph.
fn without_notices(kept: &mut Vec<&str>) {
    loop {
        while kept.last().is_some_and(|last| last.is_empty() || marks::is_rule(last)) {
            kept.pop();
        }
        let starts = kept.iter().rposition(|line| line.is_empty()).map_or(0, |blank| blank + 1);
        if kept.is_empty() || !marks::is_notice(&kept[starts..]) {
            return;
        }
        kept.truncate(starts);
    }
}

fn squeezed(kept: &[&str]) -> String {
    let mut text = String::new();
    for line in kept {
        let line = line.trim_end();
        if line.is_empty() && (text.is_empty() || text.ends_with("\n\n")) {
            continue;
        }
        text.push_str(line);
        text.push('\n');
    }
    text.replace('\u{a0}', " ").trim_matches(['\n', ' ']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_above_the_line_is_new() {
        let mail = format!("Merci.\n\nVoir demain.\n\n{MARKER}\nBonjour\n");
        assert_eq!(new_text(&mail), "Merci.\n\nVoir demain.");
    }

    #[test]
    fn doubt_keeps_the_line() {
        let mail = "Le chef de pôle m'a écrit :\nvoir page 3.\n\nObjet : essai\n\nDe : nous";
        assert_eq!(new_text(mail), mail);
    }

    #[test]
    fn five_mebibytes_of_quotes_cost_less_than_a_second() {
        let quotes = "> Nous avons remplacé le bracelet par un code lisible, même mouillé.\n".repeat(75_000);
        let bare = "Le 3 mars 2026 à 14:30, X Y Z écrivait quelque chose de long qui ne finit jamais,\n".repeat(60_000);
        for text in [format!("Oui.\nLe 3 mars 2026 à 14:30, K <k@x.example> a écrit :\n{quotes}"), bare] {
            let began = std::time::Instant::now();
            assert!(new_text(&text).len() < 6_000_000);
            assert!(began.elapsed().as_millis() < 1_000, "{:?}", began.elapsed());
        }
    }
}
