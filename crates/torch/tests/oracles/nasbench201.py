"""Writes nasbench201.json: outputs of NAS-Bench-201 networks with constant weights, in double precision.

The network is written out here in numpy from the paper (arXiv 2001.00326), every channel computed, so that the
test compares two programs that share nothing:

    python3 nasbench201.py > nasbench201.json
"""

import json

import numpy as np

CELLS = [
    "|nor_conv_3x3~0|+|nor_conv_3x3~0|nor_conv_3x3~1|+|skip_connect~0|nor_conv_3x3~1|nor_conv_3x3~2|",
    "|avg_pool_3x3~0|+|nor_conv_1x1~0|skip_connect~1|+|nor_conv_1x1~0|none~1|avg_pool_3x3~2|",
    "|none~0|+|nor_conv_1x1~0|none~1|+|avg_pool_3x3~0|skip_connect~1|nor_conv_3x3~2|",
    "|skip_connect~0|+|avg_pool_3x3~0|nor_conv_3x3~1|+|nor_conv_1x1~0|nor_conv_3x3~1|skip_connect~2|",
    "|none~0|+|none~0|none~1|+|none~0|none~1|none~2|",
]
# Image side, channels, cells a stage, samples: one small network, and the benchmark's own on small images.
SIZES = [(8, 4, 1, 5), (16, 16, 5, 3)]
CONSTANTS = [1e-7, 0.3, 1.0]


def batch(samples, side):
    """Pixels between -1 and 1 that single precision holds exactly."""
    index = np.arange(samples * 3 * side * side, dtype=np.uint64)
    bits = (index * np.uint64(2654435761)) % np.uint64(2**32)
    pixels = (bits >> np.uint64(8)).astype(np.float64) / 2**23 - 1
    return pixels.reshape(samples, 3, side, side)


def windows(x, kernel, stride, padding, value):
    pad = ((0, 0), (0, 0), (padding, padding), (padding, padding))
    padded = np.pad(x, pad, constant_values=value)
    view = np.lib.stride_tricks.sliding_window_view(padded, (kernel, kernel), axis=(2, 3))
    return view[:, :, ::stride, ::stride]


def conv(x, outputs, kernel, stride, w):
    weight = np.full((outputs, x.shape[1], kernel, kernel), w)
    return np.einsum("nchwij,ocij->nohw", windows(x, kernel, stride, kernel // 2, 0.0), weight)


def norm(x, w):
    mean = x.mean(axis=(0, 2, 3), keepdims=True)
    variance = ((x - mean) ** 2).mean(axis=(0, 2, 3), keepdims=True)
    return w * (x - mean) / np.sqrt(variance + 1e-5)


def relu(x):
    return np.maximum(x, 0.0)


def avg_pool(x, kernel, stride, padding):
    return np.nanmean(windows(x, kernel, stride, padding, np.nan), axis=(4, 5))


def relu_conv_norm(x, outputs, kernel, stride, w):
    return norm(conv(relu(x), outputs, kernel, stride, w), w)


def edge(name, x, w):
    channels = x.shape[1]
    return {
        "none": lambda: np.zeros_like(x),
        "skip_connect": lambda: x,
        "nor_conv_1x1": lambda: relu_conv_norm(x, channels, 1, 1, w),
        "nor_conv_3x3": lambda: relu_conv_norm(x, channels, 3, 1, w),
        "avg_pool_3x3": lambda: avg_pool(x, 3, 1, 1),
    }[name]()


def cell(text, x, w):
    nodes = [x]
    for node in text.split("+"):
        inputs = [part.split("~") for part in node.strip("|").split("|")]
        nodes.append(sum(edge(name, nodes[int(source)], w) for name, source in inputs))
    return nodes[-1]


def network(text, x, channels, cells, w):
    x = norm(conv(x, channels, 3, 1, w), w)
    for stage in range(3):
        if stage > 0:
            channels *= 2
            residual = relu_conv_norm(relu_conv_norm(x, channels, 3, 2, w), channels, 3, 1, w)
            x = conv(avg_pool(x, 2, 2, 0), channels, 1, 1, w) + residual
        for _ in range(cells):
            x = cell(text, x, w)
    x = relu(norm(x, w)).mean(axis=(2, 3))
    return (x @ np.full((x.shape[1], 1), w))[:, 0]


def main():
    cases = []
    for side, channels, cells, samples in SIZES:
        for text in CELLS:
            for w in CONSTANTS:
                outputs = network(text, batch(samples, side), channels, cells, w)
                cases.append(
                    {
                        "side": side,
                        "channels": channels,
                        "cells": cells,
                        "samples": samples,
                        "cell": text,
                        "constant": w,
                        "outputs": outputs.tolist(),
                    }
                )
    print(json.dumps(cases, indent=1))


main()
