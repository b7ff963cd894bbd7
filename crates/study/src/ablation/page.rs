use benchmark::Direction;
use rankstats::Interval;
use report::{Cell, Column, Page, Table, Warning, thousands};

use super::figures::figures;
use super::{Group, Measured, Varying, groups};
use crate::presentation::directions;
use analysis::IntervalPair;
use config::Ablation;

/// Fewer scored architectures than this make every coefficient shaky.
const FEW: usize = 100;

/// The page of a finished ablation. `config` is the resolved one, `environment` what it ran on.
pub(crate) fn page(
    ablation: &Ablation,
    measured: &[Measured],
    config: String,
    environment: Vec<(String, String)>,
) -> Page {
    let groups = groups(measured);
    let varying = Varying::of(&groups);
    let sources = &ablation.study.labels;
    let labels: Vec<(String, &str)> =
        sources.iter().map(|label| (label.name.clone(), label.shown())).collect();
    let directed: Vec<(&str, Direction)> =
        sources.iter().map(|label| (label.shown(), label.direction)).collect();
    Page {
        title: format!("What does epsilon's ranking of {} depend on?", ablation.study.space.name()),
        study: ablation.study.name.clone(),
        findings: findings(&groups, varying, &directed),
        correlations: summary_tables(ablation, measured),
        warnings: [directions(&ablation.study), warnings(&groups, varying)].concat(),
        figures: figures(&groups, varying, &labels).into(),
        figures_first: true,
        commands: vec!["epsilon ablate config.yaml".to_owned()],
        config_yaml: config,
        environment,
        ..Page::default()
    }
}

/// One table a label (or one of coverage alone): a row for each combination, its numbers the medians over the repeats.
pub fn summary_tables(ablation: &Ablation, measured: &[Measured]) -> Vec<Table> {
    let groups = groups(measured);
    let varying = Varying::of(&groups);
    let labels = &ablation.study.labels;
    if labels.is_empty() {
        return vec![table("Architectures that have a score".to_owned(), &groups, varying, None)];
    }
    labels
        .iter()
        .enumerate()
        .map(|(position, label)| {
            let caption = format!("Rank correlation of epsilon with {} ({})", label.shown(), label.direction);
            table(caption, &groups, varying, Some(position))
        })
        .collect()
}

