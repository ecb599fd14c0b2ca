#!/usr/bin/env python3
"""Train the corrections that questions pass in an encoder.

    train.py OUT index/meaning/weights/e5-small.bin index/meaning/weights/question.bin [--epochs N] [--rate R] [--seed S] [--begin FILE]
    train.py OUT index/meaning/weights/bge-small-zh.bin index/meaning/weights/question-zh.bin

OUT is what `go run ./index/train` wrote. The encoder's weights stay as they are. Corrections of low rank (Hu et
al., LoRA, 2021) to the matrices of its upper layers are fitted, so that of all passages
those that answer a question are nearest to it: cross-entropy over all of them, with the
products of the vectors times a temperature as logits. The lower layers' output is computed
once for each question. --begin continues from a file. Needs numpy and jax; once through 8,000 questions takes
five minutes on two cores.

How the files are laid out is told in file.go and question.go.
"""
import argparse
import hashlib
import json
import os
import struct

import jax
import jax.numpy as jnp
import numpy as np

RANK, POSITIVES, BATCH = 16, 12, 32

# What depends on the encoder: its name in questions.jsonl, where its numbers lie in a vector of both, the first layer that
# is corrected, the temperature, and the tokens that a question is cut to.
GENERAL = dict(name="general", numbers=slice(0, 384), first=6, temperature=80.0, tokens=32)
CHINESE = dict(name="chinese", numbers=slice(384, 896), first=1, temperature=50.0, tokens=44)


