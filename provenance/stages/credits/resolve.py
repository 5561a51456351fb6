"""Resolution of classified mentions: roles by the document's outlet, precedence, chains and scopes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from provenance.text.credits.context import ContextPatterns

if TYPE_CHECKING:
    from provenance.settings.documents import CreditSettings

DECISIVE = 4
"""Strength of a credit that outranks the page's © line and reports of others."""

OPENING = 40
"""Code points of a paragraph in which it says that a desk added it."""

RESOLVED_COLUMNS = (
    "document",
    "role",
    "outlet_id",
    "person",
    "cue",
    "field",
    "value",
    "start",
    "stop",
    "strength",
    "scope_start",
    "scope_stop",
    "member",
)


def resolve_credits(
    classified: pl.DataFrame,
    documents: pl.DataFrame,
    blocks: pl.DataFrame,
    numbers: CreditSettings,
    context: ContextPatterns,
) -> pl.DataFrame:
    """Return credits of texts (the columns of CREDITS without its number, and member) from classified mentions."""
    frame = _name_signatures(classified)
    frame = _rank_attributions(frame, numbers)
    frame = _number_chains(_disown_own_outlet(frame), numbers.citation_gap)
    frame = _add_scopes(_apply_decisive_credits(frame), documents, blocks, context)
    texts = documents.select("document", "text")
    frame = frame.join(texts, on="document", how="left", maintain_order="left")
    value = pl.col("text").str.slice(pl.col("start"), pl.col("stop") - pl.col("start"))
    return _drop_nested(frame.with_columns(value=value, field=pl.lit("text")).select(RESOLVED_COLUMNS))


def _drop_nested(credited: pl.DataFrame) -> pl.DataFrame:
    """Return the credits without those inside another of the same role and outlet: two rules can read one line."""
    key = ["document", "role", "outlet_id"]
    frame = credited.sort(
        *key,
        "start",
        pl.col("stop") - pl.col("start"),
        descending=[False, False, False, False, True],
        maintain_order=True,
    )
    reach = pl.col("stop").cum_max().shift(1).over(key)
    return frame.filter(reach.is_null() | (pl.col("stop") > reach))


def _name_signatures(credited: pl.DataFrame) -> pl.DataFrame:
    """Return credits in which an agency's own way of signing names the agency (role ``source:reuters``)."""
    agency = pl.col("role").str.strip_prefix("source:")
    signed = pl.col("role").str.starts_with("source:")
    return credited.with_columns(
        outlet_id=pl.when(signed).then(agency).otherwise("outlet_id"),
        role=pl.when(signed).then(pl.lit("source")).otherwise("role"),
    )


def _rank_attributions(credited: pl.DataFrame, numbers: CreditSettings) -> pl.DataFrame:
    """Return credits with attributions made sources or reports, and lone names on a page of headlines mentions.

    An attribution is a source where it frames the text: where it opens one of the first paragraphs ("According to X,
    …", "X reported that …"), and of an agency ("…, according to X") also in the first sentence of the text. Elsewhere
    it speaks for one fact only.
    """
    attributed = pl.col("role").is_in(["attribution", "statement"])
    before = pl.col("start") - pl.col("block_start")
    opens_paragraph = pl.col("opens") & (before <= numbers.framing_characters)
    first_sentence = pl.col("before_paragraphs") & ~pl.col("after_sentence")
    of_agency = pl.col("agency") & (pl.col("role") == "attribution") & first_sentence
    lead_attribution = pl.col("head") & (opens_paragraph | of_agency)
    lone_name = (
        (pl.col("credit_kind") == "K2")
        & (pl.col("stop") - pl.col("start") == pl.col("block_stop") - pl.col("block_start"))
        & (pl.col("role") == "source")
    )
    headline = lone_name & (pl.col("start").filter(lone_name).n_unique().over("document") > numbers.standalone_names)
    return credited.with_columns(
        role=pl.when(attributed & lead_attribution)
        .then(pl.lit("source"))
        .when(attributed)
        .then(pl.lit("report"))
        .when(headline)
        .then(pl.lit("mention"))
        .otherwise("role"),
        strength=pl.when(attributed & ~pl.col("head"))
        .then(pl.min_horizontal("strength", 1))
        .when(headline)
        .then(0)
        .otherwise("strength"),
    )


def _disown_own_outlet(credited: pl.DataFrame) -> pl.DataFrame:
    """Return credits in which a document's own outlet is never a source.

    Its bylines name people, its other credits the page. An outlet that is credited together with it contributed.
    """
    own = (pl.col("outlet_id") == pl.col("own_outlet")).fill_null(value=False)
    published = pl.col("role").is_in(["source", "contribution", "byline", "holder"])
    reported = pl.col("credit_kind").is_in(["K9", "K12", "K14", "K18"]) & ~pl.col("role").is_in(["photo"])
    writer = own & published & pl.col("person").is_not_null() & ~reported
    contributor = own.any().over("document", "start", "stop") & ~own & published & ~reported
    return credited.with_columns(
        role=pl.when(writer)
        .then(pl.when(pl.col("role") == "contribution").then(pl.lit("contribution")).otherwise(pl.lit("byline")))
        .when(own & reported)
        .then(pl.lit("mention"))
        .when(own & published)
        .then(pl.lit("platform"))
        .when(contributor)
        .then(pl.lit("contribution"))
        .when(pl.col("role") == "holder")
        .then(pl.lit("source"))
        .otherwise("role"),
        outlet_id=pl.when(writer).then(None).otherwise("outlet_id"),
        strength=pl.when(own & (published | reported)).then(0).when(contributor).then(3).otherwise("strength"),
    )


