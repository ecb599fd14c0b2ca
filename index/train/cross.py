#!/usr/bin/env python3
"""Train the cross-encoder, which reads a question and a sentence together.

    cross.py SENTENCES index/meaning/weights/bge-small-zh.bin index/meaning/weights/cross-zh.bin [--epochs N] [--rate R] [--seed S] [--begin FILE]

SENTENCES is what `go run ./api/answer/fit -sentences FILE DATA=QUESTIONS` wrote: a question a line,
with the sentences that may answer it, the likeliest first. questions/offices.jsonl, on the texts in questions/documents, has
pairs of questions on one clause, of which one is answered and the other is not. --begin continues from a file;
what is written then lies halfway between both, which errs less on texts of other kinds than either (Wortsman et al., Robust fine-tuning of
zero-shot models, 2022). The encoder's weights stay as they are, and the lower
layers pass the question and the sentence apart. Learned are corrections of low rank (Hu et al., LoRA, 2021) to the
matrices of the upper layers, which both pass together, how much the tokens of one heed those of the other, and how
the vectors of both first tokens are compared. The loss is that of the weights of evidence: a conditional logit with
an outside option, the refusal. For some questions the sentences that answer are left out, so that it
learns to refuse. Needs numpy and jax; 3,000 questions take some 30 to 40 minutes on two cores.

How the file is laid out is told in cross.go.
"""
import argparse
import json
import struct

import jax
import jax.numpy as jnp
import numpy as np

from train import HEAD, RANK, Numbers, adam, encoder, packed, read_model, save, start

FIRST = 2  # the first layer that both pass together
BATCH, SENTENCES = 8, 5  # questions of a step, and the most sentences of each
GONE = 0.3  # the share of questions whose answers are left out
GATE, SCALE = 3.0, 5.0  # what the attention to the other text loses at first; how much faster it learns
PARTS = ("gains", 1), ("other", SCALE), ("both", 10), ("question", 10), ("sentence", 10), ("offset", 10)  # in the file, behind the corrections


def network(model):
    """Give the lower layers, which a text passes alone, and the score of questions with sentences."""
    normalise, through = encoder(model)

    def unit(x):
        return x / jnp.linalg.norm(x, axis=1, keepdims=True)

    @jax.jit
    def lower(x, mask):
        x = normalise(x, model["begin"])
        for i in range(FIRST):
            x = through(x, mask, i, None)
        return x

    def score(learned, x, mask, kind):
        """kind is 0 for the tokens of the question and 1 for those of the sentence."""
        x = x + learned["gains"][kind]
        other = (kind[:, :, None] != kind[:, None, :]).astype(x.dtype)[:, None]
        for i, c in enumerate(learned["corrections"]):
            x = through(x, mask, FIRST + i, c, other * (learned["other"][i] * SCALE)[None, :, None, None])
        question, sentence = unit(x[:, 0]), unit(jnp.take_along_axis(x, jnp.argmax(kind, 1)[:, None, None], 1)[:, 0])
        return (question * sentence) @ learned["both"] * 10 + question @ learned["question"] * 10 + sentence @ learned["sentence"] * 10 + learned["offset"] * 10

    return lower, score


def beginning(model, key):
    """A cross-encoder that compares the vectors of both texts and nearly nothing else."""
    corrections = start(model, FIRST, key)
    zero = jnp.zeros(model["width"])
    other = jnp.full((len(corrections), model["heads"]), -GATE / SCALE)
    return dict(corrections=corrections, gains=jnp.zeros((2, model["width"])), other=other, both=zero + 2, question=zero, sentence=zero, offset=jnp.array(-1.2))


def load(path, model, lower):
    """Read the questions; give each text as the lower layers leave it."""
    asked = [json.loads(line) for line in open(path)]
    texts = {}
    for k in asked:
        right = [s for s in k["sentences"] if s["right"]][:2]
        wrong = [s for s in k["sentences"] if not s["right"]][: SENTENCES + 1]
        k["use"] = [(tuple(s["rows"]), s["right"]) for s in right + wrong]
        k["rows"] = tuple(k["rows"])
        texts.update(dict.fromkeys([k["rows"], *(rows for rows, _ in k["use"])]))
    # A question whose clause was not found teaches nothing; one that has no answer teaches to refuse.
    asked = [k for k in asked if k["use"][0][1] or not k["answered"]]
    order = sorted(texts, key=len)
    for b in range(0, len(order), 128):
        part = order[b : b + 128]
        tokens = (len(part[-1]) + 15) // 16 * 16
        rows, mask = np.zeros((128, tokens), np.int32), np.zeros((128, tokens), np.float32)
        for i, r in enumerate(part):
            rows[i, : len(r)], mask[i, : len(r)] = r, 1
        out = np.asarray(lower(model["rows"][rows] + model["place"][:tokens], mask)).astype(np.float16)
        for r, x in zip(part, out):
            texts[r] = x[: len(r)]
    return asked, texts


