"""Syndication chains as a page: the stories, the largest first, each with its tree."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from provenance.reports.pages.material import web_address
from provenance.reports.wording import confidence_word, credit_phrase, evidence_sentences, format_time, quantity

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

MOST_TREES = 500
"""Stories whose trees a page shows, the largest first; it says how many more there are."""

OPEN_TREES = 3
"""Stories whose trees are open when the page is."""


def chain_stories(chains: pl.DataFrame, most_reasons: int | None = None, explain: bool = False) -> dict[str, Any]:
    """Return what the page shows: stories with their counts, and the documents of each in the order of the tree.

    Args:
        chains: as ``reports/chains`` answers them.
        most_reasons: reasons for each edge that are shown; all where None.
        explain: whether reasons are shown at all.
    """
    stories = []
    for (chain_id,), rows in chains.group_by("chain_id", maintain_order=True):
        in_corpus = rows.filter(~pl.col("unseen"))
        stories.append(
            {
                "id": chain_id,
                "size": in_corpus["document_id"].n_unique(),
                "outlets": in_corpus["outlet"].drop_nulls().n_unique(),
                "uncredited": rows.filter(pl.col("credit_status") == "none_in_text")["document_id"].n_unique(),
                "rows": rows,
            }
        )
    stories.sort(key=lambda story: (-story["size"], story["id"]))
    trees = stories[:MOST_TREES]
    for number, story in enumerate(trees):
        frame = story.pop("rows")
        story |= {"root": root_of(frame.row(0, named=True)), "is_open": number < OPEN_TREES}
        story["counts"] = ", ".join(story_counts(story))
        nodes = list(nested(frame, most_reasons, explain))
        story |= {"nodes": nodes, "depth": sum(node["begins"] - node["ends"] for node in nodes) - 1}
    return {"stories": trees, "more": len(stories) - len(trees)}


def story_counts(story: Mapping[str, Any]) -> Iterator[str]:
    """Yield the counts of a story in words."""
    yield quantity(story["size"], "document")
    yield quantity(story["outlets"], "outlet")
    if story["uncredited"]:
        yield f"no credit found in {story['uncredited']:,}"


def root_of(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return the root of a story, from what any of its rows holds of it."""
    time = format_time(row["root_at"], row["root_precision"])
    return {
        "name": row["root_outlet"] or ("unknown source" if row["root_unseen"] else row["root_id"]),
        "title": row["root_title"],
        "link": web_address(row["root_url"]),
        "id": row["root_id"],
        "lang": "",
        "unseen": row["root_unseen"],
        "time": f"by {time}" if row["root_unseen"] and row["root_at"] else time,
    }


def nested(frame: pl.DataFrame, most_reasons: int | None, explain: bool) -> Iterator[dict[str, Any]]:
    """Yield the documents of a story in the order of its tree, each with how many lists begin and end before it."""
    at = pl.col("published_at")
    ordered = frame.with_columns(depth=pl.col("path").list.len(), order=at.is_null())
    children: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for row in ordered.sort("order", at, "document_id").iter_rows(named=True):
        children.setdefault(tuple(row["path"][:-1]), []).append(row)
    depth = 0
    root = (frame["root_id"][0],)
    waiting = list(reversed(children.get(root, [])))
    while waiting:
        row = waiting.pop()
        level = row["depth"] - 1
        yield {"begins": level > depth, "ends": max(depth - level, 0), **node_of(row, most_reasons, explain)}
        depth = level
        waiting += reversed(children.get(tuple(row["path"]), []))


def node_of(row: Mapping[str, Any], most_reasons: int | None, explain: bool) -> dict[str, Any]:
    """Return what the page says of one document."""
    relation = (row["relation"], credit_phrase(row["credited"], row["credit_status"]))
    return {
        "name": row["outlet"] or row["document_id"],
        "title": row["title"],
        "link": web_address(row["url"]),
        "id": row["document_id"],
        "lang": "",
        "unseen": row["unseen"],
        "time": format_time(row["published_at"], row["published_precision"]),
        "relation": ", ".join(filter(None, relation)),
        "word": confidence_word(row["edge_confidence"]),
        "reasons": evidence_sentences(row["evidence"], most_reasons) if explain else [],
    }
