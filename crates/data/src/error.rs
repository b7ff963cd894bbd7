use std::path::PathBuf;

use config::NeededFile;

/// Why the data of a study can't be read.
#[derive(Debug, thiserror::Error)]
pub enum DataError {
    /// Files are missing.
    #[error("{} missing:{}{}", if files.len() == 1 { "a file is" } else { "files are" }, list(files), start(files))]
    Missing {
        /// All of them, with their purpose.
        files: Vec<NeededFile>,
    },
    /// A file could not be opened or read.
    #[error(transparent)]
    Io(#[from] std::io::Error),
    /// A file could not be opened, unpacked or decoded, or is too large.
    #[error(transparent)]
    File(#[from] files::FileError),
    /// A table is not valid.
    #[error(transparent)]
    Table(#[from] table::TableError),
    /// A label file of NAS-Bench-201 is not valid.
    #[error(transparent)]
    NasBench201(#[from] nasbench201::files::Error),
    /// A TFRecord file of NAS-Bench-101 is not valid.
    #[error(transparent)]
    NasBench101(#[from] nasbench101::LoadError),
    /// Training logs of NAS-Bench-NLP are not valid.
    #[error(transparent)]
    NasBenchNlp(#[from] nasbenchnlp::LogError),
    /// A batch can't be made.
    #[error("the batch can't be made: {0}")]
    Batch(#[from] batch::BatchError),
    /// A column has no number.
    #[error("{path}: the {what} `{name}` has no finite value in {rows} rows: is it the right column?")]
    Empty {
        /// The file.
        path: PathBuf,
        /// `label`, `proxy` or `training seed`.
        what: &'static str,
        /// Its name.
        name: String,
        /// Rows that were read.
        rows: usize,
    },
    /// A file in NAS-Bench-Suite-Zero's layout is not valid.
    #[error("{path}: {problem}")]
    SuiteZero {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        problem: String,
    },
    /// A file of labels is none of the kinds that are known.
    #[error(
        "{path} is no official file that is recognised by its name or its first bytes: say with --source which kind it is"
    )]
    Unrecognised {
        /// The file.
        path: PathBuf,
    },
    /// The space's architectures can't be listed.
    #[error(transparent)]
    Space(#[from] benchmark::ArchitectureError),
    /// An entry of a file is not an architecture.
    #[error("{path}, {place}: {source}")]
    Architecture {
        /// The file.
        path: PathBuf,
        /// The line, the row, or the name in JSON.
        place: String,
        /// What is wrong.
        source: benchmark::ArchitectureError,
    },
    /// An architecture occurs twice in a file, or has two values.
    #[error("{path}: `{key}` is there twice: {first} and {second}")]
    Twice {
        /// The file.
        path: PathBuf,
        /// The architecture.
        key: String,
        /// The first place.
        first: String,
        /// The second place.
        second: String,
    },
    /// A list of architectures is empty.
    #[error("{path} lists no architecture: write one a line")]
    NoArchitecture {
        /// The file.
        path: PathBuf,
    },
    /// A sample is larger than the set it is drawn from.
    #[error(
        "a sample of {wanted} can't be drawn from {available} architectures{}: lower space.architectures.sample",
        if *.labelled { " that have every label" } else { "" }
    )]
    Sample {
        /// Architectures asked for.
        wanted: usize,
        /// Architectures available.
        available: usize,
        /// Whether these are the labelled ones.
        labelled: bool,
    },
    /// A search draws more candidates than there are.
    #[error(
        "the best of {wanted} can't be drawn from {available} architectures with labels: lower search.best_of"
    )]
    BestOf {
        /// Candidates asked for.
        wanted: usize,
        /// Architectures with labels.
        available: usize,
    },
    /// Evolution needs mutations, and the space has none.
    #[error("{space} knows no small changes of an architecture: leave `evolution` out of search.methods")]
    NoMutation {
        /// The space.
        space: &'static str,
    },
    /// The images do not fit the networks.
    #[error(
        "the batch holds images of {batch}, but the space's networks take {network}: give others, or set space.image_size"
    )]
    Shape {
        /// Shape of the batch's images.
        batch: String,
        /// Shape that the networks take.
        network: String,
    },
    /// No architecture of the study has a value.
    #[error(
        "{path}: none of the {architectures} architectures has a value in the {what} `{name}`: is it for another space?"
    )]
    NoOverlap {
        /// The file.
        path: PathBuf,
        /// `label` or `proxy`.
        what: &'static str,
        /// Its name.
        name: String,
        /// Architectures of the study.
        architectures: usize,
    },
}

fn list(files: &[NeededFile]) -> String {
    files.iter().fold(String::new(), |text, file| text + "\n  " + &file.to_string())
}

/// The current folder, if a path is relative: the usual reason for a missing file is the wrong folder.
fn start(files: &[NeededFile]) -> String {
    match std::env::current_dir() {
        Ok(folder) if files.iter().any(|file| file.path.is_relative()) => {
            format!("\n(relative paths start at {})", folder.display())
        }
        _ => String::new(),
    }
}
