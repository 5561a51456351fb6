"""The meanings of columns and rows that no frame declares, for the docs and for the comments in the file."""

from __future__ import annotations

import hashlib

from provenance import tables

MORE_MEANINGS = {
    "document_id": "the document's id",
    "left_id": "the smaller text id of the pair, by code point",
    "right_id": "the other id",
    "bytes": "bytes of the text in UTF-8",
    "length": "code points of the text",
    "base_id": "the id without its version",
    "version": "1 for the first text with an id or address, then 2, 3 …",
    "outlet_basis": "what tells whose it is: metadata, url, text or ruling; null where nothing does",
    "title_basis": "what tells the title: metadata, or text where it is the first line or block made like one",
    "language_basis": "what tells the language: metadata, or text where its words do",
    "published_basis": "where the time comes from: metadata, page, text or ruling",
    "modified_at": "time of the last change that record, page or text give (of a day its first moment); never taken for"
    " the time of publication, which is not later; null where unknown",
    "retrieved_at": "time of retrieval; null where unknown",
    "added_at": "when it was read into the warehouse",
    "origin": "where it was read from",
    "run_id": "the run that made the row",
    "text_hash": "hash of the text",
    "template_id": "id of the first page of the template",
    "cluster_id": "id of the group: its representative's",
    "published_until": "end of the interval that published_at begins, as long as the precision; null where unknown",
    "least_lag_hours": "least hours after the source, as both dates are intervals; null where either is unknown",
    "most_lag_hours": "most hours after the source, as both dates are intervals; null where either is unknown",
    "size": "documents in the group",
    "agency_id": "the agency, an outlet of kind agency",
    "hands": "steps from there to the document: 1 for its own source, 0 for the document itself",
    "via_id": "the document's own source on the way",
    "root_unseen": "whether the root is not in the corpus",
    "sources": "how many sources the document has",
    "roots": "how many roots the document goes back to",
    "credited_outlets": "outlets that the document names as a source, in its byline or as contributing",
    "reported_outlets": "outlets that it names in passing, for a fact",
    "photo_outlets": "outlets that it names for a photo",
    "body_characters": "code points of the document's body: no furniture, no repeats",
    "share": "share of the document's body, 0..1; through other hands an upper bound",
    "named": "whether the document names the agency as a source",
    "reported": "whether it names the agency for a fact, in passing",
    "photo_credit": "whether it names the agency for a photo",
    "story_id": "the story: id of the chain, its root's",
    "first_from": "first moment at which the first of the documents can have been published; null where undated",
    "first_until": "moment by which the first of those that are dated was published; null where none is",
    "dated": "how many of the documents have a date",
    "rank_from": "best place among the outlets of the story that dates and derivations allow, from 1",
    "rank_to": "worst place that they allow; the same as the best where nothing is tied",
    "outlets": "how many outlets",
    "outlet_ids": "the outlets, by code point",
    "hours_after_first": "hours after the first known publication of the story; null where dates are too coarse",
    "least_hours_after_first": "least such hours, as dates are intervals; null where the document is undated",
    "most_hours_after_first": "most such hours; null where the document is undated",
    "stories": "how many stories both carry",
    "left_first": "of those, how many the left outlet surely had first",
    "right_first": "of those, how many the right outlet surely had first; the rest is undecided",
    "left_stories": "all stories of the left outlet that are in chains",
    "right_stories": "all stories of the right outlet that are in chains",
    "right_from_left": "documents of the right outlet that derive from one of the left",
    "left_from_right": "documents of the left outlet that derive from one of the right",
    "quotation_key": "the quotation in lower case, letters and digits alone",
    "quotation": "the quotation as it stands where it was first",
    "speakers": "names beside a verb of saying, as they are written; empty where none is read",
    "some_documents": "ids of documents that hold it, at most 20",
    "numbers": "numbers in it, as they are written",
    "has_quotation": "whether it holds a quotation mark",
    "is_credit": "whether it is a dateline, a byline or a credit line",
    "what": "number or quotation",
    "gone": "what stands in the source's passage alone",
    "new": "what stands in the copy's passage alone",
    "source_start": "first code point in the source",
    "source_stop": "code point after the last in the source",
    "source_text": "the passage in the source",
    "representative_id": "the document that every member matches directly",
    "reason": "why, and what to do",
    "ruling": "number of the ruling",
    "subject": "edge, outlet, date or document",
    "verdict": "what was ruled",
    "note": "why",
    "who": "by whom",
    "at": "when",
    "key": "what it is about",
    "command": "the command that ran",
    "settings_fingerprint": "hash of the settings",
    "started_at": "when it began",
    "finished_at": "when it ended; null where it did not",
    "status": "running, done, or done in part",
    "counts": "rows of each table at its end, a JSON object",
    "work": "recall curve of the bands, and work rejected or cut short, by reason: a JSON object",
    "migration": "the SQL file",
    "applied_at": "when",
    "value": "its value",
    "chain_id": "the chain: its root's id",
    "root_id": "the document, or unseen source, that the chain begins with",
    "root_outlet_id": "the root's outlet; null where unknown",
    "depth": "steps from the root, 0 for the root itself",
    "path": "ids from the root to the document",
    "outlet_path": "outlets from the root to the document",
    "edge_confidence": "confidence of the last step; null for the root",
    "weakest_confidence": "confidence of the weakest step on the way",
    "unseen": "whether the source is not in the corpus",
    "source_published_at": "when the source was published; null where unknown",
    "lag_hours": "hours after the source; null where either date is coarser than an hour",
    "month": "first day of the month",
    "documents": "how many documents",
    "derived": "of those, how many derive from a source",
    "from_wires": "of those, how many derive from an agency",
    "from_wires_credited": "of those, how many credit it",
    "from_wires_uncredited": "of those, in how many no credit was found",
    "uncredited": "how many derive from a source without a credit to it that was found",
    "with_known_lag": "how many have a known lag, over which the median is taken",
    "median_lag_hours": "median of the known lags, in hours",
    "median_share": "median share of the document that the source gave, 0..1",
    "left_outlet_id": "outlet of the left document; null where unknown",
    "right_outlet_id": "outlet of the right document; null where unknown",
    "passages": "number of shared quotations",
    "characters": "code points of them",
    "longest": "the longest of them",
    "directed": "whether the direction is known",
    "revised_id": "the earlier version",
    "kept": "share of the earlier version that is left in the later one, 0..1",
    "hours": "hours between the two; null where either date is coarser than an hour",
}

