"""Sentence splitting, in scripts with spaces and without; and prose, told apart from menus, lists and headings.

Rules and small tables, no model: a mark that ends a sentence, the quotation marks and brackets that close after it,
and what follows. The tables cover news text in the commoner Latin-script languages; a word that is missing in them
costs one sentence cut in two, never a wrong offset.

Prose is the sentences that end with such a mark. Pages of one site share what surrounds their stories (section names,
lists of places, buttons), and most of that is no full sentence; news that was revised shares its sentences. So the
similarity of two texts gives prose more weight (`in_prose`).
"""

from __future__ import annotations

import functools
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from provenance.text.characters import code_points
from provenance.text.kernels import boundaries
from provenance.text.tokens import WORD_WEIGHT, running_sum

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import polars as pl
    from numpy.typing import NDArray

    from provenance.text.tokens import Tokens

MAX_SENTENCE = 400
"""Maximum code points of a sentence: a longer run (a list, Thai without line breaks) is cut at a comma or space."""

_BATCH = 8_000_000  # code points per call of the compiled loop: 32 MB; changes no result

_ABBREVIATIONS = """
mr mrs ms messrs mmes dr drs prof sen rep reps gov lt gen col capt cmdr cpl sgt adm maj brig pvt rev fr pres supt insp
det st ste mt ft vs cf eg ie viz approx dept est fig figs esq mme mlle mgr hr fr frl dipl ing bzw usw ca vgl inkl zzgl
evtl ggf bspw sog geb gest sr sra srta dña dn exmo ilmo dott dr.ssa sigg avv mons dhr mevr drs г ул им д-р проф акад
руб тыс млн млрд
"""
_BEFORE_NUMBERS = (
    "no nos nr nrs n° p pp vol vols art arts sec secs ch par abs bd jg kap num núm nº pág págs tel fol ver mar may sat"
)
_UNLESS_STARTER = """
jr snr bros inc ltd co cos corp llc plc dist univ assn ave blvd rd hwy jan feb apr jun jul aug sep sept oct nov dec
tue tues thu thur thurs ala ariz ark calif colo conn del fla ga ind kan ky la md mich minn mont neb nev okla ore pa
penn tenn tex va vt wash wis wyo ont etc tr okt dez mrz febr
"""
_STARTERS = """
the a an he she it they we i you this that these those there in on at but and as for if when while after before his
her its their our my however so yet now then here since with what who why how where not no yes although though because
until once one two three some many most more both each all another other such even still also instead meanwhile
officials police according to by from under during about
der die das ein eine er sie es wir ich im am auf und aber doch nach bei mit wenn als dies diese dieser auch so
les une il elle ils elles ce cette ces dans et mais pour selon après nous on
los las una él ella ellos en y pero para según después
gli lo uno dei nel ma secondo os as um uma ele ela no na e mas
het een hij zij wij en maar voor volgens
в на и но он она они это мы по
"""
_AFTER_ORDINALS = """
januar jänner februar märz april mai juni juli august september oktober november dezember jahrhundert jahrhunderts
januari februari maart mei juni augustus desember marts maj juni tammikuuta helmikuuta maaliskuuta huhtikuuta
toukokuuta kesäkuuta heinäkuuta elokuuta syyskuuta lokakuuta marraskuuta joulukuuta platz runde spieltag
weltkrieg mal geburtstag etage stock bezirk
"""
_MARKS = "!?…‽؟⁇⁈⁉"
_FULL_STOPS = "。！？｡．।॥۔።។៕။"
_CLOSERS = "\"'”’»›）)］]｝}」』】》〉〕〗″"
_QUOTES = "“‘«‹"
_OPENERS = "([{（［｛「『【《〈〔〖„‚¿¡*•·-–—"
_PAUSES = ",;:，、；：،؛"
_NEWLINES = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"

TERMINATORS = ".!?…‽؟⁇⁈⁉。！？｡．।॥۔።៕"
"""Marks that end a sentence of prose."""

TRAILING_CLOSERS = "\"'”’»›“)）］]｝}」』】》〉〕〗"
"""Quotation marks and brackets that may close after such a mark, up to two of them."""


class Sentences(NamedTuple):
    """The sentences of many texts: those of text i begin at starts[offsets[i]:offsets[i + 1]]; stops likewise."""

    offsets: NDArray[np.int64]
    starts: NDArray[np.int32]
    stops: NDArray[np.int32]


def split_sentences(texts: pl.Series) -> Sentences:
    """Return where the sentences of each text begin and end, in code points, half open.

    Sentences ascend, do not overlap, have no white space at either end, and together cover their text except white
    space. A line break ends a sentence unless lower case follows an unfinished line. A null text has none.

    Args:
        texts: one text each; starts and stops count from the beginning of their text.
    """
    parts = [_split(batch) for batch in _batches(texts)]
    if not parts:
        return Sentences(np.zeros(1, np.int64), np.empty(0, np.int32), np.empty(0, np.int32))
    counts = np.concatenate([np.diff(offsets) for offsets, _, _ in parts])
    return Sentences(
        running_sum(counts),
        np.concatenate([starts for _, starts, _ in parts]),
        np.concatenate([stops for _, _, stops in parts]),
    )


