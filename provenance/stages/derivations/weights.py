"""How much each sign weighs: logarithms of odds.

Fitted to 150 syndication trees of known truth (their dates as they are, wrong by their mean delay, and missing), by
maximum likelihood with a quadratic penalty; ``tests/benchmarks/fit_derivations.py`` does it again. Signs that such
trees cannot weigh fairly are bounded: that an outlet is known, or an agency, and how much a source with a later date
loses. The figures of the explanation come from trees that a fit has not seen.
"""

from __future__ import annotations

SOURCE: dict[str, float] = {
    "bias": 2.34,
    "covered": 5.58,
    "source_covered": -7.66,
    "nearer_elsewhere": -0.18,
    "reworded": -10.94,
    "reworded_covered": 3.85,
    "reworded_source_covered": 1.01,
    "edits_added": -0.32,
    "edits_lost": -0.16,
    "blocks_added": -1.00,
    "blocks_lost": 0.50,
    "added": 0.38,
    "lost": -1.16,
    "cut_off": -1.11,
    "added_and_lost": -2.00,
    "same": -0.07,
    "lacking_here": -0.60,
    "lacking_there": 0.42,
    "lacking_both": -2.22,
    "undated": 0.53,
    "later": 3.84,
    "much_later": -3.13,
    "earlier": -1.60,
    "much_earlier": -2.00,
    "names_source": 4.08,
    "named_by_source": -5.54,
    "names_other": 1.64,
    "source_names_other": 1.02,
    "names_absent": -1.64,
    "source_names_absent": -0.87,
    "both_name_absent": 0.70,
    "credit_dropped": 0.15,
    "translated": 3.00,
    "source_translated": -3.00,
    "from_agency": 0.07,
    "from_known": 1.50,
    "source_often_named": 1.72,
    "often_named": 0.38,
}

ALONE: dict[str, float] = {
    "bias": -2.34,
    "names_absent": 1.64,
    "names_present": -5.72,
    "agency": 2.00,
    "known": 1.00,
    "often_named": -0.38,
    "earliest": 1.44,
    "undated": 0.42,
    "names_none": 1.66,
}
