"""The match graph: documents in canonical order, pairs that may be derivations, and what documents claim as sources."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from provenance.stages.derivations.credit_spans import CREDIT_ROLES, credit_spans
from provenance.stages.derivations.reports import with_proofs
from provenance.stages.derivations.shared_quotations import quotations_only
from provenance.stages.derivations.star_pairs import star_pairs
from provenance.stages.derivations.templates import template_pairs

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from provenance.settings.derivation import DerivationSettings
    from provenance.stages.derivations.frames import Inputs

DURATION_HOURS = {
    "second": 1 / 3600, "minute": 1 / 60, "hour": 1.0, "day": 24.0, "month": 31 * 24.0, "year": 366 * 24.0,
}  # fmt: skip
"""How long a date of each precision lasts, in hours."""

MATCH_SIDES = (("left", "right"), ("contained_left", "contained_right"))
"""Columns of the frame ``matches`` about the left document, and those about the right."""

PASSAGE_SIDES = (("left", "right"), ("left_start", "right_start"), ("left_stop", "right_stop"))
"""The same of the frame ``passages``."""


@dataclass(frozen=True)
class MatchGraph:
    """Documents, the pairs of them that match, and their claims; documents are given by position in canonical order.

    Attributes:
        documents: in canonical order (known time, undated last, then id by code point): ``document``, ``document_id``,
            ``outlet_id``, ``url``, ``language``, ``text``, ``length``, ``published_at``, ``earliest``, ``latest``
            (hours since 1970, null where unknown), ``outlet`` (code, -1 unknown), ``agency``,
            ``outlet_known`` (whether its outlet is of a known kind), ``usual_hours`` (how long after its sources its
            outlet usually publishes; null where that is not known).
        pairs: undirected: ``left`` < ``right`` (positions), ``kind``, ``contained_left``, ``contained_right``.
        passages: of those pairs and others: as the frame, by position.
        star_pairs: the pairs that only the ``centre`` of a star joins: it matches ``left`` and ``right``.
        templates: pairs of pages of one template, none a copy of the other: ``left``, ``right``.
        versions: documents of one outlet that match, the canonically earlier as ``left``: ``left``, ``right``.
        claims: credits to outlets other than the document's own that say where its text comes from: ``position``,
            ``outlet`` (code), ``outlet_id``, ``role``, ``strength``, ``start``, ``stop``, ``scope_start``,
            ``scope_stop``, ``value``, ``cue``, ``agency``, ``outlet_known``,
            ``proves``. Those of role ``report`` ("the Guardian reported") say so only of a document that matches: they
            prove an unseen source only where two documents that match make one, each in words of its own.
        citations: ``position``, ``outlet``, ``rank``: the outlets of "X, citing Y", X having rank 1.
        translations: positions of documents that say they are translated.
        skips: spans that are no body text: ``position``, ``start``, ``stop``.
        credit_spans: spans about the text itself (credits, bylines, captions); same columns.
        outlet_ids: the id of each outlet code.
        outlet_names: its usual name; the id where it has none.
    """

    documents: pl.DataFrame
    pairs: pl.DataFrame
    passages: pl.DataFrame
    star_pairs: pl.DataFrame
    templates: pl.DataFrame
    versions: pl.DataFrame
    claims: pl.DataFrame
    citations: pl.DataFrame
    translations: NDArray[np.int64]
    skips: pl.DataFrame
    credit_spans: pl.DataFrame
    outlet_ids: list[str]
    outlet_names: list[str]

    @property
    def size(self) -> int:
        """How many documents there are."""
        return self.documents.height

    @cached_property
    def document_ids(self) -> list[str]:
        """The id of each document."""
        return self.documents["document_id"].to_list()

    @cached_property
    def names(self) -> pl.Series:
        """What people call each document: its outlet's usual name, or its id where the outlet is unknown."""
        names = pl.Series([*self.outlet_names, None], dtype=pl.String)
        of_outlets = names.gather(np.where(self.outlet >= 0, self.outlet, len(self.outlet_names)))
        return pl.select(pl.coalesce(of_outlets, self.documents["document_id"])).to_series()

    @cached_property
    def outlet(self) -> NDArray[np.int64]:
        """The outlet code of each document."""
        return self.documents["outlet"].cast(pl.Int64).to_numpy()

    @cached_property
    def agency(self) -> NDArray[np.bool_]:
        """Whether each document's outlet is an agency."""
        return self.documents["agency"].to_numpy()

    @cached_property
    def bilingual(self) -> NDArray[np.bool_]:
        """Whether each document holds its own translation."""
        own = self.passages.filter(pl.col("left") == pl.col("right"))["left"].to_numpy()
        flags = np.zeros(self.size, bool)
        flags[own] = True
        return flags

    @cached_property
    def lengths(self) -> list[int]:
        """The code points of each text."""
        return self.documents["length"].to_list()

    @cached_property
    def claim_rows(self) -> list[dict[str, Any]]:
        """The claims as dictionaries."""
        return self.claims.to_dicts()


