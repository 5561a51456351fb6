"""What a judgement rests on, as arrays: documents in canonical order, pairs that may be derivations, and credits."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from provenance.settings import Settings

HOURS = {"second": 1 / 3600, "minute": 1 / 60, "hour": 1.0, "day": 24.0, "month": 31 * 24.0, "year": 366 * 24.0}
"""How long each precision of a date lasts, in hours."""

NAMING = {"source": 2, "byline": 3, "contribution": 3}
"""Roles of credit that say a text comes from an outlet, and the least strength at which they do."""


@dataclass(frozen=True)
class Case:
    """Everything one judgement rests on; documents are named by their position in canonical order.

    Attributes:
        documents: in canonical order (known time, undated last, then id by code point): ``document``, ``document_id``,
            ``outlet_id``, ``url``, ``language``, ``text``, ``length``, ``published_at``, ``earliest``, ``latest``
            (hours, null where unknown), ``outlet`` (code, -1 unknown), ``agency``,
            ``known`` (whether its outlet is one), ``usual_hours`` (how long after its sources its outlet usually
            publishes; null where that is not known).
        pairs: undirected: ``left`` < ``right`` (positions), ``kind``, ``contained_left``, ``contained_right``.
        passages: of those pairs and others: as the frame, by position.
        claims: ``position``, ``outlet`` (code), ``outlet_id``, ``role``, ``strength``, ``start``, ``stop``,
            ``scope_start``, ``scope_stop``, ``value``, ``cue``, ``agency``: credits to outlets other than its own.
        links: ``position``, ``outlet``, ``place``: the outlets of reports that pass each other on, nearest first.
        translations: positions of documents that say they are translated.
        skips: spans that are no body text: ``position``, ``start``, ``stop``.
        asides: the same of what speaks of the text: credits, bylines, captions.
        outlets: the id of each outlet code.
    """

    documents: pl.DataFrame
    pairs: pl.DataFrame
    passages: pl.DataFrame
    claims: pl.DataFrame
    links: pl.DataFrame
    translations: NDArray[np.int64]
    skips: pl.DataFrame
    asides: pl.DataFrame
    outlets: list[str]

    @property
    def size(self) -> int:
        """How many documents there are."""
        return self.documents.height

    @cached_property
    def ids(self) -> list[str]:
        """The id of each document."""
        return self.documents["document_id"].to_list()

    @cached_property
    def outlet(self) -> NDArray[np.int64]:
        """The outlet of each document."""
        return self.documents["outlet"].cast(pl.Int64).to_numpy()

    @cached_property
    def agency(self) -> NDArray[np.bool_]:
        """Whether each document's outlet is an agency."""
        return self.documents["agency"].to_numpy()

    @cached_property
    def lengths(self) -> list[int]:
        """The code points of each text."""
        return self.documents["length"].to_list()

    @cached_property
    def credits(self) -> list[dict[str, Any]]:
        """The claims as rows."""
        return self.claims.to_dicts()


def case(
    documents: pl.DataFrame,
    matches: pl.DataFrame,
    passages: pl.DataFrame,
    credits_: pl.DataFrame,
    skips: pl.DataFrame,
    outlets: pl.DataFrame,
    settings: Settings,
) -> Case:
    """Return the frames of the stage as one case."""
    if "length" not in documents.columns:
        documents = documents.with_columns(pl.col("text").str.len_chars().cast(pl.Int32).alias("length"))
    codes, named = outlet_codes(documents, credits_, outlets)
    ordered = canonical(documents, named)
    places = ordered.select("document", pl.int_range(pl.len(), dtype=pl.Int64).alias("position"))
    found = claims(credits_, places, ordered, named)
    said = credits_.filter(pl.col("role") == "translation").join(places, on="document")["position"]
    body = positioned(skips, places, "document", "position").select("position", "start", "stop")
    shared = both(passages, places)
    pairs = candidates(both(matches, places), shared, ordered, settings)
    return Case(
        ordered,
        pairs,
        shared,
        found,
        links(credits_, places, named),
        said.unique().sort().to_numpy(),
        body.sort("position", "start", "stop"),
        asides(credits_, places, ordered, pairs),
        codes,
    )


