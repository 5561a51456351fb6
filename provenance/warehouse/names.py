"""Names that people give: documents by id, prefix, address or headline; outlets by id, name or domain; words in either.

Every command and question resolves names here. A name that is not known is an error that names the nearest, never an
empty answer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import polars as pl

from provenance.errors import UsageError
from provenance.text.credits.gazetteer import Gazetteer

if TYPE_CHECKING:
    from collections.abc import Mapping

    from provenance.warehouse.sql_files import Value


class Queryable(Protocol):
    """An open warehouse, as far as names are looked up in it."""

    def query(self, name: str, frames: Mapping[str, pl.DataFrame] | None = None, /, **values: Value) -> pl.DataFrame:
        """Return what a SQL file answers."""


MOST_NAMED = 5
"""Names that a message lists at most."""

PARAMETERS = {"document": "document", "source": "source", "outlet": "outlet", "agency": "outlet"}
"""What the parameters of ready questions name, by the name of the parameter."""


def document_named(warehouse: Queryable, name: str) -> str:
    """Return the id of the document that a name means: its id, its address, its headline, or the beginning of its id.

    Raises:
        UsageError: there is none, or several; the message lists them, or the nearest.
    """
    matches = warehouse.query("names/documents_named", None, name=name)
    best = matches.filter(pl.col("rank") == pl.col("rank").min())
    if best.height == 1:
        return str(best["document_id"][0])
    if best.height > 1:
        way = {1: "is the address of", 2: "is the headline of", 3: "begins"}[best["rank"][0]]
        raise UsageError(
            f"{name!r} {way} several documents: {listing(best)}", "name one of them by its id, or more of it"
        )
    raise UsageError(f"no document is called {name!r}", nearest_documents(warehouse, name))


def listing(documents: pl.DataFrame) -> str:
    """Return the ids of documents with their headlines, as many as a message holds."""
    labels = [
        f"{document_id!r}" + (f" (“{headline}”)" if headline else "")
        for document_id, headline in documents.select("document_id", "headline").head(MOST_NAMED).iter_rows()
    ]
    return ", ".join(labels) + (", …" if documents.height > MOST_NAMED else "")


def nearest_documents(warehouse: Queryable, name: str) -> str:
    """Return what to do where no document has a name: those that are nearest to it, and how to find others."""
    near = warehouse.query("names/documents_near", None, name=name)
    return f"did you mean {listing(near)}?" if near.height else "see: provenance find WORDS"


def source_named(warehouse: Queryable, name: str) -> str:
    """Return the id of the document or unseen source that a name means.

    Raises:
        UsageError: there is none, or several; the message lists them.
    """
    sources = warehouse.query("rulings/sources_named", None, name=name)
    if name and sources.height and (sources["exact"][0] or sources.height == 1):
        return str(sources["source_id"][0])
    try:
        return document_named(warehouse, name)
    except UsageError:
        if sources.height < 2:
            raise
    ids = ", ".join(map(repr, sources["source_id"].head(MOST_NAMED)))
    raise UsageError(f"{name!r} begins several unseen sources: {ids}", "give more of it")


def outlet_named(warehouse: Queryable, name: str) -> str:
    """Return the id of the outlet that a name means: its id, a name of it, or its domain.

    Raises:
        UsageError: there is none; the message names the nearest.
    """
    outlets = warehouse.query("batches/outlets")
    outlet = Gazetteer(outlets).resolve(name)
    if outlet is not None:
        return outlet
    near = warehouse.query("names/outlets_near", None, name=name)
    names = " or ".join(f"{row[0]} ({row[1]})" for row in near.select("outlet_id", "name").iter_rows())
    raise UsageError(
        f"no outlet is called {name!r}", f"did you mean {names}?" if names else "see: provenance find WORDS"
    )


def document_or_outlet(warehouse: Queryable, name: str) -> tuple[str | None, str | None]:
    """Return the document or else the outlet that a name means, one of the two as None.

    Raises:
        UsageError: it means neither, or several documents.
    """
    if warehouse.query("names/documents_named", None, name=name).height:
        return document_named(warehouse, name), None
    try:
        return None, outlet_named(warehouse, name)
    except UsageError as error:
        near = nearest_documents(warehouse, name)
        remedy = near if near.startswith("did") or not error.remedy else error.remedy
        raise UsageError(f"no document and no outlet is called {name!r}", remedy) from None


def resolved(warehouse: Queryable, values: dict[str, Value]) -> dict[str, Value]:
    """Return the parameters of a ready question with ids in the place of names.

    Raises:
        UsageError: a name is not known, or means several.
    """
    means = {"document": document_named, "source": source_named, "outlet": outlet_named}
    return {
        key: means[PARAMETERS[key]](warehouse, value) if key in PARAMETERS and isinstance(value, str) else value
        for key, value in values.items()
    }


def found_by_words(warehouse: Queryable, words: str, most: int = 50) -> pl.DataFrame:
    """Return the documents, outlets and stories whose id, address, headline, name or text holds words.

    Columns: ``kind`` (document, outlet or story), ``id`` (as other commands take it), ``name``, ``outlet``,
    ``published_at``, ``documents`` (of the outlet or the story) and ``found_in``, the best first.
    """
    if not words.split():
        raise UsageError("there are no words to find", "give a word of a headline, an outlet, an id or a text")
    return warehouse.query("names/found", None, words=[word.lower() for word in words.split()], most=most)
