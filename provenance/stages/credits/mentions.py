"""Mentions: every name of an outlet and every trigger phrase of a credit in a text, with the words around it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

import polars as pl

from provenance.settings.documents import CreditSettings
from provenance.text.credits.context import ContextPatterns
from provenance.text.credits.gazetteer import Gazetteer
from provenance.text.credits.longer_names import is_part_of_longer_name
from provenance.text.credits.rule_set import CreditRules
from provenance.text.credits.rules import CLOSE, MORE, OPEN

LAYOUT_GAP, SPACES = "   ", re.compile(r"\s{2,}")
"""White space that lays a page out, and what one space is read for."""

BETWEEN_WORDS = frozenset(" \n\t.,;:!?()[]\"'“”‘’«»—–-/|")
"""The marks that most often stand beside a name: no word holds one."""

CASE_ENDING = re.compile(r"[а-яіїєґ]{1,3}(?![а-яіїєґ])")
BENGALI_ENDING = re.compile("(?:য়ের|ের|র|তে|ও|ই|য়)(?![\u0980-\u09ff])|(?=কে(?![\u0980-\u09ff]))")
"""Case endings; that of whom somebody told (``কে``) stays outside the name."""
DOMAIN_ENDING = re.compile(r"(?:\.[A-Za-z]{2,4}){1,2}(?![A-Za-z0-9])")
"""The end of a domain after the name of an outlet."""
SURNAMES = frozenset({"Bloomberg", "Forbes", "Reuter"})
"""Unambiguous names of outlets that are people's family names too."""

MENTION_COLUMNS = {
    "row": pl.Int64(),
    "line": pl.String(),
    "compact": pl.Boolean(),
    "raw_before": pl.String(),
    "raw_after": pl.String(),
    "start": pl.Int64(),
    "stop": pl.Int64(),
    "block": pl.Int64(),
    "names": pl.List(pl.String()),
    "unambiguous": pl.Boolean(),
    "wordlike": pl.Boolean(),
    "agencies": pl.Boolean(),
    "trigger": pl.String(),
}


class Occurrence(NamedTuple):
    """One name, where it stands, and the block around it."""

    start: int
    stop: int
    name: str
    block: int
    block_start: int
    block_stop: int


class Finder(NamedTuple):
    """What the mentions of all documents are found with."""

    gazetteer: Gazetteer
    rules: CreditRules
    numbers: CreditSettings


def find_mentions(documents: pl.DataFrame, blocks: pl.DataFrame, finder: Finder) -> pl.DataFrame:
    """Return the mentions in documents: the line that rules read, its offsets, its names, and what its block is.

    Columns: document, language, year, own_outlet (the document's), line, start, stop, block, names, unambiguous,
    wordlike (an everyday word), agencies (they are all), trigger (the word list of a trigger phrase), block_kind,
    short, lead, top, head, end, block_start, block_stop.
    """
    occurrences = finder.gazetteer.find(documents["text"], finder.rules.triggers)
    year = pl.col("published_at").dt.year().cast(pl.Int64)
    keys = (
        documents.select("document", stated="language", own_outlet=pl.col("outlet_id"), year=year)
        .with_row_index("row")
        .join(_main_languages(blocks), on="document", how="left", maintain_order="left")
        .with_columns(language=pl.coalesce("stated", "language"))
        .drop("stated")
    )
    positions = _block_positions(blocks, finder.numbers).join(keys, on="document").sort("row", "block_start")
    in_blocks = occurrences.sort("row", "start").join_asof(
        positions.select("row", "block", "block_start", "block_stop"),
        left_on="start",
        right_on="block_start",
        by="row",
        check_sortedness=False,
    )
    in_blocks = in_blocks.filter(pl.col("start") < pl.col("block_stop"))
    texts = documents["text"].to_list()
    rows = [
        mention
        for row, occurrences_of_text in _by_text(in_blocks)
        for mention in _mentions(row, texts[row], occurrences_of_text, finder)
    ]
    lines = pl.DataFrame(rows, schema=MENTION_COLUMNS, orient="row").cast({"row": pl.UInt32})
    blocks_of_lines = positions.cast({"block": pl.Int64})
    mentions = lines.join(blocks_of_lines, on=["row", "block"], how="left", maintain_order="left").drop("row")
    compact = pl.col("compact")
    return mentions.with_columns(
        short=pl.col("short") | compact,
        lead=pl.col("lead") | (compact & pl.col("before_paragraphs")),
        top=pl.col("top") | (compact & pl.col("near_top")),
    )


