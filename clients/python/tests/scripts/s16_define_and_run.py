"""Distributions that are known beforehand, for batches."""
import optuna
from optuna.distributions import CategoricalDistribution, FloatDistribution, IntDistribution

space = {
    "lr": FloatDistribution(1e-5, 1e-1, log=True), "layers": IntDistribution(1, 3), "opt": CategoricalDistribution(("adam", "sgd")),
    "drop": FloatDistribution(0, 0.5, step=0.1)}
study = optuna.create_study()
batch = [study.ask(fixed_distributions=space) for _ in range(4)]
print([t.number for t in batch], all(list(t.params) == list(space) for t in batch))
for trial in batch:
    study.tell(trial, trial.params["lr"] * trial.params["layers"])
print(all(t.distributions == space for t in study.trials), {t.state.name for t in study.trials})
print(space["lr"] == FloatDistribution(1e-5, 1e-1, log=True), space["layers"] == IntDistribution(1, 4), space["layers"].single())
print(space["drop"], IntDistribution(5, 5).single(), CategoricalDistribution((1,)).single())
