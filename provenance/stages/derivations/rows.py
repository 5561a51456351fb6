"""Judgements as rows: derivations with their evidence, unseen sources with stable ids."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from provenance.stages.derivations.reasons import FAMILIES, lags
from provenance.stages.derivations.relations import absent_relation, relations
from provenance.stages.derivations.unseen import provers, source_id
from provenance.tables import DERIVATIONS, UNSEEN_SOURCES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from provenance.stages.derivations.cases import Case
    from provenance.stages.derivations.choices import Choices
    from provenance.stages.derivations.comparison import Readings
    from provenance.stages.derivations.unseen import Unseen

WHOLE = 0.9
"""Share of a document from which on what a credit speaks for is the whole text."""

WORDS_A_WEIGHT = 2
"""Weight of a word in the measures of readings."""


def derivation_id(document: str, source: str) -> str:
    """Return the stable id of an edge: both ends, and nothing else."""
    return hashlib.sha256(f"{document}\n{source}".encode()).hexdigest()[:16]


def rows_of(
    case: Case, read: Readings, chosen: Choices, unseen: dict[str, Unseen], further: Iterable[tuple[Any, ...]]
) -> pl.DataFrame:
    """Return the derivations (frame ``derivations``), ``further`` rows with them."""
    rows = [*seen_rows(case, read, chosen), *unseen_rows(case, read, chosen, unseen), *further]
    frame = pl.DataFrame(rows, schema=DERIVATIONS.schema(), orient="row")
    return frame.sort("document_id", "source_id")


def seen_rows(case: Case, read: Readings, chosen: Choices) -> Iterator[tuple[Any, ...]]:
    """Yield the derivations from documents that are there."""
    ids, outlet = case.ids, case.outlet
    pairs = chosen.pair[chosen.pair >= 0]
    words, (lag, told) = relations(read, pairs), lags(case, read)
    back = shares_of_sources(case, read)
    claims = first_claims(case)
    for relation, row in zip(words, pairs, strict=True):
        document, source = int(read.documents[row]), int(read.sources[row])
        claim = claims.get((document, int(outlet[source])))
        code = int(outlet[source])
        reasons = [agreement(case, read, row, ids[source])]
        if claim is not None:
            reasons.append(credit(case, claim, float(chosen.families[row, FAMILIES.index("credit")])))
        reasons += directional(case, read, chosen, row, float(lag[row]) if told[row] else None, named=claim is not None)
        basis = chosen.basis[row]
        yield (
            derivation_id(ids[document], ids[source]),
            ids[document],
            ids[source],
            case.outlets[code] if code >= 0 else None,
            relation,
            claim is not None,
            "found" if claim is not None else "none_in_text" if code >= 0 else "not_checkable",
            FAMILIES[basis] if basis < len(FAMILIES) else "ruling",
            float(read.contained[row]),
            back[row],
            float(min(chosen.confidence[document], 1.0)),
            json.dumps(reasons, ensure_ascii=False),
        )


def shares_of_sources(case: Case, read: Readings) -> dict[int, float]:
    """Return for each pair the share of the source's body that the document took."""
    keys = case.pairs.select("left", "right", "contained_left", "contained_right").iter_rows()
    shares = {}
    for left, right, first, second in keys:
        shares[left, right], shares[right, left] = second, first
    ends = zip(read.documents.tolist(), read.sources.tolist(), strict=True)
    return {row: shares[pair] for row, pair in enumerate(ends)}


def first_claims(case: Case) -> dict[tuple[int, int], int]:
    """Return the strongest claim of each document and outlet, the first of equals, as its row."""
    rows = case.claims.with_row_index("row").sort("strength", "row", descending=[True, False])
    best: dict[tuple[int, int], int] = {}
    for row, position, outlet in rows.select("row", "position", "outlet").iter_rows():
        best.setdefault((position, outlet), row)
    return best


def reason(
    kind: str, detail: str, weight: float, document: str, start: int | None = None, stop: int | None = None
) -> dict[str, Any]:
    """Return one reason in the form of the evidence column."""
    return {
        "kind": kind,
        "detail": detail,
        "weight": round(weight, 2),
        "document": document,
        "start": start,
        "stop": stop,
    }


