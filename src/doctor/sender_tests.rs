//! What the doctor says of recorded zones, served by a name server on loopback.

#[cfg(test)]
mod zones {
    use std::net::UdpSocket;
    use std::time::Duration;

    use simple_dns::rdata::{A, MX, RData, TXT};
    use simple_dns::{CLASS, Name, Packet, QTYPE, RCODE, ResourceRecord, TYPE};

    use super::super::super::Health;
    use super::super::*;

    /// Keys made for these tests.
    const KEY_2048: &str = "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAnup1Qsbn7teGKdPQdmEidBqyRDCdrUbgocom7kL21wg+BaULzcYSA3Jr8nl3ue9C9Sv659fXEr18dVPj4uk8X/goBKrCmjZf4kBQk+GeBlrFtgAQDocs0NmUqSpmhcUJNuRruYyZZCbF8AygCxNkZPgGOyz9oqsOA+EWUgWXF7ufFO/hNkVcgS8NiI4oHu95sug0OLskUoryLgVx86X9WUfiuzNWLkrAs2KQzBlk4mKOL8z388q9EBcsFODAuXNX1RaNEulZBHMThmuSuDlRFkfbFfKjSZNRe7QAVcjHKJ6qevbjzJFk1oE2MbPwRfsmgEnTXioCS3JSs+6Q7EB6owIDAQAB";
    const KEY_1024: &str = "MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDLvTnMN27FhK8Un+95DFR/dIq2ntkLnvZTjWRzVIh593gWsbDoqLY//0oDp6NJ8VYUaaQRiYOva554welbp7hNMgjR8Zjxu8P0xWQQ+qsDSKaqwxK+MYU5vvxs78CPL7WsSs2+wgpHI3v4fr7IUWmK85RTPmXveiT7I3rm/C1eKwIDAQAB";
    const KEY_ED25519: &str = "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";

    /// A zone: a line a record, `name TYPE data`.
    fn good() -> String {
        format!(
            "cercles.example TXT v=spf1 include:_spf.relay.example mx -all
         _spf.relay.example TXT v=spf1 ip4:192.0.2.0/28 ~all
         cercles.example MX mx.cercles.example
         mx.cercles.example A 192.0.2.77
         k1._domainkey.cercles.example TXT v=DKIM1; k=rsa; p={KEY_2048}
         _dmarc.cercles.example TXT v=DMARC1; p=reject; rua=mailto:dmarc@cercles.example
         5.2.0.192.in-addr.arpa PTR smtp.relay.example
         smtp.relay.example A 192.0.2.5"
        )
    }

    /// Answers from the zone until the test ends; says where.
    fn served(zone: &str) -> String {
        let socket = UdpSocket::bind("127.0.0.1:0").unwrap();
        let place = socket.local_addr().unwrap().to_string();
        let zone: Vec<(String, String, String)> = zone
            .lines()
            .map(|line| {
                let mut parts = line.trim().splitn(3, ' ').map(str::to_owned);
                (parts.next().unwrap(), parts.next().unwrap(), parts.next().unwrap())
            })
            .collect();
        std::thread::spawn(move || {
            let mut bytes = [0; 2048];
            while let Ok((length, asker)) = socket.recv_from(&mut bytes) {
                let question = Packet::parse(&bytes[..length]).unwrap();
                socket.send_to(&answer(&zone, &question), asker).unwrap();
            }
        });
        place
    }

