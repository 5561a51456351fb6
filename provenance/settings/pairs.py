"""The groups of settings by which two documents, or two parts of one, are matched.

Each meaning says what is counted or measured, in which unit, and can be read without the others.
"""

from __future__ import annotations

from dataclasses import dataclass

from provenance.settings.group import Group, number


@dataclass(frozen=True)
class AlignmentSettings(Group):
    """Runs of equal text that are joined to passages, of two documents or of one that repeats itself."""

    run_words: int = number(3, "words in the runs of equal text that an alignment starts from", 1, 16)
    run_characters: int = number(
        6, "characters in the runs of equal text that an alignment starts from (CJK, Thai)", 1, 32
    )
    run_occurrences: int = number(
        8,
        "most occurrences of a run in one document that are all aligned with all of the other; of a more frequent run, "
        "each with one",
        1,
        10_000,
    )
    chain_lookback: int = number(
        24, "number of preceding runs of equal text that are tried as the one that a passage goes on from", 1, 10_000
    )
    gap_cells: int = number(
        4096,
        "greatest product of the tokens on both sides of a gap inside a passage for agreeing tokens in it to count",
        0,
        10**8,
    )
    passage_words: int = number(
        8, "least number of words that agree in a passage (a character of CJK or Thai counts half)", 2, 200
    )
    passage_gap: int = number(
        40, "most words of a gap inside a passage, on either side (a character of CJK or Thai counts half)", 0, 1000
    )
    passage_gap_cost: float = number(
        0.5, "words that must agree on either side of a gap, for each word of the gap", 0.0, 10.0
    )
    repeat_words: int = number(
        40, "least number of words in a repeated block (a character of CJK or Thai counts half)", 4, 1000
    )
    repeat_similarity: float = number(0.85, "least share of tokens that agree in a repeated block", 0.0, 1.0)
    repeat_gap: int = number(
        12,
        "most words of a gap inside a repeated block, on either side (a character of CJK or Thai counts half)",
        0,
        1000,
    )
    repeat_boundary_slack: int = number(
        3, "most tokens of a sentence that a repeated block may lack at either end and still hold it", 0, 1000
    )


@dataclass(frozen=True)
class MatchingSettings(Group):
    """What a match by words is: near-duplicate, contained document, paraphrase whose sentences share words; groups."""

    near_similarity: float = number(
        0.68, "least similarity of near-duplicates: the share of the weight of their tokens that agrees", 0.0, 1.0
    )
    sentence_words: int = number(
        8, "least number of words in a sentence of running text (a character of CJK or Thai counts half)", 1, 1000
    )
    non_prose_weight: float = number(
        0.25, "weight of a word outside running text (menu, list, heading), where one in a sentence weighs 1", 0.01, 1.0
    )
    contained_share: float = number(
        0.95, "least share of a body's characters inside passages where another document contains it", 0.0, 1.0
    )
    contained_body: float = number(
        0.2, "least share of a document's tokens that are body text where another document contains it", 0.0, 1.0
    )
    lexical_paraphrase_overlap: float = number(
        0.3, "least Jaccard similarity of the words of two sentences that are linked as paraphrases", 0.0, 1.0
    )
    lexical_paraphrase_copy: float = number(
        0.8, "Jaccard similarity of the words of two linked sentences from which one is a copy, no paraphrase", 0.0, 1.0
    )
    lexical_paraphrase_sentences: int = number(
        3, "least number of paraphrased sentences in the same order where two documents paraphrase each other", 1, 1000
    )
    lexical_paraphrase_share: float = number(
        0.5, "least share of the characters of either body in paraphrased sentences that share words", 0.0, 1.0
    )
    lexical_paraphrase_gram: int = number(
        2, "characters that are compared as one word between sentences (CJK, Thai)", 1, 32
    )
    lexical_paraphrase_words: int = number(
        4, "least number of distinct words in a sentence that is linked by the words it shares", 1, 1000
    )
    lexical_paraphrase_inside: float = number(
        0.8, "least share of a linked sentence inside a passage of equal words that makes it a part of it", 0.0, 1.0
    )
    lexical_paraphrase_comparisons: int = number(
        20_000_000,
        "count of comparisons of a word with a sentence after which no paraphrase is looked for in a pair of documents",
        1,
        10**12,
    )
    lexical_paraphrase_facts: float = number(
        0.5, "least share of numbers, and of names, that agree in paraphrased sentences that share words", 0.0, 1.0
    )
    group_pairs: int = number(
        2000, "most pairs of members of one group that are compared for its minimum similarity", 1, 10**6
    )


