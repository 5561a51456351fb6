"""Asks databases that may be damaged, in a process that may be lost with them: a line of JSON for each line of input.

A line names a database and, where it is to be traced again, a file of documents.
"""

import hashlib
import json
import sys

import duckdb

import provenance
from provenance.errors import ProvenanceError
from provenance.warehouse.warehouse import Warehouse

VIEWS = ("documents", "blocks", "credits", "matches", "passages", "derivations", "attributed_spans", "clusters")
MOMENTS = {"run_id", "added_at", "origin", "document"}


def digest(db: str) -> dict[str, str]:
    """Return a hash of every row of the views, but for what differs between two runs."""
    hashes = {}
    with Warehouse.open(db) as warehouse:
        for name in VIEWS:
            frame = warehouse.sql(f"FROM {name}")
            rows = sorted(map(repr, frame.drop(MOMENTS & set(frame.columns)).rows()))
            hashes[name] = hashlib.sha256("\n".join(rows).encode("utf-8", "replace")).hexdigest()
    return hashes


for line in sys.stdin:
    task = json.loads(line)
    print(json.dumps({"begun": task}), flush=True)
    said, rows = None, None
    try:
        if task.get("trace"):
            provenance.trace(task["trace"], task["db"])
        rows = digest(task["db"])
    except (ProvenanceError, duckdb.Error) as error:
        said = f"{type(error).__name__}: {error}"[:200]
    print(json.dumps({"rows": rows, "said": said}), flush=True)
