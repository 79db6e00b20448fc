"""One trial: reads its parameters, trains, prints what came of it. Put your own training in the place of this one."""
import json
import sys

p = json.loads(sys.stdin.readline())  # {"learningRate": 0.01, "momentum": 0.9, "batch": 5}

# A line is fitted to five points by gradient descent.
points = [(1, 3.2), (2, 5.1), (3, 7.3), (4, 9.0), (5, 11.2)]
slope = intercept = slope_speed = intercept_speed = 0.0


def loss():
    return sum((slope * x + intercept - y) ** 2 for x, y in points) / len(points)


for step in range(1, 31):
    for start in range(0, len(points), p["batch"]):
        batch = points[start:start + p["batch"]]
        errors = [(x, slope * x + intercept - y) for x, y in batch]
        slope_speed = p["momentum"] * slope_speed - p["learningRate"] * sum(2 * e * x for x, e in errors) / len(batch)
        intercept_speed = p["momentum"] * intercept_speed - p["learningRate"] * sum(2 * e for _, e in errors) / len(batch)
        slope += slope_speed
        intercept += intercept_speed
    print(json.dumps({"step": step, "value": min(loss(), 1e9)}))  # optional: so far; a pruner judges by it

print(json.dumps({"value": min(loss(), 1e9)}))  # the outcome: the last line, without a step
