"""The groups of settings, in the order in which stages read them."""

from __future__ import annotations

from dataclasses import dataclass

from provenance.settings.group import Group, number


@dataclass(frozen=True)
class BlockSettings(Group):
    """How text is split into blocks."""

    block_characters: int = number(
        4000, "code points after which a block is parted at the end of a sentence", 200, 10**9
    )


@dataclass(frozen=True)
class ShingleSettings(Group):
    """Shingles of words or characters, and their MinHash signatures."""

    shingle_words: int = number(5, "words in a shingle of a spaced script", 1, 32)
    shingle_characters: int = number(5, "characters in a shingle of a script written without spaces (CJK, Thai)", 1, 64)
    permutations: int = number(128, "MinHash permutations in a signature", 16, 1024)
    seed: int = number(1, "seed of the MinHash permutations", 0, 2**31 - 1)


@dataclass(frozen=True)
class CandidateSettings(Group):
    """Which documents are compared: the bands of their signatures, winnowed fingerprints, and the buckets of both."""

    band_threshold: float = number(0.5, "Jaccard similarity at which the bands' recall is promised", 0.01, 1.0)
    band_recall: float = number(0.97, "least share of pairs at that similarity that share a band", 0.01, 0.9999)
    anchor_words: int = number(5, "words in a shingle that can be an anchor", 1, 32)
    anchor_characters: int = number(8, "characters in a shingle that can be an anchor (CJK, Thai)", 1, 64)
    anchor_window: int = number(5, "neighbouring shingles of which one is an anchor", 1, 256)
    anchor_support: int = number(2, "common anchors that make two documents a candidate pair", 1, 100)
    bucket_all_pairs: int = number(
        32, "documents with one index key up to which all their pairs are candidates", 2, 10000
    )


@dataclass(frozen=True)
class BoilerplateSettings(Group):
    """What an outlet repeats on many pages."""

    furniture_stories: float = number(
        1.8, "least different stories beside a block that is an outlet's furniture", 1.0, 1000.0
    )
    furniture_difference: float = number(0.5, "least share of those stories' text that is different", 0.0, 1.0)
    furniture_spread: float = number(
        1.6, "least documents with such a block in the mean outlet that has it", 1.0, 1000.0
    )


@dataclass(frozen=True)
class AlignmentSettings(Group):
    """Runs of equal text that are joined to passages, of two documents or of one that repeats itself."""

    run_words: int = number(3, "words that find a run of equal text in two documents", 1, 16)
    run_characters: int = number(6, "characters that find a run in a script written without spaces", 1, 32)
    passage_words: int = number(
        8, "least words that agree in a passage (a character of CJK or Thai counts half)", 2, 200
    )
    passage_gap: int = number(40, "most words of a gap inside a passage, on either side", 0, 1000)
    passage_gap_cost: float = number(
        0.5, "words that must agree on either side of a gap, for each of its words", 0.0, 10.0
    )
    repeat_words: int = number(40, "least words of a repeated block (a character of CJK or Thai counts half)", 4, 1000)
    repeat_similarity: float = number(0.85, "least share of tokens that agree in a repeated block", 0.0, 1.0)
    repeat_gap: int = number(12, "most words of a gap inside a repeated block, on either side", 0, 1000)


@dataclass(frozen=True)
class MatchingSettings(Group):
    """What a match by words is: near-duplicates, containment, paraphrases whose sentences share words, groups."""

    near_similarity: float = number(0.68, "least similarity of near-duplicates", 0.0, 1.0)
    sentence_words: int = number(
        8, "least words of a sentence of running text (a character of CJK or Thai counts half)", 1, 1000
    )
    listed_weight: float = number(
        0.25, "weight in the similarity of a word outside running text: in a menu, a list, a heading", 0.01, 1.0
    )
    contained_share: float = number(
        0.95, "least share of one body inside passages where a document contains another", 0.0, 1.0
    )
    contained_body: float = number(
        0.2, "least share of a document's words that are body text, where another contains it", 0.0, 1.0
    )
    sentence_overlap: float = number(0.3, "least Jaccard coefficient of the words of two linked sentences", 0.0, 1.0)
    sentence_copy: float = number(0.8, "the same from which a sentence is copied, not reworded", 0.0, 1.0)
    paraphrase_sentences: int = number(3, "least reworded sentences, in the same order, of a paraphrase", 1, 1000)
    paraphrase_share: float = number(0.5, "least share of either body in those sentences", 0.0, 1.0)
    paraphrase_facts: float = number(0.5, "least share of their numbers, and of their names, that agree", 0.0, 1.0)
    group_pairs: int = number(
        2000, "pairs of members of one group that are compared for its least similarity", 1, 10**6
    )


