"""What a run read and found, in sentences."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from provenance.reports.terminal import lines_of, paint
from provenance.reports.wording import counted


class Run(Protocol):
    """What a run did: documents added, met again, set aside; rows of each table now; what has been found in all."""

    added: int
    known: int
    set_aside: int
    after: dict[str, int]
    findings: dict[str, int]


def render_summary(run: Run, db: str = "", width: int = 100, colour: bool = False) -> str:
    """Return what a run did and what its warehouse now holds.

    Args:
        run: the run; its ``findings`` are counts of :func:`render_findings`.
        db: the database file, to be named.
        width: terminal columns to fill at most.
        colour: whether to use terminal colours.

    Returns:
        Lines without a final newline.
    """
    found = {"documents": run.after.get("documents", 0), **run.findings}
    if not run.after.get("blocks"):
        found.pop("derived", None)  # nothing has been analysed yet: that nothing was found would say too much
    counts = {**found, "added": run.added, "known": run.known, "set_aside": run.set_aside}
    return render_findings(counts, db, width, colour)


def render_findings(counts: Mapping[str, int], db: str = "", width: int = 100, colour: bool = False) -> str:
    """Return counts as sentences.

    Args:
        counts: any of ``added`` (documents new in this run), ``known`` (met again, not read again), ``set_aside``,
            ``documents`` (in the warehouse now), ``outlets``, ``derived`` (documents that derive from a source; left
            out where nothing was analysed), ``sources`` (that they derive from), ``unseen`` (of these, not in the
            corpus), ``no_credit`` (of the derived, without a credit that was found), ``translated``, ``repeated``
            (documents that say a block twice), ``revised`` (later versions of one outlet's own story),
            ``undetermined`` (pairs that share text and whose direction nothing decides). Others count as none.
        db: the database file, to be named.
        width: terminal columns to fill at most.
        colour: whether to use terminal colours.

    Returns:
        Lines without a final newline.
    """
    sentences = [_read(counts, db), _derived(counts), _also(counts)]
    lines = [line for sentence in sentences if sentence for line in lines_of(sentence, width)]
    return "\n".join(paint(line, "bold", colour) for line in lines)


def _read(counts: Mapping[str, int], db: str) -> str:
    """Return what was read."""
    why = '(provenance sql "FROM set_aside" says why)'
    read = _phrases(counts, {"known": "{:,} already there", "set_aside": f"{{:,}} set aside {why}"})
    outlets = f" of {counted(counts['outlets'], 'outlet')}" if counts.get("outlets") else ""
    new = f"Read {counted(counts.get('added', 0), 'new document')}"
    held = f"{db or 'The warehouse'} holds {counted(counts.get('documents', 0), 'document')}{outlets}"
    return f"{', '.join([new, *read])}. {held}."


def _derived(counts: Mapping[str, int]) -> str:
    """Return how many derive from how many."""
    if "derived" not in counts:
        return ""
    derived, without = counts["derived"], counts.get("no_credit", 0)
    if not derived:
        return "No document was found to derive from another."
    verb = "derives" if derived == 1 else "derive"
    unseen = f" ({counts['unseen']:,} of them not in the corpus)" if counts.get("unseen") else ""
    more = _phrases(counts, {"translated": "{:,} of them in translation", "no_credit": "in {:,} no credit was found"})
    found = f"{counted(derived, 'document')} {verb} from {counted(counts.get('sources', 0), 'source')}{unseen}"
    return f"{'; '.join([found, *more])}{'' if without else '; all credit it'}."


def _phrases(counts: Mapping[str, int], phrases: Mapping[str, str]) -> list[str]:
    """Return the phrases of the counts that are not nought."""
    return [phrase.format(counts[name]) for name, phrase in phrases.items() if counts.get(name)]


ALSO = {
    "repeated": ("document says a block of its own text twice", "documents say a block of their own text twice"),
    "revised": (
        "document is a later version of its outlet's own story",
        "documents are later versions of their outlets' own stories",
    ),
    "undetermined": ("pair shares text, undecided which came first", "pairs share text, undecided which came first"),
}


def _also(counts: Mapping[str, int]) -> str:
    """Return what else was found."""
    said = [counted(counts[name], *nouns) for name, nouns in ALSO.items() if counts.get(name)]
    return f"{'; '.join(said)}." if said else ""
