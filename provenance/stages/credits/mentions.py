"""Places: every name of an outlet and every phrase of a credit in a text, with the words around it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

import polars as pl

from provenance.settings.documents import CreditSettings
from provenance.text.credits.gazetteer import Gazetteer
from provenance.text.credits.phrases import SOFTWARE, TRIGGERS
from provenance.text.credits.rules import CLOSE, MORE, OPEN

BETWEEN = re.compile(
    r"\s{0,2}(?:[/／,，、;；·・&+|(（]|[,，]?\s(?:and|et|y|e|und|и|та|і|och|en|with|or|mit|avec|con|com)\s(?:the|l['’]|la|le|el|der|die)?|[和与與及暨或と]|(?:,\s)?and|[,，]\s?(?:the|The))\s{0,2}"
)
"""What may stand between two names that are credited together."""

GAP, RUN = "   ", re.compile(r"\s{2,}")
"""White space that lays a page out, and what is squeezed there."""

CASE_ENDING = re.compile(r"[а-яіїєґ]{1,3}(?![а-яіїєґ])")
GIVEN = re.compile(
    r"(?:^|[^\w])(?!(?:The|And|In|To|By|From|Via|For|As|On|But|Both|At|Of|With|While|After|When|If|Since|Per|Source|Photo|Credit|Copyright|Though|Although|Because|That|This|Like|Yet|So|Or|Nor|Now|Meanwhile|Also|Then|Earlier|Later|Today|Yesterday|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Thomson|El|La|Le|Der|Die|Das|Agentur|Zeitung|Sender|Magazin|Blatt|Diario|Jornal|Journal|Revista|Agencia|Agence|Agenzia|Quelle|Fuente|Fonte|Foto|Bild|Laut|Nach|Selon|Segundo|Wie|Newspaper|Agency|Newspaper|Told)\s)[A-Z][a-z]{1,11}\.?\s$"
)
SURNAMES = frozenset({"Bloomberg", "Forbes", "Reuter"})
"""Names of outlets that stand bare and are people's family names too."""

COLUMNS = {
    "row": pl.Int64(),
    "line": pl.String(),
    "tight": pl.Boolean(),
    "raw_before": pl.String(),
    "raw_after": pl.String(),
    "start": pl.Int64(),
    "stop": pl.Int64(),
    "block": pl.Int64(),
    "names": pl.List(pl.String()),
    "bare": pl.Boolean(),
    "trigger": pl.String(),
}


class Hit(NamedTuple):
    """One name, where it stands, and the block around it."""

    start: int
    stop: int
    name: str
    block: int
    block_start: int
    block_stop: int


def places(
    documents: pl.DataFrame, blocks: pl.DataFrame, gazetteer: Gazetteer, numbers: CreditSettings
) -> pl.DataFrame:
    """Return the places of documents: the line that rules read, its offsets, its names, and what its block is.

    Columns: document, own (the document's outlet), line, start, stop, block, names, bare, trigger, kind, short, lead,
    top, head, end, block_start, block_stop.
    """
    hits = gazetteer.find(documents["text"], TRIGGERS)
    keys = documents.select("document", own=pl.col("outlet_id")).with_row_index("row")
    shapes = _shapes(blocks, numbers).join(keys, on="document").sort("row", "block_start")
    placed = hits.sort("row", "start").join_asof(
        shapes.select("row", "block", "block_start", "block_stop"),
        left_on="start",
        right_on="block_start",
        by="row",
        check_sortedness=False,
    )
    placed = placed.filter(pl.col("start") < pl.col("block_stop"))
    texts = documents["text"].to_list()
    rows = [line for row, found in _by_row(placed) for line in _lines(row, texts[row], found, gazetteer, numbers)]
    lines = pl.DataFrame(rows, schema=COLUMNS, orient="row").cast({"row": pl.UInt32})
    told = lines.join(shapes.cast({"block": pl.Int64}), on=["row", "block"], how="left", maintain_order="left").drop(
        "row"
    )
    tight = pl.col("tight")
    return told.with_columns(
        short=pl.col("short") | tight,
        lead=pl.col("lead") | (tight & pl.col("first")),
        top=pl.col("top") | (tight & pl.col("early")),
    )


