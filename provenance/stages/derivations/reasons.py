"""The words of the evidence column: groups of reasons, and the sentence of each reason."""

from __future__ import annotations

from dataclasses import dataclass
from json.encoder import encode_basestring
from string import Formatter

import polars as pl

GROUPS = ("agreement", "changes", "witness", "date", "credit", "outlet", "chain")
"""Groups of reasons. Agreement says that there is an edge; the others can say which way it runs. All but the last are
sums of features of the pair; the last is what the rest of the component adds: who else may be the source of either
document, and how likely either is to have none."""

DIRECTION_GROUPS = ("changes", "witness", "date", "credit", "outlet")
"""Groups of features that can say which way; agreement (a part of which is containment) cannot."""

EVIDENCE_ORDER = ("date", "changes", "witness", "outlet", "credit", "chain")
"""Groups in the order of their reasons in the evidence, after agreement and the document's own credit."""

FIELDS = {
    "document": pl.col("document"),
    "source": pl.col("source"),
    "share": pl.col("share"),
    "kind": pl.col("kind"),
    "hours": pl.col("hours"),
    "order": pl.when("later").then(pl.lit("after")).otherwise(pl.lit("before")),
    "usual_lag": pl.when("later").then("usual_lag").fill_null(""),
    "words_added": pl.col("words_added"),
    "edits_added": pl.col("edits_added"),
    "blocks_added": pl.col("blocks_added"),
    "words_lost": pl.col("words_lost"),
    "edits_lost": pl.col("edits_lost"),
    "blocks_lost": pl.col("blocks_lost"),
    "witnessed_source_lacks": pl.col("witnessed_source_lacks"),
    "witnessed_document_lacks": pl.col("witnessed_document_lacks"),
}
"""What a wording can name in braces, as expressions over :func:`evidence.evidence_frame`. ``likelier`` is one more: the
id of the document that the reason makes the likelier source of the two."""


@dataclass(frozen=True)
class Wording:
    """The sentence of a reason in the evidence.

    Attributes:
        text: the sentence, with names of ``FIELDS`` in braces.
        only_where: column of the evidence frame that must be true for the reason to be listed; None for always.
    """

    text: str
    only_where: str | None = None

    def __post_init__(self) -> None:
        """Refuse an empty sentence, and one that names no field."""
        if not self.text.strip():
            raise ValueError("a wording needs a text")
        unknown = {field for _, field, _, _ in Formatter().parse(self.text) if field} - {*FIELDS, "likelier"}
        if unknown:
            raise ValueError(f"a wording names {sorted(unknown)}: there are {sorted(FIELDS)} and likelier")

    def expression(self, likelier: pl.Expr | None = None) -> pl.Expr:
        """Return the sentence for each row of the evidence frame, escaped for JSON."""
        fields = FIELDS if likelier is None else {**FIELDS, "likelier": likelier}
        parts: list[pl.Expr] = []
        for literal, field, _, _ in Formatter().parse(self.text):
            parts += [pl.lit(encode_basestring(literal)[1:-1])] if literal else []
            parts += [fields[field]] if field else []
        return pl.concat_str(*parts)

    @property
    def condition(self) -> pl.Expr:
        """Whether the reason is listed, for each row of the evidence frame."""
        return pl.lit(value=True) if self.only_where is None else pl.col(self.only_where)


AGREEMENT = Wording("{share} of the body is in passages shared with {source} ({kind})")
PUBLISHED = Wording("published {hours} hours {order} {source}{usual_lag}", only_where="dated")
CHANGES = Wording(
    "adds {words_added} words in {edits_added} edits and {blocks_added} blocks, "
    "lacks {words_lost} in {edits_lost} edits and {blocks_lost} blocks"
)
WITNESS = Wording(
    "a third document holds {witnessed_document_lacks} runs of {source} that this one lacks, "
    "and {witnessed_source_lacks} of this one that {source} lacks"
)
OUTLETS = Wording("what is known of the outlets makes {likelier} the likelier source of the two")
CREDITS = Wording("credits elsewhere among the copies make {likelier} the likelier source of the two", "uncredited")
CHAIN = Wording("the rest of the story leaves {likelier} the likelier source of the two")
