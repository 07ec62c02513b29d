//! Who may send mail for a domain (SPF, RFC 7208), as far as it tells whether one address may.

use std::net::IpAddr;

use ipnet::IpNet;

use super::dns::Resolver;

/// Terms that cause questions are ten at most (RFC 7208 §4.6.4).
const MOST_QUESTIONS: u32 = 10;

/// What a record says of an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// `+`: it may.
    Pass,
    /// `-`: it may not.
    Fail,
    /// `~`: probably not.
    SoftFail,
    /// `?`, or nothing matches.
    Neutral,
}

/// Why a domain's records give no verdict.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Trouble {
    /// This domain has no record.
    None(String),
    /// This domain has several.
    Several(String),
    /// More questions than a receiver asks.
    TooMany,
    /// A term that cannot be read.
    Unread(String),
    /// The name server.
    Silent(String),
}

/// The SPF record of a domain.
pub(super) fn record(resolver: &Resolver, domain: &str) -> Result<String, Trouble> {
    let texts = resolver.texts(domain).map_err(Trouble::Silent)?;
    let is_spf = |text: &String| {
        let text = text.to_ascii_lowercase();
        text == "v=spf1" || text.starts_with("v=spf1 ")
    };
    let mut records = texts.into_iter().filter(is_spf);
    match (records.next(), records.next()) {
        (None, _) => Err(Trouble::None(domain.to_owned())),
        (Some(record), None) => Ok(record),
        (Some(_), Some(_)) => Err(Trouble::Several(domain.to_owned())),
    }
}

/// How a record ends: what becomes of everybody it does not name. `None` without an `all` (a `redirect`, or nothing).
pub(super) fn of_everybody_else(record: &str) -> Option<Verdict> {
    record
        .split_whitespace()
        .map(qualified)
        .find(|(_, term)| term.eq_ignore_ascii_case("all"))
        .map(|(verdict, _)| verdict)
}

/// Whether an address may send for a domain.
pub(super) fn verdict(resolver: &Resolver, domain: &str, address: IpAddr) -> Result<Verdict, Trouble> {
    Inquiry { resolver, address, asked: 0 }.of(domain)
}

struct Inquiry<'a> {
    resolver: &'a Resolver,
    address: IpAddr,
    asked: u32,
}

impl Inquiry<'_> {
    fn of(&mut self, domain: &str) -> Result<Verdict, Trouble> {
        let record = record(self.resolver, domain)?;
        let mut redirect = None;
        for word in record.split_whitespace().skip(1) {
            if let Some(target) = strip(word, "redirect=") {
                redirect = Some(target.to_owned());
                continue;
            }
            // Other modifiers, as `exp=`, do not decide.
            if word.find('=').is_some_and(|at| !word[..at].contains([':', '/'])) {
                continue;
            }
            let (verdict, term) = qualified(word);
            if self.matches(domain, term)? {
                return Ok(verdict);
            }
        }
        match redirect {
            None => Ok(Verdict::Neutral),
            Some(target) => {
                self.count()?;
                self.of(&target)
            }
        }
    }

    fn matches(&mut self, domain: &str, term: &str) -> Result<bool, Trouble> {
        let unread = || Trouble::Unread(term.to_owned());
        if term.eq_ignore_ascii_case("all") {
            return Ok(true);
        }
        if let Some(net) = strip(term, "ip4:").or_else(|| strip(term, "ip6:")) {
            let net = net.parse::<IpNet>().or_else(|_| net.parse::<IpAddr>().map(IpNet::from)).map_err(|_| unread())?;
            return Ok(net.contains(&self.address));
        }
        self.count()?;
        if let Some(target) = strip(term, "include:") {
            return Ok(self.of(target)? == Verdict::Pass);
        }
        // What depends on the mail at hand, and the names of addresses, which RFC 7208 §5.5 tells not to use.
        if term.contains('%') || strip(term, "ptr").is_some() {
            return Ok(false);
        }
        if let Some(target) = strip(term, "exists:") {
            return Ok(!self.addresses(target)?.is_empty());
        }
        let (name, sizes) = term.split_once('/').map_or((term, ""), |(name, sizes)| (name, sizes));
        let (kind, target) = name.split_once(':').unwrap_or((name, domain));
        let hosts = match kind.to_ascii_lowercase().as_str() {
            "a" => vec![target.to_owned()],
            "mx" => self.resolver.exchangers(target).map_err(Trouble::Silent)?,
            _ => return Err(unread()),
        };
        for host in hosts.iter().take(10) {
            if self.addresses(host)?.into_iter().any(|found| self.is_beside(found, sizes)) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Whether the address is in the network of another; `sizes` is as in `24//64` or `/64`.
    fn is_beside(&self, other: IpAddr, sizes: &str) -> bool {
        let (v4, v6) = sizes.split_once('/').unwrap_or((sizes, ""));
        let (v4, v6) = (v4.parse().unwrap_or(32), v6.trim_start_matches('/').parse().unwrap_or(128));
        let size = if other.is_ipv4() { v4 } else { v6 };
        IpNet::new(other, size).is_ok_and(|net| net.contains(&self.address))
    }

    fn addresses(&self, name: &str) -> Result<Vec<IpAddr>, Trouble> {
        self.resolver.addresses(name).map_err(Trouble::Silent)
    }

    fn count(&mut self) -> Result<(), Trouble> {
        self.asked += 1;
        if self.asked > MOST_QUESTIONS { Err(Trouble::TooMany) } else { Ok(()) }
    }
}

fn qualified(word: &str) -> (Verdict, &str) {
    let verdict = match word.as_bytes().first() {
        Some(b'-') => Verdict::Fail,
        Some(b'~') => Verdict::SoftFail,
        Some(b'?') => Verdict::Neutral,
        Some(b'+') => Verdict::Pass,
        _ => return (Verdict::Pass, word),
    };
    (verdict, &word[1..])
}

fn strip<'a>(word: &'a str, start: &str) -> Option<&'a str> {
    let head = word.get(..start.len())?;
    head.eq_ignore_ascii_case(start).then(|| &word[start.len()..])
}
