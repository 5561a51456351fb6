"""Every number that changes a result, in one frozen place, with fingerprints that a warehouse stores.

A number that only changes speed or memory (a batch size, a thread count) does not belong here. Settings are grouped by
what reads them, and a stage's fingerprint rests on the groups that it reads. The name of a setting is unique over all
groups: ``--setting NAME=NUMBER``, the table ``settings`` and SQL parameters use it without its group.

To add a setting, add a field to a group; to add a group, add a class and a field to :class:`Settings`.
"""

from __future__ import annotations

import dataclasses
import difflib
import hashlib
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from provenance.errors import UsageError
from provenance.settings.cleaning import CleaningSettings
from provenance.settings.derivation import DerivationSettings
from provenance.settings.documents import (
    BlockSettings,
    BoilerplateSettings,
    CandidateSettings,
    CreditSettings,
    ShingleSettings,
)
from provenance.settings.pairs import AlignmentSettings, MatchingSettings, SemanticSettings

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from provenance.settings.group import Group

TEXT_VERSION = 2
"""Version of normalising, tokenising and splitting sentences: goes up when the same text is divided otherwise."""


@dataclass(frozen=True)
class Settings:
    """The numbers that change a result, by group.

    Example:
        >>> settings = provenance.Settings()
        >>> settings.matching.near_similarity
        0.68
        >>> settings.replace(near_similarity=0.9).value("near_similarity")
        0.9
    """

    blocks: BlockSettings = field(default_factory=BlockSettings)
    shingles: ShingleSettings = field(default_factory=ShingleSettings)
    candidates: CandidateSettings = field(default_factory=CandidateSettings)
    credits: CreditSettings = field(default_factory=CreditSettings)
    boilerplate: BoilerplateSettings = field(default_factory=BoilerplateSettings)
    alignment: AlignmentSettings = field(default_factory=AlignmentSettings)
    matching: MatchingSettings = field(default_factory=MatchingSettings)
    semantic: SemanticSettings = field(default_factory=SemanticSettings)
    derivation: DerivationSettings = field(default_factory=DerivationSettings)
    cleaning: CleaningSettings = field(default_factory=CleaningSettings)

    def value(self, name: str) -> int | float:
        """Return the value of a setting by its name, whatever its group.

        Args:
            name: the setting's.

        Raises:
            UsageError: there is no such setting.

        Example:
            >>> provenance.Settings().value("permutations")
            128
        """
        number: int | float = getattr(getattr(self, declared(name).group), name)
        return number

    def replace(self, **numbers: float) -> Settings:
        """Return these settings with some numbers changed, by their names.

        Args:
            numbers: the new numbers.

        Raises:
            UsageError: a name is unknown, or a value is out of its range.

        Example:
            >>> provenance.Settings().replace(near_similarity=0.9).matching.near_similarity
            0.9
        """
        changed: dict[str, dict[str, Any]] = {}
        for name, value in numbers.items():
            changed.setdefault(declared(name).group, {})[name] = value
        groups = {group: dataclasses.replace(getattr(self, group), **values) for group, values in changed.items()}
        return dataclasses.replace(self, **groups)

    def as_dict(self, *groups: str) -> dict[str, int | float]:
        """Return the settings of some groups, or of all, by name, in declaration order, the text version first.

        Args:
            groups: names of groups.

        Example:
            >>> provenance.Settings().as_dict("shingles")
            {'text_version': 2, 'shingle_words': 5, 'shingle_characters': 5, 'permutations': 128, 'seed': 1}
        """
        parts = [getattr(self, group) for group in groups or GROUPS]
        numbers = {name: value for part in parts for name, value in dataclasses.asdict(part).items()}
        return {"text_version": TEXT_VERSION, **numbers}

    def fingerprint(self, *groups: str) -> str:
        """Return 16 hexadecimal digits that differ when any number of some groups differs: of all, where none is named.

        The text version is part of every fingerprint.

        Args:
            groups: names of groups.

        Example:
            >>> usual, other = provenance.Settings(), provenance.Settings().replace(near_similarity=0.9)
            >>> usual.fingerprint("matching") == other.fingerprint("matching")
            False
        """
        return hashlib.sha256(json.dumps(self.as_dict(*groups), sort_keys=True).encode()).hexdigest()[:16]


class Setting(NamedTuple):
    """What is declared about one setting.

    Attributes:
        name: unique over all groups.
        group: the field of :class:`Settings` that it stands in.
        default: the value where nothing else is given; its type is the one that the setting takes.
        least: the least allowed value.
        most: the greatest allowed value.
        meaning: what it counts or measures.
    """

    name: str
    group: str
    default: int | float
    least: float
    most: float
    meaning: str


def _declarations(name: str, group: Group) -> list[Setting]:
    return [
        Setting(field_.name, name, getattr(group, field_.name), **field_.metadata)
        for field_ in dataclasses.fields(group)
    ]


GROUPS = tuple(group.name for group in dataclasses.fields(Settings))
"""Names of the groups, in declaration order."""

TRACE_GROUPS = tuple(group for group in GROUPS if group != "cleaning")
"""The groups that `trace` reads: a warehouse keeps their numbers and holds later runs to them."""

DECLARED = {setting.name: setting for name in GROUPS for setting in _declarations(name, getattr(Settings(), name))}
"""Every setting by its name, in declaration order."""


def declared(name: str) -> Setting:
    """Return what is declared about a setting.

    Raises:
        UsageError: there is no such setting; similar names are offered.
    """
    if name not in DECLARED:
        similar = difflib.get_close_matches(name, DECLARED, 3) or list(DECLARED)
        raise UsageError(f"there is no setting {name!r}", f"there are: {', '.join(similar)}")
    return DECLARED[name]


def with_numbers(settings: Settings, numbers: Mapping[str, str | float], groups: Collection[str] = GROUPS) -> Settings:
    """Return settings with some numbers changed, by name; text is read as the number it stands for.

    Args:
        settings: the settings of which some numbers are changed.
        numbers: the new numbers.
        groups: the groups that are read where these settings go.

    Raises:
        UsageError: a name is unknown, no such group is read, or a value is no number or out of its range.
    """
    unread = [name for name in numbers if declared(name).group not in groups]
    if unread:
        raise UsageError(
            f"setting {unread[0]} is of the group {declared(unread[0]).group}, which changes nothing here",
            "give it to the command that reads it (docs: settings)",
        )
    return settings.replace(**{name: _number(declared(name), value) for name, value in numbers.items()})


def _number(setting: Setting, value: str | float) -> int | float:
    """Return a value as the type that a setting takes; a fraction for a whole number is left to the check of ranges."""
    kind = type(setting.default)
    try:
        return kind(value) if isinstance(value, str) or kind is float else value
    except ValueError:
        name = setting.name
        raise UsageError(f"setting {name} is {value!r}: it takes a number", f"write it as {name}=NUMBER") from None
