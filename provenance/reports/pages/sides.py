"""Two texts side by side, and why one derives from the other: linked passages, words that differ, reasons."""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from provenance.reports.pages.material import printable
from provenance.reports.pages.waterfall import evidence_spans, targets_of, waterfall
from provenance.reports.wording import confidence_word, percent

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from provenance.reports.pages.material import Material, Row

TEXT_BUDGET = 1_200_000
"""Characters of texts side by side in one file: more would make it slow to open. Others are named with the command."""
LONGEST_UNSHARED, SHOWN_ENDS = 1400, 350
"""Characters of text without a shared passage from which its middle is left out, and how much of its ends is shown."""
LONGEST_QUOTED = 280
"""Characters of a passage that a memo quotes."""
LONGEST_COMPARED = 60_000
"""Characters of a passage up to which words that differ are marked."""
PARAGRAPHS = re.compile(r"\S[^\n]*")
WORD_KINDS = ("verbatim", "edited")
WORDS = re.compile(r"\w+|[^\w\s]|\s+")
UNSPACED = re.compile(
    r"[\u0e00-\u0fff\u2e80-\ua4cf\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]|[0-9A-Za-z]+|\w|[^\w\s]|\s+"
)
KIND_WORDS = {
    "verbatim": "word for word", "edited": "edited", "paraphrased": "in other words", "translated": "translated",
}  # fmt: skip


@dataclass(frozen=True)
class Segment:
    """A run of a text that is shown alike: its words, and what it is.

    Attributes:
        text: the words; of text that is left out, none.
        passage: number of the passage that it belongs to, from 1; 0 for none.
        kind: how that passage matches.
        differs: whether the other side has other words here.
        repeats: whether it repeats a block of the same text.
        credit: what it is as a credit, in words; empty for none.
        gap: characters that are left out here.
        opens: whether it is the first segment of its passage.
        evidence: whether it is in a span that a reason of the edge names.
        reason: number of the reason whose span begins here, from 1; 0 for none.
    """

    text: str
    passage: int = 0
    kind: str = ""
    differs: bool = False
    repeats: bool = False
    credit: str = ""
    gap: int = 0
    opens: bool = False
    evidence: bool = False
    reason: int = 0


def edge_pages(material: Material) -> dict[str, Any]:
    """Return every edge of a report: its reasons, and its texts side by side where they are known and there is room."""
    texts = {row["document_id"]: row["text"] for row in material.rows("texts")}
    passages = material.grouped_pairs("passages")
    repeats, namings = material.grouped("repeats"), material.grouped("credits")
    room = TEXT_BUDGET
    sides_of: dict[int, dict[str, Any]] = {}
    for edge in sorted(material.edges, key=lambda row: (row["mark"] != "none", row["number"])):
        document, other = edge["document_id"], shown_beside(material, edge, texts, passages)
        size = len(texts.get(document, "")) + len(texts[other] if other else "")
        if other is not None and document in texts and size <= room:
            room -= size
            rows = passages.get((min(document, other), max(document, other)), [])
            spans = evidence_spans(edge["evidence"], {"source": other, "document": document})
            sides_of[edge["number"]] = side_by_side(document, other, texts, rows, repeats, namings, spans) | {
                "other": material.node(other),
                "role": role_beside(edge, other),
            }
    edges = [described_edge(material, edge, sides_of.get(edge["number"]), texts) for edge in material.edges]
    return {"edges": edges, "kinds": KIND_WORDS}


def described_edge(
    material: Material, edge: Row, sides: Mapping[str, Any] | None, texts: Mapping[str, str]
) -> dict[str, Any]:
    """Return an edge with its names, its texts, its reasons and the commands that rule on it."""
    document, source = edge["document_id"], edge["source_id"]
    command = f"provenance rule edge {shell_word(document)} {shell_word(source)}"
    return edge | {
        "document": material.node(document),
        "source": material.node(source),
        "word": confidence_word(edge["confidence"]),
        "share": percent(edge["share_of_document"]),
        "source_share": None if edge["share_of_source"] is None else percent(edge["share_of_source"]),
        "sides": sides,
        "is_left_out": sides is None and document in texts and source in texts,
        "is_unseen": source not in texts,
        "compare": f"provenance compare {shell_word(source)} {shell_word(document)}",
        "waterfall": waterfall(edge["evidence"], edge["confidence"], targets_of(edge, sides), is_sum=source in texts),
        "commands": [f'{command} yes --note "…"', f'{command} no --note "…"'],
    }


def shell_word(text: str) -> str:
    """Return a text as one word of a shell; characters that act on a terminal or cannot be seen as escapes."""
    if all(character.isprintable() for character in text):
        return shlex.quote(text)
    escapes = (
        character if character.isprintable() and character not in "\\'" else f"\\U{ord(character):08x}"
        for character in text
    )
    return f"$'{''.join(escapes)}'"


