/// What to do about a record that can't be used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OnCorrupt {
    /// Loading fails with the first such record.
    #[default]
    Stop,
    /// The record is left out and counted; see [`Dataset::skipped`](crate::Dataset::skipped).
    Skip,
}

/// How an official file is read.
///
/// By default loading stops at a corrupt record, all epochs are kept, and hashes are not verified.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LoadOptions {
    /// What to do about a corrupt record. By default, this is [`OnCorrupt::Stop`].
    pub on_corrupt: OnCorrupt,
    /// Keep only the runs of this many epochs, which takes a quarter of the memory for the full file. The other records
    /// are still checked. By default, this is `None`: all are kept.
    pub epochs: Option<u32>,
    /// Compute every module's hash and compare it with the one in the file, which costs some seconds for the
    /// whole space. By default, this is false.
    pub verify_hashes: bool,
}