def agreement(case: Case, read: Readings, row: int, source: str) -> dict[str, Any]:
    """Return the reason that the texts agree."""
    share = read.contained[row]
    detail = f"{share:.0%} of the body is in passages shared with {source} ({read.kinds[row]})"
    return reason("agreement", detail, 0.0, case.ids[int(read.documents[row])])


def credit(case: Case, row: int, weight: float) -> dict[str, Any]:
    """Return the reason that a credit gives."""
    claim = case.credits[row]
    detail = f"{claim['role']} credit to {claim['outlet_id']}, strength {claim['strength']}: {claim['value']}"
    document = case.ids[claim["position"]]
    return reason("credit", detail, weight, document, claim["start"], claim["stop"])


def directional(
    case: Case, read: Readings, chosen: Choices, row: int, lag: float | None, *, named: bool
) -> Iterator[dict[str, Any]]:
    """Yield the reasons for the direction but the document's own credit."""
    ids = case.ids
    document, source = ids[int(read.documents[row])], ids[int(read.sources[row])]
    details = {
        "date": f"published {abs(lag or 0):.1f} hours {'after' if (lag or 0) > 0 else 'before'} {source}",
        "changes": changes(read, row),
        "witness": f"a third document holds {read.of('there')[row]} runs of {source} that this one lacks, "
        f"and {read.of('here')[row]} of this one that {source} lacks",
        "outlet": f"what is known of the outlets makes {source} the likelier source",
        "credit": "credits elsewhere among the copies",
        "chain": f"the rest of the story leaves {source} the likelier source of the two",
    }  # fmt: skip
    for family, detail in details.items():
        weight = float(chosen.families[row, FAMILIES.index(family)])
        if abs(weight) >= 0.05 and not (family == "credit" and named) and not (family == "date" and lag is None):
            yield reason(family, detail, weight, document)


def changes(read: Readings, row: int) -> str:
    """Return in words what the document adds to its source and lacks of it."""
    added, lost = read.of("beyond")[row] // WORDS_A_WEIGHT, read.of("beyond", turned=True)[row] // WORDS_A_WEIGHT
    return (
        f"adds {added} words in {read.of('edits')[row]} edits and {read.of('blocks')[row]} blocks, lacks {lost} in "
        f"{read.of('edits', turned=True)[row]} edits and {read.of('blocks', turned=True)[row]} blocks"
    )


def unseen_rows(case: Case, read: Readings, chosen: Choices, unseen: dict[str, Unseen]) -> Iterator[tuple[Any, ...]]:
    """Yield the derivations from sources that nobody has."""
    ids = case.ids
    for key, source in unseen.items():
        outlet = case.outlets[source.outlet] if source.outlet >= 0 else None
        for child, confidence in source.children.items():
            claim = source.claims.get(child)
            relation, share = likeness(case, read, chosen, source, child)
            yield (
                derivation_id(ids[child], key),
                ids[child],
                key,
                outlet,
                relation,
                claim is not None,
                "found" if claim is not None else "not_checkable" if outlet is None else "none_in_text",
                "credit" if claim is not None or source.outlet >= 0 else "witness",
                share,
                None,
                confidence,
                json.dumps(list(why_unseen(case, read, source, child)), ensure_ascii=False),
            )


def why_unseen(case: Case, read: Readings, source: Unseen, child: int) -> Iterator[dict[str, Any]]:
    """Yield the reasons that a document derives from an absent source."""
    ids = case.ids
    if child in source.claims:
        yield credit(case, source.claims[child], source.children[child])
    if child in source.because:
        by, how = source.because[child]
        told = {
            "copy": f"{ids[by]}, which derives from this document, names the source",
            "agreement": f"{ids[by]} names the source and agrees in text; neither is the other's source",
            "witness": f"this document and {ids[by]} each share with a third document what the other lacks",
        }
        yield reason(how, told[how], source.children[child], ids[child])
        if by in source.claims and by != child:
            yield credit(case, source.claims[by], source.children[child])
    others = np.array(sorted(set(source.children) - {child})[:5], np.int64)
    for row, other in zip(read.rows(np.full_like(others, child), others).tolist(), others.tolist(), strict=True):
        if row >= 0:
            yield agreement(case, read, row, ids[other])