def quoted_edges(material: Material) -> list[dict[str, Any]]:
    """Return every edge with the beginning of its longest passage on both sides, where the texts are known."""
    texts = {row["document_id"]: row["text"] for row in material.rows("texts")}
    passages = material.grouped_pairs("passages")
    edges = []
    for edge in material.edges:
        document, source = edge["document_id"], edge["source_id"]
        rows = passages.get((min(document, source), max(document, source)), [])
        quotation = None
        if rows and document in texts and source in texts:
            spans = passage_spans(max(rows, key=lambda row: row["left_stop"] - row["left_start"]), source > document)
            quotation = [quoted(texts[side], *spans[end]) for side, end in ((source, "source"), (document, "document"))]
        names = {"document": material.node(document), "source": material.node(source)}
        edges.append(edge | names | {"quotation": quotation, "word": confidence_word(edge["confidence"])})
    return edges


def quoted(text: str, start: int, stop: int) -> str:
    """Return the beginning of a passage on one line."""
    line = " ".join(printable(text[start:stop]).split())
    return line if len(line) <= LONGEST_QUOTED else f"{line[:LONGEST_QUOTED].rstrip()} …"


# -- side by side ------------------------------------------------------------------------------------------------------


def side_by_side(
    document: str,
    source: str,
    texts: Mapping[str, str],
    passages: Sequence[Row],
    repeats: Mapping[str, Sequence[Row]],
    namings: Mapping[str, Sequence[Row]],
    evidence: Mapping[str, Sequence[tuple[int, int, int]]],
) -> dict[str, Any]:
    """Return two texts in segments, the source on the left, and the map of what they share.

    Where no passage of the two is stored (of many copies, each is compared with a few), their paragraphs are compared.
    """
    swapped = source > document
    is_stored = bool(passages)
    spans = [passage_spans(row, swapped) | {"kind": row["kind"]} for row in passages]
    spans = sorted(spans or equal_paragraphs(texts[source], texts[document]), key=itemgetter("document", "source"))
    differing: dict[str, list[tuple[int, int]]] = {"source": [], "document": []}
    for span in spans:
        if span["kind"] in WORD_KINDS:
            for side, runs in differing_runs(texts[source], texts[document], span).items():
                differing[side] += runs
    sides = {}
    for side, document_id in (("source", source), ("document", document)):
        marks = [(*span[side], number, span["kind"]) for number, span in enumerate(spans, 1)]
        sides[side] = list(
            segments(
                texts[document_id],
                marks,
                differing[side],
                repeats.get(document_id, ()),
                namings.get(document_id, ()),
                evidence[side],
            )
        )
    kinds: dict[str, int] = {}
    for span in spans:
        kinds[span["kind"]] = kinds.get(span["kind"], 0) + 1
    lengths = {"source": max(len(texts[source]), 1), "document": max(len(texts[document]), 1)}
    return {
        **{f"{side}_segments": parts for side, parts in sides.items()},
        "passages": len(spans),
        "is_stored": is_stored,
        "kinds": list(kinds.items()),
        "map": [(number, span["kind"], *ribbon(span, lengths)) for number, span in enumerate(spans, 1)],
        "repeat_map": {
            side: [
                tuple(round(100 * place / lengths[side], 2) for place in (row["start"], row["stop"]))
                for row in repeats.get(document_id, ())
            ]
            for side, document_id in (("source", source), ("document", document))
        },
        "credits": credit_notes(namings.get(document, ())),
    }


def shown_beside(
    material: Material, edge: Row, texts: Mapping[str, str], passages: Mapping[tuple[str, str], Sequence[Row]]
) -> str | None:
    """Return which text is shown beside a document: its source's; else another copy's of that source, or its own.

    Its own is shown where it holds its own translation.
    """
    document, source = edge["document_id"], edge["source_id"]
    if source in texts:
        return str(source)
    copies = [row["document_id"] for row in material.edges if row["source_id"] == source]
    shared = {
        copy: len(passages.get((min(document, copy), max(document, copy)), ())) for copy in copies if copy in texts
    }
    best = max(shared, key=lambda copy: (shared[copy], copy != document, copy), default=None)
    return best if best and shared[best] else None


def role_beside(edge: Row, other: str) -> str:
    """Return what the text beside a document is, in words."""
    if other == edge["source_id"]:
        return "source"
    return "the same page: its other language" if other == edge["document_id"] else "another copy of the same source"


def equal_paragraphs(source: str, document: str) -> list[dict[str, Any]]:
    """Return the paragraphs that stand in two texts in the same words and order, as passages."""
    sides = [list(PARAGRAPHS.finditer(text)) for text in (source, document)]
    words = [[" ".join(paragraph[0].split()) for paragraph in side] for side in sides]
    spans = []
    for left, right, count in SequenceMatcher(None, words[0], words[1], autojunk=False).get_matching_blocks():
        if count:
            ends = [
                (side[at].start(), side[at + count - 1].end()) for side, at in zip(sides, (left, right), strict=True)
            ]
            spans.append({"source": ends[0], "document": ends[1], "kind": "verbatim"})
    return spans


