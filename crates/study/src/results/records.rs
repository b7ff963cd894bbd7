//! Results as flat JSON objects, which are the rows of the CSV files as well. A statistic that does not exist is `null`.

use rankstats::Interval;
use serde_json::{Value, json};

use analysis::{
    BandRow, Comparison, Correlation, MissingRow, NoiseRow, Pair, ProxyCorrelations, Resampled, StratumRow,
    Tested, TieRow, TopRow,
};

/// A correlation: `label`, `score`, `n`, `n_total`, `spearman`, `kendall_tau_b`, `weighted_tau` and the rest.
pub fn correlation(row: &Correlation) -> Value {
    let interval = |of: fn(&analysis::IntervalPair) -> Interval| row.intervals.as_ref().map(of);
    let (spearman, kendall) = (interval(|pair| pair.spearman), interval(|pair| pair.kendall));
    let both = |pair: Option<Pair>| (pair.map(|pair| pair.spearman), pair.map(|pair| pair.kendall));
    let (rho_partial, tau_partial) = both(row.partial);
    let (rho_distinct, tau_distinct) = both(row.distinct.map(|distinct| distinct.coefficients));
    let (rho_p, tau_p) = both(row.permutation);
    json!({
        "label": row.label,
        "score": row.score,
        "direction": row.direction.to_string(),
        "subset": row.subset.name(),
        "n": row.statistics.n,
        "n_total": row.n_total,
        "n_labelled": row.n_labelled,
        "n_scored": row.n_scored,
        "spearman": row.statistics.rho,
        "kendall_tau_b": row.statistics.tau,
        "weighted_tau": row.weighted_tau,
        "n_top10": row.statistics.n_top10,
        "spearman_top10": row.statistics.rho_top10,
        "kendall_tau_b_top10": row.statistics.tau_top10,
        "top10_overlap": row.statistics.top10_overlap,
        "top64_in_top5": row.statistics.top64_in_top5,
        "interval_level": spearman.map(|interval| interval.level),
        "spearman_low": spearman.map(|interval| interval.lower),
        "spearman_high": spearman.map(|interval| interval.upper),
        "kendall_tau_b_low": kendall.map(|interval| interval.lower),
        "kendall_tau_b_high": kendall.map(|interval| interval.upper),
        "pearson": row.pearson,
        "tau_a": row.kendall.tau_a(),
        "tau_c": row.kendall.tau_c(),
        "gamma": row.kendall.gamma(),
        "somers_d": row.kendall.somers_d(),
        "spearman_partial": rho_partial,
        "kendall_tau_b_partial": tau_partial,
        "n_distinct": row.distinct.map(|distinct| distinct.n),
        "spearman_distinct": rho_distinct,
        "kendall_tau_b_distinct": tau_distinct,
        "spearman_p": rho_p,
        "kendall_tau_b_p": tau_p,
    })
}

/// What missing scores hide.
pub fn missing(row: &MissingRow) -> Value {
    let ranked = &row.ranked;
    json!({
        "label": row.label,
        "score": row.proxy,
        "n_labelled": row.n_labelled,
        "n_missing": ranked.missing,
        "spearman_scored": ranked.scored_only.rho,
        "spearman_missing_worst": ranked.worst.rho,
        "spearman_missing_middle": ranked.middle.rho,
        "spearman_missing_best": ranked.best.rho,
        "kendall_tau_b_scored": ranked.scored_only.tau,
        "kendall_tau_b_missing_worst": ranked.worst.tau,
        "kendall_tau_b_missing_middle": ranked.middle.tau,
        "kendall_tau_b_missing_best": ranked.best.tau,
        "label_mean_scored": row.against_label.scored_mean,
        "label_mean_missing": row.against_label.missing_mean,
        "label_auc": row.against_label.auc,
        "params_mean_scored": row.against_size.map(|size| size.scored_mean),
        "params_mean_missing": row.against_size.map(|size| size.missing_mean),
        "params_auc": row.against_size.map(|size| size.auc),
    })
}

