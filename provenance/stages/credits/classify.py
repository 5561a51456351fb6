"""Rule classification: which rule holds for a mention, and what it takes from the line."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np
import polars as pl

from provenance.text.credits.context import ContextPatterns, names_no_outlet
from provenance.text.credits.gazetteer import Gazetteer, Name, slug
from provenance.text.credits.homonyms import Context, countries_of, outlet_meant
from provenance.text.credits.rule_set import CreditRules
from provenance.text.credits.rules import CLOSE, MORE, OPEN, SCRIPTS, Rule

SENTENCE_START = r"(?:^|[.!?。！？:：]|[.!?。！？][\"”’»」』)]+)\s*[\"“„«「『(（]*$"
"""What stands before a credit that opens its sentence."""

SENTENCE_END = r"[.!?][\"”’»)]*\s+(?:[\p{Lu}\"“„«]|$)|[。！？]"
"""The end of a sentence before another begins."""

GROUPS = ("value", "cue", "cue2", "person", "outlet")
"""The named groups of a rule's pattern."""

GENERIC = re.compile(
    r"(?:The )?(?:Times|Post|Journal|Sun|Star|Herald|Mirror|Express|Standard|Telegraph|Record|Daily News|Free Press"
    r"|Press Herald)"
)
"""Short names that a text uses for an outlet which it has named in full before."""

DATELINE = "K1"
"""Kind of the credits in datelines: there an agency of former times is read in a text without a date too."""

UNLISTED_LINES = ["unlisted_source_labels", "taken_from", "taken_from_after", "published_verbs"]
"""Trigger phrases of lines that name an outlet which no list knows."""

DECLINED = frozenset({"taken_from", "published_verbs"})
"""Those whose phrase ends in a preposition: it sets the case of the name."""

OUTSIDE = frozenset({"platform", "aggregator"})
"""Kinds of outlets a bare mention of which is left out: half of all pages name Facebook."""

PICTURE_AGENCIES = ["european-pressphoto-agency", "getty-images", "lehtikuva", "shutterstock", "zuma-press"]
"""Outlets that provide pictures alone: who is named together with them is named for a picture."""


def classify_mentions(mentions: pl.DataFrame, gazetteer: Gazetteer, rules: CreditRules) -> pl.DataFrame:
    """Return what rules make of mentions: their columns and credit_kind, role, strength, outlet_id, person, cue, opens.

    One row for each outlet of a mention, ``member`` its number there; mentions that no rule makes a credit are left
    out. Offsets become those of the credit's value. ``opens`` says whether the credit opens its sentence,
    ``after_sentence`` whether a sentence ends before it.
    """
    caption = pl.col("block_kind") == "caption"
    is_name = pl.col("trigger").is_null()
    parts = [_classified(mentions.filter(is_name & ~caption), rules.for_names)]
    parts.append(_classified(mentions.filter(is_name & caption), rules.for_captions))
    for field, field_rules in rules.for_triggers.items():
        parts.append(_classified(mentions.filter(pl.col("trigger") == field), field_rules))
    unlisted = pl.col("trigger").is_in(UNLISTED_LINES)
    listed = pl.concat(parts[:2]).select("document", "block_start").unique()
    parts = [*parts[:2], *(_without(part, unlisted, listed) for part in parts[2:])]
    return _per_outlet(pl.concat(parts), gazetteer, rules.context)


def _without(part: pl.DataFrame, unlisted: pl.Expr, listed: pl.DataFrame) -> pl.DataFrame:
    """Return credits without source lines of unlisted outlets that name a listed one."""
    joined = part.join(
        listed.with_columns(named=True), on=["document", "block_start"], how="left", maintain_order="left"
    )
    return joined.filter(~(unlisted & pl.col("named").fill_null(value=False))).drop("named")


def _classified(mentions: pl.DataFrame, rules: tuple[Rule, ...]) -> pl.DataFrame:
    """Return mentions with what the first rule that holds takes from them."""
    numbers = _first_rules(mentions, rules)
    parts = [
        _extract(mentions.filter(pl.Series(numbers == number)), rules[number])
        for number in np.unique(numbers[numbers >= 0])
    ]
    return pl.concat(parts) if parts else _extract(mentions.clear(), rules[0])


