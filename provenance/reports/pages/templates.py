"""The templates of pages: everything put in is escaped, style and script stand inside, a policy allows no other.

Only this module imports jinja2.
"""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

import provenance
from provenance.reports.markup_tables import markdown_text
from provenance.reports.terminal import sanitize, truncate
from provenance.reports.wording import DIRECTION_BASES, confidence_word, format_time, percent, quantity

if TYPE_CHECKING:
    from collections.abc import Mapping

TEMPLATES = Path(__file__).parents[1] / "templates"


@cache
def environment() -> Environment:
    """Return the environment of the templates: everything that is put in is escaped, everything unknown an error."""
    templates = Environment(
        loader=FileSystemLoader(TEMPLATES), undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
        autoescape=select_autoescape(disabled_extensions=("md",), default=True, default_for_string=True),
    )  # fmt: skip
    templates.filters |= {
        "percent": percent,
        "line": lambda value: sanitize(str(value)),
        "short": lambda value, columns: truncate(sanitize(str(value)), columns),
        "md": markdown_text,
        "url": lambda address: quote(address, safe="/:?#[]@!$&'*+,;=%~"),
        "path": lambda name: quote(name, safe=""),
        "time": format_time,
        "word": confidence_word,
        "quotes": isolated_quotes,
        "basis": lambda basis: DIRECTION_BASES.get(basis, basis),
        "count": lambda number: f"{number:,}",
    }
    templates.globals["quantity"] = quantity
    templates.globals["version"] = provenance.__version__
    return templates


QUOTED = re.compile(r"(“[^”]*”)")


def isolated_quotes(sentence: str) -> Markup:
    """Return a sentence of ours as HTML in which each quotation has a reading order of its own."""
    parts = QUOTED.split(sanitize(sentence))
    return Markup("").join(
        Markup("<bdi>{}</bdi>").format(part) if number % 2 else part for number, part in enumerate(parts)
    )


@cache
def asset(name: str) -> str:
    """Return the style sheet or the script of the pages."""
    return (TEMPLATES / name).read_text(encoding="utf-8")


def hash_source(text: str) -> str:
    """Return how a Content Security Policy names a text inside a page: its hash."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def content_policy(*, site: bool = False) -> str:
    """Return the Content Security Policy of a page: its own style and script, and nothing from anywhere.

    Args:
        site: whether it is a page of the site, whose forms go to the site itself.
    """
    forms = "'self'" if site else "'none'"
    return (
        f"default-src 'none'; style-src {hash_source(asset('report.css'))}; "
        f"script-src {hash_source(asset('report.js'))}; img-src data:; base-uri 'none'; form-action {forms}"
    )


def render_template(name: str, content: Mapping[str, Any], *, site: bool = False) -> str:
    """Return a whole page: a template that extends ``base.html``, with what is put into it.

    Args:
        name: of the template, without its ending.
        content: what is put in.
        site: whether it is a page of the site, with search at its head.
    """
    return (
        environment()
        .get_template(f"{name}.html")
        .render(**content, site=site, css=asset("report.css"), js=asset("report.js"), policy=content_policy(site=site))
    )
