//! The server mail leaves by: which it is, and whether it can be reached in secret.

use std::time::Duration;

use lettre::transport::smtp::client::{SmtpConnection, TlsParameters, TlsParametersBuilder};
use lettre::transport::smtp::extension::ClientId;

/// A server that does not answer is not waited for longer.
const PATIENCE: Duration = Duration::from_secs(5);

/// The server of `mail.smtp_url`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relay {
    /// Its name or address.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// The connection begins in TLS.
    pub wrapped: bool,
    /// Mail never leaves without TLS.
    pub required: bool,
}

/// How a server was found.
#[derive(Debug, PartialEq, Eq)]
pub enum Seen {
    /// With TLS and a certificate that holds for its name.
    Safe,
    /// Without TLS.
    Clear,
    /// With a certificate that does not hold, and why.
    Untrusted(String),
    /// Not at all, and why.
    Away(String),
}

impl Relay {
    /// Reads `smtp://USER:PASSWORD@HOST:PORT?tls=…`; `None` when it names no host.
    pub fn of(url: &str) -> Option<Self> {
        let (scheme, rest) = url.split_once("://")?;
        let (place, options) = rest.split_once('?').unwrap_or((rest, ""));
        let place = place.rsplit('@').next()?.trim_end_matches('/');
        let wrapped = scheme == "smtps";
        let (host, port) = match place.rsplit_once(':') {
            Some((host, port)) if !port.contains(']') => (host, port.parse().ok()?),
            // As the transport takes them (RFC 8314 §3.3, RFC 6409 §3.1).
            _ => (
                place,
                if wrapped {
                    465
                } else if options.contains("tls=") {
                    587
                } else {
                    25
                },
            ),
        };
        let host = host.trim_matches(['[', ']']).to_owned();
        (!host.is_empty()).then_some(Self {
            host,
            port,
            wrapped,
            required: wrapped || options.contains("tls=required"),
        })
    }

    /// Says hello in TLS; no mail and no password is sent.
    pub fn look(&self) -> Seen {
        self.look_with(TlsParameters::builder(self.host.clone()))
    }

    fn look_with(&self, tls: TlsParametersBuilder) -> Seen {
        let tls = match tls.build_rustls() {
            Ok(tls) => tls,
            Err(error) => return Seen::Untrusted(told(&error)),
        };
        let hello = ClientId::default();
        let wrapped = self.wrapped.then_some(&tls);
        let place = (self.host.as_str(), self.port);
        let mut connection = match SmtpConnection::connect(place, Some(PATIENCE), &hello, wrapped, None) {
            Ok(connection) => connection,
            Err(error) => return failed(&error),
        };
        let seen = if self.wrapped {
            Seen::Safe
        } else if connection.can_starttls() {
            connection.starttls(&tls, &hello).map_or_else(|error| failed(&error), |()| Seen::Safe)
        } else {
            Seen::Clear
        };
        connection.abort();
        seen
    }
}

fn failed(error: &dyn std::error::Error) -> Seen {
    let why = told(error);
    if why.contains("certificate") { Seen::Untrusted(why) } else { Seen::Away(why) }
}

/// An error with its causes.
fn told(error: &dyn std::error::Error) -> String {
    let mut words = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        let more = error.to_string();
        if !words.contains(&more) {
            words = format!("{words}: {more}");
        }
        cause = error.source();
    }
    words
}

#[cfg(test)]
mod tests {
    use std::io::{BufRead, BufReader, Write};
    use std::net::TcpListener;
    use std::sync::Arc;

    use lettre::transport::smtp::client::Certificate;
    use rustls::pki_types::PrivateKeyDer;

    use super::*;

    #[test]
    fn the_server_is_read_from_the_settings() {
        let of = |url| Relay::of(url).map(|relay| (relay.host, relay.port, relay.wrapped, relay.required)).unwrap();
        assert_eq!(of("smtp://u:p%40@mail.example:587?tls=required"), ("mail.example".into(), 587, false, true));
        assert_eq!(of("smtps://u:p@mail.example"), ("mail.example".into(), 465, true, true));
        assert_eq!(of("smtp://[::1]:2525"), ("::1".into(), 2525, false, false));
        assert_eq!(of("smtp://localhost"), ("localhost".into(), 25, false, false));
        assert_eq!(Relay::of("smtp://"), None);
    }

    /// A server that says hello once, and STARTTLS with a certificate made for `name`.
    fn server(name: Option<&str>) -> (Relay, Option<Certificate>) {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let made = name.map(|name| rcgen::generate_simple_self_signed([name.to_owned()]).unwrap());
        let root = made.as_ref().map(|made| Certificate::from_der(made.cert.der().to_vec()).unwrap());
        let config = made.map(|made| {
            let key = PrivateKeyDer::try_from(made.signing_key.serialize_der()).unwrap();
            let provider = Arc::new(rustls::crypto::ring::default_provider());
            let server = rustls::ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
            Arc::new(
                server.unwrap().with_no_client_auth().with_single_cert(vec![made.cert.der().clone()], key).unwrap(),
            )
        });
        std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let offer = if config.is_some() { "250-stub\r\n250 STARTTLS\r\n" } else { "250 stub\r\n" };
            stream.write_all(b"220 stub\r\n").unwrap();
            let mut lines = BufReader::new(stream.try_clone().unwrap()).lines();
            lines.next();
            stream.write_all(offer.as_bytes()).unwrap();
            let (Some(Ok(asked)), Some(config)) = (lines.next(), config) else { return };
            assert_eq!(asked, "STARTTLS");
            stream.write_all(b"220 go\r\n").unwrap();
            let session = rustls::ServerConnection::new(config).unwrap();
            let mut safe = BufReader::new(rustls::StreamOwned::new(session, stream));
            let mut line = String::new();
            if safe.read_line(&mut line).is_ok() {
                let _ = safe.get_mut().write_all(b"250 stub\r\n");
                let _ = safe.read_line(&mut line);
            }
        });
        (Relay { host: "127.0.0.1".into(), port, wrapped: false, required: true }, root)
    }

    fn seen(name: Option<&str>) -> Seen {
        let (relay, root) = server(name);
        let tls = TlsParameters::builder(relay.host.clone());
        relay.look_with(match root {
            Some(root) => tls.add_root_certificate(root),
            None => tls,
        })
    }

    #[test]
    fn a_certificate_holds_for_its_name_only() {
        assert_eq!(seen(Some("127.0.0.1")), Seen::Safe);
        let wrong = seen(Some("other.example"));
        assert!(matches!(&wrong, Seen::Untrusted(why) if why.contains("not valid for name")), "{wrong:?}");
        let (relay, _) = server(Some("127.0.0.1"));
        assert!(matches!(relay.look(), Seen::Untrusted(_)), "nobody known has signed it");
    }

    #[test]
    fn a_server_without_tls_or_away_is_told() {
        assert_eq!(seen(None), Seen::Clear);
        let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let relay = Relay { host: "127.0.0.1".into(), port: free, wrapped: false, required: true };
        assert!(matches!(relay.look(), Seen::Away(_)));
    }
}