def _batches(texts: pl.Series) -> Iterator[list[str]]:
    """Yield the texts in lists of about _BATCH code points."""
    batch: list[str] = []
    size = 0
    for text in texts:
        batch.append(text or "")
        size += len(batch[-1])
        if size >= _BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _split(batch: list[str]) -> Sentences:
    """Return the sentences of some texts."""
    points, limits = code_points(batch)
    spans = np.empty((2, len(points) // 2 + len(limits)), np.int32)
    offsets = np.empty(len(limits), np.int64)
    text = boundaries.Text(points, np.take(_classes(), points, mode="clip"), *_word_roles())
    count = boundaries.split(text, limits, MAX_SENTENCE, offsets, spans)
    return Sentences(offsets, spans[0, :count].copy(), spans[1, :count].copy())


@functools.cache
def _word_roles() -> tuple[NDArray[np.uint16], NDArray[np.uint64], NDArray[np.uint8]]:
    """Return the lower-case table, the hashes of the listed words, ascending, and the roles of each."""
    roles = dict.fromkeys(_UNLESS_STARTER.split(), boundaries.UNLESS_STARTER)
    roles |= dict.fromkeys(_BEFORE_NUMBERS.split(), boundaries.BEFORE_NUMBERS)
    roles |= dict.fromkeys(_ABBREVIATIONS.split(), boundaries.NEVER)
    for words, role in ((_STARTERS, boundaries.STARTER), (_AFTER_ORDINALS, boundaries.MONTH)):
        roles |= {word: roles.get(word, 0) | role for word in words.split()}
    lower = _lower_case_table()
    hashes = _hashes(roles, lower)
    order = np.argsort(hashes)
    return lower, hashes[order], np.fromiter(roles.values(), np.uint8)[order]


def _hashes(words: Iterable[str], lower: NDArray[np.uint16]) -> NDArray[np.uint64]:
    points = [np.frombuffer(word.encode("utf-32-le"), np.uint32) for word in words]
    return np.array(
        [boundaries.hash_word(word_points, 0, len(word_points), lower) for word_points in points], np.uint64
    )


@functools.cache
def _classes() -> NDArray[np.uint16]:
    """Return the character class of every code point below 65536; the last stands for all beyond."""
    of_category = {"Lu": boundaries.UPPER, "Lt": boundaries.UPPER, "Ll": boundaries.LOWER, "Nd": boundaries.DIGIT}
    of_category |= dict.fromkeys(("Lo", "Lm", "Mn", "Mc"), boundaries.UNCASED) | {"Zs": boundaries.SPACE}
    classes = np.array([of_category.get(unicodedata.category(chr(point)), 0) for point in range(65536)], np.uint16)
    for characters, kind in (
        ("\t\x1f\u200b\ufeff", boundaries.SPACE),
        (_NEWLINES, boundaries.NEWLINE),
        (".", boundaries.DOT),
        (_MARKS, boundaries.MARK),
        (_FULL_STOPS, boundaries.FULL_STOP),
        (_CLOSERS, boundaries.CLOSER),
        (_QUOTES, boundaries.QUOTE),
        (_OPENERS, boundaries.OPENER),
        (_PAUSES, boundaries.PAUSE),
    ):
        classes[[ord(character) for character in characters]] = kind
    return classes


def _lower_case_table() -> NDArray[np.uint16]:
    """Return the lower case of every code point below 65536; itself where that is not one code point of that range."""
    lower = np.arange(65536, dtype=np.uint16)
    for point in range(65536):
        small = chr(point).lower()
        if len(small) == 1 and ord(small) < 65536:
            lower[point] = ord(small)
    return lower


def in_prose(texts: pl.Series, tokens: Tokens, sentences: Sentences, min_words: int) -> NDArray[np.bool_]:
    """Return a mask of the tokens in sentences that end with a terminator and are long enough.

    Args:
        texts: one text each, none null.
        tokens: their tokens.
        sentences: their sentences.
        min_words: minimum length of a sentence; a character of an unspaced script counts half a word.
    """
    positions = _global_positions(tokens.offsets, tokens.starts)
    first = np.searchsorted(positions, _global_positions(sentences.offsets, sentences.starts))
    bounds = np.concatenate([np.zeros(1, np.int64), first, np.array([len(positions)])])
    weights = np.diff(running_sum(tokens.weights())[bounds[1:]])
    is_prose = _is_terminated(texts, sentences) & (weights >= WORD_WEIGHT * min_words)
    return np.repeat(np.concatenate([np.zeros(1, np.bool_), is_prose]), np.diff(bounds))


def _global_positions(offsets: NDArray[np.int64], starts: NDArray[np.int32]) -> NDArray[np.int64]:
    """Return positions as numbers that ascend within a text and from text to text."""
    text = np.arange(len(offsets) - 1, dtype=np.int64) << 32
    return np.repeat(text, np.diff(offsets)) + starts.astype(np.int64)


def _is_terminated(texts: pl.Series, sentences: Sentences) -> NDArray[np.bool_]:
    """Return which sentences end with a terminator, before closing quotation marks and brackets."""
    points, limits = code_points(texts)
    last = np.repeat(limits[:-1], np.diff(sentences.offsets)) + sentences.stops - 1
    first = last - (sentences.stops - sentences.starts) + 1
    for _ in range(2):
        last = np.maximum(last - np.isin(points[last], _code_points(TRAILING_CLOSERS)), first)
    return np.isin(points[last], _code_points(TERMINATORS))


def _code_points(characters: str) -> NDArray[np.uint32]:
    return np.array([ord(character) for character in characters], np.uint32)
