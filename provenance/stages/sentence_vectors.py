"""Sentences and their embeddings: the body of each document, its sentences, their vectors, and near documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from provenance.tables import BODIES, DOCUMENT_SIMHASHES, PAIRS, SENTENCES, VECTORS
from provenance.text.hashes import block_hash
from provenance.text.semantic.embeddings import DIMENSIONS, embed_sentences, nearest_codes, simhash
from provenance.text.semantic.part_alignment import DENSE_LANGUAGES
from provenance.text.sentences import split_sentences
from provenance.threads import Threads

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from provenance.settings import Settings
    from provenance.settings.documents import BlockSettings

BODY_KINDS = ("title", "paragraph", "quote", "caption")
"""Kinds of block whose sentences are compared: those that a translation translates."""


def sentences(documents: pl.DataFrame, blocks: pl.DataFrame, skips: pl.DataFrame, settings: Settings) -> pl.DataFrame:
    """Return the sentences of the documents' bodies (frame ``sentences``), with exact offsets.

    A sentence ends where its block ends. One that lies for more than half in skipped spans is left out. A block of
    undecided language gets the main language of its document; so does a language of few sentences
    (``second_language_sentences``) and a small share of the text (``second_language_share``), which is more likely a
    block whose language was misidentified.

    Args:
        documents: frame ``documents``. Columns: ``document``, ``text``.
        blocks: their blocks (frame ``blocks``). Columns: ``document``, ``block``, ``kind``, ``start``, ``stop``,
            ``language``.
        skips: spans that are not body text (frame ``skips``). Columns: ``document``, ``start``, ``stop``.
        settings: the group ``blocks`` is read.
    """
    body = (
        blocks.filter(pl.col("kind").is_in(BODY_KINDS))
        .join(documents.select("document", "text"), on="document")
        .sort("document", "block")
        .with_columns(text=pl.col("text").str.slice(pl.col("start"), pl.col("stop") - pl.col("start")))
    )
    split = split_sentences(body["text"])
    rows = np.repeat(np.arange(len(body)), np.diff(split.offsets))
    start, stop = pl.Series(split.starts), pl.Series(split.stops)
    spans = body[rows].select(
        "document",
        start=pl.col("start") + start,
        stop=pl.col("start") + stop,
        language=pl.col("language").str.split("-").list.first(),
        text=pl.col("text").str.slice(start, stop - start),
    )
    spans = _assign_languages(_without_skipped(spans, skips), settings.blocks).sort("document", "start")
    return spans.with_columns(
        sentence=pl.int_range(pl.len(), dtype=pl.Int32).over("document"),
        text_hash=pl.Series([block_hash(text) for text in spans["text"]], dtype=pl.UInt64),
    ).select(pl.col(name).cast(kind) for name, kind in SENTENCES.schema().items())


def _without_skipped(spans: pl.DataFrame, skips: pl.DataFrame) -> pl.DataFrame:
    """Return the spans without those that lie for more than half in skipped ones."""
    numbered = spans.with_row_index("row")
    overlap = pl.min_horizontal("stop", "stop_right") - pl.max_horizontal("start", "start_right")
    skipped = (
        numbered.join(skips.select("document", "start", "stop"), on="document")
        .select("row", overlap=overlap.clip(0), size=pl.col("stop") - pl.col("start"))
        .group_by("row")
        .agg(pl.col("overlap").sum(), pl.col("size").first())
        .filter(2 * pl.col("overlap") > pl.col("size"))
    )
    return numbered.join(skipped, on="row", how="anti").drop("row")


def _assign_languages(spans: pl.DataFrame, numbers: BlockSettings) -> pl.DataFrame:
    """Return the spans with the document's main language where theirs is undecided, or that of too few spans."""
    size = (pl.col("stop") - pl.col("start")).sum()
    languages = spans.drop_nulls("language").group_by("document", "language").agg(size=size, sentences=pl.len())
    languages = languages.sort("document", "size", "language", descending=[False, True, False])
    main = languages.group_by("document", maintain_order=True).agg(pl.col("language").first().alias("main"))
    min_size = numbers.second_language_share * pl.col("size").sum().over("document")
    is_minor = (pl.col("sentences") < numbers.second_language_sentences) & (pl.col("size") < min_size)
    major = languages.filter(~is_minor).select("document", "language", is_major=pl.lit(value=True))
    joined = spans.join(main, on="document", how="left").join(major, on=["document", "language"], how="left")
    language = pl.when(pl.col("is_major")).then("language").otherwise("main")
    return joined.with_columns(language=language).drop("main", "is_major")


