"""Credits in metadata: author lines and page fields, where most agency copy says whose it is."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator

import polars as pl

from provenance.text.credits.gazetteer import Gazetteer, host_of, slug

SCHEMA = {
    "document": pl.Int32(),
    "role": pl.String(),
    "outlet_id": pl.String(),
    "person": pl.String(),
    "cue": pl.String(),
    "field": pl.String(),
    "value": pl.String(),
    "start": pl.Int64(),
    "stop": pl.Int64(),
    "strength": pl.Int64(),
    "scope_start": pl.Int64(),
    "scope_stop": pl.Int64(),
    "member": pl.Int64(),
}

PARTS = re.compile(
    r"\s*(?:[;|•·]|,(?!\s?(?:LLC|Inc|Ltd))|／|/(?!/)|\s(?:and|with|et|und|y|e|и|та|avec|mit|con|com|for|of|at)\s|\s[–—-]\s)\s*|\s*[()（）]\s*"
)
LEADING = re.compile(
    r"^\s*(?:by|from|via|par|por|von|da|de|source|quelle|fuente|fonte|author|автор|来源|來源|文|记者|記者)\s*[:：]?\s+",
    re.IGNORECASE,
)
MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?"
    r"|dec(?:ember)?)\.?"
)
TRAILING = re.compile(
    rf"[\s,]+(?:(?:last\s)?(?:updated|published|posted)\b.*|{MONTH}\s+\d{{1,2}}(?:,?\s+\d{{4}})?|\d{{4}}"
    r"|twitter|facebook|instagram|e-?mail|staff(?:\s+(?:writers?|reporters?))?|(?:national\s+)?(?:writers?|correspondents?|reporters?))\s*$",
    re.IGNORECASE,
)
BARE_MONTH = re.compile(rf"\s+{MONTH}\s*$", re.IGNORECASE)
STATES = (
    r"(?:Ala|Ariz|Ark|Calif|Colo|Conn|Del|Fla|Ga|Ill|Ind|Kan|Ky|La|Md|Mass|Mich|Minn|Miss|Mo|Mont|Neb|Nev|Okla|Ore|Pa|Tenn|Vt|Va"
    r"|Wash|Wis|Wyo|[NSW]\.? ?[CDHJMVY]a?|R\.? ?I|Texas|Iowa|Ohio|Utah|Maine|Idaho)\.?"
)
LOCAL = re.compile(rf"(?:^|(?<=[;,] ))(?:The )?(\w[\w.' -]{{2,24}})[;,] {STATES},? (?=[A-Z])")
"""``The Wilmington, Del., News Journal``: how American desks name a paper of another town."""

STATION = re.compile(r"^[KW][A-Z]{2,3}(?:-(?:TV|FM|AM))?$")
OUTLETS_LIKE = re.compile(
    r"\b(?:News|Times|Post|Press|Tribune|Herald|Journal|Gazette|Register|Chronicle|Star|Sun|Record|Courier|Sentinel|Dispatch|Today|Observer|Review|Enquirer|Examiner|Inquirer|Ledger|Democrat"
    r"|Republic|Mail|Telegraph|Standard|Guardian|Independent|Globe|World|Daily|Weekly|Magazine|Radio|Television|Broadcasting|Agency|Agence|Agencia|Agência|Newspapers?|TV|FM)\b|^[KW][A-Z]{2,3}(?:-TV|-FM|-AM)?$|[\p{Han}]{2,}(?:报|報|社|网|網|新聞|新闻)$".replace(
        r"[\p{Han}]", "[\u4e00-\u9fff]"
    )
)
NO_NAMES = frozenset({"author", "others", "press", "news", "tv", "radio", "online"})
SHORT_NAME = 4
"""Letters of the longest acronym that is believed after a person's name: longer words in capitals are family names."""

HOUSE = re.compile(
    r"\b(?:staff|redaktion|rédaction|redacción|redação|redazione|newsroom|web ?desk|news desk|editorial board|online"
    r"|(?:wire|news) services|wire reports|редакция|редакція|編輯部|编辑部|편집부)\b|^redaktion",
    re.IGNORECASE,
)

