"""Times Optuna with its SQLite storage and several processes: a line of JSON with its figures on standard output.

Arguments: processes, pairs of ask and tell in all, seconds of reporting.
"""
import json
import multiprocessing
import os
import sys
import tempfile
import time
import warnings

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"
warnings.simplefilter("ignore")

import optuna  # noqa: E402
from optuna.distributions import FloatDistribution  # noqa: E402

SPACE = {f"x{i}": FloatDistribution(0.0, 1.0) for i in range(4)}


def open_study(url, name):
    optuna.logging.set_verbosity(optuna.logging.ERROR)
    return optuna.load_study(study_name=name, storage=url, sampler=optuna.samplers.TPESampler(), pruner=optuna.pruners.NopPruner())


def pairs(url, count, start, results):
    study = open_study(url, "pairs")
    start.wait()
    asks, tells = [], []
    for _ in range(count):
        begun = time.perf_counter()
        trial = study.ask(SPACE)
        asked = time.perf_counter()
        study.tell(trial, sum((x - 0.3) ** 2 for x in trial.params.values()))
        asks.append(asked - begun)
        tells.append(time.perf_counter() - asked)
    results.put((asks, tells))


def reports(url, seconds, start, results):
    study = open_study(url, "reports")
    start.wait()
    trial, step, end = study.ask(SPACE), 0, time.perf_counter() + seconds
    while time.perf_counter() < end:
        trial.report(1.0, step)
        step += 1
    results.put(step)


def run(target, processes, url, argument):
    start, results = multiprocessing.Barrier(processes + 1), multiprocessing.Queue()
    workers = [multiprocessing.Process(target=target, args=(url, argument, start, results)) for _ in range(processes)]
    for worker in workers:
        worker.start()
    start.wait()
    begun = time.perf_counter()
    told = [results.get() for _ in workers]
    seconds = time.perf_counter() - begun
    for worker in workers:
        worker.join()
    return told, seconds


def main():
    processes, count, seconds = int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])
    optuna.logging.set_verbosity(optuna.logging.ERROR)
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/optuna.db"
        for name in ("pairs", "reports"):
            optuna.create_study(study_name=name, storage=url)
        told, took = run(pairs, processes, url, count // processes)
        latencies = sorted(1000 * t for worker in told for kind in worker for t in kind)
        values, reporting = run(reports, processes, url, seconds)
        print(json.dumps({
            "version": optuna.__version__,
            "pairsPerSecond": processes * (count // processes) / took,
            "p50Ms": latencies[len(latencies) // 2],
            "p99Ms": latencies[int(len(latencies) * 0.99)],
            "valuesPerSecond": sum(values) / reporting,
        }))


if __name__ == "__main__":
    main()
