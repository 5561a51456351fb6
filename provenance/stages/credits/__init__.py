"""Credits: what a document says about where it, or something in it, comes from."""

from __future__ import annotations

import polars as pl

from provenance.settings import Settings
from provenance.stages.credits.classify import readings
from provenance.stages.credits.mentions import places
from provenance.stages.credits.metadata_fields import field_credits
from provenance.stages.credits.resolve import verdicts
from provenance.tables import CREDITS
from provenance.text.credits.gazetteer import gazetteer

__all__ = ["credits"]


def credits(documents: pl.DataFrame, blocks: pl.DataFrame, outlets: pl.DataFrame, settings: Settings) -> pl.DataFrame:  # noqa: A001 - the stage's name
    """Return the credits of documents: CREDITS, sorted by document and position, those of metadata fields last.

    Names of outlets and phrases of credits are found in one pass over the text; what a name is there for is read off
    the words around it. The outlets of one sentence that pass a report on (``X, citing Y``) follow each other in the
    order of the chain, the cue of each begins with its place (``1/2``).

    Args:
        documents: DOCUMENTS.
        blocks: BLOCKS of these documents.
        outlets: OUTLETS, every outlet that is known.
        settings: the group ``credits`` is read.

    Returns:
        One row a credit. A name that belongs to the document's own outlet is never its source.
    """
    known = gazetteer(outlets)
    read = readings(places(documents, blocks, known, settings.credits), known)
    told = verdicts(read, documents, blocks, settings.credits)
    given = field_credits(documents, known)
    rows = pl.concat([told.cast(given.schema), given]).sort(
        "document", "start", "stop", "member", "field", nulls_last=True, maintain_order=True
    )
    return rows.with_columns(credit=pl.int_range(pl.len(), dtype=pl.Int32).over("document")).select(
        pl.col(name).cast(kind) for name, kind in CREDITS.schema().items()
    )
