"""Text to 128-permutation MinHash signatures, one thread, side by side in one run.

    python -m tests.benchmarks signatures [PATH.parquet] [--documents N] [--repeat R] [--peers NAME,…]

Every peer (datasketch, datasketch-copied, rensa) is given the documents as Python strings and makes word 5-grams in
Python, as its users do: lower-case words, joined by spaces. datasketch hashes them with xxh32 and takes them by
``MinHash.update_batch``; rensa takes the sets in bulk. Ours takes the documents as a polars column; its tokens carry
offsets too, and its words are normalised. CPU seconds are those of the whole process (on a busy machine they say more
than the clock), the least of R runs. N documents are taken evenly from the file; without a path they are made up.
"""

import argparse
import os
import random
import re
import time
from collections.abc import Callable

import polars as pl

WORD = re.compile(r"\w+")


def five_grams(text: str) -> list[str]:
    words = WORD.findall(text.lower())
    return [" ".join(words[place : place + 5]) for place in range(max(1, len(words) - 4))]


def ours(texts: pl.Series) -> None:
    from provenance.settings import Settings
    from provenance.text import minhash, shingles
    from provenance.text.tokens import tokenise

    settings, step = Settings(), 1000
    for first in range(0, len(texts), step):
        minhash.minhash_signatures(shingles.shingle(tokenise(texts[first : first + step]), settings), settings)


def stage(texts: pl.Series) -> None:
    """Return nothing: the whole stage, bands and anchors included."""
    from provenance.settings import Settings
    from provenance.stages.signatures import signatures
    from provenance.tables import SKIPS

    documents = pl.DataFrame({"document": pl.Series(range(len(texts)), dtype=pl.Int32), "text": texts})
    signatures(documents, SKIPS.empty(), Settings())


def datasketch(texts: pl.Series) -> None:
    import xxhash
    from datasketch import MinHash

    for text in texts:
        sketch = MinHash(num_perm=128, hashfunc=xxhash.xxh32_intdigest)
        sketch.update_batch(each.encode() for each in five_grams(text))


def datasketch_copied(texts: pl.Series) -> None:
    """Return nothing: the same without drawing the permutations again for every document."""
    import xxhash
    from datasketch import MinHash

    first = MinHash(num_perm=128, hashfunc=xxhash.xxh32_intdigest)
    for text in texts:
        sketch = first.copy()
        sketch.update_batch(each.encode() for each in five_grams(text))


def rensa(texts: pl.Series) -> None:
    from rensa import RMinHash

    step = 1000
    for first in range(0, len(texts), step):
        RMinHash.digest_matrix_from_token_sets([five_grams(text) for text in texts[first : first + step]], 128, 42)


def shingling(texts: pl.Series) -> None:
    """Return nothing: what the peers' word 5-grams alone cost."""
    for text in texts:
        five_grams(text)


def made_up(count: int) -> pl.Series:
    rng = random.Random(0)
    syllables = [a + b for a in "bcdfglmnprstv" for b in ("a", "e", "i", "o", "u", "ar", "en", "is")]
    words = ["".join(rng.choices(syllables, k=rng.choice((1, 2, 2, 3, 4)))) for _ in range(20_000)]
    weights = [1 / (rank + 3) for rank in range(len(words))]
    return pl.Series([" ".join(rng.choices(words, weights, k=rng.randint(60, 700))) + "." for _ in range(count)])


def measure(run: Callable[[pl.Series], None], texts: pl.Series, repeat: int) -> tuple[float, float]:
    run(texts[:50])  # loads or compiles
    best = (float("inf"), float("inf"))
    for _ in range(repeat):
        cpu, wall = time.process_time(), time.perf_counter()
        run(texts)
        best = min(best, (time.process_time() - cpu, time.perf_counter() - wall))
    return best


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks signatures")
    parser.add_argument("path", nargs="?", help="a Parquet file with a column text")
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--peers", default="datasketch,datasketch-copied,rensa")
    given = parser.parse_args(arguments)
    os.environ["RAYON_NUM_THREADS"] = "1"  # rensa: one thread, as everybody
    texts = pl.read_parquet(given.path)["text"] if given.path else made_up(given.documents)
    texts = texts.gather_every(max(1, len(texts) // given.documents))[: given.documents]
    bytes_ = texts.str.len_bytes().sum()
    print(f"{len(texts)} documents, {bytes_ / 1e6:.1f} MB, one thread, least of {given.repeat}")
    print(f"{'what':<44}{'CPU s':>8}{'wall s':>8}{'documents/s':>13}{'MB/s':>8}{'ours is':>9}")
    runs = {"ours: text to signature": ours, "ours: with bands and anchors (the whole stage)": stage}
    named = {"datasketch": datasketch, "datasketch-copied": datasketch_copied, "rensa": rensa}
    runs |= {f"{peer}: Python 5-grams to signature": named[peer] for peer in given.peers.split(",") if peer}
    runs["Python word 5-grams alone"] = shingling
    first = 0.0
    for name, run in runs.items():
        cpu, wall = measure(run, texts, given.repeat)
        first = first or cpu
        row = f"{cpu:>8.2f}{wall:>8.2f}{len(texts) / cpu:>13,.0f}{bytes_ / 1e6 / cpu:>8.1f}{cpu / first:>8.1f}x"
        print(f"{name:<44}{row}", flush=True)