def _number_chains(credited: pl.DataFrame, gap: int) -> pl.DataFrame:
    """Return credits with the position in the chain before the cue, where reports follow each other in a sentence."""
    link = pl.col("credit_kind").is_in(["K9", "K12"]) & pl.col("role").is_in(["source", "report", "mention"])
    frame = credited.sort("document", "start", "member", maintain_order=True)
    previous = {name: pl.col(name).shift(1) for name in ("document", "stop", "block_start")}
    same_block = (pl.col("document") == previous["document"]) & (pl.col("block_start") == previous["block_start"])
    near = pl.col("start") - previous["stop"] <= gap
    continues = link & link.shift(1) & same_block & near & (pl.col("member") == 0)
    frame = frame.with_columns(chain=(~continues.fill_null(value=False)).cum_sum())
    position, length = pl.int_range(pl.len()).over("chain") + 1, pl.len().over("chain")
    numbered = pl.format("{}/{} {}", position, length, pl.col("cue"))
    return frame.with_columns(cue=pl.when(link & (length > 1)).then(numbered).otherwise("cue")).drop("chain")


def _apply_decisive_credits(credited: pl.DataFrame) -> pl.DataFrame:
    """Return credits in which a decisive credit to one outlet outranks a © of the page and another's report."""
    decisive = (
        pl.col("role").is_in(["source", "byline"])
        & (pl.col("strength") >= DECISIVE)
        & pl.col("outlet_id").is_not_null()
    )
    sources = credited.filter(decisive).group_by("document").agg(decided=pl.col("outlet_id").unique().sort())
    frame = credited.join(sources, on="document", how="left", maintain_order="left")
    outranked = pl.col("decided").is_not_null() & ~pl.col("outlet_id").is_in(pl.col("decided"))
    outranked = outranked.fill_null(value=False) & (pl.col("role") == "source")
    holder, report = outranked & (pl.col("credit_kind") == "K7"), outranked & pl.col("credit_kind").is_in(["K12"])
    return frame.with_columns(
        role=pl.when(holder).then(pl.lit("platform")).when(report).then(pl.lit("report")).otherwise("role"),
        strength=pl.when(holder).then(0).when(report).then(1).otherwise("strength"),
    ).drop("decided")


def _add_scopes(
    credited: pl.DataFrame, documents: pl.DataFrame, blocks: pl.DataFrame, context: ContextPatterns
) -> pl.DataFrame:
    """Return credits with the span they speak for: the text, its part up to an appended original, or one block.

    A contribution has no scope: it speaks for a part that is not named.
    """
    lengths = documents.select("document", length=pl.col("text").str.len_chars().cast(pl.Int64))
    appended = (pl.col("role") == "translation") & pl.col("cue").str.contains(context.appended)
    originals = credited.filter(appended).group_by("document").agg(original_start=pl.col("block_start").min())
    frame = credited
    for columns in (lengths, originals, _report_ends(credited, documents, blocks, context)):
        frame = frame.join(columns, on="document", how="left", maintain_order="left")
    whole_text = pl.col("role").is_in(["source", "byline", "translation"])
    in_original = (pl.col("start") >= pl.col("original_start")).fill_null(value=False)
    stop = pl.when(in_original).then("length").otherwise(pl.coalesce("original_start", "length"))
    lead_report = (pl.col("role") == "source") & (pl.col("credit_kind") == "K12")
    whole_stop = (
        pl.when(lead_report & (pl.col("report_stop") > pl.col("stop")))
        .then(pl.min_horizontal(stop, "report_stop"))
        .otherwise(stop)
    )
    whole_start = pl.when(in_original).then("original_start").otherwise(0)
    report = pl.col("role") == "report"
    return frame.with_columns(
        scope_start=pl.when(whole_text).then(whole_start).when(report).then("block_start"),
        scope_stop=pl.when(whole_text).then(whole_stop).when(report).then("block_stop"),
    )


def _report_ends(
    credited: pl.DataFrame, documents: pl.DataFrame, blocks: pl.DataFrame, context: ContextPatterns
) -> pl.DataFrame:
    """Return where the report of a lead ends: before the first block that another outlet reports or that is added.

    Where that block stands before the lead, the report is not cut.
    """
    leads = (
        credited.filter((pl.col("role") == "source") & (pl.col("credit_kind") == "K12"))
        .group_by("document")
        .agg(lead_stop=pl.col("block_stop").min(), lead_outlet=pl.col("outlet_id").first())
    )
    texts = documents.join(leads, on="document").select("document", "text", "lead_stop")
    later = blocks.join(texts, on="document").filter(pl.col("start") >= pl.col("lead_stop"))
    opening = pl.col("text").str.slice(pl.col("start"), OPENING)
    additions = later.filter(opening.str.contains(context.addition))
    opening_block = pl.col("lead") & (pl.col("block_start") == 0)
    other_reports = (
        credited.filter((pl.col("role") == "report") & ~opening_block)
        .join(leads, on="document")
        .filter(pl.col("outlet_id") != pl.col("lead_outlet"))
    )
    starts = [
        additions.select("document", limit=pl.col("start").cast(pl.Int64)),
        other_reports.select("document", limit="block_start"),
    ]
    limits = pl.concat(starts).group_by("document").agg(pl.col("limit").min())
    before = blocks.join(limits, on="document").filter(pl.col("stop") <= pl.col("limit"))
    return before.group_by("document").agg(report_stop=pl.col("stop").max().cast(pl.Int64))
