"""A worker for tests with several: worker.py STUDY.json. It prints `complete NUMBER` of each trial that it was told it has completed."""
import json
import sys
import time

import serverless_tuner as tuner

tuner.logging.set_verbosity(tuner.logging.ERROR)


def objective(trial):
    for epoch in range(10):
        time.sleep(0.03)  # Here a model would learn.
        loss = (trial["lr"] - 0.1) ** 2 + (trial["momentum"] - 0.9) ** 2 + 1 / (epoch + 1)
        trial.report(loss, epoch)
        if trial.should_prune():
            raise tuner.TrialPruned()
    return loss


def say(study, trial):
    print(trial.state.name.lower(), trial.number, flush=True)


with open(sys.argv[1], encoding="utf-8") as file:
    spec = json.load(file)
client = tuner.Client(lease_seconds=10)
tuner.Study(client, client.start(spec)).optimize(objective, callbacks=[say])
