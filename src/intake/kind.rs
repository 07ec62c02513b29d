//! What a mail is: somebody's reply, a mail that came back, a complaint, or a machine's answer.

use super::parse::{Headers, Incoming};
use super::wording;

/// How a mail came back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Strength {
    /// The address does not exist, or no longer.
    Hard,
    /// Not now, not this mail, or not from here.
    Soft,
}

/// What a mail is.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// A person wrote it.
    Reply,
    /// A mail came back.
    Bounce {
        /// For good, or not.
        strength: Strength,
        /// The enhanced status (RFC 3463), as far as it is said.
        status: Option<String>,
        /// The address it could not reach, as far as it is said.
        recipient: Option<String>,
    },
    /// Its reader reported a mail as unwanted (RFC 5965).
    Complaint {
        /// Who reported, as far as it is said.
        recipient: Option<String>,
    },
    /// A machine wrote it: away, received, read.
    AutoReply,
}

impl Kind {
    /// Tells what a mail is; what a machine may have written is never taken for a reply.
    pub fn of(mail: &Incoming) -> Self {
        if let Some(complaint) = complaint(mail) {
            return complaint;
        }
        if let Some(groups) = &mail.delivery {
            return report(mail, groups);
        }
        if mail.disposition {
            return Self::AutoReply;
        }
        if from_a_mail_system(mail)
            && let Some(bounce) = told_in_words(mail)
        {
            return bounce;
        }
        if is_automatic(mail) { Self::AutoReply } else { Self::Reply }
    }
}

fn complaint(mail: &Incoming) -> Option<Kind> {
    let said = |names: &[&str]| {
        let headers = [Some(&mail.headers), Some(&mail.original), mail.feedback.as_ref()];
        let found = headers.into_iter().flatten().find_map(|headers| names.iter().find_map(|name| headers.get(name)));
        found.and_then(bare)
    };
    if let Some(feedback) = &mail.feedback {
        let kind = feedback.get("feedback-type").unwrap_or("abuse").to_lowercase();
        if kind != "abuse" && kind != "fraud" && kind != "opt-out" && kind != "other" {
            return Some(Kind::AutoReply);
        }
        return Some(Kind::Complaint { recipient: said(&["original-rcpt-to"]).or_else(|| original_to(mail)) });
    }
    // Microsoft's reports have a shape of their own (Junk Mail Reporting Program).
    let reported = mail.headers.has("x-hmxmroriginalrecipient") || mail.original.has("x-hmxmroriginalrecipient");
    reported.then(|| Kind::Complaint { recipient: said(&["x-hmxmroriginalrecipient"]) })
}

fn original_to(mail: &Incoming) -> Option<String> {
    mail.original.get("to").and_then(bare)
}

/// An address as reports write it: `rfc822; <a@b>`.
fn bare(text: &str) -> Option<String> {
    let text = text.rsplit(';').next().unwrap_or(text);
    let text = text.rsplit('<').next().unwrap_or(text).split('>').next().unwrap_or(text).trim();
    (text.contains('@') && text.len() <= 254).then(|| text.to_lowercase())
}

/// A delivery report: of several recipients, the one that went worst.
fn report(mail: &Incoming, groups: &[Headers]) -> Kind {
    let mut worst = None;
    for group in groups.iter().filter(|group| group.has("action") || group.has("status")) {
        let action = group.get("action").unwrap_or("failed").to_lowercase();
        if !action.starts_with("failed") && !action.starts_with("delayed") {
            continue;
        }
        let status = group.get("status").and_then(wording::status_in);
        let why = group.get("diagnostic-code").unwrap_or_default();
        let strength = match action.starts_with("delayed") {
            true => Strength::Soft,
            false => strength(status.as_deref(), why, &mail.text),
        };
        let recipient =
            ["final-recipient", "original-recipient"].iter().find_map(|name| group.get(name).and_then(bare));
        if worst.is_none() || strength == Strength::Hard {
            worst = Some(Kind::Bounce { strength, status, recipient });
        }
    }
    worst.unwrap_or(Kind::AutoReply)
}

