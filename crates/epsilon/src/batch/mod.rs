//! Batches of samples and the files they come from.

pub mod cifar;
pub mod imagenet16;
mod images;
mod latin1;
mod members;
mod normalisation;
pub mod npy;
mod records;
pub mod synthetic;

pub use images::ImageBatch;
pub use normalisation::Normalisation;
