"""Other forms of names: lines of credits have them in the genitive, the dative and others, and in capitals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import takewhile

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


def title_cased(name: str) -> str:
    """Return a name with capitals where it has small letters, as other desks write it (``L'Est Républicain``)."""
    first, *others = name.split(" ")
    capitals = (word[:1].upper() + word[1:] if len(word) > SHORTEST_STEM + 1 else word for word in others)
    return " ".join((first, *capitals))


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


LONGEST_ENDING = 4
"""Letters of the longest ending that a word of a name can have instead of its own."""


def shared_letters(written: Sequence[str], name: Sequence[str]) -> int:
    """Return how many letters words share with a name of which they can be a case form; 0 where they cannot.

    Word by word they begin alike, and at most some letters at the end differ (``Tygodniku Powszechnym``).

    Args:
        written: the words as they stand in a text, in small letters.
        name: the words of the name, in small letters.
    """
    if len(written) != len(name):
        return 0
    shared = 0
    for ours, theirs in zip(written, name, strict=True):
        stem = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(ours, theirs, strict=False)))
        alike = ours == theirs or (
            stem >= SHORTEST_STEM and max(len(ours), len(theirs)) - stem <= LONGEST_ENDING and len(theirs) - stem < stem
        )
        if not alike:
            return 0
        shared += stem
    return shared


def _forms(word: str, endings: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Return the other forms of a word by its ending."""
    for ending, others in endings.items():
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM:
            stem = word[: len(word) - len(ending)]
            return tuple(dict.fromkeys(stem + other for other in others))
    return ()


class CaseForms:
    """Names by their first letters, so that outlets are found by case forms of their names.

    Args:
        names: each name, and the outlet that has it.
    """

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        self._by_letters: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
        for name, outlet_id in names:
            words = tuple(name.casefold().split())
            self._by_letters[name.casefold()[:SHORTEST_STEM]].append((words, outlet_id))

    def outlet_of(self, written: str, countries: Mapping[str, str | None], spoken_in: frozenset[str]) -> str | None:
        """Return the outlet of some countries of whose name words are a case form; None where that may be several.

        Args:
            written: a name behind a preposition, in a language that declines names (``w Tygodniku Powszechnym``).
            countries: the country of each outlet.
            spoken_in: the countries of the language.
        """
        words = tuple(written.casefold().split())
        shared = {
            outlet_id: letters
            for name, outlet_id in self._by_letters.get(written.casefold()[:SHORTEST_STEM], ())
            if countries.get(outlet_id) in spoken_in and (letters := shared_letters(words, name))
        }
        nearest = [outlet_id for outlet_id, letters in shared.items() if letters == max(shared.values())]
        return nearest[0] if len(nearest) == 1 else None
