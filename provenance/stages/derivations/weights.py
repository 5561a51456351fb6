"""How much each sign weighs: logarithms of odds.

Fitted to 150 syndication trees of known truth (their dates as they are, wrong by their mean delay, and missing), by
maximum likelihood with a quadratic penalty; ``tests/benchmarks/fit_derivations.py`` does it again. Signs that such
trees cannot weigh fairly are bounded: that an outlet is known, or an agency, how much a source with a later date loses,
and an unusual lag (outlets there have no habits; where dates are made by habits, a fit gives about what stands here).
The figures of the explanation come from trees that a fit has not seen.
"""

from __future__ import annotations

SOURCE: dict[str, float] = {
    "bias": 3.65,
    "covered": 5.89,
    "source_covered": -9.92,
    "nearer_elsewhere": -0.23,
    "reworded": -11.47,
    "reworded_covered": 2.68,
    "reworded_source_covered": -0.35,
    "copied_elsewhere": -3.65,
    "edits_added": -0.27,
    "edits_lost": -0.55,
    "blocks_added": -1.00,
    "blocks_lost": 0.50,
    "added": 0.15,
    "lost": -1.37,
    "cut_off": -1.41,
    "added_and_lost": -2.00,
    "same": -0.01,
    "conjunctive": 0.48,
    "lacking_here": -0.58,
    "lacking_there": 0.29,
    "lacking_both": -2.72,
    "undated": 0.31,
    "later": 2.69,
    "much_later": -2.69,
    "earlier": -2.00,
    "much_earlier": -2.00,
    "unusual": -0.15,
    "names_source": 4.54,
    "named_by_source": -2.48,
    "names_other": 1.39,
    "source_names_other": 1.37,
    "names_absent": -1.24,
    "source_names_absent": -0.89,
    "both_name_absent": 0.19,
    "credit_dropped": -0.14,
    "translated": 3.00,
    "source_translated": -3.00,
    "from_agency": 0.05,
    "from_known": 1.50,
    "source_often_named": 2.80,
    "often_named": 1.85,
}

ALONE: dict[str, float] = {
    "bias": -3.65,
    "names_absent": 1.24,
    "names_present": -5.93,
    "agency": 2.00,
    "known": 1.00,
    "often_named": -1.85,
    "earliest": 1.01,
    "undated": 0.48,
    "names_none": 1.00,
}
