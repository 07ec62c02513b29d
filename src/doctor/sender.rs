//! Whether mail will be believed: SPF, DKIM, DMARC, the names of the address it leaves from, TLS (trust D4, D5).

use std::net::IpAddr;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::dns::Resolver;
use super::spf::{self, Trouble, Verdict};
use super::{Finding, fail, ok, warn};
use crate::mail::Settings as Mail;
use crate::mail::relay::{Relay, Seen};

/// Keys shorter than this, in bits, are forged some day (RFC 8301 §3.2).
const SHORTEST_KEY: usize = 2048;

/// What is known of the sender.
struct Sender<'a> {
    mail: &'a Mail,
    domain: String,
    relay: Relay,
    resolver: Resolver,
}

/// A line for each thing receivers look at; one alone when no mail leaves for other machines.
pub(super) fn examine(mail: &Mail) -> Vec<(&'static str, Finding)> {
    if mail.smtp_url.is_empty() {
        return vec![("mail", ok("each mail is written to a file of the folder mail; mail.smtp_url sends them."))];
    }
    let domain = mail.from.rsplit('@').next().unwrap_or_default().to_ascii_lowercase();
    if domain == "localhost" || !domain.contains('.') {
        let words = format!("nobody can answer {}: set mail.from to an address of a domain of yours.", mail.from);
        return vec![("mail", fail(words))];
    }
    let Some(relay) = Relay::of(&mail.smtp_url) else {
        return vec![("mail", fail("mail.smtp_url names no server: write smtp://HOST:PORT."))];
    };
    let resolver = match Resolver::of(&mail.resolver) {
        Ok(resolver) => resolver,
        Err(why) => return vec![("mail", fail(why))],
    };
    let words = format!("from {} by {}, port {}.", mail.from, relay.host, relay.port);
    let tls = ("tls", tls(&relay));
    let mut lines = vec![("mail", ok(words))];
    lines.extend(Sender { mail, domain, relay, resolver }.records());
    lines.push(tls);
    lines
}

