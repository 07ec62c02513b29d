//! Questions to a name server: over UDP, then over TCP when the answer was cut (RFC 1035, 7766).

use std::io::{ErrorKind, Read, Write};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpStream, UdpSocket};
use std::time::Duration;

use simple_dns::rdata::RData;
use simple_dns::{CLASS, Name, Packet, PacketFlag, QCLASS, QTYPE, Question, RCODE, TYPE};

/// A question waits this long for its answer.
const PATIENCE: Duration = Duration::from_secs(5);
/// An answer over UDP is no longer than what a packet carries.
const LONGEST: usize = 65_535;

/// The name server that is asked.
pub(super) struct Resolver {
    server: SocketAddr,
    patience: Duration,
}

impl Resolver {
    /// The one of the settings; empty: the system's first.
    ///
    /// # Errors
    /// A sentence for the administrator.
    pub(super) fn of(setting: &str) -> Result<Self, String> {
        if setting.is_empty() {
            let system = std::fs::read_to_string("/etc/resolv.conf").unwrap_or_default();
            let server = first_server(&system)
                .ok_or("/etc/resolv.conf names no name server: set mail.resolver, for instance \"9.9.9.9:53\".")?;
            return Ok(Self { server: SocketAddr::new(server, 53), patience: PATIENCE });
        }
        let server =
            setting.parse().map_err(|_| "mail.resolver must be an address and a port, as in \"9.9.9.9:53\".")?;
        Ok(Self { server, patience: PATIENCE })
    }

    /// The same, in less time.
    #[cfg(test)]
    pub(super) fn patient_for(self, patience: Duration) -> Self {
        Self { patience, ..self }
    }

    /// The texts of a name, their parts joined.
    pub(super) fn texts(&self, name: &str) -> Result<Vec<String>, String> {
        self.ask(name, TYPE::TXT, |data| match data {
            RData::TXT(text) => String::try_from(text.clone()).ok(),
            _ => None,
        })
    }

    /// The IPv4 and IPv6 addresses of a name.
    pub(super) fn addresses(&self, name: &str) -> Result<Vec<IpAddr>, String> {
        let mut found = self.ask(name, TYPE::A, |data| match data {
            RData::A(a) => Some(IpAddr::V4(Ipv4Addr::from(a.address))),
            _ => None,
        })?;
        found.extend(self.ask(name, TYPE::AAAA, |data| match data {
            RData::AAAA(aaaa) => Some(IpAddr::V6(Ipv6Addr::from(aaaa.address))),
            _ => None,
        })?);
        Ok(found)
    }

    /// The servers that take a domain's mail.
    pub(super) fn exchangers(&self, name: &str) -> Result<Vec<String>, String> {
        self.ask(name, TYPE::MX, |data| match data {
            RData::MX(mx) => Some(mx.exchange.to_string()),
            _ => None,
        })
    }

    /// The names of an address.
    pub(super) fn names(&self, address: IpAddr) -> Result<Vec<String>, String> {
        self.ask(&reverse(address), TYPE::PTR, |data| match data {
            RData::PTR(name) => Some(name.0.to_string()),
            _ => None,
        })
    }

