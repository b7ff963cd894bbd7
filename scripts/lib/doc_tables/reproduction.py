"""The tables of docs/reproduction.md: what was published, and ours."""

import collections
import statistics

from doc_tables.results import coefficient, correlations, markdown, published, rows_of, thousands

STATISTICS = [
    ("rho", "spearman"),
    ("tau", "kendall_tau_b"),
    ("rho_top10", "spearman_top10"),
    ("tau_top10", "kendall_tau_b_top10"),
    ("top10_overlap", "top10_overlap"),
    ("top64_in_top5", "top64_in_top5"),
]
BESIDE = ["rho", "tau", "rho, top 10 %", "tau, top 10 %", "top-10 % overlap", "top 64 in top 5 %"]


def beside(theirs, ours):
    """A published number and ours, the latter with as many digits as make sense."""
    cells = []
    for name, column in STATISTICS:
        digits = 3 if abs(float(ours[column])) <= 1 and not name.startswith("top") else 1
        cells.append(f"{theirs.get(name, '-')} / {float(ours[column]):.{digits}f}")
    return cells


def published_nasbench201():
    """Reproduction: every published score on NAS-Bench-201, three data sets."""
    ours, theirs = correlations("nasbench201-published"), published("nasbench201")
    rows = []
    for dataset, name in [("cifar10", "CIFAR-10"), ("cifar100", "CIFAR-100"), ("imagenet16", "ImageNet16-120")]:
        label = f"{dataset}_test"
        scores = [score for found, score in theirs if found == dataset]
        for place, score in enumerate(reversed(scores)):
            first = name if place == 0 else ""
            if score == "grad_sign":
                rows.append([first, score, "-", f"{theirs[dataset, score]['rho']} / -", *["-"] * 5, "-"])
                continue
            own, common = ours[score, label, "own"], ours[score, label, "common"]
            cells = beside(theirs[dataset, score], own)
            rows.append([first, score, thousands(own["n"]), *cells, coefficient(common, "spearman")])
    common = thousands(next(row for key, row in ours.items() if key[2] == "common")["n"])
    return markdown(["data set", "score", "n, ours", *BESIDE, f"rho, {common} common cells"], rows)


def published_nasbench101():
    """Reproduction: every published score on NAS-Bench-101."""
    ours, theirs = correlations("nasbench101-comparison"), published("nasbench101")
    rows = []
    for _, score in reversed(theirs):
        found = ours.get(({"epsilon": "epsilon_f32"}.get(score, score), "val_accuracy", "own"))
        if found is None:
            rows.append([score, "-", f"{theirs['cifar10', score]['rho']} / -", *["-"] * 5])
        else:
            rows.append([score, thousands(found["n"]), *beside(theirs["cifar10", score], found)])
    return markdown(["score", "n, ours", *BESIDE], rows)


def published_nasbenchnlp():
    """Reproduction: every published score on NAS-Bench-NLP."""
    ours, theirs = correlations("nasbenchnlp-ptb"), published("nasbenchnlp")
    rows = []
    for _, score in reversed(theirs):
        found = ours.get(({"epsilon": "epsilon_f32", "jacov": "jacobian_covariance"}.get(score, score), "test_loss", "own"))
        if found is None:
            there = [theirs["ptb", score].get(name) for name, _ in STATISTICS]
            rows.append([score, "-", *[f"{value} / -" if value else "-" for value in there]])
        else:
            rows.append([score, thousands(found["n"]), *beside(theirs["ptb", score], found)])
    return markdown(["score", "n, ours", *BESIDE], rows)


def published_search():
    """Reproduction: the best of N by a score, three data sets, validation and test."""
    theirs, rows = published("nasbench201-search"), []
    labels = [f"{dataset}_{split}" for dataset in ("cifar10", "cifar100", "imagenet16") for split in ("valid", "test")]
    ours = {label: rows_of(f"best-of/{label}.csv") for label in labels}

    def our(label, score, count, missing):
        for row in ours[label]:
            if (row["proxy"], row["drawn"], row["missing"]) == (score, count, missing):
                return f"{float(row['exact_mean']):.2f} ± {float(row['exact_deviation']):.2f}"
        return "-"

    def their(label, score):
        found = theirs[label, score]
        return f"{found['best']} ± {found['deviation']}" if found else "-"

    for count in ("1000", "100"):
        known = ["epsilon", "naswot", "synflow", "grad_norm", "grasp", "snip", "fisher", "jacov", "live_params"]
        if count == "100":
            known = ["epsilon", "grad_sign", "live_params"]
        for score in known:
            name = {"epsilon": "epsilon_f32", "naswot": "nwot"}.get(score, score)
            cells = [their(label, f"{score}-{count}") for label in labels]
            if score != "live_params":
                rows.append([thousands(count), score, "published", *cells])
            if score == "grad_sign":
                continue
            for missing, said in [("count", "ours, missing last"), ("skip", "ours, missing not drawn")]:
                cells = [our(label, name, count, missing) for label in labels]
                if any(cell != "-" for cell in cells):
                    rows.append([thousands(count), score, said, *cells])
    for score in ("optimal-1000", "random-1000", "random_search", "REA", "REINFORCE", "BOHB"):
        name, _, count = score.partition("-")
        cells = [their(label, score) for label in labels]
        rows.append([thousands(count) if count else "", name.replace("_", " "), "published", *cells])
    head = ["N", "score", "", "CIFAR-10, valid", "test", "CIFAR-100, valid", "test", "ImageNet16-120, valid", "test"]
    return markdown(head, rows)


