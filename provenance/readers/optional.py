"""Libraries that are not installed with the package: what they are for, and how to get them."""

from __future__ import annotations

import importlib
from typing import Any

from provenance.errors import MissingExtraError


def extra(module: str, name: str, what: str) -> Any:  # noqa: ANN401 - a module
    """Return a module of an optional library.

    Args:
        module: its import name.
        name: the extra that brings it.
        what: what it reads, in the plural.

    Raises:
        MissingExtraError: it is not installed.
    """
    try:
        return importlib.import_module(module)
    except ImportError:
        remedy = f"pip install 'news-provenance[{name}]'"
        raise MissingExtraError(f"{what} are read with a library that is not installed", remedy) from None
