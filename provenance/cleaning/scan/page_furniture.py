"""Page furniture by evidence: words propose a line; its shape and what stands beside it decide.

Words alone decide only where nobody writes them in prose: "Continue reading the main story", "Advertisement". What is
an everyday word too ("more", "share", "email"), or only begins like furniture ("Terms of …", "Trending …"), is
furniture beside furniture, or as a short last line; and never where a neighbour shows that it is prose, a heading or a
list.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

import polars as pl

from provenance.text.credits.block_patterns import block_patterns
from provenance.text.credits.languages import installed_languages

if TYPE_CHECKING:
    from provenance.settings.cleaning import CleaningSettings

FINISHED = r"[.!?…。！？؟।][\"'”’»›“)\]」』]{0,2}$"
BROKEN_OFF = r"[-/,(&、，]$"
UNSPACED = r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}]"
SPACED_WORD = r"[[\p{L}\p{N}\p{M}]--[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}]]+"
RULE_OF_MARKS = r"^[*=~_^-]{3,}$"
SEPARATOR = "###"
BULLET = r"^(?:[*•·▪◦–-]|\d{1,2}[.)])\s"
LINK_END = r"[»›→]$"
LABEL_END = r"[:：]$"

EAST_ASIAN = re.compile("[\u3041-\u30ff\u4e00-\u9fff\uac00-\ud7a3]")
SENTENCE_START = r"[\"'“‘«„]?(?:\p{Lu}[\p{Ll}’']|\p{Lu}\s|[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}])"
ASKS_FOR = (
    r"(?i)\b(?:newsletters?|e-?mail|facebook|twitter|instagram|whatsapp|telegram|javascript|cookies|app)\b|@|http|www\."
)
"""What a sentence of furniture is about, in whatever language: subscribing, following, a browser."""

NO_REPRINT = r"(?:未经|未經|無断|무단).{0,12}(?:转载|轉載|転載|전재)"
PICTURE_NUMBER = r"image \d+ of ?/?\d+"


def furniture_lines(lines: pl.DataFrame, thresholds: CleaningSettings) -> pl.DataFrame:
    """Return the lines that are furniture, and the cues of furniture that are glued to a story.

    Args:
        lines: document, number, start, stop, line; all lines of some texts, in text order.
        thresholds: ``wrapped_words``, ``link_words``, ``cue_words`` and ``opener_words``.

    Returns:
        document, start, stop.
    """
    shaped = with_neighbours(lines, thresholds)
    proposed = shaped.filter(pl.col("proposed") & ~pl.col("continued"))
    furniture = proposed.filter(is_furniture(thresholds))
    columns = ("document", "start", "stop")
    return pl.concat([furniture.select(columns), glued_cues(shaped, thresholds).select(columns)])


def with_continuations(lines: pl.DataFrame, thresholds: CleaningSettings) -> pl.DataFrame:
    """Return lines with what tells whether they are a part of a sentence; marks between parts of a page are left out.

    Adds ``words``, ``finished`` (as a sentence), ``part`` (it is a part of the page by itself), ``apart`` (the same, or
    the last line), and ``continued`` (it goes on from the line before, or in the next).

    Args:
        lines: document, number (of the line, empty ones counted), line; all lines of some texts, in text order.
        thresholds: ``wrapped_words``.
    """
    line = pl.col("line")
    place, separator = pl.int_range(pl.len()).over("document"), line == SEPARATOR
    is_last = place == pl.len().over("document") - 1
    is_part = ((before(separator) | (place == 0)) & after(separator)) | (before(separator) & is_last)
    shaped = (
        lines.with_columns(part=is_part, apart=is_part | is_last)
        .filter(~separator)
        .with_columns(
            finished=line.str.contains(FINISHED),
            broken_off=line.str.contains(BROKEN_OFF),
            lower=line.str.contains(r"^\p{Ll}"),
            follows=pl.col("number") == pl.col("number").shift(1).over("document") + 1,
            words=word_count(),
        )
        .with_columns(
            goes_on=((~pl.col("finished") & after(pl.col("lower"))) | pl.col("broken_off")) & after(pl.col("follows")),
            goes_on_wide=~pl.col("finished") & (pl.col("words") >= thresholds.wrapped_words),
        )
    )
    goes_on = pl.col("goes_on") | (
        pl.col("follows")
        & (
            (pl.col("lower") & before(pl.col("goes_on")))
            | (pl.col("finished") & before(pl.col("goes_on_wide")))
            | before(pl.col("broken_off"))
        )
    )
    return shaped.with_columns(continued=goes_on & ~pl.col("part")).drop(
        "broken_off", "lower", "follows", "goes_on_wide"
    )


def with_neighbours(lines: pl.DataFrame, thresholds: CleaningSettings) -> pl.DataFrame:
    """Return lines with what stands beside them.

    Adds what :func:`with_continuations` does, ``proposed`` (by its words), ``underlined``, ``introduces`` (a list),
    ``cued`` and ``furnished`` (a cue of furniture, or a short entry of a menu, stands beside it).
    """
    line = pl.col("line")
    shaped = with_continuations(lines, thresholds).with_columns(
        proposed=line.str.contains(block_patterns().boilerplate),
        underlined=after(line.str.contains(RULE_OF_MARKS)),
        introduces=line.str.contains(LABEL_END) & after(line.str.contains(BULLET)),
    )
    open_line = ~pl.col("finished") & ~pl.col("continued") & ~pl.col("underlined")
    cue = open_line & pl.col("proposed") & (pl.col("words") <= thresholds.link_words)
    entry = open_line & pl.col("words").is_between(1, thresholds.cue_words)
    return shaped.with_columns(cued=before(cue) | after(cue), furnished=before(cue | entry) | after(cue | entry))


def word_count() -> pl.Expr:
    """Return the number of words of a line; a character of a script without spaces counts half."""
    characters = pl.col("line").str.count_matches(UNSPACED)
    return pl.col("line").str.count_matches(SPACED_WORD) + (characters + 1) // 2


def before(condition: pl.Expr) -> pl.Expr:
    """Return whether the line before fulfils a condition."""
    return condition.shift(1).over("document").fill_null(value=False)


def after(condition: pl.Expr) -> pl.Expr:
    """Return whether the line after fulfils a condition."""
    return condition.shift(-1).over("document").fill_null(value=False)


def is_furniture(thresholds: CleaningSettings) -> pl.Expr:
    """Return whether a line whose words propose it is furniture."""
    link, short = pl.col("words") <= thresholds.link_words, pl.col("words") <= thresholds.cue_words
    with_furniture = pl.col("furnished") | (pl.col("apart") & short) | pl.col("line").str.contains(LINK_END)
    asks = pl.col("cued") & pl.col("line").str.contains(ASKS_FOR)
    by_shape = pl.when("finished").then(link & asks).otherwise(link & with_furniture & ~pl.col("introduces"))
    words_suffice = pl.col("line").str.contains(decisive_words(thresholds.opener_words, thresholds.phrase_characters))
    by_shape = by_shape & ~pl.col("underlined")
    label = link & ~pl.col("finished") & pl.col("line").str.contains(label_words(thresholds.phrase_characters))
    return words_suffice | label | (link & pl.col("line").str.contains(NO_REPRINT)) | by_shape


@lru_cache(maxsize=4)
def decisive_words(opener_words: int, phrase_characters: int) -> str:
    """Return a pattern of the lines whose words suffice.

    These are whole lines that are no everyday words, openers that fill a line or all but two words of it, and openers
    of ``opener_words`` words that end as a sentence does.
    """
    openers = openers_of_languages()
    phrases = [opener for opener in openers if is_phrase(opener, phrase_characters)]
    short = [opener for opener in openers if len(opener.split()) == opener_words - 1]
    long = [opener for opener in openers if len(opener.split()) >= opener_words]
    lines = [*whole_lines(), *phrases]
    parts = (
        rf"(?:{alternatives(lines)})[\s:：»›>…]*$",
        rf"(?:{alternatives(phrases)})(?: \S+){{1,4}}[:：]$",
        rf"(?:{alternatives([*short, *long])})(?: [^\s.!?]+){{0,2}}$",
        rf"(?:{alternatives(long)})[.!:]",
        rf"(?:{alternatives([opener for opener in openers if len(opener.split()) > opener_words])})\b",
        PICTURE_NUMBER + "$",
    )
    return rf"(?i)^(?:{'|'.join(parts)})"


def is_phrase(opener: str, characters: int) -> bool:
    """Return whether an opener says enough by itself: two words, or so many characters without spaces between them.

    One that ends in a space says too little, as "terms of " does.
    """
    is_stub = opener.endswith(" ")
    return (len(opener.split()) > 1 and not is_stub) or (len(opener) >= characters and bool(EAST_ASIAN.search(opener)))


@lru_cache(maxsize=4)
def label_words(phrase_characters: int) -> str:
    """Return a pattern of lines that begin with a label of furniture in an East Asian script, as 相关阅读： does."""
    openers = [
        opener
        for opener in openers_of_languages()
        if EAST_ASIAN.search(opener) and is_phrase(opener, phrase_characters)
    ]
    return rf"^(?:{alternatives([opener.rstrip(':：') for opener in openers])})(?:\s?[:：ⓒ©|｜]|\s)"


def openers_of_languages() -> list[str]:
    """Return the openers of furniture of all languages."""
    return sorted({word for language in installed_languages() for word in language.boilerplate_openers})


def whole_lines() -> list[str]:
    """Return the lines of furniture of all languages that are no everyday words."""
    return sorted({word.strip() for language in installed_languages() for word in language.boilerplate})


def alternatives(words: list[str]) -> str:
    """Return a pattern of several words, the longest first."""
    return "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))


def glued_cues(lines: pl.DataFrame, thresholds: CleaningSettings) -> pl.DataFrame:
    """Return the cues that stand before a sentence on one line, without the sentence.

    A cue of several words is one in any case; a single word only where it is written in capitals, and the sentence is
    not: "ADVERTISEMENT The mayor said …".
    """
    pattern = glued_cue_pattern(thresholds.glued_words, thresholds.glued_letters)
    is_prose = (pl.col("words") >= thresholds.wrapped_words) & pl.col("finished") & ~pl.col("continued")
    prose = lines.filter(is_prose).filter(pl.col("line").str.contains(pattern))
    cue = pl.col("line").str.extract(pattern, 1).str.len_chars().cast(pl.Int32)
    return prose.with_columns(stop=pl.col("start") + cue).filter(pl.col("stop").is_not_null())


@lru_cache(maxsize=4)
def glued_cue_pattern(least_words: int, least_letters: int) -> str:
    """Return a pattern of lines in which a cue stands before a sentence; its first group is the cue."""
    phrases = [line.rstrip(":.") for line in whole_lines() if len(line.split()) >= least_words]
    openers = [opener for opener in openers_of_languages() if len(opener.split()) >= least_words]
    single = [line for line in whole_lines() if line.isalpha() and len(line) >= least_letters]
    capitals = [line.upper() for line in single if line.upper() != line]
    east_asian = [line for line in whole_lines() if EAST_ASIAN.search(line)]
    cues = (
        rf"(?i:{alternatives(phrases)})",
        rf"(?i:{alternatives(openers)})(?: (?:[a-z]+|[A-Z]{{2,}})){{0,3}}",
        alternatives(capitals),
        rf"(?i:[(\[](?:{alternatives(single)})[)\]])",
    )
    spaced = rf"(?:{'|'.join(cues)})[\s:|—–-]{{1,5}}"
    return rf"^({spaced}|(?:{alternatives(east_asian)})\s+){SENTENCE_START}"
