//! Bringing a scenario file up to the present format.

use serde::{Deserialize, Serialize};

use crate::runs;
use crate::scenario::{self, Upgraded};
use crate::words::path;

use super::error::AppError;
use super::library;

/// Which file to bring up to date.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(clap::Args))]
#[serde(deny_unknown_fields)]
pub struct Upgrade {
    /// The path of a scenario file.
    #[cfg_attr(feature = "cli", arg(value_name = "FILE"))]
    pub file: String,
    /// Write the file.
    #[cfg_attr(feature = "cli", arg(long))]
    #[serde(default)]
    pub write: bool,
}

/// What bringing a file up to date comes to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct UpgradeOutcome {
    /// The file.
    pub file: String,
    /// Its text before and after, and what was changed.
    pub upgraded: Upgraded,
    /// Whether the file was written anew.
    pub written: bool,
}

/// Says how a file reads in the present format with the meaning that it has in its own, and writes it if that is asked for.
/// Files that it extends are read and left alone.
///
/// # Errors
/// [`AppError::Refused`] with what keeps it from being read, [`AppError::NoScenario`] if there is no such file, or what the
/// system refused.
pub fn upgrade(request: &Upgrade) -> Result<UpgradeOutcome, AppError> {
    let (library, name) = library::locate(&request.file)?;
    let upgraded = scenario::upgrade(library.as_ref(), &name).map_err(AppError::Refused)?;
    let written = request.write && upgraded.after != upgraded.before;
    if written {
        runs::replace(&path(&name), &upgraded.after)?;
    }
    Ok(UpgradeOutcome { file: name, upgraded, written })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::{Check, check};

    fn upgrade(file: &str, write: bool) -> Result<UpgradeOutcome, AppError> {
        super::upgrade(&Upgrade { file: file.to_owned(), write })
    }

    #[test]
    fn a_file_is_written_only_when_that_is_asked_for_and_all_at_once() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
        let text = "# Mine.\nextends = 'lean'\n[people]\nages = { '22-29' = 2 }\n";
        std::fs::write(path("mine.toml"), text).unwrap();
        let shown = upgrade(&path("mine.toml"), false).unwrap();
        assert!(!shown.written && shown.upgraded.after.contains("ages = { '22-29' = 2, \"30-39\" = {"));
        assert_eq!(std::fs::read_to_string(path("mine.toml")).unwrap(), text);
        let written = upgrade(&path("mine.toml"), true).unwrap();
        assert!(written.written);
        assert_eq!(std::fs::read_to_string(path("mine.toml")).unwrap(), shown.upgraded.after);
        // Nothing is left to do, and nothing else is left behind.
        assert!(!upgrade(&path("mine.toml"), true).unwrap().written);
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
        assert!(check(&Check { file: path("mine.toml").as_str().into(), set: Vec::new(), lumping: false }).is_ok());
        assert!(matches!(upgrade(&path("none.toml"), true), Err(AppError::NoScenario { .. })));
    }

    #[cfg(unix)]
    #[test]
    fn a_link_stays_a_link_and_permissions_stay() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let (real, link) = (folder.path().join("real.toml"), folder.path().join("link.toml"));
        std::fs::write(&real, "[scenario]\nid = 'x'\n").unwrap();
        std::fs::set_permissions(&real, std::fs::Permissions::from_mode(0o640)).unwrap();
        std::os::unix::fs::symlink("real.toml", &link).unwrap();
        assert!(upgrade(link.to_str().unwrap(), true).unwrap().written);
        assert!(std::fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(std::fs::read_to_string(&real).unwrap(), "format = 2\n\n[scenario]\nid = 'x'\n");
        assert_eq!(std::fs::metadata(&real).unwrap().permissions().mode() & 0o777, 0o640);
    }

    #[test]
    fn the_bundled_scenarios_are_of_the_present_format() {
        for name in library::EmbeddedLibrary::scenarios() {
            let outcome = upgrade(&name, false).unwrap();
            assert_eq!((outcome.upgraded.from, outcome.written), (scenario::FORMAT, false), "{name}");
            assert_eq!(outcome.upgraded.after, outcome.upgraded.before, "{name}");
        }
    }
}
