use std::path::PathBuf;

use super::WritingCommand;

/// Why results can't go into a folder. Found before anything is computed; nothing in the folder was touched.
#[derive(Debug, thiserror::Error)]
pub enum FolderError {
    /// It holds what this program did not put there.
    #[error(
        "{path} is no folder of results: it holds {}, which results might replace. Choose a new or an empty folder with --out",
        found.join(", ")
    )]
    Foreign {
        /// The folder.
        path: PathBuf,
        /// Some of what it holds.
        found: Vec<String>,
    },
    /// It holds the results of another command.
    #[error("{path} holds results of `epsilon {made_by}`: choose another folder with --out")]
    Other {
        /// The folder.
        path: PathBuf,
        /// The command.
        made_by: WritingCommand,
    },
    /// It is a file.
    #[error("{path} is a file: choose a new or an empty folder with --out")]
    File {
        /// The file.
        path: PathBuf,
    },
    /// Something that is read lies in it.
    #[error(
        "{input} is read, and lies in {path}, where results are written: move or copy it to another folder, or choose \
         another one with --out"
    )]
    InputKind {
        /// The folder.
        path: PathBuf,
        /// The file that is read.
        input: PathBuf,
    },
}
