"""ZIP and TAR: the files in an archive, read where they stand. Nothing is unpacked; no name in it is a path on disk."""

from __future__ import annotations

import io
import tarfile
import zipfile
import zlib
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, BinaryIO, cast

from provenance.readers.records import Allowance, Aside, Source, place
from provenance.readers.streams import BROKEN, FLOOR, LARGEST, RATIO, Bounded, opened, part
from provenance.readers.walk import BY_PRODUCTS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from typing_extensions import Buffer

ROOM = 16 * FLOOR  # bytes that all members of an archive together may grow to beyond their share


def read_zip(source: Source) -> Iterator[Source | Aside]:
    """Yield the files of a ZIP archive in its own order, and what in it cannot be read."""
    allowance = Allowance(ROOM + RATIO * source.size)
    try:
        with source.open() as stream, zipfile.ZipFile(stream) as archive:
            members = [member for member in archive.infolist() if not member.is_dir()]
            if not members:
                yield source.aside("the archive holds no files")
            for member in members:
                problem = "it is encrypted" if member.flag_bits & 1 else None
                size = member.compress_size
                yield from _member(source, member.filename, size, problem, allowance, _unzipped(archive, member))
    except (*BROKEN, zipfile.BadZipFile, NotImplementedError, ValueError) as error:
        yield source.aside(f"not a whole ZIP archive: {error}")


def _unzipped(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Callable[[], BinaryIO]:
    """Return what opens a member; damage in it is an OSError."""

    def open_member() -> BinaryIO:
        try:
            return cast("BinaryIO", Repaired(cast("BinaryIO", archive.open(member))))
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, zlib.error) as error:
            raise OSError(str(error)) from error

    return open_member


class Repaired(io.RawIOBase):
    """A member whose damage is an OSError, as that of every other stream."""

    def __init__(self, stream: BinaryIO) -> None:
        super().__init__()
        self._stream = stream

    def readable(self) -> bool:
        """Return true."""
        return True

    def readinto(self, buffer: Buffer, /) -> int:
        """Fill a buffer."""
        try:
            data = part(self._stream, len(memoryview(buffer)))
        except (zipfile.BadZipFile, tarfile.TarError) as error:
            raise OSError(str(error)) from error
        memoryview(buffer)[: len(data)] = data
        return len(data)


def read_tar(source: Source) -> Iterator[Source | Aside]:
    """Yield the files of a TAR archive in its own order, and what in it cannot be read."""
    allowance = Allowance(ROOM + RATIO * source.size)
    try:
        with opened(source) as stream, tarfile.open(fileobj=stream, mode="r|", errorlevel=1) as archive:
            empty = True
            for member in (each for each in archive if not each.isdir()):
                empty = False
                problem = None if member.isreg() else "a link or a device inside an archive"
                yield from _member(source, member.name, member.size, problem, allowance, _untarred(archive, member))
            if empty:
                yield source.aside("the archive holds no files")
    except (*BROKEN, tarfile.TarError, ValueError) as error:
        yield source.aside(f"not a whole TAR archive: {error}; what follows is not read")


def _untarred(archive: tarfile.TarFile, member: tarfile.TarInfo) -> Callable[[], BinaryIO]:
    """Return what opens a member; a TAR is read forwards only, so that what may be opened again is kept."""
    kept: list[bytes] = []

    def open_member() -> BinaryIO:
        if not kept:
            stream = cast("BinaryIO", Repaired(cast("BinaryIO", archive.extractfile(member))))
            if member.size > LARGEST:
                return stream
            kept.append(io.BufferedReader(cast("io.RawIOBase", stream)).read())
        return io.BytesIO(kept[0])

    return open_member


def _member(
    source: Source,
    name: str,
    size: int,
    problem: str | None,
    allowance: Allowance,
    open_member: Callable[[], BinaryIO],
) -> Iterator[Source | Aside]:
    """Yield a member as a source, or why it is none; nothing where it is a by-product."""
    readable = name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace").replace("\\", "/")
    parts = PurePosixPath(readable).parts
    if any(BY_PRODUCTS.fullmatch(part) for part in parts):
        return
    if ".." in parts or readable.startswith("/"):
        problem = "its name leads out of the archive"
    elif any(part.startswith(".") for part in parts):
        problem = "hidden: unpack it and name it among the paths to have it read"
    if problem:
        yield Aside(place(source.origin, readable), None, problem)
        return

    def open_bounded() -> BinaryIO:
        bounded = Bounded(open_member(), FLOOR + RATIO * size, allowance)
        return cast("BinaryIO", io.BufferedReader(bounded, 1 << 18))

    origin, shown = place(source.origin, readable), place(source.id, readable)
    yield Source(shown, origin, PurePosixPath(readable).name, size, open_bounded, inside=True, allowance=allowance)
