"""The page of a story: who took it from whom, as a tree on a time axis, and what is known and not known of it."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from provenance.reports.pages.timeline import TimeAxis
from provenance.reports.wording import confidence_word, format_time, join_phrases, percent, quantity

if TYPE_CHECKING:
    from provenance.reports.pages.material import Material, Row
    from provenance.reports.pages.timeline import Interval

LEFT, RIGHT, RIGHT_WITH_UNDATED, UNDATED = 3.0, 97.0, 84.0, 93.0
"""Percent of the lane: where the axis begins and ends, and where documents without a date stand."""
UNSEEN_LEAD = 0.06
"""Share of the axis by which the bar of a source outside the corpus, whose beginning nobody knows, begins earlier."""
MOST_NAMES = 3
DEEPEST_INDENT = 6
COMPACT = 40
"""Documents from which the rows of a tree are low."""


def story_pages(material: Material) -> dict[str, Any]:
    """Return the stories of a report, each with its tree, its headline and what is known of it."""
    arrivals = material.grouped("arrivals", "chain_id")
    stories = [
        drawn_story(material, number, chain_id, document_ids, arrivals[chain_id])
        for number, (chain_id, document_ids) in enumerate(material.scope.chains.items(), 1)
    ]
    return {"stories": stories, "other_stories": material.scope.other_stories, "scope": material.scope}


def drawn_story(
    material: Material, number: int, chain_id: str, document_ids: list[str], arrivals: list[Row]
) -> dict[str, Any]:
    """Return one story as its template shows it."""
    members = set(document_ids)
    lines = tree_lines(material, chain_id, members)
    documents = [line["node"] for line in lines if not line["node"]["unseen"]]
    edges = [edge for line in lines for edge in line["edges"]]
    root = material.node(chain_id)
    bearer = headline_bearer(root, documents)
    return {
        "number": number,
        "id": chain_id,
        "root": root,
        "headline": headline_words(root, bearer),
        "has_headline": bool(bearer.get("title")),
        "headline_of": bearer,
        "drawing": drawing(lines),
        "compact": len(lines) > COMPACT,
        "figures": story_figures(documents, edges),
        "earliest": earliest_sentence(arrivals, root, documents),
        "origins": origin_sentence(material, documents, members),
        "open_questions": open_questions(material, root, documents, edges, members),
    }


def headline_bearer(root: Row, documents: list[Row]) -> Row:
    """Return the document whose headline a story has: its root, else the first that has one, else the root."""
    return root if root.get("title") else next((node for node in documents if node.get("title")), root)


def headline_words(root: Row, bearer: Row) -> str:
    """Return the headline of a story; whose story it is where it has none."""
    return bearer.get("title") or (f"A story of {root['name']}" if root.get("outlet") else root["document_id"])


def headline(material: Material, chain_id: str, members: list[str]) -> str:
    """Return the headline of a story of a report: see :func:`headline_words`."""
    lines = tree_lines(material, chain_id, set(members))
    root = material.node(chain_id)
    return headline_words(root, headline_bearer(root, [line["node"] for line in lines if not line["node"]["unseen"]]))


def tree_lines(material: Material, chain_id: str, members: set[str]) -> list[dict[str, Any]]:
    """Return the documents of a story from the root down, each under its likeliest source, by time."""
    order = {document_id: place for place, document_id in enumerate(material.nodes)}
    children: dict[str, list[str]] = defaultdict(list)
    for document_id in sorted(members, key=lambda member: order.get(member, len(order))):
        edge = story_edge(material, document_id, members)
        if edge and document_id != chain_id:
            children[edge["source_id"]].append(document_id)
    lines: list[dict[str, Any]] = []
    places: dict[str, int] = {}
    stack = [(chain_id, 0)]
    while stack:
        document_id, depth = stack.pop()
        if document_id in places:
            continue
        places[document_id] = len(lines)
        edge = None if document_id == chain_id else story_edge(material, document_id, members)
        lines.append(
            {
                "node": material.node(document_id),
                "depth": min(depth, DEEPEST_INDENT),
                "edge": edge,
                "edges": [] if document_id == chain_id else material.edges_of[document_id],
                "parent": places[edge["source_id"]] if edge else None,
                "mark": edge["mark"] if edge else "root",
                "confidence": confidence_word(edge["confidence"]) if edge else "",
                "share": percent(edge["share_of_document"]) if edge else "",
            }
        )
        stack += [(child, depth + 1) for child in reversed(children[document_id])]
    return lines


def story_edge(material: Material, document_id: str, members: set[str]) -> Row | None:
    """Return the surest edge of a document to a source in the same story."""
    return next((edge for edge in material.edges_of[document_id] if edge["source_id"] in members), None)


def drawing(lines: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the tree as a picture: its rows, marks, bars of time and lines, in percent of its width and height."""
    intervals = [interval for line in lines if (interval := known_interval(line["node"]))]
    opens_early = [line for line in lines if line["node"]["unseen"] and line["node"].get("not_after")]
    if intervals and opens_early:
        first, last = min(start for start, _ in intervals), max(stop for _, stop in intervals)
        lead_time = max((last - first) * UNSEEN_LEAD, timedelta(minutes=20))
        intervals.append((first - lead_time, first - lead_time))
    undated = any(known_interval(line["node"]) is None for line in lines)
    axis = TimeAxis(intervals, LEFT, RIGHT_WITH_UNDATED if undated else RIGHT)
    height = 100 / len(lines)
    limits = latest_places(lines, axis)
    for row, line in enumerate(lines):
        line["y"] = round((row + 0.5) * height, 3)
        line["bar"] = bar_of(line["node"], axis)
        line["x"] = mark_place(line, lines, axis, undated, limits[row])
        if line["edge"]:
            parent = lines[line["parent"]]
            line["trunk"] = (parent["x"], parent["y"], line["y"])
            line["branch"] = (parent["x"], line["x"])
            line["width"] = round(1.25 + 4.25 * (line["edge"]["share_of_document"] or 0), 2)
    places = {line["node"]["document_id"]: line for line in lines}
    second = [
        (places[edge["source_id"]], line, edge)
        for line in lines
        for edge in line["edges"]
        if edge is not line["edge"] and edge["source_id"] in places
    ]
    return {
        "lines": lines,
        "labels": axis.labels(),
        "cuts": axis.cuts(),
        "undated": UNDATED if undated else None,
        "more_edges": second,
        "marks": sorted({line["mark"] for line in lines if line["edge"]}),
        "has_unseen": any(line["node"]["unseen"] for line in lines),
        "has_weak": any(line["confidence"] == "weak" for line in lines),
        "has_days": any(line["bar"] for line in lines if not line["node"]["unseen"]),
    }


