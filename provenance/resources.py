"""Where cli.py and the SQL stand: beside the package in a checkout, inside it in a wheel."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent


def packaged_path(installed: str, checkout: str) -> Path:
    """Return the path of a thing that ships with the package.

    Args:
        installed: its name inside the installed package.
        checkout: its name at the top of a source checkout.

    Returns:
        The first of the two that exists; the installed one where neither does.
    """
    inside, outside = PACKAGE / installed, PACKAGE.parent / checkout
    return outside if outside.exists() and not inside.exists() else inside


def command_line() -> Path:
    """Return the path of ``cli.py``."""
    return packaged_path("cli.py", "cli.py")


def sql_folder() -> Path:
    """Return the folder of the SQL files."""
    return packaged_path("sql", "warehouse")


def demo_corpus() -> Path:
    """Return the file of the made-up corpus that ships with the package."""
    return PACKAGE / "demo" / "documents.jsonl"
