//! The folder of a run or a study as one file that a journal can keep: packed, and opened again to be verified.
//!
//! The same folder gives the same bytes: files in order, with one time and one set of permissions, and nothing of the machine.
//! An archive that somebody hands in is not trusted: what leads out of it, or unpacks to far more than it is, is refused.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufReader, BufWriter, Cursor, Read, Seek, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use tempfile::TempDir;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use crate::report::folders::{Archived, Kind};
use crate::runs::{self, Build, DamageKind, Describes, Folder, Opened, RunsError, Staging};
use crate::words::{quoted_path, text};

use super::error::{AppError, Instead};
use super::opened;
use super::values::output;

/// The text in an archive, beside the folder, that says how it is verified years later.
const HOW: &str = "HOW-TO-VERIFY.txt";
/// Files that an archive may have.
const MOST_FILES: usize = 100_000;
/// Times that what an archive holds may be larger than itself. Tables and JSON come to some thirty.
const TIGHT: u64 = 100;
/// Bytes that may be unpacked of an archive however small it is.
const LEAST_ROOM: u64 = 64 << 20;
/// Bytes that the text on verifying may have.
const MOST_HOW: u64 = 64 << 10;

/// Which run or study to pack, and where to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(clap::Args))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Archive {
    /// The folder of the run or study, or its name within `output`.
    pub run: PathBuf,
    /// The file to write; none means one beside the folder, called as it is.
    #[cfg_attr(feature = "cli", arg(short = 'o', long = "to", value_name = "FILE"))]
    pub to: Option<PathBuf>,
    /// Where runs and studies are.
    #[cfg_attr(feature = "cli", arg(long, value_name = "DIR", default_value = runs::layout::OUTPUT))]
    #[serde(default = "output")]
    pub output: PathBuf,
}

/// Packs a folder into one file, whole or not at all. A file of the same bytes that is there already will do.
///
/// # Errors
/// If the folder is neither a run's nor a study's or is not what its manifest says, another file is there already, or the file
/// cannot be written.
pub fn archive(request: &Archive) -> Result<Archived, AppError> {
    match opened::either(&request.run, &request.output)? {
        Folder::Run(run) => packed(Kind::Run, &run, request),
        Folder::Study(study) => packed(Kind::Study, &study, request),
        Folder::Sweep(sweep) => packed(Kind::Sweep, &sweep, request),
    }
}

fn packed<M: Describes>(kind: Kind, folder: &Opened<M>, request: &Archive) -> Result<Archived, AppError> {
    // What was altered is not worth keeping; what only lies beside the files of the folder is left out.
    if let Some(one) = folder.damage()?.into_iter().find(|one| one.kind != DamageKind::Extra) {
        return Err(AppError::Altered { run: folder.name(), file: one.file });
    }
    let path = folder.path.canonicalize().map_err(|error| RunsError::reading(&folder.path, error))?;
    let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let own = || opened::beside(folder).join(format!("{name}.zip"));
    let to = request.to.clone().unwrap_or_else(own);
    let beside = to.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let staging = Staging::create(beside, "archive")?;
    let hidden = staging.path().join("archive.zip");
    let refused = |error| AppError::Runs(RunsError::from_io(&to, error));
    let file = File::create(&hidden).map_err(refused)?;
    let mut file = pack(folder, &name, BufWriter::new(file)).map_err(|error| match error {
        Packing::Writing(error) => refused(error),
        Packing::Reading(error) => error.into(),
    })?;
    file.flush().and_then(|()| file.get_ref().sync_all()).map_err(refused)?;
    let record = runs::recorded(&hidden)?;
    let already = fs::symlink_metadata(&to).is_ok();
    if already && !runs::recorded(&to).is_ok_and(|other| other == record) {
        return Err(AppError::Exists { file: to, instead: Instead::File });
    }
    if !already {
        fs::rename(&hidden, &to).map_err(refused)?;
    }
    let here = Build::here();
    Ok(Archived {
        run: folder.path.display().to_string(),
        kind,
        archive: to.display().to_string(),
        sha256: record.sha256,
        bytes: record.bytes,
        files: folder.manifest.files().len() + 1,
        already,
        written_by: folder.manifest.build().to_string(),
        packed_by: here.to_string(),
    })
}

/// Why a folder could not be packed.
#[derive(Debug)]
pub(super) enum Packing {
    /// The archive could not be written.
    Writing(io::Error),
    /// A file of the folder could not be read.
    Reading(RunsError),
}

/// Writes a folder, called `name`, as an archive: its manifest, the files that it lists, and how to verify them.
pub(super) fn pack<M: Describes, W: Write + Seek>(folder: &Opened<M>, name: &str, writer: W) -> Result<W, Packing> {
    let failed = |error: zip::result::ZipError| Packing::Writing(io::Error::other(error));
    let mut archive = ZipWriter::new(writer);
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    archive.start_file(HOW, options).map_err(failed)?;
    let how = how_to_verify(folder, name).map_err(Packing::Reading)?;
    archive.write_all(how.as_bytes()).map_err(Packing::Writing)?;
    let mut files: Vec<&str> = folder.manifest.files().keys().map(String::as_str).collect();
    files.push(M::FILE);
    files.sort_unstable();
    for file in files {
        let path = folder.file(file);
        let reading = |error| Packing::Reading(RunsError::reading(&path, error));
        if !runs::is_plain(file) {
            return Err(Packing::Reading(RunsError::Name { name: file.to_owned() }));
        }
        let mut source = File::open(&path).map_err(reading)?;
        // Sizes that do not fit into 32 bits are written in another way.
        let large = source.metadata().map_err(reading)?.len() >= 1 << 31;
        archive.start_file(format!("{name}/{file}"), options.large_file(large)).map_err(failed)?;
        io::copy(&mut source, &mut archive).map_err(Packing::Writing)?;
    }
    archive.finish().map_err(failed)
}

