"""Blocks of text that occur twice inside one document."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from provenance.tables import REPEATS
from provenance.text.repeats import find_repeats
from provenance.text.tokens import tokenise

if TYPE_CHECKING:
    from provenance.settings import Settings


def repeats(documents: pl.DataFrame, settings: Settings) -> pl.DataFrame:
    """Return the runs of whole sentences that repeat earlier ones of their document (frame ``repeats``).

    Near-verbatim repeats count, and repeats in another order; a clause, or less text than
    ``settings.alignment.repeat_words``, is no repeat. Of three occurrences the first is the original of both others.

    Args:
        documents: frame ``documents``. Columns: ``document``, ``text``.
        settings: the group ``alignment`` is read: minimum length, and the gaps of an edited repeat.
    """
    documents = documents.sort("document")
    texts = documents["text"]
    result = find_repeats(texts, tokenise(texts), settings.alignment)
    keys = documents["document"].to_numpy()[result.text]
    first = np.searchsorted(keys, keys)
    columns = {
        "document": keys,
        "repeat": np.arange(len(keys)) - first,
        "first_start": result.first_starts,
        "first_stop": result.first_stops,
        "start": result.starts,
        "stop": result.stops,
        "similarity": result.similarity,
    }
    return pl.DataFrame(columns, schema=REPEATS.schema())
