"""The features that say which way a pair derives, and how much each weighs: one record a feature.

A feature is a number that the texts, the dates, the credits or the outlets give; its weight is a logarithm of odds. The
sums of feature times weight are the weights of a log-linear model of branchings (conditional random field; Koo et al.
2007), so that every edge's log-odds are a sum of reasons that can be read one by one.

The weights were fitted to 550 syndication trees of known truth (150 with their dates as they are, wrong by their mean
delay, and missing; 400 with outlets that have habits of dating) by maximum likelihood with a quadratic penalty;
``tests/benchmarks/fit_derivations.py`` does it again, within the bounds. ``names_unknown_source`` came later, with the
weight that such a fit gives it; the others were left. Bounded are features that such trees cannot weigh fairly: that
an outlet is known, or an agency, how much a source with a later date loses, and an unusual lag. The accuracy in the
documentation was measured on trees that a fit has not seen.

To add a feature, add a record to ``FEATURES`` and fit the weights: scores, evidence, the fit, the reference page and
the fingerprint of inference iterate the records.
"""

from __future__ import annotations

import numpy as np

from provenance.stages.derivations.feature_model import DirectionFeature, FeatureModel, RootFeature
from provenance.stages.derivations.reasons import (
    ABSENT,
    AGREEMENT,
    CHANGES,
    COPIED,
    CREDITS,
    NEIGHBOUR,
    OUTLETS,
    OWN_VERSION,
    PUBLISHED,
    TRANSLATED,
    WITNESS,
)

