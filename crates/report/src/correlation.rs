use serde::Serialize;

use crate::{
    number::{fixed, percent_of, thousands},
    table::{Best, Cell, Column, Table},
};

/// One line of the correlation table: a proxy in one setting against one label.
///
/// Coefficients keep the sign of the raw label. `f64::NAN` stands for "not computed" or "undefined" and
/// prints as "–"; optional columns appear only if some row has them.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CorrelationRow {
    /// The score's name, `epsilon`.
    pub proxy: String,
    /// The label's column name, `cifar10_test`.
    pub label: String,
    /// `f32`, `f64`, or empty where it does not apply.
    pub precision: String,
    /// Whether a good architecture has a small label, so that good coefficients are negative. By default, it has a large one.
    pub minimized: bool,
    /// How many architectures have both a score and a label: what the coefficients are computed on.
    pub scored: u64,
    /// How many architectures were asked for.
    pub asked: u64,
    /// Why the others are missing, and how many: `("0/0 in the score", 6399)`.
    pub missing: Vec<(String, u64)>,
    /// Spearman's rho.
    pub spearman: f64,
    /// Kendall's tau-b.
    pub kendall_tau_b: f64,
    /// Spearman's rho on the best tenth by label.
    pub spearman_top10: f64,
    /// Kendall's tau-b on the best tenth by label.
    pub kendall_top10: f64,
    /// Overlap of the best tenth by score with the best tenth by label, a fraction.
    pub top10_overlap: f64,
    /// How many of the 64 best by score are among the best 5 % by label (ties at the cut averaged, so not
    /// always whole).
    pub top64_in_top5: f64,
    /// Confidence interval of rho. By default, none.
    pub spearman_interval: Option<(f64, f64)>,
    /// Confidence interval of tau-b. By default, none.
    pub kendall_interval: Option<(f64, f64)>,
    /// Weighted tau (hyperbolic). By default, none.
    pub weighted_tau: Option<f64>,
    /// Spearman's rho on the architectures that every proxy of the table scores. By default, none.
    pub spearman_common: Option<f64>,
    /// Kendall's tau-b on the same common subset. By default, none.
    pub kendall_common: Option<f64>,
    /// Rho less that of the proxy that all are compared with, on the common subset. By default, none.
    pub difference: Option<Difference>,
}

/// How much larger a proxy's rho is than that of another.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Difference {
    /// The other proxy.
    pub from: String,
    /// The difference.
    pub value: f64,
    /// Its confidence interval. By default, none.
    pub interval: Option<(f64, f64)>,
}

impl Default for CorrelationRow {
    fn default() -> Self {
        Self {
            proxy: String::new(),
            label: String::new(),
            precision: String::new(),
            minimized: false,
            scored: 0,
            asked: 0,
            missing: Vec::new(),
            spearman: f64::NAN,
            kendall_tau_b: f64::NAN,
            spearman_top10: f64::NAN,
            kendall_top10: f64::NAN,
            top10_overlap: f64::NAN,
            top64_in_top5: f64::NAN,
            spearman_interval: None,
            kendall_interval: None,
            weighted_tau: None,
            spearman_common: None,
            kendall_common: None,
            difference: None,
        }
    }
}

impl CorrelationRow {
    /// Rho, its sign turned where a good architecture has a small label: the larger the better.
    pub fn goodness(&self) -> f64 {
        if self.minimized { -self.spearman } else { self.spearman }
    }

    /// The proxy with its precision, as configurations and files have it: `epsilon_f32`.
    pub fn name(&self) -> String {
        if self.precision.is_empty() {
            self.proxy.clone()
        } else {
            format!("{}_{}", self.proxy, self.precision)
        }
    }
}

