//! One training run, condensed to its final metrics.

use pickle::Value;

use super::{Metric, Split};

/// The final metrics of one run, `[split][metric]`; `None` where the file has none.
#[derive(Debug, Clone, Default)]
pub(super) struct Trial {
    values: [[Option<f64>; 2]; 4],
    seconds: Option<f64>,
    params: Option<f64>,
}

impl Trial {
    /// Condenses the saved state of one run; `None` if `state` is not a dictionary.
    ///
    /// The official API reads entry `epochs - 1` of the per-epoch dictionaries: `train_acc1es` and `train_losses` by
    /// number, `eval_acc1es` and `eval_losses` under keys like `x-valid@199`.
    pub(super) fn condense(state: &Value) -> Result<Option<Self>, String> {
        let Some(state) = state.as_dict() else { return Ok(None) };
        if state.get("train_acc1es").is_none() {
            return Ok(None);
        }
        let epochs = state.get("epochs").and_then(Value::as_int);
        let epochs = epochs.ok_or("a run says no integer under \"epochs\"")?;
        let params = state.get("params").and_then(Value::as_number);
        let mut trial = Self { params, ..Self::default() };
        let Some(last) = epochs.checked_sub(1).filter(|&last| last >= 0) else { return Ok(Some(trial)) };
        trial.seconds = state.get("train_times").and_then(|times| seconds(times, last));
        for (metric, [train, eval]) in
            [["train_acc1es", "eval_acc1es"], ["train_losses", "eval_losses"]].into_iter().enumerate()
        {
            for (split, cell) in Split::ALL.iter().zip(&mut trial.values) {
                let (name, key) = match split {
                    Split::Train => (train, None),
                    _ => (eval, Some(format!("{split}@{last}"))),
                };
                let value = match (state.get(name), key) {
                    (None | Some(Value::None), _) => None,
                    (Some(series), None) => at(series, last).map_err(|kind| format!("{name} is {kind}"))?,
                    (Some(series), Some(key)) => {
                        let series = series.as_dict();
                        let series =
                            series.ok_or_else(|| format!("{name} is no dictionary by split and epoch"))?;
                        series.get(&key).cloned()
                    }
                };
                cell[metric] = match value {
                    None | Some(Value::None) => None,
                    Some(value) => Some(value.as_number().ok_or_else(|| {
                        format!("the metric on {split} after epoch {last} is {}, not a number", value.kind())
                    })?),
                };
            }
        }
        Ok(Some(trial))
    }

    pub(super) fn get(&self, split: Split, metric: Metric) -> Option<f64> {
        match metric {
            Metric::Accuracy | Metric::Loss => self.values[split as usize][metric as usize],
            Metric::Seconds => self.seconds.filter(|_| split == Split::Train),
            Metric::Params => self.params.filter(|_| split == Split::Train),
        }
    }
}

/// The sum of the epochs' times up to the last one, from left to right as the official API takes it. `None` where one is
/// missing.
fn seconds(times: &Value, last: i64) -> Option<f64> {
    let times = times.as_dict()?;
    let mut by_epoch = vec![None; times.len()];
    for (epoch, time) in times.iter() {
        let epoch = usize::try_from(epoch.as_int()?).ok()?;
        *by_epoch.get_mut(epoch)? = time.as_number();
    }
    by_epoch.get(..=usize::try_from(last).ok()?)?.iter().copied().sum()
}

/// An entry of a per-epoch series, which is a dictionary by epoch, a list or a numpy array. The error says what it is
/// instead.
fn at(series: &Value, epoch: i64) -> Result<Option<Value>, &'static str> {
    if let Some(dict) = series.as_dict() {
        return Ok(dict.get_int(epoch).cloned());
    }
    let Ok(epoch) = usize::try_from(epoch) else { return Ok(None) };
    match (series.as_sequence(), series.as_array()) {
        (Some(items), _) => Ok(items.get(epoch).cloned()),
        (_, Some(array)) => match array.number(epoch) {
            None if array.shape.first().is_some_and(|&length| epoch < length as usize) => {
                Err("an array of no plain numbers")
            }
            number => Ok(number),
        },
        _ => Err(series.kind()),
    }
}
