"""The edges as statements of PROV, schema.org and ninjs."""

from __future__ import annotations

import json
from collections import defaultdict
from importlib import import_module
from typing import TYPE_CHECKING, Any, BinaryIO
from urllib.parse import quote

from provenance.errors import MissingExtraError
from provenance.reports.wording import credit_phrase

if TYPE_CHECKING:
    from datetime import datetime

    import polars as pl

Row = dict[str, Any]

NAMESPACE = "urn:news-provenance:"
"""What the names of documents, outlets and runs begin with: they are names, and no addresses."""
PROV_TYPES = {
    "republished": "Republication", "edited": "Edition", "expanded": "Expansion", "excerpted": "Excerpt",
    "paraphrased": "Paraphrase", "translated": "Translation",
}  # fmt: skip
NINJS_RELATIONS = {
    "republished": "republicationOf", "edited": "republicationOf", "expanded": "republicationOf",
    "excerpted": "excerptOf", "paraphrased": "rewriteOf", "translated": "translationOf",
}  # fmt: skip


def utc(time: datetime | None) -> str | None:
    """Return a time as ISO 8601 in UTC."""
    return None if time is None else f"{time.isoformat()}Z"


def published(row: Row) -> str | None:
    """Return when a document was published, as finely as that is known: a year, a month, a day or a time."""
    text = utc(row["published_at"])
    return text and text[: {"year": 4, "month": 7, "day": 10}.get(row["published_precision"], len(text))]


def write_json_document(stream: BinaryIO, content: Any) -> None:  # noqa: ANN401 - any JSON value
    """Write a value as indented JSON in UTF-8."""
    stream.write(json.dumps(content, ensure_ascii=False, indent=1).encode("utf-8", "replace") + b"\n")


# -- PROV --------------------------------------------------------------------------------------------------------------


def qualified(kind: str, name: str) -> str:
    """Return the name of a document, an outlet or a run as PROV's qualified name."""
    return f"np:{kind}/{quote(name, safe='')}"


def prov_document(
    nodes: pl.DataFrame, edges: pl.DataFrame, undetermined: pl.DataFrame, revisions: pl.DataFrame, run: pl.DataFrame
) -> dict[str, Any]:
    """Return a warehouse as PROV-JSON: documents are entities, outlets agents, the last run the activity that inferred.

    Pairs whose direction nothing decides are alternates of each other, and never derivations.
    """
    content: dict[str, Any] = defaultdict(dict)
    content["prefix"] = {"np": NAMESPACE}
    ids = {row["document_id"] for row in nodes.iter_rows(named=True)}
    for row in nodes.iter_rows(named=True):
        entity = qualified("document", row["document_id"])
        content["entity"][entity] = prov_entity(row)
        if row["outlet_id"]:
            agent = qualified("outlet", row["outlet_id"])
            content["agent"][agent] = {
                "prov:label": row["outlet"],
                "prov:type": {"$": "prov:Organization", "type": "prov:QUALIFIED_NAME"},
            }
            content["wasAttributedTo"][f"_:a{len(content['wasAttributedTo'])}"] = {
                "prov:entity": entity,
                "prov:agent": agent,
            }
    activity = prov_run(content, run)
    for row in edges.iter_rows(named=True):
        if {row["document_id"], row["source_id"]} <= ids:
            content["wasDerivedFrom"][qualified("edge", row["derivation_id"])] = prov_edge(row) | activity
    pairs = [pair for pair in undetermined.select("left_id", "right_id").iter_rows() if set(pair) <= ids]
    for number, (left, right) in enumerate(pairs):
        ends = {"prov:alternate1": qualified("document", left), "prov:alternate2": qualified("document", right)}
        content["alternateOf"][f"_:u{number}"] = ends
    versions = [row for row in revisions.iter_rows(named=True) if {row["document_id"], row["revised_id"]} <= ids]
    for number, row in enumerate(versions):
        content["wasDerivedFrom"][f"_:v{number}"] = {
            "prov:generatedEntity": qualified("document", row["document_id"]),
            "prov:usedEntity": qualified("document", row["revised_id"]),
            "prov:type": {"$": "prov:Revision", "type": "prov:QUALIFIED_NAME"},
        }
    return dict(content)