def build_match_graph(inputs: Inputs, settings: DerivationSettings) -> MatchGraph:
    """Return the frames of the stage as a match graph."""
    documents = inputs.documents
    if "length" not in documents.columns:
        documents = documents.with_columns(pl.col("text").str.len_chars().cast(pl.Int32).alias("length"))
    outlet_ids, outlets = outlet_table(documents, inputs.credits, inputs.outlets)
    ordered = canonical_documents(documents, outlets)
    positions = ordered.select("document", pl.int_range(pl.len(), dtype=pl.Int64).alias("position"))
    translations = inputs.credits.filter(pl.col("role") == "translation").join(positions, on="document")["position"]
    skips = with_position(inputs.skips, positions, "document", "position").select("position", "start", "stop")
    passages = canonical_pairs(inputs.passages, positions, PASSAGE_SIDES).sort("left", "right", "passage")
    every = canonical_pairs(inputs.matches, positions, MATCH_SIDES).sort("left", "right")
    of_templates = pl.Series(template_pairs(every, passages, ordered["text"], settings))
    matches = every.filter(~of_templates)
    named = source_claims(inputs.credits, positions, ordered, outlets, settings)
    matched = candidate_pairs(matches, passages, ordered, settings)
    attributed = passing_reports(named, matched, inputs.credits, positions, ordered, skips, settings)
    claims = with_proofs(attributed, matched, passages, settings.reported_share)
    beyond = star_pairs(matched, ordered, claims, settings)
    pairs = pl.concat([matched, beyond.select(matched.columns)]).sort("left", "right")
    return MatchGraph(
        ordered,
        pairs,
        passages,
        beyond.select("left", "right", "centre"),
        every.filter(of_templates).select("left", "right"),
        own_versions(matches, ordered, settings),
        claims,
        citation_links(inputs.credits, positions, outlets),
        translations.unique().sort().to_numpy(),
        skips.sort("position", "start", "stop"),
        credit_spans(inputs.credits, positions, ordered, pairs, settings),
        outlet_ids,
        outlets["name"].to_list(),
    )


def outlet_table(
    documents: pl.DataFrame, credits_: pl.DataFrame, outlets: pl.DataFrame
) -> tuple[list[str], pl.DataFrame]:
    """Return the ids of all outlets that documents or credits name, and a frame of them with code, kind and lag.

    A code is an outlet's place among the sorted ids.
    """
    ids = pl.concat([documents["outlet_id"], credits_["outlet_id"]]).drop_nulls().unique().sort()
    frame = pl.DataFrame({"outlet_id": ids}).with_row_index("outlet").with_columns(pl.col("outlet").cast(pl.Int64))
    usual = pl.col("usual_hours") if "usual_hours" in outlets.columns else pl.lit(None, pl.Float64).alias("usual_hours")
    name = pl.col("name") if "name" in outlets.columns else pl.lit(None, pl.String).alias("name")
    rows = outlets.select("outlet_id", pl.col("kind").fill_null("unknown"), name, usual)
    kinds = rows.unique("outlet_id", keep="first")
    joined = frame.join(kinds, on="outlet_id", how="left", maintain_order="left")
    kind = pl.col("kind").fill_null("unknown")
    return ids.to_list(), joined.select(
        "outlet_id",
        "outlet",
        (kind == "agency").alias("agency"),
        (kind != "unknown").alias("outlet_known"),
        (kind == "platform").alias("platform"),
        "usual_hours",
        pl.col("name").fill_null(pl.col("outlet_id")),
    )


