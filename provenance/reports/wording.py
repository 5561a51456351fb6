"""How values are said to a person: times as fine as they are known, confidence and shares in words, counts."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from provenance.reports.terminal import harmless

STRONG, LIKELY = 0.9, 0.7
"""From where a calibrated probability is called strong, and likely; below it is weak. They only choose a word."""

_FORMS = {"year": "%Y", "month": "%Y-%m", "day": "%Y-%m-%d", "hour": "%Y-%m-%d %Hh"}

NO_CREDIT = "no credit found"

MATCH_KINDS = {
    "exact": "the same text",
    "near": "nearly the same text",
    "contained": "one holds the other",
    "translation": "a translation",
    "paraphrase": "the same in other words",
    "partial": "shared passages",
}


def moment(at: datetime | None, precision: str | None = "minute") -> str:
    """Return a UTC time as finely as it is known: ``2024-05-03 10:05``, ``2024-05-03``, ``2024``, or ``undated``."""
    return "undated" if at is None else at.strftime(_FORMS.get(precision or "minute", "%Y-%m-%d %H:%M"))


def lag(hours: float | None) -> str:
    """Return a delay in the unit a reader would use: ``12 min``, ``3.5 h``, ``4 days``; ``–`` where it is unknown."""
    if hours is None:
        return "–"
    if abs(hours) < 1:
        return f"{hours * 60:.0f} min"
    return f"{hours:.1f} h" if abs(hours) < 48 else f"{hours / 24:.0f} days"


def certainty(confidence: float | None) -> str:
    """Return a probability in one word: strong, likely or weak; nothing where there is none."""
    if confidence is None:
        return ""
    return "strong" if confidence >= STRONG else "likely" if confidence >= LIKELY else "weak"


def percent(share: float | None) -> str:
    """Return a share 0..1 in percent, never rounded up to all nor down to nothing; ``–`` where it is unknown."""
    if share is None:
        return "–"
    shown = min(max(round(share * 100), 1 if share > 0 else 0), 100 if share >= 1 else 99)
    return f"{shown} %"


def counted(number: int, one: str, many: str = "") -> str:
    """Return a number with its noun: ``1 document``, ``1,204 documents``."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def listed(parts: Sequence[str]) -> str:
    """Return phrases as one: ``a``, ``a and b``, ``a, b and c``."""
    return " and ".join(part for part in (", ".join(parts[:-1]), parts[-1]) if part) if parts else ""


def titled(title: str) -> str:
    """Return a title in quotation marks, or as it is where it holds some itself."""
    shown = value(title)
    return shown if any(mark in shown for mark in '“”„«»「」"') else f"“{shown}”"


def credit_words(credited: bool | None, status: str | None = None) -> str:
    """Return whether a credit to the source was found; that none was found accuses nobody."""
    if status == "not_checkable":
        return "credit not checkable"
    return "" if credited is None else "credited" if credited else NO_CREDIT


def reasons(evidence: str | Sequence[Any] | None) -> list[str]:
    """Return the reasons of an edge as sentences, the weightiest first.

    Args:
        evidence: a JSON array of objects with ``kind``, ``detail`` and ``weight``, or a list of sentences.

    Returns:
        One harmless line each; what is not such an array is shown as it is.
    """
    try:
        found = json.loads(evidence) if isinstance(evidence, str) else list(evidence or [])
    except ValueError:
        return [harmless(str(evidence))]
    ranked = sorted(found, key=_weight) if isinstance(found, list) else [found]
    return [_sentence(each) for each in ranked]


def _weight(reason: Any) -> float:  # noqa: ANN401 - whatever JSON held
    """Return the order of a reason: heavier first, those without a weight last."""
    weight = reason.get("weight") if isinstance(reason, Mapping) else None
    return -abs(float(weight)) if isinstance(weight, int | float) else 0.0


def _sentence(reason: Any) -> str:  # noqa: ANN401 - whatever JSON held
    """Return one reason as a line."""
    if not isinstance(reason, Mapping):
        return harmless(str(reason))
    kind, detail, weight = reason.get("kind"), reason.get("detail"), reason.get("weight")
    against = " (speaks against it)" if isinstance(weight, int | float) and weight < 0 else ""
    return harmless(": ".join(str(each) for each in (kind, detail) if each)) + against


def value(cell: Any) -> str:  # noqa: ANN401 - any value of a frame
    """Return a value of a frame as one harmless line; ``–`` for null."""
    if cell is None:
        return "–"
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float):
        return f"{cell:.3f}".rstrip("0").rstrip(".") if abs(cell) < 1e9 else f"{cell:g}"
    if isinstance(cell, bytes):
        return f"({len(cell):,} bytes)"
    return harmless(_long(cell))


def _long(cell: Any) -> str:  # noqa: ANN401 - any value of a frame
    """Return times, lists and structures as text."""
    if isinstance(cell, datetime):
        return cell.strftime("%Y-%m-%d %H:%M:%S").removesuffix(":00")
    if isinstance(cell, date | timedelta | str | int):
        return str(cell)
    if isinstance(cell, Mapping):
        return json.dumps(cell, ensure_ascii=False, default=str)
    return ", ".join(value(each) for each in cell) if hasattr(cell, "__iter__") else str(cell)