@dataclass(frozen=True)
class SemanticSettings(Group):
    """What a match by meaning is: a translation or paraphrase whose sentence vectors agree; which are looked for.

    The similarity of two sentences of one language is the mean of the cosine of their vectors and the Jaccard
    similarity of their words; of two languages, the cosine alone.
    """

    linked_sentences: int = number(
        3, "least number of linked sentences, in the same order, of two texts that say the same", 2, 100
    )
    linked_share: float = number(
        0.4, "least share of the characters of both texts in linked sentences where they say the same", 0.0, 1.0
    )
    linked_part: float = number(
        0.5, "least share of the characters of one text in linked sentences where it says a part of another", 0.0, 1.0
    )
    hub_neighbours: int = number(
        4, "number of nearest sentences whose mean similarity corrects for sentences near to everything (CSLS)", 1, 100
    )
    attach_similarity: float = number(
        0.2,
        "least similarity of a sentence without a link with the partner of the neighbour it is added to",
        0.0,
        1.0,
    )
    part_density: float = number(
        0.6,
        "least share of sentences that are linked, from the first to the last linked one, where a text says a part of "
        "another",
        0.0,
        1.0,
    )
    translation_cosine: float = number(
        0.5, "least cosine of the vectors of two linked sentences in two languages", 0.0, 1.0
    )
    translation_part_cosine: float = number(
        0.6, "least mean cosine of linked sentences where a text translates a part of another", 0.0, 1.0
    )
    translation_proportion: float = number(
        1.6,
        "greatest factor by which the ratio of the lengths of linked sentences in two languages may differ from that "
        "of their texts",
        1.0,
        100.0,
    )
    translation_numbers: float = number(
        0.1, "least share of numbers (figures) that agree in linked sentences of two languages", 0.0, 1.0
    )
    min_translation_number_evidence: int = number(
        16,
        "least count of numbers (figures) in linked sentences of two languages for their agreement to count",
        1,
        1000,
    )
    low_resource_cosine: float = number(
        0.15, "least cosine of linked sentences where the model was not trained on one of the languages", 0.0, 1.0
    )
    low_resource_share: float = number(
        0.5,
        "least share of the characters of both texts in linked sentences where the model was not trained on one of "
        "the languages",
        0.0,
        1.0,
    )
    low_resource_numbers: float = number(
        0.5,
        "least share of numbers (figures) that agree in linked sentences where the model was not trained on one of "
        "the languages",
        0.0,
        1.0,
    )
    paraphrase_similarity: float = number(
        0.45, "least similarity (mean of cosine and word Jaccard) of two linked sentences of one language", 0.0, 1.0
    )
    paraphrase_part_similarity: float = number(
        0.55, "least mean similarity of linked sentences where a text paraphrases a part of another", 0.0, 1.0
    )
    paraphrase_proportion: float = number(
        3.0,
        "greatest factor by which the ratio of the lengths of linked sentences of one language may differ from that of "
        "their texts",
        1.0,
        100.0,
    )
    paraphrase_changed_share: float = number(
        0.2, "least share of one text's characters in linked sentences that are no verbatim copies", 0.0, 1.0
    )
    paraphrase_characters: int = number(
        200,
        "least code points of a text in linked sentences of a paraphrase (fewer in dense scripts: CJK, Thai)",
        0,
        10**6,
    )
    dense_script_factor: int = number(
        3, "factor by which a text in a dense script (CJK, Thai) has fewer code points than in an alphabet", 1, 100
    )
    paraphrase_numbers: float = number(
        0.35, "least share of numbers (figures) that agree in linked sentences of one language", 0.0, 1.0
    )
    min_paraphrase_number_evidence: int = number(
        8, "least count of numbers (figures) in linked sentences of one language for their agreement to count", 1, 1000
    )
    copied_share: float = number(
        0.5,
        "least share of a passage found by meaning, on either side, inside copied ones that leaves it out",
        0.0,
        1.0,
    )
    verbatim_overlap: float = number(
        0.75, "Jaccard similarity of the words of two linked sentences from which they are verbatim copies", 0.0, 1.0
    )
    same_language_overlap: float = number(
        0.25,
        "mean Jaccard similarity of the words of linked sentences from which two texts are in one language, whatever "
        "was detected",
        0.0,
        1.0,
    )
    heavy_paraphrase_similarity: float = number(
        0.3, "least similarity of linked sentences of one language where two texts share most of their names", 0.0, 1.0
    )
    heavy_paraphrase_mean_similarity: float = number(
        0.34, "least mean similarity of linked sentences where two texts share most of their names", 0.0, 1.0
    )
    heavy_paraphrase_share: float = number(
        0.5,
        "least share of the characters of both texts in linked sentences where they share most of their names",
        0.0,
        1.0,
    )
    heavy_paraphrase_density: float = number(
        0.72,
        "least share of sentences that are linked, from the first to the last linked one, where two texts share most "
        "of their names",
        0.0,
        1.0,
    )
    heavy_paraphrase_names: float = number(
        0.5, "least share of the names and numbers of the text with fewer that the other text of a pair has", 0.0, 1.0
    )
    heavy_paraphrase_german_names: float = number(
        0.35,
        "least share of the names and numbers of the German text with fewer that the other text of a pair has: nouns "
        "count as names in German, and fewer of them are kept",
        0.0,
        1.0,
    )
    min_name_evidence: int = number(
        1, "least count of names and numbers in the text with fewer for their agreement to count", 1, 100
    )
    neighbours: int = number(
        20, "number of documents nearest by meaning that each document is aligned with, for each language", 1, 1000
    )
    neighbour_bits: int = number(
        180, "most bits (of 512) in which the SimHash codes of two documents that are aligned differ", 0, 512
    )
    translation_days: int = number(
        7,
        "days before and after a document in a less usual language within which others are embedded first, as it may "
        "translate them",
        0,
        3650,
    )
    embedding_budget: int = number(
        75_000, "sentences up to which all of a warehouse are embedded, and the least budget beyond; 0: none", 0, 10**9
    )
    embedding_share: float = number(
        0.08, "share of the sentences of a warehouse that is its budget where that is more", 0.0, 1.0
    )
    uncued_embedding_share: float = number(
        0.4,
        "most share of a budget too small for all that goes to documents with no sign of being translations",
        0.0,
        1.0,
    )
