"""The reasons of an edge: each with its weight as a step, and with the place in the texts that it speaks of."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from provenance.reports.pages.material import printable
from provenance.reports.wording import REASON_KINDS, confidence_word, percent, quantity

if TYPE_CHECKING:
    from collections.abc import Mapping

    from provenance.reports.pages.material import Row


def reasons_of(evidence: str | None) -> list[dict[str, Any]]:
    """Return the reasons of an edge, each as a mapping; evidence that is no JSON array is one reason as it stands."""
    try:
        entries = json.loads(evidence or "[]")
    except ValueError:
        entries = [evidence]
    entries = entries if isinstance(entries, list) else [entries]
    return [entry if isinstance(entry, dict) else {"detail": str(entry)} for entry in entries]


def evidence_spans(evidence: str | None, sides: Mapping[str, str]) -> dict[str, list[tuple[int, int, int]]]:
    """Return the spans that reasons name in the two texts that are shown: start, stop, number of the reason from 1."""
    spans: dict[str, list[tuple[int, int, int]]] = {"source": [], "document": []}
    for number, reason in enumerate(reasons_of(evidence), 1):
        side = next((side for side in ("document", "source") if sides[side] == reason.get("document")), None)
        start, stop = reason.get("start"), reason.get("stop")
        if side and isinstance(start, int) and isinstance(stop, int):
            spans[side].append((start, stop, number))
    return spans


def targets_of(edge: Row, sides: Mapping[str, Any] | None) -> dict[int, str]:
    """Return the place on the page that shows the span of a reason, by the number of the reason.

    An agreement shows in the first shared passage.
    """
    if sides is None:
        return {}
    prefix = f"e{edge['number']}"
    parts = (*sides["source_segments"], *sides["document_segments"])
    targets = {part.reason: f"{prefix}-r{part.reason}" for part in parts if part.reason}
    if sides["passages"]:
        for number, reason in enumerate(reasons_of(edge["evidence"]), 1):
            if reason.get("kind") == "agreement":
                targets.setdefault(number, f"{prefix}-d-1")
    return targets


def waterfall(
    evidence: str | None, confidence: float, targets: Mapping[int, str] | None = None, *, is_sum: bool = True
) -> dict[str, Any]:
    """Return the reasons of an edge with the weight of each, and where each begins and ends.

    Weights of documents in the corpus are log-odds, and their sum says how much likelier the edge is than the other
    direction: they are drawn as steps of a sum. They add up to no probability by themselves: the confidence also weighs
    every other possible source. Weights of sources outside the corpus are each of its own.
    """
    reasons = reasons_of(evidence)
    weights = [float(reason.get("weight") or 0) for reason in reasons]
    ends, total = [], 0.0
    for weight in weights:
        ends.append((total, total + weight) if is_sum else (0.0, weight))
        total += weight
    low, high = min([0.0, *(min(pair) for pair in ends)]), max([0.0, *(max(pair) for pair in ends)])
    width = (high - low) or 1.0
    steps = [
        {
            "kind": REASON_KINDS.get(str(reason.get("kind")), str(reason.get("kind") or "reason")),
            "detail": printable(str(reason.get("detail") or "")),
            "weight": weight,
            "words": f"{weight:+.2f}".replace("-", "−") if weight else "",
            "x": round(100 * (min(pair) - low) / width, 2),
            "width": round(100 * abs(weight) / width, 2),
            "way": "for" if weight > 0 else "against" if weight < 0 else "neutral",
            "target": (targets or {}).get(number),
        }
        for number, (reason, weight, pair) in enumerate(zip(reasons, weights, ends, strict=True), 1)
    ]
    return {
        "steps": steps,
        "zero": round(100 * -low / width, 2),
        "total": f"{total:+.2f}".replace("-", "−"),
        "summary": f"{quantity(sum(1 for weight in weights if weight > 0), 'reason')} for it, "
        f"{sum(1 for weight in weights if weight < 0)} against it",
        "percent": percent(confidence),
        "word": confidence_word(confidence),
    }
