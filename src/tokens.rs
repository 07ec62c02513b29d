//! Secrets: random tokens stored hashed, and tokens derived from the instance key that are stored nowhere.

use std::io::Write;
use std::path::Path;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use rand::Rng;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

/// The key of this instance.
#[derive(Clone)]
pub struct InstanceKey(Vec<u8>);

impl InstanceKey {
    /// A key given in the settings.
    ///
    /// # Errors
    /// A sentence for the administrator when it is too short.
    pub fn given(key: &str) -> Result<Self, String> {
        if key.len() < 32 {
            return Err("security.key must be at least 32 characters.".into());
        }
        Ok(Self(key.as_bytes().to_vec()))
    }

    /// The key of a data folder, made at the first start with mode 0600.
    ///
    /// # Errors
    /// A sentence for the administrator.
    pub fn of_folder(folder: &Path) -> Result<Self, String> {
        let path = folder.join("secret.key");
        let mut options = std::fs::OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        match options.open(&path) {
            Ok(mut file) => {
                let key = random_token();
                file.write_all(key.as_bytes())
                    .and_then(|()| file.sync_all())
                    .map_err(|error| format!("cannot write {}: {error}.", path.display()))?;
                Self::given(&key)
            }
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
                let key = std::fs::read_to_string(&path)
                    .map_err(|error| format!("cannot read {}: {error}.", path.display()))?;
                Self::given(key.trim()).map_err(|_| format!("{} is too short to be a key.", path.display()))
            }
            Err(error) => Err(format!("cannot write {}: {error}.", path.display())),
        }
    }

    /// HMAC-SHA-256 (RFC 2104) of a purpose and its parts, in base 64 for addresses.
    pub fn derive(&self, purpose: &str, parts: &[&str]) -> String {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.0).unwrap_or_else(|_| unreachable!("HMAC takes any key"));
        for part in std::iter::once(&purpose).chain(parts) {
            mac.update(&part.len().to_be_bytes());
            mac.update(part.as_bytes());
        }
        URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes())
    }

    /// Whether a token is the derived one, in constant time.
    pub fn verify(&self, token: &str, purpose: &str, parts: &[&str]) -> bool {
        self.derive(purpose, parts).as_bytes().ct_eq(token.as_bytes()).into()
    }
}

/// 256 random bits, in base 64 for addresses and cookies.
pub fn random_token() -> String {
    let mut bytes = [0_u8; 32];
    rand::rng().fill_bytes(&mut bytes);
    URL_SAFE_NO_PAD.encode(bytes)
}

/// What the database keeps of a random token: its SHA-256, in hexadecimal.
pub fn stored(token: &str) -> String {
    hex(&Sha256::digest(token.as_bytes()))
}

/// Bytes in lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