impl Sender<'_> {
    fn records(&self) -> Vec<(&'static str, Finding)> {
        let leaving = self.leaving();
        let settled = |found: Result<Finding, String>| found.unwrap_or_else(warn);
        vec![
            ("spf", self.spf(leaving.as_deref().unwrap_or_default())),
            ("dkim", settled(self.dkim())),
            ("dmarc", settled(self.dmarc())),
            ("ptr", settled(leaving.and_then(|leaving| self.ptr(&leaving)))),
        ]
    }

    /// The public addresses mail leaves from.
    fn leaving(&self) -> Result<Vec<IpAddr>, String> {
        let told = &self.mail.outgoing_addresses;
        let found = match (told.is_empty(), self.relay.host.parse()) {
            (false, _) => told.clone(),
            (true, Ok(address)) => vec![address],
            (true, Err(_)) if self.relay.host == "localhost" => Vec::new(),
            (true, Err(_)) => self.resolver.addresses(&self.relay.host)?,
        };
        let public: Vec<IpAddr> = found.into_iter().filter(|address| is_public(*address)).collect();
        if public.is_empty() {
            return Err(format!(
                "{} has no public address: tell in mail.outgoing_addresses those its mail leaves from.",
                self.relay.host
            ));
        }
        Ok(public)
    }

    fn spf(&self, leaving: &[IpAddr]) -> Finding {
        let record = match spf::record(&self.resolver, &self.domain) {
            Ok(record) => record,
            Err(trouble) => return self.no_verdict(trouble),
        };
        if spf::of_everybody_else(&record) == Some(Verdict::Pass) {
            return fail(format!(
                "{} lets everybody send in its name: end its record with -all, not +all.",
                self.domain
            ));
        }
        for address in leaving {
            match spf::verdict(&self.resolver, &self.domain, *address) {
                Ok(Verdict::Pass) => {}
                Ok(_) => {
                    let kind = if address.is_ipv4() { "ip4" } else { "ip6" };
                    return fail(format!(
                        "{address} is not among those that may send for {}: add {kind}:{address} to its record “{record}”.",
                        self.domain
                    ));
                }
                Err(trouble) => return self.no_verdict(trouble),
            }
        }
        if leaving.is_empty() {
            return warn(
                "there is a record, and which addresses it must cover is not known: set mail.outgoing_addresses.",
            );
        }
        match spf::of_everybody_else(&record) {
            Some(Verdict::Neutral) => warn(format!(
                "{} says nothing of other senders (?all): end its record with ~all, then with -all.",
                self.domain
            )),
            None if !record.to_ascii_lowercase().contains("redirect=") => {
                warn(format!("the record of {} does not end: add ~all, then -all.", self.domain))
            }
            _ => ok(format!("{} may send for {}.", listed(leaving), self.domain)),
        }
    }

    fn no_verdict(&self, trouble: Trouble) -> Finding {
        match trouble {
            Trouble::None(domain) if domain == self.domain => fail(format!(
                "{domain} has no record: publish the TXT “v=spf1 ip4:ADDRESS -all” with the outgoing address."
            )),
            Trouble::None(domain) => {
                fail(format!("the record of {} refers to {domain}, which has none: take it out.", self.domain))
            }
            Trouble::Several(domain) => fail(format!(
                "{domain} has several records, and receivers then follow none: make one TXT v=spf1 of them."
            )),
            Trouble::TooMany => fail(format!(
                "the record of {} asks more than ten questions, and receivers give up: replace include, a and mx by ip4 and ip6.",
                self.domain
            )),
            Trouble::Unread(term) => {
                fail(format!("“{term}” in the record of {} cannot be read: correct it.", self.domain))
            }
            Trouble::Silent(why) => warn(why),
        }
    }

    fn dkim(&self) -> Result<Finding, String> {
        let selector = &self.mail.dkim_selector;
        if selector.is_empty() {
            return Ok(warn(
                "not looked at: set mail.dkim_selector to the name of the key your mail server signs with.",
            ));
        }
        let name = format!("{selector}._domainkey.{}", self.domain);
        let texts = self.resolver.texts(&name)?;
        let Some(record) = texts.iter().find(|text| tag(text, "p").is_some()) else {
            return Ok(fail(format!(
                "{name} holds no key: publish the TXT your mail server gives, or correct mail.dkim_selector."
            )));
        };
        Ok(key(&name, record))
    }

    fn dmarc(&self) -> Result<Finding, String> {
        let mut domain = self.domain.as_str();
        loop {
            let texts = self.resolver.texts(&format!("_dmarc.{domain}"))?;
            if let Some(record) = texts.iter().find(|text| text.trim_start().starts_with("v=DMARC1")) {
                return Ok(self.policy(domain, record));
            }
            // The organisation's domain speaks for those under it (RFC 7489 §6.6.3), never a country alone.
            match domain.split_once('.') {
                Some((_, parent)) if parent.contains('.') => domain = parent,
                _ => break,
            }
        }
        Ok(fail(format!(
            "_dmarc.{} is missing: publish the TXT “v=DMARC1; p=none; rua=mailto:ADDRESS” first.",
            self.domain
        )))
    }

    fn policy(&self, domain: &str, record: &str) -> Finding {
        let inherited = if domain == self.domain { None } else { tag(record, "sp") };
        let aligned = "The envelope and the From are one address, so SPF counts for it";
        match inherited.or_else(|| tag(record, "p")).unwrap_or_default().to_ascii_lowercase().as_str() {
            "reject" => ok(format!("{domain} has forged mail refused. {aligned}.")),
            "quarantine" => ok(format!("{domain} has forged mail put aside. {aligned}.")),
            "none" => warn(format!(
                "{domain} only watches forged mail (p=none). {aligned}; once its reports show nothing wrong, go to p=quarantine, then p=reject."
            )),
            _ => fail(format!("the record of {domain} says no policy: write p=none, p=quarantine or p=reject in it.")),
        }
    }

    fn ptr(&self, leaving: &[IpAddr]) -> Result<Finding, String> {
        for address in leaving {
            let names = self.resolver.names(*address)?;
            let Some(first) = names.first() else {
                return Ok(fail(format!(
                    "{address} has no name: ask whoever provides it for a PTR to {}.",
                    self.relay.host
                )));
            };
            let mut confirmed = false;
            for name in names.iter().take(5) {
                confirmed |= self.resolver.addresses(name)?.contains(address);
            }
            if !confirmed {
                return Ok(fail(format!(
                    "{address} is named {first}, which is not at {address}: give {first} that address, or the PTR another name."
                )));
            }
        }
        Ok(ok(format!("{} named, and the names lead back.", listed(leaving))))
    }
}

