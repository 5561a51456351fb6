"""Versions of the stages: a warehouse does again what another version of a stage did, and all that rests on it."""

from __future__ import annotations

from provenance.text import language

VERSIONS = {
    "blocks": "2",
    "repeats": "1",
    "signatures": "1",
    "credits": "1",
    "furniture": "1",
    "matches": "1",
    "judgements": "5",
}
"""Version of each stage: goes up when the same documents, or the same answers of the stages before, give other rows."""

RESTS_ON = {
    "signatures": ("blocks", "repeats"),
    "credits": ("blocks",),
    "furniture": ("blocks",),
    "matches": ("signatures", "furniture"),
    "judgements": ("matches", "credits"),
}
"""The stages whose answers a stage reads."""

SETTINGS = {
    "blocks": ("blocks",),
    "repeats": ("alignment",),
    "signatures": ("shingles", "candidates"),
    "credits": ("credits",),
    "furniture": ("boilerplate",),
    "matches": ("shingles", "candidates", "alignment", "matching"),
    "judgements": ("matching", "semantic", "derivation"),
}
"""The groups of settings that a stage reads itself (the judgements read what the semantic stage found, too)."""


def versions_below(stage: str) -> str:
    """Return the versions of a stage and of all that it rests on, and what tells languages to the lowest of them."""
    below = [versions_below(each) for each in RESTS_ON.get(stage, ())] or [language.identifier_version()]
    return f"{stage} {VERSIONS[stage]} ({', '.join(below)})"


def settings_below(stage: str) -> tuple[str, ...]:
    """Return the groups of settings that a stage, or a stage that it rests on, reads: distinct, in order of names."""
    below = [group for lower in RESTS_ON.get(stage, ()) for group in settings_below(lower)]
    return tuple(sorted({*SETTINGS[stage], *below}))