def _shapes(blocks: pl.DataFrame, numbers: CreditSettings) -> pl.DataFrame:
    """Return what rules want to know of each block: its kind, whether it is short, and where in its text it stands."""
    length = pl.col("stop") - pl.col("start")
    body = pl.col("kind").is_in(["paragraph", "quote"]) & (length >= numbers.lead_paragraph_characters)
    short = length <= numbers.credit_block_characters
    before = body.cum_sum().over("document") - body
    printed = ~pl.col("kind").is_in(["boilerplate", "dateline"])
    after = printed.cum_sum(reverse=True).over("document") - printed
    return blocks.select(
        "document",
        "block",
        "kind",
        block_start=pl.col("start").cast(pl.Int64),
        block_stop=pl.col("stop").cast(pl.Int64),
        short=short,
        first=before == 0,
        early=before <= numbers.top_paragraphs,
        lead=short & (before == 0),
        top=short & (before <= numbers.top_paragraphs),
        head=before < numbers.lead_paragraphs,
        end=after == 0,
        middle=after > 0,
    )


def _by_row(placed: pl.DataFrame) -> Iterator[tuple[int, list[Hit]]]:
    """Yield the row of each text and its hits in order."""
    length = pl.col("name").str.len_chars().cast(pl.Int64)
    frame = placed.select(
        "row", "start", stop=pl.col("start") + length, name="name", block="block", b="block_start", c="block_stop"
    )
    row, found = -1, list[Hit]()
    for number, *rest in frame.iter_rows():
        if number != row and found:
            yield row, found
            found = []
        row = number
        found.append(Hit(*rest))
    if found:
        yield row, found


def _lines(
    row: int, text: str, found: list[Hit], gazetteer: Gazetteer, numbers: CreditSettings
) -> Iterator[tuple[object, ...]]:
    """Yield the line of every name or phrase that stands as a word of its own; names credited together share one."""
    people = {hit.name for hit in found if hit.name in SURNAMES and _follows_name(text, hit)}
    standing = [hit for hit in (_standing(text, hit, people, gazetteer) for hit in found) if hit]
    for together in _together(text, standing, gazetteer, numbers.joined_names_gap):
        first, last = together[0], together[-1]
        trigger = TRIGGERS.get(first.name) if first.name not in gazetteer.names else None
        bare = trigger is not None or any(gazetteer.names[hit.name].bare for hit in together)
        names = [hit.name for hit in together]
        yield row, *_line(text, first, last, numbers), first.start, last.stop, first.block, names, bare, trigger


def _line(text: str, first: Hit, last: Hit, numbers: CreditSettings) -> tuple[str, bool, str | None, str | None]:
    """Return the line that rules read, whether its block is short but for runs of white space, and the words around.

    The line is the words before, the names between marks, the words after. Where a page was laid out by white space the
    runs count as one space; the words as they stand are given too then, so that offsets can be told.
    """
    window = numbers.credit_window
    since, until = max(first.block_start, first.start - window), min(last.block_stop, last.stop + window)
    before, after = _flat(text[since : first.start]), _flat(text[last.stop : until])
    raw: tuple[str | None, str | None] = (None, None)
    tight = False
    if GAP in before or GAP in after:
        window *= numbers.laid_out_window_factor
        since, until = max(first.block_start, first.start - window), min(last.block_stop, last.stop + window)
        raw = (_flat(text[since : first.start]), _flat(text[last.stop : until]))
        before, after = (RUN.sub(" ", each) for each in raw if each is not None)
        short = len(before) + len(after) <= numbers.credit_block_characters
        tight = short and since == first.block_start and until == last.block_stop
    parts = [
        MORE if since > first.block_start else "",
        before,
        OPEN,
        _flat(text[first.start : last.stop]),
        CLOSE,
        after,
    ]
    return "".join(parts) + (MORE if until < last.block_stop else ""), tight, *raw


