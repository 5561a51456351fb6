"""Text that a terminal can show: made harmless, measured in columns, cut, padded, wrapped and coloured.

News pages hold control characters, terminal escapes and marks that turn the reading order round. What leaves this
module moves no cursor, sets no colour and reorders no line but what the reports themselves ask for.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from wcwidth import iter_graphemes, wcswidth

STYLES = {"bold": "1", "dim": "2", "red": "31", "green": "32", "yellow": "33", "cyan": "36"}

MARKS_KEPT = 4
"""Combining marks kept on one letter: written languages need no more, and a pile of them runs over other lines."""

_BREAKS = "\t\n\x0b\x0c\r\x1c-\x1e\x85\u2028\u2029"
_INVISIBLE = "\u00ad\u200b\u2060\ufeff"
_TURNING = "\u061c\u180e\u200e\u200f\u202a-\u202e\u2061-\u206f\ufff9-\ufffb\U000e0000-\U000e007f"
_UNSAFE = re.compile(f"[{_BREAKS}{_INVISIBLE}{_TURNING}\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_BREAK = re.compile(f"[{_BREAKS}]")
_PILE = re.compile(f"([\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{{{MARKS_KEPT}}})"
                   "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+")  # fmt: skip

_IDEOGRAPHS = "\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff"
_WORD = f"(?:(?![{_IDEOGRAPHS}])\\w)+"
_TOKEN = re.compile(f"([{_IDEOGRAPHS}])|({_WORD}(?:['’.,]{_WORD})*)|([^\\w\\s])")


def _shown(match: re.Match[str]) -> str:
    """Return what stands for one unsafe character."""
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


def harmless(text: str) -> str:
    """Return the text on one line, without anything that acts on a terminal.

    Line breaks and tabs become spaces; other controls their Unicode pictures (an escape is shown as ``␛``); marks that
    turn the reading order are named (``⟨U+202E⟩``); invisible characters go; piles of combining marks are thinned.
    """
    if text.isascii() and text.isprintable():
        return text
    return _PILE.sub(r"\1", _UNSAFE.sub(_shown, text))


def columns(text: str) -> int:
    """Return how many terminal columns harmless text takes: two for each East Asian wide character (UAX 11)."""
    return len(text) if text.isascii() else max(wcswidth(text), 0)


def cut(text: str, limit: int) -> str:
    """Return harmless text in at most ``limit`` columns, with … where something was left out."""
    if columns(text) <= limit:
        return text
    if limit < 1:
        return ""
    kept, used = [], 0
    for grapheme in iter_graphemes(text):
        used += columns(grapheme)
        if used > limit - 1:
            break
        kept.append(grapheme)
    return "".join(kept).rstrip() + "…"


def pad(text: str, limit: int, right: bool = False) -> str:
    """Return harmless text filled with spaces to ``limit`` columns, after it or (``right``) before it."""
    room = " " * (limit - columns(text))
    return room + text if right else text + room


def paint(text: str, style: str, colour: bool) -> str:
    """Return the text in a style of ``STYLES``, or as it is where colours are not wanted."""
    return f"\x1b[{STYLES[style]}m{text}\x1b[0m" if colour and text else text


@dataclass(frozen=True)
class Token:
    """One word, ideograph or mark of a text: what is shown, whether white space stands before it, and its style."""

    text: str
    spaced: bool
    breaks: bool
    style: str = ""

    def wide(self) -> bool:
        """Return whether a line may break beside it without a space."""
        return len(self.text) == 1 and bool(re.match(f"[{_IDEOGRAPHS}]", self.text))


def tokens(text: str) -> list[Token]:
    """Return the words, ideographs and marks of a text in order, each made harmless.

    A token ``breaks`` when a line break stands between it and the token before it.
    """
    found, end = [], 0
    for match in _TOKEN.finditer(text):
        gap = text[end : match.start()]
        found.append(Token(harmless(match.group()), bool(gap), bool(_BREAK.search(gap.replace("\t", " ")))))
        end = match.end()
    return [token for token in found if token.text]


def _chunks(words: list[Token], limit: int) -> list[list[Token]]:
    """Return the tokens in runs that no line break may part, each at most ``limit`` columns where it can be."""
    runs: list[list[Token]] = []
    used = 0
    for word in (part for token in words for part in _parts(token, limit)):
        size = columns(word.text)
        joined = bool(runs) and not (word.spaced or word.wide() or runs[-1][-1].wide()) and used + size <= limit
        if joined:
            runs[-1].append(word)
        else:
            runs.append([word])
        used = used + size if joined else size
    return runs


def _parts(token: Token, limit: int) -> list[Token]:
    """Return a token in pieces of at most ``limit`` columns."""
    if columns(token.text) <= limit:
        return [token]
    pieces, used = [""], 0
    for grapheme in iter_graphemes(token.text):
        size = columns(grapheme)
        if used + size > limit:
            pieces, used = [*pieces, ""], 0
        pieces[-1] += grapheme
        used += size
    return [Token(piece, token.spaced and at == 0, False, token.style) for at, piece in enumerate(pieces)]


def wrapped(words: list[Token], limit: int, colour: bool) -> list[str]:
    """Return tokens as lines of exactly ``limit`` columns, broken at spaces and between ideographs, in their styles."""
    lines: list[list[Token]] = []
    used = 0
    for run in _chunks(words, limit):
        size = sum(columns(word.text) for word in run)
        gap = 1 if run[0].spaced and lines else 0
        if not lines or used + gap + size > limit:
            lines, used = [*lines, []], -gap
        lines[-1].extend(run)
        used += gap + size
    return [_line(line, limit, colour) for line in lines]


def _line(line: list[Token], limit: int, colour: bool) -> str:
    """Return one line of tokens, painted and filled."""
    shown, used, before = "", 0, ""
    for at, word in enumerate(line):
        gap = " " if word.spaced and at else ""
        inside = word.style and word.style == before
        shown += paint(gap + word.text, word.style, colour) if inside else gap + (
            paint(word.text, word.style, colour) if word.style else word.text
        )  # fmt: skip
        used += len(gap) + columns(word.text)
        before = word.style
    return shown + " " * (limit - used)


def lines_of(text: str, limit: int) -> list[str]:
    """Return a text as lines of at most ``limit`` columns, without trailing spaces."""
    return [line.rstrip() for line in wrapped(tokens(text), limit, colour=False)]