def likeness(case: Case, read: Readings, chosen: Choices, source: Unseen, child: int) -> tuple[str, float]:
    """Return the relation of a document to an absent source, and the share of its body that is from there.

    The documents that share the source stand in for it, those first that have no other. Where there is none, the credit
    does: a whole text unless it speaks for a part.
    """
    if child in case.translations:
        return "translated", credited_share(case, source, child)
    others = np.array([o for o in source.children if o != child and not derives(read, chosen, o, child)], np.int64)
    others = others[read.rows(np.full_like(others, child), others) >= 0]
    roots = others[chosen.pair[others] < 0]
    if len(others):
        shares = read.contained[read.rows(np.full_like(others, child), others)]
        return absent_relation(read, child, roots if len(roots) else others), float(shares.max())
    share = credited_share(case, source, child)
    return ("republished" if share > WHOLE else "expanded"), share


def derives(read: Readings, chosen: Choices, document: int, source: int) -> bool:
    """Return whether a source stands above a document in its chain."""
    while chosen.pair[document] >= 0:
        document = int(read.sources[chosen.pair[document]])
        if document == source:
            return True
    return False


def credited_share(case: Case, source: Unseen, child: int) -> float:
    """Return the share of a document that its credit speaks for: all of it, unless the credit has a scope or a part."""
    row = source.claims.get(child)
    if row is None:
        return 1.0
    claim = case.credits[row]
    length = max(case.lengths[child], 1)
    if claim["scope_start"] is not None:
        return float(min((claim["scope_stop"] - claim["scope_start"]) / length, 1.0))
    return 0.0 if claim["role"] == "contribution" else 1.0


def unseen_frame(case: Case, unseen: dict[str, Unseen], known: pl.DataFrame, taken: dict[str, str]) -> pl.DataFrame:
    """Return the unseen sources (frame ``unseen_sources``): those that stand, and those of before that are replaced.

    Args:
        case: what the judgement rests on.
        unseen: the sources that stand, by id.
        known: those recorded before.
        taken: what took the place of those that no longer stand, by id.
    """
    ids, published = case.ids, case.documents["published_at"]
    rows: list[tuple[Any, ...]] = []
    for key, source in unseen.items():
        proved = provers(source)
        dates = [date for child in proved.tolist() if (date := published[child]) is not None]
        outlet = case.outlets[source.outlet] if source.outlet >= 0 else None
        rows.append((key, outlet, [ids[each] for each in proved], min(dates, default=None), source.basis, None))
    old = known.filter(pl.col("source_id").is_in(list(taken))).iter_rows(named=True)
    rows += [
        (r["source_id"], r["outlet_id"], r["known_from"], r["not_after"], r["basis"], taken[r["source_id"]])
        for r in old
    ]
    return pl.DataFrame(rows, schema=UNSEEN_SOURCES.schema(), orient="row").sort("source_id")


def identified(case: Case, found: list[Unseen]) -> dict[str, Unseen]:
    """Return the absent sources by stable id."""
    ids = case.ids
    return {source_id(case.outlets[s.outlet] if s.outlet >= 0 else None, ids[int(provers(s)[0])]): s for s in found}


def replaced(
    case: Case, chosen: Choices, read: Readings, unseen: dict[str, Unseen], known: pl.DataFrame
) -> dict[str, str]:
    """Return what took the place of sources recorded before: an id that stands, or the document that was missing."""
    place = {document: at for at, document in enumerate(case.ids)}
    of_child = {(child, s.outlet): key for key, s in unseen.items() for child in provers(s).tolist()}
    codes = {outlet: code for code, outlet in enumerate(case.outlets)}
    taken: dict[str, str] = {}
    for row in known.sort("source_id").iter_rows(named=True):
        children = [place[each] for each in row["known_from"] if each in place]
        if row["source_id"] in unseen or not children:
            continue
        code = codes.get(row["outlet_id"], -1)
        new = next((of_child[child, code] for child in children if (child, code) in of_child), None)
        new = new or next((arrived for child in children if (arrived := above(case, chosen, read, child, code))), None)
        new = new or row["replaced_by"]
        if new is not None and new != row["source_id"]:
            taken[row["source_id"]] = new
    return taken


def above(case: Case, chosen: Choices, read: Readings, child: int, outlet: int) -> str | None:
    """Return the document of an outlet that stands above another in its chain; any, where the outlet is unknown."""
    while chosen.pair[child] >= 0:
        child = int(read.sources[chosen.pair[child]])
        if outlet < 0 or case.outlet[child] == outlet:
            return str(case.ids[child])
    return None