def known_interval(node: Row) -> Interval | None:
    """Return when a document was published, as an interval; of an unseen source the latest moment it can have been."""
    if node["unseen"]:
        latest = node.get("not_after")
        return (latest, latest) if latest else None
    at = node.get("published_at")
    return (at, node["published_until"]) if at else None


def bar_of(node: Row, axis: TimeAxis) -> tuple[float, float] | None:
    """Return from where to where the time of a document may be, in percent; None where it is as good as a moment."""
    interval = known_interval(node)
    if interval is None:
        return None
    start, stop = axis.x(interval[0]), axis.x(interval[1])
    if node["unseen"]:
        return axis.left, stop
    return (start, stop) if interval[1] - interval[0] > timedelta(minutes=1) else None


def latest_places(lines: list[dict[str, Any]], axis: TimeAxis) -> list[float]:
    """Return the latest place at which each document can stand without standing after one that derives from it."""
    limits = [axis.x(interval[1]) if (interval := known_interval(line["node"])) else axis.right for line in lines]
    for row in range(len(lines) - 1, 0, -1):
        parent = lines[row]["parent"]
        if parent is not None and known_interval(lines[row]["node"]):
            limits[parent] = min(limits[parent], limits[row])
    return limits


def mark_place(line: dict[str, Any], lines: list[dict[str, Any]], axis: TimeAxis, undated: bool, limit: float) -> float:
    """Return where the mark of a document stands: in its time, and not before its source where that leaves a choice.

    Nor after what derives from it, which ``limit`` says.
    """
    interval = known_interval(line["node"])
    if interval is None:
        return UNDATED if undated else axis.right
    bar: tuple[float, float] | None = line["bar"]
    if bar is None:
        return axis.x(interval[0])
    start, stop = bar
    if line["node"]["unseen"]:
        return start
    if line["parent"] is not None and lines[line["parent"]]["x"] < stop:
        start = max(start, lines[line["parent"]]["x"])
    if start < limit:
        stop = min(stop, limit)
    return round((start + stop) / 2, 3)


