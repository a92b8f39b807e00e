//! Names of files as text, whatever their bytes are.
//!
//! On Unix the name of a file is bytes, and those of a computer set up for GBK are no UTF-8. Such a byte is held as one of
//! 128 characters for private use, from U+EF80 on, and becomes the byte again when the file is opened.

use std::ffi::OsStr;
use std::path::PathBuf;

/// What is added to a byte above 127 that belongs to no character.
const PRIVATE: u32 = 0xef00;

/// A file's name as text; [`path`] leads back to it.
#[must_use]
pub fn file_name(name: &OsStr) -> String {
    let mut text = String::new();
    for chunk in name.as_encoded_bytes().utf8_chunks() {
        text.push_str(chunk.valid());
        text.extend(chunk.invalid().iter().filter_map(|byte| char::from_u32(PRIVATE + u32::from(*byte))));
    }
    text
}

/// The byte that a character of a name stands for.
pub(super) fn byte(character: char) -> Option<u8> {
    let byte = u32::from(character).checked_sub(PRIVATE)?;
    (0x80..=0xff).contains(&byte).then(|| u8::try_from(byte).ok()).flatten()
}

/// The path that a name stands for.
#[must_use]
pub fn path(name: &str) -> PathBuf {
    let plain = PathBuf::from(name);
    if !name.contains(|one| byte(one).is_some()) || plain.exists() {
        return plain;
    }
    bytes(name)
}

#[cfg(unix)]
fn bytes(name: &str) -> PathBuf {
    use std::os::unix::ffi::OsStringExt as _;

    let mut bytes = Vec::with_capacity(name.len());
    for character in name.chars() {
        match byte(character) {
            Some(byte) => bytes.push(byte),
            None => bytes.extend(character.encode_utf8(&mut [0; 4]).bytes()),
        }
    }
    PathBuf::from(std::ffi::OsString::from_vec(bytes))
}

#[cfg(not(unix))]
fn bytes(name: &str) -> PathBuf {
    PathBuf::from(name)
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::ffi::OsStrExt as _;

    use super::*;

    #[test]
    fn every_name_of_bytes_comes_back() {
        // The first is "plan" in GBK.
        for name in [&b"\xb7\xbd\xb0\xb8.toml"[..], b"plain", "\u{ef80}方案".as_bytes(), b"a\xff/\xfe\x80", b""] {
            let text = file_name(OsStr::from_bytes(name));
            assert!(text.contains('\u{ef80}') || path(&text).as_os_str().as_bytes() == name, "{text:?}");
        }
        assert_eq!(super::super::one_line(&file_name(OsStr::from_bytes(b"pl\xffan"))), "pl\\xffan");
    }
}
