"""Near-duplicates of a Parquet file, Parquet in, Parquet out: whole processes, side by side in one run.

    python -m tests.benchmarks clean PATH.parquet [--peers rensa,datasketch] [--truth N]

Each tool is one process that reads the file (columns id and text) and writes the documents that stay. The peers are the
scripts that their documentation shows: word 5-grams, 128 permutations, threshold 0.7, first document of a bucket stays;
they do not verify. With ``--truth N`` the pairs that each finds among N documents, taken evenly, are held against the
pairs that an inverted index finds without fail at a Jaccard similarity of at least 0.7: recall and precision.
"""

import argparse
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from itertools import combinations
from pathlib import Path

import numpy as np
import polars as pl

ROOT = Path(__file__).parents[2]
WORD = re.compile(r"\w+")
THRESHOLD = 0.7

PEER = """
import re, sys
import polars as pl
WORD = re.compile(r"\\w+")
def grams(text):
    words = WORD.findall(text.lower())
    return {" ".join(words[at:at + 5]) for at in range(max(1, len(words) - 4))}
frame = pl.read_parquet(sys.argv[1], columns=["id", "text"])
keep = []
"""
SCRIPTS = {
    "datasketch": PEER
    + """
from datasketch import MinHash, MinHashLSH
index = MinHashLSH(threshold=0.7, num_perm=128)
for number, text in enumerate(frame["text"]):
    sketch = MinHash(num_perm=128)
    sketch.update_batch([gram.encode() for gram in grams(text)])
    if not index.query(sketch):
        keep.append(number)
        index.insert(number, sketch)
frame[keep].write_parquet(sys.argv[2])
""",
    "rensa": PEER
    + """
from rensa import RMinHash, RMinHashLSH
index = RMinHashLSH(threshold=0.7, num_perm=128, num_bands=16)
for number, text in enumerate(frame["text"]):
    sketch = RMinHash(num_perm=128, seed=42)
    sketch.update(list(grams(text)))
    if not index.query(sketch):
        keep.append(number)
        index.insert(number, sketch)
frame[keep].write_parquet(sys.argv[2])
""",
}


def command(tool: str, path: Path, out: Path) -> list[str]:
    if tool == "ours":
        return [
            sys.executable,
            str(ROOT / "cli.py"),
            "clean",
            str(path),
            "-o",
            str(out),
            "--level",
            "exact",
            "--level",
            "near",
        ]
    return [sys.executable, "-c", SCRIPTS[tool], str(path), str(out) + ".parquet"]


def run(tool: str, path: Path) -> None:
    """Print wall time, processor time and peak memory of one tool."""
    with tempfile.TemporaryDirectory() as folder:
        before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        ran = subprocess.run(command(tool, path, Path(folder) / "out"), capture_output=True, text=True, check=False)
        wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    if ran.returncode:
        print(f"{tool:12s} not run: {ran.stderr.strip().splitlines()[-1]}")
    else:
        print(f"{tool:12s} {wall:8.2f} s wall {cpu:8.2f} s processor {after.ru_maxrss / 1024:8.0f} MiB peak (so far)")


def sets(texts: pl.Series) -> list[np.ndarray]:
    """The distinct shingles of each text."""
    from provenance.settings import Settings
    from provenance.text.shingles import shingle, winnow
    from provenance.text.tokens import tokenise

    distinct = winnow(shingle(tokenise(texts), Settings()), 1)
    return [distinct.of(row) for row in range(len(texts))]


def brute(found: list[np.ndarray]) -> set[tuple[int, int]]:
    """Every pair at or above the threshold, by prefix filtering: exact, whatever the sketches say."""
    frequency: dict[int, int] = defaultdict(int)
    for each in found:
        for value in each.tolist():
            frequency[value] += 1
    index: dict[int, list[int]] = defaultdict(list)
    pairs: set[tuple[int, int]] = set()
    for number, each in enumerate(found):
        ordered = sorted(each.tolist(), key=lambda value: (frequency[value], value))
        prefix = ordered[: len(ordered) - int(np.ceil(THRESHOLD * len(ordered))) + 1]
        for other in {other for value in prefix for other in index[value]}:
            both = len(np.intersect1d(each, found[other], assume_unique=True))
            if both / (len(each) + len(found[other]) - both) >= THRESHOLD:
                pairs.add((other, number))
        for value in prefix:
            index[value].append(number)
    return pairs


def told(texts: pl.Series) -> set[tuple[int, int]]:
    """The pairs that cleaning finds: those of different texts, and those of equal ones."""
    from provenance.cleaning import Options, clean

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sample.parquet"
        pl.DataFrame({"id": [str(n) for n in range(len(texts))], "text": texts}).write_parquet(path)
        out = Path(folder) / "out"
        clean([path], out, options=Options(levels=("exact", "near"), keep="first"))
        measures = pl.read_parquet(out / "measures" / "likeness.parquet").filter(pl.col("jaccard") >= THRESHOLD)
        documents = pl.read_parquet(out / "measures" / "documents.parquet").filter(pl.col("tokens") > 0)
    same = [group.sort().to_list() for group in documents.group_by("sequence").agg("document")["document"]]
    of = {group[0]: group for group in same}
    pairs = {pair for group in same for pair in combinations(group, 2)}
    for left, right in measures.select("left", "right").iter_rows():
        pairs |= {(min(a, b), max(a, b)) for a in of[left] for b in of[right]}
    return pairs


def sketched(texts: pl.Series) -> dict[str, set[tuple[int, int]]]:
    """The pairs that datasketch proposes with its own bands, unverified."""
    from datasketch import MinHash, MinHashLSH

    index, pairs = MinHashLSH(threshold=THRESHOLD, num_perm=128), set()
    for number, text in enumerate(texts):
        words = WORD.findall(text.lower())
        sketch = MinHash(num_perm=128)
        sketch.update_batch([" ".join(words[at : at + 5]).encode() for at in range(max(1, len(words) - 4))])
        pairs |= {(other, number) for other in index.query(sketch)}
        index.insert(number, sketch)
    return {"datasketch": pairs}


def truth(path: Path, documents: int) -> None:
    """Print recall and precision of the pairs found among some documents."""
    texts = pl.read_parquet(path, columns=["text"])["text"]
    texts = texts.gather_every(max(1, len(texts) // documents)).head(documents)
    right = brute(sets(texts))
    for name, found in {"ours": told(texts), **sketched(texts)}.items():
        hit = len(found & right)
        recall, precision = hit / max(len(right), 1), hit / max(len(found), 1)
        print(f"{name:12s} {recall:8.4f} recall {precision:8.4f} precision of {len(right):,} pairs")


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(
        prog="clean", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("path", type=Path)
    parser.add_argument("--peers", default="datasketch")
    parser.add_argument("--truth", type=int, default=0)
    chosen = parser.parse_args(arguments)
    run("ours", chosen.path)
    for tool in filter(None, chosen.peers.split(",")):
        run(tool, chosen.path)
    if chosen.truth:
        truth(chosen.path, chosen.truth)
