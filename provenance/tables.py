"""The columns of every frame and table: name, type, meaning.

Two families share this form. A *public* table or view carries text ids and is the contract with people who write SQL.
An *internal* one (schema ``internal``) carries integer keys, and stages give exactly its columns, in order.
Types are DuckDB's names. Offsets are Unicode code points into the original text, half open. Times are UTC.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

    Frames = dict[str, pl.DataFrame]
    """Frames by name: what a stage reads of a batch, or the tables that its answer goes to."""


@dataclass(frozen=True)
class Column:
    """One column: its name, its DuckDB type, and what it means."""

    name: str
    type: str
    meaning: str


@dataclass(frozen=True)
class Table:
    """One table, view or frame: its name, what a row is, and its columns in order."""

    name: str
    row: str
    columns: tuple[Column, ...]

    def names(self) -> list[str]:
        """Return the column names in order."""
        return [column.name for column in self.columns]

    def schema(self) -> dict[str, pl.DataType]:
        """Return the polars type of every column, in order."""
        return {column.name: polars_type(column.type) for column in self.columns}

    def empty(self) -> pl.DataFrame:
        """Return a frame of no rows with exactly these columns."""
        import polars as pl

        return pl.DataFrame(schema=self.schema())


def polars_type(duckdb_type: str) -> pl.DataType:
    """Return the polars type for a DuckDB type name, lists included (``INTEGER[]``)."""
    import polars as pl

    if duckdb_type.endswith("[]"):
        return pl.List(polars_type(duckdb_type.removesuffix("[]")))
    types: dict[str, pl.DataType] = {
        "BOOLEAN": pl.Boolean(), "INTEGER": pl.Int32(), "BIGINT": pl.Int64(), "UINTEGER": pl.UInt32(),
        "UBIGINT": pl.UInt64(), "FLOAT": pl.Float32(), "DOUBLE": pl.Float64(), "VARCHAR": pl.String(),
        "BLOB": pl.Binary(), "TIMESTAMP": pl.Datetime("us"),
    }  # fmt: skip
    return types[duckdb_type]


def table(name: str, row: str, *columns: tuple[str, str, str]) -> Table:
    """Return a table from (name, type, meaning) triples."""
    return Table(name, row, tuple(Column(*column) for column in columns))


# -- what readers give ------------------------------------------------------------------------------------------------

RECORDS = table(
    "records",
    "one document as a reader found it",
    ("document_id", "VARCHAR", "the record's own id, else the path below the root, else that and the position"),
    ("origin", "VARCHAR", "where it was read from: absolute path, and the position in a file of many"),
    ("outlet", "VARCHAR", "who published it, as the input says: a name, a slug or a domain; null where unknown"),
    ("site_name", "VARCHAR", "what the page or the feed calls its site; null where it does not say"),
    ("url", "VARCHAR", "address of the page; null where unknown"),
    ("title", "VARCHAR", "headline; null where unknown"),
    ("byline", "VARCHAR", "author line as the input gives it; null where unknown"),
    ("language", "VARCHAR", "language as the input gives it; null where unknown"),
    ("published_at", "VARCHAR", "time of publication as the input gives it; null where unknown"),
    ("modified_at", "VARCHAR", "time of the last change as the input gives it; null where unknown"),
    ("retrieved_at", "VARCHAR", "time of retrieval as the input gives it; null where unknown"),
    ("metadata", "VARCHAR", "further fields that can hold credits, as a JSON object; null where there are none"),
    ("text", "VARCHAR", "the decoded text exactly as it came"),
)

SET_ASIDE = table(
    "set_aside",
    "one input that was not taken in",
    ("origin", "VARCHAR", "where it was read from: absolute path, and the position in a file of many"),
    ("reason", "VARCHAR", "why it was not taken in, and what to do"),
)

NORMALISED_RECORDS = table(
    "normalised_records",
    "one record, its outlet resolved and its times and language parsed",
    ("document_id", "VARCHAR", "the record's id"),
    ("origin", "VARCHAR", "where it was read from"),
    ("outlet_id", "VARCHAR", "who published it; null where unknown"),
    ("outlet_basis", "VARCHAR", "metadata, url or text; null where unknown"),
    ("url", "VARCHAR", "address of the page; null where unknown"),
    ("title", "VARCHAR", "headline; null where unknown"),
    ("byline", "VARCHAR", "author line; null where unknown"),
    ("metadata", "VARCHAR", "further fields that can hold credits, a JSON object; null where none"),
    ("language", "VARCHAR", "BCP 47; null where unknown"),
    ("published_at", "TIMESTAMP", "time of publication; null where unknown"),
    ("published_precision", "VARCHAR", "second, minute, hour, day, month or year; null where unknown"),
    ("published_basis", "VARCHAR", "metadata, page, url or text; null where unknown"),
    ("published_raw", "VARCHAR", "the input's time of publication where it could not be read; else null"),
    ("modified_at", "TIMESTAMP", "time of the last change that record, page or text give; null where unknown"),
    ("retrieved_at", "TIMESTAMP", "time of retrieval; null where unknown"),
    ("text_hash", "VARCHAR", "xxh3-128 of the text, 32 hexadecimal digits"),
    ("text", "VARCHAR", "the decoded text exactly as it came"),
)

OUTLETS = table(
    "outlets",
    "one outlet: an agency, a paper, a broadcaster, a site",
    ("outlet_id", "VARCHAR", "slug of the usual English name"),
    ("name", "VARCHAR", "usual name"),
    ("kind", "VARCHAR", "agency, newspaper, broadcaster, magazine, site, aggregator, platform or unknown"),
    ("country", "VARCHAR", "ISO 3166 alpha-2; null where none or unknown"),
    ("owner", "VARCHAR", "who owns it; null where unknown"),
    ("aliases", "VARCHAR[]", "other names, in any script"),
    ("domains", "VARCHAR[]", "registered domains"),
    ("bare_aliases", "VARCHAR[]", "those names, the usual one included, that mean the outlet wherever they stand"),
    ("wikidata", "VARCHAR", "Wikidata item; null where not sure"),
    ("origin", "VARCHAR", "seed (ships with the package), file (added by a person) or data (met in documents)"),
    (
        "wordlike_aliases",
        "VARCHAR[]",
        "those names that are everyday words: they count in fields and source lines",
    ),
    ("active_from", "INTEGER", "first year in which it published or sent news; null where not sure"),
    ("active_to", "INTEGER", "last such year; null where it is active or not sure"),
)

# -- what stages take -------------------------------------------------------------------------------------------------

DOCUMENTS = table(
    "documents",
    "one document, as stages take it",
    ("document", "INTEGER", "internal key"),
    ("document_id", "VARCHAR", "the document's id"),
    ("outlet_id", "VARCHAR", "who published it; null where unknown"),
    ("url", "VARCHAR", "address of the page; null where unknown"),
    ("title", "VARCHAR", "headline from metadata; null where unknown"),
    ("byline", "VARCHAR", "author line from metadata; null where unknown"),
    ("metadata", "VARCHAR", "further metadata fields that can hold credits, a JSON object; null where none"),
    ("language", "VARCHAR", "BCP 47; null where unknown"),
    ("published_at", "TIMESTAMP", "time of publication; null where unknown"),
    ("published_precision", "VARCHAR", "second, minute, hour, day, month or year; null where unknown"),
    ("text", "VARCHAR", "the decoded text exactly as it came"),
)

# -- facts: what stages give for a document or a pair, whatever else is there ----------------------------------

BLOCKS = table(
    "blocks",
    "one block of a document: together they cover its text but for white space, in order, without overlap",
    ("document", "INTEGER", "internal key"),
    ("block", "INTEGER", "position among the document's blocks, from 0"),
    ("kind", "VARCHAR", "title, dateline, byline, paragraph, quote, caption, credit or boilerplate"),
    ("start", "INTEGER", "first code point"),
    ("stop", "INTEGER", "code point after the last"),
    ("language", "VARCHAR", "BCP 47 with script where the script is telling (zh-Hans, zh-Hant); null where undecided"),
    ("text_hash", "UBIGINT", "xxh3-64 of the block's normal form"),
)

REPEATS = table(
    "repeats",
    "one run of text that says again what the document said before",
    ("document", "INTEGER", "internal key"),
    ("repeat", "INTEGER", "position among the document's repeats, from 0"),
    ("first_start", "INTEGER", "first code point of the run that is repeated"),
    ("first_stop", "INTEGER", "code point after its last"),
    ("start", "INTEGER", "first code point of the repeating run"),
    ("stop", "INTEGER", "code point after its last"),
    ("similarity", "DOUBLE", "share of tokens that agree, 0..1"),
)

SKIPS = table(
    "skips",
    "one span that is not body text (a repeat, boilerplate by its words or by its outlet)",
    ("document", "INTEGER", "internal key"),
    ("start", "INTEGER", "first code point"),
    ("stop", "INTEGER", "code point after the last"),
)

SIGNATURES = table(
    "signatures",
    "the signature of one document, and its keys in the two indexes of candidates",
    ("document", "INTEGER", "internal key"),
    ("tokens", "INTEGER", "tokens of the folded text"),
    ("shingles", "INTEGER", "distinct shingles of the folded text; 0 where the text has no token"),
    ("signature", "BLOB", "MinHash values, little-endian uint32 times permutations; empty where there is no token"),
    ("bands", "BIGINT[]", "one key a band, equal in two documents where the whole band is equal"),
    ("fingerprints", "UINTEGER[]", "winnowed shingle hashes, distinct, ascending"),
)

STORED_SIGNATURES = Table("signatures", "the signature of one document", SIGNATURES.columns[:4])

BANDS = table(
    "bands",
    "one band of one document's signature",
    ("band", "BIGINT", "key, equal in two documents where the whole band is equal"),
    ("document", "INTEGER", "internal key"),
)

WINNOWED_FINGERPRINTS = table(
    "winnowed_fingerprints",
    "one winnowed shingle of one document",
    ("fingerprint", "UINTEGER", "hash of the shingle"),
    ("document", "INTEGER", "internal key"),
)

BOILERPLATE = table(
    "boilerplate",
    "one block that an outlet prints on pages of different stories",
    ("outlet_id", "VARCHAR", "the outlet"),
    ("text_hash", "UBIGINT", "xxh3-64 of the block's normal form"),
    ("documents", "INTEGER", "the outlet's documents that hold it"),
)

SENTENCES = table(
    "sentences",
    "one sentence of a document's body",
    ("document", "INTEGER", "internal key"),
    ("sentence", "INTEGER", "position among the document's sentences, from 0"),
    ("start", "INTEGER", "first code point"),
    ("stop", "INTEGER", "code point after the last"),
    ("language", "VARCHAR", "primary language subtag (zh, en); null where undecided"),
    ("text_hash", "UBIGINT", "xxh3-64 of the sentence as it stands"),
)

VECTORS = table(
    "vectors",
    "the vector of one sentence, whatever document it stands in",
    ("text_hash", "UBIGINT", "xxh3-64 of the sentence as it stands"),
    ("vector", "BLOB", "512 signed bytes, the greatest ±127; zeros for a sentence without a letter"),
)

STORED_VECTORS = table(
    "vectors",
    "the vector of one sentence, and the model that made it",
    *((column.name, column.type, column.meaning) for column in VECTORS.columns),
    ("model", "VARCHAR", "what made the vector"),
)

DOCUMENT_SIMHASHES = table(
    "document_simhashes",
    "the SimHash code of what one document says in one language: near where two say the same in any language",
    ("document", "INTEGER", "internal key"),
    ("language", "VARCHAR", "primary language subtag; empty where undecided"),
    ("size", "INTEGER", "code points of the sentences in that language"),
    ("bits", "UBIGINT[]", "signs of the weighted mean of the sentence vectors, eight words of 64 bits"),
)

BODIES = table(
    "bodies",
    "the body of one document, as far as it decides whether its sentences are embedded",
    ("document", "INTEGER", "internal key"),
    ("language", "VARCHAR", "primary subtag of the language of most of it; null where undecided"),
    ("mixed", "BOOLEAN", "whether it says as much in another language as a translation would be"),
    ("sentences", "INTEGER", "about how many sentences it has, estimated from its size"),
)

TEXT_METADATA = table(
    "text_metadata",
    "what the text of one document shows where its metadata do not say it",
    ("document", "INTEGER", "internal key"),
    ("title", "VARCHAR", "its first line or block that is made like a title; null where there is none"),
    ("language", "VARCHAR", "BCP 47: the language it opens in, or the largest; null where undecided"),
)

EMBEDDING_QUEUE = table(
    "embedding_queue",
    "one document whose sentences are embedded, within the budget",
    ("document", "INTEGER", "internal key"),
    ("reason", "VARCHAR", "mixed, marked, foreign, near_foreign, unmatched or matched: the first that holds"),
)

PAIRS = table(
    "pairs",
    "one candidate pair; left is the smaller text id by code point",
    ("left", "INTEGER", "internal key"),
    ("right", "INTEGER", "internal key"),
)

MATCHES = table(
    "matches",
    "one pair of documents that share text",
    ("left", "INTEGER", "internal key of the document with the smaller text id"),
    ("right", "INTEGER", "internal key of the other"),
    ("kind", "VARCHAR", "exact, near, contained, translation, paraphrase or partial: the first that holds"),
    ("similarity", "DOUBLE", "how near two near-duplicates are, 0..1"),
    ("jaccard", "DOUBLE", "exact Jaccard over the shingles of the body texts, 0..1"),
    ("contained_left", "DOUBLE", "share of the left body text covered by passages, 0..1"),
    ("contained_right", "DOUBLE", "share of the right body text covered by passages, 0..1"),
    ("passage_count", "INTEGER", "number of passages"),
)

PASSAGES = table(
    "passages",
    "one run of text that two documents share",
    ("left", "INTEGER", "internal key of the document with the smaller text id"),
    ("right", "INTEGER", "internal key of the other; the same where a document holds its own translation"),
    ("passage", "INTEGER", "position among the pair's passages, from 0, in the order of the left text"),
    ("left_start", "INTEGER", "first code point in the left text"),
    ("left_stop", "INTEGER", "code point after the last in the left text"),
    ("right_start", "INTEGER", "first code point in the right text"),
    ("right_stop", "INTEGER", "code point after the last in the right text"),
    ("kind", "VARCHAR", "verbatim, edited, paraphrased or translated"),
    ("similarity", "DOUBLE", "share of the passage that agrees by the measure of its kind, 0..1"),
)

REJECTIONS = table(
    "rejections",
    "one reason why candidate pairs are no matches, and how many it holds for",
    ("reason", "VARCHAR", "no_text, no_shared_run, passages_too_short or beyond_bound"),
    ("pairs", "BIGINT", "candidate pairs"),
)

CREDITS = table(
    "credits",
    "one place where a document says where it, or something in it, comes from",
    ("document", "INTEGER", "internal key"),
    ("credit", "INTEGER", "position among the document's credits, from 0"),
    ("role", "VARCHAR", "source, contribution, byline, translation, report, photo, mention, platform or boilerplate"),
    ("outlet_id", "VARCHAR", "the outlet that is named; null where none is"),
    ("person", "VARCHAR", "the person who is named; null where none is"),
    ("cue", "VARCHAR", "the words that make it a credit"),
    ("field", "VARCHAR", "text, or the metadata field it stands in"),
    ("value", "VARCHAR", "the credit as it is written"),
    ("start", "INTEGER", "first code point; null outside the text"),
    ("stop", "INTEGER", "code point after the last; null outside the text"),
    ("strength", "INTEGER", "how strongly it says that the text derives from the outlet: 4 decisive … 0 not at all"),
    ("scope_start", "INTEGER", "first code point of the text it speaks for; null where it speaks for none"),
    ("scope_stop", "INTEGER", "code point after the last of the text it speaks for; null where it speaks for none"),
)

SOURCE_ROLES = ("source", "byline", "contribution", "translation")
"""Roles of credits by which a text names its source."""

# -- inference: rewritten for the connected components that new facts touch --------------------------------------
GROUPS = table(
    "groups",
    "one document's place in a group of near-duplicates",
    ("document", "INTEGER", "internal key"),
    ("representative", "INTEGER", "internal key of the document that it matches directly, or its own"),
    ("similarity", "DOUBLE", "similarity to the representative; 1 for the representative itself"),
    ("minimum_similarity", "DOUBLE", "least similarity of any two members of the group"),
    ("template", "INTEGER", "internal key of the first page of its template; null where it is a page of none"),
)

UNSEEN_SOURCES = table(
    "unseen_sources",
    "one source that documents prove and the warehouse does not hold",
    ("source_id", "VARCHAR", "stable id"),
    ("outlet_id", "VARCHAR", "whose it is; null where nothing says"),
    ("known_from", "VARCHAR[]", "ids of the documents that prove it, in canonical order"),
    ("not_after", "TIMESTAMP", "it was out by then; null where no date is known"),
    ("basis", "VARCHAR", "credit, agreement or witness"),
    ("replaced_by", "VARCHAR", "the id that took its place; null where it stands"),
)

DERIVATIONS = table(
    "derivations",
    "one document that derives its text from one source",
    ("derivation_id", "VARCHAR", "stable id"),
    ("document_id", "VARCHAR", "the deriving document, or an unseen intermediary"),
    ("source_id", "VARCHAR", "the document, or the unseen source, that it derives from"),
    ("source_outlet_id", "VARCHAR", "the source's outlet; null where unknown"),
    ("relation", "VARCHAR", "republished, excerpted, edited, expanded, paraphrased or translated"),
    ("credited", "BOOLEAN", "whether a credit to the source's outlet was found"),
    (
        "credit_status",
        "VARCHAR",
        "found, further_up (it names a source higher up its chain), none_in_text or not_checkable",
    ),
    ("direction_basis", "VARCHAR", "what says which way: credit, date, witness, ruling …"),
    ("share_of_document", "DOUBLE", "share of the document's body that the source gave, 0..1"),
    ("share_of_source", "DOUBLE", "share of the source's body that the document took, 0..1; null when unseen"),
    ("confidence", "DOUBLE", "calibrated probability that the edge is right, 0..1"),
    ("evidence", "VARCHAR", "JSON array of reasons: kind, detail (a sentence), weight, document, start, stop, numbers"),
)

ATTRIBUTED_SPANS = table(
    "attributed_spans",
    "one run of a document's body and where it comes from; the runs cover the body once",
    ("document", "INTEGER", "internal key"),
    ("start", "INTEGER", "first code point"),
    ("stop", "INTEGER", "code point after the last"),
    ("source_id", "VARCHAR", "the document or unseen source it comes from; null where it is the document's own"),
    ("source_outlet_id", "VARCHAR", "that source's outlet; null where own or unknown"),
)
