"""Compiled tokeniser: one pass over UTF-8.

Stretches of ASCII are read 64 bytes at a time: two bit masks say where word bytes and where bytes beyond ASCII stand,
and a word of up to eight bytes is hashed in one step. A word that touches a byte beyond ASCII is read one code point at
a time, with the table of ``provenance.text.characters``. Both give the same hash for the same form.

The hash of a token: the units of its form as a stream of bytes (a unit below 128 one byte, any other three bytes of
seven bits with the high bit set), taken as little-endian 64-bit words, padded with zeros, each mixed in by one
multiplication (after Murmur3, Appleby); the upper half of a last multiplication is the token's 32 bits.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from llvmlite import ir
from numba import types
from numba.extending import intrinsic

from provenance.text.kernels.compiling import compiled

if TYPE_CHECKING:
    from numpy.typing import NDArray

SEPARATOR, WORD, CHARACTER, MARK, NOTHING, EXPANDS, ALTERNATIVE, LATIN = range(8)
"""Kinds of code points, as in ``provenance.text.characters``."""

WINDOW = 64
"""Bytes looked at together."""

REACH = WINDOW + 8
"""A window may be read where this many bytes are in the buffer: the last word of it can start at its last byte."""

SORTED_MARKS = 32
"""Marks that are put in canonical order together, one more than the stream-safe limit of UAX 15."""

SEED = np.uint64(0x9E3779B97F4A7C15)
MIX = np.uint64(0xFF51AFD7ED558CCD)
LAST = np.uint64(0xC4CEB9FE1A85EC53)
LOWER = np.uint64(0x2020202020202020)


def _vector(builder: Any, byte: int) -> Any:  # noqa: ANN401 - values of llvmlite
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
        lower = builder.sub(builder.or_(window, _vector(builder, 0x20)), _vector(builder, ord("a")))
        digit = builder.sub(window, _vector(builder, ord("0")))
        letters = builder.icmp_unsigned("<", lower, _vector(builder, 26))
        digits = builder.icmp_unsigned("<", digit, _vector(builder, 10))
        return builder.bitcast(builder.or_(letters, digits), ir.IntType(64))

    return types.uint64(data, types.intp), code


@intrinsic
def foreign_bits(typing: Any, data: Any, position: Any) -> Any:  # noqa: ANN401, ARG001
    """Return 64 bits: which of the bytes from the position on are not ASCII."""

    def code(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:  # noqa: ANN401
        window = _window(context, builder, signature, arguments)
        return builder.bitcast(builder.icmp_signed("<", window, _vector(builder, 0)), ir.IntType(64))

    return types.uint64(data, types.intp), code


@intrinsic
def eight_bytes(typing: Any, data: Any, position: Any) -> Any:  # noqa: ANN401, ARG001
    """Return the eight bytes from the position on as one little-endian number."""

    def code(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:  # noqa: ANN401
        pointer = builder.bitcast(
            _address(context, builder, signature, arguments), ir.IntType(64).as_pointer()
        )
        return builder.load(pointer, align=1)

    return types.uint64(data, types.intp), code


@intrinsic
def trailing_zeros(typing: Any, bits: Any) -> Any:  # noqa: ANN401, ARG001
    """Return how many of the lowest bits are zero; 64 for zero."""

    def code(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:  # noqa: ANN401, ARG001
        return builder.cttz(arguments[0], ir.Constant(ir.IntType(1), 0))

    return types.int64(types.uint64), code


@compiled
def mix(state: np.uint64, lane: np.uint64) -> np.uint64:
    """Return the state with eight more bytes mixed in."""
    state = (state ^ lane) * MIX
    return state ^ (state >> np.uint64(32))


@compiled
def finish(state: np.uint64) -> np.uint32:
    """Return the token's hash."""
    return np.uint32((state * LAST) >> np.uint64(32))


