"""Parse author lines of metadata into outlets, people and newsrooms."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from provenance.text.credits.gazetteer import Gazetteer, slug
from provenance.text.credits.rules import compiled
from provenance.text.credits.word_lists import Language

SEPARATOR = (
    r"\s*(?:[;|•·]|,(?!\s?(?:LLC|Inc|Ltd))|／|/(?!/)|\s(?:{conjunctions?}|{with_words?}|{author_joiners?})\s"
    r"|\s[–—-]\s)\s*|\s*[()（）]\s*"
)
LABEL = r"(?i)^\s*{author_labels?}(?:\s*[:：]\s*|\s+)"
TRAILER = (
    r"(?i)[\s,]+(?:{author_date_labels?}\b.*|{author_months?}\.?\s+\d{1,2}(?:,?\s+\d{4})?|\d{4}|{author_trailers?})\s*$"
)
MONTH = r"(?i)\s+{author_months?}\.?\s*$"
AGENCY_WORD = r"(?i)\s+(?:{agency_words?})$"
REPORTER = r"(?:{reporters?})[：: ]?"
REPORTER_LAST = r"([\uac00-\ud7af]{2,4}) ?{reporters?}"
JOB = r"(?i)\b(?:{author_trailers?}|editor|editors|special|contributor|columnist|photographer|desk|team|director)\b"
NEWSROOM = r"(?i)\b{newsroom_names?}\b|^redaktion"
OUTLET_LIKE = r"\b{outlet_words?}\b|^[KW][A-Z]{2,3}(?:-TV|-FM|-AM)?$|[\u4e00-\u9fff]{2,}{outlet_endings?}$"

STATES = (
    "Ala|Ariz|Ark|Calif|Colo|Conn|Del|Fla|Ga|Ill|Ind|Kan|Ky|La|Md|Mass|Mich|Minn|Miss|Mo|Mont|Neb|Nev|Okla|Ore|Pa|Tenn"
    "|Vt|Va|Wash|Wis|Wyo|Texas|Iowa|Ohio|Utah|Maine|Idaho"
)
STATE = rf"(?:{STATES}|[NSW]\.? ?[CDHJMVY]a?|R\.? ?I)\.?"
LOCAL = re.compile(rf"(?:^|(?<=[;,] ))(?:The )?(\w[\w.' -]{{2,24}})[;,] {STATE},? (?=[A-Z])")
"""``The Wilmington, Del., News Journal``: how American desks name a paper of another town."""

STATION = re.compile(r"^[KW][A-Z]{2,3}(?:-(?:TV|FM|AM))?$")
ACRONYM_LENGTH = 4
"""Letters of the longest acronym that counts as an outlet after a person's name: longer words are family names."""


class AuthorPatterns(NamedTuple):
    """The patterns of some languages, and words that name no author.

    Attributes:
        separator: what stands between the names in an author line.
        label: what stands before them.
        trailer: what stands after a name: a date, a job, a network.
        month: a month's name at the end.
        agency_word: what an agency is, after its name.
        reporter: what stands between an outlet and its reporter.
        reporter_last: the reporter, *reporter* behind the name.
        job: a word for what somebody does at an outlet.
        newsroom: a part of the line that names the newsroom itself.
        outlet_like: words that an outlet's name is made of.
        no_authors: parts that name no author, in small letters.
    """

    separator: re.Pattern[str]
    label: re.Pattern[str]
    trailer: re.Pattern[str]
    month: re.Pattern[str]
    agency_word: re.Pattern[str]
    reporter: re.Pattern[str]
    reporter_last: re.Pattern[str]
    job: re.Pattern[str]
    newsroom: re.Pattern[str]
    outlet_like: re.Pattern[str]
    no_authors: frozenset[str]


class AuthorLine(NamedTuple):
    """The outlets and people that an author line names, in its order, and whether it names the newsroom itself."""

    outlets: list[str]
    people: list[str]
    newsroom: bool


def author_patterns(languages: tuple[Language, ...]) -> AuthorPatterns:
    """Return the patterns of some languages."""
    return AuthorPatterns(
        separator=compiled(SEPARATOR, languages),
        label=compiled(LABEL, languages),
        trailer=compiled(TRAILER, languages),
        month=compiled(MONTH, languages),
        agency_word=compiled(AGENCY_WORD, languages),
        reporter=compiled(REPORTER, languages),
        reporter_last=compiled(REPORTER_LAST, languages),
        job=compiled(JOB, languages),
        newsroom=compiled(NEWSROOM, languages),
        outlet_like=compiled(OUTLET_LIKE, languages),
        no_authors=frozenset(word for language in languages for word in language.no_authors),
    )


