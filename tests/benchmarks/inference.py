"""Inference, and every view, over a made-up warehouse of N documents and of ten times as many.

    python -m tests.benchmarks inference N [--times 10] [--keep FOLDER] [--slow SECONDS]

No text is read, compared or searched for credits: the tables of fact are filled at once, with documents that copies
of copies have grown (sentences changed, dropped and added), the passages that this leaves, credits, outlets and dates.
Three in ten documents stand alone; most others have one to four relatives, some fifty, some three hundred, and one part
holds thousands; there are about three matches a document. Then a process of its own infers them all, and another reads
every row and column of every view. Seconds on the clock, seconds of processor and peak memory are printed.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from datetime import datetime
from pathlib import Path

import numpy as np
import polars as pl

from provenance.pipeline import registry
from provenance.pipeline.opening import open_for_writing
from provenance.pipeline.stage import run_stage
from provenance.pipeline.trace import analysis_of
from provenance.tables import BLOCKS, CREDITS, MATCHES, PASSAGES
from provenance.warehouse.warehouse import Warehouse

ROOT = Path(__file__).parents[2]
SHARES = {1: 0.30, 2: 0.12, 3: 0.12, 4: 0.11, 5: 0.11, 50: 0.15, 300: 0.085}
"""Share of the documents that stand in parts of each size; the rest is one part."""

SLOTS = 12
"""Sentences of a document, those dropped counted with them."""

MATES = 10
"""Documents before it in a part that each has a match with, at most."""

POOL = 200_000
"""Different sentences."""

OUTLETS = 600
NOON = datetime(2021, 5, 1, 12)


def sizes(documents: int) -> np.ndarray:
    """The size of each part."""
    found = [np.full(int(documents * share) // size, size) for size, share in SHARES.items()]
    return np.append(np.concatenate(found), documents - sum(each.sum() for each in found))


def stories(parts: np.ndarray, random: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """The document that each was copied from (itself: none), and the sentences of each, -1 where one was dropped."""
    first = np.repeat(np.cumsum(parts) - parts, parts)
    rank = np.arange(len(first)) - first
    parent = first + (random.random(len(first)) ** 1.5 * rank).astype(np.int64)
    sentences = random.integers(0, POOL, (len(first), SLOTS))
    change = random.random(sentences.shape)
    fresh = sentences.copy()
    for step in range(1, int(rank.max()) + 1):
        now = np.flatnonzero(rank == step)
        copied = sentences[parent[now]]
        sentences[now] = np.where(change[now] < 0.12, fresh[now], np.where(change[now] < 0.2, -1, copied))
    sentences[(sentences >= 0).sum(axis=1) < 3] = np.arange(SLOTS)
    return np.where(rank > 0, parent, np.arange(len(first))), sentences


def pairs(parts: np.ndarray, parent: np.ndarray, random: np.random.Generator) -> np.ndarray:
    """Two documents a row: each with those before it in its part, or some of them, its parent among them."""
    first = np.repeat(np.cumsum(parts) - parts, parts)
    rank = np.arange(len(first)) - first
    later = np.repeat(np.arange(len(first)), np.minimum(rank, MATES))
    at = np.arange(len(later)) - np.searchsorted(later, later)
    some = first[later] + random.integers(0, np.maximum(rank[later], 1))
    earlier = np.where(rank[later] <= MATES, first[later] + at, np.where(at == 0, parent[later], some))
    return np.unique(np.stack([earlier, later], axis=1), axis=0)


def runs(ends: np.ndarray, sentences: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Runs of sentences that pairs share: the pair's row, the first sentence, the one after the last."""
    left, right = sentences[ends[:, 0]], sentences[ends[:, 1]]
    same = np.pad((left == right) & (left >= 0), ((0, 0), (1, 1))).astype(np.int8)
    step = np.diff(same, axis=1)
    row, start = np.nonzero(step == 1)
    return row, start, np.nonzero(step == -1)[1]


def pool(random: np.random.Generator) -> pl.Series:
    """The sentences, of invented words."""
    letters = np.array(list("bdfgklmnprstvz")), np.array(list("aeiou"))
    words = [
        "".join(c + v for c, v in zip(*(random.choice(each, 3) for each in letters), strict=True)) for _ in range(5000)
    ]
    chosen = np.array(words, object)[random.integers(0, len(words), (POOL, 6))]
    quoted = random.random(POOL) < 0.2
    said = [
        f"“{' '.join(row)}.” " if marks else f"{' '.join(row)}. " for row, marks in zip(chosen, quoted, strict=True)
    ]
    return pl.Series(said)


