"""The evidence column of derivations: a JSON list of reasons a row, written for all rows at once."""

from __future__ import annotations

from json.encoder import encode_basestring
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from provenance.stages.derivations.observations import lags
from provenance.stages.derivations.pair_features import WORD_WEIGHT
from provenance.stages.derivations.reasons import AGREEMENT, EVIDENCE_ORDER

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from numpy.typing import NDArray

    from provenance.settings.derivation import DerivationSettings
    from provenance.stages.derivations.feature_model import FeatureModel
    from provenance.stages.derivations.match_graph import MatchGraph
    from provenance.stages.derivations.pair_features import PairFeatures
    from provenance.stages.derivations.source_selection import SourceAssignment

TIE_MARGIN = 1e-6
"""How near to a tie a number is rounded by Python itself, digit by digit: a product may have left its side."""


def escaped(texts: Iterable[str]) -> pl.Series:
    """Return texts escaped for JSON, without quotation marks."""
    return pl.Series([encode_basestring(text)[1:-1] for text in texts], dtype=pl.String)


def rounded(values: NDArray[np.float64], digits: int, write: Callable[[float], str]) -> pl.Series:
    """Return numbers as ``write`` writes them, rounded to some digits; it is called once for every distinct result."""
    scaled = values * 10**digits
    nearest = np.rint(scaled)
    by_python = np.abs(np.abs(scaled - nearest) - 0.5) < TIE_MARGIN
    by_python |= np.signbit(values) & (nearest == 0)  # minus nothing is written as such
    steps = pl.Series(nearest.astype(np.int64))
    distinct = steps.unique()
    texts = [write(step / 10**digits) for step in distinct.to_list()]
    written_out = steps.replace_strict(distinct, pl.Series(texts, dtype=pl.String))
    rows = np.flatnonzero(by_python)
    return written_out.scatter(rows, [write(value) for value in values[rows].tolist()]) if len(rows) else written_out


def weight_texts(values: NDArray[np.float64]) -> pl.Series:
    """Return weights of reasons as the evidence has them, to two digits."""
    return rounded(values, 2, lambda value: repr(round(value, 2)))


def share_texts(values: NDArray[np.float64]) -> pl.Series:
    """Return shares as whole percentages."""
    return rounded(values, 2, "{:.0%}".format)


def evidence_list(*reasons: pl.Expr | pl.Series) -> pl.Expr:
    """Return the reasons of each row as one JSON list; null reasons are left out."""
    return pl.format("[{}]", pl.concat_str(*reasons, separator=", ", ignore_nulls=True))


def reason_json(
    kind: str, detail: pl.Expr, weight: pl.Expr, document: pl.Expr, start: pl.Expr | None = None,
    stop: pl.Expr | None = None,
) -> pl.Expr:  # fmt: skip
    """Return one reason as JSON; texts come escaped, numbers as texts."""
    ends = [pl.lit("null") if end is None else end.cast(pl.String).fill_null("null") for end in (start, stop)]
    return pl.concat_str(
        pl.lit(f'{{"kind": "{kind}", "detail": "'), detail, pl.lit('", "weight": '), weight,
        pl.lit(', "document": "'), document, pl.lit('", "start": '), ends[0],
        pl.lit(', "stop": '), ends[1], pl.lit("}"),
    )  # fmt: skip


def agreement_reason() -> pl.Expr:
    """Return the reason that the texts agree, over ``document``, ``source``, ``share`` and ``kind``."""
    return reason_json("agreement", AGREEMENT.expression(), pl.lit("0.0"), pl.col("document"))


def credit_reason(graph: MatchGraph, rows: pl.Series, weight: pl.Series) -> pl.Series:
    """Return credits as reasons, given their rows among the claims; null where a row is null."""
    claim_rows = rows.drop_nulls()
    claims = graph.claims[claim_rows].with_columns(
        weight=weight.filter(rows.is_not_null()),
        value=escaped(graph.claims["value"].gather(claim_rows)),
        document=escaped(graph.documents["document_id"].gather(graph.claims["position"].gather(claim_rows))),
        outlet_id=escaped(graph.claims["outlet_id"].gather(claim_rows)),
    )
    detail = pl.format("{} credit to {}, strength {}: {}", "role", "outlet_id", "strength", "value")
    reasons = claims.select(
        reason_json("credit", detail, pl.col("weight"), pl.col("document"), pl.col("start"), pl.col("stop"))
    ).to_series()
    return reasons.gather(rank_of_true(rows.is_not_null()))


