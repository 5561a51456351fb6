"""How many planted evaluation items are found: verbatim, in other marks, edited, wrapped in a chat; by item length.

    python -m tests.benchmarks decontamination PATH.parquet [--items N]

Items are passages of documents from the end of a file (columns id and text). Each is planted in the middle of one
document from its beginning, in one of the ways below; ``clean`` with these items then is to remove just those
documents. The items are given as records of text, and as chats (``messages``) of a question and an answer.
"""

import argparse
import json
import random
import re
import tempfile
from collections.abc import Callable
from pathlib import Path

import polars as pl

import provenance


def edited(every: int) -> Callable[[str], str]:
    """A way of planting: every n-th word is another one."""
    return lambda text: " ".join(
        "elsewhere" if place % every == every // 2 else word for place, word in enumerate(text.split())
    )


WAYS: dict[str, Callable[[str], str]] = {
    "verbatim": str,
    "other case and marks": lambda text: re.sub(r"[.,;]", " -", text).upper(),
    "on several lines": lambda text: re.sub(r"((?:\S+ ){6})", r"\1\n", text),
    "one word in 80 edited": edited(80),
    "one word in 40 edited": edited(40),
    "one word in 20 edited": edited(20),
    "first half only": lambda text: text[: len(text) // 2],
}
LENGTHS = (12, 30, 80)


def passages(texts: list[str], words: int, count: int) -> list[str]:
    """Passages of so many words, one from each of some texts."""
    long_texts = [text.split() for text in texts if len(text) > 6 * (words + 40) and len(text.split()) > words + 20]
    return [" ".join(text[20 : 20 + words]) for text in long_texts[:count]]


def record(item: str, form: str, number: int) -> dict[str, object]:
    """An item as a record of an evaluation set."""
    if form == "text":
        return {"id": f"item-{number}", "text": item}
    half = item.index(" ", len(item) // 2)
    turns = [{"role": "user", "content": item[:half]}, {"role": "assistant", "content": item[half:]}]
    return {"id": f"item-{number}", "messages": turns}


def found(documents: list[tuple[str, str]], items: list[dict[str, object]]) -> set[str]:
    """The documents that a cleaning removes for their items."""
    with tempfile.TemporaryDirectory() as folder:
        against = Path(folder) / "items.jsonl"
        against.write_text("".join(json.dumps(item) + "\n" for item in items))
        frame = pl.DataFrame(documents, schema=["id", "text"], orient="row")
        options = provenance.cleaning_options(levels=("exact",))
        removed = provenance.clean(frame, options=options, against=[against], dry_run=True).removed
        return set(removed.filter(pl.col("kind") == "evaluation")["document_id"])


def main(arguments: list[str]) -> None:
    """Plant, clean, and print the share that was found."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks decontamination", description=__doc__)
    parser.add_argument("path", type=Path)
    parser.add_argument("--items", type=int, default=100)
    chosen = parser.parse_args(arguments)
    texts = pl.read_parquet(chosen.path, columns=["text"])["text"].drop_nulls().unique(maintain_order=True).to_list()
    count, chance = chosen.items, random.Random(1)
    hosts = [text for text in texts[: len(texts) // 2] if len(text) > 400]
    print("| planted | " + " | ".join(f"{form}, {n} words" for form in ("text", "chat") for n in LENGTHS) + " |")
    print("|---|" + "--:|" * (2 * len(LENGTHS)))
    others = 0
    for name, way in WAYS.items():
        cells = []
        for form in ("text", "chat"):
            for words in LENGTHS:
                items = passages(texts[len(texts) // 2 :][: 20 * count], words, count)
                documents = [(f"host-{n}", text) for n, text in enumerate(chance.sample(hosts, 2 * count))]
                for n, item in enumerate(items):
                    host = documents[n][1]
                    middle = host.find(" ", len(host) // 2)
                    documents[n] = (f"planted-{n}", f"{host[:middle]} {way(item)} {host[middle:]}")
                removed = found(documents, [record(item, form, n) for n, item in enumerate(items)])
                cells.append(sum(name.startswith("planted") for name in removed) / len(items))
                others += sum(name.startswith("host") for name in removed)
        print(f"| {name} | " + " | ".join(f"{cell:.2f}" for cell in cells) + " |", flush=True)
    print(f"removed without an item: {others}")
