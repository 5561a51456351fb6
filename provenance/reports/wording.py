"""Values in words: times at their known precision, confidences, shares, counts, lists, credits and evidence."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from provenance.reports.terminal import sanitize

STRONG, LIKELY = 0.9, 0.7
"""Least calibrated probabilities that are called strong and likely; lower ones are weak. They only choose a word."""

_TIME_FORMATS = {"year": "%Y", "month": "%Y-%m", "day": "%Y-%m-%d", "hour": "%Y-%m-%d %Hh"}

NO_CREDIT = "no credit found"

MATCH_KINDS = {
    "exact": "the same text",
    "near": "nearly the same text",
    "contained": "one holds the other",
    "translation": "a translation",
    "paraphrase": "the same in other words",
    "partial": "shared passages",
    "headline": "its headline",
}


def format_time(time: datetime | None, precision: str | None = "minute") -> str:
    """Return a UTC time at its known precision: ``2024-05-03 10:05``, ``2024-05-03``, ``2024``, or ``undated``."""
    return "undated" if time is None else time.strftime(_TIME_FORMATS.get(precision or "minute", "%Y-%m-%d %H:%M"))


def format_lag(hours: float | None) -> str:
    """Return a delay in the unit a reader would use: ``12 min``, ``3.5 h``, ``4 days``; ``–`` where it is unknown."""
    if hours is None:
        return "–"
    if abs(hours) < 1:
        return f"{hours * 60:.0f} min"
    return f"{hours:.1f} h" if abs(hours) < 48 else f"{hours / 24:.0f} days"


def confidence_word(confidence: float | None) -> str:
    """Return a probability as one word, strong, likely or weak; nothing for None."""
    if confidence is None:
        return ""
    return "strong" if confidence >= STRONG else "likely" if confidence >= LIKELY else "weak"


def percent(share: float | None) -> str:
    """Return a share 0..1 in percent, never rounded to 0 % or 100 % unless it is exactly that; ``–`` for None."""
    if share is None:
        return "–"
    rounded = min(max(round(share * 100), 1 if share > 0 else 0), 100 if share >= 1 else 99)
    return f"{rounded} %"


def quantity(number: int, singular: str, plural: str = "") -> str:
    """Return a number with its noun, in the plural but for 1: ``1 document``, ``1,204 documents``."""
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"


def join_phrases(phrases: Sequence[str]) -> str:
    """Return phrases as a list in words: ``a``, ``a and b``, ``a, b and c``."""
    return " and ".join(part for part in (", ".join(phrases[:-1]), phrases[-1]) if part) if phrases else ""


def quoted_title(title: str) -> str:
    """Return a title in quotation marks, or unchanged where it contains quotation marks."""
    text = cell_text(title)
    return text if any(mark in text for mark in '“”„«»「」"') else f"“{text}”"


def credit_phrase(credited: bool | None, status: str | None = None) -> str:
    """Return whether a credit to the source was found. The words accuse nobody: that none was found proves nothing."""
    if status == "not_checkable":
        return "credit not checkable"
    if status == "further_up":
        return "credits a source further up"
    return "" if credited is None else "credited" if credited else NO_CREDIT


STRONGEST = 3
"""Reasons for an edge that are shown where not all are asked for."""

REASON_KINDS = {
    "agreement": "shared text",
    "changes": "what differs",
    "wording": "the words",
    "witness": "a third text",
    "date": "dates",
    "outlet": "outlets",
    "copy": "a copy of it",
    "chain": "the whole story",
}
"""Kinds of reasons in words; others are called as they are."""

DIRECTION_BASES = {
    "agreement": "the shared text",
    "changes": "what each adds and leaves out",
    "credit": "a credit",
    "date": "the dates",
    "outlet": "the kinds of outlets",
    "witness": "a third text",
    "chain": "the whole story",
    "ruling": "a person's ruling",
}
"""What decides which of two texts derives from the other, in words."""

LAST_KINDS = ("chain",)
"""Kinds of reasons that add up what others say: they are shown after those."""


def evidence_sentences(evidence: str | Sequence[Any] | None, most: int | None = None) -> list[str]:
    """Return the evidence of an edge as sentences: what speaks for it, the strongest first, then what speaks against.

    A reason that quotes words of the texts comes first.

    Args:
        evidence: a JSON array of objects with ``kind``, ``detail`` and ``weight``, or a list of sentences.
        most: how many of the reasons for it; all where None. All that speak against it are shown.

    Returns:
        One sanitised line for each; a value that is no such array is one line itself.
    """
    try:
        entries = json.loads(evidence) if isinstance(evidence, str) else list(evidence or [])
    except ValueError:
        return [sanitize(str(evidence))]
    ranked = sorted(entries, key=_rank) if isinstance(entries, list) else [entries]
    against = [entry for entry in ranked if _weight(entry) < 0]
    reasons = [entry for entry in ranked if _weight(entry) >= 0][:most]
    sentences = [*map(_sentence, reasons), *(f"against it: {_sentence(entry)}" for entry in against)]
    return list(dict.fromkeys(sentences))


def _weight(reason: Any) -> float:  # noqa: ANN401 - any JSON value
    """Return the weight of a reason, 0 where it has none."""
    weight = reason.get("weight") if isinstance(reason, Mapping) else None
    return float(weight) if isinstance(weight, int | float) else 0.0


def _rank(reason: Any) -> tuple[bool, bool, float]:  # noqa: ANN401 - any JSON value
    """Return a sort key: quoted words and rulings first, then larger absolute weights, then those without a weight."""
    kind = reason.get("kind") if isinstance(reason, Mapping) else None
    return kind not in ("wording", "ruling"), kind in LAST_KINDS, -abs(_weight(reason))


def _sentence(reason: Any) -> str:  # noqa: ANN401 - any JSON value
    """Return one entry of the evidence as a sanitised line."""
    if not isinstance(reason, Mapping):
        return sanitize(str(reason))
    return sanitize(str(reason.get("detail") or reason.get("kind") or ""))


def cell_text(cell: Any) -> str:  # noqa: ANN401 - any value of a frame
    """Return a value of a frame as one sanitised line; ``–`` for null."""
    if cell is None:
        return "–"
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float):
        return f"{cell:.3f}".rstrip("0").rstrip(".") if abs(cell) < 1e9 else f"{cell:g}"
    if isinstance(cell, bytes):
        return f"({len(cell):,} bytes)"
    return sanitize(_composite_text(cell))


def _composite_text(cell: Any) -> str:  # noqa: ANN401 - any value of a frame
    """Return a time, number, text, list or structure as text."""
    if isinstance(cell, datetime):
        return cell.strftime("%Y-%m-%d %H:%M:%S").removesuffix(":00")
    if isinstance(cell, date | timedelta | str | int):
        return str(cell)
    if isinstance(cell, Mapping):
        return json.dumps(cell, ensure_ascii=False, default=str)
    return ", ".join(cell_text(item) for item in cell) if hasattr(cell, "__iter__") else str(cell)
