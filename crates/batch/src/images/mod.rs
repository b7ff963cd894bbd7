//! Batches of images and the files they come from.

pub mod cifar;
mod image_batch;
pub mod imagenet16;
mod latin1;
mod layout;
mod members;
mod normalisation;
pub mod npy;
mod records;
pub mod synthetic;

pub use image_batch::ImageBatch;
pub use normalisation::Normalisation;
