"""How ``trace`` grows with the corpus, what one new document costs then, and what it does with corpora that are unkind.

    python -m tests.benchmarks growth PATH.parquet [--sizes 10000,100000,1000000] [--kind variants] [--setting NAME=N]
                                      [--outlets N] [--keep FOLDER] [--statements N]

A corpus of N documents is grown from a file (columns id and text) by seeded edits, and streamed to Parquet. Kinds:

- ``variants``: N / 20 documents taken evenly, each twenty times: as it is, and nineteen times edited. In every other
  edition 0 to 6 % of the words are exchanged (near-copies), in the rest 85 % (other documents). So every size has the
  same share of copies.
- ``copies``: one document of 400 words N times.
- ``passage``: N documents of random words that all hold one passage of 100 words.
- ``template``: N pages that are one template but for some words.

For each size ``provenance trace`` is run as a whole process: wall time, processor time, peak memory, size of the
database over that of the text, and the ratio per ten times as many documents. Then, in this process: one new document
(a near-copy of one that is there) into that warehouse, after opening, stage by stage and by the SQL files that took
longest; and ``where`` for one text, as a whole process and in this one.
"""

import argparse
import math
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from multiprocessing import get_context
from pathlib import Path

import numpy as np
import polars as pl

from provenance.pipeline.stage import Analysis, Stage
from tests.benchmarks.clean import ROOT, machine, spent

SHARD = 50_000
EDITIONS = 20
EXCHANGED, EDITED = 0.85, 0.06
COPY_WORDS, PASSAGE_WORDS, OWN_WORDS, TEMPLATE_WORDS, BLANKS = 400, 100, 250, 200, 12

Text = Callable[[int], str]
"""The text of each number."""


class Words:
    """Texts as numbers of words and of the white space between them, so that they are edited by arrays."""

    def __init__(self, texts: pl.Series) -> None:
        parts = texts.str.extract_all(r"\S+|\s+")
        flat = parts.explode()
        known = flat.unique(maintain_order=True)
        self.names = known.to_numpy()
        self.numbers = flat.replace_strict(known, pl.int_range(len(known), dtype=pl.Int32, eager=True)).to_numpy()
        self.offsets = np.concatenate(([0], parts.list.len().cum_sum().to_numpy()))
        self.is_word = np.array([not name.isspace() for name in self.names])
        self.pool = self.numbers[self.is_word[self.numbers]]

    def __len__(self) -> int:
        return len(self.offsets) - 1

    def edited(self, row: int, share: float, chance: np.random.Generator) -> str:
        """A text with a share of its words exchanged for words drawn from all texts."""
        own = self.numbers[self.offsets[row] : self.offsets[row + 1]].copy()
        out = self.is_word[own] & (chance.random(len(own)) < share)
        own[out] = chance.choice(self.pool, int(out.sum()))
        return "".join(self.names[own])

    def drawn(self, words: int, chance: np.random.Generator) -> list[str]:
        return list(self.names[chance.choice(self.pool, words)])


def variants(words: Words, size: int) -> Text:
    bases = np.linspace(0, len(words) - 1, max(1, math.ceil(size / EDITIONS))).astype(int)

    def text(number: int) -> str:
        edition, base = divmod(number, len(bases))
        chance = np.random.default_rng((edition, int(bases[base])))
        share = 0.0 if edition == 0 else EXCHANGED if edition % 2 else chance.random() * EDITED
        return words.edited(int(bases[base]), share, chance)

    return text


def copies(words: Words, _: int) -> Text:
    typical = int(np.argmin(np.abs(np.diff(words.offsets) - 2 * COPY_WORDS)))
    same = words.edited(typical, 0.0, np.random.default_rng(0))
    return lambda _: same


def passage(words: Words, _: int) -> Text:
    shared = words.drawn(PASSAGE_WORDS, np.random.default_rng(0))

    def text(number: int) -> str:
        own = words.drawn(OWN_WORDS, np.random.default_rng((1, number)))
        at = number % OWN_WORDS
        return " ".join([*own[:at], *shared, *own[at:]])

    return text


