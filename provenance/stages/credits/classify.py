"""Readings: which rule holds at a place, and what it takes from the line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import numpy as np
import polars as pl

from provenance.text.credits.attributions import MENTION, REPORTS, SELVES, TOPICS
from provenance.text.credits.credit_lines import LINES
from provenance.text.credits.datelines import BYLINES, DATELINES
from provenance.text.credits.gazetteer import Gazetteer, Name, slug
from provenance.text.credits.photo_credits import CAPTIONS, ENDINGS, KOREAN, PHOTOS
from provenance.text.credits.phrases import TRIGGER_RULES
from provenance.text.credits.rules import CLOSE, MORE, OPEN, Rule

SCRIPTS = {
    "cyrillic": r"\p{Cyrillic}",
    "han": r"[\p{Han}\p{Hiragana}\p{Katakana}]",
    "hangul": r"\p{Hangul}",
    "arabic": r"\p{Arabic}",
}

SENTENCE_START = r"(?:^|[.!?。！？:：]|[.!?。！？][\"”’»」』)]+)\s*[\"“„«「『(（]*$"
"""What stands before a credit that opens its sentence."""

FILLED = ("value", "cue", "cue2", "person", "outlet")

GENERIC = re.compile(
    r"(?:The )?(?:Times|Post|Journal|Sun|Star|Herald|Mirror|Express|Standard|Telegraph|Record|Daily News|Free Press"
    r"|Press Herald)"
)
"""Short names that a text uses for an outlet which it has named in full before."""

OUTSIDE = frozenset({"platform", "aggregator"})
"""Kinds of outlets whose bare name is no mention worth a row: half of all pages name Facebook."""


PICTURE_HOUSES = ["european-pressphoto-agency", "getty-images", "lehtikuva", "shutterstock", "zuma-press"]
"""Outlets that give pictures alone: who is named together with them is named for a picture."""


def _flat(tables: Iterable[Iterable[Rule]]) -> list[Rule]:
    return [rule for table in tables for rule in table]


NAMED = _flat((*KOREAN, *BYLINES, *DATELINES, *PHOTOS, *ENDINGS, *LINES, *TOPICS, *REPORTS, *SELVES, MENTION))
CAPTIONED = _flat((*KOREAN, *DATELINES, *PHOTOS, *CAPTIONS))


def readings(places: pl.DataFrame, gazetteer: Gazetteer) -> pl.DataFrame:
    """Return what is read at places: their columns and cited, role, strength, outlet_id, person, cue, opens, member.

    One row for each outlet of a place; places that no rule makes a credit are left out. Offsets become those of the
    value.
    """
    caption = pl.col("kind") == "caption"
    named = pl.col("trigger").is_null()
    parts = [_read(places.filter(named & ~caption), NAMED), _read(places.filter(named & caption), CAPTIONED)]
    parts += [_read(places.filter(pl.col("trigger") == key), _flat(tables)) for key, tables in TRIGGER_RULES.items()]
    return _outlets(pl.concat(parts), gazetteer)


def _read(places: pl.DataFrame, rules: list[Rule]) -> pl.DataFrame:
    """Return places with what the first rule that holds takes from them."""
    chosen = _choose(places, rules)
    parts = [
        _take(places.filter(pl.Series(chosen == number)), rules[number]) for number in np.unique(chosen[chosen >= 0])
    ]
    return pl.concat(parts) if parts else _take(places.clear(), rules[0])


def _choose(places: pl.DataFrame, rules: list[Rule]) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Return the number of the first rule that holds at each place; -1 where none does."""
    chosen = np.full(places.height, -1, dtype=np.int64)
    lines = places["line"]
    scripts = {name: lines.str.contains(pattern).to_numpy() for name, pattern in SCRIPTS.items()}
    scripts["any"] = np.ones(places.height, dtype=bool)
    flags = {
        name: places[name].fill_null(value=False).to_numpy()
        for name in ("short", "lead", "top", "head", "end", "middle", "bare")
    }
    flags["any"] = scripts["any"]
    for number, rule in enumerate(rules):
        open_places = (chosen < 0) & flags[rule.where] & scripts[rule.script]
        where = np.flatnonzero(open_places if rule.frame else open_places & flags["bare"])
        if len(where):
            holds = lines.gather(where).str.contains(rule.pattern).to_numpy()
            chosen[where[holds]] = number
    return chosen


def _take(places: pl.DataFrame, rule: Rule) -> pl.DataFrame:
    """Return places with the value, cue, person and outlet that the rule's pattern takes from the line."""
    groups = places.select(pl.col("line").str.extract_groups(rule.pattern).alias("groups"))["groups"].struct
    taken = {
        name: groups[name] if name in groups.fields else pl.Series([None] * places.height, dtype=pl.String)
        for name in FILLED
    }
    frame = places.with_columns(pl.Series(name, values, dtype=pl.String) for name, values in taken.items())
    value = pl.col("value").str.strip_chars(f"{MORE} \n")
    lead, tail = value.str.split(OPEN).list.first(), value.str.split(CLOSE).list.last()
    cue = pl.coalesce("cue", value.str.replace(f"{OPEN}[^{CLOSE}]*{CLOSE}", " ")).str.replace_all(
        f"[{OPEN}{CLOSE}]", ""
    )
    cues = pl.concat_str(cue, pl.col("cue2").fill_null(""), separator="").str.strip_chars()
    opening = pl.coalesce(pl.col("line").str.split(value).list.first(), pl.lit(""))
    return frame.with_columns(
        opens=opening.str.contains(SENTENCE_START),
        start=pl.col("start") - _width(lead, "raw_before", ending=True),
        stop=pl.col("stop") + _width(tail, "raw_after", ending=False),
        cue=pl.when(cues == "").then(value.str.replace_all(f"[{OPEN}{CLOSE}]", "")).otherwise(cues),
        person=pl.col("person").str.strip_chars(" ,.-–—|&"),
        cited=pl.lit(rule.kind),
        role=pl.lit(rule.role),
        strength=pl.lit(rule.strength),
    ).drop("value", "cue2", "line", "tight", "raw_before", "raw_after")