def passage_spans(row: Row, swapped: bool) -> dict[str, Any]:
    """Return where a passage stands in the source and in the document."""
    left, right = (row["left_start"], row["left_stop"]), (row["right_start"], row["right_stop"])
    return {"source": right, "document": left} if swapped else {"source": left, "document": right}


def ribbon(span: Mapping[str, Any], lengths: Mapping[str, int]) -> tuple[float, ...]:
    """Return where a passage begins and ends in the source and in the document, in percent of their lengths."""
    return tuple(round(100 * place / lengths[side], 2) for side in ("source", "document") for place in span[side])


def differing_runs(source: str, document: str, span: Mapping[str, Any]) -> dict[str, list[tuple[int, int]]]:
    """Return the runs of words in a passage that the other side does not have, as offsets into each text."""
    (left, left_stop), (right, right_stop) = span["source"], span["document"]
    texts = source[left:left_stop], document[right:right_stop]
    runs: dict[str, list[tuple[int, int]]] = {"source": [], "document": []}
    if texts[0] == texts[1] or max(map(len, texts)) > LONGEST_COMPARED:
        return runs
    words = [compared_words(text) for text in texts]
    folded = [[" " if word.isspace() else word.casefold() for word in side] for side in words]
    for tag, *bounds in SequenceMatcher(None, folded[0], folded[1], autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        for side, offset, parts, (start, stop) in zip(
            ("source", "document"), (left, right), words, (bounds[:2], bounds[2:]), strict=True
        ):
            run = "".join(parts[start:stop])
            if run.strip():
                begin = offset + sum(map(len, parts[:start]))
                runs[side].append((begin, begin + len(run)))
    return runs


def compared_words(text: str) -> list[str]:
    """Return the words, marks and spaces of a text; letters one by one in scripts without spaces between words."""
    pieces: list[str] = []
    for word in WORDS.findall(text):
        pieces += UNSPACED.findall(word) if any(map(_is_unspaced, word[:1])) else [word]
    return pieces


def _is_unspaced(letter: str) -> bool:
    return "\u0e00" <= letter <= "\u0fff" or "\u2e80" <= letter <= "\ua4cf" or letter >= "\U00020000"


def segments(
    text: str,
    passages: Iterable[tuple[int, int, int, str]],
    differing: Iterable[tuple[int, int]],
    repeats: Iterable[Row],
    namings: Iterable[Row],
    evidence: Iterable[tuple[int, int, int]] = (),
) -> Iterator[Segment]:
    """Yield a text in segments, each of which is shown alike; long text without a passage is cut in the middle."""
    passages, differing = list(passages), sorted(differing)
    repeated = [(row["start"], row["stop"]) for row in repeats]
    credited = [(row["start"], row["stop"], credit_words(row)) for row in namings if row["start"] is not None]
    evidence = [span for span in evidence if span[0] < span[1] <= len(text)]
    first_reasons = {start: number for start, _, number in reversed(evidence)}
    spans = [(start, stop) for start, stop, *_ in (*passages, *differing, *repeated, *credited, *evidence)]
    bounds = sorted({0, len(text), *(min(place, len(text)) for span in spans for place in span)})
    opened: set[int] = set()
    for start, stop in pairwise(bounds):
        number, kind = next(((n, k) for a, b, n, k in passages if a <= start and stop <= b), (0, ""))
        segment = Segment(
            text=printable(text[start:stop]),
            passage=number,
            kind=kind,
            differs=any(a <= start and stop <= b for a, b in differing),
            repeats=any(a <= start and stop <= b for a, b in repeated),
            credit=next((words for a, b, words in credited if a <= start and stop <= b), ""),
            opens=bool(number) and number not in opened,
            evidence=any(a <= start and stop <= b for a, b, _ in evidence),
            reason=first_reasons.get(start, 0),
        )
        opened.add(number)
        if number or segment.credit or segment.evidence or stop - start <= LONGEST_UNSHARED:
            yield segment
        else:
            yield Segment(printable(text[start : start + SHOWN_ENDS]), repeats=segment.repeats)
            yield Segment("", gap=stop - start - 2 * SHOWN_ENDS, repeats=segment.repeats)
            yield Segment(printable(text[stop - SHOWN_ENDS : stop]), repeats=segment.repeats)


def credit_words(row: Row) -> str:
    """Return what a credit is, in words."""
    name = row["outlet"] or row["person"] or ""
    role = {"source": "source credit", "report": "named in passing", "photo": "photo credit"}.get(
        row["role"], row["role"]
    )
    return f"{role}: {name}" if name else str(role)


def credit_notes(namings: Iterable[Row]) -> list[tuple[str, str]]:
    """Return what a document says of where it came from: what kind of credit, and its words; each once."""
    notes: dict[tuple[str, str], None] = {}
    for row in namings:
        words, value = credit_words(row), printable(row["value"] or "")
        if row["field"] not in (None, "text"):
            words += f" (in the record: {row['field']})"
        notes[words, "" if value and value in words else value] = None
    return list(notes)
