"""The tables that lie on a cluster while stages run: those of the warehouse, and those that lead to them."""

from __future__ import annotations

from provenance.tables import (
    BLOCKS,
    BOILERPLATE,
    CREDITS,
    DOCUMENT_SIMHASHES,
    EMBEDDING_QUEUE,
    MATCHES,
    NORMALISED_RECORDS,
    OUTLETS,
    PAIRS,
    PASSAGES,
    REPEATS,
    SENTENCES,
    SET_ASIDE,
    STORED_VECTORS,
    TEXT_METADATA,
    Table,
    table,
)

FILES = table(
    "files",
    "one file to read",
    ("file", "BIGINT", "position among the files, from 0"),
    ("path", "VARCHAR", "absolute path, as the workers see it"),
    ("root", "VARCHAR", "the folder that ids are below"),
    ("explicit", "BOOLEAN", "whether the file itself was named"),
    ("size", "BIGINT", "bytes"),
)

PLACE = (("file", "BIGINT", "position of its file, from 0"), ("position", "BIGINT", "position in the file, from 0"))

READ_RECORDS = Table(
    "read_records",
    "one normalised record, and where it stood",
    (
        *table("", "", *PLACE).columns,
        *NORMALISED_RECORDS.columns,
        *table(
            "", "", ("home", "BIGINT", "hash of its id, whatever its version"),
            ("bytes", "INTEGER", "bytes of its text"), ("length", "INTEGER", "code points of its text"),
        ).columns,
    ),
)  # fmt: skip

SHORT_RECORDS = table(
    "short_records",
    "one record without its text: what decides whether it is a new document",
    *PLACE,
    ("document_id", "VARCHAR", "the record's id"),
    ("outlet_id", "VARCHAR", "who published it; null where unknown"),
    ("origin", "VARCHAR", "where it was read from"),
    ("url", "VARCHAR", "address of the page; null where unknown"),
    ("text_hash", "VARCHAR", "xxh3-128 of the text"),
)

DISPOSITIONS = table(
    "dispositions",
    "what becomes of one record",
    *PLACE,
    ("disposition", "VARCHAR", "new, known or clash"),
    ("document_id", "VARCHAR", "the document's id"),
    ("base_id", "VARCHAR", "the record's id"),
    ("version", "INTEGER", "which version of the record's id it is, from 1"),
    ("origin", "VARCHAR", "where it was read from"),
    ("reason", "VARCHAR", "why it is refused where it clashes"),
)

STORED_DOCUMENTS = table(
    "documents",
    "one document as it is stored",
    ("document", "INTEGER", "internal key"),
    ("document_id", "VARCHAR", "the document's id"),
    ("base_id", "VARCHAR", "the record's id"),
    ("version", "INTEGER", "which version of the record's id it is, from 1"),
    ("outlet_id", "VARCHAR", "who published it; null where unknown"),
    ("outlet_basis", "VARCHAR", "what tells it"),
    ("url", "VARCHAR", "address of the page; null where unknown"),
    ("title", "VARCHAR", "headline; null where unknown"),
    ("byline", "VARCHAR", "author line; null where unknown"),
    ("metadata", "VARCHAR", "further fields, a JSON object; null where none"),
    ("language", "VARCHAR", "BCP 47; null where unknown"),
    ("published_at", "TIMESTAMP", "time of publication; null where unknown"),
    ("published_precision", "VARCHAR", "second … year; null where unknown"),
    ("published_basis", "VARCHAR", "metadata, page, url or text; null where unknown"),
    ("retrieved_at", "TIMESTAMP", "time of retrieval; null where unknown"),
    ("added_at", "TIMESTAMP", "when it was read"),
    ("origin", "VARCHAR", "where it was read from"),
    ("run_id", "VARCHAR", "the run that read it"),
    ("text_hash", "VARCHAR", "xxh3-128 of the text"),
    ("bytes", "INTEGER", "bytes of the text"),
    ("length", "INTEGER", "code points of the text"),
    ("text", "VARCHAR", "the decoded text exactly as it came"),
    ("published_raw", "VARCHAR", "the input's time of publication where it could not be read; else null"),
    ("modified_at", "TIMESTAMP", "time of the last change; null where unknown"),
)