@dataclass(frozen=True)
class SemanticSettings(Group):
    """What a match by meaning is: a translation or paraphrase whose sentence vectors agree; which are looked for."""

    linked_likeness: float = number(0.5, "least cosine of two linked sentences across languages", 0.0, 1.0)
    reworded_likeness: float = number(
        0.45, "least mean of cosine and word Jaccard of two linked sentences in one language", 0.0, 1.0
    )
    linked_sentences: int = number(3, "least links in order between two texts that say the same", 2, 100)
    linked_share: float = number(0.4, "least share of both texts that links cover where they say the same", 0.0, 1.0)
    linked_part: float = number(
        0.5, "least share of one text that links cover where it says a part of the other", 0.0, 1.0
    )
    part_likeness: float = number(0.6, "least mean cosine of the links to a part, across languages", 0.0, 1.0)
    part_reworded: float = number(0.55, "least mean likeness of the links to a part, in one language", 0.0, 1.0)
    part_density: float = number(
        0.6, "least share of sentences linked between the first and the last link to a part", 0.0, 1.0
    )
    translation_proportion: float = number(
        1.6, "most that the lengths of linked sentences may be out of proportion, a factor", 1.0, 100.0
    )
    paraphrase_proportion: float = number(3.0, "the same, in one language", 1.0, 100.0)
    afar_likeness: float = number(0.15, "least cosine of linked sentences in a language the model knows ill", 0.0, 1.0)
    afar_share: float = number(0.5, "least share of both texts that links cover there", 0.0, 1.0)
    afar_numbers: float = number(0.5, "least share of numbers that agree in linked sentences there", 0.0, 1.0)
    rewritten_likeness: float = number(0.3, "the same as reworded_likeness, where two texts share most names", 0.0, 1.0)
    rewritten_share: float = number(0.5, "least share of both texts that links cover there", 0.0, 1.0)
    rewritten_mean: float = number(0.34, "least mean likeness of the links there", 0.0, 1.0)
    rewritten_names: float = number(
        0.5, "least share of names and numbers in common there, of the text with fewer", 0.0, 1.0
    )
    rewritten_nouns: float = number(
        0.35, "the same in German, where nouns count among the names and fewer of them are kept", 0.0, 1.0
    )
    rewritten_density: float = number(0.72, "the same as part_density there", 0.0, 1.0)
    telling_names: int = number(1, "names and numbers of the text with fewer from which their agreement counts", 1, 100)
    reworded_share: float = number(
        0.2, "least share of one text whose links are no verbatim copies, for a paraphrase", 0.0, 1.0
    )
    reworded_size: int = number(
        200, "least code points of a text that links cover, for a paraphrase (a third in CJK)", 0, 10**6
    )
    verbatim_words: float = number(
        0.75, "word Jaccard from which two linked sentences are copies, not rewordings", 0.0, 1.0
    )
    same_language_words: float = number(
        0.25, "word Jaccard of linked sentences from which two texts are in one language", 0.0, 1.0
    )
    telling_numbers: int = number(8, "numbers in linked sentences from which their agreement counts", 1, 1000)
    reworded_numbers: float = number(
        0.35, "least share of numbers that agree in linked sentences of one language", 0.0, 1.0
    )
    telling_abroad: int = number(16, "the same as telling_numbers, across languages", 1, 1000)
    translated_numbers: float = number(
        0.1, "the same, across languages, which write numbers in their own ways", 0.0, 1.0
    )
    neighbours: int = number(20, "nearest documents by meaning that are aligned with each, for each language", 1, 1000)
    neighbour_bits: int = number(180, "most bits of 512 in which two documents that are aligned may differ", 0, 512)
    foreign_days: int = number(
        7, "days from a document in another language within which others are given vectors first", 0, 3650
    )
    embedded_sentences: int = number(
        30_000, "sentences that are given vectors, in canonical order of documents", 0, 10**9
    )
    unmarked_sentences: int = number(
        12_000, "of these, sentences of documents of which nothing says that they may be translations", 0, 10**9
    )


@dataclass(frozen=True)
class DerivationSettings(Group):
    """Who derived what from whom."""

    source_share: float = number(
        0.15, "least share of one of two bodies inside passages where one may derive from the other", 0.0, 1.0
    )
    edge_confidence: float = number(0.3, "least probability of an edge that is told as a derivation", 0.0, 1.0)
    edge_odds: float = number(
        0.6, "least odds of an edge that is told, against the document having no source here", 0.0, 100.0
    )
    direction_reasons: float = number(
        0.5, "least log-odds by which dates, credits, changes or witnesses speak for a direction", 0.0, 20.0
    )
