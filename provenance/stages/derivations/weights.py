"""How much each sign weighs: logarithms of odds.

Fitted to 150 syndication trees of known truth (their dates as they are, wrong by their mean delay, and missing), by
maximum likelihood with a quadratic penalty; ``tests/benchmarks/fit_derivations.py`` does it again. Signs that such
trees cannot weigh fairly are bounded: that an outlet is known, or an agency, and how much a source with a later date
loses. The figures of the explanation come from trees that a fit has not seen.
"""

from __future__ import annotations

SOURCE: dict[str, float] = {
    "bias": 2.03,
    "covered": 6.10,
    "source_covered": -7.28,
    "nearer_elsewhere": -0.22,
    "reworded": -10.32,
    "reworded_covered": 4.13,
    "reworded_source_covered": 0.89,
    "edits_added": -0.12,
    "edits_lost": -0.30,
    "blocks_added": -4.29,
    "blocks_lost": 0.83,
    "added": 1.25,
    "lost": -1.27,
    "cut_off": -1.11,
    "added_and_lost": -6.29,
    "same": -0.04,
    "lacking_here": -0.63,
    "lacking_there": 0.46,
    "lacking_both": -2.33,
    "undated": 0.43,
    "later": 3.92,
    "much_later": -3.37,
    "earlier": -1.77,
    "much_earlier": -2.00,
    "names_source": 4.16,
    "named_by_source": -5.53,
    "names_other": 1.52,
    "source_names_other": 1.16,
    "names_absent": -1.79,
    "source_names_absent": -0.94,
    "both_name_absent": 0.86,
    "credit_dropped": 0.29,
    "translated": 3.00,
    "source_translated": -3.00,
    "from_agency": 0.06,
    "from_known": 1.50,
    "source_often_named": 1.95,
    "often_named": 0.34,
}

ALONE: dict[str, float] = {
    "bias": -2.03,
    "names_absent": 1.79,
    "names_present": -5.68,
    "agency": 2.00,
    "known": 1.00,
    "often_named": -0.34,
    "earliest": 1.62,
    "undated": 0.56,
    "names_none": 1.79,
}
