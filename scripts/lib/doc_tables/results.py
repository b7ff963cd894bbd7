"""What runs left under results/tables, and how numbers are written."""

import collections
import csv
import pathlib

ROOT = pathlib.Path(__file__).resolve().parents[3]


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
