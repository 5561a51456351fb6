"""From given paths to the files below them, in canonical order."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from provenance.errors import InputError
from provenance.readers.records import Aside, Source

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# By their nature these hold no document: by-products of file managers, version control, Hugging Face and Spark.
BY_PRODUCTS = re.compile(
    r"(?i)(\.ds_store|\._.*|thumbs\.db|desktop\.ini|__macosx|\.git|\.gitattributes|\.gitignore|\.gitkeep|\.cache"
    r"|\.huggingface|_success|_started_.*|_committed_.*|\..*\.crc)"
)
CARD = re.compile(rb"---\r?\n(?:.*\r?\n)*?(configs|dataset_info|task_categories|license|pretty_name|size_categories):")
WILD = re.compile(r"[*?\[]")


def readable(path: str | Path) -> str:
    r"""Return a path as text: bytes that are no UTF-8 are written ``\xNN``."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def roots(paths: Sequence[Path | str]) -> list[tuple[Path, Path]]:
    """Return the real path of every given path, and the folder that its ids are below.

    A path that does not exist and holds ``*``, ``?`` or ``[`` is a pattern: it stands for the files that it matches.

    Raises:
        InputError: a path does not exist or a pattern matches nothing; nothing has been read then.
    """
    given: list[tuple[Path, Path]] = []
    for path in map(Path, paths):
        if os.path.lexists(path):
            given.append(_root(path))
        elif WILD.search(str(path)):
            given.extend(_matched(path))
        else:
            raise InputError(f"there is no file or folder {readable(path)}", "check the path, and where you call from")
    return given


def _root(path: Path) -> tuple[Path, Path]:
    """Return a given path's real path and the folder that its ids are below."""
    real = Path(os.path.realpath(path))
    if not os.access(real, os.R_OK):
        raise InputError(f"{readable(path)} cannot be read", "check that it exists and that you may read it")
    return (real, real) if real.is_dir() else (real, real.parent)


def _matched(pattern: Path) -> list[tuple[Path, Path]]:
    """Return what a pattern matches; ids are below the last folder that is named without a wildcard."""
    plain = next(number for number, part in enumerate(pattern.parts) if WILD.search(part))
    folder = Path(*pattern.parts[:plain])
    matched = sorted(folder.glob(str(Path(*pattern.parts[plain:])))) if folder.is_dir() else []
    if not matched:
        raise InputError(f"nothing matches {readable(pattern)}", "check the pattern, or name the folder itself")
    return [(Path(os.path.realpath(path)), Path(os.path.realpath(folder))) for path in matched]


def found(given: Sequence[tuple[Path, Path]]) -> Iterator[Source | Aside]:
    """Yield the files at and below the roots: roots in the given order, files sorted by code point within each."""
    for path, root in given:
        if not path.is_dir():
            yield _given(_file(path, root))
            continue
        nothing = True
        for item in _folder(path, root):
            nothing = False
            yield item
        if nothing:
            yield Aside(readable(path), None, "the folder holds no files")


def _folder(folder: Path, root: Path) -> Iterator[Source | Aside]:
    """Yield the files below a folder, sorted by their path below the root."""
    try:
        entries = sorted(folder.iterdir(), key=_order)
    except OSError as error:
        yield Aside(readable(folder), None, f"the folder cannot be opened: {error.strerror}")
        return
    for entry in entries:
        yield from _entry(entry, root)


def _order(entry: Path) -> str:
    """Return what sorts an entry so that whole paths come sorted by code point."""
    return readable(entry.name) + ("/" if entry.is_dir() and not entry.is_symlink() else "")


def _entry(entry: Path, root: Path) -> Iterator[Source | Aside]:
    """Yield what stands at one entry of a folder."""
    if BY_PRODUCTS.fullmatch(entry.name) or _is_card(entry, root):
        return
    if entry.is_symlink():
        yield Aside(readable(entry), None, _link(entry, root))
    elif entry.name.startswith("."):
        yield Aside(readable(entry), None, "hidden: name it among the paths to have it read")
    elif entry.is_dir():
        yield from _folder(entry, root)
    else:
        yield _file(entry, root)


def _link(entry: Path, root: Path) -> str:
    """Return why a link is not followed."""
    target = Path(os.path.realpath(entry))
    if not os.path.lexists(target) or target.is_symlink():
        return "a link to nothing, or to itself"
    if target.is_relative_to(root):
        return f"a link to {readable(target.relative_to(root))}, which is read under its own name"
    return f"a link out of the given folder, to {readable(target)}: name that among the paths to have it read"


def _is_card(entry: Path, root: Path) -> bool:
    """Return whether a file is a data set's card, which speaks of the data and is none."""
    if entry.name.lower() != "readme.md" or entry.parent != root or not entry.is_file():
        return False
    try:
        with entry.open("rb") as file:
            return bool(CARD.match(file.read(65536)))
    except OSError:
        return False


def _file(path: Path, root: Path) -> Source | Aside:
    """Return a file as a source, or why it is none."""
    try:
        size, regular = path.stat().st_size, path.is_file()
    except OSError as error:
        return Aside(readable(path), None, f"cannot be opened: {error.strerror}")
    if not regular:
        return Aside(readable(path), None, "not a regular file")
    if not os.access(path, os.R_OK):
        return Aside(readable(path), None, "you may not read it: see its permissions")
    below = path.relative_to(root) if path.is_relative_to(root) else Path(path.name)
    return Source(readable(below.as_posix()), readable(path), readable(path.name), size, lambda: _opened(path))


def _given(item: Source | Aside) -> Source | Aside:
    """Return a source as one that was named itself."""
    return replace(item, given=True) if isinstance(item, Source) else item


def _opened(path: Path) -> BinaryIO:
    """Return the bytes of a file."""
    return cast("BinaryIO", path.open("rb"))
