use std::time::{Duration, Instant};

use batch::Batch;
use benchmark::ArchitectureRef;
use collapse::recurrent::{CollapsedText, Summation};
use data::DataError;
use epsilon::{Backend, BackendError, Device, Precision, Weights};
use rayon::prelude::*;

use crate::{Agreement, Case, Tolerance, cases, compare};
use config::BackendKind;
use config::Study;
use sweep::{Observer, SweepError, Workload, open};

/// How two backends agree on one batch, one pair of constants and one precision.
#[derive(Clone, Debug, PartialEq)]
pub struct Verification {
    /// Name of the space.
    pub space: &'static str,
    /// Number and kind of the samples.
    pub batch: String,
    /// The two constants.
    pub weights: Weights,
    /// The arithmetic of both.
    pub precision: Precision,
    /// The full network first, then the collapsed engine.
    pub agreement: Agreement,
    /// How much they may differ.
    pub tolerance: Tolerance,
    /// How long it took.
    pub time: Duration,
}

impl Verification {
    /// Everything beyond the tolerance; empty if nothing is.
    pub fn failures(&self) -> Vec<String> {
        self.tolerance.failures(&self.agreement)
    }
}

/// Scores architectures with the full network on a device and with the collapsed engine, for every batch and pair of
/// constants of a study, in the precisions given. Cost: four forward passes per architecture, two of them in full.
///
/// # Errors
/// If a batch can't be read, a backend can't be opened, or an architecture fails in one of them.
pub fn verify(
    study: &Study,
    architectures: &[ArchitectureRef],
    precisions: &[Precision],
    device: Device,
    observer: &dyn Observer,
) -> Result<Vec<Verification>, SweepError> {
    let cases = cases(study);
    let evaluations = architectures.len() * precisions.len() * cases.len();
    observer.begin(Workload {
        architectures: architectures.len(),
        settings: precisions.len() * cases.len(),
        functions: evaluations,
        left: evaluations,
        cost: evaluations as u64,
    });
    let mut found = Vec::new();
    for case in &cases {
        let batch = data::batch(study, &case.batch)?;
        for &precision in precisions {
            let full = open(BackendKind::Torch(device), &batch, precision)?;
            let collapsed = collapsed(&batch, precision)?;
            let backends = [full.as_ref(), collapsed.as_ref()];
            found.push(verify_with(study, case, batch.outputs(), architectures, backends, observer)?);
        }
    }
    Ok(found)
}

/// The collapsed engine. For recurrent networks it sums in the order of the full network, so that differences are not
/// rounding errors amplified by the recurrence.
fn collapsed(batch: &Batch, precision: Precision) -> Result<Box<dyn Backend>, BackendError> {
    match batch {
        Batch::Images(_) => open(BackendKind::Collapse, batch, precision),
        Batch::Text(text) => {
            let order = Summation::of_libtorch(precision);
            Ok(Box::new(CollapsedText::with_summation(text.clone(), precision, order)))
        }
    }
}

/// The same for one batch and open backends; `outputs` is the number of outputs of the networks.
///
/// # Errors
/// If an architecture has no network, or fails in one of the backends.
pub fn verify_with(
    study: &Study,
    case: &Case,
    outputs: usize,
    architectures: &[ArchitectureRef],
    [full, collapsed]: [&dyn Backend; 2],
    observer: &dyn Observer,
) -> Result<Verification, SweepError> {
    let precision = full.precision();
    if precision != collapsed.precision() {
        let reason = format!("it computes in {}, the other one in {precision}", collapsed.precision());
        return Err(BackendError::Failed { backend: collapsed.name(), reason }.into());
    }
    let begun = Instant::now();
    let compared: Vec<Result<Agreement, SweepError>> = architectures
        .par_iter()
        .with_max_len(1)
        .map(|one| {
            let network = one.network(outputs).map_err(DataError::from)?;
            let agreement = compare(full, collapsed, case.weights, [(one.key().to_owned(), network)])?;
            observer.evaluated(1);
            Ok(agreement)
        })
        .collect();
    let mut agreement = Agreement::default();
    for one in compared {
        agreement.comparisons.append(&mut one?.comparisons);
    }
    Ok(Verification {
        space: study.space.name(),
        batch: case.batch.to_string(),
        weights: case.weights,
        precision,
        agreement,
        tolerance: Tolerance::of(study.input, precision),
        time: begun.elapsed(),
    })
}
