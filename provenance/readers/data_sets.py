"""Data sets of the Hugging Face library, in memory: recognised without loading it, read as Arrow tables by split."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pyarrow as pa

LIBRARY = "datasets"
ALL_SPLITS = ""
"""Stands for the split of a data set that has none."""


def is_data_set(value: object) -> bool:
    """Return whether a value is a ``Dataset``, an ``IterableDataset``, or a dictionary of such (``DatasetDict``)."""
    return type(value).__module__.partition(".")[0] == LIBRARY


def splits_of(data_set: Any) -> dict[str, Any]:  # noqa: ANN401 - a class of a library that may not be there
    """Return the parts of a data set by their splits; ``ALL_SPLITS`` where it has none."""
    return dict(data_set) if isinstance(data_set, Mapping) else {ALL_SPLITS: data_set}


def table_of(part: Any) -> pa.Table:  # noqa: ANN401 - see splits_of
    """Return one split as an Arrow table: its rows in their order, what was filtered or shuffled as it is now."""
    import pyarrow as pa  # loaded only where it is used: it takes 0.1 s

    if not hasattr(part, "with_format") or not hasattr(part, "num_rows"):
        return pa.Table.from_pylist([dict(row) for row in part])
    table = part.with_format("arrow")[:]
    return table.replace_schema_metadata(None) if part.num_rows else part.data.table.schema.empty_table()


def tables_of(data_set: Any) -> Iterator[pa.Table]:  # noqa: ANN401 - see splits_of
    """Yield the splits of a data set as Arrow tables."""
    for part in splits_of(data_set).values():
        yield table_of(part)
