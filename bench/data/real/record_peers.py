#!/usr/bin/python3
"""Records what Optuna's TPE reaches in the suites `real`, `real-8`, `real-16`, `noisy` and `varied-16` of `bench quality`, into
peers.json beside it.

    PYTHONPATH=<a checkout of optuna> record_peers.py [--seeds 30] [--suites real,noisy] [--peers default,univariate] [--seconds 300]

What was recorded is kept; an interrupted measurement goes on from there. Of tables and noisy functions a trial has the value that ours has: the same table and the same
noise for the same seed and number. What is noted is the value without noise where the value with noise was least. An ordinal is an
integer, the place of its choice; steps, logarithms and conditions are as in the space.
"""
import argparse
import gzip
import json
import math
import os
import sys
import time
import warnings

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"

import optuna

HERE = os.path.dirname(os.path.abspath(__file__))
TABLES = (
    "GbBreast", "RfDiabetes", "SvmDigits", "LogisticBreast", "MlpDiabetes", "GbDiabetes", "RfDigits", "SvmWine", "SvrDiabetes", "MlpDigits")
PEERS = {
    "default": ("optuna-5.0 tpe (default)", {}),
    "univariate": ("optuna-5.0 tpe (multivariate=False)", {"multivariate": False}),
    "group": ("optuna-5.0 tpe (group=True)", {"multivariate": True, "group": True}),
}


# The noise of a trial: as in bench/Serverless.Tuner.Benchmarks/Functions/TrialNoise.cs

def hashed(seed, number):
    x = (seed * 1_000_003 + number * 2_654_435_761 + 12_345) & 0xFFFFFFFF
    x = ((x ^ (x >> 16)) * 0x45D9F3B) & 0xFFFFFFFF
    x = ((x ^ (x >> 16)) * 0x45D9F3B) & 0xFFFFFFFF
    return x ^ (x >> 16)


def normal(seed, number):
    u, v = (hashed(seed, 2 * number) + 1) / 4294967297, hashed(seed, 2 * number + 1) / 4294967296
    return math.sqrt(-2 * math.log(u)) * math.cos(2 * math.pi * v)


# Functions: a space, and (point, seed, number) -> (value or None, value without noise)

def key(cell):
    try:
        return repr(round(float(cell), 9) + 0.0)
    except ValueError:
        return str(cell).upper()


def table(name):
    with gzip.open(os.path.join(HERE, name + ".csv.gz"), "rt") as file:
        head = json.loads(file.readline())
        space, cells_of_seed = head["space"], 3 if head["steps"] else 2
        rows = {}
        for line in file:
            cells = line.rstrip("\n").split(",")
            values = [cells[len(space) + s * cells_of_seed] for s in range(head["seeds"])]
            rows[tuple(key(c) for c in cells[:len(space)])] = [float(v) if v else None for v in values]

    def evaluate(point, seed, number):
        values = rows[tuple(key(json.dumps(point[p["name"]]).strip('"')) if p["name"] in point else "" for p in space)]
        known = [v for v in values if v is not None]
        return values[hashed(seed, number) & 1], sum(known) / len(known) if known else math.inf

    return space, evaluate


def noisy(space, function, sigma):
    def evaluate(point, seed, number):
        value = function(*(point[p["name"]] for p in space))
        return value + sigma * normal(seed, number), value

    return space, evaluate


def floats(count, low, high):
    return [{"name": f"x{i}", "kind": "float", "low": low, "high": high} for i in range(count)]


def bowl(centre):
    return lambda *x: sum((a - b) ** 2 for a, b in zip(x, centre))


def rosenbrock(*x):
    return sum(100 * (b - a * a) ** 2 + (1 - a) ** 2 for a, b in zip(x, x[1:]))


A = ((10, 3, 17, 3.5, 1.7, 8), (0.05, 10, 17, 0.1, 8, 14), (3, 3.5, 1.7, 10, 17, 8), (17, 8, 0.05, 10, 0.1, 14))
P = ((1312, 1696, 5569, 124, 8283, 5886), (2329, 4135, 8307, 3736, 1004, 9991), (2348, 1451, 3522, 2883, 3047, 6650),
     (4047, 8828, 8732, 5743, 1091, 381))


def hartmann(*x):
    return -sum(
        c * math.exp(-sum(a * (v - p / 10000) ** 2 for a, v, p in zip(row, x, at))) for c, row, at in zip((1, 1.2, 3, 3.2), A, P))


