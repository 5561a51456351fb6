"""How many bytes the values of Arrow columns take once they are decoded, told without decoding them.

Dictionaries, runs and views may name one text a million times.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

SCALAR_BYTES = 8
VIEW_WORDS = 4  # 32-bit numbers in a view, of which the first is its length


def row_bytes(batch: Any) -> list[int]:  # noqa: ANN401 - pyarrow has no types
    """Return how many bytes the values of each row take once they are decoded."""
    total = np.zeros(batch.num_rows, np.int64)
    for column in batch.columns:
        total += value_bytes(column)
    sizes: list[int] = total.tolist()
    return sizes


def value_bytes(column: Any) -> NDArray[np.int64]:  # noqa: ANN401 - pyarrow has no types
    """Return how many bytes each value of a column takes once it is decoded: of lists and structures, their members."""
    from pyarrow import types

    for tests, measure in MEASURES.items():
        if any(getattr(types, f"is_{test}")(column.type) for test in tests.split()):
            return np.asarray(measure(column), np.int64)
    return np.full(len(column), SCALAR_BYTES, np.int64)


def _of_dictionary(column: Any) -> Any:  # noqa: ANN401 - pyarrow has no types
    of_value = np.append(value_bytes(column.dictionary), 0)
    indices = column.indices.fill_null(len(of_value) - 1).to_numpy(zero_copy_only=False)
    return of_value[indices]


def _of_texts(column: Any) -> Any:  # noqa: ANN401 - pyarrow has no types
    import pyarrow.compute as pc

    return pc.binary_length(column).fill_null(0)


def _of_views(column: Any) -> Any:  # noqa: ANN401 - pyarrow has no types
    views = column.buffers()[1]
    if views is None:
        return np.zeros(len(column), np.int32)
    lengths = np.frombuffer(views, np.int32)[::VIEW_WORDS][column.offset : column.offset + len(column)]
    return np.maximum(lengths, 0)


def _of_fixed_texts(column: Any) -> Any:  # noqa: ANN401 - pyarrow has no types
    return np.full(len(column), column.type.byte_width, np.int64)


def _of_runs(column: Any) -> Any:  # noqa: ANN401 - pyarrow has no types
    ends = np.clip(column.run_ends.to_numpy(zero_copy_only=False).astype(np.int64) - column.offset, 0, len(column))
    return np.repeat(value_bytes(column.values), np.diff(ends, prepend=0))


def _of_lists(column: Any) -> Any:  # noqa: ANN401 - pyarrow has no types
    ends, offsets = _running_total(column.values), column.offsets.to_numpy(zero_copy_only=False)
    return ends[offsets[1:]] - ends[offsets[:-1]]


def _of_maps(column: Any) -> Any:  # noqa: ANN401 - pyarrow has no types
    ends, offsets = _running_total(column.keys, column.items), column.offsets.to_numpy(zero_copy_only=False)
    return ends[offsets[1:]] - ends[offsets[:-1]]


def _of_list_views(column: Any) -> Any:  # noqa: ANN401 - pyarrow has no types
    ends, starts = _running_total(column.values), column.offsets.to_numpy(zero_copy_only=False)
    return ends[starts + column.sizes.to_numpy(zero_copy_only=False)] - ends[starts]


def _of_fixed_lists(column: Any) -> Any:  # noqa: ANN401 - pyarrow has no types
    size = column.type.list_size
    ends, starts = _running_total(column.values), (np.arange(len(column)) + column.offset) * size
    return ends[starts + size] - ends[starts]


def _of_structures(column: Any) -> Any:  # noqa: ANN401 - pyarrow has no types
    parts = [np.zeros(len(column), np.int64), *map(value_bytes, column.flatten())]
    return np.asarray(np.sum(parts, axis=0), np.int64)


def _of_unions(column: Any) -> Any:  # noqa: ANN401 - pyarrow has no types
    members = [value_bytes(column.field(number)) for number in range(column.type.num_fields)]
    longest = max((int(sizes.max()) for sizes in members if len(sizes)), default=0)
    return np.full(len(column), longest, np.int64)


def _running_total(*columns: Any) -> NDArray[np.int64]:  # noqa: ANN401 - pyarrow has no types
    """Return the bytes before each value of columns side by side, and after the last; each value costs something."""
    sizes = np.sum([value_bytes(column) for column in columns], axis=0) + SCALAR_BYTES
    return np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)


MEASURES: dict[str, Callable[[Any], Any]] = {
    "dictionary": _of_dictionary,
    "fixed_size_binary": _of_fixed_texts,
    "string large_string binary large_binary": _of_texts,
    "string_view binary_view": _of_views,
    "run_end_encoded": _of_runs,
    "map": _of_maps,
    "list large_list": _of_lists,
    "list_view large_list_view": _of_list_views,
    "fixed_size_list": _of_fixed_lists,
    "struct": _of_structures,
    "union": _of_unions,
}
"""By kinds of Arrow types, what tells the sizes of their values."""
