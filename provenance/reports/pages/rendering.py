"""Reports, chains, pages of the site, pictures and memos: what is shown, put into its template."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from provenance.errors import UsageError
from provenance.reports.pages.chains import chain_stories
from provenance.reports.pages.registry import PAGES
from provenance.reports.pages.shares import matrix_page
from provenance.reports.pages.sides import quoted_edges
from provenance.reports.pages.story import story_pages
from provenance.reports.pages.templates import asset, environment, render_template
from provenance.reports.wording import STRONGEST, format_time

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl

    from provenance.reports.pages.material import Material


def render_report(
    material: Material,
    *,
    made_at: datetime | None = None,
    site: bool = False,
    token: str = "",
    only: str | None = None,
) -> str:
    """Return a report as one HTML page that needs nothing outside itself.

    Args:
        material: what it is about, and the frames that its pages are made of.
        made_at: when it was made; now where None.
        site: whether it is a page of the site, with search at its head.
        token: what a form that rules on an edge sends back; empty where nobody may rule on this page.
        only: the name of the one page that is shown; all where None.

    Raises:
        UsageError: there is no page of that name.
    """
    if only is not None and only not in {page.name for page in PAGES}:
        raise UsageError(f"there is no page {only!r}", f"there are: {', '.join(page.name for page in PAGES)}")
    sections = []
    for page in PAGES if only is None else [page for page in PAGES if page.name == only]:
        content = page.build(material)
        if content is not None:
            sections.append(
                {
                    "page": page,
                    "body": render_page(page.name, {"token": token, **content}),
                    "statements": statements(material, page.queries),
                }
            )
    time = (made_at or datetime.now(UTC)).replace(tzinfo=None)
    content = {
        "scope": material.scope,
        "sections": sections,
        "made_at": format_time(time),
        "is_part": only is not None,
    }
    return render_template("report", content, site=site)


def render_chains_page(chains: pl.DataFrame, explain: str = "") -> str:
    """Return syndication chains as one HTML page: the stories, the largest first, each with its tree.

    Args:
        chains: as ``reports/chains`` answers them.
        explain: which reasons of every edge are shown: ``strongest``, ``all``, or none.
    """
    most = None if explain == "all" else STRONGEST
    return render_template("chains", chain_stories(chains, most, explain=bool(explain)))


def render_site_page(name: str, content: Mapping[str, Any]) -> str:
    """Return a page of the site that is no report: its first page, a search, a pasted text, a problem."""
    return render_template(f"site_{name}", content, site=True)


def render_figure(material: Material, subject: str) -> str:
    """Return a picture as SVG that stands alone: of the first story, or of the outlets that take from each other.

    Args:
        material: the frames that it is made of.
        subject: ``story`` or ``matrix``.

    Raises:
        UsageError: there is nothing to draw.
    """
    css = asset("figure.css")
    if subject == "matrix":
        content = matrix_page(material)
        if content is None:
            raise UsageError("there is nothing to draw", "no outlet here takes text from another, as far as is known")
        return environment().get_template("matrix.svg").render(matrix=content["matrices"][0], css=css)
    stories = story_pages(material)["stories"]
    if not stories:
        raise UsageError("there is nothing to draw", "no document here derives from another, as far as is known")
    return environment().get_template("story.svg").render(story=stories[0], css=css)


def render_memo(material: Material, *, made_at: datetime | None = None) -> str:
    """Return a memo in Markdown: the stories as nested lists, what is not known, and passages that are quoted."""
    time = (made_at or datetime.now(UTC)).replace(tzinfo=None)
    content = story_pages(material) | {"edges": quoted_edges(material), "made_at": format_time(time)}
    return environment().get_template("memo.md").render(**content)


def render_page(name: str, content: Mapping[str, Any]) -> Markup:
    """Return one page without its frame."""
    return Markup(environment().get_template(f"{name}.html").render(**content))  # noqa: S704 - the template escaped it


def statements(material: Material, queries: tuple[str, ...]) -> list[Any]:
    """Return the SQL that a page is made of."""
    return [material.statements[query] for query in queries if query in material.statements]
