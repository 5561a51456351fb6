"""Compiled tokeniser: one pass over UTF-8.

Stretches of ASCII are read 64 bytes at a time: one bit mask marks word bytes, another bytes beyond ASCII, and a word
of up to eight bytes is hashed in one step. A word that touches a byte beyond ASCII is read one code point at a time,
with the table of ``provenance.text.characters``. Both ways give the same hash for the same form.

The hash of a token: the units of its form as a stream of bytes (a unit below 128 one byte, any other three bytes of
seven bits with the high bit set), taken as little-endian 64-bit words, padded with zeros, each mixed in by one
multiplication (after Murmur3, Appleby); the upper half of a last multiplication is the token's 32 bits.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from llvmlite import ir
from numba import types
from numba.extending import intrinsic

from provenance.text.characters import (
    ALTERNATIVE,
    CHARACTER,
    CLASS_SHIFT,
    EXPANDS,
    KIND_SHIFT,
    LATIN,
    MARK,
    NOTHING,
    SEPARATOR,
    UNIT_MASK,
    WORD,
    Rules,
)
from provenance.text.kernels.arrays import ZERO
from provenance.text.kernels.jit import jit, jit_callee, jit_inline

if TYPE_CHECKING:
    from numpy.typing import NDArray

WINDOW = 64
"""Bytes read at a time; changes no result."""

REACH = WINDOW + 8
"""Bytes that must be in the buffer to read a window: its last word can start at its last byte; changes no result."""

SORTED_MARKS = 32
"""Marks sorted into canonical order at once: one more than the stream-safe limit of UAX 15."""

SEED = np.uint64(0x9E3779B97F4A7C15)
MIX = np.uint64(0xFF51AFD7ED558CCD)
SPREAD = np.uint64(0xC4CEB9FE1A85EC53)
LOWER = np.uint64(0x2020202020202020)


class TokenArrays(NamedTuple):
    """Output arrays for tokens: hash, start and stop (code points), and whether it is a single character."""

    hashes: NDArray[np.uint32]
    starts: NDArray[np.int32]
    stops: NDArray[np.int32]
    characters: NDArray[np.bool_]


def _vector(byte: int) -> Any:  # noqa: ANN401 - values of llvmlite
    return ir.Constant(ir.VectorType(ir.IntType(8), WINDOW), [byte] * WINDOW)


def _address(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:  # noqa: ANN401
    data = context.make_array(signature.args[0])(context, builder, arguments[0]).data
    return builder.gep(data, [arguments[1]])


def _window(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:  # noqa: ANN401
    vector = ir.VectorType(ir.IntType(8), WINDOW)
    pointer = builder.bitcast(_address(context, builder, signature, arguments), vector.as_pointer())
    return builder.load(pointer, align=1)


@intrinsic
def word_bits(typing: Any, data: Any, position: Any) -> Any:  # noqa: ANN401, ARG001
    """Return a 64-bit mask of the bytes from the position on that are ASCII letters or digits."""

    def code(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:  # noqa: ANN401
        window = _window(context, builder, signature, arguments)
        lower = builder.sub(builder.or_(window, _vector(0x20)), _vector(ord("a")))
        digit = builder.sub(window, _vector(ord("0")))
        letters = builder.icmp_unsigned("<", lower, _vector(26))
        digits = builder.icmp_unsigned("<", digit, _vector(10))
        return builder.bitcast(builder.or_(letters, digits), ir.IntType(64))

    return types.uint64(data, types.intp), code


@intrinsic
def non_ascii_bits(typing: Any, data: Any, position: Any) -> Any:  # noqa: ANN401, ARG001
    """Return a 64-bit mask of the bytes from the position on that are not ASCII."""

    def code(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:  # noqa: ANN401
        window = _window(context, builder, signature, arguments)
        return builder.bitcast(builder.icmp_signed("<", window, _vector(0)), ir.IntType(64))

    return types.uint64(data, types.intp), code


@intrinsic
def eight_bytes(typing: Any, data: Any, position: Any) -> Any:  # noqa: ANN401, ARG001
    """Return the eight bytes from the position on as one little-endian number."""

    def code(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:  # noqa: ANN401
        pointer = builder.bitcast(_address(context, builder, signature, arguments), ir.IntType(64).as_pointer())
        return builder.load(pointer, align=1)

    return types.uint64(data, types.intp), code


@intrinsic
def trailing_zeros(typing: Any, bits: Any) -> Any:  # noqa: ANN401, ARG001
    """Return the number of trailing zero bits; 64 for zero."""

    def code(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:  # noqa: ANN401, ARG001
        return builder.cttz(arguments[0], ir.Constant(ir.IntType(1), 0))

    return types.int64(types.uint64), code


@jit_inline
def mix(state: np.uint64, lane: np.uint64) -> np.uint64:
    """Return the state with eight more bytes mixed in."""
    state = (state ^ lane) * MIX
    return state ^ (state >> np.uint64(32))


@jit_inline
def finish(state: np.uint64) -> np.uint32:
    """Return the token's hash."""
    return np.uint32((state * SPREAD) >> np.uint64(32))


