"""Bylines that name an outlet which no list knows: ``By Martha Oyelaran, Harrogate Advertiser``."""

from __future__ import annotations

import re

import polars as pl

from provenance.settings.documents import CreditSettings
from provenance.stages.credits.metadata_fields import FIELD_CREDIT_SCHEMA
from provenance.text.credits.author_lines import AuthorPatterns
from provenance.text.credits.context import ContextPatterns, names_no_outlet
from provenance.text.credits.gazetteer import Gazetteer, slug

BYLINE = re.compile(
    r"(?P<cue>\w{2,12}(?: \w{2,4})?):? (?P<person>[^\W\d_][^,|/()\d:!?]{3,60}?)(?:, ?| ?[|/] ?)"
    r"(?P<outlet>[^\W\d_][^,|/()\d:;!?]{4,50})"
)
"""An opening word, a person, an outlet."""


def unlisted_bylines(
    documents: pl.DataFrame,
    blocks: pl.DataFrame,
    credited: pl.DataFrame,
    gazetteer: Gazetteer,
    authors: AuthorPatterns,
    context: ContextPatterns,
    numbers: CreditSettings,
) -> pl.DataFrame:
    """Return credits of the lines that a text opens with and that name a person and an outlet which no list knows.

    The block is a byline by its words, the outlet's name has two words at least, one of them of those that names of
    outlets are made of, and none that is a job or an office; it is not the document's own outlet.

    Args:
        documents: frame ``documents``. Columns: ``document``, ``outlet_id``, ``text``.
        blocks: their blocks. Columns: ``document``, ``kind``, ``start``, ``stop``.
        credited: the credits found by names and phrases. A block that holds one is left out.
        gazetteer: the outlets that are known.
        authors: patterns over author lines.
        context: patterns over words that name no outlet.
        numbers: how long such a line may be.
    """
    lines = blocks.filter(
        (pl.col("kind") == "byline") & (pl.col("stop") - pl.col("start") <= numbers.credit_block_characters)
    )
    lines = lines.sort("document", "start").unique("document", keep="first", maintain_order=True)
    with_texts = lines.join(documents.select("document", "outlet_id", "text"), on="document", maintain_order="left")
    with_outlet = credited.filter(pl.col("outlet_id").is_not_null())
    read = set(with_outlet.select("document", "start").iter_rows())
    rows = []
    columns = with_texts.select("document", "outlet_id", "start", "stop", "text")
    for document, own, start, stop, text in columns.iter_rows():
        line = text[start:stop]
        match = BYLINE.fullmatch(line)
        if not match or any((document, position) in read for position in range(start, stop)):
            continue
        outlet = _outlet(match["outlet"].strip(), gazetteer, authors, context)
        if outlet and outlet != own:
            person, cue = match["person"].strip(), match["cue"]
            row = ("byline", outlet, person, cue, "text", line, start, stop, 3, 0, len(text), 0)
            rows.append((document, *row))
    return pl.DataFrame(rows, schema=FIELD_CREDIT_SCHEMA, orient="row")


def _outlet(name: str, gazetteer: Gazetteer, authors: AuthorPatterns, context: ContextPatterns) -> str | None:
    """Return the id of an outlet that no list knows by its name; None where the words are no such name."""
    words = name.split()
    if len(words) < 2 or not name[0].isupper() or gazetteer.resolve(name) or gazetteer.candidates(name):
        return None
    outlet_like = authors.outlet_like.search(words[-1]) or authors.outlet_like.search(words[0])
    if not outlet_like or names_no_outlet(name, context) or authors.job.search(name):
        return None
    return slug(name)