fn table(caption: String, groups: &[Group<'_>], varying: Varying, label: Option<usize>) -> Table {
    let repeated = groups.iter().any(|group| group.members.len() > 1);
    let mut columns = vec![
        Column::text("setting"),
        Column::number("scored / asked").help("how many architectures have a score, of how many"),
    ];
    if repeated {
        columns.push(Column::number("repeats"));
    }
    if label.is_some() {
        columns.push(Column::number("n").help("architectures that have both a score and the label"));
        columns.push(Column::number("rho").help("Spearman's rho"));
        columns.push(Column::number("tau-b").priority(1).help("Kendall's tau-b"));
        columns.push(
            Column::number("rho top 10 %")
                .priority(2)
                .help("Spearman's rho among the tenth with the best labels"),
        );
    }
    let median = |group: &Group<'_>, of: &dyn Fn(&Measured) -> f64| group.spread(of)[1];
    let rows = groups
        .iter()
        .map(|group| {
            let setting = varying.describe(group.row());
            let setting = if setting.is_empty() { "as given".to_owned() } else { setting };
            let scored = median(group, &|row| row.scored as f64).round() as u64;
            let mut cells =
                vec![Cell::Text(setting), Cell::Coverage { scored, asked: group.members[0].asked as u64 }];
            if repeated {
                cells.push(Cell::Count(group.members.len() as u64));
            }
            if let Some(label) = label {
                let n = median(group, &|row| row.correlations[label].statistics.n as f64);
                cells.push(Cell::Count(n.round() as u64));
                // Where nothing is repeated, there is one member, whose interval it is.
                let interval = |of: &dyn Fn(&IntervalPair) -> Interval| {
                    let intervals = group.members[0].correlations[label].intervals.as_ref();
                    intervals.map(of).map(|interval| (interval.lower, interval.upper))
                };
                let coefficient = |of: &dyn Fn(&Measured) -> f64, interval: Option<(f64, f64)>| {
                    let [low, value, high] = group.spread(of);
                    Cell::coefficient(value, if repeated { Some((low, high)) } else { interval })
                };
                let (rho, tau) = (interval(&|pair| pair.spearman), interval(&|pair| pair.kendall));
                cells.push(coefficient(&|row| row.correlations[label].statistics.rho, rho));
                cells.push(coefficient(&|row| row.correlations[label].statistics.tau, tau));
                cells.push(coefficient(&|row| row.correlations[label].statistics.rho_top10, None));
            }
            cells
        })
        .collect();
    let mut notes = Vec::new();
    if repeated {
        notes.push(
            "Numbers are medians over the repeats, with the least and the greatest in brackets.".to_owned(),
        );
    } else if label.is_some() {
        notes.push(
            "In brackets are 95 % intervals by Fisher's formula for rho and Fieller's for tau-b, which take architectures \
             as independent."
                .to_owned(),
        );
    }
    Table { caption, columns, rows, notes }
}

/// The worst and the best setting, in sentences. A high score should go with a good architecture: the best rho is the
/// largest where the label is maximised, and the most negative where it is minimised.
fn findings(groups: &[Group<'_>], varying: Varying, labels: &[(&str, Direction)]) -> Vec<String> {
    let mut sentences = Vec::new();
    let number = |value: f64| format!("{value:.3}");
    for (position, (label, direction)) in labels.iter().enumerate() {
        let mut ranked: Vec<(f64, &Group<'_>)> = groups
            .iter()
            .map(|group| (group.spread(|row| row.correlations[position].statistics.rho)[1], group))
            .filter(|(rho, _)| !rho.is_nan())
            .collect();
        ranked.sort_by(|(a, _), (b, _)| match direction {
            Direction::Maximize => a.total_cmp(b),
            Direction::Minimize => b.total_cmp(a),
        });
        let (Some((worst, weak)), Some((best, strong))) = (ranked.first(), ranked.last()) else { continue };
        if ranked.len() < 2 {
            continue;
        }
        let scored = |group: &Group<'_>| {
            let scored = group.spread(|row| row.scored as f64)[1];
            format!("{} of {} scored", thousands(scored as u64), thousands(group.members[0].asked as u64))
        };
        let sign = match direction {
            Direction::Maximize => "",
            Direction::Minimize => " The smaller this label the better: a good rho is negative.",
        };
        let others =
            if scored(strong) == scored(weak) { "" } else { " These are not the same architectures." };
        sentences.push(format!(
            "epsilon ranks best by {label} with {}: rho = {} ({}); worst with {}: rho = {} ({}).{others}{sign}",
            varying.describe(strong.row()),
            number(*best),
            scored(strong),
            varying.describe(weak.row()),
            number(*worst),
            scored(weak),
        ));
    }
    sentences
}

fn warnings(groups: &[Group<'_>], varying: Varying) -> Vec<Warning> {
    groups
        .iter()
        .filter_map(|group| {
            let scored = group.spread(|row| row.scored as f64)[1] as usize;
            (scored < FEW && scored < group.members[0].asked).then(|| Warning::FewArchitectures {
                proxy: varying.describe(group.row()),
                scored: scored as u64,
                wanted: FEW as u64,
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use epsilon::{Formula, Precision};

    use super::*;
    use analysis::correlate;
    use config::Row;

    #[test]
    fn the_best_setting_is_best_by_the_direction_of_the_label() {
        let label: [f64; 5] = [1.0, 2.0, 3.0, 4.0, 5.0];
        let orders = [[1.0, 2.0, 3.0, 5.0, 4.0], [5.0, 4.0, 3.0, 2.0, 1.0], [2.0, 1.0, 4.0, 5.0, 3.0]];
        let said = |direction| {
            let measured: Vec<Measured> = orders
                .iter()
                .zip(1..)
                .map(|(scores, batch_size)| Measured {
                    row: Row {
                        setting: 0,
                        input: "grey".to_owned(),
                        embedding: None,
                        batch_size,
                        precision: Precision::F32,
                        initialisation: "constant",
                        weights: None,
                        formula: Formula::MinMaxMean,
                        sample: None,
                        repeat: 0,
                    },
                    asked: 5,
                    scored: 5,
                    correlations: vec![correlate(("epsilon", scores), ("label", &label), direction, None)],
                })
                .collect();
            let groups = groups(&measured);
            findings(&groups, Varying::of(&groups), &[("label", direction)]).concat()
        };
        let accuracy = said(Direction::Maximize);
        assert!(accuracy.contains(
            "best by label with batch 1: rho = 0.900 (5 of 5 scored); worst with batch 2: rho = -1.000"
        ));
        let loss = said(Direction::Minimize);
        assert!(loss.contains(
            "best by label with batch 2: rho = -1.000 (5 of 5 scored); worst with batch 1: rho = 0.900"
        ));
    }
}