/// The correlation table. Coverage always stands beside the coefficients, before them. The label has a column unless
/// there is one label only and a caption to name it.
pub fn correlation_table(caption: impl Into<String>, rows: &[CorrelationRow]) -> Table {
    let caption = caption.into();
    let labelled = caption.is_empty() || rows.windows(2).any(|pair| pair[0].label != pair[1].label);
    let any = |has: fn(&CorrelationRow) -> bool| rows.iter().any(has);
    let common = any(|row| row.spearman_common.is_some() || row.kendall_common.is_some());
    let tops = any(|row| {
        !(row.spearman_top10.is_nan()
            && row.kendall_top10.is_nan()
            && row.top10_overlap.is_nan()
            && row.top64_in_top5.is_nan())
    });
    let weighted = any(|row| row.weighted_tau.is_some());
    let from = rows.iter().find_map(|row| row.difference.as_ref()).map(|difference| &difference.from);
    // Coefficients with different labels are no competition.
    let alike =
        |pair: &[CorrelationRow]| (&pair[0].label, pair[0].minimized) == (&pair[1].label, pair[1].minimized);
    let best = match rows.first() {
        Some(row) if rows.windows(2).all(alike) => {
            Some(if row.minimized { Best::Smallest } else { Best::Largest })
        }
        _ => None,
    };
    let coefficient = |name: &str, latex: &str, priority: u8, help: &str| Column {
        best,
        ..Column::number(name).latex(latex).priority(priority).help(help)
    };
    // Where scores are set against one of them, the difference is what the table is for.
    let beside = |priority| if from.is_some() { priority } else { 1 };
    let mut columns = vec![Column::text("proxy")];
    if labelled {
        columns.push(Column::text("label"));
    }
    columns.extend([
        Column::number("scored / asked")
            .help("architectures with both a score and the label, of all that were asked for"),
        coefficient("rho", "$\\rho$", 0, "Spearman's rank correlation"),
        coefficient("tau-b", "$\\tau_b$", beside(2), "Kendall's tau-b"),
    ]);
    let everyone = "on the architectures that every proxy of this table scores";
    if common {
        columns.push(coefficient("rho common", "$\\rho$ common", beside(2), everyone));
    }
    if let Some(from) = from {
        let help = format!("rho common less that of {from}, with its interval");
        columns.push(Column::number(format!("vs {from}")).priority(1).help(help));
    }
    if common {
        columns.push(coefficient("tau common", "$\\tau_b$ common", 4, everyone));
    }
    if tops {
        let share = |name: &str, priority| Column {
            best: best.map(|_| Best::Largest),
            ..Column::number(name).priority(priority)
        };
        columns.extend([
            coefficient(
                "rho top 10%",
                "$\\rho_{10\\,\\%}$",
                5,
                "Spearman's rho among the best tenth by label",
            ),
            coefficient(
                "tau top 10%",
                "$\\tau_{10\\,\\%}$",
                6,
                "Kendall's tau-b among the best tenth by label",
            ),
            share("top 10% overlap", 6).help("share of the best tenth by label in the best tenth by score"),
            share("top 64 in top 5%", 3)
                .help("how many of the 64 best by score are in the best 5 % by label"),
        ]);
    }
    if weighted {
        columns.push(coefficient("weighted tau", "$\\tau_w$", 7, "hyperbolic weighted tau"));
    }
    let with = With { label: labelled, common, difference: from.is_some(), tops, weighted };
    let cells = rows.iter().map(|row| with.cells(row));
    Table { caption, columns, rows: cells.collect(), notes: without(rows).into_iter().collect() }
}

/// Which columns a table of correlations has beside those that it always has.
#[expect(clippy::struct_excessive_bools, reason = "one a group of columns, each independent of the others")]
struct With {
    label: bool,
    common: bool,
    difference: bool,
    tops: bool,
    weighted: bool,
}

