"""Words that are set letter by letter, as old scans and headlines give them."""

from __future__ import annotations

import re

LEAST_RUN = 8
"""Least single letters in a row that are words set letter by letter, and no initials."""

SINGLE_LETTERS = re.compile(r"(?<!\S)\S(?:\s{1,4}\S(?!\S)){7,}")
"""A run of as many single characters with spaces between them."""

LETTER_SPACE = re.compile(r"(?<=\w)[ \u00a0](?=\w)")
"""The space between two letters of a word; that between words is wider."""

WORD_SPACE = re.compile(r"\s{2}|\n")
"""What parts two words."""

WORD_JOINER = "\u2060"
"""A character without width, which is no part of a token: offsets stay."""

MOST_NO_LETTERS = 0.25
"""Greatest share of a run of single characters that are no letters: a column of digits is no word."""


def join_letters(text: str) -> str:
    """Return a text in which the letters of words that are set letter by letter are joined, offset for offset.

    Only where wider spaces part the words: else nothing says where they begin.
    """
    return SINGLE_LETTERS.sub(_join_run, text)


def _join_run(run: re.Match[str]) -> str:
    """Return a run of single characters as words."""
    singles = run.group().split()
    letters = sum(character.isalpha() for character in singles)
    is_text = WORD_SPACE.search(run.group()) and letters >= (1 - MOST_NO_LETTERS) * len(singles)
    return LETTER_SPACE.sub(WORD_JOINER, run.group()) if is_text else run.group()
