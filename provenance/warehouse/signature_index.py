"""The stored signatures in the form in which datasketch has them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import numpy as np
import polars as pl

from provenance.errors import UsageError
from provenance.warehouse.names import Queryable, document_named

if TYPE_CHECKING:
    from provenance.settings import Settings
    from provenance.text.minhash import MinHash, MinHashLSH


class Signed(Queryable, Protocol):
    """A warehouse that holds signatures."""

    def settings(self) -> Settings:
        """Return the settings that they were made with."""


def minhash_of(warehouse: Signed, document: str) -> MinHash:
    """Return the signature of a document, by any name of it.

    Raises:
        UsageError: there is no such document, or it has no signature.
    """
    from provenance.text.minhash import to_datasketch  # its loops take a moment to load

    document_id = document_named(warehouse, document)
    rows = warehouse.query("reports/signatures").filter(pl.col("document_id") == document_id)
    if rows.is_empty():
        raise UsageError(f"{document_id} has no signature", "it holds no word, or is to be traced: provenance trace")
    return to_datasketch(np.frombuffer(rows["signature"][0], "<u4"), warehouse.settings())


def lsh_of(warehouse: Signed, threshold: float | None) -> MinHashLSH:
    """Return the index of all signatures, its bands chosen for a threshold, or those of the settings."""
    from provenance.text.minhash import lsh_index  # its loops take a moment to load

    rows = warehouse.query("reports/signatures")
    return lsh_index(rows["document_id"].to_list(), rows["signature"].to_list(), warehouse.settings(), threshold)
