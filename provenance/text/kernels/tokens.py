"""Compiled tokeniser: one pass over UTF-8.

Stretches of ASCII are read 64 bytes at a time: two bit masks say where word bytes and where bytes beyond ASCII stand,
and a word of up to eight bytes is hashed in one step. A word that touches a byte beyond ASCII is read one code point at
a time, with the table of ``provenance.text.characters``. Both give the same hash for the same form.

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
from provenance.text.kernels.jit import compiled, inlined, linked

if TYPE_CHECKING:
    from numpy.typing import NDArray

WINDOW = 64
"""Bytes looked at together."""

REACH = WINDOW + 8
"""A window may be read where this many bytes are in the buffer: the last word of it can start at its last byte."""

SORTED_MARKS = 32
"""Marks that are put in canonical order together, one more than the stream-safe limit of UAX 15."""

SEED = np.uint64(0x9E3779B97F4A7C15)
MIX = np.uint64(0xFF51AFD7ED558CCD)
SPREAD = np.uint64(0xC4CEB9FE1A85EC53)
LOWER = np.uint64(0x2020202020202020)


class Out(NamedTuple):
    """What receives the tokens."""

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
    """Return 64 bits: which of the bytes from the position on are ASCII letters or digits."""

    def code(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:  # noqa: ANN401
        window = _window(context, builder, signature, arguments)
        lower = builder.sub(builder.or_(window, _vector(0x20)), _vector(ord("a")))
        digit = builder.sub(window, _vector(ord("0")))
        letters = builder.icmp_unsigned("<", lower, _vector(26))
        digits = builder.icmp_unsigned("<", digit, _vector(10))
        return builder.bitcast(builder.or_(letters, digits), ir.IntType(64))

    return types.uint64(data, types.intp), code


@intrinsic
def foreign_bits(typing: Any, data: Any, position: Any) -> Any:  # noqa: ANN401, ARG001
    """Return 64 bits: which of the bytes from the position on are not ASCII."""

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
    """Return how many of the lowest bits are zero; 64 for zero."""

    def code(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:  # noqa: ANN401, ARG001
        return builder.cttz(arguments[0], ir.Constant(ir.IntType(1), 0))

    return types.int64(types.uint64), code


@inlined
def mix(state: np.uint64, lane: np.uint64) -> np.uint64:
    """Return the state with eight more bytes mixed in."""
    state = (state ^ lane) * MIX
    return state ^ (state >> np.uint64(32))


@inlined
def finish(state: np.uint64) -> np.uint32:
    """Return the token's hash."""
    return np.uint32((state * SPREAD) >> np.uint64(32))


@inlined
def hash_ascii(data: NDArray[np.uint8], start: int, length: int) -> np.uint32:
    """Return the hash of an ASCII word; eight bytes from its last on must be in the buffer."""
    state = SEED
    while length > 8:
        state = mix(state, eight_bytes(data, start) | LOWER)
        start += 8
        length -= 8
    lane = (eight_bytes(data, start) | LOWER) & (np.uint64(0xFFFFFFFFFFFFFFFF) >> np.uint64(64 - 8 * length))
    return finish(mix(state, lane))


@inlined
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


@linked
def push(state: np.uint64, lane: np.uint64, filled: int, unit: int) -> tuple[np.uint64, np.uint64, int]:
    """Return what a stream is after one more unit: what is mixed in, the bytes that wait to be, and how many bits."""
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


@linked
def close(state: np.uint64, lane: np.uint64, filled: int) -> np.uint32:
    """Return the hash of a stream."""
    return finish(mix(state, lane) if filled else state)


@inlined
def hold(marks: NDArray[np.int64], waiting: int, combining: int, unit: int) -> None:
    """Keep a mark back, in canonical order among those that are waiting."""
    slot = waiting
    while slot and marks[slot - 1] >> CLASS_SHIFT > combining:
        marks[slot] = marks[slot - 1]
        slot -= 1
    marks[slot] = combining << CLASS_SHIFT | unit


