"""The evidence column of derivations: a JSON list of reasons a row, written for all rows at once."""

from __future__ import annotations

from json.encoder import encode_basestring
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from provenance.stages.derivations.feature_model import Reason
from provenance.stages.derivations.match_graph import DURATION_HOURS
from provenance.stages.derivations.observations import lags
from provenance.stages.derivations.pair_features import WORD_WEIGHT
from provenance.stages.derivations.quoted_words import quoted_words
from provenance.stages.derivations.reasons import AGREEMENT, CHANGES, EVIDENCE_ORDER, NUMBERS, WITNESS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from numpy.typing import NDArray

    from provenance.settings.derivation import DerivationSettings
    from provenance.stages.derivations.feature_model import FeatureModel, FeatureValues
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
    """Return shares as whole percentages, 0 and 100 only where they are exactly that."""
    clipped = np.where(values >= 1, 1.0, np.clip(values, 0.01, 0.99))
    return rounded(np.where(values <= 0, 0.0, clipped), 2, lambda value: f"{100 * value:.0f} %")


def evidence_list(*reasons: pl.Expr | pl.Series) -> pl.Expr:
    """Return the reasons of each row as one JSON list; null reasons are left out."""
    return pl.format("[{}]", pl.concat_str(*reasons, separator=", ", ignore_nulls=True))


def reason_json(
    kind: str, detail: pl.Expr, weight: pl.Expr, document: pl.Expr, start: pl.Expr | None = None,
    stop: pl.Expr | None = None, numbers: dict[str, pl.Expr] | None = None,
) -> pl.Expr:  # fmt: skip
    """Return one reason as JSON; texts come escaped, numbers as texts or numbers; null where the detail is."""
    ends = [pl.lit("null") if end is None else end.cast(pl.String).fill_null("null") for end in (start, stop)]
    entries = [pl.format(f'"{name}": {{}}', value.cast(pl.String)) for name, value in (numbers or {}).items()]
    measured = pl.concat_str(entries, separator=", ") if entries else pl.lit("")
    return pl.concat_str(
        pl.lit(f'{{"kind": "{kind}", "detail": "'), detail, pl.lit('", "weight": '), weight,
        pl.lit(', "document": "'), document, pl.lit('", "start": '), ends[0],
        pl.lit(', "stop": '), ends[1], pl.lit(', "numbers": {'), measured, pl.lit("}}"),
    )  # fmt: skip


AGREEMENT_WORDS = {
    "translation": "says in another language what is said by",
    "paraphrase": "says in other words what is said by",
}
"""How a text agrees with another, by the kind of the match."""

COPY_WORDS = "stands also in that of"
"""How a text agrees with another of which it has the words."""


def agreement_words(kinds: pl.Expr) -> pl.Expr:
    """Return how texts agree, by the kinds of their matches."""
    return kinds.replace_strict(AGREEMENT_WORDS, default=COPY_WORDS, return_dtype=pl.String)


def agreement_reason() -> pl.Expr:
    """Return the reason that the texts agree, over the frame of :func:`evidence_frame`."""
    numbers = {"share_of_document": pl.col("part").round(4)}
    return reason_json("agreement", AGREEMENT.expression(), pl.lit("0.0"), pl.col("document"), numbers=numbers)


CREDIT_WORDS = {
    "byline": "the byline of {} names {}",
    "contribution": "{} says that {} contributed to it",
    "report": "{} tells what {} reported",
    "translation": "{} says that it is translated from {}",
}
"""What a credit of each role says, of whom and whom; of any other role, that it names its source."""

NAMED_SOURCE = "{} names {} as its source"


