"""A training that takes its time: it reports each epoch, is pruned when it falls behind, and leaves its model with its trial."""
import pickle
import sys

import serverless_tuner as tuner
from sklearn.datasets import load_digits
from sklearn.linear_model import SGDClassifier
from sklearn.model_selection import train_test_split

EPOCHS, TRIALS = 27, int(sys.argv[2]) if len(sys.argv) > 2 else 30
NAME = sys.argv[1] if len(sys.argv) > 1 else "long-training"
X, y = load_digits(return_X_y=True)
X_train, X_test, y_train, y_test = train_test_split(X / 16, y, test_size=0.4, random_state=0)

SPACE = (tuner.Space().float("alpha", 1e-6, 1, log=True).float("eta0", 1e-4, 10, log=True)
         .categorical("loss", ["log_loss", "hinge", "modified_huber"]).categorical("average", [True, False]))


def train(trial):
    model = SGDClassifier(loss=trial["loss"], alpha=trial["alpha"], eta0=trial["eta0"], average=trial["average"],
                          learning_rate="constant", random_state=0)
    for epoch in range(1, EPOCHS + 1):
        model.partial_fit(X_train, y_train, classes=range(10))
        accuracy = model.score(X_test, y_test)
        trial.report(accuracy, epoch)
        if trial.should_prune():  # The server has ended the trial: nobody waits for what it would have come to.
            raise tuner.TrialPruned(f"after {epoch} of {EPOCHS} epochs, at {accuracy:.3f}")
    trial.keep("model.pickle", pickle.dumps(model))
    trial.set_metric("support", float((abs(model.coef_) > 1e-3).mean()))
    return accuracy


if __name__ == "__main__":
    client = tuner.Client()
    study = tuner.optimize(train, SPACE, name=NAME, trials=TRIALS, direction="maximize", client=client,
                           pruner=tuner.pruners.HyperbandPruner(min_resource=1, max_resource=EPOCHS, reduction_factor=3))
    trials = study.trials
    epochs = sum(trial.last_step or 0 for trial in trials)
    print(f"{sum(t.state == tuner.trial.TrialState.PRUNED for t in trials)} of {len(trials)} trials were pruned: "
          f"{epochs} epochs instead of {EPOCHS * len(trials)}")
    best = study.best_trial
    model = pickle.loads(client.artifact(NAME, best.number, "model.pickle"))
    print(f"trial {best.number}: accuracy {best.value:.4f}; its model, fetched again, has {model.score(X_test, y_test):.4f}")
