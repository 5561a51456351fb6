"""The languages whose credits are read: one file of this folder each, found by looking into it.

A file ``<tag>.py`` holds one ``Language`` by the name ``LANGUAGE`` (docs/contributing.md, "How to add: a language").
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from provenance.text.credits.word_lists import Language


@cache
def installed_languages() -> tuple[Language, ...]:
    """Return the languages of this folder, sorted by tag."""
    names = sorted(module.name for module in iter_modules(__path__))
    return tuple(import_module(f"{__name__}.{name}").LANGUAGE for name in names)
