"""Words that stand where a value is missing: what data frames, spreadsheets and databases write into empty fields."""

from __future__ import annotations

MISSING_WORDS = frozenset(
    (
        *("nan", "n/a", "n.a.", "#n/a", "#na", "<na>", "nat", "none", "(none)", "null", "(null)", "<null>", "nil"),
        *("undefined", "unknown", "(unknown)", "[unknown]", "missing", "not available", "not specified", "no data"),
        *("\\n", "-", "--", "---", "–", "—", "_", "?", ".", "[]", "{}", "''", '""'),
    )
)
LONGEST_WORD = max(map(len, MISSING_WORDS))


def is_missing(value: str | None) -> bool:
    """Return whether a field's value says that there is none: empty, ``nan``, ``N/A``, ``None``, ``null`` or ``-``.

    ``NA`` counts in capitals alone: that is how R writes it.
    """
    if value is None:
        return True
    if len(value) > LONGEST_WORD:
        return not value.strip() or (len(value) < 3 * LONGEST_WORD and value.strip().casefold() in MISSING_WORDS)
    words = value.strip()
    return not words or words == "NA" or words.casefold() in MISSING_WORDS
