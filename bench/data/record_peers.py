#!/usr/bin/python3
"""Records what Optuna reaches in suites of `bench quality`, into peers-recorded.json beside it.

    PYTHONPATH=<a checkout of optuna> record_peers.py [--seeds 30] [--suites real,noisy] [--peers default,univariate]
        [--functions GbBreast,SvmWine] [--seconds 300]

What was recorded is kept; an interrupted measurement goes on from there. Functions have the values that ours have, which a test holds them
to by the points in the file: the same tables, and the same noise for the same seed and number. What is noted is the least value so far;
with noise, the value without it where the value with it was least; with several objectives, the volume dominated below 1.1 in each of
them. An ordinal is an integer, the place of its choice; steps, logarithms and conditions are as in the space.
"""
import argparse
import collections
import functools
import gzip
import json
import math
import os
import sys
import time
import warnings

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"

try:
    import numpy
    import optuna
    from optuna._hypervolume import compute_hypervolume
except ImportError as error:
    sys.exit(f"Optuna 5 is needed, such as PYTHONPATH=<a checkout of optuna>: {error}")

HERE = os.path.dirname(os.path.abspath(__file__))
PATH = os.path.join(HERE, "peers-recorded.json")
TABLES = (
    "GbBreast", "RfDiabetes", "SvmDigits", "LogisticBreast", "MlpDiabetes", "GbDiabetes", "RfDigits", "SvmWine", "SvrDiabetes", "MlpDigits")
PEERS = {
    "default": ("optuna-5.0 tpe (default)", optuna.samplers.TPESampler),
    "univariate": ("optuna-5.0 tpe (multivariate=False)", functools.partial(optuna.samplers.TPESampler, multivariate=False)),
    "group": ("optuna-5.0 tpe (group=True)", functools.partial(optuna.samplers.TPESampler, multivariate=True, group=True)),
    "nsga2": ("optuna-5.0 nsga2 (default)", optuna.samplers.NSGAIISampler),
}
SAMPLES, SAMPLE_SEED = 4, 3
Suite = collections.namedtuple("Suite", "functions trials batch objectives", defaults=(1, {}))
# The noise of a trial: as in bench/Serverless.Tuner.Benchmarks/Functions/TrialNoise.cs

def hashed(seed, number):
    x = (seed * 1_000_003 + number * 2_654_435_761 + 12_345) & 0xFFFFFFFF
    x = ((x ^ (x >> 16)) * 0x45D9F3B) & 0xFFFFFFFF
    x = ((x ^ (x >> 16)) * 0x45D9F3B) & 0xFFFFFFFF
    return x ^ (x >> 16)


def normal(seed, number):
    u, v = (hashed(seed, 2 * number) + 1) / 4294967297, hashed(seed, 2 * number + 1) / 4294967296
    return math.sqrt(-2 * math.log(u)) * math.cos(2 * math.pi * v)


# Functions: a space, and (point, seed, number) -> (value, values or None; what is noted of them)

def key(cell):
    try:
        return repr(round(float(cell), 9) + 0.0)
    except ValueError:
        return str(cell).upper()


def table(name):
    with gzip.open(os.path.join(HERE, "real", name + ".csv.gz"), "rt") as file:
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


# The functions of peers-varied.json

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


# As in bench/Serverless.Tuner.Benchmarks/Functions/Kinked.cs

def kinked_bowl(x):
    return sum((v - 5 - i) ** 2 for i, v in enumerate(x)) / 10 + 20 * max(0, sum(x) - 28)


def kinked_units(x):
    return sum(g * (6 - math.log2(v)) for g, v in zip((4, 3, 2, 1), x)) + max(0, sum(x) - 100) / 2


def kinked_product(x):
    layers, width, rate = x
    return 12 / layers + 9 - math.log2(width) + 4 * (rate - 0.3) ** 2 + max(0, layers * width - 700) / 20


def absolute(x):
    return sum(abs(v - c) for v, c in zip(x, (0.71, 0.18, 0.44, 0.86, 0.33, 0.62)))


def cliff(x):
    return 3 - sum(x) + (5 if x[0] * x[1] > 0.5 or x[1] * x[2] > 0.4 else 0)


UNITS = [{"name": f"x{i}", "kind": "int", "low": 1, "high": 64} for i in range(4)]
PRODUCT = [
    {"name": "layers", "kind": "int", "low": 1, "high": 12}, {"name": "width", "kind": "int", "low": 8, "high": 512, "log": True},
    {"name": "rate", "kind": "float", "low": 0, "high": 1}]
KINKED = {
    "KinkedBowl5": lambda: plain(floats(5, 0, 10), kinked_bowl),
    "KinkedUnits4": lambda: plain(UNITS, kinked_units),
    "KinkedProduct3": lambda: plain(PRODUCT, kinked_product),
    "Absolute6": lambda: plain(floats(6, 0, 1), absolute),
    "Cliff3": lambda: plain(floats(3, 0, 1), cliff),
}


# As in bench/Serverless.Tuner.Benchmarks/Functions/Zdt.cs and Dtlz.cs

CENTRE = [0.5 + 0.3 * math.sin(1.7 * (i + 1)) for i in range(12)]


def zdt_g(x):
    return 1 + 9 * sum(abs(v - c) / max(c, 1 - c) for v, c in zip(x[1:], CENTRE[1:])) / (len(x) - 1)


def zdt1(x):
    g = zdt_g(x)
    return x[0], g * (1 - math.sqrt(x[0] / g))


def zdt3(x):
    g = zdt_g(x)
    return x[0], g * (1 - math.sqrt(x[0] / g) - x[0] / g * math.sin(10 * math.pi * x[0]))


