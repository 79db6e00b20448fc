"""Tunes scikit-learn's MLPClassifier on samples/data/digits.csv.gz: one trial of a study.

Parameters come as one line of JSON on standard input; each epoch is reported, the validation accuracy comes last.
"""

import argparse
import json
import os
import sys
from pathlib import Path

try:
    import numpy as np
    from sklearn.model_selection import train_test_split
    from sklearn.neural_network import MLPClassifier
except ImportError as e:
    sys.exit(
        f"{e}: {sys.executable} has no scikit-learn. Install it (pip install scikit-learn), or name a Python "
        "that has it in the study's command, such as /usr/bin/python3 after apt-get install python3-sklearn."
    )

DATA = Path(__file__).resolve().parent.parent / "data" / "digits.csv.gz"


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--epochs", type=int, default=20)
    epochs = arguments.parse_args().epochs
    parameters = json.loads(sys.stdin.readline())

    table = np.loadtxt(DATA, delimiter=",")
    images, labels = table[:, :-1] / 16, table[:, -1].astype(int)
    # The same split for every trial; only the training depends on the trial's seed.
    x, x_held, y, y_held = train_test_split(images, labels, test_size=0.3, stratify=labels, random_state=0)

    model = MLPClassifier(
        hidden_layer_sizes=(parameters["hiddenUnits"],),
        activation=parameters.get("activation", "relu"),
        solver=parameters["optimizer"],
        learning_rate_init=parameters["learningRate"],
        momentum=parameters.get("momentum", 0.9),  # absent unless the optimizer is sgd
        alpha=parameters.get("alpha", 1e-4),
        random_state=int(os.environ.get("TUNER_SEED", "0")) % 2**32,
    )
    for epoch in range(1, epochs + 1):
        model.partial_fit(x, y, classes=np.arange(10))
        accuracy = model.score(x_held, y_held)
        print(json.dumps({"step": epoch, "value": accuracy}), flush=True)
    print(json.dumps({"value": accuracy, "attributes": {"trainingLoss": model.loss_}}))


if __name__ == "__main__":
    main()
