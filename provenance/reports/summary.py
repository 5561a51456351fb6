"""The result of a run in sentences: what it read, and what the warehouse holds."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from typing import Protocol

from provenance.reports.answers import render_next_commands
from provenance.reports.terminal import paint, sanitize, truncate, wrap_text
from provenance.reports.wording import quantity

LONGEST_EXAMPLE = 40  # columns of a date that could not be read


class Run(Protocol):
    """The counts of a run: documents added, already there, set aside; rows of each table; findings in all."""

    added: int
    known: int
    set_aside: int
    after: dict[str, int]
    findings: dict[str, int]
    unread_dates: int
    unread_date: str


def render_summary(run: Run, db: str = "", width: int = 100, colour: bool = False) -> str:
    """Return what a run did and what its warehouse holds now.

    Args:
        run: the run; its ``findings`` are counts of :func:`render_findings`.
        db: the name of the database file.
        width: terminal columns to fill at most.
        colour: whether to use terminal colours.

    Returns:
        Lines without a final newline.
    """
    findings = {"documents": run.after.get("documents", 0), **run.findings}
    if not run.after.get("blocks"):
        findings.pop("derived", None)  # nothing is analysed yet: "no document derives from another" would be untrue
    counts = {**findings, "added": run.added, "known": run.known, "set_aside": run.set_aside}
    lines = [render_findings(counts, db, width, colour)]
    if run.unread_dates:
        example = truncate(sanitize(run.unread_date), LONGEST_EXAMPLE)
        lines += wrap_text(
            f"{quantity(run.unread_dates, 'date')} could not be read, e.g. “{example}”: what the text or address of "
            "a document does not tell is undated (documents.published_raw; --date-order says which number is the day).",
            width,
        )
    return "\n".join(lines)


def render_next_steps(example: str | None, option: str = "", *, is_analysed: bool = True, width: int = 100) -> str:
    """Return the two commands that are most useful after a run.

    Args:
        example: the id of a document that derives from another; None where there is none.
        option: how the database is named, such as ``--db news.duckdb``; empty where nothing needs to be said.
        is_analysed: whether the stages have run over the documents.
        width: terminal columns to fill at most.
    """
    if not is_analysed:
        steps = {"trace": "find out who took what from whom", "status": "what is left to do"}
    elif example:
        name = shlex.quote(example)
        steps = {
            f"chains {name} --explain": "who took it from whom, and why",
            f"report -o story.html --document {name}": "the same as a page",
        }
    else:
        steps = {"where pasted.txt": "where a text of yours is from", "ask": "the list of ready questions"}
    end = f" {option}" if option else ""
    return "Next:\n" + render_next_commands({f"provenance {step}{end}": why for step, why in steps.items()}, width)


def render_imported(compared: int, differing: Mapping[str, int]) -> str:
    """Return whether the tables of an import are those of the folder that it was made of."""
    if not differing:
        return f"All {compared} computed tables are equal to those of the folder, but for the run that made them."
    listing = ", ".join(f"{name} ({quantity(rows, 'row')})" for name, rows in differing.items())
    return (
        f"Other rows than in the folder: {listing}. It was made by another release, without an extra, or of a part of "
        "its database."
    )


def render_findings(counts: Mapping[str, int], db: str = "", width: int = 100, colour: bool = False) -> str:
    """Return counts as sentences.

    Args:
        counts: any of ``added`` (documents new in this run), ``known`` (already in the warehouse), ``set_aside``,
            ``documents`` (in the warehouse now), ``outlets``, ``derived`` (documents that derive from a source; left
            out where nothing was analysed), ``sources`` (that they derive from), ``unseen`` (of these, not in the
            corpus), ``no_credit`` (of the derived, without a credit that was found), ``translated``, ``repeated``
            (documents that repeat a block), ``revised`` (later versions of one outlet's own story),
            ``undetermined`` (pairs that share text and whose direction nothing decides), ``not_compared`` (documents
            beyond the embedding budget). Those left out count as 0.
        db: the name of the database file.
        width: terminal columns to fill at most.
        colour: whether to use terminal colours.

    Returns:
        Lines without a final newline.
    """
    sentences = [_read(counts, db), _derived(counts), _other_findings(counts), _not_compared(counts)]
    lines = [line for sentence in sentences if sentence for line in wrap_text(sentence, width)]
    return "\n".join(paint(line, "bold", colour) for line in lines)


def _read(counts: Mapping[str, int], db: str) -> str:
    """Return the sentence on what was read."""
    why = '(provenance sql "FROM set_aside" says why)'
    read = _phrases(counts, {"known": "{:,} already there", "set_aside": f"{{:,}} set aside {why}"})
    outlets = f" of {quantity(counts['outlets'], 'outlet')}" if counts.get("outlets") else ""
    new = f"Read {quantity(counts.get('added', 0), 'new document')}"
    total = f"{db or 'The warehouse'} holds {quantity(counts.get('documents', 0), 'document')}{outlets}"
    return f"{', '.join([new, *read])}. {total}."


def _derived(counts: Mapping[str, int]) -> str:
    """Return the sentence on derivations."""
    if "derived" not in counts:
        return ""
    derived, without = counts["derived"], counts.get("no_credit", 0)
    if not derived:
        return "No document was found to derive from another."
    verb = "derives" if derived == 1 else "derive"
    unseen = f" ({counts['unseen']:,} of them not in the corpus)" if counts.get("unseen") else ""
    more = _phrases(counts, {"translated": "{:,} of them in translation", "no_credit": "in {:,} no credit was found"})
    total = f"{quantity(derived, 'document')} {verb} from {quantity(counts.get('sources', 0), 'source')}{unseen}"
    return f"{'; '.join([total, *more])}{'' if without else '; all credit it'}."


def _phrases(counts: Mapping[str, int], phrases: Mapping[str, str]) -> list[str]:
    """Return the phrases of the counts that are not 0."""
    return [phrase.format(counts[name]) for name, phrase in phrases.items() if counts.get(name)]


OTHER_FINDINGS = {
    "repeated": ("document repeats a block of its own text", "documents repeat a block of their own text"),
    "revised": (
        "document is a later version of its outlet's own story",
        "documents are later versions of their outlets' own stories",
    ),
    "templated": ("document is a page of a template", "documents are pages of templates, no copies of each other"),
    "undetermined": ("pair shares text, undecided which came first", "pairs share text, undecided which came first"),
}


def _other_findings(counts: Mapping[str, int]) -> str:
    """Return the sentence on repeats, revisions and undetermined pairs."""
    phrases = [quantity(counts[name], *nouns) for name, nouns in OTHER_FINDINGS.items() if counts.get(name)]
    return f"{'; '.join(phrases)}." if phrases else ""


def _not_compared(counts: Mapping[str, int]) -> str:
    """Return the sentence on documents that were not compared by meaning, and how to have them compared."""
    left_out = counts.get("not_compared", 0)
    if not left_out:
        return ""
    verb = "was" if left_out == 1 else "were"
    return (
        f"{quantity(left_out, 'document')} {verb} not compared by meaning, so a translation or rewording of one may be "
        "missing: provenance rerun --into NEW.duckdb --setting embedding_share=1 compares all."
    )