/// What a DKIM record is worth (RFC 6376 §3.6.1, RFC 8301, RFC 8463).
fn key(name: &str, record: &str) -> Finding {
    let public: String = tag(record, "p").unwrap_or_default().split_whitespace().collect();
    if public.is_empty() {
        return fail(format!(
            "the key at {name} was revoked (empty p=): sign with another, and name it in mail.dkim_selector."
        ));
    }
    let unread = || fail(format!("the key at {name} cannot be read: publish it again as your mail server gives it."));
    let Ok(bytes) = STANDARD.decode(public) else { return unread() };
    if tag(record, "k").is_some_and(|kind| kind.eq_ignore_ascii_case("ed25519")) {
        return if bytes.len() == 32 { ok(format!("{name} holds an Ed25519 key.")) } else { unread() };
    }
    match rsa_bits(&bytes) {
        None => unread(),
        Some(bits) if bits < SHORTEST_KEY => {
            warn(format!("the key at {name} has {bits} bits: sign with one of {SHORTEST_KEY}."))
        }
        Some(bits) => ok(format!("{name} holds an RSA key of {bits} bits.")),
    }
}

/// A tag of a record `a=b; c=d`.
fn tag<'a>(record: &'a str, name: &str) -> Option<&'a str> {
    record.split(';').find_map(|part| {
        let (tag, value) = part.split_once('=')?;
        tag.trim().eq_ignore_ascii_case(name).then(|| value.trim())
    })
}

/// The bits of an RSA key's modulus, in a `SubjectPublicKeyInfo` or bare (RFC 5280 §4.1, RFC 8017 §A.1.1).
fn rsa_bits(der: &[u8]) -> Option<usize> {
    let (0x30, outer, _) = element(der)? else { return None };
    let modulus = match element(outer)? {
        (0x02, modulus, _) => modulus,
        (0x30, _, rest) => {
            let (0x03, bits, _) = element(rest)? else { return None };
            let (0x30, key, _) = element(bits.get(1..)?)? else { return None };
            let (0x02, modulus, _) = element(key)? else { return None };
            modulus
        }
        _ => return None,
    };
    let first = modulus.iter().position(|byte| *byte != 0)?;
    let digits = &modulus[first..];
    Some(digits.len() * 8 - usize::try_from(digits[0].leading_zeros()).ok()?)
}

/// The first DER element: its tag, its content, what follows.
fn element(bytes: &[u8]) -> Option<(u8, &[u8], &[u8])> {
    let (tag, short, rest) = (*bytes.first()?, usize::from(*bytes.get(1)?), bytes.get(2..)?);
    let (length, rest) = if short < 0x80 {
        (short, rest)
    } else {
        let size = short & 0x7f;
        let digits = rest.get(..size).filter(|_| (1..=4).contains(&size))?;
        (digits.iter().fold(0, |length, digit| length << 8 | usize::from(*digit)), rest.get(size..)?)
    };
    Some((tag, rest.get(..length)?, rest.get(length..)?))
}

fn tls(relay: &Relay) -> Finding {
    let Relay { host, port, .. } = relay;
    let local = host.parse().map_or(host == "localhost", |address: IpAddr| address.is_loopback());
    match relay.look() {
        Seen::Away(why) => {
            fail(format!("{host} does not answer on port {port} ({why}): check mail.smtp_url and the firewall."))
        }
        Seen::Untrusted(_) | Seen::Clear if local => ok("the mail server is on this machine."),
        Seen::Untrusted(why) => fail(format!(
            "the certificate of {host} does not hold ({why}): name the server as its certificate does, or renew it."
        )),
        Seen::Clear => fail(format!(
            "{host} offers no TLS on port {port}: mail would leave in clear. Use port 465 or 587, or another server."
        )),
        Seen::Safe if relay.required => ok(format!("{host} has a certificate valid for its name.")),
        Seen::Safe => {
            warn(format!("{host} offers STARTTLS, and mail leaves in clear: end mail.smtp_url with ?tls=required."))
        }
    }
}

fn is_public(address: IpAddr) -> bool {
    match address.to_canonical() {
        IpAddr::V4(v4) => {
            let shared = v4.octets()[0] == 100 && v4.octets()[1] & 0xc0 == 64;
            !(v4.is_loopback() || v4.is_private() || v4.is_link_local() || v4.is_unspecified() || shared)
        }
        IpAddr::V6(v6) => {
            !(v6.is_loopback() || v6.is_unspecified() || v6.is_unique_local() || v6.is_unicast_link_local())
        }
    }
}

fn listed(addresses: &[IpAddr]) -> String {
    addresses.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
#[path = "sender_tests.rs"]
mod tests;