HELD_BOILERPLATE = Table(
    "boilerplate",
    "one block of boilerplate that a document holds",
    (STORED_DOCUMENTS.columns[0], *BOILERPLATE.columns),
)

HELD_VECTORS = Table(
    "vectors", "the vector of one sentence of a document", (STORED_DOCUMENTS.columns[0], *STORED_VECTORS.columns)
)

MEMBERS = table(
    "members",
    "one document of a component of the match graph",
    ("document", "INTEGER", "internal key"),
    ("bytes", "INTEGER", "bytes of its text"),
    ("component", "INTEGER", "least key in the component"),
)

LAGS = table(
    "lags",
    "how long after its source one document was published",
    ("document", "INTEGER", "internal key"),
    ("outlet_id", "VARCHAR", "the document's outlet"),
    ("hours", "DOUBLE", "hours after the source that it names"),
)

USUAL_LAGS = table(
    "usual_lags",
    "how long after its sources one outlet usually publishes",
    ("outlet_id", "VARCHAR", "the outlet"),
    ("usual_hours", "DOUBLE", "hours, in the steps that inference uses"),
)

EDGES = table(
    "edges",
    "one edge of a graph of documents",
    ("document", "INTEGER", "internal key of the end with the greater key"),
    ("root", "INTEGER", "that of the other"),
)

LEDGER = table(
    "ledger",
    "one mark",
    ("document", "INTEGER", "internal key"),
    ("stage", "VARCHAR", "the stage"),
    ("fingerprint", "VARCHAR", "of its inputs"),
)

COUNTS = table("counts", "one count", ("edges", "BIGINT", "edges"))
DOCUMENT_COUNTS = table(
    "document_counts", "one count", ("documents", "BIGINT", "documents"), ("bytes", "BIGINT", "bytes")
)

HELD = {
    "documents": STORED_DOCUMENTS, "blocks": BLOCKS, "repeats": REPEATS, "text_metadata": TEXT_METADATA,
    "boilerplate": HELD_BOILERPLATE, "credits": CREDITS, "matches": MATCHES, "passages": PASSAGES,
    "semantic_matches": MATCHES, "semantic_passages": PASSAGES, "embedding_queue": EMBEDDING_QUEUE,
    "sentences": SENTENCES, "vectors": HELD_VECTORS, "document_simhashes": DOCUMENT_SIMHASHES,
}  # fmt: skip
"""Tables of the schema ``internal`` of which a task holds rows, by their names there."""

PATHS = table("paths", "one path that was given", ("path", "VARCHAR", "as it was given"))

PROBLEMS = table(
    "problems",
    "why paths cannot be read",
    ("problem", "VARCHAR", "what is wrong"),
    ("remedy", "VARCHAR", "what to do"),
)

PARTS = table(
    "parts", "one document of a part", ("part", "BIGINT", "the part"), ("document", "INTEGER", "internal key")
)

STORED_SETTINGS = table("settings", "one setting", ("name", "VARCHAR", "its name"), ("value", "VARCHAR", "as text"))

DONE_STAGES = table(
    "stages", "one stage that was run", ("stage", "VARCHAR", "its name"), ("fingerprint", "VARCHAR", "of its inputs")
)

MADE_BY = table(
    "made_by",
    "the run that made a folder",
    ("run_id", "VARCHAR", "its id"),
    ("version", "VARCHAR", "the release"),
    ("settings_fingerprint", "VARCHAR", "of its settings"),
    ("started_at", "TIMESTAMP", "when it began"),
)

TASKS = {
    **HELD,
    "pairs": PAIRS, "members": MEMBERS, "files": FILES, "short_records": SHORT_RECORDS, "paths": PATHS,
    "outlets": OUTLETS,
}  # fmt: skip
"""Frames that tasks take: the tables that they hold, and what says what they have to do."""

LISTED = {"files": FILES, "set_aside": SET_ASIDE, "problems": PROBLEMS}
"""What listing files gives."""

READ = {"read_records": READ_RECORDS, "outlets": OUTLETS, "set_aside": SET_ASIDE}
"""What reading gives."""
