//! Whether somebody, or a script, is at the three standard streams.
//!
//! GNOME and KDE give what they start the null device to read from, and the journal to write to: GNOME connects to it by
//! `sd_journal_stream_fd`, KDE by a unit of systemd, both at the socket below. Xfce, MATE and what Kylin has of it write to the
//! log of the session, a file of a known name. macOS gives the null device thrice, Windows nothing at all to a program without a
//! console. A pipe, any other file and a terminal are what people and scripts give, and so are the sockets without a name by which
//! Node talks to its children.

/// Whether each of the three streams leads to nobody.
#[cfg(unix)]
pub(super) fn nobody_reads() -> bool {
    use std::io::{stderr, stdin, stdout};
    use std::os::fd::AsFd as _;

    let (journal, home) = (Path::new(JOURNAL), std::env::home_dir().unwrap_or_default());
    [stdin().as_fd(), stdout().as_fd(), stderr().as_fd()]
        .into_iter()
        .all(|stream| leads_nowhere(stream, journal, &home))
}

#[cfg(windows)]
pub(super) fn nobody_reads() -> bool {
    use std::io::{stderr, stdin, stdout};
    use std::os::windows::io::AsRawHandle as _;

    [stdin().as_raw_handle(), stdout().as_raw_handle(), stderr().as_raw_handle()].into_iter().all(|one| one.is_null())
}

#[cfg(not(any(unix, windows)))]
pub(super) fn nobody_reads() -> bool {
    false
}

#[cfg(unix)]
use std::os::fd::BorrowedFd;
#[cfg(unix)]
use std::path::Path;

/// Where systemd's journal listens for what programs print.
#[cfg(unix)]
const JOURNAL: &str = "/run/systemd/journal/stdout";

/// Where display managers let what a session starts write, below the user's own folder.
#[cfg(unix)]
const SESSIONS: [&str; 3] =
    [".xsession-errors", ".local/share/sddm/xorg-session.log", ".local/share/sddm/wayland-session.log"];

/// Whether a stream is the null device, the journal, or the log of a session.
#[cfg(unix)]
fn leads_nowhere(stream: BorrowedFd<'_>, journal: &Path, home: &Path) -> bool {
    use std::fs::File;
    use std::os::fd::OwnedFd;
    use std::os::unix::fs::{FileTypeExt as _, MetadataExt as _};
    use std::os::unix::net::UnixStream;

    let Ok(owned) = stream.try_clone_to_owned() else { return false };
    let file = File::from(owned);
    let Ok(of) = file.metadata() else { return false };
    if of.file_type().is_socket() {
        let other = UnixStream::from(OwnedFd::from(file)).peer_addr();
        return other.is_ok_and(|other| other.as_pathname() == Some(journal));
    }
    if of.is_file() {
        let mut logs = SESSIONS.iter().filter_map(|log| std::fs::metadata(home.join(log)).ok());
        return logs.any(|log| (log.dev(), log.ino()) == (of.dev(), of.ino()));
    }
    let null = std::fs::metadata("/dev/null");
    of.file_type().is_char_device() && null.is_ok_and(|null| null.rdev() == of.rdev())
}

#[cfg(all(test, unix))]
mod tests {
    use std::fs::File;
    use std::os::fd::AsFd as _;
    use std::os::unix::net::{UnixListener, UnixStream};

    use super::*;

    #[test]
    fn only_the_null_device_and_the_journal_lead_nowhere() {
        let folder = tempfile::tempdir().unwrap();
        let journal = folder.path().join("stdout");
        let nowhere = |stream: BorrowedFd<'_>| leads_nowhere(stream, &journal, folder.path());
        assert!(nowhere(File::open("/dev/null").unwrap().as_fd()));
        let _listener = UnixListener::bind(&journal).unwrap();
        assert!(nowhere(UnixStream::connect(&journal).unwrap().as_fd()));
        let log = File::create(folder.path().join(SESSIONS[0])).unwrap();
        assert!(nowhere(log.as_fd()));
        // What scripts and terminals give.
        let other = folder.path().join("other");
        let _other = UnixListener::bind(&other).unwrap();
        let (one, _two) = UnixStream::pair().unwrap();
        let (reader, writer) = std::io::pipe().unwrap();
        assert!(!nowhere(UnixStream::connect(&other).unwrap().as_fd()));
        assert!(!nowhere(one.as_fd()));
        assert!(!nowhere(reader.as_fd()) && !nowhere(writer.as_fd()));
        assert!(!nowhere(File::create(folder.path().join("file")).unwrap().as_fd()));
        assert!(!nowhere(File::open("/dev/zero").unwrap().as_fd()));
        assert!(!nowhere(File::open("/dev/ptmx").unwrap().as_fd()));
    }
}