def canonical_documents(documents: pl.DataFrame, outlets: pl.DataFrame) -> pl.DataFrame:
    """Return the documents in canonical order, with their outlet's columns and the interval of their date."""
    start = pl.col("published_at").dt.epoch("us") / 3.6e9
    duration = pl.col("published_precision").replace_strict(
        DURATION_HOURS, default=DURATION_HOURS["second"], return_dtype=pl.Float64
    )
    return (
        documents.join(outlets.drop("platform", "name"), on="outlet_id", how="left")
        .with_columns(
            start.alias("earliest"),
            (start + duration).alias("latest"),
            pl.col("outlet").fill_null(-1),
            pl.col("agency", "outlet_known").fill_null(value=False),
        )
        .sort("latest", "document_id", nulls_last=True)
    )


def with_position(frame: pl.DataFrame, positions: pl.DataFrame, key: str, name: str) -> pl.DataFrame:
    """Return a frame with a column of internal keys replaced by positions; rows of other documents are left out."""
    return (
        frame.join(positions.rename({"document": key, "position": name + "_at"}), on=key)
        .drop(key)
        .rename({name + "_at": name})
    )


def canonical_pairs(frame: pl.DataFrame, positions: pl.DataFrame, sides: tuple[tuple[str, str], ...]) -> pl.DataFrame:
    """Return pairs or passages by position, the canonically earlier document on the left.

    Args:
        frame: ``left`` and ``right`` are internal keys.
        positions: ``document`` and ``position``.
        sides: columns about the left document and about the right, which change places where the documents do.
    """
    pairs = with_position(with_position(frame, positions, "left", "left"), positions, "right", "right")
    ordered = pl.col("left") <= pl.col("right")
    exchange = dict(sides) | {right: left for left, right in sides}
    swapped = pairs.filter(~ordered).rename(exchange).select(pairs.columns)
    return pl.concat([pairs.filter(ordered), swapped])


def candidate_pairs(
    matches: pl.DataFrame, passages: pl.DataFrame, ordered: pl.DataFrame, settings: DerivationSettings
) -> pl.DataFrame:
    """Return the pairs of which one may derive from the other.

    Left out are a document and itself, revisions (same outlet or same address), pairs that share too little, and pairs
    that share quotations alone.
    """
    outlet, url = ordered["outlet"].to_numpy(), ordered["url"].fill_null("").to_numpy()
    left, right = matches["left"].to_numpy(), matches["right"].to_numpy()
    revision = ((outlet[left] == outlet[right]) & (outlet[left] >= 0)) | ((url[left] == url[right]) & (url[left] != ""))
    enough = matches.select(
        (pl.max_horizontal("contained_left", "contained_right") >= settings.source_share)
        | pl.col("kind").is_in(["exact", "near", "translation", "paraphrase"])
    ).to_series()
    pairs = matches.filter(pl.Series((left != right) & ~revision & enough.to_numpy()))
    quotations = quotations_only(pairs, passages, ordered["text"], settings)
    return pairs.filter(~quotations).select("left", "right", "kind", "contained_left", "contained_right")


def own_versions(matches: pl.DataFrame, ordered: pl.DataFrame, settings: DerivationSettings) -> pl.DataFrame:
    """Return the pairs of documents of one outlet that share a good part of either: versions of one story."""
    outlet = ordered["outlet"].to_numpy()
    left, right = matches["left"].to_numpy(), matches["right"].to_numpy()
    same = (outlet[left] == outlet[right]) & (outlet[left] >= 0) & (left != right)
    enough = pl.max_horizontal("contained_left", "contained_right") >= settings.named_source_share
    return matches.filter(pl.Series(same) & enough).select("left", "right")


def source_claims(
    credits_: pl.DataFrame,
    positions: pl.DataFrame,
    ordered: pl.DataFrame,
    outlets: pl.DataFrame,
    settings: DerivationSettings,
) -> pl.DataFrame:
    """Return the credits that say a text comes from another outlet, in order of document and credit."""
    least_strength = {
        "source": settings.source_credit_strength,
        "byline": settings.byline_credit_strength,
        "contribution": settings.contribution_credit_strength,
        "report": settings.report_credit_strength,
    }
    least = pl.col("role").replace_strict(least_strength, default=9, return_dtype=pl.Int32)
    claims = (
        credits_.filter(pl.col("outlet_id").is_not_null() & (pl.col("strength") >= least))
        .join(positions, on="document")
        .join(
            outlets.filter(~pl.col("platform")).select("outlet_id", "outlet", "agency", "outlet_known"), on="outlet_id"
        )
    )
    own = pl.Series(ordered["outlet"].to_numpy()[claims["position"].to_numpy()])
    return (
        claims.filter(claims["outlet"] != own)
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
            "outlet_known",
        )
    )


