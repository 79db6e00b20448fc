"""A retrieval pipeline on a toy corpus: how large are its chunks, how many go into the prompt, which prompt? Quality, cost and latency
at once. Nothing but the standard library; the language model is a stand-in that reads the prompt and charges for its tokens."""
import json
import math
import os
import random
import re
import sys

import serverless_tuner as tuner

FOLDER = os.path.dirname(os.path.abspath(__file__))
with open(os.path.join(FOLDER, "corpus.json"), encoding="utf-8") as file:
    CORPUS = json.load(file)

USD_PER_TOKEN, SECONDS_PER_TOKEN = 2e-6, 0.0004
PROMPTS = {  # Tokens that a prompt adds, and how well the model keeps to the text with it.
    "short": (12, 0.80), "careful": (60, 0.93), "examples": (220, 0.97)}
SPACE = (tuner.Space().int("chunkWords", 10, 120, log=True).float("overlap", 0, 0.5, step=0.1).int("topK", 1, 12)
         .categorical("prompt", list(PROMPTS)).categorical("rerank", [None, "phrases"]).float("k1", 0.2, 3).float("b", 0, 1))


def words(text):
    return re.findall(r"[a-z0-9]+", text.lower())


def chunks_of(size, overlap):
    step = max(1, round(size * (1 - overlap)))
    for document in CORPUS["documents"]:
        tokens = document.split()
        for start in range(0, max(1, len(tokens) - round(size * overlap)), step):
            yield " ".join(tokens[start:start + size])


class Index:
    """BM25 over the chunks."""

    def __init__(self, chunks, k1, b):
        self.chunks, self.k1, self.b = chunks, k1, b
        self.counts = [{w: c.count(w) for w in set(c)} for c in map(words, chunks)]
        self.lengths = [sum(c.values()) for c in self.counts]
        self.mean = sum(self.lengths) / len(self.lengths)
        self.having = {}
        for count in self.counts:
            for word in count:
                self.having[word] = self.having.get(word, 0) + 1

    def search(self, question, top):
        def score(i):
            total = 0.0
            for word in set(words(question)):
                n = self.counts[i].get(word, 0)
                if n:
                    rarity = math.log(1 + (len(self.chunks) - self.having[word] + 0.5) / (self.having[word] + 0.5))
                    total += rarity * n * (self.k1 + 1) / (n + self.k1 * (1 - self.b + self.b * self.lengths[i] / self.mean))
            return total
        return sorted(range(len(self.chunks)), key=lambda i: (-score(i), i))[:top]


def pairs(text):
    tokens = words(text)
    return set(zip(tokens, tokens[1:]))


def answers(question, context, prompt):
    """The stand-in for a language model: it finds what stands in its context, less surely the more stands around it."""
    if question["answer"].lower() not in context.lower():
        return False
    sure = PROMPTS[prompt][1] * (1 - 0.05 * max(0, math.log2(len(words(context)) / 80)))
    return random.Random(question["text"] + prompt).random() < sure


def evaluate(trial):
    index = Index(list(chunks_of(trial["chunkWords"], trial["overlap"])), trial["k1"], trial["b"])
    right = tokens = 0
    for question in CORPUS["questions"]:
        found = index.search(question["text"], trial["topK"] * (2 if trial["rerank"] else 1))
        if trial["rerank"]:
            wanted = pairs(question["text"])
            found = sorted(found, key=lambda i: -len(wanted & pairs(index.chunks[i])))[:trial["topK"]]
            tokens += 4 * trial["topK"]
        context = "\n".join(index.chunks[i] for i in found)
        tokens += len(words(context)) + len(words(question["text"])) + PROMPTS[trial["prompt"]][0]
        right += answers(question, context, trial["prompt"])
    asked = len(CORPUS["questions"])
    trial.set_cost(tokens * USD_PER_TOKEN)
    trial.set_metric("tokens", tokens / asked)
    return right / asked, 1000 * tokens / asked * USD_PER_TOKEN, 0.2 + tokens / asked * SECONDS_PER_TOKEN


if __name__ == "__main__":
    name, trials = sys.argv[1] if len(sys.argv) > 1 else "retrieval", int(sys.argv[2]) if len(sys.argv) > 2 else 80
    study = tuner.optimize(evaluate, SPACE, name=name, trials=trials, directions=["maximize", "minimize", "minimize"],
                           valueNames=["quality", "usdPerThousand", "seconds"], budget={"limitUsd": 2, "reported": True, "expectedUsd": 0.01})
    front = sorted(study.best_trials, key=lambda t: t.values[1])
    print(f"{len(front)} of {len(study.trials)} trials on the front, ${sum(t.cost_usd for t in study.trials):.4f} spent")
    for trial in front:
        quality, cost, seconds = trial.values
        p = trial.params
        print(f"{quality:5.2f} right  ${cost:.3f} a thousand  {seconds:.2f} s  {p['topK']:2} chunks of {p['chunkWords']:3} words  "
              f"prompt {p['prompt']}, rerank {p['rerank']}")