def vectors(documents: pl.DataFrame, queue: pl.DataFrame, threads: Threads = Threads(1)) -> pl.DataFrame:
    """Return the vectors of sentences, one for each distinct text (frame ``vectors``).

    Args:
        documents: the documents of the sentences (frame ``documents``). Columns: ``document``, ``text``.
        queue: sentences without a vector (frame ``sentences``). Columns: ``document``, ``start``, ``stop``,
            ``text_hash``.
        threads: the thread budget; changes no result.

    Raises:
        MissingExtraError: the extra ``crosslingual`` is not installed.
    """
    texts = (
        queue.unique("text_hash", keep="any")
        .join(documents.select("document", "text"), on="document")
        .sort("text_hash")
        .select("text_hash", text=pl.col("text").str.slice(pl.col("start"), pl.col("stop") - pl.col("start")))
    )
    rows = embed_sentences(texts["text"].to_list(), threads)
    return texts.select("text_hash", vector=pl.Series([row.tobytes() for row in rows], dtype=pl.Binary)).select(
        pl.col(name).cast(kind) for name, kind in VECTORS.schema().items()
    )


def vector_matrix(vectors_: pl.Series) -> NDArray[np.int8]:
    """Return vectors stored as bytes as a matrix: int8[sentences, 512]."""
    return np.frombuffer(b"".join(vectors_.to_list()), np.int8).reshape(-1, DIMENSIONS)


def document_simhashes(sentences_: pl.DataFrame, vectors_: pl.DataFrame) -> pl.DataFrame:
    """Return a SimHash code of 512 bits for each document in each of its languages (frame ``sketches``).

    Args:
        sentences_: sentences of the documents (frame ``sentences``); those without a vector do not count.
        vectors_: vectors (frame ``vectors``).
    """
    embedded = (
        sentences_.join(vectors_, on="text_hash")
        .with_columns(pl.col("language").fill_null(""), size=pl.col("stop") - pl.col("start"))
        .sort("document", "language", "sentence")
    )
    parts = embedded.group_by("document", "language", maintain_order=True).agg(pl.col("size").sum(), rows=pl.len())
    groups = np.repeat(np.arange(len(parts)), parts["rows"].to_numpy())
    codes = simhash(vector_matrix(embedded["vector"]), embedded["size"].cast(pl.Int64).to_numpy(), groups, len(parts))
    return parts.with_columns(bits=pl.Series(list(codes), dtype=pl.List(pl.UInt64))).select(
        pl.col(name).cast(kind) for name, kind in DOCUMENT_SIMHASHES.schema().items()
    )


def neighbours(
    simhashes: pl.DataFrame,
    documents: pl.DataFrame,
    copies: pl.DataFrame,
    settings: Settings,
    threads: Threads = Threads(1),
) -> pl.DataFrame:
    """Return the pairs of documents that are near each other in meaning (frame ``pairs``).

    Each document, in each of its languages, is paired with its ``settings.semantic.neighbours`` nearest in every
    language, its own included, within ``settings.semantic.neighbour_bits``; of equals the smaller text id comes first.

    Args:
        simhashes: frame ``sketches``.
        documents: frame ``documents``; only ``document`` and ``document_id`` are read.
        copies: pairs that match by words (frame ``pairs``): left out, so that they do not crowd out the others.
        settings: number of neighbours, and their maximum distance.
        threads: the thread budget; changes no result.
    """
    ids = documents.select("document", "document_id")
    ranked = simhashes.join(ids, on="document").sort("document_id", "language")
    groups = {str(key[0]): group for key, group in ranked.group_by("language", maintain_order=True)}
    copies_of = _copies_of_documents(copies)
    frames = [
        _nearest_pairs(queries, index, copies_of, settings, threads)
        for _, queries in sorted(groups.items())
        for _, index in sorted(groups.items())
    ]
    if not frames:
        return PAIRS.empty()
    pairs = pl.concat(frames).filter(pl.col("query") != pl.col("neighbour"))
    return _pair_frame(pairs, ids)


