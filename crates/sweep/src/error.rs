use crate::store::StoreError;

/// Why a sweep could not be run.
#[derive(Debug, thiserror::Error)]
pub enum SweepError {
    /// A batch can't be read.
    #[error(transparent)]
    Data(#[from] data::DataError),
    /// The stored scores can't be continued.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// More settings than a store can number.
    #[error("there are more settings of epsilon than the {} that can be stored: divide the study", u32::from(u16::MAX) + 1)]
    TooManySettings,
    /// A backend can't run on the batch.
    #[error("the scores can't be computed: {0}")]
    Backend(#[from] epsilon::BackendError),
}