def rank_of_true(flags: pl.Series) -> pl.Series:
    """Return for each true row the number of true rows before it; null for false ones."""
    rank = flags.cum_sum().cast(pl.Int64) - 1
    return pl.select(pl.when(flags).then(rank)).to_series()


def evidence_frame(
    graph: MatchGraph,
    pairs: PairFeatures,
    assignment: SourceAssignment,
    rows: NDArray[np.int64],
    claims: pl.Series,
    settings: DerivationSettings,
) -> pl.DataFrame:
    """Return the fields of the wordings for pairs, and of each reason of the model its weight.

    Columns beside the fields: for the reason of number n, ``weight_n`` (text), ``tells_n`` (whether it weighs enough to
    be listed) and ``favours_n`` (whether it supports this direction); ``dated``, ``uncredited``.

    Args:
        graph: documents and outlets.
        pairs: all directed pairs.
        assignment: what each reason adds to each pair.
        rows: the pairs that become derivations.
        claims: row of the claim by which each document names its source's outlet; null where it does not.
        settings: the least weight of a reason that is listed.
    """
    ids = graph.documents["document_id"]
    lag, dated = (values[rows] for values in lags(graph, pairs))
    contributions = assignment.contributions[rows]
    numbers = range(contributions.shape[1])
    columns = {
        "document": escaped(ids.gather(pairs.documents[rows])),
        "source": escaped(ids.gather(pairs.sources[rows])),
        "share": share_texts(pairs.contained[rows]),
        "kind": pl.Series(pairs.kinds[rows].tolist(), dtype=pl.String),
        "hours": rounded(np.abs(lag), 1, "{:.1f}".format),
        "later": lag > 0,
        "usual_lag": usual_lags(graph, pairs.documents[rows]),
        "dated": dated,
        "uncredited": claims.is_null(),
        **{name: pairs.measure(name)[rows] for name in ("witnessed_source_lacks", "witnessed_document_lacks")},
        **{f"weight_{n}": weight_texts(contributions[:, n]) for n in numbers},
        **{f"tells_{n}": np.abs(contributions[:, n]) >= settings.evidence_log_odds for n in numbers},
        **{f"favours_{n}": contributions[:, n] > 0 for n in numbers},
    }
    for end, reverse in (("added", False), ("lost", True)):
        columns[f"words_{end}"] = pairs.measure("unshared_weight", reverse=reverse)[rows] // WORD_WEIGHT
        columns |= {f"{name}_{end}": pairs.measure(name, reverse=reverse)[rows] for name in ("edits", "blocks")}
    return pl.DataFrame(columns)


def usual_lags(graph: MatchGraph, documents: NDArray[np.int64]) -> pl.Series:
    """Return in words how long after its sources each document's outlet usually publishes; null where not known."""
    hours = graph.documents["usual_hours"].gather(documents)
    ids = escaped(graph.documents["outlet_id"].fill_null("").gather(documents))
    texts = {hour: f"{hour:g}" for hour in hours.drop_nulls().unique().to_list()}
    written_out = hours.replace_strict(texts, default=None, return_dtype=pl.String)
    return pl.select(pl.format(" ({} usually takes about {})", ids, written_out)).to_series()


def direction_reasons(model: FeatureModel) -> list[pl.Expr]:
    """Return the reasons for a direction but the document's own credit, over :func:`evidence_frame`."""
    expressions: list[pl.Expr] = []
    for group in EVIDENCE_ORDER:
        for number, reason in enumerate(model.reasons):
            if reason.group == group:
                likelier = pl.when(f"favours_{number}").then("source").otherwise("document")
                detail, weight = reason.wording.expression(likelier), pl.col(f"weight_{number}")
                condition = pl.col(f"tells_{number}") & reason.wording.condition
                expressions.append(pl.when(condition).then(reason_json(group, detail, weight, pl.col("document"))))
    return expressions