def documents(sentences: np.ndarray, texts: pl.Series, random: np.random.Generator) -> pl.DataFrame:
    """The table of documents."""
    count = len(sentences)
    columns = [texts.gather(pl.Series(np.maximum(column, 0))).set(pl.Series(column < 0), "") for column in sentences.T]
    seconds = np.arange(count) % 1000 * 7200 + random.exponential(40_000, count)
    precision = random.choice(["second", "day"], count, p=[0.85, 0.15])
    key = pl.int_range(count, dtype=pl.Int32, eager=True)
    ids = pl.Series(random.permutation(count)).cast(pl.String).str.zfill(8)
    dated = pl.Series(random.random(count) < 0.85)
    outlet = pl.Series(random.integers(0, OUTLETS, count)).cast(pl.String)
    return (
        pl.DataFrame({"document": key, "document_id": "d" + ids, "base_id": "d" + ids})
        .with_columns(
            version=pl.lit(1, pl.Int32),
            outlet_id="outlet-" + outlet,
            url=pl.Series(random.random(count) < 0.5).replace_strict({True: "https://news.example/"}, default=None)
            + ids,
            title=texts.gather(pl.Series(np.maximum(sentences[:, 0], 0))),
            language=pl.lit("en"),
            published_at=pl.when(dated).then(pl.lit(NOON) + pl.duration(seconds=pl.Series(seconds.astype(np.int64)))),
            published_precision=pl.when(dated).then(pl.Series(precision)),
            published_basis=pl.when(dated).then(pl.lit("metadata")),
            added_at=pl.lit(NOON),
            origin="/made-up/" + ids,
            run_id=pl.lit("made-up"),
            text_hash=ids,
            text=pl.concat_str(pl.DataFrame(columns)),
        )
        .with_columns(
            pl.col("text").str.len_bytes().cast(pl.Int32).alias("bytes"),
            pl.col("text").str.len_chars().cast(pl.Int32).alias("length"),
        )
    )


def bounds(sentences: np.ndarray, texts: pl.Series) -> np.ndarray:
    """Where each sentence of each document begins, and the end of the last [documents, ``SLOTS`` + 1]."""
    long = np.append(texts.str.len_chars().to_numpy(), 0)[sentences]
    return np.pad(np.cumsum(long, axis=1), ((0, 0), (1, 0))).astype(np.int32)


