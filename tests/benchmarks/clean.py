"""Near-duplicates of a Parquet file, Parquet in, Parquet out: whole processes, side by side in one run.

    python -m tests.benchmarks clean PATH.parquet [--peers NAME,…] [--python NAME=INTERPRETER] [--truth N]

Each tool is one process that reads the file (columns id and text) and writes what stays. Ours is ``provenance clean``
with exact and near copies, every pair verified. The peers are the scripts in ``peers/``: word 5-grams of the lower-case
text, 128 permutations, threshold 0.7, and no verification: rensa by its bulk calls (which flag documents), datasketch
as its documentation shows, text-dedup by its own command on all cores. A peer that is not installed is named and left
out; one that lives in an environment of its own is run by that environment's interpreter (``--python``). The tools take
turns, R times; the least time of each counts.

With ``--truth N`` the pairs that each finds among N documents, taken evenly, are held against the pairs that an
inverted index finds without fail at a Jaccard similarity of at least 0.7: recall and precision.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from itertools import combinations
from pathlib import Path

import numpy as np
import polars as pl

ROOT = Path(__file__).parents[2]
PEERS = ("rensa", "datasketch", "text-dedup")
THRESHOLD = 0.7
LEVELS = ("--level", "exact", "--level", "near")


@dataclass
class Spent:
    """What one run took: seconds on the clock, seconds of processor, MiB at the peak; or why there was none."""

    wall: float
    processor: float
    peak: float
    failed: str = ""


def spent(command: list[str]) -> Spent:
    """Run a command to its end."""
    start = time.perf_counter()
    with tempfile.TemporaryFile("w+") as said:
        child = subprocess.Popen(command, cwd=ROOT, stdout=said, stderr=said, env=environment())
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        wall = time.perf_counter() - start
        said.seek(0)
        lines = said.read().strip().splitlines() if child.returncode else []
    return Spent(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, lines[-1] if lines else "")


def environment() -> dict[str, str]:
    """The environment without what leads another interpreter to our packages, or has bytecode made in every run."""
    unwanted = ("PYTHONPATH", "PYTHONDONTWRITEBYTECODE")
    return {name: value for name, value in os.environ.items() if name not in unwanted}


def command(tool: str, interpreters: dict[str, str], *words: object) -> list[str]:
    """The command by which a tool reads a file and writes what stays."""
    if tool == "ours":
        path, out = words
        return [sys.executable, str(ROOT / "cli.py"), "clean", str(path), "-o", f"{out}-cleaned", *LEVELS]
    script = Path(__file__).parent / "peers" / f"{tool.replace('-', '_')}_groups.py"
    return [interpreters.get(tool, sys.executable), str(script), *map(str, words)]


def installed(tool: str, interpreters: dict[str, str]) -> str:
    """The version of a peer; nothing where it is not there."""
    if tool in interpreters:
        asked = f"from importlib.metadata import version; print(version({tool!r}))"
        ran = subprocess.run([interpreters[tool], "-c", asked], capture_output=True, text=True, check=False)
        return ran.stdout.strip()
    try:
        return version(tool)
    except PackageNotFoundError:
        return ""


def race(path: Path, tools: list[str], interpreters: dict[str, str], repeat: int) -> None:
    """Print wall time, processor time and peak memory of every tool, and how they compare with ours."""
    best: dict[str, Spent] = {}
    for _ in range(repeat):
        for tool in tools:
            with tempfile.TemporaryDirectory() as folder:
                took = spent(command(tool, interpreters, path, Path(folder) / "out.parquet"))
            best[tool] = min(best.get(tool, took), took, key=lambda each: each.wall)
    print(f"{'tool':12s} {'wall s':>8s} {'CPU s':>8s} {'peak MiB':>9s} {'wall':>7s} {'CPU':>7s}")
    for tool, took in best.items():
        if took.failed:
            print(f"{tool:12s} not run: {took.failed}")
            continue
        ratios = took.wall / best["ours"].wall, took.processor / best["ours"].processor
        print(f"{tool:12s} {took.wall:8.2f} {took.processor:8.2f} {took.peak:9.0f} {ratios[0]:6.1f}x {ratios[1]:6.1f}x")


def shingle_sets(texts: pl.Series) -> list[np.ndarray]:
    """The distinct shingles of each text."""
    from provenance.settings import Settings
    from provenance.text.shingles import shingle, winnow
    from provenance.text.tokens import tokenise

    distinct = winnow(shingle(tokenise(texts), Settings()), 1)
    return [distinct.of(row) for row in range(len(texts))]


def true_pairs(hash_sets: list[np.ndarray]) -> set[tuple[int, int]]:
    """Every pair at or above the threshold, by prefix filtering: exact, whatever the sketches say."""
    frequency: dict[int, int] = defaultdict(int)
    for hashes in hash_sets:
        for value in hashes.tolist():
            frequency[value] += 1
    index: dict[int, list[int]] = defaultdict(list)
    pairs: set[tuple[int, int]] = set()
    for number, hashes in enumerate(hash_sets):
        ordered = sorted(hashes.tolist(), key=lambda value: (frequency[value], value))
        prefix = ordered[: len(ordered) - int(np.ceil(THRESHOLD * len(ordered))) + 1]
        for other in {other for value in prefix for other in index[value]}:
            both = len(np.intersect1d(hashes, hash_sets[other], assume_unique=True))
            if both / (len(hashes) + len(hash_sets[other]) - both) >= THRESHOLD:
                pairs.add((other, number))
        for value in prefix:
            index[value].append(number)
    return pairs


def own_pairs(path: Path, folder: Path) -> set[tuple[int, int]]:
    """The pairs that cleaning finds: those of different texts, and those of equal ones."""
    out = folder / "cleaned"
    subprocess.run(
        [sys.executable, str(ROOT / "cli.py"), "clean", str(path), "-o", str(out), *LEVELS, "--keep", "first"],
        check=True,
        capture_output=True,
    )
    measures = pl.read_parquet(out / "measures" / "likeness.parquet").filter(pl.col("jaccard") >= THRESHOLD)
    documents = pl.read_parquet(out / "measures" / "documents.parquet").filter(pl.col("tokens") > 0)
    same = [group.sort().to_list() for group in documents.group_by("sequence").agg("document")["document"]]
    of = {group[0]: group for group in same}
    pairs = {pair for group in same for pair in combinations(group, 2)}
    for left, right in measures.select("left", "right").iter_rows():
        pairs |= {(min(a, b), max(a, b)) for a in of[left] for b in of[right]}
    return pairs


def peer_pairs(tool: str, interpreters: dict[str, str], path: Path, folder: Path) -> set[tuple[int, int]]:
    """The pairs that a peer proposes; those within its groups, where it tells groups alone."""
    pairs = folder / f"{tool}.json"
    took = spent(command(tool, interpreters, path, folder / f"{tool}.parquet", pairs))
    if took.failed:
        raise RuntimeError(took.failed)
    return {tuple(pair) for pair in json.loads(pairs.read_text())}


def truth(path: Path, documents: int, tools: list[str], interpreters: dict[str, str]) -> None:
    """Print recall and precision of the pairs that each tool finds among some documents."""
    texts = pl.read_parquet(path, columns=["text"])["text"]
    texts = texts.gather_every(max(1, len(texts) // documents)).head(documents)
    right = true_pairs(shingle_sets(texts))
    print(f"\n{len(right):,} pairs of {len(texts):,} documents have a Jaccard similarity of {THRESHOLD} or more")
    print(f"{'tool':12s} {'found':>8s} {'recall':>8s} {'precision':>10s}")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sample = folder / "sample.parquet"
        pl.DataFrame({"id": [str(n) for n in range(len(texts))], "text": texts}).write_parquet(sample)
        for tool in tools:
            found = own_pairs(sample, folder) if tool == "ours" else peer_pairs(tool, interpreters, sample, folder)
            hit = len(found & right)
            recall, precision = hit / max(len(right), 1), hit / max(len(found), 1)
            print(f"{tool:12s} {len(found):8,} {recall:8.4f} {precision:10.4f}")


def machine() -> str:
    """Say what this runs on."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{len(os.sched_getaffinity(0))} cores, {memory:.0f} GiB of memory, Python {sys.version.split()[0]}"


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(
        prog="clean", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("path", type=Path)
    parser.add_argument("--peers", default=",".join(PEERS))
    parser.add_argument("--python", action="append", default=[], metavar="NAME=INTERPRETER")
    parser.add_argument("--repeat", type=int, default=1)
    parser.add_argument("--truth", type=int, default=0, metavar="N")
    chosen = parser.parse_args(arguments)
    interpreters = dict(each.split("=", 1) for each in chosen.python)
    asked = [tool for tool in chosen.peers.split(",") if tool]
    versions = {tool: installed(tool, interpreters) for tool in asked}
    there = [tool for tool in asked if versions[tool]]
    print("; ".join([machine(), *(f"{tool} {versions[tool]}" for tool in there)]))
    for tool in sorted(set(asked) - set(there)):
        print(f"{tool} is not installed: pip install it, or name an interpreter that has it with --python {tool}=…")
    path = chosen.path.absolute()
    race(path, ["ours", *there], interpreters, chosen.repeat)
    if chosen.truth:
        truth(path, chosen.truth, ["ours", *there], interpreters)