@jit_inline
def hash_ascii(data: NDArray[np.uint8], start: int, length: int) -> np.uint32:
    """Return the hash of an ASCII word; eight bytes from its last on must be in the buffer."""
    state = SEED
    while length > 8:
        state = mix(state, eight_bytes(data, start) | LOWER)
        start += 8
        length -= 8
    lane = (eight_bytes(data, start) | LOWER) & (np.uint64(0xFFFFFFFFFFFFFFFF) >> np.uint64(64 - 8 * length))
    return finish(mix(state, lane))


@jit_inline
def decode(data: NDArray[np.uint8], position: int) -> tuple[int, int]:
    """Return the code point at the position and its length in bytes."""
    first = int(data[position])
    if first < 0x80:
        return first, 1
    second = int(data[position + 1]) & 0x3F
    if first < 0xE0:
        return (first & 0x1F) << 6 | second, 2
    third = int(data[position + 2]) & 0x3F
    if first < 0xF0:
        return (first & 0x0F) << 12 | second << 6 | third, 3
    return (first & 0x07) << 18 | second << 12 | third << 6 | int(data[position + 3]) & 0x3F, 4


@jit_callee
def push_unit(state: np.uint64, lane: np.uint64, filled: int, unit: int) -> tuple[np.uint64, np.uint64, int]:
    """Add a unit to a hash stream; return its state, the lane of bytes not yet mixed in, and the bits filled of it."""
    value, bits = np.uint64(unit), 8
    if unit >= 128:
        value, bits = np.uint64(0x808080 | unit & 127 | (unit >> 7 & 127) << 8 | unit >> 14 << 16), 24
    lane |= value << np.uint64(filled)
    filled += bits
    if filled >= 64:
        state = mix(state, lane)
        filled -= 64
        lane = value >> np.uint64(bits - filled)
    return state, lane, filled


@jit_callee
def finish_stream(state: np.uint64, lane: np.uint64, filled: int) -> np.uint32:
    """Return the hash of a finished stream."""
    return finish(mix(state, lane) if filled else state)


@jit_inline
def insert_mark(marks: NDArray[np.int64], pending: int, combining: int, unit: int) -> None:
    """Insert a mark among the pending ones, in canonical order."""
    slot = pending
    while slot and marks[slot - 1] >> CLASS_SHIFT > combining:
        marks[slot] = marks[slot - 1]
        slot -= 1
    marks[slot] = combining << CLASS_SHIFT | unit


