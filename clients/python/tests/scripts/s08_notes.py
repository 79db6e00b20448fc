"""Notes on the study and on its trials."""
import optuna


def objective(trial):
    x = trial.suggest_float("x", 0, 1)
    trial.set_user_attr("half", x / 2)
    trial.set_user_attr("tags", ["a", {"b": None}])
    trial.set_user_attr("text", "5")
    print("in the trial:", sorted(trial.user_attrs))
    return x


study = optuna.create_study()
study.set_user_attr("owner", "ml team")
study.set_user_attr("seeds", [1, 2, 3])
study.set_user_attr("owner", "the ml team")
study.optimize(objective, n_trials=3)
print(sorted(study.user_attrs.items()))
trial = study.trials[1]
print(trial.user_attrs["half"] == trial.params["x"] / 2, trial.user_attrs["tags"], repr(trial.user_attrs["text"]))
print(sorted(study.best_trial.user_attrs))
