"""Importances of the data sets in a file, by the Optuna that is installed: prints a JSON object of them by data set.

python3 optuna_importance.py fanova|ped FILE.json
"""

import json
import sys
import warnings

import optuna

warnings.simplefilter("ignore")
optuna.logging.set_verbosity(optuna.logging.ERROR)


def distribution(p):
    if p["type"] == "categorical":
        return optuna.distributions.CategoricalDistribution(p["choices"])
    kind = optuna.distributions.FloatDistribution if p["type"] == "float" else optuna.distributions.IntDistribution
    return kind(p["low"], p["high"], log=p.get("log", False), **({"step": p["step"]} if "step" in p else {}))


def evaluator(method):
    if method == "fanova":
        return optuna.importance.FanovaImportanceEvaluator(seed=0)
    from optuna.importance import PedAnovaImportanceEvaluator
    return PedAnovaImportanceEvaluator()


def importances(method, data):
    study = optuna.create_study(direction=data["direction"])
    space = {p["name"]: distribution(p) for p in data["parameters"]}
    for point, value in zip(data["points"], data["values"]):
        point = {name: x for name, x in zip(space, point) if x is not None}
        study.add_trial(optuna.trial.create_trial(
            params=point, distributions={name: space[name] for name in point}, value=value))
    return optuna.importance.get_param_importances(study, evaluator=evaluator(method))


method, file = sys.argv[1:]
with open(file) as f:
    sets = json.load(f)
print(json.dumps({name: importances(method, data) for name, data in sets.items() if method in data["methods"]}, indent=1))
