"""The pages of a report: one record each; the report, the site and the docs iterate this registry."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from provenance.reports.pages import outlets, shares, sides, story
from provenance.reports.pages.material import Material


@dataclass(frozen=True)
class Page:
    """One page.

    Attributes:
        name: what it is called in addresses; its template is ``NAME.html``.
        title: its heading.
        question: what it answers.
        queries: the SQL files of ``warehouse/pages`` that it is made of, without the folder.
        build: makes what its template shows of the frames; None where there is nothing to show.
    """

    name: str
    title: str
    question: str
    queries: tuple[str, ...]
    build: Callable[[Material], Mapping[str, Any] | None]


NODES = ("nodes", "edges")

PAGES = (
    Page("story", "Stories", "Who took it from whom?", (*NODES, "arrivals", "undetermined"), story.story_pages),
    Page(
        "edges",
        "Side by side",
        "What do the two texts share, and why is the one told to derive from the other?",
        (*NODES, "texts", "passages", "repeats", "credits"),
        sides.edge_pages,
    ),
    Page("ledger", "Rights ledger", "Where is whose text?", ("ledger",), shares.ledger_page),
    Page(
        "texts",
        "Whose text",
        "Which part of each text is from which source?",
        ("nodes", "spans", "texts"),
        shares.text_page,
    ),
    Page("matrix", "Outlet matrix", "Which outlet takes from which?", ("matrix",), shares.matrix_page),
    Page("delays", "Lag and firsts", "How soon did each outlet have it?", ("nodes", "arrivals"), outlets.delay_page),
    Page(
        "outlets",
        "Outlet profile",
        "What does an outlet publish, take and give?",
        ("outlets", "months", "partners"),
        outlets.profile_page,
    ),
    Page(
        "doubts",
        "Doubt desk",
        "What most needs a person's eye?",
        ("edges", "weakest", "undetermined", "before_source"),
        outlets.unresolved_page,
    ),
    Page(
        "corpus",
        "Corpus card",
        "What is this made from, and what is missing in it?",
        ("corpus", "languages", "settings", "not_compared"),
        outlets.corpus_page,
    ),
)
"""Every page, in the order of a report. Adding one is one record and one template."""


def page_queries() -> tuple[str, ...]:
    """Return the SQL files that all pages together are made of, each once."""
    return tuple(dict.fromkeys(query for page in PAGES for query in page.queries))
