use report::{Cell, Column, Table};

use crate::Verification;

/// Agreement as a table: one row per verification.
pub fn verification_table(found: &[Verification]) -> Table {
    let columns = vec![
        Column::text("space"),
        Column::text("precision"),
        Column::text("batch"),
        Column::text("weights"),
        Column::number("scored by both"),
        Column::number("by one only").help("scored by one of the backends only"),
        Column::number("median").help("relative difference of the scores"),
        Column::number("90 %"),
        Column::number("99 %"),
        Column::number("largest"),
        Column::number("held").help("scores that are held to the tolerance"),
        Column::number("largest held"),
        Column::number("outputs").help("largest difference of outputs relative to the largest output"),
        Column::number("rho").help("Spearman's rank correlation of the scores"),
        Column::number("seconds"),
        Column::text("agree"),
    ];
    Table {
        caption: "The full network against the collapsed engine".to_owned(),
        columns,
        rows: found.iter().map(row).collect(),
        notes: vec![
            "Median, 90 %, 99 % and largest: quantiles of the scores' differences relative to the full network's, for \
             architectures that both score. Held: those of them that are held to the tolerance. Outputs: the largest \
             difference of two outputs relative to the largest output."
                .to_owned(),
        ],
    }
}

fn row(found: &Verification) -> Vec<Cell> {
    let agreement = &found.agreement;
    let (scores, outputs) = (agreement.score_differences(), agreement.output_differences());
    let held: Vec<f64> = agreement
        .comparisons
        .iter()
        .filter(|comparison| found.tolerance.holds(comparison))
        .filter_map(crate::Comparison::score_difference)
        .collect();
    let difference = |value: f64| Cell::Text(scientific(value));
    vec![
        found.space.into(),
        found.precision.to_string().into(),
        found.batch.clone().into(),
        found.weights.to_string().into(),
        Cell::Coverage {
            scored: agreement.scored_by_both() as u64,
            asked: agreement.comparisons.len() as u64,
        },
        Cell::Count(agreement.mask_differences().count() as u64),
        difference(scores.median),
        difference(scores.p90),
        difference(scores.p99),
        difference(scores.max),
        if found.tolerance.scores.is_some() { Cell::Count(held.len() as u64) } else { "none".into() },
        match (found.tolerance.scores, held.iter().copied().reduce(f64::max)) {
            (Some(_), Some(largest)) => difference(largest),
            _ => Cell::Missing,
        },
        difference(outputs.max),
        Cell::Fixed { value: agreement.rank_correlation(), decimals: 6 },
        Cell::Fixed { value: found.time.as_secs_f64(), decimals: 1 },
        if found.failures().is_empty() { "yes" } else { "NO" }.into(),
    ]
}

/// Two digits, such as `2.3e-13`: the order of magnitude matters.
fn scientific(value: f64) -> String {
    if value == 0.0 {
        "0".to_owned()
    } else if value.is_nan() {
        "–".to_owned()
    } else {
        format!("{value:.1e}")
    }
}
