"""Makes a database by Optuna: make.py FILE.db. Two studies, of which one has all that a trial can have."""
import sys
import warnings

import optuna

warnings.simplefilter("ignore")
optuna.logging.set_verbosity(optuna.logging.ERROR)
storage = "sqlite:///" + sys.argv[1]
study = optuna.create_study(study_name="all of it / ä", storage=storage, direction="maximize", sampler=optuna.samplers.RandomSampler(seed=1))
study.set_user_attr("dataset", {"rows": 10, "name": "ä"})
study.set_user_attr("digits", "42")


def objective(trial):
    lr = trial.suggest_float("lr", 1e-5, 1e-1, log=True)
    layers = trial.suggest_int("layers", 1, 9, step=2)
    width = trial.suggest_int("width", 1, 128, log=True)
    drop = trial.suggest_float("drop", 0, 1, step=0.25)
    choice = trial.suggest_categorical("choice", ["sgd", "adam", None, True, 3, 0.5])
    # A range that changes, and a parameter that not every trial has.
    x = trial.suggest_float("x", -1 - trial.number, 1)
    if choice == "adam":
        trial.suggest_float("beta", 0.5, 0.999)
    for step in range(5):
        trial.report(lr * step, step)
    if trial.number == 4:
        trial.report(float("nan"), 5)
        trial.report(float("inf"), 6)
    trial.set_user_attr("note", "text")
    trial.set_user_attr("list", [1, 2.5, None])
    trial.set_user_attr("number", 7)
    trial.set_user_attr("looks like a number", "7")
    trial.set_system_attr("constraints", (lr - 0.05, -1.0))
    if trial.number in (2, 7):
        raise optuna.TrialPruned()
    if trial.number == 3:
        raise ValueError("broke")
    return x * layers


study.optimize(objective, n_trials=20, catch=(ValueError,))

both = optuna.create_study(study_name="both", storage=storage, directions=["minimize", "maximize"])
both.set_metric_names(["loss", "accuracy"]) if hasattr(both, "set_metric_names") else None
both.optimize(lambda trial: (trial.suggest_float("a", 0, 1), trial.suggest_int("b", 0, 5)), n_trials=6)

left = optuna.create_study(study_name="left", storage=storage)
left.optimize(lambda trial: float("inf") if trial.number == 1 else trial.suggest_float("a", 0, 1), n_trials=3)
left.ask({"a": optuna.distributions.FloatDistribution(0, 1)})
left.enqueue_trial({"a": 0.5})
