"""ZIP and TAR: the files in an archive, read in place. Nothing is unpacked; no name in it becomes a path on disk."""

from __future__ import annotations

import io
import tarfile
import zipfile
import zlib
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, BinaryIO, ClassVar, Self, cast

from provenance.readers.records import ByteBudget, RejectedInput, Source, locator
from provenance.readers.streams import (
    DAMAGE,
    EXPANSION_FLOOR,
    MAX_EXPANSION,
    MAX_RECORD_BYTES,
    BoundedStream,
    open_decompressed,
    read_once,
)
from provenance.readers.walk import BY_PRODUCTS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from typing_extensions import Buffer

MAX_EXTENSION = 1 << 20  # bytes of what a TAR header says beside itself: long names, and notes
EXTENSIONS = (
    *(tarfile.XHDTYPE, tarfile.XGLTYPE, tarfile.SOLARIS_XHDTYPE, tarfile.GNUTYPE_LONGNAME, tarfile.GNUTYPE_LONGLINK),
)
ARCHIVE_FLOOR = 16 * EXPANSION_FLOOR  # bytes that the members of any archive together may grow to


def zip_members(source: Source) -> Iterator[Source | RejectedInput]:
    """Yield the files of a ZIP archive in its own order, and what in it cannot be read."""
    budget = ByteBudget(ARCHIVE_FLOOR + MAX_EXPANSION * source.size)
    try:
        with source.open() as stream, zipfile.ZipFile(stream) as archive:
            members = [member for member in archive.infolist() if not member.is_dir()]
            if not members:
                yield source.reject("the archive holds no files")
            for member in members:
                problem = "it is encrypted" if member.flag_bits & 1 else None
                size = member.compress_size
                yield from _member(source, member.filename, size, problem, budget, _zip_opener(archive, member))
    except (*DAMAGE, zipfile.BadZipFile, NotImplementedError, ValueError) as error:
        yield source.reject(f"not a whole ZIP archive: {error}")


def _zip_opener(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Callable[[], BinaryIO]:
    """Return a function that opens a member; damage in it is raised as OSError."""

    def open_member() -> BinaryIO:
        try:
            return cast("BinaryIO", MemberStream(cast("BinaryIO", archive.open(member))))
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, zlib.error) as error:
            raise OSError(str(error)) from error

    return open_member


class MemberStream(io.RawIOBase):
    """A member of an archive; damage in it is raised as OSError, as in every other stream."""

    def __init__(self, stream: BinaryIO) -> None:
        super().__init__()
        self._stream = stream

    def readable(self) -> bool:
        """Return true."""
        return True

    def readinto(self, buffer: Buffer, /) -> int:
        """Fill a buffer."""
        try:
            data = read_once(self._stream, len(memoryview(buffer)))
        except (zipfile.BadZipFile, tarfile.TarError) as error:
            raise OSError(str(error)) from error
        memoryview(buffer)[: len(data)] = data
        return len(data)


def tar_header() -> type[TarHeader]:
    """Return a class of headers for one archive."""

    class Header(TarHeader):
        damaged, ended = 0, False

    return Header


class TarHeader(tarfile.TarInfo):
    """A header that notes on its class whether one was damaged, and whether the archive has an end."""

    damaged: ClassVar[int] = 0
    ended: ClassVar[bool] = False

    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> Self:
        """Return a header; raise HeaderError as TarInfo does."""
        try:
            header = super().frombuf(buf, encoding, errors)
        except tarfile.EOFHeaderError:  # type: ignore[attr-defined]
            cls.ended = True
            raise
        except (tarfile.InvalidHeaderError, tarfile.TruncatedHeaderError):  # type: ignore[attr-defined]
            cls.damaged += 1
            raise
        if header.type in EXTENSIONS and header.size > MAX_EXTENSION:
            raise tarfile.ReadError(f"a header says that a name is {header.size:,} bytes long")
        return header


def tar_members(source: Source) -> Iterator[Source | RejectedInput]:
    """Yield the files of a TAR archive in its own order, and what in it cannot be read."""
    budget = ByteBudget(ARCHIVE_FLOOR + MAX_EXPANSION * source.size)
    try:
        headers = tar_header()
        with (
            open_decompressed(source) as stream,
            # with ignore_zeros a damaged header is no end: reading goes on where the next whole one stands
            tarfile.open(fileobj=stream, mode="r|", errorlevel=1, ignore_zeros=True, tarinfo=headers) as archive,
        ):
            empty = True
            for member in (entry for entry in archive if not entry.isdir()):
                empty = False
                archive.members.clear()  # type: ignore[attr-defined] # or all of millions of headers are kept
                problem = None if member.isreg() else "a link or a device inside an archive"
                yield from _member(source, member.name, member.size, problem, budget, _tar_opener(archive, member))
            if empty:
                yield source.reject("the archive holds no files")
            if headers.damaged:
                yield source.reject("the archive is damaged: the header of a member cannot be read; its file is lost")
            elif not headers.ended:
                yield source.reject("the archive is cut: its end is missing; what stood there is lost")
    except (*DAMAGE, tarfile.TarError, ValueError) as error:
        yield source.reject(f"not a whole TAR archive: {error}; what follows is not read")


def _tar_opener(archive: tarfile.TarFile, member: tarfile.TarInfo) -> Callable[[], BinaryIO]:
    """Return a function that opens a member; its bytes are held for a second opening: a TAR is read forwards only."""
    content: list[bytes] = []

    def open_member() -> BinaryIO:
        if not content:
            stream = cast("BinaryIO", MemberStream(cast("BinaryIO", archive.extractfile(member))))
            if member.size > MAX_RECORD_BYTES:
                return stream
            content.append(io.BufferedReader(cast("io.RawIOBase", stream)).read())
        return io.BytesIO(content[0])

    return open_member


def _member(
    source: Source,
    name: str,
    size: int,
    problem: str | None,
    budget: ByteBudget,
    open_member: Callable[[], BinaryIO],
) -> Iterator[Source | RejectedInput]:
    """Yield a member as a source, or why it cannot be read; nothing where it is a by-product."""
    path = name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace").replace("\\", "/")
    parts = PurePosixPath(path).parts
    if any(BY_PRODUCTS.fullmatch(part) for part in parts):
        return
    if ".." in parts or path.startswith("/"):
        problem = "its name leads out of the archive"
    elif any(part.startswith(".") for part in parts):
        problem = "hidden: unpack it and name it among the paths to have it read"
    if problem:
        yield RejectedInput(locator(source.origin, path), None, problem)
        return

    def open_bounded() -> BinaryIO:
        bounded = BoundedStream(open_member(), EXPANSION_FLOOR + MAX_EXPANSION * size, budget)
        return cast("BinaryIO", io.BufferedReader(bounded, 1 << 18))

    document_id, origin = locator(source.id, path), locator(source.origin, path)
    yield Source(document_id, origin, PurePosixPath(path).name, size, open_bounded, in_archive=True, budget=budget)
