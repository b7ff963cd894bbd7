"""Makes points.csv: tanh and the logistic function to 106 bits at random points.

usage: python make.py > points.csv    (needs mpmath)
columns: x, then high and low part of tanh(x), then high and low part of the logistic function, all as hex floats
"""

import random

import mpmath

mpmath.mp.prec = 400
random.seed(21)


def parts(value):
    high = float(value)
    return high.hex(), float(value - mpmath.mpf(high)).hex()


def points():
    for _ in range(400):  # every binade down to where tanh(x) = x
        yield random.choice([-1, 1]) * random.uniform(1, 2) * 2.0 ** random.randint(-60, 5)
    for _ in range(600):  # where reduction changes n
        yield random.uniform(-4, 4)
    for _ in range(200):  # towards saturation and underflow
        yield random.uniform(-700, 40)
    for k in range(1, 30):  # both sides of the boundaries between reductions
        for step in (-1e-12, 0, 1e-12):
            yield (k - 0.5) * 0.34657359027997264 + step


for x in points():
    exact = mpmath.mpf(x)
    print(",".join([x.hex(), *parts(mpmath.tanh(exact)), *parts(1 / (1 + mpmath.exp(-exact)))]))