def shared(
    ends: np.ndarray, sentences: np.ndarray, bound: np.ndarray, ids: np.ndarray
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The tables of matches and passages."""
    turned = ids[ends[:, 0]] > ids[ends[:, 1]]
    ends = np.where(turned[:, None], ends[:, ::-1], ends)
    row, start, stop = runs(ends, sentences)
    left, right = ends[row].T
    spans = [bound[left, start], bound[left, stop], bound[right, start], bound[right, stop]]
    inside = [np.bincount(row, b - a, len(ends)) for a, b in (spans[:2], spans[2:])]
    shares = [each / np.maximum(bound[ends[:, side], -1], 1) for side, each in enumerate(inside)]
    likeness, found = np.sqrt(shares[0] * shares[1]), np.bincount(row, minlength=len(ends))
    kinds = np.select(
        [likeness == 1, likeness >= 0.7, np.maximum(*shares) >= 0.9], ["exact", "near", "contained"], "partial"
    )
    matches = [*ends.T, kinds.tolist(), likeness, likeness, *shares, found]
    place = np.arange(len(row)) - np.searchsorted(row, row)
    passages = [left, right, place, *spans, ["verbatim"] * len(row), np.ones(len(row))]
    table = pl.DataFrame(dict(zip(MATCHES.names(), matches, strict=True))).cast(pl.Schema(MATCHES.schema()))
    pieces = pl.DataFrame(dict(zip(PASSAGES.names(), passages, strict=True))).cast(pl.Schema(PASSAGES.schema()))
    return table.filter(pl.col("passage_count") > 0), pieces


def credits_(found: pl.DataFrame, parent: np.ndarray, bound: np.ndarray, random: np.random.Generator) -> pl.DataFrame:
    """The table of credits: to the outlet it was copied from, to an agency that is not there, photos, mentions."""
    count, outlets = found.height, found["outlet_id"]
    wires = pl.Series(["associated-press", "reuters", "agence-france-presse"])
    wire = wires.gather(pl.Series(np.repeat(np.arange(count // 50 + 1), 50)[:count] % 3))
    chance, first = random.random(count), bound[:, 1]
    asked = {
        "source": (chance < 0.25, outlets.gather(pl.Series(parent)), 4),
        "byline": ((chance > 0.2) & (chance < 0.4), wire, 3),
        "photo": (chance > 0.85, wire, 0),
        "mention": (random.random(count) < 0.4, wire, 0),
    }
    rows = [
        found.select("document", outlet_id=outlet).with_columns(
            role=pl.lit(role), strength=pl.lit(strength), value=outlet, cue=pl.lit("by"), field=pl.lit("text"),
            start=pl.lit(0, pl.Int32), stop=pl.Series(first // 2),
        ).filter(pl.Series(use))
        for role, (use, outlet, strength) in asked.items()
    ]  # fmt: skip
    told = pl.concat(rows).sort("document", maintain_order=True)
    told = told.with_columns(pl.int_range(pl.len()).over("document").alias("credit"))
    missing = {name: pl.lit(None) for name in CREDITS.names() if name not in told.columns}
    return told.with_columns(**missing).select(CREDITS.names()).cast(pl.Schema(CREDITS.schema()))


def blocks(sentences: np.ndarray, bound: np.ndarray) -> pl.DataFrame:
    """The table of blocks: a paragraph a sentence; the last of some documents is a caption or boilerplate."""
    row, column = np.nonzero(sentences >= 0)
    kind = np.where(column < SLOTS - 1, "paragraph", np.array(["caption", "boilerplate", *["paragraph"] * 6])[row % 8])
    values = [
        row,
        column,
        kind.tolist(),
        bound[row, column],
        bound[row, column + 1],
        ["en"] * len(row),
        sentences[row, column],
    ]
    return pl.DataFrame(dict(zip(BLOCKS.names(), values, strict=True))).cast(pl.Schema(BLOCKS.schema()))


def ledger(count: int) -> pl.DataFrame:
    """The ledger: every stage has been done but inference."""
    stages = pl.DataFrame({"stage": [stage.name for stage in registry.STAGES if stage.name != "inference"]})
    keys = pl.DataFrame({"document": np.arange(count, dtype=np.int32)})
    return stages.join(keys, how="cross").with_columns(fingerprint=pl.lit("made-up"))


def scattered(frame: pl.DataFrame, keys: pl.Series) -> pl.DataFrame:
    """A table whose documents have other keys, so that those of one part stand far apart."""
    named = [name for name in ("stage", "document", "left", "right") if name in frame.columns]
    turned = [keys.gather(frame[name]).alias(name) for name in named if name != "stage"]
    return frame.with_columns(turned).sort(*named, *[n for n in ("block", "credit", "passage") if n in frame.columns])


def make(path: Path, count: int) -> None:
    """Write a warehouse in which nothing is inferred."""
    random = np.random.default_rng(count)
    parts, texts = sizes(count), pool(random)
    parent, sentences = stories(parts, random)
    found = documents(sentences, texts, random)
    bound = bounds(sentences, texts)
    ids = found["document_id"].str.tail(8).cast(pl.Int64).to_numpy()
    matches, passages = shared(pairs(parts, parent, random), sentences, bound, ids)
    tables = {
        "internal.documents": found,
        "internal.blocks": blocks(sentences, bound),
        "internal.matches": matches.with_columns(run_id=pl.lit("made-up")),
        "internal.passages": passages,
        "internal.credits": credits_(found, parent, bound, random),
        "internal.ledger": ledger(count),
    }
    keys = pl.Series(random.permutation(count).astype(np.int32))
    with open_for_writing(path) as warehouse:
        for name, frame in tables.items():
            warehouse.insert(name, scattered(frame, keys))
    print(f"{count:,} documents, {matches.height:,} matches, {passages.height:,} passages", flush=True)


def inferred(path: Path) -> None:
    """Infer everything, and print what it took."""
    with open_for_writing(path) as warehouse:
        start = time.perf_counter()
        run_stage(analysis_of(warehouse, "made-up"), registry.stage("inference"))
        told("inference", time.perf_counter() - start)


def viewed(path: Path, slow: float) -> None:
    """Read every view whole; those that take longer are named one by one."""
    total = 0.0
    with Warehouse.open(path) as warehouse:
        names = "SELECT schema_name || '.' || view_name FROM duckdb_views() WHERE NOT internal ORDER BY ALL"
        for name in warehouse.sql(names).to_series():
            start = time.perf_counter()
            rows = warehouse.sql(f"SELECT count(*), bit_xor(hash(v)) FROM {name} AS v", seconds=600).row(0)
            took = time.perf_counter() - start
            total += took
            if took >= slow:
                print(f"  {name:28s} {took:7.2f} s {rows[0]:12,} rows  {rows[1] or 0:016x}", flush=True)
    told("views", total)


def told(name: str, seconds: float) -> None:
    """Print what a process took."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    cpu, peak = used.ru_utime + used.ru_stime, used.ru_maxrss / 1024
    print(
        f"{name:8s} {seconds:7.1f} s on the clock {cpu:7.1f} s of processor in all {peak:7.0f} MiB at the peak",
        flush=True,
    )


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(
        prog="inference", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("documents", type=int, metavar="N")
    parser.add_argument("--times", type=int, default=10, help="the second size, in multiples of N; 1: none")
    parser.add_argument("--keep", type=Path, help="a folder that the warehouses stay in")
    parser.add_argument("--slow", type=float, default=0.0, help="name views that take as many seconds or more")
    parser.add_argument("--step", choices=["make", "inference", "views"], help="one step, over the warehouse in --keep")
    chosen = parser.parse_args(arguments)
    if chosen.step:
        path = chosen.keep / f"{chosen.documents}.duckdb"
        {"make": lambda: make(path, chosen.documents), "inference": lambda: inferred(path),
         "views": lambda: viewed(path, chosen.slow)}[chosen.step]()  # fmt: skip
        return
    with tempfile.TemporaryDirectory() as folder:
        for count in sorted({chosen.documents, chosen.documents * chosen.times}):
            for step in ("make", "inference", "views"):
                words = [str(count), "--step", step, "--keep", str(chosen.keep or folder), "--slow", str(chosen.slow)]
                command = [sys.executable, "-m", "tests.benchmarks", "inference", *words]
                subprocess.run(command, cwd=ROOT, check=True, env=os.environ)
