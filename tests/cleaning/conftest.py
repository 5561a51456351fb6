"""Made-up corpora for the tests of cleaning."""

import json
import random
from pathlib import Path

import pytest

from provenance.cleaning.clean import clean
from provenance.cleaning.options import CleaningOptions
from provenance.settings import DECLARED, Settings

WORDS = [
    f"{a}{b}{c}"
    for a in ("bor", "kel", "min", "tas", "vul")
    for b in ("a", "i", "o")
    for c in ("ch", "dan", "len", "rst")
]


def story(seed: int, words: int = 120) -> str:
    """A text of sentences that no other seed has."""
    chance = random.Random(seed)
    chosen = [f"{chance.choice(WORDS)}{seed if chance.random() < 0.3 else ''}" for _ in range(words)]
    lines = [" ".join(chosen[at : at + 12]).capitalize() + "." for at in range(0, words, 12)]
    return "\n".join(lines)


def edited(text: str, every: int = 40) -> str:
    """The text with every n-th word another one."""
    words = text.split(" ")
    return " ".join(f"{word}x" if at % every == every - 1 else word for at, word in enumerate(words))


def lines(folder: Path, rows: list[dict], name: str = "in.jsonl") -> Path:
    """A JSON Lines file of records."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


def options_of(**choices) -> CleaningOptions:
    """Options, given some choices and some settings by name."""
    numbers = {name: choices.pop(name) for name in list(choices) if name in DECLARED}
    return CleaningOptions(**choices, settings=Settings().replace(**numbers))


def cleaned(folder: Path, rows: list[dict], **choices):
    """The result of cleaning records."""
    return clean([lines(folder, rows)], folder / "out", options=options_of(**choices))


@pytest.fixture
def corpus() -> list[dict]:
    """Ten documents: a story, its copy, its copy with other punctuation, an edited copy, a doubled one, and others."""
    first = story(1)
    return [
        {"id": "a", "outlet": "Harbour Post", "published_at": "2024-05-02", "text": first},
        {"id": "b", "outlet": "Hill Gazette", "published_at": "2024-05-01", "text": first},
        {"id": "c", "outlet": "Harbour Post", "published_at": None, "text": first.replace(".\n", ";  ").upper()},
        {"id": "d", "outlet": "Hill Gazette", "published_at": "2024-05-03", "text": edited(first)},
        {"id": "e", "outlet": None, "published_at": None, "text": story(2) + "\n" + story(2)},
        {"id": "f", "outlet": None, "published_at": None, "text": story(3) + "\nPowered by Somebody\n"},
        {"id": "g", "outlet": None, "published_at": None, "text": ""},
        {"id": "h", "outlet": None, "published_at": None, "text": "Too short."},
        {"id": "i", "outlet": None, "published_at": None, "text": story(4)},
        {
            "id": "j",
            "outlet": None,
            "published_at": None,
            "text": story(5, 60) + "\n" + "\n".join(story(4).split("\n")[:7]),
        },
    ]
