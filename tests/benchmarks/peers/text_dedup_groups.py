"""Near-duplicates by text-dedup's own command, which verifies nothing: Parquet in, the documents that stay out."""

import json
import os
import pickle
import subprocess
import sys
import tempfile
from collections import defaultdict
from itertools import combinations
from pathlib import Path


def groups(parents):
    """Return the members of each group of a union-find."""
    members = defaultdict(list)
    for each in parents:
        root = each
        while parents[root] != root:
            root = parents[root]
        members[root].append(each)
    return members.values()


def main(path, out, pairs=None):
    with tempfile.TemporaryDirectory() as cache:
        os.environ |= {"HF_HOME": cache, "HF_HUB_OFFLINE": "1", "HF_DATASETS_OFFLINE": "1"}
        words = {"path": "parquet", "data_files": path, "split": "train", "cache_dir": cache, "output": out}
        words |= {"column": "text", "ngram": 5, "min_length": 1, "num_perm": 128, "threshold": 0.7}
        words |= {"num_proc": len(os.sched_getaffinity(0))}
        told = [word for name, value in words.items() for word in (f"--{name}", str(value))]
        subprocess.run([sys.executable, "-m", "text_dedup.minhash", *told, *(["--debug"] if pairs else [])], check=True)
    if pairs:
        parents = pickle.loads((Path(out) / "uf.pkl").read_bytes()).parent
        found = [pair for group in groups(parents) for pair in combinations(sorted(group), 2)]
        Path(pairs).write_text(json.dumps(found))


main(*sys.argv[1:])