@linked
def tokenise_points(  # noqa: C901 - one loop with its state in registers; the same in small functions took four times as long
    data: NDArray[np.uint8], position: int, stop: int, safe: int, point: int, rules: Rules, marks: NDArray[np.int64],
    out: Out, count: int,
) -> tuple[int, int, int]:  # fmt: skip
    """Write the tokens from a position where none is open until none is open and ASCII follows.

    The open token has two streams: its form as it is anywhere, and, from the first letter that differs, as it is beside
    a Latin letter.

    Args:
        data: the buffer.
        position: first byte.
        stop: byte where the text ends.
        safe: last position at which a window may be read.
        point: code points before the position.
        rules: the table of code points.
        marks: [SORTED_MARKS] room for marks that wait for their order.
        out: receives the tokens.
        count: tokens so far.

    Returns:
        The byte and the code point where it stopped, and the number of tokens.
    """
    state = beside_state = SEED
    lane = beside_lane = np.uint64(0)
    filled = beside_filled = ZERO
    waiting = 0
    opened, latin, forked = SEPARATOR, False, False
    begin, first, last = position, point, point
    while position < stop or opened != SEPARATOR:
        if opened == SEPARATOR and begin < position <= safe and data[position] < 128:
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
            if kind == NOTHING or (kind == MARK and opened == SEPARATOR):
                last = point + 1
                continue
            if kind == MARK and combining and waiting < SORTED_MARKS:
                hold(marks, waiting, combining, unit)
                waiting += 1
                last = point + 1
                continue
            for slot in range(waiting):
                mark = marks[slot] & UNIT_MASK
                state, lane, filled = push(state, lane, filled, mark)
                if forked:
                    beside_state, beside_lane, beside_filled = push(beside_state, beside_lane, beside_filled, mark)
            waiting = 0
            goes_on = kind == MARK or (opened == WORD and kind not in (CHARACTER, SEPARATOR))
            if opened != SEPARATOR and not goes_on:
                hashed = close(state, lane, filled)
                if forked and latin:
                    hashed = close(beside_state, beside_lane, beside_filled)
                out.hashes[count], out.characters[count] = hashed, opened == CHARACTER
                out.starts[count], out.stops[count] = first, last
                count += 1
                opened = SEPARATOR
            if kind == SEPARATOR:
                continue
            if opened == SEPARATOR:
                state, lane, filled = SEED, np.uint64(0), ZERO
                opened, latin, forked = CHARACTER if kind == CHARACTER else WORD, False, False
                first = point
            last = point + 1
            latin |= kind == LATIN
            beside = unit
            if kind == ALTERNATIVE:
                if not forked:
                    beside_state, beside_lane, beside_filled, forked = state, lane, filled, True
                unit, beside = int(rules.more[unit]), int(rules.more[unit + 1])
            state, lane, filled = push(state, lane, filled, unit)
            if forked:
                beside_state, beside_lane, beside_filled = push(beside_state, beside_lane, beside_filled, beside)
        position += length
        point += 1
    return position, point, count


@inlined
def tokenise_window(
    data: NDArray[np.uint8], position: int, limit: int, ended: bool, behind: int, out: Out, count: int
) -> tuple[int, int]:
    """Write the words of a window of ASCII that are over before its limit.

    Args:
        data: the buffer.
        position: first byte of the window, where no token is open.
        limit: its length, up to WINDOW.
        ended: whether the text ends at the limit.
        behind: bytes minus code points up to the position.
        out: receives the tokens.
        count: tokens so far.

    Returns:
        How far it came, a word that may go on left out, and the number of tokens.
    """
    words = word_bits(data, position)
    if limit < WINDOW:
        words &= (np.uint64(1) << np.uint64(limit)) - np.uint64(1)
    while words:
        first = trailing_zeros(words)
        length = trailing_zeros(~(words >> np.uint64(first)))
        over = first + length
        if over >= limit and not ended:
            return first, count
        out.hashes[count] = hash_ascii(data, position + first, length)
        out.starts[count] = position + first - behind
        out.stops[count] = position + over - behind
        out.characters[count] = False
        count += 1
        if over >= WINDOW:
            break
        words &= ~np.uint64(0) << np.uint64(over)
    return limit, count


@compiled
def tokenise_texts(
    data: NDArray[np.uint8], bounds: NDArray[np.int64], rules: Rules, offsets: NDArray[np.int64], out: Out
) -> None:
    """Write the tokens of every text and where each text's tokens begin.

    Args:
        data: the texts' UTF-8, one after another.
        bounds: [n + 1] the first byte of every text, and the end.
        rules: the table of code points.
        offsets: [n + 1] receives the first token of every text, and the number of all.
        out: receives the tokens; must hold 4 for every 3 bytes of text.
    """
    marks = np.empty(SORTED_MARKS, np.int64)
    safe = data.size - REACH
    count = 0
    for text in range(bounds.size - 1):
        offsets[text] = count
        position, stop = bounds[text], bounds[text + 1]
        behind = position
        while position < stop:
            limit = done = 0
            if position <= safe:
                limit = min(trailing_zeros(foreign_bits(data, position)), stop - position)
                done, count = tokenise_window(data, position, limit, position + limit == stop, behind, out, count)
                position += done
            if position < stop and (limit < WINDOW or done == 0):
                position, point, count = tokenise_points(
                    data, position, stop, safe, position - behind, rules, marks, out, count
                )
                behind = position - point
    offsets[bounds.size - 1] = count
