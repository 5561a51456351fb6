"""Who derived from whom, as trees of documents under their sources."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from provenance.reports.terminal import columns, cut, lines_of, pad, paint
from provenance.reports.wording import (
    MATCH_KINDS,
    NO_CREDIT,
    certainty,
    counted,
    credit_words,
    moment,
    percent,
    reasons,
    titled,
    value,
)

Path = tuple[str, ...]
Row = Mapping[str, Any]

TINTS = {"strong": "green", "likely": "yellow", "weak": "red"}
UNSEEN = " (not in the corpus)"
NO_CHAIN = "No chain was found."
GAP = "  "
OPEN_PAIRS = 8
ALL_PAIRS = 'provenance sql "FROM undetermined"'
NARROWEST = 24
"""Columns below which names are not cut to make room for ids: ids then stand below."""


@dataclass(frozen=True)
class _Line:
    """One node of a tree as it is shown: its branches and name, when, how it derives, how sure that is, its id."""

    label: str
    when: str
    how: str
    sure: str
    document: str
    below: str
    notes: tuple[str, ...]


def render_chains(chains: pl.DataFrame, width: int = 100, colour: bool = False, explain: bool = False) -> str:
    """Return syndication chains as trees, the earliest root first, each document under the source it derives from.

    Args:
        chains: one row a document and way to it: ``path`` (LIST of ids, from the root to the document), ``outlet`` (a
            name; the id stands in where it is null), ``published_at``, ``published_precision``, ``relation``,
            ``credited``, ``edge_confidence`` (0..1), ``root_outlet``, ``root_at``, ``root_precision``, ``root_unseen``
            (true where the root is a source that is not in the corpus: ``root_at`` is then the latest it can be). May
            also have ``root_title``, ``credit_status``, ``unseen`` (of the document) and ``evidence`` (JSON reasons).
        width: terminal columns to fill at most (≥ 70; in a narrower terminal lines run over).
        colour: whether to use terminal colours.
        explain: whether to set the reasons of every edge below it.

    Returns:
        Lines without a final newline; the trees are parted by empty lines; one sentence where there is no chain.
    """
    if not chains.height:
        return NO_CHAIN
    trees: dict[str, dict[Path, Row]] = defaultdict(dict)
    for row in chains.iter_rows(named=True):
        trees[row["path"][0]][tuple(row["path"])] = row
    ordered = sorted(trees, key=lambda root: _order(_root(trees[root]), root))
    drawn = [list(_tree(root, trees[root], explain)) for root in ordered]
    sizes = _sizes([line for tree in drawn for line in tree], width)
    return "\n\n".join("\n".join(_shown(line, sizes, width, colour) for line in tree) for tree in drawn)


def _root(tree: Mapping[Path, Row]) -> Row:
    """Return what a tree's rows say of its root, as a row."""
    row = next(iter(tree.values()))
    return {
        "outlet": row["root_outlet"],
        "published_at": row["root_at"],
        "published_precision": row["root_precision"],
        "unseen": row["root_unseen"],
        "title": row.get("root_title"),
    }


def _order(row: Row, document: str) -> tuple[bool, str, str]:
    """Return the canonical order: known time, undated last, then the id by code point."""
    at = row["published_at"]
    return at is None, "" if at is None else at.isoformat(), document


def _tree(root: str, tree: Mapping[Path, Row], explain: bool) -> Iterator[_Line]:
    """Return the lines of one tree, top down."""
    children: dict[Path, list[Path]] = defaultdict(list)
    for path in sorted(tree, key=lambda path: _order(tree[path], path[-1])):
        children[path[:-1]].append(path)
    yield _root_line(root, _root(tree), bool(children[(root,)]))
    stack = [(path, "", path is children[(root,)][-1]) for path in reversed(children[(root,)])]
    while stack:
        path, trunk, last = stack.pop()
        below = trunk + ("   " if last else "│  ")
        yield _node_line(path, tree[path], trunk + ("└─ " if last else "├─ "), below, explain)
        stack += [(each, below, each is children[path][-1]) for each in reversed(children[path])]


def _root_line(root: str, row: Row, more: bool) -> _Line:
    """Return the line of a root."""
    when = moment(row["published_at"], row["published_precision"])
    unseen = bool(row["unseen"])
    title = titled(row["title"]) if row["title"] else ""
    return _Line(
        label=value(row["outlet"] or ("unknown source" if unseen else root)) + (UNSEEN if unseen else ""),
        when=f"by {when}" if unseen and row["published_at"] else when,
        how="",
        sure="",
        document=value(root),
        below="│  " if more else "   ",
        notes=(title,) if title else (),
    )


