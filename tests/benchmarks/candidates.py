"""How many alike pairs the candidates hold, against brute force, and whether a short shared passage is found.

    python -m tests.benchmarks candidates [PATH.parquet] [--documents 5000] [--among 20000] [--sharing 150] [--words 40]

First, N documents, taken evenly from the file: every pair whose word 5-grams (of Python, as sets) have a Jaccard
similarity of at least .5 is found by brute force, and counted where it is a candidate pair. Then M documents, of which
some are given one and the same made-up passage, each as a line of its own at another place: how many of them match
another one by that? Without a path the documents are made up, one in five of them a changed copy of another.
"""

import argparse
import random
import tempfile
import time
from pathlib import Path

import numpy as np
import polars as pl
from scipy.sparse import csr_matrix, triu

import provenance
from provenance.pipeline import matching as room
from provenance.warehouse.warehouse import Warehouse
from tests.benchmarks.signatures import five_grams, made_up

LEAST = (0.5, 0.6, 0.7, 0.8, 0.9)


def alike(texts: list[str]) -> dict[tuple[int, int], float]:
    """Every pair of texts with a Jaccard similarity of LEAST[0] or more, by all shingles of all texts."""
    column: dict[str, int] = {}
    sets = [{column.setdefault(gram, len(column)) for gram in five_grams(text)} for text in texts]
    places = np.fromiter((each for grams in sets for each in grams), np.int64)
    ends = np.concatenate([[0], np.cumsum([len(grams) for grams in sets])])
    held = csr_matrix((np.ones(len(places), np.int32), places, ends), (len(texts), len(column)))
    found = {}
    for first in range(0, len(texts), 500):  # rows at once
        both = triu(held[first : first + 500] @ held.T, first + 1).tocoo()
        for row, other, common in zip(both.row + first, both.col, both.data, strict=True):
            jaccard = common / (len(sets[row]) + len(sets[other]) - common)
            if jaccard >= LEAST[0]:
                found[int(row), int(other)] = float(jaccard)
    return found


def traced(texts: list[str], folder: Path) -> tuple[set[tuple[int, int]], list[tuple[str, str]], float]:
    """The candidate pairs, the ids of the matches, and the seconds of the processor that finding them took."""
    path, db = folder / "texts.parquet", folder / "w.duckdb"
    pl.DataFrame({"id": [f"{place:06}" for place in range(len(texts))], "text": texts}).write_parquet(path)
    asked: list[pl.DataFrame] = []
    reading = room.with_texts

    def noted(warehouse, pairs):
        asked.append(pairs.select("left", "right"))
        return reading(warehouse, pairs)

    room.with_texts = noted
    begin = time.process_time()
    try:
        provenance.trace([path], db, settings={"embedding_budget": 0})
    finally:
        room.with_texts = reading
    seconds = time.process_time() - begin
    with Warehouse.open(db) as warehouse:
        matches = warehouse.sql("SELECT left_id, right_id FROM matches ORDER BY ALL").rows()
        names = dict(warehouse.sql("SELECT document, document_id FROM documents").rows())
    pairs = pl.concat(asked).rows() if asked else []
    return {tuple(sorted((int(names[left]), int(names[right])))) for left, right in pairs}, matches, seconds


def recall(texts: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        candidates, _, seconds = traced(texts, Path(folder))
    begin = time.process_time()
    truth = alike(texts)
    brute, every = time.process_time() - begin, len(texts) * (len(texts) - 1) // 2
    print(
        f"{len(texts)} documents, {every:,} pairs; {len(candidates):,} candidates, "
        f"{every / len(candidates):,.0f}x fewer"
    )
    print(f"CPU seconds: {seconds:.1f} for a whole trace, {brute:.1f} for brute force")
    print(f"{'Jaccard at least':<20}{'pairs':>9}{'candidates':>12}{'recall':>9}")
    for least in LEAST:
        pairs = {pair for pair, jaccard in truth.items() if jaccard >= least}
        share = len(pairs & candidates) / max(len(pairs), 1)
        print(f"{least:<20}{len(pairs):>9,}{len(pairs & candidates):>12,}{share:>9.4f}")


def passage(texts: list[str], sharing: int, words: int) -> None:
    chance = random.Random(0)
    said = " ".join(f"{a}{b}" for a, b in zip(chance.choices("bdfgklmnprst", k=words), range(words), strict=True))
    chosen = chance.sample(range(len(texts)), sharing)
    for place in chosen:
        lines = texts[place].split("\n")
        lines.insert(chance.randint(0, len(lines)), f"{said}.")
        texts[place] = "\n".join(lines)
    with tempfile.TemporaryDirectory() as folder:
        candidates, matches, seconds = traced(texts, Path(folder))
    names = {f"{place:06}" for place in chosen}
    found = {each for pair in matches if names.issuperset(pair) for each in pair}
    print(
        f"{len(texts)} documents, {sharing} share {words} words: {len(found)} of them match another by that, "
        f"{len(candidates):,} candidates, {seconds:.1f} CPU seconds"
    )


def changed(texts: list[str]) -> list[str]:
    """The texts, one in five of them replaced by a copy of another with words replaced, one in 100 to one in 8."""
    chance = random.Random(1)
    for place in range(0, len(texts), 5):
        words, rate = texts[chance.randrange(len(texts))].split(" "), chance.choice((0.01, 0.03, 0.06, 0.12))
        texts[place] = " ".join(chance.choice(words) if chance.random() < rate else word for word in words)
    return texts


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks candidates")
    parser.add_argument("path", nargs="?", help="a Parquet file with a column text")
    parser.add_argument("--documents", type=int, default=5_000)
    parser.add_argument("--among", type=int, default=20_000)
    parser.add_argument("--sharing", type=int, default=150)
    parser.add_argument("--words", type=int, default=40)
    given = parser.parse_args(arguments)
    most = max(given.documents, given.among)
    texts = (
        pl.read_parquet(given.path)["text"].drop_nulls().to_list() if given.path else changed(made_up(most).to_list())
    )
    for count, run in (
        (given.documents, recall),
        (given.among, lambda some: passage(some, given.sharing, given.words)),
    ):
        if count:
            run(texts[:: max(1, len(texts) // count)][:count])
