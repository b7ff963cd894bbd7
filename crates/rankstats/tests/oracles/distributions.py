"""Writes distributions.json: normal and Student probabilities and quantiles to 50 digits by mpmath.

python distributions.py    (made with mpmath 1.4.1)
"""

import json
import pathlib

import mpmath as mp

mp.mp.dps = 50
rows = []
for z in [1e-9, 0.01, 0.3, 0.5, 0.79, 1.0, 1.5, 1.96, 2.5, 3.29, *range(4, 38)]:
    rows.append(("normal_two_sided", [float(z)], 2 * mp.ncdf(-mp.mpf(float(z)))))


def quantile(p):
    guess = -mp.sqrt(-2 * mp.log(p)) if p < 0.01 else mp.mpf("0.1")
    return mp.findroot(lambda z: mp.log(mp.ncdf(z)) - mp.log(p), guess)


ps = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.3, 0.45, 0.499, 0.51, 0.7, 0.9, 0.95, 0.975, 0.995, 0.9995, 1 - 1e-6]
for p in ps + [10.0**-digits for digits in range(4, 308, 12)]:
    rows.append(("normal_quantile", [p], quantile(mp.mpf(p))))


def student(t, freedom):
    t, freedom = mp.mpf(t), mp.mpf(freedom)
    return mp.betainc(freedom / 2, mp.mpf(1) / 2, 0, freedom / (freedom + t * t), regularized=True)


for freedom in (1, 2, 5, 12, 97, 1000, 7999, 8000, 15622, 423621):
    for t in (1e-8, 0.01, 0.5, 1.0, 1.5, 1.7, 1.8, 2.5, 4.0, 9.0, 20.0, 36.5):
        rows.append(("student_two_sided", [t, float(freedom)], student(t, freedom)))
rows.append(("student_two_sided", [1e100, 1.0], 2 / (mp.pi * mp.mpf(1e100))))

plain = [[name, arguments, float(mp.nstr(value, 20))] for name, arguments, value in rows]
path = pathlib.Path(__file__).with_suffix(".json")
path.write_text("[" + ",\n".join(json.dumps(row, separators=(",", ":")) for row in plain) + "]\n")