def mixed(lr, layers, optimizer, dropout):
    base, centre, width = {
        "sgd": (0.10, -1.5, 0.5), "momentum": (0.04, -2.0, 0.6), "adam": (0.00, -3.0, 0.8), "rmsprop": (0.02, -3.5, 0.6)}[optimizer]
    u, uc, dc = math.log10(lr), centre - 0.15 * (layers - 3), 0.05 + 0.08 * (layers - 1)
    return 0.05 + base + 0.25 * (1 - math.exp(-((u - uc) / width) ** 2 / 2)) + 0.015 * (layers - 4) ** 2 + 0.8 * (dropout - dc) ** 2


MIXED = [
    {"name": "lr", "kind": "float", "low": 1e-5, "high": 1e-1, "log": True}, {"name": "layers", "kind": "int", "low": 1, "high": 5},
    {"name": "optimizer", "kind": "categorical", "choices": ["sgd", "momentum", "adam", "rmsprop"]},
    {"name": "dropout", "kind": "float", "low": 0, "high": 0.6}]
UNIT, SHIFT = (0.62, 0.31, 0.78, 0.45, 0.17), (1.7, -2.3, 3.1, -0.9, 2.2)
NOISY = {
    "Unit5-noise0.1": lambda: noisy(floats(5, 0, 1), bowl(UNIT), 0.1),
    "Unit5-noise0.5": lambda: noisy(floats(5, 0, 1), bowl(UNIT), 0.5),
    "SphereShift5-noise0.1": lambda: noisy(floats(5, -5, 5), bowl(SHIFT), 0.1),
    "SphereShift5-noise0.5": lambda: noisy(floats(5, -5, 5), bowl(SHIFT), 0.5),
    "Hartmann6-noise0.1": lambda: noisy(floats(6, 0, 1), hartmann, 0.1),
    "Rosenbrock4-noise0.5": lambda: noisy(floats(4, -2, 2), rosenbrock, 0.5),
    "Mixed4-noise0.02": lambda: noisy(MIXED, mixed, 0.02),
}


# The functions of bench/data/peers-varied.json

def plain(space, function):
    def evaluate(point, seed, number):
        value = function([point[p["name"]] for p in space])
        return value, value

    return space, evaluate


def griewank(x):
    z = [v - 35 * math.sin(1.3 * (i + 1)) for i, v in enumerate(x)]
    return sum(v * v for v in z) / 4000 - math.prod(math.cos(v / math.sqrt(i + 1)) for i, v in enumerate(z)) + 1


def schwefel(x):
    return 418.9828872724339 * len(x) - sum(v * math.sin(math.sqrt(abs(v))) for v in x)


def michalewicz(x):
    return -sum(math.sin(v) * math.sin((i + 1) * v * v / math.pi) ** 20 for i, v in enumerate(x))


def dixon_price(x):
    z = [v - 4 * math.sin(2.7 * (i + 1)) for i, v in enumerate(x)]
    return (z[0] - 1) ** 2 + sum((i + 1) * (2 * z[i] ** 2 - z[i - 1]) ** 2 for i in range(1, len(z)))


def powell(x):
    z = [v - 1.5 * math.cos(1.9 * (i + 1)) for i, v in enumerate(x)]
    return sum(
        (z[i] + 10 * z[i + 1]) ** 2 + 5 * (z[i + 2] - z[i + 3]) ** 2 + (z[i + 1] - 2 * z[i + 2]) ** 4 + 10 * (z[i] - z[i + 3]) ** 4
        for i in (0, 4))


def sparse(x):
    return 10 * (x[3] - 0.72) ** 2 + 10 * (x[8] - 0.15) ** 2 + 10 * (x[15] - 0.41 + 0.3 * (x[3] - 0.72)) ** 2


def plateau(x):
    return 1 if any(v < 0.28 or v > 0.949 for v in x) else min(1, sum(3 * (v - c) ** 2 for v, c in zip(x, (0.72, 0.81, 0.44, 0.63))))


def logarithmic(x):
    a, b = math.log10(x[0]) + 5.5, math.log10(x[1]) - 2.3
    return 0.3 * a * a + 0.5 * (b + 0.5 * a) ** 2 + 4 * (x[2] - 0.8) ** 2 + 0.1 * (1 - math.cos(4 * a))


def quadratic(x):
    return sum((1 + i % 4) * (v - (0.5 + 0.35 * math.sin(1.7 * (i + 1)))) ** 2 for i, v in enumerate(x))


LOG3 = [
    {"name": "a", "kind": "float", "low": 1e-8, "high": 1, "log": True}, {"name": "b", "kind": "float", "low": 1e-4, "high": 1e4, "log": True},
    {"name": "c", "kind": "float", "low": 0, "high": 1}]