impl With {
    fn cells(&self, row: &CorrelationRow) -> Vec<Cell> {
        let mut cells = vec![
            Cell::Text(row.name()),
            Cell::Coverage { scored: row.scored, asked: row.asked },
            Cell::coefficient(row.spearman, row.spearman_interval),
            Cell::coefficient(row.kendall_tau_b, row.kendall_interval),
        ];
        if self.label {
            cells.insert(1, Cell::Text(row.label.clone()));
        }
        if self.common {
            cells.push(optional(row.spearman_common));
        }
        if self.difference {
            cells.push(row.difference.as_ref().map_or(Cell::Missing, |difference| {
                Cell::coefficient(difference.value, difference.interval)
            }));
        }
        if self.common {
            cells.push(optional(row.kendall_common));
        }
        if self.tops {
            cells.extend([
                Cell::coefficient(row.spearman_top10, None),
                Cell::coefficient(row.kendall_top10, None),
                Cell::Percent { fraction: row.top10_overlap, decimals: 1 },
                Cell::Significant { value: row.top64_in_top5, digits: 3 },
            ]);
        }
        if self.weighted {
            cells.push(optional(row.weighted_tau));
        }
        cells
    }
}

/// Which proxies have no score for how many architectures, and why.
fn without(rows: &[CorrelationRow]) -> Option<String> {
    let mut said: Vec<String> = Vec::new();
    for row in rows.iter().filter(|row| !row.missing.is_empty()) {
        let reasons: Vec<String> =
            row.missing.iter().map(|(reason, count)| format!("{} {reason}", thousands(*count))).collect();
        let of_proxy = format!("{} ({})", row.name(), reasons.join(", "));
        if !said.contains(&of_proxy) {
            said.push(of_proxy);
        }
    }
    (!said.is_empty()).then(|| format!("Architectures without a score: {}.", said.join("; ")))
}

/// What the rows show, in sentences: first one for each pair of settings of the same proxy and label that
/// differ in coverage, then one a row.
pub fn findings(rows: &[CorrelationRow]) -> Vec<String> {
    let mut sentences = Vec::new();
    for (i, row) in rows.iter().enumerate() {
        let same = |other: &&CorrelationRow| {
            other.proxy == row.proxy && other.label == row.label && other.precision != row.precision
        };
        for other in rows[i + 1..].iter().filter(same) {
            let (fewer, more) = if row.scored <= other.scored { (row, other) } else { (other, row) };
            if fewer.scored < more.scored && fewer.spearman.is_finite() && more.spearman.is_finite() {
                sentences.push(format!(
                    "{} leaves out {} architectures that {} scores: rho is {} without them and {} with them.",
                    fewer.name(),
                    thousands(more.scored - fewer.scored),
                    more.name(),
                    fixed(fewer.spearman, 3),
                    fixed(more.spearman, 3),
                ));
            }
        }
    }
    sentences.extend(rows.iter().map(sentence));
    sentences
}

fn sentence(row: &CorrelationRow) -> String {
    let (name, label) = (row.name(), &row.label);
    if row.scored == 0 {
        return format!("{name} gave a score to none of the {} architectures.", thousands(row.asked));
    }
    let covered = if row.scored == row.asked {
        format!("all {} architectures", thousands(row.asked))
    } else {
        let (scored, asked) = (thousands(row.scored), thousands(row.asked));
        format!("{scored} of {asked} architectures ({})", percent_of(row.scored, row.asked))
    };
    if row.spearman.is_nan() {
        return format!("{name} covers {covered}, but its rank correlation with {label} is undefined.");
    }
    let (rho, tau) = (fixed(row.spearman, 3), fixed(row.kendall_tau_b, 3));
    let interval = row.spearman_interval.filter(|(low, high)| low.is_finite() && high.is_finite());
    let between = interval
        .map_or_else(String::new, |(low, high)| format!(" ({} to {})", fixed(low, 3), fixed(high, 3)));
    let sign = if row.minimized { " The smaller this label the better: a good rho is negative." } else { "" };
    format!("{name} ranks {covered}: its rho with {label} is {rho}{between}, its tau-b {tau}.{sign}")
}

fn optional(value: Option<f64>) -> Cell {
    value.map_or(Cell::Missing, |value| Cell::coefficient(value, None))
}
