//! What the system says when it refuses, in both languages: its own words are in one, with a number behind.

use std::io::{self, ErrorKind};

use super::{Text, text};

/// Why the system refused, as the end of a sentence.
///
/// ```
/// use std::io::{Error, ErrorKind};
/// use tidui::words::refusal;
/// assert_eq!(refusal(&Error::from(ErrorKind::PermissionDenied)).en, "permission denied");
/// assert_eq!(refusal(&Error::from_raw_os_error(9999)).zh, "系统拒绝（错误号 9999）");
/// ```
#[must_use]
pub fn refusal(error: &io::Error) -> Text {
    match error.kind() {
        ErrorKind::PermissionDenied => text!("refusal-denied"),
        ErrorKind::ReadOnlyFilesystem => text!("refusal-read-only"),
        ErrorKind::StorageFull => text!("refusal-disk-full"),
        ErrorKind::AddrInUse => text!("refusal-address-taken"),
        ErrorKind::AddrNotAvailable => text!("refusal-no-address"),
        ErrorKind::QuotaExceeded => text!("refusal-quota"),
        ErrorKind::FileTooLarge => text!("refusal-large-file"),
        ErrorKind::InvalidFilename => text!("refusal-long-name"),
        ErrorKind::NotADirectory => text!("refusal-no-folder-in-path"),
        ErrorKind::IsADirectory => text!("refusal-folder"),
        ErrorKind::DirectoryNotEmpty => text!("refusal-folder-not-empty"),
        ErrorKind::AlreadyExists => text!("refusal-taken"),
        ErrorKind::NotFound => text!("refusal-missing"),
        ErrorKind::InvalidData => text!("refusal-not-text"),
        ErrorKind::UnexpectedEof => text!("refusal-cut"),
        ErrorKind::CrossesDevices => text!("refusal-other-disk"),
        ErrorKind::TooManyLinks => text!("refusal-links"),
        ErrorKind::ResourceBusy | ErrorKind::ExecutableFileBusy => text!("refusal-in-use"),
        ErrorKind::StaleNetworkFileHandle
        | ErrorKind::HostUnreachable
        | ErrorKind::NetworkUnreachable
        | ErrorKind::NetworkDown
        | ErrorKind::NotConnected
        | ErrorKind::ConnectionReset
        | ErrorKind::ConnectionAborted
        | ErrorKind::TimedOut => text!("refusal-connection"),
        ErrorKind::BrokenPipe => text!("refusal-closed"),
        ErrorKind::OutOfMemory => text!("refusal-memory"),
        ErrorKind::Unsupported => text!("refusal-unsupported"),
        _ => match error.raw_os_error() {
            Some(number) => text!("refusal-other", number),
            None => Text::same(error.to_string()),
        },
    }
}