def _width(words: pl.Expr, raw: str, *, ending: bool) -> pl.Expr:
    """Return how many code points words take up in the text; runs of white space may have been squeezed."""
    as_read = words.str.len_chars().cast(pl.Int64)
    given = pl.struct(words.alias("words"), pl.col(raw).alias("raw"))
    widened = given.map_elements(
        lambda each: _stretch(each["words"], each["raw"], ending=ending), return_dtype=pl.Int64
    )
    return pl.when(pl.col(raw).is_null()).then(as_read).otherwise(widened)


def _stretch(words: str | None, raw: str | None, *, ending: bool) -> int:
    """Return the length of the end (or beginning) of the raw text that holds the same letters as the words."""
    wanted = len("".join((words or "").split()))
    marks = [index for index, each in enumerate(raw or "") if not each.isspace()]
    if not wanted or wanted > len(marks):
        return len(words or "")
    return len(raw or "") - marks[-wanted] if ending else marks[wanted - 1] + 1


def _outlets(read: pl.DataFrame, gazetteer: Gazetteer) -> pl.DataFrame:
    """Return one row for each outlet of a place; a name of several means the one that its document names in full."""
    rows = list(_resolved(read, gazetteer))
    schema = {"place": pl.Int64(), "member": pl.Int64(), "outlet_id": pl.String()}
    members = pl.DataFrame(rows, schema=schema, orient="row")
    frame = read.drop("names", "bare", "trigger", "outlet").with_row_index("place").cast({"place": pl.Int64})
    told = frame.join(members, on="place", how="inner", maintain_order="left").drop("place")
    kind = pl.col("outlet_id").replace_strict(gazetteer.kinds, default=None, return_dtype=pl.String)
    agency, platform = (kind == "agency").fill_null(value=False), (kind == "platform").fill_null(value=False)
    page = ((pl.col("role") == "footer") & ~agency) | (
        platform & pl.col("role").is_in(["source", "byline", "contribution", "footer"])
    )
    pictured = pl.col("outlet_id").is_in(PICTURE_HOUSES).any().over("document", "start", "stop") & pl.col("role").is_in(
        ["source", "byline"]
    )
    role = (
        pl.when(pictured)
        .then(pl.lit("photo"))
        .when(page)
        .then(pl.lit("platform"))
        .when(pl.col("role") == "footer")
        .then(pl.lit("source"))
        .otherwise("role")
    )
    return told.with_columns(
        agency=agency, role=role, strength=pl.when(pictured).then(0).when(page).then(1).otherwise("strength")
    )


def _resolved(read: pl.DataFrame, gazetteer: Gazetteer) -> Iterator[tuple[int, int, str | None]]:
    """Yield place, position among its names, and outlet."""
    sure = _named_in_full(read, gazetteer)
    columns = read.select("document", "own", "start", "names", "trigger", "outlet", "role")
    for place, (document, own, start, names, trigger, unknown, role) in enumerate(columns.iter_rows()):
        if trigger:
            outlet = (
                gazetteer.resolve(unknown) or (slug(unknown) if unknown and role == "source" else None)
                if unknown
                else None
            )
            yield place, 0, outlet
            continue
        known = [_meant(gazetteer.names[name], own, sure.get(document, []), start) for name in names]
        for member, outlet in enumerate(dict.fromkeys(each for each in known if each)):
            if role == "mention" and gazetteer.kinds.get(outlet) in OUTSIDE:
                continue
            yield place, member, outlet


def _named_in_full(read: pl.DataFrame, gazetteer: Gazetteer) -> dict[int, list[tuple[int, str]]]:
    """Return for each document where it names outlets by names that mean only them."""
    sure: dict[int, list[tuple[int, str]]] = {}
    for document, start, names in read.select("document", "start", "names").iter_rows():
        for name in names:
            known = gazetteer.names.get(name)
            if known and known.bare:
                sure.setdefault(document, []).append((start, known.outlet_ids[0]))
    return {document: sorted(named) for document, named in sure.items()}


def _meant(name: Name, own: str | None, named: list[tuple[int, str]], start: int) -> str | None:
    """Return which outlet a name means: its only one, the document's own, or the nearest named in full before it."""
    candidates = name.outlet_ids
    if own in candidates:
        return own
    if len(candidates) == 1 and (name.bare or not GENERIC.fullmatch(name.text)):
        return candidates[0]
    before = [outlet for place, outlet in named if place <= start and outlet in candidates]
    return before[-1] if before else None