def prov_entity(row: Row) -> dict[str, Any]:
    """Return a document, or a source that is not in the corpus, as an entity."""
    values = {
        "prov:label": row["title"], "np:url": row["url"], "np:language": row["language"],
        "np:publishedAt": published(row),
        "np:publishedPrecision": row["published_precision"], "np:notAfter": utc(row["not_after"]),
        "np:textHash": None if row["text_hash"] is None else str(row["text_hash"]), "np:observed": not row["unseen"],
    }  # fmt: skip
    return {name: value for name, value in values.items() if value is not None}


def prov_run(content: dict[str, Any], run: pl.DataFrame) -> dict[str, str]:
    """Add the run that inferred the edges, and return how an edge refers to it."""
    if not run.height:
        return {}
    row = run.row(0, named=True)
    activity, agent = qualified("run", str(row["run_id"])), f"np:software/{quote(row['version'], safe='')}"
    times = {"prov:startTime": utc(row["started_at"]), "prov:endTime": utc(row["finished_at"])}
    content["activity"][activity] = {name: time for name, time in times.items() if time} | {
        "np:settings": row["settings_fingerprint"]
    }
    software = {"prov:type": {"$": "prov:SoftwareAgent", "type": "prov:QUALIFIED_NAME"}}
    content["agent"][agent] = {"prov:label": f"provenance {row['version']}", **software}
    content["wasAssociatedWith"]["_:s0"] = {"prov:activity": activity, "prov:agent": agent}
    return {"prov:activity": activity}


def prov_edge(row: Row) -> dict[str, Any]:
    """Return an edge as a derivation, qualified by what is known of it."""
    types: list[Any] = [f"np:{PROV_TYPES.get(row['relation'], 'Derivation')}"]
    if row["relation"] == "excerpted":
        types.append("prov:Quotation")
    values = {
        "prov:generatedEntity": qualified("document", row["document_id"]),
        "prov:usedEntity": qualified("document", row["source_id"]),
        "prov:type": [{"$": name, "type": "prov:QUALIFIED_NAME"} for name in types],
        "np:confidence": row["confidence"], "np:credit": row["credit_status"],
        "np:directionBasis": row["direction_basis"],
        "np:shareOfDocument": row["share_of_document"], "np:shareOfSource": row["share_of_source"],
        "np:evidence": row["evidence"],
    }  # fmt: skip
    return {name: value for name, value in values.items() if value is not None}


def write_prov_json(stream: BinaryIO, *frames: pl.DataFrame) -> None:
    """Write PROV-JSON."""
    write_json_document(stream, prov_document(*frames))


def write_prov_n(stream: BinaryIO, *frames: pl.DataFrame) -> None:
    """Write PROV-N, PROV's notation for people."""
    stream.write(_prov_model(frames).get_provn().encode("utf-8", "replace") + b"\n")


def write_prov_jsonld(stream: BinaryIO, *frames: pl.DataFrame) -> None:
    """Write PROV as JSON-LD, with its context inside."""
    stream.write(_prov_model(frames).serialize(format="jsonld", context="embed").encode("utf-8", "replace"))


def _prov_model(frames: tuple[pl.DataFrame, ...]) -> Any:  # noqa: ANN401 - a document of an optional library
    """Return a warehouse as a document of the library prov."""
    try:
        model = import_module("prov.model")
    except ImportError:
        raise MissingExtraError(
            "this form of PROV is written with a library that is not installed", "pip install 'news-provenance[prov]'"
        ) from None
    return model.ProvDocument.deserialize(content=json.dumps(prov_document(*frames)), format="json")


# -- schema.org --------------------------------------------------------------------------------------------------------