    /// What of one type a name has; nothing when there is no such name.
    fn ask<T>(&self, name: &str, kind: TYPE, read: impl Fn(&RData<'_>) -> Option<T>) -> Result<Vec<T>, String> {
        let id = rand::random();
        let mut question = Packet::new_query(id);
        question.set_flags(PacketFlag::RECURSION_DESIRED);
        let asked = Name::new(name.trim_end_matches('.')).map_err(|_| format!("{name} is not a name."))?;
        question.questions.push(Question::new(asked, QTYPE::TYPE(kind), QCLASS::CLASS(CLASS::IN), false));
        let bytes = question.build_bytes_vec().map_err(|error| format!("{name} cannot be asked for: {error}."))?;
        let silent = |error: &std::io::Error| {
            format!(
                "the name server {} did not answer about {name} ({error}): set another in mail.resolver, or open the firewall to it.",
                self.server
            )
        };
        let mut answer = self.over_udp(id, &bytes).map_err(|error| silent(&error))?;
        if Packet::parse(&answer).is_ok_and(|packet| packet.has_flags(PacketFlag::TRUNCATION)) {
            answer = self.over_tcp(&bytes).map_err(|error| silent(&error))?;
        }
        let odd = || format!("the name server {} gave an answer about {name} that cannot be read.", self.server);
        let packet = Packet::parse(&answer).map_err(|_| odd())?;
        match packet.rcode() {
            RCODE::NoError => Ok(packet.answers.iter().filter_map(|record| read(&record.rdata)).collect()),
            RCODE::NameError => Ok(Vec::new()),
            code => Err(format!("the name server {} answered {code:?} about {name}: try again later.", self.server)),
        }
    }

    /// Asked twice: a packet may be lost.
    fn over_udp(&self, id: u16, question: &[u8]) -> std::io::Result<Vec<u8>> {
        let any: IpAddr =
            if self.server.is_ipv4() { Ipv4Addr::UNSPECIFIED.into() } else { Ipv6Addr::UNSPECIFIED.into() };
        let socket = UdpSocket::bind((any, 0))?;
        socket.connect(self.server)?;
        socket.set_read_timeout(Some(self.patience / 2))?;
        let mut answer = vec![0; LONGEST];
        for _ in 0..2 {
            socket.send(question)?;
            // Late answers to other questions are passed over, not for ever.
            for _ in 0..8 {
                match socket.recv(&mut answer) {
                    Ok(length) if answer[..length].starts_with(&id.to_be_bytes()) => {
                        answer.truncate(length);
                        return Ok(answer);
                    }
                    Ok(_) => {}
                    Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => break,
                    Err(error) => return Err(error),
                }
            }
        }
        Err(std::io::Error::new(ErrorKind::TimedOut, format!("{} s", self.patience.as_secs_f32())))
    }

    fn over_tcp(&self, question: &[u8]) -> std::io::Result<Vec<u8>> {
        let mut stream = TcpStream::connect_timeout(&self.server, self.patience)?;
        stream.set_read_timeout(Some(self.patience))?;
        stream.set_write_timeout(Some(self.patience))?;
        let length = u16::try_from(question.len()).map_err(std::io::Error::other)?;
        stream.write_all(&[&length.to_be_bytes(), question].concat())?;
        let mut length = [0; 2];
        stream.read_exact(&mut length)?;
        let mut answer = vec![0; usize::from(u16::from_be_bytes(length))];
        stream.read_exact(&mut answer)?;
        Ok(answer)
    }
}

/// The first name server of a `resolv.conf`.
fn first_server(text: &str) -> Option<IpAddr> {
    text.lines().find_map(|line| line.trim().strip_prefix("nameserver")?.trim().parse().ok())
}

/// The name under which an address is looked up (RFC 1035 §3.5, RFC 3596 §2.5).
fn reverse(address: IpAddr) -> String {
    match address {
        IpAddr::V4(v4) => {
            let [a, b, c, d] = v4.octets();
            format!("{d}.{c}.{b}.{a}.in-addr.arpa")
        }
        IpAddr::V6(v6) => {
            let nibbles: Vec<String> =
                v6.octets().iter().rev().map(|octet| format!("{:x}.{:x}", octet & 15, octet >> 4)).collect();
            format!("{}.ip6.arpa", nibbles.join("."))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_looked_up_backwards() {
        assert_eq!(reverse("192.0.2.5".parse().unwrap()), "5.2.0.192.in-addr.arpa");
        let v6 = reverse("2001:db8::1".parse().unwrap());
        assert!(v6.starts_with("1.0.0.0.") && v6.ends_with("8.b.d.0.1.0.0.2.ip6.arpa"), "{v6}");
    }

    #[test]
    fn the_systems_server_is_the_first_named() {
        assert_eq!(first_server("# x\nsearch a\nnameserver 192.0.2.1\nnameserver ::1\n"), "192.0.2.1".parse().ok());
        assert_eq!(first_server("search a\n"), None);
    }
}
