"""Times Optuna's suggestions on the points that are given: JSON on standard input, a line of JSON for each figure on standard output.

Input: {"cases": [{"trials": n, "parameters": d, "points": [[x0, ...], ...], "values": [y, ...], "repetitions": r}, ...]}
"""
import json
import os
import statistics
import sys
import time

# One core, as on our side; has to be said before NumPy is loaded.
for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"

import optuna  # noqa: E402
from optuna.distributions import FloatDistribution  # noqa: E402
from optuna.trial import create_trial  # noqa: E402

SAMPLERS = {
    "Optuna TPE multivariate": lambda: optuna.samplers.TPESampler(multivariate=True, seed=0),
    "Optuna TPE": lambda: optuna.samplers.TPESampler(seed=0),
}


def fill(study, case, space):
    study.add_trials(
        create_trial(params=dict(zip(space, point)), distributions=space, value=value)
        for point, value in zip(case["points"], case["values"])
    )


def measure(study, case, space):
    """Seconds of telling one trial and asking for the next, many times, after one that warms up."""
    trial = study.ask(space)
    times = []
    for _ in range(case["repetitions"] + 1):
        value = sum((x - 0.3) ** 2 for x in trial.params.values())
        start = time.perf_counter()
        study.tell(trial, value)
        trial = study.ask(space)
        times.append(time.perf_counter() - start)
    return times[1:]


def main():
    optuna.logging.set_verbosity(optuna.logging.ERROR)
    for case in json.load(sys.stdin)["cases"]:
        space = {f"x{i}": FloatDistribution(0.0, 1.0) for i in range(case["parameters"])}
        # The points are filled in once; samplers take turns on the study.
        study = optuna.create_study()
        fill(study, case, space)
        for name, sampler in SAMPLERS.items():
            study.sampler = sampler()
            times = measure(study, case, space)
            figure = {
                "sampler": name,
                "version": optuna.__version__,
                "trials": case["trials"],
                "parameters": case["parameters"],
                "milliseconds": 1000 * statistics.median(times),
                "meanMilliseconds": 1000 * statistics.mean(times),
            }
            print(json.dumps(figure), flush=True)


if __name__ == "__main__":
    import warnings

    warnings.simplefilter("ignore")  # multivariate is called experimental.
    main()
