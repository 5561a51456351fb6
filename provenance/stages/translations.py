"""Pairs of texts that say the same in two languages, or in other words: which, how much of them, and where.

What is aligned is one language of one document with one language of another (or of the same document): a page that
holds a text and its translation is two texts. Nothing is decided on a single sentence.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import polars as pl

from provenance.tables import MATCHES, PASSAGES
from provenance.text.kernels import pairing
from provenance.text.semantic.embeddings import DIMENSIONS, LANGUAGES, cosines, following, norms
from provenance.text.semantic.sentence_alignment import (
    Aligned,
    Side,
    aligned,
    names,
    number_agreement,
    numbers,
    quotations,
)
from provenance.text.tokens import tokenise

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    from provenance.settings import Settings
    from provenance.settings.groups import SemanticSettings


DENSE = ("zh", "ja", "ko", "th")
"""Languages whose words are written in few characters."""


class Translated(NamedTuple):
    """Pairs that are translations or paraphrases, and their passages."""

    matches: pl.DataFrame
    passages: pl.DataFrame


@dataclass(frozen=True)
class Part:
    """What a document says in one language.

    Attributes:
        language: primary subtag, or empty.
        starts: first code point of each sentence, int32[sentences].
        stops: code point after the last.
        vectors: int8[sentences, 512].
        words: distinct token hashes of each sentence, ascending, uint32[words].
        offsets: those of sentence i are words[offsets[i]:offsets[i + 1]].
        texts: the sentences.
        document: the text that they stand in.
        norms: lengths of the vectors, float64[sentences].
        side: what alignment asks of either side.
    """

    language: str
    starts: NDArray[np.int32]
    stops: NDArray[np.int32]
    vectors: NDArray[np.int8]
    words: NDArray[np.uint32]
    offsets: NDArray[np.int64]
    texts: list[str]
    document: str
    norms: NDArray[np.float64]
    side: Side

    @cached_property
    def quoted(self) -> NDArray[np.bool_]:
        """Return which sentences stand for more than half between quotation marks: bool[sentences]."""
        spans = quotations(self.document)
        lows = np.maximum(self.starts[:, None], spans[:, 0])
        inside = (np.minimum(self.stops[:, None], spans[:, 1]) - lows).clip(0).sum(axis=1)
        halves: NDArray[np.bool_] = 2 * inside > self.stops - self.starts
        return halves

    @cached_property
    def numbers(self) -> list[list[str]]:
        """Return the numbers of each sentence, as digits."""
        return [numbers(text) for text in self.texts]

    @cached_property
    def names(self) -> set[str]:
        """Return the names and numbers of all sentences."""
        return set().union(*map(names, self.texts))


class Found(NamedTuple):
    """Two parts that say the same: what was aligned, how, the kind of its passages, the word Jaccard of sentences."""

    left: Part
    right: Part
    how: Aligned
    kind: str
    words: NDArray[np.float32]

    def shared_words(self) -> float:
        """Return the mean word Jaccard of the links in order: high only where both sides are in one language."""
        return float(self._links()[self.how.ordered].mean())

    def reworded(self, verbatim: float) -> float:
        """Return the greater share of either text whose links, in order, have a word Jaccard below ``verbatim``."""
        own = self.how.sizes[self.how.ordered & (self._links() < verbatim)].sum(axis=0)
        return float((own / np.maximum(1, self.how.total)).max())

    def own(self) -> int:
        """Return the number of links in order that are more than a quotation of the same words."""
        pairs = self.how.pairs[self.how.ordered]
        return int((~(self.left.quoted[pairs[:, 0]] & self.right.quoted[pairs[:, 1]])).sum())

    def _links(self) -> NDArray[np.float32]:
        return self.words[self.how.pairs[:, 0], self.how.pairs[:, 1]]


def translations(
    pairs: pl.DataFrame, documents: pl.DataFrame, sentences: pl.DataFrame, vectors: pl.DataFrame, settings: Settings
) -> Translated:
    """Return the pairs whose texts say the same, and where (frames ``matches`` and ``passages``).

    A match is a ``translation`` where what says the same is mostly in two languages, else a ``paraphrase``. Passages
    are ``translated`` or ``paraphrased``; their similarity is the cosine of the two sentences' vectors, in one
    language its mean with the Jaccard index of their words. ``contained_left`` and ``contained_right`` are shares of
    the sentences' code points. ``similarity`` and ``jaccard`` measure copies and are 0.

    Args:
        pairs: candidates (frame ``pairs``); ``left`` has the smaller text id.
        documents: the documents that pairs name (frame ``documents``).
        sentences: their sentences (frame ``sentences``); a document none of whose sentences has a vector has no match.
        vectors: vectors of the sentences (frame ``vectors``).
        settings: what links two sentences, and what makes a match.
    """
    parts = _parts(documents, sentences, vectors)
    keys = pairs.select("left", "right").unique().sort("left", "right")
    return _frames(
        (left, right, [found for one in parts.get(left, ()) for other in parts.get(right, ())
                       for found in _aligned(one, other, settings.semantic)], parts)
        for left, right in keys.iter_rows()
    )  # fmt: skip


def inner_translations(
    documents: pl.DataFrame, sentences: pl.DataFrame, vectors: pl.DataFrame, settings: Settings
) -> Translated:
    """Return the documents that hold a text and its translation, and where, as pairs of a document with itself.

    The arguments are those of ``translations``. The left side of a passage is what stands first in the text.
    """
    parts = {key: each for key, each in _parts(documents, sentences, vectors).items() if len(each) > 1}
    return _frames(
        (key, key, [found for place, one in enumerate(each) for other in each[place + 1 :]
                    for found in _aligned(one, other, settings.semantic)], parts)
        for key, each in sorted(parts.items())
    )  # fmt: skip


def _parts(documents: pl.DataFrame, sentences: pl.DataFrame, vectors: pl.DataFrame) -> dict[int, list[Part]]:
    """Return what each document says in each of its languages, the language that comes first in the text first."""
    known = (
        sentences.join(vectors, on="text_hash")
        .join(documents.select("document", "text"), on="document")
        .with_columns(
            pl.col("language").fill_null(""),
            first=pl.col("start").min().over("document", "language"),
            text=pl.col("text").str.slice(pl.col("start"), pl.col("stop") - pl.col("start")),
        )
        .sort("document", "first", "sentence")
    )
    every, texts = _part(known), dict(documents.select("document", "text").iter_rows())
    found: dict[int, list[Part]] = {}
    bounds = known.group_by("document", "first", maintain_order=True).agg(pl.len())["len"].cum_sum().to_list()
    for low, high in zip([0, *bounds], bounds, strict=False):
        key = known["document"][low]
        found.setdefault(key, []).append(_slice(every, known["language"][low], texts[key], low, high))
    return found


def _part(rows: pl.DataFrame) -> Part:
    """Return all sentences as if they were one part."""
    vectors = np.frombuffer(b"".join(rows["vector"].to_list()), np.int8).reshape(-1, DIMENSIONS)
    starts, stops = rows["start"].to_numpy(), rows["stop"].to_numpy()
    side = Side(stops - starts, following(vectors))
    return Part("", starts, stops, vectors, *_words(rows["text"]), rows["text"].to_list(), "", norms(vectors), side)


def _slice(every: Part, language: str, document: str, low: int, high: int) -> Part:
    """Return the sentences from ``low`` to ``high`` as a part of a document in one language."""
    first, last = every.offsets[low], every.offsets[high]
    return Part(
        language,
        every.starts[low:high],
        every.stops[low:high],
        every.vectors[low:high],
        every.words[first:last],
        every.offsets[low : high + 1] - first,
        every.texts[low:high],
        document,
        every.norms[low:high],
        Side(every.side.sizes[low:high], every.side.beside[low : high - 1]),
    )


def _words(texts: pl.Series) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
    """Return the distinct token hashes of each text, ascending, and where those of each begin."""
    tokens = tokenise(texts)
    rows = np.repeat(np.arange(len(texts), dtype=np.uint64), np.diff(tokens.offsets))
    keys = np.unique((rows << np.uint64(32)) | tokens.hashes)
    return keys.astype(np.uint32), np.searchsorted(keys, np.arange(len(texts) + 1, dtype=np.uint64) << np.uint64(32))


def _aligned(left: Part, right: Part, settings: SemanticSettings) -> Iterator[Found]:
    """Yield the alignment of two parts where they say the same."""
    known = left.language and right.language and left.language != right.language
    found = _across(left, right, settings) if known else _within(left, right, settings)
    if found is not None and found.kind == "translated" and found.shared_words() >= settings.same_language_overlap:
        found = _within(left, right, settings)  # the language of one was mistaken
    if found is not None:
        yield found


def _across(left: Part, right: Part, settings: SemanticSettings) -> Found | None:
    """Return the alignment of two parts in different languages, None where they do not say the same."""
    likeness = cosines(left.vectors, right.vectors, left.norms, right.norms)
    how = _translated(likeness, left, right, settings)
    if how is None and not {left.language, right.language} <= LANGUAGES:
        how = _from_afar(likeness, left, right, settings)
    return Found(left, right, how, "translated", _words_of(left, right)) if how is not None else None


def _translated(likeness: NDArray[np.float32], left: Part, right: Part, settings: SemanticSettings) -> Aligned | None:
    """Return the alignment of two parts whose sentences are near each other one by one, None where they are not."""
    factor, links = settings.translation_proportion, settings.linked_sentences
    how = aligned(likeness, left.side, right.side, settings.translation_cosine, factor, links)
    if how is None or not _says_the_same(how, settings, settings.translation_part_cosine):
        return None
    enough, least = settings.min_translation_number_evidence, settings.translation_numbers
    return how if _agrees(left, right, how, enough, least) else None


def _from_afar(likeness: NDArray[np.float32], left: Part, right: Part, settings: SemanticSettings) -> Aligned | None:
    """Return the alignment of two parts of which the model knows one language badly, None where they differ.

    Its vectors point about the right way; that links go through both texts in order, in proportion, and with the same
    numbers has to make up for that.
    """
    factor, links = settings.translation_proportion, settings.linked_sentences + 1
    how = aligned(likeness, left.side, right.side, settings.low_resource_cosine, factor, links)
    if how is None or how.ordered.sum() < links or min(how.covered()) < settings.low_resource_share:
        return None
    fewer, agreement = number_agreement(*_numbers(left, right, how))
    told = fewer >= links and agreement >= settings.low_resource_numbers
    return how if told and how.density() >= settings.part_density else None


def _within(left: Part, right: Part, settings: SemanticSettings) -> Found | None:
    """Return the alignment of two parts in one language, None where they do not say the same or are copies."""
    words = _words_of(left, right)
    likeness = ((cosines(left.vectors, right.vectors, left.norms, right.norms) + words) / 2).astype(np.float32)
    how = _reworded(likeness, left, right, settings) or _rewritten(likeness, left, right, settings)
    enough, least = settings.min_paraphrase_number_evidence, settings.paraphrase_numbers
    if how is None or not _agrees(left, right, how, enough, least):
        return None
    found = Found(left, right, how, "paraphrased", words)
    if found.own() < settings.linked_sentences:
        return None  # what two reporters heard the same person say
    least = settings.paraphrase_characters / (settings.dense_script_factor if left.language in DENSE else 1)
    long = how.sizes[how.ordered].sum(axis=0).max() >= least
    return found if long and found.reworded(settings.verbatim_overlap) >= settings.paraphrase_changed_share else None


def _reworded(likeness: NDArray[np.float32], left: Part, right: Part, settings: SemanticSettings) -> Aligned | None:
    """Return the alignment of two parts whose sentences are near each other one by one, None where they are not."""
    factor, links = settings.paraphrase_proportion, settings.linked_sentences
    how = aligned(likeness, left.side, right.side, settings.paraphrase_similarity, factor, links)
    return how if how is not None and _says_the_same(how, settings, settings.paraphrase_part_similarity) else None


def _rewritten(likeness: NDArray[np.float32], left: Part, right: Part, settings: SemanticSettings) -> Aligned | None:
    """Return the alignment of two parts that share names and course rather than words, None where they do not.

    No single link of these would convince; that they go through both texts in order, and about the same people, places
    and numbers, does.
    """
    fewer = min(len(left.names), len(right.names))
    share = settings.heavy_paraphrase_german_names if left.language == "de" else settings.heavy_paraphrase_names
    if fewer < settings.min_name_evidence or len(left.names & right.names) < share * fewer:
        return None
    factor, links = settings.paraphrase_proportion, settings.linked_sentences
    how = aligned(likeness, left.side, right.side, settings.heavy_paraphrase_similarity, factor, links)
    if how is None or how.ordered.sum() < links or min(how.covered()) < settings.heavy_paraphrase_share:
        return None
    dense = how.density() >= settings.heavy_paraphrase_density
    return how if dense and how.mean_likeness() >= settings.heavy_paraphrase_mean_similarity else None


def _words_of(left: Part, right: Part) -> NDArray[np.float32]:
    """Return the word Jaccard of every left with every right sentence."""
    return pairing.word_jaccard(left.words, left.offsets, right.words, right.offsets)


def _says_the_same(how: Aligned, settings: SemanticSettings, part_likeness: float) -> bool:
    """Return whether links in order cover enough of both texts, or of one that says a part of the other."""
    if how.ordered.sum() < settings.linked_sentences:
        return False
    shares = how.covered()
    if min(shares) >= settings.linked_share:
        return True
    return (
        max(shares) >= settings.linked_part
        and how.mean_likeness() >= part_likeness
        and how.density() >= settings.part_density
    )


def _agrees(left: Part, right: Part, how: Aligned, telling: int, least: float) -> bool:
    """Return whether the numbers of linked sentences agree, where there are enough to tell.

    Two results of two companies, two weather reports, two lottery draws say the same but for the numbers.
    """
    fewer, agreement = number_agreement(*_numbers(left, right, how))
    return fewer < telling or agreement >= least


def _numbers(left: Part, right: Part, how: Aligned) -> tuple[list[list[str]], list[list[str]]]:
    """Return the numbers of either side of each bead in order."""
    beads = how.beads[how.ordered].tolist()
    ones = [[number for each in left.numbers[low : high + 1] for number in each] for low, high, _, _ in beads]
    others = [[number for each in right.numbers[first : last + 1] for number in each] for _, _, first, last in beads]
    return ones, others


def _frames(judged: Iterable[tuple[int, int, list[Found], dict[int, list[Part]]]]) -> Translated:
    """Return the frames of all pairs that have anything."""
    matches, passages = [], []
    for left, right, found, parts in judged:
        if found:
            spans = _passages(found)
            matches.append(_match(left, right, spans, parts))
            passages.append(spans.with_columns(left=pl.lit(left), right=pl.lit(right)))
    return Translated(
        pl.concat([MATCHES.empty(), *(_typed(each, MATCHES.schema()) for each in matches)]),
        pl.concat([PASSAGES.empty(), *(_typed(each, PASSAGES.schema()) for each in passages)]),
    )


def _typed(frame: pl.DataFrame, schema: dict[str, pl.DataType]) -> pl.DataFrame:
    return frame.select(pl.col(name).cast(kind) for name, kind in schema.items())


def _passages(found: list[Found]) -> pl.DataFrame:
    """Return one passage a bead, in the order of the left text."""
    frames = [
        pl.DataFrame({
            "left_start": each.left.starts[each.how.beads[:, 0]],
            "left_stop": each.left.stops[each.how.beads[:, 1]],
            "right_start": each.right.starts[each.how.beads[:, 2]],
            "right_stop": each.right.stops[each.how.beads[:, 3]],
            "kind": [each.kind] * len(each.how.beads),
            "similarity": each.how.likeness.astype(np.float64).clip(0, 1),
        })
        for each in found
    ]  # fmt: skip
    ordered = pl.concat(frames).sort("left_start", "right_start", "left_stop", "right_stop")
    return ordered.with_columns(passage=pl.int_range(pl.len(), dtype=pl.Int32))


def _match(left: int, right: int, passages: pl.DataFrame, parts: dict[int, list[Part]]) -> pl.DataFrame:
    """Return the match of one pair: the kind of most of what says the same, and how much of either body it is."""
    sizes = pl.col("left_stop") - pl.col("left_start") + pl.col("right_stop") - pl.col("right_start")
    by_kind = passages.group_by("kind").agg(sizes.sum().alias("size")).sort("size", "kind", descending=[True, True])
    return pl.DataFrame({
        "left": left,
        "right": right,
        "kind": "translation" if by_kind["kind"][0] == "translated" else "paraphrase",
        "similarity": 0.0,
        "jaccard": 0.0,
        "contained_left": _share(passages["left_start"], passages["left_stop"], parts[left]),
        "contained_right": _share(passages["right_start"], passages["right_stop"], parts[right]),
        "passage_count": len(passages),
    })  # fmt: skip


def _share(starts: pl.Series, stops: pl.Series, parts: list[Part]) -> float:
    """Return the share of the sentences' code points that lie in the spans."""
    edges = np.concatenate([part.starts for part in parts]), np.concatenate([part.stops for part in parts])
    inside = np.zeros(len(edges[0]), np.bool_)
    for start, stop in zip(starts, stops, strict=True):
        inside |= (edges[0] >= start) & (edges[1] <= stop)
    sizes = edges[1] - edges[0]
    return float(sizes[inside].sum() / max(1, sizes.sum()))