def read_model(path):
    """Read a model: the table of pieces, positions, normalisations and layers."""
    b = open(path, "rb").read()
    at = 48

    def numbers(kind, n, size):
        nonlocal at
        v = np.frombuffer(b, kind, n, at)
        at += n * size
        return v

    def floats(n):
        return numbers("<f4", n, 4)

    layers, width, heads, inner, pieces, positions, _ = numbers("<u4", 7, 4).tolist()
    eps, _ = floats(2).tolist()
    end = int(numbers("<u4", pieces, 4)[-1])
    at += end
    word_piece = b[:16] == b"tiaowen meaning2"
    if not word_piece:
        floats(pieces)
    raw = numbers(np.uint8, (pieces + 3) * width // 32 * 18, 1).reshape(-1, 18)
    scale = raw[:, :2].copy().view("<f2").astype(np.float32)
    nibbles = raw[:, 2:].astype(np.int16)
    rows = (np.concatenate([(nibbles & 15) - 8, (nibbles >> 4) - 8], 1) * scale).reshape(-1, width).astype(np.float32)
    place = numbers("<f2", positions * width, 2).reshape(positions, width).astype(np.float32)

    def normalisation():
        return floats(width), floats(width)

    def matrix(out, columns):
        raw = numbers(np.uint8, out * columns // 32 * 18, 1).reshape(out // 8, columns // 32, 144)
        scale = raw[:, :, :16].copy().view("<f2").astype(np.float32)
        n = raw[:, :, 16:].astype(np.int16).reshape(out // 8, columns // 32, 4, 8, 4)
        w = np.zeros((out // 8, 8, columns // 32, 32), np.float32)
        for group in range(4):
            for c in range(4):
                w[:, :, :, 8 * group + c] = ((n & 15) - 8)[:, :, group, :, c].transpose(0, 2, 1)
                w[:, :, :, 8 * group + 4 + c] = ((n >> 4) - 8)[:, :, group, :, c].transpose(0, 2, 1)
        w *= scale.transpose(0, 2, 1)[..., None]
        return w.reshape(out, columns), floats(out)

    begin = normalisation()
    stack = []
    for _ in range(layers):
        attention, output, after = matrix(3 * width, width), matrix(width, width), normalisation()
        stack.append(dict(attention=attention, output=output, after_attention=after, inner=matrix(inner, width), outer=matrix(width, inner), after_outer=normalisation()))
    assert at == len(b), "the model file has another layout"
    return dict(CHINESE if word_piece else GENERAL, word_piece=word_piece, sum=b[16:48], heads=heads, width=width, eps=eps, rows=rows, place=place, begin=begin, layers=stack)


MATRICES = ("attention", "output", "inner", "outer")  # in the order of the file


def encoder(model):
    """Give what an encoder is made of: a normalisation, and a layer with a correction or None.

    gain is added to the logits of the attention, so that some tokens heed others less."""
    layers = jax.tree.map(jnp.asarray, model["layers"])
    heads, width, eps = model["heads"], model["width"], model["eps"]

    def normalise(x, n):
        mean = x.mean(-1, keepdims=True)
        square = ((x - mean) ** 2).mean(-1, keepdims=True)
        return (x - mean) / jnp.sqrt(square + eps) * n[0] + n[1]

    def through(x, mask, i, correction, gain=0.0):
        def into(x, name):
            y = x @ layers[i][name][0].T + layers[i][name][1]
            if correction is not None:
                down, up = correction[name]
                y = y + (x @ down) @ up
            return y

        n, t, _ = x.shape
        q, k, v = (a.reshape(n, t, heads, -1).transpose(0, 2, 1, 3) for a in jnp.split(into(x, "attention"), 3, -1))
        share = jax.nn.softmax(q @ k.transpose(0, 1, 3, 2) / np.sqrt(width // heads) + (mask[:, None, None, :] - 1) * 1e9 + gain, -1)
        x = normalise(x + into((share @ v).transpose(0, 2, 1, 3).reshape(n, t, width), "output"), layers[i]["after_attention"])
        inner = jax.nn.gelu(into(x, "inner"), approximate=False)
        return normalise(x + into(inner, "outer"), layers[i]["after_outer"])

    return normalise, through


def network(model):
    """Give the lower layers, and the upper ones with corrections down to the vector."""
    normalise, through = encoder(model)

    @jax.jit
    def lower(x, mask):
        x = normalise(x, model["begin"])
        for i in range(model["first"]):
            x = through(x, mask, i, None)
        return x

    def upper(corrections, x, mask):
        for i, c in enumerate(corrections):
            x = through(x, mask, model["first"] + i, c)
        v = x[:, 0] if model["word_piece"] else (x * mask[..., None]).sum(1) / mask.sum(1, keepdims=True)
        return v / jnp.linalg.norm(v, axis=1, keepdims=True)

    return lower, upper


def load(out, model, lower):
    """Read the passages and questions; give each question as the lower layers leave it."""
    passages = np.fromfile(os.path.join(out, "passages.f32"), np.float32).reshape(-1, CHINESE["numbers"].stop)[:, model["numbers"]]
    passages /= np.linalg.norm(passages, axis=1, keepdims=True)
    tokens = model["tokens"]
    asked = [json.loads(line) for line in open(os.path.join(out, "questions.jsonl"))]
    rows, mask = np.zeros((len(asked), tokens), np.int32), np.zeros((len(asked), tokens), np.float32)
    places, counts = np.zeros((len(asked), POSITIVES), np.int32), np.zeros((len(asked), POSITIVES), np.float32)
    for i, k in enumerate(asked):
        r, p = k[model["name"]][:tokens], k["places"][:POSITIVES]
        rows[i, : len(r)], mask[i, : len(r)] = r, 1
        places[i, : len(p)], counts[i, : len(p)] = p, 1
    x = np.concatenate([np.asarray(lower(model["rows"][rows[b : b + 64]] + model["place"][:tokens], mask[b : b + 64])) for b in range(0, len(asked), 64)])
    return jnp.asarray(passages), x, mask, places, counts


def start(model, first, key):
    """Corrections to the layers from the first one on that correct nothing yet."""
    out = []
    for l in model["layers"][first:]:
        c = {}
        for name in MATRICES:
            rows, columns = l[name][0].shape
            key, k = jax.random.split(key)
            c[name] = [jax.random.normal(k, (columns, RANK)) / np.sqrt(columns), jnp.zeros((RANK, rows))]
        out.append(c)
    return out


def adam(loss):
    """Give a step of Adam (Kingma and Ba 2015): p is what is learned, m and v are the moments."""

    @jax.jit
    def step(p, m, v, at, rate, batch):
        value, slope = jax.value_and_grad(loss)(p, *batch)
        m = jax.tree.map(lambda a, b: 0.9 * a + 0.1 * b, m, slope)
        v = jax.tree.map(lambda a, b: 0.99 * a + 0.01 * b * b, v, slope)
        p = jax.tree.map(lambda p, a, b: p - rate * (a / (1 - 0.9**at)) / (jnp.sqrt(b / (1 - 0.99**at)) + 1e-8), p, m, v)
        return p, m, v, value

    return step


def train(model, data, upper, c, epochs, rate, seed):
    """Fit the corrections, the rate falling to a twentieth."""
    passages, x, mask, places, counts = data

    def loss(c, x, mask, places, counts):
        score = upper(c, x, mask) @ passages.T * model["temperature"]
        right = jnp.take_along_axis(score, places, axis=1) + jnp.log(counts + 1e-9)
        return (jax.nn.logsumexp(score, axis=1) - jax.nn.logsumexp(right, axis=1)).mean()

    step = adam(loss)
    m = v = jax.tree.map(jnp.zeros_like, c)
    rng, at, total = np.random.default_rng(seed), 0, epochs * (len(x) // BATCH)
    for epoch in range(epochs):
        order, sum_ = rng.permutation(len(x)), 0.0
        for b in range(0, len(x) - BATCH + 1, BATCH):
            i, at = order[b : b + BATCH], at + 1
            r = rate * min(1, at / 30) * max(0.05, 1 - at / total)
            c, m, v, value = step(c, m, v, float(at), r, (x[i], mask[i], places[i], counts[i]))
            sum_ += float(value)
        print("epoch %d: loss %.3f" % (epoch + 1, sum_ / (len(x) // BATCH)), flush=True)
    return c


def packed(corrections):
    """Corrections as int8 with a scale for each rank."""
    b = bytearray()
    for c in corrections:
        for name in MATRICES:
            down, up = (np.asarray(a) for a in c[name])
            for row in (*down.T, *up):
                scale = np.abs(row).max() / 127 or 1.0
                b += struct.pack("<f", scale) + np.round(row / scale).astype(np.int8).tobytes()
    return b


HEAD = 92  # the bytes of a file before the corrections: the kind, two sums and three numbers


def save(path, kind, b):
    """Write a file of some kind, 16 bytes, with the sum of what it holds."""
    open(path, "wb").write(kind + hashlib.sha256(b).digest() + b)


def write(path, model, corrections):
    """Write the corrections, and which model they are of."""
    head = model["sum"] + struct.pack("<III", model["first"], len(corrections), RANK)
    save(path, b"tiaowen question", head + packed(corrections))


class Numbers:
    """What is left of a file: float32 numbers and rows of int8 with a scale."""

    def __init__(self, path, model, at):
        self.bytes, self.at = open(path, "rb").read(), at
        assert self.bytes[48:80] == model["sum"], "it was trained for another encoder"

    def floats(self, n):
        self.at += 4 * n
        return np.frombuffer(self.bytes, "<f4", n, self.at - 4 * n)

    def row(self, n):
        scale = self.floats(1)[0]
        self.at += n
        return np.frombuffer(self.bytes, np.int8, n, self.at - n) * scale

    def corrections(self, like):
        """Read what packed made of corrections of the same form."""
        return [
            {
                name: [jnp.asarray(np.stack([self.row(len(down)) for _ in range(RANK)], 1)), jnp.asarray(np.stack([self.row(up.shape[1]) for _ in range(RANK)]))]
                for name, (down, up) in c.items()
            }
            for c in like
        ]

    def end(self):
        assert self.at == len(self.bytes), "the file has another layout"


def read(path, model, like):
    """Read what write wrote."""
    n = Numbers(path, model, HEAD)
    c = n.corrections(like)
    n.end()
    return c


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("out", help="what go run ./index/train wrote")
    p.add_argument("model", help="weights/e5-small.bin or weights/bge-small-zh.bin")
    p.add_argument("file", help="weights/question.bin or weights/question-zh.bin, which is written")
    p.add_argument("--epochs", type=int, default=3)
    p.add_argument("--rate", type=float, default=5e-4)
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--begin", help="a file that it wrote before, from which training continues")
    args = p.parse_args()
    model = read_model(args.model)
    lower, upper = network(model)
    data = load(args.out, model, lower)
    corrections = start(model, model["first"], jax.random.PRNGKey(args.seed))
    if args.begin:
        corrections = read(args.begin, model, corrections)
    write(args.file, model, train(model, data, upper, corrections, args.epochs, args.rate, args.seed))


if __name__ == "__main__":
    main()
