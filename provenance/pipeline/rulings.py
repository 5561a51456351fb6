"""Rulings: a person's decision on an edge, an outlet, a date or a document, obeyed by inference from then on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from provenance.errors import UsageError
from provenance.pipeline import registry
from provenance.pipeline.runs import record_run
from provenance.pipeline.stage import run_stage
from provenance.pipeline.trace import analysis_of
from provenance.progress import Progress, notebook_progress
from provenance.stages.derivations.rulings import ARROW
from provenance.stages.derivations.unseen import unseen_source_id
from provenance.tables import OUTLETS
from provenance.text.credits.gazetteer import Gazetteer, slug
from provenance.text.dates import parse_times
from provenance.warehouse.names import source_named
from provenance.warehouse.warehouse import Warehouse

if TYPE_CHECKING:
    from pathlib import Path

SUBJECTS = ("edge", "outlet", "date", "document")
FORMS = {"year": "%Y", "month": "%Y-%m", "day": "%Y-%m-%d", "minute": "%Y-%m-%dT%H:%MZ", "second": "%Y-%m-%dT%H:%M:%SZ"}
VERDICTS = {"yes": "confirmed", "no": "rejected"}
UNKNOWN, ORIGINAL, WITHDRAWN = "unknown", "original", "withdrawn"


@dataclass(frozen=True)
class Ruling:
    """A ruling that was recorded.

    Attributes:
        number: its number.
        subject: edge, outlet, date, document, or ruling (one that was withdrawn).
        key: what it is about: a document's id, ``DOCUMENT <- SOURCE``, or the number of a ruling.
        verdict: what was ruled.
        judged: documents for which inference was repeated.
        waits: whether documents wait to be analysed, so that it takes effect with the next run.
    """

    number: int
    subject: str
    key: str
    verdict: str
    judged: int
    waits: bool


def rule(
    subject: str,
    document: str,
    verdict: str,
    *,
    source: str | None = None,
    db: str | Path = "provenance.duckdb",
    note: str | None = None,
    who: str | None = None,
    wait: float = 0.0,
    progress: Progress = notebook_progress,
) -> Ruling:
    """Record a person's ruling, infer again what it touches, and return it.

    Inference obeys it from then on, in this warehouse and in every one that is made from it. The last ruling on one
    subject and document holds.

    Args:
        subject: ``edge`` (whether the document derives from the source), ``outlet`` (whose the document is), ``date``
            (when it was published), ``document`` (that it derives from nothing).
        document: the document's id, address, headline, or a beginning of its id that no other has.
        verdict: for an edge ``yes`` or ``no``; an outlet's id, name or domain, or the name of a new one; a time in ISO
            8601 as finely as it is known, or ``unknown``; ``original``.
        source: for an edge: a document or an unseen source, or an outlet whose story is not in the corpus.
        db: the database file.
        note: why.
        who: by whom.
        wait: seconds to wait for another process to let go of the file.
        progress: see :func:`trace`.

    Raises:
        UsageError: the subject, the document, the source or the verdict is not known, or the contrary was ruled.
        WarehouseError: see :meth:`Warehouse.open`.

    Example:
        >>> _ = provenance.snapshot("ruled.duckdb", "provenance.duckdb")
        >>> provenance.rule("date", "owl-ferry", "2024-05-04", db="ruled.duckdb", who="Ada").verdict
        '2024-05-04'
    """
    with Warehouse.open(db, read_only=False, wait=wait) as warehouse:
        ids = [warehouse.document_id(document)]
        if subject == "edge":
            ids.append(source_id(warehouse, source or "", ids[0]))
        key = ARROW.join(ids)
        recorded = canonical_verdict(warehouse, subject, verdict)
        if subject == "edge" and recorded == "confirmed":
            refuse_circle(warehouse, *ids)
        return record_ruling(warehouse, (subject, key, recorded), ids, note, who, progress)


def withdraw(
    number: int,
    *,
    db: str | Path = "provenance.duckdb",
    note: str | None = None,
    who: str | None = None,
    wait: float = 0.0,
    progress: Progress = notebook_progress,
) -> Ruling:
    """Withdraw a ruling, infer again what it touched, and return the withdrawal: both stay on record.

    Args:
        number: the ruling's.
        db: the database file.
        note: why.
        who: by whom.
        wait: seconds to wait for another process to let go of the file.
        progress: see :func:`trace`.

    Raises:
        UsageError: there is no such ruling, or it was withdrawn before.
        WarehouseError: see :meth:`Warehouse.open`.

    Example:
        >>> _ = provenance.snapshot("withdrawn.duckdb", "provenance.duckdb")
        >>> ruling = provenance.rule("document", "owl-ferry", "original", db="withdrawn.duckdb", who="Ada")
        >>> provenance.withdraw(ruling.number, db="withdrawn.duckdb", who="Ada").subject
        'ruling'
    """
    with Warehouse.open(db, read_only=False, wait=wait) as warehouse:
        rulings = warehouse.query("reports/rulings").filter(pl.col("ruling") == number)
        if rulings.is_empty() or rulings["state"][0] not in ("holds", "overruled"):
            raise UsageError(f"there is no ruling {number} to withdraw", "see: provenance rule list")
        about: str = rulings["about"][0]
        ids = about.split(ARROW, 1) if rulings["subject"][0] == "edge" else [about]
        return record_ruling(warehouse, ("ruling", str(number), WITHDRAWN), ids, note, who, progress)


def canonical_verdict(warehouse: Warehouse, subject: str, verdict: str) -> str:
    """Return a verdict in the form in which it is recorded.

    Raises:
        UsageError: the verdict is none on this subject.
    """
    if subject == "edge" and verdict in VERDICTS:
        return VERDICTS[verdict]
    if subject == "outlet":
        outlet = Gazetteer(warehouse.query("batches/outlets")).resolve(verdict)
        if outlet is None:
            arriving = new_outlet(warehouse, verdict)
            warehouse.run("ledger/outlets_from", {"arriving": arriving})
            return str(arriving["outlet_id"][0])
        return outlet
    if subject == "date" and verdict == UNKNOWN:
        return UNKNOWN
    if subject == "date" and (time := canonical_time(verdict)):
        return time
    if subject == "document" and verdict == ORIGINAL:
        return ORIGINAL
    if subject not in SUBJECTS:
        raise UsageError(f"nothing can be ruled on {subject!r}", f"rule on one of: {', '.join(SUBJECTS)}")
    takes = {
        "edge": "yes or no",
        "date": "a time in ISO 8601, such as 2024-05-03T10:05Z, or unknown",
        "document": ORIGINAL,
    }
    raise UsageError(f"{verdict!r} is no verdict on {subject}", f"it takes {takes[subject]}")


def canonical_time(verdict: str) -> str | None:
    """Return a time in the canonical form of ISO 8601, as fine as it was given; None where it cannot be read."""
    at, precision = parse_times(pl.Series([verdict])).row(0)
    return None if at is None else at.strftime(FORMS[precision])


def source_id(warehouse: Warehouse, name: str, document: str) -> str:
    """Return the id of the document or unseen source that a name means; an outlet's name means its unseen story.

    Raises:
        UsageError: there is none, or several begin so.
    """
    try:
        return source_named(warehouse, name)
    except UsageError as error:
        outlet = Gazetteer(warehouse.query("batches/outlets")).resolve(name)
        if outlet is None:
            raise UsageError(str(error), error.remedy or "name a document, an unseen source or an outlet") from None
    known = warehouse.query("rulings/unseen_of", None, document=document, outlet=outlet)
    return str(known["source_id"][0]) if known.height else unseen_source_id(outlet, document)


def new_outlet(warehouse: Warehouse, name: str) -> pl.DataFrame:
    """Return the row of an outlet that a ruling names for the first time.

    Raises:
        UsageError: the name has no letter, cannot be printed, or is one letter off a known one.
    """
    outlet_id = slug(name)
    near = warehouse.query("names/outlets_near", None, name=name).filter("is_misspelling")
    if near.height or not outlet_id or not name.isprintable():
        offer = f"did you mean {near['outlet_id'][0]} ({near['name'][0]})?" if near.height else "give its name"
        raise UsageError(
            f"no outlet is called {name!r}", f"{offer} else make it known first: provenance outlets add FILE.csv"
        )
    empty: list[str] = []
    row = {
        "outlet_id": outlet_id, "name": name.strip(), "kind": "unknown", "aliases": empty, "domains": empty,
        "bare_aliases": empty, "wordlike_aliases": empty, "origin": "file",
    }  # fmt: skip
    return pl.DataFrame([row], schema=OUTLETS.schema())


def refuse_circle(warehouse: Warehouse, document: str, source: str) -> None:
    """Raise where a document is to derive from itself, or the contrary was ruled."""
    if document == source:
        raise UsageError(f"{document} cannot derive from itself", "name another source")
    contrary = warehouse.query("rulings/standing", None, subject="edge", key=ARROW.join([source, document]))
    if contrary.height and contrary["verdict"][0] == "confirmed":
        number = contrary["ruling"][0]
        raise UsageError(
            f"ruling {number} says that {source} derives from {document}", f"provenance rule withdraw {number}"
        )


def record_ruling(
    warehouse: Warehouse,
    ruling: tuple[str, str, str],
    ids: list[str],
    note: str | None,
    who: str | None,
    progress: Progress,
) -> Ruling:
    """Record a ruling (subject, key, verdict) on some documents and sources, and infer again what it touches."""
    subject, key, verdict = ruling
    with record_run(warehouse, "rule") as summary:
        analysis = analysis_of(warehouse, summary.run_id, progress)
        ends = warehouse.query("rulings/ends", None, ids=ids)
        with warehouse.transaction():
            analysis.ledger.reopen("inference", ends)
            warehouse.run("rulings/add", None, subject=subject, key=key, verdict=verdict, note=note, who=who)
        number = warehouse.query("rulings/last").item()
        waits = analysis.ledger.undone("matches").height > 0
        if not waits:
            run_stage(analysis, registry.stage("inference"))
    return Ruling(number, subject, key, verdict, 0 if waits else ends.height, waits)