# fmt: off
FEATURES = (
    DirectionFeature(
        "bias", "agreement", 0.36, lambda obs: np.ones(len(obs.pairs.documents)), AGREEMENT, "1 for every pair",
    ),
    DirectionFeature(
        "covered", "agreement", 2.93, lambda obs: obs.where_copied(obs.pairs.coverage()), AGREEMENT,
        "in a copy: share of the document that the source has too", (0, None),
    ),
    DirectionFeature(
        "source_covered", "agreement", -2.41, lambda obs: obs.where_copied(obs.pairs.coverage(reverse=True)), AGREEMENT,
        "in a copy: share of the source that the document has too",
    ),
    DirectionFeature(
        "nearer_other_source", "agreement", 0.58, lambda obs: obs.where_copied(np.log1p(obs.missing_grams)), AGREEMENT,
        "in a copy: log of 1 + three-word runs that another source has in common with the document beyond this one",
    ),
    DirectionFeature(
        "reworded", "agreement", -1.91, lambda obs: obs.pairs.reworded, AGREEMENT,
        "1 for a translation or a paraphrase",
    ),
    DirectionFeature(
        "reworded_covered", "agreement", 0.71, lambda obs: obs.where_reworded(obs.pairs.coverage()), AGREEMENT,
        "in a translation or paraphrase: share of the document that the source has too",
    ),
    DirectionFeature(
        "reworded_source_covered", "agreement", -0.58,
        lambda obs: obs.where_reworded(obs.pairs.coverage(reverse=True)), AGREEMENT,
        "in a translation or paraphrase: share of the source that the document has too",
    ),
    DirectionFeature(
        "copy_of_another", "witness", -1.21,
        lambda obs: obs.where_reworded(obs.greatest_copied(obs.pairs.coverage())), COPIED,
        "in a translation or paraphrase: greatest share of the document that a copy of it has, word for word: no "
        "translation gives words back", (None, 0),
    ),
    DirectionFeature(
        "edits_added", "changes", -0.34, lambda obs: obs.where_copied(np.log1p(obs.pairs.measure("edits"))), CHANGES,
        "log of 1 + short runs of the document that the source lacks",
    ),
    DirectionFeature(
        "edits_lost", "changes", -0.58,
        lambda obs: obs.where_copied(np.log1p(obs.pairs.measure("edits", reverse=True))), CHANGES,
        "log of 1 + short runs of the source that the document lacks",
    ),
    DirectionFeature(
        "blocks_added", "changes", -0.19,
        lambda obs: obs.where_copied(np.minimum(obs.pairs.measure("blocks"), obs.settings.counted_blocks)), CHANGES,
        "whole blocks of the document that the source lacks, at most 5", (-1, 1),
    ),
    DirectionFeature(
        "blocks_lost", "changes", 0.50,
        lambda obs: obs.where_copied(np.minimum(obs.lost_blocks, obs.settings.counted_blocks)), CHANGES,
        "whole blocks of the source that the document lacks, but for one at its end, at most 5", (0, 0.5),
    ),
    DirectionFeature(
        "words_added", "changes", -0.12,
        lambda obs: obs.where_copied(np.log1p(obs.pairs.measure("block_weight") / 2)), CHANGES,
        "log of 1 + words in blocks of the document that the source lacks",
    ),
    DirectionFeature(
        "words_lost", "changes", -0.79, lambda obs: obs.where_copied(np.log1p(obs.lost_weight / 2)), CHANGES,
        "log of 1 + words in blocks of the source that the document lacks, but for one at its end",
    ),
    DirectionFeature(
        "words_cut_off", "changes", -0.66,
        lambda obs: obs.where_copied(np.log1p(obs.pairs.measure("tail_weight", reverse=True) / 2)), CHANGES,
        "log of 1 + words of a block at the end of the source that the document lacks",
    ),
    DirectionFeature(
        "added_and_lost", "changes", -1.34,
        lambda obs: obs.where_copied((obs.pairs.measure("blocks") > 0) & (obs.lost_blocks > 0)), CHANGES,
        "1 where each of the two has a block that the other lacks", (-2, 0),
    ),
    DirectionFeature(
        "identical", "agreement", -0.10, lambda obs: obs.where_copied(obs.unshared_weight == 0), AGREEMENT,
        "1 where both hold the same words",
    ),
    DirectionFeature(
        "conjunctive_grams", "agreement", 0.35,
        lambda obs: obs.where_copied(np.log1p(obs.pairs.measure("conjunctive_grams"))), AGREEMENT,
        "log of 1 + three-word runs that the two share against two other documents or more (conjunctive errors)",
    ),
    DirectionFeature(
        "witnessed_source_lacks", "witness", -0.53,
        lambda obs: obs.where_copied(np.log1p(obs.pairs.measure("witnessed_source_lacks"))), WITNESS,
        "log of 1 + three-word runs that the document and a third hold and the source lacks",
    ),
    DirectionFeature(
        "witnessed_document_lacks", "witness", 0.22,
        lambda obs: obs.where_copied(np.log1p(obs.pairs.measure("witnessed_document_lacks"))), WITNESS,
        "log of 1 + three-word runs that the source and a third hold and the document lacks",
    ),
    DirectionFeature(
        "witnessed_both_lack", "witness", -1.06,
        lambda obs: obs.where_copied(np.log1p(obs.pairs.measure("witnessed_both_lack"))), WITNESS,
        "log of 1 + the smaller of these two numbers, of one third document",
    ),
    DirectionFeature(
        "no_date_order", "date", 0.10, lambda obs: ~obs.dated, PUBLISHED,
        "1 where the dates leave open which is later",
    ),
    DirectionFeature(
        "later", "date", 0.11, lambda obs: np.tanh(np.maximum(obs.lag, 0) / obs.settings.lag_hours), PUBLISHED,
        "how far the document is later, 0..1: tanh of hours / 6", (0, None),
    ),
    DirectionFeature(
        "much_later", "date", -1.97, lambda obs: np.log1p(np.maximum(obs.lag, 0) / obs.settings.long_lag_hours),
        PUBLISHED, "log of 1 + days by which the document is later", (None, 0),
    ),
    DirectionFeature(
        "earlier", "date", -2.00, lambda obs: np.tanh(np.maximum(-obs.lag, 0) / obs.settings.lag_hours), PUBLISHED,
        "how far the document is earlier, 0..1: tanh of hours / 6", (None, -2),
    ),
    DirectionFeature(
        "much_earlier", "date", -2.00, lambda obs: np.log1p(np.maximum(-obs.lag, 0) / obs.settings.long_lag_hours),
        PUBLISHED, "log of 1 + days by which the document is earlier", (None, -2),
    ),
    DirectionFeature(
        "later_to_the_second", "date", 1.64,
        lambda obs: obs.exact * np.tanh(np.maximum(obs.lag, 0) / obs.settings.lag_hours), PUBLISHED,
        "the same where both dates are exact to the second", (0, None),
    ),
    DirectionFeature(
        "earlier_to_the_second", "date", -0.77,
        lambda obs: obs.exact * np.tanh(np.maximum(-obs.lag, 0) / obs.settings.lag_hours), PUBLISHED,
        "how far the document is earlier where both dates are exact to the second", (None, 0),
    ),
    DirectionFeature(
        "nearest", "agreement", 3.39, lambda obs: obs.where_copied(obs.missing_grams == 0), AGREEMENT,
        "in a copy: 1 where no other source has more three-word runs in common with the document",
    ),
    DirectionFeature(
        "part_of_another", "agreement", 0.77, lambda obs: obs.part_of_another, AGREEMENT,
        "in a copy: 1 where another source has 20 three-word runs or more in common with the document beyond this one",
    ),
    DirectionFeature(
        "later_coarsely", "date", 1.80, lambda obs: obs.dated & ~obs.exact & (obs.lag > 0), PUBLISHED,
        "1 where the document is later, and the two dates are not both exact to the second", (0, None),
    ),
    DirectionFeature(
        "earlier_coarsely", "date", 0.58, lambda obs: obs.dated & ~obs.exact & (obs.lag < 0), PUBLISHED,
        "1 where the document is earlier, and the two dates are not both exact to the second",
    ),
    DirectionFeature(
        "unusual_lag", "date", -0.15, lambda obs: obs.unusual_lag, PUBLISHED,
        "doublings by which the lag is off the one usual at the document's outlet, at most 4, less 1", (-0.15, -0.15),
    ),
    DirectionFeature(
        "names_source", "credit", 2.85, lambda obs: obs.names.source, CREDITS,
        "1 where the document names the source's outlet",
    ),
    DirectionFeature(
        "names_unknown_source", "credit", 3.0, lambda obs: obs.names.source & ~obs.of_source(obs.outlet_known), CREDITS,
        "1 where the document names the source's outlet, and that is of no known kind: who names an agency may have it "
        "from another that names it, too", (0, None),
    ),
    DirectionFeature(
        "names_part_of_another", "credit", -0.71, lambda obs: obs.part_of_another & obs.names.source, CREDITS,
        "1 where the document names the source's outlet, and another source has 20 three-word runs or more in common "
        "with it beyond this one",
    ),
    DirectionFeature(
        "named_by_source", "credit", -2.40, lambda obs: obs.names.by_source, CREDITS,
        "1 where the source names the document's outlet",
    ),
    DirectionFeature(
        "names_neighbour", "credit", 0.03, lambda obs: obs.of_document(obs.names.present) > obs.names.source, NEIGHBOUR,
        "1 where the document names the outlet of another document that matches it",
    ),
    DirectionFeature(
        "source_names_neighbour", "credit", 0.46, lambda obs: obs.of_source(obs.names.present) > obs.names.by_source,
        NEIGHBOUR, "1 where the source names the outlet of another document that matches it",
    ),
    DirectionFeature(
        "names_absent", "credit", -1.03, lambda obs: obs.of_document(obs.names.absent) > 0, ABSENT,
        "1 where the document names an outlet that no matching document is of",
    ),
    DirectionFeature(
        "source_names_absent", "credit", 0.32, lambda obs: obs.of_source(obs.names.absent) > 0, ABSENT,
        "1 where the source names an outlet that no matching document is of",
    ),
    DirectionFeature(
        "both_name_absent", "credit", -0.42, lambda obs: obs.names.shared_absent > 0, ABSENT,
        "1 where both name one outlet that no matching document is of",
    ),
    DirectionFeature(
        "credit_dropped", "credit", -0.40, lambda obs: obs.credit_dropped, ABSENT,
        "1 where the source names an outlet that no matching document is of, and the document names none at all",
    ),
    DirectionFeature(
        "says_translated", "credit", 3.00, lambda obs: obs.of_document(obs.translated) & obs.is_translation, TRANSLATED,
        "1 in a translation whose document says that it is translated", (3, 3),
    ),
    DirectionFeature(
        "source_says_translated", "credit", -3.00, lambda obs: obs.of_source(obs.translated) & obs.is_translation,
        TRANSLATED, "1 in a translation whose source says that it is translated", (-3, -3),
    ),
    DirectionFeature(
        "source_is_agency", "outlet", 0.00, lambda obs: obs.source_minus_document(obs.graph.agency), OUTLETS,
        "1 where the source's outlet is an agency and the document's is none, -1 the other way round", (0, 2),
    ),
    DirectionFeature(
        "source_is_known", "outlet", 1.38, lambda obs: obs.source_minus_document(obs.outlet_known), OUTLETS,
        "1 where the source's outlet is of a known kind and the document's is not, -1 the other way round", (0, 1.5),
    ),
    DirectionFeature(
        "own_earlier_version", "outlet", -8.00, lambda obs: obs.follows_own_version, OWN_VERSION,
        "1 where an earlier version of the document, of its own outlet, matches the source, which is no older",
        (-8, -8),
    ),
    DirectionFeature(
        "source_named_by_neighbour", "credit", 1.47,
        lambda obs: obs.of_source(obs.names.by_neighbour) & ~obs.names.source, CREDITS,
        "1 where another document that matches the source names its outlet, and this one does not",
    ),
    DirectionFeature(
        "named_by_neighbour", "credit", 0.94, lambda obs: obs.of_document(obs.names.by_neighbour), CREDITS,
        "1 where a document that matches this one names its outlet",
    ),
)
"""Features of a pair: a document and a source it may have."""