AUTHORS = ("byline", "author", "authors", "creator", "dc.creator", "article:author", "by", "writer")
GIVERS = (
    "credit",
    "creditline",
    "agency",
    "source",
    "articlesource",
    "contentsource",
    "provider",
    "newsagency",
    "infosource",
    "dc.source",
    "sourceorganization",
    "syndication",
)
HOLDERS = (
    "publisher",
    "copyright",
    "copyrightholder",
    "copyrightnotice",
    "dc.rights",
    "rights",
    "site_name",
    "og:site_name",
    "sitename",
)
LINKS = (
    "canonical",
    "isbasedon",
    "syndication-source",
    "original-source",
    "originalurl",
    "source_url",
    "sourceurl",
    "og:url",
    "citation",
)


def field_credits(documents: pl.DataFrame, gazetteer: Gazetteer) -> pl.DataFrame:
    """Return credits of metadata, the author line and further fields; offsets are null, the scope is the whole text.

    A contribution speaks for a part, and nobody says which: it has no scope.
    """
    given = documents.filter(pl.col("byline").is_not_null() | pl.col("metadata").is_not_null())
    columns = given.select("document", "outlet_id", "byline", "metadata", length=pl.col("text").str.len_chars())
    rows = [
        (document, *credit, length)
        for document, own, byline, metadata, length in columns.iter_rows()
        for credit in _of_fields(own, _fields(byline, metadata), gazetteer)
    ]
    made = [
        (
            document,
            role,
            outlet,
            person,
            cue,
            field,
            value,
            None,
            None,
            strength,
            0 if strength and role != "contribution" else None,
            length if strength and role != "contribution" else None,
            member,
        )
        for member, (document, role, outlet, person, cue, field, value, strength, length) in enumerate(rows)
    ]
    return pl.DataFrame(made, schema=SCHEMA, orient="row")


def _fields(byline: str | None, metadata: str | None) -> Iterator[tuple[str, str]]:
    """Yield field and value of everything that can hold a credit; a field of many values is given for each."""
    if byline:
        yield "byline", byline
    try:
        known = json.loads(metadata) if metadata else {}
    except ValueError:
        return
    if isinstance(known, dict):
        for field, value in sorted(known.items()):
            if field.casefold() in {*AUTHORS, *GIVERS, *HOLDERS, *LINKS}:
                yield from ((field, each) for each in _values(value))


def _values(value: object, depth: int = 0) -> Iterator[str]:
    """Yield the strings of a JSON value: itself, those of a list, the name (else the address) of an object."""
    if isinstance(value, str):
        if value.strip():
            yield value
    elif isinstance(value, list) and depth < 3:
        for each in value[:32]:
            yield from _values(each, depth + 1)
    elif isinstance(value, dict) and depth < 3:
        yield from _values(next((value[key] for key in ("name", "@id", "url") if value.get(key)), None), depth + 1)


def _of_fields(
    own: str | None, fields: Iterator[tuple[str, str]], gazetteer: Gazetteer
) -> Iterator[tuple[str, str | None, str | None, str, str, str, int]]:
    """Yield role, outlet, person, cue, field, value and strength."""
    for field, value in fields:
        key = field.casefold()
        if key in LINKS:
            outlet = gazetteer.resolve(value) if host_of(value) else None
            if outlet and outlet != own:
                yield "source", outlet, None, field, field, value, 3
        elif key in HOLDERS:
            outlet = gazetteer.resolve(re.sub(r"(?i)^(?:©|\(c\)|copyright|\d{4}|[\s,.-])+", "", value))
            if outlet:
                yield "platform", outlet, None, field, field, value, 0
        else:
            yield from _authored(own, field, value, gazetteer, giver=key in GIVERS)


