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
    "document": pl.col("document_name"),
    "source": pl.col("source_name"),
    "share": pl.col("share"),
    "shared": pl.col("shared"),
    "lag": pl.col("lag"),
    "usual_lag": pl.when("later").then("usual_lag").fill_null(""),
    "changes": pl.col("changes"),
    "held_elsewhere": pl.col("held_elsewhere"),
    "namer": pl.when("source_names_document").then("source_name").otherwise(pl.lit("another text of this story")),
}
"""What a wording can name in braces, as expressions over :func:`evidence.evidence_frame`. Two more are ``likelier`` and
``other``: the names of the document that the reason makes the likelier source of the two, and of the other."""

NUMBERS = {
    "date": ("hours",),
    "changes": ("words_added", "edits_added", "blocks_added", "words_lost", "edits_lost", "blocks_lost"),
    "witness": ("witnessed_source_lacks", "witnessed_document_lacks"),
}
"""Numbers behind the reasons of a group, columns of :func:`evidence.evidence_frame`: they stand beside the words."""


ENDS = ("likelier", "other")
"""What a wording can name in braces besides, by the direction that the reason speaks for."""


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
        unknown = {field for _, field, _, _ in Formatter().parse(self.text) if field} - {*FIELDS, *ENDS}
        if unknown:
            raise ValueError(f"a wording names {sorted(unknown)}: there are {sorted(FIELDS)} and {ENDS}")

    def expression(self, favours: pl.Expr | None = None) -> pl.Expr:
        """Return the sentence for each row of the evidence frame, escaped for JSON.

        Args:
            favours: whether the reason speaks for the source, where the sentence says which of the two is likelier.
        """
        ends = ("source_name", "document_name")
        names = (
            (pl.when(favours).then(one).otherwise(two) for one, two in (ends, ends[::-1]))
            if favours is not None
            else ()
        )
        fields = {**FIELDS, **dict(zip(ENDS, names, strict=False))}
        parts: list[pl.Expr] = []
        for literal, field, _, _ in Formatter().parse(self.text):
            parts += [pl.lit(encode_basestring(literal)[1:-1])] if literal else []
            parts += [fields[field]] if field else []
        return pl.concat_str(*parts)

    @property
    def condition(self) -> pl.Expr:
        """Whether the reason is listed, for each row of the evidence frame."""
        return pl.lit(value=True) if self.only_where is None else pl.col(self.only_where)


AGREEMENT = Wording("{share} of this text {shared} {source}")
PUBLISHED = Wording("{lag} {source}{usual_lag}", only_where="dated")
CHANGES = Wording("{changes}")
WITNESS = Wording("{held_elsewhere}")
COPIED = Wording(
    "more of {likelier} than of {other} stands word for word in other texts, and no translation gives words back"
)
OUTLETS = Wording("{likelier} is a known outlet; {other} is not in the list of outlets")
OWN_VERSION = Wording("{likelier} has these words in an earlier version of its own")
CREDITS = Wording("{namer} names {likelier} as its source", "uncredited")
ABSENT = Wording("{likelier} names a source that is not among these texts, and {other} does not")
NEIGHBOUR = Wording("{likelier} names another of these outlets as its source, and {other} does not")
TRANSLATED = Wording("{other} says that it is a translation")
CHAIN = Wording("taken together, the texts of this story fit better with {likelier} as the source of the two")
