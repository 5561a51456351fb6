"""What a cleaning took away that stands nowhere in what it left: counted by code that shares nothing with the project.

    python -m tests.benchmarks clean_unique PATH.parquet [--documents N] [--level LEVEL …] [--source FOLDER]

Reads N documents (columns id or document_id, and text) from the beginning of a file, runs ``provenance clean`` on them,
and counts with plain words and difflib:

- of every cut span of a kept document, the words that stand in no run of three words of what is written, and the
  numbers among them. Furniture is cut wherever it stands, so of its lines those words count that stand in one document
  of the input alone: what was cut for its words and shape, and not because it repeats;
- of every document that went as contained, the share of its words that stands in its kept document, in order, in
  blocks of three words or more.

``--source`` names another checkout of the project, to compare with.
"""

import argparse
import difflib
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import polars as pl

ROOT = Path(__file__).parents[2]
RUN = 3
LEAST_SHARE = 0.9
LEVELS = ("exact", "near", "contained", "repeats", "boilerplate", "passages")


def words(text: str) -> list[str]:
    """The words of a text, in lower case."""
    return re.findall(r"\w+", text.lower())


def runs(text: str) -> Iterator[tuple[str, ...]]:
    """Every run of three words of a text."""
    every = words(text)
    return zip(every, every[1:], every[2:], strict=False)


def missing(text: str, standing: set[tuple[str, ...]]) -> list[str]:
    """The words of a text that no run that stands elsewhere covers."""
    every = words(text)
    covered = [False] * len(every)
    for at in range(len(every) - RUN + 1):
        if tuple(every[at : at + RUN]) in standing:
            covered[at : at + RUN] = [True] * RUN
    return [word for word, found in zip(every, covered, strict=True) if not found]


def share_in_order(inner: str, outer: str) -> float:
    """The share of a text's words that another has in the same order, in blocks of three words or more."""
    own = words(inner)
    blocks = difflib.SequenceMatcher(None, own, words(outer), autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks if block.size >= RUN) / max(len(own), 1)


def lines_of(text: str) -> list[tuple[str, ...]]:
    """The lines of a text as words; the mark between parts of a page ends a line as well."""
    return [tuple(words(line)) for line in re.split(r"[\r\n\u2028\u2029]| ### ", text) if words(line)]


def furniture_lost(cuts: pl.Series, documents: Counter[tuple[str, ...]]) -> list[list[str]]:
    """Of each cut line, its words where only one document of the input has that line."""
    return [[word for line in lines_of(text) if documents[line] < 2 for word in line] for text in cuts]


def main(arguments: list[str]) -> None:
    """Clean, count, and print the counts."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks clean_unique", description=__doc__)
    parser.add_argument("path", type=Path)
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--level", action="append", default=[])
    parser.add_argument("--source", type=Path, default=ROOT)
    chosen = parser.parse_args(arguments)
    documents = pl.read_parquet(chosen.path).head(chosen.documents)
    documents = documents if "id" in documents.columns else documents.rename({"document_id": "id"})
    texts = dict(documents.select(pl.col("id").cast(pl.String), "text").iter_rows())
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out"
        documents.write_parquet(Path(folder) / "in.parquet")
        levels = [part for level in chosen.level or LEVELS for part in ("--level", level)]
        command = [sys.executable, "cli.py", "clean", f"{folder}/in.parquet", "-o", str(out), *levels]
        subprocess.run(command, cwd=chosen.source, check=True, stdout=subprocess.DEVNULL)
        removed, cuts = (pl.read_parquet(out / f"{name}.parquet") for name in ("removed", "cuts"))
        written = pl.concat(
            pl.read_parquet(path, columns=["text"]) for path in sorted((out / "data").rglob("*.parquet"))
        )
    standing = {run for text in written["text"] for run in runs(text)}
    holders = Counter(line for text in texts.values() for line in set(lines_of(text)))
    print("| level | cuts | words cut | stand nowhere | numbers among them | cuts with such numbers |")
    print("|---|--:|--:|--:|--:|--:|")
    for (reason,), part in cuts.sort("reason").group_by("reason", maintain_order=True):
        lost = (
            furniture_lost(part["text"], holders)
            if reason == "boilerplate"
            else [missing(text, standing) for text in part["text"]]
        )
        numbers = [sum(any(map(str.isdigit, word)) for word in some) for some in lost]
        total, gone = sum(len(words(text)) for text in part["text"]), sum(map(len, lost))
        print(f"| {reason} | {len(lost)} | {total} | {gone} | {sum(numbers)} | {sum(map(bool, numbers))} |")
    contained = removed.filter(pl.col("kind") == "contained").select("document_id", "kept_id")
    shares = [share_in_order(texts[inner], texts[outer]) for inner, outer in contained.iter_rows()]
    few = sum(share < LEAST_SHARE for share in shares)
    print(f"contained: {len(shares)} removed, {few} with under {LEAST_SHARE} of their words, in order, in the kept one")
    print(
        "removed: " + ", ".join(f"{kind} {count}" for kind, count in sorted(removed["kind"].value_counts().iter_rows()))
    )