def story_figures(documents: list[Row], edges: list[Row]) -> list[tuple[int, str]]:
    """Return what counts in a story, as numbers with their nouns."""
    outlets = {node["outlet_id"] for node in documents if node.get("outlet_id")}
    without = {edge["document_id"] for edge in edges if edge["mark"] == "none"}
    credited = {edge["document_id"] for edge in edges if edge["mark"] in ("credited", "further")} - without
    translated = {edge["document_id"] for edge in edges if edge["relation"] == "translated"}
    figures = [
        (len(documents), "document" if len(documents) == 1 else "documents"),
        (len(outlets), "outlet" if len(outlets) == 1 else "outlets"),
        (len(credited), "credited"),
        (len(without), "no credit found"),
        (len(translated), "in translation"),
    ]
    return [figure for figure in figures if figure[0] or figure[1] == "no credit found"]


def earliest_sentence(arrivals: list[Row], root: Row, documents: list[Row]) -> str:
    """Return which outlet had a story first, as far as dates and derivations tell."""
    if not any(row["first_from"] for row in arrivals):
        dated = [node for node in documents if node.get("published_at")]
        if not dated:
            return "No document of the story has a date."
        earliest = min(dated, key=lambda node: (node["published_until"], node["document_id"]))
        return f"Earliest date: {earliest['time']} UTC, {earliest['name']}; whose the documents are is not known."
    first = [row for row in arrivals if row["rank_from"] == 1 and row["first_from"] is not None]
    surely = [row for row in first if row["rank_to"] == 1]
    opening = "Earliest known in this corpus" if root["unseen"] else "Earliest known"
    if surely:
        row = surely[0]
        fine = (row["first_until"] - row["first_from"]) <= timedelta(hours=1)
        return f"{opening}: {row['outlet']}, {format_time(row['first_from'], 'minute' if fine else 'day')} UTC."
    names = [row["outlet"] for row in first[:MOST_NAMES]]
    more = len(first) - len(names)
    listing = join_phrases([*names, quantity(more, "other")] if more else names)
    return f"{opening}: dates do not tell; one of {listing}." if len(first) > 1 else f"{opening}: perhaps {listing}."


def origin_sentence(material: Material, documents: list[Row], members: set[str]) -> str:
    """Return how many independent origins the documents of a story have, as far as is known."""
    outside = {
        end
        for row in material.rows("undetermined")
        for end in (row["left_id"], row["right_id"])
        if members & {row["left_id"], row["right_id"]} and end not in members
    }
    if len(documents) < 2:
        return ""
    more = f" ({quantity(len(outside), 'more document')} may have the same)" if outside else ""
    size = len(documents)
    who = "Both documents" if size == 2 else f"All {size:,} documents"
    return f"{who} go back to one origin{more}: they count as one source, not as {size:,}."


def open_questions(
    material: Material, root: Row, documents: list[Row], edges: list[Row], members: set[str]
) -> list[str]:
    """Return what is not known of a story, as sentences."""
    sentences = []
    if root["unseen"]:
        sentences.append(
            f"The story of {root['name']} is not in the corpus: what it said beyond its copies is unknown."
        )
    undated = [node["name"] for node in documents if not node.get("published_at")]
    if undated:
        verb = "has" if len(undated) == 1 else "have"
        sentences.append(f"{listed(undated)} {verb} no date.")
    coarse = sum(1 for node in documents if node.get("published_precision") in ("day", "month", "year"))
    if coarse:
        sentences.append(
            f"{quantity(coarse, 'document')} {'is' if coarse == 1 else 'are'} dated by the day or more coarsely."
        )
    weak = [edge for edge in edges if confidence_word(edge["confidence"]) == "weak"]
    if weak:
        names = listed(list(dict.fromkeys(material.node(edge["document_id"])["name"] for edge in weak)))
        sentences.append(f"The source of {names} is uncertain: what shows it is weak.")
    early = sum(1 for edge in edges if edge["most_lag_hours"] is not None and edge["most_lag_hours"] <= 0)
    if early:
        verb = "document carries" if early == 1 else "documents carry"
        sentences.append(f"{early:,} {verb} an earlier date than the source: a wrong date, or a wrong source.")
    uncheckable = sum(1 for edge in edges if edge["mark"] == "unchecked")
    if uncheckable:
        sentences.append(f"In {quantity(uncheckable, 'document')} a credit could not be checked.")
    pairs = [row for row in material.rows("undetermined") if members & {row["left_id"], row["right_id"]}]
    if pairs:
        sentences.append(
            f"{quantity(len(pairs), 'more pair')} with text of this story: nothing decides which came first."
        )
    sentences.append("A document that is not in the corpus cannot be seen: any of these may have another source.")
    return sentences


def listed(names: list[str]) -> str:
    """Return names as a list in words, a few of them."""
    return join_phrases(
        [*names[:MOST_NAMES], quantity(len(names) - MOST_NAMES, "other")] if len(names) > MOST_NAMES else names
    )
