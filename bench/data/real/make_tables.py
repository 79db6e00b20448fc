#!/usr/bin/python3
"""Makes the tables of real trainings that `bench quality --suite real` looks up: a row for every setting of a space.

    make_tables.py [--data samples/data] [--out bench/data/real] [--tables GbBreast,...] [--seconds 300]

A table that is there is kept; one that is not done goes on from the settings that were trained. Made with Debian's scikit-learn 1.2.1, one
thread. A setting is trained with two seeds: each has nine tenths of the training rows, drawn anew, and the model's random numbers; the
three tenths of the rows that validate are the same for both. The seconds are those of the training on the machine that made the table.
"""
import argparse
import gzip
import itertools
import json
import os
import sys
import time
import warnings

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"

import numpy as np
from sklearn.ensemble import GradientBoostingClassifier, GradientBoostingRegressor, RandomForestClassifier, RandomForestRegressor
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.preprocessing import MinMaxScaler, StandardScaler
from sklearn.svm import SVC, SVR

SEEDS = (0, 1)
MOST_ITERATIONS = 20_000  # Of a support vector machine: then it counts as not converged, which fails.


class Failed(Exception):
    """The training fails, as it would in a study."""


# Data

def load(folder, name):
    with gzip.open(os.path.join(folder, name + ".csv.gz"), "rt") as file:
        rows = np.array([[float(cell) for cell in line.split(",")] for line in file if line.strip()])
    return rows[:, :-1], rows[:, -1]


def split(folder, name, most=None):
    """Training rows and validation rows, the same whatever the seed."""
    x, y = load(folder, name)
    order = np.random.RandomState(17).permutation(len(x))[:most]
    train = int(round(0.7 * len(order)))
    return x[order[:train]], y[order[:train]], x[order[train:]], y[order[train:]]


def nine_tenths(x, y, seed):
    kept = np.sort(np.random.RandomState(100 + seed).permutation(len(x))[:int(round(0.9 * len(x)))])
    return x[kept], y[kept]


# Losses

def log_loss(probabilities, classes, y):
    of_truth = probabilities[np.arange(len(y)), np.searchsorted(classes, y)]
    return float(-np.log(np.clip(of_truth, 1e-7, 1)).mean())


def rmse(predicted, y):
    if not np.all(np.isfinite(predicted)):
        raise Failed("no finite prediction")
    return float(np.sqrt(np.mean((predicted - y) ** 2)))


def error_rate(predicted, y):
    return float(np.mean(predicted != y))


# The space: parameters as a study file has them.

def ordinal(name, *choices, when=None):
    return parameter(name, "ordinal", choices=list(choices), when=when)


def choice(name, *choices, when=None):
    return parameter(name, "categorical", choices=list(choices), when=when)


def integer(name, low, high, step=None, log=False, when=None):
    return parameter(name, "int", low=low, high=high, step=step, log=log or None, when=when)


def stepped(name, low, high, step, when=None):
    return parameter(name, "float", low=low, high=high, step=step, when=when)


def parameter(name, kind, **fields):
    return {"name": name, "kind": kind, **{key: value for key, value in fields.items() if value is not None}}


def levels(p):
    if "choices" in p:
        return p["choices"]
    step = p.get("step", 1)
    count = int(round((p["high"] - p["low"]) / step)) + 1
    return [round(p["low"] + i * step, 10) if p["kind"] == "float" else p["low"] + i * step for i in range(count)]


def points(space):
    """Every point; parameters that do not exist are absent."""
    found = [{}]
    for p in space:
        found = [
            {**point, p["name"]: level} if level is not None else point
            for point in found
            for level in (levels(p) if all(point.get(k) in v for k, v in p.get("when", {}).items()) else [None])]
    return found


# Trainings: each takes a point without the parameter that counts stages, and a seed, and returns {stage: (value, share of the time)}, or,
# where nothing is staged, {None: (value, 1)}, and the values after some of its epochs.

