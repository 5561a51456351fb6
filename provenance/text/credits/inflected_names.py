"""Case forms of names in Cyrillic letters: lines of credits have them in the genitive, the dative and others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

NOUNS: Mapping[str, tuple[str, ...]] = {
    "ости": ("остей", "остям", "остями", "остях"),
    "ия": ("ий", "иям", "ии", "ию", "ией", "иях", "ию"),
    "а": ("ы", "и", "е", "у", "ой"),
    "я": ("и", "е", "ю", "ей"),
    "о": ("а", "у", "ом", "е"),
    "и": ("ів", "ям", "ями", "ях"),
}
"""The endings of nouns, the longest first, and what they become."""

ADJECTIVES: Mapping[str, tuple[str, ...]] = {
    "ая": ("ой", "ой", "ую", "ой"),
    "ые": ("ых", "ым", "ыми", "ых"),
    "ие": ("их", "им", "ими", "их"),
    "ий": ("ого", "ему", "им", "ом"),
    "ый": ("ого", "ому", "ым", "ом"),
    "ське": ("ського", "ському", "ським", "ському"),
    "ська": ("ської", "ській", "ську", "ською"),
}
"""The endings of adjectives and what they become."""

SHORTEST_STEM = 3
"""Letters of the shortest stem that takes endings: shorter words with other endings are other words."""

LONGEST_NAME = 3
"""Words of the longest name whose forms are made."""


def case_forms(name: str) -> Iterator[str]:
    """Yield the case forms of a name in Cyrillic letters that ends in a vowel; none of other names.

    All words but the last must be adjectives that decline. Forms that no grammar has do no harm: no text holds them.
    Endings that are added to a consonant are read where a name is met.
    """
    *adjectives, noun = name.split()
    if len(adjectives) >= LONGEST_NAME or not noun.isalpha() or not "А" <= noun[0].upper() <= "Я":
        return
    prefixes = [""]
    for word in adjectives:
        forms = _forms(word, ADJECTIVES)
        if not forms:
            return
        prefixes = [f"{prefix}{form} " for prefix in prefixes for form in forms]
    for prefix in dict.fromkeys(prefixes):
        for form in _forms(noun, ADJECTIVES) or _forms(noun, NOUNS):
            yield prefix + form


def _forms(word: str, endings: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Return the other forms of a word by its ending."""
    for ending, others in endings.items():
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM:
            stem = word[: len(word) - len(ending)]
            return tuple(dict.fromkeys(stem + other for other in others))
    return ()
