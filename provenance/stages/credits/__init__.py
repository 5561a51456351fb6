"""Credits: what a document says about where it, or something in it, comes from."""

from __future__ import annotations

import polars as pl

from provenance.settings import Settings
from provenance.stages.credits.classify import classify_mentions
from provenance.stages.credits.mentions import Finder, find_mentions
from provenance.stages.credits.metadata_fields import field_credits
from provenance.stages.credits.resolve import resolve_credits
from provenance.stages.credits.unlisted_bylines import unlisted_bylines
from provenance.tables import CREDITS
from provenance.text.credits.gazetteer import gazetteer
from provenance.text.credits.rule_set import credit_rules

__all__ = ["credits"]


def credits(documents: pl.DataFrame, blocks: pl.DataFrame, outlets: pl.DataFrame, settings: Settings) -> pl.DataFrame:  # noqa: A001 - the stage's name
    """Return the credits of documents: CREDITS, sorted by document and position, those of metadata fields last.

    Names of outlets and trigger phrases are found in one pass over the text; rules over the words around a mention say
    what it is there for; the document decides what comes of it. The outlets of one sentence that pass a report on
    (``X, citing Y``) follow each other in the order of the chain, the cue of each begins with its position (``1/2``).

    Args:
        documents: frame ``documents``. Columns: ``document``, ``outlet_id``, ``byline``, ``metadata``, ``language``,
            ``published_at``, ``text``.
        blocks: their blocks (frame ``blocks``). Columns: ``document``, ``block``, ``kind``, ``start``, ``stop``,
            ``language``.
        outlets: all outlets whose names are looked for (frame ``outlets``). Columns: ``outlet_id``, ``name``, ``kind``,
            ``country``, ``owner``, ``aliases``, ``domains``, ``bare_aliases``, ``origin``, ``wordlike_aliases``,
            ``active_from``, ``active_to``.
        settings: the group ``credits`` is read.

    Returns:
        One row a credit. A name that belongs to the document's own outlet is never its source.
    """
    names, rules, numbers = gazetteer(outlets), credit_rules(), settings.credits
    mentions = find_mentions(documents, blocks, Finder(names, rules, numbers))
    classified = classify_mentions(mentions, names, rules)
    in_texts = resolve_credits(classified, documents, blocks, numbers, rules.context)
    in_lines = unlisted_bylines(documents, blocks, in_texts, names, rules.authors, rules.context, numbers)
    in_fields = field_credits(documents, names, rules.authors)
    rows = pl.concat([in_texts.cast(in_fields.schema), in_lines, in_fields]).sort(
        "document", "start", "stop", "member", "field", nulls_last=True, maintain_order=True
    )
    return rows.with_columns(credit=pl.int_range(pl.len(), dtype=pl.Int32).over("document")).select(
        pl.col(name).cast(kind) for name, kind in CREDITS.schema().items()
    )