/// How whoever finds the archive verifies it, in both languages.
fn how_to_verify<M: Describes>(folder: &Opened<M>, name: &str) -> Result<String, RunsError> {
    let manifest = &folder.manifest;
    let sha256 = runs::recorded(&folder.file(M::FILE))?.sha256;
    let file = quoted_path(&format!("{name}.zip"));
    let said = text!(
        "archive-how",
        name,
        list = M::FILE,
        file,
        build = manifest.build().to_string(),
        version = manifest.results_version().to_string(),
        commit = manifest.build().commit.clone(),
        sha256,
    );
    Ok(format!("{}\n\n{}\n", said.zh, said.en))
}

/// An archive that was opened. What was unpacked goes when it is dropped.
#[derive(Debug)]
pub(super) struct Unpacked {
    place: TempDir,
    name: String,
    how: Option<String>,
}

impl Unpacked {
    /// The folder.
    pub(super) fn folder(&self) -> PathBuf {
        self.place.path().join(&self.name)
    }

    /// Whether the text on verifying is that of this folder, as this tidui writes it.
    pub(super) fn how_is_of<M: Describes>(&self, folder: &Opened<M>) -> Result<bool, RunsError> {
        let own = how_to_verify(folder, &self.name)?;
        Ok(self.how.as_ref() == Some(&own))
    }

    /// The name of that text.
    pub(super) const HOW: &'static str = HOW;
}

/// The archive that is meant, if a file is: the path, or a name within `output`.
pub(super) fn meant(run: &Path, output: &Path) -> Option<PathBuf> {
    [run.to_owned(), output.join(run)].into_iter().find(|path| path.exists()).filter(|path| path.is_file())
}

/// Unpacks an archive into a folder of its own.
///
/// # Errors
/// [`AppError::Archive`] if it is damaged, would write outside that folder, holds more than one folder, or far more than its
/// size makes likely; and what the system refused.
pub(super) fn unpack(path: &Path) -> Result<Unpacked, AppError> {
    let shown = path.display().to_string();
    let damaged = || AppError::Archive(text!("archive-damaged", file = shown));
    let leads_out = |name: &str| AppError::Archive(text!("archive-leads-out", file = shown, name));
    let too_large = || AppError::Archive(text!("archive-too-large", file = shown, times = TIGHT));
    let broken = |name: &str| AppError::Archive(text!("archive-damaged-part", file = shown, name));
    let other = |name: &str| AppError::Archive(text!("archive-other", file = shown, name));
    let empty = || AppError::Archive(text!("archive-empty", file = shown));
    let open = |path: &Path| File::open(path).and_then(|file| Ok((file.metadata()?.len(), file)));
    let (length, file) = open(path).map_err(|error| RunsError::reading(path, error))?;
    let mut archive = ZipArchive::new(BufReader::new(file)).map_err(|_| damaged())?;
    if archive.len() > MOST_FILES {
        return Err(too_large());
    }
    let place = tempfile::tempdir().map_err(AppError::Output)?;
    let (mut top, mut how) = (None, None);
    let mut left = LEAST_ROOM.saturating_add(length.saturating_mul(TIGHT));
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).map_err(|_| damaged())?;
        let name = part.name().map_err(|_| damaged())?.into_owned();
        // Folders are made where files need them.
        let is_folder = part.is_dir();
        if part.is_symlink() || !runs::is_plain(name.strip_suffix('/').filter(|_| is_folder).unwrap_or(&name)) {
            return Err(leads_out(&name));
        }
        if is_folder {
            continue;
        }
        let Some((folder, _)) = name.split_once('/') else {
            if name != HOW || how.is_some() {
                return Err(other(&name));
            }
            let mut bytes = Vec::new();
            part.by_ref().take(MOST_HOW + 1).read_to_end(&mut bytes).map_err(|_| broken(&name))?;
            if bytes.len() as u64 > MOST_HOW {
                return Err(too_large());
            }
            how = Some(String::from_utf8_lossy(&bytes).into_owned());
            continue;
        };
        if *top.get_or_insert_with(|| folder.to_owned()) != folder {
            return Err(other(&name));
        }
        let target = place.path().join(&name);
        let refused = |error| AppError::Runs(RunsError::from_io(&target, error));
        fs::create_dir_all(target.parent().unwrap_or(place.path())).map_err(refused)?;
        // Two parts of one name are no folder's files.
        let mut written = OpenOptions::new().write(true).create_new(true).open(&target).map_err(|_| broken(&name))?;
        let mut buffer = vec![0; 1 << 16];
        loop {
            let read = part.read(&mut buffer).map_err(|_| broken(&name))?;
            if read == 0 {
                break;
            }
            left = left.checked_sub(read as u64).ok_or_else(too_large)?;
            written.write_all(buffer.get(..read).unwrap_or_default()).map_err(refused)?;
        }
    }
    Ok(Unpacked { place, name: top.ok_or_else(empty)?, how })
}

/// A whole folder as the bytes of an archive.
pub(super) fn bytes_of(folder: &Folder, name: &str) -> Result<Vec<u8>, AppError> {
    let memory = Cursor::new(Vec::new());
    let packed = match folder {
        Folder::Run(run) => pack(run, name, memory),
        Folder::Study(study) => pack(study, name, memory),
        Folder::Sweep(sweep) => pack(sweep, name, memory),
    };
    packed.map(Cursor::into_inner).map_err(|error| match error {
        Packing::Writing(error) => AppError::Output(error),
        Packing::Reading(error) => error.into(),
    })
}
