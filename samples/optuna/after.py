"""Which model, with which settings, predicts best how diabetes goes on? Written for Optuna."""
import os

import serverless_tuner as optuna
from sklearn.datasets import load_diabetes
from sklearn.ensemble import RandomForestRegressor
from sklearn.linear_model import Ridge
from sklearn.model_selection import KFold, cross_val_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import PolynomialFeatures, StandardScaler
from sklearn.svm import SVR

X, y = load_diabetes(return_X_y=True)
folds = KFold(n_splits=3, shuffle=True, random_state=0)


def model_of(trial):
    kind = trial.suggest_categorical("model", ["svr", "ridge", "forest"])
    if kind == "svr":
        return SVR(
            C=trial.suggest_float("svr_c", 1e-2, 1e3, log=True), gamma=trial.suggest_float("svr_gamma", 1e-4, 1, log=True),
            epsilon=trial.suggest_float("svr_epsilon", 1e-2, 50, log=True))
    if kind == "ridge":
        degree = trial.suggest_int("ridge_degree", 1, 2)
        return make_pipeline(PolynomialFeatures(degree), StandardScaler(), Ridge(alpha=trial.suggest_float("ridge_alpha", 1e-3, 1e3, log=True)))
    return RandomForestRegressor(
        n_estimators=trial.suggest_int("forest_trees", 5, 40), max_depth=trial.suggest_int("forest_depth", 2, 12),
        max_features=trial.suggest_categorical("forest_features", ["sqrt", None]), random_state=0)


def objective(trial):
    model = make_pipeline(StandardScaler(), model_of(trial))
    scores = []
    for fold, score in enumerate(cross_val_score(model, X, y, cv=folds)):
        scores.append(score)
        trial.report(sum(scores) / len(scores), fold)
    trial.set_user_attr("folds", scores)
    return sum(scores) / len(scores)


if __name__ == "__main__":
    seed = int(os.environ.get("SEED", "0"))
    study = optuna.create_study(direction="maximize", sampler=optuna.samplers.TPESampler(seed=seed))
    study.enqueue_trial({"model": "ridge", "ridge_degree": 1, "ridge_alpha": 1.0})
    study.optimize(objective, n_trials=int(os.environ.get("TRIALS", "40")))
    print("parameters", study.best_params)
    print("folds", study.best_trial.user_attrs["folds"])
    print("best", study.best_value)
