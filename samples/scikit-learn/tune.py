"""Four processes tune a support vector machine on handwritten digits: each asks the server for a trial, evaluates it, and tells."""
import json
import multiprocessing
import os
import sys

import serverless_tuner as tuner
from sklearn.datasets import load_digits
from sklearn.model_selection import cross_val_score
from sklearn.svm import SVC

FOLDER = os.path.dirname(os.path.abspath(__file__))


def work(name):
    """One process: until the study gives out no more trials."""
    X, y = load_digits(return_X_y=True)
    study, evaluated = tuner.load_study(study_name=name), 0
    while True:
        try:
            trial = study.ask()
        except tuner.StudyEnded:
            print(f"process {os.getpid()} evaluated {evaluated} trials", flush=True)
            return
        options = {k: v for k, v in trial.params.items() if k != "classWeight"}
        model = SVC(class_weight=trial["classWeight"], **options)
        scores = cross_val_score(model, X[::2], y[::2], cv=3)
        trial.set_metric("spread", scores.max() - scores.min())
        study.tell(trial, scores.mean())
        evaluated += 1


if __name__ == "__main__":
    with open(os.path.join(FOLDER, "study.json"), encoding="utf-8") as file:
        spec = json.load(file)
    spec["name"] = sys.argv[1] if len(sys.argv) > 1 else spec["name"]
    spec["trials"] = int(sys.argv[2]) if len(sys.argv) > 2 else spec["trials"]
    tuner.Client().start(spec)  # The same study again is the same study.
    processes = [multiprocessing.get_context("spawn").Process(target=work, args=(spec["name"],)) for _ in range(4)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    best = tuner.load_study(study_name=spec["name"]).best_trial
    print(f"accuracy {best.value:.4f} with {best.params}")
    sys.exit(max(process.exitcode for process in processes))