def outlet_codes(
    documents: pl.DataFrame, credits_: pl.DataFrame, outlets: pl.DataFrame
) -> tuple[list[str], pl.DataFrame]:
    """Return the outlets that are met, by id, and a frame of them with their codes and what is known of them."""
    met = pl.concat([documents["outlet_id"], credits_["outlet_id"]]).drop_nulls().unique().sort()
    frame = pl.DataFrame({"outlet_id": met}).with_row_index("outlet").with_columns(pl.col("outlet").cast(pl.Int64))
    usual = pl.col("usual_hours") if "usual_hours" in outlets.columns else pl.lit(None, pl.Float64).alias("usual_hours")
    known = outlets.select("outlet_id", pl.col("kind").fill_null("unknown"), usual)
    kinds = known.unique("outlet_id", keep="first")
    joined = frame.join(kinds, on="outlet_id", how="left", maintain_order="left")
    kind = pl.col("kind").fill_null("unknown")
    return met.to_list(), joined.select(
        "outlet_id",
        "outlet",
        (kind == "agency").alias("agency"),
        (kind != "unknown").alias("known"),
        (kind == "platform").alias("platform"),
        "usual_hours",
    )


def canonical(documents: pl.DataFrame, named: pl.DataFrame) -> pl.DataFrame:
    """Return the documents in canonical order, with what else a judgement asks of them."""
    hours = pl.col("published_at").dt.epoch("us") / 3.6e9
    lasting = pl.col("published_precision").replace_strict(HOURS, default=HOURS["second"], return_dtype=pl.Float64)
    return (
        documents.join(named.drop("platform"), on="outlet_id", how="left")
        .with_columns(
            hours.alias("earliest"),
            (hours + lasting).alias("latest"),
            pl.col("outlet").fill_null(-1),
            pl.col("agency", "known").fill_null(value=False),
        )
        .sort("published_at", "document_id", nulls_last=True)
    )


def positioned(frame: pl.DataFrame, places: pl.DataFrame, key: str, name: str) -> pl.DataFrame:
    """Return a frame with a column of internal keys replaced by positions; rows of other documents left out."""
    return (
        frame.join(places.rename({"document": key, "position": name + "_at"}), on=key)
        .drop(key)
        .rename({name + "_at": name})
    )


def both(frame: pl.DataFrame, places: pl.DataFrame) -> pl.DataFrame:
    """Return pairs or passages by position, the canonically earlier document on the left."""
    inner = positioned(positioned(frame, places, "left", "left"), places, "right", "right")
    swap = pl.col("left") > pl.col("right")
    names = [name.removeprefix("left") for name in inner.columns if name.startswith("left")]
    ends = [name.removeprefix("contained_left") for name in inner.columns if name == "contained_left"]
    turned = [
        pl.when(swap).then(pl.col(a + n)).otherwise(pl.col(b + n)).alias(b + n)
        for n in names
        for a, b in (("right", "left"), ("left", "right"))
    ] + [
        pl.when(swap).then(pl.col("contained_" + a)).otherwise(pl.col("contained_" + b)).alias("contained_" + b)
        for _ in ends
        for a, b in (("right", "left"), ("left", "right"))
    ]
    return inner.with_columns(turned).sort("left", "right", *(["passage"] if "passage" in inner.columns else []))


def candidates(
    matches: pl.DataFrame, passages: pl.DataFrame, ordered: pl.DataFrame, settings: Settings
) -> pl.DataFrame:
    """Return the pairs of which one may derive from the other.

    Left out are a document and itself, revisions (one outlet, or one address), pairs that share too little, and pairs
    that share quotations alone.
    """
    outlet, url = ordered["outlet"].to_numpy(), ordered["url"].fill_null("").to_numpy()
    left, right = matches["left"].to_numpy(), matches["right"].to_numpy()
    same = ((outlet[left] == outlet[right]) & (outlet[left] >= 0)) | ((url[left] == url[right]) & (url[left] != ""))
    enough = matches.select(
        (pl.max_horizontal("contained_left", "contained_right") >= settings.derivation.source_share)
        | pl.col("kind").is_in(["exact", "near", "translation", "paraphrase"])
    ).to_series()
    keep = (left != right) & ~same & enough.to_numpy()
    kept = matches.filter(pl.Series(keep))
    spoken = quoted(kept, passages, ordered)
    return kept.filter(~spoken).select("left", "right", "kind", "contained_left", "contained_right")


QUOTED = r"“[^”“]*”|«[^»«]*»|„[^“”„]*[“”]|「[^」「]*」|\"[^\"\n]*\""
"""A quotation in the marks of the scripts that news is written in."""


def quoted(pairs: pl.DataFrame, passages: pl.DataFrame, ordered: pl.DataFrame) -> pl.Series:
    """Return for each pair whether all that it shares stands between quotation marks.

    Of a passage that was edited, either side can hold words of its own between two quotations: the side with fewer
    words outside quotation marks tells what is shared.
    """
    small = pairs.filter(pl.max_horizontal("contained_left", "contained_right") < QUOTE_SHARE).select("left", "right")
    shared = passages.join(small, on=["left", "right"], how="semi")
    sides = pl.concat([bare(shared, side, ordered) for side in ("left", "right")])
    told = (
        sides.group_by("left", "right", "side")
        .agg(pl.col("bare").sum(), pl.col("length").sum())
        .group_by("left", "right")
        .agg((pl.col("bare") < BARE_SHARE * pl.col("length")).any().alias("spoken"))
    )
    joined = pairs.join(told, on=["left", "right"], how="left", maintain_order="left")
    return joined["spoken"].fill_null(value=False)


