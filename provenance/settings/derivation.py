"""The group ``derivation``: the numbers of inference, in the order in which its steps read them."""

from __future__ import annotations

from dataclasses import dataclass

from provenance.settings.group import Group, number


# A constant of `stages/derivations` that changes a result becomes a field here: a plain name that no other group has,
# `number(default, meaning, least, most)`, and a meaning that says what is measured, in which unit, without pointing to
# another setting. The default's type (int or float) is the type the setting takes. A constant that is a table, such as
# a probability for each strength of a credit, becomes one field for each entry: `credited_strength_4`.
@dataclass(frozen=True)
class DerivationSettings(Group):
    """Who derived what from whom."""

    source_share: float = number(
        0.15, "least share of one of two bodies inside passages where one may derive from the other", 0.0, 1.0
    )
    edge_confidence: float = number(0.3, "least probability of an edge that becomes a derivation", 0.0, 1.0)
    edge_odds: float = number(
        0.6, "least odds of an edge that becomes a derivation, against the document having no source here", 0.0, 100.0
    )
    min_direction_evidence: float = number(
        0.5, "least log-odds (nats) of dates, credits, changes and witnesses that decide a direction", 0.0, 20.0
    )
