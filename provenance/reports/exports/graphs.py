"""The edges as a graph: Mermaid, DOT, GraphML and GEXF."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, BinaryIO
from xml.sax.saxutils import escape, quoteattr

from provenance.reports.wording import credit_phrase, format_time

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    import polars as pl

Row = dict[str, Any]

NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 cannot hold."""
COLOURS = {"found": "#0b6e99", "further_up": "#7448ad", "none_in_text": "#b8410b", "not_checkable": "#77756f"}
"""Colours of edges, by credit."""

NODE_ATTRIBUTES = {
    "label": "string", "outlet": "string", "outlet_id": "string", "title": "string", "url": "string",
    "language": "string", "published_at": "string", "published_until": "string", "published_precision": "string",
    "not_after": "string", "unseen": "boolean",
}  # fmt: skip
EDGE_ATTRIBUTES = {
    "relation": "string", "credit_status": "string", "direction_basis": "string", "share_of_document": "double",
    "confidence": "double", "least_lag_hours": "double", "most_lag_hours": "double",
}  # fmt: skip
"""What GraphML and GEXF say of nodes and edges, with the types of both."""


def graph_nodes(nodes: pl.DataFrame, edges: pl.DataFrame) -> list[Row]:
    """Return the nodes, with a label, and with one for each end of an edge that is not among them."""
    rows = {row["document_id"]: row | {"label": node_label(row)} for row in nodes.iter_rows(named=True)}
    for document_id in [*edges["document_id"], *edges["source_id"]]:
        if document_id not in rows:
            rows[document_id] = {"document_id": document_id, "label": document_id, "unseen": False}
    return list(rows.values())


def node_label(row: Row) -> str:
    """Return what a node is called: outlet, time and title."""
    if row["unseen"]:
        return f"{row['outlet'] or 'unknown source'} (not in the corpus)"
    time = format_time(row["published_at"], row["published_precision"])
    return " · ".join(part for part in (row["outlet"] or row["document_id"], time, row["title"]) if part)


def edge_label(row: Row) -> str:
    """Return what an edge is called: relation and credit."""
    return ", ".join(part for part in (row["relation"], credit_phrase(row["credited"], row["credit_status"])) if part)