def _first_rules(mentions: pl.DataFrame, rules: tuple[Rule, ...]) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Return the number of the first rule that holds for each mention; -1 where none does."""
    numbers = np.full(mentions.height, -1, dtype=np.int64)
    lines = mentions["line"]
    everywhere = np.ones(mentions.height, dtype=bool)
    tried = {rule.script for rule in rules} - {"any"}
    scripts = {script: lines.str.contains(SCRIPTS[script]).to_numpy() for script in sorted(tried)} | {"any": everywhere}
    flags = {
        name: mentions[name].fill_null(value=False).to_numpy()
        for name in ("short", "lead", "top", "head", "end", "middle", "unambiguous", "wordlike")
    }
    flags["any"] = everywhere
    flags["agency"] = flags["head"] & mentions["agencies"].fill_null(value=False).to_numpy()
    for number, rule in enumerate(rules):
        undecided = (numbers < 0) & flags[rule.position] & scripts[rule.script]
        if not rule.everyday_words:
            undecided = undecided & ~flags["wordlike"]
        rows = np.flatnonzero(undecided if rule.ambiguous_names else undecided & flags["unambiguous"])
        if len(rows):
            holds = lines.gather(rows).str.contains(rule.pattern).to_numpy()
            numbers[rows[holds]] = number
    return numbers


def _extract(mentions: pl.DataFrame, rule: Rule) -> pl.DataFrame:
    """Return mentions with the value, cue, person and outlet that the rule's pattern takes from the line."""
    groups = mentions.select(pl.col("line").str.extract_groups(rule.pattern).alias("groups"))["groups"].struct
    missing = pl.Series([None] * mentions.height, dtype=pl.String)
    columns = {name: groups[name] if name in groups.fields else missing for name in GROUPS}
    frame = mentions.with_columns(pl.Series(name, values, dtype=pl.String) for name, values in columns.items())
    value = pl.col("value").str.strip_chars(f"{MORE} \n")
    before_name, after_name = value.str.split(OPEN).list.first(), value.str.split(CLOSE).list.last()
    marks = f"[{OPEN}{CLOSE}]"
    cue = pl.coalesce("cue", value.str.replace(f"{OPEN}[^{CLOSE}]*{CLOSE}", " ")).str.replace_all(marks, "")
    cues = pl.concat_str(cue, pl.col("cue2").fill_null(""), separator="").str.strip_chars()
    before_value = pl.coalesce(pl.col("line").str.split(value).list.first(), pl.lit(""))
    return frame.with_columns(
        opens=before_value.str.contains(SENTENCE_START),
        after_sentence=before_value.str.contains(SENTENCE_END),
        start=pl.col("start") - _width(before_name, "raw_before", ending=True),
        stop=pl.col("stop") + _width(after_name, "raw_after", ending=False),
        cue=pl.when(cues == "").then(value.str.replace_all(marks, "")).otherwise(cues),
        person=pl.col("person").str.strip_chars(" ,.-–—|&"),
        credit_kind=pl.lit(rule.kind),
        role=pl.lit(rule.role),
        strength=pl.lit(rule.strength),
    ).drop("value", "cue2", "line", "compact", "raw_before", "raw_after")


def _width(words: pl.Expr, raw: str, *, ending: bool) -> pl.Expr:
    """Return how many code points words take up in the text; runs of white space may have been read as one space."""
    as_read = words.str.len_chars().cast(pl.Int64)
    pairs = pl.struct(words.alias("words"), pl.col(raw).alias("raw"))
    in_text = pairs.map_elements(
        lambda pair: _width_in_text(pair["words"], pair["raw"], ending=ending), return_dtype=pl.Int64
    )
    return pl.when(pl.col(raw).is_null()).then(as_read).otherwise(in_text)


def _width_in_text(words: str | None, raw: str | None, *, ending: bool) -> int:
    """Return the length of the end (or beginning) of the raw text that holds the same letters as the words."""
    letters = len("".join((words or "").split()))
    positions = [position for position, character in enumerate(raw or "") if not character.isspace()]
    if not letters or letters > len(positions):
        return len(words or "")
    return len(raw or "") - positions[-letters] if ending else positions[letters - 1] + 1


def _per_outlet(classified: pl.DataFrame, gazetteer: Gazetteer, context_patterns: ContextPatterns) -> pl.DataFrame:
    """Return one row for each outlet of a mention; a name of several means the one that its document names in full."""
    schema = {"mention": pl.Int64(), "member": pl.Int64(), "outlet_id": pl.String()}
    members = pl.DataFrame(list(_members(classified, gazetteer, context_patterns)), schema=schema, orient="row")
    frame = classified.drop("names", "unambiguous", "wordlike", "agencies", "trigger", "outlet").with_row_index(
        "mention"
    )
    rows = frame.cast({"mention": pl.Int64}).join(members, on="mention", how="inner", maintain_order="left")
    kind = pl.col("outlet_id").replace_strict(gazetteer.kinds, default=None, return_dtype=pl.String)
    agency, platform = (kind == "agency").fill_null(value=False), kind.is_in(sorted(OUTSIDE)).fill_null(value=False)
    role = pl.col("role")
    published = role.is_in(["source", "byline", "contribution", "footer"])
    publisher = ((role == "footer") & ~agency) | (platform & published)
    with_picture_agency = pl.col("outlet_id").is_in(PICTURE_AGENCIES).any().over("document", "start", "stop")
    photo = with_picture_agency & role.is_in(["source", "byline"])
    station = (pl.col("credit_kind") == DATELINE) & ~agency & agency.any().over("document", "start", "stop")
    return rows.drop("mention").with_columns(
        agency=agency,
        role=pl.when(photo)
        .then(pl.lit("photo"))
        .when(station)
        .then(pl.lit("mention"))
        .when(publisher)
        .then(pl.lit("platform"))
        .when(role == "footer")
        .then(pl.lit("source"))
        .otherwise("role"),
        strength=pl.when(photo | station).then(0).when(publisher).then(1).otherwise("strength"),
    )


