//! Why a run folder could not be written or opened.

use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use crate::words::{Text, refusal};

/// Why a run folder could not be written or opened. Every message completes "failed to …: ".
#[derive(Debug, thiserror::Error)]
pub enum RunsError {
    /// Permission, a read-only disk, or something in the way.
    #[error("{path} cannot be written: {}; choose another folder or allow writing to it", reason(source).en)]
    NotWritable {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The disk, or the user's share of it, is full.
    #[error("the disk is full: {path} could not be written; free some space or choose another folder")]
    StorageFull {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A file or folder is not there.
    #[error("{path} does not exist")]
    Missing {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The folder in which a run is being written is gone, or something that was written into it.
    #[error(
        "{path}, in which the run was being written, is gone: it was removed or renamed by somebody else; run or ask again"
    )]
    Vanished {
        /// The file or folder.
        path: PathBuf,
    },
    /// Any other refusal of the system.
    #[error("{path}: {}", reason(source).en)]
    System {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The manifest cannot be understood.
    #[error("{path}:{line}: the manifest is damaged: {what}; run or ask it again with --again")]
    Damaged {
        /// The manifest.
        path: PathBuf,
        /// Line, from 1.
        line: usize,
        /// What is wrong.
        what: String,
    },
    /// The folder was written by a newer tidui.
    #[error("{path} was written by a newer tidui (format {format}); this one reads formats up to {known}")]
    Newer {
        /// The manifest.
        path: PathBuf,
        /// Its format.
        format: u32,
        /// The newest format known.
        known: u32,
    },
    /// The folder is neither a run nor a study.
    #[error("{path} is not the folder of a run or a study{}", hint_en(nearest.as_deref(), known))]
    NotARun {
        /// The folder.
        path: PathBuf,
        /// The run or study beside it whose name is nearest.
        nearest: Option<String>,
        /// Some of those beside it.
        known: Vec<String>,
    },
    /// Something else is where a file would go.
    #[error("{path} is there already, and is not written over")]
    Taken {
        /// The file.
        path: PathBuf,
    },
    /// Something else than a folder is where one is needed, such as a link to one.
    #[error("{path} is not a folder of its own; links are not followed")]
    Link {
        /// What is there.
        path: PathBuf,
    },
    /// The clock is set to a time that files and workbooks cannot tell.
    #[error("the system's clock is set to a time before 1970 or after 9999; set it right")]
    Clock,
    /// A name that would lead out of the run folder.
    #[error("\"{name}\" cannot be the name of a file in a run folder")]
    Name {
        /// The name.
        name: String,
    },
}

impl RunsError {
    /// What the system's refusal to write `path` means.
    #[must_use]
    pub fn from_io(path: &Path, source: io::Error) -> Self {
        let path = path.to_owned();
        match source.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Self::StorageFull { path, source },
            ErrorKind::PermissionDenied
            | ErrorKind::ReadOnlyFilesystem
            | ErrorKind::NotADirectory
            | ErrorKind::IsADirectory
            | ErrorKind::AlreadyExists
            | ErrorKind::InvalidFilename
            | ErrorKind::FileTooLarge
            | ErrorKind::NotFound => Self::NotWritable { path, source },
            _ => Self::System { path, source },
        }
    }

    /// What the system's refusal to read `path` means.
    pub(super) fn reading(path: &Path, source: io::Error) -> Self {
        let path = path.to_owned();
        match source.kind() {
            ErrorKind::NotFound | ErrorKind::NotADirectory => Self::Missing { path, source },
            _ => Self::System { path, source },
        }
    }

    /// The message in both languages.
    #[must_use]
    pub fn text(&self) -> Text {
        let zh = match self {
            Self::NotWritable { path, source } => {
                format!("无法写入 {}：{}；请换一个文件夹，或开放写入权限", path.display(), reason(source).zh)
            }
            Self::StorageFull { path, .. } => {
                format!("磁盘已满：无法写入 {}；请腾出空间，或换一个文件夹", path.display())
            }
            Self::Clock => "系统时钟早于 1970 年或晚于 9999 年；请先校正时钟".to_owned(),
            Self::Missing { path, .. } => format!("{} 不存在", path.display()),
            Self::Vanished { path } => {
                format!("正在写入的 {} 不见了：已被他人删除或改名；请重新运行或重新分析", path.display())
            }
            Self::System { path, source } => format!("{}：{}", path.display(), reason(source).zh),
            Self::Damaged { path, line, what } => {
                format!("{}:{line}：清单已损坏（{what}）；请用 --again 重新运行或重新分析", path.display())
            }
            Self::Newer { path, format, known } => {
                format!("{} 由更新版本的 tidui 写成（格式 {format}），本版本最高可读格式 {known}", path.display())
            }
            Self::NotARun { path, nearest, known } => {
                format!("{} 不是运行或分析的文件夹{}", path.display(), hint_zh(nearest.as_deref(), known))
            }
            Self::Taken { path } => format!("{} 已存在，不会被覆盖", path.display()),
            Self::Link { path } => format!("{} 不是真正的文件夹；不跟随链接", path.display()),
            Self::Name { name } => format!("“{name}”不能作为运行文件夹中的文件名"),
        };
        Text::new(zh, self.to_string())
    }
}

/// Why the system refused a file or folder of a run.
fn reason(error: &io::Error) -> Text {
    match error.kind() {
        ErrorKind::NotFound => Text::new("那里不能新建文件或文件夹", "no file or folder can be made there"),
        _ => refusal(error),
    }
}

fn hint_en(nearest: Option<&str>, known: &[String]) -> String {
    match (nearest, known) {
        (Some(nearest), _) => format!("; did you mean {nearest}?"),
        (None, []) => "; there is none beside it".to_owned(),
        (None, known) => format!("; beside it: {}", known.join(", ")),
    }
}

fn hint_zh(nearest: Option<&str>, known: &[String]) -> String {
    match (nearest, known) {
        (Some(nearest), _) => format!("；是否指 {nearest}？"),
        (None, []) => "；同一处没有这样的文件夹".to_owned(),
        (None, known) => format!("；同一处有：{}", known.join("、")),
    }
}