    fn answer(zone: &[(String, String, String)], question: &Packet<'_>) -> Vec<u8> {
        let asked = &question.questions[0];
        let name = asked.qname.to_string();
        let mut reply = Packet::new_reply(question.id());
        let of_name: Vec<_> = zone.iter().filter(|(owner, ..)| *owner == name).collect();
        if of_name.is_empty() {
            *reply.rcode_mut() = RCODE::NameError;
        }
        for (owner, kind, data) in of_name {
            let (kind, data) = match kind.as_str() {
                "TXT" => (TYPE::TXT, text(data)),
                "A" => (TYPE::A, RData::A(A { address: data.parse::<std::net::Ipv4Addr>().unwrap().into() })),
                "MX" => (TYPE::MX, RData::MX(MX { preference: 10, exchange: Name::new(data).unwrap() })),
                _ => (TYPE::PTR, RData::PTR(simple_dns::rdata::PTR(Name::new(data).unwrap()))),
            };
            if asked.qtype == QTYPE::TYPE(kind) {
                reply.answers.push(ResourceRecord::new(Name::new(owner).unwrap(), CLASS::IN, 60, data));
            }
        }
        reply.build_bytes_vec().unwrap()
    }

    /// In parts of 255 bytes, as long keys are.
    fn text(data: &str) -> RData<'_> {
        let mut text = TXT::new();
        for part in data.as_bytes().chunks(255) {
            text.add_string(std::str::from_utf8(part).unwrap()).unwrap();
        }
        RData::TXT(text)
    }

    fn mail(resolver: String) -> Mail {
        Mail {
            lease_seconds: 900,
            backoff: "60".into(),
            domain_per_minute: 0,
            lmtp_listen: String::new(),
            lmtp_public: false,
            imap_url: String::new(),
            smtp_url: "smtp://smtp.relay.example:587?tls=required".into(),
            from: "bonjour@cercles.example".into(),
            dkim_selector: "k1".into(),
            resolver,
            outgoing_addresses: Vec::new(),
        }
    }

    fn looked(mail: &Mail) -> Vec<(&'static str, Finding)> {
        let resolver = Resolver::of(&mail.resolver).unwrap().patient_for(Duration::from_millis(500));
        let relay = Relay::of(&mail.smtp_url).unwrap();
        let domain = mail.from.rsplit('@').next().unwrap().to_owned();
        Sender { mail, domain, relay, resolver }.records()
    }

    /// The good zone with one thing put in the place of another: what a line says then.
    #[track_caller]
    fn says(line: &str, was: &str, is: &str, health: Health, words: &str) {
        let zone = good().replace(was, is);
        assert_ne!(zone, good(), "{was} is not in the zone");
        let found = looked(&mail(served(&zone)));
        let (_, finding) = found.iter().find(|(name, _)| *name == line).unwrap();
        assert_eq!(finding.health, health, "{}", finding.words);
        assert!(finding.words.contains(words), "{}", finding.words);
        let well = found.iter().filter(|(_, finding)| finding.health == Health::Ok).count();
        assert_eq!(well, if health == Health::Ok { 4 } else { 3 }, "the others are as before: {found:?}");
    }

    #[test]
    fn a_good_zone_has_good_lines() {
        for (name, finding) in looked(&mail(served(&good()))) {
            assert_eq!(finding.health, Health::Ok, "{name}: {}", finding.words);
        }
        let ed25519 = format!("k=ed25519; p={KEY_ED25519}");
        says("dkim", &format!("k=rsa; p={KEY_2048}"), &ed25519, Health::Ok, "Ed25519");
        says("dmarc", "p=reject", "p=quarantine", Health::Ok, "put aside");
    }

    #[test]
    fn senders_that_are_not_covered_are_told() {
        let record = "cercles.example TXT v=spf1 include:_spf.relay.example mx -all";
        let with = |record: &str| format!("cercles.example TXT {record}");
        says("spf", record, "cercles.example TXT hello", Health::Fail, "has no record");
        says("spf", record, &format!("{record}\n{}", with("v=spf1 mx -all")), Health::Fail, "several records");
        says("spf", record, &with("v=spf1 +all"), Health::Fail, "lets everybody send");
        says("spf", record, &with("v=spf1 mx ~all"), Health::Fail, "add ip4:192.0.2.5");
        says("spf", record, &with("v=spf1 a:smtp.relay.example ?all"), Health::Warn, "?all");
        says("spf", record, &with("v=spf1 mx/24"), Health::Warn, "does not end");
        says("spf", record, &with("v=spf1 mx/24 ~all"), Health::Ok, "192.0.2.5 may send");
        says("spf", record, &with("v=spf1 redirect=_spf.relay.example"), Health::Ok, "192.0.2.5 may send");
        says("spf", record, &with("v=spf1 ip4:bad -all"), Health::Fail, "“ip4:bad”");
        says("spf", record, &with("v=spf1 include:gone.example -all"), Health::Fail, "refers to gone.example");
        let many = with(&format!("v=spf1 {}ip4:192.0.2.5 -all", "a:mx.cercles.example ".repeat(11)));
        says("spf", record, &many, Health::Fail, "more than ten questions");
        says("spf", record, &with("v=spf1 include:cercles.example -all"), Health::Fail, "more than ten questions");
    }

    #[test]
    fn weak_and_missing_keys_are_told() {
        let key = format!("v=DKIM1; k=rsa; p={KEY_2048}");
        says("dkim", "k1._domainkey", "k2._domainkey", Health::Fail, "holds no key");
        says("dkim", &key, &format!("v=DKIM1; p={KEY_1024}"), Health::Warn, "1024 bits");
        says("dkim", &key, "v=DKIM1; k=rsa; p=", Health::Fail, "was revoked");
        says("dkim", &key, "v=DKIM1; p=AAAA", Health::Fail, "cannot be read");
        let unnamed = Mail { dkim_selector: String::new(), ..mail(served(&good())) };
        assert!(
            looked(&unnamed).iter().any(|(name, found)| *name == "dkim" && found.words.contains("mail.dkim_selector"))
        );
    }

    #[test]
    fn policies_are_said_in_words() {
        says("dmarc", "_dmarc.", "_other.", Health::Fail, "is missing");
        says("dmarc", "p=reject", "p=none", Health::Warn, "only watches");
        says("dmarc", "p=reject", "q=reject", Health::Fail, "says no policy");
        let under = Mail { from: "bonjour@forum.cercles.example".into(), ..mail(served(&good())) };
        let found = looked(&under);
        let (_, dmarc) = found.iter().find(|(name, _)| *name == "dmarc").unwrap();
        assert_eq!(dmarc.health, Health::Ok, "the domain above speaks for it: {}", dmarc.words);
    }

    #[test]
    fn addresses_without_a_name_are_told() {
        says("ptr", "5.2.0.192.in-addr.arpa", "6.2.0.192.in-addr.arpa", Health::Fail, "has no name");
        let elsewhere = "PTR mx.cercles.example";
        says("ptr", "PTR smtp.relay.example", elsewhere, Health::Fail, "192.0.2.5 is named mx.cercles.example");
        let inside = Mail { smtp_url: "smtp://127.0.0.1:25".into(), ..mail(served(&good())) };
        let found = looked(&inside);
        assert_eq!(found[0].1.health, Health::Warn);
        assert!(found[3].1.words.contains("mail.outgoing_addresses"), "{}", found[3].1.words);
        let told = Mail { outgoing_addresses: vec!["192.0.2.5".parse().unwrap()], ..inside };
        assert!(looked(&told).iter().all(|(_, finding)| finding.health == Health::Ok));
    }

    #[test]
    fn a_silent_name_server_is_told() {
        let silent = UdpSocket::bind("127.0.0.1:0").unwrap();
        for (name, finding) in looked(&mail(silent.local_addr().unwrap().to_string())) {
            assert_eq!(finding.health, Health::Warn, "{name}");
            assert!(finding.words.contains("mail.resolver") || name == "spf", "{name}: {}", finding.words);
        }
    }

    #[test]
    fn mail_that_goes_nowhere_has_one_line() {
        let folder = Mail { smtp_url: String::new(), ..mail(String::new()) };
        assert!(matches!(examine(&folder).as_slice(), [("mail", found)] if found.health == Health::Ok));
        let nobody = Mail { from: "cercles@localhost".into(), ..mail(String::new()) };
        assert!(matches!(examine(&nobody).as_slice(), [("mail", found)] if found.words.contains("set mail.from")));
    }
}
