//! Fields of a form that the server wrote and must find unchanged: the head of the ledger that a page was folded at [Sem 8].

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// Signs and checks with this authority's key, which lives in the database, so that any server of it can check what another signed.
#[derive(Clone)]
pub struct Seal([u8; 32]);

impl std::fmt::Debug for Seal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Seal(…)")
    }
}

impl Seal {
    pub fn new(key: [u8; 32]) -> Self {
        Self(key)
    }

    /// `text` with its signature. `purpose` keeps a field of one form from being used in another.
    pub fn seal(&self, purpose: &str, text: &str) -> String {
        format!(
            "{text}~{}",
            URL_SAFE_NO_PAD.encode(self.mac(purpose, text).finalize().into_bytes())
        )
    }

    /// The text, if its signature is right.
    pub fn open<'a>(&self, purpose: &str, sealed: &'a str) -> Option<&'a str> {
        let (text, signature) = sealed.rsplit_once('~')?;
        let signature = URL_SAFE_NO_PAD.decode(signature).ok()?;
        self.mac(purpose, text).verify_slice(&signature).is_ok().then_some(text)
    }

    fn mac(&self, purpose: &str, text: &str) -> Hmac<Sha256> {
        // A key of 32 bytes is never refused.
        #[allow(clippy::expect_used, reason = "an HMAC takes a key of any length")]
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.0).expect("a key of any length");
        mac.update(purpose.as_bytes());
        mac.update(&[0]);
        mac.update(text.as_bytes());
        mac
    }
}

#[cfg(test)]
mod tests {
    use super::Seal;

    #[test]
    fn a_changed_field_does_not_open() {
        let seal = Seal::new([7; 32]);
        let sealed = seal.seal("decide", "41");
        assert_eq!(seal.open("decide", &sealed), Some("41"));
        assert_eq!(seal.open("sign", &sealed), None);
        assert_eq!(seal.open("decide", &sealed.replace("41", "42")), None);
        assert_eq!(seal.open("decide", "41"), None);
        assert_eq!(Seal::new([8; 32]).open("decide", &sealed), None);
    }
}