def nearest_documents(
    queries: pl.DataFrame, simhashes: pl.DataFrame, count: int, threads: Threads = Threads(1)
) -> pl.DataFrame:
    """Return the documents nearest in meaning to one that is not among them (column ``document``), however far.

    Args:
        queries: the SimHash codes of the one document (frame ``sketches``).
        simhashes: those of the others (frame ``sketches``); of equals the earlier row comes first.
        count: most documents for each of its languages.
        threads: the thread budget; changes no result.
    """
    codes, index = _codes(queries), _codes(simhashes)
    nearest = nearest_codes(codes, index, [np.empty(0, np.int32)] * len(codes), count, DIMENSIONS, threads)
    return pl.DataFrame({"document": simhashes["document"].gather(nearest[nearest >= 0]).unique().sort()})


def _copies_of_documents(copies: pl.DataFrame) -> dict[int, list[int]]:
    """Return the documents that match each document by words; itself included where it matches any."""
    directed = pl.concat([copies.select("left", "right"), copies.select(left="right", right="left")])
    return {int(left): rights for left, rights in directed.group_by("left").agg("right").iter_rows()}


def _nearest_pairs(
    queries: pl.DataFrame, index: pl.DataFrame, copies_of: dict[int, list[int]], settings: Settings, threads: Threads
) -> pl.DataFrame:
    """Return the documents ``query`` and ``neighbour`` of each query and its nearest rows of the index."""
    row_of = {document: row for row, document in enumerate(index["document"].to_list())}
    excluded = [
        np.array(sorted(row_of[copy] for copy in (document, *copies_of.get(document, ())) if copy in row_of), np.int32)
        for document in queries["document"].to_list()
    ]
    count, max_distance = settings.semantic.neighbours, settings.semantic.neighbour_bits
    nearest = nearest_codes(_codes(queries), _codes(index), excluded, count, max_distance, threads)
    rows, columns = np.nonzero(nearest >= 0)
    return pl.DataFrame(
        {"query": queries["document"].gather(rows), "neighbour": index["document"].gather(nearest[rows, columns])}
    )


def _codes(simhashes: pl.DataFrame) -> NDArray[np.uint64]:
    return np.array(simhashes["bits"].to_list(), np.uint64).reshape(-1, DIMENSIONS // 64)


def _pair_frame(pairs: pl.DataFrame, ids: pl.DataFrame) -> pl.DataFrame:
    """Return each pair once, the smaller text id left, sorted (frame ``pairs``)."""
    with_ids = pairs.join(ids.rename({"document": "query", "document_id": "query_id"}), on="query")
    with_ids = with_ids.join(ids.rename({"document": "neighbour", "document_id": "neighbour_id"}), on="neighbour")
    forward = pl.col("query_id") < pl.col("neighbour_id")
    return (
        with_ids.select(
            left=pl.when(forward).then("query").otherwise("neighbour"),
            right=pl.when(forward).then("neighbour").otherwise("query"),
        )
        .unique()
        .sort("left", "right")
        .select(pl.col(name).cast(kind) for name, kind in PAIRS.schema().items())
    )


def bodies(blocks: pl.DataFrame, settings: Settings) -> pl.DataFrame:
    """Return the language of each body, whether it has several, and its estimated sentences (frame ``bodies``).

    Args:
        blocks: the documents' blocks (frame ``blocks``). A document without any body has no row.
        settings: the group ``blocks`` is read.
    """
    numbers = settings.blocks
    body = blocks.filter(pl.col("kind").is_in(BODY_KINDS)).with_columns(
        language=pl.col("language").str.split("-").list.first(), size=pl.col("stop") - pl.col("start")
    )
    is_dense = pl.col("language").is_in(DENSE_LANGUAGES)
    sentence_length = pl.when(is_dense).then(numbers.dense_sentence_characters).otherwise(numbers.sentence_characters)
    parts = (
        body.group_by("document", "language")
        .agg(pl.col("size").sum())
        .with_columns(sentences=(pl.col("size") / sentence_length).ceil())
        .sort("document", "size", "language", descending=[False, True, False], nulls_last=True)
    )
    is_major = (
        pl.col("language").is_not_null()
        & (pl.col("size") >= numbers.second_language_share * pl.col("size").sum())
        & (pl.col("sentences") >= numbers.second_language_sentences)
    )
    rows = parts.group_by("document", maintain_order=True).agg(
        pl.col("language").drop_nulls().first(), mixed=is_major.sum() > 1, sentences=pl.col("sentences").sum()
    )
    return rows.select(pl.col(name).cast(kind) for name, kind in BODIES.schema().items())