def template(words: Words, _: int) -> Text:
    page = words.drawn(TEMPLATE_WORDS, np.random.default_rng(0))

    def text(number: int) -> str:
        own = page.copy()
        for blank, word in enumerate(words.drawn(BLANKS, np.random.default_rng((1, number)))):
            own[blank * TEMPLATE_WORDS // BLANKS] = word
        return " ".join(own)

    return text


KINDS = {"variants": variants, "copies": copies, "passage": passage, "template": template}


def apart(function: Callable, *words: object) -> None:
    """Run a function in a process of its own: what a process holds counts as the peak memory of those it starts."""
    child = get_context("spawn").Process(target=function, args=words)
    sys.stdout.flush()
    child.start()
    child.join()
    if child.exitcode:
        sys.exit(f"{function.__name__} failed")


def grow(path: Path, kind: str, size: int, outlets: int, folder: Path) -> None:
    """Write a corpus of ``size`` documents as Parquet files."""
    words = Words(pl.read_parquet(path, columns=["text"])["text"])
    folder.mkdir(parents=True, exist_ok=True)
    text = KINDS[kind](words, size)
    for first in range(0, size, SHARD):
        stop = min(size, first + SHARD)
        numbers = range(first, stop)
        frame = pl.DataFrame({"id": [f"{n:08d}" for n in numbers], "text": [text(n) for n in numbers]})
        if outlets:
            frame = frame.with_columns(
                outlet=pl.Series([f"Outlet {n % outlets} Gazette" for n in numbers]),
                published_at=pl.Series([datetime(2020, 1, 1) + timedelta(minutes=n) for n in numbers]),
            )
        frame.write_parquet(folder / f"{first:08d}.parquet")


def tool(*words: object) -> list[str]:
    return [sys.executable, str(ROOT / "cli.py"), *map(str, words)]


def traced(corpus: Path, db: Path, text: int, settings: list[str]) -> float:
    """Run ``trace`` over a corpus, print what it took, and return the processor's seconds."""
    options = [word for each in settings for word in ("--setting", each)]
    took = spent(tool("trace", corpus, "--db", db, *options))
    if took.failed:
        sys.exit(took.failed)
    share = db.stat().st_size / text
    print(f"{took.wall:10.1f} {took.processor:9.1f} {took.peak:9.0f} {share:8.2f}", end="", flush=True)
    return took.processor


@contextmanager
def watched() -> Iterator[Counter[str]]:
    """Count the seconds that each SQL file, and each insertion, takes."""
    from provenance.warehouse.warehouse import Warehouse

    seconds: Counter[str] = Counter()
    before = {name: getattr(Warehouse, name) for name in ("query", "run", "insert")}

    def timed(method: Callable) -> Callable:
        def call(self: object, name: str, /, *rest: object, **more: object) -> object:
            start = time.perf_counter()
            try:
                return method(self, name, *rest, **more)
            finally:
                seconds[name] += time.perf_counter() - start

        return call

    for name, method in before.items():
        setattr(Warehouse, name, timed(method))
    try:
        yield seconds
    finally:
        for name, method in before.items():
            setattr(Warehouse, name, method)


def one_more(file: Path, db: Path, statements: int) -> None:
    """Print what one new document costs in a warehouse that this process has open."""
    from provenance.pipeline import trace as calls
    from provenance.pipeline.ingest import ingest
    from provenance.pipeline.opening import open_for_writing
    from provenance.pipeline.runs import record_run
    from provenance.progress import silent
    from provenance.readers import read

    stages: Counter[str] = Counter()

    run_stage = calls.run_stage

    def timed(analysis: Analysis, stage: Stage) -> None:
        start = time.perf_counter()
        run_stage(analysis, stage)
        stages[stage.name] += time.perf_counter() - start

    begin = time.perf_counter()
    warehouse = open_for_writing(db)
    opened, processor = time.perf_counter(), time.process_time()
    calls.run_stage = timed
    with watched() as seconds, record_run(warehouse, "trace") as summary:
        start = time.perf_counter()
        ingest(warehouse, read([file]), summary, silent)
        stages["ingest"] = time.perf_counter() - start
        calls.analyse(warehouse, summary.run_id)
    done, processor = time.perf_counter(), time.process_time() - processor
    calls.run_stage = run_stage
    warehouse.close()
    closed = time.perf_counter()
    around = f"opening {opened - begin:.2f}, closing {closed - done:.2f}"
    print(f"one new document: {done - opened:.2f} s, {processor:.2f} of processor ({around})")
    print("  by stage: " + ", ".join(f"{name} {took:.2f}" for name, took in stages.most_common()))
    print("  by statement: " + ", ".join(f"{name} {took:.3f}" for name, took in seconds.most_common(statements)))


def after(folder: Path, db: Path, corpus: Path, statements: int) -> None:
    """Print what one new document costs (the first warms this process up), and where a text is from."""
    texts = pl.scan_parquet(corpus / "*.parquet").head(1).collect()
    words_of = texts["text"][0].split(" ")
    for turn, name in enumerate(("warm", "one", "more")):
        words_of[turn * 7 % len(words_of)] = f"word{name}"
        file = folder / f"{name}.parquet"
        texts.with_columns(id=pl.lit(f"new {name} {time.time_ns()}"), text=pl.lit(" ".join(words_of))).write_parquet(
            file
        )
        one_more(file, db, statements)
    pasted = folder / "pasted.txt"
    pasted.write_text(" ".join(words_of), encoding="utf-8")
    took = [spent(tool("where", pasted, "--db", db)) for _ in range(3)]
    least = min(took, key=lambda each: each.wall)
    print(f"where, a whole process: {least.wall:.2f} s, {least.processor:.2f} of processor {least.failed}")


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(
        prog="growth", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("path", type=Path)
    parser.add_argument("--sizes", default="10000,100000,1000000")
    parser.add_argument("--kind", choices=list(KINDS), default="variants")
    parser.add_argument("--setting", action="append", default=[], metavar="NAME=N")
    parser.add_argument("--outlets", type=int, default=0, metavar="N", help="Outlets to part the documents among.")
    parser.add_argument("--keep", type=Path, help="Where corpora and databases are kept; what stands there is used.")
    parser.add_argument("--statements", type=int, default=12, help="SQL files shown of one new document.")
    chosen = parser.parse_args(arguments)
    sizes = [int(size) for size in chosen.sizes.split(",")]
    print(machine())
    with tempfile.TemporaryDirectory() as name:
        folder = (chosen.keep or Path(name)).absolute()
        run(sizes, folder, chosen)


def run(sizes: list[int], folder: Path, chosen: argparse.Namespace) -> None:
    columns = ("wall s", 10), ("CPU s", 9), ("peak MiB", 9), ("db/text", 8), ("per 10x", 8)
    before = None
    for size in sizes:
        corpus, db = folder / f"{chosen.kind}-{size}", folder / f"{chosen.kind}-{size}.duckdb"
        if not corpus.exists():
            apart(grow, chosen.path, chosen.kind, size, chosen.outlets, corpus)
        text = pl.scan_parquet(corpus / "*.parquet").select(pl.col("text").str.len_bytes().sum()).collect().item()
        print(f"\n{size:,} documents, {text / 1e6:.1f} MB\n" + "".join(f"{name:>{width}s} " for name, width in columns))
        if not (chosen.keep and db.exists()):
            processor = traced(corpus, db, text, chosen.setting)
            print(f" {10 ** math.log(processor / before[1], size / before[0]):8.2f}" if before else "")
            before = size, processor
        apart(after, folder, db, corpus, chosen.statements)
