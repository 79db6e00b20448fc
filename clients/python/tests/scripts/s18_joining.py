"""A study with a name: another script joins it, or asks in vain for a new one of that name."""
import os
import tempfile

import optuna

name = os.environ.get("STUDY_NAME", "joined")
with tempfile.TemporaryDirectory() as folder:
    storage = os.environ.get("STUDY_STORAGE") or f"sqlite:///{folder}/studies.db"

    def objective(trial):
        return trial.suggest_float("x", -1, 1) ** 2

    study = optuna.create_study(study_name=name, storage=storage)
    study.optimize(objective, n_trials=3)
    try:
        optuna.create_study(study_name=name, storage=storage)
    except optuna.exceptions.DuplicatedStudyError:
        print("it is there")
    again = optuna.create_study(study_name=name, storage=storage, load_if_exists=True)
    again.optimize(objective, n_trials=2)
    print(len(study.trials), again.study_name == name)
    loaded = optuna.load_study(study_name=name, storage=storage)
    print(loaded.best_value == study.best_value, [t.number for t in loaded.trials])
    optuna.delete_study(study_name=name, storage=storage)
    try:
        optuna.load_study(study_name=name, storage=storage)
    except KeyError:
        print("it is gone")
