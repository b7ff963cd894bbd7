use epsilon::ImageBatch;

/// A checksum of the very numbers that the networks get, and of their shape: where they came from does not matter.
pub(crate) fn digest(batch: &ImageBatch) -> String {
    let mut hasher = blake3::Hasher::new();
    let shape = batch.shape();
    for side in [batch.samples(), shape.channels, shape.height, shape.width] {
        hasher.update(&(side as u64).to_le_bytes());
    }
    for pixel in batch.pixels() {
        hasher.update(&pixel.to_le_bytes());
    }
    hasher.finalize().to_hex().to_string()
}
