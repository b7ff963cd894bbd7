#!/usr/bin/env python3
"""Writes the tables of README.md and docs/ from the results of runs in results/, between their markers.

    scripts/tables.py            writes the tables
    scripts/tables.py --check    ends with 1 if one of them is not current

A table stands between `<!-- table: NAME -->` and `<!-- end of table -->`. What it shows is told in TABLES below; its
numbers come from CSV files of runs (and the paper's, published.csv), kept under results/tables/.
"""

import collections
import csv
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
PLACE = re.compile(r"(<!-- table: (\S+) -->\n).*?(<!-- end of table -->)", re.DOTALL)


def rows_of(name):
    with open(ROOT / "results/tables" / name, newline="") as file:
        return list(csv.DictReader(file))


def correlations(name):
    """The rows of a run's correlations, by score, label and subset."""
    return {(row["score"], row["label"], row["subset"]): row for row in rows_of(f"{name}/correlations.csv")}


def published(table):
    """What the paper's table says: statistics by label and score, as text."""
    found = collections.defaultdict(dict)
    for row in rows_of("published.csv"):
        if row["table"] == table:
            found[row["label"], row["score"]][row["statistic"]] = row["value"]
    return found


def thousands(text):
    return f"{int(text):,}"


def scored(row):
    return f"{thousands(row['n_scored'])} of {thousands(row['n_total'])}"


def coefficient(row, name):
    return f"{float(row[name]):.3f}"


def interval(row, name):
    if not row[f"{name}_low"]:
        return coefficient(row, name)
    return f"{coefficient(row, name)} [{float(row[f'{name}_low']):.3f}, {float(row[f'{name}_high']):.3f}]"


def markdown(head, rows):
    lines = [head, ["---"] * len(head), *rows]
    return "".join("| " + " | ".join(line) + " |\n" for line in lines)


def first_look():
    """The README's: four rows that a newcomer understands."""
    found = correlations("nasbench201-comparison")
    rows = []
    for score, name in [
        ("epsilon_f32", "epsilon, single precision (as published)"),
        ("epsilon_f64", "epsilon, double precision (exact)"),
        ("live_params", "parameters on a path from input to output"),
        ("params", "parameters"),
    ]:
        train, test = (found[score, label, "own"] for label in ("cifar10_train", "cifar10_test"))
        cells = [scored(test)]
        for row in (train, test):
            cells += [coefficient(row, "spearman"), coefficient(row, "kendall_tau_b")]
        rows.append([name, *cells])
    return markdown(["score", "cells that have one", "train: rho", "tau-b", "test: rho", "tau-b"], rows)


def proxies():
    """Coverage: the proxies beside each other, on test accuracy."""
    found = correlations("nasbench201-comparison")
    rows = []
    for score, name in [
        ("epsilon_f32", "epsilon, f32"),
        ("epsilon_f64", "epsilon, f64"),
        ("live_params", "parameters on live paths"),
        ("params", "parameters"),
        ("synflow", "synflow"),
        ("nwot", "nwot"),
        ("jacov", "jacov"),
    ]:
        own, common = (found[score, "cifar10_test", subset] for subset in ("own", "common"))
        share = int(own["n_scored"]) / int(own["n_total"])
        cells = [f"{scored(own)} ({share:.0%})", interval(own, "spearman"), coefficient(own, "kendall_tau_b")]
        rows.append([name, *cells, coefficient(common, "spearman"), coefficient(own, "spearman_partial")])
    common = thousands(next(row for key, row in found.items() if key[2] == "common")["n"])
    head = ["proxy", "scored", "rho", "tau-b", f"rho, {common} common cells", "rho given both numbers of parameters"]
    return markdown(head, rows)


def train_and_test():
    """Coverage: every proxy against both labels, alone and on the common cells."""
    found = correlations("nasbench201-comparison")
    rows = []
    for score in dict.fromkeys(score for score, _, _ in found):
        cells = [score, scored(found[score, "cifar10_test", "own"])]
        for label in ("cifar10_train", "cifar10_test"):
            cells.append(interval(found[score, label, "own"], "spearman"))
            cells.append(coefficient(found[score, label, "common"], "spearman"))
        rows.append(cells)
    common = thousands(next(row for key, row in found.items() if key[2] == "common")["n"])
    head = ["proxy", "scored", "rho, train", f"on {common} common cells", "rho, test", f"on {common} common cells"]
    return markdown(head, rows)


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


