"""Blocks of text that stand twice inside one document."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from provenance.tables import REPEATS
from provenance.text.repeats import RepeatCriteria, find_repeats
from provenance.text.tokens import tokenise

if TYPE_CHECKING:
    from provenance.settings import Settings


def repeats(documents: pl.DataFrame, settings: Settings) -> pl.DataFrame:
    """Return whole runs of sentences that say again what their document said before (frame ``repeats``).

    Near-verbatim runs and runs in another order than before are found; a clause, or less text than
    ``settings.alignment.repeat_words``, is no repeated block. Where the same stands three times, the first stays.

    Args:
        documents: any documents (frame ``documents``).
        settings: least length, and the gaps that an edited repeat may have.
    """
    documents = documents.sort("document")
    texts = documents["text"]
    criteria = RepeatCriteria(
        settings.alignment.run_words,
        settings.alignment.run_characters,
        settings.alignment.repeat_words,
        settings.alignment.repeat_gap,
        settings.alignment.repeat_similarity,
        settings.alignment.passage_gap_cost,
    )
    repeats = find_repeats(texts, tokenise(texts), criteria)
    keys = documents["document"].to_numpy()[repeats.text]
    first = np.searchsorted(keys, keys)
    columns = {
        "document": keys,
        "repeat": np.arange(len(keys)) - first,
        "first_start": repeats.first_starts,
        "first_stop": repeats.first_stops,
        "start": repeats.starts,
        "stop": repeats.stops,
        "similarity": repeats.similarity,
    }
    return pl.DataFrame(columns, schema=REPEATS.schema())
