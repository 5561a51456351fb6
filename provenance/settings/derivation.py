"""The group ``derivation``: the numbers of inference, in the order in which its steps read them.

The weights of direction features are no settings: they were fitted together, stand with the features in
``stages/derivations/direction_features.py``, and are part of the fingerprint of inference.
"""

from __future__ import annotations

from dataclasses import dataclass

from provenance.settings.group import Group, number


# A constant of `stages/derivations` that changes a result becomes a field here: a plain name that no other group has,
# `number(default, meaning, least, most)`, and a meaning that says what is measured, in which unit, without pointing to
# another setting. The default's type (int or float) is the type the setting takes. A constant that is a table, such as
# a probability for each strength of a credit, becomes one field for each entry: `strength_4_confidence`.
@dataclass(frozen=True)
class DerivationSettings(Group):
    """Who derived what from whom."""

    # -- match graph: which pairs and credits count
    source_share: float = number(
        0.15, "least share of one of two bodies inside passages where one may derive from the other", 0.0, 1.0
    )
    template_checked_agreement: float = number(
        0.93, "share of equal words in two documents' passages below which they may be pages of one template", 0.0, 1.0
    )
    template_facts: int = number(
        6, "least facts (numbers, names) in the passages of either of two pages of one template", 1, 1000
    )
    template_fact_share: float = number(
        0.5, "greatest share of their facts that show two texts to be pages of one template", 0.0, 1.0
    )
    template_page_share: float = number(
        0.75,
        "greatest share of their facts that two pages have in common which others show to be of one template",
        0.0,
        1.0,
    )
    template_word_share: float = number(
        0.85, "least share of the other words of their passages that two pages of one template have in common", 0.0, 1.0
    )
    template_documents: int = number(3, "least pages of a template that is shown as one", 2, 10**6)
    quotation_check_share: float = number(
        0.5, "share of one of two bodies inside passages from which on they share more than quotations", 0.0, 1.0
    )
    unquoted_share: float = number(
        0.35,
        "least share of two documents' passages outside quotation marks; with less they share quotations alone, and "
        "neither derives from the other (words that lead into a quotation are often shared, too)",
        0.0,
        1.0,
    )
    source_credit_strength: int = number(
        2, "least strength of a credit of role source that says where a text comes from", 2, 4
    )
    byline_credit_strength: int = number(3, "least strength of a byline that says where a text comes from", 2, 4)
    contribution_credit_strength: int = number(
        3, "least strength of a credit of role contribution that says where a part of a text comes from", 2, 4
    )
    report_credit_strength: int = number(
        1, "least strength of a report of an outlet that names it where its document agrees in text", 0, 4
    )
    passing_credit_strength: int = number(
        2, "greatest strength of an attribution in the text that, further down, is a report of one fact", 0, 4
    )
    passing_characters: int = number(
        80,
        "least code points of body text before an attribution, and after it, for it to stand inside the story: it does "
        "not frame it",
        0,
        10**6,
    )
    reported_share: float = number(
        0.4,
        'least share of one of two bodies that both hold, for a report ("X reported") to name the other as the source',
        0.0,
        1.0,
    )
    caption_characters: int = number(
        320, "most code points of a line with a photo credit that is a caption, and no body text", 0, 10**6
    )
    comment_characters: int = number(300, "most code points of a line that is a reader's comment", 0, 10**6)
    commented_characters: int = number(1200, "code points at the end of a text that may be comments", 0, 10**6)
    comments_by_people: int = number(3, "most comments with a person's name: an interview has more", 0, 10**6)
    credit_line_share: float = number(
        0.4, "share of a line that a credit fills from which on the whole line is no body text", 0.0, 1.0
    )

    star_documents: int = number(
        24,
        "copies that match one document, from which on each is also weighed beside the likely sources among them",
        2,
        10**6,
    )
    star_sources: int = number(
        6,
        "most copies of a widely printed text that may be the source of every other: the most named, agencies, the "
        "earliest",
        1,
        63,
    )

    # -- measures of pairs
    gram_words: int = number(
        3, "words in a gram, a run of words that shows what one document holds and another lacks", 1, 32
    )
    gram_characters: int = number(
        6, "characters in a gram (CJK, Thai) that shows what one document holds and another lacks", 1, 64
    )
    unshared_block_words: int = number(
        12,
        "least words of a run that one document holds and another lacks, to be a block and not an edit (a character of "
        "CJK or Thai counts half)",
        1,
        1000,
    )
    all_pairs_documents: int = number(
        48, "most documents of a connected component all of whose matching pairs are weighed", 2, 64
    )
    nearest_sources: int = number(
        16,
        "most sources that are weighed for each document of a larger component, in the order of the share they cover",
        1,
        63,
    )

    # -- scales of features
    counted_blocks: int = number(5, "most blocks added or lost that count in a feature", 1, 1000)
    lag_hours: float = number(6.0, "hours between two dates that make one clearly the later", 0.01, 8760.0)
    long_lag_hours: float = number(24.0, "hours in the unit in which long lags are measured", 0.01, 8760.0)
    lag_share: float = number(
        0.5, "least share of a document in passages of its source for its lag to count for its outlet", 0.0, 1.0
    )
    lag_credit_strength: int = number(
        2, "least strength of a credit to the source of a document for its lag to count for its outlet", 0, 4
    )
    lag_documents: int = number(5, "least number of documents with a lag for an outlet to have a usual one", 1, 10**6)
    shortest_lag_hours: float = number(
        0.25, "hours that shorter lags are taken for where the usual lag of an outlet is worked out", 0.001, 8760.0
    )
    lag_tolerance_hours: float = number(
        0.25, "hours that make no difference to how unusual a lag is at an outlet", 0.001, 8760.0
    )
    unusual_lag_doublings: float = number(
        4.0, "doublings of an outlet's usual lag beyond which a lag is no more unusual", 0.0, 30.0
    )
    stamp_hours: float = number(
        1.0,
        "hours within which two dates hardly say which of two documents was first: pages are stamped when they are "
        "built",
        0.001,
        8760.0,
    )

    # -- the likeliest branching
    ruling_log_odds: float = number(
        40.0, "log-odds (nats) that a person's ruling adds: more than all features together", 0.0, 1000.0
    )
    exact_documents: int = number(
        512,
        "most documents of a component that are weighed over all its branchings; larger ones are split where the edges "
        "have hardly any probability",
        1,
        10_000,
    )
    cohesion_probability: float = number(
        0.001, "least probability of an edge that holds a component together when it is split", 0.0, 1.0
    )
    log_weight_span: float = number(
        30.0,
        "greatest difference (nats) of weight between the likeliest source of a document and any other",
        1.0,
        300.0,
    )
    duplicate_tie_break: float = number(
        0.001, "share of its own probability by which one of several exact duplicates becomes the source", 0.0, 0.1
    )
    probability_floor: float = number(
        1e-6, "probability that is added to each direction of an edge before the two are compared", 1e-12, 0.1
    )
    edge_confidence: float = number(0.3, "least probability of an edge that becomes a derivation", 0.0, 1.0)
    edge_odds: float = number(
        0.6, "least odds of an edge that becomes a derivation, against the document having no source here", 0.0, 100.0
    )
    uncredited_share: float = number(
        0.51,
        "least share of one of two bodies that both hold for one to derive from the other without naming its outlet",
        0.0,
        1.0,
    )
    further_source_share: float = number(
        0.15, "least share of a text that only one unrelated document holds, for that to be one more source", 0.0, 1.0
    )
    further_source_whole_share: float = number(
        0.9,
        "greatest share of a text that a document holds for it to be one of several sources where no date and no "
        "credit says so: a text that it holds whole may be an excerpt of it",
        0.0,
        1.0,
    )
    further_source_confidence: float = number(
        0.8, "confidence of an edge to one of several unrelated texts that a document is made of", 0.0, 1.0
    )
    min_direction_evidence: float = number(
        0.5, "least log-odds (nats) of dates, credits, changes and witnesses that decide a direction", 0.0, 20.0
    )
    dated_source_share: float = number(
        0.85,
        "least share of both bodies inside passages for the earlier document to be the source of a later one with none",
        0.0,
        1.0,
    )
    dated_source_confidence: float = number(
        0.7, "confidence of an edge to an earlier document that says nearly all of the same", 0.0, 1.0
    )
    named_source_share: float = number(
        0.5,
        "least share of a body shared with a document of the outlet it names, for that to decide its source",
        0.0,
        1.0,
    )
    same_words_share: float = number(
        0.05, "share of a body by which one of two sources with the same words may be longer than the other", 0.0, 1.0
    )
    named_source_confidence: float = number(
        0.85, "confidence of an edge that rests on the document's own credit, where nothing else decides", 0.0, 1.0
    )

    # -- relations
    excerpt_share: float = number(
        0.1, "least share of a source in whole blocks that a document lacks, to be an excerpt of it", 0.0, 1.0
    )
    excerpt_own_share: float = number(
        0.2,
        "greatest share of an excerpt in whole blocks that its source lacks: a part of a source and little else; with "
        "more it expands the source",
        0.0,
        1.0,
    )
    paraphrase_gram_share: float = number(
        0.65,
        "grams in common with the source for each word outside blocks of a document's own, below which it says the "
        "source in other words; an edited copy keeps more",
        0.0,
        1.0,
    )
    own_part_share: float = number(
        0.05, "least share of a document in whole blocks that its source lacks, to expand it", 0.0, 1.0
    )
    edit_rate: float = number(
        0.03, "least number of edits, on either side, for each shared word of an edited copy", 0.0, 1.0
    )
    greatest_own_part_share: float = number(
        0.45,
        "greatest share of a document in whole blocks that no other copy of an unseen source holds, to be its own; "
        "where it is more, the other copies are taken to have lost it",
        0.0,
        1.0,
    )
    expanded_stand_ins: int = number(
        3,
        "least number of other copies of an unseen source that all lack a part of a document, for that to be its own: "
        "what one copy has and another lacks, the source may have held",
        1,
        64,
    )
    long_word_characters: int = number(5, "least characters of a word that says what a part of a text is about", 1, 64)
    agreeing_term_share: float = number(
        1.0,
        "how often the longer words of a part that two independent copies of an unseen source lack stand in the rest "
        "of the text, against the usual of stretches of that length, below which the part is the document's own",
        0.0,
        100.0,
    )
    foreign_term_share: float = number(
        0.6,
        "how often the longer words of a part that one copy of an unseen source lacks, which runs on at its place, "
        "stand in the rest of the text, against the usual of stretches of that length, below which it is the "
        "document's own",
        0.0,
        100.0,
    )
    single_stand_in_excerpt_share: float = number(
        0.2,
        "least share of the only other copy of an unseen source in whole blocks that a document lacks, to be an "
        "excerpt of that source",
        0.0,
        1.0,
    )
    stand_ins: int = number(
        8,
        "most other copies of an unseen source that stand in for it, in the order of the text shared with a document",
        1,
        64,
    )
    whole_text_share: float = number(
        0.9, "share of a body that a credit covers above which the whole text is the unseen source's", 0.0, 1.0
    )

    # -- unseen sources
    strength_4_confidence: float = number(
        0.97, "how often a text with a credit of strength 4 to an absent outlet derives from it", 0.0, 1.0
    )
    strength_3_confidence: float = number(
        0.93, "how often a text with a credit of strength 3 to an absent outlet derives from it", 0.0, 1.0
    )
    strength_2_confidence: float = number(
        0.8, "how often a text with a credit of strength 2 to an absent outlet derives from it", 0.0, 1.0
    )
    contribution_confidence: float = number(
        0.6, "how often a text to which an absent outlet is said to have contributed derives from it", 0.0, 1.0
    )
    present_story_share: float = number(
        0.5,
        "least share of a body that a document of the outlet it names holds, to be the story that is meant",
        0.0,
        1.0,
    )
    present_page_share: float = number(
        0.8,
        "least share of a page of the outlet it names that a body holds, for that page to be its source, cut off",
        0.0,
        1.0,
    )
    second_source_probability: float = number(
        0.02,
        "least probability of having no source here at which a document with a source also derives from the absent "
        "outlet it names",
        0.0,
        1.0,
    )
    second_agency_probability: float = number(
        0.1,
        "least probability of having no source here at which a document in a chain below a copy of an absent agency's "
        "text derives from that text, too",
        0.0,
        1.0,
    )
    second_outlet_probability: float = number(
        0.25,
        "least probability of having no source here at which a document in a chain below a copy of another absent "
        "outlet's text derives from that text, too",
        0.0,
        1.0,
    )
    between_credit_strength: int = number(
        3, "least strength of a credit to an absent outlet that may stand between a document and its source", 2, 4
    )
    copy_confidence: float = number(
        0.95, "how often a document derives from the absent outlet that its own copies name", 0.0, 1.0
    )
    sibling_confidence: float = number(
        0.9,
        "how often a document derives from the absent outlet that another names which agrees with it, where neither is "
        "the other's source",
        0.0,
        1.0,
    )
    co_derived_share: float = number(
        0.3, "least share of the smaller of two bodies that both hold, to prove one unseen source of both", 0.0, 1.0
    )
    witness_confidence: float = number(
        0.6, "how often two documents derive from one unseen source where only a third document shows it", 0.0, 1.0
    )
    witness_grams: int = number(
        20, "least grams that a third document shares with each of two documents and the other one lacks", 1, 10**6
    )
    witness_root_probability: float = number(
        0.85, "least probability of each of two documents having no source here, for a third to prove one", 0.0, 1.0
    )
    witness_smaller_share: float = number(
        0.4, "least share of either of two bodies that both hold, for a third document to prove their source", 0.0, 1.0
    )
    witness_larger_share: float = number(
        0.7, "least share of one of two bodies that both hold, for a third document to prove their source", 0.0, 1.0
    )
    citation_confidence: float = number(
        0.7, "how often an outlet has its report from the one that a document says it cites", 0.0, 1.0
    )

    # -- evidence and rulings
    evidence_log_odds: float = number(
        0.05, "least log-odds (nats) of a reason for a direction that the evidence lists", 0.0, 20.0
    )
    evidence_documents: int = number(
        5, "most documents with the same unseen source that the evidence of a derivation names", 0, 1000
    )
    quoted_characters: int = number(
        60, "most code points of words that the evidence quotes; longer ones are cut after a word", 10, 1000
    )
    quoted_documents: int = number(
        4, "most other documents that an edge is compared with for words that the evidence quotes", 0, 64
    )
    ruling_confidence: float = number(
        0.99, "confidence of an edge that rests on a person's ruling alone: people err", 0.0, 1.0
    )
