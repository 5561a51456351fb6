"""Blocks: a document in its paragraphs, titles, bylines, captions, credits and page furniture, with exact offsets."""

from __future__ import annotations

import re
from bisect import bisect_right

import polars as pl

from provenance.settings import Settings
from provenance.settings.documents import BlockSettings
from provenance.tables import BLOCKS
from provenance.text.credits.block_patterns import BLOCK_KINDS, BOILERPLATE, FORM, QUOTE, RELATED
from provenance.text.hashes import block_hash
from provenance.text.language import identify_languages
from provenance.text.normal import normal_form

LETTERS = (
    "\x00-\x7f\u00a0\u2013\u2014\u2018-\u201e\u2022\u00ab\u00bb\u2026"
    "\u00c0-\u00d6\u00d8-\u00de\u00e0-\u00f6\u00f8-\u00fe"
)
HAN = "\u3001-\u3003\u3008-\u3011\u3014\u3015\u3041-\u3096\u30a1-\u30fa\u30fc\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff5e"
PLAIN = f"^[{LETTERS}{HAN}]*$"
CYRILLIC = f"^[{LETTERS}\u0410-\u044f\u0401\u0451\u0404\u0406\u0407\u0454\u0456\u0457\u0490\u0491]*$"
"""Texts of these letters have a normal form that needs no look at single letters: small letters, single spaces, narrow
forms.
"""

WIDE_FORMS = [chr(point) for point in range(0xFF01, 0xFF5F)] + ["\u2026"]
NARROW_FORMS = [chr(point - 0xFEE0) for point in range(0xFF01, 0xFF5F)] + ["..."]

STOPPED = r"[.。!！;；:：,，]$"
"""How a block ends that is no title."""

SENTENCE_END = re.compile(r"[.!?…][)\"”’»\]]{0,3}\s+|[。！？][」』”’）]{0,3}")


def blocks(documents: pl.DataFrame, settings: Settings) -> pl.DataFrame:
    """Return the blocks of documents: BLOCKS, sorted by document and position.

    A block ends at a blank line, at a line end, or at the mark ``###`` by which scrapers part the pieces of a page.
    Lines that were only wrapped at a width are one block; a block longer than
    ``settings.blocks.block_characters`` is parted after a sentence.

    Args:
        documents: DOCUMENTS; only ``document``, ``title``, ``language`` and ``text`` are looked at.
        settings: the group ``blocks`` is read.

    Returns:
        One row a block, the offsets in code points of the original text. A text of white space alone has no block.
    """
    numbers = settings.blocks
    joined = _join_wrapped(_lines(documents.select("document", "text")), numbers)
    parts = _part_long(joined, numbers.block_characters)
    parts = parts.sort("document", "start")
    parts = parts.with_columns(
        block=pl.int_range(pl.len(), dtype=pl.Int32).over("document"), language=identify_languages(parts["text"])
    )
    told = _kinds(_languages(parts, documents), documents, numbers)
    return told.with_columns(text_hash=_hashes(told["text"])).select(
        pl.col(name).cast(kind) for name, kind in BLOCKS.schema().items()
    )


def _hashes(texts: pl.Series) -> pl.Series:
    """Return the hash of each text's normal form; that of plain letters is made for all texts at once."""
    frame = texts.alias("text").to_frame().with_row_index("row")
    text = pl.col("text")
    ascii_only = text.str.len_bytes() == text.str.len_chars()
    spaced = text.str.contains(r"\s\s|[\t-\r\x1c-\x1f]")
    parts = frame.with_columns(ascii_only=ascii_only, spaced=spaced)
    plain = text.str.contains(PLAIN) | (text.str.contains(CYRILLIC) & ~text.str.contains(r"\p{Latin}"))
    wide = parts.filter(~pl.col("ascii_only")).with_columns(plain=plain)
    narrow = text.str.replace_many(WIDE_FORMS, NARROW_FORMS)
    forms = [
        parts.filter(pl.col("ascii_only") & ~pl.col("spaced")).select("row", form=text.str.to_lowercase()),
        parts.filter(pl.col("ascii_only") & pl.col("spaced")).select("row", form=_one_space(text)),
        wide.filter("plain").select("row", form=_one_space(narrow)),
    ]
    rest = wide.filter(~pl.col("plain"))
    forms.append(pl.DataFrame({"row": rest["row"], "form": pl.Series(map(normal_form, rest["text"]), dtype=pl.String)}))
    ordered = pl.concat(forms).sort("row")["form"].to_list()
    return pl.Series(map(block_hash, ordered), dtype=pl.UInt64)


def _one_space(text: pl.Expr) -> pl.Expr:
    """Return small letters with one space for every run of white space."""
    return text.str.to_lowercase().str.replace_all(r"[\s\x1c-\x1f]+", " ").str.strip_chars(" ")


def _lines(documents: pl.DataFrame) -> pl.DataFrame:
    """Return document, line and start of every line; what stands for a line end is one code point long, as before."""
    text = (
        pl.col("text")
        .str.replace_all("[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]", "\n")
        .str.replace_all(" ### ", "\n###\n", literal=True)
    )
    lines = documents.select("document", line=text.str.split("\n")).explode("line")
    length = pl.col("line").str.len_chars().cast(pl.Int64) + 1
    return lines.with_columns(start=length.cum_sum().over("document") - length)