def dtlz2(x):
    radius = 1 + sum((v - c) ** 2 for v, c in zip(x[2:], CENTRE[2:]))
    a, b = x[0] * math.pi / 2, x[1] * math.pi / 2
    return radius * math.cos(a) * math.cos(b), radius * math.cos(a) * math.sin(b), radius * math.sin(a)


MOVED = {
    "ZDT1-shift-12d": lambda: plain(floats(12, 0, 1), zdt1),
    "ZDT3-shift-12d": lambda: plain(floats(12, 0, 1), zdt3),
    "DTLZ2-shift-12d-3obj": lambda: plain(floats(12, 0, 1), dtlz2),
}
OF_TABLES = {name: (lambda name=name: table(name)) for name in TABLES}
SUITES = {
    "varied": Suite(VARIED, [30, 50, 100, 200]), "varied-16": Suite(VARIED, [32, 48, 96], 16),
    "multi-shifted": Suite(MOVED, [200, 500], objectives={"ZDT1-shift-12d": 2, "ZDT3-shift-12d": 2, "DTLZ2-shift-12d-3obj": 3}),
    "kinked": Suite(KINKED, [50, 100, 200]), "noisy": Suite(NOISY, [20, 50, 100]),
    "real": Suite(OF_TABLES, [20, 50, 100]), "real-8": Suite(OF_TABLES, [24, 48, 96], 8), "real-16": Suite(OF_TABLES, [32, 48, 96], 16),
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


class Least:
    """Where the value was least: what is noted there."""

    def __init__(self):
        self.value, self.reached = math.inf, math.inf

    def add(self, value, noted):
        if value < self.value:
            self.value, self.reached = value, noted


class Volume:
    """The volume that is dominated below 1.1 in every objective."""

    def __init__(self, objectives):
        self.reference, self.values = numpy.full(objectives, 1.1), []

    def add(self, values, noted):
        if max(noted) < 1.1:
            self.values.append(noted)

    @property
    def reached(self):
        return compute_hypervolume(numpy.array(self.values), self.reference) if self.values else 0.0


def run(suite, name, sampler, seed):
    space, evaluate = function_of(suite, name)
    objectives = suite.objectives.get(name, 1)
    study = optuna.create_study(sampler=sampler(seed=seed), directions=["minimize"] * objectives)
    noted, row, number = Volume(objectives) if objectives > 1 else Least(), [], 0
    while number < suite.trials[-1]:
        asked = [study.ask() for _ in range(min(suite.batch, suite.trials[-1] - number))]
        suggested = [suggest(trial, space) for trial in asked]
        for trial, point in zip(asked, suggested):
            value, without_noise = evaluate(point, seed, number)
            number += 1
            if value is None:
                study.tell(trial, state=optuna.trial.TrialState.FAIL)
            else:
                study.tell(trial, value)
                noted.add(value, without_noise)
            if number in suite.trials:
                row.append(float(f"{noted.reached:.9g}"))
    return row


def samples(suite, name):
    """Points of a function with its values there, by which a test compares it with ours: with this seed on both sides of every kink."""
    space, evaluate = function_of(suite, name)
    study = optuna.create_study(sampler=optuna.samplers.RandomSampler(seed=8))
    for number in range(SAMPLES):
        point = {k: float(f"{v:.9g}") if isinstance(v, float) else v for k, v in suggest(study.ask(), space).items()}
        value, noted = evaluate(point, SAMPLE_SEED, number)
        yield {"point": point, "value": value, "noted": None if noted == math.inf else noted}


@functools.cache
def built(factory):
    return factory()


def function_of(suite, name):
    return built(suite.functions[name])


def write(recorded):
    with open(PATH + ".new", "w") as file:
        json.dump(recorded, file, separators=(",", ":"))
        file.write("\n")
    os.replace(PATH + ".new", PATH)


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("--seeds", type=int, default=30)
    arguments.add_argument("--suites", default="real,noisy", help=", ".join(SUITES))
    arguments.add_argument("--peers", default="default", help=", ".join(PEERS))
    arguments.add_argument("--functions", default=None)
    arguments.add_argument("--seconds", type=float, default=3600)
    options = arguments.parse_args()
    until = time.monotonic() + options.seconds
    optuna.logging.set_verbosity(optuna.logging.ERROR)
    warnings.simplefilter("ignore")
    recorded = {"suites": {}}
    if os.path.exists(PATH):
        with open(PATH) as file:
            recorded = json.load(file)
    recorded["about"] = (
        f"Tables, noisy functions, waves, kinks and fronts that are moved: Optuna {optuna.__version__} (development snapshot of August "
        f"2026) on Python {sys.version_info.major}.{sys.version_info.minor}.")
    recorded["samples"] = {"seed": SAMPLE_SEED, "functions": {
        name: list(samples(suite, name)) for suite in SUITES.values() for name in suite.functions}}
    write(recorded)
    for suite_name in options.suites.split(","):
        suite = SUITES[suite_name]
        rows_of = recorded["suites"].setdefault(suite_name, {"trials": suite.trials, "functions": {}})["functions"]
        for seed in range(options.seeds):
            for name in suite.functions if options.functions is None else options.functions.split(","):
                for peer in options.peers.split(","):
                    label, sampler = PEERS[peer]
                    rows = rows_of.setdefault(name, {}).setdefault(label, [])
                    if len(rows) > seed:
                        continue
                    if time.monotonic() >= until:
                        return 2
                    start = time.monotonic()
                    rows.append(run(suite, name, sampler, seed))
                    print(f"{suite_name} {name} {label} {seed}: {rows[-1]}, {time.monotonic() - start:.1f} s", flush=True)
                    write(recorded)
    return 0


if __name__ == "__main__":
    sys.exit(main())
