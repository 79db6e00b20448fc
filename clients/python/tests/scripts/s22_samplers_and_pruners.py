"""Each sampler and each pruner, by name."""
import warnings

import optuna

warnings.simplefilter("ignore")
samplers, pruners = optuna.samplers, optuna.pruners


def objective(trial):
    x, y = trial.suggest_float("x", -2, 2), trial.suggest_float("y", -2, 2)
    for step in range(4):
        trial.report(x * x + y * y + 1 / (step + 1), step)
        if trial.should_prune():
            raise optuna.TrialPruned()
    return x * x + y * y


for sampler in (samplers.RandomSampler(seed=1), samplers.TPESampler(n_startup_trials=3, n_ei_candidates=12, multivariate=True, seed=2),
                samplers.CmaEsSampler(seed=3), samplers.QMCSampler(seed=4), samplers.NSGAIISampler(population_size=6, seed=5)):
    study = optuna.create_study(sampler=sampler, pruner=pruners.NopPruner())
    study.optimize(objective, n_trials=8)
    print(type(sampler).__name__, len(study.trials), study.best_value < 8, {t.state.name for t in study.trials})
for pruner in (pruners.MedianPruner(3, 1), pruners.PercentilePruner(50.0, n_startup_trials=2), pruners.SuccessiveHalvingPruner(1, 2),
               pruners.HyperbandPruner(min_resource=1, max_resource=4, reduction_factor=2), pruners.ThresholdPruner(upper=3.0),
               pruners.PatientPruner(pruners.MedianPruner(), patience=1)):
    study = optuna.create_study(pruner=pruner)
    study.optimize(objective, n_trials=8)
    print(type(pruner).__name__, len(study.trials), {t.state.name for t in study.trials} <= {"COMPLETE", "PRUNED"})
grid = samplers.GridSampler({"x": [-1, 0, 1], "y": [0.5, 1.5]})
study = optuna.create_study(sampler=grid)
study.optimize(lambda t: t.suggest_float("x", -2, 2) ** 2 + t.suggest_float("y", -2, 2))
print(sorted((t.params["x"], t.params["y"]) for t in study.trials), study.best_value)