def _main_languages(blocks: pl.DataFrame) -> pl.DataFrame:
    """Return the language of most of each document, by its blocks."""
    length = (pl.col("stop") - pl.col("start")).sum()
    known = blocks.filter(pl.col("language").is_not_null()).group_by("document", "language").agg(length=length)
    longest = known.sort("document", "length", "language", descending=[False, True, False])
    return longest.unique("document", keep="first", maintain_order=True).select("document", "language")


def _block_positions(blocks: pl.DataFrame, numbers: CreditSettings) -> pl.DataFrame:
    """Return what rules ask about each block: its kind, whether it is short, and where in its text it stands."""
    length = pl.col("stop") - pl.col("start")
    body = pl.col("kind").is_in(["paragraph", "quote"]) & (length >= numbers.lead_paragraph_characters)
    short = length <= numbers.credit_block_characters
    paragraphs_before = body.cum_sum().over("document") - body
    printed = ~pl.col("kind").is_in(["boilerplate", "dateline"])
    printed_after = printed.cum_sum(reverse=True).over("document") - printed
    before_paragraphs, near_top = paragraphs_before == 0, paragraphs_before <= numbers.top_paragraphs
    return blocks.select(
        "document",
        "block",
        block_kind="kind",
        block_start=pl.col("start").cast(pl.Int64),
        block_stop=pl.col("stop").cast(pl.Int64),
        short=short,
        before_paragraphs=before_paragraphs,
        near_top=near_top,
        lead=short & before_paragraphs,
        top=short & near_top,
        head=paragraphs_before < numbers.lead_paragraphs,
        end=printed_after == 0,
        middle=printed_after > 0,
    )


def _by_text(in_blocks: pl.DataFrame) -> Iterator[tuple[int, list[Occurrence]]]:
    """Yield the row of each text and its occurrences in order."""
    length = pl.col("name").str.len_chars().cast(pl.Int64)
    frame = in_blocks.select(
        "row", "start", stop=pl.col("start") + length, name="name", block="block", b="block_start", c="block_stop"
    )
    row, occurrences = -1, list[Occurrence]()
    for number, *columns in frame.iter_rows():
        if number != row and occurrences:
            yield row, occurrences
            occurrences = []
        row = number
        occurrences.append(Occurrence(*columns))
    if occurrences:
        yield row, occurrences


def _mentions(row: int, text: str, occurrences: list[Occurrence], finder: Finder) -> Iterator[tuple[object, ...]]:
    """Yield a row for every name or phrase that stands as a word of its own; names credited together share one."""
    names, triggers = finder.gazetteer.names, finder.rules.triggers
    surnames = (hit for hit in occurrences if hit.name in SURNAMES)
    people = {hit.name for hit in surnames if _follows_given_name(text, hit, finder.rules.context)}
    words = [hit for hit in (_whole_word(text, hit, people, finder) for hit in occurrences) if hit]
    for joined in _joined(text, words, finder):
        first, last = joined[0], joined[-1]
        trigger = triggers.get(first.name) if first.name not in names else None
        unambiguous = trigger is not None or any(names[hit.name].unambiguous for hit in joined)
        members = [hit.name for hit in joined]
        wordlike = trigger is None and all(finder.gazetteer.is_everyday_word(member) for member in members)
        agencies = trigger is None and all(finder.gazetteer.is_agency(member) for member in members)
        line = _line(text, first, last, finder.numbers)
        yield row, *line, first.start, last.stop, first.block, members, unambiguous, wordlike, agencies, trigger


