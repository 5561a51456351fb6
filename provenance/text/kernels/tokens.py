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
from provenance.text.kernels.compiling import compiled

if TYPE_CHECKING:
    from numpy.typing import NDArray

STATE, LANE, FILLED = range(3)
"""A stream: what is mixed in so far, the bytes that wait to be, and how many bits those are."""

KIND, FIRST, LAST, HAS_LATIN, FORKED, WAITING = range(6)
"""Facts of an open token: WORD or CHARACTER (SEPARATOR: none is open), first code point, the one after the last,
whether it has a Latin letter, whether its two streams differ, and how many marks wait for their order."""

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


class Out(NamedTuple):
    """What receives the tokens."""

    hashes: NDArray[np.uint32]
    starts: NDArray[np.int32]
    stops: NDArray[np.int32]
    characters: NDArray[np.bool_]


class Open(NamedTuple):
    """The token that is being read."""

    facts: NDArray[np.int64]
    plain: NDArray[np.uint64]  # the stream of its form
    beside: NDArray[np.uint64]  # the same, read beside Latin letters; only where they differ
    marks: NDArray[np.int64]


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


@compiled
def push(stream: NDArray[np.uint64], unit: int) -> None:
    """Add one unit to a stream."""
    value, bits = np.uint64(unit), 8
    if unit >= 128:
        value, bits = np.uint64(0x808080 | unit & 127 | (unit >> 7 & 127) << 8 | unit >> 14 << 16), 24
    filled = int(stream[FILLED])
    stream[LANE] |= value << np.uint64(filled)
    filled += bits
    if filled >= 64:
        filled -= 64
        stream[STATE] = mix(stream[STATE], stream[LANE])
        stream[LANE] = value >> np.uint64(bits - filled)
    stream[FILLED] = np.uint64(filled)


@compiled
def close(stream: NDArray[np.uint64]) -> np.uint32:
    """Return the hash of a stream."""
    return finish(mix(stream[STATE], stream[LANE]) if stream[FILLED] else stream[STATE])


@compiled
def spell(token: Open, unit: int, beside: int) -> None:
    """Add one unit, given as it is anywhere and beside a Latin letter."""
    push(token.plain, unit)
    if token.facts[FORKED]:
        push(token.beside, beside)


@compiled
def hold(token: Open, combining: int, unit: int) -> None:
    """Keep a mark back, in canonical order among those that are waiting."""
    slot = token.facts[WAITING]
    while slot and token.marks[slot - 1] >> CLASS_SHIFT > combining:
        token.marks[slot] = token.marks[slot - 1]
        slot -= 1
    token.marks[slot] = combining << CLASS_SHIFT | unit
    token.facts[WAITING] += 1


@compiled
def release(token: Open) -> None:
    """Add the marks that are waiting."""
    for slot in range(token.facts[WAITING]):
        mark = token.marks[slot] & UNIT_MASK
        spell(token, mark, mark)
    token.facts[WAITING] = 0


@compiled
def letter(token: Open, kind: int, unit: int, more: NDArray[np.uint32]) -> None:
    """Add one letter, digit, or mark that none goes before."""
    token.facts[HAS_LATIN] |= kind == LATIN
    if kind != ALTERNATIVE:
        spell(token, unit, unit)
        return
    if not token.facts[FORKED]:
        token.beside[:] = token.plain
        token.facts[FORKED] = 1
    spell(token, int(more[unit]), int(more[unit + 1]))


@compiled
def begin(token: Open, kind: int, point: int) -> None:
    """Open a token."""
    token.facts[:] = 0
    token.facts[KIND] = CHARACTER if kind == CHARACTER else WORD
    token.facts[FIRST] = point
    token.plain[STATE], token.plain[LANE], token.plain[FILLED] = SEED, np.uint64(0), np.uint64(0)


@compiled
def end(token: Open, out: Out, count: int) -> int:
    """Write the open token and return how many there are."""
    release(token)
    out.hashes[count] = close(token.beside if token.facts[FORKED] and token.facts[HAS_LATIN] else token.plain)
    out.starts[count], out.stops[count] = token.facts[FIRST], token.facts[LAST]
    out.characters[count] = token.facts[KIND] == CHARACTER
    token.facts[KIND] = SEPARATOR
    return count + 1


@compiled
def take(entry: int, point: int, token: Open, more: NDArray[np.uint32], out: Out, count: int) -> int:
    """Take in one entry of the table, found at a code point, and return how many tokens are written."""
    kind, combining, unit = entry >> KIND_SHIFT, entry >> CLASS_SHIFT & 0xFF, entry & UNIT_MASK
    opened = token.facts[KIND]
    if kind == NOTHING or (kind == MARK and opened == SEPARATOR):
        token.facts[LAST] = point + 1
        return count
    if kind == MARK and combining and token.facts[WAITING] < SORTED_MARKS:
        hold(token, combining, unit)
        token.facts[LAST] = point + 1
        return count
    goes_on = kind == MARK or (opened == WORD and kind not in (CHARACTER, SEPARATOR))
    if opened != SEPARATOR and not goes_on:
        count = end(token, out, count)
    if kind == SEPARATOR:
        return count
    if token.facts[KIND] == SEPARATOR:
        begin(token, kind, point)
    release(token)
    letter(token, kind, unit, more)
    token.facts[LAST] = point + 1
    return count


@compiled
def tokenise_points(
    data: NDArray[np.uint8],
    position: int,
    stop: int,
    safe: int,
    point: int,
    rules: Rules,
    token: Open,
    out: Out,
    count: int,
) -> tuple[int, int, int]:
    """Write the tokens from a position where none is open until none is open and ASCII follows.

    Returns:
        The byte and the code point where it stopped, and the number of tokens so far.
    """
    start = position
    while position < stop:
        if token.facts[KIND] == SEPARATOR and start < position <= safe and data[position] < 128:
            return position, point, count
        code, length = decode(data, position)
        entry = int(rules.entries[code])
        if entry >> KIND_SHIFT == EXPANDS:
            place = entry & UNIT_MASK
            for other in range(place + 1, place + 1 + int(rules.more[place])):
                count = take(int(rules.more[other]), point, token, rules.more, out, count)
        else:
            count = take(entry, point, token, rules.more, out, count)
        position += length
        point += 1
    return position, point, take(SEPARATOR, point, token, rules.more, out, count)


@compiled
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
    facts, marks = np.zeros(6, np.int64), np.zeros(SORTED_MARKS, np.int64)
    token = Open(facts, np.zeros(3, np.uint64), np.zeros(3, np.uint64), marks)
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
                    data, position, stop, safe, position - behind, rules, token, out, count
                )
                behind = position - point
    offsets[bounds.size - 1] = count