def _flat(words: str) -> str:
    """Return the words without line ends and without the marks that rules rely on."""
    for each in ("\n", "\r", "\u2028", "\u2029", "\t", "\u00a0", OPEN, CLOSE, MORE):
        if each in words:
            words = words.replace(each, " ")
    return words


def _together(text: str, found: list[Hit], gazetteer: Gazetteer, gap: int) -> Iterator[list[Hit]]:
    """Yield names that follow each other with nothing but a joint between them, together; the rest one by one."""
    run: list[Hit] = []
    for hit in found:
        joined = run and run[-1].name in gazetteer.names and hit.name in gazetteer.names and run[-1].block == hit.block
        if (
            joined
            and hit.start - run[-1].stop <= gap
            and BETWEEN.fullmatch(text, run[-1].stop, hit.start)
            and _may_join(hit.name, gazetteer)
        ):
            run.append(hit)
            continue
        if run:
            yield run
        run = [hit]
    if run:
        yield run


def _follows_name(text: str, hit: Hit) -> bool:
    """Return whether a word with a capital stands right before a name: ``Mike Bloomberg``, ``Bangor Sun``."""
    return bool(GIVEN.search(text[max(0, hit.start - 24) : hit.start]))


def _is_word(name: str) -> bool:
    """Return whether a name is one Latin word, a capital before small letters: it can be a word, or part of a name."""
    return name.isalpha() and name.isascii() and name[0].isupper() and not name.isupper()


def _may_join(name: str, gazetteer: Gazetteer) -> bool:
    """Return whether a name after another one is an outlet too: a word (``CNN, People``) has to mean one by itself."""
    return gazetteer.names[name].bare or not _is_word(name)


def _standing(text: str, hit: Hit, people: set[str], gazetteer: Gazetteer) -> Hit | None:
    """Return the hit where its name stands as a word of its own there, with its case ending; else None."""
    before = text[hit.start - 1] if hit.start else " "
    after = text[hit.stop] if hit.stop < len(text) else " "
    first, last = hit.name[0], hit.name[-1]
    if _clings(before, first) or (before in "@#" and hit.start):
        return None
    if hit.name in people and not text.startswith(("By ", "BY ", "Von ", "Par "), hit.block_start):
        return None
    known = gazetteer.names.get(hit.name)
    if known and not known.bare and _is_word(hit.name) and _follows_name(text, hit):
        return None
    if _clings(last, after):
        ending = CASE_ENDING.match(text, hit.stop) if "а" <= last <= "ї" and len(hit.name) > 4 else None
        return hit._replace(stop=ending.end()) if ending else None
    if (
        after == "."
        and last.isascii()
        and text[hit.stop + 1 : hit.stop + 2].islower()
        and "." not in hit.name
        and last.isalpha()
    ):
        return None  # a domain, or an abbreviation that goes on
    if hit.name in ("编译", "編譯") and re.search(SOFTWARE, text[max(0, hit.start - 2) : hit.stop + 2]):
        return None
    return None if after in "区區" and last == "社" else hit


def _clings(left: str, right: str) -> bool:
    """Return whether two characters are inside one word: of a script with spaces, no Arabic particle before."""
    if not (left.isalnum() and right.isalnum()):
        return False
    return not (_unspaced(left) or _unspaced(right)) and left not in "وفبلك"


def _unspaced(character: str) -> bool:
    """Return whether words end without a space after this character: kana, Han, Hangul with its particles, Thai."""
    return (
        "\u0e00" <= character <= "\u0eff"
        or "\u3040" <= character <= "\u9fff"
        or "\uac00" <= character <= "\ud7af"
        or "\uf900" <= character <= "\uffef"
    )
