"""The cleaned data of a call as frames: lazily, at once, as an Arrow stream, or as a Hugging Face data set."""

from __future__ import annotations

import json
from importlib import import_module
from typing import TYPE_CHECKING, Any

import polars as pl

from provenance.cleaning.inputs.splits import NO_SPLIT
from provenance.cleaning.inputs.staging import MANIFEST
from provenance.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

    import pyarrow as pa


def data_files_of(out: Path | None, config: str, split: str) -> list[Path]:
    """Return the Parquet files of the cleaned data, of one configuration and one split where they are named.

    Raises:
        UsageError: nothing was written, or not as Parquet, or there is no such part.
    """
    if out is None:
        raise UsageError("nothing was written: there are no data", "clean without dry_run")
    manifest = json.loads((out / MANIFEST).read_text(encoding="utf-8"))
    entries = [entry for entry in manifest["shelves"] if entry["data"]]
    configs, splits = ({entry[name] for entry in entries} for name in ("config", "split"))
    if (config and config not in configs) or (split and split not in splits):
        parts = ", ".join(sorted(configs | splits - {NO_SPLIT}))
        raise UsageError(f"there are no data of {config or split}", f"there are: {parts}")
    selection = [entry for entry in entries if config in ("", entry["config"]) and split in ("", entry["split"])]
    names = list(dict.fromkeys(name for entry in selection for name in entry["data"]))
    if not all(name.endswith(".parquet") for name in names):
        raise UsageError(f"the data are written as {manifest['options']['form']}", f"read the files in {out / 'data'}")
    return [out / "data" / name for name in names]


def lazy_frame(out: Path | None, config: str = "", split: str = "") -> pl.LazyFrame:
    """Return the cleaned data, computed when it is asked for.

    Raises:
        UsageError: see :func:`data_files_of`; or they are several tables of different columns.
    """
    files = data_files_of(out, config, split)
    schemas = {str(pl.read_parquet_schema(file)) for file in files}
    if len(schemas) > 1:
        raise UsageError("the data are several tables of different columns", "name one of them: config=…")
    return pl.scan_parquet(files, glob=False) if files else pl.LazyFrame()


def arrow_stream(out: Path | None, config: str = "", split: str = "") -> pa.RecordBatchReader:
    """Return the cleaned data as a stream of Arrow batches, read as they are asked for; see :func:`lazy_frame`."""
    import pyarrow.dataset as ds

    files = data_files_of(out, config, split)
    return ds.dataset([str(file) for file in files], format="parquet").scanner().to_reader()


def hub_data_set(out: Path | None, config: str = "") -> Any:  # noqa: ANN401 - a class of a library that may not be there
    """Return the cleaned data as a ``datasets.Dataset``, or as a ``DatasetDict`` where it has splits.

    Raises:
        UsageError: see :func:`lazy_frame`; or the library is not installed.
    """
    try:
        library = import_module("datasets")
        in_memory = import_module("datasets.table").InMemoryTable
    except ImportError:
        raise UsageError(
            "data sets need the library of the hub", "pip install 'news-provenance[datasets]', or take lazy()"
        ) from None
    assert out is not None or not data_files_of(out, config, NO_SPLIT)
    manifest = json.loads((out / MANIFEST).read_text(encoding="utf-8")) if out else {"shelves": []}
    splits = list(dict.fromkeys(entry["split"] for entry in manifest["shelves"] if config in ("", entry["config"])))
    parts = {split: library.Dataset(in_memory(arrow_stream(out, config, split).read_all())) for split in splits}
    return library.DatasetDict(parts) if any(splits) else parts[NO_SPLIT]
