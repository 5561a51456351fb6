"""The reasons of derivations in words: the evidence column, a JSON list a row, written for all rows at once."""

from __future__ import annotations

from json.encoder import encode_basestring
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from provenance.stages.derivations.direction_features import FAMILIES, lags

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from numpy.typing import NDArray

    from provenance.stages.derivations.match_graph import Case
    from provenance.stages.derivations.pair_features import Readings
    from provenance.stages.derivations.source_selection import Choices

WORDS_A_WEIGHT = 2
"""Weight of a word in the measures of readings."""

LEAST_WEIGHT = 0.05
"""Least weight of a reason for a direction that is told."""

TIE = 1e-6
"""How near to a tie a number is rounded as it is written, digit by digit: a product may have left its side."""


def escaped(texts: Iterable[str]) -> pl.Series:
    """Return texts as they stand between the quotation marks of JSON."""
    return pl.Series([encode_basestring(text)[1:-1] for text in texts], dtype=pl.String)


def rounded(values: NDArray[np.float64], digits: int, write: Callable[[float], str]) -> pl.Series:
    """Return numbers as ``write`` writes them, rounded to some digits; it is asked once for every result."""
    scaled = values * 10**digits
    whole = np.rint(scaled)
    by_hand = np.abs(np.abs(scaled - whole) - 0.5) < TIE
    by_hand |= np.signbit(values) & (whole == 0)  # minus nothing is written as such
    kinds = pl.Series(whole.astype(np.int64)).unique()
    told = [write(kind / 10**digits) for kind in kinds.to_list()]
    found = pl.Series(whole.astype(np.int64)).replace_strict(kinds, pl.Series(told, dtype=pl.String))
    own = np.flatnonzero(by_hand)
    return found.scatter(own, [write(value) for value in values[own].tolist()]) if len(own) else found


def weights(values: NDArray[np.float64]) -> pl.Series:
    """Return weights as the evidence has them."""
    return rounded(values, 2, lambda value: repr(round(value, 2)))


def evidence(*reasons: pl.Expr | pl.Series) -> pl.Expr:
    """Return the reasons of each row, null where one is not told, as one JSON list."""
    return pl.format("[{}]", pl.concat_str(*reasons, separator=", ", ignore_nulls=True))


def reason(
    kind: str, detail: pl.Expr, weight: pl.Expr, document: pl.Expr, start: pl.Expr | None = None,
    stop: pl.Expr | None = None,
) -> pl.Expr:  # fmt: skip
    """Return one reason as JSON; texts are escaped already, numbers written."""
    ends = [pl.lit("null") if end is None else end.cast(pl.String).fill_null("null") for end in (start, stop)]
    return pl.concat_str(
        pl.lit(f'{{"kind": "{kind}", "detail": "'), detail, pl.lit('", "weight": '), weight,
        pl.lit(', "document": "'), document, pl.lit('", "start": '), ends[0],
        pl.lit(', "stop": '), ends[1], pl.lit("}"),
    )  # fmt: skip


def agreement(document: pl.Expr, source: pl.Expr, share: pl.Expr, kind: pl.Expr) -> pl.Expr:
    """Return the reason that the texts agree."""
    detail = pl.format("{} of the body is in passages shared with {} ({})", share, source, kind)
    return reason("agreement", detail, pl.lit("0.0"), document)


def shares(values: NDArray[np.float64]) -> pl.Series:
    """Return shares as whole percentages."""
    return rounded(values, 2, "{:.0%}".format)


def credited(case: Case, rows: pl.Series, weight: pl.Series) -> pl.Series:
    """Return the reason that a credit gives, by its row among the claims; null where there is none."""
    told = rows.drop_nulls()
    claims = case.claims[told].with_columns(
        weight=weight.filter(rows.is_not_null()),
        value=escaped(case.claims["value"].gather(told)),
        document=escaped(case.documents["document_id"].gather(case.claims["position"].gather(told))),
        outlet_id=escaped(case.claims["outlet_id"].gather(told)),
    )
    detail = pl.format("{} credit to {}, strength {}: {}", "role", "outlet_id", "strength", "value")
    found = claims.select(
        reason("credit", detail, pl.col("weight"), pl.col("document"), pl.col("start"), pl.col("stop"))
    ).to_series()
    return found.gather(place_among(rows.is_not_null()))


