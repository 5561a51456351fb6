"""Every number that changes a result, in one frozen place, with a fingerprint that a warehouse stores.

A number that only changes speed or memory (a batch size, a thread count) does not belong here.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from dataclasses import dataclass, field
from typing import Any

from provenance.errors import UsageError

TEXT_VERSION = 1
"""Version of the normaliser and tokeniser: goes up when the same text gives other tokens."""


def number(default: float, meaning: str, least: float, most: float) -> Any:  # noqa: ANN401 - a dataclass field stands for its value
    """Return a settings field with its meaning and its allowed range (both ends included)."""
    return field(default=default, metadata={"meaning": meaning, "least": least, "most": most})


@dataclass(frozen=True)
class Settings:
    """The numbers that change a result."""

    # -- shingles and signatures
    shingle_words: int = number(5, "words in a shingle of a spaced script", 1, 32)
    shingle_characters: int = number(5, "characters in a shingle of a script written without spaces (CJK, Thai)", 1, 64)
    permutations: int = number(128, "MinHash permutations in a signature", 16, 1024)
    seed: int = number(1, "seed of the MinHash permutations", 0, 2**31 - 1)
    band_threshold: float = number(0.5, "Jaccard similarity at which the bands' recall is promised", 0.01, 1.0)
    band_recall: float = number(0.97, "least share of pairs at that similarity that share a band", 0.01, 0.9999)
    anchor_words: int = number(5, "words in a shingle that can be an anchor", 1, 32)
    anchor_characters: int = number(8, "characters in a shingle that can be an anchor (CJK, Thai)", 1, 64)
    anchor_window: int = number(8, "neighbouring shingles of which one is an anchor", 1, 256)

    # -- pairs of documents: runs of equal tokens, passages, kinds of match
    run_words: int = number(3, "words that find a run of equal text in two documents", 1, 16)
    run_characters: int = number(6, "characters that find a run in a script written without spaces", 1, 32)
    passage_words: int = number(8, "least words that agree in a passage (a character of CJK or Thai counts half)", 2, 200)
    passage_gap: int = number(40, "most words of a gap inside a passage, on either side", 0, 1000)
    passage_gap_cost: float = number(0.5, "words that must agree on either side of a gap, for each of its words", 0.0, 10.0)
    repeat_words: int = number(40, "least words of a repeated block (a character of CJK or Thai counts half)", 4, 1000)
    repeat_similarity: float = number(0.85, "least share of tokens that agree in a repeated block", 0.0, 1.0)
    repeat_gap: int = number(12, "most words of a gap inside a repeated block, on either side", 0, 1000)
    near_similarity: float = number(0.7, "least similarity of near-duplicates", 0.0, 1.0)
    contained_share: float = number(0.8, "least share of one body inside passages where a document contains another", 0.0, 1.0)

    # -- blocks and credits
    block_characters: int = number(4000, "code points after which a block is parted at the end of a sentence", 200, 10**9)

    def __post_init__(self) -> None:
        """Refuse values outside their range."""
        for each in dataclasses.fields(self):
            value, least, most = getattr(self, each.name), each.metadata["least"], each.metadata["most"]
            if not isinstance(value, type(each.default)) or not least <= value <= most:
                raise UsageError(
                    f"setting {each.name} is {value!r}: it takes {type(each.default).__name__} from {least} to {most}",
                    f"give a value in that range, or leave {each.name} out to have {each.default!r}",
                )

    def as_dict(self) -> dict[str, int | float]:
        """Return the settings by name, in the order of their declaration, the text version first."""
        return {"text_version": TEXT_VERSION, **dataclasses.asdict(self)}

    def fingerprint(self) -> str:
        """Return 16 hexadecimal digits that differ when any number differs."""
        return hashlib.sha256(json.dumps(self.as_dict(), sort_keys=True).encode()).hexdigest()[:16]
