"""Trades a made-up price by a rule with three parameters; needs nothing but Python.

Returns metrics and no value: what is made of them (one of them, a weighted sum, several objectives) is up to the study.
"""
import json
import math
import random
import sys
import time


def prices(days):
    """A price that keeps returning to a slow wave, the same in each trial."""
    rng = random.Random(11)
    price, path = 0.0, []
    for day in range(days):
        price += 0.15 * (math.sin(day / 40) - price) + rng.gauss(0, 0.12)
        path.append(price)
    return path


def main():
    p = json.loads(sys.stdin.readline())
    window, threshold, share = p["window"], p["threshold"], p["share"]
    started = time.perf_counter()
    path = prices(1500)
    hits, calls, gains = 0, 0, []
    for day in range(window, len(path) - 1):
        mean = sum(path[day - window:day]) / window
        if abs(path[day] - mean) < threshold:
            gains.append(0.0)
            continue
        side = -1 if path[day] > mean else 1
        change = side * (path[day + 1] - path[day])
        calls += 1
        hits += change > 0
        gains.append(share * change - 0.01 * share * share)
    average = sum(gains) / len(gains)
    spread = math.sqrt(sum((g - average) ** 2 for g in gains) / len(gains))
    accuracy = hits / calls if calls else 0.0
    print(json.dumps({"metrics": {
        "accuracy": accuracy,
        "sharpe": math.sqrt(252) * average / spread if spread > 0 else 0.0,
        "ece": abs(accuracy - (0.5 + min(0.45, threshold))),
        "predictions": calls,
        "latency": 1000 * (time.perf_counter() - started),
        "memory": 8 * window,
    }}))


main()
