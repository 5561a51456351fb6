"""Blocks: the paragraphs, titles, bylines, captions, credits and boilerplate of a document, with exact offsets."""

from __future__ import annotations

import re
from bisect import bisect_right

import polars as pl

from provenance.settings import Settings
from provenance.settings.documents import BlockSettings
from provenance.tables import BLOCKS
from provenance.text.credits.block_patterns import QUOTE, BlockPatterns, block_patterns
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
"""Texts of these letters alone: their normal form is small letters, single spaces and half-width forms, made by column
expressions instead of letter by letter.
"""

FULL_WIDTH = [chr(point) for point in range(0xFF01, 0xFF5F)] + ["\u2026"]
HALF_WIDTH = [chr(point - 0xFEE0) for point in range(0xFF01, 0xFF5F)] + ["..."]

SENTENCE_LIKE_END = r"[.。!！;；:：,，]$"
"""How a block ends that is no title."""

EAST_ASIAN = ["zh-Hans", "zh-Hant", "ja"]
"""Languages that a text in Han characters can be in."""

NOT_LATIN = pl.col("language").is_in(
    [*EAST_ASIAN, "ko", "ar", "fa", "ur", "ru", "uk", "be", "bg", "sr", "el", "he", "th", "hi"]
)
"""Whether a language is not written in Latin letters."""

SENTENCE_END = re.compile(r"[.!?…][)\"”’»\]]{0,3}\s+|[。！？][」』”’）]{0,3}")


def blocks(documents: pl.DataFrame, settings: Settings) -> pl.DataFrame:
    """Return the blocks of documents: BLOCKS, sorted by document and position.

    A block ends at a blank line, at a line end, or at the mark ``###`` by which scrapers separate the parts of a page.
    Lines that were only wrapped at a width are one block; a block longer than
    ``settings.blocks.block_characters`` is split after a sentence.

    Args:
        documents: frame ``documents``. Columns: ``document``, ``title``, ``language``, ``text``.
        settings: the group ``blocks`` is read.

    Returns:
        One row a block, the offsets in code points of the original text. A text of white space alone has no block.
    """
    numbers = settings.blocks
    unwrapped = _join_wrapped(_lines(documents.select("document", "text")), numbers)
    parts = _split_long(unwrapped, numbers.block_characters).sort("document", "start")
    parts = parts.with_columns(
        block=pl.int_range(pl.len(), dtype=pl.Int32).over("document"), language=identify_languages(parts["text"])
    )
    parts = _with_kinds(_with_languages(parts, documents, numbers), documents, numbers)
    return parts.with_columns(text_hash=_hashes(parts["text"])).select(
        pl.col(name).cast(kind) for name, kind in BLOCKS.schema().items()
    )


def _hashes(texts: pl.Series) -> pl.Series:
    """Return the hash of each text's normal form.

    The normal form of common letters is made by column expressions, that of other letters text by text.
    """
    frame = texts.alias("text").to_frame().with_row_index("row")
    text = pl.col("text")
    ascii_only = text.str.len_bytes() == text.str.len_chars()
    spaced = text.str.contains(r"\s\s|[\t-\r\x1c-\x1f]")
    parts = frame.with_columns(ascii_only=ascii_only, spaced=spaced)
    plain = text.str.contains(PLAIN) | (text.str.contains(CYRILLIC) & ~text.str.contains(r"\p{Latin}"))
    wide = parts.filter(~pl.col("ascii_only")).with_columns(plain=plain)
    narrow = text.str.replace_many(FULL_WIDTH, HALF_WIDTH)
    forms = [
        parts.filter(pl.col("ascii_only") & ~pl.col("spaced")).select("row", form=text.str.to_lowercase()),
        parts.filter(pl.col("ascii_only") & pl.col("spaced")).select("row", form=_one_space(text)),
        wide.filter("plain").select("row", form=_one_space(narrow)),
    ]
    rare = wide.filter(~pl.col("plain"))
    forms.append(pl.DataFrame({"row": rare["row"], "form": pl.Series(map(normal_form, rare["text"]), dtype=pl.String)}))
    ordered = pl.concat(forms).sort("row")["form"].to_list()
    return pl.Series(map(block_hash, ordered), dtype=pl.UInt64)


