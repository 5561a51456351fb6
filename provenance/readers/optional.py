"""Libraries that do not come with the package: load them, or say which extra brings them."""

from __future__ import annotations

import importlib
from typing import Any

from provenance.errors import MissingExtraError


def optional_module(module: str, extra: str, inputs: str) -> Any:  # noqa: ANN401 - a module
    """Return a module of an optional library.

    Args:
        module: its import name.
        extra: the extra of the package that brings it.
        inputs: what it reads, in the plural.

    Raises:
        MissingExtraError: it is not installed.
    """
    try:
        return importlib.import_module(module)
    except ImportError:
        remedy = f"pip install 'news-provenance[{extra}]'"
        raise MissingExtraError(f"{inputs} are read with a library that is not installed", remedy) from None
