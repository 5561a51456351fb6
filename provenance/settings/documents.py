"""The groups of settings that are read of documents one by one, in the order in which stages read them.

Each meaning says what is counted or measured, in which unit, and can be read without the others.
"""

from __future__ import annotations

from dataclasses import dataclass

from provenance.settings.group import Group, number


@dataclass(frozen=True)
class BlockSettings(Group):
    """How text is split into blocks, what kind of block each is, and how long bodies are."""

    block_characters: int = number(
        4000, "code points of the longest block; a longer one is split at the end of a sentence", 200, 10**9
    )
    short_block_characters: int = number(
        600, "code points of the longest block that can be anything but a paragraph or a quotation", 1, 10**6
    )
    title_characters: int = number(200, "code points of the longest title", 1, 10**6)
    wrapped_min_width: int = number(
        40, "least code points of the widest line of a text that was wrapped at a width (letter, wire, mail)", 1, 10**4
    )
    wrapped_max_width: int = number(
        100, "most code points of the widest line of a text that was wrapped at a width (letter, wire, mail)", 1, 10**4
    )
    wrapped_full_share: float = number(
        0.7,
        "least share of the widest line's width that a line has that was wrapped, and that the median line has of a "
        "wrapped text",
        0.0,
        1.0,
    )
    form_characters: int = number(
        1200, "code points of the longest form (sign-up, log-in) that has run together to one block", 1, 10**6
    )
    form_sentences: int = number(3, "least number of sentences in a form that has run together to one block", 1, 1000)
    form_share: float = number(
        0.5, "least share of sentences that are boilerplate in a form that has run together to one block", 0.0, 1.0
    )
    second_language_sentences: int = number(
        3, "least number of sentences in a language that is not the main one of its document", 0, 1000
    )
    second_language_share: float = number(
        0.1, "least share of a document's characters in a language that is not its main one", 0.0, 1.0
    )
    kanji_only_share: float = number(
        0.25,
        "most share of a Japanese text in blocks without kana, which by themselves would be taken for Chinese",
        0.0,
        1.0,
    )
    sentence_characters: int = number(
        110, "code points of a usual sentence, by which the sentences of a body are estimated", 1, 10**4
    )
    dense_sentence_characters: int = number(
        35, "code points of a usual sentence in a dense script (CJK, Thai)", 1, 10**4
    )


@dataclass(frozen=True)
class ShingleSettings(Group):
    """Shingles of words or characters, and their MinHash signatures."""

    shingle_words: int = number(5, "words in a shingle of a script with spaces between words", 1, 32)
    shingle_characters: int = number(5, "characters in a shingle of a script without spaces (CJK, Thai)", 1, 64)
    permutations: int = number(128, "number of MinHash permutations in a signature", 16, 1024)
    seed: int = number(1, "seed that the MinHash permutations are drawn from", 0, 2**31 - 1)


@dataclass(frozen=True)
class CandidateSettings(Group):
    """Which documents are compared: bands of their signatures, winnowed fingerprints, and buckets of either."""

    band_threshold: float = number(
        0.5, "Jaccard similarity of two documents from which the recall of bands is promised", 0.01, 1.0
    )
    band_recall: float = number(
        0.97, "least share of the pairs at the Jaccard threshold of bands that have a band in common", 0.01, 0.9999
    )
    fingerprint_words: int = number(
        5, "words in a shingle that can be a winnowed fingerprint (scripts with spaces)", 1, 32
    )
    fingerprint_characters: int = number(
        8, "characters in a shingle that can be a winnowed fingerprint (CJK, Thai)", 1, 64
    )
    fingerprint_window: int = number(5, "neighbouring shingles of which winnowing takes one as a fingerprint", 1, 256)
    fingerprint_support: int = number(
        2, "least number of common winnowed fingerprints that makes two documents a candidate pair", 1, 100
    )
    bucket_all_pairs: int = number(
        32,
        "most documents of a bucket (one band or one fingerprint) all of whose pairs are candidates; of a larger one "
        "only pairs with its representative are",
        2,
        10000,
    )

    pasted_text_documents: int = number(
        200,
        "most documents that `where` compares with a text, in the order of the bands and fingerprints in common",
        1,
        10**6,
    )
    pasted_text_words: int = number(
        24, "most words, the longest of the text, by which `where` looks for a scanned text", 1, 1000
    )
    pasted_text_bytes: int = number(
        5 * 10**8, "most bytes of text in a warehouse in which `where` looks for a scanned text", 0, 10**15
    )


@dataclass(frozen=True)
class CreditSettings(Group):
    """How far around the name of an outlet a credit is read, and where in a text it stands."""

    credit_window: int = number(160, "code points on either side of an outlet's name that a rule reads", 1, 10_000)
    laid_out_window_factor: int = number(
        6, "factor by which rules read further around a name where white space lays the page out", 1, 100
    )
    credit_block_characters: int = number(
        250, "code points of the longest block that is short: one that a credit may fill", 1, 10**6
    )
    lead_paragraph_characters: int = number(
        40, "least code points of a paragraph that counts among the first of a text", 0, 10**6
    )
    lead_paragraphs: int = number(
        2, "number of paragraphs at the head of a text in which an attribution names the source of all of it", 0, 1000
    )
    framing_characters: int = number(
        40, "most code points (a dateline, a day) before an attribution that opens its paragraph", 0, 10_000
    )
    top_paragraphs: int = number(
        4, "most paragraphs before a short block that still stands at the top of its text", 0, 1000
    )
    joined_names_gap: int = number(
        12, "most code points between two names of outlets that are credited together", 0, 1000
    )
    citation_gap: int = number(
        80, "most code points between two attributions of a chain (one outlet that cites another)", 0, 10_000
    )
    standalone_names: int = number(
        2, "most names that fill a block alone in a story; more of them are a page of headlines", 0, 1000
    )


@dataclass(frozen=True)
class BoilerplateSettings(Group):
    """Which blocks an outlet repeats on pages of different stories."""

    boilerplate_stories: float = number(
        1.8,
        "least number of different stories, as far as their text tells, among the pages of an outlet that hold a block "
        "of boilerplate",
        1.0,
        1000.0,
    )
    boilerplate_difference: float = number(
        0.5, "least share of text that differs among the pages of an outlet that hold a block of boilerplate", 0.0, 1.0
    )
    boilerplate_spread: float = number(
        1.6,
        "least mean number of documents with a block of boilerplate, over the outlets that print it at all",
        1.0,
        1000.0,
    )
    boilerplate_sample: int = number(
        32,
        "most pages of an outlet that hold a block whose texts are compared, drawn by a hash of their ids",
        2,
        10_000,
    )