MEANINGS_IN_TABLE = {
    ("migrations", "version"): "the release that created them",
    ("outlet_months", "credited"): "of those, how many credit a source",
    ("outlet_months", "uncredited"): "of those, in how many no credit was found",
    ("outlet_sources", "credited"): "of those, how many credit it",
    ("outlet_sources", "uncredited"): "of those, in how many no credit was found",
    ("outlet_sources", "source_outlet_id"): "the outlet that it derives from",
    ("relations", "relation"): "as in derivations; undetermined where nothing decides the direction",
    ("relations", "share_of_document"): "share of the document's body that comes from the other document, 0..1",
    ("relations", "share_of_source"): "share of the other document's body, 0..1; null when unseen",
    ("relations", "confidence"): "calibrated probability that the edge is right, 0..1; null where undetermined",
    ("relations", "credited"): "whether a credit to the source's outlet was found; null where undetermined",
    ("relations", "source_outlet_id"): "the source's outlet; null where unknown",
    ("relations", "source_id"): "the document or unseen source it comes from; the second document where undetermined",
    ("revisions", "basis"): "what shows that it is a revision: id, url or text",
    ("revisions", "kind"): "kind of the match between the two; null where they share no text",
    ("revisions", "similarity"): "how near the two are, 0..1; null where they share no text",
    ("runs", "version"): "the release that ran",
    ("runs", "run_id"): "the run",
    (
        "origins",
        "credit_status",
    ): "found, further_up, none_in_text or not_checkable, over all its sources; null without any",
    ("origins", "hands"): "steps from the root to the document: 0 where it is its own root",
    ("origins", "weakest_confidence"): "confidence of the weakest step to the root; null where it is its own",
    ("wire_usage", "source_id"): "the agency's story, seen or unseen; null where only a credit tells of it",
    ("wire_usage", "hands"): "steps from the agency to the document; null where only a credit tells of it",
    ("wire_usage", "confidence"): "confidence of the weakest step; null where only a credit tells of it",
    ("wire_usage", "characters"): "code points of body that come from there; through other hands at most so many",
    ("wire_usage", "credit_status"): "found (it names the agency), none_in_text or not_checkable",
    ("story_arrivals", "documents"): "documents of the outlet in the story",
    ("story_arrivals", "hands"): "least steps from the root",
    ("quotations", "documents"): "documents that hold it",
    ("omissions", "block"): "position among the blocks of the source",
    ("omissions", "kind"): "kind of the block",
    ("omissions", "start"): "first code point in the source",
    ("omissions", "stop"): "code point after the last in the source",
    ("omissions", "text"): "the block of the source",
    ("alterations", "text"): "the passage in the copy",
    ("alterations", "start"): "first code point in the copy",
    ("alterations", "stop"): "code point after the last in the copy",
    ("settings", "name"): "the setting",
    ("undetermined", "kind"): "exact, near, contained, translation, paraphrase or partial: the first that holds",
    ("undetermined", "similarity"): "how near two near-duplicates are, 0..1",
    ("edges", "source_id"): "the document or unseen source it comes from",
    ("edges", "source_outlet_id"): "the source's outlet; null where unknown",
    ("no_credit_found", "source_id"): "the document or unseen source it comes from",
    ("no_credit_found", "source_outlet_id"): "the source's outlet",
}
"""What a column means in one table or view, where its name has another meaning in others."""

LEDGER_TABLES = {
    "migrations": "One row: one file of table definitions that was applied to this database.",
    "rulings": "One row: one ruling of a person; a withdrawal is a ruling, too.",
    "runs": "One row: one run of a command that wrote.",
    "settings": "One row: one number that the database was made with, or a mark that the program keeps.",
}


def column_meanings(relation: str) -> dict[str, str]:
    """Return the meaning of every column of a table or view, by name.

    What stands for this table goes before what its own frame says, that before what any column of the name means.
    """
    frames = [value for value in vars(tables).values() if isinstance(value, tables.Table)]
    anywhere = {column.name: column.meaning for frame in frames for column in frame.columns}
    own = {column.name: column.meaning for frame in frames if frame.name == relation for column in frame.columns}
    in_table = {column: meaning for (table, column), meaning in MEANINGS_IN_TABLE.items() if table == relation}
    return anywhere | MORE_MEANINGS | own | in_table


def row_meaning(relation: str) -> str:
    """Return what a row of a table is, as a sentence; empty where the SQL of a view says it."""
    rows = [value.row for value in vars(tables).values() if isinstance(value, tables.Table) and value.name == relation]
    return f"One row: {rows[0]}." if rows else LEDGER_TABLES.get(relation, "")


def fingerprint() -> str:
    """Return a hash of all meanings: it changes when one of them does."""
    frames = [value for value in vars(tables).values() if isinstance(value, tables.Table)]
    said = repr((MORE_MEANINGS, MEANINGS_IN_TABLE, LEDGER_TABLES, frames))
    return hashlib.sha256(said.encode()).hexdigest()[:16]