/// Two proxies against each other.
pub fn comparison(row: &Comparison) -> Value {
    let tested = |test: Option<Tested>| {
        (test.map(|test| test.statistic), test.map(|test| test.p), test.map(|test| test.p_adjusted))
    };
    let resampled = |test: Option<Resampled>| {
        (
            test.map(|test| test.interval.lower),
            test.map(|test| test.interval.upper),
            test.map(|test| test.p),
            test.map(|test| test.p_adjusted),
        )
    };
    let (williams, steiger, meng) = (tested(row.williams), tested(row.steiger), tested(row.meng));
    let (rho, tau) = (resampled(row.rho_difference), resampled(row.tau_difference));
    json!({
        "label": row.label,
        "first": row.first,
        "second": row.second,
        "n": row.n,
        "spearman_first": row.rho[0],
        "spearman_second": row.rho[1],
        "spearman_between": row.rho_between,
        "spearman_difference": row.rho[0] - row.rho[1],
        "zou_low": row.zou.map(|interval| interval.lower),
        "zou_high": row.zou.map(|interval| interval.upper),
        "williams_t": williams.0,
        "williams_p": williams.1,
        "williams_p_adjusted": williams.2,
        "steiger_z": steiger.0,
        "steiger_p": steiger.1,
        "steiger_p_adjusted": steiger.2,
        "meng_z": meng.0,
        "meng_p": meng.1,
        "meng_p_adjusted": meng.2,
        "spearman_bootstrap_low": rho.0,
        "spearman_bootstrap_high": rho.1,
        "spearman_bootstrap_p": rho.2,
        "spearman_bootstrap_p_adjusted": rho.3,
        "kendall_tau_b_first": row.tau[0],
        "kendall_tau_b_second": row.tau[1],
        "kendall_tau_b_difference": row.tau[0] - row.tau[1],
        "kendall_tau_b_bootstrap_low": tau.0,
        "kendall_tau_b_bootstrap_high": tau.1,
        "kendall_tau_b_bootstrap_p": tau.2,
        "kendall_tau_b_bootstrap_p_adjusted": tau.3,
    })
}

/// The best-scored against the best by label.
pub fn top(row: &TopRow) -> Value {
    let top = &row.top;
    json!({
        "label": row.label,
        "score": row.proxy,
        "n": top.n,
        "k": top.k,
        "relevant": top.relevant,
        "precision": top.precision,
        "random_precision": top.random_precision,
        "recall": top.recall,
        "random_recall": top.random_recall,
        "overlap": top.overlap,
        "random_overlap": top.random_overlap,
        "regret": top.regret,
        "random_regret": top.random_regret,
        "ndcg": top.ndcg,
        "random_ndcg": top.random_ndcg,
    })
}

/// The correlation within one band of the label.
pub fn band(row: &BandRow) -> Value {
    json!({
        "label": row.label,
        "score": row.proxy,
        "band": row.number,
        "label_low": row.band.lower,
        "label_high": row.band.upper,
        "n": row.band.n,
        "spearman": row.band.rho,
        "kendall_tau_b": row.band.tau,
    })
}

/// The correlation within one stratum.
pub fn stratum(row: &StratumRow) -> Value {
    json!({
        "label": row.label,
        "score": row.proxy,
        "by": row.by,
        "value": row.value,
        "n_labelled": row.n_labelled,
        "n": row.n,
        "spearman": row.rho,
        "kendall_tau_b": row.tau,
        "label_mean": row.label_mean,
        "score_median": row.score_median,
    })
}

/// The noise of a label.
pub fn noise(row: &NoiseRow) -> Value {
    let noise = &row.noise;
    json!({
        "label": row.label,
        "seeds": noise.seeds,
        "n": noise.n,
        "spearman_between_seeds": noise.rho,
        "kendall_tau_b_between_seeds": noise.tau,
        "ceiling_one_seed": noise.ceiling(1),
        "ceiling_mean": noise.ceiling(noise.seeds),
    })
}

/// How much a column ties.
pub fn tie(row: &TieRow) -> Value {
    json!({
        "column": row.column,
        "is_label": row.is_label,
        "n": row.ties.n,
        "distinct": row.ties.distinct,
        "tied": row.ties.tied,
        "largest": row.ties.largest,
        "tied_pairs": row.ties.tied_pairs,
    })
}

/// One proxy against another.
pub fn between(between: &ProxyCorrelations, (row, column): (usize, usize)) -> Value {
    json!({
        "first": between.names[row],
        "second": between.names[column],
        "n": between.n[row][column],
        "spearman": between.rho[row][column],
    })
}
