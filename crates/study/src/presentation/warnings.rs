use report::Warning;

use super::rows::{reasons, scored};
use crate::analysis::{Analysis, Subset};
use crate::{Data, SkippedRecords};

/// Fewer architectures than this make every coefficient shaky: the standard error of a rho of zero is 0.1.
const FEW: u64 = 100;

/// What may mislead a reader of the numbers.
pub fn warnings(data: &Data, analysis: &Analysis) -> Vec<Warning> {
    let asked = data.architectures.len() as u64;
    let mut warnings: Vec<Warning> = data.skipped.iter().map(SkippedRecords::warning).collect();
    for column in &analysis.proxies {
        let (proxy, scored) = (column.name.clone(), scored(column));
        if scored < asked {
            let (missing, reasons) = (asked - scored, reasons(column));
            warnings.push(Warning::MissingScores { proxy: proxy.clone(), missing, asked, reasons });
        }
        let ties = analysis.details.ties.iter().find(|row| !row.is_label && row.column == column.name);
        let (tied, largest_group) =
            ties.map_or((0, 0), |row| (row.ties.tied as u64, row.ties.largest as u64));
        if scored > 1 && largest_group == scored {
            let value = column.values.iter().copied().find(|value| !value.is_nan()).unwrap_or(f64::NAN);
            warnings.push(Warning::ConstantScore { proxy, value, scored });
        } else if tied > 0 {
            warnings.push(Warning::Ties { proxy, tied, largest_group, scored });
        }
    }
    for label in &analysis.labels {
        let missing = label.values.iter().filter(|value| value.is_nan()).count() as u64;
        if missing > 0 {
            warnings.push(Warning::PartialLabel { label: label.name.clone(), missing, asked });
        }
    }
    for row in analysis.correlations.iter().filter(|row| row.subset == Subset::Own) {
        let scored = row.statistics.n as u64;
        if scored < FEW {
            warnings.push(Warning::FewArchitectures { proxy: row.score.clone(), scored, wanted: FEW });
        }
    }
    warnings
}
