"""Counts isomorphic recipes with networkx, independently of the crate.

usage: python duplicates.py architectures.jsonl
prints: distinct graphs, graphs that stand there more than once, random cells that are classic ones
"""

import json
import sys
from collections import defaultdict

import networkx as nx
from networkx.algorithms.isomorphism import DiGraphMatcher

COMMUTE = {"linear", "elementwise_sum", "elementwise_prod"}


def graph(recipe):
    g = nx.DiGraph()
    states = [k for k in recipe if k.startswith("h_new_") and k[6:].isdigit()]
    g.add_node("x", kind="x")
    for k in states:
        g.add_node("h_prev_" + k[6:], kind="output" if k == "h_new_0" else "state")
    for name, node in recipe.items():
        g.add_node(name, kind=node["op"])
    for name, node in recipe.items():
        for slot, source in enumerate(node["input"]):
            # One vertex an edge: recipes may read one value twice.
            g.add_node((name, slot), kind="any" if node["op"] in COMMUTE else f"slot {slot}")
            g.add_edge(source, (name, slot))
            g.add_edge((name, slot), name)
    for k in states:
        g.add_edge(k, "h_prev_" + k[6:])
    return g


rows = [json.loads(line) for line in open(sys.argv[1])]
buckets = defaultdict(list)
for row in rows:
    g = graph(row["recepie"])
    bucket = buckets[nx.weisfeiler_lehman_graph_hash(g, node_attr="kind", iterations=4)]
    for group in bucket:
        if DiGraphMatcher(g, group[0], node_match=lambda a, b: a["kind"] == b["kind"]).is_isomorphic():
            group.append(g)
            break
    else:
        is_classic = row["family"] in ("rnn", "lstm", "gru")
        bucket.append([g, row["family"] if is_classic else None])
groups = [group for bucket in buckets.values() for group in bucket]
# The classic cells are the first rows, so every later member of their groups is a random cell.
classic = sum(len(group) - 2 for group in groups if group[1] is not None)
print(len(groups), sum(len(group) > 2 for group in groups), classic)
