//! Where files lie, as seen from one another.

use std::path::{Component, Path, PathBuf};

use crate::words::file_name;

/// A folder: the empty path is none, and means this one.
pub(super) fn folder(folder: &Path) -> &Path {
    if folder.as_os_str().is_empty() { Path::new(".") } else { folder }
}

/// The folder that a file lies in.
pub(super) fn folder_of(file: &Path) -> &Path {
    folder(file.parent().unwrap_or(Path::new("")))
}

/// A file as it is named from a folder, as names in files are read: a `..` takes away the name before it, whatever that leads
/// to. Neither need be there yet. Where they share nothing, as on two drives, the whole path.
pub(super) fn relative(file: &Path, from: &Path) -> String {
    let (file, from) = (whole(file), whole(folder(from)));
    let (there, here): (Vec<_>, Vec<_>) = (file.components().collect(), from.components().collect());
    let shared = there.iter().zip(&here).take_while(|(one, other)| one == other).count();
    if shared == 0 {
        return file_name(file.as_os_str());
    }
    let up = here.iter().skip(shared).filter(|one| matches!(one, Component::Normal(_))).map(|_| "..".to_owned());
    let down = there.iter().skip(shared).map(|one| file_name(one.as_os_str()));
    up.chain(down).collect::<Vec<_>>().join("/")
}

/// The whole path of what is there or is to be.
fn whole(path: &Path) -> PathBuf {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut whole = PathBuf::new();
    for part in absolute.components() {
        if part == Component::ParentDir {
            whole.pop();
        } else {
            whole.push(part);
        }
    }
    whole
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_named_from_folders_whether_they_are_there_or_not() {
        let here = tempfile::tempdir().unwrap();
        let at = |name: &str| here.path().join(name);
        std::fs::create_dir(at("in")).unwrap();
        std::fs::write(at("plan.toml"), "").unwrap();
        assert_eq!(relative(&at("plan.toml"), here.path()), "plan.toml");
        assert_eq!(relative(&at("plan.toml"), &at("in")), "../plan.toml");
        assert_eq!(relative(&at("in/../plan.toml"), &at("in")), "../plan.toml");
        assert_eq!(relative(&at("plan.toml"), &at("to be")), "../plan.toml");
        assert_eq!(relative(&at("in/to be.csv"), here.path()), "in/to be.csv");
        assert_eq!((folder(Path::new("")), folder_of(Path::new("a.csv"))), (Path::new("."), Path::new(".")));
        #[cfg(unix)]
        {
            // A link is a name like others: what is read from behind it lies where its name stands.
            std::os::unix::fs::symlink(at("in"), at("other")).unwrap();
            assert_eq!(relative(&at("in/a.csv"), &at("other")), "../in/a.csv");
            assert_eq!(relative(&at("plan.toml"), &at("other/to/be")), "../../../plan.toml");
        }
    }
}