def boosted(model, x, y, vx, vy, stages, loss):
    model.fit(x, y)
    after = dict(enumerate(model.staged_predict_proba(vx) if hasattr(model, "predict_proba") else model.staged_predict(vx), 1))
    return {n: (loss(model, after[n], vy), n / stages[-1]) for n in stages}, []


def forest(model, x, y, vx, vy, stages, loss):
    model.fit(x, y)
    sums, values = 0, {}
    for n, tree in enumerate(model.estimators_, 1):
        sums = sums + (tree.predict_proba(vx) if hasattr(tree, "predict_proba") else tree.predict(vx))
        if n in stages:
            values[n] = (loss(model, sums / n, vy), n / stages[-1])
    return values, []


def epochs(model, x, y, vx, vy, classes, steps):
    curve = []
    for epoch in range(1, steps[-1] + 1):
        if classes is None:
            model.partial_fit(x, y)
        else:
            model.partial_fit(x, y, classes=classes)
        if epoch in steps:
            curve.append(rmse(model.predict(vx), vy) if classes is None else log_loss(model.predict_proba(vx), classes, vy))
    if not np.isfinite(curve[-1]):
        raise Failed("no finite value")
    return {None: (curve[-1], 1)}, curve


def machine(model, x, y, vx, vy, loss):
    model.fit(x, y)
    return {None: (loss(model), 1)}, []


def scaled(kind, x, vx):
    scaler = {"standard": StandardScaler, "minmax": MinMaxScaler}.get(kind)
    if scaler is None:
        return x, vx
    fitted = scaler().fit(x)
    return fitted.transform(x), fitted.transform(vx)


def of_probabilities(model, probabilities, y):
    return log_loss(probabilities, model.classes_, y)


def of_numbers(model, predicted, y):
    return rmse(predicted, y)


def layers_of(p):
    return (p["units"],) * p.get("layers", 1)


def descent(p):
    return {
        "solver": p["optimizer"], "learning_rate_init": p["learning_rate"], "momentum": p.get("momentum", 0.9),
        "activation": p["activation"], "batch_size": p["batch_size"], "hidden_layer_sizes": layers_of(p)}


# The tables. The first five are those that options are chosen on, the others are held out.

TABLES = {}


def table(name, about, data, space, staged=None, steps=(), most=None):
    def add(train):
        TABLES[name] = dict(
            name=name, about=about, data=data, space=space, staged=staged, steps=list(steps), most=most, train=train)
        return train
    return add


GB_BREAST = (10, 20, 40, 80)


@table("GbBreast", "gradient boosting on breast-cancer; log loss", "breast_cancer", [
    ordinal("learning_rate", 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0), integer("max_depth", 1, 4), stepped("subsample", 0.4, 1.0, 0.2),
    ordinal("max_features", 5, 30), ordinal("n_estimators", *GB_BREAST)], staged="n_estimators")
def gb_breast(p, seed, x, y, vx, vy):
    model = GradientBoostingClassifier(
        n_estimators=GB_BREAST[-1], learning_rate=p["learning_rate"], max_depth=p["max_depth"], subsample=p["subsample"],
        max_features=p["max_features"], random_state=seed)
    return boosted(model, x, y, vx, vy, GB_BREAST, of_probabilities)


RF_DIABETES = (5, 20)


@table("RfDiabetes", "random forest on diabetes; root of the mean squared error", "diabetes", [
    integer("max_depth", 2, 12, step=2), integer("min_samples_leaf", 1, 8, log=True), stepped("max_features", 0.2, 1.0, 0.2),
    choice("bootstrap", True, False), ordinal("n_estimators", *RF_DIABETES)], staged="n_estimators")
def rf_diabetes(p, seed, x, y, vx, vy):
    model = RandomForestRegressor(
        n_estimators=RF_DIABETES[-1], max_depth=p["max_depth"], min_samples_leaf=p["min_samples_leaf"], max_features=p["max_features"],
        bootstrap=p["bootstrap"], random_state=seed)
    return forest(model, x, y, vx, vy, RF_DIABETES, of_numbers)


