"""Object stores (``s3://``, ``gs://``, ``hf://`` …) by fsspec: what is named is copied to this machine, and back.

Nothing is fetched or sent but at an address that a person has named, and nothing without the extra ``remote``.
"""

from __future__ import annotations

import logging
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from provenance.errors import InputError, MissingExtraError, ProvenanceError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable

ADDRESS = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]+):/{1,2}(?=[^/])(.*)", re.DOTALL)
"""The address of an object; a path object has lost one of the slashes."""

EXTRA = "pip install 'news-provenance[remote]'"
LOCAL_PATHS = "or copy the data to a local folder first, and the output from one"
WAITING = {"connect_timeout": 10, "read_timeout": 60, "retries": {"max_attempts": 3}}
"""Seconds to wait for a store of S3 and how often to try, as botocore names it; changes no result."""


class RemotePlace(NamedTuple):
    """A place in an object store: its address, the file system, and the path in it."""

    address: str
    files: Any
    path: str


def address_of(path: str | Path) -> str | None:
    """Return a path as an address, ``scheme://rest``; None where it is a path of this machine."""
    match = ADDRESS.fullmatch(str(path))
    return f"{match[1]}://{match[2]}" if match and not Path(path).exists() else None


def remote_place(address: str) -> RemotePlace:
    """Return the place of an address.

    Raises:
        MissingExtraError: the library for it is not installed.
        UsageError: no library knows such addresses.
        InputError: the store cannot be reached.
    """
    scheme = address.partition("://")[0]
    try:
        from fsspec.core import url_to_fs

        options = {"config_kwargs": WAITING} if scheme in ("s3", "s3a") else {}
        files, path = url_to_fs(address, **options)
    except ImportError:
        raise MissingExtraError(
            f"{address} is an address, not a path: {scheme} is reached by a library that is not installed",
            f"{EXTRA}, {LOCAL_PATHS}",
        ) from None
    except ValueError as error:
        raise UsageError(f"{address} is an address, not a path, and cannot be reached: {error}", LOCAL_PATHS) from None
    except Exception as error:  # of a library that connects at once
        raise store_error(address, "reached", error) from error
    logging.getLogger("gcsfs").setLevel(logging.CRITICAL + 1)  # it logs a traceback of what it raises as well
    return RemotePlace(address, files, path)


def local_copies(paths: Iterable[str | Path], folder: Path) -> list[str | Path]:
    """Return paths in which addresses are replaced by copies of what stands there, in a folder of this machine.

    Raises:
        InputError: nothing stands at an address, or it cannot be read.
        MissingExtraError: see :func:`remote_place`.
        UsageError: see :func:`remote_place`.
    """
    return [fetched(address, folder, n) if (address := address_of(path)) else path for n, path in enumerate(paths)]


def fetched(address: str, folder: Path, number: int) -> Path:
    """Return a copy of what stands at an address: a file, or a folder with all below it."""
    place = remote_place(address)
    try:
        root = place.path.rstrip("/")
        target = folder / f"remote-{number}" / root.rpartition("/")[2]
        names = [root] if place.files.isfile(root) else sorted(place.files.find(root))
        if not names:
            raise InputError(f"there is nothing at {address}", "check the address, and that you may read it")
        for name in names:
            below = name.removeprefix(root).strip("/")
            file = target / below if below else target
            if not file.resolve().is_relative_to((folder / f"remote-{number}").resolve()):
                raise InputError(f"{address} holds a name that leads out of it: {below}", "rename that object")
            file.parent.mkdir(parents=True, exist_ok=True)
            place.files.get_file(name, str(file))
    except ProvenanceError:
        raise
    except Exception as error:
        raise store_error(address, "read", error) from error
    return target


def refuse_foreign_place(place: RemotePlace, manifest: str) -> None:
    """Raise where something stands at a place that no earlier call wrote.

    Args:
        place: where the output is to go.
        manifest: the file that marks the output of a call.

    Raises:
        InputError: the store cannot be reached.
        UsageError: something else stands there.
    """
    try:
        is_taken = place.files.exists(place.path) and bool(place.files.find(place.path))
        is_foreign = is_taken and not place.files.exists(f"{place.path.rstrip('/')}/{manifest}")
    except Exception as error:
        raise store_error(place.address, "reached", error) from error
    if is_foreign:
        raise UsageError(f"{place.address} is there already and was not made by clean", "name another folder with -o")


def send(folder: Path, place: RemotePlace, manifest: str) -> None:
    """Copy a folder to a place, its manifest last: without it, the output is not complete. What else was there goes.

    Raises:
        InputError: the store cannot be written.
    """
    root = place.path.rstrip("/")
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    ordered = sorted(files, key=lambda path: path.relative_to(folder).as_posix() == manifest)
    names = {f"{root}/{path.relative_to(folder).as_posix()}": path for path in ordered}
    try:
        earlier = place.files.find(root) if place.files.exists(root) else []
        for name in sorted(earlier, key=lambda name: not name.endswith(f"/{manifest}")):
            place.files.rm_file(name)
        for name, path in names.items():
            place.files.makedirs(name.rpartition("/")[0], exist_ok=True)
            place.files.put_file(str(path), name)
    except Exception as error:
        raise store_error(place.address, "written", error) from error


def store_error(address: str, verb: str, error: Exception) -> InputError:
    """Return what a failure of an object store says to people."""
    cause = " ".join(str(error).split()) or type(error).__name__
    return InputError(f"{address} cannot be {verb}: {cause}", "check the address, your credentials and the network")
