"""What Spark calls on a worker: it unpacks rows, calls a pure function, and packs what it gives."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING, Any

import provenance
from provenance.engines.carried_rows import carried_schema, packed_rows, unpacked_rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from provenance.tables import Table
    from provenance.threads import Threads


def called(function: Any, batches: Iterator[Any]) -> Iterator[Any]:
    """Yield the pickled result of every pickled call, or the exception in its place."""
    import pyarrow as pa

    for batch in batches:
        answers = [pickle.dumps(outcome(function, *pickle.loads(call))) for call in batch.column("call").to_pylist()]
        yield pa.RecordBatch.from_arrays(
            [batch.column("position"), pa.array(answers, pa.binary())], ["position", "call"]
        )


def outcome(function: Any, batch: Any, threads: Threads) -> Any:
    """Return the result of one call, or the exception that it raised."""
    try:
        return function(batch, threads)
    except Exception as error:
        return error


def run_part(function: Any, inputs: Mapping[str, Table], outputs: Mapping[str, Table], rows: Any) -> Any:
    """Return the packed frames that a function gives for the rows of one part (Arrow tables)."""
    import pyarrow as pa

    part, frames = unpacked_rows(rows, inputs)
    batches = [batch for result in function(part, frames) for batch in packed_rows(part, result, outputs)]
    return pa.Table.from_batches(batches, carried_schema(outputs))


def run_rows(
    function: Any, inputs: Mapping[str, Table], outputs: Mapping[str, Table], batches: Iterator[Any]
) -> Iterator[Any]:
    """Yield the packed frames that a function gives for every row by itself."""
    import pyarrow as pa

    for batch in batches:
        for row in range(batch.num_rows):
            part, frames = unpacked_rows(pa.Table.from_batches([batch.slice(row, 1)]), inputs)
            for result in function(part, frames):
                yield from packed_rows(part, result, outputs)


def worker_version(batches: Iterator[Any]) -> Iterator[Any]:
    """Yield the version of this package that a worker runs."""
    import pyarrow as pa

    for _ in batches:
        yield pa.RecordBatch.from_pydict({"version": [provenance.__version__]})
