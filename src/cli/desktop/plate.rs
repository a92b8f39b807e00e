//! Where the page is that is served already, for a second double click: as a plate at the door.
//!
//! The file holds an address that lets its finder in, and lies in a folder that only the user can read, as Jupyter's do. Who
//! serves holds a lock beside it, which the system lifts however the process ends, so that a file left behind deceives nobody.

use std::fs::{File, TryLockError};
use std::io::Write as _;
use std::net::{SocketAddr, TcpStream};
use std::path::PathBuf;
use std::time::Duration;

/// The address of the one who serves.
#[derive(Debug)]
pub(in crate::cli) struct Plate {
    folder: PathBuf,
    _lock: File,
}

/// What is found at the door.
#[derive(Debug)]
pub(in crate::cli) enum Hung {
    /// Nobody serves: a plate to write on.
    Own(Plate),
    /// Somebody serves, at this address.
    Other(String),
    /// There is no place for a plate here, or nothing on it.
    Nowhere,
}

const ADDRESS: &str = "tidui.address";
const LOCK: &str = "tidui.lock";

/// Somebody who has just begun has written nothing yet, and who ends goes on for a moment.
const TRIES: usize = 50;
const BETWEEN: Duration = Duration::from_millis(100);

/// A folder of the user's own, which nobody else can read.
fn private() -> Option<PathBuf> {
    let of = |name| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    if cfg!(windows) {
        of("LOCALAPPDATA")
    } else if cfg!(target_os = "macos") {
        of("TMPDIR")
    } else {
        of("XDG_RUNTIME_DIR")
    }
}

/// Hangs a plate, unless there is one.
pub(in crate::cli) fn hang() -> Hung {
    let Some(folder) = private() else { return Hung::Nowhere };
    let Ok(lock) = File::options().create(true).truncate(false).write(true).open(folder.join(LOCK)) else {
        return Hung::Nowhere;
    };
    for _ in 0..TRIES {
        match lock.try_lock() {
            Ok(()) => {
                let plate = Plate { folder, _lock: lock };
                plate.take_down();
                return Hung::Own(plate);
            }
            Err(TryLockError::Error(_)) => return Hung::Nowhere,
            Err(TryLockError::WouldBlock) => {}
        }
        let address = std::fs::read_to_string(folder.join(ADDRESS)).unwrap_or_default();
        if answers(&address) {
            return Hung::Other(address);
        }
        std::thread::sleep(BETWEEN);
    }
    Hung::Nowhere
}

/// Whether somebody answers at an address.
fn answers(address: &str) -> bool {
    let host = address.strip_prefix("http://").and_then(|rest| rest.split('/').next());
    let host: Option<SocketAddr> = host.and_then(|host| host.parse().ok());
    host.is_some_and(|host| TcpStream::connect_timeout(&host, BETWEEN * 10).is_ok())
}

impl Plate {
    /// Writes the address. Where that does not work, a second double click serves a second page.
    pub(in crate::cli) fn write(&self, address: &str) {
        // A file that only its owner can read, and that is there whole or not at all.
        let file = tempfile::NamedTempFile::new_in(&self.folder).and_then(|mut file| {
            file.write_all(address.as_bytes())?;
            Ok(file)
        });
        if let Ok(file) = file {
            let _ = file.persist(self.folder.join(ADDRESS));
        }
    }

    /// Takes the address away.
    pub(in crate::cli) fn take_down(&self) {
        let _ = std::fs::remove_file(self.folder.join(ADDRESS));
    }
}

impl Drop for Plate {
    fn drop(&mut self) {
        self.take_down();
    }
}
