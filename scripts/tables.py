#!/usr/bin/env python3
"""Writes the tables of README.md and docs/ from the results of runs in results/, between their markers.

    scripts/tables.py            writes the tables
    scripts/tables.py --check    ends with 1 if one of them is not current

A table stands between `<!-- table: NAME -->` and `<!-- end of table -->`. TABLES below says which function of
scripts/lib/doc_tables makes it. Its numbers come from CSV files of runs, and the paper's from published.csv, all under
results/tables/.
"""

import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "scripts/lib"))

from doc_tables import coverage, reproduction  # noqa: E402

PLACE = re.compile(r"(<!-- table: (\S+) -->\n).*?(<!-- end of table -->)", re.DOTALL)

TABLES = {
    "quickstart": coverage.quickstart,
    "times": coverage.times,
    "nasbench101-proxies": coverage.nasbench101,
    "main-nasbench201": reproduction.main_nasbench201,
    "main-nasbench101": reproduction.main_nasbench101,
    "main-nasbenchnlp": reproduction.main_nasbenchnlp,
    "constants-nasbench201": lambda: reproduction.constants("nasbench201", reproduction.PAIRS_201),
    "constants-nasbench101": lambda: reproduction.constants("nasbench101", reproduction.PAIRS_101),
    "constants-nasbenchnlp": lambda: reproduction.constants("nasbenchnlp", reproduction.PAIRS_NLP, ["f32"]),
    "batch-sizes": reproduction.batch_sizes,
    "inputs": reproduction.inputs,
    "embeddings": reproduction.embeddings,
    "search-batches": reproduction.search_batches,
    "nasbench201-first-look": coverage.first_look,
    "nasbench201-proxies": coverage.proxies,
    "nasbench201-train-and-test": coverage.train_and_test,
    "nasbench201-strata": coverage.strata,
    "nasbenchnlp-proxies": coverage.nasbenchnlp,
    "natsbench-sss-proxies": coverage.natsbench_sss,
    "normalisation": reproduction.normalisation,
    "published-nasbench201": reproduction.published_nasbench201,
    "published-nasbench101": reproduction.published_nasbench101,
    "published-nasbenchnlp": reproduction.published_nasbenchnlp,
    "published-search": reproduction.published_search,
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
