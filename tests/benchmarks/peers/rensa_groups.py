"""Near-duplicates by rensa's bulk calls: Parquet in, every document with its flag as Parquet out."""

import json
import re
import sys
from pathlib import Path

import polars as pl
from rensa import RMinHash, RMinHashLSH

WORD = re.compile(r"\w+")


def grams(text):
    words = WORD.findall(text.lower())
    return {" ".join(words[at : at + 5]) for at in range(max(1, len(words) - 4))}


def main(path, out, pairs=None):
    frame = pl.read_parquet(path)
    matrix = RMinHash.digest_matrix_from_token_sets((list(grams(text)) for text in frame["text"]), 128, 42)
    index = RMinHashLSH(threshold=0.7, num_perm=128, num_bands=16)
    flags = index.query_duplicate_flags_matrix_one_shot(matrix)
    frame.with_columns(duplicate=pl.Series(flags)).write_parquet(out)
    if pairs:
        sketches = [RMinHash.from_token_sets([list(grams(text))], 128, 42)[0] for text in frame["text"]]
        index.insert_matrix(matrix)
        answers = index.query_all(sketches)
        found = [(other, number) for number, others in enumerate(answers) for other in others if other < number]
        Path(pairs).write_text(json.dumps(found))


main(*sys.argv[1:])