VARIED = {
    "Griewank8": lambda: plain(floats(8, -60, 60), griewank),
    "Schwefel5": lambda: plain(floats(5, -500, 500), schwefel),
    "Michalewicz5": lambda: plain(floats(5, 0, math.pi), michalewicz),
    "DixonPrice10": lambda: plain(floats(10, -10, 10), dixon_price),
    "Powell8": lambda: plain(floats(8, -4, 5), powell),
    "Sparse20": lambda: plain(floats(20, 0, 1), sparse),
    "Plateau4": lambda: plain(floats(4, 0, 1), plateau),
    "Log3": lambda: plain(LOG3, logarithmic),
    "Quad40": lambda: plain(floats(40, 0, 1), quadratic),
    "Quad80": lambda: plain(floats(80, 0, 1), quadratic),
}
OF_TABLES = {name: (lambda name=name: table(name)) for name in TABLES}
SUITES = {
    "real": (OF_TABLES, 1, [20, 50, 100]), "real-8": (OF_TABLES, 8, [24, 48, 96]), "real-16": (OF_TABLES, 16, [32, 48, 96]),
    "noisy": (NOISY, 1, [20, 50, 100]), "varied-16": (VARIED, 16, [32, 48, 96]),
}


def suggest(trial, space):
    point = {}
    for p in space:
        name, kind = p["name"], p["kind"]
        if not all(point.get(k) in v for k, v in p.get("when", {}).items()):
            continue
        if kind == "categorical":
            point[name] = trial.suggest_categorical(name, p["choices"])
        elif kind == "ordinal":
            point[name] = p["choices"][trial.suggest_int(name, 0, len(p["choices"]) - 1)]
        elif kind == "int" and p.get("log"):
            point[name] = trial.suggest_int(name, p["low"], p["high"], log=True)
        elif kind == "int":
            point[name] = trial.suggest_int(name, p["low"], p["high"], step=p.get("step", 1))
        else:
            point[name] = trial.suggest_float(name, p["low"], p["high"], step=p.get("step"), log=p.get("log", False))
    return point


def run(space, evaluate, options, seed, batch, trials):
    study = optuna.create_study(sampler=optuna.samplers.TPESampler(seed=seed, **options))
    best, reached, row = math.inf, math.inf, []
    number = 0
    while number < trials[-1]:
        asked = [study.ask() for _ in range(min(batch, trials[-1] - number))]
        suggested = [suggest(trial, space) for trial in asked]
        for trial, point in zip(asked, suggested):
            value, without_noise = evaluate(point, seed, number)
            number += 1
            if value is None:
                study.tell(trial, state=optuna.trial.TrialState.FAIL)
            else:
                study.tell(trial, value)
                if value < best:
                    best, reached = value, without_noise
            if number in trials:
                row.append(float(f"{reached:.9g}"))
    return row


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("--seeds", type=int, default=30)
    arguments.add_argument("--suites", default="real,noisy")
    arguments.add_argument("--peers", default="default")
    arguments.add_argument("--functions", default=None)
    arguments.add_argument("--seconds", type=float, default=3600)
    options = arguments.parse_args()
    until = time.monotonic() + options.seconds
    optuna.logging.set_verbosity(optuna.logging.ERROR)
    warnings.simplefilter("ignore")
    path = os.path.join(HERE, "peers.json")
    recorded = {"suites": {}}
    if os.path.exists(path):
        with open(path) as file:
            recorded = json.load(file)
    recorded["about"] = (
        f"Tables, noisy functions and waves: Optuna {optuna.__version__} (development snapshot of August 2026) on Python "
        f"{sys.version_info.major}.{sys.version_info.minor}.")
    for suite in options.suites.split(","):
        functions, batch, trials = SUITES[suite]
        section = recorded["suites"].setdefault(suite, {"trials": trials, "functions": {}})
        for name in functions if options.functions is None else options.functions.split(","):
            space, evaluate = functions[name]()
            rows_of = section["functions"].setdefault(name, {})
            for peer in options.peers.split(","):
                label, keywords = PEERS[peer]
                rows = rows_of.setdefault(label, [])
                start = time.monotonic()
                while len(rows) < options.seeds and time.monotonic() < until:
                    rows.append(run(space, evaluate, keywords, len(rows), batch, trials))
                print(f"{suite} {name} {label}: {len(rows)} seeds, {time.monotonic() - start:.0f} s", flush=True)
                with open(path + ".new", "w") as file:
                    json.dump(recorded, file, separators=(",", ":"))
                    file.write("\n")
                os.replace(path + ".new", path)
                if time.monotonic() >= until:
                    return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
