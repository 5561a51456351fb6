"""What the pages of a report are made of: the frames that were asked for, and the documents and edges in them."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from provenance.reports.wording import credit_phrase, format_time

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl

Row = dict[str, Any]

MOST_STORIES, MOST_DOCUMENTS = 30, 500
"""Stories and documents that one report draws; of others it says how many there are, and where to look."""
MOST_LISTED, MOST_PASTED_BYTES = 200, 2_000_000
"""Stories that the first page of the site lists, and bytes of a pasted text that it takes."""
LISTED_IDS = 40
"""Ids up to which the SQL below a page names them."""

MARKS = {
    "found": ("credited", "credited"),
    "further_up": ("further", "credits a source further up"),
    "none_in_text": ("none", "no credit found"),
    "not_checkable": ("unchecked", "credit not checkable"),
}
"""How a credit is drawn: the class of its mark, and what it means."""


@dataclass(frozen=True)
class Statement:
    """SQL that a page rests on: its file, what it answers, and its text with the values that it was asked with."""

    name: str
    answers: str
    text: str


@dataclass(frozen=True)
class Scope:
    """What a report is about.

    Attributes:
        title: in words, such as ``The story of ap-ferry``.
        chains: the ids of the stories that are drawn, with the ids of their documents, the largest story first.
        documents: the ids of all documents and unseen sources that are in the report.
        other_stories: how many stories were selected and are not drawn.
        other_documents: how many documents they hold.
        outlet_id: the outlet that the report is about, where it is about one.
        document_id: the document that it is about, where it is about one.
        database: the file's name.
    """

    title: str
    chains: dict[str, list[str]]
    documents: list[str]
    other_stories: int = 0
    other_documents: int = 0
    outlet_id: str | None = None
    document_id: str | None = None
    database: str = ""


@dataclass(frozen=True)
class Material:
    """The frames that the pages of a report are made of.

    Attributes:
        scope: what the report is about.
        frames: the answer of each SQL file of ``warehouse/pages``, by its name without the folder.
        statements: the SQL behind them, by the same names.
    """

    scope: Scope
    frames: Mapping[str, pl.DataFrame]
    statements: Mapping[str, Statement] = field(default_factory=dict)

    def rows(self, name: str) -> list[Row]:
        """Return the rows of a frame, in its order; none where it was not asked for."""
        return self.frames[name].rows(named=True) if name in self.frames else []

    @cached_property
    def nodes(self) -> dict[str, Row]:
        """The documents and unseen sources, by id, each with what is shown of it."""
        return {row["document_id"]: described_node(row) for row in self.rows("nodes")}

    def node(self, document_id: str) -> Row:
        """Return what is shown of a document or unseen source; its bare id where it is outside the report."""
        node = self.nodes.get(document_id)
        return node or described_node({"document_id": document_id, "unseen": document_id.startswith("unseen:")})

    @cached_property
    def _places(self) -> dict[str, int]:
        return {document_id: place for place, document_id in enumerate(self.nodes)}

    def place(self, document_id: str) -> int:
        """Return the place of a document in the order of times; those that are not in the report come last."""
        return self._places.get(document_id, len(self._places))

    @cached_property
    def edges(self) -> list[Row]:
        """The edges, numbered from 1, in the order of their stories and times, each with what is shown of it."""
        places = [
            document_id for members in self.scope.chains.values() for document_id in sorted(members, key=self.place)
        ]
        order = {document_id: place for place, document_id in reversed(list(enumerate(places)))}
        rows = sorted(self.rows("edges"), key=lambda row: (order.get(row["document_id"], 0), -row["confidence"]))
        return [
            row
            | {
                "number": number,
                "mark": MARKS.get(row["credit_status"], MARKS["not_checkable"])[0],
                "credit": credit_phrase(row["credited"], row["credit_status"]),
            }
            for number, row in enumerate(rows, 1)
        ]

    @cached_property
    def edges_of(self) -> dict[str, list[Row]]:
        """The edges of each document, the surest first."""
        edges: dict[str, list[Row]] = defaultdict(list)
        for edge in self.edges:
            edges[edge["document_id"]].append(edge)
        return edges

    def grouped(self, name: str, key: str = "document_id") -> dict[Any, list[Row]]:
        """Return the rows of a frame by one of its columns, in their order."""
        groups: dict[Any, list[Row]] = defaultdict(list)
        for row in self.rows(name):
            groups[row[key]].append(row)
        return groups

    def grouped_pairs(self, name: str) -> dict[tuple[str, str], list[Row]]:
        """Return the rows of a frame of pairs by their two ids, in their order."""
        groups: dict[tuple[str, str], list[Row]] = defaultdict(list)
        for row in self.rows(name):
            groups[row["left_id"], row["right_id"]].append(row)
        return groups


def described_node(row: Row) -> Row:
    """Return a document or unseen source with what is shown of it: name, time, link, language and reading order."""
    unseen = bool(row.get("unseen"))
    at, latest = row.get("published_at"), row.get("not_after")
    if unseen:
        time = f"by {format_time(latest, row.get('not_after_precision'))}" if latest else "undated"
    else:
        time = format_time(at, row.get("published_precision"))
    return row | {
        "name": row.get("outlet") or ("unknown source" if unseen else row["document_id"]),
        "time": time,
        "link": web_address(row.get("url")),
        "lang": re.sub(r"[^A-Za-z0-9-]", "", row.get("language") or ""),
    }


def web_address(url: str | None) -> str | None:
    """Return an address that a page may link to: http and https only; None for any other."""
    return url if url and re.match(r"https?://[^\s/]", url, re.IGNORECASE) else None


def printable(text: str) -> str:
    """Return a text with control characters replaced and reordering marks left out; line breaks and tabs stay."""
    letters = []
    for character in text.replace("\r\n", "\n"):
        category = unicodedata.category(character)
        if category == "Cc" and character not in "\n\t":
            letters.append("\n" if character in "\r\x0b\x0c\x85" else "\ufffd")
        elif character not in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069" and category != "Cs":
            letters.append(character)
    return "".join(letters)
