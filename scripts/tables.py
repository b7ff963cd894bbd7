#!/usr/bin/env python3
"""Writes the tables of README.md and docs/ from the results of runs in results/, between their markers.

    scripts/tables.py            writes the tables
    scripts/tables.py --check    ends with 1 if one of them is not current

A table stands between `<!-- table: NAME -->` and `<!-- end of table -->`. What it shows is told in TABLES below; its
numbers come from the correlations.csv of a run, kept under results/tables/.
"""

import csv
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
PLACE = re.compile(r"(<!-- table: (\S+) -->\n).*?(<!-- end of table -->)", re.DOTALL)


def correlations(name):
    """The rows of a run's correlations, by score, label and subset."""
    with open(ROOT / "results/tables" / name / "correlations.csv", newline="") as file:
        return {(row["score"], row["label"], row["subset"]): row for row in csv.DictReader(file)}


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


TABLES = {
    "nasbench201-first-look": first_look,
    "nasbench201-proxies": proxies,
    "nasbench201-train-and-test": train_and_test,
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
