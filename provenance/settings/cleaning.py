"""The group ``cleaning``: the numbers of ``clean`` that ``trace`` does not read, in the order of its steps."""

from __future__ import annotations

from dataclasses import dataclass

from provenance.settings.group import Group, number


@dataclass(frozen=True)
class CleaningSettings(Group):
    """What `clean` takes out; `trace` does not read these, and a warehouse does not keep them."""

    near: float = number(0.7, "least Jaccard similarity of near-duplicates, over shingles", 0.1, 1.0)
    floor: float = number(
        0.5, "least Jaccard similarity of two texts that is kept on record, for other thresholds later", 0.1, 1.0
    )
    recall: float = number(
        0.999, "least probability that two texts at the Jaccard threshold of near-duplicates are compared", 0.5, 0.9999
    )
    near_bucket: int = number(
        64,
        "most texts of a bucket (one band) all of whose pairs are compared; in a larger one, representatives are "
        "compared with all others",
        2,
        10**6,
    )
    near_representatives: int = number(
        8, "representatives of a large bucket in one round: the first of its texts that are kept so far", 1, 10**6
    )
    near_rounds: int = number(100, "most rounds in which representatives of large buckets are compared", 0, 10**6)
    repetition_step: float = number(
        0.05,
        "share of a document's runs of words that repeat others of it, in steps of which copies of one date are ranked",
        0.001,
        1.0,
    )
    contained: float = number(0.9, "least share of a document inside another that makes it contained", 0.3, 1.0)
    negation_gap: int = number(
        3,
        "most words of another text between two agreeing runs for a negation among them to turn what they say",
        0,
        100,
    )
    body_near: float = number(
        0.95,
        "least Jaccard similarity of the prose of near-duplicates that differ in menus, lists and captions",
        0.1,
        1.0,
    )
    body_words: int = number(100, "least words of prose on both sides where the prose alone makes them near", 1, 10_000)
    template_pages: int = number(
        1,
        "number that says whether similar texts with other names, or other numbers, in the same places are pages of a "
        "template that stay (1) or near-duplicates (0)",
        0,
        1,
    )
    template_names: int = number(
        2, "least different names in aligned places that make two similar texts pages of one template", 1, 1000
    )
    template_numbers: int = number(
        3, "least different numbers in aligned places that make two similar texts pages of one template", 1, 1000
    )
    template_share: float = number(
        0.5,
        "least share of a text's numbers, or of the places in which it differs from another, for another page",
        0.0,
        1.0,
    )
    slot_words: int = number(6, "most words of a place in which two pages of a template differ", 1, 100)
    name_spelling: float = number(
        0.6, "least likeness of two names (difflib) that are spellings of one, as Kiev and Kyiv", 0.0, 1.0
    )
    passage: int = number(
        50, "least words of a shared passage that is cut (a character of CJK or Thai counts half)", 8, 10_000
    )
    line_documents: int = number(
        5, "least different documents of an outlet under which a line is boilerplate", 2, 10**6
    )
    line_share: float = number(0.01, "least share of an outlet's documents under which a line is boilerplate", 0.0, 1.0)
    line_tokens: int = number(3, "tokens of the shortest line that can be boilerplate for its frequency", 1, 1000)
    wrapped_words: int = number(
        8, "least words of a line without an end mark that is taken for prose that goes on in the next line", 1, 1000
    )
    link_words: int = number(12, "most words of a link or a button of page furniture", 1, 1000)
    cue_words: int = number(
        4, "most words of a line that a cue of page furniture fills alone, or of a menu's entry beside one", 1, 1000
    )
    opener_words: int = number(
        4, "least words of an opener of page furniture that decides alone; prose begins with shorter ones too", 2, 1000
    )
    phrase_characters: int = number(
        4,
        "least characters of an opener of page furniture in an East Asian script that says as much as two words",
        1,
        100,
    )
    glued_words: int = number(
        3, "least words of a cue of page furniture that is told from a sentence on the same line", 2, 100
    )
    glued_letters: int = number(
        5, "least letters of a cue of page furniture in capitals that is told from a sentence on the same line", 1, 100
    )
    story_sample: int = number(
        16, "shingles sampled from a document, by which versions of one story are found for frequent lines", 1, 1024
    )
    story_shingles: int = number(2, "least number of sampled shingles that two versions of one story share", 1, 1024)
    story_documents: int = number(
        50, "most documents of an outlet with a sampled shingle that identifies one story", 2, 10**6
    )
    short: int = number(20, "words below which a document is short: it is listed, and goes only where asked", 0, 10**6)
    evaluation: float = number(0.8, "least share of an evaluation item's runs of words that a document holds", 0.1, 1.0)
    evaluation_words: int = number(
        13, "words in a run of an evaluation item; a shorter item is looked for whole", 3, 100
    )
    evaluation_least_words: int = number(
        5, "words of the shortest evaluation item that is looked for: shorter ones occur in any text", 1, 100
    )
