"""Verdicts: what a reading comes to in its document: whose name it is, what outranks it, what it speaks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from provenance.settings.documents import CreditSettings

DECISIVE = 4

BLOCK_OPENERS = (
    r"(?i)^(?:it is worth noting|it should be noted|as a reminder|recall that|earlier,? it was reported"
    r"|as reported earlier|background:"
    r"|напомним|ранее сообщалось|ранее,|как сообщалось|нагадаємо"
    r"|раніше повідомлялося|як повідомлялося|як ми повідомляли"
    r"|此前[，,]|早些时候|早前[，,]|cabe recordar|por otra parte|pour rappel|zuvor hatte|vale lembrar)"
)
"""How a part begins that a desk adds to a report of another."""

OUTPUT = (
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


def verdicts(
    read: pl.DataFrame, documents: pl.DataFrame, blocks: pl.DataFrame, numbers: CreditSettings
) -> pl.DataFrame:
    """Return credits of texts (the columns of CREDITS without its number, and member) from what was read at places."""
    frame = _houses(read)
    frame = _chains(_owned(_attributed(frame, numbers.standalone_names)), numbers.citation_gap)
    frame = _scoped(_outranked(frame), documents, blocks)
    texts = documents.select("document", "text")
    frame = frame.join(texts, on="document", how="left", maintain_order="left")
    value = pl.col("text").str.slice(pl.col("start"), pl.col("stop") - pl.col("start"))
    rows = frame.with_columns(value=value, field=pl.lit("text")).select(OUTPUT)
    return _once(rows)


def _once(rows: pl.DataFrame) -> pl.DataFrame:
    """Return the credits without those inside another of the same role and outlet: two rules can read one line."""
    key = ["document", "role", "outlet_id"]
    frame = rows.sort(
        *key,
        "start",
        pl.col("stop") - pl.col("start"),
        descending=[False, False, False, False, True],
        maintain_order=True,
    )
    reach = pl.col("stop").cum_max().shift(1).over(key)
    return frame.filter(reach.is_null() | (pl.col("stop") > reach))


def _houses(read: pl.DataFrame) -> pl.DataFrame:
    """Return readings in which a house's own way of signing names the house (``source:reuters``)."""
    house = pl.col("role").str.strip_prefix("source:")
    signed = pl.col("role").str.starts_with("source:")
    return read.with_columns(
        outlet_id=pl.when(signed).then(house).otherwise("outlet_id"),
        role=pl.when(signed).then(pl.lit("source")).otherwise("role"),
    )


def _attributed(read: pl.DataFrame, standalone: int) -> pl.DataFrame:
    """Return readings with attributions made sources or reports, and lone names on a page of headlines mentions.

    In the first two paragraphs what is told after an agency is from it ("according to X"), after another outlet where
    the attribution opens its sentence ("According to X, …", "X reported that …"): inside a sentence it speaks for that
    fact only.
    """
    said = pl.col("role").is_in(["attribution", "statement"])
    lead = pl.col("head") & (pl.col("opens") | (pl.col("agency") & (pl.col("role") == "attribution")))
    alone = (
        (pl.col("cited") == "K2")
        & (pl.col("stop") - pl.col("start") == pl.col("block_stop") - pl.col("block_start"))
        & (pl.col("role") == "source")
    )
    many = pl.col("start").filter(alone).n_unique().over("document") > standalone
    return read.with_columns(
        role=pl.when(said & lead)
        .then(pl.lit("source"))
        .when(said)
        .then(pl.lit("report"))
        .when(alone & many)
        .then(pl.lit("mention"))
        .otherwise("role"),
        strength=pl.when(said & ~pl.col("head"))
        .then(pl.min_horizontal("strength", 1))
        .when(alone & many)
        .then(0)
        .otherwise("strength"),
    )


def _owned(read: pl.DataFrame) -> pl.DataFrame:
    """Return readings in which a document's own outlet is never a source: bylines name people, the rest the page."""
    own = (pl.col("outlet_id") == pl.col("own")).fill_null(value=False)
    published = pl.col("role").is_in(["source", "contribution", "byline", "holder"])
    reported = pl.col("cited").is_in(["K9", "K12", "K14", "K18"]) & ~pl.col("role").is_in(["photo"])
    writer = own & published & pl.col("person").is_not_null() & ~reported
    shared = own.any().over("document", "start", "stop") & ~own & published & ~reported
    return read.with_columns(
        role=pl.when(writer)
        .then(pl.when(pl.col("role") == "contribution").then(pl.lit("contribution")).otherwise(pl.lit("byline")))
        .when(own & reported)
        .then(pl.lit("mention"))
        .when(own & published)
        .then(pl.lit("platform"))
        .when(shared)
        .then(pl.lit("contribution"))
        .when(pl.col("role") == "holder")
        .then(pl.lit("source"))
        .otherwise("role"),
        outlet_id=pl.when(writer).then(None).otherwise("outlet_id"),
        strength=pl.when(own & (published | reported)).then(0).when(shared).then(3).otherwise("strength"),
    )