def _node_line(path: Path, row: Row, branch: str, below: str, explain: bool) -> _Line:
    """Return the line of a document under its source."""
    how = ", ".join(each for each in (row["relation"], credit_words(row["credited"], row.get("credit_status"))) if each)
    name = value(row["outlet"] or path[-1]) + (UNSEEN if row.get("unseen") else "")
    return _Line(
        label=branch + name,
        when=moment(row["published_at"], row["published_precision"]),
        how=how,
        sure=certainty(row["edge_confidence"]),
        document=value(path[-1]),
        below=below,
        notes=tuple(f"· {each}" for each in reasons(row.get("evidence"))) if explain else (),
    )


def _sizes(lines: list[_Line], width: int) -> dict[str, int]:
    """Return the columns of each part of a document's line; no room for ids (0) sets them below the line."""
    nodes = [line for line in lines if line.how]
    size = {
        part: max((columns(getattr(line, part)) for line in nodes), default=0)
        for part in ("label", "when", "how", "sure", "document")
    }
    room = width - size["when"] - size["how"] - size["sure"] - 3 * len(GAP)
    beside = room - size["document"] - len(GAP)
    if beside < min(size["label"], NARROWEST):
        size["document"], beside = 0, room
    size["label"] = min(size["label"], max(beside, 12))
    return size


def _shown(line: _Line, size: Mapping[str, int], width: int, colour: bool) -> str:
    """Return one node's line and its notes."""
    parts = _node_parts(line, size, colour) if line.how else _root_parts(line, size, width, colour)
    notes = [line.document, *line.notes] if line.how and not size["document"] else line.notes
    below = [line.below + paint(each, "dim", colour) for note in notes for each in _note(note, line.below, width)]
    return "\n".join([GAP.join(parts).rstrip(), *below])


def _root_parts(line: _Line, size: Mapping[str, int], width: int, colour: bool) -> list[str]:
    """Return the parts of a root's line, which need not keep to the columns of the documents below it."""
    name = cut(line.label, max(width - columns(line.when) - len(GAP), 12))
    room = width - max(columns(name), size["label"]) - columns(line.when) - 2 * len(GAP)
    shown = [paint(pad(name, size["label"]), "bold", colour), paint(line.when, "dim", colour)]
    return [*shown, paint(line.document, "dim", colour)] if columns(line.document) <= room else shown


def _node_parts(line: _Line, size: Mapping[str, int], colour: bool) -> list[str]:
    """Return the parts of a document's line."""
    return [
        pad(cut(line.label, size["label"]), size["label"]),
        paint(pad(line.when, size["when"]), "dim", colour),
        paint(pad(line.how, size["how"]), "red", colour and NO_CREDIT in line.how),
        paint(pad(line.sure, size["sure"]), TINTS.get(line.sure, "dim"), colour),
        paint(line.document if size["document"] else "", "dim", colour),
    ]


def _note(note: str, below: str, width: int) -> list[str]:
    """Return a note as lines that fit beside its branches."""
    return lines_of(note, max(width - columns(below), 20))


def render_undetermined(pairs: pl.DataFrame, width: int = 100, colour: bool = False, most: int = OPEN_PAIRS) -> str:
    """Return pairs that share text and whose direction nothing decides, and how many more there are.

    Args:
        pairs: ``left_id``, ``right_id``, ``left_outlet``, ``right_outlet`` (names, or null), ``kind`` (of the match),
            ``contained_left``, ``contained_right`` (0..1); the order of the rows is kept.
        width: terminal columns to fill at most.
        colour: whether to use terminal colours.
        most: pairs to show (≥ 0).

    Returns:
        Two lines a pair, and one that counts the others; empty where there is none.
    """
    shown = [_pair(row, width, colour) for row in pairs.head(most).iter_rows(named=True)]
    more = pairs.height - most
    return "\n".join([*shown, f"… and {counted(more, 'more pair')}: {ALL_PAIRS}"] if more > 0 else shown)


def render_undetermined_below(pairs: pl.DataFrame, width: int = 100) -> str:
    """Return undetermined pairs below an empty line; nothing where there is none."""
    return f"\n{render_undetermined(pairs, width)}" if pairs.height else ""


def _pair(row: Row, width: int, colour: bool) -> str:
    """Return one pair in words."""
    left, right = (value(row[f"{side}_outlet"] or row[f"{side}_id"]) for side in ("left", "right"))
    what = MATCH_KINDS.get(row["kind"], value(row["kind"]))
    shares = f"{percent(row['contained_left'])} of the first, {percent(row['contained_right'])} of the second"
    told = lines_of(f"{left} – {right}: {what}, {shares}", width)
    ids = lines_of(f"{value(row['left_id'])} – {value(row['right_id'])}", max(width - 3, 20))
    return "\n".join([*told, *(paint(f"   {line}", "dim", colour) for line in ids)])