@table("SvmDigits", "support vector machine on 500 digits; error rate", "digits", [
    choice("kernel", "linear", "rbf", "poly", "sigmoid"), stepped("log2_c", -4.0, 10.0, 2.0),
    stepped("log2_gamma", -14.0, 0.0, 2.0, when={"kernel": ["rbf", "poly", "sigmoid"]}),
    integer("degree", 2, 4, when={"kernel": ["poly"]}), ordinal("coef0", 0, 1, when={"kernel": ["poly", "sigmoid"]})], most=500)
def svm_digits(p, seed, x, y, vx, vy):
    model = SVC(
        kernel=p["kernel"], C=2.0 ** p["log2_c"], gamma=2.0 ** p.get("log2_gamma", 0), degree=p.get("degree", 3), coef0=p.get("coef0", 0),
        max_iter=MOST_ITERATIONS)
    return machine(model, x / 16, y, vx / 16, vy, lambda m: error_rate(m.predict(vx / 16), vy))


@table("LogisticBreast", "logistic regression on breast-cancer; log loss; solvers that know no such penalty fail", "breast_cancer", [
    choice("solver", "lbfgs", "liblinear", "saga", "newton-cg"), choice("penalty", "l1", "l2", "elasticnet", "none"),
    stepped("log10_c", -4.0, 4.0, 1.0, when={"penalty": ["l1", "l2", "elasticnet"]}),
    stepped("l1_ratio", 0.1, 0.9, 0.4, when={"penalty": ["elasticnet"]}), choice("class_weight", "none", "balanced"),
    choice("standardise", True, False)])
def logistic_breast(p, seed, x, y, vx, vy):
    x, vx = scaled("standard" if p["standardise"] else None, x, vx)
    model = LogisticRegression(
        solver=p["solver"], penalty=None if p["penalty"] == "none" else p["penalty"], C=10.0 ** p.get("log10_c", 0),
        l1_ratio=p.get("l1_ratio"), class_weight=None if p["class_weight"] == "none" else p["class_weight"], max_iter=100,
        random_state=seed)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # A model that has not converged is one.
        return machine(model, x, y, vx, vy, lambda m: log_loss(m.predict_proba(vx), m.classes_, vy))


@table("MlpDiabetes", "multilayer perceptron on diabetes, the target as it is; root of the mean squared error, 12 epochs", "diabetes", [
    ordinal("learning_rate", 1e-4, 3e-4, 1e-3, 3e-3, 1e-2, 3e-2, 1e-1, 3e-1), choice("activation", "relu", "tanh", "logistic"),
    ordinal("units", 4, 16, 64), ordinal("batch_size", 8, 32), choice("optimizer", "adam", "sgd"),
    ordinal("momentum", 0.0, 0.9, when={"optimizer": ["sgd"]})], steps=(1, 2, 4, 8, 12))
def mlp_diabetes(p, seed, x, y, vx, vy):
    x, vx = scaled("standard", x, vx)
    return epochs(MLPRegressor(random_state=seed, **descent(p)), x, y, vx, vy, None, (1, 2, 4, 8, 12))


GB_DIABETES = (10, 20, 40)


@table("GbDiabetes", "gradient boosting on diabetes; root of the mean squared error", "diabetes", [
    choice("loss", "squared_error", "absolute_error", "huber"), ordinal("alpha", 0.75, 0.9, when={"loss": ["huber"]}),
    ordinal("learning_rate", 0.02, 0.05, 0.1, 0.2, 0.5, 1.0), integer("max_depth", 1, 4), ordinal("min_samples_leaf", 1, 5, 20),
    ordinal("n_estimators", *GB_DIABETES)], staged="n_estimators")
def gb_diabetes(p, seed, x, y, vx, vy):
    model = GradientBoostingRegressor(
        n_estimators=GB_DIABETES[-1], loss=p["loss"], alpha=p.get("alpha", 0.9), learning_rate=p["learning_rate"],
        max_depth=p["max_depth"], min_samples_leaf=p["min_samples_leaf"], subsample=0.7, random_state=seed)
    return boosted(model, x, y, vx, vy, GB_DIABETES, of_numbers)


