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