def strata():
    """Coverage: the mixture that double precision ranks, by the fewest convolutions on a path."""
    rows = []
    found = [row for row in rows_of("nasbench201-comparison/strata.csv") if row["label"] == "cifar10_test"]
    for chain in sorted({float(row["value"]) for row in found}):
        by = {row["score"]: row for row in found if float(row["value"]) == chain}
        f32, f64, live = (by[score] for score in ("epsilon_f32", "epsilon_f64", "live_params"))

        def rho(row):
            return "-" if row["spearman"] == "NaN" else coefficient(row, "spearman")

        rows.append([
            f"{(chain - 4) / 15:.0f}",
            thousands(f64["n_labelled"]),
            thousands(f32["n"]),
            rho(f32),
            thousands(f64["n"]),
            rho(f64),
            rho(live),
            f"{float(live['label_mean']):.1f} %",
            f"{float(f64['score_median']):.3f}" if f64["score_median"] != "NaN" else "-",
        ])
    head = ["convolutions on the shortest path", "cells", "scored, f32", "rho, f32", "scored, f64", "rho, f64"]
    return markdown([*head, "rho, live_params", "mean accuracy", "median score, f64"], rows)


def benchmark(name, label, scores, label_name):
    """Coverage: a table of one benchmark, over all that a score has, over the common ones, and with the missing ranked."""
    found = correlations(name)
    missing = {row["score"]: row for row in rows_of(f"{name}/missing.csv") if row["label"] == label}
    rows = []
    for score, shown in scores:
        own, common = (found[score, label, subset] for subset in ("own", "common"))
        asked = int(own["n_labelled"])
        cells = [f"{thousands(own['n'])} ({int(own['n']) / asked:.0%})", interval(own, "spearman")]
        cells += [coefficient(own, "kendall_tau_b"), coefficient(common, "spearman")]
        ranked = missing.get(score)
        places = [f"{float(ranked[f'spearman_missing_{place}']):.3f}" for place in ("worst", "middle", "best")] if ranked else []
        rows.append([shown, *cells, " / ".join(places)])
    labelled = thousands(next(iter(found.values()))["n_labelled"])
    common = thousands(next(row for key, row in found.items() if key[2] == "common")["n"])
    head = ["proxy", f"scored, of {labelled} with {label_name}", "rho", "tau-b", f"rho, {common} common"]
    return markdown([*head, "missing last / in the middle / first"], rows)


def nasbenchnlp():
    return benchmark(
        "nasbenchnlp-ptb",
        "test_loss",
        [
            ("epsilon_f32", "epsilon, f32"),
            ("epsilon_f64", "epsilon, f64"),
            ("params", "parameters"),
            ("live_params", "parameters on live paths"),
            ("hidden_covariance", "hidden covariance"),
            ("jacobian_cosine", "Jacobian cosine"),
            ("activation_distance", "activation distance"),
            ("synaptic_saliency", "synaptic saliency"),
            ("jacobian_covariance", "Jacobian covariance"),
        ],
        "a loss",
    )


def natsbench_sss():
    return benchmark(
        "natsbench-sss-cifar10",
        "cifar10_test",
        [("epsilon_f32", "epsilon, f32"), ("epsilon_f64", "epsilon, f64"), ("params", "parameters"), ("naswot", "naswot")],
        "an accuracy",
    )


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


TABLES = {
    "nasbench201-first-look": first_look,
    "nasbench201-proxies": proxies,
    "nasbench201-train-and-test": train_and_test,
    "nasbench201-strata": strata,
    "nasbenchnlp-proxies": nasbenchnlp,
    "natsbench-sss-proxies": natsbench_sss,
    "normalisation": normalisation,
    "published-nasbench201": published_nasbench201,
    "published-nasbench101": published_nasbench101,
    "published-nasbenchnlp": published_nasbenchnlp,
    "published-search": published_search,
}


def main():
    check = sys.argv[1:] == ["--check"]
    if sys.argv[1:] and not check:
        sys.exit(__doc__)
    stale = []
    for path in [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]:
        text = path.read_text()
        current = PLACE.sub(lambda found: found[1] + TABLES[found[2]]() + found[3], text)
        if current != text:
            stale.append(str(path.relative_to(ROOT)))
            if not check:
                path.write_text(current)
    if check and stale:
        sys.exit(f"tables are not current in {', '.join(stale)}: run scripts/tables.py")


main()