def bare(shared: pl.DataFrame, side: str, ordered: pl.DataFrame) -> pl.DataFrame:
    """Return of each passage's one side how many code points it has, and how many outside quotation marks."""
    texts = ordered.select(pl.int_range(pl.len(), dtype=pl.Int64).alias(side), "text")
    start, length = pl.col(f"{side}_start"), pl.col(f"{side}_stop") - pl.col(f"{side}_start")
    around = pl.col("text").str.slice((start - 1).clip(0), length + 3)  # with the marks: “… so.”
    return shared.join(texts, on=side).select(
        "left",
        "right",
        pl.lit(side).alias("side"),
        around.str.replace_all(QUOTED, "").str.len_chars().alias("bare"),
        length.alias("length"),
    )


QUOTE_SHARE = 0.5
"""Documents that share more than this share more than quotations: not looked at again."""

BARE_SHARE = 0.35
"""A pair shares quotations alone when less than this share of its passages stands outside quotation marks (the words
that lead into a quotation are often shared too)."""


def claims(credits_: pl.DataFrame, places: pl.DataFrame, ordered: pl.DataFrame, named: pl.DataFrame) -> pl.DataFrame:
    """Return the credits that say a text comes from another outlet, in order of document and credit."""
    least = pl.col("role").replace_strict(NAMING, default=9, return_dtype=pl.Int32)
    told = (
        credits_.filter(pl.col("outlet_id").is_not_null() & (pl.col("strength") >= least))
        .join(places, on="document")
        .join(named.filter(~pl.col("platform")).select("outlet_id", "outlet", "agency"), on="outlet_id")
    )
    own = pl.Series(ordered["outlet"].to_numpy()[told["position"].to_numpy()])
    return (
        told.filter(told["outlet"] != own)
        .sort("position", "credit")
        .select(
            "position",
            "outlet",
            "outlet_id",
            "role",
            "strength",
            "start",
            "stop",
            "scope_start",
            "scope_stop",
            "value",
            "cue",
            "agency",
        )
    )


ASIDE = ("source", "byline", "contribution", "translation", "photo", "platform", "boilerplate")
"""Roles of credit that speak of the text, or of a picture, and are no part of the story."""

CAPTION = 200
"""Most code points of a line that is left out whole where a picture's credit stands in it: a caption."""

MOST = 0.4
"""Share of a line from which on a credit is what the line is for: it is left out whole; else the credit's words."""


def asides(credits_: pl.DataFrame, places: pl.DataFrame, ordered: pl.DataFrame, pairs: pl.DataFrame) -> pl.DataFrame:
    """Return the lines and words by which documents that have pairs speak of their own making.

    Columns are ``position``, ``start`` and ``stop``.
    """
    compared = pl.DataFrame({"position": pl.concat([pairs["left"], pairs["right"]]).unique()})
    told = (
        credits_.filter(pl.col("role").is_in(ASIDE) & pl.col("start").is_not_null())
        .join(places, on="document")
        .join(compared, on="position", how="semi")
        .select("position", "start", "stop", "role")
    )
    spans = []
    texts = ordered["text"].gather(told["position"])
    for text, (position, start, stop, role) in zip(texts, told.iter_rows(), strict=True):
        first, last = text.rfind("\n", 0, start) + 1, text.find("\n", stop)
        last = len(text) if last < 0 else last
        whole = last - first <= CAPTION if role == "photo" else stop - start >= MOST * (last - first)
        spans.append((position, first, last) if whole else (position, start, stop))
    schema = {"position": pl.Int64, "start": pl.Int32, "stop": pl.Int32}
    return pl.DataFrame(spans, schema=schema, orient="row").unique().sort("position", "start", "stop")


LINK = r"^(\d+)/(\d+) "
"""How the cue of a credit begins whose report passes another's on: its place among them."""


def links(credits_: pl.DataFrame, places: pl.DataFrame, named: pl.DataFrame) -> pl.DataFrame:
    """Return the outlets of reports that pass each other on ("X, citing Y"), in the order of the document's credits."""
    told = credits_.filter(pl.col("outlet_id").is_not_null() & pl.col("cue").str.contains(LINK))
    joined = told.join(places, on="document").join(named.select("outlet_id", "outlet"), on="outlet_id")
    place = pl.col("cue").str.extract(LINK, 1).cast(pl.Int32).alias("place")
    return joined.select("position", "outlet", place, "credit").sort("position", "credit")
