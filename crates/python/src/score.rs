//! Epsilon of architectures.

use batch::{Batch, ImageBatch};
use benchmark::{ArchitectureRef, keys};
use config::{Config, ConfigError};
use network::Shape;
use numpy::{IntoPyArray as _, PyArray1, PyReadonlyArray4};
use pyo3::prelude::*;
use sweep::{Scores, Sweep, open};

use crate::error::{raised, wrong};
use crate::space::spelled;
use crate::watch::watched;

/// Keys, scores and statuses, in the order of the architectures.
type Scored<'py> = (Vec<String>, Bound<'py, PyArray1<f64>>, Vec<&'static str>);

/// Scores architectures by a config with one proxy of epsilon. `pixels` take the place of the config's batch, which then has
/// the same size.
#[pyfunction]
pub fn score<'py>(
    py: Python<'py>,
    config: &str,
    archs: Option<Vec<Bound<'py, PyAny>>>,
    pixels: Option<PyReadonlyArray4<'py, f32>>,
    progress: Option<Bound<'py, PyAny>>,
) -> PyResult<Scored<'py>> {
    let problem = |error: ConfigError| wrong(format!("{}: {}", error.field, error.problem));
    let (mut config, source) = Config::parse("score", config, &[]).map_err(problem)?;
    if let (None, None, Some(batch)) = (&pixels, config.space.image_size, &config.batch) {
        let spec = batch.check(0).map_err(|(field, problem)| wrong(format!("batch.{field}: {problem}")))?;
        config.space.image_size = epsilon_cli::image_size(&spec).map_err(raised)?;
    }
    let name = config.space.name.clone();
    let study = config.check(&source).map_err(problem)?;
    let images = pixels.as_ref().map(images).transpose()?;
    if let (Some(images), network) = (&images, study.input.image_shape())
        && network != Some(images.shape())
    {
        let wanted = network.map_or("text".to_owned(), |shape| format!("{} channels", shape.channels));
        let given = images.shape();
        return Err(wrong(format!(
            "batch: the networks of {name} take {wanted}, and these are images of {}x{}x{}",
            given.channels, given.height, given.width
        )));
    }
    let space = study.space.as_ref();
    let texts = archs.map(|archs| archs.iter().map(spelled).collect::<PyResult<Vec<_>>>()).transpose()?;
    let batch = images.map(Batch::Images);
    let (asked, scores) = watched(py, progress.as_ref(), |observer, stop| {
        let asked: Vec<ArchitectureRef> = match texts {
            None => space.architectures()?,
            Some(texts) => texts.iter().map(|text| space.parse(text)).collect::<Result<_, _>>()?,
        };
        let open_on = |kind, made: &Batch, precision| open(kind, batch.as_ref().unwrap_or(made), precision);
        let sweep = Sweep::with(&study, study.settings(), &asked, &open_on)?;
        let mut scores = Scores::new(1, asked.len());
        // One that was stopped ends in the exception that stopped it.
        sweep.run(&mut scores, None, observer, stop)?;
        drop(sweep);
        Ok((asked, scores))
    })?;
    let (values, status): (Vec<f64>, Vec<_>) =
        scores.column(0).iter().map(|outcome| epsilon_cli::told(outcome.as_ref())).unzip();
    Ok((keys(&asked), values.into_pyarray(py), status))
}

/// The caller's pixels, where they are.
fn images<'a>(pixels: &'a PyReadonlyArray4<'_, f32>) -> PyResult<ImageBatch<'a>> {
    let [samples, channels, height, width]: [usize; 4] = pixels.as_array().dim().into();
    let given = pixels.as_slice()?;
    if given.is_empty() {
        return Err(wrong(format!("batch: there is no pixel in {samples}x{channels}x{height}x{width}")));
    }
    if let Some(bad) = given.iter().position(|value| !value.is_finite()) {
        let image = bad / (channels * height * width);
        return Err(wrong(format!("batch: image {image} holds {}: all pixels must be finite", given[bad])));
    }
    ImageBatch::new(Shape::new(channels, height, width), given).map_err(wrong)
}