def normalisation():
    """Reproduction: what each step of the formula is for."""
    found = {(row["normalisation"], row["precision"]): row for row in rows_of("ablation-nasbench201-normalisation/ablation.csv")}
    rows = []
    for name, shown in [
        ("raw", "distance of the outputs as they are"),
        ("mean", "divided by the mean of the outputs (the abstract)"),
        ("minmax", "scaled to [0, 1]"),
        ("minmax_mean", "scaled to [0, 1] and divided by the mean, zeros dropped (the code)"),
        ("minmax_mean_zeros", "the same with the zeros kept (the text)"),
    ]:
        f32, f64 = found[name, "f32"], found[name, "f64"]
        rows.append([shown, *[coefficient(row, name) for row in (f32, f64) for name in ("spearman", "spearman_top10")]])
    n = [thousands(found["minmax_mean", precision]["n"]) for precision in ("f32", "f64")]
    head = [f"rho, f32 ({n[0]} scored)", "top 10 %", f"rho, f64 ({n[1]} scored)", "top 10 %"]
    return markdown(["formula", *head], rows)


def beside_published(found, label, shown, score="epsilon_f32"):
    """A row of a main table: how many are scored, and the statistics that were published."""
    row = found[score, label, "own"]
    share = f" ({int(row['n']) / int(row['n_labelled']):.0%})" if row["n"] != row["n_labelled"] else ""
    digits = {"top10_overlap": ".1f", "top64_in_top5": ".3g"}
    cells = [format(float(row[column]), digits.get(name, ".3f")) for name, column in STATISTICS]
    return [shown, f"{thousands(row['n'])}{share}", *cells]


def main_table(ours, released=None, label="cifar10", table=None):
    """What was published, then ours."""
    rows = []
    if table:
        theirs = published(table)[label, "epsilon"]
        rows.append(["published", "", *[theirs.get(name, "") for name, _ in STATISTICS]])
    if released:
        theirs = published("released")[released, "epsilon"]
        rows.append(["the released scores", theirs["n"], *[theirs[name] for name, _ in STATISTICS]])
    return [*rows, *ours]


HEAD_OF_MAIN = ["scored", "rho", "tau", "rho, top 10 %", "tau, top 10 %", "top-10 % overlap", "top 64 in top 5 %"]


def main_nasbench201():
    """Reproduction: three data sets and three batches."""
    first = correlations("nasbench201-published")
    seeds = [
        beside_published(correlations(f"nasbench201-batch-seed{seed}"), "cifar10_test", f"ours, batch drawn with seed {seed}")
        for seed in (1, 2)
    ]
    photographs = beside_published(
        correlations("nasbench201-imagenet16"), "imagenet16_test", "ours, photographs at 16x16 pixels"
    )
    rows = []
    for label, name, more, released in [
        ("cifar10", "CIFAR-10", seeds, "cifar10"),
        ("cifar100", "CIFAR-100", [], None),
        ("imagenet16", "ImageNet16-120", [photographs], "imagenet16"),
    ]:
        ours = [beside_published(first, f"{label}_test", "ours, the first 256 images", "epsilon"), *more]
        for place, row in enumerate(main_table(ours, released, label, "nasbench201")):
            rows.append([name if place == 0 else "", *row])
    return markdown(["label", "source", *HEAD_OF_MAIN], rows)


def main_nasbench101():
    ours = [
        beside_published(correlations("nasbench101-valid30001"), "val_108", "ours, 30,001 modules, validation"),
        beside_published(correlations("nasbench101-test2520"), "test_108", "ours, 2,520 modules, test"),
    ]
    return markdown(["", *HEAD_OF_MAIN], main_table(ours, table="nasbench101"))


def main_nasbenchnlp():
    found = correlations("nasbenchnlp-ptb")
    ours = [beside_published(found, "test_loss", f"ours, {name}", f"epsilon_{name}") for name in ("f32", "f64")]
    return markdown(["", *HEAD_OF_MAIN], main_table(ours, "ptb", "ptb", "nasbenchnlp"))