ROOT_FEATURES = (
    RootFeature("bias", -0.36, lambda obs: np.ones(obs.graph.size), "1 for every document"),
    RootFeature(
        "names_absent", 1.03, lambda obs: obs.names.absent > 0,
        "1 where it names an outlet that no matching document is of",
    ),
    RootFeature(
        "names_neighbour", -2.88, lambda obs: obs.names.present > 0,
        "1 where it names the outlet of a document that matches it",
    ),
    RootFeature("agency", 0.23, lambda obs: obs.graph.agency, "1 where its outlet is an agency", (0, 2)),
    RootFeature("known", 0.68, lambda obs: obs.outlet_known, "1 where its outlet is of a known kind", (0, 1)),
    RootFeature(
        "named_by_neighbour", -0.94, lambda obs: obs.names.by_neighbour,
        "1 where a document that matches it names its outlet",
    ),
    RootFeature(
        "earliest", 1.02, lambda obs: obs.first_of_neighbours,
        "how far it is no later than any match, 0..1: 1 less tanh of hours; 0 where no date decides",
    ),
    RootFeature(
        "no_date_order", 0.75, lambda obs: ~obs.has_date_order, "1 where no date orders it and a matching document",
    ),
    RootFeature(
        "known_neighbour", -1.50, lambda obs: obs.beside(obs.outlet_known) & ~obs.outlet_known,
        "1 where a document that matches it is of an outlet of a known kind, and its own is not", (-1.5, 0),
    ),
    RootFeature(
        "agency_neighbour", -1.50, lambda obs: obs.beside(obs.graph.agency) & ~obs.graph.agency,
        "1 where a document that matches it is of an agency, and it is not", (-1.5, 0),
    ),
    RootFeature(
        "neighbour_names_absent", 1.67, lambda obs: obs.beside(obs.names.absent > 0),
        "1 where a document that matches it names an outlet that no document which matches that one is of",
    ),
    RootFeature(
        "names_none", 1.19, lambda obs: obs.names.absent + obs.names.present == 0, "1 where it names no other outlet",
    ),
)
"""Features of a document having no source among the documents."""
# fmt: on

MODEL = FeatureModel(FEATURES, ROOT_FEATURES)
"""The model that inference weighs with."""