def credit_reason(graph: MatchGraph, rows: pl.Series, weight: pl.Series, documents: pl.Series) -> pl.Series:
    """Return credits as reasons, given their rows among the claims; null where a row is null.

    Args:
        graph: documents, outlets and claims.
        rows: of the claims.
        weight: how far each goes, as text.
        documents: position of the document that each is a reason about: it is "this text".
    """
    claim_rows = rows.drop_nulls()
    position = graph.claims["position"].gather(claim_rows)
    is_own = position == documents.filter(rows.is_not_null())
    names = pl.Series(graph.outlet_names, dtype=pl.String).gather(graph.claims["outlet"].gather(claim_rows))
    claims = graph.claims[claim_rows].with_columns(
        weight=weight.filter(rows.is_not_null()),
        value=escaped(" ".join(value.split()) for value in graph.claims["value"].gather(claim_rows)),
        document=escaped(graph.documents["document_id"].gather(position)),
        namer=pl.select(
            pl.when(is_own).then(pl.lit("this text")).otherwise(escaped(graph.names.gather(position)))
        ).to_series(),
        outlet_name=escaped(names),
    )
    sentence = pl.coalesce(
        *(
            pl.when(pl.col("role") == role).then(pl.format(words, "namer", "outlet_name"))
            for role, words in CREDIT_WORDS.items()
        ),
        pl.format(NAMED_SOURCE, "namer", "outlet_name"),
    )
    reasons = claims.select(
        reason_json(
            "credit", pl.format("{}: “{}”", sentence, "value"), pl.col("weight"), pl.col("document"), pl.col("start"),
            pl.col("stop"), {"strength": pl.col("strength")},
        )
    ).to_series()  # fmt: skip
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
    values: FeatureValues,
    settings: DerivationSettings,
) -> pl.DataFrame:
    """Return the fields of the wordings for pairs, and of each reason of the model its weight.

    Columns beside the fields: for the reason of number n, ``weight_n`` (text), ``tells_n`` (whether it weighs enough to
    be listed) and ``favours_n`` (whether it supports this direction); ``dated``, ``uncredited``, the numbers of
    ``NUMBERS``, and ``shared_wording``, which is a reason by itself.

    Args:
        graph: documents and outlets.
        pairs: all directed pairs.
        assignment: what each reason adds to each pair.
        rows: the pairs that become derivations.
        claims: row of the claim by which each document names its source's outlet; null where it does not.
        values: the features of all pairs.
        settings: the least weight of a reason that is listed.
    """
    ids = graph.documents["document_id"]
    names, source_names = two_names(graph, pairs.documents[rows], pairs.sources[rows])
    all_lags, all_dated = lags(graph, pairs)
    lag, dated = all_lags[rows], all_dated[rows]
    contributions = assignment.contributions[rows]
    numbers = range(contributions.shape[1])
    of_reason = {reason: contributions[:, n] for n, reason in enumerate(values.model.reasons)}
    changes, witnesses = of_reason[Reason("changes", CHANGES)], of_reason[Reason("witness", WITNESS)]
    quotations = quoted_words(graph, pairs, rows, assignment.sources(pairs), changes, witnesses, settings)
    columns = {
        "document": escaped(ids.gather(pairs.documents[rows])),
        "document_name": names,
        "source_name": source_names,
        "share": share_texts(pairs.contained[rows]),
        "part": pairs.contained[rows],
        "kind": pl.Series(pairs.kinds[rows].tolist(), dtype=pl.String),
        "hours": rounded(lag, 1, "{:.1f}".format),
        "lag": lag_words(graph, pairs, rows, lag),
        "later": lag > 0,
        "usual_lag": usual_lags(graph, pairs.documents[rows]),
        "dated": dated,
        "uncredited": claims.is_null(),
        "source_names_document": values.holds("named_by_source")[rows],
        **{name: escaped_or_null(texts) for name, texts in quotations._asdict().items()},
        **{name: pairs.measure(name)[rows] for name in ("witnessed_source_lacks", "witnessed_document_lacks")},
        **{f"weight_{n}": weight_texts(contributions[:, n]) for n in numbers},
        **{f"tells_{n}": np.abs(contributions[:, n]) >= settings.evidence_log_odds for n in numbers},
        **{f"favours_{n}": contributions[:, n] > 0 for n in numbers},
    }
    for end, reverse in (("added", False), ("lost", True)):
        columns[f"words_{end}"] = pairs.measure("unshared_weight", reverse=reverse)[rows] // WORD_WEIGHT
        columns |= {f"{name}_{end}": pairs.measure(name, reverse=reverse)[rows] for name in ("edits", "blocks")}
    return pl.DataFrame(columns).with_columns(shared=agreement_words(pl.col("kind")))


