"""The tables of README.md and docs/coverage.md."""

from doc_tables.results import ROOT, coefficient, correlations, interval, markdown, rows_of, scored, thousands


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


def quickstart():
    """README: what the quickstart prints, without the notes below the table."""
    lines = (ROOT / "results/tables/quickstart/printed.txt").read_text().splitlines()
    return "```text\n" + "".join(f"{line}\n" for line in lines if not line.startswith(("Arch", "Common", "In "))) + "```\n"


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


def nasbench101():
    scores = [
        ("epsilon_f32", "epsilon, f32"),
        ("epsilon_f64", "epsilon, f64"),
        ("params", "parameters"),
        ("live_params", "parameters on live paths"),
    ]
    return benchmark("nasbench101-valid30001", "val_108", scores, "an accuracy")


def times():
    """README: how long whole spaces take."""
    rows = [list(row.values()) for row in rows_of("times.csv")]
    return markdown(["whole space, batch 256, two cores", "f32", "f64", "memory", "published, on a GPU"], rows)