def _line(
    text: str, first: Occurrence, last: Occurrence, numbers: CreditSettings
) -> tuple[str, bool, str | None, str | None]:
    """Return the line that rules read, whether its block is short but for runs of white space, and the words around.

    The line is the words before, the names between marks, the words after. Where white space lays the page out, a run
    of it is read as one space; the words are returned as written too then, so that offsets can be computed.
    """
    window = numbers.credit_window
    since, until = max(first.block_start, first.start - window), min(last.block_stop, last.stop + window)
    before, after = _one_line(text[since : first.start]), _one_line(text[last.stop : until])
    raw: tuple[str | None, str | None] = (None, None)
    compact = False
    if LAYOUT_GAP in before or LAYOUT_GAP in after:
        window *= numbers.laid_out_window_factor
        since, until = max(first.block_start, first.start - window), min(last.block_stop, last.stop + window)
        raw_before, raw_after = _one_line(text[since : first.start]), _one_line(text[last.stop : until])
        before, after, raw = SPACES.sub(" ", raw_before), SPACES.sub(" ", raw_after), (raw_before, raw_after)
        short = len(before) + len(after) <= numbers.credit_block_characters
        compact = short and since == first.block_start and until == last.block_stop
    marked = f"{OPEN}{_one_line(text[first.start : last.stop])}{CLOSE}"
    begin, end = MORE if since > first.block_start else "", MORE if until < last.block_stop else ""
    return f"{begin}{before}{marked}{after}{end}", compact, *raw


def _one_line(text: str) -> str:
    """Return text without line ends and without the marks that rules rely on."""
    for character in ("\n", "\r", "\u2028", "\u2029", "\t", "\u00a0", OPEN, CLOSE, MORE):
        if character in text:
            text = text.replace(character, " ")
    return text


def _joined(text: str, occurrences: list[Occurrence], finder: Finder) -> Iterator[list[Occurrence]]:
    """Yield names that follow each other with nothing but a joint between them as one list, all others alone."""
    names, gap = finder.gazetteer.names, finder.numbers.joined_names_gap
    run: list[Occurrence] = []
    for hit in occurrences:
        both_named = run and run[-1].name in names and hit.name in names and run[-1].block == hit.block
        if (
            both_named
            and hit.start - run[-1].stop <= gap
            and (
                finder.rules.context.joint.fullmatch(text, run[-1].stop, hit.start)
                or (hit.start == run[-1].stop and run[-1].name.isascii() != hit.name.isascii())
            )
            and (names[hit.name].unambiguous or not _is_word(hit.name))
        ):
            run.append(hit)
            continue
        if run:
            yield run
        run = [hit]
    if run:
        yield run


def _follows_given_name(text: str, hit: Occurrence, context: ContextPatterns) -> bool:
    """Return whether a word with a capital stands right before a name: ``Mike Bloomberg``, ``Bangor Sun``."""
    return bool(context.given_name.search(text[max(0, hit.start - 24) : hit.start]))


def _is_word(name: str) -> bool:
    """Return whether a name is one Latin word, a capital before small letters: it can be a word, or part of a name.

    Such a name after another one (``CNN, People``) is an outlet's only where it is unambiguous.
    """
    return name.isalpha() and name.isascii() and name[0].isupper() and not name.isupper()


