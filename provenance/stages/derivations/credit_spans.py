"""Where documents speak of the text itself and not of the story: credits, bylines, captions."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

import polars as pl

from provenance.tables import SOURCE_ROLES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from provenance.settings.derivation import DerivationSettings

CREDIT_ROLES = (*SOURCE_ROLES, "photo", "platform", "boilerplate")
"""Roles of credit that are about the text or a picture, and no part of the story."""


HANDLE_COMMENT = re.compile(r"^(?=[^:\n]*[^\W\d_])[\w.-]*[\d_][\w.-]*: \S[^\n]*$", re.MULTILINE)
"""A reader's comment with the name of an account: ``gardenfan88: Who pays for this?``"""

NAMED_COMMENT = re.compile(r"^[^\W\d_a-z][\w'’-]+(?: [^\W\d_a-z][\w'’-]+)?: \S[^\n]*$", re.MULTILINE)
"""A line with a name, as readers' comments have it, and interviews, which have many."""


def credit_spans(
    credits_: pl.DataFrame,
    positions: pl.DataFrame,
    ordered: pl.DataFrame,
    pairs: pl.DataFrame,
    settings: DerivationSettings,
) -> pl.DataFrame:
    """Return the spans of documents with pairs that are no part of the story: credits, bylines, captions, comments.

    A span is the whole line where a credit fills most of it, or where a short line holds a photo credit (a caption);
    else the words of the credit. Columns are ``position``, ``start`` and ``stop``.
    """
    paired = pl.DataFrame({"position": pl.concat([pairs["left"], pairs["right"]]).unique()})
    rows = (
        credits_.filter(pl.col("role").is_in(CREDIT_ROLES) & pl.col("start").is_not_null())
        .join(positions, on="document")
        .join(paired, on="position", how="semi")
        .select("position", "start", "stop", "role")
        .sort("position", maintain_order=True)
    )
    spans = []
    for (position, start, stop, role), (first, last) in zip(rows.rows(), lines_of(rows, ordered["text"]), strict=True):
        is_caption = role == "photo" and last - first <= settings.caption_characters
        is_credit_line = role != "photo" and stop - start >= settings.credit_line_share * (last - first)
        spans.append((position, first, last) if is_caption or is_credit_line else (position, start, stop))
    for position in paired["position"]:
        spans += [(position, start, stop) for start, stop in comments(ordered["text"][position], settings)]
    schema = {"position": pl.Int64, "start": pl.Int32, "stop": pl.Int32}
    return pl.DataFrame(spans, schema=schema, orient="row").unique().sort("position", "start", "stop")


def comments(text: str, settings: DerivationSettings) -> list[tuple[int, int]]:
    """Return the spans of the lines at the end of a text that are readers' comments.

    Lines that begin with the name of an account are; those with a person's name where the text has few of them, all at
    its end.
    """
    start = max(len(text) - settings.commented_characters, 0)
    lines: list[tuple[int, int]] = []
    for line in reversed(text[start:].split("\n")):
        stop = lines[-1][0] - 1 if lines else len(text)
        if len(line) > settings.comment_characters:
            break
        lines.append((stop - len(line), stop))
    people = [line for line in lines if NAMED_COMMENT.fullmatch(text, *line)]
    if people and len(NAMED_COMMENT.findall(text)) > min(len(people), settings.comments_by_people):
        people = []
    return people + [line for line in lines if HANDLE_COMMENT.fullmatch(text, *line)]


def lines_of(spans: pl.DataFrame, texts: pl.Series) -> Iterator[tuple[int, int]]:
    """Yield where the line or lines begin and end that each span stands in.

    Each text is read once, however many spans it has.

    Args:
        spans: ``position``, ``start`` and ``stop``, those of a position together.
        texts: the texts, by position.
    """
    for key, group in spans.group_by("position", maintain_order=True):
        text = texts[key[0]]
        breaks = [-1, *(found.start() for found in re.finditer("\n", text)), len(text)]
        for start, stop in group.select("start", "stop").iter_rows():
            yield breaks[bisect_left(breaks, start) - 1] + 1, breaks[bisect_left(breaks, stop)]