def attribute_values(row: Row, attributes: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the attributes of a node or an edge that are known, as text: times as ISO 8601 in UTC."""
    for name in attributes:
        value = row.get(name)
        if value is None:
            continue
        if isinstance(value, bool):
            yield name, str(value).lower()
        elif hasattr(value, "isoformat"):
            yield name, f"{value.isoformat()}Z"
        else:
            yield name, str(value)


# -- Mermaid -----------------------------------------------------------------------------------------------------------


def write_mermaid(stream: BinaryIO, nodes: pl.DataFrame, edges: pl.DataFrame) -> None:
    """Write a flowchart: sources that are not in the corpus and edges without a credit found are dashed."""
    rows = graph_nodes(nodes, edges)
    names = {row["document_id"]: f"n{number}" for number, row in enumerate(rows)}
    lines = ["flowchart LR"]
    lines += [
        f'  {names[row["document_id"]]}["{mermaid_text(row["label"])}"]{":::unseen" if row["unseen"] else ""}'
        for row in rows
    ]
    for edge in edges.iter_rows(named=True):
        arrow = "-.->" if edge["credit_status"] == "none_in_text" else "-->"
        label = mermaid_text(edge_label(edge))
        lines.append(f'  {names[edge["source_id"]]} {arrow}|"{label}"| {names[edge["document_id"]]}')
    lines.append("  classDef unseen stroke-dasharray: 5 4")
    stream.write("\n".join([*lines, ""]).encode("utf-8", "replace"))


def mermaid_text(text: str) -> str:
    """Return a text in which Mermaid reads nothing but letters: marks with a meaning are written as their numbers."""
    line = " ".join(text.split())
    return "".join(letter if letter.isalnum() or letter in " .,:·-()–" else f"#{ord(letter)};" for letter in line)


# -- DOT ---------------------------------------------------------------------------------------------------------------


def write_dot(stream: BinaryIO, nodes: pl.DataFrame, edges: pl.DataFrame) -> None:
    """Write a directed graph for Graphviz, from sources to documents."""
    lines = ["digraph provenance {", "  rankdir=LR;", "  node [shape=box, style=rounded];"]
    for row in graph_nodes(nodes, edges):
        style = ', style="rounded,dashed"' if row["unseen"] else ""
        lines.append(f"  {dot_text(row['document_id'])} [label={dot_text(row['label'])}{style}];")
    for edge in edges.iter_rows(named=True):
        dashed = ", style=dashed" if edge["credit_status"] == "none_in_text" else ""
        colour = COLOURS.get(edge["credit_status"], COLOURS["not_checkable"])
        width = round(1 + 3 * (edge["share_of_document"] or 0), 2)
        lines.append(
            f"  {dot_text(edge['source_id'])} -> {dot_text(edge['document_id'])} "
            f'[label={dot_text(edge_label(edge))}, color="{colour}", penwidth={width}{dashed}];'
        )
    stream.write("\n".join([*lines, "}", ""]).encode("utf-8", "replace"))


def dot_text(text: str) -> str:
    """Return a text as a quoted string of DOT, on one line."""
    line = " ".join(NO_XML.sub("\ufffd", text).split())
    return '"' + line.replace("\\", "\\\\").replace('"', '\\"') + '"'


# -- GraphML and GEXF --------------------------------------------------------------------------------------------------


def xml_text(text: str) -> str:
    """Return a text as the content of an element."""
    return escape(NO_XML.sub("\ufffd", text))


def xml_attribute(text: str) -> str:
    """Return a text as the value of an attribute, in quotation marks."""
    return quoteattr(NO_XML.sub("\ufffd", text))


def write_graphml(stream: BinaryIO, nodes: pl.DataFrame, edges: pl.DataFrame) -> None:
    """Write GraphML: edges go from source to document."""
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">']
    for owner, attributes in (("node", NODE_ATTRIBUTES), ("edge", EDGE_ATTRIBUTES)):
        lines += [
            f'  <key id="{owner}_{name}" for="{owner}" attr.name="{name}" attr.type="{kind}"/>'
            for name, kind in attributes.items()
        ]
    lines.append('  <graph id="provenance" edgedefault="directed">')
    for row in graph_nodes(nodes, edges):
        lines.append(
            f"    <node id={xml_attribute(row['document_id'])}>{graphml_data(row, 'node', NODE_ATTRIBUTES)}</node>"
        )
    for row in edges.iter_rows(named=True):
        ends = f"source={xml_attribute(row['source_id'])} target={xml_attribute(row['document_id'])}"
        data = graphml_data(row, "edge", EDGE_ATTRIBUTES)
        lines.append(f"    <edge id={xml_attribute(row['derivation_id'])} {ends}>{data}</edge>")
    stream.write("\n".join([*lines, "  </graph>", "</graphml>", ""]).encode())


def graphml_data(row: Row, owner: str, attributes: Mapping[str, str]) -> str:
    """Return the attributes of a node or an edge."""
    values = attribute_values(row, attributes)
    return "".join(f'<data key="{owner}_{name}">{xml_text(value)}</data>' for name, value in values)


def write_gexf(stream: BinaryIO, nodes: pl.DataFrame, edges: pl.DataFrame) -> None:
    """Write GEXF 1.3 for Gephi: times of publication are starts on its timeline, shares are weights."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>', '<gexf xmlns="http://gexf.net/1.3" version="1.3">',
        '  <graph defaultedgetype="directed" mode="dynamic" timeformat="dateTime">',
    ]  # fmt: skip
    for owner, attributes in (("node", NODE_ATTRIBUTES), ("edge", EDGE_ATTRIBUTES)):
        lines.append(f'    <attributes class="{owner}" mode="static">')
        lines += [f'      <attribute id="{name}" title="{name}" type="{kind}"/>' for name, kind in attributes.items()]
        lines.append("    </attributes>")
    start_of = {row["document_id"]: row.get("published_at") for row in nodes.iter_rows(named=True)}
    lines.append("    <nodes>")
    for row in graph_nodes(nodes, edges):
        ends = f"id={xml_attribute(row['document_id'])} label={xml_attribute(row['label'])}"
        values = gexf_values(row, NODE_ATTRIBUTES)
        lines.append(f"      <node {ends}{gexf_start(row.get('published_at'))}>{values}</node>")
    lines += ["    </nodes>", "    <edges>"]
    for number, row in enumerate(edges.iter_rows(named=True)):
        ends = f"source={xml_attribute(row['source_id'])} target={xml_attribute(row['document_id'])}"
        weight = max(row["share_of_document"] or 0, 0.001)
        start = gexf_start(start_of.get(row["document_id"]))
        values = gexf_values(row, EDGE_ATTRIBUTES)
        label = xml_attribute(edge_label(row))
        lines.append(f'      <edge id="{number}" {ends} label={label} weight="{weight:g}"{start}>{values}</edge>')
    stream.write("\n".join([*lines, "    </edges>", "  </graph>", "</gexf>", ""]).encode())


def gexf_start(time: Any) -> str:  # noqa: ANN401 - a time or nothing
    """Return the attribute that says when a node or an edge begins."""
    return f' start="{time.isoformat()}"' if time else ""


def gexf_values(row: Row, attributes: Mapping[str, str]) -> str:
    """Return the attributes of a node or an edge."""
    values: Iterable[tuple[str, str]] = attribute_values(row, attributes)
    inside = "".join(f'<attvalue for="{name}" value={xml_attribute(value)}/>' for name, value in values)
    return f"<attvalues>{inside}</attvalues>" if inside else ""
