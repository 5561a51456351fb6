"""What documents say: their bodies, sentences and vectors, and which of them lie near each other by meaning."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from provenance.tables import BODIES, PAIRS, SENTENCES, SKETCHES, VECTORS
from provenance.text.hashes import block_hash
from provenance.text.semantic.embeddings import DIMENSIONS, embed, nearest, sketch
from provenance.text.sentences import sentences as split

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from provenance.settings import Settings
    from provenance.settings.groups import BlockSettings

BODY = ("title", "paragraph", "quote", "caption")
"""Kinds of block whose sentences are compared: what a translator translates."""

DENSE = ("zh", "ja", "ko", "th")
"""Languages whose words are written in few characters."""


def sentences(documents: pl.DataFrame, blocks: pl.DataFrame, skips: pl.DataFrame, settings: Settings) -> pl.DataFrame:
    """Return the sentences of the documents' bodies (frame ``sentences``), with exact offsets.

    A sentence ends where its block ends. One that lies for more than half in skipped spans is left out. A block of
    undecided language has that of most of its document; so has a language of few sentences
    (``second_language_sentences``) and a small share of the text (``second_language_share``), which is rather a block
    whose language was mistaken.

    Args:
        documents: frame ``documents``; only ``document`` and ``text`` are looked at.
        blocks: their blocks (frame ``blocks``).
        skips: spans that are not body text (frame ``skips``).
        settings: the group ``blocks`` is read.
    """
    body = (
        blocks.filter(pl.col("kind").is_in(BODY))
        .join(documents.select("document", "text"), on="document")
        .sort("document", "block")
        .with_columns(text=pl.col("text").str.slice(pl.col("start"), pl.col("stop") - pl.col("start")))
    )
    found = split(body["text"])
    rows = np.repeat(np.arange(len(body)), np.diff(found.offsets))
    start, stop = pl.Series(found.starts), pl.Series(found.stops)
    spans = body[rows].select(
        "document",
        start=pl.col("start") + start,
        stop=pl.col("start") + stop,
        language=pl.col("language").str.split("-").list.first(),
        text=pl.col("text").str.slice(start, stop - start),
    )
    kept = _languages(_outside(spans, skips), settings.blocks).sort("document", "start")
    return kept.with_columns(
        sentence=pl.int_range(pl.len(), dtype=pl.Int32).over("document"),
        text_hash=pl.Series([block_hash(text) for text in kept["text"]], dtype=pl.UInt64),
    ).select(pl.col(name).cast(kind) for name, kind in SENTENCES.schema().items())


def _outside(spans: pl.DataFrame, skips: pl.DataFrame) -> pl.DataFrame:
    """Return the spans that do not lie for more than half in skipped ones."""
    numbered = spans.with_row_index("row")
    overlap = pl.min_horizontal("stop", "stop_right") - pl.max_horizontal("start", "start_right")
    inside = (
        numbered.join(skips.select("document", "start", "stop"), on="document")
        .select("row", overlap=overlap.clip(0), size=pl.col("stop") - pl.col("start"))
        .group_by("row")
        .agg(pl.col("overlap").sum(), pl.col("size").first())
        .filter(2 * pl.col("overlap") > pl.col("size"))
    )
    return numbered.join(inside, on="row", how="anti").drop("row")


def _languages(spans: pl.DataFrame, numbers: BlockSettings) -> pl.DataFrame:
    """Return the spans with the language of those that are undecided or too few to be of another language."""
    size = (pl.col("stop") - pl.col("start")).sum()
    told = spans.drop_nulls("language").group_by("document", "language").agg(size=size, sentences=pl.len())
    told = told.sort("document", "size", "language", descending=[False, True, False])
    most = told.group_by("document", maintain_order=True).agg(pl.col("language").first().alias("most"))
    least = numbers.second_language_share * pl.col("size").sum().over("document")
    few = (pl.col("sentences") < numbers.second_language_sentences) & (pl.col("size") < least)
    kept = told.filter(~few).select("document", "language", kept=pl.lit(value=True))
    joined = spans.join(most, on="document", how="left").join(kept, on=["document", "language"], how="left")
    own = pl.when(pl.col("kept")).then("language").otherwise("most")
    return joined.with_columns(language=own).drop("most", "kept")


def vectors(documents: pl.DataFrame, wanted: pl.DataFrame) -> pl.DataFrame:
    """Return the vectors of sentences, one for each distinct text (frame ``vectors``).

    Args:
        documents: the documents that the sentences stand in (frame ``documents``).
        wanted: sentences whose vectors are not known yet (frame ``sentences``).

    Raises:
        MissingExtraError: the extra ``crosslingual`` is not installed.
    """
    texts = (
        wanted.unique("text_hash", keep="any")
        .join(documents.select("document", "text"), on="document")
        .sort("text_hash")
        .select("text_hash", text=pl.col("text").str.slice(pl.col("start"), pl.col("stop") - pl.col("start")))
    )
    found = embed(texts["text"].to_list())
    return texts.select("text_hash", vector=pl.Series([row.tobytes() for row in found], dtype=pl.Binary)).select(
        pl.col(name).cast(kind) for name, kind in VECTORS.schema().items()
    )


def matrix(vectors_: pl.Series) -> NDArray[np.int8]:
    """Return vectors that were stored as bytes: int8[sentences, 512]."""
    return np.frombuffer(b"".join(vectors_.to_list()), np.int8).reshape(-1, DIMENSIONS)


def sketches(sentences_: pl.DataFrame, vectors_: pl.DataFrame) -> pl.DataFrame:
    """Return what each document says in each of its languages, as 512 bits (frame ``sketches``).

    Args:
        sentences_: sentences of the documents (frame ``sentences``); those without a vector do not count.
        vectors_: vectors (frame ``vectors``).
    """
    known = (
        sentences_.join(vectors_, on="text_hash")
        .with_columns(pl.col("language").fill_null(""), size=pl.col("stop") - pl.col("start"))
        .sort("document", "language", "sentence")
    )
    each = known.group_by("document", "language", maintain_order=True).agg(pl.col("size").sum(), rows=pl.len())
    groups = np.repeat(np.arange(len(each)), each["rows"].to_numpy())
    bits = sketch(matrix(known["vector"]), known["size"].cast(pl.Int64).to_numpy(), groups, len(each))
    return each.with_columns(bits=pl.Series(list(bits), dtype=pl.List(pl.UInt64))).select(
        pl.col(name).cast(kind) for name, kind in SKETCHES.schema().items()
    )


def neighbours(
    sketches_: pl.DataFrame, documents: pl.DataFrame, matched: pl.DataFrame, settings: Settings
) -> pl.DataFrame:
    """Return the pairs of documents that lie near each other by meaning (frame ``pairs``).

    Each document, in each of its languages, is paired with its ``settings.semantic.neighbours`` nearest in every
    language, its own included, within ``settings.semantic.neighbour_bits``; of equals the smaller text id comes first.

    Args:
        sketches_: frame ``sketches``.
        documents: frame ``documents``; only ``document`` and ``document_id`` are looked at.
        matched: pairs known to be copies (frame ``pairs``): passed over, so that they do not crowd out the others.
        settings: how many, and how near.
    """
    ids = documents.select("document", "document_id")
    ranked = sketches_.join(ids, on="document").sort("document_id", "language")
    groups = {str(key[0]): group for key, group in ranked.group_by("language", maintain_order=True)}
    known = _partners(matched)
    found = [
        _nearest(queries, index, known, settings)
        for _, queries in sorted(groups.items())
        for _, index in sorted(groups.items())
    ]
    if not found:
        return PAIRS.empty()
    pairs = pl.concat(found).filter(pl.col("one") != pl.col("other"))
    return _ordered(pairs, ids)


def _partners(matched: pl.DataFrame) -> dict[int, list[int]]:
    """Return the documents that each document is known to be a copy of, itself included where it has any."""
    both = pl.concat([matched.select("left", "right"), matched.select(left="right", right="left")])
    return {int(left): rights for left, rights in both.group_by("left").agg("right").iter_rows()}


def _nearest(
    queries: pl.DataFrame, index: pl.DataFrame, known: dict[int, list[int]], settings: Settings
) -> pl.DataFrame:
    """Return one and other document of each query and its nearest rows of the index."""
    place = {document: row for row, document in enumerate(index["document"].to_list())}
    excluded = [
        np.array(sorted(place[each] for each in (document, *known.get(document, ())) if each in place), np.int32)
        for document in queries["document"].to_list()
    ]
    found = nearest(
        _bits(queries), _bits(index), excluded, settings.semantic.neighbours, settings.semantic.neighbour_bits
    )
    rows, columns = np.nonzero(found >= 0)
    return pl.DataFrame(
        {"one": queries["document"].gather(rows), "other": index["document"].gather(found[rows, columns])}
    )


def _bits(sketches_: pl.DataFrame) -> NDArray[np.uint64]:
    return np.array(sketches_["bits"].to_list(), np.uint64).reshape(-1, DIMENSIONS // 64)


def _ordered(pairs: pl.DataFrame, ids: pl.DataFrame) -> pl.DataFrame:
    """Return each pair once, the smaller text id left, sorted (frame ``pairs``)."""
    named = pairs.join(ids.rename({"document": "one", "document_id": "a"}), on="one")
    named = named.join(ids.rename({"document": "other", "document_id": "b"}), on="other")
    forward = pl.col("a") < pl.col("b")
    return (
        named.select(
            left=pl.when(forward).then("one").otherwise("other"), right=pl.when(forward).then("other").otherwise("one")
        )
        .unique()
        .sort("left", "right")
        .select(pl.col(name).cast(kind) for name, kind in PAIRS.schema().items())
    )


def bodies(blocks: pl.DataFrame, settings: Settings) -> pl.DataFrame:
    """Return what each document's body is, in which language and about how long (frame ``bodies``).

    Args:
        blocks: the documents' blocks (frame ``blocks``). A document without any body has no row.
        settings: the group ``blocks`` is read.
    """
    numbers = settings.blocks
    body = blocks.filter(pl.col("kind").is_in(BODY)).with_columns(
        language=pl.col("language").str.split("-").list.first(), size=pl.col("stop") - pl.col("start")
    )
    dense = pl.col("language").is_in(DENSE)
    usual = pl.when(dense).then(numbers.dense_sentence_characters).otherwise(numbers.sentence_characters)
    each = (
        body.group_by("document", "language")
        .agg(pl.col("size").sum())
        .with_columns(sentences=(pl.col("size") / usual).ceil())
        .sort("document", "size", "language", descending=[False, True, False], nulls_last=True)
    )
    some = (
        pl.col("language").is_not_null()
        & (pl.col("size") >= numbers.second_language_share * pl.col("size").sum())
        & (pl.col("sentences") >= numbers.second_language_sentences)
    )
    found = each.group_by("document", maintain_order=True).agg(
        pl.col("language").drop_nulls().first(), mixed=some.sum() > 1, sentences=pl.col("sentences").sum()
    )
    return found.select(pl.col(name).cast(kind) for name, kind in BODIES.schema().items())
