//! Notes the commit for the manifests of runs and the source of the engine for pieces of work, and looks again when scenarios
//! change, which are embedded.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use sha2::{Digest as _, Sha256};

/// The stages that decide what a replicate leaves behind and what is counted of it.
const ENGINE: [&str; 7] = ["words", "random", "scenario", "model", "simulate", "summary", "study"];

fn main() {
    println!("cargo::rerun-if-changed=scenarios");
    println!("cargo::rerun-if-changed=locales");
    println!("cargo::rerun-if-changed=src");
    println!("cargo::rustc-env=TIDUI_ENGINE={}", engine());
    let git = |arguments: &[&str]| {
        let output = Command::new("git").args(arguments).output().ok().filter(|output| output.status.success())?;
        String::from_utf8(output.stdout).ok().map(|text| text.trim().to_owned())
    };
    // Where git keeps them: not always in `.git`. A file that is not there would make every build begin anew.
    for file in ["HEAD", "logs/HEAD"] {
        if let Some(path) = git(&["rev-parse", "--git-path", file]).filter(|path| std::path::Path::new(path).exists()) {
            println!("cargo::rerun-if-changed={path}");
        }
    }
    if let Some(commit) = git(&["rev-parse", "--short=12", "HEAD"]) {
        println!("cargo::rustc-env=TIDUI_COMMIT={commit}");
    }
}

/// The first sixteen digits of the SHA-256 of the engine's source, each file under its name, whatever ends its lines: the same
/// for every build of one source, and another where a decision may have changed that nobody committed.
fn engine() -> String {
    let mut hash = Sha256::new();
    for stage in ENGINE {
        let mut files = Vec::new();
        list(&Path::new("src").join(stage), &mut files);
        files.sort();
        for file in files {
            let text: Vec<u8> =
                std::fs::read(&file).unwrap_or_default().into_iter().filter(|one| *one != b'\r').collect();
            let name: Vec<String> = file.iter().map(|part| part.to_string_lossy().into_owned()).collect();
            hash.update(name.join("/"));
            hash.update([0]);
            hash.update((text.len() as u64).to_le_bytes());
            hash.update(text);
        }
    }
    hash.finalize().iter().take(8).fold(String::new(), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// Every Rust file in a folder and those below it.
fn list(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            list(&path, files);
        } else if path.extension().is_some_and(|end| end == "rs") {
            files.push(path);
        }
    }
}