@compiled
def push(state: np.uint64, lane: np.uint64, filled: int, unit: int) -> tuple[np.uint64, np.uint64, int]:
    """Return the state, the lane and its filled bits after one more unit."""
    value, bits = np.uint64(unit), 8
    if unit >= 128:
        low, middle, high = unit & 127, (unit >> 7) & 127, unit >> 14
        value, bits = np.uint64(0x808080 | low | middle << 8 | high << 16), 24
    lane |= value << np.uint64(filled)
    filled += bits
    if filled >= 64:
        state = mix(state, lane)
        filled -= 64
        lane = value >> np.uint64(bits - filled)
    return state, lane, filled


@compiled
def close(state: np.uint64, lane: np.uint64, filled: int) -> np.uint32:
    """Return the token's hash after its last unit."""
    return finish(mix(state, lane) if filled else state)


@compiled
def hash_ascii(data: NDArray[np.uint8], start: int, length: int) -> np.uint32:
    """Return the hash of an ASCII word; eight bytes from its last on must be in the buffer."""
    state = SEED
    while length > 8:
        state = mix(state, eight_bytes(data, start) | LOWER)
        start += 8
        length -= 8
    lane = (eight_bytes(data, start) | LOWER) & (np.uint64(0xFFFFFFFFFFFFFFFF) >> np.uint64(64 - 8 * length))
    return finish(mix(state, lane))


@compiled
def decode(data: NDArray[np.uint8], position: int) -> tuple[int, int]:
    """Return the code point at the position and its length in bytes."""
    first = np.int64(data[position])
    if first < 0x80:
        return first, 1
    second = np.int64(data[position + 1]) & 0x3F
    if first < 0xE0:
        return (first & 0x1F) << 6 | second, 2
    third = np.int64(data[position + 2]) & 0x3F
    if first < 0xF0:
        return (first & 0x0F) << 12 | second << 6 | third, 3
    return (first & 0x07) << 18 | second << 12 | third << 6 | np.int64(data[position + 3]) & 0x3F, 4


@compiled
def tokenise_points(
    data: NDArray[np.uint8],
    position: int,
    stop: int,
    safe: int,
    point: int,
    entries: NDArray[np.uint32],
    more: NDArray[np.uint32],
    marks: NDArray[np.int64],
    hashes: NDArray[np.uint32],
    starts: NDArray[np.int32],
    stops: NDArray[np.int32],
    characters: NDArray[np.bool_],
    count: int,
) -> tuple[int, int, int]:
    """Write the tokens from a position where none is open until none is open and ASCII follows.

    Returns:
        The byte and the code point where it stopped, and the number of tokens so far.
    """
    state = other_state = SEED
    lane = other_lane = np.uint64(0)
    filled = other_filled = 0
    opened, latin, alternative, waiting = SEPARATOR, False, False, 0
    begin, first, last = position, point, point
    while position < stop:
        if opened == SEPARATOR and begin < position <= safe and data[position] < 128:
            break
        code, length = decode(data, position)
        entry = np.int64(entries[code])
        place, units = 0, 1
        if entry >> 29 == EXPANDS:
            place = (entry & 0x1FFFFF) + 1
            units = np.int64(more[place - 1])
        for unit_number in range(units):
            if place:
                entry = np.int64(more[place + unit_number])
            kind, combining, unit = entry >> 29, (entry >> 21) & 0xFF, entry & 0x1FFFFF
            if kind == NOTHING:
                last = point + 1
                continue
            if kind == MARK:
                if opened == SEPARATOR:
                    continue
                last = point + 1
                if combining and waiting < SORTED_MARKS:
                    slot = waiting
                    while slot and marks[slot - 1] >> 21 > combining:
                        marks[slot] = marks[slot - 1]
                        slot -= 1
                    marks[slot] = combining << 21 | unit
                    waiting += 1
                    continue
            for slot in range(waiting):
                mark = marks[slot] & 0x1FFFFF
                state, lane, filled = push(state, lane, filled, mark)
                if alternative:
                    other_state, other_lane, other_filled = push(other_state, other_lane, other_filled, mark)
            waiting = 0
            spells = kind == WORD or kind == LATIN or kind == ALTERNATIVE
            if opened != SEPARATOR and kind != MARK and not (spells and opened == WORD):
                if alternative and latin:
                    hashes[count] = close(other_state, other_lane, other_filled)
                else:
                    hashes[count] = close(state, lane, filled)
                starts[count], stops[count], characters[count] = first, last, opened == CHARACTER
                count += 1
                opened = SEPARATOR
            if kind == SEPARATOR:
                continue
            if opened == SEPARATOR:
                state, lane, filled = SEED, np.uint64(0), 0
                opened, latin, alternative = CHARACTER if kind == CHARACTER else WORD, False, False
                first = point
            last = point + 1
            latin |= kind == LATIN
            beside = unit
            if kind == ALTERNATIVE:
                if not alternative:
                    other_state, other_lane, other_filled = state, lane, filled
                    alternative = True
                beside = np.int64(more[unit + 1])
                unit = np.int64(more[unit])
            state, lane, filled = push(state, lane, filled, unit)
            if alternative:
                other_state, other_lane, other_filled = push(other_state, other_lane, other_filled, beside)
        position += length
        point += 1
    if opened != SEPARATOR:
        for slot in range(waiting):
            mark = marks[slot] & 0x1FFFFF
            state, lane, filled = push(state, lane, filled, mark)
            if alternative:
                other_state, other_lane, other_filled = push(other_state, other_lane, other_filled, mark)
        if alternative and latin:
            hashes[count] = close(other_state, other_lane, other_filled)
        else:
            hashes[count] = close(state, lane, filled)
        starts[count], stops[count], characters[count] = first, last, opened == CHARACTER
        count += 1
    return position, point, count


