"""Near-duplicates by datasketch as its documentation shows: Parquet in, the documents that stay as Parquet out."""

import json
import re
import sys
from pathlib import Path

import polars as pl
from datasketch import MinHash, MinHashLSH

WORD = re.compile(r"\w+")


def grams(text):
    words = WORD.findall(text.lower())
    return {" ".join(words[at : at + 5]).encode() for at in range(max(1, len(words) - 4))}


def main(path, out, pairs=None):
    frame = pl.read_parquet(path)
    index, keep, found = MinHashLSH(threshold=0.7, num_perm=128), [], []
    for number, text in enumerate(frame["text"]):
        sketch = MinHash(num_perm=128)
        sketch.update_batch(grams(text))
        others = index.query(sketch)
        if others:
            found += [(other, number) for other in others]
        else:
            keep.append(number)
        if pairs or not others:
            index.insert(number, sketch)
    frame[keep].write_parquet(out)
    if pairs:
        Path(pairs).write_text(json.dumps(found))


main(*sys.argv[1:])
