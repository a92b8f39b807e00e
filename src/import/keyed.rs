//! Ids that link the years of one person without saying who it is.
//!
//! A plain hash of an identity number can be guessed: there are fewer of them than a computer tries in an afternoon. With
//! a secret that stays where the mapping is, nobody else can try.

use std::fmt::Write as _;

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;

/// Bytes of a secret.
pub const SECRET: usize = 32;

/// Bytes of an id: among a million people two share one with a chance of one in thirty million.
const ID: usize = 8;

/// The id of a number of a person under a secret.
pub(super) fn id(secret: &[u8], number: &str) -> Option<String> {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret).ok()?;
    mac.update(b"tidui import\0");
    mac.update(number.as_bytes());
    let mut id = "k".to_owned();
    for byte in mac.finalize().into_bytes().iter().take(ID) {
        let _ = write!(id, "{byte:02x}");
    }
    Some(id)
}

/// The secret in a file of hexadecimal digits.
#[must_use]
pub fn read_secret(text: &str) -> Option<Vec<u8>> {
    let text = text.lines().last().unwrap_or_default().trim();
    let byte = |at: usize| u8::from_str_radix(text.get(at..at + 2)?, 16).ok();
    (text.len() == 2 * SECRET).then(|| (0..SECRET).map(|at| byte(2 * at)).collect::<Option<Vec<u8>>>()).flatten()
}

/// The same as a line of such a file.
#[must_use]
pub fn write_secret(secret: &[u8]) -> String {
    secret.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_number_has_one_id_under_one_secret_and_another_under_another() {
        let (one, other) = ([7; SECRET], [8; SECRET]);
        assert_eq!(id(&one, "11010519491231002X"), id(&one, "11010519491231002X"));
        assert_ne!(id(&one, "11010519491231002X"), id(&other, "11010519491231002X"));
        assert_ne!(id(&one, "11010519491231002X"), id(&one, "110105194912310038"));
        assert_eq!(read_secret(&format!("# kept\n{}\n", write_secret(&one))), Some(one.to_vec()));
        assert_eq!((read_secret(""), read_secret("zz")), (None, None));
        // HMAC-SHA-256 of RFC 4231, case 2, shows that the library is that: the prefix is ours.
        let mut mac = Hmac::<Sha256>::new_from_slice(b"Jefe").unwrap();
        mac.update(b"what do ya want for nothing?");
        assert!(write_secret(&mac.finalize().into_bytes()).starts_with("5bdcc146bf60754e6a042426089575c7"));
    }
}
