"""Trains a network of the layers that it is given on points in two spirals; needs nothing but Python.

Reports the share of points that are told apart, after each tenth of the training, and the size of the network as a metric.
"""
import json
import math
import os
import random
import sys


def spirals(rng, n):
    """n points of each of two spirals, as (x, y, class)."""
    points = []
    for i in range(n):
        for side in (0, 1):
            t = 0.25 + 1.5 * math.pi * i / n
            angle = t + side * math.pi
            points.append((t * math.cos(angle) / 5 + rng.gauss(0, 0.03), t * math.sin(angle) / 5 + rng.gauss(0, 0.03), side))
    rng.shuffle(points)
    return points


class Network:
    """Fully connected layers with one output, trained by stochastic gradient descent."""

    def __init__(self, rng, sizes, activation):
        self.tanh = activation == "tanh"
        self.layers = [
            [[rng.gauss(0, 1 / math.sqrt(a)) for _ in range(a)] + [0.0] for _ in range(b)] for a, b in zip(sizes, sizes[1:])]

    def forward(self, inputs):
        outputs = [list(inputs)]
        for depth, layer in enumerate(self.layers):
            row = outputs[-1] + [1.0]
            sums = [sum(w * x for w, x in zip(unit, row)) for unit in layer]
            if depth == len(self.layers) - 1:
                outputs.append([1 / (1 + math.exp(-max(-30, min(30, s)))) for s in sums])
            else:
                outputs.append([math.tanh(s) if self.tanh else max(0.0, s) for s in sums])
        return outputs

    def step(self, inputs, target, rate):
        outputs = self.forward(inputs)
        errors = [outputs[-1][0] - target]
        for depth in range(len(self.layers) - 1, -1, -1):
            below = outputs[depth]
            layer = self.layers[depth]
            passed = [sum(e * unit[i] for e, unit in zip(errors, layer)) for i in range(len(below))]
            for e, unit in zip(errors, layer):
                for i, x in enumerate(below):
                    unit[i] -= rate * e * x
                unit[-1] -= rate * e
            errors = [p * ((1 - x * x) if self.tanh else (1.0 if x > 0 else 0.0)) for p, x in zip(passed, below)]

    def parameters(self):
        return sum(len(unit) for layer in self.layers for unit in layer)


def main():
    p = json.loads(sys.stdin.readline())
    rng = random.Random(int(os.environ.get("TUNER_SEED", "0")))
    data = random.Random(7)
    train, test = spirals(data, 60), spirals(data, 40)
    sizes = [2] + [p[f"units{i}"] for i in range(1, p["layers"] + 1)] + [1]
    network = Network(rng, sizes, p["activation"])
    accuracy = 0.0
    for epoch in range(10):
        for _ in range(8):
            for x, y, side in train:
                network.step((x, y), side, p["learningRate"])
        accuracy = sum((network.forward((x, y))[-1][0] > 0.5) == (side == 1) for x, y, side in test) / len(test)
        print(json.dumps({"step": epoch, "value": accuracy}), flush=True)
    print(json.dumps({"value": accuracy, "metrics": {"parameters": network.parameters()}}))


main()
