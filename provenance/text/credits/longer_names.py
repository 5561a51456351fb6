"""Names inside longer names: a name glued to letters of its own script, or that goes on, is another name."""

from __future__ import annotations

import re

from provenance.text.credits.context import ContextPatterns

SHORT_HAN, SHORT_HANGUL = 2, 3
"""Letters up to which a name in a script that joins its words needs a boundary on both sides."""

OPENED = ("【", "（", "(", "〔", "[")
DATELINE = re.compile(r"[^】）)〕\]。，]{1,16}\d{1,2}日[^】）)〕\]。，]{0,8}[】）)〕\]]")
"""The rest of a dateline in brackets after the name of its agency (``【路透海角11日電】``)."""

AROUND = 12
"""Code points beside a name in which a boundary is looked for."""


def is_part_of_longer_name(text: str, start: int, stop: int, context: ContextPatterns) -> bool:
    """Return whether the name at [start, stop) is a part of a longer one, or no name but a kind of newspaper.

    The building or the weather map of an outlet is not the outlet.
    """
    name = text[start:stop]
    if name in context.generic_names:
        return True
    before, after = text[max(0, start - AROUND) : start], text[stop : stop + AROUND]
    if context.outlet_things.match(after):
        return True
    if "\u4e00" <= name[0] <= "\u9fff":
        in_dateline = before[-1:] in OPENED and bool(DATELINE.match(text[stop : stop + 2 * AROUND]))
        return len(name) <= SHORT_HAN and not in_dateline and not _bounded_han(before, after, context)
    if "\uac00" <= name[0] <= "\ud7af":
        return len(name) <= SHORT_HANGUL and not _bounded_hangul(before, after, context)
    return bool(context.name_goes_on.match(after)) and not name.isupper()


def _is_han(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff"


def _bounded_han(before: str, after: str, context: ContextPatterns) -> bool:
    """Return whether a short name of Han letters begins and ends a word there."""
    begins = not before or not _is_han(before[-1]) or bool(context.before_short_names.search(before))
    in_bracket = after[:1] in "】）〕］)]=＝"
    ends = not after or not _is_han(after[0]) or bool(context.after_short_names.match(after))
    return (begins or (bool(after) and in_bracket)) and ends


def _bounded_hangul(before: str, after: str, context: ContextPatterns) -> bool:
    """Return whether a short name of Hangul begins a word there, with nothing but a particle behind it."""
    if before and "\uac00" <= before[-1] <= "\ud7af":
        return False
    return not after or not "\uac00" <= after[0] <= "\ud7af" or bool(context.after_short_names.match(after))
