use report::{Cell, Column, Table};

use super::three;
use analysis::Correction;
use analysis::{Comparison, Resampled, Tested};

/// Proxies against each other.
pub(super) fn comparisons(label: &str, rows: &[&Comparison]) -> Table {
    // One study corrects all its comparisons alike.
    let (corrected, how) = match rows.first().map_or(Correction::None, |row| row.correction) {
        Correction::Holm => ("Holm", "corrected for the number of comparisons (Holm)"),
        Correction::BenjaminiHochberg => {
            ("BH", "corrected for the number of comparisons (Benjamini and Hochberg)")
        }
        Correction::None => ("uncorrected", "not corrected for the number of comparisons"),
    };
    let p =
        |test: &str, priority| Column::number(format!("p {test}, {corrected}")).priority(priority).help(how);
    // The bootstrap leads where it was made: the formulas take architectures as independent.
    let drawn = rows.iter().any(|row| row.rho_difference.is_some());
    let formulas = |priority| if drawn { priority + 4 } else { priority };
    let resamples = |priority| if drawn { priority } else { 9 };
    let columns = vec![
        Column::text("first"),
        Column::text("second"),
        Column::number("n").priority(2),
        Column::number("difference (bootstrap)")
            .priority(resamples(0))
            .help("first rho less second, with the paired bootstrap's interval"),
        p("bootstrap", resamples(1)),
        Column::number("rho first").priority(3),
        Column::number("rho second").priority(3),
        Column::number("rho between").priority(8).help("how alike the two proxies rank"),
        Column::number("difference (Zou)")
            .priority(formulas(0))
            .help("first rho less second, with Zou's interval"),
        p("Williams", formulas(1)),
        p("Steiger", 9),
        p("Meng", 9),
        Column::number("tau difference")
            .priority(7)
            .help("first tau-b less second, with the paired bootstrap's interval"),
        p("tau", 7),
    ];
    let cells = rows.iter().map(|row| {
        let tested = |test: Option<Tested>| test.map_or(Cell::Missing, |test| Cell::P(test.p_adjusted));
        let resampled = |test: Option<Resampled>| test.map_or(Cell::Missing, |test| Cell::P(test.p_adjusted));
        let difference = |of: [f64; 2], interval: Option<rankstats::Interval>| {
            Cell::coefficient(of[0] - of[1], interval.map(|interval| (interval.lower, interval.upper)))
        };
        vec![
            Cell::Text(row.first.clone()),
            Cell::Text(row.second.clone()),
            Cell::Count(row.n as u64),
            difference(row.rho, row.rho_difference.map(|test| test.interval)),
            resampled(row.rho_difference),
            three(row.rho[0]),
            three(row.rho[1]),
            three(row.rho_between),
            difference(row.rho, row.zou),
            tested(row.williams),
            tested(row.steiger),
            tested(row.meng),
            difference(row.tau, row.tau_difference.map(|test| test.interval)),
            resampled(row.tau_difference),
        ]
    });
    Table {
        caption: format!("Proxies against each other: {label}"),
        columns,
        rows: cells.collect(),
        notes: vec![
            "On the architectures that every proxy scores. The bootstrap draws clusters where the study has \
                     them; the formulas take architectures as independent, and so make p too small."
                .to_owned(),
            format!("The p-values of a test are {how}."),
        ],
    }
}