RF_DIGITS = (10, 20, 30, 40, 50)


@table("RfDigits", "random forest on 500 digits; log loss", "digits", [
    choice("criterion", "gini", "entropy"), integer("max_depth", 3, 11, step=2), ordinal("max_features", 2, 4, 8, 16, 32),
    integer("min_samples_leaf", 1, 4), integer("n_estimators", 10, 50, step=10)], staged="n_estimators", most=500)
def rf_digits(p, seed, x, y, vx, vy):
    model = RandomForestClassifier(
        n_estimators=RF_DIGITS[-1], criterion=p["criterion"], max_depth=p["max_depth"], max_features=p["max_features"],
        min_samples_leaf=p["min_samples_leaf"], random_state=seed)
    return forest(model, x, y, vx, vy, RF_DIGITS, of_probabilities)


@table("SvmWine", "support vector machine on wine; log loss", "wine", [
    choice("scaling", "none", "standard", "minmax"), choice("kernel", "linear", "rbf", "poly"), stepped("log2_c", -4.0, 10.0, 2.0),
    stepped("log2_gamma", -12.0, 0.0, 2.0, when={"kernel": ["rbf", "poly"]}), integer("degree", 2, 3, when={"kernel": ["poly"]})])
def svm_wine(p, seed, x, y, vx, vy):
    x, vx = scaled(p["scaling"], x, vx)
    model = SVC(
        kernel=p["kernel"], C=2.0 ** p["log2_c"], gamma=2.0 ** p.get("log2_gamma", 0), degree=p.get("degree", 3), probability=True,
        max_iter=MOST_ITERATIONS, random_state=seed)
    return machine(model, x, y, vx, vy, lambda m: log_loss(m.predict_proba(vx), m.classes_, vy))


@table("SvrDiabetes", "support vector regression on diabetes; root of the mean squared error", "diabetes", [
    choice("kernel", "linear", "rbf", "poly"), stepped("log2_c", -2.0, 12.0, 2.0), ordinal("epsilon", 0.1, 1, 5, 20, 50),
    stepped("log2_gamma", -10.0, 0.0, 2.0, when={"kernel": ["rbf", "poly"]}), integer("degree", 2, 3, when={"kernel": ["poly"]})])
def svr_diabetes(p, seed, x, y, vx, vy):
    x, vx = scaled("standard", x, vx)
    model = SVR(
        kernel=p["kernel"], C=2.0 ** p["log2_c"], epsilon=p["epsilon"], gamma=2.0 ** p.get("log2_gamma", 0), degree=p.get("degree", 3),
        coef0=1, max_iter=MOST_ITERATIONS)
    return machine(model, x, y, vx, vy, lambda m: rmse(m.predict(vx), vy))


@table("MlpDigits", "multilayer perceptron on 500 digits; log loss after 12 epochs", "digits", [
    ordinal("learning_rate", 1e-4, 1e-3, 3e-3, 1e-2, 3e-2, 1e-1, 1.0), integer("layers", 1, 2), ordinal("units", 8, 24, 64),
    choice("activation", "relu", "tanh"), ordinal("batch_size", 16, 64), choice("optimizer", "adam", "sgd"),
    ordinal("momentum", 0.0, 0.9, when={"optimizer": ["sgd"]})], steps=(1, 2, 4, 8, 12), most=500)
def mlp_digits(p, seed, x, y, vx, vy):
    return epochs(MLPClassifier(random_state=seed, **descent(p)), x / 16, y, vx / 16, vy, np.arange(10.0), (1, 2, 4, 8, 12))


# Running

