"""A retrieval pipeline on a toy corpus: how large are its chunks, how many go into the prompt, which prompt, which model? Nothing but the
standard library; the language models are stand-ins that read the prompt and charge for its tokens. server.py offers it as an endpoint."""
import json
import math
import os
import random
import re

with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "corpus.json"), encoding="utf-8") as file:
    CORPUS = json.load(file)

PROMPTS = {  # Tokens that a prompt adds, and how well a model keeps to the text with it.
    "short": (12, 0.80), "careful": (60, 0.93), "examples": (220, 0.97)}
MODELS = {  # Dollars and seconds a token, and how sure a model is.
    "small": (0.4e-6, 0.00015, 0.90), "large": (2e-6, 0.0004, 1.0)}


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


def answers(question, context, prompt, model):
    """The stand-in for a language model: it finds what stands in its context, less surely the more stands around it."""
    if question["answer"].lower() not in context.lower():
        return False
    sure = PROMPTS[prompt][1] * MODELS[model][2] * (1 - 0.05 * max(0, math.log2(len(words(context)) / 80)))
    return random.Random(question["text"] + prompt + model).random() < sure


def evaluate(p):
    """Asks all questions with these parameters; answers what an endpoint answers the tuner: values, cost, metrics."""
    index = Index(list(chunks_of(p["chunkWords"], p["overlap"])), p["k1"], p["b"])
    usd_per_token, seconds_per_token, _ = MODELS[p["model"]]
    reranks = p["rerank"] != "none"
    right = tokens = 0
    for question in CORPUS["questions"]:
        found = index.search(question["text"], p["topK"] * (2 if reranks else 1))
        if reranks:
            wanted = pairs(question["text"])
            found = sorted(found, key=lambda i: -len(wanted & pairs(index.chunks[i])))[:p["topK"]]
            tokens += 4 * p["topK"]
        context = "\n".join(index.chunks[i] for i in found)
        tokens += len(words(context)) + len(words(question["text"])) + PROMPTS[p["prompt"]][0]
        right += answers(question, context, p["prompt"], p["model"])
    asked = len(CORPUS["questions"])
    return {
        "values": [right / asked, 1000 * tokens / asked * usd_per_token, 0.2 + tokens / asked * seconds_per_token],
        "costUsd": tokens * usd_per_token,
        "metrics": {"tokens": tokens / asked},
    }