def write_schema_org(stream: BinaryIO, nodes: pl.DataFrame, edges: pl.DataFrame) -> None:
    """Write schema.org as JSON-LD: a NewsArticle for each document, based on its sources or a translation of them."""
    sources = _by_document(edges)
    graph = [schema_article(row, sources[row["document_id"]]) for row in nodes.iter_rows(named=True)]
    # keywords of JSON-LD are given by the context itself, so that nothing has to be loaded
    context = {"@vocab": "https://schema.org/", "isBasedOn": {"@type": "@id"}, "translationOfWork": {"@type": "@id"}}
    write_json_document(stream, {"@context": context, "@graph": graph})


def document_name(document_id: str) -> str:
    """Return the name of a document as a URN."""
    return f"{NAMESPACE}document/{quote(document_id, safe='')}"


def schema_article(row: Row, edges: list[Row]) -> dict[str, Any]:
    """Return a document, or a source that is not in the corpus, as a work of schema.org."""
    based = [document_name(edge["source_id"]) for edge in edges if edge["relation"] != "translated"]
    translated = [document_name(edge["source_id"]) for edge in edges if edge["relation"] == "translated"]
    outlet = {"@type": "NewsMediaOrganization", "@id": f"{NAMESPACE}outlet/{quote(row['outlet_id'] or '', safe='')}"}
    values = {
        "@id": document_name(row["document_id"]),
        "@type": "CreativeWork" if row["unseen"] else "NewsArticle",
        "identifier": row["document_id"],
        "headline": row["title"],
        "url": row["url"],
        "datePublished": published(row),
        "inLanguage": row["language"],
        "publisher": outlet | {"name": row["outlet"]} if row["outlet_id"] else None,
        "creditText": "; ".join(credit_phrase(edge["credited"], edge["credit_status"]) for edge in edges) or None,
        "isBasedOn": based or None,
        "translationOfWork": translated or None,
    }
    return {name: value for name, value in values.items() if value is not None}


def _by_document(edges: pl.DataFrame) -> dict[str, list[Row]]:
    rows: dict[str, list[Row]] = defaultdict(list)
    for row in edges.iter_rows(named=True):
        rows[row["document_id"]].append(row)
    return rows


# -- ninjs -------------------------------------------------------------------------------------------------------------


def write_ninjs(stream: BinaryIO, nodes: pl.DataFrame, edges: pl.DataFrame) -> None:
    """Write IPTC ninjs 3.1, one item a line: sources are associations, whose relation is named under ``x:``."""
    sources = _by_document(edges)
    rows = {row["document_id"]: row for row in nodes.iter_rows(named=True)}
    for row in rows.values():
        if not row["unseen"]:
            item = ninjs_item(row, sources[row["document_id"]], rows)
            stream.write(json.dumps(item, ensure_ascii=False).encode("utf-8", "replace") + b"\n")


def ninjs_item(row: Row, edges: list[Row], rows: dict[str, Row]) -> dict[str, Any]:
    """Return a document as an item of ninjs."""
    associations = [
        {
            "name": f"source-{number}",
            "uri": document_name(edge["source_id"]),
            "rel": f"x:{NINJS_RELATIONS.get(edge['relation'], 'republicationOf')}",
            "type": "text",
        }
        for number, edge in enumerate(edges, 1)
    ]
    outlets = {rows[edge["source_id"]]["outlet"] for edge in edges if edge["source_id"] in rows} - {None}
    values = {
        "uri": document_name(row["document_id"]),
        "standard": {"name": "ninjs", "version": "3.1"},
        "type": "text",
        "version": str(row["version"]),
        "contentCreated": utc(row["published_at"])
        if row["published_precision"] in ("second", "minute", "hour")
        else None,
        "language": row["language"],
        "headlines": [{"role": "main", "value": row["title"]}] if row["title"] else None,
        "by": row["byline"],
        "infoSources": [{"name": name, "role": "x:source"} for name in sorted(outlets)] or None,
        "altIds": [
            {"role": "document_id", "value": row["document_id"]},
            *([{"role": "url", "value": row["url"]}] if row["url"] else []),
        ],
        "associations": associations or None,
    }
    return {name: value for name, value in values.items() if value is not None}