def _chains(read: pl.DataFrame, gap: int) -> pl.DataFrame:
    """Return readings with the place in the chain before the cue, where reports follow each other in a sentence."""
    link = pl.col("cited").is_in(["K9", "K12"]) & pl.col("role").is_in(["source", "report", "mention"])
    frame = read.sort("document", "start", "member", maintain_order=True)
    near = (pl.col("start") - pl.col("stop").shift(1) <= gap) & (
        pl.col("block_start") == pl.col("block_start").shift(1)
    )
    goes_on = (
        link & link.shift(1) & (pl.col("document") == pl.col("document").shift(1)) & near & (pl.col("member") == 0)
    )
    frame = frame.with_columns(chain=(~goes_on.fill_null(value=False)).cum_sum())
    place, length = pl.int_range(pl.len()).over("chain") + 1, pl.len().over("chain")
    marked = pl.format("{}/{} {}", place, length, pl.col("cue"))
    return frame.with_columns(cue=pl.when(link & (length > 1)).then(marked).otherwise("cue")).drop("chain")


def _outranked(read: pl.DataFrame) -> pl.DataFrame:
    """Return readings in which a decisive credit to one outlet outranks a © of the page and another's report."""
    decisive = (
        pl.col("role").is_in(["source", "byline"])
        & (pl.col("strength") >= DECISIVE)
        & pl.col("outlet_id").is_not_null()
    )
    wires = read.filter(decisive).group_by("document").agg(decided=pl.col("outlet_id").unique().sort())
    frame = read.join(wires, on="document", how="left", maintain_order="left")
    other = pl.col("decided").is_not_null() & ~pl.col("outlet_id").is_in(pl.col("decided"))
    other = other.fill_null(value=False) & (pl.col("role") == "source")
    holder, report = other & (pl.col("cited") == "K7"), other & pl.col("cited").is_in(["K12"])
    return frame.with_columns(
        role=pl.when(holder).then(pl.lit("platform")).when(report).then(pl.lit("report")).otherwise("role"),
        strength=pl.when(holder).then(0).when(report).then(1).otherwise("strength"),
    ).drop("decided")


def _scoped(read: pl.DataFrame, documents: pl.DataFrame, blocks: pl.DataFrame) -> pl.DataFrame:
    """Return readings with the stretch they speak for: the text, its part up to an appended original, or one block.

    A contribution speaks for a part, and nobody says which.
    """
    lengths = documents.select("document", length=pl.col("text").str.len_chars().cast(pl.Int64))
    seams = read.filter((pl.col("role") == "translation") & pl.col("cue").str.contains("原文|英文|^Original")).select(
        "document", seam="block_start"
    )
    seams = seams.group_by("document").agg(pl.col("seam").min())
    ends = _ends(read, documents, blocks)
    frame = read.join(lengths, on="document", how="left", maintain_order="left")
    frame = frame.join(seams, on="document", how="left", maintain_order="left").join(
        ends, on="document", how="left", maintain_order="left"
    )
    whole = pl.col("role").is_in(["source", "byline", "translation"])
    below = (pl.col("start") >= pl.col("seam")).fill_null(value=False)
    stop = pl.when(below).then("length").otherwise(pl.coalesce("seam", "length"))
    reported = (pl.col("role") == "source") & (pl.col("cited") == "K12")
    cut = (
        pl.when(reported & (pl.col("end_of_report") > pl.col("stop")))
        .then(pl.min_horizontal(stop, "end_of_report"))
        .otherwise(stop)
    )
    report = pl.col("role") == "report"
    return frame.with_columns(
        scope_start=pl.when(whole).then(pl.when(below).then("seam").otherwise(0)).when(report).then("block_start"),
        scope_stop=pl.when(whole).then(cut).when(report).then("block_stop"),
    )


def _ends(read: pl.DataFrame, documents: pl.DataFrame, blocks: pl.DataFrame) -> pl.DataFrame:
    """Return where the report of a lead ends: before a later block that another outlet reports or that is added."""
    leads = (
        read.filter((pl.col("role") == "source") & (pl.col("cited") == "K12"))
        .group_by("document")
        .agg(lead=pl.col("block_stop").min(), leader=pl.col("outlet_id").first())
    )
    texts = documents.join(leads, on="document").select("document", "text", "lead", "leader")
    later = blocks.join(texts, on="document").filter(pl.col("start") >= pl.col("lead"))
    opening = pl.col("text").str.slice(pl.col("start"), 40).str.contains(BLOCK_OPENERS)
    added = later.filter(opening).select("document", at=pl.col("start").cast(pl.Int64))
    others = (
        read.filter(pl.col("role") == "report")
        .join(leads, on="document")
        .filter((pl.col("outlet_id") != pl.col("leader")) & (pl.col("block_start") >= pl.col("lead")))
    )
    firsts = (
        pl.concat([added, others.select("document", at="block_start")]).group_by("document").agg(pl.col("at").min())
    )
    last = blocks.join(firsts, on="document").filter(pl.col("stop") <= pl.col("at")).group_by("document")
    return last.agg(end_of_report=pl.col("stop").max().cast(pl.Int64))
