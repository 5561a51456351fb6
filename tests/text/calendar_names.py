"""Rewrite the names of months and weekdays from the CLDR data of Babel: ``python -m tests.text.calendar_names``."""

import json
import unicodedata
from collections import defaultdict
from pathlib import Path

import provenance

FILE = Path(provenance.__file__).parent / "text" / "calendar_names.json"
LANGUAGES = (  # split here, as the formatter would write one a line
    "en de fr es pt it nl pl cs sk sl hr sr bs mk bg ru uk be ro hu el tr az kk uz tk ky fa ps ar he ur hi bn ta te ml"
    " kn gu mr pa ne si my km lo th id ms fil sw am ha yo ig zu xh af da nb nn sv fi et lv lt is fo ga cy gd eu ca gl"
    " mt sq hy ka mn lb so om rw mg"
)


def name_key(name: str) -> str:
    """Return a name as ``provenance.text.dates`` folds it."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split()).strip(".")


def calendar_names() -> dict[str, dict[str, int]]:
    """Return months (1 to 12) and weekdays (0 is Monday; -1 where one of several) by name."""
    from babel import Locale

    found = {"months": defaultdict(set), "weekdays": defaultdict(set)}
    for locale in map(Locale.parse, LANGUAGES.split()):
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in locale.months[context][width].items():
                    found["months"][name_key(name)].add(number)
                for number, name in locale.days[context][width].items():
                    found["weekdays"][name_key(name)].add(number)
    months = {name: min(numbers) for name, numbers in found["months"].items() if len(numbers) == 1 and usable(name)}
    weekdays = {
        name: min(numbers) if len(numbers) == 1 and name not in months else -1
        for name, numbers in found["weekdays"].items()
        if usable(name)
    }
    return {"months": dict(sorted(months.items())), "weekdays": dict(sorted(weekdays.items()))}


def usable(name: str) -> bool:
    """Return whether a name can be told from other letters and numbers of a date."""
    return len(name) > 1 and not any(map(str.isdigit, name))


if __name__ == "__main__":
    FILE.write_text(json.dumps(calendar_names(), ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
