//! Addresses that say by themselves what an incoming mail is about, told from forgeries by a key and stored nowhere:
//! where a notice is answered, `r+<member>.<thread>.<key>@`, and where a mail that cannot be delivered comes back
//! (variable envelope return paths, D. J. Bernstein 1997), `b+<mail>.<key>@`, where a body answers a referral,
//! `t+<referral>.<generation>.<key>@`, where a member's calendar answers an invitation, `c+<meeting>.<member>.<key>@`.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use subtle::ConstantTimeEq;

use crate::db::ids::{MailId, MeetingId, MemberId, ReferralId, ThreadId, from_base32, to_base32};
use crate::tokens::InstanceKey;

/// Another one takes back every address given so far.
const GENERATION: &str = "1";
/// Letters of five bits: whoever guesses one writes in another's name.
const REPLY_KEY: usize = 16;
/// Whoever guesses one stops a member's mail, until they confirm their address: a shorter one will do.
const RETURN_KEY: usize = 8;

/// What an address of ours is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// A member answers in a thread.
    Reply {
        /// Who.
        member: MemberId,
        /// Where.
        thread: ThreadId,
    },
    /// A body answers a referral.
    Referral {
        /// Which.
        referral: ReferralId,
        /// Which of its addresses: another one takes it back.
        generation: i32,
    },
    /// A member's calendar answers an invitation.
    Calendar {
        /// To which meeting.
        meeting: MeetingId,
        /// Whose.
        member: MemberId,
    },
    /// A mail of ours comes back, or is complained about.
    Return {
        /// Which.
        mail: MailId,
    },
}

/// Where a member answers a notice of a thread. `domain` is that of the sender's address.
pub fn reply_address(key: &InstanceKey, member: MemberId, thread: ThreadId, domain: &str) -> String {
    format!("r+{member}.{thread}.{}@{domain}", mac(key, "mail-reply", &[member.0, thread.0], REPLY_KEY))
}

/// Where a body answers a referral: whoever has the address answers for it, until another generation.
pub fn referral_address(key: &InstanceKey, referral: ReferralId, generation: i32, domain: &str) -> String {
    let numbers = [referral.0, i64::from(generation)];
    let mark = mac(key, "mail-referral", &numbers, REPLY_KEY);
    format!("t+{referral}.{}.{mark}@{domain}", to_base32(i64::from(generation)))
}

/// Where a member's calendar answers the invitation to a meeting.
pub fn calendar_address(key: &InstanceKey, meeting: MeetingId, member: MemberId, domain: &str) -> String {
    format!("c+{meeting}.{member}.{}@{domain}", mac(key, "mail-calendar", &[meeting.0, member.0], REPLY_KEY))
}

/// The return path of a mail of the outbox: the sender of its envelope.
pub fn return_path(key: &InstanceKey, mail: MailId, domain: &str) -> String {
    format!("b+{mail}.{}@{domain}", mac(key, "mail-return", &[mail.0], RETURN_KEY))
}

/// What an address is for; `None` when it is not one of ours, whatever its domain: who relays decides what comes in.
pub fn read(key: &InstanceKey, address: &str) -> Option<Purpose> {
    let address = address.trim().trim_matches(['<', '>']).to_ascii_lowercase();
    let (local, _) = address.split_once('@')?;
    let (purpose, rest) = local.split_once('+')?;
    let parts: Vec<&str> = rest.split('.').collect();
    match (purpose, &parts[..]) {
        ("r", [member, thread, mark]) => {
            let (member, thread) = (from_base32(member)?, from_base32(thread)?);
            let ours = same(mark, &mac(key, "mail-reply", &[member, thread], REPLY_KEY));
            ours.then_some(Purpose::Reply { member: MemberId(member), thread: ThreadId(thread) })
        }
        ("t", [referral, generation, mark]) => {
            let (referral, generation) = (from_base32(referral)?, from_base32(generation)?);
            let ours = same(mark, &mac(key, "mail-referral", &[referral, generation], REPLY_KEY));
            let generation = i32::try_from(generation).ok().filter(|_| ours)?;
            Some(Purpose::Referral { referral: ReferralId(referral), generation })
        }
        ("c", [meeting, member, mark]) => {
            let (meeting, member) = (from_base32(meeting)?, from_base32(member)?);
            let ours = same(mark, &mac(key, "mail-calendar", &[meeting, member], REPLY_KEY));
            ours.then_some(Purpose::Calendar { meeting: MeetingId(meeting), member: MemberId(member) })
        }
        ("b", [mail, mark]) => {
            let mail = from_base32(mail)?;
            same(mark, &mac(key, "mail-return", &[mail], RETURN_KEY)).then_some(Purpose::Return { mail: MailId(mail) })
        }
        _ => None,
    }
}

fn same(given: &str, ours: &str) -> bool {
    given.as_bytes().ct_eq(ours.as_bytes()).into()
}

/// The first letters of a derived key, in base 32: mail systems may change the case.
fn mac(key: &InstanceKey, purpose: &str, ids: &[i64], letters: usize) -> String {
    let mut parts: Vec<String> = ids.iter().map(|id| to_base32(*id)).collect();
    parts.push(GENERATION.into());
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    let bytes = URL_SAFE_NO_PAD.decode(key.derive(purpose, &parts)).unwrap_or_default();
    bytes.iter().map(|byte| to_base32(i64::from(byte % 32))).take(letters).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_reads_back_and_another_key_reads_nothing() {
        let key = InstanceKey::given("the key of the town, long enough to be one").unwrap();
        let other = InstanceKey::given("the key of another town, long enough as well").unwrap();
        let (member, thread, mail) = (MemberId((1 << 53) - 1), ThreadId((1 << 53) - 2), MailId(1234));
        let reply = reply_address(&key, member, thread, "forum.example");
        assert!(reply.split('@').next().unwrap().len() <= 64, "{reply}");
        assert_eq!(read(&key, &reply.to_uppercase()), Some(Purpose::Reply { member, thread }));
        assert_eq!(read(&key, &format!("<{}>", return_path(&key, mail, "x.example"))), Some(Purpose::Return { mail }));
        assert_eq!(read(&other, &reply), None);
        let (referral, generation) = (ReferralId((1 << 53) - 1), i32::MAX);
        let asked = referral_address(&key, referral, generation, "forum.example");
        assert!(asked.split('@').next().unwrap().len() <= 64, "{asked}");
        assert_eq!(read(&key, &asked.to_uppercase()), Some(Purpose::Referral { referral, generation }));
        assert_eq!(read(&key, &asked.replace("t+", "r+")), None);
        let meeting = MeetingId((1 << 53) - 3);
        let invited = calendar_address(&key, meeting, member, "forum.example");
        assert!(invited.split('@').next().unwrap().len() <= 64, "{invited}");
        assert_eq!(read(&key, &invited.to_uppercase()), Some(Purpose::Calendar { meeting, member }));
        assert_eq!(read(&key, &invited.replace("c+", "r+")), None);
        let forged = reply_address(&key, MemberId(5), thread, "x").replace("r+5.", "r+6.");
        for wrong in [forged.as_str(), "r+a.b@x", "cercles@forum.example", "b+1.00000000@x", "", "r+@x"] {
            assert_eq!(read(&key, wrong), None, "{wrong}");
        }
    }
}
