use benchmark::ArchitectureRef;
use config::{Study, seed};
use data::{Data, DataError, draw};

/// `count` architectures of a study's space, drawn with a seed; made up where the space's own come from a file.
///
/// # Errors
/// If the space has fewer, or can't be listed.
pub fn sample_space(study: &Study, count: usize, seed: u64) -> Result<Vec<ArchitectureRef>, DataError> {
    match study.space.generate(count, seed::derive(seed, "recipes")) {
        Some(made) => Ok(made),
        None => draw(study.space.architectures()?, count, seed::derive(seed, "architectures")),
    }
}

/// `count` of a study's own architectures, drawn with a seed; all of them if it has fewer.
///
/// # Errors
/// If they can't be listed.
pub fn sample_of(study: &Study, count: usize, seed: u64) -> Result<Vec<ArchitectureRef>, DataError> {
    let all = Data::list(study)?;
    let count = count.min(all.len());
    draw(all, count, seed::derive(seed, "architectures"))
}