@compiled
def tokenise_texts(
    data: NDArray[np.uint8],
    bounds: NDArray[np.int64],
    entries: NDArray[np.uint32],
    more: NDArray[np.uint32],
    offsets: NDArray[np.int64],
    hashes: NDArray[np.uint32],
    starts: NDArray[np.int32],
    stops: NDArray[np.int32],
    characters: NDArray[np.bool_],
) -> None:
    """Write the tokens of every text and where each text's tokens begin.

    Args:
        data: the texts' UTF-8, one after another.
        bounds: [n + 1] the first byte of every text, and the end.
        entries: the table of code points.
        more: what its entries refer to.
        offsets: [n + 1] receives the first token of every text, and the number of all.
        hashes: receives the tokens' hashes; this and the next three must hold 4 tokens for every 3 bytes of text.
        starts: receives the first code points, within each text.
        stops: receives the code points after the last.
        characters: receives whether each is one character of a script without spaces.
    """
    marks = np.empty(SORTED_MARKS, np.int64)
    safe = data.size - REACH
    count = 0
    for text in range(bounds.size - 1):
        offsets[text] = count
        position, stop = bounds[text], bounds[text + 1]
        behind = position  # bytes minus code points up to the position
        while position < stop:
            limit = np.int64(0)
            if position <= safe:
                foreign = foreign_bits(data, position)
                limit = min(trailing_zeros(foreign), stop - position)
                ended = position + limit == stop
                words = word_bits(data, position)
                if limit < 64:
                    words &= (np.uint64(1) << np.uint64(limit)) - np.uint64(1)
                first = np.int64(0)
                rest = limit
                while words:
                    first = trailing_zeros(words)
                    length = trailing_zeros(~(words >> np.uint64(first)))
                    if first + length >= limit and not ended:
                        rest = first
                        break
                    hashes[count] = hash_ascii(data, position + first, length)
                    starts[count] = position + first - behind
                    stops[count] = position + first + length - behind
                    characters[count] = False
                    count += 1
                    if first + length >= 64:
                        break
                    words &= ~np.uint64(0) << np.uint64(first + length)
                position += rest
                if position == stop or (limit == 64 and rest > 0):
                    continue
            position, point, count = tokenise_points(
                data, position, stop, safe, position - behind, entries, more, marks,
                hashes, starts, stops, characters, count,
            )  # fmt: skip
            behind = position - point
    offsets[bounds.size - 1] = count