def parse_author_line(value: str, gazetteer: Gazetteer, patterns: AuthorPatterns) -> AuthorLine:
    """Return the outlets and people of an author line; an outlet without a record gets the slug of its name as id."""
    only = outlet_called(value, gazetteer, patterns)
    if only:
        return AuthorLine([only], [], newsroom=False)
    outlets: list[str] = []
    people: list[str] = []
    newsroom = False
    parts = patterns.separator.split(LOCAL.sub(_local(gazetteer), value))
    pieces = [part for part in parts if part and part.strip()]
    for index, piece in enumerate(pieces):
        if outlets and STATION.match(pieces[index - 1]):
            break  # the station's town
        outlet = outlet_called(piece, gazetteer, patterns)
        words = _stripped(piece, patterns)
        if outlet:
            outlets.append(outlet)
        elif not words or words.startswith(("http:", "https:")) or words.casefold() in patterns.no_authors:
            continue
        elif patterns.newsroom.search(words):
            newsroom = True
        elif outlet_and_person := _reporter_of(words, gazetteer, patterns):
            outlets.append(outlet_and_person[0])
            people.append(outlet_and_person[1])
        elif person_and_outlet := _ending_in_outlet(words, gazetteer):
            people.append(person_and_outlet[0])
            outlets.append(person_and_outlet[1])
        elif patterns.outlet_like.search(words) and (index or len(pieces) == 1) and " " in words:
            outlets.append(_beginning_with_outlet(words, gazetteer) or slug(words))
        else:
            people.append(words)
    return AuthorLine(list(dict.fromkeys(outlets)), [person for person in dict.fromkeys(people) if person], newsroom)


def outlet_called(words: str, gazetteer: Gazetteer, patterns: AuthorPatterns) -> str | None:
    """Return the outlet that words are the name of, without what surrounds a name in an author line."""
    if words.startswith(("http:", "https:")) and gazetteer.kinds.get(gazetteer.resolve(words) or "") == "platform":
        return gazetteer.resolve(re.sub(r"^https?://[^/]+/", "", words))
    stripped = _stripped(words, patterns)
    undated = patterns.month.sub("", stripped)
    agency = patterns.agency_word.sub("", stripped)
    candidate = gazetteer.resolve(agency) if agency != stripped else None
    of_agency = candidate if gazetteer.kinds.get(candidate or "") == "agency" else None
    return gazetteer.resolve(words) or gazetteer.resolve(stripped) or gazetteer.resolve(undated) or of_agency


def _stripped(words: str, patterns: AuthorPatterns) -> str:
    """Return words without ``By`` before them and dates or a job after them."""
    previous, words = "", patterns.label.sub("", words.strip())
    while previous != words:
        previous, words = words, patterns.trailer.sub("", " " + words).strip(" ,.-–—")
    return words


def _reporter_of(words: str, gazetteer: Gazetteer, patterns: AuthorPatterns) -> tuple[str, str] | None:
    """Return outlet and person where *reporter* stands between them (``新华社记者 X``) or last (``연합뉴스 X 기자``).

    None where it does neither.
    """
    first, _, rest = words.partition(" ")
    if rest and (outlet := gazetteer.resolve(first)) and (reporter := patterns.reporter_last.fullmatch(rest)):
        return outlet, reporter[1]
    parts = patterns.reporter.split(words, maxsplit=1)
    outlet = gazetteer.resolve(parts[0]) if len(parts) > 1 and parts[1].strip() else None
    return (outlet, parts[1].strip(" ：:")) if outlet else None


def _local(gazetteer: Gazetteer) -> Callable[[re.Match[str]], str]:
    """Return what removes the state from a local paper's name, and the town too where the paper is known without it."""

    def without_state(match: re.Match[str]) -> str:
        name = re.split(r"[;,]", match.string[match.end() :])[0]
        return f"{match[1]} " if gazetteer.resolve(f"{match[1]} {name}") or not gazetteer.resolve(name) else ""

    return without_state


def _beginning_with_outlet(words: str, gazetteer: Gazetteer) -> str | None:
    """Return the outlet whose name words begin with (``NBC News Data Analytics Lab``)."""
    parts = words.split()
    prefixes = (" ".join(parts[:end]) for end in range(len(parts) - 1, 1, -1))
    return next((outlet for prefix in prefixes if (outlet := gazetteer.resolve(prefix))), None)


def _ending_in_outlet(words: str, gazetteer: Gazetteer) -> tuple[str, str] | None:
    """Return person and outlet where nothing stands between them (``Edward Wong New York Times``).

    An acronym shows only where the other words are no capitals: ``STORY CONTINUES AFTER THIS AD`` names no paper.
    """
    parts = words.split()
    for index in range(2, min(len(parts), 6)):
        name = " ".join(parts[index:])
        is_acronym = name.isupper() and len(name) <= ACRONYM_LENGTH and not words.isupper()
        outlet = gazetteer.resolve(name) if " " in name or is_acronym else None
        if outlet:
            return " ".join(parts[:index]), outlet
    return None
