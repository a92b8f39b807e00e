//! What the system says when it refuses, in both languages: its own words are in one, with a number behind.

use std::io::{self, ErrorKind};

use super::Text;

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
    let (zh, en) = match error.kind() {
        ErrorKind::PermissionDenied => ("没有权限", "permission denied"),
        ErrorKind::ReadOnlyFilesystem => ("磁盘为只读", "the disk is read-only"),
        ErrorKind::StorageFull => ("磁盘已满", "the disk is full"),
        ErrorKind::QuotaExceeded => ("磁盘配额已用完", "the share of the disk is used up"),
        ErrorKind::FileTooLarge => ("文件超过允许的大小", "the file is larger than is allowed"),
        ErrorKind::InvalidFilename => ("名称或路径过长", "the name or the path is too long"),
        ErrorKind::NotADirectory => ("路径中有一项不是文件夹", "part of its path is not a folder"),
        ErrorKind::IsADirectory => ("该处是一个文件夹", "it is a folder"),
        ErrorKind::DirectoryNotEmpty => ("文件夹不是空的", "the folder is not empty"),
        ErrorKind::AlreadyExists => ("该处已有其他文件", "another file is there"),
        ErrorKind::NotFound => ("该处没有这个文件或文件夹", "there is no such file or folder"),
        ErrorKind::InvalidData => ("内容不是文本", "it is not text"),
        ErrorKind::UnexpectedEof => ("内容不完整", "it ends too early"),
        ErrorKind::CrossesDevices => ("两处不在同一磁盘上", "the two places are on different disks"),
        ErrorKind::TooManyLinks => ("链接过多", "there are too many links"),
        ErrorKind::ResourceBusy | ErrorKind::ExecutableFileBusy => ("正被占用", "it is in use"),
        ErrorKind::StaleNetworkFileHandle
        | ErrorKind::HostUnreachable
        | ErrorKind::NetworkUnreachable
        | ErrorKind::NetworkDown
        | ErrorKind::NotConnected
        | ErrorKind::ConnectionReset
        | ErrorKind::ConnectionAborted
        | ErrorKind::TimedOut => ("与存储位置的连接中断", "the connection to where it lies is lost"),
        ErrorKind::BrokenPipe => ("接收方已关闭", "nobody reads it any more"),
        ErrorKind::OutOfMemory => ("内存不足", "there is not enough memory"),
        ErrorKind::Unsupported => ("该处不支持这项操作", "it cannot be done there"),
        _ => return other(error),
    };
    Text::new(zh, en)
}

fn other(error: &io::Error) -> Text {
    match error.raw_os_error() {
        Some(number) => {
            Text::new(format!("系统拒绝（错误号 {number}）"), format!("the system refuses (its error {number})"))
        }
        None => Text::same(error.to_string()),
    }
}