PAIRS_201 = [
    ("1e-7", "1e-3"), ("1e-7", "0.01"), ("1e-7", "1"), ("1e-3", "1"),
    ("1e-8", "1e-7"), ("1e-8", "10"), ("0.01", "1"), ("1", "10"),
]
PAIRS_101 = [
    ("1e-6", "1"), ("1e-5", "10"), ("1e-4", "10"), ("1e-4", "0.01"), ("1e-3", "10"), ("0.01", "10"), ("1", "10"),
]
PAIRS_NLP = [
    ("1e-7", "1e-3"), ("1e-6", "1e-4"), ("1e-6", "1e-3"), ("1e-5", "1e-4"),
    ("1e-5", "1e-3"), ("1e-4", "1e-3"), ("1e-5", "0.01"), ("0.01", "1"),
]


def constants(benchmark, pairs, precisions=("f32", "f64")):
    """Reproduction: chosen pairs of constants of a whole grid."""
    found = {
        (frozenset((float(row["weight_1"]), float(row["weight_2"]))), row["precision"]): row
        for row in rows_of(f"ablation-{benchmark}-weights/ablation.csv")
    }
    theirs = published(f"{benchmark}-weights")
    rows = []
    for pair in pairs:
        cells = [f"{pair[0]}, {pair[1]}"]
        if theirs:
            said = theirs["cifar10", f"{pair[0]},{pair[1]}"]
            cells += [said.get("rho", ""), said.get("n", "")]
        for precision in precisions:
            row = found[frozenset(map(float, pair)), precision]
            rho = "-" if row["n"] == "0" or row["spearman"] == "NaN" else coefficient(row, "spearman")
            cells += [rho, thousands(row["n_scored"])]
            if len(precisions) == 1:
                cells.insert(-1, coefficient(row, "kendall_tau_b"))
        rows.append(cells)
    head = ["constants", *(["published rho", "published scored"] if theirs else [])]
    if len(precisions) == 1:
        return markdown([*head, "rho", "tau", "scored"], rows)
    return markdown([*head, "rho, f32", "scored, f32", "rho, f64", "scored, f64"], rows)


def repeated(name, column, order, theirs=None, scored=False, head="samples"):
    """Reproduction: median, least and greatest over the repeats of a setting, on what every setting scores."""
    groups = collections.defaultdict(list)
    for row in rows_of(f"ablation-{name}/ablation.csv"):
        groups[row[column]].append(row)
    rows = []
    for value, shown in order:
        cells = [shown]
        if theirs:
            cells.append(published(theirs)["cifar10", value].get("rho", ""))
        if scored:
            cells.append(thousands(groups[value][0]["n_scored"]))
        for statistic in ("spearman", "kendall_tau_b"):
            values = sorted(float(row[statistic]) for row in groups[value])
            median = statistics.median(values)
            spread = f" [{values[0]:.3f}, {values[-1]:.3f}]" if values[0] != values[-1] else ""
            cells.append(f"{median:.3f}{spread}")
        rows.append(cells)
    said = [*(["published rho"] if theirs else []), *(["scored"] if scored else [])]
    return markdown([head, *said, "rho", "tau"], rows)


def batch_sizes():
    sizes = ["8", "16", "32", "64", "128", "256", "512", "1024"]
    order = [(size, size) for size in sizes]
    return repeated("nasbench201-batch-size", "batch_size", order, "nasbench201-batch-size")


def inputs():
    order = [
        ("cifar10", "real images"),
        ("grey", "grey ramp"),
        ("normal", "normal noise"),
        ("uniform", "uniform noise"),
    ]
    return repeated("nasbench201-inputs", "input", order, "nasbench201-inputs", head="input")


def embeddings():
    names = [f"{kind} {scale}" for kind in ("uniform", "centred", "normal") for scale in ("1", "0.1")]
    order = [(name, name) for name in names]
    return repeated("nasbenchnlp-embeddings", "embedding", order, scored=True, head="embedding and scale")


def search_batches():
    """Reproduction: how much the batch moves the best of N (CIFAR-10 test accuracy)."""
    rows = []
    for batch, name in [("cifar10_test", "first 256 images"), ("seed1", "drawn with seed 1"), ("seed2", "drawn with seed 2")]:
        for row in rows_of(f"best-of/{batch}.csv"):
            if row["drawn"] != "1000" or row["proxy"] not in ("epsilon_f32", "params"):
                continue
            missing = {"count": "ranked last", "skip": "not drawn"}[row["missing"]]
            if row["proxy"] == "params":
                if row["missing"] == "skip":
                    continue
                missing = "-"
            values = [float(row[f"{kind}{part}"]) for kind in ("", "exact_") for part in ("mean", "deviation")]
            rows.append([
                row["proxy"],
                name if row["proxy"] != "params" else "-",
                missing,
                f"{values[0]:.2f} ± {values[1]:.2f}",
                f"{values[2]:.3f} ± {values[3]:.3f}",
                f"{float(row['rank_among_drawn']):.1f}",
                f"{float(row['rank_among_all']):.0f}",
            ])
    head = ["score", "batch", "without a score", "500 draws", "exact, all draws", "mean rank among the 1,000", "among all"]
    return markdown(head, rows)