def _join_wrapped(lines: pl.DataFrame, numbers: BlockSettings) -> pl.DataFrame:
    """Return document, start, stop and text of the runs of lines that belong together, without white space around.

    A text is taken for wrapped where its widest line is narrow and the median of the lines that another one follows is
    nearly as wide. There a line goes on with the next one where it is full and the next one is not indented further.
    """
    cut = lines.with_columns(
        text=pl.col("line").str.strip_chars(),
        indent=_indent(),
        wide=pl.col("line").str.strip_chars_end().str.len_chars(),
    )
    blank, here = pl.col("text") == "", pl.col("document")
    follows = ~blank & ~blank.shift(-1, fill_value=True) & (here == here.shift(-1))
    wrapped = (
        cut.with_columns(follows=follows)
        .group_by("document")
        .agg(
            widest=pl.col("wide").max(), median=pl.col("wide").filter("follows").median(), lines=pl.col("follows").sum()
        )
        .filter(
            pl.col("widest").is_between(numbers.wrapped_min_width, numbers.wrapped_max_width)
            & (pl.col("median") >= numbers.wrapped_full_share * pl.col("widest"))
            & (pl.col("lines") >= 2)
        )
        .select("document", "widest")
    )
    run = cut.join(wrapped, on="document", how="left", maintain_order="left")
    full = (pl.col("wide") >= numbers.wrapped_full_share * pl.col("widest")).fill_null(value=False)
    goes_on = (full & ~blank & (here == here.shift(-1)) & (pl.col("indent").shift(-1) <= pl.col("indent"))).shift(
        1, fill_value=False
    )
    run = run.with_columns(run=(~goes_on).cum_sum()).filter(~blank)
    parts = run.select("document", "run", "text", start=pl.col("start") + pl.col("indent"))
    parts = parts.with_columns(stop=pl.col("start") + pl.col("text").str.len_chars())
    joined = pl.col("run").is_duplicated()
    many = parts.filter(joined).group_by("document", "run", maintain_order=True)
    runs = many.agg(pl.col("text").str.join("\n"), pl.col("start").min(), pl.col("stop").max())
    return pl.concat([parts.filter(~joined), runs.select(parts.columns)]).drop("run")


def _indent() -> pl.Expr:
    """Return how many code points of white space a line begins with."""
    line = pl.col("line")
    return line.str.len_chars().cast(pl.Int64) - line.str.strip_chars_start().str.len_chars().cast(pl.Int64)


def _part_long(parts: pl.DataFrame, most: int) -> pl.DataFrame:
    """Return the parts, those of more than ``most`` code points cut after the last sentence that fits."""
    long = pl.col("stop") - pl.col("start") > most
    pieces = [
        (row["document"], row["text"][start:stop], row["start"] + start, row["start"] + stop)
        for row in parts.filter(long).iter_rows(named=True)
        for start, stop in _pieces(row["text"], most)
    ]
    return pl.concat([parts.filter(~long), pl.DataFrame(pieces, schema=parts.schema, orient="row")])


def _pieces(text: str, most: int) -> list[tuple[int, int]]:
    """Return the bounds of pieces of at most ``most`` code points, without white space around."""
    ends = [found.end() for found in SENTENCE_END.finditer(text)]
    pieces, start = [], 0
    while len(text) - start > most:
        stop = _last_fitting(text, ends, start, start + most)
        pieces.append((start, stop))
        start = stop
    pieces.append((start, len(text)))
    stripped = [(a + len(text[a:b]) - len(text[a:b].lstrip()), a + len(text[a:b].rstrip())) for a, b in pieces]
    return [(a, b) for a, b in stripped if a < b]


def _last_fitting(text: str, ends: list[int], start: int, limit: int) -> int:
    """Return where to cut: after the last sentence that fits, else at the last space, else at the limit."""
    found = bisect_right(ends, limit) - 1
    if found >= 0 and ends[found] > start:
        return ends[found]
    space = text.rfind(" ", start + 1, limit)
    return space if space > start else limit


def _languages(parts: pl.DataFrame, documents: pl.DataFrame) -> pl.DataFrame:
    """Return the parts with undecided languages filled in.

    A block that nothing decides speaks the language that most of its document speaks among those written with the same
    letters: what the document is said to speak does not count against what its words show.
    """
    latin = pl.col("text").str.contains(r"\p{Latin}")
    han = pl.col("language") == "zh"
    weighed = parts.filter(pl.col("language").is_not_null() & ~han).group_by("document", "language")
    most = weighed.agg(n=(pl.col("stop") - pl.col("start")).sum()).sort(
        "document", "n", "language", descending=[False, True, False]
    )
    east = pl.col("language").is_in(["zh-Hans", "zh-Hant", "ja"])
    west = ~pl.col("language").is_in(
        ["zh-Hans", "zh-Hant", "ja", "ko", "ar", "fa", "ur", "ru", "uk", "be", "bg", "sr", "el", "he", "th", "hi"]
    )
    said = documents.select("document", said=pl.col("language"))
    frame = parts.join(said, on="document", how="left", maintain_order="left")
    for name, which in (("eastern", east), ("western", west)):
        best = (
            most.filter(which)
            .unique("document", keep="first", maintain_order=True)
            .select("document", pl.col("language").alias(name))
        )
        frame = frame.join(best, on="document", how="left", maintain_order="left")
    spoken = (
        pl.when(han)
        .then(pl.coalesce("eastern", pl.when(pl.col("said").str.starts_with("zh")).then("said"), pl.lit("zh")))
        .when(pl.col("language").is_null() & latin)
        .then(pl.coalesce("western", "said"))
        .otherwise("language")
    )
    return frame.with_columns(language=spoken).drop("said", "eastern", "western")


