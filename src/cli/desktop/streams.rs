//! Whether somebody, or a script, is at the three standard streams.
//!
//! GNOME and KDE give what they start the null device to read from, and the journal to write to: GNOME connects to it by
//! `sd_journal_stream_fd`, KDE by a unit of systemd, both at the socket below. Xfce, MATE and what Kylin has of it write to the
//! log of the session, a file of a known name. macOS gives the null device thrice, Windows nothing at all to a program without a
//! console. A pipe, any other file and a terminal are what people and scripts give, and so are the sockets without a name by which
//! Node talks to its children.

/// Whether each of the three streams leads to nobody, and one of those that are written to where a desktop leads them: scripts
/// that want to hear nothing give the null device thrice, and so does macOS to what is opened there.
#[cfg(unix)]
pub(super) fn nobody_reads() -> bool {
    use std::io::{stderr, stdin, stdout};
    use std::os::fd::AsFd as _;

    let (journal, home) = (Path::new(JOURNAL), std::env::home_dir().unwrap_or_default());
    let leads = [stdin().as_fd(), stdout().as_fd(), stderr().as_fd()].map(|stream| leads(stream, journal, &home));
    let desktop = leads[1..].contains(&Some(Leads::Desktop)) || cfg!(target_os = "macos");
    desktop && leads.iter().all(Option::is_some)
}

/// Where a stream leads that nobody reads.
#[cfg(unix)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Leads {
    /// The null device.
    Nowhere,
    /// The journal, or the log of a session.
    Desktop,
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

/// Where a stream leads, if that is the null device, the journal, or the log of a session.
#[cfg(unix)]
fn leads(stream: BorrowedFd<'_>, journal: &Path, home: &Path) -> Option<Leads> {
    use std::fs::File;
    use std::os::fd::OwnedFd;
    use std::os::unix::fs::{FileTypeExt as _, MetadataExt as _};
    use std::os::unix::net::UnixStream;

    let file = File::from(stream.try_clone_to_owned().ok()?);
    let of = file.metadata().ok()?;
    let desktop = if of.file_type().is_socket() {
        let other = UnixStream::from(OwnedFd::from(file)).peer_addr();
        other.is_ok_and(|other| other.as_pathname() == Some(journal))
    } else if of.is_file() {
        let mut logs = SESSIONS.iter().filter_map(|log| std::fs::metadata(home.join(log)).ok());
        logs.any(|log| (log.dev(), log.ino()) == (of.dev(), of.ino()))
    } else {
        let null = std::fs::metadata("/dev/null");
        let nowhere = of.file_type().is_char_device() && null.is_ok_and(|null| null.rdev() == of.rdev());
        return nowhere.then_some(Leads::Nowhere);
    };
    desktop.then_some(Leads::Desktop)
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
        let at = |stream: BorrowedFd<'_>| leads(stream, &journal, folder.path());
        assert_eq!(at(File::open("/dev/null").unwrap().as_fd()), Some(Leads::Nowhere));
        let _listener = UnixListener::bind(&journal).unwrap();
        assert_eq!(at(UnixStream::connect(&journal).unwrap().as_fd()), Some(Leads::Desktop));
        let log = File::create(folder.path().join(SESSIONS[0])).unwrap();
        assert_eq!(at(log.as_fd()), Some(Leads::Desktop));
        // What scripts and terminals give.
        let other = folder.path().join("other");
        let _other = UnixListener::bind(&other).unwrap();
        let (one, _two) = UnixStream::pair().unwrap();
        let (reader, writer) = std::io::pipe().unwrap();
        assert_eq!(at(UnixStream::connect(&other).unwrap().as_fd()), None);
        assert_eq!(at(one.as_fd()), None);
        assert_eq!((at(reader.as_fd()), at(writer.as_fd())), (None, None));
        assert_eq!(at(File::create(folder.path().join("file")).unwrap().as_fd()), None);
        assert_eq!(at(File::open("/dev/zero").unwrap().as_fd()), None);
        assert_eq!(at(File::open("/dev/ptmx").unwrap().as_fd()), None);
    }
}
