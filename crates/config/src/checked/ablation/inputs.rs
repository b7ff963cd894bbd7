use batch::BatchSpec;

use super::axes::Grid;
use crate::seed;
use crate::{BatchConfig, ConfigError, PathStep};

use PathStep::{Element, Field};

impl Grid<'_> {
    /// Every batch with its name; where the grid varies the embedding, once with each.
    pub(super) fn inputs(&self) -> Result<Vec<(String, BatchSpec)>, ConfigError> {
        let grid = &self.config.grid;
        let given: Vec<(Vec<PathStep<'_>>, &BatchConfig)> = match (&self.config.batch, grid.input.as_slice())
        {
            (Some(_), [_, ..]) => {
                let problem = "the grid has inputs of its own: leave one of `batch` and `grid.input` out";
                return Err(self.source.error(&[Field("batch")], problem));
            }
            (Some(batch), []) => vec![(vec![Field("batch")], batch)],
            (None, []) => {
                let problem = "the score needs samples: add `batch: {kind: grey}`, or `input` to the grid";
                return Err(self.source.error(&[], problem));
            }
            (None, inputs) => inputs
                .iter()
                .enumerate()
                .map(|(position, batch)| (vec![Field("grid"), Field("input"), Element(position)], batch))
                .collect(),
        };
        let mut inputs: Vec<(String, BatchSpec)> = Vec::new();
        let mut embedded_inputs: Vec<(String, BatchSpec)> = Vec::new();
        for (path, batch) in given {
            let error = |field: &'static str, problem: String| {
                let path: Vec<PathStep<'_>> = path.iter().copied().chain([Field(field)]).collect();
                self.source.error(&path, problem)
            };
            if batch.size.is_some() && !grid.batch_size.is_empty() {
                let problem = "the grid varies the size: leave it out here".to_owned();
                return Err(error("size", problem));
            }
            if batch.seed.is_some() && self.config.repeats.is_some() {
                let problem =
                    "every repeat has a seed of its own, derived from the study's: leave it out here";
                return Err(error("seed", problem.to_owned()));
            }
            let spec = self.checker.batch(batch, &path, self.entry, self.input)?;
            // Sizes from the grid are checked as if they stood in the batch.
            for (position, size) in grid.batch_size.iter().enumerate() {
                let sized = BatchConfig { size: Some(*size), ..batch.clone() };
                sized.check(0).map_err(|(_, problem)| self.error("batch_size", position, problem))?;
            }
            let kind = spec.source.kind();
            let same = inputs.iter().filter(|(_, other)| other.source.kind() == kind).count();
            if inputs.iter().any(|(_, other)| *other == spec) {
                return Err(self.source.error(&path, format!("this {kind} batch stands twice")));
            }
            let name = if same == 0 { kind.to_string() } else { format!("{kind} {}", same + 1) };
            for (position, embedding) in grid.embedding.iter().enumerate() {
                let at = [Field("grid"), Field("embedding"), Element(position)];
                if batch.embedding.is_some() {
                    return Err(error("embedding", "the grid varies it: leave it out here".to_owned()));
                }
                if embedding.seed.is_some() && self.config.repeats.is_some() {
                    let problem =
                        "every repeat has a seed of its own, derived from the study's: leave `seed` out";
                    return Err(self.source.error(&at, problem));
                }
                let embedded = BatchConfig { embedding: Some(embedding.clone()), ..batch.clone() };
                let spec = embedded
                    .check(seed::derive(self.config.seed, "batch"))
                    .map_err(|(_, problem)| self.source.error(&at, problem))?;
                if embedded_inputs.iter().any(|(_, other)| *other == spec) {
                    return Err(self.source.error(&at, "this embedding stands twice"));
                }
                embedded_inputs.push((name.clone(), spec));
            }
            inputs.push((name, spec));
        }
        Ok(if grid.embedding.is_empty() { inputs } else { embedded_inputs })
    }
}