def trained(task, point, seed, data):
    """The rows of a setting: {stage: (value or None, seconds)}, and its curve."""
    x, y, vx, vy = data
    x, y = nine_tenths(x, y, seed)
    start = time.perf_counter()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            warnings.simplefilter("error", ConvergenceWarning)
            values, curve = task["train"](point, seed, x, y, vx, vy)
    except (Failed, ValueError, ConvergenceWarning, OverflowError):
        values, curve = None, []
    seconds = time.perf_counter() - start
    if values is not None and not all(np.isfinite(value) for value, _ in values.values()):
        values, curve = None, []
    stages = levels(next(p for p in task["space"] if p["name"] == task["staged"])) if task["staged"] else [None]
    if values is None:
        return {stage: (None, seconds) for stage in stages}, curve
    return {stage: (values[stage][0], seconds * values[stage][1]) for stage in stages}, curve


def text(number, digits=5):
    return "" if number is None else f"{number:.{digits}g}"


def row_of(task, point, by_seed):
    stage = point.get(task["staged"])
    cells = [json.dumps(point[p["name"]]) if p["name"] in point else "" for p in task["space"]]
    for rows, curve in by_seed:
        value, seconds = rows[stage]
        cells += [text(value), text(max(seconds, 1e-5), 3)]
        if task["steps"]:
            cells.append(" ".join(text(v, 4) for v in curve))
    return ",".join(cell.strip('"') for cell in cells)


def run(task, folder, out, until):
    done = os.path.join(out, task["name"] + ".csv.gz")
    if os.path.exists(done):
        return True
    partial = os.path.join(out, task["name"] + ".partial")
    known = {}
    if os.path.exists(partial):
        with open(partial) as file:
            for line in file:
                if line.endswith("\n"):
                    key, row = line.rstrip("\n").split("\t")
                    known[key] = row
    data = split(folder, task["data"], task["most"])
    everything = points(task["space"])
    groups = itertools.groupby(
        sorted(everything, key=lambda p: json.dumps({k: v for k, v in p.items() if k != task["staged"]})),
        key=lambda p: json.dumps({k: v for k, v in p.items() if k != task["staged"]}))
    with open(partial, "a") as file:
        for _, members in groups:
            members = list(members)
            if all(json.dumps(p) in known for p in members):
                continue
            if time.monotonic() > until:
                print(f"{task['name']}: {len(known)} of {len(everything)}")
                return False
            setting = {k: v for k, v in members[0].items() if k != task["staged"]}
            by_seed = [trained(task, setting, seed, data) for seed in SEEDS]
            for point in members:
                known[json.dumps(point)] = row_of(task, point, by_seed)
                file.write(f"{json.dumps(point)}\t{known[json.dumps(point)]}\n")
            file.flush()
    head = {key: task[key] for key in ("name", "about", "space", "steps")} | {"seeds": len(SEEDS)}
    lines = [json.dumps(head)] + [known[json.dumps(point)] for point in everything]
    with open(done + ".new", "wb") as raw, gzip.GzipFile(filename="", mode="wb", fileobj=raw, mtime=0, compresslevel=9) as file:
        file.write(("\n".join(lines) + "\n").encode())
    os.replace(done + ".new", done)
    os.remove(partial)
    print(f"{task['name']}: {len(everything)} rows, {sum(1 for l in lines[1:] if ',,' in l)} with something absent")
    return True


def main():
    here = os.path.dirname(os.path.abspath(__file__))
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("--data", default=os.path.join(here, "../../../samples/data"))
    arguments.add_argument("--out", default=here)
    arguments.add_argument("--tables", default=",".join(TABLES))
    arguments.add_argument("--seconds", type=float, default=3600)
    arguments.add_argument("--count", action="store_true", help="only say how many rows there would be")
    options = arguments.parse_args()
    until = time.monotonic() + options.seconds
    complete = True
    for name in options.tables.split(","):
        if options.count:
            print(name, len(points(TABLES[name]["space"])))
            continue
        start = time.monotonic()
        complete &= run(TABLES[name], options.data, options.out, until)
        print(f"{name}: {time.monotonic() - start:.0f} s", flush=True)
    return 0 if complete else 2


if __name__ == "__main__":
    sys.exit(main())