def _members(
    classified: pl.DataFrame, gazetteer: Gazetteer, context_patterns: ContextPatterns
) -> Iterator[tuple[int, int, str | None]]:
    """Yield mention, position among its names, and outlet."""
    in_full = _named_in_full(classified, gazetteer)
    columns = classified.select(
        "document", "own_outlet", "language", "year", "start", "names", "trigger", "outlet", "role", "credit_kind"
    )
    for mention, (document, own, language, year, start, names, trigger, unlisted, role, kind) in enumerate(
        columns.iter_rows()
    ):
        context = Context(own, gazetteer.countries.get(own), language, year)
        if trigger:
            declined = trigger in DECLINED
            yield mention, 0, _outlet_of_phrase(unlisted, role, gazetteer, context_patterns, context, declined=declined)
            continue
        full = in_full.get(document, [])
        outlets = (_meant(gazetteer.names[name], context, full, start, gazetteer) for name in names)
        for member, outlet in enumerate(dict.fromkeys(outlet for outlet in outlets if outlet)):
            if role == "mention" and gazetteer.kinds.get(outlet) in OUTSIDE:
                continue
            if gazetteer.was_active(outlet, year) or (year is None and kind == DATELINE):
                yield mention, member, outlet


def _outlet_of_phrase(
    name: str | None,
    role: str,
    gazetteer: Gazetteer,
    context_patterns: ContextPatterns,
    context: Context,
    *,
    declined: bool,
) -> str | None:
    """Return the outlet that a trigger phrase names; a source that no list knows is an outlet by its name.

    Behind a preposition the name may stand in another case: a listed one is met by its stem, and of an unlisted one
    nobody knows how it is called by itself where its ending shows a case.
    """
    if not name:
        return None
    bare = name.strip('«»„“”"《》「」『』 ')
    outlet_id, candidates = gazetteer.resolve(bare), gazetteer.candidates(bare)
    if len(candidates) > 1:
        outlet_id = outlet_meant(sorted(candidates), outlet_id, gazetteer.countries, context) or outlet_id
    if outlet_id or role != "source":
        return outlet_id
    endings = context_patterns.case_endings.get((context.language or "").partition("-")[0], ())
    if declined and endings:
        outlet_id = gazetteer.case_forms.outlet_of(bare, gazetteer.countries, countries_of(context.language))
        if outlet_id or bare.endswith(endings) or any(word.endswith(_long(endings)) for word in bare.split()):
            return outlet_id
    return None if names_no_outlet(bare, context_patterns) else slug(bare)


def _long(endings: tuple[str, ...]) -> tuple[str, ...]:
    """Return the endings of three letters or more: those tell a case in any word of a name."""
    return tuple(ending for ending in endings if len(ending) > 2)


def _named_in_full(classified: pl.DataFrame, gazetteer: Gazetteer) -> dict[int, list[tuple[int, str]]]:
    """Return for each document where it names outlets by names that mean only them."""
    in_full: dict[int, list[tuple[int, str]]] = {}
    for document, start, names in classified.select("document", "start", "names").iter_rows():
        for text in names:
            name = gazetteer.names.get(text)
            if name and name.unambiguous:
                in_full.setdefault(document, []).append((start, name.usual or name.outlet_ids[0]))
    return {document: sorted(occurrences) for document, occurrences in in_full.items()}


def _meant(
    name: Name, context: Context, in_full: list[tuple[int, str]], start: int, gazetteer: Gazetteer
) -> str | None:
    """Return which outlet a name means; None where nothing tells.

    Its only one, the document's own, the nearest named in full before it, or what country, language and year tell.
    """
    candidates = name.outlet_ids
    if context.outlet_id in candidates:
        return context.outlet_id
    generic = GENERIC.fullmatch(name.text) and not name.unambiguous
    if len(candidates) == 1 and not generic:
        return candidates[0]
    before = [outlet for position, outlet in in_full if position <= start and outlet in candidates]
    if before or generic:
        return before[-1] if before else None
    active = [outlet for outlet in candidates if gazetteer.was_active(outlet, context.year)]
    return outlet_meant(active, name.usual, gazetteer.countries, context)