def passing_reports(
    claims: pl.DataFrame,
    pairs: pl.DataFrame,
    credits_: pl.DataFrame,
    positions: pl.DataFrame,
    ordered: pl.DataFrame,
    skips: pl.DataFrame,
    settings: DerivationSettings,
) -> pl.DataFrame:
    """Return claims; attributions that stand inside the story, after other sentences, are of role ``report``.

    "According to X" frames the story where it opens it. Further down it tells where one fact is from, unless it opens
    a sentence with an agency, whose stories are told on under a lead of one's own, and a document agrees in text that
    does not name the agency.

    Args:
        claims: as :func:`source_claims` returns them.
        pairs: undirected: ``left``, ``right`` (positions).
        credits_: all credits.
        positions: ``document`` and ``position``.
        ordered: the documents in canonical order.
        skips: spans that are no body text, by position.
        settings: what makes a report in passing.
    """
    weak = (pl.col("role") == "source") & (pl.col("strength") <= settings.passing_credit_strength)
    numbered = claims.with_row_index("row")
    inside = numbered.filter(weak & pl.col("start").is_not_null())
    opening = inside.filter(pl.col("agency") & pl.col("value").str.contains(r"^\p{Lu}"))
    framing = agreeing_with_others(opening, claims, pairs)
    attributions = inside.join(framing, on="row", how="anti").select("row", "position", "start", "stop")
    if attributions.is_empty():
        return claims
    about = credits_.filter(pl.col("role").is_in(CREDIT_ROLES) & pl.col("start").is_not_null())
    spans = pl.concat(
        [skips, with_position(about, positions, "document", "position").select("position", "start", "stop")],
        how="vertical_relaxed",
    )
    before = attributions.join(spans, on="position", suffix="_span").filter(pl.col("start_span") < pl.col("start"))
    skipped = before.group_by("row").agg(
        (pl.min_horizontal("stop_span", "start") - pl.col("start_span")).sum().alias("skipped")
    )
    lengths = ordered.select("length", pl.int_range(pl.len(), dtype=pl.Int64).alias("position"))
    least = settings.passing_characters
    passing = (
        attributions.join(skipped, on="row", how="left")
        .join(lengths, on="position")
        .filter(
            (pl.col("start") - pl.col("skipped").fill_null(0) >= least) & (pl.col("length") - pl.col("stop") >= least)
        )
    )
    role = pl.when(pl.col("row").is_in(passing["row"].implode())).then(pl.lit("report")).otherwise("role")
    return numbered.with_columns(role.alias("role")).drop("row")


def agreeing_with_others(attributions: pl.DataFrame, claims: pl.DataFrame, pairs: pl.DataFrame) -> pl.DataFrame:
    """Return those attributions (``row``) whose document matches one that does not name the outlet."""
    sides = (("left", "right"), ("right", "left"))
    directed = pl.concat(pairs.select(position=a, other=b) for a, b in sides)
    naming = claims.select(pl.col("position").alias("other"), "outlet")
    agreeing = attributions.select("row", "position", "outlet").join(directed, on="position")
    return agreeing.join(naming, on=["other", "outlet"], how="anti").select("row").unique()


CITATION_RANK = r"^(\d+)/(\d+) "
"""How the cue of a credit begins in "X, citing Y": the outlet's rank among those that are cited, and their number."""


def citation_links(credits_: pl.DataFrame, positions: pl.DataFrame, outlets: pl.DataFrame) -> pl.DataFrame:
    """Return the outlets of "X, citing Y": ``position``, ``outlet``, ``rank``, ``credit``, in order of the credits."""
    links = credits_.filter(pl.col("outlet_id").is_not_null() & pl.col("cue").str.contains(CITATION_RANK))
    joined = links.join(positions, on="document").join(outlets.select("outlet_id", "outlet"), on="outlet_id")
    rank = pl.col("cue").str.extract(CITATION_RANK, 1).cast(pl.Int32).alias("rank")
    return joined.select("position", "outlet", rank, "credit").sort("position", "credit")