def batch(asked, texts, rng):
    """Arrays of some questions, each with some of its sentences."""
    chosen, weight = [], []
    for k in asked:
        wrong = [s for s in k["use"] if not s[1]]
        gone = k["answered"] and len(wrong) > 1 and rng.random() < GONE
        chosen.append((wrong if gone else k["use"])[:SENTENCES])
        weight.append(0.5 if gone else 1.0)
    tokens = max(len(k["rows"]) + len(s[0]) for k, use in zip(asked, chosen) for s in use)
    tokens = (tokens + 15) // 16 * 16
    n = len(asked) * SENTENCES
    x, mask, kind = np.zeros((n, tokens, next(iter(texts.values())).shape[1]), np.float32), np.zeros((n, tokens), np.float32), np.zeros((n, tokens), np.int32)
    valid, right = np.zeros((len(asked), SENTENCES), np.float32), np.zeros((len(asked), SENTENCES), np.float32)
    mask[:, 0] = 1
    for a, (k, use) in enumerate(zip(asked, chosen)):
        for c, (rows, answers) in enumerate(use):
            at, end = len(k["rows"]), len(k["rows"]) + len(rows)
            i = a * SENTENCES + c
            x[i, :at], x[i, at:end], mask[i, :end], kind[i, at:] = texts[k["rows"]], texts[rows], 1, 1
            valid[a, c], right[a, c] = 1, answers
    return x, mask, kind, valid, right, np.array(weight, np.float32)


def train(p, asked, texts, score, epochs, rate, seed):
    """Fit what is learned, the rate falling to 3 in 100."""

    def loss(learned, x, mask, kind, valid, right, weight):
        s = jnp.where(valid > 0, score(learned, x, mask, kind).reshape(valid.shape), -1e9)
        all_ = jax.nn.logsumexp(jnp.concatenate([jnp.zeros((len(s), 1)), s], 1), 1)
        answered = jax.nn.logsumexp(jnp.where(right > 0, s, -1e9), 1)
        return (weight * (all_ - jnp.where(right.sum(1) > 0, answered, 0.0))).mean()

    step = adam(loss)
    m = v = jax.tree.map(jnp.zeros_like, p)
    rng, at, steps = np.random.default_rng(seed), 0, len(asked) // BATCH
    for epoch in range(epochs):
        # Questions of like length share a step.
        length = [len(k["rows"]) + max(len(rows) for rows, _ in k["use"]) + rng.normal() * 6 for k in asked]
        order, sum_ = np.argsort(length), 0.0
        for b in rng.permutation(steps):
            at += 1
            r = rate * min(1, at / 50) * max(0.03, 1 - at / (steps * epochs))
            p, m, v, value = step(p, m, v, float(at), r, batch([asked[i] for i in order[b * BATCH :][:BATCH]], texts, rng))
            sum_ += float(value)
        print("epoch %d: loss %.3f" % (epoch + 1, sum_ / steps), flush=True)
    return p


def write(path, model, p):
    """Write the corrections as int8 with a scale for each rank, and what is compared as float32."""
    b = model["sum"] + struct.pack("<III", FIRST, len(p["corrections"]), RANK) + packed(p["corrections"])
    for name, scale in PARTS:
        b += (np.asarray(p[name], np.float32) * scale).tobytes()
    save(path, b"tiaowen cross-en", b)


def read(path, model, p):
    """Read what write wrote, in the form of p, which beginning made."""
    n = Numbers(path, model, HEAD)
    p["corrections"] = n.corrections(p["corrections"])
    for name, scale in PARTS:
        p[name] = jnp.asarray(n.floats(p[name].size).reshape(p[name].shape) / scale)
    n.end()
    return p


def main():
    a = argparse.ArgumentParser()
    a.add_argument("sentences")
    a.add_argument("model")
    a.add_argument("cross")
    a.add_argument("--epochs", type=int, default=2)
    a.add_argument("--rate", type=float, default=1.5e-3)
    a.add_argument("--seed", type=int, default=1)
    a.add_argument("--begin", help="a file that it wrote before, from which training continues")
    a.add_argument("--share", type=float, default=0.5, help="how far from that file to what it learned on the way is gone")
    a = a.parse_args()
    model = read_model(a.model)
    lower, score = network(model)
    asked, texts = load(a.sentences, model, lower)
    print("%d questions, %d texts" % (len(asked), len(texts)))
    p = beginning(model, jax.random.PRNGKey(a.seed))
    if a.begin:
        p = read(a.begin, model, p)
    learned = train(p, asked, texts, score, a.epochs, a.rate, a.seed)
    if a.begin:
        learned = jax.tree.map(lambda old, new: (1 - a.share) * old + a.share * new, p, learned)
    write(a.cross, model, learned)


if __name__ == "__main__":
    main()
