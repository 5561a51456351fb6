"""The splits of a data set: which one each input file belongs to, by its card, its folder or its name."""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from provenance.cleaning.inputs.input_card import card_of, front_matter_of
from provenance.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from provenance.readers.lossless.model import InputFile

NO_SPLIT = ""
"""Stands for the split of a file where the inputs have no splits."""

USUAL_SPLIT = "train"
USUAL_CONFIG = "default"

SPLITS = {
    "train": {"train", "training"},
    "validation": {"validation", "valid", "val", "dev"},
    "test": {"test", "testing", "eval", "evaluation"},
}
"""The words by which the hub tells the split of a file; the order is that of the card."""

CONFIG_LINE = re.compile(r"^\s*(?:- +)?(config_name|data_files|split|path|data_dir):[ \t]*(.*?)[ \t]*$")
ITEM_LINE = re.compile(r"^\s*- +([^:]+?)[ \t]*$")


class Shelf(NamedTuple):
    """Where files belong in a data set: its configuration, and the split of that."""

    config: str
    split: str


class DataFiles(NamedTuple):
    """Files of one configuration, as a card names them: their split (the names tell it where it is ``NO_SPLIT``)."""

    shelf: Shelf
    pattern: str


def shelves_of_files(files: Sequence[InputFile], paths: Sequence[str | Path]) -> dict[int, Shelf]:
    """Return the configuration and the split of each file, by its number.

    The cards of the input folders decide; else the words that the hub knows, in the names of files and folders. Text
    files are documents, whose own names tell nothing. Where files of fewer than two splits are found, there are none.

    Args:
        files: the input files.
        paths: the inputs, whose cards are read.
    """
    folders = [Path(path).absolute() for path in paths]
    cards = [(card.parent, data_files_of_card(folder)) for folder in folders if (card := card_of(folder))]
    shelves = {file.number: shelf_of_file(file, cards) for file in files}
    if len({shelf.split for shelf in shelves.values()} - {NO_SPLIT}) < 2:
        return {number: shelf._replace(split=NO_SPLIT) for number, shelf in shelves.items()}
    return {number: shelf if shelf.split else shelf._replace(split=USUAL_SPLIT) for number, shelf in shelves.items()}


def shelf_of_file(file: InputFile, cards: Sequence[tuple[Path, Sequence[DataFiles]]]) -> Shelf:
    """Return the configuration and the split of one file, as a card or its name tells them."""
    config = USUAL_CONFIG
    for folder, entries in cards:
        origin = Path(file.source.origin)
        if origin.is_relative_to(folder):
            below = origin.relative_to(folder).as_posix()
            shelves = [entry.shelf for entry in entries if matches_pattern(below, entry.pattern)]
            if shelves and shelves[0].split:
                return shelves[0]
            config = shelves[0].config if shelves else config
    name = file.source.id if file.family != "plain" else PurePosixPath(file.source.id).parent.as_posix()
    return Shelf(config, split_of(name))


def split_of(name: str) -> str:
    """Return the split that the name of a file, or of a folder above it, tells; ``NO_SPLIT`` where none does."""
    for part in reversed(name.lower().split("/")):
        words = set(re.split(r"[^a-z]+", part))
        for split, signs in SPLITS.items():
            if words & signs:
                return split
    return NO_SPLIT


def card_order(name: str) -> tuple[int, str]:
    """Return a sort key of splits: the usual ones first."""
    return (list(SPLITS).index(name) if name in SPLITS else len(SPLITS), name)


def data_files_of_card(folder: Path) -> list[DataFiles]:
    """Return the files that the card of a folder names, configuration by configuration, split by split."""
    entries: list[DataFiles] = []
    config, split = USUAL_CONFIG, NO_SPLIT
    inside, items = False, False
    for line in front_matter_of(folder).splitlines():
        if not line.startswith((" ", "-")):
            inside, items = line.startswith("configs:"), False
            continue
        entry = CONFIG_LINE.match(line)
        if not inside or not (entry or (items and ITEM_LINE.match(line))):
            continue
        item = ITEM_LINE.match(line)
        key, value = (entry[1], unquoted(entry[2])) if entry else ("path", unquoted(item[1]) if item else "")
        items = key in ("path", "data_files") and (not value or not entry)
        if key == "config_name":
            config, split = value, NO_SPLIT
        elif key == "split":
            split = value
        elif value:
            is_folder = key == "data_dir"
            pattern = f"{value.rstrip('/')}/**" if is_folder else value
            entries.append(DataFiles(Shelf(config, split or (NO_SPLIT if is_folder else USUAL_SPLIT)), pattern))
    return entries


def unquoted(value: str) -> str:
    """Return a value of a card without quotation marks around it."""
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'" else value


def matches_pattern(path: str, pattern: str) -> bool:
    """Return whether a path matches a pattern of a card: ``**`` stands for folders, ``*`` for a part of a name."""
    parts = re.split(r"(\*\*/|\*\*|\*|\?)", pattern.removeprefix("./"))
    wild = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    return re.fullmatch("".join(wild.get(part) or re.escape(part) for part in parts), path) is not None


def sides_of_splits(splits: Sequence[str], order: Sequence[str]) -> Mapping[str, int]:
    """Return a number for each split: copies are removed among documents of one number only.

    Args:
        splits: all splits of the inputs.
        order: splits among which copies are removed, from those named later.

    Raises:
        UsageError: the order names a split that the inputs do not have.
    """
    if unknown := [split for split in order if split not in splits]:
        names = ", ".join(split for split in sorted(set(splits), key=card_order) if split != NO_SPLIT)
        raise UsageError(
            f"--split-order {','.join(order)}: there is no split {unknown[0]!r}",
            f"the inputs have {names}" if names else "the inputs have no splits; leave it out",
        )
    separate = [split for split in sorted(set(splits)) if split not in order]
    return dict.fromkeys(order, 0) | {split: number for number, split in enumerate(separate, 1)}