def _kinds(parts: pl.DataFrame, documents: pl.DataFrame, numbers: BlockSettings) -> pl.DataFrame:
    """Return the parts with the kind of each: by its words where it is short, by its place where it is the first."""
    length = pl.col("stop") - pl.col("start")
    titles = documents.select("document", headline=pl.col("title").str.strip_chars())
    frame = parts.join(titles, on="document", how="left", maintain_order="left")
    quoted = pl.col("text").str.contains(QUOTE)
    short = frame.filter(length <= numbers.short_block_characters).select(pl.col("text").unique(maintain_order=True))
    form = (length <= numbers.form_characters) & pl.col("text").str.contains(FORM)
    forms = _forms(frame.filter(form).select(pl.col("text").unique()), numbers)
    told = pl.concat([_told(short), forms]).unique("text", keep="first", maintain_order=True)
    frame = frame.join(told, on="text", how="left", maintain_order="left")
    frame = _links(frame, length <= numbers.title_characters)
    headline = _headline(length <= numbers.title_characters)
    again = pl.col("text") == pl.col("text").filter(headline).first().over("document")
    return frame.with_columns(
        kind=pl.when(pl.col("kind").is_not_null())
        .then("kind")
        .when(headline | (again & (length <= numbers.title_characters)))
        .then(pl.lit("title"))
        .when(quoted)
        .then(pl.lit("quote"))
        .otherwise(pl.lit("paragraph"))
    ).drop("headline")


def _told(short: pl.DataFrame) -> pl.DataFrame:
    """Return text and kind of those short texts whose words tell it, the patterns tried in order."""
    tight = short.with_columns(tight=pl.col("text").str.replace_all(r"\s{2,}", " "))
    wordless = ~pl.col("text").str.contains(r"[\p{L}\p{N}]")
    told = [tight.filter(wordless).select("text", kind=pl.lit("boilerplate"))]
    rest = tight.filter(~wordless)
    for kind, (most, patterns) in BLOCK_KINDS.items():
        holds = pl.any_horizontal(pl.col("tight").str.contains(pattern) for pattern in patterns)
        split = rest.with_columns(holds=(pl.col("tight").str.len_chars() <= most) & holds)
        told.append(split.filter("holds").select("text", kind=pl.lit(kind)))
        rest = split.filter(~pl.col("holds")).drop("holds")
    return pl.concat(told)


def _links(frame: pl.DataFrame, short: pl.Expr) -> pl.DataFrame:
    """Return the parts with the titles behind a heading of links told to be boilerplate."""
    open_end = pl.col("kind").is_null() & ~pl.col("text").str.contains(STOPPED) & short
    headed = pl.col("text").str.contains(RELATED) & short
    run = frame.with_columns(open_end=open_end, run=(~open_end).cum_sum().over("document"))
    under = run.with_columns(under=pl.col("open_end") & headed.first().over("document", "run"))
    told = pl.when("under").then(pl.lit("boilerplate")).otherwise("kind")
    return under.with_columns(kind=told).drop("open_end", "run", "under")


def _forms(texts: pl.DataFrame, numbers: BlockSettings) -> pl.DataFrame:
    """Return text and kind of the texts most of whose sentences are boilerplate."""
    parted = texts.with_columns(sentence=pl.col("text").str.replace_all(r"([.!?])\s+", "$1\n").str.split("\n"))
    each = parted.explode("sentence").with_columns(holds=pl.col("sentence").str.contains(BOILERPLATE))
    held = each.group_by("text", maintain_order=True).agg(share=pl.col("holds").mean(), sentences=pl.len())
    boilerplate = (pl.col("share") >= numbers.form_share) & (pl.col("sentences") >= numbers.form_sentences)
    return held.filter(boilerplate).select("text", kind=pl.lit("boilerplate"))


def _headline(short: pl.Expr) -> pl.Expr:
    """Return whether a block is the headline: the given one, or a short first block without a full stop."""
    first = pl.col("block") == 0
    open_end = ~pl.col("text").str.contains(r"[.。!！;；:：,，]$")
    more = pl.col("document") == pl.col("document").shift(-1)
    return ((pl.col("text") == pl.col("headline")) & short).fill_null(value=False) | (
        first & more.fill_null(value=False) & open_end & short
    )