def _authored(
    own: str | None, field: str, value: str, gazetteer: Gazetteer, *, giver: bool
) -> Iterator[tuple[str, str | None, str | None, str, str, str, int]]:
    """Yield the credits of an author line: outlets and people, in the order in which they stand."""
    outlets, people, house = _parsed(value, gazetteer)
    others = [outlet for outlet in outlets if outlet != own]
    person = ", ".join(people) or None
    if not others:
        if person or own in outlets:
            yield ("byline" if person else "platform"), (None if person else own), person, field, field, value, 0
        return
    shared = house or own in outlets
    for outlet in others:
        if gazetteer.kinds.get(outlet) == "platform":
            yield "platform", outlet, person, field, field, value, 0
        elif shared or (people and ";" in value and _named(value.split(";")[0], gazetteer) == outlet):
            yield "contribution", outlet, person, field, field, value, 3
        elif person and not giver:
            yield "byline", outlet, person, field, field, value, 4
        else:
            yield "source", outlet, person, field, field, value, 3 if giver else 4


def _parsed(value: str, gazetteer: Gazetteer) -> tuple[list[str], list[str], bool]:
    """Return the outlets and the people of an author line, and whether it names the house itself."""
    outlets: list[str] = []
    people: list[str] = []
    house = False
    whole = _named(value, gazetteer)
    if whole:
        return [whole], [], False
    pieces = [piece for piece in PARTS.split(LOCAL.sub(_local(gazetteer), value)) if piece and piece.strip()]
    for index, piece in enumerate(pieces):
        if outlets and STATION.match(pieces[index - 1]):
            break  # the station's town
        outlet = _named(piece, gazetteer)
        words = _stripped(piece)
        if outlet:
            outlets.append(outlet)
        elif not words or words.startswith(("http:", "https:")) or words.casefold() in NO_NAMES:
            continue
        elif HOUSE.search(words):
            house = True
        elif tail := _ending(words, gazetteer):
            people.append(tail[0])
            outlets.append(tail[1])
        elif OUTLETS_LIKE.search(words) and (index or len(pieces) == 1) and " " in words:
            outlets.append(_opening(words, gazetteer) or slug(words))
        else:
            people.append(words)
    return list(dict.fromkeys(outlets)), [each for each in dict.fromkeys(people) if each], house


def _local(gazetteer: Gazetteer) -> Callable[[re.Match[str]], str]:
    """Return what takes the state out of a local paper's name, and the town too where the paper is known without it."""

    def without_state(found: re.Match[str]) -> str:
        name = re.split(r"[;,]", found.string[found.end() :])[0]
        return f"{found[1]} " if gazetteer.resolve(f"{found[1]} {name}") or not gazetteer.resolve(name) else ""

    return without_state


def _named(words: str, gazetteer: Gazetteer) -> str | None:
    """Return the outlet that words are the name of, with the words stripped that surround a name in an author line."""
    if words.startswith(("http:", "https:")) and gazetteer.kinds.get(gazetteer.resolve(words) or "") == "platform":
        return gazetteer.resolve(re.sub(r"^https?://[^/]+/", "", words))
    stripped = _stripped(words)
    return gazetteer.resolve(words) or gazetteer.resolve(stripped) or gazetteer.resolve(BARE_MONTH.sub("", stripped))


def _stripped(words: str) -> str:
    """Return words without ``By`` before them and dates or a function after them."""
    previous, words = "", LEADING.sub("", words.strip())
    while previous != words:
        previous, words = words, TRAILING.sub("", " " + words).strip(" ,.-–—")
    return words


def _opening(words: str, gazetteer: Gazetteer) -> str | None:
    """Return the outlet whose name words begin with (``NBC News Data Analytics Lab``)."""
    parts = words.split()
    return next(
        (found for end in range(len(parts) - 1, 1, -1) if (found := gazetteer.resolve(" ".join(parts[:end])))), None
    )


def _ending(words: str, gazetteer: Gazetteer) -> tuple[str, str] | None:
    """Return person and outlet where nothing stands between them (``Edward Wong New York Times``)."""
    parts = words.split()
    for index in range(2, min(len(parts), 6)):
        name = " ".join(parts[index:])
        outlet = gazetteer.resolve(name) if " " in name or (name.isupper() and len(name) <= SHORT_NAME) else None
        if outlet:
            return " ".join(parts[:index]), outlet
    return None
