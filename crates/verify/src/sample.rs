use nasbenchnlp::sample_recipes;

use batch::Input;
use config::{Study, seed};
use data::{Data, DataError, draw};

/// `count` architectures of a study's space, drawn with a seed. If the space can't be enumerated, generated recipes: the
/// classic cells, then random ones.
///
/// # Errors
/// If the space has fewer, or can't be listed.
pub fn sample_space(study: &Study, count: usize, seed: u64) -> Result<Vec<String>, DataError> {
    match study.input {
        Input::Images { .. } => {
            draw(study.space.architectures()?, count, seed::derive(seed, "architectures"))
        }
        Input::Text => {
            let seed = seed::derive(seed, "recipes");
            Ok(sample_recipes(count, seed).iter().map(nasbenchnlp::Recipe::key).collect())
        }
    }
}

/// `count` of a study's own architectures, drawn with a seed; all of them if it has fewer.
///
/// # Errors
/// If they can't be listed.
pub fn sample_of(study: &Study, count: usize, seed: u64) -> Result<Vec<String>, DataError> {
    let keys = Data::list(study)?;
    let count = count.min(keys.len());
    draw(keys, count, seed::derive(seed, "architectures"))
}
