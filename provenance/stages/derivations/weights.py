"""How much each sign weighs: logarithms of odds.

Fitted to 150 syndication trees of known truth (their dates as they are, wrong by their mean delay, and missing), by
maximum likelihood with a quadratic penalty; ``tests/benchmarks/fit_derivations.py`` does it again. Signs that such
trees cannot weigh fairly are bounded: that an outlet is known, or an agency, and how much a source with a later date
loses. The figures of the explanation come from trees that a fit has not seen.
"""

from __future__ import annotations

SOURCE: dict[str, float] = {
    "bias": 1.53,
    "covered": 4.95,
    "source_covered": -5.80,
    "nearer_elsewhere": -0.29,
    "reworded": 0.00,
    "edits_added": -0.35,
    "edits_lost": -0.13,
    "blocks_added": -1.01,
    "blocks_lost": 0.65,
    "added": 0.37,
    "lost": -1.15,
    "cut_off": -0.88,
    "added_and_lost": -4.89,
    "same": -0.06,
    "lacking_here": -0.35,
    "lacking_there": 0.43,
    "lacking_both": -1.82,
    "undated": 0.05,
    "later": 3.12,
    "much_later": -2.64,
    "earlier": -1.04,
    "much_earlier": -2.00,
    "names_source": 3.29,
    "named_by_source": -5.26,
    "names_other": 0.87,
    "source_names_other": 1.25,
    "names_absent": -1.30,
    "source_names_absent": -0.75,
    "both_name_absent": 0.77,
    "credit_dropped": 0.62,
    "translated": 3.00,
    "source_translated": -3.00,
    "from_agency": 0.06,
    "from_known": 1.50,
    "source_often_named": 1.64,
    "often_named": 0.37,
}

ALONE: dict[str, float] = {
    "bias": -1.53,
    "names_absent": 1.30,
    "names_present": -4.16,
    "agency": 2.00,
    "known": 1.00,
    "often_named": -0.37,
    "earliest": 0.98,
    "undated": 0.30,
    "names_none": 1.32,
}
