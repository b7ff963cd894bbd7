//! Correlations as JSON.

use analysis::{Examined, Subset};
use report::Warning;
use serde_json::{Value, json};
use study::results::records;

use super::inputs::Columns;

/// A list with one object a score: the keys of `correlations.csv`, and below them `common` (the same statistics on the
/// rows that every score covers), `missing_ranked`, `top_k`, `bands`, `comparisons` with the scores after it, `ties`,
/// `label_noise`, `clusters` and `warnings`, each with `cause` and `advice`.
pub fn list(columns: &Columns, found: &Examined) -> Value {
    let details = &found.details;
    let own = found.correlations.iter().filter(|row| row.subset == Subset::Own);
    own.map(|own| {
        let mut object = records::correlation(own);
        let common =
            found.correlations.iter().find(|row| row.subset == Subset::Common && row.score == own.score);
        object["common"] = common.map_or(Value::Null, records::correlation);
        let missing = details.missing.iter().find(|row| row.proxy == own.score);
        object["missing_ranked"] = missing.map_or(Value::Null, records::missing);
        let collect = |rows: &mut dyn Iterator<Item = Value>| Value::Array(rows.collect());
        let tops = details.tops.iter().filter(|row| row.proxy == own.score);
        object["top_k"] = collect(&mut tops.map(records::top));
        let bands = details.bands.iter().filter(|row| row.proxy == own.score);
        object["bands"] = collect(&mut bands.map(records::band));
        let comparisons = details.comparisons.iter().filter(|row| row.first == own.score);
        object["comparisons"] = collect(&mut comparisons.map(records::comparison));
        let ties = details.ties.iter().find(|row| !row.is_label && row.column == own.score);
        object["ties"] = ties.map_or(Value::Null, records::tie);
        object["label_noise"] = details.noise.first().map_or(Value::Null, records::noise);
        object["clusters"] = details.clusters.as_ref().map_or(
            Value::Null,
            |clusters| json!({"kind": clusters.kind, "count": clusters.count, "largest": clusters.largest}),
        );
        let warnings = columns.warnings_of(found, &own.score);
        let warning = |warning: Warning| json!({"cause": warning.cause(), "advice": warning.advice()});
        object["warnings"] = collect(&mut warnings.into_iter().map(warning));
        object
    })
    .collect()
}
