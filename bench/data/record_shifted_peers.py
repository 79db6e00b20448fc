#!/usr/bin/python3
"""Records what Optuna reaches in the suite `multi-shifted` of `bench quality`, into peers-shifted.json beside it.

    PYTHONPATH=<a checkout of optuna> record_shifted_peers.py [--seeds 10] [--peers tpe,nsga2] [--functions ZDT1-shift-12d] [--seconds 300]

What was recorded is kept; an interrupted measurement goes on from there. What is noted is the volume dominated below 1.1 in every objective.
"""
import argparse
import json
import math
import os
import sys
import time
import warnings

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"

import numpy
import optuna
from optuna._hypervolume import compute_hypervolume

HERE = os.path.dirname(os.path.abspath(__file__))
PATH = os.path.join(HERE, "peers-shifted.json")
TRIALS = [200, 500]
PEERS = {
    "tpe": ("optuna-5.0 tpe (default)", optuna.samplers.TPESampler),
    "nsga2": ("optuna-5.0 nsga2 (default)", optuna.samplers.NSGAIISampler),
}
CENTRE = [0.5 + 0.3 * math.sin(1.7 * (i + 1)) for i in range(12)]


# Functions: as in bench/Serverless.Tuner.Benchmarks/Functions/Zdt.cs and Dtlz.cs

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


FUNCTIONS = {"ZDT1-shift-12d": (zdt1, 2), "ZDT3-shift-12d": (zdt3, 2), "DTLZ2-shift-12d-3obj": (dtlz2, 3)}


def run(function, objectives, sampler, seed):
    study = optuna.create_study(sampler=sampler(seed=seed), directions=["minimize"] * objectives)
    values, row = [], []
    while len(values) < TRIALS[-1]:
        trial = study.ask()
        values.append(function([trial.suggest_float(f"x{i}", 0, 1) for i in range(12)]))
        study.tell(trial, values[-1])
        if len(values) in TRIALS:
            within = numpy.array([v for v in values if max(v) < 1.1])
            volume = compute_hypervolume(within, numpy.full(objectives, 1.1)) if len(within) else 0.0
            row.append(float(f"{volume:.7g}"))
    return row


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("--seeds", type=int, default=10)
    arguments.add_argument("--peers", default="nsga2,tpe")
    arguments.add_argument("--functions", default=",".join(FUNCTIONS))
    arguments.add_argument("--seconds", type=float, default=300)
    options = arguments.parse_args()
    until = time.monotonic() + options.seconds
    optuna.logging.set_verbosity(optuna.logging.ERROR)
    warnings.simplefilter("ignore")
    recorded = {"suites": {}}
    if os.path.exists(PATH):
        with open(PATH) as file:
            recorded = json.load(file)
    recorded["about"] = (
        f"Fronts that are moved: Optuna {optuna.__version__} (development snapshot of August 2026) on Python "
        f"{sys.version_info.major}.{sys.version_info.minor}, default options.")
    functions = recorded["suites"].setdefault("multi-shifted", {"trials": TRIALS, "functions": {}})["functions"]
    for seed in range(options.seeds):
        for name in options.functions.split(","):
            for peer in options.peers.split(","):
                label, sampler = PEERS[peer]
                rows = functions.setdefault(name, {}).setdefault(label, [])
                if len(rows) > seed:
                    continue
                if time.monotonic() >= until:
                    return 2
                start = time.monotonic()
                rows.append(run(*FUNCTIONS[name], sampler, seed))
                print(f"{name} {label} {seed}: {rows[-1]}, {time.monotonic() - start:.0f} s", flush=True)
                with open(PATH + ".new", "w") as file:
                    json.dump(recorded, file, separators=(",", ":"))
                    file.write("\n")
                os.replace(PATH + ".new", PATH)
    return 0


if __name__ == "__main__":
    sys.exit(main())
