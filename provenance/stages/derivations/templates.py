"""Pages of one template: the same sentences with other numbers and names, of which none is a copy of another."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import polars as pl
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from provenance.text.characters import code_points
from provenance.text.facts import character_properties
from provenance.text.kernels.facts import DIGIT, UPPER
from provenance.text.tokens import tokenise

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from provenance.settings.derivation import DerivationSettings
    from provenance.text.tokens import Tokens

BATCH_PAIRS = 4096
"""Pairs whose documents are tokenised at once; changes no result."""

CHECKED_KINDS = ("near", "contained", "partial", "paraphrase")
"""Kinds of matches whose texts may differ in their facts."""

Spans = list[tuple[int, int]]


class FactTokens(NamedTuple):
    """The tokens of one text.

    Attributes:
        hashes: of their normal forms.
        starts: first code point of each.
        is_fact: whether it is a number, or a capitalised word inside a sentence.
    """

    hashes: NDArray[np.uint32]
    starts: NDArray[np.int32]
    is_fact: NDArray[np.bool_]

    def within(self, spans: Spans) -> NDArray[np.bool_]:
        """Return which tokens stand in spans of code points."""
        inside = np.zeros(len(self.starts), bool)
        for start, stop in spans:
            first, last = np.searchsorted(self.starts, [start, stop])
            inside[first:last] = True
        return inside


def template_pairs(
    pairs: pl.DataFrame, passages: pl.DataFrame, texts: pl.Series, settings: DerivationSettings
) -> NDArray[np.bool_]:
    """Return which pairs are two pages of one template: in what they share the words agree and most facts do not.

    Facts are numbers and capitalised words inside sentences. An edited copy keeps them, and misread letters spare them
    no more than other words; an update changes some. Where nearly all words of the passages agree, nothing is checked.
    Of pages that others show to be of one template, some have more facts in common, by chance.

    Args:
        pairs: ``left``, ``right`` (positions) and ``kind``.
        passages: their passages, by position.
        texts: the texts by position.
        settings: least and greatest shares.
    """
    weight = pl.col("left_stop") - pl.col("left_start")
    agreement = passages.group_by("left", "right").agg(agreement=(pl.col("similarity") * weight).sum() / weight.sum())
    differing = (pl.col("kind") == "paraphrase") | (pl.col("agreement") < settings.template_checked_agreement)
    checked = (
        pairs.with_row_index("row")
        .filter(pl.col("kind").is_in(CHECKED_KINDS))
        .join(agreement, on=["left", "right"])
        .filter(differing)
        .sort("row")
        .select("row", "left", "right")
    )
    rows = checked["row"].to_numpy()
    facts = np.ones(pairs.height)
    for batch in checked.iter_slices(BATCH_PAIRS):
        spans = passages.join(batch, on=["left", "right"]).sort("row", "passage")
        first = np.searchsorted(spans["row"].to_numpy(), batch["row"].to_numpy())
        last = np.searchsorted(spans["row"].to_numpy(), batch["row"].to_numpy(), "right")
        sides = [spans.select(f"{side}_start", f"{side}_stop").rows() for side in ("left", "right")]
        tokens = fact_tokens(texts, np.unique(batch.select("left", "right").to_numpy()))
        for number, (row, left, right) in enumerate(batch.iter_rows()):
            at = slice(first[number], last[number])
            facts[row] = common_facts(tokens[left], tokens[right], [side[at] for side in sides], settings)
    is_template = facts <= settings.template_fact_share
    members = components_of_pairs(pairs.filter(pl.Series(is_template)), len(texts))
    left, right = (pairs[side].to_numpy()[rows] for side in ("left", "right"))
    of_one = (members[left] == members[right]) & (np.bincount(members)[members[left]] >= settings.template_documents)
    is_template[rows[of_one & (facts[rows] <= settings.template_page_share)]] = True
    return np.asarray(is_template)


def components_of_pairs(pairs: pl.DataFrame, size: int) -> NDArray[np.int64]:
    """Return the connected component of each of ``size`` documents, given pairs of positions."""
    left, right = (pairs[side].to_numpy() for side in ("left", "right"))
    links = coo_array((np.ones(len(left), bool), (left, right)), shape=(size, size))
    return np.asarray(connected_components(links, directed=False)[1].astype(np.int64))


def common_facts(left: FactTokens, right: FactTokens, sides: Sequence[Spans], settings: DerivationSettings) -> float:
    """Return the share of the facts inside spans that two texts have in common, of the text that has fewer.

    It is 1 where there are few facts, or where the other words do not agree: nothing shows a template.
    """
    inside = [text.within(spans) for text, spans in ((left, sides[0]), (right, sides[1]))]
    facts = [text.hashes[tokens & text.is_fact] for text, tokens in zip((left, right), inside, strict=True)]
    fewest = min(map(len, facts))
    if fewest < settings.template_facts:
        return 1.0
    words = [text.hashes[tokens & ~text.is_fact] for text, tokens in zip((left, right), inside, strict=True)]
    if common_tokens(*words) < settings.template_word_share * max(map(len, words)):
        return 1.0
    return common_tokens(*facts) / fewest


def common_tokens(left: NDArray[np.uint32], right: NDArray[np.uint32]) -> int:
    """Return how many tokens two bags have in common."""
    values, counts = np.unique(left, return_counts=True)
    right_values, right_counts = np.unique(right, return_counts=True)
    _, rows, right_rows = np.intersect1d(values, right_values, assume_unique=True, return_indices=True)
    return int(np.minimum(counts[rows], right_counts[right_rows]).sum())


def fact_tokens(texts: pl.Series, positions: NDArray[np.int64]) -> dict[int, FactTokens]:
    """Return the tokens of texts by position."""
    batch = texts.gather(positions)
    tokens = tokenise(batch)
    is_fact = facts_among(tokens, batch)
    bounds = tokens.offsets.tolist()
    return {
        position: FactTokens(tokens.hashes[first:last], tokens.starts[first:last], is_fact[first:last])
        for position, first, last in zip(positions.tolist(), bounds, bounds[1:], strict=False)
    }


def facts_among(tokens: Tokens, texts: pl.Series) -> NDArray[np.bool_]:
    """Return which tokens of texts are numbers, or capitalised words that one space parts from the word before."""
    points, limits = code_points(texts)
    starts = tokens.starts + np.repeat(limits[:-1], np.diff(tokens.offsets))
    properties = character_properties(points)[points[starts]]
    is_number, is_capital = properties & DIGIT > 0, properties & UPPER > 0
    gap = np.diff(tokens.starts, prepend=0)
    gap[1:] -= (tokens.stops - tokens.starts)[:-1]
    gap[tokens.offsets[:-1][np.diff(tokens.offsets) > 0]] = 0
    follows = (gap == 1) & (points[np.maximum(starts - 1, 0)] == ord(" "))
    return np.asarray(is_number | (is_capital & follows))


def templates_of(pairs: pl.DataFrame, documents: pl.DataFrame, least: int) -> pl.DataFrame:
    """Return the documents of templates (internal keys): ``document`` and ``template``, the first document of each.

    Args:
        pairs: the pairs of pages of one template: ``left`` and ``right``, positions.
        documents: in canonical order: ``document``.
        least: least documents of a template.
    """
    component = components_of_pairs(pairs, documents.height)
    keys = documents["document"].to_numpy()
    first = np.full(documents.height, -1, np.int64)
    order = np.arange(documents.height)[::-1]
    first[component[order]] = order  # the canonically first document of each component is written last
    size = np.bincount(component, minlength=documents.height)
    members = np.flatnonzero(size[component] >= least)
    schema = {"document": pl.Int32, "template": pl.Int32}
    return pl.DataFrame({"document": keys[members], "template": keys[first[component[members]]]}, schema=schema)


def keys_of(pairs: pl.DataFrame, documents: pl.DataFrame) -> pl.DataFrame:
    """Return pairs (``left``, ``right``) by internal keys, the smaller one first, given positions."""
    keys = np.sort(documents["document"].to_numpy()[pairs.select("left", "right").to_numpy()], axis=1)
    return pl.DataFrame({"left": keys[:, 0], "right": keys[:, 1]}, schema={"left": pl.Int32, "right": pl.Int32})
