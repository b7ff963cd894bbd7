"""Writes recurrent.json: outputs of recurrent networks with constant weights, in double precision.

A layer is written out here in numpy, every unit computed. Embeddings are those of torch's CPU generator (Mersenne
twister, 24 random bits a number):

    python3 recurrent.py > recurrent.json
"""

import json

import numpy as np

# A node is [operation, [inputs]]; x is the layer's input, s0, s1 the states before the step, n0, n1, ... the nodes.
CELLS = [
    {"nodes": [["linear", ["x", "s0"]], ["tanh", ["n0"]]], "next": ["n1"]},
    # A gated unit that takes each operation and a linear map of three inputs.
    {
        "nodes": [
            ["linear", ["x", "s0"]],
            ["sigmoid", ["n0"]],
            ["linear", ["x", "s1", "s0"]],
            ["leaky_relu", ["n2"]],
            ["blend", ["n1", "n3", "s1"]],
            ["product", ["n4", "n1"]],
            ["sum", ["n5", "s0"]],
        ],
        "next": ["n6", "n4"],
    },
]
CONSTANTS = [-0.2, 1e-3, 0.05]
VOCABULARY, EMBEDDING, HIDDEN, LAYERS, STEPS, SAMPLES, SEED = 50, 6, 9, 3, 5, 4, 21


def embedded():
    """[steps, samples, width]; the batch is the first steps of each row of a stream."""
    bits = np.random.RandomState(SEED).randint(0, 2**32, VOCABULARY * EMBEDDING, dtype=np.uint32)
    table = ((bits & 0xFFFFFF) / 2**24).reshape(VOCABULARY, EMBEDDING)
    assert table[0, 0] == 0.47356849908828735
    row = STEPS + 3
    stream = (np.arange(row * SAMPLES) * 7919) % VOCABULARY
    return table[stream.reshape(SAMPLES, row)[:, :STEPS].T]


def layer(cell, inputs, hidden, w):
    operations = {
        "linear": lambda *a: w + sum(value @ np.full((value.shape[1], hidden), w) for value in a),
        "tanh": np.tanh,
        "sigmoid": lambda a: 1 / (1 + np.exp(-a)),
        "leaky_relu": lambda a: np.where(a > 0, a, 0.01 * a),
        "sum": np.add,
        "product": np.multiply,
        "blend": lambda z, a, b: z * a + (1 - z) * b,
    }
    states = {f"s{k}": np.full((SAMPLES, hidden), w) for k in range(len(cell["next"]))}
    outputs = []
    for x in inputs:
        values = {"x": x, **states}
        for index, (operation, names) in enumerate(cell["nodes"]):
            values[f"n{index}"] = operations[operation](*(values[name] for name in names))
        states = {f"s{k}": values[name] for k, name in enumerate(cell["next"])}
        outputs.append(states["s0"])
    return outputs


def main():
    cases = []
    for cell in CELLS:
        for tied in [True, False]:
            for w in CONSTANTS:
                values = embedded()
                for index in range(LAYERS):
                    last = index + 1 == LAYERS
                    values = layer(cell, values, EMBEDDING if last and tied else HIDDEN, w)
                outputs = np.stack(values)[:, :, 0].flatten()
                cases.append({**cell, "tied": tied, "constant": w, "outputs": outputs.tolist()})
    print(json.dumps(cases, indent=1))


main()