def _whole_word(text: str, hit: Occurrence, people: set[str], finder: Finder) -> Occurrence | None:
    """Return the occurrence, with its case ending, where its name is a word of its own there; else None."""
    before = text[hit.start - 1] if hit.start else " "
    after = text[hit.stop] if hit.stop < len(text) else " "
    initial, final = hit.name[0], hit.name[-1]
    if _clings(before, initial) or (before in "@#" and hit.start):
        return None
    if hit.name in finder.gazetteer.names and is_part_of_longer_name(text, hit.start, hit.stop, finder.rules.context):
        return None
    if hit.name in people and not text.startswith(("By ", "BY ", "Von ", "Par "), hit.block_start):
        return None
    name = finder.gazetteer.names.get(hit.name)
    ambiguous_word = name and not name.unambiguous and _is_word(hit.name)
    if ambiguous_word and _follows_given_name(text, hit, finder.rules.context):
        return None
    if _clings(final, after):
        ending = _case_ending(text, hit, final)
        return hit._replace(stop=ending.end()) if ending else None
    longer = _with_domain(text, hit, finder.gazetteer) or hit
    if _goes_on(text, longer) or _means_something_else(text, hit, finder.rules.context):
        return None
    if after in "区區" and final == "社":
        return None
    return _with_edition(text, longer, finder) if name else longer


def _with_domain(text: str, hit: Occurrence, gazetteer: Gazetteer) -> Occurrence | None:
    """Return an occurrence with the end of the domain behind it, where that is its outlet's (``Digi24.ro``)."""
    ending = DOMAIN_ENDING.match(text, hit.stop)
    entry = gazetteer.names.get(hit.name)
    if not ending or not entry or gazetteer.of_address(f"{hit.name}{ending[0]}".lower()) not in entry.outlet_ids:
        return None
    return hit._replace(stop=ending.end())


def _with_edition(text: str, hit: Occurrence, finder: Finder) -> Occurrence:
    """Return an occurrence with the words behind it that say which edition of its outlet is meant (``BBC Mundo``)."""
    edition = finder.rules.context.edition.match(text, hit.stop)
    return hit._replace(stop=edition.end()) if edition else hit


def _goes_on(text: str, hit: Occurrence) -> bool:
    """Return whether a full stop after a name belongs to a domain or to an abbreviation that goes on."""
    after, follower = text[hit.stop : hit.stop + 1], text[hit.stop + 1 : hit.stop + 2]
    final = hit.name[-1]
    return after == "." and final.isascii() and final.isalpha() and follower.islower() and "." not in hit.name


def _means_something_else(text: str, hit: Occurrence, context: ContextPatterns) -> bool:
    """Return whether a mark of translation is part of another word there (``编译器``, a compiler)."""
    if hit.name not in context.ambiguous_marks:
        return False
    surrounding = text[max(0, hit.start - 2) : hit.stop + 2]
    return any(word in surrounding for word in context.false_marks)


def _case_ending(text: str, hit: Occurrence, final: str) -> re.Match[str] | None:
    """Return the case ending that a name in Cyrillic or Bengali letters has behind it."""
    if "а" <= final <= "ї" and len(hit.name) > 4:
        return CASE_ENDING.match(text, hit.stop)
    return BENGALI_ENDING.match(text, hit.stop) if "\u0980" <= final <= "\u09ff" else None


def _clings(left: str, right: str) -> bool:
    """Return whether two characters are inside one word: of a script with spaces, no particle before.

    The particles are Arabic and Hebrew letters; vowel signs and other marks are parts of a word.
    """
    if left in BETWEEN_WORDS or right in BETWEEN_WORDS or not (_is_of_word(left) and _is_of_word(right)):
        return False
    return not (_unspaced(left) or _unspaced(right)) and left not in "وفبلكבלמהוש"


def _is_of_word(character: str) -> bool:
    """Return whether words hold a character: a letter, a digit, or a mark above, below or beside one."""
    return character.isalnum() or (character > "\u02ff" and unicodedata.category(character)[0] == "M")


def _unspaced(character: str) -> bool:
    """Return whether words end without a space after this character: kana, Han, Hangul with its particles, Thai."""
    return (
        "\u0e00" <= character <= "\u0eff"
        or "\u3040" <= character <= "\u9fff"
        or "\uac00" <= character <= "\ud7af"
        or "\uf900" <= character <= "\uffef"
    )