/// For good only when it says that the address is wrong or closed (RFC 3463 §3.2); a full mailbox, a
/// policy or a bad route may change. Where the code says little, the words decide.
fn strength(status: Option<&str>, why: &str, text: &str) -> Strength {
    let parts: Vec<&str> = status.unwrap_or_default().split('.').collect();
    match parts[..] {
        ["5", "1", "7" | "8" | "9"] => Strength::Soft,
        ["5", "1", _] | ["5", "2", "1"] => Strength::Hard,
        ["4", ..] | ["5", "2" | "3" | "6" | "7", _] => Strength::Soft,
        _ if !why.is_empty() && wording::decides(why) => by_words(why),
        _ => by_words(text),
    }
}

fn by_words(text: &str) -> Strength {
    if wording::is_full(text) || !wording::is_unknown(text) { Strength::Soft } else { Strength::Hard }
}

fn from_a_mail_system(mail: &Incoming) -> bool {
    let who = mail.from.split('@').next().unwrap_or_default();
    let machine = ["mailer-daemon", "postmaster", "mdaemon", "mail-daemon", "mailerdaemon", ""].contains(&who);
    machine || mail.headers.has("x-failed-recipients") || (mail.has_null_path() && !says_away(mail))
}

/// A mail that came back, told in words alone (qmail, old Exim, gateways).
fn told_in_words(mail: &Incoming) -> Option<Kind> {
    let told = wording::before_copy(&mail.text);
    let failed = mail.headers.get("x-failed-recipients").and_then(bare);
    if failed.is_none() && !wording::says_undelivered(&mail.subject) && !wording::says_undelivered(told) {
        return None;
    }
    let status = wording::status_in(told);
    let strength = strength(status.as_deref(), "", told);
    let ours = |address: &str| mail.to.iter().any(|to| to == address) || address == mail.from;
    let recipient = failed.or_else(|| wording::addresses_in(told).find(|address| !ours(address)));
    Some(Kind::Bounce { strength, status, recipient })
}

/// Written by a machine: what RFC 3834 asks for, and what machines that never read it leave.
fn is_automatic(mail: &Incoming) -> bool {
    let said = |name: &str| mail.headers.get(name).map(str::to_lowercase);
    let auto = said("auto-submitted").is_some_and(|value| !value.starts_with("no"));
    let bulk = said("precedence").is_some_and(|value| ["bulk", "junk", "list", "auto_reply"].contains(&value.as_str()));
    let signs = ["x-autoreply", "x-autorespond", "x-autoresponder", "x-otrs-loop", "x-loop", "list-id", "x-auto-reply"];
    auto || bulk || signs.iter().any(|sign| mail.headers.has(sign)) || mail.has_null_path() || says_away(mail)
}

fn says_away(mail: &Incoming) -> bool {
    wording::says_away(&mail.subject)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(mail: &str) -> Kind {
        Kind::of(&Incoming::parse(mail.as_bytes()))
    }

    #[test]
    fn a_person_who_writes_of_absence_is_a_person() {
        let mail = "From: a@b.example\r\nSubject: Re: absence du bracelet au bloc\r\n\r\nPas d'absence chez nous.\r\n";
        assert_eq!(kind(mail), Kind::Reply);
        assert_eq!(kind("Auto-Submitted: no\r\nFrom: a@b.example\r\n\r\nOui\r\n"), Kind::Reply);
    }

    #[test]
    fn of_several_recipients_the_worst_counts() {
        let group = |to: &str, status: &str| {
            format!("Final-Recipient: rfc822; {to}\r\nAction: failed\r\nStatus: {status}\r\n\r\n")
        };
        let mail = format!(
            "From: MAILER-DAEMON@x.example\r\nMIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=x\r\n\r\n\
            --x\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; x\r\n\r\n{}{}--x--\r\n",
            group("a@x.example", "5.2.2"),
            group("b@x.example", "5.1.1")
        );
        let Kind::Bounce { strength, recipient, .. } = kind(&mail) else { panic!("not a bounce") };
        assert_eq!((strength, recipient.as_deref()), (Strength::Hard, Some("b@x.example")));
    }
}
