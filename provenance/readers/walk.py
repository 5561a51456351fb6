"""From given paths to the files below them, in canonical order."""

from __future__ import annotations

import hashlib
import os
import re
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from provenance.errors import InputError
from provenance.readers.records import RejectedInput, Source

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# Files and folders that never hold a document: by-products of file managers, version control, Hugging Face and Spark.
BY_PRODUCTS = re.compile(
    r"(?i)(\.ds_store|\._.*|thumbs\.db|desktop\.ini|__macosx|\.git|\.gitattributes|\.gitignore|\.gitkeep|\.cache"
    r"|\.huggingface|_success|_started_.*|_committed_.*|\..*\.crc)"
)
DATASET_CARD = re.compile(
    rb"---\r?\n(?:.*\r?\n)*?(configs|dataset_info|task_categories|license|pretty_name|size_categories):"
)
CARD_BYTES = 65536
ADDRESS = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]+):/{1,2}(.+)")  # a path holds it with one slash
STANDARD_INPUT = Path("-")
PIPED_CHUNK = 1 << 20  # bytes
PIPED_NAME = 12  # hexadecimal digits of the hash that names what is piped in
WILDCARD = re.compile(r"[*?\[]")


def path_text(path: str | Path) -> str:
    r"""Return a path as text: bytes that are no UTF-8 are written ``\xNN``."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def input_roots(paths: Sequence[Path | str], *, piped: bool = False) -> list[tuple[Path, Path]]:
    """Return the real path of every given path, and the folder that its ids are below; ``-`` is standard input.

    A path that does not exist and holds ``*``, ``?`` or ``[`` is a pattern: it stands for the files that it matches.

    Raises:
        InputError: a path does not exist or a pattern matches nothing; nothing has been read then.
    """
    roots: list[tuple[Path, Path]] = []
    for path in map(Path, paths):
        if path == STANDARD_INPUT and not os.path.lexists(path):
            if not piped:
                raise InputError("standard input cannot be read here", "save it to a file, and name that")
            roots.append((path, path))
        elif os.path.lexists(path):
            roots.append(_root(path))
        elif WILDCARD.search(str(path)) and not ADDRESS.match(str(path)):
            roots.extend(_matches(path))
        elif address := ADDRESS.match(str(path)):
            raise InputError(
                f"{address[1]}://{address[2]} is an address, and only files and folders are read",
                "fetch it first, and name the file",
            )
        else:
            raise InputError(
                f"there is no file or folder {path_text(path)}", "check the path, and the folder you are in"
            )
    return roots


def _root(path: Path) -> tuple[Path, Path]:
    """Return a given path's real path and the folder that its ids are below."""
    real = Path(os.path.realpath(path))
    if not os.access(real, os.R_OK):
        raise InputError(f"{path_text(path)} cannot be read", "check that it exists and that you may read it")
    return (real, real) if real.is_dir() else (real, real.parent)


def _matches(pattern: Path) -> list[tuple[Path, Path]]:
    """Return what a pattern matches; ids are below the last folder that is named without a wildcard."""
    depth = next(number for number, part in enumerate(pattern.parts) if WILDCARD.search(part))
    folder = Path(*pattern.parts[:depth])
    paths = sorted(folder.glob(str(Path(*pattern.parts[depth:])))) if folder.is_dir() else []
    if not paths:
        raise InputError(f"nothing matches {path_text(pattern)}", "check the pattern, or name the folder itself")
    return [(Path(os.path.realpath(path)), Path(os.path.realpath(folder))) for path in paths]


def sources_below(roots: Sequence[tuple[Path, Path]]) -> Iterator[Source | RejectedInput]:
    """Yield the files at and below the roots: roots in the given order, files sorted by code point within each."""
    for path, root in roots:
        if path == STANDARD_INPUT:
            yield _piped(sys.stdin.buffer)
        elif not path.is_dir():
            yield _explicit(_file(path, root))
        else:
            yield from _folder_or_reject(path, root)


def _folder_or_reject(path: Path, root: Path) -> Iterator[Source | RejectedInput]:
    """Yield the files below a given folder; a folder without any is rejected."""
    empty = True
    for item in _folder(path, root):
        empty = False
        yield item
    if empty:
        yield RejectedInput(path_text(path), None, "the folder holds no files")


def _piped(stream: BinaryIO) -> Source | RejectedInput:
    """Return what comes from standard input as a source, copied to a file that goes when the source does.

    Its name is made of its bytes: what is piped in another time is no version of it.
    """
    copy = tempfile.NamedTemporaryFile()  # noqa: SIM115 - it lives as long as the source
    digest, size = hashlib.sha256(), 0
    while chunk := stream.read(PIPED_CHUNK):
        copy.write(chunk)
        digest.update(chunk)
        size += len(chunk)
    copy.flush()
    if not size:
        return RejectedInput("stdin", None, "nothing came from standard input")
    name = f"stdin-{digest.hexdigest()[:PIPED_NAME]}"
    return Source(name, name, name, size, lambda: _open(Path(copy.name)), explicit=True)


def _folder(folder: Path, root: Path) -> Iterator[Source | RejectedInput]:
    """Yield the files below a folder, sorted by their path below the root."""
    try:
        entries = sorted(folder.iterdir(), key=_sort_key)
    except OSError as error:
        yield RejectedInput(path_text(folder), None, f"the folder cannot be opened: {error.strerror}")
        return
    for entry in entries:
        yield from _entry(entry, root)


def _sort_key(entry: Path) -> str:
    """Return what sorts an entry so that whole paths come sorted by code point."""
    return path_text(entry.name) + ("/" if entry.is_dir() and not entry.is_symlink() else "")


def _entry(entry: Path, root: Path) -> Iterator[Source | RejectedInput]:
    """Yield the files at one entry of a folder, or why it is not read."""
    if BY_PRODUCTS.fullmatch(entry.name) or _is_dataset_card(entry, root):
        return
    if entry.is_symlink():
        yield RejectedInput(path_text(entry), None, _link_reason(entry, root))
    elif entry.name.startswith("."):
        yield RejectedInput(path_text(entry), None, "hidden: name it among the paths to have it read")
    elif entry.is_dir():
        yield from _folder(entry, root)
    else:
        yield _file(entry, root)


def _link_reason(entry: Path, root: Path) -> str:
    """Return why a link is not followed."""
    target = Path(os.path.realpath(entry))
    if not os.path.lexists(target) or target.is_symlink():
        return "a link to nothing, or to itself"
    if target.is_relative_to(root):
        return f"a link to {path_text(target.relative_to(root))}, which is read under its own name"
    return f"a link out of the given folder, to {path_text(target)}: name that among the paths to have it read"


def _is_dataset_card(entry: Path, root: Path) -> bool:
    """Return whether a file is the README of a Hugging Face data set, which describes the data and is none."""
    if entry.name.lower() != "readme.md" or entry.parent != root or not entry.is_file():
        return False
    try:
        with entry.open("rb") as file:
            return bool(DATASET_CARD.match(file.read(CARD_BYTES)))
    except OSError:
        return False


def _file(path: Path, root: Path) -> Source | RejectedInput:
    """Return a file as a source, or why it cannot be read."""
    try:
        size, regular = path.stat().st_size, path.is_file()
    except OSError as error:
        return RejectedInput(path_text(path), None, f"cannot be opened: {error.strerror}")
    if not regular:
        return RejectedInput(path_text(path), None, "not a regular file")
    if not os.access(path, os.R_OK):
        return RejectedInput(path_text(path), None, "you may not read it: see its permissions")
    below = path.relative_to(root) if path.is_relative_to(root) else Path(path.name)
    return Source(path_text(below.as_posix()), path_text(path), path_text(path.name), size, lambda: _open(path))


def one_file(path: Path, root: Path, *, explicit: bool) -> Source | RejectedInput:
    """Return one file as a source, or why it cannot be read.

    Args:
        path: the file.
        root: the folder that its id is below.
        explicit: whether the caller named it, and not only a folder above it.
    """
    return _explicit(_file(path, root)) if explicit else _file(path, root)


def _explicit(item: Source | RejectedInput) -> Source | RejectedInput:
    """Return a source as one that the caller named."""
    return replace(item, explicit=True) if isinstance(item, Source) else item


def _open(path: Path) -> BinaryIO:
    """Return the bytes of a file."""
    return cast("BinaryIO", path.open("rb"))