def place_among(some: pl.Series) -> pl.Series:
    """Return the place of each row among those that are true, null for the others."""
    place = some.cum_sum().cast(pl.Int64) - 1
    return pl.select(pl.when(some).then(place)).to_series()


def pairs_told(case: Case, read: Readings, chosen: Choices, rows: NDArray[np.int64]) -> pl.DataFrame:
    """Return what is told of pairs, by their rows: both ids, shares, measures, and the weight of each family."""
    ids = case.documents["document_id"]
    lag, dated = (each[rows] for each in lags(case, read))
    counts = {name: read.of(name)[rows] for name in ("here", "there")}
    for name in ("beyond", "edits", "blocks"):
        counts |= {name: read.of(name)[rows], f"{name}_lost": read.of(name, turned=True)[rows]}
    families = chosen.families[rows]
    return pl.DataFrame(
        {
            "document": escaped(ids.gather(read.documents[rows])),
            "source": escaped(ids.gather(read.sources[rows])),
            "share": shares(read.contained[rows]),
            "kind": pl.Series(read.kinds[rows].tolist(), dtype=pl.String),
            "lag": rounded(np.abs(lag), 1, "{:.1f}".format),
            "after": lag > 0,
            "usual": usual_lags(case, read.documents[rows]),
            "dated": dated,
            **counts,
            **{name: weights(families[:, at]) for at, name in enumerate(FAMILIES)},
            **{f"tells_{name}": np.abs(families[:, at]) >= LEAST_WEIGHT for at, name in enumerate(FAMILIES)},
            **{f"for_{name}": families[:, at] > 0 for at, name in enumerate(FAMILIES)},
        }
    )


def usual_lags(case: Case, documents: NDArray[np.int64]) -> pl.Series:
    """Return in words how long after its sources each document's outlet usually publishes; null where not known."""
    hours = case.documents["usual_hours"].gather(documents)
    ids = escaped(case.documents["outlet_id"].fill_null("").gather(documents))
    table = {hour: f"{hour:g}" for hour in hours.drop_nulls().unique().to_list()}
    told = hours.replace_strict(table, default=None, return_dtype=pl.String)
    return pl.select(pl.format(" ({} usually takes about {})", ids, told)).to_series()


def directional() -> list[pl.Expr]:
    """Return the reasons for the direction but the document's own credit, over :func:`pairs_told` and ``named``."""
    told = [pl.col(f"tells_{family}") for family in DETAILS]
    silent = {"credit": pl.col("named"), "date": ~pl.col("dated")}
    return [
        pl.when(tells & ~silent.get(family, pl.lit(value=False))).then(
            reason(family, detail, pl.col(family), pl.col("document"))
        )
        for tells, (family, detail) in zip(told, DETAILS.items(), strict=True)
    ]


def likelier(family: str) -> pl.Expr:
    """Return which of the two a family of reasons makes the likelier source: the document, where it speaks against."""
    return pl.when(f"for_{family}").then("source").otherwise("document")


DETAILS = {
    "date": pl.format(
        "published {} hours {} {}{}",
        "lag",
        pl.when("after").then(pl.lit("after")).otherwise(pl.lit("before")),
        "source",
        pl.when("after").then("usual").fill_null(""),
    ),
    "changes": pl.format(
        "adds {} words in {} edits and {} blocks, lacks {} in {} edits and {} blocks",
        pl.col("beyond") // WORDS_A_WEIGHT,
        "edits",
        "blocks",
        pl.col("beyond_lost") // WORDS_A_WEIGHT,
        "edits_lost",
        "blocks_lost",
    ),
    "witness": pl.format(
        "a third document holds {} runs of {} that this one lacks, and {} of this one that {} lacks",
        "there",
        "source",
        "here",
        "source",
    ),
    "outlet": pl.format("what is known of the outlets makes {} the likelier source of the two", likelier("outlet")),
    "credit": pl.format(
        "credits elsewhere among the copies make {} the likelier source of the two", likelier("credit")
    ),
    "chain": pl.format("the rest of the story leaves {} the likelier source of the two", likelier("chain")),
}
"""What says each family of reasons for a direction in words, in the order they are told."""