@jit_callee
def tokenise_points(  # noqa: C901 - one loop with its state in registers; the same in small functions took four times as long
    data: NDArray[np.uint8], position: int, stop: int, last_window: int, point: int, rules: Rules,
    marks: NDArray[np.int64], out: TokenArrays, count: int,
) -> tuple[int, int, int]:  # fmt: skip
    """Write the tokens from a position outside any token, up to where no token is open and ASCII follows.

    The open token has two hash streams: its usual form, and, from the first letter that differs, its form in a word
    with a Latin letter.

    Args:
        data: the buffer.
        position: first byte.
        stop: byte where the text ends.
        last_window: last position at which a window may be read.
        point: number of code points before the position.
        rules: the table of code points.
        marks: [SORTED_MARKS] buffer for pending marks.
        out: receives the tokens.
        count: tokens so far.

    Returns:
        The byte and the code point where it stopped, and the number of tokens.
    """
    state = latin_state = SEED
    lane = latin_lane = np.uint64(0)
    filled = latin_filled = ZERO
    pending = 0
    token_kind, has_latin, forked = SEPARATOR, False, False
    begin, token_start, token_stop = position, point, point
    while position < stop or token_kind != SEPARATOR:
        if token_kind == SEPARATOR and begin < position <= last_window and data[position] < 128:
            break
        entry, length = SEPARATOR, 0  # the end separates
        if position < stop:
            code, length = decode(data, position)
            entry = int(rules.entries[code])
        place, units = 0, 1
        if entry >> KIND_SHIFT == EXPANDS:
            place = (entry & UNIT_MASK) + 1
            units = int(rules.more[place - 1])
        for number in range(units):
            if place:
                entry = int(rules.more[place + number])
            kind, combining, unit = entry >> KIND_SHIFT, entry >> CLASS_SHIFT & 0xFF, entry & UNIT_MASK
            if kind == NOTHING or (kind == MARK and token_kind == SEPARATOR):
                token_stop = point + 1
                continue
            if kind == MARK and combining and pending < SORTED_MARKS:
                insert_mark(marks, pending, combining, unit)
                pending += 1
                token_stop = point + 1
                continue
            for slot in range(pending):
                mark = marks[slot] & UNIT_MASK
                state, lane, filled = push_unit(state, lane, filled, mark)
                if forked:
                    latin_state, latin_lane, latin_filled = push_unit(latin_state, latin_lane, latin_filled, mark)
            pending = 0
            continues = kind == MARK or (token_kind == WORD and kind not in (CHARACTER, SEPARATOR))
            if token_kind != SEPARATOR and not continues:
                hashed = finish_stream(state, lane, filled)
                if forked and has_latin:
                    hashed = finish_stream(latin_state, latin_lane, latin_filled)
                out.hashes[count], out.characters[count] = hashed, token_kind == CHARACTER
                out.starts[count], out.stops[count] = token_start, token_stop
                count += 1
                token_kind = SEPARATOR
            if kind == SEPARATOR:
                continue
            if token_kind == SEPARATOR:
                state, lane, filled = SEED, np.uint64(0), ZERO
                token_kind, has_latin, forked = CHARACTER if kind == CHARACTER else WORD, False, False
                token_start = point
            token_stop = point + 1
            has_latin |= kind == LATIN
            latin_unit = unit
            if kind == ALTERNATIVE:
                if not forked:
                    latin_state, latin_lane, latin_filled, forked = state, lane, filled, True
                unit, latin_unit = int(rules.more[unit]), int(rules.more[unit + 1])
            state, lane, filled = push_unit(state, lane, filled, unit)
            if forked:
                latin_state, latin_lane, latin_filled = push_unit(latin_state, latin_lane, latin_filled, latin_unit)
        position += length
        point += 1
    return position, point, count


@jit_inline
def tokenise_window(
    data: NDArray[np.uint8], position: int, limit: int, at_end: bool, byte_excess: int, out: TokenArrays, count: int
) -> tuple[int, int]:
    """Write the words of an ASCII window that end before its limit.

    Args:
        data: the buffer.
        position: first byte of the window, outside any token.
        limit: its length, up to WINDOW.
        at_end: whether the text ends at the limit.
        byte_excess: bytes minus code points before the position.
        out: receives the tokens.
        count: tokens so far.

    Returns:
        How many bytes were consumed (a word that may go on is left), and the number of tokens.
    """
    words = word_bits(data, position)
    if limit < WINDOW:
        words &= (np.uint64(1) << np.uint64(limit)) - np.uint64(1)
    while words:
        first = trailing_zeros(words)
        length = trailing_zeros(~(words >> np.uint64(first)))
        word_stop = first + length
        if word_stop >= limit and not at_end:
            return first, count
        out.hashes[count] = hash_ascii(data, position + first, length)
        out.starts[count] = position + first - byte_excess
        out.stops[count] = position + word_stop - byte_excess
        out.characters[count] = False
        count += 1
        if word_stop >= WINDOW:
            break
        words &= ~np.uint64(0) << np.uint64(word_stop)
    return limit, count


@jit
def tokenise_texts(
    data: NDArray[np.uint8], bounds: NDArray[np.int64], rules: Rules, offsets: NDArray[np.int64], out: TokenArrays
) -> None:
    """Write the tokens of every text, and where each text's tokens begin.

    Args:
        data: the texts' UTF-8, one after another.
        bounds: [n + 1] the first byte of every text, and the end.
        rules: the table of code points.
        offsets: [n + 1] receives the first token of every text, and the number of all.
        out: receives the tokens; needs room for 4 tokens per 3 bytes of text.
    """
    marks = np.empty(SORTED_MARKS, np.int64)
    last_window = data.size - REACH
    count = 0
    for text in range(bounds.size - 1):
        offsets[text] = count
        position, stop = bounds[text], bounds[text + 1]
        byte_excess = position
        while position < stop:
            limit = consumed = 0
            if position <= last_window:
                limit = min(trailing_zeros(non_ascii_bits(data, position)), stop - position)
                consumed, count = tokenise_window(
                    data, position, limit, position + limit == stop, byte_excess, out, count
                )
                position += consumed
            if position < stop and (limit < WINDOW or consumed == 0):
                position, point, count = tokenise_points(
                    data, position, stop, last_window, position - byte_excess, rules, marks, out, count
                )
                byte_excess = position - point
    offsets[bounds.size - 1] = count
