"""The door of the installed command: runs cli.py, which stands beside the package or inside it."""

from __future__ import annotations

import runpy

from provenance.resources import command_line


def main() -> None:
    """Run the command line."""
    runpy.run_path(str(command_line()), run_name="__main__")


if __name__ == "__main__":
    main()