def escaped_or_null(texts: pl.Series) -> pl.Series:
    """Return texts escaped for JSON, without quotation marks; nulls stay."""
    values = [None if text is None else encode_basestring(text)[1:-1] for text in texts]
    return pl.Series(values, dtype=pl.String)


def two_names(
    graph: MatchGraph, documents: NDArray[np.int64], sources: NDArray[np.int64]
) -> tuple[pl.Series, pl.Series]:
    """Return what documents and their sources are called, escaped for JSON; with their ids where that is the same."""
    ids = graph.documents["document_id"]
    ends = [graph.names.gather(documents), graph.names.gather(sources)]
    same = ends[0] == ends[1]
    with_ids = [pl.select(pl.format("{} ({})", name, ids.gather(at))).to_series() for name, at in
                zip(ends, (documents, sources), strict=True)]  # fmt: skip
    first, second = (escaped(longer.zip_with(same, name)) for name, longer in zip(ends, with_ids, strict=True))
    return first, second


def lag_words(graph: MatchGraph, pairs: PairFeatures, rows: NDArray[np.int64], lag: NDArray[np.float64]) -> pl.Series:
    """Return how much later or earlier documents were published than their sources: by days where dates are days."""
    hours = graph.documents["published_precision"].replace_strict(DURATION_HOURS, default=0.0, return_dtype=pl.Float64)
    longest = np.maximum(*(hours.fill_null(0.0).to_numpy()[end[rows]] for end in (pairs.documents, pairs.sources)))
    frame = pl.DataFrame({
        "size": np.abs(lag), "longest": longest, "later": lag > 0,
        "minutes": rounded(np.abs(lag) * 60, 0, "{:.0f}".format), "hours": rounded(np.abs(lag), 1, "{:.1f}".format),
        "days": rounded(np.abs(lag) / 24, 0, "{:.0f}".format),
    })  # fmt: skip
    order = pl.when("later").then(pl.lit("after")).otherwise(pl.lit("before"))
    word = pl.when("later").then(pl.lit("later")).otherwise(pl.lit("earlier"))
    a_day = pl.when("later").then(pl.lit("a later")).otherwise(pl.lit("an earlier"))
    day = DURATION_HOURS["day"]
    words = (
        pl.when(pl.col("longest") > day).then(pl.format("dated {} than", word))
        .when(pl.col("longest") == day).then(pl.format("published on {} day than", a_day))
        .when(pl.col("size") < 1).then(pl.format("published {} minutes {}", "minutes", order))
        .when(pl.col("size") < 2 * day).then(pl.format("published {} hours {}", "hours", order))
        .otherwise(pl.format("published {} days {}", "days", order))
    )  # fmt: skip
    return frame.select(words).to_series()


def usual_lags(graph: MatchGraph, documents: NDArray[np.int64]) -> pl.Series:
    """Return in words how long after its sources each document's outlet usually publishes; null where not known."""
    hours = graph.documents["usual_hours"].gather(documents)
    names = escaped(graph.names.gather(documents))
    texts = {hour: f"{hour:g}" for hour in hours.drop_nulls().unique().to_list()}
    written_out = hours.replace_strict(texts, default=None, return_dtype=pl.String)
    return pl.select(pl.format(" ({} usually takes about {} hours)", names, written_out)).to_series()


def shared_wording_reason() -> pl.Expr:
    """Return the reason that a document has the words of its source where a third text has others."""
    return reason_json("wording", pl.col("shared_wording"), pl.lit("0.0"), pl.col("document"))


def direction_reasons(model: FeatureModel) -> list[pl.Expr]:
    """Return the reasons for a direction but the document's own credit, over :func:`evidence_frame`."""
    expressions: list[pl.Expr] = []
    for group in EVIDENCE_ORDER:
        for number, reason in enumerate(model.reasons):
            if reason.group == group:
                detail, weight = reason.wording.expression(pl.col(f"favours_{number}")), pl.col(f"weight_{number}")
                condition = pl.col(f"tells_{number}") & reason.wording.condition
                numbers = {name: pl.col(name) for name in NUMBERS.get(group, ())}
                entry = reason_json(group, detail, weight, pl.col("document"), numbers=numbers)
                expressions.append(pl.when(condition).then(entry))
    return expressions