def _one_space(text: pl.Expr) -> pl.Expr:
    """Return small letters with one space for every run of white space."""
    return text.str.to_lowercase().str.replace_all(r"[\s\x1c-\x1f]+", " ").str.strip_chars(" ")


def _lines(documents: pl.DataFrame) -> pl.DataFrame:
    """Return document, line and start of every line; every line end is one code point long, as in the text."""
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

    A text counts as wrapped where its widest line is narrow and the median of the lines that another one follows is
    nearly as wide. There a line continues in the next one where it is full and the next one is not indented further.
    """
    measured = lines.with_columns(
        text=pl.col("line").str.strip_chars(),
        indent=_indent(),
        width=pl.col("line").str.strip_chars_end().str.len_chars(),
    )
    blank, document = pl.col("text") == "", pl.col("document")
    same_document = document == document.shift(-1)
    widths = _widths_of_wrapped(measured, ~blank & ~blank.shift(-1, fill_value=True) & same_document, numbers)
    frame = measured.join(widths, on="document", how="left", maintain_order="left")
    full = (pl.col("width") >= numbers.wrapped_full_share * pl.col("widest")).fill_null(value=False)
    continues = full & ~blank & same_document & (pl.col("indent").shift(-1) <= pl.col("indent"))
    frame = frame.with_columns(run=(~continues.shift(1, fill_value=False)).cum_sum()).filter(~blank)
    parts = frame.select("document", "run", "text", start=pl.col("start") + pl.col("indent"))
    parts = parts.with_columns(stop=pl.col("start") + pl.col("text").str.len_chars())
    several = pl.col("run").is_duplicated()
    by_run = parts.filter(several).group_by("document", "run", maintain_order=True)
    runs = by_run.agg(pl.col("text").str.join("\n"), pl.col("start").min(), pl.col("stop").max())
    return pl.concat([parts.filter(~several), runs.select(parts.columns)]).drop("run")


def _widths_of_wrapped(lines: pl.DataFrame, followed: pl.Expr, numbers: BlockSettings) -> pl.DataFrame:
    """Return the width of the widest line of the documents that count as wrapped: document, widest."""
    widths = lines.with_columns(followed=followed).group_by("document")
    summary = widths.agg(
        widest=pl.col("width").max(), median=pl.col("width").filter("followed").median(), lines=pl.col("followed").sum()
    )
    wrapped = (
        pl.col("widest").is_between(numbers.wrapped_min_width, numbers.wrapped_max_width)
        & (pl.col("median") >= numbers.wrapped_full_share * pl.col("widest"))
        & (pl.col("lines") >= 2)
    )
    return summary.filter(wrapped).select("document", "widest")


def _indent() -> pl.Expr:
    """Return how many code points of white space a line begins with."""
    line = pl.col("line")
    return line.str.len_chars().cast(pl.Int64) - line.str.strip_chars_start().str.len_chars().cast(pl.Int64)


def _split_long(parts: pl.DataFrame, longest: int) -> pl.DataFrame:
    """Return the parts, those of more than ``longest`` code points split after the last sentence that fits."""
    long = pl.col("stop") - pl.col("start") > longest
    pieces = [
        (row["document"], row["text"][start:stop], row["start"] + start, row["start"] + stop)
        for row in parts.filter(long).iter_rows(named=True)
        for start, stop in _pieces(row["text"], longest)
    ]
    return pl.concat([parts.filter(~long), pl.DataFrame(pieces, schema=parts.schema, orient="row")])


def _pieces(text: str, longest: int) -> list[tuple[int, int]]:
    """Return the bounds of pieces of at most ``longest`` code points, without white space around."""
    ends = [match.end() for match in SENTENCE_END.finditer(text)]
    pieces, start = [], 0
    while len(text) - start > longest:
        stop = _split_point(text, ends, start, start + longest)
        pieces.append((start, stop))
        start = stop
    pieces.append((start, len(text)))
    stripped = [(a + len(text[a:b]) - len(text[a:b].lstrip()), a + len(text[a:b].rstrip())) for a, b in pieces]
    return [(a, b) for a, b in stripped if a < b]


def _split_point(text: str, ends: list[int], start: int, limit: int) -> int:
    """Return where to split: after the last sentence that fits, else at the last space, else at the limit."""
    index = bisect_right(ends, limit) - 1
    if index >= 0 and ends[index] > start:
        return ends[index]
    space = text.rfind(" ", start + 1, limit)
    return space if space > start else limit


def _with_languages(parts: pl.DataFrame, documents: pl.DataFrame, numbers: BlockSettings) -> pl.DataFrame:
    """Return the parts with undecided languages filled in.

    A block whose own words decide nothing has the language of most of its document's text among the languages of the
    same letters; the language that the document's metadata states comes last.
    """
    latin = pl.col("text").str.contains(r"\p{Latin}")
    han = pl.col("language") == "zh"
    decided = parts.filter(pl.col("language").is_not_null() & ~han).group_by("document", "language")
    by_length = decided.agg(length=(pl.col("stop") - pl.col("start")).sum()).sort(
        "document", "length", "language", descending=[False, True, False]
    )
    stated = documents.select("document", stated=pl.col("language"))
    frame = parts.join(stated, on="document", how="left", maintain_order="left")
    for name, script in (("eastern", pl.col("language").is_in(EAST_ASIAN)), ("western", ~NOT_LATIN)):
        main = by_length.filter(script).unique("document", keep="first", maintain_order=True)
        main = main.select("document", pl.col("language").alias(name))
        frame = frame.join(main, on="document", how="left", maintain_order="left")
    stated_chinese = pl.when(pl.col("stated").str.starts_with("zh")).then("stated")
    language = (
        pl.when(han)
        .then(pl.coalesce("eastern", stated_chinese, pl.lit("zh")))
        .when(_is_japanese_headline(numbers))
        .then(pl.lit("ja"))
        .when(pl.col("language").is_null() & latin)
        .then(pl.coalesce("western", "stated"))
        .otherwise("language")
    )
    return frame.with_columns(language=language).drop("stated", "eastern", "western")


def _is_japanese_headline(numbers: BlockSettings) -> pl.Expr:
    """Return whether a block without kana is taken for Chinese in a text that is Japanese for the most part."""
    chinese, japanese = pl.col("language").str.starts_with("zh"), pl.col("language") == "ja"
    length = pl.col("stop") - pl.col("start")
    sizes = [length.filter(which.fill_null(value=False)).sum().over("document") for which in (chinese, japanese)]
    return (chinese & (sizes[0] <= numbers.kanji_only_share * (sizes[0] + sizes[1]))).fill_null(value=False)


def _with_kinds(parts: pl.DataFrame, documents: pl.DataFrame, numbers: BlockSettings) -> pl.DataFrame:
    """Return the parts with the kind of each: by its words where it is short, by its position where it is the first."""
    patterns = block_patterns()
    length = pl.col("stop") - pl.col("start")
    titles = documents.select("document", headline=pl.col("title").str.strip_chars())
    frame = parts.join(titles, on="document", how="left", maintain_order="left")
    frame = frame.join(_kinds_by_words(frame, patterns, numbers), on="text", how="left", maintain_order="left")
    short = length <= numbers.title_characters
    frame = _with_links_as_boilerplate(frame, short, patterns)
    headline = _headline(short)
    repeated_headline = (pl.col("text") == pl.col("text").filter(headline).first().over("document")) & short
    return frame.with_columns(
        kind=pl.when(pl.col("kind").is_not_null())
        .then("kind")
        .when(headline | repeated_headline)
        .then(pl.lit("title"))
        .when(pl.col("text").str.contains(QUOTE))
        .then(pl.lit("quote"))
        .otherwise(pl.lit("paragraph"))
    ).drop("headline")


def _kinds_by_words(parts: pl.DataFrame, patterns: BlockPatterns, numbers: BlockSettings) -> pl.DataFrame:
    """Return text and kind of the parts whose words decide it: short blocks, and forms that have run together."""
    length = pl.col("stop") - pl.col("start")
    short = parts.filter(length <= numbers.short_block_characters).select(pl.col("text").unique(maintain_order=True))
    form = (length <= numbers.form_characters) & pl.col("text").str.contains(patterns.form)
    forms = _forms(parts.filter(form).select(pl.col("text").unique()), patterns, numbers)
    return pl.concat([_kinds_of_short(short, patterns), forms]).unique("text", keep="first", maintain_order=True)


def _kinds_of_short(short: pl.DataFrame, patterns: BlockPatterns) -> pl.DataFrame:
    """Return text and kind of the short texts whose words decide it, the patterns tried in order."""
    undecided = short.with_columns(compact=pl.col("text").str.replace_all(r"\s{2,}", " "))
    wordless = ~pl.col("text").str.contains(r"[\p{L}\p{N}]")
    decided = [undecided.filter(wordless).select("text", kind=pl.lit("boilerplate"))]
    undecided = undecided.filter(~wordless)
    for kind, (longest, kind_patterns) in patterns.kinds.items():
        matches = pl.any_horizontal(pl.col("compact").str.contains(pattern) for pattern in kind_patterns)
        tried = undecided.with_columns(of_kind=(pl.col("compact").str.len_chars() <= longest) & matches)
        decided.append(tried.filter("of_kind").select("text", kind=pl.lit(kind)))
        undecided = tried.filter(~pl.col("of_kind")).drop("of_kind")
    return pl.concat(decided)


def _with_links_as_boilerplate(frame: pl.DataFrame, short: pl.Expr, patterns: BlockPatterns) -> pl.DataFrame:
    """Return the parts in which the titles behind a heading of links are boilerplate."""
    title_like = pl.col("kind").is_null() & ~pl.col("text").str.contains(SENTENCE_LIKE_END) & short
    heading = pl.col("text").str.contains(patterns.related) & short
    runs = frame.with_columns(title_like=title_like, run=(~title_like).cum_sum().over("document"))
    linked = pl.col("title_like") & heading.first().over("document", "run")
    kind = pl.when(linked).then(pl.lit("boilerplate")).otherwise("kind")
    return runs.with_columns(kind=kind).drop("title_like", "run")


def _forms(texts: pl.DataFrame, patterns: BlockPatterns, numbers: BlockSettings) -> pl.DataFrame:
    """Return text and kind of the texts most of whose sentences are boilerplate."""
    sentences = texts.with_columns(sentence=pl.col("text").str.replace_all(r"([.!?])\s+", "$1\n").str.split("\n"))
    sentences = sentences.explode("sentence")
    boilerplate = pl.col("sentence").str.contains(patterns.boilerplate)
    counts = sentences.group_by("text", maintain_order=True).agg(share=boilerplate.mean(), sentences=pl.len())
    form = (pl.col("share") >= numbers.form_share) & (pl.col("sentences") >= numbers.form_sentences)
    return counts.filter(form).select("text", kind=pl.lit("boilerplate"))


def _headline(short: pl.Expr) -> pl.Expr:
    """Return whether a block is the headline: the document's title, or a short first block without a full stop."""
    first = pl.col("block") == 0
    title_like = ~pl.col("text").str.contains(SENTENCE_LIKE_END)
    others_follow = (pl.col("document") == pl.col("document").shift(-1)).fill_null(value=False)
    document_title = ((pl.col("text") == pl.col("headline")) & short).fill_null(value=False)
    return document_title | (first & others_follow & title_like & short)
