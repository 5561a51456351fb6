"""Text for a terminal: sanitised, measured in columns, truncated, padded, wrapped and coloured.

News pages hold control characters, terminal escapes and marks that reverse the reading order. Text that has passed
through this module moves no cursor, sets no colour and reorders no line, except as the reports themselves ask.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from wcwidth import iter_graphemes, wcswidth

STYLES = {"bold": "1", "dim": "2", "red": "31", "green": "32", "yellow": "33", "cyan": "36"}

MAX_MARKS = 4
"""Combining marks that one letter may carry: written languages need no more, and a pile of them covers other lines."""

_BREAKS = "\t\n\x0b\x0c\r\x1c-\x1e\x85\u2028\u2029"
_INVISIBLE = "\u00ad\u200b\u2060\ufeff"
_BIDI_CONTROLS = "\u061c\u180e\u200e\u200f\u202a-\u202e\u2061-\u206f\ufff9-\ufffb\U000e0000-\U000e007f"
_UNSAFE = re.compile(f"[{_BREAKS}{_INVISIBLE}{_BIDI_CONTROLS}\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_BREAK = re.compile(f"[{_BREAKS}]")
_MARKS = "\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_EXCESS_MARKS = re.compile(f"([{_MARKS}]{{{MAX_MARKS}}})[{_MARKS}]+")

_IDEOGRAPHS = "\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff"
_WORD = f"(?:(?![{_IDEOGRAPHS}])\\w)+"
_TOKEN = re.compile(f"([{_IDEOGRAPHS}])|({_WORD}(?:['’.,]{_WORD})*)|([^\\w\\s])")


def _visible_form(match: re.Match[str]) -> str:
    """Return the visible replacement of one unsafe character."""
    character = match.group()
    code = ord(character)
    if _BREAK.match(character):
        return " "
    if character in _INVISIBLE:
        return ""
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    return "\ufffd" if 0xD800 <= code < 0xE000 else f"⟨U+{code:04X}⟩"


def sanitize(text: str) -> str:
    """Return the text on one line, without anything that acts on a terminal.

    Line breaks and tabs become spaces; other control characters become their Unicode pictures (``␛`` for an escape);
    marks that change the reading order are named (``⟨U+202E⟩``); invisible characters are removed; of many combining
    marks on one letter the first ``MAX_MARKS`` stay.
    """
    if text.isascii() and text.isprintable():
        return text
    return _EXCESS_MARKS.sub(r"\1", _UNSAFE.sub(_visible_form, text))


def display_width(text: str) -> int:
    """Return the terminal columns of sanitised text: two for each East Asian wide character (UAX 11)."""
    return len(text) if text.isascii() else max(wcswidth(text), 0)


def truncate(text: str, limit: int) -> str:
    """Return sanitised text in at most ``limit`` columns, with … where its end is left out."""
    if display_width(text) <= limit:
        return text
    if limit < 1:
        return ""
    graphemes, used = [], 0
    for grapheme in iter_graphemes(text):
        used += display_width(grapheme)
        if used > limit - 1:
            break
        graphemes.append(grapheme)
    return "".join(graphemes).rstrip() + "…"


def pad(text: str, limit: int, right: bool = False) -> str:
    """Return sanitised text padded with spaces to ``limit`` columns, aligned to the left or to the ``right``."""
    padding = " " * (limit - display_width(text))
    return padding + text if right else text + padding


def paint(text: str, style: str, colour: bool) -> str:
    """Return the text in a style of ``STYLES``, or unchanged without ``colour``."""
    return f"\x1b[{STYLES[style]}m{text}\x1b[0m" if colour and text else text


@dataclass(frozen=True)
class Token:
    """One word, ideograph or punctuation mark of a text.

    Attributes:
        text: the token, sanitised.
        spaced: whether white space precedes it.
        breaks: whether a line break precedes it.
        style: its style, a name of ``STYLES``; none where empty.
    """

    text: str
    spaced: bool
    breaks: bool
    style: str = ""

    def is_ideograph(self) -> bool:
        """Return whether it is an ideograph: a line may break before or after it without a space."""
        return len(self.text) == 1 and bool(re.match(f"[{_IDEOGRAPHS}]", self.text))


def layout_tokens(text: str) -> list[Token]:
    """Return the words, ideographs and punctuation marks of a text in order, each sanitised."""
    result, end = [], 0
    for match in _TOKEN.finditer(text):
        gap = text[end : match.start()]
        result.append(Token(sanitize(match.group()), bool(gap), bool(_BREAK.search(gap.replace("\t", " ")))))
        end = match.end()
    return [token for token in result if token.text]


def _unbreakable_runs(words: list[Token], limit: int) -> list[list[Token]]:
    """Return the tokens in runs within which no line may break, each at most ``limit`` columns wide where possible."""
    runs: list[list[Token]] = []
    used = 0
    for word in (piece for token in words for piece in _pieces(token, limit)):
        size = display_width(word.text)
        may_break = not runs or word.spaced or word.is_ideograph() or runs[-1][-1].is_ideograph()
        if may_break or used + size > limit:
            runs.append([word])
            used = size
        else:
            runs[-1].append(word)
            used += size
    return runs


def _pieces(token: Token, limit: int) -> list[Token]:
    """Return a token cut into pieces of at most ``limit`` columns."""
    if display_width(token.text) <= limit:
        return [token]
    pieces, used = [""], 0
    for grapheme in iter_graphemes(token.text):
        size = display_width(grapheme)
        if used + size > limit:
            pieces, used = [*pieces, ""], 0
        pieces[-1] += grapheme
        used += size
    return [Token(piece, token.spaced and index == 0, False, token.style) for index, piece in enumerate(pieces)]


def wrap_tokens(words: list[Token], limit: int, colour: bool, *, fill: bool = True) -> list[str]:
    """Return styled tokens as lines of ``limit`` columns, broken at spaces and between ideographs.

    Args:
        words: the tokens.
        limit: columns of a line at most; ``fill`` pads each to it.
        colour: whether styles are painted.
        fill: whether lines are padded; not where the width has no bound, as in a pipe.
    """
    lines: list[list[Token]] = []
    used = 0
    for run in _unbreakable_runs(words, limit):
        size = sum(display_width(word.text) for word in run)
        gap = 1 if run[0].spaced and lines else 0
        if not lines or used + gap + size > limit:
            lines, used = [*lines, []], -gap
        lines[-1].extend(run)
        used += gap + size
    return [_line(line, limit if fill else 0, colour) for line in lines]


def _line(line: list[Token], limit: int, colour: bool) -> str:
    """Return one line of tokens, painted and padded to at least ``limit`` columns."""
    text, used, previous_style = "", 0, ""
    for index, word in enumerate(line):
        gap = " " if word.spaced and index else ""
        same_style = word.style and word.style == previous_style
        text += paint(gap + word.text, word.style, colour) if same_style else gap + (
            paint(word.text, word.style, colour) if word.style else word.text
        )  # fmt: skip
        used += len(gap) + display_width(word.text)
        previous_style = word.style
    return text + " " * (limit - used)


def wrap_text(text: str, limit: int) -> list[str]:
    """Return a text as lines of at most ``limit`` columns, without trailing spaces."""
    return [line.rstrip() for line in wrap_tokens(layout_tokens(text), limit, colour=False, fill=False)]
